//! The students of a teacher or counsellor, and the page of each.

use crate::catalog::HostedForm;
use crate::language::{Text, text};
use crate::pages::layout::{self, Script};
use crate::pages::login::moment;
use crate::pages::proposals::Done;
use crate::pages::results::{RESULTS, embed_results};
use crate::person::Caller;
use crate::portal::Shared;
use crate::receive::body;
use crate::results::{self, Sharing};
use crate::store::audit::Action;
use crate::store::students::{Student, read};
use crate::store::submissions::Summary;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use guidance_contract::Audience;
use maud::{Markup, html};
use std::collections::BTreeMap;

const STUDENTS: Text = text("Omat opiskelijat", "Mina studerande", "My students");
const NO_STUDENTS: Text = text(
    "Sinulla ei ole opiskelijoita, joista vastaat.",
    "Du har inga studerande som du ansvarar för.",
    "You have no students whom you are responsible for.",
);
const NAME: Text = text("Nimi", "Namn", "Name");
const SENT: Text = text("Lähetetyt lomakkeet", "Skickade formulär", "Forms sent");
const LATEST: Text = text("Viimeisin", "Senast", "Latest");
const WAITING: Text = text("Odottaa vastausta", "Väntar på svar", "Waiting for an answer");
const BACK_TO_STUDENTS: Text =
    text("Takaisin opiskelijoihin", "Tillbaka till studerande", "Back to the students");
const BACK_TO_STUDENT: Text =
    text("Takaisin opiskelijan sivulle", "Tillbaka till den studerandes sida", "Back to the student’s page");
const NO_RESULTS: Text = text(
    "Tuloksia ei vielä ole. Ne näkyvät tässä, kun lomake on lähetetty.",
    "Det finns inga resultat ännu. De visas här när ett formulär har skickats.",
    "There are no results yet. They appear here when a form has been sent.",
);
const NOTHING: Text =
    text("Lomakkeita ei ole lähetetty.", "Inga formulär har skickats.", "No forms have been sent.");
const FORM: Text = text("Lomake", "Formulär", "Form");
const SENT_BY: Text = text("Lähettäjä", "Avsändare", "Sent by");
const RECEIVED: Text = text("Vastaanotettu", "Mottaget", "Received");
const SEEN_BY_STUDENT: Text =
    text("Näkyykö opiskelijalle", "Syns för den studerande", "Shown to the student");
const SEEN: Text = text("Näkyy tuloksissa", "Syns i resultaten", "Among the results");
const NOT_SEEN: Text = text("Ei näy", "Syns inte", "Not shown");
const WITHHELD: Text = text("Ei vielä.", "Inte ännu.", "Not yet.");
const ANSWERED_NO: Text = text(
    "Arvioija on vastannut ”ei” kysymykseen:",
    "Den som bedömde har svarat ”nej” på frågan:",
    "The rater’s answer was “no” to the question:",
);
const NOT_ANSWERED: Text = text(
    "Arvioija ei ole vastannut kysymykseen:",
    "Den som bedömde har inte svarat på frågan:",
    "The rater has not answered the question:",
);
const TALKED_THROUGH: Text = text(
    "Käyty läpi opiskelijan kanssa",
    "Genomgången med den studerande",
    "Talked through with the student",
);
const TALKED_HINT: Text = text(
    "Kun merkitset arvion läpi käydyksi, opiskelija näkee sen tuloksissaan. Merkintää ei voi perua.",
    "När du markerar en bedömning som genomgången ser den studerande den i sina resultat. Det går inte att ångra.",
    "Once you mark a rating as talked through, the student sees it among the results. This cannot be undone.",
);
const DONE_TALKED: Text = text(
    "Merkitty. Opiskelija näkee arvion nyt tuloksissaan.",
    "Markerat. Den studerande ser nu bedömningen i sina resultat.",
    "Marked. The student now sees the rating among the results.",
);
const AS_FORM: Text = text("Näkyy lomakkeena", "Syns som formulär", "As a form");
const PROPOSALS: Text =
    text("Ehdotukset keskustelun tueksi", "Förslag som stöd för samtalet", "Proposals for the talk");
