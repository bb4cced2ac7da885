//! "Why do I see this?": the answers and circumstances that led an expression to its value.

use crate::evaluation::Evaluation;
use crate::expression::{Expression, Function, Index};
use crate::form::{Form, ItemIndex, Place};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// One thing that a rule looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ground {
    /// What it is.
    pub source: GroundSource,
    /// Id of the item, computed value or measure, or name of the flag; empty for role and day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Row number from 0, for an item inside a repeat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Its value; absent when it has none. Of a measure: the number, or the id of its band for those who see no
    /// numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Json>,
}

/// What a rule can look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum GroundSource {
    /// The answer of an item.
    Answer,
    /// A computed value of the form; what it comes from follows.
    Computed,
    /// A measure of the results; what it comes from follows.
    Measure,
    /// A flag of the host.
    Flag,
    /// Who filled in.
    Role,
    /// The day that rules took for today.
    Today,
}

/// A leaf of an expression, in a row where it is inside one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Leaf<'a> {
    Answer(Place),
    Computed(usize),
    Flag(&'a str),
    Role,
    Today,
}

/// Which leaves are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Each one.
    Everything,
    /// Those without which the value could be another: of `any` what holds, of `if` the way that was taken.
    Contributing,
}

impl<'a> Evaluation<'a> {
    /// Why an item is asked or not: what its condition and those of the groups and the page around it looked at.
    #[must_use]
    pub fn why_active(&self, place: Place) -> Vec<Ground> {
        let mut leaves = Vec::new();
        let mut item = Some(place.item);
        let mut page = None;
        while let Some(node) = item.and_then(|item| self.form().nodes.get(item.0)) {
            if let Some(when) = &node.when {
                let row = node.repeat.map(|repeat| repeat.0).zip(place.row);
                self.leaves(when, row, Extent::Contributing, &mut leaves);
            }
            item = node.parent;
            page = Some(node.page);
        }
        if let Some(when) =
            page.and_then(|page| self.form().pages.get(page)).and_then(|page| page.when.as_ref())
        {
            self.leaves(when, None, Extent::Contributing, &mut leaves);
        }
        leaves.into_iter().map(|leaf| self.ground(leaf)).collect()
    }

    /// What a computed value was computed from; nothing when there is none of this id.
    #[must_use]
    pub fn why_computed(&self, id: &str) -> Vec<Ground> {
        let mut leaves = Vec::new();
        if let Some(entry) = self.form().computed.iter().find(|entry| entry.id == id) {
            self.leaves(&entry.value, None, Extent::Contributing, &mut leaves);
        }
        leaves.into_iter().map(|leaf| self.ground(leaf)).collect()
    }

    /// Adds the leaves of an expression that are not there yet; behind a computed value those that it comes from.
    pub(crate) fn leaves(
        &self,
        expression: &'a Expression,
        row: Option<(Index, usize)>,
        extent: Extent,
        found: &mut Vec<Leaf<'a>>,
    ) {
        // A list instead of recursion: a chain of computed values can be as long as a definition.
        let mut pending = vec![(expression, row)];
        let mut next = 0;
        while let Some((expression, row)) = pending.get(next).copied() {
            next += 1;
            Walk { evaluation: self, extent, found, pending: &mut pending }.visit(expression, row);
        }
    }

    /// A leaf with its value.
    pub(crate) fn ground(&self, leaf: Leaf<'a>) -> Ground {
        let form = self.form();
        let id = |item: Index| form.nodes.get(item).map(|node| node.item.id.clone()).unwrap_or_default();
        let (source, id, row, value) = match leaf {
            Leaf::Answer(place) => {
                (GroundSource::Answer, id(place.item.0), place.row, self.active_answer(place).cloned())
            }
            Leaf::Computed(index) => (
                GroundSource::Computed,
                form.computed.get(index).map(|entry| entry.id.clone()).unwrap_or_default(),
                None,
                self.value_at(None, leaf_expression(form, index)).to_json(),
            ),
            Leaf::Flag(name) => {
                let on = self.context().flags.iter().any(|flag| flag == name);
                (GroundSource::Flag, name.to_owned(), None, Some(on.into()))
            }
            Leaf::Role => {
                (GroundSource::Role, String::new(), None, Some(self.context().role.as_str().into()))
            }
            Leaf::Today => {
                (GroundSource::Today, String::new(), None, Some(self.context().today.to_string().into()))
            }
        };
        Ground { source, id, row, value }
    }

