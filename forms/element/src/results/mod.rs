//! One showing of results in the page.
//!
//! Methods take `&self` and hold no borrow while they call out: a host's event listener may call straight back.

mod loading;
mod proposal;

use crate::loading::{Obstacle, code_set, code_set_of, failed_load};
use crate::mount::Mount;
use crate::port::{Port, report_text, text};
use guidance_components::{GuidanceResults, ResultsEvent, ResultsProps};
use guidance_contract::{CodeSets, Severity};
use loading::{Loaded, ResultsLoading};
use serde_json::json;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;
use yew::Callback;

#[wasm_bindgen]
extern "C" {
    /// Prints the page, unless the host does so in its own way.
    #[wasm_bindgen(method)]
    fn print(this: &Port);
}

/// One showing of results in the page.
#[wasm_bindgen]
pub struct ResultsController {
    inner: Rc<Inner>,
}

struct Inner {
    port: Port,
    div: Element,
    around: u32,
    loading: RefCell<ResultsLoading>,
    code_sets: RefCell<CodeSets>,
    mount: RefCell<Option<Mount<GuidanceResults>>>,
    /// What the views have.
    loaded: RefCell<Option<Loaded>>,
}

#[wasm_bindgen]
impl ResultsController {
    /// A controller that will draw in `div`; `around` is the tree number of a Yew application around it, or 0.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(port: Port, div: Element, around: u32) -> Self {
        Self {
            inner: Rc::new(Inner {
                port,
                div,
                around,
                loading: RefCell::default(),
                code_sets: RefCell::default(),
                mount: RefCell::default(),
                loaded: RefCell::default(),
            }),
        }
    }

    /// Takes what the host gives; acted on by [`ResultsController::advance`].
    pub fn give(&self, name: &str, text: Option<String>) {
        self.inner.loading.borrow_mut().base.give(name, text);
    }

    /// Goes on as far as possible with what there is.
    pub fn advance(&self) {
        self.inner.advance();
    }

    /// Takes a file that was asked for, or why it could not be read.
    pub fn loaded(&self, name: &str, text: Option<String>, card: Option<String>, found: Option<String>) {
        let is_offline = card.is_some_and(|card| card == "offline");
        self.inner.take_file(name, text, is_offline, found.unwrap_or_default());
    }

    /// The view that is shown as JSON, once there is one.
    #[must_use]
    pub fn view(&self) -> Option<String> {
        self.inner.loaded.borrow().as_ref().map(|loaded| text(&*loaded.view))
    }

    /// Whether the events of the results could be taken for those of a Yew application around them.
    #[must_use]
    pub fn collides(&self, around: u32) -> bool {
        self.inner.mount.borrow().as_ref().is_some_and(|mount| mount.collides(around))
    }

    /// Takes the results out of the page.
    pub fn close(self) {
        let mount = self.inner.mount.borrow_mut().take();
        if let Some(mount) = mount {
            mount.destroy();
        }
    }
}

impl Inner {
    fn advance(self: &Rc<Self>) {
        let outcome = self.loading.borrow_mut().outcome();
        let wanted = self.loading.borrow_mut().base.take_wanted();
        for file in wanted {
            self.port.load(&file.name, file.is_shipped);
        }
        match outcome {
            Ok(loaded) => {
                let warnings = Rc::clone(&loaded.warnings);
                *self.loaded.borrow_mut() = Some(loaded);
                self.show();
                if !warnings.is_empty() {
                    self.port.complain(&report_text(&warnings));
                }
            }
            Err(Obstacle::Awaited) => {}
            Err(Obstacle::Failed { card, report }) => self.port.fail(card, &report_text(&report)),
        }
    }

    fn take_file(self: &Rc<Self>, name: &str, text: Option<String>, is_offline: bool, found: String) {
        if let Some(set) = code_set_of(name) {
            self.take_code_set(set, text, &found);
            return;
        }
        if text.is_none() {
            // Only a warning: there may be a fallback. If there is none, the failure is told as such.
            self.port.complain(&report_text(&failed_load(&found, Severity::Warning)));
        }
        let card = if is_offline { "offline" } else { "missing" };
        self.loading.borrow_mut().base.take(name, text.ok_or((card, found)));
        self.advance();
    }

    /// A code without its label is shown as it is.
    fn take_code_set(self: &Rc<Self>, name: &str, text: Option<String>, found: &str) {
        match code_set(text, found) {
            Ok(set) => {
                self.code_sets.borrow_mut().insert(name, set);
                self.show();
            }
            Err(report) => self.port.complain(&report_text(&report)),
        }
    }

    /// Brings the page up to date.
    fn show(self: &Rc<Self>) {
        let Some(props) = self.props() else { return };
        let ready = {
            let reference = props.form.reference();
            json!({ "form": reference.id, "version": reference.version, "locale": props.texts.locale() })
        };
        let mount = self.mount.borrow_mut().take();
        let is_first = mount.is_none();
        let mount = match mount {
            Some(mut mount) => {
                mount.update(props);
                mount
            }
            None => Mount::new(&self.div, props, self.around, GuidanceResults::use_up_tree),
        };
        *self.mount.borrow_mut() = Some(mount);
        self.port.shown(false);
        if is_first {
            self.port.tell("ready", &ready);
        }
    }

    fn props(self: &Rc<Self>) -> Option<ResultsProps> {
        let Loaded { config, form, texts, texts_of_roles, wording, view, proposal, .. } =
            self.loaded.borrow().clone()?;
        let mut code_sets = self.code_sets.borrow_mut();
        for (name, set) in &config.code_sets {
            code_sets.insert(name.as_str(), set.clone());
        }
        let inner = Rc::downgrade(self);
        Some(ResultsProps {
            form,
            texts,
            texts_of_roles,
            wording,
            view,
            proposal,
            theme: config.theme,
            locales: config.locales.clone(),
            code_sets: code_sets.clone(),
            on_event: Callback::from(move |event| {
                if let Some(inner) = Weak::upgrade(&inner) {
                    inner.happened(event);
                }
            }),
        })
    }

    fn happened(self: &Rc<Self>, event: ResultsEvent) {
        match event {
            ResultsEvent::Print => self.port.print(),
            ResultsEvent::CodeSetWanted(name) => self.port.load(&["codes/", &name, ".json"].concat(), true),
            ResultsEvent::LocaleWanted(locale) => {
                self.port.tell("locale", &json!({ "locale": locale }));
                self.loading.borrow_mut().base.choose_locale(locale);
                self.advance();
            }
        }
    }
}
