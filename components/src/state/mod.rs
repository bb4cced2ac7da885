//! What a person has answered and where they are. Pure: no web types, so it runs in native tests.
//!
//! Views send an [`Action`]; [`FormState::reduce`] changes the state and says in an [`Outcome`] what the view
//! shall do next.

mod action;
mod issues;
mod pages;
mod reduce;
mod rows;
mod start;
mod stops;
mod submission;
#[cfg(test)]
mod tests;

pub use action::{Action, Announcement, Direction, Focus, Outcome};
pub use issues::VisibleIssues;
pub use pages::Progress;
pub use stops::Stop;

use guidance_contract::{Answers, CodeSets, Config, Context, Form, Issue, ItemIndex, Place, Report, Table};
use serde_json::Value as Json;
use std::rc::Rc;

/// Identity of a row that stays when rows move.
pub type RowKey = u32;

/// Identity of a field that stays when rows move; [`Place`] is where it stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldKey {
    /// The item.
    pub item: ItemIndex,
    /// The row, for items inside a repeat.
    pub row: Option<RowKey>,
}

/// What is shown: a page of the definition, or the review page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A page by its number in the definition.
    Page(usize),
    /// All answers, before sending.
    Review,
}

/// What the state's changes are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The form.
    pub form: &'a Form,
    /// The host's decisions.
    pub config: &'a Config,
    /// Code sets at hand.
    pub code_sets: &'a CodeSets,
    /// Day, role and flags.
    pub context: &'a Context,
}

/// Everything that a person has done to a form.
#[derive(Debug, Clone, PartialEq)]
pub struct FormState {
    /// Answers in their stored form, hidden ones too.
    pub answers: Answers,
    /// What is wrong with them, as for sending.
    pub report: Rc<Report>,
    /// What is shown.
    pub step: Step,
    /// The question that is shown, when they are shown one at a time.
    pub question: Option<ItemIndex>,
    /// One question is shown at a time, not a page.
    pub paced: bool,
    /// The person takes a break: nothing of the form is shown.
    pub paused: bool,
    /// The person came from the review page to change this answer.
    pub returning: Option<FieldKey>,
    /// The error summary is shown.
    pub summary: bool,
    /// The person has asked to send and a code set is still missing.
    pub waiting: bool,
    /// Exactly what was typed.
    typed: Table<FieldKey, String>,
    /// Fields whose issues are shown: left, or passed by "next" and "send".
    touched: Table<FieldKey, ()>,
    /// Rows by repeat, in order.
    rows: Table<ItemIndex, Vec<RowKey>>,
    next_row: RowKey,
    visited: Table<usize, ()>,
    /// Issues from the host about one answer; dropped when it changes.
    host_issues: Table<FieldKey, Vec<Issue>>,
    /// Issues from the host about no answer.
    pub general_issues: Vec<Issue>,
    submission_id: String,
}

impl FormState {
    /// Where a field stands now; nothing when its row is gone.
    #[must_use]
    pub fn place(&self, form: &Form, field: FieldKey) -> Option<Place> {
        let row = match field.row {
            Some(key) => {
                Some(self.rows_of(form.item(field.item)?.repeat?).iter().position(|other| *other == key)?)
            }
            None => None,
        };
        Some(Place { item: field.item, row })
    }

    /// The field at a place.
    #[must_use]
    pub fn field_at(&self, form: &Form, place: Place) -> Option<FieldKey> {
        let row = match place.row {
            Some(row) => Some(*self.rows_of(form.item(place.item)?.repeat?).get(row)?),
            None => None,
        };
        Some(FieldKey { item: place.item, row })
    }

    /// Rows of a repeat, in order.
    #[must_use]
    pub fn rows_of(&self, repeat: ItemIndex) -> &[RowKey] {
        self.rows.get(&repeat).map_or(&[], Vec::as_slice)
    }

    /// What was typed into a field, when it was typed into.
    #[must_use]
    pub fn typed(&self, field: FieldKey) -> Option<&str> {
        self.typed.get(&field).map(String::as_str)
    }

    /// The answer at a place.
    #[must_use]
    pub fn answer(&self, form: &Form, place: Place) -> Option<&Json> {
        let node = form.item(place.item)?;
        match (node.repeat.and_then(|repeat| form.item(repeat)), place.row) {
            (Some(repeat), Some(row)) => self.answers.get(&repeat.item.id)?.get(row)?.get(&node.item.id),
            _ => self.answers.get(&node.item.id),
        }
    }

    /// Writes an answer; null takes it away.
    fn set_answer(&mut self, form: &Form, place: Place, answer: Json) {
        let Some(node) = form.item(place.item) else { return };
        let answers = match (node.repeat.and_then(|repeat| form.item(repeat)), place.row) {
            (Some(repeat), Some(row)) => {
                match self
                    .answers
                    .get_mut(&repeat.item.id)
                    .and_then(|rows| rows.get_mut(row)?.as_object_mut())
                {
                    Some(cells) => cells,
                    None => return,
                }
            }
            _ => &mut self.answers,
        };
        if answer.is_null() {
            answers.remove(&node.item.id);
        } else {
            answers.insert(node.item.id.clone(), answer);
        }
    }

    /// Checks the answers anew.
    fn check(&mut self, rules: Rules<'_>) {
        self.report = Rc::new(rules.form.check_answers(&self.answers, rules.code_sets, rules.context));
    }
}
