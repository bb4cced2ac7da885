//! Texts: messages with their fallbacks. A missing text is taken from the next locale, never left blank.

use crate::json::inside;
use crate::{
    Display, Form, Issue, IssueCode, ItemNode, ItemTexts, Messages, PageTexts, Report, Severity, json_text,
};
use serde_json::{Map, Value};

/// A text and the locale it is in, so that the view can mark a text of another language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// The text; the key itself when no locale has it.
    pub text: &'a str,
    /// BCP 47 tag; empty when no locale has the text.
    pub locale: &'a str,
}

/// Messages of a form and of the engine, in order of preference.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Texts {
    form: Vec<Messages>,
    interface: Vec<Messages>,
}

impl Texts {
    /// Texts of a form, best locale first, and of the engine, best locale first.
    #[must_use]
    pub fn new(form: Vec<Messages>, interface: Vec<Messages>) -> Self {
        Self { form, interface }
    }

    /// The locale that is shown: that of the first messages.
    #[must_use]
    pub fn locale(&self) -> &str {
        self.form.first().or(self.interface.first()).map_or("", |messages| messages.locale.as_str())
    }

    fn find<'a>(&'a self, key: &'a str, get: impl Fn(&'a Messages) -> Option<&'a str>) -> Text<'a> {
        self.optional(get).unwrap_or(Text { text: key, locale: "" })
    }

    fn optional<'a>(&'a self, get: impl Fn(&'a Messages) -> Option<&'a str>) -> Option<Text<'a>> {
        self.form.iter().find_map(|messages| {
            get(messages).filter(|text| !text.is_empty()).map(|text| Text { text, locale: &messages.locale })
        })
    }

    /// Title of the form.
    #[must_use]
    pub fn title(&self) -> Text<'_> {
        self.find("", |messages| Some(&messages.title))
    }

    /// What the form is for.
    #[must_use]
    pub fn introduction(&self) -> Option<Text<'_>> {
        self.optional(|messages| Some(&messages.introduction))
    }

    /// A text of a page, chosen by `get`.
    #[must_use]
    pub fn page<'a>(&'a self, id: &'a str, get: fn(&PageTexts) -> &str) -> Option<Text<'a>> {
        self.optional(|messages| messages.pages.get(id).map(get))
    }

    /// Title of a page; its id when there is none.
    #[must_use]
    pub fn page_title<'a>(&'a self, id: &'a str) -> Text<'a> {
        self.page(id, |page| &page.title).unwrap_or(Text { text: id, locale: "" })
    }

    /// A text of an item, chosen by `get`.
    #[must_use]
    pub fn item<'a>(&'a self, id: &'a str, get: fn(&ItemTexts) -> &str) -> Option<Text<'a>> {
        self.optional(|messages| messages.items.get(id).map(get))
    }

    /// Label of an item; its id when there is none.
    #[must_use]
    pub fn label<'a>(&'a self, id: &'a str) -> Text<'a> {
        self.item(id, |item| &item.label).unwrap_or(Text { text: id, locale: "" })
    }

    /// Label of an option; its id when there is none.
    #[must_use]
    pub fn option<'a>(&'a self, set: &'a str, option: &'a str) -> Text<'a> {
        self.find(option, |messages| messages.option_sets.get(set)?.get(option).map(String::as_str))
    }

    /// Text of one of the definition's checks.
    #[must_use]
    pub fn check<'a>(&'a self, id: &'a str) -> Text<'a> {
        self.find(id, |messages| messages.checks.get(id).map(String::as_str))
    }

    /// Label of a computed value.
    #[must_use]
    pub fn computed<'a>(&'a self, id: &'a str) -> Text<'a> {
        self.find(id, |messages| messages.computed.get(id).map(String::as_str))
    }

    /// One of the engine's own texts; a form may reword it.
    #[must_use]
    pub fn interface<'a>(&'a self, key: &'a str) -> Text<'a> {
        self.optional(|messages| messages.interface.get(key).map(String::as_str)).unwrap_or_else(|| {
            self.interface
                .iter()
                .find_map(|messages| {
                    messages.interface.get(key).map(|text| Text { text, locale: &messages.locale })
                })
                .unwrap_or(Text { text: key, locale: "" })
        })
    }
}

impl Form {
    /// What has no text in any language: pages, questions and options, whose ids would be shown. Warnings.
    #[must_use]
    pub fn missing_texts(&self, texts: &Texts) -> Report {
        let mut report = Report::default();
        let mut miss = |pointer: String, text: Text<'_>| {
            if text.locale.is_empty() {
                let issue = Issue::error(pointer, IssueCode::Reference).severity(Severity::Warning);
                report.push(issue.with("expected", "a text"));
            }
        };
        for page in self.pages() {
            miss(inside(&inside("/pages", &page.id), "title"), texts.page_title(&page.id));
        }
        for (_, node) in self.items().filter(|(_, node)| node.item.kind.has_answer()) {
            miss(inside(&inside("/items", &node.item.id), "label"), texts.label(&node.item.id));
            let Some(set) = node.item.option_set.as_deref().filter(|_| !is_checkbox(node)) else { continue };
            for option in &node.options {
                miss(inside(&inside("/optionSets", set), &option.id), texts.option(set, &option.id));
            }
        }
        report
    }
}

/// The one option of a checkbox has the item's own label.
fn is_checkbox(node: &ItemNode) -> bool {
    node.item.display == Some(Display::Checkbox)
}

/// Puts parameters into a text: `{name}` becomes the parameter of that name; unknown names stay.
#[must_use]
pub fn fill(template: &str, params: &Map<String, Value>) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}').and_then(|(name, after)| Some((params.get(name)?, after))) {
            Some((value, after)) => {
                match value {
                    Value::String(text) => filled.push_str(text),
                    other => filled.push_str(&json_text(other)),
                }
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}
