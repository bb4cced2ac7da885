//! Items under a common heading.

use crate::environment::Parts;
use crate::field::issue_list;
use crate::markdown::markdown;
use guidance_contract::{Issue, Place};
use yew::{Html, html};

/// A heading, its hint and the items inside. A heading and not a fieldset: its legend would be read out
/// again before every question, and radio buttons inside have legends of their own.
pub(crate) fn group(environment: &Parts, place: Place, issues: &[Issue], items: Html) -> Html {
    let id = environment.element_id(place);
    let item = environment.item_id(place.item);
    let heading = environment.texts.item(item, |item| &item.label);
    let hint = environment.texts.item(item, |item| &item.hint);
    html! {
        <div class="group" part="group" key={item.to_owned()}>
            { for heading.map(|heading| html! {
                <h3 class="group-heading" part="group-heading" id={id.clone()} tabindex="-1">{environment.said(heading)}</h3>
            }) }
            { for hint.map(|hint| html! { <div class="hint">{markdown(environment, hint)}</div> }) }
            {issue_list(environment, issues, &id)}
            {items}
        </div>
    }
}
