//! The buttons below a page.

use super::click;
use crate::SubmitState;
use crate::environment::Environment;
use crate::state::{Action, FormState, Step};
use crate::tag::{Extras, tag};
use yew::Html;

/// Next, review or send; and back.
pub(crate) fn actions(
    environment: &Environment,
    state: &FormState,
    steps: &[Step],
    submit: &SubmitState,
) -> Html {
    let place = steps.iter().position(|step| *step == state.step).unwrap_or_default();
    let following = steps.get(place + 1);
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
    ])
}
