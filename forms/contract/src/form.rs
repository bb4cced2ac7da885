//! A form: a definition that has been checked and compiled.

use crate::expression::{Expression, Index};
use crate::json::{inside, numbered};
use crate::{
    Audience, DataCategory, DatePrecision, Definition, DefinitionReference, Item, Kind, Overlay, Report,
    Severity, Table, load, overlay,
};

/// A definition, with its overlay, that has been checked and compiled. Immutable; made by [`Form::load`].
#[derive(Debug, Clone)]
pub struct Form {
    pub(crate) reference: DefinitionReference,
    pub(crate) pages: Vec<PageNode>,
    pub(crate) nodes: Vec<ItemNode>,
    /// What evaluation asks of each node.
    pub(crate) shapes: Vec<Shape>,
    pub(crate) computed: Vec<ComputedNode>,
    /// Every item by its id.
    pub(crate) by_id: Table<String, Index>,
    /// Pages, items and computed values in the order in which they can be evaluated.
    pub(crate) order: Vec<Step>,
    pub(crate) migrations: Vec<crate::Migration>,
    pub(crate) variants: Table<String, String>,
}

/// The hash in the reference is that of the definition with its overlay, from which everything else is made.
impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.reference == other.reference
    }
}

/// Place of an item in the form; stable for a definition and its overlay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemIndex(pub(crate) Index);

/// An item, and the row it is in when it is inside a repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The item.
    pub item: ItemIndex,
    /// Row number from 0, for items inside a repeat.
    pub row: Option<usize>,
}

/// One page of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct PageNode {
    /// Id.
    pub id: String,
    /// Its items, top level only.
    pub items: Vec<ItemIndex>,
    pub(crate) when: Option<Expression>,
}

/// One item of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemNode {
    /// The item as defined, without the items inside.
    pub item: Item,
    /// Items inside a group or repeat, top level only.
    pub children: Vec<ItemIndex>,
    /// The group or repeat that holds it.
    pub parent: Option<ItemIndex>,
    /// The repeat whose rows hold it.
    pub repeat: Option<ItemIndex>,
    /// Number of its page from 0.
    pub page: usize,
    /// What the answer is about, its own or its container's.
    pub data_category: DataCategory,
    /// Special-category data, its own or its container's.
    pub special_category: bool,
    /// Who may read the answer, its own or its container's.
    pub audience: Vec<Audience>,
    /// Options of `single` and `multiple`.
    pub options: Vec<OptionNode>,
    /// An error check asks for this answer or another one: it cannot simply be left out.
    pub is_alternative: bool,
    pub(crate) when: Option<Expression>,
    pub(crate) required: Option<Expression>,
    pub(crate) earliest: Option<Expression>,
    pub(crate) latest: Option<Expression>,
    /// Rules that are shown at this item.
    pub(crate) checks: Vec<CheckNode>,
    /// Nodes inside are `self + 1 .. end`.
    pub(crate) end: Index,
}

/// What evaluation asks of a node, close together: a node itself is a kilobyte.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) kind: Kind,
    pub(crate) precision: DatePrecision,
    pub(crate) has_condition: bool,
    pub(crate) has_checks: bool,
    /// Whether its answer stands directly in `answers`, not in a row.
    pub(crate) is_answer: bool,
    pub(crate) page: usize,
    pub(crate) parent: Option<ItemIndex>,
    pub(crate) repeat: Option<ItemIndex>,
}

