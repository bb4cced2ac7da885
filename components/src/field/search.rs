//! A code of a long list: an editable combobox with list autocomplete, after the ARIA Authoring Practices.

use super::{Field, FieldView, fold, frame};
use crate::FormEvent;
use crate::environment::words;
use crate::state::Action;
use crate::tag::{Extras, list, on, tag};
use crate::value::{code_label, pick_label};
use serde_json::Value as Json;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::html::Scope;
use yew::virtual_dom::{Listener, ListenerKind};
use yew::{AttrValue, Event, Html, NodeRef, TargetCast};

/// Most options drawn at a time; typing more narrows the list.
const MOST_SHOWN: usize = 50;

/// The combobox and, for several codes, the list of those chosen.
#[derive(Default)]
pub(super) struct Search {
    /// What is typed, while it differs from the answer.
    query: Option<String>,
    open: bool,
    /// Number of the active option among those shown.
    active: Option<usize>,
    /// Labels of the code set, made when the list is first needed.
    index: Vec<Entry>,
    /// Places in `index` that fit, best first.
    found: Vec<usize>,
    /// What was last done, for those who do not see it.
    done: String,
    input: NodeRef,
    list: NodeRef,
    focus: bool,
}

struct Entry {
    code: String,
    label: String,
    folded: String,
}

/// What happens in the combobox.
#[derive(Clone)]
pub(crate) enum Message {
    /// Text was typed.
    Typed(String),
    /// The list is wanted.
    Open,
    /// A key that means something.
    Key(Key),
    /// The option with this number was chosen.
    Choose(usize),
    /// A chosen code is taken away.
    Remove(String),
    /// The focus left.
    Left,
    /// The list is wanted once more.
    Retry,
}

/// Keys that mean something.
#[derive(Clone, Copy)]
pub(crate) enum Key {
    Down,
    Up,
    First,
    Last,
    Enter,
    Escape,
    /// The list is closed.
    Close,
    /// The caret moves: the keys belong to the text again.
    Caret,
}

impl Search {
    pub(super) fn changed(&mut self, field: &FieldView, old: &FieldView) {
        if field.environment != old.environment {
            self.index.clear();
            if self.open {
                self.search(field);
            }
        }
        if field.answer != old.answer {
            self.query = None;
        }
    }

    pub(super) fn update(&mut self, field: &FieldView, message: Message) -> bool {
        match message {
            Message::Typed(text) => {
                self.query = Some(text);
                self.done.clear();
                self.show(field);
                self.active = None;
            }
            Message::Open => {
                // What is chosen gives way to what is typed, as when the focus comes by keyboard.
                if !self.open
                    && self.query.is_none()
                    && let Some(input) = self.input.cast::<HtmlInputElement>()
                {
                    input.select();
                }
                self.show(field);
            }
            Message::Key(key) => self.press(field, key),
            Message::Choose(number) => {
                self.choose(field, number);
                self.focus = true;
            }
            Message::Remove(code) => {
                let label = label_of(field, &code);
                self.done = field.environment.filled("search.removed", &[("label", &label)]);
                let left: Vec<&str> = chosen(field).into_iter().filter(|other| *other != code).collect();
                let answer = if left.is_empty() { Json::Null } else { Json::from(left) };
                self.answer(field, answer);
                self.focus = true;
            }
            Message::Left => self.leave(field),
            Message::Retry => {
                field.environment.on_event.emit(FormEvent::CodeSetWanted(set(field).to_owned()));
            }
        }
        true
    }

    pub(super) fn rendered(&mut self) {
        if std::mem::take(&mut self.focus)
            && let Some(input) = self.input.cast::<HtmlElement>()
        {
            let _ = input.focus();
        }
        self.scroll_to_active();
    }

    pub(super) fn view(&self, field: &FieldView, link: &Scope<Field>) -> Html {
        let control = list(vec![chips(field, link), self.combobox(field, link), state_of_set(field, link)]);
        frame::labelled(field, None, control)
    }
}

/// Name of the code set.
fn set(field: &FieldView) -> &str {
    field.node().and_then(|node| node.item.code_set.as_deref()).unwrap_or_default()
}

fn takes_several(field: &FieldView) -> bool {
    field.node().is_some_and(|node| node.item.several)
}

