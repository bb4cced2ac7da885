//! Checks of texts.

use super::MOST_CHARACTERS;
use crate::format::{IdentityCode, contains_identity_code};
use crate::{Context, Format, Issue, IssueCode, Item, Severity, SyntheticIdentityCodes, canonical};
use serde_json::Value as Json;

/// One line: length, characters, format.
pub(super) fn line(item: &Item, answer: &Json, context: &Context, issues: &mut Vec<Issue>) {
    let text = answer.as_str().unwrap_or_default();
    length(item, text, issues);
    if has_control(text, &[]) {
        issues.push(Issue::error("", IssueCode::TextControl));
    }
    let Some(format) = item.format else { return };
    match canonical(format, text) {
        Err(error) => {
            let mut issue = Issue::error("", error.code);
            if let Some(reason) = error.reason {
                issue = issue.with("reason", reason);
            }
            issues.push(issue);
        }
        Ok(stored) if stored != text => {
            issues.push(Issue::error("", IssueCode::ValueNotCanonical).with("expected", stored));
        }
        Ok(_) if format == Format::IdentityCode => identity_code(text, context, issues),
        Ok(_) => {}
    }
}

/// Several lines: length, characters, and a warning when an identity code stands in free text.
pub(super) fn lines(item: &Item, answer: &Json, issues: &mut Vec<Issue>) {
    let text = answer.as_str().unwrap_or_default();
    length(item, text, issues);
    if has_control(text, &['\n', '\t']) {
        issues.push(Issue::error("", IssueCode::TextControl));
    }
    if contains_identity_code(text) {
        issues.push(Issue::error("", IssueCode::TextIdentityCode).severity(Severity::Warning));
    }
}

/// Whether a text has control characters besides those allowed. Nearly all texts have no byte that one begins with.
fn has_control(text: &str, allowed: &[char]) -> bool {
    let may_begin = |byte: u8| byte < b' ' || matches!(byte, 0x7f | 0xc2);
    text.bytes().any(may_begin)
        && text.chars().any(|character| character.is_control() && !allowed.contains(&character))
}

fn length(item: &Item, text: &str, issues: &mut Vec<Issue>) {
    let length = text.chars().count();
    let most = item.max_length.map_or(MOST_CHARACTERS, |most| most as usize);
    if length > most {
        issues.push(Issue::error("", IssueCode::TextTooLong).with("max", most).with("length", length));
    }
    if let Some(least) = item.min_length.filter(|least| length < *least as usize) {
        issues.push(Issue::error("", IssueCode::TextTooShort).with("min", least).with("length", length));
    }
}

fn identity_code(text: &str, context: &Context, issues: &mut Vec<Issue>) {
    let Ok(code) = IdentityCode::parse(text) else { return };
    if code.birth_date() > context.today {
        issues.push(Issue::error("", IssueCode::IdentityCode).with("reason", "future"));
    }
    if code.is_synthetic() {
        let severity = match context.synthetic_identity_codes {
            SyntheticIdentityCodes::Refuse => Severity::Error,
            SyntheticIdentityCodes::Warn => Severity::Warning,
            SyntheticIdentityCodes::Accept => return,
        };
        issues.push(Issue::error("", IssueCode::IdentityCodeSynthetic).severity(severity));
    }
}
