//! How sending goes.

use crate::SubmitState;
use crate::environment::Environment;
use crate::tag::tag;
use yew::Html;

/// Id of the message about a failure, which takes the focus.
const FAILED: &str = "send-failed";

/// A message when sending failed; answers are kept, and the button below sends again.
pub(crate) fn status(environment: &Environment, submit: &SubmitState) -> Html {
    match submit {
        SubmitState::Failed { reason } => tag!("div" {
            "class": "note note-warning",
            "part": "note",
            "id": FAILED,
            "role": "alert",
        } [environment.say(reason)]),
        _ => Html::default(),
    }
}

/// Says politely that the form is on its way. Always there, so that it is read out when it changes.
pub(crate) fn sending(environment: &Environment, sending: bool) -> Html {
    tag!("div" { "class": "visually-hidden", "role": "status" } [
        if sending { environment.say("status.sending") } else { Html::default() }
    ])
}
