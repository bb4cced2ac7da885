//! Submissions: one of them, and what has been sent already.

use super::{Store, visibility::visible_subject};
use crate::person::Caller;
use crate::secret::Secret;

/// A stored submission that the caller may see. No `Debug`: it holds answers.
#[derive(Clone)]
pub struct StoredSubmission {
    /// What the lists show.
    pub summary: Summary,
    /// The submission document as it was sent.
    pub body: Secret<String>,
}

/// A submission without its answers.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Summary {
    /// Its UUID, part of the address.
    pub id: String,
    /// Id of the form.
    pub form: String,
    /// Whom the answers are about.
    pub subject_id: String,
    /// Name of that person.
    pub subject_name: String,
    /// Name of the person who sent it.
    pub author_name: String,
    /// Number that people quote.
    pub reference: String,
    /// When it was stored, in milliseconds.
    pub received_at: i64,
    /// 1: the caller has opened it.
    pub seen: i64,
    /// How many answers the office should look at; 0 for others.
    pub flags: i64,
    /// Who has talked it through with the student since; empty when nobody has told so.
    pub talked_by: String,
    /// When they told so, in milliseconds; 0 for not yet.
    pub talked_at: i64,
}

macro_rules! columns {
    () => {
        "SELECT submission.id, submission.form, submission.subject_id, \
         subject.preferred_name || ' ' || subject.last_name AS subject_name, \
         COALESCE(invitation.person_name || ', ' || invitation.workplace, \
         author.preferred_name || ' ' || author.last_name) AS author_name, submission.reference, \
         submission.received_at, CASE WHEN reading.read_at IS NULL THEN 0 ELSE 1 END AS seen, \
         CASE WHEN $2 = 'office' THEN (SELECT COUNT(*) FROM submission_flag \
         WHERE submission_flag.submission_id = submission.id) ELSE 0 END AS flags, \
         COALESCE(talker.preferred_name || ' ' || talker.last_name, '') AS talked_by, \
         COALESCE(talked_through.at, 0) AS talked_at"
    };
}
macro_rules! source {
    () => {
        concat!(
            " FROM submission JOIN person AS subject ON subject.id = submission.subject_id \
             JOIN person AS author ON author.id = submission.author_id \
             JOIN assignment ON assignment.id = submission.assignment_id \
             LEFT JOIN invitation ON invitation.id = submission.invitation_id \
             LEFT JOIN talked_through ON talked_through.submission_id = submission.id \
             LEFT JOIN person AS talker ON talker.id = talked_through.by_id \
             LEFT JOIN reading ON reading.submission_id = submission.id AND reading.person_id = $1 WHERE ",
            visible_subject!("submission.subject_id"),
            // What others say of a student reaches her as results, when it has been talked through; never as their form.
            " AND ($2 NOT IN ('student', 'guardian') OR assignment.asked = '')"
        )
    };
}
pub(super) use {columns, source};

impl Summary {
    /// What views of it are to know of talks: its own id when it has been talked through since.
    #[must_use]
    pub fn shared(&self) -> Vec<String> {
        if self.talked_at > 0 { vec![self.id.clone()] } else { Vec::new() }
    }
}

impl Store {
    /// What has been sent about the people whom the caller sees, the latest first.
    pub async fn sent(&self, caller: &Caller) -> sqlx::Result<Vec<Summary>> {
        sqlx::query_as(concat!(
            columns!(),
            source!(),
            " ORDER BY submission.received_at DESC, submission.id LIMIT 200"
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .fetch_all(&self.pool)
        .await
    }

    /// What has been sent about one student of the caller's, the latest first.
    pub async fn sent_about(&self, caller: &Caller, student: &str) -> sqlx::Result<Vec<Summary>> {
        sqlx::query_as(concat!(
            columns!(),
            source!(),
            " AND submission.subject_id = $4 AND $2 IN ('teacher', 'counsellor') \
             ORDER BY submission.received_at DESC, submission.id LIMIT 200"
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(student.to_owned())
        .fetch_all(&self.pool)
        .await
    }

    /// One submission, when the caller may see it. Its answers must still be cut by audience.
    pub async fn submission(&self, caller: &Caller, id: &str) -> sqlx::Result<Option<StoredSubmission>> {
        let summary: Option<Summary> =
            sqlx::query_as(concat!(columns!(), source!(), " AND submission.id = $4"))
                .bind(caller.id.clone())
                .bind(caller.role.as_str())
                .bind(caller.adult_line())
                .bind(id.to_owned())
                .fetch_optional(&self.pool)
                .await?;
        let Some(summary) = summary else { return Ok(None) };
        let body: String = sqlx::query_scalar("SELECT body FROM submission WHERE id = $1")
            .bind(summary.id.clone())
            .fetch_one(&self.pool)
            .await?;
        Ok(Some(StoredSubmission { summary, body: Secret::new(body) }))
    }

    /// What the caller sent last to a form about a person whom they see.
    pub async fn own_latest(
        &self,
        caller: &Caller,
        subject: &str,
        form: &str,
    ) -> sqlx::Result<Option<Secret<String>>> {
        let body: Option<String> = sqlx::query_scalar(concat!(
            "SELECT submission.body FROM submission WHERE submission.author_id = $1 \
             AND submission.invitation_id = '' AND submission.subject_id = $4 AND submission.form = $5 AND ",
            visible_subject!("submission.subject_id"),
            " ORDER BY submission.received_at DESC, submission.id LIMIT 1"
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(subject.to_owned())
        .bind(form.to_owned())
        .fetch_optional(&self.pool)
        .await?;
        Ok(body.map(Secret::new))
    }

    /// Takes the unread mark away for the caller.
    pub async fn mark_read(&self, caller: &Caller, submission: &Summary) -> sqlx::Result<()> {
        sqlx::query(
            "INSERT INTO reading (submission_id, person_id, read_at) VALUES ($1, $2, $3) \
             ON CONFLICT (submission_id, person_id) DO NOTHING",
        )
        .bind(submission.id.clone())
        .bind(caller.id.clone())
        .bind(crate::clock::now())
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