/// One option of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionNode {
    /// The stored value.
    pub id: String,
    /// Choosing it clears the others.
    pub exclusive: bool,
    pub(crate) when: Option<Expression>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ComputedNode {
    pub(crate) id: String,
    pub(crate) value: Expression,
    pub(crate) audience: Vec<Audience>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CheckNode {
    pub(crate) id: String,
    pub(crate) fails: Expression,
    pub(crate) severity: Severity,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Page(usize),
    Item(Index),
    Computed(usize),
}

impl Form {
    /// Reads, checks and compiles a definition with the host's changes.
    ///
    /// # Errors
    ///
    /// A report of everything that is wrong, each with the JSON Pointer of the place, what was found there and
    /// what to write instead.
    pub fn load(definition: &str, overlay: Option<&Overlay>) -> Result<Self, Report> {
        let definition = load::definition(definition)?;
        match overlay {
            Some(overlay) => load::compile(&overlay::merge(definition, overlay)?),
            None => load::compile(&definition),
        }
    }

    /// Checks and compiles a definition that is already in memory.
    ///
    /// # Errors
    ///
    /// As [`Form::load`].
    pub fn compile(definition: &Definition) -> Result<Self, Report> {
        load::compile(definition)
    }

    /// The variant of the messages that a role is shown; none when it is shown the texts for everyone.
    #[must_use]
    pub fn variant(&self, role: crate::Role) -> Option<&str> {
        self.variants.get(role.as_str()).map(String::as_str)
    }

    /// Id, version and hash of the definition.
    #[must_use]
    pub fn reference(&self) -> &DefinitionReference {
        &self.reference
    }

    /// The pages in reading order.
    #[must_use]
    pub fn pages(&self) -> &[PageNode] {
        &self.pages
    }

    /// Every item with its place, in reading order, containers before what they hold.
    pub fn items(&self) -> impl Iterator<Item = (ItemIndex, &ItemNode)> {
        self.nodes.iter().enumerate().map(|(index, node)| (ItemIndex(index), node))
    }

    /// One item.
    #[must_use]
    pub fn item(&self, index: ItemIndex) -> Option<&ItemNode> {
        self.nodes.get(index.0)
    }

    /// The item with an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<ItemIndex> {
        self.by_id.get(id).map(|index| ItemIndex(*index))
    }

    /// The item of an answer that stands directly in `answers`.
    pub(crate) fn find_answer(&self, id: &str) -> Option<ItemIndex> {
        self.find(id).filter(|item| self.shapes.get(item.0).is_some_and(|shape| shape.is_answer))
    }

    /// JSON Pointer of an answer in a submission: `/answers/name`, `/answers/educations/0/school`.
    #[must_use]
    pub fn pointer(&self, place: Place) -> String {
        let Some(node) = self.nodes.get(place.item.0) else { return String::new() };
        match (node.repeat.and_then(|repeat| self.nodes.get(repeat.0)), place.row) {
            (Some(repeat), Some(row)) => {
                inside(&numbered(&inside("/answers", &repeat.item.id), row), &node.item.id)
            }
            _ => inside("/answers", &node.item.id),
        }
    }

    /// The item that a JSON Pointer leads to; longer pointers lead to the item that holds the place.
    #[must_use]
    pub fn place(&self, pointer: &str) -> Option<Place> {
        let mut parts = pointer.strip_prefix("/answers/")?.split('/');
        let item = self.find(parts.next()?)?;
        let top = Place { item, row: None };
        let (Some(row), Some(id)) = (parts.next().and_then(|row| row.parse().ok()), parts.next()) else {
            return Some(top);
        };
        let inside = self.find(id)?;
        if self.nodes.get(inside.0)?.repeat == Some(item) {
            return Some(Place { item: inside, row: Some(row) });
        }
        Some(top)
    }
}

impl ItemNode {
    pub(crate) fn shape(&self) -> Shape {
        Shape {
            kind: self.item.kind,
            precision: self.item.precision.unwrap_or(DatePrecision::Day),
            has_condition: self.when.is_some(),
            has_checks: !self.checks.is_empty(),
            is_answer: self.item.kind.has_answer() && self.repeat.is_none(),
            page: self.page,
            parent: self.parent,
            repeat: self.repeat,
        }
    }
}

impl OptionNode {
    /// Whether the option is offered only under a condition.
    #[must_use]
    pub fn is_conditional(&self) -> bool {
        self.when.is_some()
    }
}
