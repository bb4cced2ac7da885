//! An answer that the host has locked: read, not changed.

use super::{FieldProps, frame};
use crate::environment::words;
use crate::value;
use yew::{Html, html};

pub(super) fn view(props: &FieldProps) -> Html {
    let environment = &props.environment;
    let id = props.id();
    html! {
        <dl class="field locked" part="field locked" data-path={props.pointer()} id={id.clone()} tabindex="-1">
            <dt class="label" part="label">{environment.said(environment.label(props.place.item))}</dt>
            <dd class="locked-value">
                {value::answer(environment, props.place.item, &props.answer)}
                <div class="hint">
                    { for source(props).map(|source| html! { <p>{words(&source)}</p> }) }
                    <p>{environment.say("prefill.locked")}</p>
                </div>
                {frame::issues(props, &id)}
            </dd>
        </dl>
    }
}

fn source(props: &FieldProps) -> Option<String> {
    let environment = &props.environment;
    let prefill = environment.config.prefill.get(environment.item_id(props.place.item))?;
    Some(environment.filled("prefill.from", &[("source", prefill.source.as_deref()?)]))
}
