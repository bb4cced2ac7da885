//! The document `results`: how the answers to one form become something that people can talk about.

use crate::{Audience, Table};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How submissions of one form are read together. Holds no prose: that is in
/// [`ResultTexts`](crate::ResultTexts).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResultsDefinition {
    /// Address of this document's JSON Schema.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Id of the form whose submissions are read.
    pub form: String,
    /// Major versions of the form's definition that this document understands.
    pub versions: Vec<u32>,
    /// How a stored submission tells which host flags were on when it was filled in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<FlagRule>,
    /// Numbers of options, by option set and option id. An option that is not named has none: "I cannot say".
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub values: Table<String, Table<String, f64>>,
    /// Named lists of bands, lowest first.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub band_sets: Table<String, Vec<Band>>,
    /// The day that a submission speaks of, an expression of type date; the day of answering when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::results_expression"))]
    pub date: Option<Value>,
    /// A `single` item whose answer names the round, such as "start" or "end".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// Who may speak; the first whose condition holds has the submission. One voice, `answers`, when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<Voice>,
    /// Named quantities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// Measures that are drawn together in a profile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<MeasureGroup>,
    /// What there is to say, in the order of the talk: strengths first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// How voices are compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<Compare>,
    /// Who sees numbers; everyone else sees words. Nobody when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<Audience>,
}

/// A host flag, and the computed value of a submission that tells that it was on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FlagRule {
    /// Name of the flag.
    pub flag: String,
    /// Id of a computed value of the form, a text.
    pub computed: String,
    /// The flag was on when the submission holds this value.
    pub is: String,
}

/// A stretch of a measure's values that has a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Band {
    /// Id, unique in its set.
    pub id: String,
    /// The band holds values below this, from where the band before ends. Only the last band has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
}

/// One of those who speak about the same person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Voice {
    /// Id, unique among voices.
    pub id: String,
    /// Boolean expression over a submission: whether it is of this voice. Every one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::results_expression"))]
    pub when: Option<Value>,
    /// Who may hear this voice; of its answers they read those that the form's items allow them.
    pub audience: Vec<Audience>,
    /// Each author is a voice of its own; otherwise all submissions of this voice are rounds of one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub per_author: bool,
    /// Whoever wrote a submission reads it again whole, whatever the items' audiences: for people outside of the
    /// school, who read nothing else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub read_by_author: bool,
    /// A `text` item whose answer is the name of who speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A named quantity: the mean of some items' numbers, or an expression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Measure {
    /// Id, unique among measures.
    pub id: String,
    /// The items that it rests on. Without `value` the measure is the mean of their numbers, rounded half away
    /// from zero to one decimal, when at least half of those that were asked have one.
    pub items: Vec<String>,
    /// Expression that gives the number, instead of the mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::results_expression"))]
    pub value: Option<Value>,
    /// Least value that is possible.
    pub least: f64,
    /// Greatest value that is possible.
    pub greatest: f64,
    /// Name of the band set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band_set: Option<String>,
    /// Who may read it; empty: whoever may read all that it rests on. It can only narrow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<Audience>,
}

/// Measures that are drawn together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeasureGroup {
    /// Id, unique among groups.
    pub id: String,
    /// Ids of measures in the order of the chart.
    pub measures: Vec<String>,
}

/// Findings under one heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Section {
    /// Id, unique among sections.
    pub id: String,
    /// What may be found.
    pub findings: Vec<Finding>,
}

/// Something to say when a condition holds for a voice's latest submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Finding {
    /// Id, unique among all findings; key of its text.
    pub id: String,
    /// Said once for each item or measure of a list. In the expression `"$each"` stands for its id, and
    /// `"$measure"` for the id of the measure that the item belongs to.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    pub each: Option<ForEach>,
    /// Boolean expression over the form's answers and computed values, and `["measure", id]` (a number) and
    /// `["band", id]` (the id of a band).
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::results_expression"))]
    pub when: Value,
    /// Greater comes first in its section; 0 when absent.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub priority: u32,
    /// Who is told; empty: whoever may read all that it rests on. It can only narrow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<Audience>,
    /// Voices that are looked at; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<String>,
    /// Items that are shown as grounds; those that the expression refers to when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

/// What a finding is repeated for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ForEach {
    /// Items or measures.
    pub each: Each,
    /// Their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<String>,
    /// Instead of ids: the measures of a group, or their items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

/// What a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Each {
    /// Items of the form.
    Item,
    /// Measures of this document.
    Measure,
}

/// How voices are compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Compare {
    /// Id of the voice that the others are compared with: a difference is this one minus the other.
    pub base: String,
    /// The least difference, either way, that is worth a talk.
    pub gap: f64,
    /// A difference worth a talk becomes a finding of this id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<GapFinding>,
    /// What must hold before some audiences hear a voice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
}

/// The finding that a difference worth a talk becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GapFinding {
    /// Id, unique among all findings; key of its text.
    pub id: String,
    /// Id of the section that it is put into.
    pub section: String,
    /// Greater comes first in its section; 0 when absent.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub priority: u32,
}

/// A submission of some voices is withheld from some audiences until a condition holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Share {
    /// Voices that the rule is about.
    pub voices: Vec<String>,
    /// From whom their submissions are withheld.
    pub audience: Vec<Audience>,
    /// Boolean expression over the submission itself.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::results_expression"))]
    pub when: Value,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(priority: &u32) -> bool {
    *priority == 0
}