const PROPOSALS_HINT: Text = text(
    "Ehdotus ei ole päätös, eikä sitä näytetä opiskelijalle.",
    "Ett förslag är inget beslut, och det visas inte för den studerande.",
    "A proposal is not a decision, and the student is not shown it.",
);
pub(crate) const NOTES: Text =
    text("Muistiinpanot keskusteluista", "Anteckningar om samtal", "Notes of talks");
pub(crate) const ASK: Text = text(
    "Pyydä lomaketta tai arviota",
    "Be om ett formulär eller en bedömning",
    "Ask for a form or a rating",
);
const WRITE: Text =
    text("Lue ja kirjoita muistiinpanoja", "Läs och skriv anteckningar", "Read and write notes");
const OPEN_COUNT: Text = text(
    "Lomakkeita, jotka odottavat vastausta:",
    "Formulär som väntar på svar:",
    "Forms that wait for an answer:",
);
const NOTE_COUNT: Text = text("Muistiinpanoja:", "Anteckningar:", "Notes:");

/// The caller's own students.
pub async fn list(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
) -> Result<Html<String>, Failure> {
    let students = portal.store.students(&caller).await?;
    let content = html! {
        h1 { (frame.say(STUDENTS)) }
        @if students.is_empty() { p class="nothing" { (frame.say(NO_STUDENTS)) } }
        @else {
            table {
                thead { tr {
                    @for name in [NAME, SENT, LATEST, WAITING] { th scope="col" { (frame.say(name)) } }
                } }
                tbody { @for student in &students { (row(&portal, &frame, student)) } }
            }
        }
    };
    Ok(layout::page(&frame, frame.say(STUDENTS), Script::None, &content))
}

fn row(portal: &Shared, frame: &Frame, student: &Student) -> Markup {
    html! {
        tr {
            th scope="row" { a href={ "/students/" (student.id) } { (student.name) } }
            td data-name=(frame.say(SENT)) { (student.sent) }
            td data-name=(frame.say(LATEST)) {
                @if student.latest > 0 { (moment(portal, frame, student.latest)) } @else { "–" }
            }
            td data-name=(frame.say(WAITING)) { (student.open) }
        }
    }
}

