//! What rules may know besides the answers. Given, never looked up, so every result is repeatable.

use crate::{Config, PlainDate, Role, SyntheticIdentityCodes};

/// What rules may know besides the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// The day that rules take for today.
    pub today: PlainDate,
    /// Who fills in.
    pub role: Role,
    /// Host flags that are on.
    pub flags: Vec<String>,
    /// Whether identity codes of the test range are accepted.
    pub synthetic_identity_codes: SyntheticIdentityCodes,
}

impl Context {
    /// The context that `config` asks for; `today` is used when the config names no day.
    #[must_use]
    pub fn new(config: &Config, today: PlainDate) -> Self {
        Self {
            today: config.today.as_deref().and_then(PlainDate::parse_iso).unwrap_or(today),
            role: config.role,
            flags: config.flags.clone(),
            synthetic_identity_codes: config.synthetic_identity_codes,
        }
    }
}
