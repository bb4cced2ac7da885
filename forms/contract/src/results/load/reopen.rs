//! Expressions of other documents over results that are already loaded.

use super::Loader;
use crate::expression::{Compiler, Type};
use crate::results::compiled::{Results, Rule};
use crate::results::document::ResultsDefinition;
use crate::results::names::{self, KnownMeasure};
use crate::{Form, Issue, IssueCode, Report};
use serde_json::Value as Json;

impl<'a> Loader<'a> {
    /// A loader that knows what `results` define; `document` holds nothing that is looked at.
    pub(in crate::results) fn reopen(
        document: &'a ResultsDefinition,
        form: &'a Form,
        results: &Results,
    ) -> Self {
        let mut names = names::of_form(form);
        let mut known = Vec::new();
        for (place, measure) in results.measures.iter().enumerate() {
            names::add_measure(&mut names, form, place, &measure.id);
            known.push(KnownMeasure { id: measure.id.clone(), bands: measure.bands.clone() });
        }
        Self {
            document,
            form,
            names,
            known,
            measures: results.measures.clone(),
            groups: results.groups.clone(),
            findings: 0,
            report: Report::default(),
        }
    }

    /// An expression of any type that has a value.
    pub(in crate::results) fn any(&mut self, json: &Json, pointer: &str) -> Option<(Rule, Type)> {
        let rewritten = self.rewritten(json, pointer, None)?;
        let mut compiler = Compiler { names: &self.names, report: &mut self.report, repeat: None };
        let (expression, found) = compiler.compile(&rewritten, pointer)?;
        if matches!(found, Type::Rows | Type::Files | Type::Any) {
            self.report.push(
                Issue::error(pointer, IssueCode::ExpressionType)
                    .with("found", found.name())
                    .with("expected", "boolean, number, text, date or list of texts"),
            );
            return None;
        }
        Some((self.rule(expression), found))
    }
}
