//! The document `proposalTexts`: prose of a proposal in one locale.

use crate::{Table, Text};
use serde::{Deserialize, Serialize};

/// Prose of a proposal in one locale, for those who guide. Plain language is a locale of its own (`fi-x-selko`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProposalTexts {
    /// Address of this document's JSON Schema.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Id of the proposal.
    pub id: String,
    /// BCP 47 tag: `fi`, `sv`, `en`, `fi-x-selko`.
    pub locale: String,
    /// Heading of the proposal.
    pub title: String,
    /// What the proposal is for, Markdown subset.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub introduction: String,
    /// What the proposal is not: a decision, a validated rule. Stands with every showing of it.
    pub notice: String,
    /// Names of outcomes by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub outcomes: Table<String, String>,
    /// What each rule says, by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub rules: Table<String, String>,
    /// Names of inputs by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub inputs: Table<String, String>,
    /// Names of values by input id and value as it is written in JSON, without quotation marks: of what has no
    /// name, such as `true`, and of options of forms whose texts are not at hand.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub values: Table<String, Table<String, String>>,
    /// Short texts of the page: `grounds`, `missing`, `noneMissing`, `noValue`, `holds`, `fails`, `otherwise`,
    /// `counted`, `decision`, `noDecision`, `reason`.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub notes: Table<String, String>,
}

/// Texts of a proposal with their fallbacks, as [`ResultWording`](crate::ResultWording) has them for results: a
/// missing text is taken from the next locale, never left blank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProposalWording {
    documents: Vec<ProposalTexts>,
}

impl ProposalWording {
    /// Texts, best locale first.
    #[must_use]
    pub fn new(documents: Vec<ProposalTexts>) -> Self {
        Self { documents }
    }

    /// A text chosen by `get`; the key itself when no locale has it.
    fn find<'a>(&'a self, key: &'a str, get: impl Fn(&'a ProposalTexts) -> Option<&'a String>) -> Text<'a> {
        self.optional(get).unwrap_or(Text { text: key, locale: "" })
    }

    fn optional<'a>(&'a self, get: impl Fn(&'a ProposalTexts) -> Option<&'a String>) -> Option<Text<'a>> {
        self.documents.iter().find_map(|texts| {
            get(texts).filter(|text| !text.is_empty()).map(|text| Text { text, locale: &texts.locale })
        })
    }

    /// Heading of the proposal.
    #[must_use]
    pub fn title(&self) -> Text<'_> {
        self.find("", |texts| Some(&texts.title))
    }

    /// What the proposal is for.
    #[must_use]
    pub fn introduction(&self) -> Option<Text<'_>> {
        self.optional(|texts| Some(&texts.introduction))
    }

    /// What the proposal is not.
    #[must_use]
    pub fn notice(&self) -> Text<'_> {
        self.find("", |texts| Some(&texts.notice))
    }

    /// Name of an outcome.
    #[must_use]
    pub fn outcome<'a>(&'a self, id: &'a str) -> Text<'a> {
        self.find(id, |texts| texts.outcomes.get(id))
    }

    /// What a rule says.
    #[must_use]
    pub fn rule<'a>(&'a self, id: &'a str) -> Text<'a> {
        self.find(id, |texts| texts.rules.get(id))
    }

    /// Name of an input.
    #[must_use]
    pub fn input<'a>(&'a self, id: &'a str) -> Text<'a> {
        self.find(id, |texts| texts.inputs.get(id))
    }

    /// Name of a value of an input; nothing when it has none, as numbers have none.
    #[must_use]
    pub fn value<'a>(&'a self, input: &str, value: &str) -> Option<Text<'a>> {
        self.optional(|texts| texts.values.get(input)?.get(value))
    }

    /// One of the short texts of the page.
    #[must_use]
    pub fn note<'a>(&'a self, key: &'a str) -> Text<'a> {
        self.find(key, |texts| texts.notes.get(key))
    }
}
