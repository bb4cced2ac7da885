//! What the person sees once the form has been stored.

use super::heading;
use crate::environment::{Environment, words};
use crate::markdown::markdown;
use crate::tag::{Extras, on, tag};
use guidance_contract::{PlainDate, SubmitReply, is_address};
use yew::Html;
use yew::virtual_dom::ListenerKind;

/// Thanks, the reference, and the way on.
pub(crate) fn receipt(environment: &Environment, reply: &SubmitReply, answers: Html) -> Html {
    let reference = reply.reference.as_ref().or(reply.id.as_ref());
    let mut facts = Vec::new();
    facts.extend(reference.map(|reference| fact(environment, "receipt.reference", reference)));
    facts
        .extend(reply.received.as_ref().map(|time| fact(environment, "receipt.received", &shown_time(time))));
    let receipt = tag!("div" { "class": "page receipt", "part": "page receipt" } [
        tag!("div" { "class": "receipt-panel", "part": "receipt" } [
            heading(environment.say("receipt.title")),
            tag!("dl" { "class": "receipt-facts" } ..facts),
        ]),
        markdown(environment, environment.texts.interface("receipt.text")),
        tag!("p" { "class": "hint" } [environment.say("note.sharedComputer")]),
        tag!("div" { "class": "actions" } ..actions(environment)),
        tag!("div" { "class": "receipt-answers" } [answers]),
    ]);
    receipt.keyed("receipt")
}

/// The way back to the host, where it names one, and to the printer.
fn actions(environment: &Environment) -> Vec<Html> {
    let mut actions = Vec::new();
    if let Some(url) = environment.config.return_url.as_ref().filter(|url| is_address(url)) {
        actions.push(tag!("a" {
            "class": "button button-primary",
            "part": "button button-primary",
            "href": url.clone(),
        } [environment.say("action.return")]));
    }
    let print = tag!("button" {
        "class": "button button-secondary",
        "part": "button",
        "type": "button",
    } [environment.say("receipt.print")]);
    actions.push(print.heard(on(
        || ListenerKind::onclick,
        |_| {
            if let Some(window) = web_sys::window() {
                let _ = window.print();
            }
        },
    )));
    actions
}

fn fact(environment: &Environment, key: &str, value: &str) -> Html {
    tag!("div" {} [
        tag!("dt" {} [environment.say(key)]),
        tag!("dd" {} [words(value)]),
    ])
}

/// `2026-11-22T10:05:33Z` in the device's own time, as far as there is a browser; the day otherwise.
fn shown_time(received: &str) -> String {
    let local = local_time(received);
    local
        .or_else(|| Some(day(PlainDate::parse_iso(received.get(..10)?)?)))
        .unwrap_or_else(|| received.to_owned())
}

fn day(date: PlainDate) -> String {
    [date.day().to_string(), date.month().to_string(), date.year().to_string()].join(".")
}

#[cfg(target_arch = "wasm32")]
fn local_time(received: &str) -> Option<String> {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_str(received));
    let year = date.get_full_year();
    if year == 0 || date.get_time().is_nan() {
        return None;
    }
    let day = [date.get_date().to_string(), (date.get_month() + 1).to_string(), year.to_string()].join(".");
    let minutes = ["0", &date.get_minutes().to_string()].concat();
    let minutes = minutes.get(minutes.len() - 2..)?;
    Some([&day, " ", &date.get_hours().to_string(), ":", minutes].concat())
}

#[cfg(not(target_arch = "wasm32"))]
fn local_time(_: &str) -> Option<String> {
    None
}
