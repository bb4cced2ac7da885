//! The definition: structure and rules of a form, without prose.
//!
//! A definition is immutable once published; `id` and `version` identify it.

use crate::Table;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Structure and rules of one form. Prose is in [`Messages`](crate::Messages).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Definition {
    /// Address of this document's JSON Schema; its last part is the contract's major version.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Stable id of the form, lowerCamelCase.
    pub id: String,
    /// SemVer of this definition.
    pub version: String,
    /// Variants of the messages by role, such as `{"staff": "observer"}`: texts that speak to others than the person
    /// whom the answers are about.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub variants: Table<String, String>,
    /// Named lists of options that items refer to by `optionSet`.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub option_sets: Table<String, Vec<OptionEntry>>,
    /// Pages in reading order; at least one.
    pub pages: Vec<Page>,
    /// Values computed from answers; recomputed by the server.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub computed: Vec<Computed>,
    /// Rules over several answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
    /// Changes since earlier versions, so that old drafts and submissions stay readable.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub migrations: Vec<Migration>,
}

/// One choice of an option set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OptionEntry {
    /// The stored value. Opaque and stable; the label is in the messages.
    pub id: String,
    /// Offered only while this Boolean expression is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::expression"))]
    pub when: Option<Value>,
    /// In a `multiple` item: choosing this clears the others ("none of these").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
    /// Code of a national or international code list that this option stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// One step of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Page {
    /// Id, unique among pages and items.
    pub id: String,
    /// The page exists only while this Boolean expression is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::expression"))]
    pub when: Option<Value>,
    /// Data category of items that state none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_category: Option<DataCategory>,
    /// Audience of items that state none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<Audience>,
    /// Items in reading order.
    pub items: Vec<Item>,
}

/// What an item is. Closed: exactly two exhaustive matches exist, the checks here and the views in
/// `guidance-components`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// One line of text, perhaps with a `format`.
    Text,
    /// Several lines of text.
    LongText,
    /// A number with a fixed number of decimals.
    Number,
    /// A plain date, month or year (`precision`).
    Date,
    /// One of a few options.
    Single,
    /// Any of a few options.
    Multiple,
    /// A whole number on a scale with worded ends.
    Scale,
    /// A code of a code set that is too long for a list.
    Search,
    /// One or several files.
    File,
    /// Text for the reader; no answer.
    Note,
    /// Items under a common heading; no answer of its own.
    Group,
    /// Rows of the same items.
    Repeat,
    /// The host's own custom element.
    Host,
}

/// A question, a text for the reader, or a container of items. Which properties a kind allows is in
/// [`KINDS`](crate::KINDS); others are refused at load.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Item {
    /// Id, unique in the form, lowerCamelCase; key of the answer.
    pub id: String,
    /// What this item is.
    pub kind: Kind,
    /// Active only while this Boolean expression is true. Inactive: kept in the draft, absent from the
    /// submission, not checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::expression"))]
    pub when: Option<Value>,
    /// Whether an answer is required while active: `true` or a Boolean expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::expression"))]
    pub required: Option<Value>,
    /// Answer at the start, before prefill: a text, number or list of texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial: Option<Value>,
    /// `text`: the format of the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// `text`, `longText`: fewest characters (Unicode scalar values).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// `text`, `longText`: most characters (Unicode scalar values).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// Purpose of the input for autofill, a token of HTML's `autocomplete`. Never for health data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// `number`, `scale`: least value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// `number`, `scale`: greatest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// `number`: most decimals, 0 to 6; 0 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u32>,
    /// `date`: day when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<DatePrecision>,
    /// `date`: earliest day allowed, an expression of type date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::expression"))]
    pub earliest: Option<Value>,
    /// `date`: latest day allowed, an expression of type date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::expression"))]
    pub latest: Option<Value>,
    /// `single`, `multiple`: name of the option set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option_set: Option<String>,
    /// `single`: how the options are laid out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<Display>,
    /// `search`: name of the code set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_set: Option<String>,
    /// `search`: several codes may be chosen; the answer is a list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub several: bool,
    /// `multiple`, `search` with `several`: fewest choices, once one is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_selected: Option<u32>,
    /// `multiple`, `search` with `several`: most choices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_selected: Option<u32>,
    /// `file`: media types allowed, such as `application/pdf`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<String>,
    /// `file`: greatest size of one file, bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_bytes: Option<u64>,
    /// `file`: most files; 1 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_files: Option<u32>,
    /// `repeat`: fewest rows, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_rows: Option<u32>,
    /// `repeat`: most rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_rows: Option<u32>,
    /// `host`: tag name of the host's custom element.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    /// `note`: how much the text stands out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone: Option<Tone>,
    /// `group`: how the items inside are laid out; one under the other when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<Layout>,
    /// `group`, `repeat`: the items inside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// What the data is about; taken from the container when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_category: Option<DataCategory>,
    /// Special-category data (GDPR art. 9); holds for everything inside.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub special_category: bool,
    /// Who may read the answer; taken from the container when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<Audience>,
    /// The exact text shown is evidence: its SHA-256 is kept in the submission's `shown`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub evidence: bool,
    /// Free for the host and for tools; no rule reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ext: Option<Value>,
}

