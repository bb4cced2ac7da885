//! A new link: the page that shows it, the only one that ever does, and the message that it is sent with.

use super::page::Asks;
use super::texts::{
    ASKED, BACK, COPIED, COPY, COPY_MESSAGE, FORM, GREETING, MESSAGE, MESSAGE_ASKS, MESSAGE_END,
    MESSAGE_LINK, MESSAGE_THANKS, NEW_LINK, NOT_COPIED, ONCE, SEND_HINT, STUDENT, VALID_UNTIL,
};
use crate::clock;
use crate::pages::layout::{self, Script};
use crate::pages::login::moment;
use crate::portal::Shared;
use crate::secret::Secret;
use crate::store::invitations::NewInvitation;
use crate::web::frame::{Frame, LINK};
use axum::http::{HeaderMap, header};
use axum::response::Html;
use maud::html;

impl Asks<'_> {
    /// What can be sent along with the link. Of the student it tells what the link tells.
    fn message(&self, new: &NewInvitation<'_>, expires_at: i64, address: &Secret<String>) -> Secret<String> {
        let Self { portal, frame, caller, student } = self;
        Secret::new(format!(
            "{} {}!\n\n{} {}. {}\n{}\n\n{} {}.\n\n{}\n{}",
            frame.say(GREETING),
            new.person_name,
            frame.say(MESSAGE_ASKS),
            student.preferred_name,
            frame.say(MESSAGE_LINK),
            address.expose(),
            frame.say(MESSAGE_END),
            day(portal, frame, expires_at),
            frame.say(MESSAGE_THANKS),
            caller.name(),
        ))
    }

    /// The page that shows a new link.
    pub(super) fn shown_once(
        &self,
        new: &NewInvitation<'_>,
        expires_at: i64,
        address: &Secret<String>,
    ) -> Html<String> {
        let Self { portal, frame, student, .. } = self;
        let content = html! {
            p class="back" { a href={ "/students/" (student.id) "/requests" } { (frame.say(BACK)) } }
            h1 { (frame.say(NEW_LINK)) }
            dl class="facts" {
                dt { (frame.say(STUDENT)) } dd { (student.preferred_name) }
                dt { (frame.say(ASKED)) } dd { (new.person_name) ", " (new.workplace) }
                dt { (frame.say(FORM)) } dd { (portal.catalog.title(new.form, frame.locale)) }
                dt { (frame.say(VALID_UNTIL)) } dd { (moment(portal, frame, expires_at)) }
            }
            div class="card" {
                p { strong { (frame.say(ONCE)) } }
                p class="field" {
                    label for="link" { (frame.say(NEW_LINK)) }
                    input id="link" readonly value=(address.expose()) autocomplete="off" spellcheck="false";
                }
                p class="field" {
                    label for="message" { (frame.say(MESSAGE)) }
                    textarea id="message" readonly rows="12" { (self.message(new, expires_at, address).expose()) }
                }
                p class="choices" {
                    @for (what, name) in [("link", COPY), ("message", COPY_MESSAGE)] {
                        button type="button" data-copy=(what) data-copied=(frame.say(COPIED))
                            data-failed=(frame.say(NOT_COPIED)) { (frame.say(name)) }
                    }
                    span id="copied" role="status" {}
                }
                p class="hint" { (frame.say(SEND_HINT)) }
            }
        };
        layout::page(frame, frame.say(NEW_LINK), Script::None, &content)
    }
}

/// The address of a link, as it is sent to a workplace.
pub(super) fn address(portal: &Shared, headers: &HeaderMap, token: &Secret<String>) -> Secret<String> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let home = match &portal.options.public_address {
        Some(address) => address.trim_end_matches('/').to_owned(),
        None => format!("http://{host}"),
    };
    Secret::new(format!("{home}{LINK}{}", token.expose()))
}

/// The day of a time, as the reader writes it.
pub(super) fn day(portal: &Shared, frame: &Frame, at: i64) -> String {
    clock::day(&portal.clock.day_of(at).to_string(), frame.language())
}
