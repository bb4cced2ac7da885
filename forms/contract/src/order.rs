//! The order in which pages, items and computed values can be evaluated: each after what it depends on.

use crate::Table;
use crate::expression::Expression;
use crate::form::{ComputedNode, ItemNode, PageNode, Step};

/// Depth-first topological sort. Depth is bounded by the number of items.
pub(crate) struct Sorter<'a> {
    pages: &'a [PageNode],
    nodes: &'a [ItemNode],
    computed: &'a [ComputedNode],
    /// `false` while being visited, `true` when done.
    state: Table<(u8, usize), bool>,
    pub(crate) order: Vec<Step>,
    /// The first thing found that depends on itself.
    pub(crate) cycle: Option<Step>,
}

impl<'a> Sorter<'a> {
    pub(crate) fn new(pages: &'a [PageNode], nodes: &'a [ItemNode], computed: &'a [ComputedNode]) -> Self {
        Self { pages, nodes, computed, state: Table::new(), order: Vec::new(), cycle: None }
    }

    /// Puts `start` in the order, after everything that it depends on.
    pub(crate) fn visit(&mut self, start: Step) {
        // An explicit stack: a chain of 2 000 conditions must not exhaust the wasm's own.
        let mut stack = vec![(start, self.dependencies(start), 0)];
        if self.state.contains_key(&key(start)) {
            return;
        }
        self.state.insert(key(start), false);
        while let Some((step, dependencies, next)) = stack.last_mut() {
            let Some(dependency) = dependencies.get(*next).copied() else {
                self.state.insert(key(*step), true);
                self.order.push(*step);
                stack.pop();
                continue;
            };
            *next += 1;
            match self.state.get(&key(dependency)) {
                Some(true) => {}
                Some(false) => {
                    self.cycle.get_or_insert(dependency);
                }
                None => {
                    self.state.insert(key(dependency), false);
                    stack.push((dependency, self.dependencies(dependency), 0));
                }
            }
        }
    }

    fn dependencies(&self, step: Step) -> Vec<Step> {
        let mut found = Vec::new();
        let expression = match step {
            Step::Page(page) => self.pages.get(page).and_then(|page| page.when.as_ref()),
            Step::Computed(index) => self.computed.get(index).map(|entry| &entry.value),
            Step::Item(item) => self.nodes.get(item).and_then(|node| {
                found.push(node.parent.map_or(Step::Page(node.page), |parent| Step::Item(parent.0)));
                node.when.as_ref()
            }),
        };
        if let Some(expression) = expression {
            expression.walk(&mut |part| match part {
                Expression::Answer(item) | Expression::Filled(item) | Expression::Count(item) => {
                    found.push(Step::Item(*item));
                }
                Expression::Rows { repeat, .. } => found.push(Step::Item(*repeat)),
                Expression::Computed(index) => found.push(Step::Computed(*index)),
                _ => {}
            });
        }
        found
    }
}

fn key(step: Step) -> (u8, usize) {
    match step {
        Step::Page(page) => (0, page),
        Step::Item(item) => (1, item),
        Step::Computed(index) => (2, index),
    }
}
