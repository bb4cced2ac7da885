//! The page on which a form is filled in. What a school adds to its own page are the two lines of [`embed`].

use crate::language::{Text, text};
use crate::pages::layout::{self, Script};
use crate::person::{Caller, PersonRole};
use crate::portal::Shared;
use crate::store::assignments::Assignment;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use maud::{Markup, html};

const BACK: Text = text("Takaisin lomakkeisiin", "Tillbaka till formulären", "Back to the forms");
const ABOUT: Text = text("Lomake koskee:", "Formuläret gäller:", "This form is about:");
const NO_SCRIPT: Text = text(
    "Lomake tarvitsee JavaScriptin. Jos et voi käyttää sitä, soita opintotoimistoon: 040 000 0001.",
    "Formuläret behöver JavaScript. Om du inte kan använda det, ring studiekansliet: 040 000 0001.",
    "The form needs JavaScript. If you cannot use it, call the study office: 040 000 0001.",
);
const SAVED: Text = text("Luonnos tallennettu", "Utkastet har sparats", "Draft saved");
const UNSAVED: Text = text(
    "Luonnosta ei voitu tallentaa. Yritämme uudelleen.",
    "Utkastet kunde inte sparas. Vi försöker igen.",
    "The draft could not be saved. We are trying again.",
);
const OUTDATED: Text = text(
    "Lomaketta on muutettu toisessa ikkunassa. Lataa sivu uudelleen, niin näet uusimmat tiedot. Tämän ikkunan muutoksia ei enää tallenneta.",
    "Formuläret har ändrats i ett annat fönster. Ladda om sidan för att se det senaste. Ändringar i det här fönstret sparas inte längre.",
    "The form has been changed in another window. Reload the page to see the latest. Changes in this window are no longer saved.",
);
const LOGGED_OUT: Text = text(
    "Istuntosi on päättynyt, eikä luonnosta enää tallenneta. Kirjaudu sisään toisessa välilehdessä ja jatka sitten tässä.",
    "Din session har avslutats och utkastet sparas inte längre. Logga in i en annan flik och fortsätt sedan här.",
    "Your session has ended and the draft is no longer saved. Log in in another tab, then go on here.",
);

/// The page on which a form is filled in.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let assignment = portal.store.assignment(&caller, &id).await?.ok_or(Failure::NotFound)?;
    if !assignment.is_for(&caller) {
        return Err(Failure::Forbidden);
    }
    if !assignment.is_open() {
        return Ok(Redirect::to(&format!("/submissions/{}", assignment.submission_id)).into_response());
    }
    Ok(page(&portal, &frame, &caller, &assignment).into_response())
}

fn page(portal: &Shared, frame: &Frame, caller: &Caller, assignment: &Assignment) -> Html<String> {
    let title = portal.catalog.title(&assignment.form, frame.locale);
    let back = if caller.role() == PersonRole::Counsellor { "/to-fill" } else { "/" };
    let content = html! {
        p class="back" { a href=(back) { (frame.say(BACK)) } }
        @if caller.role() != PersonRole::Student {
            p { (frame.say(ABOUT)) " " strong { (assignment.subject_name) } }
        }
        div id="draft" data-url={ "/api/assignments/" (assignment.id) "/draft" }
            data-revision=(assignment.draft_revision) data-saved=(frame.say(SAVED))
            data-unsaved=(frame.say(UNSAVED)) data-outdated=(frame.say(OUTDATED))
            data-logged-out=(frame.say(LOGGED_OUT)) {
            (embed(&assignment.form, frame.locale.tag(), &format!("/api/assignments/{}/config", assignment.id)))
            p id="draft-state" class="draft-state" role="status" {}
        }
        noscript { p class="error" { (frame.say(NO_SCRIPT)) } }
    };
    layout::page(frame, &title, Script::Portal, &content)
}

/// The two lines that a page needs to hold a form.
pub fn embed(form: &str, locale: &str, config: &str) -> Markup {
    html! {
        script type="module" src="/guidance-forms/guidance-forms.js" {}
        guidance-form form=(form) locale=(locale) config=(config) {}
    }
}
