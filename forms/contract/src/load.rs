//! Loading: from JSON text to checked documents and compiled forms.

use crate::expression::{Compiler, Expression, Names, Symbol, Type};
use crate::form::{CheckNode, ComputedNode, Form, ItemIndex, ItemNode, OptionNode, PageNode, Step};
use crate::json::{self, Limits};
use crate::order::Sorter;
use crate::read::Read;
use crate::{
    Audience, CodeSet, Config, DataCategory, Definition, DefinitionReference, Display, Issue, IssueCode,
    Item, Kind, Messages, Page, Report, Severity, Submission, Table, kinds,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Major version of the contract that this crate speaks.
pub const CONTRACT_MAJOR: u32 = 1;

/// Most items in a form.
const MOST_ITEMS: usize = 2_000;
/// Most options in an option set; longer lists are code sets.
const MOST_OPTIONS: usize = 200;
/// Most pages in a form.
const MOST_PAGES: usize = 100;

/// Address of the JSON Schema of a document such as `definition`.
#[must_use]
pub fn schema_address(document: &str) -> String {
    format!("https://guidance-forms.example/schema/{document}/{CONTRACT_MAJOR}")
}

/// A document of the contract that can be read from JSON text.
pub trait Document: Read + Sized {
    /// Name in its schema's address.
    const NAME: &'static str;

    /// What the document says of its schema; nothing when it may be left out and is.
    fn schema(&self) -> Option<&str>;

    /// Reads and checks a document.
    ///
    /// # Errors
    ///
    /// A report with the JSON Pointer of each place that is wrong.
    fn parse(text: &str) -> Result<Self, Report> {
        let mut document = Self::blank();
        json::read(text, &Limits::default(), &mut document)?;
        check_contract(Self::NAME, document.schema())?;
        Ok(document)
    }
}

macro_rules! documents {
    ($($document:ty, $name:literal, $schema:expr;)+) => {
        $(impl Document for $document {
            const NAME: &'static str = $name;
            fn schema(&self) -> Option<&str> {
                let schema: fn(&Self) -> Option<&str> = $schema;
                schema(self)
            }
        })+
    };
}

documents! {
    Definition, "definition", |document| Some(&document.schema);
    Messages, "messages", |document| (!document.schema.is_empty()).then_some(document.schema.as_str());
    Config, "config", |document| document.schema.as_deref();
    Submission, "submission", |document| Some(&document.schema);
    CodeSet, "codeSet", |_| None;
    Report, "report", |_| None;
    crate::SubmitReply, "submitReply", |_| None;
}

/// Refuses documents of another contract: what they mean is unknown.
fn check_contract(name: &str, schema: Option<&str>) -> Result<(), Report> {
    let expected = schema_address(name);
    match schema {
        Some(found) if found != expected => Err(Report {
            issues: vec![
                Issue::error("/$schema", IssueCode::ContractVersion)
                    .with("found", found)
                    .with("expected", expected),
            ],
        }),
        _ => Ok(()),
    }
}

pub(crate) fn definition(text: &str) -> Result<Definition, Report> {
    Definition::parse(text)
}

/// `sha256-<hex>` of a document, keys sorted.
pub(crate) fn hash(document: &impl Serialize) -> String {
    let mut json = serde_json::to_value(document).unwrap_or_default();
    json.sort_all_objects();
    hash_text(&crate::json_text(&json))
}

/// `sha256-<hex>` of a text.
pub(crate) fn hash_text(text: &str) -> String {
    let mut written = String::from("sha256-");
    for byte in Sha256::digest(text.as_bytes()) {
        for digit in [byte >> 4, byte & 15] {
            written.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    written
}

/// Checks and compiles a definition.
pub(crate) fn compile(definition: &Definition) -> Result<Form, Report> {
    let mut loader =
        Loader { definition, report: Report::default(), names: Names::default(), raw: Vec::new() };
    let mut pages = Vec::new();
    let mut nodes = Vec::new();
    loader.check_identity();
    loader.check_option_sets();
    for (number, page) in definition.pages.iter().enumerate() {
        pages.push(loader.collect_page(page, number, &mut nodes));
    }
    loader.check_counts(nodes.len());
    loader.check_page_ids();
    let computed = loader.compile_computed();
    loader.compile_items(&mut nodes);
    loader.compile_pages(&mut pages);
    loader.compile_checks(&mut nodes);
    let order = loader.order(&pages, &nodes, &computed);
    if loader.report.has_errors() {
        return Err(loader.report);
    }
    let mut by_id = Table::new();
    for (index, node) in nodes.iter().enumerate() {
        by_id.insert(node.item.id.clone(), index);
    }
    Ok(Form {
        reference: DefinitionReference {
            id: definition.id.clone(),
            version: definition.version.clone(),
            hash: hash(definition),
        },
        pages,
        shapes: nodes.iter().map(ItemNode::shape).collect(),
        nodes,
        computed,
        by_id,
        order,
        migrations: definition.migrations.clone(),
    })
}

struct Loader<'a> {
    definition: &'a Definition,
    report: Report,
    names: Names,
    /// Each node's item as defined and its JSON Pointer.
    raw: Vec<(&'a Item, String)>,
}

/// What an item takes from its containers.
#[derive(Clone)]
struct Container {
    page: usize,
    parent: Option<ItemIndex>,
    repeat: Option<ItemIndex>,
    data_category: Option<DataCategory>,
    special_category: bool,
    audience: Vec<Audience>,
}

impl<'a> Loader<'a> {
    fn push(&mut self, issue: Issue) {
        self.report.push(issue);
    }

    fn check_identity(&mut self) {
        let definition = self.definition;
        if !is_id(&definition.id) {
            self.push(bad_id("/id", &definition.id));
        }
        let parts: Vec<&str> = definition.version.split('.').collect();
        if parts.len() != 3
            || !parts.iter().all(|part| part.parse::<u32>().is_ok_and(|n| n.to_string() == *part))
        {
            self.push(
                Issue::error("/version", IssueCode::PropertyValue)
                    .with("found", definition.version.as_str())
                    .with("expected", "three numbers such as 1.0.0"),
            );
        }
    }

    fn check_option_sets(&mut self) {
        for (name, options) in &self.definition.option_sets {
            let pointer = format!("/optionSets/{}", json::escape_pointer(name));
            if options.is_empty() || options.len() > MOST_OPTIONS {
                self.push(count_issue(&pointer, "options", MOST_OPTIONS, options.len()));
            }
            for (number, option) in options.iter().enumerate() {
                if option.id.is_empty() {
                    self.push(bad_id(&format!("{pointer}/{number}/id"), ""));
                }
                if options.iter().take(number).any(|other| other.id == option.id) {
                    self.push(
                        Issue::error(format!("{pointer}/{number}/id"), IssueCode::IdDuplicate)
                            .with("found", option.id.as_str()),
                    );
                }
            }
        }
    }

    fn check_counts(&mut self, items: usize) {
        let pages = self.definition.pages.len();
        if pages == 0 || pages > MOST_PAGES {
            self.push(count_issue("/pages", "pages", MOST_PAGES, pages));
        }
        if items == 0 || items > MOST_ITEMS {
            self.push(count_issue("/pages", "items", MOST_ITEMS, items));
        }
    }

    /// Pages and items share one space of ids: overlays name both.
    fn check_page_ids(&mut self) {
        for (number, page) in self.definition.pages.iter().enumerate() {
            if self.names.symbols.contains_key(&page.id) {
                self.push(
                    Issue::error(format!("/pages/{number}/id"), IssueCode::IdDuplicate)
                        .with("found", page.id.as_str()),
                );
            }
        }
    }

    fn collect_page(&mut self, page: &'a Page, number: usize, nodes: &mut Vec<ItemNode>) -> PageNode {
        let pointer = format!("/pages/{number}");
        if !is_id(&page.id) {
            self.push(bad_id(&format!("{pointer}/id"), &page.id));
        }
        if self.definition.pages.iter().take(number).any(|other| other.id == page.id) {
            self.push(
                Issue::error(format!("{pointer}/id"), IssueCode::IdDuplicate).with("found", page.id.as_str()),
            );
        }
        let container = Container {
            page: number,
            parent: None,
            repeat: None,
            data_category: page.data_category,
            special_category: false,
            audience: page.audience.clone(),
        };
        let items = self.collect_items(&page.items, &format!("{pointer}/items"), &container, nodes);
        PageNode { id: page.id.clone(), items, when: None }
    }

    fn collect_items(
        &mut self,
        items: &'a [Item],
        pointer: &str,
        container: &Container,
        nodes: &mut Vec<ItemNode>,
    ) -> Vec<ItemIndex> {
        let mut indexes = Vec::new();
        for (number, item) in items.iter().enumerate() {
            let pointer = format!("{pointer}/{number}");
            let index = nodes.len();
            indexes.push(ItemIndex(index));
            self.check_item(item, &pointer, container);
            self.name_item(item, &pointer, index, container.repeat);
            let options = item
                .option_set
                .as_ref()
                .and_then(|name| self.definition.option_sets.get(name))
                .map(|options| {
                    options
                        .iter()
                        .map(|option| OptionNode {
                            id: option.id.clone(),
                            exclusive: option.exclusive,
                            when: None,
                        })
                        .collect::<Vec<_>>()
                })
                .unwrap_or_default();
            if !options.is_empty() {
                self.names.options.insert(index, options.iter().map(|option| option.id.clone()).collect());
            }
            let inside = Container {
                page: container.page,
                parent: Some(ItemIndex(index)),
                repeat: if item.kind == Kind::Repeat { Some(ItemIndex(index)) } else { container.repeat },
                data_category: item.data_category.or(container.data_category),
                special_category: item.special_category || container.special_category,
                audience: if item.audience.is_empty() {
                    container.audience.clone()
                } else {
                    item.audience.clone()
                },
            };
            let mut own = item.clone();
            own.items = Vec::new();
            nodes.push(ItemNode {
                item: own,
                children: Vec::new(),
                parent: container.parent,
                repeat: container.repeat,
                page: container.page,
                data_category: inside.data_category.unwrap_or(DataCategory::NonPersonal),
                special_category: inside.special_category,
                audience: inside.audience.clone(),
                options,
                when: None,
                required: None,
                earliest: None,
                latest: None,
                checks: Vec::new(),
                end: index + 1,
            });
            self.raw.push((item, pointer.clone()));
            let children = self.collect_items(&item.items, &format!("{pointer}/items"), &inside, nodes);
            let end = nodes.len();
            if let Some(node) = nodes.get_mut(index) {
                node.children = children;
                node.end = end;
            }
        }
        indexes
    }

    fn name_item(&mut self, item: &Item, pointer: &str, index: usize, repeat: Option<ItemIndex>) {
        if !is_id(&item.id) {
            self.push(bad_id(&format!("{pointer}/id"), &item.id));
        }
        let symbol = Symbol::Item { index, answer: answer_type(item), repeat: repeat.map(|repeat| repeat.0) };
        if self.names.symbols.insert(item.id.clone(), symbol).is_some() {
            self.push(
                Issue::error(format!("{pointer}/id"), IssueCode::IdDuplicate).with("found", item.id.as_str()),
            );
        }
    }

    fn check_item(&mut self, item: &Item, pointer: &str, container: &Container) {
        let Some(facts) = item.kind.facts() else { return };
        let stated = kinds::stated_properties(item);
        for property in &stated {
            if !facts.properties.contains(property) {
                self.push(
                    Issue::error(format!("{pointer}/{property}"), IssueCode::Property)
                        .with("found", *property)
                        .with("kind", facts.name)
                        .with("expected", facts.properties.join(", ")),
                );
            }
        }
        for need in facts.needs {
            if !stated.contains(need) {
                self.push(
                    Issue::error(pointer, IssueCode::PropertyMissing)
                        .with("expected", *need)
                        .with("kind", facts.name),
                );
            }
        }
        if let Some(name) = &item.option_set
            && !self.definition.option_sets.contains_key(name)
        {
            let known: Vec<&str> = self.definition.option_sets.keys().map(String::as_str).collect();
            self.push(
                Issue::error(format!("{pointer}/optionSet"), IssueCode::Reference)
                    .with("found", name.as_str())
                    .with("expected", format!("one of {}", known.join(", "))),
            );
        }
        let mut refuse = |property: &str, found: String, expected: &str| {
            self.report.push(
                Issue::error(format!("{pointer}/{property}"), IssueCode::PropertyValue)
                    .with("found", found)
                    .with("expected", expected),
            );
        };
        if let Some(name) = &item.option_set {
            match self.definition.option_sets.get(name) {
                Some(options) if item.display == Some(Display::Checkbox) && options.len() != 1 => {
                    refuse("optionSet", format!("{} options", options.len()), "exactly 1 for a checkbox");
                }
                _ => {}
            }
        }
        if let (Some(least), Some(most)) = (item.min, item.max)
            && least > most
        {
            refuse("min", "a greater number".to_owned(), "at most max");
        }
        if let (Some(least), Some(most)) = (item.min_length, item.max_length)
            && least > most
        {
            refuse("minLength", least.to_string(), "at most maxLength");
        }
        if item.decimals.is_some_and(|decimals| decimals > 6) {
            refuse("decimals", "more than 6".to_owned(), "0 to 6");
        }
        if item.kind == Kind::Scale
            && let (Some(least), Some(most)) = (item.min, item.max)
            && (least.fract() != 0.0 || most.fract() != 0.0 || most - least > 20.0)
        {
            refuse("max", "another range".to_owned(), "whole numbers, at most 21 steps");
        }
        if item.kind == Kind::Repeat && container.repeat.is_some() {
            refuse("kind", "repeat".to_owned(), "no repeat inside a repeat");
        }
        if item.kind == Kind::File && container.repeat.is_some_and(|_| item.max_files.unwrap_or(1) > 10) {
            refuse("maxFiles", "more than 10".to_owned(), "at most 10 inside a repeat");
        }
        if let Some(element) = &item.element
            && !is_element_name(element)
        {
            refuse("element", element.clone(), "a custom element's name such as school-rating");
        }
        if item.kind.has_answer() && item.data_category.or(container.data_category).is_none() {
            self.report.push(
                Issue::error(pointer, IssueCode::PropertyMissing)
                    .with("expected", "dataCategory")
                    .with("kind", facts.name),
            );
        }
        if item.kind.has_answer() && item.audience.is_empty() && container.audience.is_empty() {
            self.report.push(
                Issue::error(pointer, IssueCode::PropertyMissing)
                    .with("expected", "audience")
                    .with("kind", facts.name),
            );
        }
    }

    /// Computed values are compiled in the order of the definition: each may refer to those before it.
    fn compile_computed(&mut self) -> Vec<ComputedNode> {
        let mut computed = Vec::new();
        for (index, entry) in self.definition.computed.iter().enumerate() {
            let pointer = format!("/computed/{index}");
            if !is_id(&entry.id) {
                self.push(bad_id(&format!("{pointer}/id"), &entry.id));
            }
            let compiled = Compiler { names: &self.names, report: &mut self.report, repeat: None }
                .compile(&entry.value, &format!("{pointer}/value"));
            let answer = compiled.as_ref().map(|(_, found)| *found);
            let symbol = Symbol::Computed { index, answer };
            if self.names.symbols.insert(entry.id.clone(), symbol).is_some() {
                self.push(
                    Issue::error(format!("{pointer}/id"), IssueCode::IdDuplicate)
                        .with("found", entry.id.as_str()),
                );
            }
            let value = compiled.map_or(Expression::Boolean(false), |(value, _)| value);
            computed.push(ComputedNode { id: entry.id.clone(), value, audience: entry.audience.clone() });
        }
        computed
    }

    fn compile_items(&mut self, nodes: &mut [ItemNode]) {
        let raw = std::mem::take(&mut self.raw);
        for (node, (item, pointer)) in nodes.iter_mut().zip(&raw) {
            let repeat = node.repeat.map(|repeat| repeat.0);
            let mut compiler = Compiler { names: &self.names, report: &mut self.report, repeat };
            node.when =
                item.when.as_ref().and_then(|when| compiler.condition(when, &format!("{pointer}/when")));
            node.required = item.required.as_ref().and_then(|required| match required {
                serde_json::Value::Bool(true) => Some(Expression::Boolean(true)),
                required => compiler.condition(required, &format!("{pointer}/required")),
            });
            node.earliest = item
                .earliest
                .as_ref()
                .and_then(|earliest| compiler.expect(earliest, &format!("{pointer}/earliest"), Type::Date));
            node.latest = item
                .latest
                .as_ref()
                .and_then(|latest| compiler.expect(latest, &format!("{pointer}/latest"), Type::Date));
            let set = item
                .option_set
                .as_ref()
                .and_then(|name| Some((name, self.definition.option_sets.get(name)?)));
            if let Some((name, options)) = set {
                for (number, (option, entry)) in node.options.iter_mut().zip(options).enumerate() {
                    option.when = entry.when.as_ref().and_then(|when| {
                        let pointer = format!("/optionSets/{}/{number}/when", json::escape_pointer(name));
                        compiler.condition(when, &pointer)
                    });
                }
            }
        }
        self.raw = raw;
    }

    fn compile_pages(&mut self, pages: &mut [PageNode]) {
        for (number, (node, page)) in pages.iter_mut().zip(&self.definition.pages).enumerate() {
            let mut compiler = Compiler { names: &self.names, report: &mut self.report, repeat: None };
            node.when = page
                .when
                .as_ref()
                .and_then(|when| compiler.condition(when, &format!("/pages/{number}/when")));
        }
    }

    fn compile_checks(&mut self, nodes: &mut [ItemNode]) {
        for (number, check) in self.definition.checks.iter().enumerate() {
            let pointer = format!("/checks/{number}");
            if !is_id(&check.id)
                || self.definition.checks.iter().take(number).any(|other| other.id == check.id)
            {
                self.push(bad_id(&format!("{pointer}/id"), &check.id));
            }
            let Some(Symbol::Item { index, repeat, .. }) = self.names.symbols.get(&check.at).copied() else {
                self.push(
                    Issue::error(format!("{pointer}/at"), IssueCode::Reference)
                        .with("found", check.at.as_str())
                        .with("expected", "the id of an item"),
                );
                continue;
            };
            let Some(node) = nodes.get_mut(index) else { continue };
            if node.item.kind == Kind::Note {
                self.push(
                    Issue::error(format!("{pointer}/at"), IssueCode::Reference)
                        .with("found", check.at.as_str())
                        .with("expected", "an item that is not a note"),
                );
            }
            let fails = Compiler { names: &self.names, report: &mut self.report, repeat }
                .condition(&check.fails, &format!("{pointer}/fails"));
            if let Some(fails) = fails {
                node.checks.push(CheckNode {
                    id: check.id.clone(),
                    fails,
                    severity: check.severity.unwrap_or(Severity::Error),
                });
            }
        }
    }

    /// Sorts pages, items and computed values so that each comes after what it depends on; reports cycles.
    fn order(&mut self, pages: &[PageNode], nodes: &[ItemNode], computed: &[ComputedNode]) -> Vec<Step> {
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
                    (format!("/pages/{page}/when"), pages.get(page).map(|page| page.id.clone()))
                }
                Step::Item(item) => (
                    self.raw.get(item).map(|(_, pointer)| format!("{pointer}/when")).unwrap_or_default(),
                    nodes.get(item).map(|node| node.item.id.clone()),
                ),
                Step::Computed(index) => {
                    (format!("/computed/{index}/value"), computed.get(index).map(|entry| entry.id.clone()))
                }
            };
            self.push(
                Issue::error(pointer, IssueCode::ExpressionCycle)
                    .with("found", id.unwrap_or_default())
                    .with("expected", "a condition that does not depend on itself"),
            );
        }
        order
    }
}

