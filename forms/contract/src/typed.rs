//! From what a person types to what is stored, and back.
//!
//! A text field holds exactly what was typed; the answer holds the stored form when there is one, and the typed
//! text otherwise, so that nothing is lost and the checks can say what is wrong.

use crate::expression::number_to_json;
use crate::form::{Form, ItemIndex};
use crate::{DatePrecision, Item, Kind, canonical, date, display, parse_json};
use serde_json::Value as Json;

impl Form {
    /// The answer that a typed text stands for; null when nothing was typed.
    #[must_use]
    pub fn read_typed(&self, item: ItemIndex, typed: &str) -> Json {
        let Some(node) = self.item(item) else { return Json::Null };
        if typed.trim().is_empty() {
            return Json::Null;
        }
        match node.item.kind {
            Kind::Text => match node.item.format {
                Some(format) => Json::String(canonical(format, typed).unwrap_or_else(|_| typed.to_owned())),
                None => Json::String(typed.trim().to_owned()),
            },
            Kind::Number => {
                read_number(typed).and_then(number_to_json).unwrap_or_else(|| Json::String(typed.to_owned()))
            }
            Kind::Date => Json::String(
                date::parse_typed(typed, precision(&node.item)).unwrap_or_else(|| typed.to_owned()),
            ),
            Kind::LongText => Json::String(typed.replace("\r\n", "\n")),
            _ => Json::String(typed.to_owned()),
        }
    }

    /// The text that an answer is shown as in a text field.
    #[must_use]
    pub fn show_typed(&self, item: ItemIndex, answer: &Json) -> String {
        let Some(node) = self.item(item) else { return String::new() };
        match (node.item.kind, answer) {
            (Kind::Text, Json::String(text)) => match node.item.format {
                Some(format) => display(format, text),
                None => text.clone(),
            },
            (Kind::Date, Json::String(text)) => date::format_typed(text, precision(&node.item)),
            (Kind::Number | Kind::Scale, Json::Number(number)) => number.to_string().replace('.', ","),
            (_, Json::String(text)) => text.clone(),
            _ => String::new(),
        }
    }

    /// An answer given from outside, such as a prefill, in its stored form where it has one.
    #[must_use]
    pub fn normalise(&self, item: ItemIndex, answer: &Json) -> Json {
        match (self.item(item).map(|node| node.item.kind), answer) {
            (Some(Kind::Text | Kind::Date | Kind::Number | Kind::LongText), Json::String(text)) => {
                self.read_typed(item, text)
            }
            _ => answer.clone(),
        }
    }
}

fn precision(item: &Item) -> DatePrecision {
    item.precision.unwrap_or(DatePrecision::Day)
}

/// A number as people write it: decimal comma or point, spaces between thousands, a minus sign.
fn read_number(typed: &str) -> Option<f64> {
    let plain: String = typed
        .trim()
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            ',' => '.',
            '\u{2212}' | '\u{2013}' => '-',
            other => other,
        })
        .collect();
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let is_plain = digits.len() <= 20
        && digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.ends_with(|last: char| last.is_ascii_digit())
        && digits.chars().all(|character| character.is_ascii_digit() || character == '.');
    // Read by the parser of JSON, which is there anyway; it knows no leading zeros.
    let (sign, digits) = plain.split_at(plain.len() - digits.len());
    let digits = digits.trim_start_matches('0');
    let zero = if digits.is_empty() || digits.starts_with('.') { "0" } else { "" };
    is_plain.then(|| parse_json(&[sign, zero, digits].concat())?.as_f64()).flatten()
}
