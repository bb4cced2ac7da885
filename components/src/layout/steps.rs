//! The step list: beside the page where there is room, folded above it where there is not.

use super::{click, say_step, step_title};
use crate::environment::{Environment, words};
use crate::state::{Action, FormState, Progress, Step};
use yew::{Html, html};

/// Where the person is, and the way to pages seen before.
pub(crate) fn steps(environment: &Environment, state: &FormState, steps: &[Step], wrong: &[usize]) -> Html {
    if steps.len() < 2 {
        return Html::default();
    }
    let number = steps.iter().position(|step| *step == state.step).unwrap_or_default() + 1;
    let count = steps.len();
    let list = || list(environment, state, steps, wrong);
    let label = environment.text("page.steps").to_owned();
    html! {
        <div class="steps-area">
            <nav class="steps steps-beside" part="steps" aria-label={label.clone()}>{list()}</nav>
            <nav class="steps-folded" aria-label={label}>
                // A new element for each step, so that it is folded again.
                <details class="steps" part="steps" key={number}>
                    <summary class="steps-summary">{words(&summary(environment, state.step, number, count))}</summary>
                    {list()}
                </details>
                <progress class="progress" part="progress" value={number.to_string()} max={count.to_string()} aria-hidden="true"></progress>
            </nav>
        </div>
    }
}

/// "Step 2 of 9: Contact details".
fn summary(environment: &Environment, step: Step, number: usize, count: usize) -> String {
    let (number, count) = (number.to_string(), count.to_string());
    let title = step_title(environment, step).text;
    environment.filled("page.step", &[("number", &number), ("count", &count), ("title", title)])
}

fn list(environment: &Environment, state: &FormState, steps: &[Step], wrong: &[usize]) -> Html {
    html! {
        <ol class="step-list">
            { for steps.iter().map(|step| entry(environment, state, *step, steps, wrong)) }
        </ol>
    }
}

fn entry(environment: &Environment, state: &FormState, step: Step, steps: &[Step], wrong: &[usize]) -> Html {
    let current = step == state.step;
    let progress = match step {
        Step::Page(page) => state.progress(page, wrong),
        Step::Review => Progress::Ahead,
    };
    let (class, word) = match progress {
        Progress::Wrong => ("step step-wrong", Some("page.wrong")),
        _ if current => ("step step-current", None),
        Progress::Done => ("step step-done", Some("page.done")),
        Progress::Ahead => ("step", None),
    };
    let title = html! {
        <>
            {say_step(environment, step)}
            { for word.map(|word| html! { <span class="visually-hidden">{words(" – ")}{environment.say(word)}</span> }) }
        </>
    };
    html! {
        <li {class} part="step">
            if current {
                <span class="step-title" aria-current="step">{title}</span>
            } else if state.is_reachable(step, steps) {
                <button class="step-title" type="button" onclick={click(environment, Action::GoTo(step))}>{title}</button>
            } else {
                <span class="step-title">{title}</span>
            }
        </li>
    }
}
