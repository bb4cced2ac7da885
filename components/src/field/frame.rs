//! What surrounds every control: label, hint, issues, and the ids that tie them together.

use super::FieldView;
use crate::environment::{Parts, words};
use crate::markdown::markdown;
use crate::tag::{Extras, list, tag};
use guidance_contract::{Issue, ItemNode, Severity, Text};
use yew::{AttrValue, Html};

/// A control with a label of its own.
pub(super) fn labelled(field: &FieldView, extra_hint: Option<&str>, control: Html) -> Html {
    tag!("div" { "class": field_class(field), "part": "field", "data-path": &field.pointer } [
        tag!("label" { "class": "label", "part": "label", "id": label_id(field), "for": &field.id } [label(field)]),
        aloud(field),
        hint(field, extra_hint),
        issues(field),
        control,
    ])
}

/// Several controls with a common question. Radio buttons are one control, so their group can be required and
/// invalid; of checkboxes each says so itself.
pub(super) fn grouped(field: &FieldView, radios: bool, extra_hint: Option<&str>, controls: Html) -> Html {
    tag!("fieldset" {
        "class": field_class(field),
        "part": "field",
        "data-path": &field.pointer,
        "role": radios.then_some("radiogroup"),
        "aria-required": field.aria_required().filter(|_| radios),
        "aria-invalid": field.invalid().filter(|_| radios),
        "aria-describedby": described_by(field, extra_hint.is_some()),
    } [
        tag!("legend" { "class": "label", "part": "label" } [label(field)]),
        aloud(field),
        hint(field, extra_hint),
        issues(field),
        controls,
    ])
}

/// How a line of text is typed.
pub(super) struct Line {
    pub(super) kind: &'static str,
    pub(super) input_mode: Option<&'static str>,
    pub(super) class: &'static str,
    /// Spelling may be checked.
    pub(super) is_word: bool,
    /// Capitals and corrections may be made.
    pub(super) is_corrected: bool,
}

/// An input for a line of text.
pub(super) fn input(
    field: &FieldView,
    node: &ItemNode,
    line: &Line,
    described_by: Option<AttrValue>,
) -> Html {
    let input = tag!("input" {
        "class": line.class,
        "part": "input",
        "id": &field.id,
        "name": &node.item.id,
        "type": line.kind,
        "inputmode": line.input_mode,
        "autocomplete": &field.autocomplete(),
        "spellcheck": (!line.is_word).then_some("false"),
        "autocapitalize": (!line.is_corrected).then_some("none"),
        "autocorrect": (!line.is_corrected).then_some("off"),
        "aria-describedby": described_by,
        "aria-invalid": field.invalid(),
        "aria-required": field.aria_required(),
        "disabled": field.environment.disabled,
    } []);
    input.holding(&field.text)
}

/// Id of the label of [`labelled`].
pub(super) fn label_id(field: &FieldView) -> String {
    field.id_of("-label")
}

pub(super) fn field_class(field: &FieldView) -> &'static str {
    if field.is_invalid() { "field field-invalid" } else { "field" }
}

/// The question, marked when it may be left out.
pub(super) fn label(field: &FieldView) -> Html {
    let environment = &field.environment;
    let question = environment.said(environment.label(field.place.item));
    let is_needed = field.required || field.node().is_some_and(|node| node.is_alternative);
    if is_needed { question } else { list(vec![question, optional(environment)]) }
}

/// The button that has a question read aloud. `aloud.js` shows it where the device has a voice for it.
pub(super) fn aloud(field: &FieldView) -> Html {
    let environment = &field.environment;
    if !environment.config.read_aloud {
        return Html::default();
    }
    let label = environment.label(field.place.item).text;
    tag!("button" {
        "class": "button-text aloud",
        "part": "button",
        "type": "button",
        "data-aloud": true,
        "hidden": true,
        "aria-pressed": "false",
        "aria-label": environment.filled("aloud.readOf", &[("label", label)]),
    } [environment.say("aloud.read")])
}

/// The mark of what may be left out.
pub(super) fn optional(environment: &Parts) -> Html {
    tag!("span" { "class": "optional" } [words(" "), environment.say("optional")])
}

/// The item's hint and one more line, such as the format.
pub(super) fn hint(field: &FieldView, extra: Option<&str>) -> Html {
    let own = own_hint(field);
    let source = source(field);
    if own.is_none() && extra.is_none() && source.is_none() {
        return Html::default();
    }
    let mut lines = Vec::new();
    lines.extend(own.map(|text| markdown(&field.environment, text)));
    lines.extend(extra.map(line));
    lines.extend(source.as_deref().map(line));
    tag!("div" { "class": "hint", "part": "hint", "id": field.id_of("-hint") } ..lines)
}

fn line(text: &str) -> Html {
    tag!("p" {} [words(text)])
}

fn own_hint(field: &FieldView) -> Option<Text<'_>> {
    let environment = &field.environment;
    environment.texts.item(environment.item_id(field.place.item), |item| &item.hint)
}

/// Where a prefilled answer comes from, while it is still that answer.
fn source(field: &FieldView) -> Option<String> {
    let environment = &field.environment;
    if field.place.row.is_some() {
        return None;
    }
    let prefill = environment.config.prefill.get(environment.item_id(field.place.item))?;
    let source = prefill.source.as_deref()?;
    let same = environment.form.normalise(field.place.item, &prefill.value) == field.answer;
    same.then(|| environment.filled("prefill.from", &[("source", source)]))
}

/// The issues of a field, each with a word for those who see no colours.
pub(super) fn issues(field: &FieldView) -> Html {
    issue_list(&field.environment, &field.issues, &field.id)
}

/// Issues as a block with the id that controls refer to.
pub(crate) fn issue_list(environment: &Parts, issues: &[Issue], id: &str) -> Html {
    if issues.is_empty() {
        return Html::default();
    }
    let lines = issues.iter().map(|issue| issue_line(environment, issue)).collect();
    tag!("div" { "class": "issues", "id": [id, "-issues"].concat() } ..lines)
}

fn issue_line(environment: &Parts, issue: &Issue) -> Html {
    let (class, prefix) = match issue.severity {
        Severity::Error => ("error", "prefix.error"),
        Severity::Warning | Severity::Information => ("warning", "prefix.warning"),
    };
    tag!("p" { "class": class, "part": class } [
        tag!("span" { "class": "visually-hidden" } [environment.say(prefix), words(" ")]),
        environment.issue(issue),
    ])
}

/// Ids of hint and issues, for `aria-describedby`.
pub(super) fn described_by(field: &FieldView, extra_hint: bool) -> Option<AttrValue> {
    let has_hint = extra_hint || own_hint(field).is_some() || source(field).is_some();
    let hint = has_hint.then(|| field.id_of("-hint").into());
    if field.issues.is_empty() { hint } else { and(hint, &field.id_of("-issues")) }
}

/// One more id in a list of ids.
pub(super) fn and(ids: Option<AttrValue>, id: &str) -> Option<AttrValue> {
    Some(match ids {
        Some(ids) => [&ids, " ", id].concat().into(),
        None => id.to_owned().into(),
    })
}
