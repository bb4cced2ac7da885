//! A receipt is kept: the portal's process is killed right after it, and the next one finds the submission.

mod support;

use anyhow::Context as _;
use reqwest::StatusCode;
use std::path::Path;
use std::process::Stdio;
use support::{TODAY, Visitor, finished, new_database};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

struct Process {
    child: Child,
    url: String,
}

async fn start(folder: &Path, database: &str) -> anyhow::Result<Process> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_guidance-demo"))
        .args(["--port", "0", "--today", TODAY, "--database", database, "--dist"])
        .arg(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let mut lines = BufReader::new(child.stdout.take().context("no output")?).lines();
    let line = lines.next_line().await?.context("the portal said nothing")?;
    let url = line.split_whitespace().last().context("no address")?.trim_end_matches('/').to_owned();
    // What else it prints is read and dropped, so that it never waits for a reader.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok(Process { child, url })
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_the_receipt_nothing_is_lost() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let database = new_database(&folder).await?;
    let mut boots = Vec::new();
    let mut receipts = Vec::new();
    for (student, assignment) in
        [("aino", "aino-enrolment"), ("satu", "satu-enrolment"), ("eetu", "eetu-enrolment")]
    {
        let mut process = start(folder.path(), &database).await?;
        let mut visitor = Visitor::new(&process.url)?;
        visitor.log_in(student, student).await?;
        let config = visitor.config(assignment).await?;
        let submission = finished(&config, |_| {})?;
        let (code, reply) = visitor.submit(assignment, &submission).await?;
        process.child.kill().await?;
        assert_eq!(code, StatusCode::OK, "{reply}");
        receipts.push((visitor, assignment, submission, reply));

        let mut next = start(folder.path(), &database).await?;
        for (visitor, assignment, submission, reply) in &receipts {
            // The session has survived too; only the address is new.
            let visitor = visitor.clone().moved_to(&next.url);
            let health = visitor.get("/health").await?;
            boots.push(health.headers()["guidance-boot"].to_str()?.to_owned());
            assert_eq!(visitor.submit(assignment, submission).await?, (StatusCode::OK, reply.clone()));
            let id = reply["id"].as_str().unwrap_or_default();
            assert_eq!(visitor.get(&format!("/submissions/{id}")).await?.status(), StatusCode::OK);
        }
        next.child.kill().await?;
    }
    boots.dedup();
    assert_eq!(boots.len(), 3, "each start has an id of its own");
    Ok(())
}