/// Formats of one-line text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Format {
    /// E-mail address by the grammar of the HTML standard (WHATWG).
    Email,
    /// Phone number; stored in E.164 (`+358401234567`), Finnish national input is understood.
    Phone,
    /// HETU, Finnish personal identity code.
    IdentityCode,
    /// Y-tunnus, Finnish business id.
    BusinessId,
    /// Finnish postal code, five digits.
    PostalCode,
    /// International bank account number, stored without spaces.
    Iban,
    /// Object identifier of Opetushallitus (person, study right, organisation).
    Oid,
}

/// How precise a date is; also its stored form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum DatePrecision {
    /// `2026-11-22`
    Day,
    /// `2026-11`
    Month,
    /// `2026`
    Year,
}

/// Layout of a `single` item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Display {
    /// Radio buttons, one under the other.
    Radios,
    /// A drop-down list.
    Select,
    /// One checkbox: the option set has exactly one option, chosen or not.
    Checkbox,
}

/// Layout of a `group`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// A table of questions with the same choices, where there is room for it: all items are `scale` with the same
    /// ends, or `single` as radio buttons with the same option set.
    Matrix,
}

/// How much a note stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    /// Running text.
    Plain,
    /// Set off from the text.
    Information,
    /// Something that the reader must not miss.
    Warning,
}

/// What an answer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum DataCategory {
    /// Nothing about a person.
    NonPersonal,
    /// Name, birth date, language.
    Basic,
    /// National identifiers (tietosuojalaki 1050/2018 § 29).
    Identifier,
    /// Addresses, phone numbers.
    Contact,
    /// Schooling, certificates, choice of studies.
    Education,
    /// Jobs, employer, work experience.
    Work,
    /// Funding, benefits, income.
    Finances,
    /// Learning and its support.
    Learning,
    /// Everyday wellbeing and circumstances.
    Wellbeing,
    /// Health (GDPR art. 9).
    Health,
    /// Consents and permissions.
    Permission,
    /// The school's own entries.
    Administration,
}

/// Who may read an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Audience {
    /// The person whom the answers are about.
    Student,
    /// A minor's guardian.
    Guardian,
    /// Guidance counsellor.
    Counsellor,
    /// Teacher.
    Teacher,
    /// Study secretary, admissions.
    Office,
    /// Employer or workplace instructor.
    Employer,
    /// Other parties of the guidance network.
    Network,
}

/// A value computed from answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Computed {
    /// Id, unique among items and computed values.
    pub id: String,
    /// The value; absent from the submission while it has none.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::expression"))]
    pub value: Value,
    /// What the data is about.
    pub data_category: DataCategory,
    /// Special-category data (GDPR art. 9).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub special_category: bool,
    /// Who may read the value.
    pub audience: Vec<Audience>,
}

/// A rule over one or several answers: an issue when `fails` is true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Check {
    /// Id; its text is `checks.<id>` of the messages.
    pub id: String,
    /// The item at which the issue is shown; inside a repeat, checked for each row.
    pub at: String,
    /// Boolean expression that is true when the answers break the rule.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::expression"))]
    pub fails: Value,
    /// `error` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<crate::Severity>,
}

/// Changes from a range of earlier versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Migration {
    /// Major version that the answers come from, such as `1`.
    pub from: u32,
    /// What changed, in order.
    pub steps: Vec<MigrationStep>,
}

/// One change of answers between versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum MigrationStep {
    /// The answer moves from one item id to another.
    #[serde(rename_all = "camelCase")]
    Rename {
        /// Old item id.
        from: String,
        /// New item id.
        to: String,
    },
    /// Option ids change.
    #[serde(rename_all = "camelCase")]
    Recode {
        /// Item whose answer changes.
        item: String,
        /// Old option id to new option id.
        options: Table<String, String>,
    },
    /// One text is split at white space into several items; the last takes the rest.
    #[serde(rename_all = "camelCase")]
    Split {
        /// Old item id.
        from: String,
        /// New item ids, in order.
        to: Vec<String>,
    },
    /// The answer is no longer asked.
    #[serde(rename_all = "camelCase")]
    Drop {
        /// Old item id.
        item: String,
    },
}
