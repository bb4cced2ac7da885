//! From the browser's events to actions. One set of listeners at the root serves all fields: a thousand
//! fields then cost no listeners, and a field that is drawn again makes no closures.

use crate::state::{Action, FieldKey, FormState};
use guidance_contract::{Display, Form, Kind};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// The field that an element is in.
fn field_of(element: &Element, form: &Form, state: &FormState) -> Option<FieldKey> {
    let pointer = element.closest("[data-path]").ok()??.get_attribute("data-path")?;
    state.field_at(form, form.place(&pointer)?)
}

fn element_of(target: Option<web_sys::EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

/// The action that an `input` or `change` event stands for; nothing for controls that see to their own.
pub(crate) fn action(event: &Event, form: &Form, state: &FormState) -> Option<Action> {
    let element = element_of(event.target())?;
    let field = field_of(&element, form, state)?;
    let item = &form.item(field.item)?.item;
    let typing = event.type_() == "input";
    match item.kind {
        Kind::Text | Kind::LongText | Kind::Number | Kind::Date => {
            let text = match element.dyn_ref::<HtmlTextAreaElement>() {
                Some(area) => area.value(),
                None => element.dyn_ref::<HtmlInputElement>()?.value(),
            };
            // Browsers fill in some fields with a `change` event alone.
            (typing || state.typed(field).is_none_or(|typed| typed != text)).then_some(Action::Type { field, text })
        }
        Kind::Single if item.display == Some(Display::Select) => {
            let option = element.dyn_ref::<HtmlSelectElement>()?.value();
            (!typing).then_some(Action::Choose { field, option, chosen: true })
        }
        Kind::Single | Kind::Multiple | Kind::Scale if !typing => {
            let input = element.dyn_ref::<HtmlInputElement>()?;
            Some(Action::Choose { field, option: input.value(), chosen: input.checked() })
        }
        _ => None,
    }
}

/// The field that the focus has left; nothing while it moves inside one field.
pub(crate) fn left(event: &FocusEvent, form: &Form, state: &FormState) -> Option<FieldKey> {
    let from = field_of(&element_of(event.target())?, form, state)?;
    let to = element_of(event.related_target()).and_then(|element| field_of(&element, form, state));
    let kind = form.item(from.item)?.item.kind;
    (to != Some(from) && !matches!(kind, Kind::Repeat | Kind::Group)).then_some(from)
}
