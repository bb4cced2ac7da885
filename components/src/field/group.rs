//! Items under a common heading.

use crate::environment::Parts;
use crate::field::issue_list;
use crate::markdown::markdown;
use crate::tag::{Extras, tag};
use guidance_contract::{Issue, Place, Text};
use yew::{AttrValue, Html};

/// A heading, its hint and the items inside. Named by the heading, which often asks what the items answer, so that it
/// is also read out to whoever goes from control to control. Not a fieldset: some screen readers say its legend again
/// before every question.
pub(crate) fn group(environment: &Parts, place: Place, issues: &[Issue], items: Html) -> Html {
    let id = AttrValue::from(environment.element_id(place));
    let item = environment.item_id(place.item);
    let label = environment.texts.item(item, |item| &item.label);
    let group = tag!("div" {
        "class": "group",
        "part": "group",
        "role": label.is_some().then_some("group"),
        "aria-labelledby": label.is_some().then(|| id.clone()),
    } [
        match label {
            Some(heading) => self::heading(&id, environment.said(heading)),
            None => Html::default(),
        },
        hint(environment, environment.texts.item(item, |item| &item.hint)),
        issue_list(environment, issues, &id),
        items,
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