/// Type of an item's answer in expressions.
fn answer_type(item: &Item) -> Option<Type> {
    Some(match item.kind {
        Kind::Text | Kind::LongText | Kind::Single => Type::Text,
        Kind::Number | Kind::Scale => Type::Number,
        Kind::Date => Type::Date,
        Kind::Multiple => Type::Texts,
        Kind::Search if item.several => Type::Texts,
        Kind::Search => Type::Text,
        Kind::File => Type::Files,
        Kind::Repeat => Type::Rows,
        Kind::Host => Type::Any,
        Kind::Note | Kind::Group => return None,
    })
}

/// Ids are letters and digits, starting with a small letter: they become parts of pointers, HTML ids and slots.
fn is_id(id: &str) -> bool {
    id.len() <= 60
        && id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.chars().all(|character| character.is_ascii_alphanumeric())
}

/// A custom element's name: lower case, with a hyphen.
fn is_element_name(name: &str) -> bool {
    name.len() <= 60
        && name.contains('-')
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn bad_id(pointer: &str, found: &str) -> Issue {
    Issue::error(pointer, IssueCode::Id)
        .with("found", found)
        .with("expected", "1 to 60 letters (a–z) and digits, starting with a small letter")
}

fn count_issue(pointer: &str, what: &str, most: usize, found: usize) -> Issue {
    Issue::error(pointer, IssueCode::LimitCount).with("what", what).with("max", most).with("found", found)
}
