//! Plain dates: a day in the calendar, without time or time zone.

use crate::DatePrecision;
use std::fmt;

/// A day of the proleptic Gregorian calendar, from the year 1 to the year 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlainDate {
    year: u16,
    month: u8,
    day: u8,
}

impl PlainDate {
    /// The day, if it exists.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        ((1..=9999).contains(&year) && day >= 1 && day <= days_in_month(year, month)).then_some(Self {
            year,
            month,
            day,
        })
    }

    /// Reads `YYYY-MM-DD`.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        Self::parse(text, DatePrecision::Day)
    }

    /// Reads the stored form of a date of this precision: `YYYY-MM-DD`, `YYYY-MM` (its first day) or
    /// `YYYY` (its first day).
    #[must_use]
    pub fn parse(text: &str, precision: DatePrecision) -> Option<Self> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4, 4)?;
        let month = if precision == DatePrecision::Year { 1 } else { number(parts.next()?, 2, 2)? };
        let day = if precision == DatePrecision::Day { number(parts.next()?, 2, 2)? } else { 1 };
        if parts.next().is_some() {
            return None;
        }
        Self::from_numbers(year, month, day)
    }

    fn from_numbers(year: u16, month: u16, day: u16) -> Option<Self> {
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// The same day some years later, or earlier when negative; 29 February becomes 28 February in a
    /// year without it. Nothing when that is outside the calendar.
    #[must_use]
    pub fn add_years(self, years: i32) -> Option<Self> {
        let year = u16::try_from(i32::from(self.year).checked_add(years)?).ok()?;
        Self::new(year, self.month, self.day.min(days_in_month(year, self.month)))
    }

    /// The day some days later, or earlier when negative. Nothing when that is outside the calendar.
    #[must_use]
    pub fn add_days(self, days: i32) -> Option<Self> {
        let mut left = self.day_number().checked_add(days)?;
        if left < 0 {
            return None;
        }
        // 400 years are always 146 097 days, so this guess is off by one at most.
        let mut year = u16::try_from(i64::from(left) * 400 / 146_097 + 1).ok()?;
        if days_before_year(year) > left {
            year = year.checked_sub(1)?;
        } else if days_before_year(year.checked_add(1)?) <= left {
            year = year.checked_add(1)?;
        }
        left -= days_before_year(year);
        let mut month = 1;
        while month < 12 && left >= i32::from(days_in_month(year, month)) {
            left -= i32::from(days_in_month(year, month));
            month += 1;
        }
        Self::new(year, month, u8::try_from(left).ok()?.checked_add(1)?)
    }

    /// Whole years from this day to another: the age on `other` of a person born on this day. Negative
    /// when `other` is earlier. A person born on 29 February is a year older on 28 February of a common
    /// year, as [`add_years`](Self::add_years) says.
    #[must_use]
    pub fn years_until(self, other: Self) -> i32 {
        if other < self {
            return -other.years_until(self);
        }
        let years = i32::from(other.year) - i32::from(self.year);
        let anniversary = (self.month, self.day.min(days_in_month(other.year, self.month)));
        if (other.month, other.day) < anniversary { years - 1 } else { years }
    }

    /// Days since 1 January of the year 1.
    fn day_number(self) -> i32 {
        let months: i32 = (1..self.month).map(|month| i32::from(days_in_month(self.year, month))).sum();
        days_before_year(self.year) + months + i32::from(self.day) - 1
    }
}

impl fmt::Display for PlainDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The stored form of what a person typed: `1.2.2026`, `01.02.2026`, `1/2/2026` or the stored form
/// itself; `2/2026` or `2.2026` for a month; `2026` for a year. Nothing when it is no such date.
#[must_use]
pub(crate) fn parse_typed(typed: &str, precision: DatePrecision) -> Option<String> {
    let typed = typed.trim();
    let date = PlainDate::parse(typed, precision).or_else(|| parse_national(typed, precision))?;
    let mut stored = date.to_string();
    stored.truncate(match precision {
        DatePrecision::Day => 10,
        DatePrecision::Month => 7,
        DatePrecision::Year => 4,
    });
    Some(stored)
}

/// Day, month and year in this order, between full stops or between slashes.
fn parse_national(typed: &str, precision: DatePrecision) -> Option<PlainDate> {
    let separator = if typed.contains('/') { '/' } else { '.' };
    let mut parts = typed.split(separator).map(str::trim);
    let day = if precision == DatePrecision::Day { number(parts.next()?, 1, 2)? } else { 1 };
    let month = if precision == DatePrecision::Year { 1 } else { number(parts.next()?, 1, 2)? };
    let year = number(parts.next()?, 4, 4)?;
    if parts.next().is_some() {
        return None;
    }
    PlainDate::from_numbers(year, month, day)
}

/// A stored date as people read it: `1.2.2026`, `2/2026` or `2026`. A text that is no date stays as it is.
#[must_use]
pub(crate) fn format_typed(stored: &str, precision: DatePrecision) -> String {
    match (PlainDate::parse(stored, precision), precision) {
        (Some(date), DatePrecision::Day) => format!("{}.{}.{}", date.day, date.month, date.year_text()),
        (Some(date), DatePrecision::Month) => format!("{}/{}", date.month, date.year_text()),
        _ => stored.to_owned(),
    }
}

impl PlainDate {
    /// Four digits, so that what is shown can be typed again.
    fn year_text(self) -> String {
        format!("{:04}", self.year)
    }
}

