//! From the browser's events to actions. One set of listeners at the root serves all fields: a thousand
//! fields then cost no listeners, and a field that is drawn again makes no closures.
//!
//! Events are read while they are dispatched: afterwards a browser hides the target of an event that came out
//! of a shadow root.

use crate::state::{Action, FieldKey, FormState};
use guidance_contract::{Display, Form, Kind};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, EventTarget, FocusEvent, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
};

/// What an `input` or `change` event says.
pub struct Heard {
    /// JSON Pointer of the field.
    path: String,
    /// An `input` event.
    typing: bool,
    value: String,
    checked: bool,
}

/// Pointer of the field that an element is in.
fn path_of(target: Option<EventTarget>) -> Option<String> {
    target?.dyn_into::<Element>().ok()?.closest("[data-path]").ok()??.get_attribute("data-path")
}

fn field_at(path: &str, form: &Form, state: &FormState) -> Option<FieldKey> {
    state.field_at(form, form.place(path)?)
}

/// Reads an `input` or `change` event.
pub(crate) fn hear(event: &Event) -> Option<Heard> {
    let target = event.target()?;
    let path = path_of(Some(target.clone()))?;
    let (value, checked) = if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        (input.value(), input.checked())
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        (area.value(), false)
    } else {
        (target.dyn_ref::<HtmlSelectElement>()?.value(), true)
    };
    Some(Heard { path, typing: event.type_() == "input", value, checked })
}

/// The action that an event stands for; nothing for controls that see to their own.
pub(crate) fn action(heard: Heard, form: &Form, state: &FormState) -> Option<Action> {
    let field = field_at(&heard.path, form, state)?;
    let item = &form.item(field.item)?.item;
    let Heard { typing, value, checked, .. } = heard;
    match item.kind {
        // Browsers fill in some fields with a `change` event alone.
        Kind::Text | Kind::LongText | Kind::Number | Kind::Date
            if typing || state.typed(field).is_some_and(|typed| typed != value) =>
        {
            Some(Action::Type { field, text: value })
        }
        Kind::Single if item.display == Some(Display::Select) && !typing => {
            Some(Action::Choose { field, option: value, chosen: true })
        }
        Kind::Single | Kind::Multiple | Kind::Scale if !typing => {
            Some(Action::Choose { field, option: value, chosen: checked })
        }
        _ => None,
    }
}

/// Pointer of the field that the focus has left; nothing while it moves inside one field.
pub(crate) fn leave(event: &Event) -> Option<String> {
    let from = path_of(event.target())?;
    let to = event.dyn_ref::<FocusEvent>().and_then(FocusEvent::related_target);
    (path_of(to).as_ref() != Some(&from)).then_some(from)
}

/// The field that was left; containers are not fields.
pub(crate) fn left(path: &str, form: &Form, state: &FormState) -> Option<FieldKey> {
    let field = field_at(path, form, state)?;
    let kind = form.item(field.item)?.item.kind;
    (!matches!(kind, Kind::Repeat | Kind::Group)).then_some(field)
}