/// One student: results, who has sent what, proposals, notes.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Html<String>, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let forms = portal.store.forms_about(&caller, &student.id).await?;
    let with_results: Vec<&String> = forms
        .iter()
        .filter(|form| portal.catalog.form(form).is_some_and(|hosted| hosted.results.is_some()))
        .collect();
    let sent = portal.store.sent_about(&caller, &student.id).await?;
    let mut sharings = BTreeMap::new();
    for form in &with_results {
        sharings.extend(sharings_of(&portal, &caller, &student.id, form).await?);
    }
    let mut proposals = Vec::new();
    for hosted in portal.catalog.proposals() {
        let id = &hosted.definition.id;
        if results::proposal(&portal, &caller, &student.id, id, frame.locale).await?.is_some() {
            proposals.push(hosted);
        }
    }
    let notes = portal.store.note_count(&caller, &student.id).await?;
    portal.store.record(&caller, Action::StudentRead, "", &student.id).await?;
    let content = html! {
        p class="back" { a href="/students" { (frame.say(BACK_TO_STUDENTS)) } }
        h1 { (student.name) }
        @if done.done == "talked" { p class="done" role="status" { (frame.say(DONE_TALKED)) } }
        section aria-labelledby="results" {
            h2 id="results" { (frame.say(RESULTS)) }
            @if with_results.is_empty() { p class="nothing" { (frame.say(NO_RESULTS)) } }
            ul class="links" {
                @for form in &with_results {
                    li {
                        a href={ "/students/" (student.id) "/results/" (form) } {
                            (portal.catalog.title(form, frame.locale))
                        }
                    }
                }
            }
        }
        @if !proposals.is_empty() {
            section aria-labelledby="proposals" {
                h2 id="proposals" { (frame.say(PROPOSALS)) }
                ul class="links" {
                    @for hosted in &proposals {
                        li {
                            a href={ "/students/" (student.id) "/proposals/" (hosted.definition.id) } {
                                (hosted.wording(frame.locale).title().text)
                            }
                        }
                    }
                }
                p class="hint" { (frame.say(PROPOSALS_HINT)) }
            }
        }
        section aria-labelledby="notes" {
            h2 id="notes" { (frame.say(NOTES)) }
            p { (frame.say(NOTE_COUNT)) " " (notes) }
            p { a href={ "/students/" (student.id) "/notes" } { (frame.say(WRITE)) } }
        }
        section aria-labelledby="sent" {
            h2 id="sent" { (frame.say(SENT)) }
            @if sent.is_empty() { p class="nothing" { (frame.say(NOTHING)) } }
            @else {
                (sent_table(&portal, &frame, &sent, &sharings))
                @if sent.iter().any(|row| is_withheld(sharings.get(&row.id))) {
                    p class="hint" id="talked-hint" { (frame.say(TALKED_HINT)) }
                }
            }
        }
        section aria-labelledby="requests" {
            h2 id="requests" { (frame.say(WAITING)) }
            p { (frame.say(OPEN_COUNT)) " " (student.open) }
            p { a href={ "/students/" (student.id) "/requests" } { (frame.say(ASK)) } }
        }
    };
    Ok(layout::page(&frame, &student.name, Script::None, &content))
}

fn sent_table(
    portal: &Shared,
    frame: &Frame,
    sent: &[Summary],
    sharings: &BTreeMap<String, Option<Sharing>>,
) -> Markup {
    html! {
        table {
            thead { tr {
                @for name in [FORM, SENT_BY, RECEIVED, SEEN_BY_STUDENT] { th scope="col" { (frame.say(name)) } }
            } }
            tbody {
                @for row in sent {
                    tr {
                        th scope="row" {
                            a href={ "/submissions/" (row.id) } { (portal.catalog.title(&row.form, frame.locale)) }
                        }
                        td data-name=(frame.say(SENT_BY)) { (row.author_name) }
                        td data-name=(frame.say(RECEIVED)) { (moment(portal, frame, row.received_at)) }
                        td data-name=(frame.say(SEEN_BY_STUDENT)) {
                            (shared(portal, frame, row, sharings.get(&row.id)))
                        }
                    }
                }
            }
        }
    }
}

/// Whether the student sees a submission, and when not, why. Nothing is told that the reader may not know.
fn shared(portal: &Shared, frame: &Frame, row: &Summary, sharing: Option<&Option<Sharing>>) -> Markup {
    match sharing {
        None => html! { (frame.say(AS_FORM)) },
        Some(None) => html! { "–" },
        Some(Some(Sharing::Seen)) => html! {
            (frame.say(SEEN))
            @if row.talked_at > 0 {
                ". " (frame.say(TALKED_THROUGH)) " " (moment(portal, frame, row.talked_at)) ", " (row.talked_by)
            }
        },
        Some(Some(Sharing::Never)) => html! { (frame.say(NOT_SEEN)) },
        Some(Some(Sharing::Withheld(items))) => html! {
            strong { (frame.say(WITHHELD)) }
            @for (item, is_answered) in items {
                " " (frame.say(if *is_answered { ANSWERED_NO } else { NOT_ANSWERED }))
                " ”" (portal.catalog.label(&row.form, item, frame.locale)) "”"
            }
            form class="below" method="post"
                action={ "/students/" (row.subject_id) "/submissions/" (row.id) "/talked-through" } {
                button aria-describedby="talked-hint" {
                    (frame.say(TALKED_THROUGH)) span class="unseen" { ": " (row.author_name) }
                }
            }
        },
    }
}

