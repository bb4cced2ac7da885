//! Text for the reader.

use super::FieldView;
use crate::markdown::markdown;
use crate::tag::tag;
use guidance_contract::{ItemNode, Tone};
use yew::Html;

pub(super) fn view(field: &FieldView, node: &ItemNode) -> Html {
    let environment = &field.environment;
    let class = match node.item.tone.unwrap_or(Tone::Plain) {
        Tone::Plain => "note",
        Tone::Information => "note note-information",
        Tone::Warning => "note note-warning",
    };
    let heading = environment.texts.item(&node.item.id, |item| &item.label);
    let text = environment.texts.item(&node.item.id, |item| &item.text);
    let mut parts = Vec::new();
    parts.extend(heading.map(|heading| tag!("h3" { "class": "note-heading" } [environment.said(heading)])));
    parts.extend(text.map(|text| markdown(environment, text)));
    tag!("div" { "class": class, "part": "note", "id": &field.id, "tabindex": "-1" } ..parts)
}
