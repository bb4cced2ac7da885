//! From the document to [`Results`]: references, types and limits are checked here, once.

mod checks;
mod findings;
mod measures;
mod reopen;

use super::compiled::{CompareNode, MeasureNode, Results, Rule, ShareNode, Sources, VoiceNode};
use super::document::{Compare, ResultsDefinition, Voice};
use super::names::{self, KnownMeasure, Placeholders, Rewrite};
use super::voices::major;
use crate::expression::{Compiler, Expression, Index, Names, Symbol, Type};
use crate::form::Form;
use crate::load::{bad_id, count_issue, is_id};
use crate::{Audience, Document, Issue, IssueCode, Kind, Report};
use serde_json::Value as Json;

/// Most measures, and most voices, groups and sections.
const MOST_PARTS: usize = 200;
/// Most findings, each repetition counted.
const MOST_FINDINGS: usize = 2_000;
/// Id of the only voice when a document names none.
const ONLY_VOICE: &str = "answers";
/// Everyone: the items' own audiences are the limit.
const EVERYONE: [Audience; 7] = [
    Audience::Student,
    Audience::Guardian,
    Audience::Counsellor,
    Audience::Teacher,
    Audience::Office,
    Audience::Employer,
    Audience::Network,
];

impl Results {
    /// Reads, checks and compiles a document for a form.
    ///
    /// # Errors
    ///
    /// A report of everything that is wrong, each with the JSON Pointer of the place, what was found there and
    /// what to write instead.
    pub fn load(text: &str, form: &Form) -> Result<Self, Report> {
        Self::compile(&ResultsDefinition::parse(text)?, form)
    }

    /// Checks and compiles a document that is already in memory.
    ///
    /// # Errors
    ///
    /// As [`Results::load`].
    pub fn compile(document: &ResultsDefinition, form: &Form) -> Result<Self, Report> {
        let mut loader = Loader {
            document,
            form,
            names: names::of_form(form),
            known: Vec::new(),
            measures: Vec::new(),
            groups: Vec::new(),
            findings: 0,
            report: Report::default(),
        };
        loader.check_form();
        loader.check_counts();
        loader.check_band_sets();
        loader.check_values();
        loader.check_flags();
        let date = document.date.as_ref().and_then(|date| loader.expect(date, "/date", Type::Date));
        let phase = document.phase.as_ref().and_then(|id| loader.item_of(id, "/phase", Kind::Single));
        let voices = loader.voices();
        for (number, measure) in document.measures.iter().enumerate() {
            loader.measure(measure, number);
        }
        loader.groups = loader.groups();
        let sections = loader.sections();
        let compare = document.compare.as_ref().and_then(|compare| loader.compare(compare));
        if !loader.report.is_empty() {
            return Err(loader.report);
        }
        Ok(Self {
            reference: form.reference.clone(),
            versions: document.versions.clone(),
            flags: document.flags.clone(),
            date,
            phase,
            voices,
            measures: loader.measures,
            groups: loader.groups,
            sections,
            compare,
            numbers: document.numbers.clone(),
        })
    }
}

pub(super) struct Loader<'a> {
    document: &'a ResultsDefinition,
    form: &'a Form,
    names: Names,
    /// Measures that expressions may refer to by now.
    known: Vec<KnownMeasure>,
    measures: Vec<MeasureNode>,
    /// Id and places of its measures.
    groups: Vec<(String, Vec<usize>)>,
    /// Findings so far, each repetition counted.
    findings: usize,
    pub(super) report: Report,
}

impl<'a> Loader<'a> {
    fn refuse<T>(
        &mut self,
        pointer: impl Into<String>,
        code: IssueCode,
        found: &str,
        expected: &str,
    ) -> Option<T> {
        self.report.push(Issue::error(pointer, code).with("found", found).with("expected", expected));
        None
    }

