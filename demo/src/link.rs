//! Links for workplaces: signed tokens that carry the id of an invitation and the time of its end.
//!
//! A token is `<id>.<end>.<secret>.<signature>`. The signature, HMAC-SHA-256 with the portal's own key, is checked
//! before the database is asked, so that guessing costs the portal nothing. The random secret keeps whoever can read
//! the database from making links; of the whole token the hash alone is stored.

use crate::secret::{Secret, hexadecimal, random_token, sha256};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// The portal's key for links.
#[derive(Clone)]
pub struct LinkKey(Secret<String>);

/// A token that has the portal's signature and has not ended.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// Id of the invitation.
    pub invitation: String,
    /// Hash of the token, as stored.
    pub token_hash: String,
}

/// A new token.
pub struct Token {
    /// The token itself, to be shown once.
    pub text: Secret<String>,
    /// Its hash, to be stored.
    pub hash: String,
}

/// Longest token that is looked at.
const LONGEST: usize = 300;

/// What a page with the form for a new link holds: whoever sends the form twice gets the same link. It is random, and
/// kept nowhere else, so that the link cannot be made from the database.
pub struct Seed(Secret<String>);

impl Seed {
    /// The seed that a page sent; nothing when it is none of ours.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let is_seed = text.len() == 64 && bytes(text).is_some();
        is_seed.then(|| Self(Secret::new(text.to_owned())))
    }

    /// Id of its invitation, from which it cannot be guessed.
    #[must_use]
    pub fn invitation(&self) -> String {
        let hash = bytes(&sha256(format!("invitation {}", self.0.expose()).as_bytes())).unwrap_or_default();
        let random = hash.first_chunk().copied().unwrap_or_default();
        uuid::Builder::from_random_bytes(random).into_uuid().to_string()
    }

    /// Secret part of its link.
    #[must_use]
    pub fn secret(&self) -> Secret<String> {
        Secret::new(sha256(format!("secret {}", self.0.expose()).as_bytes()))
    }
}

impl LinkKey {
    /// The key of this text.
    #[must_use]
    pub fn new(key: String) -> Self {
        Self(Secret::new(key))
    }

    /// A token for an invitation that ends at a time, in milliseconds.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn sign(&self, invitation: &str, expires_at: i64) -> anyhow::Result<Token> {
        self.sign_with(invitation, expires_at, &random_token()?)
    }

    /// As [`sign`](Self::sign), with a secret that is known already: the same link again.
    ///
    /// # Errors
    /// When there is no key.
    pub fn sign_with(
        &self,
        invitation: &str,
        expires_at: i64,
        secret: &Secret<String>,
    ) -> anyhow::Result<Token> {
        let secret = secret.expose();
        let signed = format!("{invitation}.{expires_at}.{secret}");
        let signature = hexadecimal(&self.mac(&signed)?.finalize().into_bytes());
        let text = format!("{signed}.{signature}");
        Ok(Token { hash: sha256(text.as_bytes()), text: Secret::new(text) })
    }

    /// What a token opens; nothing when it is not whole, not the portal's or has ended. Signatures are compared in
    /// constant time.
    #[must_use]
    pub fn open(&self, token: &str, now: i64) -> Option<Opened> {
        if token.len() > LONGEST {
            return None;
        }
        let (signed, signature) = token.rsplit_once('.')?;
        self.mac(signed).ok()?.verify_slice(&bytes(signature)?).ok()?;
        let mut parts = signed.split('.');
        let invitation = parts.next()?.to_owned();
        let expires_at: i64 = parts.next()?.parse().ok()?;
        (expires_at > now).then(|| Opened { invitation, token_hash: sha256(token.as_bytes()) })
    }

    fn mac(&self, text: &str) -> anyhow::Result<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose().as_bytes())
            .map_err(|error| anyhow::anyhow!("no key: {error}"))?;
        mac.update(text.as_bytes());
        Ok(mac)
    }
}

/// Bytes of lower-case hexadecimal: one spelling of a signature is accepted.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digit = |sign: u8| match sign {
        b'0'..=b'9' => Some(sign - b'0'),
        b'a'..=b'f' => Some(sign - b'a' + 10),
        _ => None,
    };
    let signs = text.as_bytes();
    if !signs.len().is_multiple_of(2) {
        return None;
    }
    signs.chunks_exact(2).map(|pair| Some(digit(*pair.first()?)? << 4 | digit(*pair.last()?)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::LinkKey;

    const ID: &str = "0198f0c2-0000-7000-8000-000000000001";

    #[test]
    fn a_link_opens_what_it_was_made_for_until_it_ends() -> anyhow::Result<()> {
        let key = LinkKey::new("key".to_owned());
        let token = key.sign(ID, 1_000)?;
        let text = token.text.expose();
        let opened = key.open(text, 999);
        assert!(opened.is_some_and(|opened| opened.invitation == ID && opened.token_hash == token.hash));
        assert!(key.open(text, 1_000).is_none());
        assert!(LinkKey::new("another".to_owned()).open(text, 1).is_none());
        Ok(())
    }

    #[test]
    fn nothing_of_a_link_can_be_changed() -> anyhow::Result<()> {
        let key = LinkKey::new("key".to_owned());
        let text = key.sign(ID, 1_000)?.text.into_inner();
        for place in 0..text.len() {
            let mut altered = text.clone().into_bytes();
            altered[place] = if altered[place] == b'1' { b'2' } else { b'1' };
            assert!(key.open(&String::from_utf8(altered)?, 1).is_none(), "{place}");
        }
        let (signed, signature) = text.rsplit_once('.').unwrap_or_default();
        for altered in [
            format!("{signed}.{}", signature.to_uppercase()),
            format!("{signed}."),
            format!("{signed}.{signature}00"),
            format!("{signed}.{}", &signature[..62]),
            format!("{signed}.1.{signature}"),
            text.replace(".1000.", ".2000."),
            text.replace(".1000.", ".01000."),
            format!("{text}."),
            "a".repeat(400),
            String::new(),
        ] {
            assert!(key.open(&altered, 1).is_none(), "{altered}");
        }
        Ok(())
    }
}
