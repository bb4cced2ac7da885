//! Headers of every response: content security policy and what else keeps a browser careful.

use crate::portal::Shared;
use crate::web::frame::LINK;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

macro_rules! policy {
    ($($more:literal),*) => {
        concat!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'; report-uri /policy-reports; \
             report-to policy; ",
            $($more),*
        )
    };
}

/// The policy of all pages.
pub const POLICY: &str = policy!("frame-ancestors 'none'");
/// The gallery holds frames of its own.
pub const GALLERY_POLICY: &str = policy!("frame-src 'self'; frame-ancestors 'none'");
/// The page in such a frame.
pub const FRAMED_POLICY: &str = policy!("frame-ancestors 'self'");

/// Adds the headers that every response has.
pub async fn add(State(portal): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let policy = match path.as_str() {
        "/gallery" | "/gallery/results" => GALLERY_POLICY,
        "/gallery/embed" | "/gallery/results/embed" => FRAMED_POLICY,
        _ => POLICY,
    };
    let headers = response.headers_mut();
    set(headers, header::CONTENT_SECURITY_POLICY, policy);
    set(headers, HeaderName::from_static("reporting-endpoints"), "policy=\"/policy-reports\"");
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // The address of a link holds its token. Elsewhere forms could not be sent with this policy: browsers say
    // `Origin: null` then.
    let is_link = path.starts_with(LINK);
    set(headers, header::REFERRER_POLICY, if is_link { "no-referrer" } else { "same-origin" });
    set(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(
        headers,
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    );
    if portal.options.is_secure() {
        set(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    // An answer of a forgotten old process, or of another database, must be recognisable.
    for (name, id) in [("guidance-boot", portal.store.boot()), ("guidance-database", portal.store.database())]
    {
        if let Ok(value) = HeaderValue::from_str(id) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        set(headers, header::CACHE_CONTROL, "no-store");
    }
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
