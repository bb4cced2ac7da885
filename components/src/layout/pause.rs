//! A break: nothing of the form is seen, and everything stays as it is.

use super::click;
use crate::environment::Environment;
use crate::state::Action;
use crate::tag::{Extras, tag};
use guidance_contract::{DraftPolicy, Pacing};
use yew::Html;

/// Id of the heading of the break, which takes the focus.
pub(crate) const BREAK: &str = "break-heading";
/// Id of the button that begins a break and has the focus again after it.
pub(crate) const PAUSE: &str = "action-pause";

/// Whether a break is offered: where the form goes at the person's own pace, or is kept by the host meanwhile.
pub(crate) fn may_pause(environment: &Environment) -> bool {
    let config = &environment.config;
    config.draft == DraftPolicy::Host || config.pacing != Pacing::Page
}

/// What is seen in place of the form. What becomes of the answers is said as far as it is known: a host has been given
/// them, and does not say when it has kept them.
pub(crate) fn pause(environment: &Environment) -> Html {
    let kept = match environment.config.draft {
        DraftPolicy::None => "pause.keptHere",
        DraftPolicy::Host => "pause.given",
    };
    let resume = tag!("button" {
        "class": "button button-primary",
        "part": "button button-primary",
        "type": "button",
        "id": "action-resume",
    } [environment.say("pause.resume")]);
    let panel = tag!("div" { "class": "pause", "part": "pause" } [
        // The form's title is hidden, too: this is the only heading.
        tag!("h1" { "class": "page-heading", "part": "page-heading", "id": BREAK, "tabindex": "-1" } [
            environment.say("pause.title"),
        ]),
        tag!("p" {} [environment.say("pause.text")]),
        tag!("p" {} [environment.say(kept)]),
        tag!("div" { "class": "actions" } [resume.heard(click(environment, Action::Pause(false)))]),
    ]);
    panel.keyed("pause")
}
