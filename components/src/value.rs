//! Answers as people read them: on the review page and where the host has locked them.

use crate::environment::{Parts, words};
use crate::tag::{self, list, tag};
use guidance_contract::{Attachment, DatePrecision, ItemIndex, ItemNode, Kind, PlainDate, Table, json_text};
use serde_json::Value as Json;
use yew::Html;

/// An answer as text; a list when it has several parts.
pub(crate) fn answer(environment: &Parts, item: ItemIndex, answer: &Json) -> Html {
    let Some(node) = environment.form.item(item) else { return Html::default() };
    let entries = match answer {
        Json::Array(entries) => entries.as_slice(),
        entry => std::slice::from_ref(entry),
    };
    let mut parts: Vec<Html> = entries.iter().map(|entry| one(environment, item, node, entry)).collect();
    if parts.len() < 2 {
        return parts.pop().unwrap_or_default();
    }
    for part in &mut parts {
        *part = tag!("li" {} [std::mem::take(part)]);
    }
    tag!("ul" { "class": "value-list" } ..parts)
}

fn one(environment: &Parts, item: ItemIndex, node: &ItemNode, entry: &Json) -> Html {
    let text = entry.as_str().unwrap_or_default();
    match node.item.kind {
        Kind::Single | Kind::Multiple => {
            let set = node.item.option_set.as_deref().unwrap_or_default();
            environment.said(environment.texts.option(set, text))
        }
        Kind::Search => {
            let set = node.item.code_set.as_deref().unwrap_or_default();
            words(&code_label(environment, set, text).unwrap_or_else(|| text.to_owned()))
        }
        Kind::File => match Attachment::from_json(entry) {
            Some(file) => words(&[&file.name, " (", &file_size(environment, file.bytes), ")"].concat()),
            None => Html::default(),
        },
        Kind::Number => {
            let number = words(&typed(environment, item, entry));
            match environment.texts.item(&node.item.id, |item| &item.unit) {
                Some(unit) => list(vec![number, tag::text(" "), environment.said(unit)]),
                None => number,
            }
        }
        Kind::Host => match entry {
            Json::String(text) => words(text),
            other => words(&json_text(other)),
        },
        _ => words(&typed(environment, item, entry)),
    }
}

/// An answer as it is shown in a text field.
#[must_use]
pub(crate) fn typed(environment: &Parts, item: ItemIndex, answer: &Json) -> String {
    let text = environment.form.show_typed(item, answer);
    if answer.is_number() && !environment.writes_comma() { text.replace(',', ".") } else { text }
}

/// A number in the writing of the locale.
#[must_use]
pub(crate) fn number(environment: &Parts, plain: &str) -> String {
    let plain = plain.strip_suffix(".0").unwrap_or(plain);
    if environment.writes_comma() { plain.replace('.', ",") } else { plain.to_owned() }
}

/// A stored date as people write it.
#[must_use]
pub(crate) fn date(stored: &str, precision: DatePrecision) -> String {
    let Some(date) = PlainDate::parse_iso(stored) else { return stored.to_owned() };
    let (day, month, year) = (date.day().to_string(), date.month().to_string(), date.year().to_string());
    match precision {
        DatePrecision::Day => [day, month, year].join("."),
        DatePrecision::Month => [month, year].join("."),
        DatePrecision::Year => year,
    }
}

/// A file's size in words.
#[must_use]
pub(crate) fn file_size(environment: &Parts, bytes: u64) -> String {
    const MEGABYTE: u64 = 1024 * 1024;
    if bytes >= MEGABYTE {
        let tenths = bytes * 10 / MEGABYTE;
        let size = match tenths % 10 {
            0 => (tenths / 10).to_string(),
            rest => number(environment, &[&(tenths / 10).to_string(), ".", &rest.to_string()].concat()),
        };
        environment.filled("file.size", &[("size", &size)])
    } else {
        environment.filled("file.sizeSmall", &[("size", &bytes.div_ceil(1024).to_string())])
    }
}

/// Label of a code in the locale shown, or in the next best one.
#[must_use]
pub(crate) fn code_label(environment: &Parts, set: &str, code: &str) -> Option<String> {
    let labels = &environment.code_sets.entry(set, code)?.labels;
    pick_label(environment, labels).map(str::to_owned)
}

/// The label of a code entry in the locale shown; plain Finnish takes Finnish.
#[must_use]
pub(crate) fn pick_label<'a>(environment: &Parts, labels: &'a Table<String, String>) -> Option<&'a str> {
    let locale = environment.texts.locale();
    let language = locale.split('-').next().unwrap_or(locale);
    [locale, language, "en", "fi"]
        .iter()
        .find_map(|locale| labels.get(*locale))
        .or_else(|| labels.values().next())
        .map(String::as_str)
}
