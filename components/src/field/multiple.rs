//! Any of a few options. An option that stands alone is set apart from the others.

use super::{FieldView, frame, single};
use crate::tag::{Extras, tag};
use guidance_contract::ItemNode;
use yew::Html;

pub(super) fn view(field: &FieldView, node: &ItemNode) -> Html {
    let environment = &field.environment;
    let set = node.item.option_set.as_deref().unwrap_or_default();
    let offered = node.options.iter().filter(|option| field.offers(&option.id));
    let choices = offered.enumerate().map(|(number, option)| {
        let label = environment.said(environment.texts.option(set, &option.id));
        let choice =
            single::choice(field, "checkbox", number, &option.id, field.has_chosen(&option.id), label);
        if option.exclusive && number > 0 {
            let apart = tag!("div" { "class": "choice-apart" } [
                tag!("p" { "class": "choice-or" } [environment.say("choice.or")]),
                choice,
            ]);
            apart.keyed(option.id.as_str())
        } else {
            choice
        }
    });
    let choices = tag!("div" { "class": "choices" } ..choices.collect());
    frame::grouped(field, false, extra_hint(field, node).as_deref(), choices)
}

/// How many may be chosen, when that is limited.
fn extra_hint(field: &FieldView, node: &ItemNode) -> Option<String> {
    let most = node.item.max_selected.filter(|most| (*most as usize) < node.options.len())?;
    Some(field.environment.counted("choice.atMost", most as usize, &[]))
}
