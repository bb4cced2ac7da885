//! Whether a request that changes something comes from the portal's own pages.
//!
//! `SameSite=Strict` keeps the session out of foreign requests; this refuses them by what the browser says of
//! their origin. A request that says nothing is refused too: every browser that can run the forms says it.

use crate::options::Options;
use axum::http::{HeaderMap, header};

/// Whether the request comes from the portal's own pages.
#[must_use]
pub fn is_own(headers: &HeaderMap, options: &Options) -> bool {
    // Two headers of a name are nothing that a browser sends.
    let text = |name: &str| {
        let mut values = headers.get_all(name).iter();
        let first = values.next()?;
        Some(if values.next().is_none() { first.to_str().unwrap_or("?") } else { "?" })
    };
    let site = text("sec-fetch-site");
    if site.is_some_and(|site| site != "same-origin") {
        return false;
    }
    match (text(header::ORIGIN.as_str()), &options.public_address) {
        (Some(origin), Some(address)) => origin == address.trim_end_matches('/'),
        (Some(origin), None) => {
            text(header::HOST.as_str()).is_some_and(|host| origin.strip_prefix("http://") == Some(host))
        }
        (None, _) => site.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_own;
    use crate::options::Options;
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    fn asked(pairs: &[(&'static str, &'static str)], public_address: Option<&str>) -> bool {
        let headers: HeaderMap = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        is_own(&headers, &Options { public_address: public_address.map(str::to_owned), ..Options::default() })
    }

    #[test]
    fn only_own_pages_may_change_anything() {
        let host = ("host", "127.0.0.1:8080");
        assert!(asked(&[host, ("origin", "http://127.0.0.1:8080")], None));
        assert!(asked(&[host, ("sec-fetch-site", "same-origin")], None));
        assert!(asked(&[host, ("origin", "https://school.example")], Some("https://school.example/")));
        assert!(!asked(&[host], None));
        assert!(!asked(&[host, ("origin", "null")], None));
        assert!(!asked(&[host, ("origin", "http://127.0.0.1:8081")], None));
        assert!(!asked(&[host, ("origin", "http://127.0.0.1:8080"), ("sec-fetch-site", "same-site")], None));
        assert!(!asked(&[host, ("sec-fetch-site", "none")], None));
        assert!(!asked(&[host, ("origin", "http://127.0.0.1:8080")], Some("https://school.example")));
    }
}
