//! A plain date, month or year: one text field, as pasting, autofill and screen readers like it.

use super::FieldView;
use super::frame::{self, Line};
use guidance_contract::{DatePrecision, ItemNode};
use yew::Html;

pub(super) fn view(field: &FieldView, node: &ItemNode) -> Html {
    // The keyboard of digits has no full stop on some phones, so only a year asks for it.
    let (key, input_mode, class) = match node.item.precision.unwrap_or(DatePrecision::Day) {
        DatePrecision::Day => ("date.hint.day", None, "input input-medium"),
        DatePrecision::Month => ("date.hint.month", None, "input input-short"),
        DatePrecision::Year => ("date.hint.year", Some("numeric"), "input input-short"),
    };
    let line = Line { kind: "text", input_mode, class, is_word: false, is_corrected: true };
    let control = frame::input(field, node, &line, frame::described_by(field, true));
    frame::labelled(field, Some(field.environment.text(key)), control)
}
