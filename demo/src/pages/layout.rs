//! The frame of every page: head, header with navigation, language menu, footer.

use crate::guest::Guest;
use crate::language::{Locale, Text, text};
use crate::pages::session::{self, LEAVE, LOG_OUT};
use crate::person::{Caller, PersonRole};
use crate::web::frame::Frame;
use axum::response::Html;
use maud::{DOCTYPE, Markup, html};

const SCHOOL: Text =
    text("Keskirannan ammattiopisto", "Keskirannan ammattiopisto", "Keskiranta Vocational College");
const SKIP: Text = text("Siirry sisältöön", "Gå till innehållet", "Skip to content");
const MAIN_MENU: Text = text("Päävalikko", "Huvudmeny", "Main menu");
const LANGUAGE: Text = text("Kieli", "Språk", "Language");
const FORMS: Text = text("Omat lomakkeet", "Mina formulär", "My forms");
const CHILD_FORMS: Text = text("Huollettavan lomakkeet", "Mitt barns formulär", "My child’s forms");
const INBOX: Text = text("Saapuneet", "Inkomna", "Inbox");
const TO_FILL: Text = text("Täytettävät", "Att fylla i", "To fill in");
const VIEWS: Text = text("Kuka on katsonut", "Vem har läst", "Who has looked");
const AUDIT: Text = text("Tapahtumat", "Händelser", "Audit list");
const STUDENTS: Text = text("Opiskelijat", "Studerande", "Students");
const SYSTEM: Text = text("Järjestelmä", "System", "System");
const FOOTER: Text = text(
    "Esittelyportaali. Oppilaitos, ihmiset ja henkilötunnukset ovat keksittyjä.",
    "Demonstrationsportal. Läroanstalten, personerna och personbeteckningarna är påhittade.",
    "Demonstration portal. The college, the people and the identity codes are invented.",
);
const GALLERY: Text = text("Kehittäjille", "För utvecklare", "For developers");

/// Scripts that a page needs, besides the portal's own for those who are logged in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// None.
    None,
    /// The gallery's.
    Gallery,
}

/// A whole page.
pub fn page(frame: &Frame, title: &str, script: Script, content: &Markup) -> Html<String> {
    let document = html! {
        (DOCTYPE)
        html lang=(frame.locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – " (frame.say(SCHOOL)) }
                link rel="icon" type="image/svg+xml" href="/portal/icon.svg";
                link rel="stylesheet" href="/portal/portal.css";
                @if frame.caller.is_some() || frame.guest.is_some() { script type="module" src="/portal/portal.js" {} }
                @if script == Script::Gallery { script type="module" src="/portal/gallery.js" {} }
            }
            body {
                a class="skip" href="#content" { (frame.say(SKIP)) }
                (header(frame))
                main id="content" tabindex="-1" { (content) }
                footer class="foot" {
                    p { (frame.say(FOOTER)) }
                    p { a href="/gallery" { (frame.say(GALLERY)) } }
                }
                @if let Some(caller) = &frame.caller { (session::warning(frame, caller)) }
                @if let Some(guest) = &frame.guest { (session::warning_of_guest(frame, guest)) }
            }
        }
    };
    Html(document.into_string())
}

fn header(frame: &Frame) -> Markup {
    html! {
        header class="top" {
            div class="top-row" {
                @if frame.path.starts_with("/workplace") { span class="school" { (frame.say(SCHOOL)) } }
                @else { a class="school" href="/" { (frame.say(SCHOOL)) } }
                @if let Some(caller) = &frame.caller { (account(frame, caller)) }
                @if let Some(guest) = &frame.guest { (account_of_guest(frame, guest)) }
                (languages(frame))
            }
            @if let Some(caller) = &frame.caller {
                nav class="menu" aria-label=(frame.say(MAIN_MENU)) {
                    ul {
                        @for (path, name) in destinations(caller.role()) {
                            li { (destination(frame, path, *name)) }
                        }
                    }
                }
            }
        }
    }
}

fn destinations(role: PersonRole) -> &'static [(&'static str, Text)] {
    match role {
        PersonRole::Student => &[("/", FORMS), ("/views", VIEWS)],
        PersonRole::Guardian => &[("/", CHILD_FORMS), ("/views", VIEWS)],
        PersonRole::Teacher | PersonRole::Counsellor => {
            &[("/inbox", INBOX), ("/students", STUDENTS), ("/to-fill", TO_FILL)]
        }
        PersonRole::Office => &[("/inbox", INBOX), ("/audit", AUDIT)],
        PersonRole::It => &[("/system", SYSTEM), ("/audit", AUDIT)],
    }
}

fn destination(frame: &Frame, path: &str, name: Text) -> Markup {
    let here = frame.path.split('?').next() == Some(path);
    html! { a href=(path) aria-current=[here.then_some("page")] { (frame.say(name)) } }
}

fn account(frame: &Frame, caller: &Caller) -> Markup {
    html! {
        form class="account" method="post" action="/logout" {
            span class="who" { (caller.name()) span class="role" { ", " (frame.say(caller.role().name())) } }
            button class="quiet" { (frame.say(LOG_OUT)) }
        }
    }
}

fn account_of_guest(frame: &Frame, guest: &Guest) -> Markup {
    html! {
        form class="account" method="post" action={ (guest.page()) "/leave" } {
            span class="who" { (guest.name) span class="role" { ", " (guest.workplace) } }
            button class="quiet" { (frame.say(LEAVE)) }
        }
    }
}

fn languages(frame: &Frame) -> Markup {
    html! {
        form class="languages" method="post" action="/language" aria-label=(frame.say(LANGUAGE)) {
            input type="hidden" name="back" value=(frame.path);
            @for locale in Locale::ALL {
                button class="quiet" name="locale" value=(locale.tag()) lang=(locale.tag())
                    aria-current=[(locale == frame.locale).then_some("true")] { (locale.name()) }
            }
        }
    }
}
