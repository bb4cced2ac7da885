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

/// The flag that is on when the host gives a code set; `["codeSet", name]` in expressions.
pub(crate) fn code_set_flag(set: &str) -> String {
    ["codeSet:", set].concat()
}

impl Context {
    /// The context that `config` asks for; `today` is used when the config names no day.
    #[must_use]
    pub fn new(config: &Config, today: PlainDate) -> Self {
        Self {
            today: config.today.as_deref().and_then(PlainDate::parse_iso).unwrap_or(today),
            role: config.role,
            // A code set that the host gives is a flag of its own: items that need one are shown only then.
            flags: config
                .flags
                .iter()
                .cloned()
                .chain(config.code_sets.keys().map(|set| code_set_flag(set)))
                .collect(),
            synthetic_identity_codes: config.synthetic_identity_codes,
        }
    }
}
