//! Asking about a student: the student again, a colleague, or a workplace by a link.

mod link;
mod page;
mod texts;

use self::link::address;
use self::page::Asks;
use self::texts::{
    CHOOSE_FORM, CHOOSE_PERSON, DONE_ASKED, DONE_TAKEN_BACK, DONE_WITHDRAWN, LINK_WAITS, NAME_NEEDED,
    WORKPLACE_NEEDED, WRONG_DAY, WRONG_DAYS,
};
use crate::clock;
use crate::link::Seed;
use crate::pages::fields::{Problems, line};
use crate::pages::proposals::Done;
use crate::person::Caller;
use crate::portal::Shared;
use crate::store::audit::Action;
use crate::store::invitations::{Inviting, NewInvitation};
use crate::store::students::Asked;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use guidance_contract::Role;
use jiff::civil::Date;
use serde::Deserialize;

/// Characters of a name.
const LONGEST_NAME: usize = 100;
/// Days of a link.
const VALID_DAYS: std::ops::RangeInclusive<i64> = 1..=60;
/// Days when nobody changes them.
const USUAL_DAYS: &str = "14";
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Years within which a form may be asked for.
const LONGEST_WAIT: i64 = 2;

/// Whatever was typed into one of the forms.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    form: String,
    who: String,
    due: String,
    person: String,
    name: String,
    workplace: String,
    days: String,
    /// What makes the same form the same link. No `Debug`: the link can be made from it.
    seed: String,
}

/// Which of the forms has problems.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Student,
    Staff,
    Workplace,
}

/// What is asked about a student, and of whom.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Html<String>, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let done = match done.done.as_str() {
        "asked" => Some(DONE_ASKED),
        "withdrawn" => Some(DONE_WITHDRAWN),
        "takenBack" => Some(DONE_TAKEN_BACK),
        _ => None,
    };
    Asks { portal: &portal, frame: &frame, caller: &caller, student: &student }.page(None, done).await
}

/// Asks the student to fill in a form, again or for the first time.
pub async fn ask_student(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    axum::Form(typed): axum::Form<Typed>,
) -> Result<Response, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let mut problems = Problems::default();
    problems.unless(portal.catalog.form(&typed.form).is_some(), "student-form", CHOOSE_FORM);
    problems.unless(is_due(portal.clock.today(), &typed.due), "student-due", WRONG_DAY);
    let asked = if typed.who == "together" { Asked::Together } else { Asked::Student };
    let asks = Asks { portal: &portal, frame: &frame, caller: &caller, student: &student };
    asks.ask(Part::Student, &typed, problems, asked).await
}

/// Asks a member of staff to rate the student.
pub async fn ask_staff(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    axum::Form(typed): axum::Form<Typed>,
) -> Result<Response, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let mut problems = Problems::default();
    let is_rated = portal.catalog.form(&typed.form).is_some_and(|hosted| hosted.has_voice_of(Role::Staff));
    problems.unless(is_rated, "staff-form", CHOOSE_FORM);
    let colleagues = portal.store.colleagues(&caller, &student.id).await?;
    let is_colleague = colleagues.iter().any(|colleague| colleague.id == typed.person);
    problems.unless(is_colleague, "staff-person", CHOOSE_PERSON);
    problems.unless(is_due(portal.clock.today(), &typed.due), "staff-due", WRONG_DAY);
    let asks = Asks { portal: &portal, frame: &frame, caller: &caller, student: &student };
    asks.ask(Part::Staff, &typed, problems, Asked::Staff(&typed.person)).await
}

