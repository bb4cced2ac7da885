//! Checks of files: what the submission says of them. The receiver compares it with the content.

use super::choice;
use crate::json::numbered;
use crate::{Attachment, Issue, IssueCode, Item};
use serde_json::Value as Json;

/// Shape, type, size and number.
pub(super) fn check(item: &Item, answer: &Json, issues: &mut Vec<Issue>) {
    let files = answer.as_array().map(Vec::as_slice).unwrap_or_default();
    let hashes: Vec<&str> =
        files.iter().map(|file| file.get("sha256").and_then(Json::as_str).unwrap_or_default()).collect();
    let repeated = choice::repeated(&hashes);
    for (place, file) in files.iter().enumerate() {
        let path = || numbered("", place);
        let Some(file) = Attachment::from_json(file).filter(is_well_formed) else {
            issues.push(Issue::error(path(), IssueCode::ValueType).with("expected", "a file"));
            continue;
        };
        let issue = |code| Issue::error(path(), code).with("name", file.name.as_str());
        if !item.accept.contains(&file.media_type) {
            issues.push(issue(IssueCode::FileType).with("accept", item.accept.join(", ")));
        }
        if file.bytes == 0 {
            issues.push(issue(IssueCode::FileEmpty));
        }
        if let Some(most) = item.max_bytes.filter(|most| file.bytes > *most) {
            issues.push(issue(IssueCode::FileTooLarge).with("max", most));
        }
        if repeated.binary_search(&place).is_ok() {
            issues.push(issue(IssueCode::Duplicate));
        }
    }
    let most = item.max_files.unwrap_or(1);
    if files.len() > most as usize {
        issues.push(Issue::error("", IssueCode::TooManyFiles).with("max", most));
    }
}

fn is_well_formed(file: &Attachment) -> bool {
    let is_hash = file.sha256.len() == 64
        && file.sha256.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit));
    is_hash
        && !file.name.is_empty()
        && file.name.chars().count() <= 255
        && !file.name.chars().any(is_deceptive)
}

/// Characters that no file's name has, but that can make one look like another's: control characters, separators of
/// folders, and marks that turn the direction of writing (`todistus\u{202e}fdp.exe` reads as `todistusexe.pdf`).
fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(character, '/' | '\\' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
