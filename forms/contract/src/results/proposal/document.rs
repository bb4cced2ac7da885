//! The document `proposal`.

use crate::Audience;
use crate::results::ForEach;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Ordered rules over named inputs from several forms: the first that holds gives the outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProposalDefinition {
    /// Address of this document's JSON Schema.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Id of the proposal.
    pub id: String,
    /// Who is shown it: `counsellor`, `teacher` or `office`, and of these only who may read all inputs.
    pub audience: Vec<Audience>,
    /// What the rules look at.
    pub inputs: Vec<ProposalInput>,
    /// Rules in order.
    pub rules: Vec<ProposalRule>,
    /// Outcome when no rule holds.
    pub otherwise: String,
}

/// A named value from the submissions of one form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProposalInput {
    /// Id, unique among inputs; `["input", id]` in rules.
    pub id: String,
    /// Id of the form.
    pub form: String,
    /// Voices of the form's results whose latest submissions are looked at; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<String>,
    /// Expression over a submission, as in results; of several voices the latest submission with a value counts.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::results_expression"))]
    pub value: Value,
    /// Instead of one value: how many of a list there are for which `value`, a Boolean expression with `"$each"`,
    /// holds for at least one voice. Missing when no voice has spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<ForEach>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProposalRule {
    /// Id, unique among rules.
    pub id: String,
    /// Boolean expression over `["input", id]`. A missing input makes a comparison false.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::proposal_expression"))]
    pub when: Value,
    /// Outcome when it holds.
    pub outcome: String,
}
