//! The messages: prose of a form in one locale.

use crate::Table;
use serde::{Deserialize, Serialize};

/// Prose of one form (or of the engine) in one locale.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Messages {
    /// Address of this document's JSON Schema.
    #[serde(rename = "$schema", default, skip_serializing_if = "String::is_empty")]
    pub schema: String,
    /// Id of the form, or `guidance` for the engine's own texts.
    pub form: String,
    /// BCP 47 tag: `fi`, `sv`, `en`, `fi-x-selko`.
    pub locale: String,
    /// The variant that this is, one of the definition's `variants`; it holds only what differs. Without it the texts
    /// are for everyone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Title of the form.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What the form is for, Markdown subset.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub introduction: String,
    /// Texts of pages by page id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub pages: Table<String, PageTexts>,
    /// Texts of items by item id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub items: Table<String, ItemTexts>,
    /// Labels of options by option set and option id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub option_sets: Table<String, Table<String, String>>,
    /// Labels of computed values by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub computed: Table<String, String>,
    /// Texts of the definition's checks by check id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub checks: Table<String, String>,
    /// The engine's own texts by key, such as `action.next` or `issue.required`. A form may reword them.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub interface: Table<String, String>,
}

impl Messages {
    /// Whether these are for whoever reads a variant, or the texts for everyone when there is none.
    #[must_use]
    pub fn is_for(&self, variant: Option<&str>) -> bool {
        self.variant.is_none() || self.variant.as_deref() == variant
    }
}

/// Texts of a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PageTexts {
    /// Heading of the page and its name in the step list.
    pub title: String,
    /// Text under the heading, Markdown subset.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub introduction: String,
}

/// Texts of an item.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemTexts {
    /// The question, or the heading of a group; empty for a note without a heading.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Help under the label, Markdown subset.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// `note`: the text, Markdown subset.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// `number`: unit after the input.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// `scale`: wording of the least value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub min_label: String,
    /// `scale`: wording of the greatest value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub max_label: String,
    /// `repeat`: name of one row, such as "Education"; `{number}` is its place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub row: String,
    /// `repeat`: label of the button that adds a row.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub add: String,
    /// Text of the issue when a required answer is missing, instead of the engine's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub required: String,
}
