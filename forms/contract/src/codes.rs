//! Code sets at hand, ready for look-ups.

use crate::{CodeEntry, CodeSet, Table};
use std::cmp::Ordering;
use std::sync::Arc;

/// The code sets that answers are checked against, by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CodeSets {
    sets: Table<String, Arc<Indexed>>,
}

/// The numbers up to `length` in the order that `compare` gives, equal ones as they are. One sort for everything
/// that is sorted in the wasm: each of the standard library's costs it 5 KB anew.
#[must_use]
pub fn sorted(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[derive(Debug, PartialEq)]
struct Indexed {
    entries: Vec<CodeEntry>,
    /// Places in `entries`, sorted by code.
    by_code: Vec<usize>,
}

impl CodeSets {
    /// Adds a set or replaces the one of the same name.
    pub fn insert(&mut self, name: impl Into<String>, set: CodeSet) {
        let entries = set.codes;
        let code = |place: usize| entries.get(place).map(|entry| entry.code.as_str());
        let by_code = sorted(entries.len(), &|a, b| code(a).cmp(&code(b)));
        self.sets.insert(name.into(), Arc::new(Indexed { entries, by_code }));
    }

    /// Whether a set is at hand.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.sets.contains_key(name)
    }

    /// The entries of a set in the order in which they are offered.
    #[must_use]
    pub fn entries(&self, name: &str) -> Option<&[CodeEntry]> {
        self.sets.get(name).map(|set| set.entries.as_slice())
    }

    /// One entry of a set.
    #[must_use]
    pub fn entry(&self, name: &str, code: &str) -> Option<&CodeEntry> {
        let set = self.sets.get(name)?;
        let found = set
            .by_code
            .binary_search_by(|place| {
                set.entries.get(*place).map_or("", |entry| entry.code.as_str()).cmp(code)
            })
            .ok()?;
        set.entries.get(*set.by_code.get(found)?)
    }
}
