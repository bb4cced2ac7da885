//! Reading a request's body within limits.

use crate::secret::Secret;
use crate::web::failure::Failure;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, header};

/// Greatest submission document: the contract's own limit.
pub const DOCUMENT: usize = 1024 * 1024;

/// The media type of a body, without its parameters.
pub fn media_type(headers: &HeaderMap) -> &str {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim()
}

/// The text of a body.
pub async fn text(body: Body, limit: usize) -> Result<Secret<String>, Failure> {
    let bytes = to_bytes(body, limit).await.map_err(|_| Failure::TooLarge)?;
    String::from_utf8(bytes.into()).map(Secret::new).map_err(|_| Failure::BadRequest)
}
