//! The results of a form for the student whom they are about.

use crate::language::{Text, text};
use crate::pages::layout::{self, Script};
use crate::person::Caller;
use crate::portal::Shared;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::extract::{Path, State};
use axum::response::Html;
use maud::{Markup, html};

pub(crate) const RESULTS: Text = text("Tulokset", "Resultat", "Results");
pub(crate) const NO_SCRIPT: Text = text(
    "Tulosten näyttäminen vaatii JavaScriptin.",
    "Resultaten kräver JavaScript för att visas.",
    "The results need JavaScript.",
);
const BACK: Text = text("Takaisin lomakkeisiin", "Tillbaka till formulären", "Back to the forms");
const NOTHING: Text = text(
    "Tuloksia ei vielä ole. Ne näkyvät tässä, kun olet lähettänyt lomakkeen.",
    "Det finns inga resultat ännu. De visas här när du har skickat formuläret.",
    "There are no results yet. You will see them here when you have sent the form.",
);
const TALK: Text = text("Keskustelu", "Samtalet", "The talk");
const TALK_HINT: Text = text(
    "Käy tulokset läpi opettajan tai opinto-ohjaajan kanssa. Keskustelusta voidaan kirjoittaa muistiinpano. Sinulla on oikeus nähdä se: pyydä sitä kirjoittajalta tai opintotoimistosta.",
    "Gå igenom resultaten med en lärare eller studiehandledaren. Det kan skrivas en anteckning om samtalet. Du har rätt att se den: be den som skrev eller studiekansliet om det.",
    "Go through the results with a teacher or the guidance counsellor. A note may be written of the talk. You have the right to see it: ask whoever wrote it, or the study office.",
);
const VIEWS: Text = text(
    "Katso, kuka on lukenut tietojasi",
    "Se vem som har läst dina uppgifter",
    "See who has read your data",
);

/// The results of a form. No answer is on the page itself: its config hands them out, and writes that down.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(form): Path<String>,
) -> Result<Html<String>, Failure> {
    portal.catalog.form(&form).and_then(|hosted| hosted.results.as_ref()).ok_or(Failure::NotFound)?;
    let has_some = portal.store.forms_about(&caller, caller.id()).await?.contains(&form);
    let title = format!("{}: {}", frame.say(RESULTS), portal.catalog.title(&form, frame.locale));
    let content = html! {
        p class="back" { a href="/" { (frame.say(BACK)) } }
        h1 { (title) }
        @if has_some {
            (embed_results(&frame, &form, &format!("/api/results/{form}/config")))
            section class="talk" aria-labelledby="talk" {
                h2 id="talk" { (frame.say(TALK)) }
                p { (frame.say(TALK_HINT)) }
                p { a href="/views" { (frame.say(VIEWS)) } }
            }
        } @else {
            p class="nothing" { (frame.say(NOTHING)) }
        }
    };
    Ok(layout::page(&frame, &title, Script::None, &content))
}

/// The two lines that a page needs to hold results.
pub fn embed(form: &str, locale: &str, config: &str) -> Markup {
    html! {
        script type="module" src="/guidance-forms/guidance-results.js" {}
        guidance-results form=(form) locale=(locale) config=(config) {}
    }
}

/// Results in a page of the portal, with what is told where scripts do not run.
pub fn embed_results(frame: &Frame, form: &str, config: &str) -> Markup {
    html! {
        (embed(form, frame.locale.tag(), config))
        noscript { p class="error" { (frame.say(NO_SCRIPT)) } }
    }
}
