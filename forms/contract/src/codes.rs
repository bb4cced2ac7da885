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
/// that is sorted in the wasm, by merging: the standard library's, which is quicker for millions, costs it 5 KB.
#[must_use]
#[inline(never)]
pub fn sorted(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    let mut run = 1;
    while run < length {
        let mut merged = Vec::with_capacity(length);
        for pair in order.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let ([first, after @ ..], [other, after_other @ ..]) = (left, right) {
                if compare(*first, *other) == Ordering::Greater {
                    merged.push(*other);
                    right = after_other;
                } else {
                    merged.push(*first);
                    left = after;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        order = merged;
        run *= 2;
    }
    order
}

#[derive(Debug, PartialEq)]
struct Indexed {
    entries: Vec<CodeEntry>,
    /// Places in `entries` with the start of their code, sorted by code.
    by_code: Vec<(u64, usize)>,
}

/// The first eight bytes of a code, comparable as a number: nearly all codes are no longer, so that a search need not
/// follow each step to the text of a code.
fn start(code: &str) -> u64 {
    let mut start = [0; 8];
    for (slot, byte) in start.iter_mut().zip(code.bytes()) {
        *slot = byte;
    }
    u64::from_be_bytes(start)
}

impl CodeSets {
    /// Adds a set or replaces the one of the same name.
    pub fn insert(&mut self, name: impl Into<String>, set: CodeSet) {
        let entries = set.codes;
        let code = |place: usize| entries.get(place).map(|entry| entry.code.as_str());
        let by_code = sorted(entries.len(), &|a, b| code(a).cmp(&code(b)));
        let by_code =
            by_code.into_iter().map(|place| (start(code(place).unwrap_or_default()), place)).collect();
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
        let wanted = start(code);
        let found = set.by_code.binary_search_by(|(own, place)| {
            own.cmp(&wanted)
                .then_with(|| set.entries.get(*place).map_or("", |entry| entry.code.as_str()).cmp(code))
        });
        let (_, place) = set.by_code.get(found.ok()?)?;
        set.entries.get(*place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorting_agrees_with_the_standard_library(keys in prop::collection::vec(0_u8..20, 0..200)) {
            let mut expected: Vec<usize> = (0..keys.len()).collect();
            expected.sort_by_key(|place| keys[*place]);
            prop_assert_eq!(sorted(keys.len(), &|a, b| keys[a].cmp(&keys[b])), expected);
        }
    }
}
