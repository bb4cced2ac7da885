//! What goes out to the host, as JSON.

pub(crate) use crate::port::{report_text, text};

use crate::sending::file_entry;
use guidance_components::FileStore;
use guidance_contract::Submission;
use js_sys::Array;
use serde_json::{Value, json};

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
