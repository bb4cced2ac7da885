//! A driver with one browser in it, and the display that one of the engines wants.

use crate::engine::Engine;
use crate::program::{Program, free_port};
use anyhow::{Context as _, Result};
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, ClientBuilder};
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const START: Duration = Duration::from_secs(30);
const SESSION: Duration = Duration::from_secs(60);

/// A display that nobody sees.
#[derive(Debug)]
pub(crate) struct Display {
    name: String,
    _program: Program,
}

impl Display {
    /// Starts an X server on a display number that it finds itself.
    pub(crate) fn start() -> Result<Self> {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]);
        let mut program = Program::start(command.stdout(Stdio::piped()).stderr(Stdio::null()))?;
        let output = program.child().stdout.take().context("Xvfb has an output")?;
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number).context("Xvfb tells its display")?;
        Ok(Self { name: format!(":{}", number.trim()), _program: program })
    }

    /// Name for the environment.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

/// A driver and the session in it. Files that browsers leave behind go with it.
#[derive(Debug)]
pub(crate) struct Driver {
    pub(crate) client: Client,
    // Dropped in this order: the browser ends before its files go.
    _program: Program,
    _files: TempDir,
}

impl Driver {
    /// Starts the engine's driver and a browser.
    pub(crate) async fn start(engine: Engine, display: Option<&Display>) -> Result<Self> {
        let files = tempfile::Builder::new().prefix("guidance-browser-").tempdir()?;
        let port = free_port()?;
        let mut command = engine.driver(port, display);
        command
            .env("TMPDIR", files.path())
            // Profiles, caches and settings of the person who runs the tests stay as they are.
            .env("XDG_CACHE_HOME", files.path())
            .env("XDG_DATA_HOME", files.path())
            .env("XDG_CONFIG_HOME", files.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut program = Program::start(&mut command)?;
        program.wait_for_port(port, START)?;
        let mut builder = ClientBuilder::rustls()?;
        builder.capabilities(engine.capabilities()?);
        let address = format!("http://127.0.0.1:{port}");
        // Without a display WebKit's driver waits for ever.
        let client = tokio::time::timeout(SESSION, builder.connect(&address))
            .await
            .with_context(|| format!("{} gave no session within {} s", engine.name(), SESSION.as_secs()))?
            .with_context(|| format!("{} gave no session", engine.name()))?;
        let seconds = |number| Some(Duration::from_secs(number));
        client.update_timeouts(TimeoutConfiguration::new(seconds(60), seconds(60), seconds(0))).await?;
        Ok(Self { client, _program: program, _files: files })
    }
}
