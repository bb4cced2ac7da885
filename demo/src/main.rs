//! Command line of the portal.

use anyhow::Context as _;
use clap::Parser;
use guidance_demo::{Options, serve};
use jiff::civil::Date;
use std::net::IpAddr;
use std::path::PathBuf;

/// A school portal that hosts guidance forms.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Port to listen on; 0 takes any that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1")]
    address: IpAddr,
    /// Folder of the built plug-in.
    #[arg(long, default_value = "dist")]
    dist: PathBuf,
    /// `sqlite:demo.db` or `postgres://user:password@host/database`.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = "sqlite:demo.db")]
    database: String,
    /// The day that counts as today, `YYYY-MM-DD`.
    #[arg(long)]
    today: Option<Date>,
    /// Address that people use when a proxy stands before the portal, such as `https://school.example`.
    #[arg(long)]
    public_address: Option<String>,
    /// Refuse identity codes of the test range, as a real school does.
    #[arg(long)]
    refuse_synthetic_identity_codes: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt().with_max_level(tracing::Level::INFO).with_writer(std::io::stderr).init();
    let running = serve(Options {
        address: arguments.address,
        port: arguments.port,
        dist: arguments.dist,
        database: arguments.database,
        today: arguments.today,
        public_address: arguments.public_address,
        synthetic_identity_codes: !arguments.refuse_synthetic_identity_codes,
        ..Options::default()
    })
    .await?;
    println!("Portal:  {}/", running.url());
    println!("Gallery: {}/gallery", running.url());
    println!("Log-ins (the password is the user name):");
    for person in running.portal.store.demo_people().await? {
        println!("  {:<10} {}, {}", person.login, person.name, person.role);
    }
    asked_to_stop().await?;
    running.stop().await
}

/// Waits for Ctrl+C or the service manager.
async fn asked_to_stop() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).context("no signals")?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted.context("no signals")?,
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await.context("no signals")?;
    Ok(())
}
