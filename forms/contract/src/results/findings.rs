//! Findings in the view, each with its trace.

use super::compiled::{FindingNode, Results, Subject};
use super::document::Each;
use super::names::measure_of;
use super::scene::{Entry, Voice, top};
use super::view::{FindingView, Gap, MeasureView, SectionView, Trace};
use crate::expression::{Expression, Index};
use crate::form::Form;
use crate::sorted;
use crate::trace::{Extent, Ground, GroundSource, Leaf};
use serde_json::Value as Json;

/// Makes the sections of a view.
pub(super) struct Finder<'m, 'v> {
    pub(super) results: &'v Results,
    pub(super) form: &'v Form,
    pub(super) voices: &'m [Voice<'v>],
    pub(super) numbers: bool,
}

impl<'v> Finder<'_, 'v> {
    /// The sections in the order of the document, those without a finding too: a page may say so kindly.
    pub(super) fn sections(&self, measures: &[MeasureView]) -> Vec<SectionView> {
        let sections = self.results.sections.iter().enumerate().map(|(place, section)| {
            let mut findings: Vec<FindingView> =
                section.findings.iter().filter_map(|finding| self.finding(finding)).collect();
            findings.extend(self.gaps(place, measures));
            let priority = |place: usize| findings.get(place).map_or(0, |finding| finding.priority);
            let order = sorted(findings.len(), &|a, b| priority(b).cmp(&priority(a)));
            let mut findings: Vec<Option<FindingView>> = findings.into_iter().map(Some).collect();
            let findings = order.into_iter().filter_map(|place| findings.get_mut(place)?.take()).collect();
            SectionView { id: section.id.clone(), findings }
        });
        sections.collect()
    }

    fn finding(&self, finding: &'v FindingNode) -> Option<FindingView> {
        let voices = self.voices.iter().enumerate();
        let voices =
            voices.filter(|(_, own)| finding.voices.is_empty() || finding.voices.contains(&own.node));
        let traces = voices.filter_map(|(voice, own)| {
            let (round, entry) = own.latest()?;
            let may =
                entry.reader.is_among(&finding.audience) && entry.reader.may_know(&finding.when.sources);
            let holds = || entry.evaluated.evaluation.value_at(None, &finding.when.expression).is_true();
            (may && holds())
                .then(|| self.trace(&finding.when.expression, &finding.evidence, (voice, round), entry))
        });
        let traces: Vec<Trace> = traces.collect();
        (!traces.is_empty()).then(|| FindingView {
            id: finding.id.clone(),
            subject: finding.subject.clone(),
            priority: finding.priority,
            traces,
        })
    }

    /// Why an expression has its value in an entry, at a place of voice and round. With `evidence` these items are
    /// the grounds instead.
    pub(super) fn trace(
        &self,
        expression: &'v Expression,
        evidence: &[Index],
        (voice, round): (usize, usize),
        entry: &Entry<'v>,
    ) -> Trace {
        let evaluation = &entry.evaluated.evaluation;
        let mut leaves = Vec::new();
        if evidence.is_empty() {
            evaluation.leaves(expression, None, Extent::Contributing, &mut leaves);
        } else {
            leaves.extend(evidence.iter().map(|item| Leaf::Answer(top(*item))));
        }
        self.open_measures(&mut leaves, Extent::Contributing, entry);
        let mut all = Vec::new();
        evaluation.leaves(expression, None, Extent::Everything, &mut all);
        self.open_measures(&mut all, Extent::Everything, entry);
        let missing = all.into_iter().filter_map(|leaf| match leaf {
            Leaf::Answer(place)
                if evaluation.is_active(place) && evaluation.active_answer(place).is_none() =>
            {
                Some(self.form.nodes.get(place.item.0)?.item.id.clone())
            }
            _ => None,
        });
        let mut missing: Vec<String> = missing.collect();
        // The same column can be empty in several rows.
        missing.dedup();
        let mut grounds: Vec<Ground> = Vec::new();
        for ground in leaves.into_iter().filter_map(|leaf| self.ground(leaf, entry)) {
            if !grounds.contains(&ground) {
                grounds.push(ground);
            }
        }
        Trace { voice, round, grounds, missing }
    }

    /// Adds, behind each measure, the items that it rests on.
    fn open_measures(&self, leaves: &mut Vec<Leaf<'v>>, extent: Extent, entry: &Entry<'v>) {
        let mut next = 0;
        while let Some(leaf) = leaves.get(next).copied() {
            next += 1;
            let Leaf::Computed(index) = leaf else { continue };
            let measure = measure_of(self.form, index).and_then(|place| self.results.measures.get(place));
            let Some(measure) = measure else { continue };
            if let Some(value) = &measure.value {
                entry.evaluated.evaluation.leaves(&value.expression, None, extent, leaves);
            }
            for item in &measure.items {
                let leaf = Leaf::Answer(top(item.item));
                if !leaves.contains(&leaf) {
                    leaves.push(leaf);
                }
            }
        }
    }

    /// A leaf as the reader may read it; nothing for an answer that is not there.
    fn ground(&self, leaf: Leaf<'v>, entry: &Entry<'v>) -> Option<Ground> {
        let evaluation = &entry.evaluated.evaluation;
        let mut ground = evaluation.ground(leaf);
        match leaf {
            Leaf::Answer(place) => {
                ground.value = entry.reader.answer(evaluation, place);
                ground.value.is_some().then_some(ground)
            }
            Leaf::Computed(index) => {
                if let Some(place) = measure_of(self.form, index) {
                    let measure = self.results.measures.get(place)?;
                    let quantity = entry.evaluated.quantities.get(place)?;
                    let band = quantity.band.and_then(|band| measure.bands.get(band));
                    ground.source = GroundSource::Measure;
                    ground.id.clone_from(&measure.id);
                    ground.value = if self.numbers {
                        quantity.value.and_then(crate::expression::number_to_json)
                    } else {
                        band.map(|band| Json::String(band.id.clone()))
                    };
                } else if !self.numbers {
                    ground.value = ground.value.filter(|value| !value.is_number());
                }
                Some(ground)
            }
            Leaf::Flag(_) | Leaf::Role | Leaf::Today => Some(ground),
        }
    }

    /// The differences that are worth a talk, when this is the section for them.
    fn gaps(&self, section: usize, measures: &[MeasureView]) -> Vec<FindingView> {
        let finding = self.results.compare.as_ref().and_then(|compare| compare.finding.as_ref());
        let Some((id, _, priority)) = finding.filter(|(_, place, _)| *place == section) else {
            return Vec::new();
        };
        let mut views = Vec::new();
        for measure in measures {
            let mut traces: Vec<Trace> = Vec::new();
            for gap in measure.gaps.iter().filter(|gap| gap.talk) {
                if traces.is_empty() {
                    traces.extend(self.gap_trace(gap.base, gap, measure));
                }
                traces.extend(self.gap_trace(gap.voice, gap, measure));
            }
            if !traces.is_empty() {
                let subject = Some(Subject { kind: Each::Measure, id: measure.id.clone() });
                views.push(FindingView { id: id.clone(), subject, priority: *priority, traces });
            }
        }
        views
    }

    /// What one side of a difference answered.
    fn gap_trace(&self, voice: usize, gap: &Gap, measure: &MeasureView) -> Option<Trace> {
        let (round, entry) = self.voices.get(voice)?.latest()?;
        // A measure that is an expression is compared as a whole: all its items are grounds.
        let ids = if gap.items.is_empty() { &measure.items } else { &gap.items };
        let items = ids.iter().filter_map(|id| self.form.find(id));
        let grounds = items.filter_map(|item| self.ground(Leaf::Answer(top(item.0)), entry));
        Some(Trace { voice, round, grounds: grounds.collect(), missing: Vec::new() })
    }
}
