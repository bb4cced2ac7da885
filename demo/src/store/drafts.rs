//! Drafts: what a person has half-written, kept by the portal and for that person alone.

use super::Store;
use crate::clock;
use crate::guest::Guest;
use crate::person::Caller;
use crate::secret::Secret;
use sqlx::{Any, Transaction};

/// A saved draft.
pub struct Draft {
    /// How many times it has been saved.
    pub revision: i64,
    /// The submission document.
    pub body: Secret<String>,
}

/// What became of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// Stored under this revision at this time.
    Stored {
        /// New revision.
        revision: i64,
        /// When.
        at: i64,
    },
    /// Another window has saved since: this is its revision.
    Outdated {
        /// Revision in the database.
        revision: i64,
    },
    /// The form has been sent by now, or the invitation has ended: nothing is kept.
    Closed,
}

impl Store {
    /// The caller's own draft. Whoever hands it out writes that down.
    pub async fn draft(&self, caller: &Caller, assignment: &str) -> sqlx::Result<Option<Draft>> {
        let row: Option<(i64, String)> =
            sqlx::query_as("SELECT revision, body FROM draft WHERE assignment_id = $1 AND author_id = $2")
                .bind(assignment.to_owned())
                .bind(caller.id.clone())
                .fetch_optional(&self.pool)
                .await?;
        Ok(row.map(|(revision, body)| Draft { revision, body: Secret::new(body) }))
    }

    /// Saves the caller's draft when `base` is the revision that it was made from.
    pub async fn save_draft(
        &self,
        caller: &Caller,
        assignment: &str,
        base: i64,
        body: &Secret<String>,
    ) -> sqlx::Result<Saved> {
        let at = clock::now();
        let mut transaction = self.begin().await?;
        if !hold_open(&mut transaction, assignment).await? {
            return Ok(Saved::Closed);
        }
        let done = if base == 0 {
            sqlx::query(
                "INSERT INTO draft (assignment_id, author_id, revision, body, saved_at) \
                 VALUES ($1, $2, $3 + 1, $4, $5) ON CONFLICT (assignment_id, author_id) DO NOTHING",
            )
        } else {
            sqlx::query(
                "UPDATE draft SET revision = $3 + 1, body = $4, saved_at = $5 \
                 WHERE assignment_id = $1 AND author_id = $2 AND revision = $3",
            )
        }
        .bind(assignment.to_owned())
        .bind(caller.id.clone())
        .bind(base)
        .bind(body.expose().clone())
        .bind(at)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        if done.rows_affected() == 1 {
            return Ok(Saved::Stored { revision: base + 1, at });
        }
        let found: Option<(i64, i64, String)> = sqlx::query_as(
            "SELECT revision, saved_at, body FROM draft WHERE assignment_id = $1 AND author_id = $2",
        )
        .bind(assignment.to_owned())
        .bind(caller.id.clone())
        .fetch_optional(&self.pool)
        .await?;
        Ok(refused(found, body))
    }

    /// Deletes the caller's draft.
    pub async fn delete_draft(&self, caller: &Caller, assignment: &str) -> sqlx::Result<()> {
        sqlx::query("DELETE FROM draft WHERE assignment_id = $1 AND author_id = $2")
            .bind(assignment.to_owned())
            .bind(caller.id.clone())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The draft of a guest.
    pub async fn guest_draft(&self, guest: &Guest) -> sqlx::Result<Option<Draft>> {
        let row: Option<(i64, String)> =
            sqlx::query_as("SELECT revision, body FROM guest_draft WHERE invitation_id = $1")
                .bind(guest.invitation.clone())
                .fetch_optional(&self.pool)
                .await?;
        Ok(row.map(|(revision, body)| Draft { revision, body: Secret::new(body) }))
    }

    /// Saves the draft of a guest, as [`save_draft`](Self::save_draft) does.
    pub async fn save_guest_draft(
        &self,
        guest: &Guest,
        base: i64,
        body: &Secret<String>,
    ) -> sqlx::Result<Saved> {
        let at = clock::now();
        let mut transaction = self.begin().await?;
        let is_open = hold_open(&mut transaction, &guest.assignment).await?;
        let live = sqlx::query(
            "UPDATE invitation SET withdrawn_at = withdrawn_at \
             WHERE id = $1 AND withdrawn_at = 0 AND expires_at > $2",
        )
        .bind(guest.invitation.clone())
        .bind(at)
        .execute(&mut *transaction)
        .await?;
        if !is_open || live.rows_affected() == 0 {
            return Ok(Saved::Closed);
        }
        let done = if base == 0 {
            sqlx::query(
                "INSERT INTO guest_draft (invitation_id, revision, body, saved_at) \
                 VALUES ($1, $2 + 1, $3, $4) ON CONFLICT (invitation_id) DO NOTHING",
            )
        } else {
            sqlx::query(
                "UPDATE guest_draft SET revision = $2 + 1, body = $3, saved_at = $4 \
                 WHERE invitation_id = $1 AND revision = $2",
            )
        }
        .bind(guest.invitation.clone())
        .bind(base)
        .bind(body.expose().clone())
        .bind(at)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        if done.rows_affected() == 1 {
            return Ok(Saved::Stored { revision: base + 1, at });
        }
        let found =
            sqlx::query_as("SELECT revision, saved_at, body FROM guest_draft WHERE invitation_id = $1")
                .bind(guest.invitation.clone())
                .fetch_optional(&self.pool)
                .await?;
        Ok(refused(found, body))
    }
}

/// Whether an assignment is open, which it then stays until the transaction ends: a draft that was on its way when the
/// form was sent would else outlive it. Written to, since a row that is only read is not held.
async fn hold_open(transaction: &mut Transaction<'static, Any>, assignment: &str) -> sqlx::Result<bool> {
    let held = sqlx::query("UPDATE assignment SET state = state WHERE id = $1 AND state = 'open'")
        .bind(assignment.to_owned())
        .execute(&mut **transaction)
        .await?;
    Ok(held.rows_affected() == 1)
}

/// What became of a draft that was not stored.
fn refused(found: Option<(i64, i64, String)>, body: &Secret<String>) -> Saved {
    match found {
        // The same again: the answer to the first had been lost.
        Some((revision, at, stored)) if stored == *body.expose() => Saved::Stored { revision, at },
        Some((revision, _, _)) => Saved::Outdated { revision },
        None => Saved::Outdated { revision: 0 },
    }
}
