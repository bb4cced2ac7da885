//! The one writer of submissions.
//!
//! Submissions that arrive at about the same time are stored in one transaction: one wait for the disk serves
//! them all, and each sender gets a receipt only after that wait. While a transaction is being committed the
//! next batch gathers, so nobody waits for a timer. When a batch fails, its submissions are tried one by one,
//! so that one that cannot be stored takes no other with it.

use super::{Engine, audit::Action, flags::Flag};
use crate::clock;
use crate::guest::{self, Guest};
use crate::person::Caller;
use crate::reference;
use crate::secret::Secret;
use sqlx::{Any, AnyPool, Transaction};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// Most submissions that wait; the next one is told to come again.
const QUEUE: usize = 1024;
/// Most submissions in one transaction.
const BATCH: usize = 128;

/// Who sends a submission.
#[derive(Clone)]
pub enum Author {
    /// A person of the portal.
    Person(Caller),
    /// Somebody at a workplace.
    Guest(Box<Guest>),
}

impl Author {
    /// The reference to them that stands in the document.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Person(caller) => caller.id(),
            Self::Guest(guest) => guest.author(),
        }
    }

    /// Who the audit list says that it was: the person, or the invitation.
    fn actor(&self) -> &str {
        match self {
            Self::Person(caller) => caller.id(),
            Self::Guest(guest) => guest.id(),
        }
    }

    /// The person of the portal who answers for it.
    fn person(&self) -> &str {
        match self {
            Self::Person(caller) => caller.id(),
            Self::Guest(guest) => &guest.invited_by,
        }
    }

    /// The invitation; empty for a person of the portal.
    fn invitation(&self) -> &str {
        match self {
            Self::Person(_) => "",
            Self::Guest(guest) => guest.id(),
        }
    }

    fn role(&self) -> &'static str {
        match self {
            Self::Person(caller) => caller.role().as_str(),
            Self::Guest(_) => guest::ROLE,
        }
    }
}

/// A checked submission, ready to be stored.
#[derive(Clone)]
pub struct NewSubmission {
    /// Its UUID.
    pub id: String,
    /// The assignment that it answers.
    pub assignment: String,
    /// Id of the form.
    pub form: String,
    /// Version of the definition.
    pub form_version: String,
    /// Whom the answers are about.
    pub subject: String,
    /// Name of that person, for the search.
    pub subject_name: String,
    /// Who sends.
    pub author: Author,
    /// When it came, for the demonstration's history; now when absent.
    pub received_at: Option<i64>,
    /// SHA-256 of the canonical document as it was sent.
    pub body_hash: String,
    /// The document to be kept.
    pub body: Secret<String>,
    /// Files, each content once.
    pub files: Vec<NewFile>,
    /// What the office should look at.
    pub flags: Vec<Flag>,
}

/// A checked file of a submission.
#[derive(Clone)]
pub struct NewFile {
    /// SHA-256 of the content.
    pub sha256: String,
    /// Media type that the content was found to have.
    pub media_type: String,
    /// The content.
    pub content: Secret<Arc<[u8]>>,
}

/// What is known of a stored submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its UUID.
    pub id: String,
    /// Number that people quote.
    pub reference: String,
    /// When it was stored, in milliseconds.
    pub received_at: i64,
}

/// How storing ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the database: now, or already with the same content.
    Stored(Receipt),
    /// Its id stands for something else, or its assignment has been answered.
    Conflict,
}

/// Why nothing was stored.
#[derive(Debug)]
pub enum Refusal {
    /// Too many wait.
    Busy,
    /// The database failed.
    Failed(sqlx::Error),
    /// The portal is closing.
    Closing,
}

struct Job {
    submission: NewSubmission,
    reply: oneshot::Sender<Result<Outcome, sqlx::Error>>,
}

/// Handle of the writer.
#[derive(Clone)]
pub struct Writer {
    queue: Arc<Mutex<Option<mpsc::Sender<Job>>>>,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Writer {
    pub(super) fn start(pool: AnyPool, engine: Engine, boot: Arc<str>) -> Self {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let task = tokio::spawn(Worker { pool, engine, boot }.run(jobs));
        Self { queue: Arc::new(Mutex::new(Some(queue))), task: Arc::new(Mutex::new(Some(task))) }
    }

    /// Stores everything that waits, and ends.
    pub(super) async fn finish(&self) {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            let _ = task.await;
        }
    }

