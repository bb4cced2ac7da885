//! Values that must not reach a log, and random ones that nobody can guess.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// A value without `Debug`, `Display` and `Serialize`, so that it cannot be logged by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value; every use is a place to review.
    pub fn expose(&self) -> &T {
        &self.0
    }

    /// The value itself.
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// A new token of 256 random bits, hexadecimal.
///
/// # Errors
/// When the operating system gives no random bytes.
pub fn random_token() -> anyhow::Result<Secret<String>> {
    let mut bytes = [0_u8; 32];
    fill(&mut bytes)?;
    Ok(Secret::new(hexadecimal(&bytes)))
}

/// Fills `bytes` with random ones.
///
/// # Errors
/// When the operating system gives no random bytes.
pub fn fill(bytes: &mut [u8]) -> anyhow::Result<()> {
    getrandom::fill(bytes).map_err(|error| anyhow::anyhow!("no random bytes: {error}"))
}

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{random_token, sha256};

    #[test]
    fn hash_is_hexadecimal() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn tokens_differ() -> anyhow::Result<()> {
        let (first, second) = (random_token()?.into_inner(), random_token()?.into_inner());
        assert_eq!(first.len(), 64);
        assert_ne!(first, second);
        Ok(())
    }
}
