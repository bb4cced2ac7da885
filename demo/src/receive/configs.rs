//! The configs that the pages' forms ask for.

use crate::embedding;
use crate::person::Caller;
use crate::portal::Shared;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::Json;
use axum::extract::{Path, State};
use guidance_contract::{Config, Submission};

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
    let mut config = embedding::to_fill_in(&portal, &caller, &assignment, frame.locale).await?;
    let draft = portal.store.draft(&caller, &id, &assignment.subject_id).await?;
    config.submission = draft.and_then(|draft| serde_json::from_str::<Submission>(draft.body.expose()).ok());
    Ok(Json(config))
}

/// Config of a sent form in review.
pub async fn to_review(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Config>, Failure> {
    let stored = portal.store.submission(&caller, &id).await?.ok_or(Failure::NotFound)?;
    embedding::to_review(&portal, &caller, &stored, frame.locale).map(Json)
}
