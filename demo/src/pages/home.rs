//! Home of those who fill in: forms to fill, in progress, sent.

use crate::clock;
use crate::language::{Language, Text, text};
use crate::pages::layout::{self, Script};
use crate::pages::login::{moment, start};
use crate::pages::results::RESULTS;
use crate::person::{Caller, PersonRole};
use crate::portal::Shared;
use crate::store::assignments::Assignment;
use crate::store::submissions::Summary;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};

const STUDENT: Text = text("Omat lomakkeet", "Mina formulär", "My forms");
const GUARDIAN: Text = text("Huollettavan lomakkeet", "Mitt barns formulär", "My child’s forms");
const STAFF: Text = text("Sinun täytettävänäsi", "För dig att fylla i", "For you to fill in");
const ROUND: Text = text("kerta", "gången", "time");
const RESULTS_HINT: Text = text(
    "Katso, mitä vastauksista näkyy, ja tulosta ne keskusteluun.",
    "Se vad som framgår av svaren och skriv ut dem inför samtalet.",
    "See what the answers show, and print them for the talk.",
);
const TO_FILL: Text = text("Täytettävät lomakkeet", "Formulär att fylla i", "Forms to fill in");
const IN_PROGRESS: Text = text("Kesken", "Påbörjade", "In progress");
const SENT: Text = text("Lähetetyt", "Skickade", "Sent");
const NOTHING: Text = text("Ei lomakkeita.", "Inga formulär.", "No forms.");
const FORM: Text = text("Lomake", "Formulär", "Form");
const ABOUT: Text = text("Kenestä", "Om vem", "About");
const FROM: Text = text("Pyytäjä", "Begärd av", "Asked by");
const DUE: Text = text("Viimeistään", "Senast", "Due");
const SAVED: Text = text("Tallennettu", "Sparat", "Saved");
const REFERENCE: Text = text("Tunnus", "Referens", "Reference");
const SENT_AT: Text = text("Lähetetty", "Skickat", "Sent");
const SENT_BY: Text = text("Lähettäjä", "Avsändare", "Sent by");
const NO_CHILDREN: Text = text(
    "Sinulla ei ole alaikäisiä huollettavia. Täysi-ikäinen opiskelija hoitaa lomakkeensa itse.",
    "Du har inga minderåriga barn. En myndig studerande sköter sina formulär själv.",
    "You have no children who are minors. An adult student takes care of the forms herself or himself.",
);

/// The start page: a list of forms, or the role's own start page.
pub async fn show(State(portal): State<Shared>, frame: Frame, caller: Caller) -> Result<Response, Failure> {
    if !caller.role().has_forms() {
        return Ok(Redirect::to(start(caller.role())).into_response());
    }
    let title = if caller.role() == PersonRole::Guardian { GUARDIAN } else { STUDENT };
    lists(&portal, &frame, &caller, title).await
}

/// What a teacher or counsellor fills in about students, or together with them.
pub async fn to_fill(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
) -> Result<Response, Failure> {
    lists(&portal, &frame, &caller, STAFF).await
}

async fn lists(portal: &Shared, frame: &Frame, caller: &Caller, title: Text) -> Result<Response, Failure> {
    let (started, open): (Vec<_>, Vec<_>) = portal
        .store
        .open_assignments(caller)
        .await?
        .into_iter()
        .partition(|assignment| assignment.draft_revision > 0);
    let sent = if caller.role().has_forms() { portal.store.sent(caller).await? } else { Vec::new() };
    let alone =
        caller.role() == PersonRole::Guardian && open.is_empty() && started.is_empty() && sent.is_empty();
    let results = results_of(portal, caller).await?;
    let content = html! {
        h1 { (frame.say(title)) }
        @if alone { p { (frame.say(NO_CHILDREN)) } }
        section aria-labelledby="open" {
            h2 id="open" { (frame.say(TO_FILL)) }
            (assignments(portal, frame, caller, &open, false))
        }
        section aria-labelledby="started" {
            h2 id="started" { (frame.say(IN_PROGRESS)) }
            (assignments(portal, frame, caller, &started, true))
        }
        @if !results.is_empty() {
            section aria-labelledby="results" {
                h2 id="results" { (frame.say(RESULTS)) }
                p class="hint" { (frame.say(RESULTS_HINT)) }
                ul class="links" {
                    @for form in &results {
                        li { a href={ "/results/" (form) } { (portal.catalog.title(form, frame.locale)) } }
                    }
                }
            }
        }
        @if caller.role().has_forms() {
            section aria-labelledby="sent" {
                h2 id="sent" { (frame.say(SENT)) }
                (submissions(portal, frame, caller, &sent))
            }
        }
    };
    Ok(layout::page(frame, frame.say(title), Script::None, &content).into_response())
}

