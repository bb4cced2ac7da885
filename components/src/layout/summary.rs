//! The error summary: what is wrong, with the way to each place.

use super::{click, say_step};
use crate::environment::{Environment, words};
use crate::state::{Action, FormState, Step, VisibleIssues};
use guidance_contract::Severity;
use yew::{Html, html};

/// Id of the summary, which takes the focus.
pub(crate) const SUMMARY: &str = "error-summary";

/// Errors of the page shown, or of all pages on the review page. Links to `#id` lead nowhere inside a
/// shadow root, so each entry is a button.
pub(crate) fn summary(environment: &Environment, state: &FormState, visible: &VisibleIssues) -> Html {
    if !state.summary {
        return Html::default();
    }
    let form = &environment.form;
    let on_page = |page: usize| state.step == Step::Page(page);
    let page_of = |field: &crate::state::FieldKey| form.item(field.item).map_or(0, |node| node.page);
    // Whoever sends from here, and whoever is told by the host, needs to know of all pages.
    let all =
        environment.config.review == Some(false) || state.step == Step::Review || state.has_host_errors();
    let wrong: Vec<_> = visible.wrong.iter().filter(|field| all || on_page(page_of(field))).collect();
    let general: Vec<_> =
        state.general_issues.iter().filter(|issue| issue.severity == Severity::Error).collect();
    let count = wrong.len() + general.len();
    if count == 0 {
        return Html::default();
    }
    let mut last_page = None;
    let entries = wrong.into_iter().filter_map(|field| {
        let issue = visible.of(*field).iter().find(|issue| issue.severity == Severity::Error)?;
        let page = page_of(field);
        let named = !on_page(page) && last_page != Some(page);
        last_page = Some(page);
        let key = environment.element_id(state.place(form, *field)?);
        Some(html! {
            <li {key}>
                if named {
                    <p class="summary-page">{say_step(environment, Step::Page(page))}</p>
                }
                <button class="summary-link" type="button" onclick={click(environment, Action::GoToField(*field))}>
                    {environment.issue(issue)}
                </button>
            </li>
        })
    });
    html! {
        <div class="summary" part="summary" id={SUMMARY} tabindex="-1" role="group" aria-labelledby="error-summary-title">
            <h2 class="summary-title" id="error-summary-title">{words(&environment.counted("errorSummary.title", count, &[]))}</h2>
            { for general.into_iter().map(|issue| html! { <p class="summary-general">{environment.issue(issue)}</p> }) }
            <ul class="summary-list">{ for entries }</ul>
        </div>
    }
}
