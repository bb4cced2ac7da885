//! Measures and the groups of them.

use super::Loader;
use crate::expression::Type;
use crate::results::compiled::{MeasureItem, MeasureNode};
use crate::results::document::{Band, Measure};
use crate::results::names::{self, KnownMeasure};
use crate::{Issue, IssueCode, Kind};

impl<'a> Loader<'a> {
    /// Compiles a measure, which those after it may refer to.
    pub(super) fn measure(&mut self, measure: &'a Measure, number: usize) {
        let pointer = format!("/measures/{number}");
        let before = self.document.measures.iter().take(number).map(|other| other.id.as_str());
        self.check_id(&measure.id, &format!("{pointer}/id"), before);
        if measure.least >= measure.greatest {
            let found = measure.least.to_string();
            self.refuse::<()>(
                format!("{pointer}/least"),
                IssueCode::PropertyValue,
                &found,
                "less than greatest",
            );
        }
        let bands = self.bands(measure.band_set.as_deref(), &format!("{pointer}/bandSet"));
        let value = measure.value.as_ref();
        let value = value.and_then(|value| self.expect(value, &format!("{pointer}/value"), Type::Number));
        if measure.items.is_empty() && measure.value.is_none() {
            let pointer = format!("{pointer}/items");
            self.refuse::<()>(pointer, IssueCode::PropertyMissing, "nothing", "items, or a value");
        }
        let mut items = Vec::new();
        for (place, id) in measure.items.iter().enumerate() {
            let pointer = format!("{pointer}/items/{place}");
            if measure.items.iter().take(place).any(|other| other == id) {
                self.report.push(Issue::error(&pointer, IssueCode::IdDuplicate).with("found", id.as_str()));
            }
            items.extend(self.measure_item(id, &pointer, measure.value.is_none()));
        }
        let mut sources = value.as_ref().map(|value| value.sources.clone()).unwrap_or_default();
        items.iter().for_each(|item| sources.add_item(item.item));
        names::add_measure(&mut self.names, self.form, number, &measure.id);
        self.known.push(KnownMeasure { id: measure.id.clone(), bands: bands.clone() });
        self.measures.push(MeasureNode {
            id: measure.id.clone(),
            items,
            value,
            least: measure.least,
            greatest: measure.greatest,
            band_set: measure.band_set.clone(),
            bands,
            audience: measure.audience.clone(),
            sources,
        });
    }

    fn bands(&mut self, name: Option<&str>, pointer: &str) -> Vec<Band> {
        let Some(name) = name else { return Vec::new() };
        if let Some(bands) = self.document.band_sets.get(name) {
            return bands.clone();
        }
        let sets: Vec<&str> = self.document.band_sets.keys().map(String::as_str).collect();
        let expected = format!("one of {}", sets.join(", "));
        self.refuse(pointer, IssueCode::Reference, name, &expected).unwrap_or_default()
    }

    fn measure_item(&mut self, id: &str, pointer: &str, needs_number: bool) -> Option<MeasureItem> {
        let item = self.item(id, pointer)?;
        let node = self.form.nodes.get(item)?;
        let set = node.item.option_set.as_ref().and_then(|set| self.document.values.get(set));
        let is_number = matches!(node.item.kind, Kind::Number | Kind::Scale);
        let is_valued = node.item.kind == Kind::Single && set.is_some();
        if needs_number && !is_number && !is_valued {
            let expected = "a number, a scale, or a single item whose option set is in values";
            return self.refuse(pointer, IssueCode::Reference, id, expected);
        }
        let values = set.into_iter().flatten();
        Some(MeasureItem { item, values: values.map(|(id, value)| (id.clone(), *value)).collect() })
    }

    pub(super) fn groups(&mut self) -> Vec<(String, Vec<usize>)> {
        let document = self.document;
        let mut groups = Vec::new();
        for (number, group) in document.groups.iter().enumerate() {
            let pointer = format!("/groups/{number}");
            let before = document.groups.iter().take(number).map(|other| other.id.as_str());
            self.check_id(&group.id, &format!("{pointer}/id"), before);
            let mut places = Vec::new();
            for (place, id) in group.measures.iter().enumerate() {
                places.extend(self.measure_place(id, &format!("{pointer}/measures/{place}")));
            }
            groups.push((group.id.clone(), places));
        }
        groups
    }

    pub(super) fn measure_place(&mut self, id: &str, pointer: &str) -> Option<usize> {
        let place = self.measures.iter().position(|measure| measure.id == id);
        place.or_else(|| self.refuse(pointer, IssueCode::Reference, id, "the id of a measure"))
    }
}
