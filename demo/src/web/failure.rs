//! Failures of a request: a status for the machine, a page or a reply for the person.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use guidance_contract::{Issue, IssueCode, Report, SubmitReply};

/// Why a request cannot be answered. What the cause was is for the log only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Nothing here that the caller may see.
    NotFound,
    /// The caller may not do this.
    Forbidden,
    /// Nobody is logged in, or no more.
    LoggedOut,
    /// No link of a workplace is open, or it is not valid any more.
    NoLink,
    /// Not understood.
    BadRequest,
    /// Not what can be done here.
    Method,
    /// The request came too slowly.
    Slow,
    /// Too large.
    TooLarge,
    /// Another media type is needed.
    MediaType,
    /// Too many requests; come again in so many seconds.
    Busy(u32),
    /// Too many log-ins have failed; come again in so many seconds.
    Throttled(u32),
    /// The portal failed.
    Internal,
}

impl Failure {
    /// HTTP status.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::LoggedOut | Self::NoLink => StatusCode::UNAUTHORIZED,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Throttled(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The failure that a status of the libraries stands for: a refused path, query or body.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::Method,
            StatusCode::REQUEST_TIMEOUT => Self::Slow,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::MediaType,
            status if status.is_server_error() => Self::Internal,
            _ => Self::BadRequest,
        }
    }

    /// The failure as the reply that a form understands.
    #[must_use]
    pub fn into_reply(self) -> Response {
        let issue = Issue::error("", IssueCode::Send).with("status", self.status().as_u16());
        let reply =
            SubmitReply { id: None, reference: None, received: None, report: Report { issues: vec![issue] } };
        self.with_headers((self.status(), Json(reply)).into_response())
    }

    /// Adds what the status asks for.
    pub(crate) fn with_headers(self, mut response: Response) -> Response {
        if let Self::Busy(seconds) | Self::Throttled(seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl IntoResponse for Failure {
    /// A bare response that the guard turns into a page or a reply.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        tracing::error!(%error, "the database failed");
        Self::Internal
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        tracing::error!(%error, "the portal failed");
        Self::Internal
    }
}
