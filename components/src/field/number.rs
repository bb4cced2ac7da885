//! A number, with its unit. A text field with a keyboard of digits: a field of type `number` would lose
//! what is half-typed, change with the mouse wheel and refuse a decimal comma.

use super::FieldView;
use super::frame::{self, Line};
use crate::tag::tag;
use guidance_contract::ItemNode;
use yew::Html;

pub(super) fn view(field: &FieldView, node: &ItemNode) -> Html {
    let environment = &field.environment;
    let is_negative = node.item.min.is_none_or(|least| least < 0.0);
    let input_mode = match (is_negative, node.item.decimals.unwrap_or_default()) {
        // Keyboards of digits have no minus sign on some phones.
        (true, _) => None,
        (false, 0) => Some("numeric"),
        (false, _) => Some("decimal"),
    };
    let line =
        Line { kind: "text", input_mode, class: "input input-short", is_word: true, is_corrected: true };
    let described_by = frame::described_by(field, false);
    let control = match environment.texts.item(&node.item.id, |item| &item.unit) {
        None => tag!("div" { "class": "with-unit" } [frame::input(field, node, &line, described_by)]),
        Some(unit) => {
            let id = field.id_of("-unit");
            let described_by = frame::and(described_by, &id);
            tag!("div" { "class": "with-unit" } [
                frame::input(field, node, &line, described_by),
                tag!("span" { "class": "unit", "part": "unit", "id": id } [environment.said(unit)]),
            ])
        }
    };
    frame::labelled(field, None, control)
}
