//! What the wasm may ask of the page: the methods of the object that the shim gives to each controller.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The shim's side of one element.
    pub type Port;

    /// Reads a file and answers with the controller's `loaded`, later. Shipped files lie in the element's base folder.
    #[wasm_bindgen(method)]
    pub(crate) fn load(this: &Port, name: &str, is_shipped: bool);

    /// Dispatches `guidance-<kind>`; says what the host did with it, see `Taken`.
    #[wasm_bindgen(method)]
    pub(crate) fn emit(this: &Port, kind: &str, detail: &str, files: Option<&Array>) -> u8;

    /// Puts what is drawn into the page.
    #[wasm_bindgen(method)]
    pub(crate) fn shown(this: &Port);

    /// Shows the card of what cannot be shown, and sends `guidance-error`.
    #[wasm_bindgen(method)]
    pub(crate) fn fail(this: &Port, card: &str, report: &str);

    /// Tells the host of something that the person need not see: sends `guidance-error`.
    #[wasm_bindgen(method)]
    pub(crate) fn complain(this: &Port, report: &str);
}

impl Port {
    /// Dispatches an event.
    pub(crate) fn tell(&self, kind: &str, detail: &serde_json::Value) {
        self.emit(kind, &guidance_contract::json_text(detail), None);
    }
}

/// A document as JSON text.
pub(crate) fn text(document: &impl serde::Serialize) -> String {
    serde_json::to_string(document).unwrap_or_default()
}
