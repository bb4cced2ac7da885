//! The step list: beside the page where there is room, folded above it where there is not.

use super::{click, say_step, step_title};
use crate::environment::{Environment, words};
use crate::state::{Action, FormState, Progress, Step, Stop};
use crate::tag::{Extras, list, tag};
use yew::Html;

/// Where the person is, and the way to pages seen before.
pub(crate) fn steps(
    environment: &Environment,
    state: &FormState,
    steps: &[Step],
    stops: &[Stop],
    wrong: &[usize],
) -> Html {
    if steps.len() < 2 {
        return Html::default();
    }
    let number = super::page::place_of(state, steps);
    let place = state.place_among(stops) + 1;
    let title = step_title(environment, state.step).text;
    let summary = super::page::number_of(environment, number, steps.len(), title);
    let unfinished = state.unfinished_pages(&environment.form);
    let progress = |step| match step {
        Step::Page(page) => state.progress(page, wrong, &unfinished),
        Step::Review => Progress::Ahead,
    };
    let entries =
        || steps.iter().map(|step| entry(environment, state, *step, steps, progress(*step))).collect();
    let label = || environment.text("page.steps").to_owned();
    let folded = tag!("details" { "class": "steps", "part": "steps" } [
        tag!("summary" { "class": "steps-summary" } [words(&summary)]),
        tag!("ol" { "class": "step-list" } ..entries()),
    ]);
    tag!("div" { "class": "steps-area" } [
        tag!("nav" { "class": "steps steps-beside", "part": "steps", "aria-label": label() } [
            tag!("ol" { "class": "step-list" } ..entries()),
        ]),
        tag!("nav" { "class": "steps-folded", "aria-label": label() } [
            // A new element for each step, so that it is folded again.
            folded.keyed(number.to_string()),
            tag!("progress" {
                "class": "progress",
                "part": "progress",
                "value": place.to_string(),
                "max": stops.len().to_string(),
                "aria-hidden": "true",
            } []),
        ]),
    ])
}

fn entry(
    environment: &Environment,
    state: &FormState,
    step: Step,
    steps: &[Step],
    progress: Progress,
) -> Html {
    let is_current = step == state.step;
    let (class, word) = match progress {
        Progress::Wrong => ("step step-wrong", Some("page.wrong")),
        _ if is_current => ("step step-current", None),
        Progress::Done => ("step step-done", Some("page.done")),
        Progress::Ahead => ("step", None),
    };
    let mut title = say_step(environment, step);
    if let Some(word) = word {
        let progress = tag!("span" { "class": "visually-hidden" } [words(" – "), environment.say(word)]);
        title = list(vec![title, progress]);
    }
    let title = if is_current {
        tag!("span" { "class": "step-title", "aria-current": "step" } [title])
    } else if state.is_reachable(step, steps) {
        tag!("button" { "class": "step-title", "type": "button" } [title])
            .heard(click(environment, Action::GoTo(step)))
    } else {
        tag!("span" { "class": "step-title" } [title])
    };
    tag!("li" { "class": class, "part": "step" } [title])
}
