//! "Where does this come from?": the answers and circumstances that a finding or an input rests on.

use super::page::day;
use crate::environment::{Parts, words};
use crate::tag::{list, tag};
use crate::value;
use guidance_contract::{Ground, GroundSource, ItemIndex, Kind, Place, ResultWording, json_text};
use serde_json::Value as Json;
use yew::Html;

/// What grounds are read with: texts of the form that they come from, and of its results where they are at hand.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) environment: &'a Parts,
    pub(super) wording: Option<&'a ResultWording>,
    /// What a measure came to, in words; nothing when only its value is known.
    pub(super) measured: &'a dyn Fn(&str) -> Option<Html>,
    /// Whether the form is at hand; else ids stand for its texts.
    pub(super) is_known: bool,
    /// How numbers are written.
    pub(super) number: &'a dyn Fn(f64) -> String,
}

/// What was looked at and found, as questions with their answers.
pub(super) fn grounds(source: Source<'_>, grounds: &[Ground]) -> Html {
    if grounds.is_empty() {
        return Html::default();
    }
    let grounds = grounds.iter().map(|ground| {
        let is_measure = ground.source == GroundSource::Measure;
        tag!("div" { "class": if is_measure { "ground ground-measure" } else { "ground" } } [
            tag!("dt" {} [label(source, ground)]),
            tag!("dd" {} [found(source, ground)]),
        ])
    });
    tag!("dl" { "class": "grounds" } ..grounds.collect())
}

/// What was asked and not answered.
pub(super) fn missing(environment: &Parts, heading: Html, ids: &[String]) -> Html {
    if ids.is_empty() {
        return Html::default();
    }
    let entries = ids.iter().map(|id| tag!("li" {} [environment.said(environment.texts.label(id))]));
    tag!("div" { "class": "missing" } [
        tag!("p" { "class": "missing-heading" } [heading]),
        tag!("ul" {} ..entries.collect()),
    ])
}

fn label(source: Source<'_>, ground: &Ground) -> Html {
    let environment = source.environment;
    match ground.source {
        GroundSource::Answer => {
            let own = environment.said(environment.texts.label(&ground.id));
            match item(source, ground) {
                Some(item) => {
                    let row = environment.in_row(Place { item, row: ground.row });
                    if row.is_empty() { own } else { list(vec![words(&row), own]) }
                }
                None => own,
            }
        }
        GroundSource::Measure => match source.wording {
            Some(wording) => environment.said(wording.measure(&ground.id)),
            None => words(&ground.id),
        },
        GroundSource::Computed => environment.say("results.computed"),
        GroundSource::Flag => environment.say("results.flag"),
        GroundSource::Role => environment.say("results.role"),
        GroundSource::Today => environment.say("results.today"),
    }
}

fn item(source: Source<'_>, ground: &Ground) -> Option<ItemIndex> {
    source.environment.form.find(&ground.id).filter(|_| source.is_known)
}

fn found(source: Source<'_>, ground: &Ground) -> Html {
    let environment = source.environment;
    let Some(found) = &ground.value else {
        return tag!("span" { "class": "not-answered" } [environment.say("results.noAnswer")]);
    };
    match ground.source {
        GroundSource::Answer => match item(source, ground) {
            Some(item) => answer(environment, item, found),
            None => plain(source, found),
        },
        GroundSource::Measure => (source.measured)(&ground.id).unwrap_or_else(|| plain(source, found)),
        GroundSource::Role => {
            let role = found.as_str().unwrap_or_default();
            environment.say(&["results.role.", role].concat())
        }
        GroundSource::Today => words(&day(found.as_str().unwrap_or_default())),
        GroundSource::Computed | GroundSource::Flag => plain(source, found),
    }
}

/// An answer as on the review page; the rows of a repeat one after the other, without files.
pub(super) fn answer(environment: &Parts, item: ItemIndex, found: &Json) -> Html {
    let node = environment.form.item(item).filter(|node| node.item.kind == Kind::Repeat);
    let Some((node, rows)) = node.zip(found.as_array()) else {
        return value::answer(environment, item, found);
    };
    let rows = rows.iter().map(|row| {
        let cells = node.children.iter().filter_map(|child| {
            let node = environment.form.item(*child).filter(|node| node.item.kind != Kind::File)?;
            let found = row.get(&node.item.id).filter(|found| !found.is_null())?;
            Some(tag!("span" { "class": "row-part" } [value::answer(environment, *child, found)]))
        });
        tag!("li" {} ..cells.collect())
    });
    tag!("ul" { "class": "value-list" } ..rows.collect())
}

/// A value of which nothing is known but itself.
pub(super) fn plain(source: Source<'_>, found: &Json) -> Html {
    let environment = source.environment;
    match found {
        Json::Bool(true) => environment.say("results.yes"),
        Json::Bool(false) => environment.say("results.no"),
        Json::Number(number) => words(&number.as_f64().map_or_else(|| number.to_string(), source.number)),
        Json::String(text) => words(text),
        Json::Array(entries) => {
            let entries = entries.iter().map(|entry| tag!("li" {} [plain(source, entry)]));
            tag!("ul" { "class": "value-list" } ..entries.collect())
        }
        other => words(&json_text(other)),
    }
}
