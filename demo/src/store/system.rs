//! What the people who run the portal may know: counts and health, no answers.

use super::Store;
use crate::clock;
use crate::person::Caller;

/// Counts for the system page.
#[derive(Debug, Clone, Default, sqlx::FromRow)]
pub struct Counts {
    /// People in the register.
    pub people: i64,
    /// Live and idle sessions.
    pub sessions: i64,
    /// Forms that wait to be filled in.
    pub open_assignments: i64,
    /// Saved drafts.
    pub drafts: i64,
    /// Stored submissions.
    pub submissions: i64,
    /// Stored files.
    pub attachments: i64,
    /// Rows of the audit list.
    pub audit_entries: i64,
    /// Reported breaches of the content security policy.
    pub policy_violations: i64,
}

/// A breach of the content security policy that a browser has reported.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Violation {
    /// When, in milliseconds.
    pub at: i64,
    /// The directive.
    pub directive: String,
    /// What was blocked.
    pub blocked: String,
    /// Path of the page.
    pub page: String,
}

impl Store {
    /// Whether the database answers.
    pub async fn is_healthy(&self) -> bool {
        sqlx::query("SELECT 1").execute(&self.pool).await.is_ok()
    }

    /// Counts, for IT.
    pub async fn counts(&self, _caller: &Caller) -> sqlx::Result<Counts> {
        sqlx::query_as(
            "SELECT (SELECT COUNT(*) FROM person) AS people, (SELECT COUNT(*) FROM session) AS sessions, \
             (SELECT COUNT(*) FROM assignment WHERE state = 'open' AND withdrawn_at = 0) AS open_assignments, \
             (SELECT COUNT(*) FROM draft) AS drafts, (SELECT COUNT(*) FROM submission) AS submissions, \
             (SELECT COUNT(*) FROM attachment) AS attachments, (SELECT COUNT(*) FROM audit) AS audit_entries, \
             (SELECT COUNT(*) FROM policy_violation) AS policy_violations",
        )
        .fetch_one(&self.pool)
        .await
    }

    /// The latest breaches of the content security policy, for IT.
    pub async fn violations(&self, _caller: &Caller) -> sqlx::Result<Vec<Violation>> {
        sqlx::query_as("SELECT at, directive, blocked, page FROM policy_violation ORDER BY id DESC LIMIT 20")
            .fetch_all(&self.pool)
            .await
    }

    /// How many breaches have been reported.
    pub async fn violation_count(&self) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT COUNT(*) FROM policy_violation").fetch_one(&self.pool).await
    }

    /// Keeps a reported breach; only the latest thousand, since anybody can report.
    pub async fn keep_violation(&self, directive: &str, blocked: &str, page: &str) -> sqlx::Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query(
            "INSERT INTO policy_violation (id, at, directive, blocked, page) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(uuid::Uuid::now_v7().to_string())
        .bind(clock::now())
        .bind(directive.to_owned())
        .bind(blocked.to_owned())
        .bind(page.to_owned())
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "DELETE FROM policy_violation WHERE id NOT IN \
             (SELECT id FROM policy_violation ORDER BY id DESC LIMIT 1000)",
        )
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await
    }
}
