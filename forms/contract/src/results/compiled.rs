//! Results that have been checked and compiled against their form.

use super::document::{Band, Each, FlagRule};
use crate::expression::{Expression, Index};
use crate::{Audience, DefinitionReference};
use serde::{Deserialize, Serialize};

/// How submissions of a form are read together: checked, compiled and bound to one form. Immutable; made by
/// [`Results::load`].
///
/// ```
/// use guidance_contract::{Audience, Form, Results, ViewOptions, Viewer};
///
/// let form = Form::load(
///     r#"{"$schema": "https://guidance-forms.example/schema/definition/1", "id": "mood", "version": "1.0.0",
///         "pages": [{"id": "start", "dataCategory": "basic", "audience": ["student", "counsellor"], "items": [
///             {"id": "today", "kind": "scale", "min": 0, "max": 10}]}]}"#,
///     None,
/// ).map_err(|report| format!("{report:?}"))?;
/// let results = Results::load(
///     r#"{"$schema": "https://guidance-forms.example/schema/results/1", "form": "mood", "versions": [1],
///         "measures": [{"id": "mood", "items": ["today"], "least": 0, "greatest": 10}]}"#,
///     &form,
/// ).map_err(|report| format!("{report:?}"))?;
/// let submissions = Vec::new(); // everything that the host has stored about one person
/// let viewer = Viewer { audience: Audience::Student, author: None };
/// let view = results.view(&form, &submissions, &viewer, &ViewOptions::default());
/// assert!(view.measures.is_empty() && !view.numbers);
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    /// The form that the places of items belong to.
    pub(super) reference: DefinitionReference,
    pub(super) versions: Vec<u32>,
    pub(super) flags: Vec<FlagRule>,
    pub(super) date: Option<Rule>,
    pub(super) phase: Option<Index>,
    pub(super) voices: Vec<VoiceNode>,
    pub(super) measures: Vec<MeasureNode>,
    /// Id and places of its measures.
    pub(super) groups: Vec<(String, Vec<usize>)>,
    pub(super) sections: Vec<SectionNode>,
    pub(super) compare: Option<CompareNode>,
    pub(super) numbers: Vec<Audience>,
}

/// An expression and everything that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    pub(super) expression: Expression,
    pub(super) sources: Sources,
}

/// What a value rests on, directly or through computed values and measures.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sources {
    pub(super) items: Vec<Index>,
    pub(super) computed: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct VoiceNode {
    pub(super) id: String,
    pub(super) when: Option<Rule>,
    pub(super) audience: Vec<Audience>,
    pub(super) per_author: bool,
    pub(super) read_by_author: bool,
    pub(super) name: Option<Index>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct MeasureNode {
    pub(super) id: String,
    pub(super) items: Vec<MeasureItem>,
    pub(super) value: Option<Rule>,
    pub(super) least: f64,
    pub(super) greatest: f64,
    pub(super) band_set: Option<String>,
    pub(super) bands: Vec<Band>,
    pub(super) audience: Vec<Audience>,
    pub(super) sources: Sources,
}

/// An item of a measure, and the number of each of its options; none for items that are numbers themselves.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MeasureItem {
    pub(super) item: Index,
    pub(super) values: Vec<(String, f64)>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct SectionNode {
    pub(super) id: String,
    pub(super) findings: Vec<FindingNode>,
}

/// One finding about one subject.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FindingNode {
    pub(super) id: String,
    pub(super) subject: Option<Subject>,
    pub(super) when: Rule,
    pub(super) priority: u32,
    pub(super) audience: Vec<Audience>,
    /// Places of the voices that are looked at; all when empty.
    pub(super) voices: Vec<usize>,
    pub(super) evidence: Vec<Index>,
}

/// The item or measure that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Subject {
    /// What it is.
    pub kind: Each,
    /// Its id.
    pub id: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct CompareNode {
    pub(super) base: usize,
    pub(super) gap: f64,
    /// Id, place of the section and priority.
    pub(super) finding: Option<(String, usize, u32)>,
    pub(super) share: Option<ShareNode>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct ShareNode {
    pub(super) voices: Vec<usize>,
    pub(super) audience: Vec<Audience>,
    pub(super) when: Rule,
}

impl Sources {
    /// Adds what is not there yet.
    pub(super) fn add(&mut self, other: &Sources) {
        other.items.iter().for_each(|item| self.add_item(*item));
        for index in &other.computed {
            if !self.computed.contains(index) {
                self.computed.push(*index);
            }
        }
    }

    pub(super) fn add_item(&mut self, item: Index) {
        if !self.items.contains(&item) {
            self.items.push(item);
        }
    }
}
