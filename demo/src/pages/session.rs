//! The end of an idle session: a warning before it, and the address that puts it off.

use crate::guest::Guest;
use crate::language::{Text, text};
use crate::person::Caller;
use crate::store::sessions::shortest_idle;
use crate::web::frame::Frame;
use axum::http::StatusCode;
use maud::{Markup, html};

const TITLE: Text = text("Haluatko jatkaa?", "Vill du fortsätta?", "Do you want to go on?");
const WARNING: Text = text(
    "Et ole tehnyt mitään vähään aikaan. Sinut kirjataan ulos kello {time}. Paina Jatka, jos haluat jatkaa.",
    "Du har inte gjort något på en stund. Du loggas ut klockan {time}. Tryck på Fortsätt om du vill fortsätta.",
    "You have not done anything for a while. You will be logged out at {time}. Press Continue to go on.",
);
const CONTINUE: Text = text("Jatka", "Fortsätt", "Continue");
const FAILED: Text = text(
    "Yhteys ei toiminut. Sinut kirjataan ulos kello {time}. Yritä uudelleen: paina Jatka.",
    "Förbindelsen fungerade inte. Du loggas ut klockan {time}. Försök igen: tryck på Fortsätt.",
    "The connection did not work. You will be logged out at {time}. Try again: press Continue.",
);
const ENDED_TITLE: Text =
    text("Istuntosi on päättynyt", "Din session har avslutats", "Your session has ended");
const ENDED: Text = text(
    "Kirjaudu sisään toisessa välilehdessä ja jatka sitten tässä.",
    "Logga in i en annan flik och fortsätt sedan här.",
    "Log in in another tab, then go on here.",
);
const LOG_IN: Text = text("Kirjaudu sisään (uusi välilehti)", "Logga in (ny flik)", "Log in (new tab)");
const LINK_AGAIN: Text = text(
    "Avaa saamasi linkki toisessa välilehdessä ja jatka sitten tässä.",
    "Öppna länken som du har fått i en annan flik och fortsätt sedan här.",
    "Open the link that you were given in another tab, then go on here.",
);
pub(crate) const LEAVE: Text = text("Poistu", "Lämna sidan", "Leave");
pub(crate) const LOG_OUT: Text = text("Kirjaudu ulos", "Logga ut", "Log out");

/// Answers that the session goes on. The guard has written down by then that it is in use.
pub async fn keep_alive(_: Caller) -> StatusCode {
    StatusCode::NO_CONTENT
}

/// The warning, which the portal's script shows in time and in every window of the person.
pub(crate) fn warning(frame: &Frame, caller: &Caller) -> Markup {
    let log_in = html! { a id="session-log-in" href="/login" target="_blank" hidden { (frame.say(LOG_IN)) } };
    dialog(frame, "/api/session", caller.id(), ("/logout", LOG_OUT), ENDED, &log_in)
}

/// The warning for somebody at a workplace, who has no log-in but the link.
pub(crate) fn warning_of_guest(frame: &Frame, guest: &Guest) -> Markup {
    let none = html! { span id="session-log-in" hidden {} };
    let leave = format!("{}/leave", guest.page());
    dialog(frame, &guest.data("session"), guest.id(), (&leave, LEAVE), LINK_AGAIN, &none)
}

fn dialog(
    frame: &Frame,
    url: &str,
    person: &str,
    (leave, leave_text): (&str, Text),
    ended: Text,
    log_in: &Markup,
) -> Markup {
    html! {
        dialog id="session" class="card" role="alertdialog" aria-labelledby="session-title"
            aria-describedby="session-text" data-idle=(shortest_idle(frame.idle).as_millis())
            data-url=(url) data-person=(person) data-title=(frame.say(TITLE))
            data-warning=(frame.say(WARNING)) data-failed=(frame.say(FAILED))
            data-ended-title=(frame.say(ENDED_TITLE)) data-ended=(frame.say(ended)) {
            h2 id="session-title" { (frame.say(TITLE)) }
            p id="session-text" {}
            div class="choices" {
                button id="session-continue" type="button" autofocus { (frame.say(CONTINUE)) }
                form id="session-leave" method="post" action=(leave) {
                    button class="quiet" { (frame.say(leave_text)) }
                }
                (log_in)
            }
        }
    }
}
