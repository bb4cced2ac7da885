//! The students of a teacher or counsellor: who they are, what they have been asked, and asking them again.

use super::{Store, visibility::visible_subject};
use crate::clock;
use crate::person::{Caller, PersonRole};
use crate::secret::Secret;
use guidance_contract::Submission;

/// A student in the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Student {
    /// Opaque id, part of the address.
    pub id: String,
    /// Name in use.
    pub name: String,
    /// Given name in use.
    pub preferred_name: String,
    /// How many forms have been sent about the student.
    pub sent: i64,
    /// When the latest came, in milliseconds; 0 for none.
    pub latest: i64,
    /// How many forms wait for somebody.
    pub open: i64,
}

/// A member of staff who can be asked about a student.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Colleague {
    /// Opaque id.
    pub id: String,
    /// Name in use.
    pub name: String,
    /// Role as stored.
    pub role: String,
}

impl Colleague {
    /// Role.
    #[must_use]
    pub fn role(&self) -> Option<PersonRole> {
        PersonRole::parse(&self.role)
    }
}

/// A form that waits for somebody of the portal.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OpenRequest {
    /// Opaque id of the assignment.
    pub id: String,
    /// 1: a teacher or counsellor asked, so that those who may ask take it back. What the office asks for is the office's.
    pub withdrawable: i64,
    /// Id of the form.
    pub form: String,
    /// Who is asked when it is not the student: name of a member of staff; may be empty.
    pub respondent: String,
    /// Who asked.
    pub assigned_by: String,
    /// Day by which it is needed; may be empty.
    pub due: String,
}

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked<'a> {
    /// The student alone.
    Student,
    /// The student, alone or together with a counsellor.
    Together,
    /// A member of staff.
    Staff(&'a str),
}

/// What became of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asking {
    /// Asked; id of the assignment.
    Done(String),
    /// The same waits already.
    Waits,
    /// Not a student of the caller's, or not a colleague.
    Unknown,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT person.id, person.preferred_name || ' ' || person.last_name AS name, \
             person.preferred_name, (SELECT COUNT(*) FROM submission WHERE submission.subject_id = person.id) AS sent, \
             COALESCE((SELECT MAX(submission.received_at) FROM submission \
             WHERE submission.subject_id = person.id), 0) AS latest, \
             (SELECT COUNT(*) FROM assignment WHERE assignment.subject_id = person.id \
             AND assignment.state = 'open' AND assignment.withdrawn_at = 0 AND assignment.repeats = 0 \
             AND assignment.asked <> 'workplace') AS open \
             FROM person WHERE person.role = 'student' AND $2 IN ('teacher', 'counsellor') AND ",
            visible_subject!("person.id"),
            $rest
        )
    };
}

impl Store {
    /// The caller's own students, by name.
    pub async fn students(&self, caller: &Caller) -> sqlx::Result<Vec<Student>> {
        sqlx::query_as(select!(" ORDER BY person.last_name, person.preferred_name, person.id"))
            .bind(caller.id.clone())
            .bind(caller.role.as_str())
            .bind(caller.adult_line())
            .fetch_all(&self.pool)
            .await
    }

    /// One of the caller's own students.
    pub async fn student(&self, caller: &Caller, id: &str) -> sqlx::Result<Option<Student>> {
        sqlx::query_as(select!(" AND person.id = $4"))
            .bind(caller.id.clone())
            .bind(caller.role.as_str())
            .bind(caller.adult_line())
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await
    }

