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

/// Most sessions of links in one browser: all their cookies are sent with each request.
const GUESTS: usize = 20;

fn guest_name(options: &Options, invitation: &str) -> String {
    let name = if options.is_secure() { "__Host-guidance_guest" } else { "guidance_guest" };
    format!("{name}_{invitation}")
}

/// The token of a guest's session of an invitation, when there is one.
pub fn guest_token(jar: &CookieJar, options: &Options, invitation: &str) -> Option<Secret<String>> {
    jar.get(&guest_name(options, invitation)).map(|cookie| Secret::new(cookie.value().to_owned()))
}

/// Takes away the cookies of other links when there are too many. Whoever needs one opens the link again.
pub fn without_surplus(jar: CookieJar, options: &Options) -> CookieJar {
    let prefix = guest_name(options, "");
    let names: Vec<String> =
        jar.iter().map(Cookie::name).filter(|name| name.starts_with(&prefix)).map(str::to_owned).collect();
    if names.len() < GUESTS {
        return jar;
    }
    names
        .iter()
        .filter_map(|name| name.strip_prefix(&prefix))
        .fold(jar, |jar, invitation| jar.add(ended_guest_cookie(options, invitation)))
}

/// A cookie with the token of a guest's session, named after its invitation: another link does not end it. `Lax`: the link is opened from a message, and a `Strict` cookie would
/// not be sent with the page that it leads to.
pub fn guest_cookie(token: Secret<String>, options: &Options, invitation: &str) -> Cookie<'static> {
    let mut cookie = session_cookie(token, options);
    cookie.set_name(guest_name(options, invitation));
    cookie.set_same_site(SameSite::Lax);
    cookie
}

/// A cookie that takes the guest's away.
pub fn ended_guest_cookie(options: &Options, invitation: &str) -> Cookie<'static> {
    let mut cookie = guest_cookie(Secret::new(String::new()), options, invitation);
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

#[cfg(test)]
mod tests {
    use super::{GUESTS, guest_cookie, guest_token, without_surplus};
    use crate::options::Options;
    use crate::secret::Secret;
    use axum_extra::extract::cookie::CookieJar;

    #[test]
    fn links_without_end_do_not_fill_the_header() {
        let options = Options::default();
        let mut jar = CookieJar::new();
        for number in 0..GUESTS {
            jar = without_surplus(jar, &options);
            assert_eq!(jar.iter().filter(|cookie| !cookie.value().is_empty()).count(), number);
            jar = jar.add(guest_cookie(Secret::new("x".to_owned()), &options, &number.to_string()));
        }
        let jar = without_surplus(jar, &options);
        assert!((0..GUESTS).all(|number| {
            guest_token(&jar, &options, &number.to_string()).is_none_or(|token| token.expose().is_empty())
        }));
    }
}