fn is_withheld(sharing: Option<&Option<Sharing>>) -> bool {
    matches!(sharing, Some(Some(Sharing::Withheld(_))))
}

/// Writes down that a rating which the student does not see yet has been talked through with her: by whoever is
/// responsible for her, and reads the rating with what it is withheld by.
pub async fn talked_through(
    State(portal): State<Shared>,
    caller: Caller,
    Path((id, submission)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let stored = portal.store.submission(&caller, &submission).await?.ok_or(Failure::NotFound)?;
    let summary = &stored.summary;
    if summary.subject_id != student.id {
        return Err(Failure::NotFound);
    }
    if summary.talked_at == 0 {
        let sharings = sharings_of(&portal, &caller, &student.id, &summary.form).await?;
        if !is_withheld(sharings.get(&summary.id)) {
            return Err(Failure::NotFound);
        }
        if portal.store.tell_talked_through(&caller, summary).await? {
            portal.store.record(&caller, Action::TalkedThrough, &summary.id, &student.id).await?;
        }
    }
    Ok(Redirect::to(&format!("/students/{}?done=talked", student.id)))
}

/// Whether the student hears each submission, by its id. It rests on answers: of those that the caller may not read
/// nothing is said.
async fn sharings_of(
    portal: &Shared,
    caller: &Caller,
    student: &str,
    form: &str,
) -> Result<BTreeMap<String, Option<Sharing>>, Failure> {
    let bodies = portal.store.submissions_about(caller, student, form).await?;
    let viewer = results::viewer(caller)?;
    let talked = portal.store.talked_through(caller, student).await?;
    let (portal, form) = (portal.clone(), form.to_owned());
    let found = body::work(move || {
        let hosted = portal.catalog.form(&form)?;
        let found = hosted.results.as_ref()?;
        let items = found.share_items();
        let may_know = items.iter().all(|item| is_readable(hosted, item, viewer.audience));
        let told = read(&bodies).into_iter().map(|submission| {
            let may_know = may_know && results::may_hear(hosted, &submission, &viewer, Vec::new());
            let sharing = may_know.then(|| results::sharing(hosted, found, &submission, &talked));
            (submission.id, sharing)
        });
        Some(told.collect())
    });
    Ok(found.await?.unwrap_or_default())
}

fn is_readable(hosted: &HostedForm, item: &str, audience: Audience) -> bool {
    let answers = std::iter::once((item.to_owned(), serde_json::Value::Bool(true))).collect();
    hosted.form.project(&answers, audience).contains_key(item)
}

/// The results of a form about a student.
pub async fn results_of_form(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path((id, form)): Path<(String, String)>,
) -> Result<Html<String>, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    portal.catalog.form(&form).and_then(|hosted| hosted.results.as_ref()).ok_or(Failure::NotFound)?;
    let has_some = portal.store.forms_about(&caller, &student.id).await?.contains(&form);
    let title = format!("{}: {}", student.name, portal.catalog.title(&form, frame.locale));
    let content = html! {
        (back_to_student(&frame, &student))
        h1 { (title) }
        @if has_some {
            (embed_results(&frame, &form, &format!("/api/students/{}/results/{form}/config", student.id)))
        } @else {
            p class="nothing" { (frame.say(NO_RESULTS)) }
        }
        p class="next" { a href={ "/students/" (student.id) "/notes" } { (frame.say(WRITE)) } }
    };
    Ok(layout::page(&frame, &title, Script::None, &content))
}

/// The way back to a student.
pub(crate) fn back_to_student(frame: &Frame, student: &Student) -> Markup {
    html! {
        p class="back" { a href={ "/students/" (student.id) } { (frame.say(BACK_TO_STUDENT)) } }
    }
}
