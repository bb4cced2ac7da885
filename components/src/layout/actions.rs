//! The buttons below a page.

use super::{PAUSE, click, may_pause};
use crate::SubmitState;
use crate::environment::Environment;
use crate::state::{Action, FormState, Step, Stop};
use crate::tag::{Extras, tag};
use yew::Html;

/// Next, review or send; and back.
pub(crate) fn actions(
    environment: &Environment,
    state: &FormState,
    stops: &[Stop],
    submit: &SubmitState,
) -> Html {
    let place = state.place_among(stops);
    let following = stops.get(place + 1).map(|stop| stop.step);
    let sending = *submit == SubmitState::Sending || state.waiting;
    let key = match following {
        _ if sending => "action.submitting",
        _ if state.returning.is_some() => "action.backToReview",
        None => "action.submit",
        Some(Step::Review) => "action.review",
        Some(Step::Page(_)) => "action.next",
    };
    let previous = if place > 0 {
        let button = tag!("button" {
            "class": "button button-secondary",
            "part": "button",
            "type": "button",
            "disabled": environment.disabled || sending,
        } [environment.say("action.previous")]);
        button.heard(click(environment, Action::Previous))
    } else {
        Html::default()
    };
    tag!("div" { "class": "actions", "part": "actions" } [
        // Kept enabled while sending: a disabled button loses the focus. A second press is passed over.
        tag!("button" {
            "class": "button button-primary",
            "part": "button button-primary",
            "type": "submit",
            "id": "action-next",
            "aria-disabled": sending.then_some("true"),
            "disabled": environment.disabled,
        } [environment.say(key)]),
        previous,
        break_button(environment, sending),
    ])
}

/// A quiet way to a break.
fn break_button(environment: &Environment, sending: bool) -> Html {
    if !may_pause(environment) {
        return Html::default();
    }
    let button = tag!("button" {
        "class": "button-text action-pause",
        "part": "button",
        "type": "button",
        "id": PAUSE,
        "disabled": environment.disabled || sending,
    } [environment.say("pause.take")]);
    button.heard(click(environment, Action::Pause(true)))
}
