//! The cookies: the session, that of a workplace's link, and the language.

use crate::language::Locale;
use crate::options::Options;
use crate::secret::Secret;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

const LANGUAGE: &str = "guidance_language";

fn session_name(options: &Options) -> &'static str {
    // The prefix binds the cookie to this host alone; browsers take it by https only.
    if options.is_secure() { "__Host-guidance_session" } else { "guidance_session" }
}

/// The token of the session, when there is one.
pub fn session_token(jar: &CookieJar, options: &Options) -> Option<Secret<String>> {
    jar.get(session_name(options)).map(|cookie| Secret::new(cookie.value().to_owned()))
}

/// A cookie with a session's token. It ends with the browser; the server ends it sooner.
pub fn session_cookie(token: Secret<String>, options: &Options) -> Cookie<'static> {
    Cookie::build((session_name(options), token.into_inner()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(options.is_secure())
        .build()
}

/// A cookie that takes the session's away.
pub fn ended_session_cookie(options: &Options) -> Cookie<'static> {
    let mut cookie = session_cookie(Secret::new(String::new()), options);
    cookie.make_removal();
    cookie
}

fn guest_name(options: &Options) -> &'static str {
    if options.is_secure() { "__Host-guidance_guest" } else { "guidance_guest" }
}

/// The token of a guest's session, when there is one.
pub fn guest_token(jar: &CookieJar, options: &Options) -> Option<Secret<String>> {
    jar.get(guest_name(options)).map(|cookie| Secret::new(cookie.value().to_owned()))
}

/// A cookie with the token of a guest's session. `Lax`: the link is opened from a message, and a `Strict` cookie would
/// not be sent with the page that it leads to.
pub fn guest_cookie(token: Secret<String>, options: &Options) -> Cookie<'static> {
    let mut cookie = session_cookie(token, options);
    cookie.set_name(guest_name(options));
    cookie.set_same_site(SameSite::Lax);
    cookie
}

/// A cookie that takes the guest's away.
pub fn ended_guest_cookie(options: &Options) -> Cookie<'static> {
    let mut cookie = guest_cookie(Secret::new(String::new()), options);
    cookie.make_removal();
    cookie
}

/// The chosen language, when one has been chosen.
pub fn chosen_locale(jar: &CookieJar) -> Option<Locale> {
    Locale::from_tag(jar.get(LANGUAGE)?.value())
}

/// A cookie with the chosen language.
pub fn locale_cookie(locale: Locale, options: &Options) -> Cookie<'static> {
    Cookie::build((LANGUAGE, locale.tag()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(options.is_secure())
        .permanent()
        .build()
}
