//! Pages: which exist, which come next, and how far each has come.

use super::{FieldKey, FormState, Rules, Step, Stop};
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

    /// Whether a stop has errors of its own. A code set that has not come is not one: it does not hold anybody up.
    pub(super) fn is_wrong(&self, rules: Rules<'_>, stop: &Stop) -> bool {
        let form = rules.form;
        self.report.issues.iter().any(|issue| {
            issue.severity == Severity::Error
                && issue.code != IssueCode::CodeSetMissing
                && form.place(&issue.path).is_some_and(|place| stop.holds(form, place.item))
        })
    }

    /// Shows the issues of every field of one stop, or of all.
    pub(super) fn touch(&mut self, rules: Rules<'_>, stop: Option<&Stop>) {
        let form = rules.form;
        for (item, node) in form.items().filter(|(item, _)| stop.is_none_or(|stop| stop.holds(form, *item))) {
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
