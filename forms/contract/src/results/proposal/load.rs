//! From the document to [`Proposal`].

use super::document::{ProposalDefinition, ProposalInput};
use crate::expression::{Compiler, Expression, Names, Symbol, Type};
use crate::load::{bad_id, count_issue, is_id};
use crate::results::compiled::{Results, Rule, Subject};
use crate::results::document::ResultsDefinition;
use crate::results::load::Loader;
use crate::results::names::Placeholders;
use crate::{Audience, Document, Form, Issue, IssueCode, Report, schema_address};
use serde_json::Value as Json;

/// Most inputs, and most rules.
const MOST_PARTS: usize = 200;

/// A form that a proposal looks at, with the results that it has.
#[derive(Debug, Clone, Copy)]
pub struct ProposalSource<'a> {
    /// The form.
    pub form: &'a Form,
    /// Its results, for voices and measures; without them there is one voice, `answers`.
    pub results: Option<&'a Results>,
}

/// A proposal that has been checked and compiled against its forms. Immutable; made by [`Proposal::load`].
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub(super) id: String,
    pub(super) audience: Vec<Audience>,
    pub(super) inputs: Vec<InputNode>,
    pub(super) rules: Vec<RuleNode>,
    pub(super) otherwise: String,
    /// Results of each form that has inputs, those of a form without any made up.
    pub(super) results: Vec<Results>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct InputNode {
    pub(super) id: String,
    /// Place in the proposal's `results`.
    pub(super) source: usize,
    /// Places of voices; all when empty.
    pub(super) voices: Vec<usize>,
    /// One rule for a value; one for each that is counted, with its subject.
    pub(super) rules: Vec<(Option<Subject>, Rule)>,
    pub(super) is_count: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct RuleNode {
    pub(super) id: String,
    pub(super) when: Expression,
    pub(super) outcome: String,
}

impl Proposal {
    /// Reads, checks and compiles a document for the forms that it looks at.
    ///
    /// # Errors
    ///
    /// A report of everything that is wrong, each with the JSON Pointer of the place, what was found there and
    /// what to write instead.
    pub fn load(text: &str, sources: &[ProposalSource<'_>]) -> Result<Self, Report> {
        let document = ProposalDefinition::parse(text)?;
        let mut report = Report::default();
        check_counts(&document, &mut report);
        let mut results: Vec<Results> = Vec::new();
        let mut names = Names::default();
        let mut inputs = Vec::new();
        for (number, input) in document.inputs.iter().enumerate() {
            let pointer = format!("/inputs/{number}");
            let before = document.inputs.iter().take(number).map(|other| other.id.as_str());
            check_id(&input.id, &format!("{pointer}/id"), before, &mut report);
            let Some(source) = sources.iter().find(|source| source.form.reference().id == input.form) else {
                let expected = "the id of a form that was given";
                refuse(&format!("{pointer}/form"), &input.form, expected, &mut report);
                continue;
            };
            let Some(place) = place_of(source, &mut results) else { continue };
            let compiled = results
                .get(place)
                .and_then(|results| compile_input(input, &pointer, source.form, results, place, &mut report));
            if let Some((node, answer)) = compiled {
                let symbol = Symbol::Computed { index: inputs.len(), answer: Some(answer) };
                names.symbols.insert(hidden(&input.id), symbol);
                inputs.push(node);
            }
        }
        let rules = compile_rules(&document, &names, &mut report);
        if !report.is_empty() {
            return Err(report);
        }
        Ok(Self {
            id: document.id,
            audience: document.audience,
            inputs,
            rules,
            otherwise: document.otherwise,
            results,
        })
    }
}

fn refuse(pointer: &str, found: &str, expected: &str, report: &mut Report) {
    report.push(Issue::error(pointer, IssueCode::Reference).with("found", found).with("expected", expected));
}

fn check_id<'i>(id: &str, pointer: &str, mut before: impl Iterator<Item = &'i str>, report: &mut Report) {
    if !is_id(id) {
        report.push(bad_id(pointer, id));
    } else if before.any(|other| other == id) {
        report.push(Issue::error(pointer, IssueCode::IdDuplicate).with("found", id));
    }
}

fn check_counts(document: &ProposalDefinition, report: &mut Report) {
    if !is_id(&document.id) {
        report.push(bad_id("/id", &document.id));
    }
    for (pointer, what, found) in
        [("/inputs", "inputs", document.inputs.len()), ("/rules", "rules", document.rules.len())]
    {
        if found == 0 || found > MOST_PARTS {
            report.push(count_issue(pointer, what, MOST_PARTS, found));
        }
    }
    // A proposal is for those who decide together with the person, never for anybody instead of them.
    let staff = [Audience::Counsellor, Audience::Teacher, Audience::Office];
    for (number, audience) in document.audience.iter().enumerate() {
        if !staff.contains(audience) {
            let found = serde_json::to_value(audience).unwrap_or_default();
            report.push(
                Issue::error(format!("/audience/{number}"), IssueCode::PropertyValue)
                    .with("found", found)
                    .with("expected", "counsellor, teacher or office: proposals are for staff"),
            );
        }
    }
}

/// Place of a form's results in the list, added when they are not there; a form without any gets some that read
/// every submission as of one voice.
fn place_of(source: &ProposalSource<'_>, list: &mut Vec<Results>) -> Option<usize> {
    let reference = source.form.reference();
    if let Some(place) = list.iter().position(|results| results.reference == *reference) {
        return Some(place);
    }
    let results = match source.results {
        Some(results) if results.reference == *reference => results.clone(),
        _ => Results::compile(&plain(source.form), source.form).ok()?,
    };
    list.push(results);
    Some(list.len() - 1)
}

fn plain(form: &Form) -> ResultsDefinition {
    ResultsDefinition {
        schema: schema_address("results"),
        form: form.reference().id.clone(),
        versions: crate::results::voices::major(&form.reference().version).into_iter().collect(),
        flags: Vec::new(),
        values: crate::Table::new(),
        band_sets: crate::Table::new(),
        date: None,
        phase: None,
        voices: Vec::new(),
        measures: Vec::new(),
        groups: Vec::new(),
        sections: Vec::new(),
        compare: None,
        numbers: Vec::new(),
    }
}

fn compile_input(
    input: &ProposalInput,
    pointer: &str,
    form: &Form,
    results: &Results,
    source: usize,
    report: &mut Report,
) -> Option<(InputNode, Type)> {
    let document = plain(form);
    let mut loader = Loader::reopen(&document, form, results);
    let mut voices = Vec::new();
    for (place, id) in input.voices.iter().enumerate() {
        match results.voices.iter().position(|voice| voice.id == *id) {
            Some(voice) => voices.push(voice),
            None => refuse(&format!("{pointer}/voices/{place}"), id, "the id of a voice", &mut loader.report),
        }
    }
    let value = format!("{pointer}/value");
    let (rules, answer) = match &input.count {
        Some(each) => {
            let mut rules = Vec::new();
            for subject in loader.subjects(each, &format!("{pointer}/count")) {
                let measure = loader.measure_around(&subject);
                let each = Placeholders { each: &subject.id, measure: measure.as_deref() };
                let Some(rule) = loader.condition(&input.value, &value, Some(each)) else { break };
                rules.push((Some(subject), rule));
            }
            (rules, Type::Number)
        }
        None => {
            let (rule, answer) = loader.any(&input.value, &value).unzip();
            (rule.map(|rule| (None, rule)).into_iter().collect(), answer.unwrap_or(Type::Any))
        }
    };
    let is_fine = loader.report.is_empty();
    report.issues.append(&mut loader.report.issues);
    let node = InputNode { id: input.id.clone(), source, voices, rules, is_count: input.count.is_some() };
    is_fine.then_some((node, answer))
}

fn compile_rules(document: &ProposalDefinition, names: &Names, report: &mut Report) -> Vec<RuleNode> {
    let mut nodes = Vec::new();
    for (number, rule) in document.rules.iter().enumerate() {
        let pointer = format!("/rules/{number}");
        let before = document.rules.iter().take(number).map(|other| other.id.as_str());
        check_id(&rule.id, &format!("{pointer}/id"), before, report);
        let pointer = format!("{pointer}/when");
        let Some(when) = with_inputs(&rule.when, &pointer, names, document, report) else { continue };
        if let Some(when) = (Compiler { names, report, repeat: None }).condition(&when, &pointer) {
            let mut is_repeatable = true;
            when.walk(&mut |part| {
                is_repeatable &= !matches!(part, Expression::Flag(_) | Expression::Role | Expression::Today);
            });
            if !is_repeatable {
                refuse(&pointer, "flag, role or today", "inputs alone", report);
            }
            nodes.push(RuleNode { id: rule.id.clone(), when, outcome: rule.outcome.clone() });
        }
    }
    nodes
}

/// `["input", id]` as a computed value under a name that no id can have. An input that is there but wrong is told
/// of where it is defined alone.
fn with_inputs(
    json: &Json,
    pointer: &str,
    names: &Names,
    document: &ProposalDefinition,
    report: &mut Report,
) -> Option<Json> {
    let Json::Array(parts) = json else { return Some(json.clone()) };
    if let [Json::String(function), Json::String(id)] = parts.as_slice()
        && function == "input"
    {
        if names.symbols.contains_key(&hidden(id)) {
            return Some(Json::Array(vec!["computed".into(), hidden(id).into()]));
        }
        if !document.inputs.iter().any(|input| input.id == *id) {
            refuse(&format!("{pointer}/1"), id, "the id of an input", report);
        }
        return None;
    }
    let parts = parts.iter().enumerate();
    let written: Vec<Option<Json>> = parts
        .map(|(place, part)| with_inputs(part, &format!("{pointer}/{place}"), names, document, report))
        .collect();
    written.into_iter().collect::<Option<Vec<Json>>>().map(Json::Array)
}

fn hidden(id: &str) -> String {
    format!("input {id}")
}
