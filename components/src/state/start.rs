//! The state at the start: a submission to go on from, initial answers, prefill.

use super::{FormState, Rules, Step};
use guidance_contract::{
    Answers, Form, ItemIndex, Kind, Mode, Pacing, Prefill, Report, Submission, Table, object,
};
use serde_json::{Map, Value as Json};
use std::rc::Rc;

impl FormState {
    /// A form that nobody has touched yet.
    #[must_use]
    pub fn new(rules: Rules<'_>, submission: Option<&Submission>) -> Self {
        let config = rules.config;
        let id = config.submission_id.clone().or_else(|| submission.map(|submission| submission.id.clone()));
        let mut state = Self {
            answers: starting_answers(rules, submission),
            report: Rc::new(Report::default()),
            step: Step::Page(0),
            question: None,
            paced: config.pacing == Pacing::Question,
            paused: false,
            returning: None,
            summary: false,
            waiting: false,
            typed: Table::new(),
            touched: Table::new(),
            rows: Table::new(),
            next_row: 0,
            visited: Table::new(),
            host_issues: Table::new(),
            general_issues: Vec::new(),
            submission_id: id.unwrap_or_default(),
        };
        state.number_rows(rules);
        state.check(rules);
        state.open(rules, submission.is_some());
        state
    }

    /// Shows where the person begins, or goes on with answers from before.
    pub(super) fn open(&mut self, rules: Rules<'_>, restored: bool) {
        if rules.config.mode == Mode::Review {
            self.step = Step::Review;
            return;
        }
        let stops = self.current_stops(rules);
        let place = if restored { self.place_to_go_on(rules, &stops) } else { 0 };
        if let Some(stop) = stops.get(place) {
            self.show(stop);
        }
        if restored {
            self.visit_answered_pages(rules.form);
        }
    }

    /// Gives each row a key; a repeat that asks for rows starts with that many.
    fn number_rows(&mut self, rules: Rules<'_>) {
        for (item, node) in rules.form.items().filter(|(_, node)| node.item.kind == Kind::Repeat) {
            let answer = self.answers.get_mut(&node.item.id).and_then(Json::as_array_mut);
            let mut count = answer.map_or(0, |rows| {
                rows.iter_mut()
                    .filter(|row| !row.is_object())
                    .for_each(|row| *row = Json::Object(Map::new()));
                rows.len()
            });
            let least = node.item.min_rows.unwrap_or_default() as usize;
            if count == 0 && least > 0 && rules.config.mode == Mode::Edit {
                self.answers.insert(node.item.id.clone(), vec![Json::Object(Map::new()); least].into());
                count = least;
            }
            let keys = (0..count).map(|_| self.fresh_row()).collect();
            self.rows.insert(item, keys);
        }
    }

    /// Pages up to the last one with an answer of a restored submission count as visited.
    fn visit_answered_pages(&mut self, form: &Form) {
        let answered = form.items().filter(|(_, node)| self.answers.contains_key(&node.item.id));
        if let Some(last) = answered.map(|(_, node)| node.page).max() {
            self.visited.extend((0..=last).map(|page| (page, ())));
        }
    }
}

fn starting_answers(rules: Rules<'_>, submission: Option<&Submission>) -> Answers {
    let mut answers = match submission {
        Some(submission) => known_answers(rules.form, &submission.answers),
        None => initial_answers(rules.form, None),
    };
    // Locked answers are the host's; others only start a form that has none yet.
    let holds = |(id, prefill): &(&String, &Prefill)| {
        submission.is_none() || rules.form.holds_lock(id, prefill, rules.code_sets, rules.context)
    };
    for (id, prefill) in rules.config.prefill.iter().filter(holds) {
        if let Some((item, node)) = rules.form.find(id).and_then(|item| Some((item, rules.form.item(item)?)))
            && node.item.kind.has_answer()
            && node.repeat.is_none()
        {
            let answer = rules.form.normalise(item, &prefill.value);
            if answer.is_null() {
                answers.remove(id);
            } else {
                answers.insert(id.clone(), answer);
            }
        }
    }
    answers
}

/// Answers to questions that this version still asks.
fn known_answers(form: &Form, answers: &Answers) -> Answers {
    let known = answers.iter().filter(|(id, answer)| {
        let node = form.find(id).and_then(|item| form.item(item));
        !answer.is_null() && node.is_some_and(|node| node.repeat.is_none() && node.item.kind.has_answer())
    });
    object(&mut known.map(|(id, answer)| (id.clone(), answer.clone())))
}

/// What stands in the form at first, outside rows or in a new row of a repeat.
pub(super) fn initial_answers(form: &Form, repeat: Option<ItemIndex>) -> Answers {
    let items = form.items().filter(|(_, node)| node.repeat == repeat && node.item.kind.has_answer());
    object(&mut items.filter_map(|(item, node)| {
        let initial = node.item.initial.as_ref()?;
        Some((node.item.id.clone(), form.normalise(item, initial)))
    }))
}
