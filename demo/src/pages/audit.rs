//! The audit list, and for students and guardians who has looked at their forms.

use crate::language::{Text, text};
use crate::pages::layout::{self, Script};
use crate::pages::login::moment;
use crate::person::Caller;
use crate::portal::Shared;
use crate::store::audit::{Entry, PAGE};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::extract::{Query, State};
use axum::response::Html;
use maud::{Markup, html};
use serde::Deserialize;

const AUDIT: Text = text("Tapahtumat", "Händelser", "Audit list");
const VIEWS: Text =
    text("Kuka on katsonut lomakkeita", "Vem har läst formulären", "Who has looked at the forms");
const NOTHING: Text = text("Ei tapahtumia.", "Inga händelser.", "Nothing yet.");
const WHEN: Text = text("Aika", "Tid", "When");
const WHO: Text = text("Kuka", "Vem", "Who");
const WHAT: Text = text("Mitä", "Vad", "What");
const FORM: Text = text("Lomake", "Formulär", "Form");
const ABOUT: Text = text("Kenestä", "Om vem", "About");
const PAGES: Text = text("Sivut", "Sidor", "Pages");
const NEWER: Text = text("Uudemmat", "Nyare", "Newer");
const OLDER: Text = text("Vanhemmat", "Äldre", "Older");

/// Place in the list.
#[derive(Debug, Default, Deserialize)]
pub struct Place {
    #[serde(default)]
    page: i64,
}

/// The whole list, for the office and IT.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Query(place): Query<Place>,
) -> Result<Html<String>, Failure> {
    let page = place.page.clamp(0, 1_000_000);
    let rows = portal.store.audit_list(&caller, page).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|count| count == PAGE);
    let content = html! {
        h1 { (frame.say(AUDIT)) }
        (table(&portal, &frame, &rows))
        @if page > 0 || more {
            nav class="pager" aria-label=(frame.say(PAGES)) {
                @if page > 0 { a href={ "/audit?page=" (page - 1) } { (frame.say(NEWER)) } }
                @if more { a href={ "/audit?page=" (page + 1) } { (frame.say(OLDER)) } }
            }
        }
    };
    Ok(layout::page(&frame, frame.say(AUDIT), Script::None, &content))
}

/// Who has handled the forms of a student, for herself and for her guardian.
pub async fn views(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
) -> Result<Html<String>, Failure> {
    let rows = portal.store.audit_about_own(&caller).await?;
    let content = html! {
        h1 { (frame.say(VIEWS)) }
        (table(&portal, &frame, &rows))
    };
    Ok(layout::page(&frame, frame.say(VIEWS), Script::None, &content))
}

fn table(portal: &Shared, frame: &Frame, rows: &[Entry]) -> Markup {
    if rows.is_empty() {
        return html! { p class="nothing" { (frame.say(NOTHING)) } };
    }
    html! {
        table {
            thead {
                tr {
                    @for name in [WHEN, WHO, WHAT, FORM, ABOUT] { th scope="col" { (frame.say(name)) } }
                }
            }
            tbody { @for row in rows { (line(portal, frame, row)) } }
        }
    }
}

fn line(portal: &Shared, frame: &Frame, row: &Entry) -> Markup {
    html! {
        tr {
            th scope="row" { (moment(portal, frame, row.at)) }
            td data-name=(frame.say(WHO)) {
                (row.person_name)
                @if let Some(role) = row.role() { span class="role" { ", " (frame.say(role)) } }
            }
            td data-name=(frame.say(WHAT)) {
                @if let Some(action) = row.action() { (frame.say(action.name())) }
            }
            td data-name=(frame.say(FORM)) {
                @if !row.form.is_empty() { (portal.catalog.title(&row.form, frame.locale)) " " }
                (row.reference)
            }
            td data-name=(frame.say(ABOUT)) { (row.subject_name) }
        }
    }
}
