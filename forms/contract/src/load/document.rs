//! Documents of the contract: reading them, and telling them by their hash.

use crate::json::{self, Limits};
use crate::read::Read;
use crate::{CodeSet, Config, Definition, Issue, IssueCode, Messages, Report, Submission};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Major version of the contract that this crate speaks.
pub const CONTRACT_MAJOR: u32 = 1;

/// Address of the JSON Schema of a document such as `definition`.
#[must_use]
pub fn schema_address(document: &str) -> String {
    format!("https://guidance-forms.example/schema/{document}/{CONTRACT_MAJOR}")
}

/// A document of the contract that can be read from JSON text.
pub trait Document: Read + Sized {
    /// Name in its schema's address.
    const NAME: &'static str;

    /// What the document says of its schema; nothing when it may be left out and is.
    fn schema(&self) -> Option<&str>;

    /// Reads and checks a document.
    ///
    /// # Errors
    ///
    /// A report with the JSON Pointer of each place that is wrong.
    fn parse(text: &str) -> Result<Self, Report> {
        let mut document = Self::blank();
        json::read(text, &Limits::default(), &mut document)?;
        check_contract(Self::NAME, document.schema())?;
        Ok(document)
    }
}

macro_rules! documents {
    ($($document:ty, $name:literal, $schema:expr;)+) => {
        $(impl Document for $document {
            const NAME: &'static str = $name;
            fn schema(&self) -> Option<&str> {
                let schema: fn(&Self) -> Option<&str> = $schema;
                schema(self)
            }
        })+
    };
}

documents! {
    Definition, "definition", |document| Some(&document.schema);
    Messages, "messages", |document| (!document.schema.is_empty()).then_some(document.schema.as_str());
    Config, "config", |document| document.schema.as_deref();
    Submission, "submission", |document| Some(&document.schema);
    crate::ResultsDefinition, "results", |document| Some(&document.schema);
    crate::ResultTexts, "resultTexts", |document| Some(&document.schema);
    crate::ProposalDefinition, "proposal", |document| Some(&document.schema);
    crate::ResultsConfig, "resultsConfig", |document| document.schema.as_deref();
    crate::ProposalTexts, "proposalTexts", |document| Some(&document.schema);
    CodeSet, "codeSet", |_| None;
    Report, "report", |_| None;
    crate::SubmitReply, "submitReply", |_| None;
}

/// Refuses documents of another contract: what they mean is unknown.
fn check_contract(name: &str, schema: Option<&str>) -> Result<(), Report> {
    let expected = schema_address(name);
    match schema {
        Some(found) if found != expected => Err(Report {
            issues: vec![
                Issue::error("/$schema", IssueCode::ContractVersion)
                    .with("found", found)
                    .with("expected", expected),
            ],
        }),
        _ => Ok(()),
    }
}

/// `sha256-<hex>` of a document, keys sorted.
pub(super) fn hash(document: &impl Serialize) -> String {
    // By way of its text: turning documents into values directly would bring the wasm a second writer of each.
    let text = serde_json::to_string(document).unwrap_or_default();
    let mut json = json::parse(&text, &Limits::NONE).unwrap_or_default();
    json.sort_all_objects();
    hash_text(&json::json_text(&json))
}

/// `sha256-<hex>` of a text.
pub(crate) fn hash_text(text: &str) -> String {
    let mut written = String::from("sha256-");
    for byte in Sha256::digest(text.as_bytes()) {
        for digit in [byte >> 4, byte & 15] {
            written.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_that_of_the_document_as_a_value() {
        let text = include_str!("../../../catalog/enrolment/definition.json");
        let definition = Definition::parse(text).unwrap();
        let mut value = serde_json::to_value(&definition).unwrap();
        value.sort_all_objects();
        assert_eq!(hash(&definition), hash_text(&value.to_string()));
    }
}
