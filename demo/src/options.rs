//! What the portal is started with.

use jiff::civil::Date;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

/// What the portal is started with.
#[derive(Debug, Clone)]
pub struct Options {
    /// Address to listen on.
    pub address: IpAddr,
    /// Port to listen on; 0 takes any that is free.
    pub port: u16,
    /// Folder of the built plug-in, served under `/guidance-forms/`.
    pub dist: PathBuf,
    /// `sqlite:demo.db` or `postgres://…`.
    pub database: String,
    /// The day that counts as today; the real one when absent.
    pub today: Option<Date>,
    /// Address that people use, when a proxy stands before the portal. With `https` cookies are secure ones. The
    /// proxy must append the address of its client to `X-Forwarded-For`.
    pub public_address: Option<String>,
    /// How long a session lives without use.
    pub idle: Duration,
    /// How long the head of a request, a pause in its body and a small request as a whole may take.
    pub slow: Duration,
    /// Whether identity codes of the test range are accepted, as the demonstration's people have.
    pub synthetic_identity_codes: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 8080,
            dist: PathBuf::from("dist"),
            database: "sqlite:demo.db".to_owned(),
            today: None,
            public_address: None,
            idle: Duration::from_secs(30 * 60),
            slow: Duration::from_secs(30),
            synthetic_identity_codes: true,
        }
    }
}

impl Options {
    /// Whether people reach the portal by `https`.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_address.as_deref().is_some_and(|address| address.starts_with("https://"))
    }
}
