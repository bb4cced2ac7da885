//! A whole number on a scale with worded ends: radio buttons in a row, one under the other on a phone.

use super::{FieldProps, frame, single};
use crate::environment::words;
use guidance_contract::ItemNode;
use yew::{Html, html};

/// Most steps that the contract allows.
const MOST_STEPS: i64 = 21;

pub(super) fn view(props: &FieldProps, node: &ItemNode) -> Html {
    let id = props.id();
    let texts = &props.environment.texts;
    let least = node.item.min.unwrap_or(1.0) as i64;
    let most = (node.item.max.unwrap_or(5.0) as i64).min(least + MOST_STEPS - 1);
    let low = texts.item(&node.item.id, |item| &item.min_label);
    let high = texts.item(&node.item.id, |item| &item.max_label);
    let chosen = props.answer.as_f64();
    let steps = (least..=most).enumerate().map(|(number, value)| {
        let value_text = value.to_string();
        let wording = match value {
            value if value == least => low,
            value if value == most => high,
            _ => None,
        };
        // The wording belongs to the label, so that it is read out; sight has it below the number.
        let label = html! {
            <>
                <span class="scale-number">{words(&value_text)}</span>
                { for wording.map(|text| html! { <span class="scale-wording">{words(" ")}{props.environment.said(text)}</span> }) }
            </>
        };
        single::choice(props, "radio", &id, number, &value_text, chosen == Some(value as f64), label)
    });
    frame::grouped(props, true, None, html! { <div class="scale" part="scale">{ for steps }</div> })
}
