//! Items under a common heading.

use super::frame::optional;
use crate::environment::Parts;
use crate::field::issue_list;
use crate::markdown::markdown;
use crate::tag::{Extras, tag};
use guidance_contract::{Issue, Place, Text};
use yew::{AttrValue, Html};

/// A matrix with more columns than this needs more room.
const FEW_COLUMNS: usize = 6;

/// A heading, its hint and the items inside, in a matrix below the headings of columns. There the mark of what may be
/// left out stands once, when it is every row. Named by the heading, which often asks what the items answer, so that it
/// is also read out to whoever goes from control to control. Not a fieldset: some screen readers say its legend again
/// before every question.
pub(crate) fn group(
    environment: &Parts,
    place: Place,
    issues: &[Issue],
    columns: Vec<Html>,
    is_optional: bool,
    items: Vec<Html>,
) -> Html {
    let id = AttrValue::from(environment.element_id(place));
    let item = environment.item_id(place.item);
    let label = environment.texts.item(item, |item| &item.label);
    let (class, part) = match columns.len() {
        0 => ("group", "group"),
        1..=FEW_COLUMNS => ("group matrix", "group matrix"),
        _ => ("group matrix matrix-wide", "group matrix"),
    };
    let group = tag!("div" {
        "class": class,
        "part": part,
        "role": label.is_some().then_some("group"),
        "aria-labelledby": label.is_some().then(|| id.clone()),
    } [
        match label {
            Some(heading) => self::heading(&id, environment.said(heading)),
            None => Html::default(),
        },
        hint(environment, environment.texts.item(item, |item| &item.hint)),
        issue_list(environment, issues, &id),
        if columns.is_empty() {
            Html::default()
        } else {
            // Each radio button has the same words as its own label.
            let class = if is_optional { "matrix-head matrix-head-optional" } else { "matrix-head" };
            tag!("div" { "class": class, "aria-hidden": "true" } [
                if is_optional { optional(environment) } else { Html::default() },
                tag!("div" { "class": "matrix-columns" } ..columns),
            ])
        },
        tag!("div" { "class": "items" } ..items),
    ]);
    group.keyed(item)
}

/// The heading of a group or repeat.
pub(super) fn heading(id: &AttrValue, text: Html) -> Html {
    tag!("h3" { "class": "group-heading", "part": "group-heading", "id": id, "tabindex": "-1" } [text])
}

/// The hint of a group or repeat.
pub(super) fn hint(environment: &Parts, hint: Option<Text<'_>>) -> Html {
    match hint {
        Some(hint) => tag!("div" { "class": "hint" } [markdown(environment, hint)]),
        None => Html::default(),
    }
}
