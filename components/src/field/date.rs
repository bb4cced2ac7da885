//! A plain date, month or year: one text field, as pasting, autofill and screen readers like it.

use super::{FieldProps, frame};
use guidance_contract::{DatePrecision, ItemNode};
use yew::{Html, html};

pub(super) fn view(props: &FieldProps, node: &ItemNode) -> Html {
    let environment = &props.environment;
    // The keyboard of digits has no full stop on some phones, so only a year asks for it.
    let (key, input_mode, class) = match node.item.precision.unwrap_or(DatePrecision::Day) {
        DatePrecision::Day => ("date.hint.day", None, "input input-medium"),
        DatePrecision::Month => ("date.hint.month", None, "input input-short"),
        DatePrecision::Year => ("date.hint.year", Some("numeric"), "input input-short"),
    };
    let control = html! {
        <input {class} part="input" id={props.id()} name={node.item.id.clone()} type="text" inputmode={input_mode}
            value={props.text.clone()}
            autocomplete={node.item.autocomplete.clone().unwrap_or_else(|| "off".to_owned())}
            spellcheck="false"
            aria-describedby={frame::described_by(props, true)}
            aria-invalid={props.invalid()}
            aria-required={props.aria_required()}
            disabled={environment.disabled} />
    };
    frame::labelled(props, Some(environment.text(key).to_owned()), control)
}
