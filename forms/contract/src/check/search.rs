//! Checks of codes.

use super::choice;
use crate::json::numbered;
use crate::{CodeSets, Issue, IssueCode, Item};
use serde_json::Value as Json;

/// Each code is in the code set; none twice; as many as allowed.
pub(super) fn check(item: &Item, answer: &Json, code_sets: &CodeSets, issues: &mut Vec<Issue>) {
    let set = item.code_set.as_deref().unwrap_or_default();
    if !code_sets.has(set) {
        issues.push(Issue::error("", IssueCode::CodeSetMissing).with("codeSet", set));
        return;
    }
    let unknown = |path: String| Issue::error(path, IssueCode::Code).with("codeSet", set);
    if let Some(code) = answer.as_str() {
        if code_sets.entry(set, code).is_none() {
            issues.push(unknown(String::new()));
        }
        return;
    }
    let codes: Vec<&str> = answer.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    for (place, code) in codes.iter().enumerate() {
        if code_sets.entry(set, code).is_none() {
            issues.push(unknown(numbered("", place)));
        }
    }
    choice::duplicates(&codes, issues);
    choice::number_of_choices(item, codes.len(), issues);
}