    /// An id that can be used and is not used before.
    fn check_id<'i>(&mut self, id: &str, pointer: &str, mut before: impl Iterator<Item = &'i str>) {
        if !is_id(id) {
            self.report.push(bad_id(pointer, id));
        } else if before.any(|other| other == id) {
            self.report.push(Issue::error(pointer, IssueCode::IdDuplicate).with("found", id));
        }
    }

    fn check_form(&mut self) {
        let own = &self.form.reference;
        if self.document.form != own.id {
            self.refuse::<()>("/form", IssueCode::Reference, &self.document.form, &own.id);
        }
        let major = major(&own.version);
        if !self.document.versions.iter().any(|version| Some(*version) == major) {
            let found: Vec<String> = self.document.versions.iter().map(ToString::to_string).collect();
            let expected = format!("among them the major version of {}", own.version);
            self.refuse::<()>("/versions", IssueCode::PropertyValue, &found.join(", "), &expected);
        }
    }

    fn check_counts(&mut self) {
        let document = self.document;
        for (pointer, what, found) in [
            ("/voices", "voices", document.voices.len()),
            ("/measures", "measures", document.measures.len()),
            ("/groups", "groups", document.groups.len()),
            ("/sections", "sections", document.sections.len()),
        ] {
            if found > MOST_PARTS {
                self.report.push(count_issue(pointer, what, MOST_PARTS, found));
            }
        }
    }

    /// An item outside rows that has an answer, of a kind.
    fn item_of(&mut self, id: &str, pointer: &str, kind: Kind) -> Option<Index> {
        let index = self.item(id, pointer)?;
        if self.form.nodes.get(index).is_some_and(|node| node.item.kind == kind) {
            return Some(index);
        }
        self.refuse(pointer, IssueCode::Reference, id, &format!("an item of the kind {}", kind.as_str()))
    }

    /// An item outside rows that has an answer.
    fn item(&mut self, id: &str, pointer: &str) -> Option<Index> {
        match self.names.symbols.get(id) {
            Some(Symbol::Item { index, answer: Some(_), repeat: None }) => Some(*index),
            _ => self.refuse(
                pointer,
                IssueCode::Reference,
                id,
                "the id of an item that has an answer, outside rows",
            ),
        }
    }

    fn expect(&mut self, json: &Json, pointer: &str, expected: Type) -> Option<Rule> {
        let rewritten = self.rewritten(json, pointer, None)?;
        let mut compiler = Compiler { names: &self.names, report: &mut self.report, repeat: None };
        let expression = compiler.expect(&rewritten, pointer, expected)?;
        Some(self.rule(expression))
    }

    /// A condition, and what it rests on.
    pub(super) fn condition(
        &mut self,
        json: &Json,
        pointer: &str,
        each: Option<Placeholders<'_>>,
    ) -> Option<Rule> {
        let rewritten = self.rewritten(json, pointer, each)?;
        let mut compiler = Compiler { names: &self.names, report: &mut self.report, repeat: None };
        let expression = compiler.condition(&rewritten, pointer)?;
        Some(self.rule(expression))
    }

    fn rewritten(&mut self, json: &Json, pointer: &str, each: Option<Placeholders<'_>>) -> Option<Json> {
        Rewrite { measures: &self.known, each, report: &mut self.report }.expression(json, pointer)
    }

    /// Gathers what an expression rests on.
    fn rule(&self, expression: Expression) -> Rule {
        let mut sources = Sources::default();
        let mut pending = vec![&expression];
        let mut next = 0;
        while let Some(part) = pending.get(next).copied() {
            next += 1;
            let mut computed = Vec::new();
            part.walk(&mut |leaf| match leaf {
                Expression::Answer(item) | Expression::Filled(item) | Expression::Count(item) => {
                    sources.add_item(*item);
                }
                Expression::Rows { repeat, .. } => sources.add_item(*repeat),
                Expression::Computed(index) => computed.push(*index),
                _ => {}
            });
            for index in computed {
                if let Some(entry) = self.form.computed.get(index) {
                    if !sources.computed.contains(&index) {
                        sources.computed.push(index);
                        pending.push(&entry.value);
                    }
                } else if let Some(measure) =
                    names::measure_of(self.form, index).and_then(|place| self.measures.get(place))
                {
                    sources.add(&measure.sources);
                }
            }
        }
        drop(pending);
        Rule { expression, sources }
    }

    fn voices(&mut self) -> Vec<VoiceNode> {
        let document = self.document;
        let mut nodes = Vec::new();
        for (number, voice) in document.voices.iter().enumerate() {
            let pointer = format!("/voices/{number}");
            let before = document.voices.iter().take(number).map(|other| other.id.as_str());
            self.check_id(&voice.id, &format!("{pointer}/id"), before);
            nodes.push(self.voice(voice, &pointer));
        }
        if nodes.is_empty() {
            nodes.push(VoiceNode {
                id: ONLY_VOICE.to_owned(),
                when: None,
                audience: EVERYONE.to_vec(),
                per_author: false,
                read_by_author: false,
                name: None,
            });
        }
        nodes
    }

    fn voice(&mut self, voice: &Voice, pointer: &str) -> VoiceNode {
        let when = voice.when.as_ref();
        VoiceNode {
            id: voice.id.clone(),
            when: when.and_then(|when| self.condition(when, &format!("{pointer}/when"), None)),
            audience: voice.audience.clone(),
            per_author: voice.per_author,
            read_by_author: voice.read_by_author,
            name: voice.name.as_ref().and_then(|id| self.item_of(id, &format!("{pointer}/name"), Kind::Text)),
        }
    }

    fn voice_place(&mut self, id: &str, pointer: &str) -> Option<usize> {
        let place = self.document.voices.iter().position(|voice| voice.id == id);
        place.or_else(|| self.refuse(pointer, IssueCode::Reference, id, "the id of a voice"))
    }

    fn compare(&mut self, compare: &Compare) -> Option<CompareNode> {
        let base = self.voice_place(&compare.base, "/compare/base");
        if compare.gap <= 0.0 {
            let found = compare.gap.to_string();
            self.refuse::<()>("/compare/gap", IssueCode::PropertyValue, &found, "a number above 0");
        }
        let finding = compare.finding.as_ref().and_then(|finding| {
            let all = self.document.sections.iter().flat_map(|section| section.findings.iter());
            self.check_id(&finding.id, "/compare/finding/id", all.map(|other| other.id.as_str()));
            let place = self.document.sections.iter().position(|section| section.id == finding.section);
            let place = place.or_else(|| {
                let pointer = "/compare/finding/section";
                self.refuse(pointer, IssueCode::Reference, &finding.section, "the id of a section")
            });
            Some((finding.id.clone(), place?, finding.priority))
        });
        let share = compare.share.as_ref().and_then(|share| {
            let mut voices = Vec::new();
            for (place, id) in share.voices.iter().enumerate() {
                voices.extend(self.voice_place(id, &format!("/compare/share/voices/{place}")));
            }
            // Over the submission alone: a measure is not what somebody has agreed to.
            let known = std::mem::take(&mut self.known);
            let when = self.condition(&share.when, "/compare/share/when", None);
            self.known = known;
            Some(ShareNode { voices, audience: share.audience.clone(), when: when? })
        });
        Some(CompareNode { base: base?, gap: compare.gap, finding, share })
    }
}
