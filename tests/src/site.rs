//! A host of the tests: any web server can serve the plug-in, and this one can also serve it badly.

use crate::places;
use anyhow::Result;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::Value;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// The strictest policy under which the forms are promised to work.
const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; \
     trusted-types 'none'; report-uri reports";
/// A policy that forbids wasm.
const NO_WASM: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     report-uri reports";

/// What is wrong with the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// The wasm is not there.
    Missing,
    /// The wasm is cut off in the middle.
    Truncated,
    /// A page of somebody else's comes instead of the wasm, with 200.
    Page,
    /// The page's policy forbids wasm.
    Forbidden,
    /// No text, no definition: only scripts and wasm are there.
    NoData,
}

/// A submission that came in.
#[derive(Debug, Clone)]
pub struct Received {
    /// Media type of the body, without parameters.
    pub media_type: String,
    /// The body as it came.
    pub body: Bytes,
}

/// The server.
#[derive(Debug)]
pub struct Site {
    address: SocketAddr,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

/// One page of a host, with what came from it.
#[derive(Debug)]
pub struct Host {
    site: SocketAddr,
    name: String,
    state: Arc<Mutex<HostState>>,
}

#[derive(Debug, Default)]
struct HostState {
    fault: Fault,
    body: String,
    script: String,
    reports: Vec<Value>,
    received: Vec<Received>,
    reply: Option<(u16, Value)>,
}

#[derive(Debug)]
struct Shared {
    dist: PathBuf,
    hosts: Mutex<HashMap<String, Arc<Mutex<HostState>>>>,
    count: AtomicUsize,
}

impl Site {
    /// Starts the server on a free port.
    ///
    /// # Errors
    /// When the plug-in is not built, or no port is free.
    pub(crate) fn start(runtime: &Handle) -> Result<Self> {
        let shared =
            Arc::new(Shared { dist: places::dist()?, hosts: Mutex::default(), count: AtomicUsize::new(0) });
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let router = Router::new().route("/{host}/{*path}", any(serve)).with_state(shared.clone());
        let server = runtime.spawn(async move {
            if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
                let _ = axum::serve(listener, router).await;
            }
        });
        Ok(Self { address, shared, server })
    }

    /// A new page with `body` in it.
    #[must_use]
    pub fn host(&self, body: &str, fault: Fault) -> Host {
        let name = format!("host{}", self.shared.count.fetch_add(1, Ordering::Relaxed));
        let state = HostState { fault, body: body.to_owned(), ..HostState::default() };
        let state = Arc::new(Mutex::new(state));
        lock(&self.shared.hosts).insert(name.clone(), state.clone());
        Host { site: self.address, name, state }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Host {
    /// Address of the page.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/{}/page", self.site, self.name)
    }

    /// Changes what is wrong with the server.
    pub fn set_fault(&self, fault: Fault) {
        lock(&self.state).fault = fault;
    }

    /// Gives the page a script that runs before anything else.
    pub fn set_script(&self, script: &str) {
        lock(&self.state).script = script.to_owned();
    }

    /// What `submit` answers from now on.
    pub fn set_reply(&self, status: u16, reply: Value) {
        lock(&self.state).reply = Some((status, reply));
    }

    /// Reports of breaches of the page's policy.
    #[must_use]
    pub fn reports(&self) -> Vec<Value> {
        lock(&self.state).reports.clone()
    }

    /// What was posted to `submit`.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        lock(&self.state).received.clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(
    State(shared): State<Arc<Shared>>,
    Path((host, path)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Some(state) = lock(&shared.hosts).get(&host).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let fault = lock(&state).fault;
    match (method, path.as_str()) {
        (Method::GET, "page") => page(&lock(&state).body, fault),
        (Method::GET, "watch.js") => typed("text/javascript", include_str!("watch.js")),
        (Method::GET, "host.js") => typed("text/javascript", lock(&state).script.clone()),
        (Method::POST, "reports") => {
            let body = axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default();
            lock(&state).reports.push(serde_json::from_slice(&body).unwrap_or_default());
            StatusCode::NO_CONTENT.into_response()
        }
        (Method::POST, "submit") => {
            let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let media_type =
                media_type.and_then(|value| value.split(';').next()).unwrap_or_default().to_owned();
            let body = axum::body::to_bytes(body, 64 << 20).await.unwrap_or_default();
            let mut state = lock(&state);
            state.received.push(Received { media_type, body });
            let (status, reply) = state.reply.clone().unwrap_or((200, serde_json::json!({})));
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, axum::Json(reply)).into_response()
        }
        (Method::GET, path) => match path.strip_prefix("guidance-forms/") {
            Some(file) => plug_in(&shared.dist, file, fault),
            None => StatusCode::NOT_FOUND.into_response(),
        },
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

fn page(body: &str, fault: Fault) -> Response {
    // A page names the scripts of the elements that it has.
    let results = if body.contains("<guidance-results") {
        "<script type=\"module\" src=\"guidance-forms/guidance-results.js\"></script>"
    } else {
        ""
    };
    let document = format!(
        "<!doctype html>\n<html lang=\"fi\"><head><meta charset=\"utf-8\"><title>A host</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" href=\"data:,\"><script src=\"watch.js\"></script>\n<script src=\"host.js\"></script></head><body>{body}\
         <script type=\"module\" src=\"guidance-forms/guidance-forms.js\"></script>{results}</body></html>"
    );
    let policy = if fault == Fault::Forbidden { NO_WASM } else { STRICT };
    (
        [(header::CONTENT_SECURITY_POLICY, policy), (header::CACHE_CONTROL, "no-store")],
        typed("text/html", document),
    )
        .into_response()
}

fn plug_in(dist: &std::path::Path, file: &str, fault: Fault) -> Response {
    let is_wasm = file.ends_with(".wasm");
    let is_data = file.ends_with(".json");
    if file.split('/').any(|part| part == "..")
        || (is_wasm && fault == Fault::Missing)
        || (is_data && fault == Fault::NoData)
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    if is_wasm && fault == Fault::Page {
        return typed("text/html", "<!doctype html><title>Log in to the network</title>");
    }
    let Ok(mut content) = std::fs::read(dist.join(file)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if is_wasm && fault == Fault::Truncated {
        content.truncate(content.len() / 2);
    }
    let media_type = match file.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    typed(media_type, content)
}

fn typed(media_type: &'static str, content: impl IntoResponse) -> Response {
    ([(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, media_type)], content).into_response()
}
