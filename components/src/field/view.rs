//! All that a field shows.

use crate::environment::{Environment, element_id};
use crate::state::FieldKey;
use guidance_contract::{Issue, ItemNode, Kind, Place, Severity};
use serde_json::Value as Json;
use std::rc::Rc;
use yew::AttrValue;

/// All that a field shows. Made by the page, and made anew only when something of it has changed: then, and only
/// then, the field is drawn again.
#[derive(Clone)]
pub(crate) struct FieldView {
    /// Rules, texts and where actions go.
    pub(crate) environment: Environment,
    /// Which field this is.
    pub(crate) key: FieldKey,
    /// Where it stands now.
    pub(crate) place: Place,
    /// JSON Pointer of the answer.
    pub(crate) pointer: AttrValue,
    /// Id of the element that is focused.
    pub(crate) id: AttrValue,
    /// The text in a text field.
    pub(crate) text: String,
    /// What was typed there, if it was typed.
    typed: Option<String>,
    /// The answer; null for none.
    pub(crate) answer: Json,
    /// Whether an answer is required.
    pub(crate) required: bool,
    /// What is wrong, as far as it is shown.
    pub(crate) issues: Vec<Issue>,
    /// Ids of the options offered, when not all of them are.
    offered: Option<Vec<String>>,
}

/// What a field will show, not yet copied.
pub(crate) struct Shown<'a> {
    pub(crate) environment: &'a Environment,
    pub(crate) key: FieldKey,
    pub(crate) place: Place,
    pub(crate) typed: Option<&'a str>,
    pub(crate) answer: &'a Json,
    pub(crate) required: bool,
    pub(crate) issues: &'a [Issue],
    pub(crate) offered: Option<Vec<String>>,
}

impl Shown<'_> {
    /// Whether the field shows this already.
    pub(crate) fn is(&self, view: &FieldView) -> bool {
        *self.environment == view.environment
            && self.place == view.place
            && self.required == view.required
            && self.typed == view.typed.as_deref()
            && self.issues == view.issues
            && self.offered == view.offered
            && self.answer == &view.answer
    }

    /// The view of the field.
    pub(crate) fn view(self) -> Rc<FieldView> {
        let environment = self.environment;
        let pointer = environment.form.pointer(self.place);
        let kind = environment.form.item(self.place.item).map(|node| node.item.kind);
        let text = match (self.typed, kind) {
            (Some(typed), _) => typed.to_owned(),
            (None, Some(Kind::Text | Kind::LongText | Kind::Number | Kind::Date)) => {
                crate::value::typed(environment, self.place.item, self.answer)
            }
            _ => String::new(),
        };
        Rc::new(FieldView {
            environment: environment.clone(),
            key: self.key,
            place: self.place,
            id: element_id(&pointer).into(),
            pointer: pointer.into(),
            text,
            typed: self.typed.map(str::to_owned),
            answer: self.answer.clone(),
            required: self.required,
            issues: self.issues.to_vec(),
            offered: self.offered,
        })
    }
}

impl FieldView {
    /// The item.
    pub(crate) fn node(&self) -> Option<&ItemNode> {
        self.environment.form.item(self.place.item)
    }

    /// Kind of the item.
    pub(crate) fn kind(&self) -> Option<Kind> {
        self.node().map(|node| node.item.kind)
    }

    /// Whether the host has locked the answer.
    pub(crate) fn is_locked(&self) -> bool {
        self.place.row.is_none()
            && self.environment.is_locked(self.place.item)
            && self.kind().is_some_and(Kind::has_answer)
    }

    /// Identity of the field among its neighbours.
    pub(crate) fn key_text(&self) -> String {
        let item = self.environment.item_id(self.place.item);
        match self.key.row {
            Some(row) => [item, "-", &row.to_string()].concat(),
            None => item.to_owned(),
        }
    }

    /// Id of an element that belongs to the field.
    pub(crate) fn id_of(&self, suffix: &str) -> String {
        [&self.id, suffix].concat()
    }

    /// Whether an error is shown.
    pub(crate) fn is_invalid(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity == Severity::Error)
    }

    /// `aria-invalid`.
    pub(crate) fn invalid(&self) -> Option<&'static str> {
        self.is_invalid().then_some("true")
    }

    /// `aria-required`.
    pub(crate) fn aria_required(&self) -> Option<&'static str> {
        self.required.then_some("true")
    }

    /// `autocomplete`; off, unless the item says how.
    pub(crate) fn autocomplete(&self) -> AttrValue {
        match self.node().and_then(|node| node.item.autocomplete.as_ref()) {
            Some(autocomplete) => autocomplete.clone().into(),
            None => "off".into(),
        }
    }

    /// Whether an option is offered.
    pub(crate) fn offers(&self, option: &str) -> bool {
        self.offered.as_ref().is_none_or(|offered| offered.iter().any(|id| id == option))
    }

    /// Whether an option is chosen.
    pub(crate) fn has_chosen(&self, option: &str) -> bool {
        match &self.answer {
            Json::String(chosen) => chosen == option,
            Json::Array(chosen) => chosen.iter().any(|chosen| chosen.as_str() == Some(option)),
            _ => false,
        }
    }
}
