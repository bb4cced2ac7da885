//! The submission: what a person answered.

use crate::{Report, Role, Table, object};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Answers by item id. A repeat is a list of objects by item id; groups have no level of their own.
///
/// Shapes: text, longText, date, single, search: text · number, scale: number · multiple, search with
/// `several`: list of texts · file: list of [`Attachment`] · host: any JSON.
pub type Answers = Map<String, Value>;

/// A draft or finished set of answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Submission {
    /// Address of this document's JSON Schema.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// UUID made by the sender; the receiver answers the same receipt for the same body.
    pub id: String,
    /// The definition that was answered.
    pub definition: DefinitionReference,
    /// Draft or submitted.
    pub status: Status,
    /// Locale of the texts when it was sent.
    pub locale: String,
    /// The day that the rules took for today, `YYYY-MM-DD`.
    pub answered_on: String,
    /// Who filled in.
    pub role: Role,
    /// Whom the answers are about: the host's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Who filled in: the host's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The answers.
    pub answers: Answers,
    /// Computed values by id.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub computed: Answers,
    /// For items with `evidence`: `sha256-<hex>` of the exact text shown, by item id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub shown: Table<String, String>,
}

/// Which definition was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DefinitionReference {
    /// Id of the form.
    pub id: String,
    /// Version of the definition.
    pub version: String,
    /// `sha256-<hex>` of the definition with its overlay, keys sorted.
    pub hash: String,
}

/// State of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// Unfinished: nothing is required yet, values may be half-typed.
    Draft,
    /// Finished by the person.
    Submitted,
}

/// One file of a `file` answer. The content travels beside the submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "validator", derive(validator::Validate))]
pub struct Attachment {
    /// File name as the person's device gave it.
    #[cfg_attr(feature = "validator", validate(length(min = 1, max = 255), non_control_character))]
    pub name: String,
    /// Media type, such as `application/pdf`.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, 64 lower-case hexadecimal digits.
    #[cfg_attr(feature = "validator", validate(length(equal = 64)))]
    pub sha256: String,
}

/// What a receiver answers to a submission that it has stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubmitReply {
    /// The submission's id, once it is stored for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// A number that the person can quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// When it was stored, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// Issues: nothing was stored when one of them is an error.
    #[serde(default, skip_serializing_if = "Report::is_empty")]
    pub report: Report,
}

impl Attachment {
    /// Reads one file of an answer.
    #[must_use]
    pub fn from_json(json: &Value) -> Option<Self> {
        let members = json.as_object().filter(|members| members.len() == 4)?;
        let text = |name| members.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            name: text("name")?,
            media_type: text("mediaType")?,
            bytes: members.get("bytes")?.as_u64()?,
            sha256: text("sha256")?,
        })
    }

    /// The file as it stands in an answer.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let members = [
            ("name", self.name.as_str().into()),
            ("mediaType", self.media_type.as_str().into()),
            ("bytes", self.bytes.into()),
            ("sha256", self.sha256.as_str().into()),
        ];
        object(&mut members.into_iter().map(|(name, value)| (name.to_owned(), value))).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attachment_is_written_as_serde_writes_it_and_read_back() {
        let file = Attachment {
            name: "a.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: 3,
            sha256: "00".repeat(32),
        };
        assert_eq!(file.to_json(), serde_json::to_value(&file).unwrap());
        assert_eq!(Attachment::from_json(&file.to_json()), Some(file));
        assert_eq!(Attachment::from_json(&Value::Null), None);
    }
}
