//! All answers, before sending and when a form is only read.

use super::{Drawing, HEADING, click};
use crate::environment::words;
use crate::markdown::markdown;
use crate::state::{Action, Step};
use crate::tag::{Extras, tag};
use crate::value;
use guidance_contract::{ItemIndex, Kind, Place, Severity};
use yew::Html;

/// The review page; below a receipt, with a heading that does not take the focus.
pub(crate) fn review(drawing: Drawing<'_>, sent: bool) -> Html {
    let environment = drawing.environment;
    let read_only = environment.is_read_only();
    let heading = if read_only || sent { "page.answers" } else { "page.review" };
    let introduction = match (sent, read_only) {
        (true, _) => None,
        (false, true) => Some(environment.texts.interface("status.readOnly")),
        (false, false) => Some(environment.texts.interface("page.reviewIntroduction")),
    };
    let pages = environment
        .form
        .pages()
        .iter()
        .enumerate()
        .filter(|(number, _)| is_cut(drawing) || drawing.evaluation.is_page_active(*number));
    let mut sections: Vec<Html> =
        pages.filter_map(|(number, page)| section(drawing, number, &page.items)).collect();
    let is_empty = sections.is_empty();
    let mut parts = vec![tag!("h2" {
        "class": "page-heading",
        "part": "page-heading",
        "id": (!sent).then_some(HEADING),
        "tabindex": "-1",
    } [
        if sent || read_only { Html::default() } else { super::say_number(drawing) },
        environment.say(heading),
    ])];
    parts.extend(
        introduction.map(|text| tag!("div" { "class": "introduction" } [markdown(environment, text)])),
    );
    if is_empty {
        parts.push(tag!("p" { "class": "empty" } [environment.say("review.empty")]));
    }
    parts.append(&mut sections);
    tag!("div" { "class": "page review", "part": "page review" } ..parts).keyed("review")
}

/// Whether the answers were cut for a reader. Then what a condition looks at may be missing, and what is there is
/// shown: a submission holds active answers only.
fn is_cut(drawing: Drawing<'_>) -> bool {
    drawing.environment.is_read_only() && drawing.environment.config.audience.is_some()
}

/// The answers of one page; nothing when it has none to show.
fn section(drawing: Drawing<'_>, number: usize, items: &[ItemIndex]) -> Option<Html> {
    let mut body = entries(drawing, items, None);
    if body.is_empty() {
        return None;
    }
    let title = super::say_step(drawing.environment, Step::Page(number));
    body.insert(0, tag!("h3" { "class": "review-heading" } [title]));
    Some(tag!("section" { "class": "review-section", "part": "review-section" } ..body))
}

/// Items one after the other: neighbours that are questions share a list, containers have their own heading.
fn entries(drawing: Drawing<'_>, items: &[ItemIndex], row: Option<usize>) -> Vec<Html> {
    let environment = drawing.environment;
    let mut blocks = Vec::new();
    let mut questions: Vec<Html> = Vec::new();
    for item in items {
        let place = Place { item: *item, row };
        let is_shown = is_cut(drawing) || drawing.evaluation.is_active(place);
        let Some(node) = environment.form.item(*item).filter(|_| is_shown) else {
            continue;
        };
        match node.item.kind {
            Kind::Note => {}
            Kind::Repeat if drawing.evaluation.row_count(*item) == 0 => {
                questions.extend(question(drawing, place).filter(|_| !environment.is_read_only()));
            }
            Kind::Group | Kind::Repeat => {
                end_list(&mut questions, &mut blocks);
                let mut inside = if node.item.kind == Kind::Group {
                    entries(drawing, &node.children, row)
                } else {
                    rows(drawing, place, &node.children)
                };
                if !inside.is_empty() {
                    if let Some(title) = environment.texts.item(&node.item.id, |item| &item.label) {
                        let title = environment.said(title);
                        inside.insert(0, tag!("h4" { "class": "review-group-heading" } [title]));
                    }
                    blocks.push(tag!("div" { "class": "review-group" } ..inside));
                }
            }
            _ => questions.extend(question(drawing, place)),
        }
    }
    end_list(&mut questions, &mut blocks);
    blocks
}

fn end_list(questions: &mut Vec<Html>, blocks: &mut Vec<Html>) {
    if !questions.is_empty() {
        let questions = std::mem::take(questions);
        blocks.push(tag!("dl" { "class": "review-list" } ..questions));
    }
}

fn rows(drawing: Drawing<'_>, repeat: Place, children: &[ItemIndex]) -> Vec<Html> {
    let environment = drawing.environment;
    let count = drawing.evaluation.row_count(repeat.item);
    let mut rows = Vec::new();
    for row in 0..count {
        let mut inside = entries(drawing, children, Some(row));
        let name = words(&environment.row_name(repeat.item, row + 1));
        inside.insert(0, tag!("h5" { "class": "review-row-heading" } [name]));
        rows.push(tag!("div" { "class": "review-row" } ..inside));
    }
    rows
}

/// Id of the button that leads to the element with an id.
pub(crate) fn change_id(id: &str) -> String {
    ["change-", id].concat()
}

/// One question with its answer and, while it can be changed, the way there.
fn question(drawing: Drawing<'_>, place: Place) -> Option<Html> {
    let environment = drawing.environment;
    let field = drawing.state.field_at(&environment.form, place)?;
    let node = environment.form.item(place.item)?;
    if environment.config.audience.is_some_and(|audience| !node.audience.contains(&audience)) {
        return None;
    }
    let answer =
        drawing.evaluation.answer(place).filter(|answer| !answer.is_null() && node.item.kind != Kind::Repeat);
    if answer.is_none() && environment.is_read_only() {
        return None;
    }
    let shown = match answer {
        Some(answer) => value::answer(environment, place.item, answer),
        None => tag!("span" { "class": "not-answered" } [environment.say("review.notAnswered")]),
    };
    let issues = drawing.visible.of(field);
    let wrong = issues.iter().any(|issue| issue.severity == Severity::Error);
    let label = environment.label(place.item);
    // Rows ask the same, each of somebody else.
    let named = environment.in_row(place) + label.text;
    let id = environment.element_id(place);
    let issues = crate::field::issue_list(environment, issues, &["review-", &id].concat());
    let is_fixed = environment.is_read_only() || (place.row.is_none() && environment.is_locked(place.item));
    let mut parts = vec![
        tag!("dt" { "class": "review-question" } [environment.said(label)]),
        tag!("dd" { "class": "review-answer" } [shown, issues]),
    ];
    if !is_fixed {
        let change = tag!("button" {
            "class": "button-text",
            "part": "button",
            "type": "button",
            "id": change_id(&id),
            "aria-label": environment.filled("review.changeOf", &[("label", &named)]),
        } [environment.say("action.change")]);
        let change = change.heard(click(environment, Action::GoToField(field)));
        parts.push(tag!("dd" { "class": "review-change" } [change]));
    }
    let class = if wrong { "review-entry review-wrong" } else { "review-entry" };
    Some(tag!("div" { "class": class } ..parts).keyed(id))
}
