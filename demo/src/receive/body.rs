//! Reading a request's body within limits, and working on it without holding up others.

use crate::secret::Secret;
use crate::web::failure::Failure;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Request};
use axum::http::{HeaderMap, header};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Greatest submission document: the contract's own limit.
pub const DOCUMENT: usize = 1024 * 1024;

/// As many checks at a time as there are cores; the others wait.
static AT_WORK: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));

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
pub async fn text(mut request: Request, limit: usize) -> Result<Secret<String>, Failure> {
    DefaultBodyLimit::max(limit).apply(&mut request);
    let bytes = Bytes::from_request(request, &())
        .await
        .map_err(|rejection| Failure::of_status(rejection.status()))?;
    String::from_utf8(bytes.into()).map(Secret::new).map_err(|_| Failure::BadRequest)
}

/// Does work that takes a while for a large body, on a thread of its own: other requests are answered meanwhile.
pub async fn work<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let _permit = AT_WORK.acquire().await.map_err(|_| Failure::Internal)?;
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "a check did not end");
        Failure::Internal
    })
}