/// Makes a link for a workplace, and shows it once.
pub async fn make_link(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    axum::Form(typed): axum::Form<Typed>,
) -> Result<Response, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let asks = Asks { portal: &portal, frame: &frame, caller: &caller, student: &student };
    let (name, workplace) = (line(&typed.name, LONGEST_NAME), line(&typed.workplace, LONGEST_NAME));
    let days = typed.days.trim().parse::<i64>().ok().filter(|days| VALID_DAYS.contains(days));
    let is_rated = portal.catalog.form(&typed.form).is_some_and(|hosted| hosted.has_voice_of(Role::Employer));
    let mut problems = Problems::default();
    problems.unless(is_rated, "workplace-form", CHOOSE_FORM);
    problems.unless(name.is_some(), "workplace-name", NAME_NEEDED);
    problems.unless(workplace.is_some(), "workplace-workplace", WORKPLACE_NEEDED);
    problems.unless(days.is_some(), "workplace-days", WRONG_DAYS);
    let (Some(name), Some(workplace), Some(days), true) = (name, workplace, days, problems.is_empty()) else {
        return asks.again(Part::Workplace, &typed, &problems).await;
    };
    let new = NewInvitation {
        form: &typed.form,
        person_name: &name,
        workplace: &workplace,
        expires_at: clock::now() + days * DAY,
        seed: Seed::read(&typed.seed),
    };
    let made = match portal.store.invite(&caller, &student.id, &new, &portal.link_key).await? {
        Inviting::Done(made) => made,
        Inviting::Waits => {
            let problems = Problems::of("workplace-name", LINK_WAITS);
            return asks.again(Part::Workplace, &typed, &problems).await;
        }
        Inviting::Unknown => return Err(Failure::NotFound),
    };
    if made.is_new {
        portal.store.record(&caller, Action::LinkMade, &made.assignment, &student.id).await?;
    }
    let address = address(&portal, &headers, &made.token);
    Ok(asks.shown_once(&new, made.expires_at, &address).into_response())
}

/// Takes a link back.
pub async fn withdraw(
    State(portal): State<Shared>,
    caller: Caller,
    Path((id, link)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let links = portal.store.invitations(&caller, &student.id).await?;
    let found = links.iter().find(|own| own.id == link).ok_or(Failure::NotFound)?;
    if portal.store.withdraw(&caller, &student.id, &link).await? {
        portal.store.record(&caller, Action::LinkWithdrawn, &found.assignment_id, &student.id).await?;
    }
    Ok(Redirect::to(&format!("/students/{}/requests?done=withdrawn", student.id)))
}

/// Takes back what was asked of the student or a colleague.
pub async fn withdraw_request(
    State(portal): State<Shared>,
    caller: Caller,
    Path((id, request)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    if !portal.store.withdraw_request(&caller, &student.id, &request).await? {
        return Err(Failure::NotFound);
    }
    portal.store.record(&caller, Action::AskWithdrawn, &request, &student.id).await?;
    Ok(Redirect::to(&format!("/students/{}/requests?done=takenBack", student.id)))
}

/// Whether a form can be asked for by a day: none, or one to come within [`LONGEST_WAIT`] years. A day has one spelling,
/// which is stored and sorted as it is.
fn is_due(today: Date, due: &str) -> bool {
    let last = today.checked_add(jiff::Span::new().years(LONGEST_WAIT)).unwrap_or(today);
    due.is_empty()
        || due.parse::<Date>().is_ok_and(|day| day.to_string() == due && (today..=last).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::is_due;

    #[test]
    fn days_are_to_come_and_have_one_spelling() -> Result<(), jiff::Error> {
        let today = "2026-11-22".parse()?;
        for right in ["", "2026-11-22", "2027-02-28", "2028-11-22"] {
            assert!(is_due(today, right), "{right}");
        }
        for wrong in [
            "2026-11-21",
            "2028-11-23",
            "9999-12-31",
            "20261201",
            "2026-12-01T10:00",
            "2026-12-01[Europe/Helsinki]",
            "+002026-12-01",
            "2026-12-32",
            " 2026-12-01",
            "x",
        ] {
            assert!(!is_due(today, wrong), "{wrong}");
        }
        Ok(())
    }
}
