//! What the person sees once the form has been stored.

use super::HEADING;
use crate::environment::{Environment, words};
use crate::markdown::markdown;
use guidance_contract::{PlainDate, SubmitReply};
use yew::{Callback, Html, html};

/// Thanks, the reference, and the way on.
pub(crate) fn receipt(environment: &Environment, reply: &SubmitReply, answers: Html) -> Html {
    let reference = reply.reference.as_ref().or(reply.id.as_ref());
    let onclick = Callback::from(|_| {
        if let Some(window) = web_sys::window() {
            let _ = window.print();
        }
    });
    html! {
        <div class="page receipt" part="page receipt" key="receipt">
            <div class="receipt-panel" part="receipt">
                <h2 class="page-heading" part="page-heading" id={HEADING} tabindex="-1">{environment.say("receipt.title")}</h2>
                <dl class="receipt-facts">
                    { for reference.map(|reference| fact(environment, "receipt.reference", reference)) }
                    { for reply.received.as_ref().map(|time| fact(environment, "receipt.received", &shown_time(time))) }
                </dl>
            </div>
            {markdown(environment, environment.texts.interface("receipt.text"))}
            <p class="hint">{environment.say("note.sharedComputer")}</p>
            <div class="actions">
                { for environment.config.return_url.as_deref().filter(|url| is_safe(url)).map(|url| html! {
                    <a class="button button-primary" part="button button-primary" href={url.to_owned()}>{environment.say("action.return")}</a>
                }) }
                <button class="button button-secondary" part="button" type="button" {onclick}>{environment.say("receipt.print")}</button>
            </div>
            <div class="receipt-answers">{answers}</div>
        </div>
    }
}

fn fact(environment: &Environment, key: &str, value: &str) -> Html {
    html! {
        <div>
            <dt>{environment.say(key)}</dt>
            <dd>{words(value)}</dd>
        </div>
    }
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

/// A link to run a script is none.
fn is_safe(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    match scheme {
        Some(scheme) if !scheme.contains(['/', '?', '#']) => matches!(scheme, "https" | "http"),
        _ => true,
    }
}
