//! Everything that one reader hears, in order: voices, their rounds, and what the measures are there.

use super::compiled::{MeasureItem, MeasureNode, Results};
use super::quantity::{self, Tally};
use super::view::{RoundView, VoiceView};
use super::voices::{Read, Reader, Viewer};
use crate::evaluation::Evaluation;
use crate::expression::{Index, Value};
use crate::form::{Form, ItemIndex, Place};
use crate::sorted;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::cmp::Ordering;

/// A submission with what the rules make of it.
pub(super) struct Evaluated<'v> {
    pub(super) read: &'v Read<'v>,
    pub(super) evaluation: Evaluation<'v>,
    /// By measure.
    pub(super) quantities: Vec<Quantity>,
}

/// What a measure is in one submission.
pub(super) struct Quantity {
    pub(super) value: Option<f64>,
    /// Place of the band.
    pub(super) band: Option<usize>,
    pub(super) asked: usize,
    pub(super) rated: usize,
    pub(super) missing: Vec<Index>,
}

/// A submission that the reader hears.
pub(super) struct Entry<'v> {
    pub(super) evaluated: &'v Evaluated<'v>,
    pub(super) reader: Reader<'v>,
    /// Place of its voice in the document.
    pub(super) node: usize,
    pub(super) date: String,
    pub(super) withheld: bool,
}

/// The submissions of one voice in the order of their days.
pub(super) struct Voice<'v> {
    pub(super) node: usize,
    pub(super) rounds: Vec<Entry<'v>>,
}

impl Results {
    /// Evaluates a submission with its measures.
    pub(super) fn evaluate<'v>(&'v self, form: &'v Form, read: &'v Read<'v>) -> Evaluated<'v> {
        let mut evaluation = form.evaluate(&read.submission.answers, &read.context);
        let mut quantities = Vec::with_capacity(self.measures.len());
        for measure in &self.measures {
            let quantity = measure.quantity(&evaluation);
            evaluation.push_value(quantity.value.into());
            let band = quantity.band.and_then(|band| measure.bands.get(band));
            evaluation.push_value(band.map_or(Value::Missing, |band| Value::Text(Cow::Borrowed(&band.id))));
            quantities.push(quantity);
        }
        Evaluated { read, evaluation, quantities }
    }

    /// What a reader hears of some submissions, the base of the comparison first.
    pub(super) fn hear<'v>(
        &'v self,
        form: &'v Form,
        all: &'v [Evaluated<'v>],
        viewer: &Viewer,
        shared: &[String],
    ) -> Vec<Voice<'v>> {
        let mut entries: Vec<Option<Entry<'v>>> =
            all.iter().map(|evaluated| self.entry(form, evaluated, viewer, shared)).collect();
        let base = self.compare.as_ref().map(|compare| compare.base);
        let key = |place: usize| {
            let entry = entries.get(place)?.as_ref()?;
            // Of two on one day the ids decide, so that the order given does not.
            let id = entry.evaluated.read.submission.id.as_str();
            Some((Some(entry.node) != base, entry.node, entry.date.as_str(), id))
        };
        let order = sorted(entries.len(), &|a, b| key(a).partial_cmp(&key(b)).unwrap_or(Ordering::Equal));
        let mut voices: Vec<Voice<'v>> = Vec::new();
        for entry in order.into_iter().filter_map(|place| entries.get_mut(place)?.take()) {
            let is_own = |voice: &&mut Voice<'v>| {
                let per_author = self.voices.get(entry.node).is_some_and(|node| node.per_author);
                voice.node == entry.node && (!per_author || voice.author() == entry.author())
            };
            match voices.iter_mut().find(is_own) {
                Some(voice) => voice.rounds.push(entry),
                None => voices.push(Voice { node: entry.node, rounds: vec![entry] }),
            }
        }
        voices
    }

    fn entry<'v>(
        &'v self,
        form: &'v Form,
        evaluated: &'v Evaluated<'v>,
        viewer: &Viewer,
        shared: &[String],
    ) -> Option<Entry<'v>> {
        let Evaluated { read, evaluation, .. } = evaluated;
        let holds = |rule: &'v super::compiled::Rule| evaluation.value_at(None, &rule.expression).is_true();
        let node = self.voices.iter().position(|voice| voice.when.as_ref().is_none_or(holds))?;
        let reader = Reader::of(form, self.voices.get(node)?, &read.submission, viewer)?;
        let share = self.compare.as_ref().and_then(|compare| compare.share.as_ref());
        let withheld = share.is_some_and(|share| {
            !reader.whole
                && share.voices.contains(&node)
                && share.audience.contains(&viewer.audience)
                && !shared.contains(&read.submission.id)
                && !holds(&share.when)
        });
        let date = self.date.as_ref().filter(|date| !withheld && reader.may_know(&date.sources));
        let date = date.and_then(|date| evaluation.value_at(None, &date.expression).date());
        let date = date.unwrap_or(read.context.today).to_string();
        Some(Entry { evaluated, reader, node, date, withheld })
    }

    /// A voice as it stands in the view.
    pub(super) fn voice_view(&self, voice: &Voice<'_>) -> Option<VoiceView> {
        let node = self.voices.get(voice.node)?;
        let last = voice.rounds.last()?;
        let name = voice.latest().and_then(|(_, entry)| entry.text(node.name));
        let rounds = voice.rounds.iter().map(|entry| RoundView {
            submission: entry.evaluated.read.submission.id.clone(),
            date: entry.date.clone(),
            phase: if entry.withheld { None } else { entry.text(self.phase) },
            withheld: entry.withheld,
        });
        Some(VoiceView {
            id: node.id.clone(),
            role: last.evaluated.read.submission.role,
            author: voice.author().filter(|_| last.reader.may_know_author()).map(str::to_owned),
            name,
            rounds: rounds.collect(),
        })
    }
}

