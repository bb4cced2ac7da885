//! Pages: which exist, which come next, and how far each has come.

use super::{FieldKey, FormState, Rules, Step};
use guidance_contract::{Evaluation, Form, IssueCode, Place, Severity};

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Never seen, or still lacking something that is not shown as an error.
    Ahead,
    /// Seen, and nothing wrong with it.
    Done,
    /// Seen, and errors are shown there.
    Wrong,
}

impl FormState {
    /// The steps that exist for these answers, in order.
    #[must_use]
    pub fn steps(&self, rules: Rules<'_>, evaluation: &Evaluation<'_>) -> Vec<Step> {
        let pages = 0..rules.form.pages().len();
        let mut steps: Vec<Step> =
            pages.filter(|page| evaluation.is_page_active(*page)).map(Step::Page).collect();
        if rules.config.review != Some(false) {
            steps.push(Step::Review);
        }
        steps
    }

    pub(super) fn current_steps(&self, rules: Rules<'_>) -> Vec<Step> {
        self.steps(rules, &rules.form.evaluate(&self.answers, rules.context))
    }

    pub(super) fn first_step(&self, rules: Rules<'_>) -> Step {
        self.current_steps(rules).first().copied().unwrap_or(Step::Page(0))
    }

    /// Whether the person may go to a step by the step list: to pages seen before, and to the review page
    /// once all pages have been seen.
    #[must_use]
    pub fn is_reachable(&self, step: Step, steps: &[Step]) -> bool {
        let seen = |step: &Step| match step {
            Step::Page(page) => self.visited.contains_key(page),
            Step::Review => true,
        };
        if step == Step::Review { steps.iter().all(seen) } else { seen(&step) }
    }

    /// How far a page has come, given the numbers of the pages on which errors are shown, and of those that have any.
    #[must_use]
    pub fn progress(&self, page: usize, wrong: &[usize], unfinished: &[usize]) -> Progress {
        if !self.visited.contains_key(&page) {
            Progress::Ahead
        } else if wrong.contains(&page) {
            Progress::Wrong
        } else if unfinished.contains(&page) {
            Progress::Ahead
        } else {
            Progress::Done
        }
    }

    /// Numbers of the pages whose answers have errors, shown or not. A code set that has not come is not one.
    #[must_use]
    pub fn unfinished_pages(&self, form: &Form) -> Vec<usize> {
        let errors = self
            .report
            .issues
            .iter()
            .filter(|issue| issue.severity == Severity::Error && issue.code != IssueCode::CodeSetMissing);
        errors.filter_map(|issue| Some(form.item(form.place(&issue.path)?.item)?.page)).collect()
    }

    pub(super) fn show(&mut self, step: Step) {
        if let Step::Page(page) = step {
            self.visited.insert(page, ());
        }
        self.step = step;
        self.summary = false;
    }

    /// Fields with errors of their own rules on one page, or on all pages.
    pub(super) fn wrong_fields(&self, rules: Rules<'_>, page: Option<usize>) -> Vec<FieldKey> {
        let form = rules.form;
        self.report
            .issues
            .iter()
            .filter(|issue| issue.severity == Severity::Error)
            .filter_map(|issue| form.place(&issue.path))
            .filter(|place| page.is_none() || form.item(place.item).map(|node| node.page) == page)
            .filter_map(|place| self.field_at(form, place))
            .collect()
    }

    /// Shows the issues of every field of one page, or of all pages.
    pub(super) fn touch_page(&mut self, rules: Rules<'_>, page: Option<usize>) {
        let form = rules.form;
        for (item, node) in form.items().filter(|(_, node)| page.is_none_or(|page| node.page == page)) {
            match node.repeat {
                None => {
                    self.touched.insert(FieldKey { item, row: None }, ());
                }
                Some(repeat) => {
                    let rows = self.rows_of(repeat).len();
                    for row in 0..rows {
                        if let Some(field) = self.field_at(form, Place { item, row: Some(row) }) {
                            self.touched.insert(field, ());
                        }
                    }
                }
            }
        }
    }
}
