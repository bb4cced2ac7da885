//! What hangs on which answers, as far as views want to know it beforehand.

use crate::expression::{Expression, Function, Index};
use crate::form::{Form, ItemIndex, ItemNode};
use crate::{Kind, Layout};

impl ItemNode {
    /// Whether the item has a condition that looks at an answer for which `is` holds.
    #[must_use]
    pub fn hangs_on(&self, is: &dyn Fn(ItemIndex) -> bool) -> bool {
        self.when.as_ref().is_some_and(|when| looks_at(when, is))
    }

    /// Whether the items inside have the same choices and can be laid out as a table.
    #[must_use]
    pub fn is_matrix(&self) -> bool {
        self.item.layout == Some(Layout::Matrix)
    }
}

impl Form {
    /// Whether the answer to an item, or to one after it, decides which pages and questions are still to come.
    #[must_use]
    pub fn may_change_after(&self, item: ItemIndex) -> bool {
        let Some(page) = self.item(item).map(|node| node.page) else { return false };
        let is_open = |index: ItemIndex| index >= item;
        let hangs = |when: &Option<Expression>| {
            when.as_ref().is_some_and(|when| self.looks_at_or_computes(when, &is_open))
        };
        let is_question = |node: &ItemNode| {
            node.item.kind != Kind::Note
                && node.parent.is_none_or(|parent| self.item(parent).is_some_and(ItemNode::is_matrix))
        };
        self.pages.iter().skip(page + 1).any(|page| hangs(&page.when))
            || self.nodes.iter().skip(item.0 + 1).any(|node| is_question(node) && hangs(&node.when))
    }

    fn looks_at_or_computes(&self, expression: &Expression, is: &dyn Fn(ItemIndex) -> bool) -> bool {
        let mut found = looks_at(expression, is);
        expression.walk(&mut |part| {
            if let Expression::Computed(index) = part
                && let Some(entry) = self.computed.get(*index)
            {
                found |= self.looks_at_or_computes(&entry.value, is);
            }
        });
        found
    }
}

fn looks_at(expression: &Expression, is: &dyn Fn(ItemIndex) -> bool) -> bool {
    let mut found = false;
    expression.walk(&mut |part| match part {
        Expression::Answer(item) | Expression::Filled(item) | Expression::Count(item) => {
            found |= is(ItemIndex(*item));
        }
        Expression::Rows { repeat, .. } => found |= is(ItemIndex(*repeat)),
        _ => {}
    });
    found
}

/// Items of which a rule asks for one or another: those whose answers are missing together when it is broken.
pub(crate) fn alternatives(fails: &Expression) -> Vec<Index> {
    fn missing(expression: &Expression, negated: bool, found: &mut Vec<Index>) {
        match expression {
            Expression::Filled(item) if negated => found.push(*item),
            Expression::Call(Function::Not, parts) => {
                parts.iter().for_each(|part| missing(part, !negated, found));
            }
            Expression::Call(Function::All | Function::Any, parts) => {
                parts.iter().for_each(|part| missing(part, negated, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    missing(fails, false, &mut found);
    if found.len() < 2 {
        found.clear();
    }
    found
}
