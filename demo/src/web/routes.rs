//! The route table of the portal: every address, and who may use it.

use crate::pages::{assignment, audit, gallery, home, inbox, login, submission, system};
use crate::person::PersonRole::{self, Counsellor, Guardian, It, Office, Student, Teacher};
use crate::portal::Shared;
use crate::receive;
use crate::web::failure::Failure;
use crate::web::guard::{Policy, Policy::Public, explain};
use crate::web::table::{Line, Table};
use crate::web::{assets, headers};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _, SizeAbove};

const ANYONE: Policy = Policy::Roles(&PersonRole::ALL);
const RESPONDENTS: Policy = Policy::Roles(&[Student, Guardian, Counsellor]);
const READERS: Policy = Policy::Roles(&[Student, Guardian, Teacher, Counsellor, Office]);
const STAFF: Policy = Policy::Roles(&[Teacher, Counsellor, Office]);
const COUNSELLORS: Policy = Policy::Roles(&[Counsellor]);
const FAMILY: Policy = Policy::Roles(&[Student, Guardian]);
const KEEPERS: Policy = Policy::Roles(&[Office, It]);
const SYSTEM: Policy = Policy::Roles(&[It]);

/// Greatest request: all files of a submission together, and room for the rest.
const LARGEST: usize = 52 * 1024 * 1024;

/// The router, and the table that it was made from.
pub fn build(portal: &Shared) -> (Router, Vec<Line>) {
    let (router, lines) = Table::new(portal.clone())
        .get("/", ANYONE, home::show)
        .get("/to-fill", COUNSELLORS, home::to_fill)
        .get("/forms/{id}", RESPONDENTS, assignment::show)
        .get("/submissions/{id}", READERS, submission::show)
        .get("/submissions/{id}/files/{sha256}", READERS, submission::download)
        .get("/views", FAMILY, audit::views)
        .get("/inbox", STAFF, inbox::show)
        .post("/inbox", STAFF, inbox::search)
        .get("/audit", KEEPERS, audit::show)
        .get("/system", SYSTEM, system::show)
        .get("/api/assignments/{id}/config", RESPONDENTS, receive::configs::to_fill_in)
        .put("/api/assignments/{id}/draft", RESPONDENTS, receive::draft::save)
        .post("/api/assignments/{id}/submissions", RESPONDENTS, receive::submission::receive)
        .get("/api/submissions/{id}/config", READERS, receive::configs::to_review)
        .get("/login", Public, login::show)
        .post("/login", Public, login::log_in)
        .post("/logout", Public, login::log_out)
        .post("/language", Public, login::choose_language)
        .get("/gallery", Public, gallery::show)
        .get("/gallery/embed", Public, gallery::embed_page)
        .get("/gallery/config", Public, gallery::config_document)
        .get("/health", Public, system::health)
        .post("/policy-reports", Public, system::policy_reports)
        .get("/portal/{name}", Public, assets::asset)
        .finish();
    let small_and_pictures = SizeAbove::new(512).and(NotForContentType::IMAGES);
    let router = router
        .merge(assets::plug_in(portal))
        .fallback(|| async { Failure::NotFound })
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(from_fn_with_state(portal.clone(), explain))
        .layer(CompressionLayer::new().compress_when(small_and_pictures))
        .layer(from_fn_with_state(portal.clone(), headers::add))
        .with_state(portal.clone());
    (router, lines)
}
