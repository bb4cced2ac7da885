//! What all requests share.

use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::link::LinkKey;
use crate::options::Options;
use crate::store::Store;
use crate::throttle::{PerMinute, Throttle};
use std::sync::Arc;

/// What all requests share.
pub struct Portal {
    /// The database.
    pub store: Store,
    /// The forms.
    pub catalog: Catalog,
    /// The clock.
    pub clock: Clock,
    /// What the portal was started with.
    pub options: Options,
    /// Failed log-ins.
    pub throttle: Throttle,
    /// Links that did not open.
    pub links: Throttle,
    /// The key that links are signed with.
    pub link_key: LinkKey,
    /// Reports of the content security policy.
    pub reports: PerMinute,
    /// When this run began, in milliseconds.
    pub started_at: i64,
}

/// State of the router.
pub type Shared = Arc<Portal>;
