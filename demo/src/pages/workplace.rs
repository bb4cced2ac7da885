//! What somebody at a workplace sees: one form about one student, and later their own answers.

use crate::clock;
use crate::guest::Guest;
use crate::language::{Text, text};
use crate::pages::assignment::{Holder, embed};
use crate::pages::layout::{self, Script};
use crate::pages::login::moment;
use crate::portal::Shared;
use crate::receive::configs;
use crate::web::client::ClientAddress;
use crate::web::cookies;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use maud::{Markup, html};

const TITLE: Text = text("Arvio opiskelijasta:", "Bedömning av den studerande:", "Rating of the student:");
const NOTICE: Text =
    text("Mitä vastauksillesi tapahtuu", "Vad som händer med dina svar", "What happens with your answers");
const ASKED_BY: Text = text("Arviota pyytää:", "Bedömningen begärs av:", "The rating is asked for by:");
const READERS: Text = text(
    "Arvion näkevät opiskelijaa tukevat työntekijät. Opiskelija näkee sen vasta, kun se on käyty läpi hänen kanssaan.",
    "De anställda som stöder den studerande ser bedömningen. Den studerande ser den först när den har gåtts igenom tillsammans.",
    "The staff who support the student see the rating. The student sees it only after it has been talked through with them.",
);
const PURPOSE: Text = text(
    "Vastaukset ovat ohjauskeskustelua varten. Ne eivät ole arvosana eivätkä päätös.",
    "Svaren är till för handledningssamtalet. De är inget vitsord och inget beslut.",
    "The answers are for a guidance talk. They are neither a grade nor a decision.",
);
const NAME_KEPT: Text = text(
    "Nimesi ja työpaikkasi tallennetaan arvion mukana. Opiskelijalla on oikeus tietää, kuka hänestä on antanut tietoja.",
    "Ditt namn och din arbetsplats sparas med bedömningen. Den studerande har rätt att veta vem som har lämnat uppgifter.",
    "Your name and workplace are kept with the rating. The student has the right to know who has given information.",
);
const NOT_SEEN: Text = text(
    "Sinulle ei näytetä opiskelijan omia vastauksia eikä muiden arvioita.",
    "Du får inte se den studerandes egna svar eller andras bedömningar.",
    "You are not shown the student’s own answers, nor the ratings of others.",
);
const ONCE: Text = text(
    "Voit lähettää arvion kerran. Sen jälkeen näet omat vastauksesi samasta linkistä, kunnes linkki vanhenee:",
    "Du kan skicka bedömningen en gång. Därefter ser du dina egna svar via samma länk tills den går ut:",
    "You can send the rating once. After that you see your own answers by the same link, until it ends:",
);
const THANKS: Text = text(
    "Kiitos, arvio on lähetetty",
    "Tack, bedömningen har skickats",
    "Thank you, the rating has been sent",
);
const HELPED: Text = text(
    "Arviosi auttaa opiskelijaa eteenpäin. Se on tallessa, ja opiskelijaa tukevat työntekijät lukevat sen. Sinun ei tarvitse tehdä muuta.",
    "Din bedömning hjälper den studerande vidare. Den är sparad, och de anställda som stöder den studerande läser den. Du behöver inte göra något mer.",
    "Your rating helps the student forward. It has been kept, and the staff who support the student read it. There is nothing more for you to do.",
);
const ABOUT: Text = text("Opiskelija", "Studerande", "Student");
const REFERENCE: Text = text("Tunnus", "Referens", "Reference");
const RECEIVED: Text = text("Vastaanotettu", "Mottaget", "Received");
const VISIBLE_UNTIL: Text = text("Näet vastauksesi", "Du ser dina svar till", "You see your answers until");
const OWN: Text = text("Omat vastauksesi", "Dina egna svar", "Your own answers");
const CHANGE: Text = text(
    "Jos jokin on väärin, kerro siitä pyytäjälle. Hän voi lähettää uuden linkin.",
    "Om något är fel, berätta det för den som begärde bedömningen. Hen kan skicka en ny länk.",
    "If something is wrong, tell whoever asked you. They can send a new link.",
);
const SESSION_ENDED: Text = text(
    "Istuntosi on päättynyt, eikä luonnosta enää tallenneta. Avaa linkki uudestaan toisessa välilehdessä ja jatka sitten tässä.",
    "Din session har avslutats och utkastet sparas inte längre. Öppna länken på nytt i en annan flik och fortsätt sedan här.",
    "Your session has ended and the draft is no longer saved. Open the link once more in another tab, then go on here.",
);

