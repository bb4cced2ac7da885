//! What the rules make of some answers: which items are active and required, and the computed values.

use crate::check::sorted_keys;
use crate::expression::{Expression, Index, Scope, TextList, Value};
use crate::form::{Form, ItemIndex, Place, Step};
use crate::{Answers, Context, Kind, PlainDate, object};
use serde_json::{Map, Value as Json};
use std::borrow::Cow;

/// What the rules make of some answers. Borrowed from form and answers; cheap to make anew at every change.
#[derive(Debug)]
pub struct Evaluation<'a> {
    form: &'a Form,
    context: &'a Context,
    /// What is known of each node.
    slots: Vec<Slot<'a>>,
    /// Activity of pages.
    pages: Vec<bool>,
    /// Activity of items in rows, where it is not simply that of the repeat: a run for each such item.
    rows: Vec<bool>,
    computed: Vec<Value<'a>>,
    /// Ids of answers to no item.
    unknown: Vec<&'a str>,
}

/// What is known of a node.
#[derive(Debug, Clone, Copy, Default)]
struct Slot<'a> {
    /// Outside rows: the answer.
    answer: Option<&'a Json>,
    /// Outside rows: whether it is active.
    active: bool,
    /// In rows: where its run of activity starts, if it has one.
    rows: Option<usize>,
}

impl Form {
    /// Applies the rules to some answers. Answers of the wrong type count as missing.
    #[must_use]
    pub fn evaluate<'a>(&'a self, answers: &'a Answers, context: &'a Context) -> Evaluation<'a> {
        let mut evaluation = Evaluation {
            form: self,
            context,
            slots: vec![Slot::default(); self.nodes.len()],
            pages: vec![false; self.pages.len()],
            rows: Vec::new(),
            computed: vec![Value::Missing; self.computed.len()],
            unknown: Vec::new(),
        };
        evaluation.place_answers(answers);
        for step in &self.order {
            evaluation.take(*step);
        }
        evaluation
    }
}

