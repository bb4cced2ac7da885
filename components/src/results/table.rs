//! Tables: everything that a picture shows, in rows and columns.
//!
//! Where there is no room for the columns, each cell stands below the other with the head of its column before it. The
//! roles keep a table a table then, whatever a style sheet makes of it.

use super::fold::fold;
use super::page::Page;
use crate::environment::words;
use crate::tag::tag;
use yew::Html;

/// More columns than these need a wide window.
const MANY: usize = 5;

/// A table in the making.
pub(super) struct Table {
    columns: Vec<Html>,
    bodies: Vec<Html>,
}

impl Table {
    /// A table with the heads of its columns; the first one is of the heads of its rows.
    pub(super) fn new(columns: Vec<Html>) -> Self {
        Self { columns, bodies: Vec::new() }
    }

    /// Rows that belong together.
    pub(super) fn body(&mut self, rows: Vec<Html>) {
        self.bodies.push(tag!("tbody" { "role": "rowgroup" } ..rows));
    }

    /// A row: its head, and what stands in the other columns.
    pub(super) fn row(&self, class: &'static str, head: Html, cells: Vec<Html>) -> Html {
        let mut parts = vec![tag!("th" { "scope": "row", "role": "rowheader", "class": class } [head])];
        for (cell, column) in cells.into_iter().zip(self.columns.iter().skip(1)) {
            parts.push(tag!("td" { "role": "cell" } [
                tag!("div" { "class": "cell-column", "aria-hidden": "true" } [column.clone()]),
                tag!("div" { "class": "cell" } [cell]),
            ]));
        }
        tag!("tr" { "role": "row" } ..parts)
    }

    /// The table behind a toggle.
    pub(super) fn fold(mut self, page: Page<'_>, caption: &str) -> Html {
        let class = if self.columns.len() > MANY { "table table-wide" } else { "table" };
        let columns = std::mem::take(&mut self.columns).into_iter();
        let columns = columns.map(|head| tag!("th" { "scope": "col", "role": "columnheader" } [head]));
        let mut parts = vec![
            tag!("caption" { "class": "visually-hidden" } [words(caption)]),
            tag!("thead" { "role": "rowgroup" } [tag!("tr" { "role": "row" } ..columns.collect())]),
        ];
        parts.append(&mut self.bodies);
        let table = tag!("table" { "class": class, "part": "table", "role": "table" } ..parts);
        fold("as-table", page.say("asTable"), caption, vec![table])
    }
}
