//! Tables: everything that a picture shows, in rows and columns.

use super::fold::fold;
use super::page::Page;
use crate::tag::tag;
use yew::Html;

/// A table behind a toggle.
pub(super) fn folded(page: Page<'_>, caption: &str, table: Html) -> Html {
    fold("as-table", page.say("asTable"), caption, vec![table])
}

/// A table with its head. Wide ones scroll by themselves, also with the keyboard.
pub(super) fn table(caption: &str, head: Vec<Html>, bodies: Vec<Html>) -> Html {
    let mut parts = vec![
        tag!("caption" { "class": "visually-hidden" } [crate::environment::words(caption)]),
        tag!("thead" {} [tag!("tr" {} ..head)]),
    ];
    parts.extend(bodies);
    tag!("div" { "class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": caption.to_owned() } [
        tag!("table" { "class": "table", "part": "table" } ..parts)
    ])
}

/// Head of a column.
pub(super) fn column(content: Html) -> Html {
    tag!("th" { "scope": "col" } [content])
}

/// Head of a row.
pub(super) fn row_head(class: Option<&'static str>, content: Html) -> Html {
    tag!("th" { "scope": "row", "class": class } [content])
}

/// A cell.
pub(super) fn cell(content: Vec<Html>) -> Html {
    tag!("td" {} ..content)
}
