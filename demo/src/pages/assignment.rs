//! The page on which a form is filled in. What a school adds to its own page are the two lines of [`embed`].

use crate::language::{Text, text};
use crate::pages::layout::{self, Script};
use crate::person::{Caller, PersonRole};
use crate::portal::Shared;
use crate::receive::configs;
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
const SENT: Text = text("Lähetetty", "Skickat", "Sent");
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
const LEAVE: Text = text(
    "Viimeisiä vastauksiasi ei ole tallennettu. Kirjaudutaanko silti ulos?",
    "Dina senaste svar är inte sparade. Vill du logga ut ändå?",
    "Your last answers are not saved. Log out anyway?",
);
const NO_DRAFT: Text = text(
    "Tallennettua luonnosta ei voi avata. Voit täyttää lomakkeen alusta; uusi luonnos tulee vanhan tilalle.",
    "Det sparade utkastet kan inte öppnas. Du kan fylla i formuläret från början; det nya utkastet ersätter det gamla.",
    "The saved draft cannot be opened. You can fill in the form from the beginning; the new draft replaces the old one.",
);
const WITHDRAWN: Text = text(
    "Pyyntö on peruttu. Lomaketta ei tarvitse täyttää.",
    "Begäran har tagits tillbaka. Du behöver inte fylla i formuläret.",
    "The request has been taken back. You need not fill in the form.",
);
const RESTART: Text = text("Aloita alusta", "Börja om", "Start over");
const RESTART_HINT: Text = text(
    "Luonnos poistetaan, eikä sitä saa takaisin.",
    "Utkastet raderas och kan inte fås tillbaka.",
    "The draft is deleted and cannot be brought back.",
);
const RESTART_NOW: Text = text(
    "Poista luonnos ja aloita alusta",
    "Radera utkastet och börja om",
    "Delete the draft and start over",
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
    if assignment.is_withdrawn() {
        let back = if caller.role().has_forms() { "/" } else { "/to-fill" };
        let content = html! {
            p class="back" { a href=(back) { (frame.say(BACK)) } }
            h1 { (portal.catalog.title(&assignment.form, frame.locale)) }
            p { (frame.say(WITHDRAWN)) }
        };
        return Ok(layout::page(&frame, frame.say(WITHDRAWN), Script::None, &content).into_response());
    }
    if !assignment.is_open() {
        return Ok(Redirect::to(&format!("/submissions/{}", assignment.submission_id)).into_response());
    }
    let has_draft = assignment.draft_revision > 0;
    let is_readable = !has_draft || configs::with_draft(&portal, &caller, &assignment, &frame).await?.1;
    Ok(page(&portal, &frame, &caller, &assignment, is_readable).into_response())
}

/// Deletes the caller's draft, so that the form begins anew.
pub async fn restart(
    State(portal): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let assignment = portal.store.assignment(&caller, &id).await?.ok_or(Failure::NotFound)?;
    if !assignment.is_for(&caller) {
        return Err(Failure::Forbidden);
    }
    portal.store.delete_draft(&caller, &id).await?;
    Ok(Redirect::to(&format!("/forms/{}", assignment.id)))
}

fn page(
    portal: &Shared,
    frame: &Frame,
    caller: &Caller,
    assignment: &Assignment,
    is_readable: bool,
) -> Html<String> {
    let title = portal.catalog.title(&assignment.form, frame.locale);
    let back = if caller.role().has_forms() { "/" } else { "/to-fill" };
    let config = format!("/api/assignments/{}/config", assignment.id);
    let holder = Holder {
        url: &format!("/api/assignments/{}/draft", assignment.id),
        revision: assignment.draft_revision,
        logged_out: LOGGED_OUT,
        is_readable,
    };
    let content = html! {
        p class="back" { a href=(back) { (frame.say(BACK)) } }
        @if caller.role() != PersonRole::Student {
            p { (frame.say(ABOUT)) " " strong { (assignment.subject_name) } }
        }
        (holder.around(frame, &embed(&assignment.form, frame.locale.tag(), &config)))
        @if assignment.draft_revision > 0 {
            details class="restart" {
                summary { (frame.say(RESTART)) }
                p { (frame.say(RESTART_HINT)) }
                form method="post" action={ "/forms/" (assignment.id) "/restart" } {
                    button { (frame.say(RESTART_NOW)) }
                }
            }
        }
    };
    layout::page(frame, &title, Script::None, &content)
}

/// The element that the portal's script keeps drafts from, with the form in it.
pub struct Holder<'a> {
    /// Where drafts are sent.
    pub url: &'a str,
    /// Revision of the draft that the form opens with.
    pub revision: i64,
    /// What is said when the session has ended.
    pub logged_out: Text,
    /// Whether the stored draft can be opened.
    pub is_readable: bool,
}

impl Holder<'_> {
    /// The element around a form.
    pub fn around(&self, frame: &Frame, form: &Markup) -> Markup {
        html! {
            @if !self.is_readable { p class="error" role="alert" { (frame.say(NO_DRAFT)) } }
            div id="draft" data-url=(self.url) data-revision=(self.revision) data-saved=(frame.say(SAVED))
                data-unsaved=(frame.say(UNSAVED)) data-outdated=(frame.say(OUTDATED))
                data-logged-out=(frame.say(self.logged_out)) data-sent=(frame.say(SENT))
                data-leave=(frame.say(LEAVE)) {
                (form)
                p id="draft-state" class="draft-state" {}
                p id="draft-news" class="unseen" role="status" {}
            }
            noscript { p class="error" { (frame.say(NO_SCRIPT)) } }
        }
    }
}

/// The two lines that a page needs to hold a form.
pub fn embed(form: &str, locale: &str, config: &str) -> Markup {
    html! {
        script type="module" src="/guidance-forms/guidance-forms.js" {}
        guidance-form form=(form) locale=(locale) config=(config) {}
    }
}