    async fn submit(&self, submission: NewSubmission) -> Result<Outcome, Refusal> {
        let (reply, answer) = oneshot::channel();
        let queue =
            self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or(Refusal::Closing)?;
        queue.try_send(Job { submission, reply }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Refusal::Busy,
            mpsc::error::TrySendError::Closed(_) => Refusal::Closing,
        })?;
        // Without this the writer could not end while an answer is awaited.
        drop(queue);
        answer.await.map_err(|_| Refusal::Closing)?.map_err(Refusal::Failed)
    }
}

impl super::Store {
    /// Stores a submission for good: itself, its files, the audit row, the state of its assignment and the end
    /// of its draft, all or nothing. The same submission again gets the same receipt.
    ///
    /// # Errors
    /// When nothing was stored.
    pub async fn store_submission(&self, submission: NewSubmission) -> Result<Outcome, Refusal> {
        self.writer.submit(submission).await
    }

    /// What is known of an already stored submission with this id, when it is the sender's own: the receipt
    /// when `body_hash` is the same, a conflict when it is not or belongs to somebody else.
    pub async fn earlier_outcome(
        &self,
        author: &Author,
        assignment: &str,
        id: &str,
        body_hash: &str,
    ) -> sqlx::Result<Option<Outcome>> {
        let row: Option<Earlier> =
            sqlx::query_as(EARLIER).bind(id.to_owned()).fetch_optional(&self.pool).await?;
        Ok(row.map(|earlier| earlier.outcome(id, author, assignment, body_hash)))
    }
}

const EARLIER: &str = "SELECT assignment_id, author_id, invitation_id, reference, received_at, body_hash FROM submission WHERE id = $1";

#[derive(sqlx::FromRow)]
struct Earlier {
    assignment_id: String,
    author_id: String,
    invitation_id: String,
    reference: String,
    received_at: i64,
    body_hash: String,
}

impl Earlier {
    fn outcome(self, id: &str, author: &Author, assignment: &str, body_hash: &str) -> Outcome {
        let is_own = self.author_id == author.person() && self.invitation_id == author.invitation();
        if is_own && self.assignment_id == assignment && self.body_hash == body_hash {
            let (reference, received_at) = (self.reference, self.received_at);
            Outcome::Stored(Receipt { id: id.to_owned(), reference, received_at })
        } else {
            Outcome::Conflict
        }
    }
}

struct Worker {
    pool: AnyPool,
    engine: Engine,
    boot: Arc<str>,
}

impl Worker {
    async fn run(self, mut jobs: mpsc::Receiver<Job>) {
        let mut batch = Vec::with_capacity(BATCH);
        while jobs.recv_many(&mut batch, BATCH).await > 0 {
            let (submissions, replies): (Vec<_>, Vec<_>) =
                batch.drain(..).map(|job| (job.submission, job.reply)).unzip();
            match self.store_together(&submissions).await {
                Ok(outcomes) => {
                    for (reply, outcome) in replies.into_iter().zip(outcomes) {
                        let _ = reply.send(Ok(outcome));
                    }
                }
                Err(error) => {
                    tracing::warn!(submissions = submissions.len(), %error, "a batch failed; storing one by one");
                    for (reply, submission) in replies.into_iter().zip(&submissions) {
                        let outcome = self.store_together(std::slice::from_ref(submission)).await;
                        let _ = reply.send(outcome.map(|mut outcomes| outcomes.remove(0)));
                    }
                }
            }
        }
    }

    async fn store_together(&self, submissions: &[NewSubmission]) -> sqlx::Result<Vec<Outcome>> {
        let mut transaction = self.pool.begin_with(self.engine.begin()).await?;
        let mut outcomes = Vec::with_capacity(submissions.len());
        for submission in submissions {
            outcomes.push(self.store_one(&mut transaction, submission).await?);
        }
        transaction.commit().await?;
        Ok(outcomes)
    }

