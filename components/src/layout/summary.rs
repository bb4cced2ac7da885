//! The error summary: what is wrong, with the way to each place.

use super::{click, say_step};
use crate::environment::{Environment, words};
use crate::state::{Action, FieldKey, FormState, Step, Stop, VisibleIssues};
use crate::tag::{Extras, tag};
use guidance_contract::{Issue, Severity};
use yew::Html;

/// Id of the summary, which takes the focus.
pub(crate) const SUMMARY: &str = "error-summary";

/// Errors of the page shown, or of all pages on the review page. Links to `#id` lead nowhere inside a
/// shadow root, so each entry is a button.
pub(crate) fn summary(
    environment: &Environment,
    state: &FormState,
    stops: &[Stop],
    visible: &VisibleIssues,
) -> Html {
    let form = &environment.form;
    let Some(stop) = stops.get(state.place_among(stops)).filter(|_| state.summary) else {
        return Html::default();
    };
    let on_page = |page: usize| state.step == Step::Page(page);
    let page_of = |field: FieldKey| form.item(field.item).map_or(0, |node| node.page);
    // Whoever sends from here, and whoever is told by the host, needs to know of all pages.
    let all =
        environment.config.review == Some(false) || state.step == Step::Review || state.has_host_errors();
    let mut general = Vec::new();
    for issue in state.general_issues.iter().filter(|issue| issue.severity == Severity::Error) {
        general.push(tag!("p" { "class": "summary-general" } [environment.issue(issue)]));
    }
    let mut entries = Vec::new();
    let mut last_page = None;
    for field in visible.wrong.iter().copied().filter(|field| all || stop.holds(form, field.item)) {
        let issue = visible.of(field).iter().find(|issue| issue.severity == Severity::Error);
        let (Some(issue), Some(place)) = (issue, state.place(form, field)) else { continue };
        let page = page_of(field);
        let is_named = !on_page(page) && last_page != Some(page);
        last_page = Some(page);
        let row = environment.in_row(place);
        let entry = entry(environment, field, &row, issue, is_named.then_some(page));
        entries.push(entry.keyed(environment.element_id(place)));
    }
    let count = general.len() + entries.len();
    if count == 0 {
        return Html::default();
    }
    let title = environment.counted("errorSummary.title", count, &[]);
    let mut parts =
        vec![tag!("h2" { "class": "summary-title", "id": "error-summary-title" } [words(&title)])];
    parts.append(&mut general);
    parts.push(tag!("ul" { "class": "summary-list" } ..entries));
    tag!("div" {
        "class": "summary",
        "part": "summary",
        "id": SUMMARY,
        "tabindex": "-1",
        "role": "group",
        "aria-labelledby": "error-summary-title",
    } ..parts)
}

/// One error, below the title of its page where that is another one.
fn entry(environment: &Environment, field: FieldKey, row: &str, issue: &Issue, page: Option<usize>) -> Html {
    let link = tag!("button" { "class": "summary-link", "type": "button" } [
        if row.is_empty() { Html::default() } else { words(row) },
        environment.issue(issue),
    ]);
    tag!("li" {} [
        match page {
            Some(page) => tag!("p" { "class": "summary-page" } [say_step(environment, Step::Page(page))]),
            None => Html::default(),
        },
        link.heard(click(environment, Action::GoToField(field))),
    ])
}
