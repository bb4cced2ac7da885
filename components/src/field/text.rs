//! One line of text. Keyboard, autofill and spell checking follow the format.

use super::{FieldProps, frame};
use guidance_contract::{Format, ItemNode};
use yew::{Html, html};

/// How the browser helps with a format: type, keyboard, width.
fn help(format: Option<Format>) -> (&'static str, Option<&'static str>, &'static str) {
    match format {
        None => ("text", None, "input"),
        Some(Format::Email) => ("email", Some("email"), "input"),
        Some(Format::Phone) => ("tel", Some("tel"), "input input-medium"),
        Some(Format::PostalCode) => ("text", Some("numeric"), "input input-short"),
        Some(Format::IdentityCode | Format::BusinessId) => ("text", None, "input input-medium"),
        Some(Format::Iban | Format::Oid) => ("text", None, "input"),
    }
}

pub(super) fn view(props: &FieldProps, node: &ItemNode) -> Html {
    let (kind, input_mode, class) = help(node.item.format);
    // Codes and addresses are not words: no spelling marks, no capitals, no corrections.
    let plain = node.item.format.is_some();
    let id = props.id();
    let control = html! {
        <input {class} part="input" {id} name={node.item.id.clone()} type={kind} inputmode={input_mode}
            value={props.text.clone()}
            autocomplete={node.item.autocomplete.clone().unwrap_or_else(|| "off".to_owned())}
            spellcheck={plain.then_some("false")}
            autocapitalize={plain.then_some("none")}
            autocorrect={plain.then_some("off")}
            aria-describedby={frame::described_by(props, false)}
            aria-invalid={props.invalid()}
            aria-required={props.aria_required()}
            disabled={props.environment.disabled} />
    };
    frame::labelled(props, None, control)
}