/// The forms whose results a student can read: those that have been answered about her, by herself or by others.
async fn results_of(portal: &Shared, caller: &Caller) -> Result<Vec<String>, Failure> {
    if caller.role() != PersonRole::Student {
        return Ok(Vec::new());
    }
    let has_results =
        |form: &String| portal.catalog.form(form).is_some_and(|hosted| hosted.results.is_some());
    let forms = portal.store.forms_about(caller, caller.id()).await?;
    Ok(forms.into_iter().filter(has_results).collect())
}

/// Which time a form is filled in, from the second on.
fn round(frame: &Frame, row: &Assignment) -> Markup {
    let number = row.round();
    let ordinal = match (frame.language(), number) {
        (Language::Swedish, 1 | 2) => ":a",
        (Language::Swedish, _) => ":e",
        (Language::English, 2) => "nd",
        (Language::English, 3) => "rd",
        (Language::English, _) => "th",
        (Language::Finnish, _) => ".",
    };
    html! {
        @if number > 1 { " " span class="mark" { (number) (ordinal) " " (frame.say(ROUND)) } }
    }
}

fn assignments(
    portal: &Shared,
    frame: &Frame,
    caller: &Caller,
    rows: &[Assignment],
    started: bool,
) -> Markup {
    if rows.is_empty() {
        return html! { p class="nothing" { (frame.say(NOTHING)) } };
    }
    let others = caller.role() != PersonRole::Student;
    html! {
        table {
            thead {
                tr {
                    th scope="col" { (frame.say(FORM)) }
                    @if others { th scope="col" { (frame.say(ABOUT)) } }
                    th scope="col" { (frame.say(FROM)) }
                    th scope="col" { (frame.say(if started { SAVED } else { DUE })) }
                }
            }
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" {
                            a href={ "/forms/" (row.id) } { (portal.catalog.title(&row.form, frame.locale)) }
                            (round(frame, row))
                        }
                        @if others { td data-name=(frame.say(ABOUT)) { (row.subject_name) } }
                        td data-name=(frame.say(FROM)) { (row.assigned_by) }
                        @if started {
                            td data-name=(frame.say(SAVED)) { (moment(portal, frame, row.draft_saved_at)) }
                        } @else {
                            td data-name=(frame.say(DUE)) { (clock::day(&row.due, frame.language())) }
                        }
                    }
                }
            }
        }
    }
}

fn submissions(portal: &Shared, frame: &Frame, caller: &Caller, rows: &[Summary]) -> Markup {
    if rows.is_empty() {
        return html! { p class="nothing" { (frame.say(NOTHING)) } };
    }
    let others = caller.role() != PersonRole::Student;
    html! {
        table {
            thead {
                tr {
                    th scope="col" { (frame.say(FORM)) }
                    @if others { th scope="col" { (frame.say(ABOUT)) } }
                    th scope="col" { (frame.say(SENT_AT)) }
                    th scope="col" { (frame.say(SENT_BY)) }
                    th scope="col" { (frame.say(REFERENCE)) }
                }
            }
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" {
                            a href={ "/submissions/" (row.id) } { (portal.catalog.title(&row.form, frame.locale)) }
                        }
                        @if others { td data-name=(frame.say(ABOUT)) { (row.subject_name) } }
                        td data-name=(frame.say(SENT_AT)) { (moment(portal, frame, row.received_at)) }
                        td data-name=(frame.say(SENT_BY)) { (row.author_name) }
                        td data-name=(frame.say(REFERENCE)) { (row.reference) }
                    }
                }
            }
        }
    }
}
