//! A sent form, in review: the same element, with the answers that the reader's role may read.

use crate::embedding;
use crate::language::{Text, text};
use crate::pages::assignment::embed;
use crate::pages::layout::{self, Script};
use crate::pages::login::moment;
use crate::person::Caller;
use crate::portal::Shared;
use crate::receive::file_name::file_name;
use crate::store::audit::Action;
use crate::store::flags::{Flag, FlagKind};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{Html, IntoResponse as _, Response};
use guidance_contract::Attachment;
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const BACK_TO_FORMS: Text = text("Takaisin lomakkeisiin", "Tillbaka till formulären", "Back to the forms");
const BACK_TO_INBOX: Text = text("Takaisin saapuneisiin", "Tillbaka till inkomna", "Back to the inbox");
const SENT_FORM: Text = text("Lähetetty lomake", "Skickat formulär", "Sent form");
const ABOUT: Text = text("Kenestä", "Om vem", "About");
const SENT_BY: Text = text("Lähettäjä", "Avsändare", "Sent by");
const RECEIVED: Text = text("Vastaanotettu", "Mottaget", "Received");
const REFERENCE: Text = text("Tunnus", "Referens", "Reference");
const FILES: Text = text("Liitteet", "Bilagor", "Files");
const FILE: Text = text("Liite", "Bilaga", "File");
const LOOK: Text = text("Tarkistettava", "Att kontrollera", "To be checked");
const DIFFERS: Text = text(
    "Vastaus ei ole sama kuin rekisterissä. Lähettäjä ei näe rekisterin tietoa, eikä hänelle ole kerrottu tästä.",
    "Svaret är inte detsamma som i registret. Avsändaren ser inte registrets uppgift och har inte fått veta om detta.",
    "The answer is not the register’s. The sender does not see what the register has, and has not been told.",
);
const ADDRESS_REMOVED: Text = text(
    "Opiskelijalla on turvakielto. Lähettäjän antamaa osoitetta ei ole tallennettu, eikä hänelle ole kerrottu tästä. Älä puhu turvakiellosta lähettäjälle.",
    "Den studerande har spärrmarkering. Adressen som avsändaren gav har inte sparats, och avsändaren har inte fått veta om detta. Tala inte om spärrmarkeringen för avsändaren.",
    "The student has a non-disclosure order. The address that the sender gave has not been stored, and the sender has not been told. Do not mention the order to the sender.",
);
const PART: Text = text(
    "Näet ne vastaukset, jotka kuuluvat tehtävääsi.",
    "Du ser de svar som hör till din uppgift.",
    "You see the answers that belong to your task.",
);

/// A sent form. No answer is on the page itself, not even the name of a file: its config hands them out, and writes down
/// that they have been read.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Html<String>, Failure> {
    let stored = portal.store.submission(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let files = embedding::attachments(&portal, &caller, &stored)?;
    let summary = &stored.summary;
    let flags = portal.store.flags(&caller, summary).await?;
    if !flags.is_empty() {
        // They tell what the register has, or has not.
        portal.store.record(&caller, Action::RegisterRead, &summary.id, &summary.subject_id).await?;
    }
    let title = portal.catalog.title(&summary.form, frame.locale);
    let (back, back_text) =
        if caller.role().has_inbox() { ("/inbox", BACK_TO_INBOX) } else { ("/", BACK_TO_FORMS) };
    let content = html! {
        p class="back" { a href=(back) { (frame.say(back_text)) } }
        h1 { (frame.say(SENT_FORM)) }
        dl class="facts" {
            dt { (frame.say(ABOUT)) } dd { (summary.subject_name) }
            dt { (frame.say(SENT_BY)) } dd { (summary.author_name) }
            dt { (frame.say(RECEIVED)) } dd { (moment(&portal, &frame, summary.received_at)) }
            dt { (frame.say(REFERENCE)) } dd { (summary.reference) }
        }
        @if !flags.is_empty() {
            section class="flags" aria-labelledby="flags" {
                h2 id="flags" { (frame.say(LOOK)) }
                ul { @for flag in &flags { li { (explained(&portal, &frame, &summary.form, flag)) } } }
            }
        }
        @if caller.role().has_inbox() { p class="hint" { (frame.say(PART)) } }
        (embed(&summary.form, frame.locale.tag(), &format!("/api/submissions/{}/config", summary.id)))
        @if !files.is_empty() {
            section aria-labelledby="files" {
                h2 id="files" { (frame.say(FILES)) }
                ul { @for (place, file) in files.iter().enumerate() { li { (link(&frame, &summary.id, place + 1, file)) } } }
            }
        }
    };
    Ok(layout::page(&frame, &title, Script::None, &content))
}

fn explained(portal: &Shared, frame: &Frame, form: &str, flag: &Flag) -> Markup {
    let explanation = match flag.kind {
        FlagKind::Differs => DIFFERS,
        FlagKind::AddressRemoved => ADDRESS_REMOVED,
    };
    html! { strong { (portal.catalog.label(form, &flag.item, frame.locale)) } " " (frame.say(explanation)) }
}

/// A file by its number, in the order in which the form shows them with their names.
fn link(frame: &Frame, submission: &str, number: usize, file: &Attachment) -> Markup {
    let kilobytes = file.bytes.div_ceil(1000);
    html! {
        a href={ "/submissions/" (submission) "/files/" (file.sha256) } download {
            (frame.say(FILE)) " " (number) " (" (file.media_type) ", " (kilobytes) " kB)"
        }
    }
}

/// Downloads a file of a sent form, when the answer that names it is for the caller's audience.
pub async fn download(
    State(portal): State<Shared>,
    caller: Caller,
    Path((id, sha256)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let stored = portal.store.submission(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let named = embedding::attachments(&portal, &caller, &stored)?
        .into_iter()
        .find(|file| file.sha256 == sha256)
        .ok_or(Failure::NotFound)?;
    let file = portal.store.attachment(&caller, &id, &sha256).await?.ok_or(Failure::NotFound)?;
    portal.store.record(&caller, Action::Download, &id, &stored.summary.subject_id).await?;
    let name = file_name(&named.name, &named.media_type, &file.media_type);
    let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    Ok((headers, file.content.into_inner()).into_response())
}
