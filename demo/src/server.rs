//! Starting and ending the portal.

use crate::catalog::Catalog;
use crate::clock::{self, Clock};
use crate::options::Options;
use crate::portal::{Portal, Shared};
use crate::receive::history;
use crate::store::Store;
use crate::throttle::{PerMinute, Throttle};
use crate::web::routes;
use crate::web::table::Line;
use anyhow::Context as _;
use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

/// How often sessions that have ended by themselves are deleted.
const SWEEP: Duration = Duration::from_secs(5 * 60);
/// How long requests in progress are waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running portal.
pub struct Running {
    /// Address that it listens on.
    pub address: SocketAddr,
    /// What its requests share.
    pub portal: Shared,
    /// The route table.
    pub routes: Vec<Line>,
    stop: watch::Sender<bool>,
    server: JoinHandle<()>,
}

impl Running {
    /// Address with scheme.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends the portal: no new requests, those in progress are answered, what waits is stored.
    ///
    /// # Errors
    /// When the server had failed.
    pub async fn stop(self) -> anyhow::Result<()> {
        let _ = self.stop.send(true);
        match tokio::time::timeout(PATIENCE, self.server).await {
            Ok(ended) => ended?,
            Err(_) => tracing::warn!("requests in progress were cut off"),
        }
        self.portal.store.close().await;
        Ok(())
    }
}

/// Opens the database, loads the forms and serves the portal until it is stopped.
///
/// # Errors
/// When a form cannot be loaded, or the database or the port cannot be opened.
pub async fn serve(options: Options) -> anyhow::Result<Running> {
    let catalog = Catalog::load()?;
    let store = Store::open(&options.database).await?;
    let clock = Clock::new(options.today);
    store
        .seed(clock.today(), |form| catalog.form(form).is_some())
        .await
        .context("cannot fill the database")?;
    let listener = TcpListener::bind((options.address, options.port))
        .await
        .with_context(|| format!("cannot listen on {}:{}", options.address, options.port))?;
    let address = listener.local_addr()?;
    let slow = options.slow;
    let link_key = store.link_key().await?;
    let portal = Arc::new(Portal {
        store,
        catalog,
        clock,
        options,
        throttle: Throttle::default(),
        links: Throttle::default(),
        link_key,
        reports: PerMinute::default(),
        started_at: clock::now(),
    });
    history::receive(&portal).await.context("cannot add the history")?;
    let (router, routes) = routes::build(&portal);
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(sweep(portal.clone(), stopped.clone()));
    let server = tokio::spawn(listen(listener, router, slow, stopped));
    Ok(Running { address, portal, routes, stop, server })
}

/// Serves connections until the portal is stopped, and waits for the requests in progress. Unlike `axum::serve`, it
/// gives up on a browser that does not send the head of a request in time.
async fn listen(listener: TcpListener, router: Router, slow: Duration, stopped: watch::Receiver<bool>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(slow);
    let connections = GracefulShutdown::new();
    let end = wait(stopped);
    tokio::pin!(end);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut end => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                let is_of_peer = matches!(
                    error.kind(),
                    ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
                );
                if !is_of_peer {
                    // Too many open files, most likely: others must end first.
                    tracing::error!(%error, "no connection can be accepted");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                continue;
            }
        };
        let service = router.clone().map_request(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request
        });
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection failed");
            }
        });
    }
    drop(listener);
    connections.shutdown().await;
}

async fn wait(mut stopped: watch::Receiver<bool>) {
    // An error means that the handle is gone, which ends the portal too.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

async fn sweep(portal: Shared, stopped: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(SWEEP);
    let end = wait(stopped);
    tokio::pin!(end);
    loop {
        tokio::select! {
            () = &mut end => return,
            _ = every.tick() => {
                if let Err(error) = portal.store.sweep_sessions(portal.options.idle).await {
                    tracing::warn!(%error, "old sessions were not deleted");
                }
                if let Err(error) = portal.store.sweep_guests(portal.options.idle).await {
                    tracing::warn!(%error, "old sessions of guests were not deleted");
                }
            }
        }
    }
}
