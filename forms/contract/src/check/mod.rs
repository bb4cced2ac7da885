//! Checks of answers. One exhaustive match over kinds stands here; the other is in the views.

mod choice;
mod config;
mod date;
mod file;
mod number;
mod search;
mod submission;
mod text;

use crate::evaluation::{Evaluation, is_filled};
use crate::form::{Form, ItemIndex, ItemNode, Place};
use crate::json::{inside, numbered};
use crate::{Answers, CodeSets, Context, Issue, IssueCode, Kind, Report, object, sorted};
use serde_json::Value as Json;

pub use config::is_address;
pub use submission::Expectation;

/// Most characters of a text whose item states no limit.
const MOST_CHARACTERS: usize = 10_000;

/// Items of a repeat that are looked at one after the other.
const FEW: usize = 16;

/// How strictly answers are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// A draft: nothing is required and values may be half-typed, but shapes and limits hold.
    Draft,
    /// A finished form.
    Submit,
}

impl Form {
    /// Checks unfinished answers: shapes and limits only, so that a draft can be kept.
    #[must_use]
    pub fn check_draft(&self, answers: &Answers, code_sets: &CodeSets, context: &Context) -> Report {
        self.check(answers, code_sets, context, Strictness::Draft)
    }

    /// Checks answers as for sending. Inactive answers are passed over; [`Form::active_answers`] leaves them out.
    #[must_use]
    pub fn check_answers(&self, answers: &Answers, code_sets: &CodeSets, context: &Context) -> Report {
        self.check(answers, code_sets, context, Strictness::Submit)
    }

    fn check(
        &self,
        answers: &Answers,
        code_sets: &CodeSets,
        context: &Context,
        strictness: Strictness,
    ) -> Report {
        let evaluation = self.evaluate(answers, context);
        self.check_evaluated(&evaluation, code_sets, context, strictness)
    }

    fn check_evaluated<'a>(
        &'a self,
        evaluation: &Evaluation<'a>,
        code_sets: &CodeSets,
        context: &Context,
        strictness: Strictness,
    ) -> Report {
        let mut checker =
            Checker { form: self, evaluation, code_sets, context, strictness, report: Report::default() };
        for (number, page) in self.pages.iter().enumerate() {
            if strictness == Strictness::Draft || evaluation.is_page_active(number) {
                checker.items(&page.items, None);
            }
        }
        let mut report = checker.report;
        for id in evaluation.unknown() {
            report.push(Issue::error(answer_pointer(id), IssueCode::ValueUnknown));
        }
        report
    }

    /// The answers of active items that hold anything: what a submission contains.
    #[must_use]
    pub fn active_answers(&self, answers: &Answers, context: &Context) -> Answers {
        let evaluation = self.evaluate(answers, context);
        let mut active = Answers::new();
        for (id, index) in &self.by_id {
            let place = Place { item: ItemIndex(*index), row: None };
            let Some(answer) = evaluation.answer(place).filter(|_| evaluation.is_active(place)) else {
                continue;
            };
            let Some(node) = self.nodes.get(*index) else { continue };
            let answer = match answer {
                Json::Array(rows) if node.item.kind == Kind::Repeat => rows
                    .iter()
                    .enumerate()
                    .map(|(row, cells)| self.active_row(node, *index, row, cells, &evaluation))
                    .collect(),
                answer => answer.clone(),
            };
            if is_filled(&answer) {
                active.insert(id.clone(), answer);
            }
        }
        active
    }

    fn active_row(
        &self,
        repeat: &ItemNode,
        index: usize,
        row: usize,
        cells: &Json,
        evaluation: &Evaluation<'_>,
    ) -> Json {
        let kept = |id: &str| {
            self.find(id).is_some_and(|item| {
                (index + 1..repeat.end).contains(&item.0)
                    && evaluation.is_active(Place { item, row: Some(row) })
            })
        };
        match cells {
            Json::Object(cells) => {
                let cells = cells.iter().filter(|(id, answer)| is_filled(answer) && kept(id));
                object(&mut cells.map(|(id, answer)| (id.clone(), answer.clone()))).into()
            }
            other => other.clone(),
        }
    }
}

