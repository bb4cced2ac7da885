//! The log-in throttle: who fails too often waits.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Failures after which one waits.
const FAILURES: u32 = 5;
/// Failures from one address after which all of it waits: a school shares one.
const FAILURES_OF_ADDRESS: u32 = 50;
/// How long failures are remembered.
const MEMORY: Duration = Duration::from_secs(15 * 60);
/// Most names and addresses remembered.
const REMEMBERED: usize = 20_000;

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Name(String),
    Address(IpAddr),
}

struct Failures {
    count: u32,
    since: Instant,
}

/// Remembers failed log-ins by name and by address.
#[derive(Default)]
pub struct Throttle {
    failures: Mutex<HashMap<Key, Failures>>,
}

impl Throttle {
    /// How long one must wait before trying again; nothing when one need not.
    pub fn wait(&self, name: &str, address: IpAddr) -> Option<Duration> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        [(Key::Name(folded(name)), FAILURES), (Key::Address(address), FAILURES_OF_ADDRESS)]
            .into_iter()
            .filter_map(|(key, most)| failures.get(&key).filter(|failures| failures.count >= most))
            .filter_map(|failures| MEMORY.checked_sub(failures.since.elapsed()))
            .max()
    }

    /// Writes down a failure.
    pub fn failed(&self, name: &str, address: IpAddr) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= REMEMBERED {
            failures.retain(|_, failures| failures.since.elapsed() < MEMORY);
        }
        for key in [Key::Name(folded(name)), Key::Address(address)] {
            let entry = failures.entry(key).or_insert_with(|| Failures { count: 0, since: Instant::now() });
            if entry.since.elapsed() >= MEMORY {
                *entry = Failures { count: 0, since: Instant::now() };
            }
            entry.count += 1;
        }
    }

    /// Forgets the failures of a name that has logged in.
    pub fn succeeded(&self, name: &str) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(&Key::Name(folded(name)));
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase().chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::{FAILURES, Throttle};
    use std::net::{IpAddr, Ipv4Addr};

    #[test]
    fn a_name_waits_after_its_failures_and_others_do_not() {
        let throttle = Throttle::default();
        let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
        for _ in 0..FAILURES {
            assert!(throttle.wait("satu", address).is_none());
            throttle.failed("satu", address);
        }
        assert!(throttle.wait(" SATU ", address).is_some());
        assert!(throttle.wait("eetu", address).is_none());
        throttle.succeeded("satu");
        assert!(throttle.wait("satu", address).is_none());
    }
}
