//! Invitations: a workplace is asked by a signed link, which becomes a session that opens one form.

use super::{REPEAT, Store, visibility::visible_subject};
use crate::clock;
use crate::guest::Guest;
use crate::link::{LinkKey, Opened, Seed};
use crate::person::Caller;
use crate::secret::{Secret, random_token, sha256};
use std::time::Duration;

/// Longest session of a guest, however busy.
const LONGEST: Duration = Duration::from_secs(4 * 60 * 60);

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// Not opened yet.
    Waiting,
    /// The form has been opened.
    Opened,
    /// The form has been sent.
    Answered,
    /// Its time ran out before an answer came.
    Expired,
    /// The school took it back.
    Withdrawn,
}

/// An invitation as staff see it. The link itself is nowhere.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Invitation {
    /// Opaque id.
    pub id: String,
    /// The assignment that it is for.
    pub assignment_id: String,
    /// Id of the form.
    pub form: String,
    /// Who is asked.
    pub person_name: String,
    /// Where they work.
    pub workplace: String,
    /// The reference to them, as it stands in what they send.
    pub author_reference: String,
    /// Who invited.
    pub inviter: String,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// When it ends, in milliseconds.
    pub expires_at: i64,
    /// When the form was first opened, in milliseconds; 0 for not yet.
    pub opened_at: i64,
    /// When it was withdrawn, in milliseconds; 0 when it was not.
    pub withdrawn_at: i64,
    /// 1: the form has been sent.
    pub answered: i64,
}

impl Invitation {
    /// Where it stands at a time.
    #[must_use]
    pub fn state(&self, now: i64) -> LinkState {
        if self.withdrawn_at > 0 {
            LinkState::Withdrawn
        } else if self.answered == 1 {
            LinkState::Answered
        } else if self.expires_at <= now {
            LinkState::Expired
        } else if self.opened_at > 0 {
            LinkState::Opened
        } else {
            LinkState::Waiting
        }
    }

    /// Whether the link still opens something.
    #[must_use]
    pub fn is_live(&self, now: i64) -> bool {
        self.withdrawn_at == 0 && self.expires_at > now
    }
}

/// Whom to invite to rate a student.
pub struct NewInvitation<'a> {
    /// Id of the form.
    pub form: &'a str,
    /// Who is asked.
    pub person_name: &'a str,
    /// Where they work.
    pub workplace: &'a str,
    /// When it ends, in milliseconds.
    pub expires_at: i64,
    /// What the page of the form held.
    pub seed: Option<Seed>,
}

/// What became of an invitation that was to be made.
pub enum Inviting {
    /// It stands.
    Done(Invited),
    /// The same person has an open link for the same form.
    Waits,
    /// The student is not the caller's own.
    Unknown,
}

/// An invitation that stands, with its link.
pub struct Invited {
    /// The link's token, which is kept nowhere.
    pub token: Secret<String>,
    /// Id of the assignment.
    pub assignment: String,
    /// When it ends, in milliseconds.
    pub expires_at: i64,
    /// Whether it was made just now, and not by the same form a moment before.
    pub is_new: bool,
}

/// Whether two names are the same to whoever reads them: capitals and spaces make no difference.
#[must_use]
pub fn is_same_name(one: &str, other: &str) -> bool {
    let folded = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    folded(one) == folded(other)
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT invitation.id, invitation.assignment_id, assignment.form, invitation.person_name, \
             invitation.workplace, invitation.author_reference, inviter.preferred_name || ' ' || inviter.last_name AS inviter, \
             invitation.created_at, invitation.expires_at, invitation.opened_at, invitation.withdrawn_at, \
             CASE assignment.state WHEN 'sent' THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS answered \
             FROM invitation JOIN assignment ON assignment.id = invitation.assignment_id \
             JOIN person AS inviter ON inviter.id = invitation.invited_by \
             WHERE $2 IN ('teacher', 'counsellor') AND ",
            visible_subject!("assignment.subject_id"),
            $rest
        )
    };
}

