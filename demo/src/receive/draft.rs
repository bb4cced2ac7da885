//! Keeping drafts.

use crate::clock;
use crate::embedding;
use crate::person::Caller;
use crate::portal::Shared;
use crate::receive::body;
use crate::secret::Secret;
use crate::store::drafts::Saved;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use guidance_contract::{Context, Report, Status, Submission};
use serde::{Deserialize, Serialize};

/// Greatest draft with its envelope.
pub const LIMIT: usize = body::DOCUMENT + 1024;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Incoming {
    /// The revision that the draft was made from; 0 for the first.
    revision: i64,
    /// The draft.
    submission: Submission,
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
    let text = body::text(request, LIMIT).await?;
    let incoming: Incoming = serde_json::from_str(text.expose()).map_err(|_| Failure::BadRequest)?;
    let hosted = portal.catalog.form(&assignment.form).ok_or(Failure::NotFound)?;
    let config = embedding::to_fill_in(&portal, &caller, &assignment, frame.locale).await?;
    let draft = &incoming.submission;
    if draft.status != Status::Draft
        || draft.definition.id != assignment.form
        || draft.subject != config.subject
        || draft.author != config.author
    {
        return Err(Failure::BadRequest);
    }
    let today = embedding::plain_date(portal.clock.today())?;
    let report =
        hosted.form.check_draft(&draft.answers, &portal.catalog.code_sets, &Context::new(&config, today));
    if report.has_errors() {
        let refused = Outgoing { revision: incoming.revision, report, ..Outgoing::default() };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(refused)).into_response());
    }
    let document = serde_json::to_string(draft).map_err(|_| Failure::Internal)?;
    let saved = portal.store.save_draft(&caller, &id, incoming.revision, &Secret::new(document)).await?;
    Ok(match saved {
        Saved::Stored { revision, at } => {
            let saved_at = Some(clock::rfc3339(at));
            (StatusCode::OK, Json(Outgoing { revision, saved_at, ..Outgoing::default() })).into_response()
        }
        Saved::Outdated { revision } => {
            (StatusCode::CONFLICT, Json(Outgoing { revision, ..Outgoing::default() })).into_response()
        }
    })
}
