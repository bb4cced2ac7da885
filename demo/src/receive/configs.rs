//! The configs that the pages' forms and results ask for. These are what hands out answers and register data, so these are what
//! writes down that somebody has read them.

use crate::embedding;
use crate::guest::Guest;
use crate::person::Caller;
use crate::portal::{Portal, Shared};
use crate::receive::{body, draft};
use crate::results;
use crate::store::assignments::Assignment;
use crate::store::audit::Action;
use crate::store::drafts::Draft;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::Json;
use axum::extract::{Path, State};
use guidance_contract::{Config, ResultsConfig, Submission};

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
    filled(config, assignment.form.clone(), stored).await
}

async fn filled(config: Config, form: String, stored: Draft) -> Result<(Config, bool), Failure> {
    let empty = config.clone();
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
    // A form of which nothing is for the reader has not been read.
    let is_handed_out = |sent: &Submission| !sent.answers.is_empty() || !sent.computed.is_empty();
    if config.submission.as_ref().is_some_and(is_handed_out) {
        portal.store.record(&caller, Action::Read, &summary.id, &summary.subject_id).await?;
    }
    if caller.role().has_inbox() {
        portal.store.mark_read(&caller, summary).await?;
    }
    Ok(Json(config))
}

/// Config of the results of a form, for the student whom they are about.
pub async fn own_results(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(form): Path<String>,
) -> Result<Json<ResultsConfig>, Failure> {
    let config = results::about(&portal, &caller, caller.id(), &form, frame.locale).await?;
    portal.store.record(&caller, Action::ResultsRead, &form, caller.id()).await?;
    Ok(Json(config))
}

/// Config of the results of a form about a student, for those who are responsible for her.
pub async fn results_of_student(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path((id, form)): Path<(String, String)>,
) -> Result<Json<ResultsConfig>, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let config = results::about(&portal, &caller, &student.id, &form, frame.locale).await?;
    portal.store.record(&caller, Action::ResultsRead, &form, &student.id).await?;
    Ok(Json(config))
}

/// Config of a proposal about a student, for those whom it is for.
pub async fn proposal(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path((id, proposal)): Path<(String, String)>,
) -> Result<Json<ResultsConfig>, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let found = results::proposal(&portal, &caller, &student.id, &proposal, frame.locale).await?;
    let (config, _) = found.ok_or(Failure::NotFound)?;
    portal.store.record(&caller, Action::ProposalRead, &proposal, &student.id).await?;
    Ok(Json(config))
}

/// Config of the form that a guest fills in, with the guest's draft.
pub async fn to_rate(
    State(portal): State<Shared>,
    frame: Frame,
    guest: Guest,
) -> Result<Json<Config>, Failure> {
    if guest.is_answered() {
        return Err(Failure::Forbidden);
    }
    let (config, is_whole) = with_guest_draft(&portal, &guest, &frame).await?;
    portal.store.mark_opened(&guest).await?;
    portal.store.record_of_guest(&guest, Action::LinkOpened, &guest.assignment).await?;
    if config.submission.is_some() {
        portal.store.record_of_guest(&guest, Action::DraftRead, &guest.assignment).await?;
    }
    if !is_whole {
        tracing::warn!(assignment = guest.assignment, "a stored draft cannot be opened");
    }
    Ok(Json(config))
}

/// The config with the guest's draft, and whether that is all.
pub async fn with_guest_draft(
    portal: &Portal,
    guest: &Guest,
    frame: &Frame,
) -> Result<(Config, bool), Failure> {
    let config = embedding::to_rate(portal, guest, frame.locale)?;
    let Some(stored) = portal.store.guest_draft(guest).await? else { return Ok((config, true)) };
    filled(config, guest.form().to_owned(), stored).await
}

/// Config of what a guest has sent, in review: that of their own link and nothing else.
pub async fn own_answers(
    State(portal): State<Shared>,
    frame: Frame,
    guest: Guest,
) -> Result<Json<Config>, Failure> {
    let own = portal.store.submission_of_guest(&guest).await?.ok_or(Failure::NotFound)?;
    let config = embedding::to_review_own(&portal, &guest, &own, frame.locale)?;
    portal.store.record_of_guest(&guest, Action::Read, &guest.submission_id).await?;
    Ok(Json(config))
}
