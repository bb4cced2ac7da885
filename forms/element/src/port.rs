//! What the wasm may ask of the page: the methods of the object that the shim gives to each controller.

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The shim's side of one element.
    pub type Port;

    /// Reads a file and answers with `Controller::loaded`, later. Shipped files lie in the element's base folder.
    #[wasm_bindgen(method)]
    pub(crate) fn load(this: &Port, name: &str, is_shipped: bool);

    /// Dispatches `guidance-<kind>`; see [`Taken`] for the answer.
    #[wasm_bindgen(method)]
    pub(crate) fn emit(this: &Port, kind: &str, detail: &str, files: Option<&Array>) -> u8;

    /// Sets the value that the element has in the `<form>` around it; `is_kept` lets the browser restore it.
    #[wasm_bindgen(method)]
    pub(crate) fn value(this: &Port, text: &str, is_kept: bool);

    /// Whether there is a `<form>` around the element.
    #[wasm_bindgen(method, js_name = hasForm)]
    pub(crate) fn has_form(this: &Port) -> bool;

    /// Sets a flag of the element's validity, or none, with its text and the id of the input that it is about.
    #[wasm_bindgen(method)]
    pub(crate) fn validity(this: &Port, flag: &str, text: &str, anchor: &str);

    /// Puts the form into the page; `reads_aloud` wants the voices, too.
    #[wasm_bindgen(method)]
    pub(crate) fn shown(this: &Port, reads_aloud: bool);

    /// Shows the card of a form that cannot be shown, and sends `guidance-error`.
    #[wasm_bindgen(method)]
    pub(crate) fn fail(this: &Port, card: &str, report: &str);

    /// Tells the host of something that the person need not see: sends `guidance-error`.
    #[wasm_bindgen(method)]
    pub(crate) fn complain(this: &Port, report: &str);

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

    /// Dispatches an event.
    pub(crate) fn tell(&self, kind: &str, detail: &serde_json::Value) {
        self.emit(kind, &guidance_contract::json_text(detail), None);
    }
}

/// One file for the shim: SHA-256, item, name, content.
pub(crate) fn file_entry(sha256: &str, item: &str, name: &str, content: &JsValue) -> Array {
    Array::of4(&sha256.into(), &item.into(), &name.into(), content)
}