    /// The answer of an item that is asked.
    pub(crate) fn active_answer(&self, place: Place) -> Option<&'a Json> {
        self.is_active(place)
            .then(|| self.answer(place))
            .flatten()
            .filter(|answer| crate::evaluation::is_filled(answer))
    }
}

/// The expression of a computed value; false where there is none.
fn leaf_expression(form: &Form, index: usize) -> &Expression {
    form.computed.get(index).map_or(&Expression::Boolean(false), |entry| &entry.value)
}

/// One walk through an expression.
struct Walk<'w, 'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    extent: Extent,
    found: &'w mut Vec<Leaf<'a>>,
    /// Expressions of computed values that are still to be walked through.
    pending: &'w mut Vec<(&'a Expression, Option<(Index, usize)>)>,
}

impl<'a> Walk<'_, '_, 'a> {
    fn visit(&mut self, expression: &'a Expression, row: Option<(Index, usize)>) {
        match expression {
            Expression::Answer(item) | Expression::Filled(item) | Expression::Count(item) => {
                let in_rows =
                    self.evaluation.form().nodes.get(*item).is_some_and(|node| node.repeat.is_some());
                let row = row.filter(|_| in_rows).map(|(_, row)| row);
                self.add(Leaf::Answer(Place { item: ItemIndex(*item), row }));
            }
            Expression::Computed(index) => {
                if self.add(Leaf::Computed(*index))
                    && let Some(entry) = self.evaluation.form().computed.get(*index)
                {
                    self.pending.push((&entry.value, None));
                }
            }
            Expression::Flag(name) => drop(self.add(Leaf::Flag(name))),
            Expression::Role => drop(self.add(Leaf::Role)),
            Expression::Today => drop(self.add(Leaf::Today)),
            Expression::Rows { every, repeat, condition } => self.visit_rows(*every, *repeat, condition),
            Expression::Call(function, arguments) => self.visit_call(*function, arguments, row),
            Expression::Boolean(_)
            | Expression::Number(_)
            | Expression::Text(_)
            | Expression::Date(_)
            | Expression::Texts(_) => {}
        }
    }

    fn visit_rows(&mut self, every: bool, repeat: Index, condition: &'a Expression) {
        let rows = self.evaluation.row_count(ItemIndex(repeat));
        if rows == 0 {
            self.add(Leaf::Answer(Place { item: ItemIndex(repeat), row: None }));
        }
        let decides =
            |row: usize| self.evaluation.value_at(Some((repeat, row)), condition).is_true() != every;
        let some_decide = self.extent == Extent::Contributing && (0..rows).any(decides);
        for row in (0..rows).filter(|row| !some_decide || decides(*row)) {
            self.visit(condition, Some((repeat, row)));
        }
    }

    fn visit_call(&mut self, function: Function, arguments: &'a [Expression], row: Option<(Index, usize)>) {
        let evaluation = self.evaluation;
        let holds = |argument: &'a Expression| evaluation.value_at(row, argument).is_true();
        match (self.extent, function, arguments) {
            // What holds makes `any` true, what fails makes `all` false; else each argument has its part in it.
            (Extent::Contributing, Function::Any | Function::All, arguments) => {
                let decides = |argument: &'a Expression| holds(argument) == (function == Function::Any);
                let some_decide = arguments.iter().any(decides);
                for argument in arguments.iter().filter(|argument| !some_decide || decides(argument)) {
                    self.visit(argument, row);
                }
            }
            (Extent::Contributing, Function::If, [condition, then, other]) => {
                self.visit(condition, row);
                self.visit(if holds(condition) { then } else { other }, row);
            }
            _ => arguments.iter().for_each(|argument| self.visit(argument, row)),
        }
    }

    /// Adds a leaf; false when it was there already.
    fn add(&mut self, leaf: Leaf<'a>) -> bool {
        let is_new = !self.found.contains(&leaf);
        if is_new {
            self.found.push(leaf);
        }
        is_new
    }
}
