//! Which issues are shown, and where.

use super::{FieldKey, FormState};
use guidance_contract::{Form, Issue, IssueCode, Report, Severity, Table};
use std::rc::Rc;

/// Issues that are shown now.
#[derive(Debug, Default)]
pub struct VisibleIssues {
    /// By field.
    pub by_field: Table<FieldKey, Vec<Issue>>,
    /// Fields with errors, in the order of the form.
    pub wrong: Vec<FieldKey>,
}

impl VisibleIssues {
    /// Issues of one field.
    #[must_use]
    pub fn of(&self, field: FieldKey) -> &[Issue] {
        self.by_field.get(&field).map_or(&[], Vec::as_slice)
    }

    /// Numbers of the pages with errors.
    #[must_use]
    pub fn wrong_pages(&self, form: &Form) -> Vec<usize> {
        self.wrong.iter().filter_map(|field| Some(form.item(field.item)?.page)).collect()
    }
}

impl FormState {
    /// Issues of fields that were left or passed by, and those of the host.
    #[must_use]
    pub fn visible_issues(&self, form: &Form) -> VisibleIssues {
        let mut visible = VisibleIssues::default();
        if self.touched.is_empty() && self.host_issues.is_empty() {
            return visible;
        }
        for issue in self.report.issues.iter().filter(|issue| issue.code != IssueCode::CodeSetMissing) {
            let field = form.place(&issue.path).and_then(|place| self.field_at(form, place));
            if let Some(field) = field.filter(|field| self.touched.contains_key(field)) {
                visible.by_field.or_default(field).push(issue.clone());
            }
        }
        for (field, issues) in &self.host_issues {
            let own = visible.by_field.or_default(*field);
            own.extend(issues.iter().filter(|issue| !own.contains(issue)).cloned().collect::<Vec<_>>());
        }
        // Rows come one after the other: the fields of one row before those of the next.
        let wrong = visible.by_field.iter().filter(|(_, issues)| issues.iter().any(is_error));
        let wrong: Table<_, ()> = wrong
            .filter_map(|(field, _)| {
                let start = form.item(field.item)?.repeat.unwrap_or(field.item);
                Some(((start, self.place(form, *field)?.row, *field), ()))
            })
            .collect();
        visible.wrong = wrong.keys().map(|(_, _, field)| *field).collect();
        visible
    }

    /// Whether the host has found errors that nobody has answered to yet.
    #[must_use]
    pub fn has_host_errors(&self) -> bool {
        self.first_host_error().is_some()
    }

    /// The first field with an error that the host has found.
    pub(super) fn first_host_error(&self) -> Option<FieldKey> {
        self.host_issues.iter().find(|(_, issues)| issues.iter().any(is_error)).map(|(field, _)| *field)
    }

    /// Takes issues that the host found; those about no answer are kept apart.
    pub(super) fn take_host_issues(&mut self, form: &Form, report: &Rc<Report>) {
        self.host_issues.clear();
        self.general_issues.clear();
        for issue in &report.issues {
            match form.place(&issue.path).and_then(|place| self.field_at(form, place)) {
                Some(field) => self.host_issues.or_default(field).push(issue.clone()),
                None => self.general_issues.push(issue.clone()),
            }
        }
    }
}

fn is_error(issue: &Issue) -> bool {
    issue.severity == Severity::Error
}
