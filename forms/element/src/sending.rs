//! What only a form asks of the page: its value, its validity, drafts and sending.

use crate::port::Port;
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Sets the value that the element has in the `<form>` around it; `is_kept` lets the browser restore it.
    #[wasm_bindgen(method)]
    pub(crate) fn value(this: &Port, text: &str, is_kept: bool);

    /// Whether there is a `<form>` around the element.
    #[wasm_bindgen(method, js_name = hasForm)]
    pub(crate) fn has_form(this: &Port) -> bool;

    /// Sets a flag of the element's validity, or none, with its text and the id of the input that it is about.
    #[wasm_bindgen(method)]
    pub(crate) fn validity(this: &Port, flag: &str, text: &str, anchor: &str);

    /// Calls `Controller::flush` after some milliseconds, unless asked again before.
    #[wasm_bindgen(method)]
    pub(crate) fn later(this: &Port, milliseconds: u32);

    /// Posts a submission and answers with `Controller::answered`, later.
    #[wasm_bindgen(method)]
    pub(crate) fn post(this: &Port, url: &str, body: &str, files: &Array);

    /// A new random UUID.
    #[wasm_bindgen(method)]
    pub(crate) fn uuid(this: &Port) -> String;
}

/// What the host did with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Nothing: the element goes on.
    Left,
    /// Took the matter over.
    Prevented,
    /// Will reply.
    WillReply,
}

impl Port {
    /// Dispatches a cancelable event and says what the host did with it.
    pub(crate) fn offer(&self, kind: &str, detail: &str, files: &Array) -> Taken {
        match self.emit(kind, detail, Some(files)) {
            0 => Taken::Left,
            1 => Taken::Prevented,
            _ => Taken::WillReply,
        }
    }
}

/// One file for the shim: SHA-256, item, name, content.
pub(crate) fn file_entry(sha256: &str, item: &str, name: &str, content: &JsValue) -> Array {
    Array::of4(&sha256.into(), &item.into(), &name.into(), content)
}