/// Exchanges a link for a session, and leads on to an address without the token: it stays neither in the window nor in
/// what the browser tells other sites. A link that does not open leads there too, without a session.
pub async fn open(
    State(portal): State<Shared>,
    ClientAddress(address): ClientAddress,
    jar: CookieJar,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let options = &portal.options;
    if let Some(opened) = portal.link_key.open(&token, clock::now()) {
        let invitation = &opened.invitation;
        if let Some(old) = cookies::guest_token(&jar, options, invitation) {
            portal.store.end_guest_session(&crate::secret::sha256(old.expose().as_bytes())).await?;
        }
        if let Some(session) = portal.store.start_guest_session(&opened).await? {
            let cookie = cookies::guest_cookie(session, options, invitation);
            let jar = cookies::without_surplus(jar, options).add(cookie);
            return Ok((jar, Redirect::to(&format!("/workplace/{invitation}"))).into_response());
        }
    }
    tracing::warn!("a link did not open");
    // Only what fails is counted, so that nobody can lock a link that is right.
    if let Err(wait) = portal.links.failed(address) {
        return Err(Failure::Throttled(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).max(1)));
    }
    Ok(Redirect::to("/workplace").into_response())
}

/// Where a link leads that does not open. The guard says so.
pub async fn none(_: Guest) -> Failure {
    Failure::NoLink
}

/// The form, or what was sent.
pub async fn show(State(portal): State<Shared>, frame: Frame, guest: Guest) -> Result<Response, Failure> {
    if guest.is_answered() {
        return Ok(answered(&portal, &frame, &guest).await?.into_response());
    }
    let is_readable =
        guest.draft_revision == 0 || configs::with_guest_draft(&portal, &guest, &frame).await?.1;
    let title = portal.catalog.title(guest.form(), frame.locale);
    let holder = Holder {
        url: &guest.data("draft"),
        revision: guest.draft_revision,
        logged_out: SESSION_ENDED,
        is_readable,
    };
    let content = html! {
        h1 { (frame.say(TITLE)) " " (guest.subject_name()) }
        section class="card notice" aria-labelledby="notice" {
            h2 id="notice" { (frame.say(NOTICE)) }
            p { (frame.say(ASKED_BY)) " " (guest.inviter) "." }
            ul {
                li { (frame.say(PURPOSE)) }
                li { (frame.say(READERS)) }
                li { (frame.say(NAME_KEPT)) }
                li { (frame.say(NOT_SEEN)) }
                li { (frame.say(ONCE)) " " (moment(&portal, &frame, guest.expires_at)) "." }
            }
        }
        (holder.around(&frame, &embed(guest.form(), frame.locale.tag(), &guest.data("config"))))
    };
    Ok(layout::page(&frame, &title, Script::None, &content).into_response())
}

async fn answered(
    portal: &Shared,
    frame: &Frame,
    guest: &Guest,
) -> Result<axum::response::Html<String>, Failure> {
    let (reference, received_at) = portal.store.receipt_of_guest(guest).await?.ok_or(Failure::NotFound)?;
    let content = html! {
        h1 { (frame.say(THANKS)) }
        p { (frame.say(HELPED)) }
        dl class="facts" {
            dt { (frame.say(ABOUT)) } dd { (guest.subject_name()) }
            dt { (frame.say(RECEIVED)) } dd { (moment(portal, frame, received_at)) }
            dt { (frame.say(REFERENCE)) } dd { (reference) }
            dt { (frame.say(VISIBLE_UNTIL)) } dd { (moment(portal, frame, guest.expires_at)) }
        }
        p { (frame.say(CHANGE)) }
        (own(portal, frame, guest))
    };
    Ok(layout::page(frame, frame.say(THANKS), Script::None, &content))
}

/// Their own answers, where the rules of the results let an author read them again.
fn own(portal: &Shared, frame: &Frame, guest: &Guest) -> Markup {
    let results = portal.catalog.form(guest.form()).and_then(|hosted| hosted.results.as_ref());
    let is_read =
        results.is_some_and(|found| found.definition.voices.iter().any(|voice| voice.read_by_author));
    html! {
        @if is_read {
            section aria-labelledby="own" {
                h2 id="own" { (frame.say(OWN)) }
                (embed(guest.form(), frame.locale.tag(), &guest.data("submission/config")))
            }
        }
    }
}

/// Ends the session.
pub async fn leave(State(portal): State<Shared>, guest: Guest, jar: CookieJar) -> Result<Response, Failure> {
    portal.store.end_guest_session(&guest.session).await?;
    let cookie = cookies::ended_guest_cookie(&portal.options, guest.id());
    Ok((jar.add(cookie), Redirect::to("/workplace/left")).into_response())
}

const LEFT: Text = text("Olet poistunut", "Du har lämnat sidan", "You have left");
const LEFT_HINT: Text = text(
    "Voit palata saamastasi linkistä, kunnes se vanhenee. Luonnos on tallessa siihen asti.",
    "Du kan komma tillbaka via länken som du fick, tills den går ut. Utkastet finns kvar till dess.",
    "You can come back by the link that you were given, until it ends. A draft is kept until then.",
);

/// Where leaving leads.
pub async fn left(frame: Frame) -> Response {
    let content = html! {
        h1 { (frame.say(LEFT)) }
        p { (frame.say(LEFT_HINT)) }
    };
    layout::page(&frame, frame.say(LEFT), Script::None, &content).into_response()
}

/// Answers that the session goes on.
pub async fn keep_alive(_: Guest) -> StatusCode {
    StatusCode::NO_CONTENT
}
