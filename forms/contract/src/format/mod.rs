//! Formats of one-line text: from what a person types to the stored form, and from the stored form to
//! what a person reads.

mod business_id;
mod email;
mod iban;
mod identity_code;
mod oid;
mod phone;
mod postal_code;

pub use identity_code::{IdentityCode, contains_identity_code};

use crate::{Format, IssueCode};

/// Why a text is not of its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatError {
    /// The issue that it makes.
    pub code: IssueCode,
    /// What exactly is wrong, where that helps: `form`, `date` or `checkCharacter`.
    pub reason: Option<&'static str>,
}

/// The stored form of what a person typed.
///
/// # Errors
/// When the text is not of the format.
pub fn canonical(format: Format, typed: &str) -> Result<String, FormatError> {
    let typed = typed.trim();
    let (parsed, code) = match format {
        Format::IdentityCode => return IdentityCode::parse(typed).map(|code| code.as_str().to_owned()),
        Format::Email => (email::parse(typed), IssueCode::Email),
        Format::Phone => (phone::parse(typed), IssueCode::Phone),
        Format::BusinessId => (business_id::parse(typed), IssueCode::BusinessId),
        Format::PostalCode => (postal_code::parse(typed), IssueCode::PostalCode),
        Format::Iban => (iban::parse(typed), IssueCode::Iban),
        Format::Oid => (oid::parse(typed), IssueCode::Oid),
    };
    parsed.ok_or(FormatError { code, reason: None })
}

/// A stored value as people read it; [`canonical`] turns it back. A text of another form stays as it is.
#[must_use]
pub fn display(format: Format, stored: &str) -> String {
    match format {
        Format::Phone => phone::display(stored),
        Format::Iban => iban::display(stored),
        _ => stored.to_owned(),
    }
}

/// The hyphen of the keyboard and the signs that word processors and phones put in its place.
fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}')
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The values of the digits in a text.
fn digits(text: &str) -> impl DoubleEndedIterator<Item = u32> + '_ {
    text.chars().filter_map(|character| character.to_digit(10))
}

/// Adds `text` in groups of `size` characters with a space before each but the first; a last group of
/// one character joins the one before it.
fn push_groups(shown: &mut String, text: &str, size: usize, join_single: bool) {
    let mut left = text.chars().count();
    let mut group = 0;
    for character in text.chars() {
        if group == size && !(join_single && left == 1) {
            shown.push(' ');
            group = 0;
        }
        shown.push(character);
        group += 1;
        left -= 1;
    }
}
