//! What the rules propose for one person, with everything that led there.

use super::load::{InputNode, Proposal, ProposalSource};
use crate::expression::{Expression, Index, Scope, TextList, Value};
use crate::results::compiled::Results;
use crate::results::findings::Finder;
use crate::results::scene::Voice;
use crate::results::voices::{Read, Reader};
use crate::results::{Trace, ViewOptions, Viewer};
use crate::{Audience, Context, Form, Role, Submission, SyntheticIdentityCodes};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::borrow::Cow;

/// What a human decided, whatever was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Decision {
    /// The outcome that was chosen.
    pub value: String,
    /// Why.
    pub reason: String,
    /// Who decided: the host's own reference.
    pub by: String,
    /// When, `YYYY-MM-DD`.
    pub on: String,
}

/// A proposal for one person. Decision support: never shown to the person as a result, never a decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProposalView {
    /// Id of the proposal.
    pub id: String,
    /// What is proposed.
    pub outcome: String,
    /// Id of the rule that gave it; absent when none did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Always false: rules and thresholds have not been tried in research.
    pub validated: bool,
    /// The rules up to the one that gave the outcome.
    pub rules: Vec<RuleView>,
    /// Every input with its value and grounds.
    pub inputs: Vec<InputView>,
    /// Ids of inputs that have no value. They made no comparison true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// What a human decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
}

/// A rule that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RuleView {
    /// Id.
    pub id: String,
    /// What it would propose.
    pub outcome: String,
    /// Whether it holds.
    pub holds: bool,
    /// Ids of the inputs that it looks at.
    pub inputs: Vec<String>,
}

/// An input with its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InputView {
    /// Id.
    pub id: String,
    /// Id of the form that it comes from.
    pub form: String,
    /// Its value; absent when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Json>,
    /// Ids of the items or measures that were counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<String>,
    /// Who answered what.
    pub traces: Vec<SourceTrace>,
}

/// The grounds in one submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SourceTrace {
    /// Id of the submission.
    pub submission: String,
    /// Id of the voice.
    pub voice_id: String,
    /// Who filled in.
    pub role: Role,
    /// The day that the submission speaks of, `YYYY-MM-DD`.
    pub date: String,
    /// What was looked at and found.
    pub trace: Trace,
}

impl Proposal {
    /// What is proposed from the submissions about one person to all of the forms, in any order. Nothing for an
    /// audience that the proposal is not for, or that may not read everything that it looks at: an outcome that
    /// depended on who reads it would mislead.
    #[must_use]
    pub fn view(
        &self,
        sources: &[ProposalSource<'_>],
        submissions: &[Submission],
        viewer: &Viewer,
        options: &ViewOptions,
        decision: Option<Decision>,
    ) -> Option<ProposalView> {
        if !self.audience.contains(&viewer.audience) {
            return None;
        }
        let mut inputs = Vec::with_capacity(self.inputs.len());
        let mut values = Vec::with_capacity(self.inputs.len());
        for input in &self.inputs {
            let results = self.results.get(input.source)?;
            let forms = sources.iter().map(|source| source.form);
            let form = forms.into_iter().find(|form| *form.reference() == results.reference)?;
            if !input.may_be_known(results, form, viewer.audience) {
                return None;
            }
            let reads = Read::all(results, form, submissions, options);
            let evaluated: Vec<_> = reads.iter().map(|read| results.evaluate(form, read)).collect();
            let voices = results.hear(form, &evaluated, viewer, &options.shared);
            let (value, view) = input.value(&Finder { results, form, voices: &voices, numbers: true });
            values.push(value);
            inputs.push(view);
        }
        let context = Context {
            today: crate::PlainDate::new(1, 1, 1)?,
            role: Role::Staff,
            flags: Vec::new(),
            synthetic_identity_codes: SyntheticIdentityCodes::Accept,
        };
        let scope = Inputs { values: &values, context: &context };
        let mut rules = Vec::new();
        let mut found = None;
        for rule in &self.rules {
            let holds = scope.holds(&rule.when);
            let mut ids: Vec<String> = Vec::new();
            rule.when.walk(&mut |part| {
                let input =
                    if let Expression::Computed(index) = part { self.inputs.get(*index) } else { None };
                ids.extend(input.map(|input| input.id.clone()).filter(|id| !ids.contains(id)));
            });
            rules.push(RuleView { id: rule.id.clone(), outcome: rule.outcome.clone(), holds, inputs: ids });
            if holds {
                found = Some(rule);
                break;
            }
        }
        Some(ProposalView {
            id: self.id.clone(),
            outcome: found.map_or_else(|| self.otherwise.clone(), |rule| rule.outcome.clone()),
            rule: found.map(|rule| rule.id.clone()),
            validated: false,
            rules,
            missing: inputs
                .iter()
                .filter(|input| input.value.is_none())
                .map(|input| input.id.clone())
                .collect(),
            inputs,
            decision,
        })
    }
}

impl InputNode {
    /// Whether an audience may hear the voices and read all that the input rests on.
    fn may_be_known(&self, results: &Results, form: &Form, audience: Audience) -> bool {
        let reader = Reader { form, audience, whole: false };
        let mut voices = results.voices.iter().enumerate();
        let hears = voices.all(|(place, voice)| {
            voice.audience.contains(&audience) || !(self.voices.is_empty() || self.voices.contains(&place))
        });
        hears && self.rules.iter().all(|(_, rule)| reader.may_know(&rule.sources))
    }

