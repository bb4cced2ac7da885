//! Passwords: Argon2id hashes, never more than two at work at a time.

use crate::secret::Secret;
use anyhow::anyhow;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Each hash takes 19 MiB and a core for a while: more at a time would let a log-in page stop the portal.
static AT_WORK: Semaphore = Semaphore::const_new(2);

/// Compared with when the log-in name is unknown, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody has this password").unwrap_or_default());

/// The hash of a password in PHC form.
///
/// # Errors
/// When the operating system gives no random salt.
pub fn hash(password: &str) -> anyhow::Result<String> {
    let hash: PasswordHash =
        Argon2::default().hash_password(password.as_bytes()).map_err(|error| anyhow!("no hash: {error}"))?;
    Ok(hash.to_string())
}

/// Whether `password` has this hash; false, as slowly, when there is none.
pub async fn matches(password: Secret<String>, hash: Option<Secret<String>>) -> bool {
    let Ok(_permit) = AT_WORK.acquire().await else { return false };
    let check = tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let text = hash.map_or_else(|| NOBODY.clone(), Secret::into_inner);
        let verified = PasswordHash::new(&text)
            .is_ok_and(|hash| Argon2::default().verify_password(password.expose().as_bytes(), &hash).is_ok());
        known && verified
    });
    check.await.unwrap_or(false)
}
