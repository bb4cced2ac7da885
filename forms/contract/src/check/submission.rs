//! Checks of a whole submission: what a server asks before it stores one.

use super::{Strictness, answer_pointer};
use crate::evaluation::Evaluation;
use crate::form::{Form, ItemIndex, Place};
use crate::json::inside;
use crate::{
    Answers, CodeSets, Config, Context, Issue, IssueCode, Messages, PlainDate, Prefill, Report, Status,
    Submission,
};
use serde_json::Value as Json;

/// What a receiver knows by itself about a submission.
#[derive(Debug, Clone, Copy)]
pub struct Expectation<'a> {
    /// The code sets that answers are checked against.
    pub code_sets: &'a CodeSets,
    /// The config that the person was given.
    pub config: &'a Config,
    /// The messages that may have been shown, with their variants and the overlay's; none: texts shown are not
    /// compared.
    pub messages: &'a [Messages],
    /// The receiver's own date.
    pub today: PlainDate,
}

impl Form {
    /// Checks a finished submission with the rules that the browser applied, and what only a receiver knows:
    /// that it answers this definition, today, by the right person, with locked answers untouched, without
    /// answers to what was not asked, and with the computed values that the rules give.
    #[must_use]
    pub fn check_submission(&self, submission: &Submission, expected: &Expectation<'_>) -> Report {
        let mut report = Report::default();
        self.check_envelope(submission, expected, &mut report);
        let mut context = Context::new(expected.config, expected.today);
        let day = PlainDate::parse_iso(&submission.answered_on);
        // One day either way: the sender's clock may be in another time zone, or past midnight.
        let near = |day: &PlainDate| {
            [-1, 0, 1].into_iter().any(|days| context.today.add_days(days).is_some_and(|other| other == *day))
        };
        match day.filter(near) {
            Some(day) => context.today = day,
            None => report.push(
                Issue::error("/answeredOn", IssueCode::SubmissionDate)
                    .with("expected", context.today.to_string())
                    .with("found", crate::expression::shorten(&Json::String(submission.answered_on.clone()))),
            ),
        }
        let evaluation = self.evaluate(&submission.answers, &context);
        let answers = self.check_evaluated(&evaluation, expected.code_sets, &context, Strictness::Submit);
        report.issues.extend(answers.issues);
        self.check_inactive(&evaluation, &mut report);
        self.check_prefill(submission, expected, &context, &evaluation, &mut report);
        self.check_shown(submission, expected.messages, &evaluation, &mut report);
        self.check_computed(&submission.computed, &evaluation.computed(), &mut report);
        report
    }

    fn check_envelope(&self, submission: &Submission, expected: &Expectation<'_>, report: &mut Report) {
        let (own, theirs) = (&self.reference, &submission.definition);
        for (path, own, theirs) in [
            ("/definition/id", &own.id, &theirs.id),
            ("/definition/version", &own.version, &theirs.version),
            ("/definition/hash", &own.hash, &theirs.hash),
        ] {
            if own != theirs {
                report.push(
                    Issue::error(path, IssueCode::DefinitionMismatch)
                        .with("expected", own.as_str())
                        .with("found", crate::expression::shorten(&Json::String(theirs.clone()))),
                );
            }
        }
        if !is_uuid(&submission.id)
            || expected.config.submission_id.as_ref().is_some_and(|id| *id != submission.id)
        {
            report.push(Issue::error("/id", IssueCode::SubmissionId));
        }
        if submission.status != Status::Submitted {
            report.push(Issue::error("/status", IssueCode::SubmissionStatus));
        }
        for (path, fits) in [
            ("/role", submission.role == expected.config.role),
            ("/subject", submission.subject == expected.config.subject),
            ("/author", submission.author == expected.config.author),
        ] {
            if !fits {
                report.push(Issue::error(path, IssueCode::SubmissionPerson));
            }
        }
    }

    fn check_computed(&self, given: &Answers, own: &Answers, report: &mut Report) {
        let defined = self.computed.iter().map(|entry| entry.id.as_str());
        let unknown = given.keys().map(String::as_str);
        let unknown = unknown.filter(|id| self.computed.iter().all(|own| own.id != *id)).collect();
        for id in defined.chain(super::sorted_keys(unknown)) {
            if own.get(id) != given.get(id) {
                let path = inside("/computed", id);
                let expected = own.get(id).cloned().unwrap_or_default();
                report.push(Issue::error(path, IssueCode::Computed).with("expected", expected));
            }
        }
    }

    fn check_inactive(&self, evaluation: &Evaluation<'_>, report: &mut Report) {
        let mut check = |item: ItemIndex, row: Option<usize>| {
            let place = Place { item, row };
            if !evaluation.is_active(place) && evaluation.answer(place).is_some() {
                report.push(Issue::error(self.pointer(place), IssueCode::ValueInactive));
            }
        };
        for (index, shape) in self.shapes.iter().enumerate() {
            let item = ItemIndex(index);
            match shape.repeat {
                None => check(item, None),
                Some(repeat) => (0..evaluation.row_count(repeat)).for_each(|row| check(item, Some(row))),
            }
        }
    }

    fn check_prefill(
        &self,
        submission: &Submission,
        Expectation { config, code_sets, .. }: &Expectation<'_>,
        context: &Context,
        evaluation: &Evaluation<'_>,
        report: &mut Report,
    ) {
        let holds = |(id, prefill): &(&String, &Prefill)| self.holds_lock(id, prefill, code_sets, context);
        for (id, prefill) in config.prefill.iter().filter(holds) {
            let active = self.find(id).is_some_and(|item| evaluation.is_active(Place { item, row: None }));
            let stored = self.find(id).map(|item| self.normalise(item, &prefill.value));
            if active && submission.answers.get(id) != stored.as_ref() {
                report.push(Issue::error(answer_pointer(id), IssueCode::PrefillLocked));
            }
        }
    }

    fn check_shown(
        &self,
        submission: &Submission,
        messages: &[Messages],
        evaluation: &Evaluation<'_>,
        report: &mut Report,
    ) {
        let is_asked = |item: ItemIndex| evaluation.is_active(Place { item, row: None });
        let evidence =
            |id: &str| self.find(id).filter(|item| self.item(*item).is_some_and(|node| node.item.evidence));
        // Evidence of what was never asked would be evidence of nothing.
        for id in submission.shown.keys().filter(|id| !evidence(id).is_some_and(is_asked)) {
            report.push(Issue::error(inside("/shown", id), IssueCode::SubmissionShown));
        }
        if !messages.is_empty() && !messages.iter().any(|messages| messages.locale == submission.locale) {
            report.push(Issue::error("/locale", IssueCode::SubmissionShown));
        }
        for (item, node) in self.items().filter(|(item, node)| node.item.evidence && is_asked(*item)) {
            let hash = submission.shown.get(&node.item.id);
            let was_shown = |hash: &String| {
                messages.is_empty()
                    || self.was_shown(item, hash, messages, (&submission.locale, submission.role))
            };
            if !hash.is_some_and(was_shown) {
                report.push(Issue::error(inside("/shown", &node.item.id), IssueCode::SubmissionShown));
            }
        }
    }
}

/// A UUID in its usual form: 8-4-4-4-12 lower-case hexadecimal digits.
pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        })
}
