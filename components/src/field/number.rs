//! A number, with its unit. A text field with a keyboard of digits: a field of type `number` would lose
//! what is half-typed, change with the mouse wheel and refuse a decimal comma.

use super::{FieldProps, frame};
use guidance_contract::ItemNode;
use yew::{Html, html};

pub(super) fn view(props: &FieldProps, node: &ItemNode) -> Html {
    let environment = &props.environment;
    let id = props.id();
    let negative = node.item.min.is_none_or(|least| least < 0.0);
    let input_mode = match (negative, node.item.decimals.unwrap_or_default()) {
        // Keyboards of digits have no minus sign on some phones.
        (true, _) => None,
        (false, 0) => Some("numeric"),
        (false, _) => Some("decimal"),
    };
    let unit = environment.texts.item(&node.item.id, |item| &item.unit);
    let unit_id = [id.as_str(), "-unit"].concat();
    let mut described_by = frame::described_by(props, false);
    if unit.is_some() {
        let others = described_by.as_deref().unwrap_or_default();
        described_by = Some([others, " ", &unit_id].concat().trim_start().to_owned().into());
    }
    let control = html! {
        <div class="with-unit">
            <input class="input input-short" part="input" {id} name={node.item.id.clone()} type="text"
                inputmode={input_mode}
                value={props.text.clone()}
                autocomplete={node.item.autocomplete.clone().unwrap_or_else(|| "off".to_owned())}
                aria-describedby={described_by}
                aria-invalid={props.invalid()}
                aria-required={props.aria_required()}
                disabled={environment.disabled} />
            { for unit.map(|unit| html! { <span class="unit" part="unit" id={unit_id}>{environment.said(unit)}</span> }) }
        </div>
    };
    frame::labelled(props, None, control)
}
