//! Measures and items in the view: values, differences between voices, changes over time.

use super::compiled::{MeasureItem, MeasureNode, Results};
use super::quantity::{self, Tally};
use super::scene::{Entry, Voice};
use super::view::{Change, Direction, Gap, GroupView, ItemAnswer, ItemView, MeasureValue, MeasureView};
use crate::expression::Index;
use crate::form::Form;
use std::cmp::Ordering;

/// Makes the parts of a view that are about quantities.
pub(super) struct Measuring<'m, 'v> {
    pub(super) results: &'v Results,
    pub(super) form: &'v Form,
    pub(super) voices: &'m [Voice<'v>],
    pub(super) numbers: bool,
}

/// A difference of two entries, and the items that it is over.
struct Difference {
    value: f64,
    items: Vec<Index>,
}

impl<'v> Measuring<'_, 'v> {
    /// The measures that the reader may read of at least one voice.
    pub(super) fn measures(&self) -> Vec<MeasureView> {
        let nodes = self.results.measures.iter().enumerate();
        nodes.map(|(place, node)| self.measure(place, node)).filter(|view| !view.values.is_empty()).collect()
    }

    fn measure(&self, place: usize, node: &'v MeasureNode) -> MeasureView {
        let items: Vec<Index> = node.items.iter().map(|item| item.item).collect();
        MeasureView {
            id: node.id.clone(),
            least: node.least,
            greatest: node.greatest,
            band_set: node.band_set.clone(),
            bands: node.bands.iter().map(|band| band.id.clone()).collect(),
            limits: node.bands.iter().filter_map(|band| band.below.filter(|_| self.numbers)).collect(),
            items: self.ids(&items),
            values: self.values(place, node),
            gaps: self.gaps(place, node),
            changes: self
                .changes(&|from, to| measure_difference(place, node, to, from), &|entry| band(place, entry)),
        }
    }

    fn values(&self, place: usize, node: &MeasureNode) -> Vec<MeasureValue> {
        let mut values = Vec::new();
        for (voice, round, entry) in self.entries() {
            let quantity = entry.evaluated.quantities.get(place).filter(|_| entry.may_read(node));
            // Who was asked nothing has nothing missing.
            let is_asked = |asked: usize| node.value.is_some() || asked > 0;
            let Some(quantity) = quantity.filter(|quantity| is_asked(quantity.asked)) else { continue };
            values.push(MeasureValue {
                voice,
                round,
                calculated: quantity.value.is_some(),
                value: quantity.value.filter(|_| self.numbers),
                band: quantity.band.and_then(|band| node.bands.get(band)).map(|band| band.id.clone()),
                asked: quantity.asked,
                rated: quantity.rated,
                missing: self.ids(&quantity.missing),
            });
        }
        values
    }

    /// The base against each other voice. When the base has several authors, the first of them.
    fn gaps(&self, place: usize, node: &MeasureNode) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let Some(compare) = &self.results.compare else { return gaps };
        let is_base = |voice: &Voice<'v>| voice.node == compare.base;
        let Some(base) = self.voices.iter().position(is_base) else { return gaps };
        let own = self.voices.get(base).and_then(Voice::latest);
        for (number, voice) in self.voices.iter().enumerate().filter(|(_, voice)| !is_base(voice)) {
            let Some(((_, own), (_, other))) = own.zip(voice.latest()) else { continue };
            let Some(difference) = measure_difference(place, node, own, other) else { continue };
            gaps.push(Gap {
                base,
                voice: number,
                difference: Some(difference.value).filter(|_| self.numbers),
                direction: self.direction(difference.value, band(place, own), band(place, other)),
                talk: difference.value.abs() >= compare.gap,
                items: self.ids(&difference.items),
            });
        }
        gaps
    }

    /// From each round to the next, then from the first to the last. Withheld rounds are stepped over.
    fn changes(
        &self,
        difference: &dyn Fn(&Entry<'v>, &Entry<'v>) -> Option<Difference>,
        band: &dyn Fn(&Entry<'v>) -> Option<usize>,
    ) -> Vec<Change> {
        let mut changes = Vec::new();
        for (number, voice) in self.voices.iter().enumerate() {
            let rounds: Vec<(usize, &Entry<'v>)> =
                voice.rounds.iter().enumerate().filter(|(_, entry)| !entry.withheld).collect();
            let mut pairs: Vec<_> = rounds.iter().zip(rounds.iter().skip(1)).collect();
            if let (Some(first), Some(last), 3..) = (rounds.first(), rounds.last(), rounds.len()) {
                pairs.push((first, last));
            }
            for ((from, earlier), (to, later)) in pairs {
                if let Some(change) = difference(earlier, later) {
                    changes.push(Change {
                        voice: number,
                        from: *from,
                        to: *to,
                        difference: Some(change.value).filter(|_| self.numbers),
                        direction: self.direction(change.value, band(later), band(earlier)),
                        items: self.ids(&change.items),
                    });
                }
            }
        }
        changes
    }

    /// The items of all measures in the order of the form, with the answers that the reader may read.
    pub(super) fn items(&self) -> Vec<ItemView> {
        let all = || self.results.measures.iter().flat_map(|measure| &measure.items);
        let mut views = Vec::new();
        for (index, node) in self.form.nodes.iter().enumerate() {
            let Some(item) = all().find(|item| item.item == index) else { continue };
            let answers = self.entries().filter(|(_, _, entry)| !entry.withheld);
            let answers = answers.filter_map(|(voice, round, entry)| {
                Some(ItemAnswer { voice, round, answer: entry.answer(index)? })
            });
            let answers: Vec<ItemAnswer> = answers.collect();
            if !answers.is_empty() {
                let changes = self.changes(&|from, to| item_difference(item, to, from), &|_| None);
                views.push(ItemView { item: node.item.id.clone(), answers, changes });
            }
        }
        views
    }

    /// The profiles, with those of their measures that are in the view.
    pub(super) fn groups(&self, measures: &[MeasureView]) -> Vec<GroupView> {
        let is_there = |id: &&String| measures.iter().any(|measure| measure.id == **id);
        let groups = self.results.groups.iter().map(|(id, places)| {
            let ids =
                places.iter().filter_map(|place| self.results.measures.get(*place)).map(|node| &node.id);
            GroupView { id: id.clone(), measures: ids.filter(is_there).cloned().collect() }
        });
        groups.filter(|group| !group.measures.is_empty()).collect()
    }

    /// Which is greater. Those who see no numbers see bands, and shall not be told of what is not to be seen there.
    fn direction(&self, difference: f64, own: Option<usize>, other: Option<usize>) -> Direction {
        match own.zip(other).filter(|_| !self.numbers) {
            Some((own, other)) => of_order(own.cmp(&other)),
            None => of_order(difference.partial_cmp(&0.0).unwrap_or(Ordering::Equal)),
        }
    }

    fn entries(&self) -> impl Iterator<Item = (usize, usize, &Entry<'v>)> {
        let voices = self.voices.iter().enumerate();
        voices.flat_map(|(voice, own)| {
            own.rounds.iter().enumerate().map(move |(round, entry)| (voice, round, entry))
        })
    }

    fn ids(&self, items: &[Index]) -> Vec<String> {
        items.iter().filter_map(|item| Some(self.form.nodes.get(*item)?.item.id.clone())).collect()
    }
}

/// What `own` is more than `other`: over the items that both have a number for, when both are calculated.
fn measure_difference(
    place: usize,
    node: &MeasureNode,
    own: &Entry<'_>,
    other: &Entry<'_>,
) -> Option<Difference> {
    if !own.may_read(node) || !other.may_read(node) {
        return None;
    }
    let value = |entry: &Entry<'_>| entry.evaluated.quantities.get(place)?.value;
    let difference = value(own)? - value(other)?;
    if node.value.is_some() {
        return Some(Difference { value: quantity::tenth(difference), items: Vec::new() });
    }
    over_common(node.items.iter(), own, other)
}

fn item_difference(item: &MeasureItem, own: &Entry<'_>, other: &Entry<'_>) -> Option<Difference> {
    let may_read = own.reader.may_read(item.item) && other.reader.may_read(item.item);
    over_common(std::iter::once(item), own, other).filter(|_| may_read)
}

fn over_common<'i>(
    items: impl Iterator<Item = &'i MeasureItem>,
    own: &Entry<'_>,
    other: &Entry<'_>,
) -> Option<Difference> {
    let number = |item: &MeasureItem, entry: &Entry<'_>| item.number(&entry.evaluated.evaluation);
    let common: Vec<(Index, f64)> =
        items.filter_map(|item| Some((item.item, number(item, own)? - number(item, other)?))).collect();
    Some(Difference {
        value: Tally::of(common.iter().map(|(_, difference)| *difference)).mean()?,
        items: common.iter().map(|(item, _)| *item).collect(),
    })
}

/// Place of the band that a measure's value is in.
fn band(place: usize, entry: &Entry<'_>) -> Option<usize> {
    entry.evaluated.quantities.get(place)?.band
}

fn of_order(order: Ordering) -> Direction {
    match order {
        Ordering::Greater => Direction::Higher,
        Ordering::Less => Direction::Lower,
        Ordering::Equal => Direction::Same,
    }
}