pub(crate) fn answer_pointer(id: &str) -> String {
    inside("/answers", id)
}

/// Keys in the same order in every build: a server's maps may keep that of the text.
pub(crate) fn sorted_keys(keys: Vec<&str>) -> Vec<&str> {
    if keys.len() < 2 {
        return keys;
    }
    let key = |place: usize| keys.get(place);
    let order = sorted(keys.len(), &|a, b| key(a).cmp(&key(b)));
    order.into_iter().filter_map(|place| key(place).copied()).collect()
}

/// One pass over the active items, in the order of the definition.
struct Checker<'c, 'a> {
    form: &'a Form,
    evaluation: &'c Evaluation<'a>,
    code_sets: &'c CodeSets,
    context: &'c Context,
    strictness: Strictness,
    report: Report,
}

impl<'a> Checker<'_, 'a> {
    fn items(&mut self, items: &'a [ItemIndex], row: Option<usize>) {
        for item in items {
            self.item(Place { item: *item, row });
        }
    }

    fn item(&mut self, place: Place) {
        let draft = self.strictness == Strictness::Draft;
        if !draft && !self.evaluation.is_active(place) {
            return;
        }
        let Some(node) = self.form.nodes.get(place.item.0) else { return };
        let answer = self.evaluation.answer(place);
        match answer.filter(|answer| is_filled(answer)) {
            None => {
                if !draft && node.item.kind.has_answer() && self.evaluation.is_required(place) {
                    self.push(place, Issue::error("", IssueCode::Required));
                }
                if answer.is_some_and(|answer| !has_shape(node, answer)) {
                    self.wrong_type(place, node);
                }
            }
            Some(answer) => self.answer(place, node, answer),
        }
        match node.item.kind {
            Kind::Group => self.items(&node.children, place.row),
            Kind::Repeat => {
                for row in 0..self.evaluation.row_count(place.item) {
                    self.items(&node.children, Some(row));
                }
            }
            _ => {}
        }
        if !draft && self.form.shapes.get(place.item.0).is_some_and(|shape| shape.has_checks) {
            self.rules(place);
        }
    }

    /// The rules of the definition that are shown at this item.
    fn rules(&mut self, place: Place) {
        let node = self.form.nodes.get(place.item.0);
        for check in node.map(|node| node.checks.as_slice()).unwrap_or_default() {
            if self.evaluation.holds_at(place, &check.fails) {
                let issue = Issue::error("", IssueCode::Check)
                    .severity(check.severity)
                    .with("check", check.id.as_str());
                self.push(place, issue);
            }
        }
    }

    fn answer(&mut self, place: Place, node: &'a ItemNode, answer: &'a Json) {
        let half_typed = self.strictness == Strictness::Draft && is_half_typed(node, answer);
        if !half_typed && !has_shape(node, answer) {
            self.wrong_type(place, node);
            return;
        }
        let mut issues = Vec::new();
        match node.item.kind {
            Kind::Text => text::line(&node.item, answer, self.context, &mut issues),
            Kind::LongText => text::lines(&node.item, answer, &mut issues),
            Kind::Number | Kind::Scale => number::check(&node.item, answer, &mut issues),
            Kind::Date => date::check(&node.item, answer, self.evaluation.date_bounds(place), &mut issues),
            Kind::Single => {
                choice::single(answer, |option| self.evaluation.is_offered(place, option), &mut issues);
            }
            Kind::Multiple => {
                choice::multiple(
                    node,
                    answer,
                    |option| self.evaluation.is_offered(place, option),
                    &mut issues,
                );
            }
            Kind::Search => search::check(&node.item, answer, self.code_sets, &mut issues),
            Kind::File => file::check(&node.item, answer, &mut issues),
            Kind::Repeat => self.check_rows(place, node, answer, &mut issues),
            Kind::Host | Kind::Note | Kind::Group => {}
        }
        let strict = self.strictness == Strictness::Submit;
        for issue in issues.into_iter().filter(|issue| strict || is_limit(issue.code)) {
            self.push(place, issue);
        }
    }

    fn check_rows(&mut self, place: Place, node: &ItemNode, answer: &Json, issues: &mut Vec<Issue>) {
        let rows = answer.as_array().map(Vec::as_slice).unwrap_or_default();
        if node.item.min_rows.is_some_and(|least| rows.len() < least as usize) {
            issues.push(
                Issue::error("", IssueCode::TooFewRows).with("min", node.item.min_rows.unwrap_or_default()),
            );
        }
        if node.item.max_rows.is_some_and(|most| rows.len() > most as usize) {
            issues.push(
                Issue::error("", IssueCode::TooManyRows).with("max", node.item.max_rows.unwrap_or_default()),
            );
        }
        // Every answer of a row is looked up in turn: a look at some few items is quicker than a search in all.
        let cells = self.form.nodes.get(place.item.0 + 1..node.end).unwrap_or_default();
        let find = |id: &str| match cells.len() {
            0..=FEW => cells.iter().find(|node| node.item.id == id),
            _ => self.form.find(id).and_then(|item| cells.get(item.0.checked_sub(place.item.0 + 1)?)),
        };
        let is_cell = |id: &str| find(id).is_some_and(|node| node.item.kind.has_answer());
        for (number, row) in rows.iter().enumerate() {
            let keys = row.as_object().into_iter().flat_map(|row| row.keys().map(String::as_str));
            for id in sorted_keys(keys.filter(|id| !is_cell(id)).collect()) {
                let pointer = inside(&numbered("", number), id);
                issues.push(Issue::error(pointer, IssueCode::ValueUnknown));
            }
        }
    }

    fn wrong_type(&mut self, place: Place, node: &ItemNode) {
        let expected = node.item.kind.facts().map_or("", |facts| facts.answer);
        self.push(place, Issue::error("", IssueCode::ValueType).with("expected", expected));
    }

    /// Adds an issue whose path is relative to the item's.
    fn push(&mut self, place: Place, mut issue: Issue) {
        let pointer = self.form.pointer(place);
        issue.path = if issue.path.is_empty() { pointer } else { pointer + &issue.path };
        self.report.push(issue);
    }
}

