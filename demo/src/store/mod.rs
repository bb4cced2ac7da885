//! The database: SQLite or PostgreSQL behind one set of SQL.
//!
//! Every query about people's data takes the [`Caller`](crate::person::Caller) and narrows itself to what the
//! caller may see, so that forgetting to ask is a type error and not a leak.

pub mod assignments;
pub mod attachments;
pub mod audit;
pub mod drafts;
pub mod flags;
pub mod inbox;
pub mod invitations;
pub mod people;
pub mod seed;
pub mod sessions;
pub mod sharing;
pub mod students;
pub mod submissions;
pub mod system;
pub mod talks;
mod visibility;
pub mod writer;

use anyhow::Context as _;
use sqlx::{
    Any, AnyPool, Executor as _, Transaction,
    any::{AnyPoolOptions, install_default_drivers},
};
use std::sync::Arc;
use std::time::Duration;

/// The database and its one writer of submissions.
#[derive(Clone)]
pub struct Store {
    pool: AnyPool,
    engine: Engine,
    boot: Arc<str>,
    database: Arc<str>,
    writer: writer::Writer,
}

/// Which database engine is behind the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    /// Opens a transaction that writes. SQLite must take the write lock at once: a reader that turns into a
    /// writer would be refused when another has written in between.
    fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }
}

/// Milliseconds within which the same again is a form that was sent twice.
const REPEAT: i64 = 60_000;

impl Store {
    /// Connects, brings the tables up to date and starts the writer.
    ///
    /// # Errors
    /// When the database cannot be reached, or a migration fails.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        install_default_drivers();
        let engine = if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Engine::Postgres
        } else {
            Engine::Sqlite
        };
        let address = match engine {
            Engine::Sqlite if !url.contains('?') => format!("{url}?mode=rwc"),
            _ => url.to_owned(),
        };
        let pool = AnyPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(10))
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if engine == Engine::Sqlite {
                        // FULL: a receipt is given only when the disk has the submission.
                        connection
                            .execute(
                                "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
                                 PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
                            )
                            .await?;
                    }
                    Ok(())
                })
            })
            .connect(&address)
            .await
            .context("cannot open the database")?;
        sqlx::migrate!("./migrations").run(&pool).await.context("cannot bring the tables up to date")?;
        let database = Self::database_id(&pool).await?;
        let boot: Arc<str> = uuid::Uuid::now_v7().to_string().into();
        let writer = writer::Writer::start(pool.clone(), engine, Arc::clone(&boot));
        Ok(Self { pool, engine, boot, database: database.into(), writer })
    }

    /// Which engine.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Id of this run of the server. An answer of a forgotten old process shows another one.
    #[must_use]
    pub fn boot(&self) -> &str {
        &self.boot
    }

    /// Id of this database, made when it was.
    #[must_use]
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Ends the writer after what is queued, and closes all connections.
    pub async fn close(&self) {
        self.writer.finish().await;
        self.pool.close().await;
    }

    async fn begin(&self) -> sqlx::Result<Transaction<'static, Any>> {
        self.pool.begin_with(self.engine.begin()).await
    }

    /// Lets nobody else add to what is kept about a person until the transaction ends, so that what is asked first still
    /// holds when something is added. Written to, since a row that is only read is not held.
    async fn hold(transaction: &mut Transaction<'static, Any>, person: &str) -> sqlx::Result<()> {
        sqlx::query("UPDATE person SET last_name = last_name WHERE id = $1")
            .bind(person.to_owned())
            .execute(&mut **transaction)
            .await?;
        Ok(())
    }

    async fn database_id(pool: &AnyPool) -> sqlx::Result<String> {
        sqlx::query("INSERT INTO portal (name, value) VALUES ('database', $1) ON CONFLICT (name) DO NOTHING")
            .bind(uuid::Uuid::new_v4().to_string())
            .execute(pool)
            .await?;
        sqlx::query_scalar("SELECT value FROM portal WHERE name = 'database'").fetch_one(pool).await
    }
}