impl<'a> Evaluation<'a> {
    /// Brings answers to their nodes. Quick when they are sorted by id, but does not rely on it: a server's build may
    /// keep the order of the text.
    fn place_answers(&mut self, answers: &'a Answers) {
        let mut from = 0;
        for (id, answer) in answers {
            let found = self.form.by_id.seek(from, id);
            from = found.unwrap_or_else(|place| place);
            let index = found.ok().and_then(|place| self.form.by_id.at(place));
            let is_answer =
                |index: &&Index| self.form.shapes.get(**index).is_some_and(|shape| shape.is_answer);
            match index.filter(is_answer).and_then(|index| self.slots.get_mut(*index)) {
                Some(slot) => slot.answer = Some(answer),
                None => self.unknown.push(id),
            }
        }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Page(page) => {
                let when = self.form.pages.get(page).and_then(|page| page.when.as_ref());
                let active = when.is_none_or(|when| self.view(None).holds(when));
                if let Some(slot) = self.pages.get_mut(page) {
                    *slot = active;
                }
            }
            Step::Computed(index) => {
                if let Some(entry) = self.form.computed.get(index) {
                    let value = self.view(None).evaluate(&entry.value);
                    if let Some(slot) = self.computed.get_mut(index) {
                        *slot = value;
                    }
                }
            }
            Step::Item(item) => self.take_item(item),
        }
    }

    fn take_item(&mut self, item: Index) {
        let Some(shape) = self.form.shapes.get(item) else { return };
        let when = if shape.has_condition { self.form.nodes.get(item) } else { None };
        let when = when.and_then(|node| node.when.as_ref());
        let Some(repeat) = shape.repeat else {
            let container = match shape.parent {
                Some(parent) => self.slots.get(parent.0).map(|slot| slot.active),
                None => self.pages.get(shape.page).copied(),
            };
            let active = container.unwrap_or(false) && when.is_none_or(|when| self.view(None).holds(when));
            if let Some(slot) = self.slots.get_mut(item) {
                slot.active = active;
            }
            return;
        };
        // Without a condition an item in a row is as active as what holds it.
        if when.is_none() && shape.parent == Some(repeat) {
            return;
        }
        let start = self.rows.len();
        for row in 0..self.row_count(repeat) {
            let container =
                shape.parent.is_none_or(|parent| self.is_active(Place { item: parent, row: Some(row) }));
            let active = container && when.is_none_or(|when| self.view(Some((repeat.0, row))).holds(when));
            self.rows.push(active);
        }
        if let Some(slot) = self.slots.get_mut(item) {
            slot.rows = Some(start);
        }
    }

    fn view(&self, row: Option<(Index, usize)>) -> View<'_, 'a> {
        View { evaluation: self, row }
    }

    fn view_of(&self, place: Place) -> View<'_, 'a> {
        let repeat = self.form.shapes.get(place.item.0).and_then(|shape| shape.repeat);
        self.view(repeat.map(|repeat| repeat.0).zip(place.row))
    }

    /// Whether the page exists for these answers.
    #[must_use]
    pub fn is_page_active(&self, page: usize) -> bool {
        self.pages.get(page).copied().unwrap_or(false)
    }

    /// Whether the item is asked for these answers.
    #[must_use]
    pub fn is_active(&self, place: Place) -> bool {
        let Some(slot) = self.slots.get(place.item.0) else { return false };
        let Some(shape) = self.form.shapes.get(place.item.0) else { return false };
        match (shape.repeat, place.row) {
            (None, _) => slot.active,
            (Some(repeat), Some(row)) => {
                let own = row >= self.row_count(repeat)
                    || slot.rows.is_none_or(|start| self.rows.get(start + row).copied().unwrap_or(false));
                own && self.is_active(Place { item: repeat, row: None })
            }
            (Some(_), None) => false,
        }
    }

    /// Whether an answer is required, were the item active.
    #[must_use]
    pub fn is_required(&self, place: Place) -> bool {
        self.form
            .nodes
            .get(place.item.0)
            .and_then(|node| node.required.as_ref())
            .is_some_and(|required| self.view_of(place).holds(required))
    }

    /// Whether an option is offered now.
    #[must_use]
    pub fn is_offered(&self, place: Place, option: &str) -> bool {
        self.form.nodes.get(place.item.0).is_some_and(|node| {
            node.options.iter().any(|entry| {
                entry.id == option && entry.when.as_ref().is_none_or(|when| self.view_of(place).holds(when))
            })
        })
    }

    /// Earliest and latest day allowed now.
    #[must_use]
    pub fn date_bounds(&self, place: Place) -> (Option<PlainDate>, Option<PlainDate>) {
        let Some(node) = self.form.nodes.get(place.item.0) else { return (None, None) };
        let view = self.view_of(place);
        let bound =
            |bound: &'a Option<Expression>| bound.as_ref().and_then(|bound| view.evaluate(bound).date());
        (bound(&node.earliest), bound(&node.latest))
    }

    /// Number of rows of a repeat; 0 for other items.
    #[must_use]
    pub fn row_count(&self, repeat: ItemIndex) -> usize {
        self.slots.get(repeat.0).and_then(|slot| slot.answer).and_then(Json::as_array).map_or(0, Vec::len)
    }

    /// The answer as given, active or not.
    #[must_use]
    pub fn answer(&self, place: Place) -> Option<&'a Json> {
        match (self.form.shapes.get(place.item.0)?.repeat, place.row) {
            (None, _) => self.slots.get(place.item.0)?.answer,
            (Some(repeat), Some(row)) => {
                self.row(repeat.0, row)?.get(&self.form.nodes.get(place.item.0)?.item.id)
            }
            (Some(_), None) => None,
        }
    }

    /// Computed values by id, those that have one.
    #[must_use]
    pub fn computed(&self) -> Map<String, Json> {
        let pairs = self.form.computed.iter().zip(&self.computed);
        object(&mut pairs.filter_map(|(entry, value)| Some((entry.id.clone(), value.to_json()?))))
    }

    fn row(&self, repeat: Index, row: usize) -> Option<&'a Map<String, Json>> {
        self.slots.get(repeat)?.answer?.as_array()?.get(row)?.as_object()
    }

    /// Ids of answers to no item, in the same order in every build.
    pub(crate) fn unknown(&self) -> Vec<&'a str> {
        sorted_keys(self.unknown.clone())
    }

    /// The form that was answered.
    pub(crate) fn form(&self) -> &'a Form {
        self.form
    }

    /// What rules may know besides the answers.
    pub(crate) fn context(&self) -> &'a Context {
        self.context
    }

    /// The value of an expression, in a row or outside rows.
    pub(crate) fn value_at(&self, row: Option<(Index, usize)>, expression: &'a Expression) -> Value<'a> {
        self.view(row).evaluate(expression)
    }

    /// Puts one more value after the computed ones, for expressions of other documents that refer to it.
    pub(crate) fn push_value(&mut self, value: Value<'a>) {
        self.computed.push(value);
    }

    /// Whether a condition of a check holds at a place.
    pub(crate) fn holds_at(&self, place: Place, condition: &'a Expression) -> bool {
        self.view_of(place).holds(condition)
    }
}

