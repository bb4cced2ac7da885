//! One page: heading, introduction and items.

use super::say_step;
use crate::environment::Environment;
use crate::field::{Field, Row, group, repeat};
use crate::markdown::markdown;
use crate::state::{FieldKey, FormState, Step, VisibleIssues};
use guidance_contract::{Evaluation, ItemIndex, ItemNode, Kind, Place};
use serde_json::Value as Json;
use yew::{Html, html};

/// Id of the heading that takes the focus when a page is shown.
pub(crate) const HEADING: &str = "page-heading";

/// What a page is drawn from.
#[derive(Clone, Copy)]
pub(crate) struct Drawing<'a> {
    /// Rules, texts and where actions go.
    pub environment: &'a Environment,
    /// Answers and where the person is.
    pub state: &'a FormState,
    /// What the rules make of the answers.
    pub evaluation: &'a Evaluation<'a>,
    /// Issues that are shown.
    pub visible: &'a VisibleIssues,
}

/// A page of the definition.
pub(crate) fn page(drawing: Drawing<'_>, number: usize) -> Html {
    let environment = drawing.environment;
    let Some(node) = environment.form.pages().get(number) else { return Html::default() };
    let introduction = environment.texts.page(&node.id, |page| &page.introduction);
    let items = drawing.items(&node.items, None);
    let nothing = items.is_empty();
    html! {
        <div class="page" part="page" key={node.id.clone()}>
            <h2 class="page-heading" part="page-heading" id={HEADING} tabindex="-1">{say_step(environment, Step::Page(number))}</h2>
            { for introduction.map(|text| html! { <div class="introduction">{markdown(environment, text)}</div> }) }
            if nothing {
                <p class="empty">{environment.say("page.empty")}</p>
            }
            <div class="items">{ for items }</div>
        </div>
    }
}

impl Drawing<'_> {
    /// The active items among some, in order. Each has a key, so that fields stay when others come and go.
    fn items(self, items: &[ItemIndex], row: Option<usize>) -> Vec<Html> {
        items
            .iter()
            .map(|item| Place { item: *item, row })
            .filter(|place| self.evaluation.is_active(*place))
            .filter_map(|place| self.item(place))
            .collect()
    }

    fn item(self, place: Place) -> Option<Html> {
        let environment = self.environment;
        let node = environment.form.item(place.item)?;
        let field = self.state.field_at(&environment.form, place)?;
        Some(match node.item.kind {
            Kind::Group => {
                let items = self.items(&node.children, place.row);
                if items.is_empty() {
                    return None;
                }
                let items = html! { <div class="items">{ for items }</div> };
                group(environment, place, self.visible.of(field), items)
            }
            Kind::Repeat => {
                let keys = self.state.rows_of(place.item).iter().enumerate();
                let rows = keys
                    .map(|(row, key)| Row {
                        key: *key,
                        items: html! { <div class="items">{ for self.items(&node.children, Some(row)) }</div> },
                    })
                    .collect();
                let required = self.evaluation.is_required(place);
                repeat(environment, place.item, required, self.visible.of(field), rows)
            }
            _ => self.field(node, field, place),
        })
    }

    fn field(self, node: &ItemNode, field: FieldKey, place: Place) -> Html {
        let environment = self.environment;
        let answer = self.evaluation.answer(place).cloned().unwrap_or(Json::Null);
        let text = match (self.state.typed(field), node.item.kind) {
            (Some(typed), _) => typed.to_owned(),
            (None, Kind::Text | Kind::LongText | Kind::Number | Kind::Date) => {
                crate::value::typed(environment, place.item, &answer)
            }
            _ => String::new(),
        };
        let offered = node.options.iter().any(guidance_contract::OptionNode::is_conditional).then(|| {
            let offered = node.options.iter().filter(|option| self.evaluation.is_offered(place, &option.id));
            offered.map(|option| option.id.clone()).collect()
        });
        let key = match field.row {
            Some(row) => [node.item.id.as_str(), "-", &row.to_string()].concat(),
            None => node.item.id.clone(),
        };
        html! {
            <Field {key} environment={environment.clone()} {field} {place} {text} {answer} {offered}
                required={self.evaluation.is_required(place)} issues={self.visible.of(field).to_vec()} />
        }
    }
}
