//! Times: milliseconds in the database, the school's time zone on the page, UTC in receipts.

use crate::language::Language;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The portal's clock. Its day can be fixed for a demonstration or test; its hours always run.
#[derive(Debug, Clone)]
pub struct Clock {
    zone: TimeZone,
    fixed_day: Option<Date>,
}

impl Clock {
    /// A clock in Finland's time zone.
    #[must_use]
    pub fn new(fixed_day: Option<Date>) -> Self {
        Self { zone: TimeZone::get("Europe/Helsinki").unwrap_or(TimeZone::UTC), fixed_day }
    }

    /// Today in the school.
    #[must_use]
    pub fn today(&self) -> Date {
        self.fixed_day.unwrap_or_else(|| Timestamp::now().to_zoned(self.zone.clone()).date())
    }

    /// The latest birth date of an adult: those born later are minors today.
    #[must_use]
    pub fn born_by_adults(&self) -> Date {
        let today = self.today();
        today.checked_sub(jiff::Span::new().years(18)).unwrap_or(today)
    }

    /// The day and time of day, as people write it.
    #[must_use]
    pub fn moment(&self, at: i64, language: Language) -> String {
        let time = instant(at).to_zoned(self.zone.clone());
        let pattern = match language {
            Language::Finnish => "%-d.%-m.%Y klo %-H.%M",
            Language::Swedish => "%-d.%-m.%Y kl. %-H.%M",
            Language::English => "%-d %b %Y at %H:%M",
        };
        time.strftime(pattern).to_string()
    }

    /// The day of a moment in the school's time zone.
    #[must_use]
    pub fn day_of(&self, at: i64) -> Date {
        instant(at).to_zoned(self.zone.clone()).date()
    }

    /// Start of a day in the school's time zone, in milliseconds.
    #[must_use]
    pub fn start_of(&self, day: Date) -> Option<i64> {
        day.to_zoned(self.zone.clone()).ok().map(|start| start.timestamp().as_millisecond())
    }
}

/// Now, in milliseconds.
#[must_use]
pub fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

/// RFC 3339 in UTC, as receipts have it.
#[must_use]
pub fn rfc3339(at: i64) -> String {
    instant(at).to_string()
}

/// A day as people write it; the text itself when it is no day.
#[must_use]
pub fn day(text: &str, language: Language) -> String {
    let Ok(date) = text.parse::<Date>() else { return text.to_owned() };
    let pattern = if language == Language::English { "%-d %b %Y" } else { "%-d.%-m.%Y" };
    date.strftime(pattern).to_string()
}

fn instant(at: i64) -> Timestamp {
    Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH)
}