/// Codes chosen.
fn chosen(field: &FieldView) -> Vec<&str> {
    match &field.answer {
        Json::String(code) => vec![code.as_str()],
        Json::Array(codes) => codes.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Label of a code; the code itself, or what was typed, when the list does not have it.
fn label_of(field: &FieldView, code: &str) -> String {
    code_label(&field.environment, set(field), code).unwrap_or_else(|| code.to_owned())
}

impl Search {
    fn show(&mut self, field: &FieldView) {
        if field.environment.code_sets.has(set(field)) && !field.environment.disabled {
            self.open = true;
            self.search(field);
        }
    }

    fn close(&mut self) {
        self.open = false;
        self.active = None;
    }

    fn search(&mut self, field: &FieldView) {
        if self.index.is_empty() {
            let entries = field.environment.code_sets.entries(set(field)).unwrap_or_default();
            self.index = entries
                .iter()
                .filter_map(|entry| {
                    let label = pick_label(&field.environment, &entry.labels)?.to_owned();
                    Some(Entry { code: entry.code.clone(), folded: fold::fold(&label), label })
                })
                .collect();
        }
        let query = self.query.as_deref().unwrap_or_default();
        let several = takes_several(field);
        let chosen = chosen(field);
        self.found = fold::matches(self.index.iter().map(|entry| entry.folded.as_str()), query);
        if several {
            let index = &self.index;
            self.found.retain(|place| {
                index.get(*place).is_some_and(|entry| !chosen.contains(&entry.code.as_str()))
            });
        }
        self.active = self.active.filter(|active| *active < self.shown());
    }

    fn shown(&self) -> usize {
        self.found.len().min(MOST_SHOWN)
    }

    fn entry(&self, number: usize) -> Option<&Entry> {
        self.index.get(*self.found.get(number)?)
    }

    fn press(&mut self, field: &FieldView, key: Key) {
        let last = self.shown().checked_sub(1);
        match key {
            Key::Down | Key::Up if !self.open => {
                self.show(field);
                if matches!(key, Key::Up) {
                    self.active = self.shown().checked_sub(1);
                } else if self.shown() > 0 {
                    self.active = Some(0);
                }
            }
            Key::Down => {
                self.active = match self.active {
                    Some(active) if Some(active) == last => Some(0),
                    Some(active) => Some(active + 1),
                    None => last.map(|_| 0),
                }
            }
            Key::Up => self.active = self.active.and_then(|active| active.checked_sub(1)).or(last),
            Key::First => self.active = last.map(|_| 0),
            Key::Last => self.active = last,
            Key::Enter => match self.active.filter(|_| self.open) {
                Some(active) => self.choose(field, active),
                None => self.take_typed(field),
            },
            Key::Escape if self.open => self.close(),
            Key::Close => self.close(),
            Key::Caret => self.active = None,
            Key::Escape => {
                self.query = None;
                if !takes_several(field) && !field.answer.is_null() {
                    self.answer(field, Json::Null);
                }
            }
        }
    }

    fn choose(&mut self, field: &FieldView, number: usize) {
        let Some((code, label)) = self.entry(number).map(|entry| (entry.code.clone(), entry.label.clone()))
        else {
            return;
        };
        self.done = field.environment.filled("search.selected", &[("label", &label)]);
        self.close();
        self.query = None;
        self.add(field, &code);
    }

    /// A code, or what was typed, becomes the answer or one more of several.
    fn add(&mut self, field: &FieldView, code: &str) {
        let answer = if takes_several(field) {
            let mut codes = chosen(field);
            codes.retain(|other| *other != code);
            codes.push(code);
            Json::from(codes)
        } else {
            Json::from(code)
        };
        self.answer(field, answer);
    }

    fn answer(&mut self, field: &FieldView, answer: Json) {
        self.query = None;
        field.environment.dispatch.emit(Action::Answer { field: field.key, answer });
    }

    /// Takes what was typed for an answer: the code with this label, otherwise the text itself, which the
    /// checks then find fault with. Nothing that was typed is thrown away.
    fn take_typed(&mut self, field: &FieldView) {
        let Some(query) = self.query.take() else { return };
        let text = query.trim();
        if text.is_empty() {
            if !takes_several(field) {
                self.answer(field, Json::Null);
            }
            return;
        }
        if self.index.is_empty() {
            self.search(field);
        }
        let folded = fold::fold(text);
        let code = self.index.iter().find(|entry| entry.folded == folded).map(|entry| entry.code.clone());
        self.close();
        self.add(field, code.as_deref().unwrap_or(text));
    }

    fn leave(&mut self, field: &FieldView) {
        self.close();
        if self.query.is_some() {
            self.take_typed(field);
            // The answer came after the focus had left: what is wrong with it is shown all the same.
            field.environment.dispatch.emit(Action::Leave(field.key));
        }
    }

    /// Scrolls the list, and the page where the list reaches over the window, no further than needed.
    fn scroll_to_active(&self) {
        let (Some(active), Some(list)) = (self.active, self.list.cast::<HtmlElement>()) else { return };
        let options = list.children();
        let Some(option) = u32::try_from(active).ok().and_then(|active| options.item(active)) else { return };
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&nearest);
    }

    fn combobox(&self, field: &FieldView, link: &Scope<Field>) -> Html {
        let value = match &self.query {
            Some(query) => query.clone(),
            None if takes_several(field) => String::new(),
            None => chosen(field).first().map(|code| label_of(field, code)).unwrap_or_default(),
        };
        let mut described_by = frame::described_by(field, false);
        if has_chips(field) {
            described_by = frame::and(described_by, &field.id_of("-chips"));
        }
        let is_navigating = self.open && self.active.is_some();
        let input = tag!("input" {
            "class": "input combobox-input",
            "part": "input",
            "id": &field.id,
            "type": "text",
            "role": "combobox",
            "autocomplete": "off",
            "autocapitalize": "none",
            "autocorrect": "off",
            "spellcheck": "false",
            "aria-autocomplete": "list",
            "aria-expanded": if self.open { "true" } else { "false" },
            "aria-controls": field.id_of("-list"),
            "aria-activedescendant": self.active.map(|active| option_id(field, active)),
            "aria-describedby": described_by,
            "aria-invalid": field.invalid(),
            "aria-required": field.aria_required(),
            "disabled": field.environment.disabled,
        } []);
        let input = input
            .holding(&value)
            .found_by(&self.input)
            .heard(send(link, || ListenerKind::oninput, |event| Some(Message::Typed(typed(event)))))
            .heard(send(link, || ListenerKind::onclick, |_| Some(Message::Open)))
            .heard(send(link, || ListenerKind::onkeydown, move |event| key(event.dyn_ref()?, is_navigating)))
            .heard(send(link, || ListenerKind::onfocusout, |_| Some(Message::Left)));
        tag!("div" { "class": "combobox" } [
            input,
            self.listbox(field, link),
            tag!("div" { "class": "visually-hidden", "role": "status" } [words(&self.status(field))]),
        ])
    }

    fn listbox(&self, field: &FieldView, link: &Scope<Field>) -> Html {
        let shown = if self.open { self.shown() } else { 0 };
        let options = (0..shown).filter_map(|number| self.option(field, link, number)).collect();
        let options = tag!("ul" {
            "class": "options",
            "role": "listbox",
            "id": field.id_of("-list"),
            "aria-label": field.environment.label(field.place.item).text.to_owned(),
        } ..options);
        let note = match self.found.len() {
            _ if !self.open => None,
            0 => Some(self.status(field)),
            found if found > shown => Some(self.more(field)),
            _ => None,
        };
        let listbox = tag!("div" { "class": "listbox", "part": "listbox", "hidden": !self.open } [
            options.found_by(&self.list),
            match note {
                Some(note) => tag!("p" { "class": "listbox-note" } [words(&note)]),
                None => Html::default(),
            },
        ]);
        // Pressing the mouse on an option must not take the focus from the input.
        listbox.heard(on(|| ListenerKind::onmousedown, |event| event.prevent_default()))
    }

    fn option(&self, field: &FieldView, link: &Scope<Field>, number: usize) -> Option<Html> {
        let entry = self.entry(number)?;
        let is_active = self.active == Some(number);
        let is_selected = is_active || field.answer.as_str() == Some(entry.code.as_str());
        let option = tag!("li" {
            "class": if is_active { "option option-active" } else { "option" },
            "part": "option",
            "role": "option",
            "id": &option_id(field, number),
            "aria-selected": if is_selected { "true" } else { "false" },
        } [words(&entry.label)]);
        Some(option.keyed(entry.code.as_str()).heard(click(link, Message::Choose(number))))
    }

    fn more(&self, field: &FieldView) -> String {
        let (shown, count) = (self.shown().to_string(), self.found.len().to_string());
        field.environment.filled("search.more", &[("shown", &shown), ("count", &count)])
    }

    /// What is read out: how many options there are, or what was chosen.
    fn status(&self, field: &FieldView) -> String {
        let environment = &field.environment;
        match (self.open, self.found.len()) {
            (false, _) => self.done.clone(),
            (true, 0) => {
                environment.filled("search.none", &[("query", self.query.as_deref().unwrap_or_default())])
            }
            (true, count) if count > self.shown() => self.more(field),
            (true, count) => environment.counted("search.results", count, &[]),
        }
    }
}

fn has_chips(field: &FieldView) -> bool {
    takes_several(field) && !field.answer.is_null()
}

fn chips(field: &FieldView, link: &Scope<Field>) -> Html {
    if !has_chips(field) {
        return Html::default();
    }
    let chips = chosen(field).into_iter().map(|code| chip(field, link, code));
    tag!("ul" {
        "class": "chips",
        // Safari takes a list without bullets for none.
        "role": "list",
        "id": field.id_of("-chips"),
        "aria-labelledby": frame::label_id(field),
    } ..chips.collect())
}

fn chip(field: &FieldView, link: &Scope<Field>, code: &str) -> Html {
    let label = label_of(field, code);
    let remove = field.environment.filled("search.remove", &[("label", &label)]);
    let button = tag!("button" {
        "class": "chip-remove",
        "type": "button",
        "disabled": field.environment.disabled,
    } [tag!("span" { "class": "visually-hidden" } [words(&remove)])]);
    let chip = tag!("li" { "class": "chip", "part": "chip" } [
        words(&label),
        button.heard(click(link, Message::Remove(code.to_owned()))),
    ]);
    chip.keyed(code)
}

fn state_of_set(field: &FieldView, link: &Scope<Field>) -> Html {
    let environment = &field.environment;
    let set = set(field);
    if environment.code_sets.has(set) {
        return Html::default();
    }
    if environment.failed_code_sets.contains_key(set) {
        let retry =
            tag!("button" { "class": "button-text", "type": "button" } [environment.say("action.retry")]);
        return tag!("div" { "class": "set-state", "role": "status" } [
            tag!("p" { "class": "warning" } [environment.say("search.failed")]),
            retry.heard(click(link, Message::Retry)),
        ]);
    }
    tag!("p" { "class": "set-state", "role": "status" } [environment.say("search.loading")])
}

fn send(
    link: &Scope<Field>,
    kind: fn() -> ListenerKind,
    hear: impl Fn(&Event) -> Option<Message> + 'static,
) -> Rc<dyn Listener> {
    crate::tag::send(link, kind, move |event| hear(event).map(super::Message::Search))
}

fn click(link: &Scope<Field>, message: Message) -> Rc<dyn Listener> {
    send(link, || ListenerKind::onclick, move |_| Some(message.clone()))
}

fn option_id(field: &FieldView, number: usize) -> AttrValue {
    [&field.id, "-option-", &number.to_string()].concat().into()
}

fn typed(event: &Event) -> String {
    event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

/// The meaning of a key. While a composition is under way, keys belong to it.
fn key(event: &KeyboardEvent, navigating: bool) -> Option<Message> {
    if event.is_composing() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    let key = match event.key().as_str() {
        "ArrowDown" if event.alt_key() => {
            event.prevent_default();
            return Some(Message::Open);
        }
        "ArrowUp" if event.alt_key() => Key::Close,
        "ArrowLeft" | "ArrowRight" => return navigating.then_some(Message::Key(Key::Caret)),
        "ArrowDown" => Key::Down,
        "ArrowUp" => Key::Up,
        "Home" if navigating => Key::First,
        "End" if navigating => Key::Last,
        "Enter" => Key::Enter,
        "Escape" => return Some(Message::Key(Key::Escape)),
        _ => return None,
    };
    event.prevent_default();
    Some(Message::Key(key))
}
