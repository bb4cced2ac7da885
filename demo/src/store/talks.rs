//! What staff add to results: decisions with their reasons, and notes of talks. Nothing is ever overwritten.

use super::{REPEAT, Store, visibility::visible_subject};
use crate::clock;
use crate::person::Caller;
use crate::secret::Secret;

/// A decision, as it was recorded.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StoredDecision {
    /// The outcome that was chosen.
    pub outcome: String,
    /// What the rules proposed then.
    pub proposed: String,
    /// Why.
    pub reason: String,
    /// Name of who decided.
    pub decided_by: String,
    /// When, in milliseconds.
    pub decided_at: i64,
}

/// What is decided.
pub struct NewDecision<'a> {
    /// Id of the proposal.
    pub proposal: &'a str,
    /// What the rules propose now.
    pub proposed: &'a str,
    /// The outcome that is chosen.
    pub outcome: &'a str,
    /// Why.
    pub reason: &'a Secret<String>,
}

/// What became of something that was to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It has been added; the audit list names it so.
    New(String),
    /// The same had been added a moment before: a form that was sent twice.
    Again,
    /// It is about nobody whom the caller knows, or changes what somebody else wrote.
    Unknown,
}

/// One version of a note. No `Debug`: it is about a person.
#[derive(Clone)]
pub struct NoteVersion {
    /// Id of the note, part of the address.
    pub note: String,
    /// Id of who wrote it.
    pub author_id: String,
    /// Name of who wrote it.
    pub author: String,
    /// The text.
    pub body: Secret<String>,
    /// When, in milliseconds.
    pub written_at: i64,
}

#[derive(sqlx::FromRow)]
struct NoteRow {
    note_id: String,
    author_id: String,
    author: String,
    body: String,
    written_at: i64,
}

impl Store {
    /// What has been decided on a proposal, the latest first. For those who may read the proposal: that must be asked
    /// before.
    pub async fn decisions(
        &self,
        caller: &Caller,
        student: &str,
        proposal: &str,
    ) -> sqlx::Result<Vec<StoredDecision>> {
        sqlx::query_as(concat!(
            "SELECT decision.outcome, decision.proposed, decision.reason, \
             staff.preferred_name || ' ' || staff.last_name AS decided_by, decision.decided_at FROM decision \
             JOIN person AS staff ON staff.id = decision.decided_by WHERE decision.subject_id = $4 \
             AND decision.proposal = $5 AND $2 IN ('teacher', 'counsellor') AND ",
            visible_subject!("decision.subject_id"),
            " ORDER BY decision.id DESC"
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(student.to_owned())
        .bind(proposal.to_owned())
        .fetch_all(&self.pool)
        .await
    }

    /// Records a decision about a student of the caller's, once however often its form is sent.
    pub async fn decide(&self, caller: &Caller, student: &str, new: &NewDecision<'_>) -> sqlx::Result<Added> {
        if self.student(caller, student).await?.is_none() {
            return Ok(Added::Unknown);
        }
        let now = clock::now();
        let mut transaction = self.begin().await?;
        Self::hold(&mut transaction, student).await?;
        let latest: Option<(String, String, String, i64)> = sqlx::query_as(
            "SELECT outcome, reason, decided_by, decided_at FROM decision \
             WHERE subject_id = $1 AND proposal = $2 ORDER BY id DESC LIMIT 1",
        )
        .bind(student.to_owned())
        .bind(new.proposal.to_owned())
        .fetch_optional(&mut *transaction)
        .await?;
        let is_again = latest.is_some_and(|(outcome, reason, by, at)| {
            outcome == new.outcome && reason == *new.reason.expose() && by == caller.id && now - at < REPEAT
        });
        if is_again {
            return Ok(Added::Again);
        }
        sqlx::query(
            "INSERT INTO decision (id, subject_id, proposal, proposed, outcome, reason, decided_by, decided_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(uuid::Uuid::now_v7().to_string())
        .bind(student.to_owned())
        .bind(new.proposal.to_owned())
        .bind(new.proposed.to_owned())
        .bind(new.outcome.to_owned())
        .bind(new.reason.expose().clone())
        .bind(caller.id.clone())
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Added::New(new.proposal.to_owned()))
    }

    /// Notes about a student, all versions: the latest note first, of each the latest version first. A counsellor
    /// reads those of everybody, a teacher her own.
    pub async fn notes(&self, caller: &Caller, student: &str) -> sqlx::Result<Vec<NoteVersion>> {
        let rows: Vec<NoteRow> = sqlx::query_as(concat!(
            "SELECT note.note_id, note.author_id, author.preferred_name || ' ' || author.last_name AS author, \
             note.body, note.written_at FROM note JOIN person AS author ON author.id = note.author_id \
             WHERE note.subject_id = $4 AND ($2 = 'counsellor' OR ($2 = 'teacher' AND note.author_id = $1)) AND ",
            visible_subject!("note.subject_id"),
            " ORDER BY note.note_id DESC, note.id DESC"
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(student.to_owned())
        .fetch_all(&self.pool)
        .await?;
        let version = |row: NoteRow| NoteVersion {
            note: row.note_id,
            author_id: row.author_id,
            author: row.author,
            body: Secret::new(row.body),
            written_at: row.written_at,
        };
        Ok(rows.into_iter().map(version).collect())
    }

    /// How many notes there are that the caller may read.
    pub async fn note_count(&self, caller: &Caller, student: &str) -> sqlx::Result<i64> {
        sqlx::query_scalar(concat!(
            "SELECT COUNT(DISTINCT note.note_id) FROM note WHERE note.subject_id = $4 \
             AND ($2 = 'counsellor' OR ($2 = 'teacher' AND note.author_id = $1)) AND ",
            visible_subject!("note.subject_id")
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(student.to_owned())
        .fetch_one(&self.pool)
        .await
    }

    /// Writes a note about a student of the caller's, or a new version of an own one, once however often its form is
    /// sent. Unknown when there is no such student, or the note is somebody else's.
    pub async fn write_note(
        &self,
        caller: &Caller,
        student: &str,
        note: Option<&str>,
        body: &Secret<String>,
    ) -> sqlx::Result<Added> {
        if self.student(caller, student).await?.is_none() {
            return Ok(Added::Unknown);
        }
        if let Some(note) = note {
            let own = self.notes(caller, student).await?;
            if !own.iter().any(|version| version.note == note && version.author_id == caller.id) {
                return Ok(Added::Unknown);
            }
        }
        let now = clock::now();
        let mut transaction = self.begin().await?;
        Self::hold(&mut transaction, student).await?;
        // The latest that the caller wrote, of this note or as a new one.
        let latest: Option<(String, i64)> = sqlx::query_as(
            "SELECT body, written_at FROM note WHERE subject_id = $1 AND author_id = $2 \
             AND (note_id = $3 OR ($3 = '' AND note_id = id)) ORDER BY id DESC LIMIT 1",
        )
        .bind(student.to_owned())
        .bind(caller.id.clone())
        .bind(note.unwrap_or_default().to_owned())
        .fetch_optional(&mut *transaction)
        .await?;
        if latest.is_some_and(|(latest, at)| latest == *body.expose() && now - at < REPEAT) {
            return Ok(Added::Again);
        }
        let id = uuid::Uuid::now_v7().to_string();
        let note = note.unwrap_or(&id).to_owned();
        sqlx::query(
            "INSERT INTO note (id, note_id, subject_id, author_id, body, written_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id)
        .bind(note.clone())
        .bind(student.to_owned())
        .bind(caller.id.clone())
        .bind(body.expose().clone())
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Added::New(note))
    }
}