/// Whether an answer has the JSON shape of its item.
fn has_shape(node: &ItemNode, answer: &Json) -> bool {
    let texts = |list: &Vec<Json>| list.iter().all(Json::is_string);
    match node.item.kind {
        Kind::Text | Kind::LongText | Kind::Date | Kind::Single => answer.is_string(),
        Kind::Number | Kind::Scale => answer.is_number(),
        Kind::Multiple => answer.as_array().is_some_and(texts),
        Kind::Search if node.item.several => answer.as_array().is_some_and(texts),
        Kind::Search => answer.is_string(),
        Kind::File => answer.as_array().is_some_and(|list| list.iter().all(Json::is_object)),
        Kind::Repeat => answer.as_array().is_some_and(|rows| rows.iter().all(Json::is_object)),
        Kind::Host => true,
        Kind::Note | Kind::Group => false,
    }
}

/// A draft may hold a number as it was typed.
fn is_half_typed(node: &ItemNode, answer: &Json) -> bool {
    node.item.kind == Kind::Number && answer.as_str().is_some_and(|typed| typed.len() <= 100)
}

/// Issues that even a draft must not have.
fn is_limit(code: IssueCode) -> bool {
    matches!(
        code,
        IssueCode::TextTooLong
            | IssueCode::ValueType
            | IssueCode::ValueUnknown
            | IssueCode::TooManyRows
            | IssueCode::TooManyFiles
            | IssueCode::TooManySelected
    )
}
