//! What a config asks of a form that the form cannot follow: a mistake in the host's page that nobody would see.

use super::submission::is_uuid;
use super::{Checker, Strictness};
use crate::evaluation::is_filled;
use crate::form::{Form, ItemIndex, Place};
use crate::json::inside;
use crate::{
    Answers, CodeSets, Config, Context, Issue, IssueCode, Kind, PlainDate, Prefill, Report, Severity,
};
use serde_json::Value as Json;

impl Form {
    /// Checks a config against the form. Errors would end in a submission that no receiver takes; warnings are of what
    /// has no effect here, as one config may serve several forms.
    #[must_use]
    pub fn check_config(&self, config: &Config, code_sets: &CodeSets, today: PlainDate) -> Report {
        let mut report = Report::default();
        let context = Context::new(config, today);
        if config.submission_id.as_deref().is_some_and(|id| !is_uuid(id)) {
            report.refuse(
                "/submissionId",
                IssueCode::SubmissionId,
                "another text",
                "a UUID in small letters",
            );
        }
        if config.today.as_deref().is_some_and(|today| PlainDate::parse_iso(today).is_none()) {
            report.refuse("/today", IssueCode::Date, "another text", "YYYY-MM-DD");
        }
        for (pointer, address) in [("/submitUrl", &config.submit_url), ("/returnUrl", &config.return_url)] {
            if address.as_deref().is_some_and(|address| !is_address(address)) {
                report.refuse(
                    pointer,
                    IssueCode::PropertyValue,
                    "another address",
                    "a path, or http: or https:",
                );
            }
        }
        for (id, prefill) in &config.prefill {
            self.check_prefilled(id, prefill, code_sets, &context, &mut report);
        }
        for name in config.code_sets.keys() {
            if !self.nodes.iter().any(|node| node.item.code_set.as_ref() == Some(name)) {
                warn(&mut report, inside("/codeSets", name), IssueCode::Reference);
            }
        }
        self.check_overlay_messages(config, &mut report);
        report
    }

    fn check_prefilled(
        &self,
        id: &str,
        prefill: &Prefill,
        code_sets: &CodeSets,
        context: &Context,
        report: &mut Report,
    ) {
        let pointer = inside("/prefill", id);
        let Some(item) = self.find_answer(id) else {
            warn(report, pointer, IssueCode::Reference);
            return;
        };
        let value = self.normalise(item, &prefill.value);
        let mut codes: Vec<IssueCode> = self.value_issues(item, &value, code_sets, context);
        if prefill.locked && !is_filled(&value) {
            codes.push(IssueCode::PrefillLocked);
        }
        for code in codes {
            warn(report, inside(&pointer, "value"), code);
        }
    }

    fn check_overlay_messages(&self, config: &Config, report: &mut Report) {
        for (key, messages) in config.overlay.iter().flat_map(|overlay| &overlay.messages) {
            let pointer = inside("/overlay/messages", key);
            // As in the names of files: `fi`, and `fi.observer` for a variant.
            let (locale, variant) = key.split_once('.').unwrap_or((key, ""));
            for (name, found, expected) in [
                ("locale", messages.locale.as_str(), locale),
                ("variant", messages.variant.as_deref().unwrap_or_default(), variant),
                ("form", &messages.form, &self.reference.id),
            ] {
                if found != expected {
                    report.refuse(&inside(&pointer, name), IssueCode::PropertyValue, found, expected);
                }
            }
            if !variant.is_empty() && self.variants.values().all(|known| known != variant) {
                warn(report, inside(&pointer, "variant"), IssueCode::Reference);
            }
            for id in messages.items.keys().filter(|id| self.find(id).is_none()) {
                warn(report, inside(&inside(&pointer, "items"), id), IssueCode::Reference);
            }
        }
    }

    /// Whether a prefilled answer is locked. A lock holds only for an answer that the item takes: what a register
    /// lacks, or has in another form, must not keep a person from going on. Browser and receiver ask the same.
    #[must_use]
    pub fn holds_lock(&self, id: &str, prefill: &Prefill, code_sets: &CodeSets, context: &Context) -> bool {
        prefill.locked
            && self.find_answer(id).is_some_and(|item| {
                let value = self.normalise(item, &prefill.value);
                is_filled(&value) && self.value_issues(item, &value, code_sets, context).is_empty()
            })
    }

    /// What is wrong with an answer by itself. Rules that look at other answers are left out.
    fn value_issues(
        &self,
        item: ItemIndex,
        value: &Json,
        code_sets: &CodeSets,
        context: &Context,
    ) -> Vec<IssueCode> {
        let Some(node) = self.nodes.get(item.0).filter(|_| is_filled(value)) else { return Vec::new() };
        let answers = Answers::new();
        let evaluation = self.evaluate(&answers, context);
        let strictness = Strictness::Submit;
        let report = Report::default();
        let mut checker =
            Checker { form: self, evaluation: &evaluation, code_sets, context, strictness, report };
        checker.answer(Place { item, row: None }, node, value);
        let is_option =
            |value: &Json| node.options.iter().any(|option| Some(option.id.as_str()) == value.as_str());
        let known = match value {
            Json::Array(list) if node.item.kind == Kind::Multiple => list.iter().all(is_option),
            value => is_option(value),
        };
        let depends = |code| match code {
            IssueCode::DateTooEarly | IssueCode::DateTooLate | IssueCode::CodeSetMissing => true,
            IssueCode::Option => known,
            _ => false,
        };
        let issues = checker.report.issues.into_iter();
        issues
            .filter(|issue| issue.severity == Severity::Error)
            .map(|issue| issue.code)
            .filter(|code| !depends(*code))
            .collect()
    }
}

fn warn(report: &mut Report, pointer: String, code: IssueCode) {
    report.push(Issue::error(pointer, code).severity(Severity::Warning));
}

/// An address that a form may be sent to or a person led to: relative, or of the web.
#[must_use]
pub fn is_address(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    !address.is_empty()
        && match scheme {
            Some(scheme) if !scheme.contains(['/', '?', '#']) => matches!(scheme, "https" | "http"),
            _ => true,
        }
}
