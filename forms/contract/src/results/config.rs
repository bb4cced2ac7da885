//! The document `resultsConfig`: what a host decides for one showing of results.

use super::{ProposalView, Register, Results, ResultsView, ViewOptions, Viewer};
use crate::{
    Audience, CodeSet, Config, Form, Issue, IssueCode, Overlay, Report, Role, Submission, Table, Theme,
};
use serde::{Deserialize, Serialize};

/// What one showing of results decides. Either `view`, which a server has cut to its reader, or `submissions`, of
/// which the browser makes the view by the same rules: then the page has answers that its reader may not see.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ResultsConfig {
    /// Address of this document's JSON Schema.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// BCP 47 tag of the texts; the page's language when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Where a missing text is taken from, in order; `["en"]` when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fallback_locales: Vec<String>,
    /// Locales that the reader may switch to; no switch when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locales: Vec<String>,
    /// Colours.
    pub theme: Theme,
    /// Whose wording of the questions is shown, for forms that word them by role.
    pub role: Role,
    /// To whom the texts speak; by the audience when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<Register>,
    /// The view, made by the host's server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view: Option<ResultsView>,
    /// Instead of a view: the submissions that one is made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submissions: Option<Vec<Submission>>,
    /// Who reads a view that is made of submissions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// The reader, as `author` stands in what they wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Whom the results are about; submissions about anybody else are not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Host flags that were on for every submission.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    /// Whether every reader of a view that is made of submissions sees numbers.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub numbers: bool,
    /// Ids of submissions of which the host knows that they have been talked through with the person since.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<String>,
    /// A proposal to show along, for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<ProposalView>,
    /// Changes to the shipped definition and messages, as in the config of the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlay: Option<Overlay>,
    /// Code sets of the host, by name.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub code_sets: Table<String, CodeSet>,
}

impl ResultsConfig {
    /// What it has in common with the config of a form.
    #[must_use]
    pub fn of_form(&self) -> Config {
        Config {
            locale: self.locale.clone(),
            fallback_locales: self.fallback_locales.clone(),
            locales: self.locales.clone(),
            theme: self.theme,
            role: self.role,
            overlay: self.overlay.clone(),
            code_sets: self.code_sets.clone(),
            ..Config::default()
        }
    }

    /// What it asks that cannot be shown for this form.
    #[must_use]
    pub fn check(&self, form: &Form) -> Report {
        let mut report = Report::default();
        match (&self.view, &self.submissions) {
            (Some(view), None) => {
                let reference = form.reference();
                let major = |version: &str| version.split('.').next().map(str::to_owned);
                for (pointer, found, expected, fits) in [
                    ("/view/form", &view.form, &reference.id, view.form == reference.id),
                    (
                        "/view/version",
                        &view.version,
                        &reference.version,
                        major(&view.version) == major(&reference.version),
                    ),
                ] {
                    if !fits {
                        let issue = Issue::error(pointer, IssueCode::DefinitionMismatch);
                        report.push(issue.with("expected", expected.as_str()).with("found", found.as_str()));
                    }
                }
            }
            (None, Some(_)) if self.audience.is_none() => {
                report.refuse("/audience", IssueCode::Shape, "nothing", "who reads, such as student");
            }
            (None, Some(_)) => {}
            (Some(_), Some(_)) => {
                report.refuse("/submissions", IssueCode::Shape, "view and submissions", "one of them");
            }
            (None, None) => report.refuse("", IssueCode::Shape, "neither", "view or submissions"),
        }
        report
    }

    /// The view to show; nothing when it has to be made and nobody said for whom.
    #[must_use]
    pub fn view(&self, results: Option<&Results>, form: &Form) -> Option<ResultsView> {
        if let Some(view) = &self.view {
            return Some(view.clone());
        }
        let viewer = Viewer { audience: self.audience?, author: self.author.clone() };
        let options = ViewOptions {
            subject: self.subject.clone(),
            flags: self.flags.clone(),
            numbers: self.numbers,
            shared: self.shared.clone(),
        };
        Some(results?.view(form, self.submissions.as_deref()?, &viewer, &options))
    }
}

impl Register {
    /// How texts speak to an audience: to the person and their guardian in the second person.
    #[must_use]
    pub fn of(audience: Audience) -> Self {
        match audience {
            Audience::Student | Audience::Guardian => Self::Student,
            _ => Self::Counsellor,
        }
    }
}
