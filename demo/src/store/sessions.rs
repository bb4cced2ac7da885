//! Sessions: only the hash of a token is kept, and idle ones end.

use super::Store;
use crate::clock;
use crate::person::{Caller, PersonRole};
use crate::secret::{Secret, random_token, sha256};
use jiff::civil::Date;
use std::time::Duration;

/// Longest session, however busy.
const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);
/// How often use is written down: a write for each request would be one too many.
const TOUCH_EVERY: Duration = Duration::from_secs(60);

#[derive(sqlx::FromRow)]
struct Row {
    person_id: String,
    name: String,
    role: String,
    started_at: i64,
    seen_at: i64,
}

impl Store {
    /// Starts a session and gives its token, which is in the cookie alone.
    pub async fn start_session(&self, person: &str) -> anyhow::Result<Secret<String>> {
        let token = random_token()?;
        let now = clock::now();
        sqlx::query(
            "INSERT INTO session (token_hash, person_id, started_at, seen_at) VALUES ($1, $2, $3, $3)",
        )
        .bind(sha256(token.expose().as_bytes()))
        .bind(person.to_owned())
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(token)
    }

    /// The person whose live session has this token.
    pub async fn caller(&self, token: &str, idle: Duration, adults: Date) -> sqlx::Result<Option<Caller>> {
        let session = sha256(token.as_bytes());
        let found: Option<Row> = sqlx::query_as(
            "SELECT session.person_id, person.preferred_name || ' ' || person.last_name AS name, person.role, \
             session.started_at, session.seen_at FROM session JOIN person ON person.id = session.person_id \
             WHERE session.token_hash = $1",
        )
        .bind(session.clone())
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = found else { return Ok(None) };
        let now = clock::now();
        let Some(role) = PersonRole::parse(&row.role) else { return Ok(None) };
        if now - row.seen_at > milliseconds(idle) || now - row.started_at > milliseconds(LONGEST) {
            self.end_session(&session).await?;
            return Ok(None);
        }
        if now - row.seen_at > milliseconds(touch_every(idle)) {
            sqlx::query("UPDATE session SET seen_at = $1 WHERE token_hash = $2")
                .bind(now)
                .bind(session.clone())
                .execute(&self.pool)
                .await?;
        }
        Ok(Some(Caller { id: row.person_id, name: row.name, role, session, born_by_adults: adults }))
    }

    /// Ends the session with this hash.
    pub async fn end_session(&self, session: &str) -> sqlx::Result<()> {
        sqlx::query("DELETE FROM session WHERE token_hash = $1")
            .bind(session.to_owned())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Deletes sessions that have ended by themselves.
    pub async fn sweep_sessions(&self, idle: Duration) -> sqlx::Result<u64> {
        let now = clock::now();
        let done = sqlx::query("DELETE FROM session WHERE seen_at < $1 OR started_at < $2")
            .bind(now - milliseconds(idle))
            .bind(now - milliseconds(LONGEST))
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected())
    }
}

/// How long a session lives for sure after a request: the last one may not have been written down.
pub fn shortest_idle(idle: Duration) -> Duration {
    idle.saturating_sub(touch_every(idle))
}

pub(super) fn touch_every(idle: Duration) -> Duration {
    TOUCH_EVERY.min(idle / 4)
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
