//! What goes out to the host, as JSON.

use crate::port::file_entry;
use guidance_components::FileStore;
use guidance_contract::{Report, Submission, json_text, object};
use js_sys::Array;
use serde_json::{Value, json};

/// A document as JSON text.
pub(crate) fn text(document: &impl serde::Serialize) -> String {
    serde_json::to_string(document).unwrap_or_default()
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

/// The detail of an event that carries a submission.
pub(crate) fn submission_detail(submission: &str) -> String {
    ["{\"submission\":", submission, "}"].concat()
}

/// The detail of `guidance-navigate`.
pub(crate) fn navigate_detail(
    page: &str,
    title: &str,
    item: Option<&str>,
    index: usize,
    count: usize,
) -> Value {
    json!({ "page": page, "title": title, "item": item, "index": index, "count": count })
}

/// The files that a submission names, each once, with their contents.
pub(crate) fn files(submission: &Submission, store: &FileStore) -> Array {
    let store = store.borrow();
    let files = Array::new();
    let mut seen = Vec::new();
    for (item, name, sha256) in attachments(submission) {
        if let Some(content) = store.get(sha256).filter(|_| !seen.contains(&sha256)) {
            seen.push(sha256);
            files.push(&file_entry(sha256, item, name, content));
        }
    }
    files
}

/// Item, name and hash of every attachment.
fn attachments(submission: &Submission) -> Vec<(&str, &str, &str)> {
    let mut found = Vec::new();
    for (item, answer) in &submission.answers {
        collect(item, answer, &mut found);
    }
    found
}

fn collect<'a>(item: &'a str, answer: &'a Value, found: &mut Vec<(&'a str, &'a str, &'a str)>) {
    match answer {
        Value::Array(entries) => entries.iter().for_each(|entry| collect(item, entry, found)),
        Value::Object(members) => match (text_of(members.get("sha256")), text_of(members.get("name"))) {
            (Some(sha256), Some(name)) => found.push((item, name, sha256)),
            // A row of a repeat.
            _ => members.iter().for_each(|(item, answer)| collect(item, answer, found)),
        },
        _ => {}
    }
}

fn text_of(value: Option<&Value>) -> Option<&str> {
    value.and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn attachments_are_found_at_the_top_and_in_rows() {
        let submission: Submission = serde_json::from_value(json!({
            "$schema": "", "id": "", "definition": { "id": "f", "version": "1.0.0", "hash": "" },
            "status": "submitted", "locale": "fi", "answeredOn": "2026-01-01", "role": "student",
            "answers": {
                "certificates": [{ "name": "a.pdf", "mediaType": "application/pdf", "bytes": 1, "sha256": "aa" }],
                "name": "sha256",
                "rows": [{ "scan": [{ "name": "b.png", "mediaType": "image/png", "bytes": 1, "sha256": "bb" }] }],
            },
        }))
        .unwrap();
        assert_eq!(attachments(&submission), [("certificates", "a.pdf", "aa"), ("scan", "b.png", "bb")]);
    }
}
