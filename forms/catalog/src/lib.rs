//! The forms, as data: one folder per form, the shipped code sets and the engine's own texts.
//!
//! Everything is JSON text, embedded for servers, tools and tests. The browser fetches the same files; this
//! crate is never part of the wasm. A new form needs only a folder beside `enrolment`.

#[cfg(feature = "examples")]
mod example;

#[cfg(feature = "examples")]
pub use example::{Example, Series, SeriesEntry};

/// One form of the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippedForm {
    /// Id of the form, also the name of its folder.
    pub id: &'static str,
    /// The `Definition` document.
    pub definition: &'static str,
    /// `Messages` documents by locale.
    pub messages: &'static [(&'static str, &'static str)],
    /// `Messages` documents of variants by locale and variant; they hold only what differs.
    pub variants: &'static [(&'static str, &'static str, &'static str)],
    /// Examples by name: `{title, description, config, answers, expect}`.
    pub examples: &'static [(&'static str, &'static str)],
    /// Series of examples about one person by name: `{title, description, submissions}`.
    pub series: &'static [(&'static str, &'static str)],
    /// The `ResultsDefinition` document, for forms whose answers are talked about.
    pub results: Option<&'static str>,
    /// `ResultTexts` documents by locale.
    pub result_texts: &'static [(&'static str, &'static str)],
    /// Code sets that the examples' host has, by name; an object of `CodeSet` documents.
    pub host_code_sets: Option<&'static str>,
}

/// A proposal of the catalog: rules over answers to several forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippedProposal {
    /// Id of the proposal, also the name of its file.
    pub id: &'static str,
    /// The `ProposalDefinition` document.
    pub definition: &'static str,
    /// `ProposalTexts` documents by locale.
    pub texts: &'static [(&'static str, &'static str)],
}

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// The form with an id.
#[must_use]
pub fn form(id: &str) -> Option<&'static ShippedForm> {
    FORMS.iter().find(|form| form.id == id)
}

/// The proposal with an id.
#[must_use]
pub fn proposal(id: &str) -> Option<&'static ShippedProposal> {
    PROPOSALS.iter().find(|proposal| proposal.id == id)
}
