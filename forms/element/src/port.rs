//! What the wasm may ask of the page: the methods of the object that the shim gives to each controller.

use guidance_contract::{Report, json_text, object};
use js_sys::Array;
use serde_json::Value;
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

    /// Puts what is drawn into the page; `reads_aloud` wants the voices, too.
    #[wasm_bindgen(method)]
    pub(crate) fn shown(this: &Port, reads_aloud: bool);

    /// Shows the card of what cannot be shown, and sends `guidance-error`.
    #[wasm_bindgen(method)]
    pub(crate) fn fail(this: &Port, card: &str, report: &str);

    /// Tells the host of something that the person need not see: sends `guidance-error`.
    #[wasm_bindgen(method)]
    pub(crate) fn complain(this: &Port, report: &str);
}

impl Port {
    /// Dispatches an event.
    pub(crate) fn tell(&self, kind: &str, detail: &Value) {
        self.emit(kind, &json_text(detail), None);
    }
}

/// A report as JSON text. Written out: serde's own writer for it would be three times as large.
pub(crate) fn report_text(report: &Report) -> String {
    let issues = report.issues.iter().map(|issue| {
        let mut members = vec![
            ("path", Value::from(issue.path.as_str())),
            ("code", Value::from(issue.code.as_str())),
            ("severity", Value::from(issue.severity.as_str())),
        ];
        if !issue.params.is_empty() {
            members.push(("params", Value::Object(issue.params.clone())));
        }
        Value::Object(object(&mut members.into_iter().map(|(name, value)| (name.to_owned(), value))))
    });
    json_text(&Value::Object(object(&mut std::iter::once(("issues".to_owned(), issues.collect())))))
}

/// Another document as JSON text.
pub(crate) fn text(document: &impl serde::Serialize) -> String {
    serde_json::to_string(document).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_report_is_what_serde_would_write() {
        let report: Report = serde_json::from_value(json!({"issues": [
            {"path": "/answers/a", "code": "required", "severity": "error"},
            {"path": "", "code": "text.tooLong", "severity": "warning", "params": {"max": 5, "found": "\"é"}},
            {"path": "/x", "code": "check", "severity": "information"},
        ]}))
        .unwrap();
        let written: Value = serde_json::from_str(&report_text(&report)).unwrap();
        assert_eq!(written, serde_json::to_value(&report).unwrap());
    }
}
