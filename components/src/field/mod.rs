//! Fields: one file per kind, and the one place that tells them apart.

mod date;
mod file;
mod fold;
mod frame;
mod group;
mod host;
mod locked;
mod long_text;
mod multiple;
mod note;
mod number;
mod repeat;
mod scale;
mod search;
mod single;
mod text;

pub(crate) use frame::issue_list;
pub(crate) use group::group;
pub(crate) use repeat::{Row, repeat, row_id};

use crate::environment::{Environment, element_id};
use crate::state::FieldKey;
use guidance_contract::{Issue, ItemNode, Kind, Place, Severity};
use serde_json::Value as Json;
use yew::{Component, Context, Html, Properties, html};

/// All that a field shows. A field is drawn again only when one of these changes.
#[derive(Clone, PartialEq, Properties)]
pub struct FieldProps {
    /// Rules, texts and where actions go.
    pub environment: Environment,
    /// Which field this is.
    pub field: FieldKey,
    /// Where it stands now.
    pub place: Place,
    /// The text in a text field.
    pub text: String,
    /// The answer; null for none.
    pub answer: Json,
    /// Whether an answer is required.
    pub required: bool,
    /// What is wrong, as far as it is shown.
    pub issues: Vec<Issue>,
    /// Ids of the options offered, when not all of them are.
    pub offered: Option<Vec<String>>,
}

impl FieldProps {
    /// The item.
    pub(crate) fn node(&self) -> Option<&ItemNode> {
        self.environment.form.item(self.place.item)
    }

    /// JSON Pointer of the answer.
    pub(crate) fn pointer(&self) -> String {
        self.environment.form.pointer(self.place)
    }

    /// Id of the element that is focused.
    pub(crate) fn id(&self) -> String {
        element_id(&self.pointer())
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

/// A question with its answer, hint and issues.
pub struct Field;

impl Component for Field {
    type Message = ();
    type Properties = FieldProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let Some(node) = props.node() else { return Html::default() };
        if node.item.kind.has_answer()
            && props.place.row.is_none()
            && props.environment.is_locked(props.place.item)
        {
            return locked::view(props);
        }
        match node.item.kind {
            Kind::Text => text::view(props, node),
            Kind::LongText => long_text::view(props, node),
            Kind::Number => number::view(props, node),
            Kind::Date => date::view(props, node),
            Kind::Single => single::view(props, node),
            Kind::Multiple => multiple::view(props, node),
            Kind::Scale => scale::view(props, node),
            Kind::Search => html! { <search::Search ..props.clone() /> },
            Kind::File => html! { <file::Files ..props.clone() /> },
            Kind::Note => note::view(props, node),
            Kind::Host => html! { <host::Host ..props.clone() /> },
            // Containers hold fields of their own: the page draws them.
            Kind::Group | Kind::Repeat => Html::default(),
        }
    }
}
