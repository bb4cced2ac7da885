//! Running other programs.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project;

/// How often a long quiet command says that it is still alive.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// A command that runs in the workspace's folder, without the variables that cargo set for this program alone
/// (they would make other crates' build scripts run again) and without standard input.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project::root()).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "CARGO_BIN_NAME" {
            command.env_remove(&name);
        }
    }
    command
}

/// A cargo command.
pub(crate) fn cargo() -> Command {
    command(project::cargo())
}

/// The command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let mut line =
        Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    for argument in command.get_args() {
        let _ = write!(line, " {}", argument.to_string_lossy());
    }
    line
}

/// Runs with output passed through, and fails if the command does.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    println!("$ {line}");
    let status = command.status().with_context(|| format!("`{line}` did not start"))?;
    expect_success(&line, status)
}

/// Runs silently and returns standard output, or an error that holds standard error.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = shown(command);
    let output = command.output().with_context(|| format!("`{line}` did not start"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({})\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs with output passed through and kept. The text holds both streams, in the order in which lines came.
pub(crate) fn tee(command: &mut Command) -> Result<(ExitStatus, String)> {
    let line = shown(command);
    println!("$ {line}");
    listen(command, &line, |event| {
        if let Event::Line(text) = event {
            let mut out = std::io::stdout().lock();
            let _ = out.write_all(text.as_bytes());
            let _ = out.flush();
        }
    })
}

/// Runs quietly, with a line every now and then that says how far it is: `unit` names what lines that begin with
/// `counted` are. Fails with the last lines of output.
pub(crate) fn run_quietly(command: &mut Command, counted: &str, unit: &str) -> Result<()> {
    let line = shown(command);
    let started = Instant::now();
    let (mut count, mut last_sign) = (0_usize, Instant::now());
    let (status, text) = listen(command, &line, |event| {
        if let Event::Line(text) = event
            && !counted.is_empty()
            && text.trim_start().starts_with(counted)
        {
            count += 1;
        }
        if last_sign.elapsed() >= SIGN_OF_LIFE {
            last_sign = Instant::now();
            let so_far = if count > 0 { format!("{count} {unit}, ") } else { String::new() };
            println!("      … {so_far}{} s", started.elapsed().as_secs());
        }
    })?;
    if !status.success() {
        let lines: Vec<&str> = text.lines().collect();
        let tail = lines.len().saturating_sub(25);
        bail!("`{line}` failed ({status}):\n{}", lines.get(tail..).unwrap_or_default().join("\n"));
    }
    Ok(())
}

enum Event<'a> {
    Line(&'a str),
    Tick,
}

fn listen(
    command: &mut Command,
    line: &str,
    mut react: impl FnMut(Event<'_>),
) -> Result<(ExitStatus, String)> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{line}` did not start"))?;
    let (sender, receiver) = channel();
    let streams: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|stream| Box::new(stream) as _),
        child.stderr.take().map(|stream| Box::new(stream) as _),
    ];
    for stream in streams.into_iter().flatten() {
        let sender = sender.clone();
        thread::spawn(move || {
            let mut reader = BufReader::new(stream);
            let mut bytes = Vec::new();
            while reader.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
                if sender.send(String::from_utf8_lossy(&bytes).into_owned()).is_err() {
                    break;
                }
                bytes.clear();
            }
        });
    }
    drop(sender);
    let mut text = String::new();
    loop {
        match receiver.recv_timeout(Duration::from_secs(1)) {
            Ok(part) => {
                react(Event::Line(&part));
                text.push_str(&part);
            }
            Err(RecvTimeoutError::Timeout) => react(Event::Tick),
            Err(RecvTimeoutError::Disconnected) => break,
        }
        // A daemon left behind by a command may hold the streams open for ever: the command's own end is the end.
        if let Some(status) = child.try_wait()? {
            while let Ok(part) = receiver.recv_timeout(Duration::from_millis(300)) {
                react(Event::Line(&part));
                text.push_str(&part);
            }
            return Ok((status, text));
        }
    }
    Ok((child.wait()?, text))
}

fn expect_success(line: &str, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}
