//! Notes of talks with a student. A note is corrected by a new version; the old ones are kept.

use crate::language::{Text, text};
use crate::pages::fields::{Problems, passage};
use crate::pages::layout::{self, Script};
use crate::pages::login::moment;
use crate::pages::proposals::Done;
use crate::pages::students::{NOTES, back_to_student};
use crate::person::Caller;
use crate::portal::Shared;
use crate::secret::Secret;
use crate::store::audit::Action;
use crate::store::students::Student;
use crate::store::talks::{Added, NoteVersion};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

const READERS: Text = text(
    "Muistiinpanot lukevat opinto-ohjaajat, jotka vastaavat opiskelijasta, ja kirjoittaja itse. Opiskelijalla on oikeus nähdä ne pyynnöstä, ja hän näkee, milloin niitä on kirjoitettu ja luettu.",
    "Anteckningarna läses av de studiehandledare som ansvarar för den studerande och av den som skrev dem. Den studerande har rätt att se dem på begäran, och ser när de har skrivits och lästs.",
    "Notes are read by the counsellors who are responsible for the student, and by whoever wrote them. The student has the right to see them on request, and sees when they have been written and read.",
);
const NOTHING: Text = text("Muistiinpanoja ei ole.", "Det finns inga anteckningar.", "There are no notes.");
const NEW: Text = text("Uusi muistiinpano", "Ny anteckning", "New note");
const BODY: Text = text("Muistiinpano", "Anteckning", "Note");
const BODY_HINT: Text = text(
    "Enintään 4000 merkkiä. Kirjoita, mitä sovittiin. Kirjoita niin, että opiskelija voi lukea sen.",
    "Högst 4000 tecken. Skriv vad ni kom överens om. Skriv så att den studerande kan läsa det.",
    "At most 4000 characters. Write what was agreed. Write it so that the student can read it.",
);
const SAVE: Text = text("Tallenna muistiinpano", "Spara anteckningen", "Save the note");
const CORRECT: Text = text("Korjaa", "Rätta", "Correct");
const CORRECT_HINT: Text = text(
    "Korjaus tallennetaan uutena versiona. Vanha jää talteen.",
    "Rättelsen sparas som en ny version. Den gamla finns kvar.",
    "The correction is saved as a new version. The old one is kept.",
);
const EARLIER: Text = text("Aiemmat versiot", "Tidigare versioner", "Earlier versions");
const CORRECTED: Text = text("Korjattu", "Rättad", "Corrected");
const LENGTH: Text = text(
    "Kirjoita muistiinpano, 1–4000 merkkiä.",
    "Skriv en anteckning, 1–4000 tecken.",
    "Write a note of 1–4000 characters.",
);
const WRITTEN: Text =
    text("Muistiinpano on tallennettu.", "Anteckningen har sparats.", "The note has been saved.");

/// Characters of a note.
const CHARACTERS: std::ops::RangeInclusive<usize> = 1..=4000;

/// The form of a note.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    body: String,
    /// Id of the note that is corrected; empty for a new one.
    note: String,
}

/// The notes about a student.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let is_done = done.done == "written";
    page(&portal, &frame, &caller, &student, &Typed::default(), &Problems::default(), is_done).await
}

/// Writes a note, or a new version of an own one.
pub async fn write(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    axum::Form(typed): axum::Form<Typed>,
) -> Result<Response, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let body = passage(&typed.body);
    if !CHARACTERS.contains(&body.chars().count()) {
        let problems = Problems::of("body", LENGTH);
        let mut response = page(&portal, &frame, &caller, &student, &typed, &problems, false).await?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    let corrected = (!typed.note.is_empty()).then_some(typed.note.as_str());
    let written = portal.store.write_note(&caller, &student.id, corrected, &Secret::new(body)).await?;
    match written {
        Added::New(note) => {
            portal.store.record(&caller, Action::NoteWrite, &note, &student.id).await?;
        }
        Added::Again => {}
        Added::Unknown => return Err(Failure::NotFound),
    }
    Ok(Redirect::to(&format!("/students/{}/notes?done=written", student.id)).into_response())
}

async fn page(
    portal: &Shared,
    frame: &Frame,
    caller: &Caller,
    student: &Student,
    typed: &Typed,
    problems: &Problems,
    is_done: bool,
) -> Result<Response, Failure> {
    let versions = portal.store.notes(caller, &student.id).await?;
    if !versions.is_empty() {
        portal.store.record(caller, Action::NoteRead, "", &student.id).await?;
    }
    let title = format!("{}: {}", student.name, frame.say(NOTES));
    let action = format!("/students/{}/notes", student.id);
    let content = html! {
        (back_to_student(frame, student))
        h1 { (title) }
        (problems.summary(frame))
        @if is_done { p class="done" role="status" { (frame.say(WRITTEN)) } }
        p class="hint" { (frame.say(READERS)) }
        @if versions.is_empty() { p class="nothing" { (frame.say(NOTHING)) } }
        @for note in versions.chunk_by(|a, b| a.note == b.note) {
            (one(portal, frame, caller, &action, note))
        }
        section class="card" aria-labelledby="new" {
            h2 id="new" { (frame.say(if typed.note.is_empty() { NEW } else { CORRECT })) }
            form method="post" action=(action) {
                @if !typed.note.is_empty() { input type="hidden" name="note" value=(typed.note); }
                p class="field" {
                    label for="body" { (frame.say(BODY)) }
                    span class="hint" id="body-hint" { (frame.say(BODY_HINT)) }
                    (problems.at(frame, "body"))
                    textarea id="body" name="body" rows="8" required maxlength="4000"
                        aria-invalid=[problems.invalid("body")]
                        aria-describedby=[problems.described_by("body", true)] { (typed.body) }
                }
                button { (frame.say(SAVE)) }
            }
        }
    };
    Ok(layout::page(frame, &problems.title(frame, &title), Script::None, &content).into_response())
}

fn one(portal: &Shared, frame: &Frame, caller: &Caller, action: &str, versions: &[NoteVersion]) -> Markup {
    let (Some(latest), earlier) = (versions.first(), versions.get(1..).unwrap_or_default()) else {
        return html! {};
    };
    let id = format!("body-{}", latest.note);
    html! {
        article class="card note" {
            p class="hint" {
                (latest.author) ", " (moment(portal, frame, latest.written_at))
                @if !earlier.is_empty() { " " span class="mark" { (frame.say(CORRECTED)) } }
            }
            p class="typed" { (latest.body.expose()) }
            @if !earlier.is_empty() {
                details {
                    summary { (frame.say(EARLIER)) " (" (earlier.len()) ")" }
                    @for version in earlier {
                        p class="hint" { (moment(portal, frame, version.written_at)) }
                        p class="typed" { (version.body.expose()) }
                    }
                }
            }
            @if latest.author_id == caller.id() {
                details {
                    summary { (frame.say(CORRECT)) }
                    form method="post" action=(action) {
                        input type="hidden" name="note" value=(latest.note);
                        p class="field" {
                            label for=(id) { (frame.say(BODY)) }
                            span class="hint" id={ (id) "-hint" } { (frame.say(CORRECT_HINT)) }
                            textarea id=(id) name="body" rows="6" required maxlength="4000"
                                aria-describedby={ (id) "-hint" } { (latest.body.expose()) }
                        }
                        button { (frame.say(SAVE)) }
                    }
                }
            }
        }
    }
}
