//! The portal as its users get it: the program, with a database of its own.

use crate::places;
use crate::program::{Program, free_port};
use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const START: Duration = Duration::from_secs(60);

/// A running portal. It can be killed and started again on the same database.
#[derive(Debug)]
pub struct Portal {
    port: u16,
    program: Program,
    files: TempDir,
}

impl Portal {
    /// Starts a portal with an empty database, filled with its demonstration people.
    ///
    /// # Errors
    /// When it cannot be built or does not start.
    pub fn start() -> Result<Self> {
        let files = tempfile::Builder::new().prefix("guidance-portal-").tempdir()?;
        let port = free_port()?;
        let program = start(&files, port)?;
        Ok(Self { port, program, files })
    }

    /// Address of a page.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Kills the server as a power cut would, and starts another on the same database and port.
    ///
    /// # Errors
    /// When it does not start again, or when the answers still come from the old one.
    pub async fn kill_and_restart(&mut self) -> Result<()> {
        let before = self.health().await?;
        self.program.kill();
        ensure!(self.health().await.is_err(), "the killed server still answers");
        self.program = start(&self.files, self.port)?;
        let after = self.health().await?;
        ensure!(before["boot"] != after["boot"], "the same run answers: {after}");
        ensure!(before["database"] == after["database"], "another database answers: {after}");
        Ok(())
    }

    /// Starts sessions anew: nothing but the database survives.
    ///
    /// # Errors
    /// When the portal does not answer.
    pub async fn health(&self) -> Result<Value> {
        let text = reqwest::get(self.url("/health")).await?.error_for_status()?.text().await?;
        serde_json::from_str(&text).with_context(|| text)
    }

    /// Breaches of the content security policy that browsers have reported.
    ///
    /// # Errors
    /// When the portal does not answer.
    pub async fn policy_violations(&self) -> Result<i64> {
        self.health().await?["policyViolations"].as_i64().context("health counts breaches")
    }
}

fn start(files: &TempDir, port: u16) -> Result<Program> {
    let mut command = Command::new(places::portal()?);
    command
        .arg("--port")
        .arg(port.to_string())
        // A day on which the demonstration's people have the ages that the forms are filled in for.
        .args(["--today", "2026-11-22"])
        .arg("--dist")
        .arg(places::dist()?)
        .arg("--database")
        .arg(format!("sqlite:{}", files.path().join("portal.db").display()))
        .env_remove("DATABASE_URL")
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(files.path().join("log"))?);
    let mut program = Program::start(&mut command)?;
    program.wait_for_port(port, START)?;
    Ok(program)
}