    /// Its value and how it came about.
    fn value<'v>(&'v self, finder: &Finder<'_, 'v>) -> (Value<'static>, InputView) {
        let voices = finder.voices.iter().enumerate();
        let voices: Vec<(usize, &Voice<'v>)> =
            voices.filter(|(_, voice)| self.voices.is_empty() || self.voices.contains(&voice.node)).collect();
        let mut view = InputView {
            id: self.id.clone(),
            form: finder.form.reference().id.clone(),
            value: None,
            counted: Vec::new(),
            traces: Vec::new(),
        };
        let mut value = Value::Missing;
        let mut latest = "";
        let mut count = 0;
        for (subject, rule) in &self.rules {
            let mut is_counted = false;
            for (number, voice) in &voices {
                let Some((round, entry)) = voice.latest() else { continue };
                let found = entry.evaluated.evaluation.value_at(None, &rule.expression);
                let counts = self.is_count && found.is_true();
                let is_later = !self.is_count && found != Value::Missing && entry.date.as_str() > latest;
                if !counts && !is_later {
                    continue;
                }
                let trace = finder.trace(&rule.expression, &[], (*number, round), entry);
                if is_later {
                    view.traces.clear();
                    value = owned(&found);
                    latest = &entry.date;
                }
                is_counted |= counts;
                view.traces.push(SourceTrace {
                    submission: entry.evaluated.read.submission.id.clone(),
                    voice_id: finder
                        .results
                        .voices
                        .get(voice.node)
                        .map(|node| node.id.clone())
                        .unwrap_or_default(),
                    role: entry.evaluated.read.submission.role,
                    date: entry.date.clone(),
                    trace,
                });
            }
            if is_counted {
                count += 1;
                view.counted.extend(subject.as_ref().map(|subject| subject.id.clone()));
            }
        }
        if self.is_count && !voices.is_empty() {
            value = Value::Number(f64::from(count));
        }
        view.value = value.to_json();
        (value, view)
    }
}

/// A value that outlives what it was borrowed from.
fn owned(value: &Value<'_>) -> Value<'static> {
    match value {
        Value::Missing => Value::Missing,
        Value::Boolean(value) => Value::Boolean(*value),
        Value::Number(value) => Value::Number(*value),
        Value::Text(value) => Value::Text(Cow::Owned(value.clone().into_owned())),
        Value::Date(value) => Value::Date(*value),
        Value::Texts(value) => Value::Texts(TextList::Owned(value.iter().map(str::to_owned).collect())),
    }
}

/// What rules see: the inputs alone.
struct Inputs<'a> {
    values: &'a [Value<'static>],
    context: &'a Context,
}

impl<'a> Scope<'a> for Inputs<'a> {
    fn answer(&self, _: Index) -> Value<'a> {
        Value::Missing
    }

    fn is_filled(&self, _: Index) -> bool {
        false
    }

    fn count(&self, _: Index) -> usize {
        0
    }

    fn computed(&self, index: usize) -> Value<'a> {
        self.values.get(index).cloned().unwrap_or(Value::Missing)
    }

    fn context(&self) -> &'a Context {
        self.context
    }

    fn rows(&self, _: bool, _: Index, _: &'a Expression) -> bool {
        false
    }
}
