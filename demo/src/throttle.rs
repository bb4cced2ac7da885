//! Throttles: who fails to log in too often waits, and reports that anybody can send are counted by the minute.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Failures after which a name waits.
const FAILURES: u32 = 5;
/// Failures from one address after which all of it waits. Much wider than that of a name: a whole school is behind
/// one address.
const FAILURES_OF_ADDRESS: u32 = 500;
/// How long failures are remembered.
const MEMORY: Duration = Duration::from_secs(15 * 60);
/// Most names and addresses remembered before old ones are looked for.
const REMEMBERED: usize = 20_000;

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Name(String),
    Address(IpAddr),
}

struct Count {
    count: u32,
    since: Instant,
}

/// Remembers failed log-ins by name and by address.
#[derive(Default)]
pub struct Throttle {
    failures: Mutex<HashMap<Key, Count>>,
}

impl Throttle {
    /// Takes one attempt, which counts as failed until [`succeeded`](Self::succeeded) gives it back: so attempts that
    /// are made at the same time count too, and those whose sender does not wait for the answer.
    ///
    /// # Errors
    /// How long one must wait before trying again.
    pub fn attempt(&self, name: &str, address: IpAddr) -> Result<(), Duration> {
        let mut failures = self.locked();
        if failures.len() >= REMEMBERED {
            failures.retain(|_, failures| failures.since.elapsed() < MEMORY);
        }
        let keys = || [(name_key(name), FAILURES), (address_key(address), FAILURES_OF_ADDRESS)];
        let wait = keys()
            .into_iter()
            .filter_map(|(key, most)| failures.get(&key).filter(|failures| failures.count >= most))
            .filter_map(|failures| MEMORY.checked_sub(failures.since.elapsed()))
            .max();
        if let Some(wait) = wait {
            return Err(wait);
        }
        for (key, _) in keys() {
            count(&mut failures, key, MEMORY);
        }
        Ok(())
    }

    /// Gives back the attempt of somebody who has logged in, and forgets the failures of the name.
    pub fn succeeded(&self, name: &str, address: IpAddr) {
        let mut failures = self.locked();
        failures.remove(&name_key(name));
        if let Some(failures) = failures.get_mut(&address_key(address)) {
            failures.count = failures.count.saturating_sub(1);
        }
    }

    /// Counts a failure of an address alone, for what has no name that others could not use up too.
    ///
    /// # Errors
    /// How long the address must wait; the failure is not counted then.
    pub fn failed(&self, address: IpAddr) -> Result<(), Duration> {
        let mut failures = self.locked();
        if failures.len() >= REMEMBERED {
            failures.retain(|_, failures| failures.since.elapsed() < MEMORY);
        }
        let full = failures.get(&address_key(address)).filter(|found| found.count >= FAILURES_OF_ADDRESS);
        if let Some(wait) = full.and_then(|found| MEMORY.checked_sub(found.since.elapsed())) {
            return Err(wait);
        }
        count(&mut failures, address_key(address), MEMORY);
        Ok(())
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<Key, Count>> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Most reports of a minute from one address.
const REPORTS_OF_ADDRESS: u32 = 20;
/// Most reports of a minute.
const REPORTS: u32 = 100;
const MINUTE: Duration = Duration::from_secs(60);

/// Counts what anybody may send, by the minute.
#[derive(Default)]
pub struct PerMinute {
    counts: Mutex<HashMap<Option<IpAddr>, Count>>,
}

impl PerMinute {
    /// Whether one more from this address is taken in this minute.
    pub fn takes(&self, address: IpAddr) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.retain(|_, count| count.since.elapsed() < MINUTE);
        let full = |key, most| counts.get(&key).is_some_and(|count: &Count| count.count >= most);
        let own = Some(network(address));
        if full(own, REPORTS_OF_ADDRESS) || full(None, REPORTS) {
            return false;
        }
        for key in [own, None] {
            count(&mut counts, key, MINUTE);
        }
        true
    }
}

fn count<K: Eq + std::hash::Hash>(counts: &mut HashMap<K, Count>, key: K, memory: Duration) {
    let entry = counts.entry(key).or_insert_with(|| Count { count: 0, since: Instant::now() });
    if entry.since.elapsed() >= memory {
        *entry = Count { count: 0, since: Instant::now() };
    }
    entry.count += 1;
}

fn name_key(name: &str) -> Key {
    Key::Name(name.trim().to_lowercase().chars().take(100).collect())
}

fn address_key(address: IpAddr) -> Key {
    Key::Address(network(address))
}

/// A subscriber has a whole /64 of IPv6 to choose addresses from.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::{FAILURES, FAILURES_OF_ADDRESS, PerMinute, REPORTS_OF_ADDRESS, Throttle};
    use std::net::{IpAddr, Ipv4Addr};

    const ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    #[test]
    fn a_name_waits_after_its_failures_and_others_do_not() {
        let throttle = Throttle::default();
        for _ in 0..FAILURES {
            assert!(throttle.attempt("satu", ADDRESS).is_ok());
        }
        assert!(throttle.attempt(" SATU ", ADDRESS).is_err());
        assert!(throttle.attempt("eetu", ADDRESS).is_ok());
        throttle.succeeded("satu", ADDRESS);
        assert!(throttle.attempt("satu", ADDRESS).is_ok());
    }

    #[test]
    fn those_who_log_in_do_not_use_up_the_attempts_of_their_address() {
        let throttle = Throttle::default();
        for number in 0..2 * FAILURES_OF_ADDRESS {
            let name = format!("student {number}");
            assert!(throttle.attempt(&name, ADDRESS).is_ok(), "{number}");
            throttle.succeeded(&name, ADDRESS);
        }
        for number in 0..FAILURES_OF_ADDRESS {
            assert!(throttle.attempt(&format!("nobody {number}"), ADDRESS).is_ok(), "{number}");
        }
        assert!(throttle.attempt("somebody", ADDRESS).is_err());
        assert!(throttle.attempt("somebody", IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))).is_ok());
    }

    #[test]
    fn failures_without_a_name_are_those_of_their_address() {
        let throttle = Throttle::default();
        for number in 0..FAILURES_OF_ADDRESS {
            assert!(throttle.failed(ADDRESS).is_ok(), "{number}");
        }
        assert!(throttle.failed(ADDRESS).is_err());
        assert!(throttle.failed(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))).is_ok());
    }

    #[test]
    fn addresses_of_one_subscriber_are_one() -> Result<(), std::net::AddrParseError> {
        let reports = PerMinute::default();
        for number in 0..REPORTS_OF_ADDRESS {
            assert!(reports.takes(format!("2001:db8::{number:x}").parse()?));
        }
        assert!(!reports.takes("2001:db8::ffff".parse()?));
        assert!(reports.takes("2001:db8:0:1::1".parse()?));
        Ok(())
    }
}
