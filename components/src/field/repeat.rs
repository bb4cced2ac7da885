//! Rows of the same items, which the person adds, removes and moves.

use crate::environment::{Environment, words};
use crate::field::issue_list;
use crate::markdown::markdown;
use crate::state::{Action, Direction, RowKey};
use guidance_contract::{Issue, ItemIndex, Place};
use yew::{Callback, Html, MouseEvent, html};

/// One row: its identity and its fields.
pub(crate) struct Row {
    /// Identity.
    pub key: RowKey,
    /// Fields.
    pub items: Html,
}

/// A heading, the rows as fieldsets, and a button that adds one.
pub(crate) fn repeat(
    environment: &Environment,
    repeat: ItemIndex,
    required: bool,
    issues: &[Issue],
    rows: Vec<Row>,
) -> Html {
    let id = environment.element_id(Place { item: repeat, row: None });
    let Some(node) = environment.form.item(repeat) else { return Html::default() };
    let item = node.item.id.as_str();
    let hint = environment.texts.item(item, |item| &item.hint);
    let count = rows.len();
    let least = node.item.min_rows.unwrap_or_default() as usize;
    let may_add = node.item.max_rows.is_none_or(|most| count < most as usize);
    let may_leave_out = !required && least == 0;
    html! {
        <div class="group repeat" part="group repeat" key={item.to_owned()} data-path={environment.form.pointer(Place { item: repeat, row: None })}>
            <h3 class="group-heading" part="group-heading" id={id.clone()} tabindex="-1">
                {environment.said(environment.label(repeat))}
                if may_leave_out {
                    <span class="optional">{words(" ")}{environment.say("optional")}</span>
                }
            </h3>
            { for hint.map(|hint| html! { <div class="hint">{markdown(environment, hint)}</div> }) }
            {issue_list(environment, issues, &id)}
            <div class="rows">
                { for rows.into_iter().enumerate().map(|(place, row)| {
                    self::row(environment, repeat, place, count, count > least, row)
                }) }
            </div>
            if count == 0 {
                <p class="empty">{environment.say("repeat.empty")}</p>
            }
            if may_add {
                <button class="button button-secondary" part="button" type="button" id={[id.as_str(), "-add"].concat()}
                    onclick={send(environment, Action::AddRow(repeat))} disabled={environment.disabled}>
                    {add_label(environment, item)}
                </button>
            }
        </div>
    }
}

fn add_label(environment: &Environment, item: &str) -> Html {
    match environment.texts.item(item, |item| &item.add) {
        Some(text) => environment.said(text),
        None => environment.say("action.add"),
    }
}

fn row(
    environment: &Environment,
    repeat: ItemIndex,
    place: usize,
    count: usize,
    may_remove: bool,
    row: Row,
) -> Html {
    let name = environment.row_name(repeat, place + 1);
    let id = row_id(row.key);
    let button = |suffix: &str, key: &str, action: Action| {
        html! {
            <button class="button-text" part="button" type="button" id={[id.as_str(), suffix].concat()}
                onclick={send(environment, action)} disabled={environment.disabled}>
                {environment.say(key)}<span class="visually-hidden">{words(&[": ", &name].concat())}</span>
            </button>
        }
    };
    html! {
        <fieldset class="row" part="row" key={row.key.to_string()}>
            <legend class="row-heading" id={id.clone()} tabindex="-1">{words(&name)}</legend>
            {row.items}
            <div class="row-actions">
                if place > 0 {
                    {button("-up", "action.moveUp", Action::MoveRow(repeat, row.key, Direction::Up))}
                }
                if place + 1 < count {
                    {button("-down", "action.moveDown", Action::MoveRow(repeat, row.key, Direction::Down))}
                }
                if may_remove {
                    {button("-remove", "action.remove", Action::RemoveRow(repeat, row.key))}
                }
            </div>
        </fieldset>
    }
}

/// Id of a row's heading.
pub(crate) fn row_id(row: RowKey) -> String {
    ["row-", &row.to_string()].concat()
}

fn send(environment: &Environment, action: Action) -> Callback<MouseEvent> {
    let dispatch = environment.dispatch.clone();
    Callback::from(move |_| dispatch.emit(action.clone()))
}
