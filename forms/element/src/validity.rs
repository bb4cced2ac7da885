//! The form's state as the browser's constraint validation sees it.

use guidance_contract::{Form, IssueCode, Report, Severity, Texts, fill};

/// A flag of `ValidityState`, the text that the browser may show, and the id of the input that it is about.
pub(crate) type Validity = (&'static str, String, String);

/// The first error of a report; all empty when there is none.
pub(crate) fn of(report: &Report, form: &Form, texts: &Texts) -> Validity {
    let Some(issue) = report.issues.iter().find(|issue| issue.severity == Severity::Error) else {
        return Validity::default();
    };
    let node = form.place(&issue.path).and_then(|place| form.item(place.item));
    let key = ["issue.", issue.code.as_str()].concat();
    let (flag, own) = match issue.code {
        IssueCode::Required => {
            ("valueMissing", node.and_then(|node| texts.item(&node.item.id, |item| &item.required)))
        }
        _ => ("customError", None),
    };
    let mut params = issue.params.clone();
    let label = node.map_or("", |node| texts.label(&node.item.id).text);
    params.insert("label".to_owned(), label.into());
    let text = fill(own.unwrap_or_else(|| texts.interface(&key)).text, &params);
    (flag, text, element_id(&issue.path))
}

/// Id that the views give to the element with which the place of a JSON Pointer is answered.
fn element_id(pointer: &str) -> String {
    ["f", &pointer.replace('/', "-")].concat()
}
