//! A whole number on a scale with worded ends: radio buttons in a row, one under the other on a phone.

use super::{FieldView, frame, matrix, single};
use crate::tag::tag;
use guidance_contract::ItemNode;
use yew::Html;

pub(super) fn view(field: &FieldView, node: &ItemNode) -> Html {
    let chosen = field.answer.as_f64().map(|chosen| (chosen as i64).to_string());
    let steps = matrix::choices(&field.environment, node, &|_| true).into_iter().enumerate();
    let steps = steps.map(|(number, (value, label))| {
        single::choice(field, "radio", number, &value, chosen.as_ref() == Some(&value), label)
    });
    let steps = tag!("div" { "class": "scale", "part": "scale" } ..steps.collect());
    frame::grouped(field, true, None, steps)
}