macro_rules! guest {
    ($from:literal, $rest:literal) => {
        concat!(
            "SELECT invitation.id, invitation.author_reference, invitation.assignment_id, \
             invitation.person_name, invitation.workplace, invitation.invited_by, inviter.preferred_name || ' ' || inviter.last_name AS inviter, \
             invitation.expires_at, assignment.form, assignment.subject_id, \
             subject.preferred_name AS subject_name, assignment.submission_id, assignment.state, \
             COALESCE(guest_draft.revision, 0) AS draft_revision",
            $from,
            "JOIN person AS inviter ON inviter.id = invitation.invited_by \
             JOIN assignment ON assignment.id = invitation.assignment_id \
             JOIN person AS subject ON subject.id = assignment.subject_id \
             LEFT JOIN guest_draft ON guest_draft.invitation_id = invitation.id ",
            $rest
        )
    };
}

impl Store {
    /// The key that links are signed with: made once, kept in the database.
    pub async fn link_key(&self) -> anyhow::Result<LinkKey> {
        sqlx::query("INSERT INTO portal (name, value) VALUES ('linkKey', $1) ON CONFLICT (name) DO NOTHING")
            .bind(random_token()?.into_inner())
            .execute(&self.pool)
            .await?;
        let key = sqlx::query_scalar("SELECT value FROM portal WHERE name = 'linkKey'");
        Ok(LinkKey::new(key.fetch_one(&self.pool).await?))
    }

