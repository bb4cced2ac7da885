//! From an issue to the text that a person reads.

use crate::environment::{Parts, words};
use crate::tag::tag;
use guidance_contract::{DatePrecision, Issue, IssueCode, ItemNode, Kind, Text, display, fill, json_text};
use serde_json::{Map, Value as Json};
use yew::Html;

/// A text and its locale when that is not the one shown.
type Template = (String, Option<String>);

/// The text of an issue: the item's own words where there are some, the engine's otherwise.
pub(crate) fn issue_text(environment: &Parts, issue: &Issue) -> Html {
    let (text, locale) = plain(environment, issue);
    let text = words(&text);
    match locale {
        Some(locale) => tag!("span" { "lang": locale } [text]),
        None => text,
    }
}

/// The text of an error with a word that says so, for a status that is read out.
pub(crate) fn spoken(environment: &Parts, issue: &Issue) -> String {
    [environment.text("prefix.error"), " ", &plain(environment, issue).0].concat()
}

fn plain(environment: &Parts, issue: &Issue) -> Template {
    let node = environment.form.place(&issue.path).and_then(|place| environment.form.item(place.item));
    let (template, locale) =
        own_template(environment, issue, node).unwrap_or_else(|| template(environment, issue, node));
    let params = params(environment, issue, node);
    let mut text = fill(&template, &params);
    // An issue of a host without a place or with parameters missing: better a general text than one with gaps.
    let has_gaps = text.contains('{') || (node.is_none() && template.contains("{label}"));
    if has_gaps {
        let key = if node.is_some() { "issue.check" } else { "errorSummary.general" };
        text = fill(environment.text(key), &params);
    }
    (text, locale.filter(|_| !has_gaps))
}

fn own_template(environment: &Parts, issue: &Issue, node: Option<&ItemNode>) -> Option<Template> {
    let text = match issue.code {
        IssueCode::Required => environment.texts.item(&node?.item.id, |item| &item.required)?,
        IssueCode::Check => environment.texts.check(issue.params.get("check")?.as_str()?),
        _ => return None,
    };
    Some(owned(environment, text))
}

fn template(environment: &Parts, issue: &Issue, node: Option<&ItemNode>) -> Template {
    let code = match (issue.code, node.map(|node| node.item.kind)) {
        // A number that is no number yet is kept as the text that was typed.
        (IssueCode::ValueType, Some(Kind::Number)) => IssueCode::Number,
        (code, _) => code,
    }
    .as_str();
    let variant = match issue.code {
        IssueCode::Date => match node.and_then(|node| node.item.precision) {
            Some(DatePrecision::Month) => ".month",
            Some(DatePrecision::Year) => ".year",
            _ => "",
        },
        IssueCode::NumberDecimals => match issue.params.get("decimals").and_then(Json::as_u64) {
            Some(0) => ".none",
            Some(1) => ".one",
            _ => "",
        },
        IssueCode::Required if node.is_some_and(|node| !is_typed(node.item.kind)) => ".choose",
        _ => "",
    };
    [variant, ""]
        .into_iter()
        .map(|variant| ["issue.", code, variant].concat())
        .find_map(|key| {
            let text = environment.texts.interface(&key);
            (!text.locale.is_empty()).then(|| owned(environment, text))
        })
        .unwrap_or_else(|| owned(environment, environment.texts.interface("issue.check")))
}

/// Whether a kind is answered by typing, and not by choosing.
fn is_typed(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::LongText | Kind::Number | Kind::Date)
}

fn owned(environment: &Parts, text: Text<'_>) -> Template {
    (text.text.to_owned(), environment.foreign(text).map(str::to_owned))
}

fn params(environment: &Parts, issue: &Issue, node: Option<&ItemNode>) -> Map<String, Json> {
    let mut params = issue.params.clone();
    for (name, value) in &mut params {
        *value = Json::String(shown(environment, issue, node, name, value));
    }
    let label = node.map_or("", |node| environment.texts.label(&node.item.id).text);
    params.insert("label".to_owned(), label.into());
    params
}

/// A parameter as people write it in this language.
fn shown(environment: &Parts, issue: &Issue, node: Option<&ItemNode>, name: &str, value: &Json) -> String {
    let text = match value {
        Json::String(text) => text.clone(),
        other => json_text(other),
    };
    let item = node.map(|node| &node.item);
    match (issue.code, name) {
        (IssueCode::FileTooLarge, "max") => {
            crate::value::file_size(environment, value.as_u64().unwrap_or_default())
        }
        (IssueCode::DateTooEarly | IssueCode::DateTooLate, _) => {
            let precision = item.and_then(|item| item.precision).unwrap_or(DatePrecision::Day);
            crate::value::date(&text, precision)
        }
        (IssueCode::OptionExclusive, "option") => {
            let set = item.and_then(|item| item.option_set.as_deref()).unwrap_or_default();
            environment.texts.option(set, &text).text.to_owned()
        }
        (IssueCode::ValueNotCanonical, "expected") => match item.and_then(|item| item.format) {
            Some(format) => display(format, &text),
            None => text,
        },
        (IssueCode::NumberTooSmall | IssueCode::NumberTooLarge, _)
            if item.is_some_and(|item| item.kind == Kind::Number) =>
        {
            crate::value::number(environment, &text)
        }
        _ => text,
    }
}
