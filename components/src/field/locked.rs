//! An answer that the host has locked: read, not changed.

use super::{FieldView, frame};
use crate::environment::words;
use crate::tag::tag;
use crate::value;
use yew::Html;

pub(super) fn view(field: &FieldView) -> Html {
    let environment = &field.environment;
    let mut lines = Vec::new();
    lines.extend(source(field).map(|source| tag!("p" {} [words(&source)])));
    lines.push(tag!("p" {} [environment.say("prefill.locked")]));
    tag!("dl" {
        "class": "field locked",
        "part": "field locked",
        "data-path": &field.pointer,
        "id": &field.id,
        "tabindex": "-1",
    } [
        tag!("dt" { "class": "label", "part": "label" } [environment.said(environment.label(field.place.item))]),
        tag!("dd" { "class": "locked-value" } [
            value::answer(environment, field.place.item, &field.answer),
            tag!("div" { "class": "hint" } ..lines),
            frame::issues(field),
        ]),
    ])
}

fn source(field: &FieldView) -> Option<String> {
    let environment = &field.environment;
    let prefill = environment.config.prefill.get(environment.item_id(field.place.item))?;
    Some(environment.filled("prefill.from", &[("source", prefill.source.as_deref()?)]))
}
