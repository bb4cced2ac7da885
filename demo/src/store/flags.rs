//! What the office should look at in a submission.

use super::Store;
use super::submissions::Summary;
use crate::person::Caller;

/// Why the office should look at an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagKind {
    /// It is not what the register has, and the sender was not told.
    Differs,
    /// The person has non-disclosure: what the sender said against it was not stored.
    AddressRemoved,
}

impl FlagKind {
    /// The kind as stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Differs => "differs",
            Self::AddressRemoved => "addressRemoved",
        }
    }
}

/// An answer that the office should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// Id of the item.
    pub item: String,
    /// Why.
    pub kind: FlagKind,
}

impl Store {
    /// What to look at in a submission, for the office; nothing for others.
    pub async fn flags(&self, caller: &Caller, submission: &Summary) -> sqlx::Result<Vec<Flag>> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT item, kind FROM submission_flag WHERE submission_id = $1 AND $2 = 'office' ORDER BY item",
        )
        .bind(submission.id.clone())
        .bind(caller.role.as_str())
        .fetch_all(&self.pool)
        .await?;
        let kinds = [FlagKind::Differs, FlagKind::AddressRemoved];
        Ok(rows
            .into_iter()
            .filter_map(|(item, stored)| {
                let kind = kinds.into_iter().find(|kind| kind.as_str() == stored)?;
                Some(Flag { item, kind })
            })
            .collect())
    }
}
