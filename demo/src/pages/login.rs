//! Logging in and out, and the choice of language.

use crate::clock;
use crate::language::{Locale, Text, text};
use crate::pages::layout::{self, Script};
use crate::password;
use crate::person::{Caller, PersonRole};
use crate::portal::Shared;
use crate::secret::Secret;
use crate::store::audit::Action;
use crate::store::people::{DemoPerson, LoginEntry};
use crate::web::client::ClientAddress;
use crate::web::cookies;
use crate::web::failure::Failure;
use crate::web::frame::{Frame, own_path};
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use maud::{Markup, html};
use serde::Deserialize;

const TITLE: Text = text("Kirjaudu sisään", "Logga in", "Log in");
const NAME: Text = text("Käyttäjätunnus", "Användarnamn", "User name");
const PASSWORD: Text = text("Salasana", "Lösenord", "Password");
const WRONG: Text = text(
    "Käyttäjätunnus tai salasana on väärin.",
    "Fel användarnamn eller lösenord.",
    "The user name or password is wrong.",
);
pub(crate) const THROTTLED: Text = text(
    "Kirjautuminen on epäonnistunut monta kertaa. Odota 15 minuuttia ja yritä uudestaan.",
    "Inloggningen har misslyckats många gånger. Vänta 15 minuter och försök igen.",
    "Logging in has failed many times. Wait 15 minutes, then try again.",
);
const ERROR: Text = text("Virhe:", "Fel:", "Error:");
const PEOPLE: Text =
    text("Kokeile esittelyhenkilönä", "Prova som demonstrationsperson", "Try as a demonstration person");
const PEOPLE_HINT: Text = text(
    "Kaikkien salasana on käyttäjätunnus.",
    "Allas lösenord är användarnamnet.",
    "Everybody’s password is the user name.",
);

/// Where to go after logging in.
#[derive(Deserialize)]
pub struct Way {
    /// A path of the portal.
    #[serde(default)]
    to: String,
}

/// The log-in form.
#[derive(Deserialize)]
pub struct Credentials {
    name: String,
    password: String,
    #[serde(default)]
    to: String,
}

/// The log-in page.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    Query(way): Query<Way>,
) -> Result<Response, Failure> {
    if frame.caller.is_some() {
        return Ok(Redirect::to(own_path(&way.to)).into_response());
    }
    let people = portal.store.demo_people().await?;
    Ok(page(&frame, &people, own_path(&way.to), "", None))
}

/// Most characters of a log-in name, in the form and here.
const LONGEST_NAME: usize = 100;
/// Most characters of a password, in the form and here: a hash of a megabyte takes longer than one of a word.
const LONGEST_PASSWORD: usize = 200;

/// Logs in.
pub async fn log_in(
    State(portal): State<Shared>,
    ClientAddress(address): ClientAddress,
    frame: Frame,
    jar: CookieJar,
    Form(credentials): Form<Credentials>,
) -> Result<Response, Failure> {
    let name = credentials.name.trim().to_lowercase();
    if name.chars().count() > LONGEST_NAME || credentials.password.chars().count() > LONGEST_PASSWORD {
        return Err(Failure::BadRequest);
    }
    if let Err(wait) = portal.throttle.attempt(&name, address) {
        let failure = Failure::Throttled(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).max(1));
        let people = portal.store.demo_people().await?;
        let mut response = page(&frame, &people, own_path(&credentials.to), &name, Some(Problem::Throttled));
        *response.status_mut() = failure.status();
        return Ok(failure.with_headers(response));
    }
    let entry = portal.store.login_entry(&name).await?;
    let hash = entry.as_ref().map(|entry| entry.password_hash.clone());
    let matches = password::matches(Secret::new(credentials.password), hash).await;
    let Some(LoginEntry { id, .. }) = entry.as_ref().filter(|_| matches) else {
        portal.store.record_failed_log_in(entry.as_ref()).await?;
        tracing::warn!(known = entry.is_some(), "a log-in failed");
        let people = portal.store.demo_people().await?;
        let mut response = page(&frame, &people, own_path(&credentials.to), &name, Some(Problem::Wrong));
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    };
    portal.throttle.succeeded(&name, address);
    // A session from before the log-in is never taken over.
    if let Some(caller) = &frame.caller {
        portal.store.end_session(&caller.session).await?;
    }
    let token = portal.store.start_session(id).await?;
    let adults = portal.clock.born_by_adults();
    let caller =
        portal.store.caller(token.expose(), portal.options.idle, adults).await?.ok_or(Failure::LoggedOut)?;
    portal.store.record(&caller, Action::LogIn, "", "").await?;
    let mut jar = jar.add(cookies::session_cookie(token, &portal.options));
    if cookies::chosen_locale(&jar).is_none()
        && let Some(entry) = portal.store.register_entry(&caller, caller.id()).await?
        && let Some(locale) = Locale::from_tag(&entry.language)
    {
        jar = jar.add(cookies::locale_cookie(locale, &portal.options));
    }
    Ok((jar, Redirect::to(own_path(&credentials.to))).into_response())
}

