//! The config: what a host decides for one embedding.

use crate::{Audience, Item, Messages, Table};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What one embedding decides. Everything is optional.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Config {
    /// Address of this document's JSON Schema.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// BCP 47 tag of the texts; the page's language when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Where a missing text is taken from, in order; `["en"]` when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fallback_locales: Vec<String>,
    /// Locales that the person may switch to in the form; no switch when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locales: Vec<String>,
    /// Fill in, or only read.
    pub mode: Mode,
    /// Who fills in or reads; `["role"]` in expressions.
    pub role: Role,
    /// Whose answers are shown: only those that this audience may read. All when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// The day that rules take for today, `YYYY-MM-DD`; the device's date when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub today: Option<String>,
    /// Whom the answers are about: the host's own opaque reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Who fills in: the host's own opaque reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Id that the submission shall have (a UUID); made anew when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submission_id: Option<String>,
    /// Host flags that are on; `["flag", name]` in expressions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    /// Answers known beforehand, by item id.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub prefill: Table<String, Prefill>,
    /// A draft or submission to go on from, or to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submission: Option<crate::Submission>,
    /// Changes to the shipped definition and messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlay: Option<Overlay>,
    /// Code sets of the host, by name; they replace shipped ones of the same name.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub code_sets: Table<String, CodeSet>,
    /// Whether identity codes of the test range (900–999) are accepted.
    pub synthetic_identity_codes: SyntheticIdentityCodes,
    /// What happens to an unfinished form.
    pub draft: DraftPolicy,
    /// Colours.
    pub theme: Theme,
    /// How much is asked at a time.
    pub pacing: Pacing,
    /// Whether questions can be read aloud, where the device itself has a voice for their language.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub read_aloud: bool,
    /// Whether the answers are read once more before sending; yes when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<bool>,
    /// Address that the submission is posted to. Without it the host handles `guidance-submit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submit_url: Option<String>,
    /// Where the person goes after sending; a link on the receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_url: Option<String>,
}

/// Fill in, or only read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// The person answers.
    #[default]
    Edit,
    /// The answers are shown as on the review page; nothing can be changed.
    Review,
}

/// Who fills in or reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// The person whom the answers are about.
    #[default]
    Student,
    /// A guardian.
    Guardian,
    /// An employer or workplace instructor.
    Employer,
    /// School staff.
    Staff,
    /// A funder's representative.
    Funder,
}

/// An answer known beforehand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Prefill {
    /// The answer.
    pub value: Value,
    /// Where it comes from, shown to the person, such as "Student register".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The person can read but not change it; the server refuses another value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
}

/// A list of codes with their labels.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CodeSet {
    /// Where the list comes from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The codes, in the order in which they are offered.
    pub codes: Vec<CodeEntry>,
}

/// One code.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CodeEntry {
    /// The stored value.
    pub code: String,
    /// Labels by locale.
    pub labels: Table<String, String>,
}

/// Whether identity codes of the test range (individual number 900–999) are accepted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SyntheticIdentityCodes {
    /// An error: the code is nobody's.
    #[default]
    Refuse,
    /// A warning.
    Warn,
    /// Accepted in silence, for demos and tests.
    Accept,
}

/// What happens to an unfinished form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum DraftPolicy {
    /// Kept in memory only: right for a shared computer.
    #[default]
    None,
    /// Given to the host in `guidance-draft` events, which keeps it.
    Host,
}

/// How much is asked at a time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Pacing {
    /// A page.
    #[default]
    Page,
    /// One question.
    Question,
    /// A page at first; the person may go to one question at a time and back.
    Choice,
}

/// Colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Black and white, thick lines.
    Contrast,
}

/// Changes to a shipped form, merged by item id.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Overlay {
    /// Changes to items, by item id.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub items: Table<String, ItemOverlay>,
    /// Extra items.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<AddedItem>,
    /// New order of the items of a page or group, by its id: all of its item ids.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub order: Table<String, Vec<String>>,
    /// Texts that replace or extend the shipped ones, by locale.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub messages: Table<String, Messages>,
}

/// Change to one item: it can only become stricter or hidden.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ItemOverlay {
    /// Not asked at all. Refused for items that are required or that rules refer to.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hide: bool,
    /// Required whenever active.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Most characters; at most the shipped number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// Most choices; at most the shipped number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_selected: Option<u32>,
    /// Most files; at most the shipped number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_files: Option<u32>,
    /// Greatest size of a file, bytes; at most the shipped number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bytes: Option<u64>,
}

/// An item that the host adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddedItem {
    /// Id of the page or group that gets the item.
    pub to: String,
    /// The item that it stands after; first when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The item.
    pub item: Item,
}

impl Role {
    /// Name in expressions and submissions.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Student => "student",
            Role::Guardian => "guardian",
            Role::Employer => "employer",
            Role::Staff => "staff",
            Role::Funder => "funder",
        }
    }
}
