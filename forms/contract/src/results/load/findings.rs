//! Sections and their findings, each repeated for its subjects.

use super::{Loader, MOST_FINDINGS};
use crate::IssueCode;
use crate::load::count_issue;
use crate::results::compiled::{FindingNode, MeasureItem, SectionNode, Subject};
use crate::results::document::{Each, Finding, ForEach};
use crate::results::names::Placeholders;

impl Loader<'_> {
    pub(super) fn sections(&mut self) -> Vec<SectionNode> {
        let document = self.document;
        let mut nodes = Vec::new();
        for (number, section) in document.sections.iter().enumerate() {
            let pointer = format!("/sections/{number}");
            let before = document.sections.iter().take(number).map(|other| other.id.as_str());
            self.check_id(&section.id, &format!("{pointer}/id"), before);
            let mut findings = Vec::new();
            for (place, finding) in section.findings.iter().enumerate() {
                let pointer = format!("{pointer}/findings/{place}");
                let before = document.sections.iter().take(number).flat_map(|other| other.findings.iter());
                let before = before.chain(section.findings.iter().take(place)).map(|other| other.id.as_str());
                self.check_id(&finding.id, &format!("{pointer}/id"), before);
                self.finding(finding, &pointer, &mut findings);
            }
            nodes.push(SectionNode { id: section.id.clone(), findings });
        }
        if self.findings > MOST_FINDINGS {
            self.report.push(count_issue("/sections", "findings", MOST_FINDINGS, self.findings));
        }
        nodes
    }

    fn finding(&mut self, finding: &Finding, pointer: &str, nodes: &mut Vec<FindingNode>) {
        let mut voices = Vec::new();
        for (place, id) in finding.voices.iter().enumerate() {
            voices.extend(self.voice_place(id, &format!("{pointer}/voices/{place}")));
        }
        let mut evidence = Vec::new();
        for (place, id) in finding.evidence.iter().enumerate() {
            evidence.extend(self.item(id, &format!("{pointer}/evidence/{place}")));
        }
        let subjects: Vec<Option<Subject>> = match &finding.each {
            Some(each) => self.subjects(each, &format!("{pointer}/for")).into_iter().map(Some).collect(),
            None => vec![None],
        };
        for subject in subjects {
            self.findings += 1;
            if self.findings > MOST_FINDINGS {
                continue;
            }
            let measure = subject.as_ref().and_then(|subject| self.measure_around(subject));
            let each = subject
                .as_ref()
                .map(|subject| Placeholders { each: &subject.id, measure: measure.as_deref() });
            // What is wrong for one subject is mostly wrong for the others: once is enough.
            let Some(mut when) = self.condition(&finding.when, &format!("{pointer}/when"), each) else {
                return;
            };
            evidence.iter().for_each(|item| when.sources.add_item(*item));
            nodes.push(FindingNode {
                id: finding.id.clone(),
                subject,
                when,
                priority: finding.priority,
                audience: finding.audience.clone(),
                voices: voices.clone(),
                evidence: evidence.clone(),
            });
        }
    }

    /// Id of the measure that an item belongs to, the first of several.
    pub(in crate::results) fn measure_around(&self, subject: &Subject) -> Option<String> {
        let is_item = |item: &MeasureItem| {
            self.form.nodes.get(item.item).is_some_and(|node| node.item.id == subject.id)
        };
        let measure = self.measures.iter().find(|measure| measure.items.iter().any(is_item));
        measure.filter(|_| subject.kind == Each::Item).map(|measure| measure.id.clone())
    }

    /// The items or measures of a list.
    pub(in crate::results) fn subjects(&mut self, each: &ForEach, pointer: &str) -> Vec<Subject> {
        let mut ids = Vec::new();
        for (place, id) in each.of.iter().enumerate() {
            let pointer = format!("{pointer}/of/{place}");
            let known = match each.each {
                Each::Item => self.item(id, &pointer).is_some(),
                Each::Measure => self.measure_place(id, &pointer).is_some(),
            };
            if known {
                ids.push(id.clone());
            }
        }
        match &each.group {
            Some(group) => ids.extend(self.group_ids(group, each.each, &format!("{pointer}/group"))),
            None if each.of.is_empty() => {
                self.refuse::<()>(pointer, IssueCode::PropertyMissing, "nothing", "of, or group");
            }
            None => {}
        }
        ids.into_iter().map(|id| Subject { kind: each.each, id }).collect()
    }

    /// Ids of the measures of a group, or of their items.
    fn group_ids(&mut self, group: &str, each: Each, pointer: &str) -> Vec<String> {
        let found = self.groups.iter().find(|(id, _)| id == group);
        let Some((_, places)) = found else {
            return self
                .refuse(pointer, IssueCode::Reference, group, "the id of a group")
                .unwrap_or_default();
        };
        let measures = places.iter().filter_map(|place| self.measures.get(*place));
        if each == Each::Measure {
            return measures.map(|measure| measure.id.clone()).collect();
        }
        let items = measures.flat_map(|measure| &measure.items);
        items.filter_map(|item| Some(self.form.nodes.get(item.item)?.item.id.clone())).collect()
    }
}
