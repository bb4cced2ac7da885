//! What surrounds every control: label, hint, issues, and the ids that tie them together.

use super::FieldProps;
use crate::environment::{Parts, words};
use crate::markdown::markdown;
use guidance_contract::{Issue, Severity, Text};
use yew::{AttrValue, Html, classes, html};

/// A control with a label of its own.
pub(super) fn labelled(props: &FieldProps, extra_hint: Option<String>, control: Html) -> Html {
    let id = props.id();
    html! {
        <div class={field_classes(props)} part="field" data-path={props.pointer()}>
            <label class="label" part="label" for={id.clone()}>{label(props)}</label>
            {hint(props, &id, extra_hint)}
            {issues(props, &id)}
            {control}
        </div>
    }
}

/// Several controls with a common question. Radio buttons are one control, so their group can be required and
/// invalid; of checkboxes each says so itself.
pub(super) fn grouped(props: &FieldProps, radios: bool, extra_hint: Option<String>, controls: Html) -> Html {
    let id = props.id();
    let described_by = described_by(props, extra_hint.is_some());
    html! {
        <fieldset class={field_classes(props)} part="field" data-path={props.pointer()}
            role={radios.then_some("radiogroup")}
            aria-required={props.aria_required().filter(|_| radios)}
            aria-invalid={props.invalid().filter(|_| radios)}
            aria-describedby={described_by}>
            <legend class="label" part="label">{label(props)}</legend>
            {hint(props, &id, extra_hint)}
            {issues(props, &id)}
            {controls}
        </fieldset>
    }
}

pub(super) fn field_classes(props: &FieldProps) -> yew::Classes {
    classes!("field", props.is_invalid().then_some("field-invalid"))
}

/// The question, marked when it may be left out.
pub(super) fn label(props: &FieldProps) -> Html {
    let environment = &props.environment;
    let question = environment.said(environment.label(props.place.item));
    if props.required {
        return question;
    }
    html! { <>{question}<span class="optional">{words(" ")}{environment.say("optional")}</span></> }
}

/// The item's hint and one more line, such as the format.
pub(super) fn hint(props: &FieldProps, id: &str, extra: Option<String>) -> Html {
    let own = own_hint(props);
    let source = source(props);
    if own.is_none() && extra.is_none() && source.is_none() {
        return Html::default();
    }
    html! {
        <div class="hint" part="hint" id={[id, "-hint"].concat()}>
            { for own.map(|text| markdown(&props.environment, text)) }
            { for extra.map(|text| html! { <p>{words(&text)}</p> }) }
            { for source.map(|text| html! { <p>{words(&text)}</p> }) }
        </div>
    }
}

fn own_hint(props: &FieldProps) -> Option<Text<'_>> {
    let environment = &props.environment;
    environment.texts.item(environment.item_id(props.place.item), |item| &item.hint)
}

/// Where a prefilled answer comes from, while it is still that answer.
fn source(props: &FieldProps) -> Option<String> {
    let environment = &props.environment;
    if props.place.row.is_some() {
        return None;
    }
    let prefill = environment.config.prefill.get(environment.item_id(props.place.item))?;
    let source = prefill.source.as_deref()?;
    let same = environment.form.normalise(props.place.item, &prefill.value) == props.answer;
    same.then(|| environment.filled("prefill.from", &[("source", source)]))
}

/// The issues of a field, each with a word for those who see no colours.
pub(super) fn issues(props: &FieldProps, id: &str) -> Html {
    issue_list(&props.environment, &props.issues, id)
}

/// Issues as a block with the id that controls refer to.
pub(crate) fn issue_list(environment: &Parts, issues: &[Issue], id: &str) -> Html {
    if issues.is_empty() {
        return Html::default();
    }
    html! {
        <div class="issues" id={[id, "-issues"].concat()}>
            { for issues.iter().map(|issue| line(environment, issue)) }
        </div>
    }
}

fn line(environment: &Parts, issue: &Issue) -> Html {
    let (class, prefix) = match issue.severity {
        Severity::Error => ("error", "prefix.error"),
        Severity::Warning | Severity::Information => ("warning", "prefix.warning"),
    };
    html! {
        <p {class} part={class}>
            <span class="visually-hidden">{environment.say(prefix)}{words(" ")}</span>
            {environment.issue(issue)}
        </p>
    }
}

/// Ids of hint and issues, for `aria-describedby`.
pub(super) fn described_by(props: &FieldProps, extra_hint: bool) -> Option<AttrValue> {
    let id = props.id();
    let has_hint = extra_hint || own_hint(props).is_some() || source(props).is_some();
    let mut ids = String::new();
    if has_hint {
        ids.push_str(&id);
        ids.push_str("-hint");
    }
    if !props.issues.is_empty() {
        if !ids.is_empty() {
            ids.push(' ');
        }
        ids.push_str(&id);
        ids.push_str("-issues");
    }
    (!ids.is_empty()).then(|| ids.into())
}
