//! The few things that only a browser can do.

use web_sys::{Element, HtmlElement};
use yew::{Callback, NodeRef};

/// Gives the focus to an element of the form. Ids are looked up below the form's own root, which works in a
/// shadow root, where the document would find nothing.
pub(crate) fn focus(root: &NodeRef, id: &str) -> bool {
    let found = root.cast::<Element>().and_then(|root| root.query_selector(&["#", id].concat()).ok()?);
    match found.and_then(|element| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(element).ok()) {
        Some(element) => {
            // Firefox passes over a new <legend> until it has been laid out, which asking for its height does.
            let _ = element.offset_height();
            element.focus().is_ok()
        }
        None => false,
    }
}

/// Whether there is a browser, or views are only drawn.
pub(crate) const IS_BROWSER: bool = cfg!(target_arch = "wasm32");

/// Calls back once the click that follows letting go of the pointer is over.
pub(crate) fn after_click(callback: &Callback<()>) {
    later(callback, false);
}

/// Calls back when the browser has nothing better to do, or at the latest after `LATEST` milliseconds.
pub(crate) fn when_idle(callback: &Callback<()>) {
    later(callback, true);
}

#[cfg(target_arch = "wasm32")]
const LATEST: u32 = 100;

#[cfg(target_arch = "wasm32")]
fn later(callback: &Callback<()>, idle: bool) {
    let Some(window) = web_sys::window() else { return };
    let callback = callback.clone();
    let then = wasm_bindgen::closure::Closure::once_into_js(move || callback.emit(()));
    let then = wasm_bindgen::JsCast::unchecked_ref(&then);
    if idle {
        let options = web_sys::IdleRequestOptions::new();
        options.set_timeout(LATEST);
        // Not every browser knows of idleness.
        if window.request_idle_callback_with_options(then, &options).is_ok() {
            return;
        }
    }
    let _ = window.set_timeout_with_callback(then);
}

#[cfg(not(target_arch = "wasm32"))]
fn later(callback: &Callback<()>, _: bool) {
    callback.emit(());
}

/// Calls back when the whole page is needed: the Tab key is about to move the focus, or the page is to be printed. Yew
/// draws before the browser goes on.
#[cfg(target_arch = "wasm32")]
pub(crate) struct Watch {
    window: web_sys::Window,
    heard: wasm_bindgen::closure::Closure<dyn Fn(web_sys::Event)>,
}

#[cfg(target_arch = "wasm32")]
const WATCHED: [&str; 2] = ["keydown", "beforeprint"];

#[cfg(target_arch = "wasm32")]
impl Watch {
    pub(crate) fn new(callback: Callback<()>) -> Option<Self> {
        let heard = wasm_bindgen::closure::Closure::new(move |event: web_sys::Event| {
            let key = wasm_bindgen::JsCast::dyn_ref::<web_sys::KeyboardEvent>(&event);
            if key.is_none_or(|key| key.key() == "Tab") {
                callback.emit(());
            }
        });
        let watch = Self { window: web_sys::window()?, heard };
        for kind in WATCHED {
            let heard = wasm_bindgen::JsCast::unchecked_ref(watch.heard.as_ref());
            let _ = watch.window.add_event_listener_with_callback_and_bool(kind, heard, true);
        }
        Some(watch)
    }
}

#[cfg(target_arch = "wasm32")]
impl Drop for Watch {
    fn drop(&mut self) {
        for kind in WATCHED {
            let heard = wasm_bindgen::JsCast::unchecked_ref(self.heard.as_ref());
            let _ = self.window.remove_event_listener_with_callback_and_bool(kind, heard, true);
        }
    }
}

/// Outside browsers everything is drawn at once.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) struct Watch;

#[cfg(not(target_arch = "wasm32"))]
impl Watch {
    pub(crate) fn new(_: Callback<()>) -> Option<Self> {
        None
    }
}

/// Draws a component that draws nothing in an element and takes it away again, which uses up one of the numbers that
/// Yew gives to its trees.
pub(crate) fn use_up_tree<Nothing: yew::BaseComponent>(root: &Element, props: Nothing::Properties) {
    yew::Renderer::<Nothing>::with_root_and_props(root.clone(), props).render().destroy();
}
