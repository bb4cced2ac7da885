//! The host's own custom element: `value` in, `input` and `change` out.

use super::{FieldProps, frame};
use crate::state::Action;
use guidance_contract::json_text;
use serde_json::Value as Json;
use wasm_bindgen::JsValue;
use web_sys::Node;
use yew::{Component, Context, Event, Html, InputEvent, NodeRef, html};

/// The element, and the answer that it was last given.
pub(super) struct Host {
    element: NodeRef,
    given: Json,
}

impl Component for Host {
    /// The element has a new value.
    type Message = ();
    type Properties = FieldProps;

    fn create(_: &Context<Self>) -> Self {
        Self { element: NodeRef::default(), given: Json::Null }
    }

    fn update(&mut self, ctx: &Context<Self>, (): ()) -> bool {
        let props = ctx.props();
        if let Some(answer) = self.element.get().and_then(|element| read(&element)) {
            self.given = answer.clone();
            props.environment.dispatch.emit(Action::Answer { field: props.field, answer });
        }
        false
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let answer = &ctx.props().answer;
        if (first || *answer != self.given)
            && let Some(element) = self.element.get()
        {
            write(&element, answer);
            self.given = answer.clone();
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let tag = props.node().and_then(|node| node.item.element.clone()).unwrap_or_else(|| "div".to_owned());
        let id = props.id();
        let label_id = [id.as_str(), "-label"].concat();
        let oninput = ctx.link().callback(|_: InputEvent| ());
        let onchange = ctx.link().callback(|_: Event| ());
        html! {
            <div class={frame::field_classes(props)} part="field" data-path={props.pointer()}>
                <p class="label" part="label" id={label_id.clone()}>{frame::label(props)}</p>
                {frame::hint(props, &id, None)}
                {frame::issues(props, &id)}
                <@{tag} {id} ref={self.element.clone()} lang={props.environment.texts.locale().to_owned()}
                    aria-labelledby={label_id}
                    aria-describedby={frame::described_by(props, false)}
                    aria-invalid={props.invalid()}
                    aria-required={props.aria_required()}
                    disabled={props.environment.disabled}
                    {oninput} {onchange} />
            </div>
        }
    }
}

/// The `value` property as JSON; nothing when it cannot be written as JSON.
fn read(element: &Node) -> Option<Json> {
    let value = js_sys::Reflect::get(element, &JsValue::from_str("value")).ok()?;
    if value.is_undefined() || value.is_null() {
        return Some(Json::Null);
    }
    let text = js_sys::JSON::stringify(&value).ok()?.as_string()?;
    serde_json::from_str(&text).ok()
}

fn write(element: &Node, answer: &Json) {
    let value = js_sys::JSON::parse(&json_text(answer)).unwrap_or(JsValue::NULL);
    // An element without the property simply keeps it as its own.
    let _ = js_sys::Reflect::set(element, &JsValue::from_str("value"), &value);
}