    /// Every document that has been sent to a form about a person whom the caller may see, oldest first. They are for
    /// making views: what the caller may read of them the rules of results decide.
    pub async fn submissions_about(
        &self,
        caller: &Caller,
        subject: &str,
        form: &str,
    ) -> sqlx::Result<Vec<Secret<String>>> {
        let bodies: Vec<String> = sqlx::query_scalar(concat!(
            "SELECT submission.body FROM submission WHERE submission.subject_id = $4 AND submission.form = $5 AND ",
            visible_subject!("submission.subject_id"),
            " ORDER BY submission.received_at, submission.id"
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(subject.to_owned())
        .bind(form.to_owned())
        .fetch_all(&self.pool)
        .await?;
        Ok(bodies.into_iter().map(Secret::new).collect())
    }

    /// Ids of the forms that have been sent about a person whom the caller may see, the latest first.
    pub async fn forms_about(&self, caller: &Caller, subject: &str) -> sqlx::Result<Vec<String>> {
        sqlx::query_scalar(concat!(
            "SELECT submission.form FROM submission WHERE submission.subject_id = $4 AND ",
            visible_subject!("submission.subject_id"),
            " GROUP BY submission.form ORDER BY MAX(submission.received_at) DESC, submission.form"
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(subject.to_owned())
        .fetch_all(&self.pool)
        .await
    }

    /// Teachers and counsellors who are responsible for a student of the caller's.
    pub async fn colleagues(&self, caller: &Caller, student: &str) -> sqlx::Result<Vec<Colleague>> {
        sqlx::query_as(concat!(
            "SELECT person.id, person.preferred_name || ' ' || person.last_name AS name, person.role FROM person \
             JOIN responsibility AS own ON own.staff_id = person.id WHERE own.student_id = $4 \
             AND person.role IN ('teacher', 'counsellor') AND $2 IN ('teacher', 'counsellor') AND ",
            visible_subject!("own.student_id"),
            " ORDER BY person.last_name, person.id"
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(student.to_owned())
        .fetch_all(&self.pool)
        .await
    }

    /// What waits for the student or for colleagues; links for workplaces are told of apart.
    pub async fn open_requests(&self, caller: &Caller, student: &str) -> sqlx::Result<Vec<OpenRequest>> {
        sqlx::query_as(concat!(
            "SELECT assignment.id, CASE WHEN staff.role IN ('teacher', 'counsellor') THEN CAST(1 AS BIGINT) \
             ELSE CAST(0 AS BIGINT) END AS withdrawable, assignment.form, COALESCE(asked.preferred_name || ' ' || asked.last_name, '') AS respondent, \
             staff.preferred_name || ' ' || staff.last_name AS assigned_by, assignment.due FROM assignment \
             JOIN person AS staff ON staff.id = assignment.assigned_by \
             LEFT JOIN person AS asked ON asked.id = assignment.respondent_id \
             WHERE assignment.subject_id = $4 AND assignment.state = 'open' AND assignment.withdrawn_at = 0 \
             AND assignment.repeats = 0 \
             AND assignment.asked <> 'workplace' AND $2 IN ('teacher', 'counsellor') AND ",
            visible_subject!("assignment.subject_id"),
            " ORDER BY assignment.created_at DESC, assignment.id"
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(student.to_owned())
        .fetch_all(&self.pool)
        .await
    }

    /// Takes back what waits for a student of the caller's or for a colleague, with the drafts of it: whether that was
    /// still possible. What has been sent stays.
    pub async fn withdraw_request(&self, caller: &Caller, student: &str, id: &str) -> sqlx::Result<bool> {
        let open = self.open_requests(caller, student).await?;
        if !open.iter().any(|request| request.id == id && request.withdrawable == 1) {
            return Ok(false);
        }
        let mut transaction = self.begin().await?;
        let done = sqlx::query(
            "UPDATE assignment SET withdrawn_at = $1 WHERE id = $2 AND state = 'open' AND withdrawn_at = 0",
        )
        .bind(clock::now())
        .bind(id.to_owned())
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() == 1 {
            sqlx::query("DELETE FROM draft WHERE assignment_id = $1")
                .bind(id.to_owned())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Opens a form anew about a student of the caller's. What has been sent before stays: it is a new round.
    pub async fn ask(
        &self,
        caller: &Caller,
        student: &str,
        form: &str,
        asked: Asked<'_>,
        due: &str,
    ) -> sqlx::Result<Asking> {
        if self.student(caller, student).await?.is_none() {
            return Ok(Asking::Unknown);
        }
        let (respondents, word, respondent) = match asked {
            Asked::Student => ("student", "", ""),
            Asked::Together => ("studentOrStaff", "", ""),
            Asked::Staff(person) => {
                if !self.colleagues(caller, student).await?.iter().any(|colleague| colleague.id == person) {
                    return Ok(Asking::Unknown);
                }
                ("student", "staff", person)
            }
        };
        let id = uuid::Uuid::new_v4().to_string();
        let done = sqlx::query(
            "INSERT INTO assignment (id, form, subject_id, assigned_by, respondents, repeats, submission_id, state, \
             due, created_at, asked, respondent_id) SELECT $1, $2, $3, $4, $5, 0, $6, 'open', $7, $8, $9, $10 \
             WHERE NOT EXISTS (SELECT 1 FROM assignment WHERE assignment.form = $2 AND assignment.subject_id = $3 \
             AND assignment.state = 'open' AND assignment.withdrawn_at = 0 AND assignment.asked = $9 AND assignment.respondent_id = $10)",
        )
        .bind(id.clone())
        .bind(form.to_owned())
        .bind(student.to_owned())
        .bind(caller.id.clone())
        .bind(respondents)
        .bind(uuid::Uuid::new_v4().to_string())
        .bind(due.to_owned())
        .bind(clock::now())
        .bind(word)
        .bind(respondent.to_owned())
        .execute(&self.pool)
        .await?;
        Ok(if done.rows_affected() == 1 { Asking::Done(id) } else { Asking::Waits })
    }
}

/// The documents themselves. One that cannot be read is left out and told of in the log.
#[must_use]
pub fn read(bodies: &[Secret<String>]) -> Vec<Submission> {
    let read = |body: &Secret<String>| match serde_json::from_str(body.expose()) {
        Ok(submission) => Some(submission),
        Err(error) => {
            tracing::error!(%error, "a stored submission cannot be read");
            None
        }
    };
    bodies.iter().filter_map(read).collect()
}