/// Evaluation of one expression, in a row or outside rows.
#[derive(Clone, Copy)]
struct View<'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    row: Option<(Index, usize)>,
}

impl<'a> View<'_, 'a> {
    fn place(&self, item: Index) -> Place {
        Place { item: ItemIndex(item), row: self.row.map(|(_, row)| row) }
    }

    fn json(&self, item: Index) -> Option<&'a Json> {
        let place = self.place(item);
        self.evaluation.is_active(place).then(|| self.evaluation.answer(place)).flatten()
    }
}

impl<'a> Scope<'a> for View<'_, 'a> {
    fn answer(&self, item: Index) -> Value<'a> {
        let (Some(json), Some(shape)) = (self.json(item), self.evaluation.form.shapes.get(item)) else {
            return Value::Missing;
        };
        match (shape.kind, json) {
            (Kind::Number | Kind::Scale, Json::Number(number)) => number.as_f64().into(),
            (Kind::Date, Json::String(text)) => PlainDate::parse(text, shape.precision).into(),
            (Kind::Text | Kind::LongText | Kind::Single | Kind::Search, Json::String(text))
                if !text.is_empty() =>
            {
                Value::Text(Cow::Borrowed(text))
            }
            (Kind::Multiple | Kind::Search, Json::Array(texts)) => Value::Texts(TextList::Answer(texts)),
            _ => Value::Missing,
        }
    }

    fn is_filled(&self, item: Index) -> bool {
        self.json(item).is_some_and(is_filled)
    }

    fn count(&self, item: Index) -> usize {
        self.json(item).and_then(Json::as_array).map_or(0, Vec::len)
    }

    fn computed(&self, index: usize) -> Value<'a> {
        self.evaluation.computed.get(index).cloned().unwrap_or(Value::Missing)
    }

    fn context(&self) -> &'a Context {
        self.evaluation.context
    }

    fn rows(&self, every: bool, repeat: Index, condition: &'a Expression) -> bool {
        let place = Place { item: ItemIndex(repeat), row: None };
        if !self.evaluation.is_active(place) {
            return false;
        }
        let mut rows = 0..self.evaluation.row_count(place.item);
        let holds = |row: usize| self.evaluation.view(Some((repeat, row))).holds(condition);
        if every { rows.all(holds) } else { rows.any(holds) }
    }
}

/// Whether an answer holds anything: blank text and empty lists do not.
pub(crate) fn is_filled(answer: &Json) -> bool {
    match answer {
        Json::Null => false,
        Json::String(text) => text.contains(|character: char| !character.is_whitespace()),
        Json::Array(list) => !list.is_empty(),
        Json::Object(map) => !map.is_empty(),
        Json::Bool(_) | Json::Number(_) => true,
    }
}
