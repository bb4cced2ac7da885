//! The route table: the only way to add a route, and it asks for a policy.

use crate::portal::Shared;
use crate::web::guard::{Policy, watch};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post, put};
use std::convert::Infallible;
use std::time::Duration;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

/// One line of the route table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Method.
    pub method: Method,
    /// Path, with `{name}` for its variable parts.
    pub path: &'static str,
    /// Who may use it.
    pub policy: Policy,
}

/// How much a request may bring, and how long it may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Greatest body.
    pub bytes: usize,
    /// From its head to its response; that of a small request when absent.
    pub time: Option<Duration>,
}

impl Load {
    /// A form of a page.
    pub const SMALL: Self = Self { bytes: 8 * 1024, time: None };
}

/// The route table while it is written.
pub struct Table {
    portal: Shared,
    router: Router<Shared>,
    lines: Vec<Line>,
}

impl Table {
    /// An empty table.
    pub fn new(portal: Shared) -> Self {
        Self { portal, router: Router::new(), lines: Vec::new() }
    }

    /// Adds a page or document.
    pub fn get<H: Handler<T, Shared>, T: 'static>(
        self,
        path: &'static str,
        policy: Policy,
        handler: H,
    ) -> Self {
        self.add(Method::GET, path, policy, get(handler), Load::SMALL)
    }

    /// Adds an action.
    pub fn post<H: Handler<T, Shared>, T: 'static>(
        self,
        path: &'static str,
        policy: Policy,
        handler: H,
    ) -> Self {
        self.add(Method::POST, path, policy, post(handler), Load::SMALL)
    }

    /// Adds an action that brings more than a form of a page.
    pub fn post_with<H: Handler<T, Shared>, T: 'static>(
        self,
        path: &'static str,
        policy: Policy,
        load: Load,
        handler: H,
    ) -> Self {
        self.add(Method::POST, path, policy, post(handler), load)
    }

    /// Adds something that is replaced as a whole.
    pub fn put_with<H: Handler<T, Shared>, T: 'static>(
        self,
        path: &'static str,
        policy: Policy,
        load: Load,
        handler: H,
    ) -> Self {
        self.add(Method::PUT, path, policy, put(handler), load)
    }

    /// The router and its lines.
    pub fn finish(self) -> (Router<Shared>, Vec<Line>) {
        (self.router, self.lines)
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        policy: Policy,
        handler: MethodRouter<Shared>,
        load: Load,
    ) -> Self {
        let slow = self.portal.options.slow;
        let guarded = handler
            .layer::<_, Infallible>(from_fn_with_state((self.portal.clone(), policy), watch))
            .layer::<_, Infallible>(DefaultBodyLimit::max(load.bytes))
            .layer::<_, Infallible>(RequestBodyLimitLayer::new(load.bytes))
            .layer::<_, Infallible>(RequestBodyTimeoutLayer::new(slow))
            .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, load.time.unwrap_or(slow)));
        self.router = self.router.route(path, guarded);
        self.lines.push(Line { method, path, policy });
        self
    }
}
