//! The host's own custom element: `value` in, `input` and `change` out.

use super::{Field, FieldView, Message, frame};
use crate::state::Action;
use crate::tag::{Extras, Tag, Value, on, tag};
use guidance_contract::{ItemNode, json_text, parse_json};
use serde_json::Value as Json;
use wasm_bindgen::JsValue;
use web_sys::Node;
use yew::html::Scope;
use yew::virtual_dom::ListenerKind;
use yew::{Html, NodeRef};

/// The element, and the answer that it was last given.
#[derive(Default)]
pub(super) struct Host {
    element: NodeRef,
    given: Json,
}

impl Host {
    /// The element has a new value.
    pub(super) fn update(&mut self, field: &FieldView) -> bool {
        if let Some(answer) = self.element.get().and_then(|element| read(&element)) {
            self.given = answer.clone();
            field.environment.dispatch.emit(Action::Answer { field: field.key, answer });
        }
        false
    }

    pub(super) fn rendered(&mut self, field: &FieldView, first: bool) {
        if (first || field.answer != self.given)
            && let Some(element) = self.element.get()
        {
            write(&element, &field.answer);
            self.given = field.answer.clone();
        }
    }

    pub(super) fn view(&self, field: &FieldView, node: &ItemNode, link: &Scope<Field>) -> Html {
        let name = node.item.element.clone().unwrap_or_else(|| "div".to_owned());
        let label_id = field.id_of("-label");
        let heard = |kind: fn() -> ListenerKind| {
            let link = link.clone();
            on(kind, move |_| link.send_message(Message::Host))
        };
        let control = control(field, name, &label_id);
        tag!("div" { "class": frame::field_class(field), "part": "field", "data-path": &field.pointer } [
            tag!("p" { "class": "label", "part": "label", "id": label_id } [frame::label(field)]),
            frame::aloud(field),
            frame::hint(field, None),
            frame::issues(field),
            control
                .found_by(&self.element)
                .heard(heard(|| ListenerKind::oninput))
                .heard(heard(|| ListenerKind::onchange)),
        ])
    }
}

fn control(field: &FieldView, name: String, label_id: &str) -> Html {
    const KEYS: [&str; 7] =
        ["id", "lang", "aria-labelledby", "aria-describedby", "aria-invalid", "aria-required", "disabled"];
    let mut tag = Tag::named(name.into(), &KEYS);
    (&field.id).put(&mut tag);
    field.environment.texts.locale().to_owned().put(&mut tag);
    label_id.to_owned().put(&mut tag);
    frame::described_by(field, false).put(&mut tag);
    field.invalid().put(&mut tag);
    field.aria_required().put(&mut tag);
    field.environment.disabled.put(&mut tag);
    tag.close()
}

/// The `value` property as JSON; nothing when it cannot be written as JSON.
fn read(element: &Node) -> Option<Json> {
    let value = js_sys::Reflect::get(element, &JsValue::from_str("value")).ok()?;
    if value.is_undefined() || value.is_null() {
        return Some(Json::Null);
    }
    let text = js_sys::JSON::stringify(&value).ok()?.as_string()?;
    parse_json(&text)
}

fn write(element: &Node, answer: &Json) {
    let value = js_sys::JSON::parse(&json_text(answer)).unwrap_or(JsValue::NULL);
    // An element without the property simply keeps it as its own.
    let _ = js_sys::Reflect::set(element, &JsValue::from_str("value"), &value);
}
