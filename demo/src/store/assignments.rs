//! Assignments: the forms that somebody is asked to fill in.

use super::{Store, visibility::visible_subject};
use crate::person::{Caller, PersonRole};

/// A form that is to be filled in about a student, as the caller sees it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Assignment {
    /// Opaque id, part of the address.
    pub id: String,
    /// Id of the form.
    pub form: String,
    /// Whom the answers are about.
    pub subject_id: String,
    /// Name of that person.
    pub subject_name: String,
    /// Name of the member of staff who asked for it.
    pub assigned_by: String,
    /// Who may fill it in, as stored.
    pub respondents: String,
    /// Who is asked instead: `staff` or `workplace`; empty when `respondents` counts.
    pub asked: String,
    /// The member of staff who is asked; may be empty.
    pub respondent_id: String,
    /// 1: stays open after sending.
    pub repeats: i64,
    /// The id that the submission will have.
    pub submission_id: String,
    /// `open`, `sent` or `withdrawn`.
    pub state: String,
    /// Day by which it is needed; may be empty.
    pub due: String,
    /// When the caller last saved a draft; 0 without one.
    pub draft_saved_at: i64,
    /// Revision of that draft; 0 without one.
    pub draft_revision: i64,
    /// How many times the same has been sent before.
    pub earlier_rounds: i64,
}

impl Assignment {
    /// Whether `caller` fills it in; others who see it may only read it when sent.
    #[must_use]
    pub fn is_for(&self, caller: &Caller) -> bool {
        let is_staff = matches!(caller.role, PersonRole::Teacher | PersonRole::Counsellor);
        match self.asked.as_str() {
            "" => match caller.role {
                PersonRole::Student => true,
                PersonRole::Guardian => self.respondents == "studentOrGuardian",
                PersonRole::Counsellor => self.respondents == "studentOrStaff",
                PersonRole::Teacher | PersonRole::Office | PersonRole::It => false,
            },
            "staff" => is_staff && self.respondent_id == caller.id,
            // Whoever has the link fills it in, and nobody of the portal.
            _ => false,
        }
    }

    /// The number of this round, for forms that are filled in again after some time.
    #[must_use]
    pub fn round(&self) -> i64 {
        if self.repeats() { 1 } else { self.earlier_rounds + 1 }
    }

    /// Whether it can still be sent.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state == "open"
    }

    /// Whether it has been taken back.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        self.state == "withdrawn"
    }

    /// Whether it stays open after sending.
    #[must_use]
    pub fn repeats(&self) -> bool {
        self.repeats == 1
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT assignment.id, assignment.form, assignment.subject_id, \
             subject.preferred_name || ' ' || subject.last_name AS subject_name, \
             staff.preferred_name || ' ' || staff.last_name AS assigned_by, assignment.respondents, \
             assignment.asked, assignment.respondent_id, assignment.repeats, assignment.submission_id, \
             CASE WHEN assignment.withdrawn_at > 0 THEN 'withdrawn' ELSE assignment.state END AS state, assignment.due, \
             COALESCE(draft.saved_at, 0) AS draft_saved_at, COALESCE(draft.revision, 0) AS draft_revision, \
             (SELECT COUNT(*) FROM assignment AS earlier WHERE earlier.form = assignment.form \
             AND earlier.subject_id = assignment.subject_id AND earlier.asked = assignment.asked \
             AND earlier.respondent_id = assignment.respondent_id AND earlier.state = 'sent' \
             AND earlier.id <> assignment.id) AS earlier_rounds \
             FROM assignment JOIN person AS subject ON subject.id = assignment.subject_id \
             JOIN person AS staff ON staff.id = assignment.assigned_by \
             LEFT JOIN draft ON draft.assignment_id = assignment.id AND draft.author_id = $1 WHERE ",
            visible_subject!("assignment.subject_id"),
            $rest
        )
    };
}

impl Store {
    /// Open assignments that the caller fills in, the most urgent first.
    pub async fn open_assignments(&self, caller: &Caller) -> sqlx::Result<Vec<Assignment>> {
        let rows: Vec<Assignment> = sqlx::query_as(select!(
            " AND assignment.state = 'open' AND assignment.withdrawn_at = 0 ORDER BY CASE assignment.due WHEN '' THEN 1 ELSE 0 END, \
             assignment.due, assignment.created_at, assignment.id"
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().filter(|assignment| assignment.is_for(caller)).collect())
    }

    /// One assignment, when the caller may see the person whom it is about.
    pub async fn assignment(&self, caller: &Caller, id: &str) -> sqlx::Result<Option<Assignment>> {
        sqlx::query_as(select!(" AND assignment.id = $4"))
            .bind(caller.id.clone())
            .bind(caller.role.as_str())
            .bind(caller.adult_line())
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await
    }
}
