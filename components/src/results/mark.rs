//! Marks of voices: each has a shape of its own, so that nobody needs to see colours to tell them apart.

use crate::tag::tag;
use yew::Html;

/// How many voices have marks of their own; then they begin anew.
const MARKS: usize = 6;
/// Classes that give a voice its colour and the dashes of its lines.
const CLASSES: [&str; MARKS] = ["voice-0", "voice-1", "voice-2", "voice-3", "voice-4", "voice-5"];

/// The class of a voice.
pub(super) fn class(voice: usize) -> &'static str {
    CLASSES.get(voice % MARKS).copied().unwrap_or_default()
}

/// The shape of a voice around the origin, 16 wide and high.
pub(super) fn shape(voice: usize) -> Html {
    let path = |class: &'static str, path: &'static str| tag!("path" { "class": class, "d": path } []);
    match voice % MARKS {
        0 => tag!("circle" { "class": "full", "r": "7" } []),
        1 => path("hollow", "M-5.5-5.5h11v11h-11z"),
        2 => path("full", "M0-8 8 6.5H-8z"),
        3 => path("hollow", "M0-7 7 0 0 7-7 0z"),
        4 => path("full", "M-2.5-7.5h5v5h5v5h-5v5h-5v-5h-5v-5h5z"),
        _ => tag!("circle" { "class": "hollow", "r": "5.5" } []),
    }
}

/// The mark of a voice, to stand before its name.
pub(super) fn mark(voice: usize) -> Html {
    tag!("svg" { "class": ["mark ", class(voice)].concat(), "viewBox": "-9 -9 18 18", "aria-hidden": "true" } [
        shape(voice)
    ])
}

/// The sign of a direction, to stand before its words.
pub(super) fn arrow(direction: guidance_contract::Direction) -> Html {
    use guidance_contract::Direction::{Higher, Lower, Same};
    let path = match direction {
        Higher => "M0-7 6 0H2v7h-4V0h-4z",
        Lower => "M0 7 6 0H2v-7h-4V0h-4z",
        Same => "M-6-4.5h12v3H-6zM-6 1.5h12v3H-6z",
    };
    icon("arrow", path)
}

/// Two speech bubbles: something to talk about.
pub(super) fn bubbles() -> Html {
    icon("bubbles", "M-8-7H4v8h-7l-3 3V1h-2zM6-3h2v8H6v3L3 5h-5V3h8z")
}

/// A tick.
pub(super) fn tick() -> Html {
    icon("tick", "M-7 0-5-2-2 1 5-6 7-4-2 5z")
}

/// A dash.
pub(super) fn dash() -> Html {
    icon("dash", "M-6-1.5h12v3H-6z")
}

fn icon(class: &'static str, path: &'static str) -> Html {
    tag!("svg" { "class": ["mark ", class].concat(), "viewBox": "-9 -9 18 18", "aria-hidden": "true" } [
        tag!("path" { "class": "full", "d": path } [])
    ])
}
