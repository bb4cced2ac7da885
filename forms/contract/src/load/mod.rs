//! Loading: from JSON text to checked documents and compiled forms.

mod document;
mod item;
mod rules;

use crate::expression::{Names, Symbol, Type};
use crate::form::{Form, ItemIndex, ItemNode, OptionNode, PageNode};
use crate::json::{inside, numbered};
use crate::{
    Audience, DataCategory, Definition, DefinitionReference, Issue, IssueCode, Item, Kind, Page, Report,
    Role, Table,
};
use document::hash;

pub(crate) use document::hash_text;
pub use document::{CONTRACT_MAJOR, Document, schema_address};

/// Most items in a form.
const MOST_ITEMS: usize = 2_000;
/// Most options in an option set; longer lists are code sets.
const MOST_OPTIONS: usize = 200;
/// Most pages in a form.
const MOST_PAGES: usize = 100;

pub(crate) fn definition(text: &str) -> Result<Definition, Report> {
    Definition::parse(text)
}

/// Checks and compiles a definition.
pub(crate) fn compile(definition: &Definition) -> Result<Form, Report> {
    let mut loader =
        Loader { definition, report: Report::default(), names: Names::default(), raw: Vec::new() };
    let mut pages = Vec::new();
    let mut nodes = Vec::new();
    loader.check_identity();
    loader.check_variants();
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
        variants: definition.variants.clone(),
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

    fn check_id(&mut self, pointer: &str, id: &str) {
        if !is_id(id) {
            self.push(bad_id(pointer, id));
        }
    }

    fn refuse_duplicate(&mut self, pointer: &str, id: &str) {
        self.push(Issue::error(pointer, IssueCode::IdDuplicate).with("found", id));
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
            self.report.refuse(
                "/version",
                IssueCode::PropertyValue,
                definition.version.as_str(),
                "three numbers such as 1.0.0",
            );
        }
    }

    fn check_variants(&mut self) {
        let roles =
            [Role::Student, Role::Guardian, Role::Employer, Role::Staff, Role::Funder].map(Role::as_str);
        for (role, variant) in &self.definition.variants {
            let pointer = inside("/variants", role);
            if !roles.contains(&role.as_str()) {
                self.report.refuse(&pointer, IssueCode::Reference, role.as_str(), &roles.join(", "));
            }
            self.check_id(&pointer, variant);
        }
    }

    fn check_option_sets(&mut self) {
        for (name, options) in &self.definition.option_sets {
            let pointer = inside("/optionSets", name);
            if options.is_empty() || options.len() > MOST_OPTIONS {
                self.push(count_issue(&pointer, "options", MOST_OPTIONS, options.len()));
            }
            for (number, option) in options.iter().enumerate() {
                if option.id.is_empty() {
                    self.push(bad_id(&inside(&numbered(&pointer, number), "id"), ""));
                }
                if options.iter().take(number).any(|other| other.id == option.id) {
                    self.refuse_duplicate(&inside(&numbered(&pointer, number), "id"), &option.id);
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
                self.refuse_duplicate(&inside(&numbered("/pages", number), "id"), &page.id);
            }
        }
    }

    fn collect_page(&mut self, page: &'a Page, number: usize, nodes: &mut Vec<ItemNode>) -> PageNode {
        let pointer = numbered("/pages", number);
        self.check_id(&inside(&pointer, "id"), &page.id);
        if self.definition.pages.iter().take(number).any(|other| other.id == page.id) {
            self.refuse_duplicate(&inside(&pointer, "id"), &page.id);
        }
        let container = Container {
            page: number,
            parent: None,
            repeat: None,
            data_category: page.data_category,
            special_category: false,
            audience: page.audience.clone(),
        };
        let items = self.collect_items(&page.items, &inside(&pointer, "items"), &container, nodes);
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
            let pointer = numbered(pointer, number);
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
            let within = Container {
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
                data_category: within.data_category.unwrap_or(DataCategory::NonPersonal),
                special_category: within.special_category,
                audience: within.audience.clone(),
                options,
                is_alternative: false,
                when: None,
                required: None,
                earliest: None,
                latest: None,
                checks: Vec::new(),
                end: index + 1,
            });
            self.raw.push((item, pointer.clone()));
            let children = self.collect_items(&item.items, &inside(&pointer, "items"), &within, nodes);
            let end = nodes.len();
            if let Some(node) = nodes.get_mut(index) {
                node.children = children;
                node.end = end;
            }
        }
        indexes
    }

    fn name_item(&mut self, item: &Item, pointer: &str, index: usize, repeat: Option<ItemIndex>) {
        self.check_id(&inside(pointer, "id"), &item.id);
        let symbol = Symbol::Item { index, answer: answer_type(item), repeat: repeat.map(|repeat| repeat.0) };
        if self.names.symbols.insert(item.id.clone(), symbol).is_some() {
            self.refuse_duplicate(&inside(pointer, "id"), &item.id);
        }
    }
}

/// Type of an item's answer in expressions.
pub(crate) fn answer_type(item: &Item) -> Option<Type> {
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
pub(crate) fn is_id(id: &str) -> bool {
    id.len() <= 60
        && id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.chars().all(|character| character.is_ascii_alphanumeric())
}

pub(crate) fn bad_id(pointer: &str, found: &str) -> Issue {
    Issue::error(pointer, IssueCode::Id)
        .with("found", found)
        .with("expected", "1 to 60 letters (a–z) and digits, starting with a small letter")
}

pub(crate) fn count_issue(pointer: &str, what: &str, most: usize, found: usize) -> Issue {
    Issue::error(pointer, IssueCode::LimitCount).with("what", what).with("max", most).with("found", found)
}
