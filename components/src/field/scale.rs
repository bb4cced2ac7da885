//! A whole number on a scale with worded ends: radio buttons in a row, one under the other on a phone.

use super::{FieldView, frame, single};
use crate::environment::words;
use crate::tag::{list, tag};
use guidance_contract::{ItemNode, Text};
use yew::Html;

/// Most steps that the contract allows.
const MOST_STEPS: i64 = 21;

pub(super) fn view(field: &FieldView, node: &ItemNode) -> Html {
    let texts = &field.environment.texts;
    let least = node.item.min.unwrap_or(1.0) as i64;
    let most = (node.item.max.unwrap_or(5.0) as i64).min(least + MOST_STEPS - 1);
    let low = texts.item(&node.item.id, |item| &item.min_label);
    let high = texts.item(&node.item.id, |item| &item.max_label);
    let chosen = field.answer.as_f64();
    let steps = (least..=most).enumerate().map(|(number, value)| {
        let wording = match value {
            value if value == least => low,
            value if value == most => high,
            _ => None,
        };
        let text = value.to_string();
        let label = label(field, &text, wording);
        single::choice(field, "radio", number, &text, chosen == Some(value as f64), label)
    });
    let steps = tag!("div" { "class": "scale", "part": "scale" } ..steps.collect());
    frame::grouped(field, true, None, steps)
}

/// The wording belongs to the label, so that it is read out; sight has it below the number.
fn label(field: &FieldView, number: &str, wording: Option<Text<'_>>) -> Html {
    let number = tag!("span" { "class": "scale-number" } [words(number)]);
    match wording {
        Some(text) => list(vec![
            number,
            tag!("span" { "class": "scale-wording" } [words(" "), field.environment.said(text)]),
        ]),
        None => number,
    }
}
