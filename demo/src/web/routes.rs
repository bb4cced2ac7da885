//! The route table of the portal: every address, and who may use it.

use crate::pages::{
    assignment, audit, gallery, gallery_results, home, inbox, login, notes, proposals, requests, results,
    session, students, submission, system, workplace,
};
use crate::person::PersonRole::{self, Counsellor, Guardian, It, Office, Student, Teacher};
use crate::portal::Shared;
use crate::receive;
use crate::web::failure::Failure;
use crate::web::guard::{Policy, Policy::Guest, Policy::Public, explain};
use crate::web::table::{Line, Load, Table};
use crate::web::{assets, headers};
use axum::Router;
use axum::middleware::from_fn_with_state;
use std::time::Duration;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _, SizeAbove};

const ANYONE: Policy = Policy::Roles(&PersonRole::ALL);
const RESPONDENTS: Policy = Policy::Roles(&[Student, Guardian, Teacher, Counsellor]);
const READERS: Policy = Policy::Roles(&[Student, Guardian, Teacher, Counsellor, Office]);
const STAFF: Policy = Policy::Roles(&[Teacher, Counsellor, Office]);
const TEACHING: Policy = Policy::Roles(&[Teacher, Counsellor]);
const STUDENTS: Policy = Policy::Roles(&[Student]);
const FAMILY: Policy = Policy::Roles(&[Student, Guardian]);
const KEEPERS: Policy = Policy::Roles(&[Office, It]);
const SYSTEM: Policy = Policy::Roles(&[It]);

/// All files of a submission together, and room for the rest, from a phone in the country.
const FILES: Load = Load { bytes: 52 * 1024 * 1024, time: Some(Duration::from_secs(15 * 60)) };
/// A draft with its envelope.
const DRAFT: Load = Load { bytes: receive::draft::LIMIT, time: Some(Duration::from_secs(2 * 60)) };
/// A note, each sign as its browser writes it in a form.
const NOTE: Load = Load { bytes: 64 * 1024, time: None };
/// Reports of browsers.
const REPORT: Load = Load { bytes: 64 * 1024, time: None };

/// The router, and the table that it was made from.
pub fn build(portal: &Shared) -> (Router, Vec<Line>) {
    let (router, lines) = Table::new(portal.clone())
        .get("/", ANYONE, home::show)
        .get("/to-fill", TEACHING, home::to_fill)
        .get("/forms/{id}", RESPONDENTS, assignment::show)
        .post("/forms/{id}/restart", RESPONDENTS, assignment::restart)
        .get("/submissions/{id}", READERS, submission::show)
        .get("/submissions/{id}/files/{sha256}", READERS, submission::download)
        .get("/results/{form}", STUDENTS, results::show)
        .get("/views", FAMILY, audit::views)
        .get("/students", TEACHING, students::list)
        .get("/students/{id}", TEACHING, students::show)
        .post("/students/{id}/submissions/{submission}/talked-through", TEACHING, students::talked_through)
        .get("/students/{id}/results/{form}", TEACHING, students::results_of_form)
        .get("/students/{id}/proposals/{proposal}", TEACHING, proposals::show)
        .post_with("/students/{id}/proposals/{proposal}", TEACHING, NOTE, proposals::decide)
        .get("/students/{id}/notes", TEACHING, notes::show)
        .post_with("/students/{id}/notes", TEACHING, NOTE, notes::write)
        .get("/students/{id}/requests", TEACHING, requests::show)
        .post("/students/{id}/requests/student", TEACHING, requests::ask_student)
        .post("/students/{id}/requests/staff", TEACHING, requests::ask_staff)
        .post("/students/{id}/requests/{request}/withdraw", TEACHING, requests::withdraw_request)
        .post("/students/{id}/links", TEACHING, requests::make_link)
        .post("/students/{id}/links/{link}/withdraw", TEACHING, requests::withdraw)
        .get("/inbox", STAFF, inbox::show)
        .post("/inbox", STAFF, inbox::search)
        .get("/audit", KEEPERS, audit::show)
        .get("/system", SYSTEM, system::show)
        .get("/api/assignments/{id}/config", RESPONDENTS, receive::configs::to_fill_in)
        .put_with("/api/assignments/{id}/draft", RESPONDENTS, DRAFT, receive::draft::save)
        .post_with("/api/assignments/{id}/submissions", RESPONDENTS, FILES, receive::submission::receive)
        .get("/api/submissions/{id}/config", READERS, receive::configs::to_review)
        .get("/api/results/{form}/config", STUDENTS, receive::configs::own_results)
        .get("/api/students/{id}/results/{form}/config", TEACHING, receive::configs::results_of_student)
        .get("/api/students/{id}/proposals/{proposal}/config", TEACHING, receive::configs::proposal)
        .get("/workplace", Guest, workplace::none)
        .get("/workplace/{id}", Guest, workplace::show)
        .post("/workplace/{id}/leave", Guest, workplace::leave)
        .get("/api/workplace/{id}/config", Guest, receive::configs::to_rate)
        .put_with("/api/workplace/{id}/draft", Guest, DRAFT, receive::draft::save_of_guest)
        .post_with("/api/workplace/{id}/submissions", Guest, FILES, receive::submission::receive_from_guest)
        .get("/api/workplace/{id}/submission/config", Guest, receive::configs::own_answers)
        .post("/api/workplace/{id}/session", Guest, workplace::keep_alive)
        .get("/workplace/open/{token}", Public, workplace::open)
        .get("/workplace/left", Public, workplace::left)
        .post("/api/session", ANYONE, session::keep_alive)
        .get("/login", Public, login::show)
        .post("/login", Public, login::log_in)
        .post("/logout", Public, login::log_out)
        .post("/language", Public, login::choose_language)
        .get("/gallery", Public, gallery::show)
        .get("/gallery/embed", Public, gallery::embed_page)
        .get("/gallery/config", Public, gallery::config_document)
        .get("/gallery/results", Public, gallery_results::show)
        .get("/gallery/results/embed", Public, gallery_results::embed_page)
        .get("/gallery/results/config", Public, gallery_results::config_document)
        .get("/health", Public, system::health)
        .post_with("/policy-reports", Public, REPORT, system::policy_reports)
        .get("/portal/{name}", Public, assets::asset)
        .finish();
    let small_and_pictures = SizeAbove::new(512).and(NotForContentType::IMAGES);
    let router = router
        .merge(assets::plug_in(portal))
        .fallback(|| async { Failure::NotFound })
        .layer(from_fn_with_state(portal.clone(), explain))
        .layer(CompressionLayer::new().compress_when(small_and_pictures))
        .layer(from_fn_with_state(portal.clone(), headers::add))
        .with_state(portal.clone());
    (router, lines)
}