impl<'v> Voice<'v> {
    /// The latest round that is not withheld.
    pub(super) fn latest(&self) -> Option<(usize, &Entry<'v>)> {
        self.rounds.iter().enumerate().rfind(|(_, entry)| !entry.withheld)
    }

    fn author(&self) -> Option<&str> {
        self.rounds.last().and_then(Entry::author)
    }
}

impl Entry<'_> {
    fn author(&self) -> Option<&str> {
        self.evaluated.read.submission.author.as_deref()
    }

    fn text(&self, item: Option<Index>) -> Option<String> {
        self.reader.text(&self.evaluated.evaluation, item)
    }

    /// The answer of an item outside rows, as the reader may read it.
    pub(super) fn answer(&self, item: Index) -> Option<Json> {
        self.reader.answer(&self.evaluated.evaluation, top(item))
    }

    /// Whether the reader may read a measure here.
    pub(super) fn may_read(&self, measure: &MeasureNode) -> bool {
        !self.withheld && self.reader.is_among(&measure.audience) && self.reader.may_know(&measure.sources)
    }
}

impl MeasureNode {
    fn quantity<'v>(&'v self, evaluation: &Evaluation<'v>) -> Quantity {
        let mut asked = 0;
        let mut missing = Vec::new();
        let mut numbers = Vec::with_capacity(self.items.len());
        for item in self.items.iter().filter(|item| evaluation.is_active(top(item.item))) {
            asked += 1;
            numbers.extend(item.number(evaluation));
            if evaluation.active_answer(top(item.item)).is_none() {
                missing.push(item.item);
            }
        }
        let rated = numbers.len();
        let value = match &self.value {
            Some(rule) => evaluation.value_at(None, &rule.expression).number(),
            None if quantity::is_enough(rated, asked) => Tally::of(numbers.into_iter()).mean(),
            None => None,
        };
        let band = value.and_then(|value| quantity::band_of(&self.bands, value));
        Quantity { value, band, asked, rated, missing }
    }
}

impl MeasureItem {
    /// The number of the item's answer; nothing when it has none, such as "I cannot say".
    pub(super) fn number(&self, evaluation: &Evaluation<'_>) -> Option<f64> {
        match evaluation.active_answer(top(self.item))? {
            Json::String(option) => self.values.iter().find(|(id, _)| id == option).map(|(_, value)| *value),
            answer => answer.as_f64(),
        }
    }
}

/// An item outside rows.
pub(super) fn top(item: Index) -> Place {
    Place { item: ItemIndex(item), row: None }
}
