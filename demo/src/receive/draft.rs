//! Keeping drafts.

use crate::clock;
use crate::embedding;
use crate::guest::Guest;
use crate::person::Caller;
use crate::portal::{Portal, Shared};
use crate::receive::body;
use crate::secret::Secret;
use crate::store::drafts::Saved;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use guidance_contract::{Config, Context, Document as _, Issue, IssueCode, Report, Status, Submission};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Greatest draft with its envelope.
pub const LIMIT: usize = body::DOCUMENT + 1024;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Incoming<'a> {
    /// The revision that the draft was made from; 0 for the first.
    revision: i64,
    /// The draft. The contract reads it, within its own limits.
    #[serde(borrow)]
    submission: &'a RawValue,
}

/// What became of a draft.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Outgoing {
    revision: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    saved_at: Option<String>,
    #[serde(skip_serializing_if = "Report::is_empty")]
    report: Report,
}

/// A draft that has been read and checked.
struct Checked {
    revision: i64,
    outcome: Result<Secret<String>, Report>,
}

/// Saves the caller's draft of a form.
pub async fn save(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Failure> {
    if body::media_type(request.headers()) != "application/json" {
        return Err(Failure::MediaType);
    }
    let assignment = portal.store.assignment(&caller, &id).await?.ok_or(Failure::NotFound)?;
    if !assignment.is_for(&caller) {
        return Err(Failure::Forbidden);
    }
    if !assignment.is_open() {
        let outdated = Outgoing { revision: assignment.draft_revision, ..Outgoing::default() };
        return Ok((StatusCode::GONE, Json(outdated)).into_response());
    }
    let config = embedding::to_fill_in(&portal, &caller, &assignment, frame.locale).await?;
    let (revision, document) = match read_and_check(&portal, assignment.form, config, request).await? {
        Ok(checked) => checked,
        Err(refused) => return Ok(refused),
    };
    Ok(told(portal.store.save_draft(&caller, &id, revision, &document).await?))
}

/// Saves the draft of a guest.
pub async fn save_of_guest(
    State(portal): State<Shared>,
    frame: Frame,
    guest: Guest,
    request: Request,
) -> Result<Response, Failure> {
    if body::media_type(request.headers()) != "application/json" {
        return Err(Failure::MediaType);
    }
    if guest.is_answered() {
        let outdated = Outgoing { revision: guest.draft_revision, ..Outgoing::default() };
        return Ok((StatusCode::GONE, Json(outdated)).into_response());
    }
    let config = embedding::to_rate(&portal, &guest, frame.locale)?;
    let (revision, document) = match read_and_check(&portal, guest.form.clone(), config, request).await? {
        Ok(checked) => checked,
        Err(refused) => return Ok(refused),
    };
    Ok(told(portal.store.save_guest_draft(&guest, revision, &document).await?))
}

/// The revision that a draft was made from, and the draft; the reply to one that no form could open again.
async fn read_and_check(
    portal: &Shared,
    form: String,
    config: Config,
    request: Request,
) -> Result<Result<(i64, Secret<String>), Response>, Failure> {
    let text = body::text(request, LIMIT).await?;
    let checking = portal.clone();
    let checked = body::work(move || check(&checking, &form, config, &text)).await??;
    Ok(checked.outcome.map(|document| (checked.revision, document)).map_err(|report| {
        let refused = Outgoing { revision: checked.revision, report, ..Outgoing::default() };
        (StatusCode::UNPROCESSABLE_ENTITY, Json(refused)).into_response()
    }))
}

fn told(saved: Saved) -> Response {
    match saved {
        Saved::Stored { revision, at } => {
            let saved_at = Some(clock::rfc3339(at));
            (StatusCode::OK, Json(Outgoing { revision, saved_at, ..Outgoing::default() })).into_response()
        }
        Saved::Outdated { revision } => {
            (StatusCode::CONFLICT, Json(Outgoing { revision, ..Outgoing::default() })).into_response()
        }
        Saved::Closed => (StatusCode::GONE, Json(Outgoing::default())).into_response(),
    }
}

fn check(portal: &Portal, form: &str, config: Config, text: &Secret<String>) -> Result<Checked, Failure> {
    let hosted = portal.catalog.form(form).ok_or(Failure::NotFound)?;
    let Incoming { revision, submission } =
        serde_json::from_str(text.expose()).map_err(|_| Failure::BadRequest)?;
    let refused = |report| Ok(Checked { revision, outcome: Err(report) });
    let draft = match read(form, submission.get()) {
        Ok(draft) => draft,
        Err(report) => return refused(report),
    };
    if draft.author != config.author {
        // The page is that of somebody who was logged in before: it says that the session has ended, and keeps it.
        return Err(Failure::LoggedOut);
    }
    if draft.status != Status::Draft || draft.subject != config.subject {
        return Err(Failure::BadRequest);
    }
    let today = embedding::plain_date(portal.clock.today())?;
    let context = Context::new(&config, today);
    let report = hosted.form.check_draft(&draft.answers, &portal.catalog.code_sets, &context);
    if report.has_errors() {
        return refused(report);
    }
    let document = serde_json::to_string(&draft).map_err(|_| Failure::Internal)?;
    match put_into(config, form, &document) {
        Ok(_) => Ok(Checked { revision, outcome: Ok(Secret::new(document)) }),
        Err(report) => refused(report),
    }
}

fn read(form: &str, text: &str) -> Result<Submission, Report> {
    let draft = Submission::parse(text)?;
    if draft.definition.id != form {
        let issue = Issue::error("/definition/id", IssueCode::DefinitionMismatch)
            .with("expected", form)
            .with("found", draft.definition.id.chars().take(100).collect::<String>());
        return Err(Report { issues: vec![issue] });
    }
    Ok(draft)
}

/// The config with a stored draft in it.
///
/// # Errors
/// Why a browser could not open it: it is no draft of the form, or the two are too much together.
pub fn put_into(mut config: Config, form: &str, text: &str) -> Result<Config, Report> {
    config.submission = Some(read(form, text)?);
    Config::parse(&serde_json::to_string(&config).unwrap_or_default())
}
