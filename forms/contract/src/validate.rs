//! What a Rust server knows from the `validator` crate, over the same rules.

use crate::{Expectation, Form, Severity, Submission};
use std::borrow::Cow;
use validator::{Validate, ValidationError, ValidationErrors};

/// A submission with everything that it is checked against; `validate()` gives its errors by path.
///
/// [`Form::check_submission`] says more: its report is ordered and has warnings.
#[derive(Debug)]
pub struct CheckedSubmission<'a> {
    /// The form that was answered.
    pub form: &'a Form,
    /// The answers.
    pub submission: &'a Submission,
    /// What the receiver knows by itself.
    pub expectation: Expectation<'a>,
}

impl Validate for CheckedSubmission<'_> {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let mut errors = ValidationErrors::new();
        let report = self.form.check_submission(self.submission, &self.expectation);
        for issue in report.issues.into_iter().filter(|issue| issue.severity == Severity::Error) {
            let mut error = ValidationError::new(issue.code.as_str());
            for (name, value) in issue.params {
                error.add_param(Cow::Owned(name), &value);
            }
            let field = validator::ValidationErrorsKind::Field(vec![error.clone()]);
            match errors.errors_mut().entry(Cow::Owned(issue.path)) {
                std::collections::hash_map::Entry::Occupied(mut entry) => {
                    if let validator::ValidationErrorsKind::Field(list) = entry.get_mut() {
                        list.push(error);
                    }
                }
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert(field);
                }
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}
