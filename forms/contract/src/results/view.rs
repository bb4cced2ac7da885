//! The view of results: everything that a page needs, cut to what its reader may read.

use super::compiled::Subject;
use super::quantity;
use crate::{Audience, Ground, Role};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Results for one reader. Pure data: ids, numbers and stored answers; texts are found by id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResultsView {
    /// Id of the form.
    pub form: String,
    /// Version of the definition that ids belong to.
    pub version: String,
    /// Whose view this is.
    pub audience: Audience,
    /// Whether values and differences have numbers; else there are words (bands and directions) only.
    pub numbers: bool,
    /// Id of the item whose answers name the rounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// Who speaks, the base of the comparison first.
    pub voices: Vec<VoiceView>,
    /// Profiles to draw.
    pub groups: Vec<GroupView>,
    /// Measures in the order of the document, those that the reader may read.
    pub measures: Vec<MeasureView>,
    /// The items of these measures, in the order of the form.
    pub items: Vec<ItemView>,
    /// Findings in the order of the talk.
    pub sections: Vec<SectionView>,
}

/// One who speaks, with the rounds in which they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VoiceView {
    /// Id of the voice in the document; several may have it when each author is a voice.
    pub id: String,
    /// Who filled in.
    pub role: Role,
    /// The host's reference to the author of the latest round, for those who guide and for authors themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The name that the latest round gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Submissions in the order of their days.
    pub rounds: Vec<RoundView>,
}

/// One submission of a voice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoundView {
    /// Id of the submission.
    pub submission: String,
    /// The day that it speaks of, `YYYY-MM-DD`.
    pub date: String,
    /// The answer of the document's `phase` item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// Not shown to this reader yet: the share rule does not hold. Nothing of it is in the view.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
}

/// Measures that are drawn together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupView {
    /// Id.
    pub id: String,
    /// Ids of its measures that are in this view.
    pub measures: Vec<String>,
}

/// One measure with what each voice gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeasureView {
    /// Id.
    pub id: String,
    /// Least value that is possible.
    #[serde(serialize_with = "quantity::write_one")]
    pub least: f64,
    /// Greatest value that is possible.
    #[serde(serialize_with = "quantity::write_one")]
    pub greatest: f64,
    /// Name of the band set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band_set: Option<String>,
    /// Ids of the bands, lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<String>,
    /// Where each band ends and the next begins; empty without numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "quantity::write_all")]
    pub limits: Vec<f64>,
    /// Ids of the items that it rests on.
    pub items: Vec<String>,
    /// Its value by voice and round.
    pub values: Vec<MeasureValue>,
    /// Differences between the base voice and the others, latest rounds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
    /// Changes between the rounds of a voice: from each round to the next, then from the first to the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// The value of a measure in one submission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeasureValue {
    /// Place in `voices`.
    pub voice: usize,
    /// Place in the voice's `rounds`.
    pub round: usize,
    /// Whether there was enough to calculate it.
    pub calculated: bool,
    /// The value; absent without numbers and when not calculated.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "quantity::write")]
    pub value: Option<f64>,
    /// Id of the band that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// Items of the measure that were asked.
    pub asked: usize,
    /// Items of the measure that have a number.
    pub rated: usize,
    /// Ids of the items that were asked and not answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// Which of two is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// The base, or the later round.
    Higher,
    /// No difference.
    Same,
    /// The other voice, or the earlier round.
    Lower,
}

/// A difference between two voices: base minus other, over the items that both have a number for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Gap {
    /// Place of the base in `voices`.
    pub base: usize,
    /// Place of the other in `voices`.
    pub voice: usize,
    /// The difference, rounded half away from zero to one decimal; absent without numbers.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "quantity::write")]
    pub difference: Option<f64>,
    /// Whether the base is higher.
    pub direction: Direction,
    /// Great enough to be worth a talk. It says nothing about who is right.
    pub talk: bool,
    /// Ids of the items that both have a number for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
}

/// A change between two rounds of a voice: later minus earlier, over the items that both have a number for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Change {
    /// Place in `voices`.
    pub voice: usize,
    /// Place of the earlier round.
    pub from: usize,
    /// Place of the later round.
    pub to: usize,
    /// The change, rounded half away from zero to one decimal; absent without numbers.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "quantity::write")]
    pub difference: Option<f64>,
    /// Whether the later round is higher.
    pub direction: Direction,
    /// Ids of the items that both have a number for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
}

/// One item with what each voice answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemView {
    /// Id of the item.
    pub item: String,
    /// Answers by voice and round.
    pub answers: Vec<ItemAnswer>,
    /// Changes between the rounds of a voice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// One answer as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemAnswer {
    /// Place in `voices`.
    pub voice: usize,
    /// Place in the voice's `rounds`.
    pub round: usize,
    /// The answer.
    pub answer: Value,
}

/// Findings under one heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SectionView {
    /// Id.
    pub id: String,
    /// Findings, the greatest priority first.
    pub findings: Vec<FindingView>,
}

/// Something to say, with its grounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FindingView {
    /// Id of the rule, key of its text.
    pub id: String,
    /// What it is about, when the rule is repeated for each item or measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// Greater comes first.
    pub priority: u32,
    /// Who said what led there.
    pub traces: Vec<Trace>,
}

/// Why something is said: what one voice answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Trace {
    /// Place in `voices`.
    pub voice: usize,
    /// Place in the voice's `rounds`.
    pub round: usize,
    /// What the rule looked at and found.
    pub grounds: Vec<Ground>,
    /// Ids of the items that the rule would have looked at, which were asked and not answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}
