//! The choices of a question as text: at its buttons, and once above the rows of a matrix.

use crate::environment::{Parts, words};
use crate::tag::{list, tag};
use guidance_contract::{ItemNode, Kind, Text};
use yew::Html;

/// Most steps that the contract allows.
const MOST_STEPS: i64 = 21;

/// Values and labels of radio buttons, of the options that are offered.
pub(super) fn choices(
    environment: &Parts,
    node: &ItemNode,
    offers: &dyn Fn(&str) -> bool,
) -> Vec<(String, Html)> {
    if node.item.kind == Kind::Scale {
        return steps(environment, node);
    }
    let set = node.item.option_set.as_deref().unwrap_or_default();
    let offered = node.options.iter().filter(|option| offers(&option.id));
    offered
        .map(|option| (option.id.clone(), environment.said(environment.texts.option(set, &option.id))))
        .collect()
}

/// Headings of the columns of a matrix.
pub(crate) fn columns(environment: &Parts, node: &ItemNode, offers: &dyn Fn(&str) -> bool) -> Vec<Html> {
    let choices = choices(environment, node, offers).into_iter();
    choices.map(|(_, label)| tag!("div" { "class": "matrix-column" } [label])).collect()
}

fn steps(environment: &Parts, node: &ItemNode) -> Vec<(String, Html)> {
    let least = node.item.min.unwrap_or(1.0) as i64;
    let most = (node.item.max.unwrap_or(5.0) as i64).min(least + MOST_STEPS - 1);
    let low = environment.texts.item(&node.item.id, |item| &item.min_label);
    let high = environment.texts.item(&node.item.id, |item| &item.max_label);
    let steps = (least..=most).map(|value| {
        let wording = match value {
            value if value == least => low,
            value if value == most => high,
            _ => None,
        };
        let number = value.to_string();
        let label = step(environment, &number, wording);
        (number, label)
    });
    steps.collect()
}

/// The wording belongs to the label, so that it is read out; sight has it below the number.
fn step(environment: &Parts, number: &str, wording: Option<Text<'_>>) -> Html {
    let number = tag!("span" { "class": "scale-number" } [words(number)]);
    match wording {
        Some(text) => {
            list(vec![number, tag!("span" { "class": "scale-wording" } [words(" "), environment.said(text)])])
        }
        None => number,
    }
}
