//! Receiving a submission: read, compare with what is known, check with the form's own rules, store, answer.

use crate::catalog::HostedForm;
use crate::clock;
use crate::embedding;
use crate::guest::Guest;
use crate::person::{Caller, RegisterEntry};
use crate::portal::{Portal, Shared};
use crate::receive::{body, locks, media, multipart};
use crate::secret::{Secret, sha256};
use crate::store::flags::Flag;
use crate::store::writer::{Author, NewFile, NewSubmission, Outcome, Receipt, Refusal};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use anyhow::Context as _;
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use guidance_contract::{
    Config, Document as _, Expectation, Issue, IssueCode, PlainDate, Report, Submission, SubmitReply,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Files = BTreeMap<String, Secret<Arc<[u8]>>>;

/// Receives a submission of a person of the portal.
pub async fn receive(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Failure> {
    let assignment = portal.store.assignment(&caller, &id).await?.ok_or(Failure::NotFound)?;
    if !assignment.is_for(&caller) {
        return Err(Failure::Forbidden);
    }
    let arrived = match Arrived::read(request).await? {
        Ok(arrived) => arrived,
        Err(report) => return Ok(refused(report)),
    };
    let author = Author::Person(caller.clone());
    if let Some(earlier) = arrived.answered(&portal, &author, &id, assignment.is_open()).await? {
        return Ok(earlier);
    }
    let locale = embedding::locale_when_opened(&caller, &arrived.submission, frame.locale);
    let config = embedding::to_fill_in(&portal, &caller, &assignment, locale).await?;
    let entry =
        portal.store.register_entry(&caller, &assignment.subject_id).await?.ok_or(Failure::NotFound)?;
    arrived.store(&portal, author, &id, assignment.form, config, entry).await
}

/// Receives the submission of a guest: once, as long as the link lives.
pub async fn receive_from_guest(
    State(portal): State<Shared>,
    frame: Frame,
    guest: Guest,
    request: Request,
) -> Result<Response, Failure> {
    let arrived = match Arrived::read(request).await? {
        Ok(arrived) => arrived,
        Err(report) => return Ok(refused(report)),
    };
    let (assignment, form) = (guest.assignment.clone(), guest.form.clone());
    let (author, is_open) = (Author::Guest(Box::new(guest.clone())), !guest.is_answered());
    if let Some(earlier) = arrived.answered(&portal, &author, &assignment, is_open).await? {
        return Ok(earlier);
    }
    let config = embedding::to_rate(&portal, &guest, frame.locale)?;
    let entry = portal.store.register_entry_for_checks(&guest).await?.ok_or(Failure::NotFound)?;
    arrived.store(&portal, author, &assignment, form, config, entry).await
}

/// A submission that has been read, and not yet checked.
struct Arrived {
    submission: Submission,
    body_hash: String,
    files: Files,
    misnamed: Vec<String>,
}

impl Arrived {
    async fn read(request: Request) -> Result<Result<Self, Report>, Failure> {
        let (document, files, misnamed) = match body::media_type(request.headers()) {
            "application/json" => (body::text(request, body::DOCUMENT).await?, Files::new(), Vec::new()),
            "multipart/form-data" => {
                let parts = multipart::read(request).await?;
                (parts.document, parts.files, parts.misnamed)
            }
            _ => return Err(Failure::MediaType),
        };
        let read = body::work(move || read(&document)).await??;
        Ok(read.map(|(submission, body_hash)| Self { submission, body_hash, files, misnamed }))
    }

    /// The answer to what has been stored already, or can be stored no more.
    async fn answered(
        &self,
        portal: &Portal,
        author: &Author,
        assignment: &str,
        is_open: bool,
    ) -> Result<Option<Response>, Failure> {
        // Before anything else: a sender that lost the receipt gets it again, whatever has changed since.
        let earlier =
            portal.store.earlier_outcome(author, assignment, &self.submission.id, &self.body_hash).await?;
        Ok(match earlier {
            Some(outcome) => Some(answer(outcome)),
            None if !is_open => Some(conflict()),
            None => None,
        })
    }

    async fn store(
        self,
        portal: &Shared,
        author: Author,
        assignment: &str,
        form: String,
        config: Config,
        entry: RegisterEntry,
    ) -> Result<Response, Failure> {
        let Self { submission, body_hash, files, misnamed } = self;
        let whom = (entry.id.clone(), entry.name());
        let today = embedding::plain_date(portal.clock.today())?;
        let portal_of_check = portal.clone();
        let check =
            Check { portal: portal_of_check, form, config, today, entry, submission, files, misnamed };
        let accepted = match body::work(move || check.run()).await?? {
            Ok(accepted) => accepted,
            Err(report) => return Ok(refused(report)),
        };
        let new = accepted.new_submission(assignment, whom, author, body_hash, None);
        match portal.store.store_submission(new).await {
            Ok(outcome) => Ok(answer(outcome)),
            Err(Refusal::Busy | Refusal::Closing) => Err(Failure::Busy(2)),
            Err(Refusal::Failed(error)) => Err(error.into()),
        }
    }
}

/// Checks and stores a submission of an earlier day, for the demonstration's history: by the rules of that day.
///
/// # Errors
/// Why it was not stored.
pub async fn store_history(
    portal: &Shared,
    author: Author,
    assignment: &str,
    config: Config,
    entry: RegisterEntry,
    submission: Submission,
    received_at: i64,
) -> anyhow::Result<()> {
    let today = PlainDate::parse_iso(&submission.answered_on).context("no day")?;
    let whom = (entry.id.clone(), entry.name());
    let body_hash = sha256(canonical(&submission).map_err(failed)?.expose().as_bytes());
    let form = submission.definition.id.clone();
    let (files, misnamed) = (Files::new(), Vec::new());
    let check = Check { portal: portal.clone(), form, config, today, entry, submission, files, misnamed };
    let accepted = body::work(move || check.run()).await.and_then(|checked| checked).map_err(failed)?;
    let accepted = accepted.map_err(|report| {
        let issues = report.issues.iter().map(|issue| format!("{} {}", issue.path, issue.code.as_str()));
        anyhow::anyhow!("{}", issues.collect::<Vec<_>>().join("; "))
    })?;
    let new = accepted.new_submission(assignment, whom, author, body_hash, Some(received_at));
    match portal.store.store_submission(new).await {
        Ok(Outcome::Stored(_)) => Ok(()),
        other => anyhow::bail!("not stored: {other:?}"),
    }
}

fn failed(failure: Failure) -> anyhow::Error {
    anyhow::anyhow!("{failure:?}")
}

/// The submission, and the SHA-256 of its canonical document.
fn read(document: &Secret<String>) -> Result<Result<(Submission, String), Report>, Failure> {
    let submission = match Submission::parse(document.expose()) {
        Ok(submission) => submission,
        Err(report) => return Ok(Err(report)),
    };
    let hash = sha256(canonical(&submission)?.expose().as_bytes());
    Ok(Ok((submission, hash)))
}

/// The document with its keys in order, so that the same submission has the same hash.
fn canonical(submission: &Submission) -> Result<Secret<String>, Failure> {
    let value = serde_json::to_value(submission).map_err(|_| Failure::Internal)?;
    serde_json::to_string(&value).map(Secret::new).map_err(|_| Failure::Internal)
}

/// Everything that a check needs, on the thread where it is made.
struct Check {
    portal: Shared,
    form: String,
    config: Config,
    /// The day on which it is checked.
    today: PlainDate,
    entry: RegisterEntry,
    submission: Submission,
    files: Files,
    misnamed: Vec<String>,
}

/// What is to be stored.
struct Accepted {
    submission: Submission,
    body: Secret<String>,
    files: Vec<NewFile>,
    flags: Vec<Flag>,
}

impl Accepted {
    /// What is stored: by whom, about whom (id and name), and when it came if that was not now.
    fn new_submission(
        self,
        assignment: &str,
        (subject, subject_name): (String, String),
        author: Author,
        body_hash: String,
        received_at: Option<i64>,
    ) -> NewSubmission {
        let Self { submission, body, files, flags } = self;
        NewSubmission {
            id: submission.id,
            assignment: assignment.to_owned(),
            form: submission.definition.id,
            form_version: submission.definition.version,
            subject,
            subject_name,
            author,
            received_at,
            body_hash,
            body,
            files,
            flags,
        }
    }
}

impl Check {
    fn run(self) -> Result<Result<Accepted, Report>, Failure> {
        let Self { portal, form, config, today, entry, mut submission, mut files, misnamed } = self;
        let hosted = portal.catalog.form(&form).ok_or(Failure::NotFound)?;
        let expected = Expectation {
            code_sets: &portal.catalog.code_sets,
            config: &config,
            messages: &hosted.messages,
            today,
        };
        let mut report = hosted.form.check_submission(&submission, &expected);
        check_files(hosted, &submission, &files, &misnamed, &mut report);
        if report.has_errors() {
            return Ok(Err(report));
        }
        let flags = locks::apply(&hosted.form, &entry, &config, today, &mut submission);
        let named: BTreeSet<String> =
            embedding::files_of(&hosted.form, &submission).into_iter().map(|(_, file)| file.sha256).collect();
        files.retain(|sha256, _| named.contains(sha256));
        let files = files.into_iter().map(|(sha256, content)| NewFile {
            sha256,
            media_type: media::sniff(content.expose()).to_owned(),
            content,
        });
        Ok(Ok(Accepted { body: canonical(&submission)?, submission, files: files.collect(), flags }))
    }
}

/// Compares the files that came with those that the answers name: all of them, and no other.
fn check_files(
    hosted: &HostedForm,
    submission: &Submission,
    files: &Files,
    misnamed: &[String],
    report: &mut Report,
) {
    let mut named = BTreeSet::new();
    for (path, file) in embedding::files_of(&hosted.form, submission) {
        let issue = |code| Issue::error(path.clone(), code).with("name", file.name.as_str());
        match files.get(&file.sha256) {
            None => report.push(issue(IssueCode::FileContent)),
            Some(content) if content.expose().len() as u64 != file.bytes => {
                report.push(issue(IssueCode::FileContent));
            }
            Some(content) if !media::agrees(&file.media_type, media::sniff(content.expose())) => {
                report.push(issue(IssueCode::FileType).with("accept", file.media_type.as_str()));
            }
            Some(_) => {}
        }
        named.insert(file.sha256);
    }
    let strangers = files.keys().filter(|hash| !named.contains(*hash)).chain(misnamed);
    for name in strangers {
        let name: String = name.chars().take(64).collect();
        report.push(Issue::error("", IssueCode::FileContent).with("name", name));
    }
}

fn answer(outcome: Outcome) -> Response {
    match outcome {
        Outcome::Stored(Receipt { id, reference, received_at }) => {
            let reply = SubmitReply {
                id: Some(id),
                reference: Some(reference),
                received: Some(clock::rfc3339(received_at)),
                report: Report::default(),
            };
            Json(reply).into_response()
        }
        Outcome::Conflict => conflict(),
    }
}

fn refused(report: Report) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(reply_with(report))).into_response()
}

fn conflict() -> Response {
    let issue = Issue::error("/id", IssueCode::Send).with("status", StatusCode::CONFLICT.as_u16());
    (StatusCode::CONFLICT, Json(reply_with(Report { issues: vec![issue] }))).into_response()
}

fn reply_with(report: Report) -> SubmitReply {
    SubmitReply { id: None, reference: None, received: None, report }
}
