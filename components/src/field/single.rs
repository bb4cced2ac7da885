//! One of a few options: radio buttons, a drop-down list, or a checkbox.

use super::{FieldView, frame, matrix};
use crate::tag::{self, Extras, tag};
use guidance_contract::{Display, ItemNode};
use yew::{AttrValue, Html};

pub(super) fn view(field: &FieldView, node: &ItemNode) -> Html {
    match node.item.display.unwrap_or(Display::Radios) {
        Display::Radios => radios(field, node),
        Display::Select => select(field, node),
        Display::Checkbox => checkbox(field, node),
    }
}

fn radios(field: &FieldView, node: &ItemNode) -> Html {
    let options = matrix::choices(&field.environment, node, &|option| field.offers(option));
    let options = options.into_iter().enumerate().map(|(number, (option, label))| {
        choice(field, "radio", number, &option, field.has_chosen(&option), label)
    });
    frame::grouped(field, true, None, tag!("div" { "class": "choices" } ..options.collect()))
}

/// A radio button or checkbox with its label. The first has the field's own id, so that it gets the focus.
pub(super) fn choice(
    field: &FieldView,
    kind: &'static str,
    number: usize,
    option: &str,
    is_chosen: bool,
    label: Html,
) -> Html {
    let id = match number {
        0 => field.id.clone(),
        number => AttrValue::from(field.id_of("-option-") + &number.to_string()),
    };
    let input = tag!("input" {
        "class": "choice-input",
        "type": kind,
        "id": &id,
        "name": &field.id,
        "aria-invalid": field.invalid().filter(|_| kind == "checkbox"),
        "disabled": field.environment.disabled,
    } []);
    let choice = tag!("div" { "class": "choice", "part": "choice" } [
        input.holding(option).chosen(is_chosen),
        tag!("label" { "class": "choice-label", "for": &id } [label]),
    ]);
    choice.keyed(option)
}

fn select(field: &FieldView, node: &ItemNode) -> Html {
    let environment = &field.environment;
    let set = node.item.option_set.as_deref().unwrap_or_default();
    let chosen = field.answer.as_str().unwrap_or_default();
    let mut options = vec![option("", None, environment.text("select.placeholder"), chosen)];
    for offered in node.options.iter().filter(|option| field.offers(&option.id)) {
        let text = environment.texts.option(set, &offered.id);
        options.push(option(&offered.id, environment.foreign(text), text.text, chosen));
    }
    let control = tag!("select" {
        "class": "input select",
        "part": "input",
        "id": &field.id,
        "name": &node.item.id,
        "autocomplete": node.item.autocomplete.clone(),
        "aria-describedby": frame::described_by(field, false),
        "aria-invalid": field.invalid(),
        "aria-required": field.aria_required(),
        "disabled": environment.disabled,
    } ..options);
    frame::labelled(field, None, control)
}

/// An entry of a drop-down list. The key makes another text another element.
pub(crate) fn option(value: &str, locale: Option<&str>, text: &str, chosen: &str) -> Html {
    let option = tag!("option" {
        "value": value.to_owned(),
        "selected": value == chosen,
        "lang": locale.map(str::to_owned),
    } [tag::text(text.to_owned())]);
    option.keyed(if value.is_empty() { value } else { text })
}

/// One option that is chosen or not: the item's label is the label of the box.
fn checkbox(field: &FieldView, node: &ItemNode) -> Html {
    let Some(option) = node.options.first() else { return Html::default() };
    let input = tag!("input" {
        "class": "choice-input",
        "type": "checkbox",
        "id": &field.id,
        "name": &field.id,
        "aria-describedby": frame::described_by(field, false),
        "aria-invalid": field.invalid(),
        "aria-required": field.aria_required(),
        "disabled": field.environment.disabled,
    } []);
    tag!("div" { "class": frame::field_class(field), "part": "field", "data-path": &field.pointer } [
        frame::issues(field),
        tag!("div" { "class": "choice", "part": "choice" } [
            input.holding(&option.id).chosen(field.has_chosen(&option.id)),
            tag!("label" { "class": "choice-label", "for": &field.id } [frame::label(field)]),
        ]),
        frame::aloud(field),
        frame::hint(field, None),
    ])
}
