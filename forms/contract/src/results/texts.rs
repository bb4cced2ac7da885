//! The document `resultTexts`: prose of results in one locale, in two registers.

use super::view::{MeasureView, ResultsView};
use crate::{Table, Text};
use serde::{Deserialize, Serialize};

/// Prose of a form's results in one locale. Plain language is a locale of its own (`fi-x-selko`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResultTexts {
    /// Address of this document's JSON Schema.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Id of the form.
    pub form: String,
    /// BCP 47 tag: `fi`, `sv`, `en`, `fi-x-selko`.
    pub locale: String,
    /// Heading of the results.
    pub title: String,
    /// What the results are for, Markdown subset.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub introduction: Wording,
    /// What the results are not: a test, a diagnosis, a decision. Stands with every showing of them.
    pub notice: Wording,
    /// Headings of the profiles by group id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub groups: Table<String, String>,
    /// Names of measures by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub measures: Table<String, String>,
    /// Names of bands by band set and band id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub band_sets: Table<String, Table<String, Wording>>,
    /// Names of voices by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub voices: Table<String, Wording>,
    /// Texts of sections by id.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub sections: Table<String, SectionTexts>,
    /// Texts of findings by id; `{subject}` is the label of the item or measure that one is about.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub findings: Table<String, Wording>,
    /// Short texts of the page: `notCalculated`, `withheld`, `gapHigher`, `gapLower`, `gapSame`, `changeHigher`,
    /// `changeLower`, `changeSame`, `grounds`, `missing`.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub notes: Table<String, Wording>,
}

/// Texts of a section.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SectionTexts {
    /// Heading.
    pub title: Wording,
    /// Text under the heading.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub introduction: Wording,
    /// What stands there when nothing was found.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub empty: Wording,
}

/// One text in two registers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wording {
    /// To the person whom the answers are about, and to everyone without a text of their own.
    pub student: String,
    /// To those who guide; the student's text when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub counsellor: String,
}

/// To whom a text speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Register {
    /// The person whom the answers are about.
    #[default]
    Student,
    /// Those who guide: counsellor, teacher, workplace.
    Counsellor,
}

impl Wording {
    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.student.is_empty() && self.counsellor.is_empty()
    }

    /// The text for a register.
    #[must_use]
    pub fn get(&self, register: Register) -> &str {
        match register {
            Register::Counsellor if !self.counsellor.is_empty() => &self.counsellor,
            _ => &self.student,
        }
    }
}

/// Result texts with their fallbacks, as [`Texts`](crate::Texts) are for messages: a missing text is taken from
/// the next locale, never left blank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ResultWording {
    documents: Vec<ResultTexts>,
    register: Register,
}

impl ResultWording {
    /// Texts in a register, best locale first.
    #[must_use]
    pub fn new(documents: Vec<ResultTexts>, register: Register) -> Self {
        Self { documents, register }
    }

    /// A text chosen by `get`; the key itself when no locale has it.
    fn find<'a>(&'a self, key: &'a str, get: impl Fn(&'a ResultTexts) -> Option<&'a str>) -> Text<'a> {
        self.optional(get).unwrap_or(Text { text: key, locale: "" })
    }

    fn optional<'a>(&'a self, get: impl Fn(&'a ResultTexts) -> Option<&'a str>) -> Option<Text<'a>> {
        self.documents.iter().find_map(|texts| {
            get(texts).filter(|text| !text.is_empty()).map(|text| Text { text, locale: &texts.locale })
        })
    }

    /// Heading of the results.
    #[must_use]
    pub fn title(&self) -> Text<'_> {
        self.find("", |texts| Some(&texts.title))
    }

    /// What the results are for.
    #[must_use]
    pub fn introduction(&self) -> Option<Text<'_>> {
        self.optional(|texts| Some(texts.introduction.get(self.register)))
    }

    /// What the results are not.
    #[must_use]
    pub fn notice(&self) -> Text<'_> {
        self.find("", |texts| Some(texts.notice.get(self.register)))
    }

    /// Heading of a profile.
    #[must_use]
    pub fn group<'a>(&'a self, id: &'a str) -> Text<'a> {
        self.find(id, |texts| texts.groups.get(id).map(String::as_str))
    }

    /// Name of a measure.
    #[must_use]
    pub fn measure<'a>(&'a self, id: &'a str) -> Text<'a> {
        self.find(id, |texts| texts.measures.get(id).map(String::as_str))
    }

    /// Name of a band.
    #[must_use]
    pub fn band<'a>(&'a self, set: &'a str, band: &'a str) -> Text<'a> {
        self.find(band, |texts| Some(texts.band_sets.get(set)?.get(band)?.get(self.register)))
    }

    /// Name of a voice.
    #[must_use]
    pub fn voice<'a>(&'a self, id: &'a str) -> Text<'a> {
        self.find(id, |texts| Some(texts.voices.get(id)?.get(self.register)))
    }

    /// A text of a section, chosen by `get`.
    #[must_use]
    pub fn section<'a>(&'a self, id: &'a str, get: fn(&SectionTexts) -> &Wording) -> Option<Text<'a>> {
        self.optional(|texts| texts.sections.get(id).map(|section| get(section).get(self.register)))
    }

    /// Text of a finding, with `{subject}` still in it.
    #[must_use]
    pub fn finding<'a>(&'a self, id: &'a str) -> Text<'a> {
        self.find(id, |texts| Some(texts.findings.get(id)?.get(self.register)))
    }

    /// Whether everything that a view names has its text.
    #[must_use]
    pub fn is_complete(&self, view: &ResultsView) -> bool {
        let has = |text: Text<'_>| !text.locale.is_empty();
        let has_bands = |measure: &MeasureView| {
            let set = measure.band_set.as_deref().unwrap_or_default();
            measure.bands.iter().all(|band| has(self.band(set, band)))
        };
        has(self.title())
            && has(self.notice())
            && view.voices.iter().all(|voice| has(self.voice(&voice.id)))
            && view.groups.iter().all(|group| has(self.group(&group.id)))
            && view.measures.iter().all(|measure| has(self.measure(&measure.id)) && has_bands(measure))
            && view.sections.iter().all(|section| {
                self.section(&section.id, |section| &section.title).is_some()
                    && section.findings.iter().all(|finding| has(self.finding(&finding.id)))
            })
    }

    /// One of the short texts of the page.
    #[must_use]
    pub fn note<'a>(&'a self, key: &'a str) -> Text<'a> {
        self.find(key, |texts| Some(texts.notes.get(key)?.get(self.register)))
    }
}