    /// Invitations about a student, the latest first.
    pub async fn invitations(&self, caller: &Caller, student: &str) -> sqlx::Result<Vec<Invitation>> {
        sqlx::query_as(select!(
            " AND assignment.subject_id = $4 ORDER BY invitation.created_at DESC, invitation.id"
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(student.to_owned())
        .fetch_all(&self.pool)
        .await
    }

    /// Invites somebody at a workplace to rate a student of the caller's. The same form again gets the same link.
    pub async fn invite(
        &self,
        caller: &Caller,
        student: &str,
        new: &NewInvitation<'_>,
        key: &LinkKey,
    ) -> anyhow::Result<Inviting> {
        if self.student(caller, student).await?.is_none() {
            return Ok(Inviting::Unknown);
        }
        let earlier = self.invitations(caller, student).await?;
        // The first is the last of them.
        let first = earlier.into_iter().rev().find(|earlier| {
            earlier.form == new.form
                && is_same_name(&earlier.person_name, new.person_name)
                && is_same_name(&earlier.workplace, new.workplace)
        });
        let now = clock::now();
        let mut transaction = self.begin().await?;
        Self::hold(&mut transaction, student).await?;
        let waiting: Vec<Waiting> = sqlx::query_as(
            "SELECT invitation.id, invitation.assignment_id, invitation.invited_by, invitation.workplace, \
             invitation.person_name, invitation.created_at, invitation.expires_at FROM invitation \
             JOIN assignment ON assignment.id = invitation.assignment_id \
             WHERE assignment.subject_id = $1 AND assignment.form = $2 AND assignment.state = 'open' \
             AND invitation.withdrawn_at = 0 AND invitation.expires_at > $3",
        )
        .bind(student.to_owned())
        .bind(new.form.to_owned())
        .bind(now)
        .fetch_all(&mut *transaction)
        .await?;
        let is_same = |waiting: &Waiting| is_same_name(&waiting.person_name, new.person_name);
        let waiting: Vec<Waiting> = waiting.into_iter().filter(is_same).collect();
        let mut id = uuid::Uuid::new_v4().to_string();
        let mut secret = random_token()?;
        if let Some(seed) = &new.seed {
            let own = seed.invitation();
            let is_again = |found: &&Waiting| {
                found.id == own
                    && found.invited_by == caller.id
                    && found.workplace == new.workplace
                    && now - found.created_at < REPEAT
            };
            if let Some(found) = waiting.iter().find(is_again) {
                let (assignment, expires_at) = (found.assignment_id.clone(), found.expires_at);
                let token = key.sign_with(&own, expires_at, &seed.secret())?.text;
                return Ok(Inviting::Done(Invited { token, assignment, expires_at, is_new: false }));
            }
            let taken: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM invitation WHERE id = $1")
                .bind(own.clone())
                .fetch_one(&mut *transaction)
                .await?;
            if taken == 0 {
                (id, secret) = (own, seed.secret());
            }
        }
        if !waiting.is_empty() {
            return Ok(Inviting::Waits);
        }
        let assignment = uuid::Uuid::new_v4().to_string();
        let token = key.sign_with(&id, new.expires_at, &secret)?;
        sqlx::query(
            "INSERT INTO assignment (id, form, subject_id, assigned_by, respondents, repeats, submission_id, \
             state, due, created_at, asked) VALUES ($1, $2, $3, $4, 'student', 0, $5, 'open', '', $6, 'workplace')",
        )
        .bind(assignment.clone())
        .bind(new.form.to_owned())
        .bind(student.to_owned())
        .bind(caller.id.clone())
        .bind(uuid::Uuid::new_v4().to_string())
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "INSERT INTO invitation (id, assignment_id, invited_by, person_name, workplace, token_hash, created_at, \
             expires_at, author_reference, opened_at, withdrawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0)",
        )
        .bind(id.clone())
        .bind(assignment.clone())
        .bind(caller.id.clone())
        .bind(new.person_name.to_owned())
        .bind(new.workplace.to_owned())
        .bind(token.hash)
        .bind(now)
        .bind(new.expires_at)
        .bind(first.map_or(id, |first| first.author_reference))
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        let (token, expires_at) = (token.text, new.expires_at);
        Ok(Inviting::Done(Invited { token, assignment, expires_at, is_new: true }))
    }

    /// Takes an invitation back, with every session that was made from its link. Whether there was one to take
    /// back, which had not been taken back before.
    pub async fn withdraw(&self, caller: &Caller, student: &str, id: &str) -> sqlx::Result<bool> {
        let found = self.invitations(caller, student).await?.into_iter().any(|own| own.id == id);
        if !found {
            return Ok(false);
        }
        let mut transaction = self.begin().await?;
        let done = sqlx::query("UPDATE invitation SET withdrawn_at = $1 WHERE id = $2 AND withdrawn_at = 0")
            .bind(clock::now())
            .bind(id.to_owned())
            .execute(&mut *transaction)
            .await?;
        for statement in [
            "DELETE FROM guest_session WHERE invitation_id = $1",
            "DELETE FROM guest_draft WHERE invitation_id = $1",
        ] {
            sqlx::query(statement).bind(id.to_owned()).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Exchanges an opened link for a session, whose token is in the cookie alone. Nothing when the link has been
    /// withdrawn.
    pub async fn start_guest_session(&self, opened: &Opened) -> anyhow::Result<Option<Secret<String>>> {
        let token = random_token()?;
        let now = clock::now();
        let done = sqlx::query(
            "INSERT INTO guest_session (token_hash, invitation_id, started_at, seen_at) \
             SELECT $1, invitation.id, $2, $2 FROM invitation WHERE invitation.id = $3 \
             AND invitation.token_hash = $4 AND invitation.withdrawn_at = 0 AND invitation.expires_at > $2",
        )
        .bind(sha256(token.expose().as_bytes()))
        .bind(now)
        .bind(opened.invitation.clone())
        .bind(opened.token_hash.clone())
        .execute(&self.pool)
        .await?;
        Ok((done.rows_affected() == 1).then_some(token))
    }

    /// The guest whose live session has this token. The end of the link ends it too.
    pub async fn guest(&self, token: &str, idle: Duration) -> sqlx::Result<Option<Guest>> {
        let session = sha256(token.as_bytes());
        let row: Option<Row> = sqlx::query_as(guest!(
            ", guest_session.seen_at FROM guest_session \
             JOIN invitation ON invitation.id = guest_session.invitation_id ",
            "WHERE guest_session.token_hash = $1 AND invitation.withdrawn_at = 0 AND invitation.expires_at > $2 \
             AND guest_session.seen_at >= $3 AND guest_session.started_at >= $4"
        ))
        .bind(session.clone())
        .bind(clock::now())
        .bind(clock::now() - milliseconds(idle))
        .bind(clock::now() - milliseconds(LONGEST))
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let now = clock::now();
        if now - row.seen_at > milliseconds(super::sessions::touch_every(idle)) {
            sqlx::query("UPDATE guest_session SET seen_at = $1 WHERE token_hash = $2")
                .bind(now)
                .bind(session.clone())
                .execute(&self.pool)
                .await?;
        }
        Ok(Some(row.into_guest(session)))
    }

    /// The guest of an invitation of the demonstration's history.
    pub(crate) async fn past_guest(&self, assignment: &str) -> sqlx::Result<Option<Guest>> {
        let row: Option<Row> = sqlx::query_as(guest!(
            ", CAST(0 AS BIGINT) AS seen_at FROM invitation ",
            "WHERE invitation.assignment_id = $1"
        ))
        .bind(assignment.to_owned())
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|row| row.into_guest(String::new())))
    }

    /// Writes down that the form was opened, the first time.
    pub async fn mark_opened(&self, guest: &Guest) -> sqlx::Result<()> {
        sqlx::query("UPDATE invitation SET opened_at = $1 WHERE id = $2 AND opened_at = 0")
            .bind(clock::now())
            .bind(guest.invitation.clone())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Ends the session of a guest.
    pub async fn end_guest_session(&self, session: &str) -> sqlx::Result<()> {
        sqlx::query("DELETE FROM guest_session WHERE token_hash = $1")
            .bind(session.to_owned())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Deletes sessions of guests that have ended by themselves, and drafts of links that have.
    pub async fn sweep_guests(&self, idle: Duration) -> sqlx::Result<()> {
        let now = clock::now();
        sqlx::query("DELETE FROM guest_session WHERE seen_at < $1 OR started_at < $2")
            .bind(now - milliseconds(idle))
            .bind(now - milliseconds(LONGEST))
            .execute(&self.pool)
            .await?;
        sqlx::query(
            "DELETE FROM guest_draft WHERE invitation_id IN (SELECT id FROM invitation WHERE expires_at <= $1)",
        )
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// What a guest has sent; nothing before that.
    pub async fn submission_of_guest(&self, guest: &Guest) -> sqlx::Result<Option<Secret<String>>> {
        let body: Option<String> =
            sqlx::query_scalar("SELECT body FROM submission WHERE assignment_id = $1 AND invitation_id = $2")
                .bind(guest.assignment.clone())
                .bind(guest.invitation.clone())
                .fetch_optional(&self.pool)
                .await?;
        Ok(body.map(Secret::new))
    }

    /// The receipt of what a guest has sent: its reference, and when it was stored.
    pub async fn receipt_of_guest(&self, guest: &Guest) -> sqlx::Result<Option<(String, i64)>> {
        sqlx::query_as(
            "SELECT reference, received_at FROM submission WHERE assignment_id = $1 AND invitation_id = $2",
        )
        .bind(guest.assignment.clone())
        .bind(guest.invitation.clone())
        .fetch_optional(&self.pool)
        .await
    }
}

#[derive(sqlx::FromRow)]
struct Waiting {
    id: String,
    person_name: String,
    assignment_id: String,
    invited_by: String,
    workplace: String,
    created_at: i64,
    expires_at: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    author_reference: String,
    assignment_id: String,
    person_name: String,
    workplace: String,
    invited_by: String,
    inviter: String,
    expires_at: i64,
    form: String,
    subject_id: String,
    subject_name: String,
    submission_id: String,
    state: String,
    draft_revision: i64,
    seen_at: i64,
}

impl Row {
    fn into_guest(self, session: String) -> Guest {
        Guest {
            invitation: self.id,
            author: self.author_reference,
            session,
            assignment: self.assignment_id,
            form: self.form,
            subject: self.subject_id,
            subject_name: self.subject_name,
            submission_id: self.submission_id,
            name: self.person_name,
            workplace: self.workplace,
            invited_by: self.invited_by,
            inviter: self.inviter,
            is_answered: self.state == "sent",
            expires_at: self.expires_at,
            draft_revision: self.draft_revision,
        }
    }
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
