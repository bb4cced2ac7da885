//! The route table: the only way to add a route, and it asks for a policy.

use crate::portal::Shared;
use crate::web::guard::{Policy, watch};
use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post, put};

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
        self.add(Method::GET, path, policy, get(handler))
    }

    /// Adds an action.
    pub fn post<H: Handler<T, Shared>, T: 'static>(
        self,
        path: &'static str,
        policy: Policy,
        handler: H,
    ) -> Self {
        self.add(Method::POST, path, policy, post(handler))
    }

    /// Adds something that is replaced as a whole.
    pub fn put<H: Handler<T, Shared>, T: 'static>(
        self,
        path: &'static str,
        policy: Policy,
        handler: H,
    ) -> Self {
        self.add(Method::PUT, path, policy, put(handler))
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
    ) -> Self {
        let guarded = handler.layer(from_fn_with_state((self.portal.clone(), policy), watch));
        self.router = self.router.route(path, guarded);
        self.lines.push(Line { method, path, policy });
        self
    }
}
