//! The inbox of staff.

use crate::language::{Text, text};
use crate::pages::layout::{self, Script};
use crate::pages::login::moment;
use crate::person::Caller;
use crate::portal::Shared;
use crate::store::inbox::{Filter, PAGE};
use crate::store::submissions::Summary;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::extract::State;
use axum::response::Html;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

const TITLE: Text = text("Saapuneet lomakkeet", "Inkomna formulär", "Received forms");
const SEARCH: Text = text("Nimi tai tunnus", "Namn eller referens", "Name or reference");
const FORM: Text = text("Lomake", "Formulär", "Form");
const ALL: Text = text("Kaikki", "Alla", "All");
const STATE: Text = text("Tila", "Status", "State");
const UNREAD: Text = text("Lukematta", "Oläst", "Unread");
const READ: Text = text("Luettu", "Läst", "Read");
const LOOK: Text = text("Tarkistettava", "Att kontrollera", "To be checked");
const FROM: Text = text("Alkaen", "Från och med", "From");
const UNTIL: Text = text("Asti", "Till och med", "Until");
const FIND: Text = text("Hae", "Sök", "Search");
const ABOUT: Text = text("Kenestä", "Om vem", "About");
const SENT_BY: Text = text("Vastaaja", "Vem som svarade", "Answered by");
const RECEIVED: Text = text("Vastaanotettu", "Mottaget", "Received");
const REFERENCE: Text = text("Tunnus", "Referens", "Reference");
const FOUND: Text = text("Löytyi", "Hittades", "Found");
const NOTHING: Text = text("Ei lomakkeita.", "Inga formulär.", "No forms.");
const PAGES: Text = text("Sivut", "Sidor", "Pages");
const PREVIOUS: Text = text("Edelliset", "Föregående", "Previous");
const NEXT: Text = text("Seuraavat", "Följande", "Next");

/// The search form. Sent by POST: what is looked for is personal data, and addresses end up in logs.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    text: String,
    form: String,
    state: String,
    from: String,
    until: String,
    page: i64,
}

/// The inbox.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
) -> Result<Html<String>, Failure> {
    list(&portal, &frame, &caller, &Search::default()).await
}

/// The inbox, narrowed.
pub async fn search(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    axum::Form(search): axum::Form<Search>,
) -> Result<Html<String>, Failure> {
    list(&portal, &frame, &caller, &search).await
}

async fn list(
    portal: &Shared,
    frame: &Frame,
    caller: &Caller,
    search: &Search,
) -> Result<Html<String>, Failure> {
    let filter = filter(portal, search);
    let page = search.page.clamp(0, 100_000);
    let rows = portal.store.inbox(caller, &filter, page).await?;
    let count = portal.store.inbox_count(caller, &filter).await?;
    let content = html! {
        h1 { (frame.say(TITLE)) }
        form class="search card" method="post" action="/inbox" role="search" { (fields(portal, frame, search)) }
        p role="status" { (frame.say(FOUND)) ": " (count) }
        (table(portal, frame, &rows))
        (pager(frame, search, page, count))
    };
    Ok(layout::page(frame, frame.say(TITLE), Script::None, &content))
}

fn filter(portal: &Shared, search: &Search) -> Filter {
    let start = |day: Option<Date>| day.and_then(|day| portal.clock.start_of(day)).unwrap_or(0);
    let from = search.from.parse::<Date>().ok();
    let before = search.until.parse::<Date>().ok().and_then(|day| day.tomorrow().ok());
    Filter {
        text: search.text.chars().take(100).collect(),
        form: search.form.clone(),
        unread: search.state == "unread",
        from: start(from),
        before: start(before),
    }
}

fn fields(portal: &Shared, frame: &Frame, search: &Search) -> Markup {
    html! {
        p class="field" {
            label for="text" { (frame.say(SEARCH)) }
            input id="text" name="text" type="search" value=(search.text) maxlength="100" autocomplete="off";
        }
        p class="field" {
            label for="form" { (frame.say(FORM)) }
            select id="form" name="form" {
                option value="" { (frame.say(ALL)) }
                @for id in portal.catalog.ids() {
                    option value=(id) selected[id == search.form] { (portal.catalog.title(id, frame.locale)) }
                }
            }
        }
        p class="field" {
            label for="state" { (frame.say(STATE)) }
            select id="state" name="state" {
                option value="" { (frame.say(ALL)) }
                option value="unread" selected[search.state == "unread"] { (frame.say(UNREAD)) }
            }
        }
        p class="field" {
            label for="from" { (frame.say(FROM)) }
            input id="from" name="from" type="date" value=(search.from);
        }
        p class="field" {
            label for="until" { (frame.say(UNTIL)) }
            input id="until" name="until" type="date" value=(search.until);
        }
        p class="field" { button { (frame.say(FIND)) } }
    }
}

fn table(portal: &Shared, frame: &Frame, rows: &[Summary]) -> Markup {
    if rows.is_empty() {
        return html! { p class="nothing" { (frame.say(NOTHING)) } };
    }
    html! {
        table {
            thead {
                tr {
                    th scope="col" { (frame.say(ABOUT)) }
                    th scope="col" { (frame.say(FORM)) }
                    th scope="col" { (frame.say(SENT_BY)) }
                    th scope="col" { (frame.say(RECEIVED)) }
                    th scope="col" { (frame.say(REFERENCE)) }
                    th scope="col" { (frame.say(STATE)) }
                }
            }
            tbody {
                @for row in rows {
                    tr class=[(row.seen == 0).then_some("unread")] {
                        th scope="row" { a href={ "/submissions/" (row.id) } { (row.subject_name) } }
                        td data-name=(frame.say(FORM)) { (portal.catalog.title(&row.form, frame.locale)) }
                        td data-name=(frame.say(SENT_BY)) { (row.author_name) }
                        td data-name=(frame.say(RECEIVED)) { (moment(portal, frame, row.received_at)) }
                        td data-name=(frame.say(REFERENCE)) { (row.reference) }
                        td data-name=(frame.say(STATE)) {
                            (frame.say(if row.seen == 0 { UNREAD } else { READ }))
                            @if row.flags > 0 { " " strong class="flag" { (frame.say(LOOK)) } }
                        }
                    }
                }
            }
        }
    }
}

fn pager(frame: &Frame, search: &Search, page: i64, count: i64) -> Markup {
    let more = (page + 1) * PAGE < count;
    if page == 0 && !more {
        return html! {};
    }
    html! {
        nav aria-label=(frame.say(PAGES)) {
            form class="pager" method="post" action="/inbox" {
                @for (name, value) in [
                    ("text", &search.text), ("form", &search.form), ("state", &search.state),
                    ("from", &search.from), ("until", &search.until),
                ] {
                    input type="hidden" name=(name) value=(value);
                }
                @if page > 0 { button class="quiet" name="page" value=(page - 1) { (frame.say(PREVIOUS)) } }
                @if more { button class="quiet" name="page" value=(page + 1) { (frame.say(NEXT)) } }
            }
        }
    }
}