    async fn store_one(
        &self,
        transaction: &mut Transaction<'static, Any>,
        submission: &NewSubmission,
    ) -> sqlx::Result<Outcome> {
        let earlier: Option<Earlier> =
            sqlx::query_as(EARLIER).bind(submission.id.clone()).fetch_optional(&mut **transaction).await?;
        if let Some(earlier) = earlier {
            return Ok(earlier.outcome(
                &submission.id,
                &submission.author,
                &submission.assignment,
                &submission.body_hash,
            ));
        }
        let answered = sqlx::query(
            "UPDATE assignment SET state = CASE repeats WHEN 1 THEN 'open' ELSE 'sent' END \
             WHERE id = $1 AND state = 'open' AND withdrawn_at = 0 AND NOT EXISTS (SELECT 1 FROM invitation \
             WHERE invitation.assignment_id = assignment.id \
             AND (invitation.withdrawn_at > 0 OR invitation.expires_at <= $2))",
        )
        .bind(submission.assignment.clone())
        .bind(clock::now())
        .execute(&mut **transaction)
        .await?;
        if answered.rows_affected() == 0 {
            return Ok(Outcome::Conflict);
        }
        let receipt = Receipt {
            id: submission.id.clone(),
            reference: reference::new().map_err(|error| sqlx::Error::Io(std::io::Error::other(error)))?,
            received_at: submission.received_at.unwrap_or_else(clock::now),
        };
        self.insert(transaction, submission, &receipt).await?;
        Ok(Outcome::Stored(receipt))
    }

    async fn insert(
        &self,
        transaction: &mut Transaction<'static, Any>,
        submission: &NewSubmission,
        receipt: &Receipt,
    ) -> sqlx::Result<()> {
        sqlx::query(
            "INSERT INTO submission (id, assignment_id, form, form_version, subject_id, author_id, reference, \
             received_at, body_hash, body, search_text, invitation_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(submission.id.clone())
        .bind(submission.assignment.clone())
        .bind(submission.form.clone())
        .bind(submission.form_version.clone())
        .bind(submission.subject.clone())
        .bind(submission.author.person().to_owned())
        .bind(receipt.reference.clone())
        .bind(receipt.received_at)
        .bind(submission.body_hash.clone())
        .bind(submission.body.expose().clone())
        .bind(format!("{} {}", submission.subject_name, receipt.reference).to_lowercase())
        .bind(submission.author.invitation().to_owned())
        .execute(&mut **transaction)
        .await?;
        for file in &submission.files {
            sqlx::query(
                "INSERT INTO attachment (submission_id, sha256, media_type, content) VALUES ($1, $2, $3, $4)",
            )
            .bind(submission.id.clone())
            .bind(file.sha256.clone())
            .bind(file.media_type.clone())
            .bind(file.content.expose().to_vec())
            .execute(&mut **transaction)
            .await?;
        }
        for flag in &submission.flags {
            sqlx::query("INSERT INTO submission_flag (submission_id, item, kind) VALUES ($1, $2, $3)")
                .bind(submission.id.clone())
                .bind(flag.item.clone())
                .bind(flag.kind.as_str())
                .execute(&mut **transaction)
                .await?;
        }
        let draft = match &submission.author {
            Author::Person(caller) => {
                sqlx::query("DELETE FROM draft WHERE assignment_id = $1 AND author_id = $2")
                    .bind(submission.assignment.clone())
                    .bind(caller.id().to_owned())
            }
            Author::Guest(guest) => {
                sqlx::query("DELETE FROM guest_draft WHERE invitation_id = $1").bind(guest.id().to_owned())
            }
        };
        draft.execute(&mut **transaction).await?;
        sqlx::query(
            "INSERT INTO audit (id, at, boot, person_id, person_role, action, target, subject_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(uuid::Uuid::now_v7().to_string())
        .bind(receipt.received_at)
        .bind(self.boot.to_string())
        .bind(submission.author.actor().to_owned())
        .bind(submission.author.role())
        .bind(Action::Submit.as_str())
        .bind(submission.id.clone())
        .bind(submission.subject.clone())
        .execute(&mut **transaction)
        .await?;
        Ok(())
    }
}
