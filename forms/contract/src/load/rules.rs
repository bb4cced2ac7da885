//! From the rules of a definition to compiled expressions, in the order in which they can be evaluated.

use super::{Loader, bad_id, is_id};
use crate::dependence::alternatives;
use crate::expression::{Compiler, Expression, Symbol, Type};
use crate::form::{CheckNode, ComputedNode, ItemNode, PageNode, Step};
use crate::json::{inside, numbered};
use crate::order::Sorter;
use crate::{IssueCode, Kind, Severity};

impl Loader<'_> {
    /// Computed values are compiled in the order of the definition: each may refer to those before it.
    pub(super) fn compile_computed(&mut self) -> Vec<ComputedNode> {
        let mut computed = Vec::new();
        for (index, entry) in self.definition.computed.iter().enumerate() {
            let pointer = numbered("/computed", index);
            self.check_id(&inside(&pointer, "id"), &entry.id);
            let compiled = Compiler { names: &self.names, report: &mut self.report, repeat: None }
                .compile(&entry.value, &inside(&pointer, "value"));
            let answer = compiled.as_ref().map(|(_, found)| *found);
            let symbol = Symbol::Computed { index, answer };
            if self.names.symbols.insert(entry.id.clone(), symbol).is_some() {
                self.refuse_duplicate(&inside(&pointer, "id"), &entry.id);
            }
            let value = compiled.map_or(Expression::Boolean(false), |(value, _)| value);
            computed.push(ComputedNode { id: entry.id.clone(), value, audience: entry.audience.clone() });
        }
        computed
    }

    pub(super) fn compile_items(&mut self, nodes: &mut [ItemNode]) {
        let raw = std::mem::take(&mut self.raw);
        for (node, (item, pointer)) in nodes.iter_mut().zip(&raw) {
            let repeat = node.repeat.map(|repeat| repeat.0);
            let mut compiler = Compiler { names: &self.names, report: &mut self.report, repeat };
            node.when =
                item.when.as_ref().and_then(|when| compiler.condition(when, &inside(pointer, "when")));
            node.required = item.required.as_ref().and_then(|required| match required {
                serde_json::Value::Bool(true) => Some(Expression::Boolean(true)),
                required => compiler.condition(required, &inside(pointer, "required")),
            });
            node.earliest = item
                .earliest
                .as_ref()
                .and_then(|earliest| compiler.expect(earliest, &inside(pointer, "earliest"), Type::Date));
            node.latest = item
                .latest
                .as_ref()
                .and_then(|latest| compiler.expect(latest, &inside(pointer, "latest"), Type::Date));
            let set = item
                .option_set
                .as_ref()
                .and_then(|name| Some((name, self.definition.option_sets.get(name)?)));
            if let Some((name, options)) = set {
                for (number, (option, entry)) in node.options.iter_mut().zip(options).enumerate() {
                    option.when = entry.when.as_ref().and_then(|when| {
                        let pointer = inside(&numbered(&inside("/optionSets", name), number), "when");
                        compiler.condition(when, &pointer)
                    });
                }
            }
        }
        self.raw = raw;
    }

    pub(super) fn compile_pages(&mut self, pages: &mut [PageNode]) {
        for (number, (node, page)) in pages.iter_mut().zip(&self.definition.pages).enumerate() {
            let mut compiler = Compiler { names: &self.names, report: &mut self.report, repeat: None };
            node.when = page
                .when
                .as_ref()
                .and_then(|when| compiler.condition(when, &inside(&numbered("/pages", number), "when")));
        }
    }

    pub(super) fn compile_checks(&mut self, nodes: &mut [ItemNode]) {
        for (number, check) in self.definition.checks.iter().enumerate() {
            let pointer = numbered("/checks", number);
            if !is_id(&check.id)
                || self.definition.checks.iter().take(number).any(|other| other.id == check.id)
            {
                self.push(bad_id(&inside(&pointer, "id"), &check.id));
            }
            let Some(Symbol::Item { index, repeat, .. }) = self.names.symbols.get(&check.at).copied() else {
                self.report.refuse(
                    &inside(&pointer, "at"),
                    IssueCode::Reference,
                    check.at.as_str(),
                    "the id of an item",
                );
                continue;
            };
            let Some(node) = nodes.get_mut(index) else { continue };
            if node.item.kind == Kind::Note {
                self.report.refuse(
                    &inside(&pointer, "at"),
                    IssueCode::Reference,
                    check.at.as_str(),
                    "an item that is not a note",
                );
            }
            let fails = Compiler { names: &self.names, report: &mut self.report, repeat }
                .condition(&check.fails, &inside(&pointer, "fails"));
            let Some(fails) = fails else { continue };
            let severity = check.severity.unwrap_or(Severity::Error);
            let alternatives = if severity == Severity::Error { alternatives(&fails) } else { Vec::new() };
            node.checks.push(CheckNode { id: check.id.clone(), fails, severity });
            for item in alternatives {
                if let Some(node) = nodes.get_mut(item) {
                    node.is_alternative = true;
                }
            }
        }
    }

    /// Sorts pages, items and computed values so that each comes after what it depends on; reports cycles.
    pub(super) fn order(
        &mut self,
        pages: &[PageNode],
        nodes: &[ItemNode],
        computed: &[ComputedNode],
    ) -> Vec<Step> {
        let mut sorter = Sorter::new(pages, nodes, computed);
        for page in 0..pages.len() {
            sorter.visit(Step::Page(page));
        }
        for item in 0..nodes.len() {
            sorter.visit(Step::Item(item));
        }
        for index in 0..computed.len() {
            sorter.visit(Step::Computed(index));
        }
        let order = std::mem::take(&mut sorter.order);
        if let Some(step) = sorter.cycle {
            let (pointer, id) = match step {
                Step::Page(page) => {
                    (inside(&numbered("/pages", page), "when"), pages.get(page).map(|page| page.id.clone()))
                }
                Step::Item(item) => (
                    self.raw.get(item).map(|(_, pointer)| inside(pointer, "when")).unwrap_or_default(),
                    nodes.get(item).map(|node| node.item.id.clone()),
                ),
                Step::Computed(index) => (
                    inside(&numbered("/computed", index), "value"),
                    computed.get(index).map(|entry| entry.id.clone()),
                ),
            };
            self.report.refuse(
                &pointer,
                IssueCode::ExpressionCycle,
                &id.unwrap_or_default(),
                "a condition that does not depend on itself",
            );
        }
        order
    }
}
