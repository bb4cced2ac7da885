//! What has been talked through with a student since it was sent, so that she sees it.

use super::submissions::Summary;
use super::{Store, visibility::visible_subject};
use crate::clock;
use crate::person::Caller;

impl Store {
    /// Ids of the submissions about a person whom the caller sees that have been talked through with her since. They
    /// are for making views.
    pub async fn talked_through(&self, caller: &Caller, subject: &str) -> sqlx::Result<Vec<String>> {
        sqlx::query_scalar(concat!(
            "SELECT talked_through.submission_id FROM talked_through \
             JOIN submission ON submission.id = talked_through.submission_id WHERE submission.subject_id = $4 AND ",
            visible_subject!("submission.subject_id")
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(subject.to_owned())
        .fetch_all(&self.pool)
        .await
    }

    /// Writes down that a submission about a student of the caller's has been talked through with her: the first time,
    /// whether it was that.
    pub async fn tell_talked_through(&self, caller: &Caller, submission: &Summary) -> sqlx::Result<bool> {
        if self.student(caller, &submission.subject_id).await?.is_none() {
            return Ok(false);
        }
        let done = sqlx::query(
            "INSERT INTO talked_through (submission_id, by_id, at) VALUES ($1, $2, $3) \
             ON CONFLICT (submission_id) DO NOTHING",
        )
        .bind(submission.id.clone())
        .bind(caller.id.clone())
        .bind(clock::now())
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}
