//! Health, for machines and for the people who run the portal. No answers, no names.

use crate::language::{Text, text};
use crate::pages::layout::{self, Script};
use crate::pages::login::moment;
use crate::person::Caller;
use crate::portal::Shared;
use crate::store::Engine;
use crate::web::client::ClientAddress;
use crate::web::failure::Failure;
use crate::web::frame::{Frame, without_token};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse as _, Response};
use maud::html;
use serde::Serialize;
use serde_json::Value;

const TITLE: Text = text("Järjestelmä", "System", "System");
const HEALTH: Text = text("Tila", "Status", "Health");
const WELL: Text = text("Kunnossa", "I ordning", "Well");
const FAULT: Text =
    text("Vika: tietokanta ei vastaa", "Fel: databasen svarar inte", "Fault: the database does not answer");
const COUNTS: Text = text("Määrät", "Antal", "Counts");
const VIOLATIONS: Text = text(
    "Viimeisimmät sisältökäytännön rikkomukset",
    "Senaste brotten mot innehållspolicyn",
    "Latest breaches of the content security policy",
);
const NOTHING: Text = text("Ei rikkomuksia.", "Inga brott.", "None.");

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Health {
    status: &'static str,
    version: &'static str,
    boot: String,
    database: String,
    policy_violations: i64,
}

/// Health for machines.
pub async fn health(State(portal): State<Shared>) -> Response {
    let violations = portal.store.violation_count().await;
    let (status, word) = match violations {
        Ok(_) => (StatusCode::OK, "well"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "fault"),
    };
    let health = Health {
        status: word,
        version: env!("CARGO_PKG_VERSION"),
        boot: portal.store.boot().to_owned(),
        database: portal.store.database().to_owned(),
        policy_violations: violations.unwrap_or_default(),
    };
    (status, Json(health)).into_response()
}

/// The system page.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
) -> Result<Html<String>, Failure> {
    let well = portal.store.is_healthy().await;
    let counts = portal.store.counts(&caller).await?;
    let violations = portal.store.violations(&caller).await?;
    let engine = match portal.store.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    let rows = [
        (text("Henkilöitä", "Personer", "People"), counts.people),
        (text("Istuntoja", "Sessioner", "Sessions"), counts.sessions),
        (text("Avoimia lomakkeita", "Öppna formulär", "Open forms"), counts.open_assignments),
        (text("Luonnoksia", "Utkast", "Drafts"), counts.drafts),
        (text("Lähetettyjä lomakkeita", "Skickade formulär", "Sent forms"), counts.submissions),
        (text("Liitteitä", "Bilagor", "Files"), counts.attachments),
        (text("Tapahtumia", "Händelser", "Audit entries"), counts.audit_entries),
        (
            text("Sisältökäytännön rikkomuksia", "Brott mot innehållspolicyn", "Policy violations"),
            counts.policy_violations,
        ),
    ];
    let content = html! {
        h1 { (frame.say(TITLE)) }
        section aria-labelledby="health" {
            h2 id="health" { (frame.say(HEALTH)) }
            dl class="facts" {
                dt { (frame.say(HEALTH)) } dd { (frame.say(if well { WELL } else { FAULT })) }
                dt { (frame.say(text("Portaalin versio", "Portalens version", "Version of the portal"))) }
                dd { (env!("CARGO_PKG_VERSION")) }
                dt { (frame.say(text("Käynnistetty", "Startad", "Started"))) }
                dd { (moment(&portal, &frame, portal.started_at)) }
                dt { (frame.say(text("Käynnistyksen tunnus", "Startens id", "Boot id"))) } dd { code { (portal.store.boot()) } }
                dt { (frame.say(text("Tietokanta", "Databas", "Database"))) }
                dd { (engine) " " code { (portal.store.database()) } }
            }
        }
        section aria-labelledby="forms" {
            h2 id="forms" { (frame.say(text("Lomakkeet", "Formulär", "Forms"))) }
            table {
                thead { tr {
                    th scope="col" { (frame.say(text("Lomake", "Formulär", "Form"))) }
                    th scope="col" { (frame.say(text("Versio", "Version", "Version"))) }
                } }
                tbody {
                    @for hosted in portal.catalog.forms() {
                        tr {
                            th scope="row" { (portal.catalog.title(&hosted.form.reference().id, frame.locale)) }
                            td { (hosted.form.reference().version) }
                        }
                    }
                }
            }
        }
        section aria-labelledby="counts" {
            h2 id="counts" { (frame.say(COUNTS)) }
            dl class="facts" { @for (name, count) in rows { dt { (frame.say(name)) } dd { (count) } } }
        }
        section aria-labelledby="violations" {
            h2 id="violations" { (frame.say(VIOLATIONS)) }
            @if violations.is_empty() { p { (frame.say(NOTHING)) } }
            ul {
                @for violation in &violations {
                    li { (moment(&portal, &frame, violation.at)) " " code { (violation.directive) } " "
                        code { (violation.blocked) } " " code { (violation.page) } }
                }
            }
        }
    };
    Ok(layout::page(&frame, frame.say(TITLE), Script::None, &content))
}

/// Most reports taken from one request.
const REPORTS: usize = 20;

/// Takes a browser's report of a breach of the content security policy, in its old or new form. Anybody can send them, so
/// only so many a minute are kept and logged.
pub async fn policy_reports(
    State(portal): State<Shared>,
    ClientAddress(address): ClientAddress,
    body: Bytes,
) -> Result<StatusCode, Failure> {
    let report: Value = serde_json::from_slice(&body).map_err(|_| Failure::BadRequest)?;
    let reports = match report {
        Value::Array(list) => list,
        single => vec![single],
    };
    for report in reports.iter().take(REPORTS) {
        let old = report.get("csp-report");
        let new =
            report.get("body").filter(|_| report.get("type").is_some_and(|kind| kind == "csp-violation"));
        let Some(facts) = old.or(new) else { continue };
        if !portal.reports.takes(address) {
            return Err(Failure::Throttled(60));
        }
        let fact = |names: [&str; 2]| {
            let text = names.iter().find_map(|name| facts.get(name)?.as_str()).unwrap_or_default();
            text.chars().take(200).collect::<String>()
        };
        let page = fact(["document-uri", "documentURL"]);
        let path = page.parse::<Uri>().map(|uri| without_token(uri.path()).to_owned()).unwrap_or_default();
        let directive = fact(["effective-directive", "effectiveDirective"]);
        tracing::warn!(directive, page = path, "content security policy");
        portal.store.keep_violation(&directive, &fact(["blocked-uri", "blockedURL"]), &path).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
