//! `cargo xtask demo`: the portal with the forms in it, from nothing to a running page.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::setup::{self, Purpose};
use crate::{files, package, process, project};

const USUAL_PORT: u16 = 8080;
const HEALTH: &str = "/health";
const START_LIMIT: Duration = Duration::from_secs(60);

/// `cargo xtask demo [--port N] [--database URL] [--check]`.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let port = match arguments.option("--port")? {
        Some(text) => Some(text.parse::<u16>().with_context(|| format!("`--port {text}` is no port"))?),
        None => None,
    };
    let database = arguments.option("--database")?;
    let check = arguments.flag("--check");
    arguments.finish()?;

    setup::install(Purpose::Demo)?;
    package::build()?;
    let program = build()?;
    let port = match port {
        Some(port) => port,
        None => free_port(if check { 0 } else { USUAL_PORT })?,
    };
    let database = database.as_deref();
    if check {
        check_start(&program, port, database)
    } else {
        // It says itself where it is and who can log in, and runs until it is stopped.
        process::run(&mut portal(&program, port, database))
    }
}

/// Builds the portal and returns its program.
pub(crate) fn build() -> Result<PathBuf> {
    println!("building the portal … about 4 minutes the first time");
    process::run(process::cargo().args(["build", "--package", "guidance-demo", "--bin", "guidance-demo"]))?;
    Ok(project::target()?.join("debug").join("guidance-demo").with_extension(std::env::consts::EXE_EXTENSION))
}

fn portal(program: &Path, port: u16, database: Option<&str>) -> Command {
    let mut command = process::command(program);
    command.arg("--dist").arg(project::dist()).args(["--port", &port.to_string()]);
    if let Some(database) = database {
        command.args(["--database", database]);
    }
    command
}

/// Starts the portal, waits until it answers, and stops it. Without `--database` it gets one of its own.
fn check_start(program: &Path, port: u16, database: Option<&str>) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("guidance-forms-demo-{}", std::process::id()));
    files::remove(&folder)?;
    std::fs::create_dir_all(&folder)?;
    let own = format!("sqlite:{}", folder.join("demo.db").display());
    let outcome = portal(program, port, Some(database.unwrap_or(&own)))
        .spawn()
        .with_context(|| format!("{} did not start", program.display()))
        .and_then(|mut process| {
            let outcome = wait_until_healthy(&mut process, port);
            let _ = process.kill();
            let _ = process.wait();
            outcome
        });
    files::remove(&folder)?;
    outcome?;
    println!("the demo starts and is healthy");
    Ok(())
}

fn wait_until_healthy(process: &mut Child, port: u16) -> Result<()> {
    let started = Instant::now();
    while started.elapsed() < START_LIMIT {
        if let Some(status) = process.try_wait()? {
            bail!("the demo ended at once ({status})");
        }
        if is_healthy(port) {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(100));
    }
    bail!("http://127.0.0.1:{port}{HEALTH} gave no 200 within {} s", START_LIMIT.as_secs())
}

fn is_healthy(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET {HEALTH} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.split_whitespace().nth(1) == Some("200"))
}

/// `wanted` if nothing listens there, otherwise any port that is free.
fn free_port(wanted: u16) -> Result<u16> {
    if let Ok(listener) = TcpListener::bind(("127.0.0.1", wanted)) {
        return Ok(listener.local_addr()?.port());
    }
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    println!("port {wanted} is taken; this is on {port}");
    Ok(port)
}
