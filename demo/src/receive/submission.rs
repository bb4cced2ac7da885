//! Receiving a submission: read, compare with what is known, check with the form's own rules, store, answer.

use crate::catalog::HostedForm;
use crate::clock;
use crate::embedding;
use crate::person::{Caller, RegisterEntry};
use crate::portal::Shared;
use crate::receive::{body, locks, media, multipart};
use crate::secret::{Secret, sha256};
use crate::store::assignments::Assignment;
use crate::store::flags::Flag;
use crate::store::writer::{NewFile, NewSubmission, Outcome, Receipt, Refusal};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use guidance_contract::{
    Config, Document as _, Expectation, Issue, IssueCode, Report, Submission, SubmitReply,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Files = BTreeMap<String, Secret<Arc<[u8]>>>;

/// Receives a submission.
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
    let (document, files, misnamed) = match body::media_type(request.headers()) {
        "application/json" => (body::text(request, body::DOCUMENT).await?, Files::new(), Vec::new()),
        "multipart/form-data" => {
            let parts = multipart::read(request).await?;
            (parts.document, parts.files, parts.misnamed)
        }
        _ => return Err(Failure::MediaType),
    };
    let read = body::work(move || read(&document)).await??;
    let (submission, body_hash) = match read {
        Ok(read) => read,
        Err(report) => return Ok(refused(report)),
    };
    // Before anything else: a sender that lost the receipt gets it again, whatever has changed since.
    if let Some(outcome) = portal.store.earlier_outcome(&caller, &id, &submission.id, &body_hash).await? {
        return Ok(answer(outcome));
    }
    if !assignment.is_open() {
        return Ok(conflict());
    }
    let locale = embedding::locale_when_opened(&caller, &submission, frame.locale);
    let config = embedding::to_fill_in(&portal, &caller, &assignment, locale).await?;
    let entry = portal.store.register_entry(&caller, &assignment.subject_id).await?;
    let check = Check {
        portal: portal.clone(),
        form: assignment.form.clone(),
        config,
        entry: entry.ok_or(Failure::NotFound)?,
        submission,
        files,
        misnamed,
    };
    let Accepted { submission, body, files, flags } = match body::work(move || check.run()).await?? {
        Ok(accepted) => accepted,
        Err(report) => return Ok(refused(report)),
    };
    let new = NewSubmission {
        id: submission.id,
        assignment: id,
        form: submission.definition.id,
        form_version: submission.definition.version,
        subject: assignment.subject_id.clone(),
        subject_name: subject_name(&assignment),
        author: caller,
        body_hash,
        body,
        files,
        flags,
    };
    match portal.store.store_submission(new).await {
        Ok(outcome) => Ok(answer(outcome)),
        Err(Refusal::Busy | Refusal::Closing) => Err(Failure::Busy(2)),
        Err(Refusal::Failed(error)) => Err(error.into()),
    }
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

fn subject_name(assignment: &Assignment) -> String {
    assignment.subject_name.clone()
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

impl Check {
    fn run(self) -> Result<Result<Accepted, Report>, Failure> {
        let Self { portal, form, config, entry, mut submission, mut files, misnamed } = self;
        let hosted = portal.catalog.form(&form).ok_or(Failure::NotFound)?;
        let today = embedding::plain_date(portal.clock.today())?;
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
