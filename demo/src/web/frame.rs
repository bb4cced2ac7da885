//! What every page needs to know of its request: language, caller and path.

use crate::guest::Guest;
use crate::language::{Language, Locale, Text};
use crate::person::Caller;
use crate::portal::Shared;
use crate::web::cookies;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum_extra::extract::cookie::CookieJar;
use std::convert::Infallible;
use std::time::Duration;

/// What every page needs to know of its request.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Locale of forms.
    pub locale: Locale,
    /// Who is logged in.
    pub caller: Option<Caller>,
    /// Who has opened a link, on the pages for them.
    pub guest: Option<Guest>,
    /// How long a session lives without use.
    pub idle: Duration,
    /// Path and query, for the way back after a change of language.
    pub path: String,
}

impl Frame {
    /// Language of the page.
    #[must_use]
    pub fn language(&self) -> Language {
        self.locale.language()
    }

    /// A text in the page's language.
    #[must_use]
    pub fn say(&self, text: Text) -> &'static str {
        text.in_language(self.language())
    }
}

impl FromRequestParts<Shared> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, portal: &Shared) -> Result<Self, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        Ok(Self {
            locale: cookies::chosen_locale(&jar).unwrap_or_default(),
            caller: parts.extensions.get::<Caller>().cloned(),
            guest: parts.extensions.get::<Guest>().cloned(),
            idle: portal.options.idle,
            path: without_token(parts.uri.path_and_query().map_or("/", |path| path.as_str())).to_owned(),
        })
    }
}

/// Where links of workplaces lead; a token follows.
pub const LINK: &str = "/workplace/open/";

/// A path for pages and logs. The token of a link is not repeated anywhere.
#[must_use]
pub fn without_token(path: &str) -> &str {
    if path.starts_with(LINK) { "/workplace" } else { path }
}

/// A path of the portal itself; the start page when it is anything else.
#[must_use]
pub fn own_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\');
    if own { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn the_way_back_stays_in_the_portal() {
        assert_eq!(own_path("/forms/1?a=b"), "/forms/1?a=b");
        for foreign in
            ["", "forms", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "/\tx"]
        {
            assert_eq!(own_path(foreign), "/", "{foreign:?}");
        }
    }
}
