//! Text for the reader.

use super::FieldProps;
use crate::markdown::markdown;
use guidance_contract::{ItemNode, Tone};
use yew::{Html, html};

pub(super) fn view(props: &FieldProps, node: &ItemNode) -> Html {
    let environment = &props.environment;
    let class = match node.item.tone.unwrap_or(Tone::Plain) {
        Tone::Plain => "note",
        Tone::Information => "note note-information",
        Tone::Warning => "note note-warning",
    };
    let heading = environment.texts.item(&node.item.id, |item| &item.label);
    let text = environment.texts.item(&node.item.id, |item| &item.text);
    html! {
        <div {class} part="note" id={props.id()} tabindex="-1">
            { for heading.map(|heading| html! { <h3 class="note-heading">{environment.said(heading)}</h3> }) }
            { for text.map(|text| markdown(environment, text)) }
        </div>
    }
}
