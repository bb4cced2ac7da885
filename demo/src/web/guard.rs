//! The guard before every handler: origin, session and policy.

use crate::guest::{self, Guest};
use crate::pages;
use crate::person::{Caller, PersonRole};
use crate::portal::Shared;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::{cookies, origin};
use axum::extract::{FromRequestParts, OptionalFromRequestParts, Request, State};
use axum::http::{HeaderValue, header, request::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::convert::Infallible;

/// Who may use a route. There is no route without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Anybody.
    Public,
    /// Those who are logged in with one of these roles.
    Roles(&'static [PersonRole]),
    /// Those at a workplace who have opened a link; nobody of the portal.
    Guest,
}

impl Policy {
    /// Whether somebody with `role`, or nobody, may use the route.
    #[must_use]
    pub fn allows(self, role: Option<PersonRole>) -> bool {
        match self {
            Self::Public => true,
            Self::Guest => false,
            Self::Roles(roles) => role.is_some_and(|role| roles.contains(&role)),
        }
    }
}

/// Lets a request through to its handler, with the caller, or says why not.
pub async fn watch(
    State((portal, policy)): State<(Shared, Policy)>,
    mut request: Request,
    next: Next,
) -> Result<Response, Failure> {
    if !request.method().is_safe() && !origin::is_own(request.headers(), &portal.options) {
        // Browsers report breaches of the content security policy without a word about their origin.
        if request.uri().path() != "/policy-reports" {
            return Err(Failure::Forbidden);
        }
    }
    let jar = CookieJar::from_headers(request.headers());
    if policy == Policy::Guest {
        let invitation = guest::invitation_of(request.uri().path()).ok_or(Failure::NoLink)?.to_owned();
        let token = cookies::guest_token(&jar, &portal.options, &invitation).ok_or(Failure::NoLink)?;
        let guest = portal.store.guest(token.expose(), portal.options.idle).await?;
        let guest = guest.filter(|guest| guest.id() == invitation).ok_or(Failure::NoLink)?;
        request.extensions_mut().insert(guest);
        return Ok(next.run(request).await);
    }
    let caller = match cookies::session_token(&jar, &portal.options) {
        Some(token) => {
            let adults = portal.clock.born_by_adults();
            portal.store.caller(token.expose(), portal.options.idle, adults).await?
        }
        None => None,
    };
    match (policy, &caller) {
        (Policy::Roles(_), None) => return Err(Failure::LoggedOut),
        (policy, caller) if !policy.allows(caller.as_ref().map(Caller::role)) => {
            return Err(Failure::Forbidden);
        }
        _ => {}
    }
    if let Some(caller) = caller {
        request.extensions_mut().insert(caller);
    }
    Ok(next.run(request).await)
}

/// Turns failures into pages, and into replies below `/api/`.
pub async fn explain(State(portal): State<Shared>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let is_data = parts.uri.path().starts_with("/api/");
    let is_get = parts.method.is_safe();
    let Ok(mut frame) = Frame::from_request_parts(&mut parts, &portal).await;
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(failure) = failure_of(&response) else { return response };
    // Which methods there are, for one that is not.
    let allowed = response.headers().get(header::ALLOW).cloned();
    let mut explained = if is_data { failure.into_reply() } else { explanation(&mut frame, failure, is_get) };
    if let Some(allowed) = allowed {
        explained.headers_mut().insert(header::ALLOW, allowed);
    }
    explained
}

/// The failure behind a response: one of the portal's own, or what a library refused in its own words.
fn failure_of(response: &Response) -> Option<Failure> {
    if let Some(failure) = response.extensions().get::<Failure>() {
        return Some(*failure);
    }
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    let media_type = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let is_said = media_type.is_some_and(|media_type| !media_type.starts_with(b"text/plain"));
    (!is_said).then(|| Failure::of_status(status))
}

fn explanation(frame: &mut Frame, failure: Failure, is_get: bool) -> Response {
    if failure == Failure::LoggedOut && is_get {
        let to = utf8_percent_encode(&frame.path, NON_ALPHANUMERIC).to_string();
        return Redirect::to(&format!("/login?to={to}")).into_response();
    }
    // The caller is known to the inner part of the road only; the page of a failure does without.
    frame.caller = None;
    frame.guest = None;
    failure.with_headers((failure.status(), pages::failure::page(frame, failure)).into_response())
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::LoggedOut)
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

impl<S: Sync> FromRequestParts<S> for Guest {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::NoLink)
    }
}