/// A number of `least` to `most` digits and nothing else.
fn number(text: &str, least: usize, most: usize) -> Option<u16> {
    if text.len() < least || text.len() > most || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

fn is_leap_year(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// 0 for a month that does not exist.
fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

fn days_before_year(year: u16) -> i32 {
    let years = i32::from(year) - 1;
    years * 365 + years / 4 - years / 100 + years / 400
}

#[cfg(test)]
mod tests {
    use super::*;
    use DatePrecision::{Day, Month, Year};

    fn date(text: &str) -> PlainDate {
        PlainDate::parse_iso(text).expect(text)
    }

    #[test]
    fn days_that_exist() {
        for text in ["0001-01-01", "2000-02-29", "2024-02-29", "1999-12-31", "9999-12-31"] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in ["1900-02-29", "2026-02-29", "2026-04-31", "2026-13-01", "2026-00-01", "2026-01-00"] {
            assert_eq!(PlainDate::parse_iso(text), None, "{text}");
        }
        for text in
            ["", "2026-1-1", "26-01-01", "0000-01-01", "2026-01-01T00:00", "+026-01-01", "2026-01-01-"]
        {
            assert_eq!(PlainDate::parse_iso(text), None, "{text}");
        }
    }

    #[test]
    fn months_and_years_are_their_first_day() {
        assert_eq!(PlainDate::parse("2026-11", Month), PlainDate::new(2026, 11, 1));
        assert_eq!(PlainDate::parse("2026", Year), PlainDate::new(2026, 1, 1));
        assert_eq!(PlainDate::parse("2026-11-22", Month), None);
        assert_eq!(PlainDate::parse("2026-11", Year), None);
        assert_eq!(PlainDate::parse("2026", Day), None);
    }

    #[test]
    fn adding_years() {
        assert_eq!(date("2024-02-29").add_years(1), Some(date("2025-02-28")));
        assert_eq!(date("2024-02-29").add_years(4), Some(date("2028-02-29")));
        assert_eq!(date("2010-04-30").add_years(18), Some(date("2028-04-30")));
        assert_eq!(date("2010-04-30").add_years(-10), Some(date("2000-04-30")));
        assert_eq!(date("2010-04-30").add_years(8000), None);
        assert_eq!(date("2010-04-30").add_years(i32::MAX), None);
        assert_eq!(date("2010-04-30").add_years(i32::MIN), None);
    }

    #[test]
    fn adding_days() {
        assert_eq!(date("2024-02-28").add_days(1), Some(date("2024-02-29")));
        assert_eq!(date("2024-12-31").add_days(1), Some(date("2025-01-01")));
        assert_eq!(date("2025-01-01").add_days(-1), Some(date("2024-12-31")));
        assert_eq!(date("2000-01-01").add_days(146_097), Some(date("2400-01-01")));
        assert_eq!(date("0001-01-01").add_days(3_652_058), Some(date("9999-12-31")));
        assert_eq!(date("9999-12-31").add_days(1), None);
        assert_eq!(date("0001-01-01").add_days(-1), None);
        assert_eq!(date("2026-01-01").add_days(i32::MAX), None);
        assert_eq!(date("2026-01-01").add_days(i32::MIN), None);
    }

    #[test]
    fn every_day_has_a_successor() {
        let (mut day, last) = (date("1799-12-31"), date("2201-01-01"));
        let mut number = day.day_number();
        while day < last {
            let next = day.add_days(1).expect("a day before the last has a next one");
            assert!(next > day && next.add_days(-1) == Some(day));
            number += 1;
            assert_eq!(next.day_number(), number);
            day = next;
        }
    }

    #[test]
    fn whole_years() {
        assert_eq!(date("2010-04-30").years_until(date("2028-04-29")), 17);
        assert_eq!(date("2010-04-30").years_until(date("2028-04-30")), 18);
        assert_eq!(date("2008-02-29").years_until(date("2026-02-27")), 17);
        assert_eq!(date("2008-02-29").years_until(date("2026-02-28")), 18);
        assert_eq!(date("2026-01-01").years_until(date("2026-01-01")), 0);
        assert_eq!(date("2026-01-01").years_until(date("2024-06-01")), -1);
    }

    #[test]
    fn typed_dates() {
        for typed in ["1.2.2026", "01.02.2026", " 1. 2. 2026 ", "1/2/2026", "01/02/2026", "2026-02-01"] {
            assert_eq!(parse_typed(typed, Day).as_deref(), Some("2026-02-01"), "{typed}");
        }
        for typed in ["2/2026", "02/2026", "2.2026", "02.2026", "2026-02"] {
            assert_eq!(parse_typed(typed, Month).as_deref(), Some("2026-02"), "{typed}");
        }
        assert_eq!(parse_typed(" 2026 ", Year).as_deref(), Some("2026"));
        for typed in
            ["", ".", "1.2.", "1.2.26", "31.2.2026", "1.2/2026", "1.2.2026.", "001.2.2026", "-1.2.2026"]
        {
            assert_eq!(parse_typed(typed, Day), None, "{typed}");
        }
        assert_eq!(parse_typed("1.2.2026", Month), None);
        assert_eq!(parse_typed("2/2026", Year), None);
    }

    #[test]
    fn shown_dates() {
        assert_eq!(format_typed("2026-02-01", Day), "1.2.2026");
        assert_eq!(format_typed("2026-02", Month), "2/2026");
        assert_eq!(format_typed("2026", Year), "2026");
        assert_eq!(format_typed("0026-02-01", Day), "1.2.0026");
        assert_eq!(format_typed("1.2.20", Day), "1.2.20");
    }
}