/// Logs out.
pub async fn log_out(
    State(portal): State<Shared>,
    caller: Option<Caller>,
    jar: CookieJar,
) -> Result<Response, Failure> {
    if let Some(caller) = caller {
        portal.store.record(&caller, Action::LogOut, "", "").await?;
        portal.store.end_session(&caller.session).await?;
    }
    let jar = jar.add(cookies::ended_session_cookie(&portal.options));
    Ok((jar, Redirect::to("/login")).into_response())
}

/// The language menu.
#[derive(Deserialize)]
pub struct Choice {
    locale: Locale,
    #[serde(default)]
    back: String,
}

/// Changes the language.
pub async fn choose_language(
    State(portal): State<Shared>,
    jar: CookieJar,
    Form(choice): Form<Choice>,
) -> Response {
    let jar = jar.add(cookies::locale_cookie(choice.locale, &portal.options));
    (jar, Redirect::to(own_path(&choice.back))).into_response()
}

/// The start page of each role.
pub fn start(role: PersonRole) -> &'static str {
    match role {
        PersonRole::Student | PersonRole::Guardian => "/",
        PersonRole::Teacher | PersonRole::Counsellor | PersonRole::Office => "/inbox",
        PersonRole::It => "/system",
    }
}

/// Why somebody is not logged in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Problem {
    Wrong,
    Throttled,
}

fn page(frame: &Frame, people: &[DemoPerson], to: &str, name: &str, problem: Option<Problem>) -> Response {
    let explanation = problem.map(|problem| match problem {
        Problem::Wrong => WRONG,
        Problem::Throttled => THROTTLED,
    });
    let described_by = problem.is_some().then_some("error");
    let is_invalid = (problem == Some(Problem::Wrong)).then_some("true");
    // The first that is heard of the new page is its title, then what has the focus.
    let title = match problem {
        Some(_) => format!("{} {}", frame.say(ERROR), frame.say(TITLE)),
        None => frame.say(TITLE).to_owned(),
    };
    let content = html! {
        h1 { (frame.say(TITLE)) }
        div class="columns" {
            form class="card" method="post" action="/login" {
                input type="hidden" name="to" value=(to);
                @if let Some(explanation) = explanation {
                    p class="error" id="error" role="alert" { strong { (frame.say(ERROR)) } " " (frame.say(explanation)) }
                }
                p class="field" {
                    label for="name" { (frame.say(NAME)) }
                    input id="name" name="name" value=(name) autocomplete="username" autocapitalize="none"
                        spellcheck="false" required maxlength=(LONGEST_NAME)
                        aria-invalid=[is_invalid] aria-describedby=[described_by];
                }
                p class="field" {
                    label for="password" { (frame.say(PASSWORD)) }
                    input id="password" name="password" type="password" autocomplete="current-password" required
                        maxlength=(LONGEST_PASSWORD) aria-invalid=[is_invalid] aria-describedby=[described_by]
                        autofocus[problem.is_some()];
                }
                button { (frame.say(TITLE)) }
            }
            section class="card" aria-labelledby="people" {
                h2 id="people" { (frame.say(PEOPLE)) }
                p { (frame.say(PEOPLE_HINT)) }
                ul class="people" {
                    @for person in people { li { (button(frame, person, to)) } }
                }
            }
        }
    };
    layout::page(frame, &title, Script::None, &content).into_response()
}

fn button(frame: &Frame, person: &DemoPerson, to: &str) -> Markup {
    html! {
        form method="post" action="/login" {
            input type="hidden" name="to" value=(to);
            input type="hidden" name="name" value=(person.login);
            input type="hidden" name="password" value=(person.login);
            button class="quiet" { (person.name) span class="role" { ", " (frame.say(person.role().name())) } }
        }
    }
}

/// A moment in the page's language, machine-readable too.
pub(crate) fn moment(portal: &Shared, frame: &Frame, at: i64) -> Markup {
    html! { time datetime=(clock::rfc3339(at)) { (portal.clock.moment(at, frame.language())) } }
}
