//! The configs that the pages' forms ask for. These are what hands out answers and register data, so these are what
//! writes down that somebody has read them.

use crate::embedding;
use crate::person::Caller;
use crate::portal::{Portal, Shared};
use crate::receive::{body, draft};
use crate::store::assignments::Assignment;
use crate::store::audit::Action;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::Json;
use axum::extract::{Path, State};
use guidance_contract::Config;

/// Config of a form that is filled in, with the caller's draft.
pub async fn to_fill_in(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Config>, Failure> {
    let assignment = portal.store.assignment(&caller, &id).await?.ok_or(Failure::NotFound)?;
    if !assignment.is_for(&caller) || !assignment.is_open() {
        return Err(Failure::Forbidden);
    }
    let (config, is_whole) = with_draft(&portal, &caller, &assignment, &frame).await?;
    if caller.id() != assignment.subject_id {
        portal.store.record(&caller, Action::RegisterRead, &id, &assignment.subject_id).await?;
    }
    if config.submission.is_some() {
        portal.store.record(&caller, Action::DraftRead, &id, &assignment.subject_id).await?;
    }
    if !is_whole {
        tracing::warn!(assignment = id, "a stored draft cannot be opened");
    }
    Ok(Json(config))
}

/// The config with the caller's draft, and whether that is all: a draft that a form could not open is left out.
pub async fn with_draft(
    portal: &Portal,
    caller: &Caller,
    assignment: &Assignment,
    frame: &Frame,
) -> Result<(Config, bool), Failure> {
    let config = embedding::to_fill_in(portal, caller, assignment, frame.locale).await?;
    let Some(stored) = portal.store.draft(caller, &assignment.id).await? else { return Ok((config, true)) };
    let (empty, form) = (config.clone(), assignment.form.clone());
    let filled = body::work(move || draft::put_into(config, &form, stored.body.expose())).await?;
    Ok(match filled {
        Ok(config) => (config, true),
        Err(_) => (empty, false),
    })
}

/// Config of a sent form in review.
pub async fn to_review(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Config>, Failure> {
    let stored = portal.store.submission(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let config = embedding::to_review(&portal, &caller, &stored, frame.locale)?;
    let summary = &stored.summary;
    portal.store.record(&caller, Action::Read, &summary.id, &summary.subject_id).await?;
    if caller.role().has_inbox() {
        portal.store.mark_read(&caller, summary).await?;
    }
    Ok(Json(config))
}
