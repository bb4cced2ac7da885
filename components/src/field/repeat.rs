//! Rows of the same items, which the person adds, removes and moves.

use super::frame::optional;
use super::group::{heading, hint};
use crate::environment::{Environment, words};
use crate::field::issue_list;
use crate::layout::click;
use crate::state::{Action, Direction, RowKey};
use crate::tag::{Extras, list, tag};
use guidance_contract::{Issue, ItemIndex, Place};
use yew::{AttrValue, Html};

/// One row: its identity and its fields.
pub(crate) struct Row {
    /// Identity.
    pub(crate) key: RowKey,
    /// Fields.
    pub(crate) items: Html,
}

/// A heading, the rows as fieldsets, and a button that adds one.
pub(crate) fn repeat(
    environment: &Environment,
    repeat: ItemIndex,
    required: bool,
    issues: &[Issue],
    rows: Vec<Row>,
) -> Html {
    let place = Place { item: repeat, row: None };
    let id = AttrValue::from(environment.element_id(place));
    let Some(node) = environment.form.item(repeat) else { return Html::default() };
    let item = node.item.id.as_str();
    let count = rows.len();
    let least = node.item.min_rows.unwrap_or_default() as usize;
    let may_add = node.item.max_rows.is_none_or(|most| count < most as usize);
    let question = environment.said(environment.label(repeat));
    let may_leave_out = !required && least == 0;
    let rows = rows.into_iter().enumerate().map(|(place, row)| {
        let buttons = buttons(environment, repeat, row.key, place, count, count > least);
        self::row(&environment.row_name(repeat, place + 1), row, buttons)
    });
    let repeat_view = tag!("div" {
        "class": "group repeat",
        "part": "group repeat",
        "data-path": environment.form.pointer(place),
    } [
        heading(
            &id,
            if may_leave_out { list(vec![question, optional(environment)]) } else { question },
        ),
        hint(environment, environment.texts.item(item, |item| &item.hint)),
        issue_list(environment, issues, &id),
        tag!("div" { "class": "rows" } ..rows.collect()),
        if count == 0 {
            tag!("p" { "class": "empty" } [environment.say("repeat.empty")])
        } else {
            Html::default()
        },
        if may_add { add(environment, repeat, item, &id) } else { Html::default() },
    ]);
    repeat_view.keyed(item)
}

fn add(environment: &Environment, repeat: ItemIndex, item: &str, id: &str) -> Html {
    let label = match environment.texts.item(item, |item| &item.add) {
        Some(text) => environment.said(text),
        None => environment.say("action.add"),
    };
    let button = tag!("button" {
        "class": "button button-secondary",
        "part": "button",
        "type": "button",
        "id": [id, "-add"].concat(),
        "disabled": environment.disabled,
    } [label]);
    button.heard(click(environment, Action::AddRow(repeat)))
}

fn row(name: &str, row: Row, buttons: Vec<Html>) -> Html {
    let fieldset = tag!("fieldset" { "class": "row", "part": "row" } [
        tag!("legend" { "class": "row-heading", "id": row_id(row.key), "tabindex": "-1" } [words(name)]),
        row.items,
        tag!("div" { "class": "row-actions" } ..buttons),
    ]);
    fieldset.keyed(row.key.to_string())
}

fn buttons(
    environment: &Environment,
    repeat: ItemIndex,
    row: RowKey,
    place: usize,
    count: usize,
    may_remove: bool,
) -> Vec<Html> {
    let name = environment.row_name(repeat, place + 1);
    let moved = |direction| Action::MoveRow(repeat, row, direction);
    let buttons = [
        (place > 0, "-up", "action.moveUp", moved(Direction::Up)),
        (place + 1 < count, "-down", "action.moveDown", moved(Direction::Down)),
        (may_remove, "-remove", "action.remove", Action::RemoveRow(repeat, row)),
    ];
    let buttons = buttons.into_iter().filter(|(is_there, ..)| *is_there).map(|(_, suffix, key, action)| {
        let button = tag!("button" {
            "class": "button-text",
            "part": "button",
            "type": "button",
            "id": row_id(row) + suffix,
            "disabled": environment.disabled,
            // Hidden words would be set apart by a space: "Remove : Job 1".
            "aria-label": [environment.text(key), ": ", &name].concat(),
        } [environment.say(key)]);
        button.keyed(suffix).heard(click(environment, action))
    });
    buttons.collect()
}

/// Id of a row's heading.
pub(crate) fn row_id(row: RowKey) -> String {
    ["row-", &row.to_string()].concat()
}
