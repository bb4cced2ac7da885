//! One question at a time: the switch to it, and where the person is.

use super::page::number_of;
use crate::environment::{Environment, Parts};
use crate::state::{Action, FormState, Step, Stop};
use crate::tag::{Extras, on, tag};
use guidance_contract::Pacing;
use web_sys::HtmlInputElement;
use yew::virtual_dom::ListenerKind;
use yew::{Html, TargetCast};

/// The switch between pages and questions, where the host leaves it to the person.
pub(crate) fn pacing(environment: &Environment, state: &FormState) -> Html {
    if environment.config.pacing != Pacing::Choice {
        return Html::default();
    }
    let dispatch = environment.dispatch.clone();
    let chosen = on(
        || ListenerKind::onchange,
        move |event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                dispatch.emit(Action::Pace(input.checked()));
            }
        },
    );
    let input = tag!("input" { "class": "choice-input", "type": "checkbox", "id": "pacing" } []);
    tag!("div" { "class": "choice pacing", "part": "pacing" } [
        input.chosen(state.paced).heard(chosen),
        tag!("label" { "class": "pacing-label", "for": "pacing" } [environment.say("action.oneAtATime")]),
    ])
}

/// "Question 3 of about 12", or "Step 2 of 9: Contact details". "About", as long as answers still to come decide it.
pub(crate) fn place_text(environment: &Parts, state: &FormState, stops: &[Stop]) -> String {
    let place = state.place_among(stops);
    let Some(question) = stops.get(place).and_then(|stop| stop.question) else {
        return number_of(environment, place, stops.len(), super::step_title(environment, state.step).text);
    };
    let key =
        if environment.form.may_change_after(question) { "page.questionAbout" } else { "page.question" };
    let count = stops.iter().filter(|stop| stop.step != Step::Review).count();
    environment.filled(key, &[("number", &(place + 1).to_string()), ("count", &count.to_string())])
}
