//! Files that were sent with a submission.

use super::{Store, visibility::visible_subject};
use crate::person::Caller;
use crate::secret::Secret;

/// A stored file.
pub struct StoredFile {
    /// Media type that the content was found to have.
    pub media_type: String,
    /// Content.
    pub content: Secret<Vec<u8>>,
}

impl Store {
    /// A file of a submission that the caller may see. Whether the answer that names it is for the caller's
    /// audience must be asked before.
    pub async fn attachment(
        &self,
        caller: &Caller,
        submission: &str,
        sha256: &str,
    ) -> sqlx::Result<Option<StoredFile>> {
        let row: Option<(String, Vec<u8>)> = sqlx::query_as(concat!(
            "SELECT attachment.media_type, attachment.content FROM attachment \
             JOIN submission ON submission.id = attachment.submission_id \
             WHERE attachment.submission_id = $4 AND attachment.sha256 = $5 AND ",
            visible_subject!("submission.subject_id")
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(submission.to_owned())
        .bind(sha256.to_owned())
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|(media_type, content)| StoredFile { media_type, content: Secret::new(content) }))
    }
}
