//! Henkilötunnus, the Finnish personal identity code: `DDMMYY`, a sign for the century, an individual
//! number of three digits and a check character.

use super::{FormatError, all_digits, is_hyphen};
use crate::{IssueCode, PlainDate};

/// What the remainder of date and individual number divided by 31 is written as.
const CHECK_CHARACTERS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// A well-formed identity code of a day that exists, with the right check character.
///
/// The sign of the century is part of the identity: codes that differ in it alone are different persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityCode {
    code: String,
    birth_date: PlainDate,
    individual_number: u32,
}

impl IdentityCode {
    /// Reads a code as a person types it: small letters and other signs that look like a hyphen are
    /// understood.
    ///
    /// # Errors
    /// When it is no identity code; the reason is `form`, `date` or `checkCharacter`.
    pub fn parse(typed: &str) -> Result<Self, FormatError> {
        let (code, parts) = split(typed).ok_or(error("form"))?;
        let birth_date = parts.birth_date().ok_or(error("date"))?;
        if parts.expected_check() != Some(parts.check) {
            return Err(error("checkCharacter"));
        }
        Ok(Self { code, birth_date, individual_number: parts.individual_number })
    }

    /// The stored form, such as `140381-902E`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.code
    }

    /// The birth date that the code tells.
    #[must_use]
    pub fn birth_date(&self) -> PlainDate {
        self.birth_date
    }

    /// Whether the individual number is of the range 900 to 999, which is nobody's: for tests and
    /// temporary codes.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        self.individual_number >= 900
    }
}

fn error(reason: &'static str) -> FormatError {
    FormatError { code: IssueCode::IdentityCode, reason: Some(reason) }
}

struct Parts {
    day: u8,
    month: u8,
    year: u16,
    century: u16,
    individual_number: u32,
    check: u8,
}

impl Parts {
    fn birth_date(&self) -> Option<PlainDate> {
        PlainDate::new(self.century + self.year, self.month, self.day)
    }

    fn expected_check(&self) -> Option<u8> {
        let date = (u32::from(self.day) * 100 + u32::from(self.month)) * 100 + u32::from(self.year);
        CHECK_CHARACTERS.get(((date * 1000 + self.individual_number) % 31) as usize).copied()
    }
}

/// The stored form and the parts of a text of the right form.
fn split(typed: &str) -> Option<(String, Parts)> {
    let code: String =
        typed.trim().chars().map(|c| if is_hyphen(c) { '-' } else { c.to_ascii_uppercase() }).collect();
    let (date, rest) = code.split_at_checked(6)?;
    let (sign, rest) = rest.split_at_checked(1)?;
    let (individual_number, check) = rest.split_at_checked(3)?;
    let century = match sign {
        "+" => 1800,
        "-" | "Y" | "X" | "W" | "V" | "U" => 1900,
        "A" | "B" | "C" | "D" | "E" | "F" => 2000,
        _ => return None,
    };
    let (day, month_and_year) = date.split_at_checked(2)?;
    let (month, year) = month_and_year.split_at_checked(2)?;
    if !all_digits(date) || !all_digits(individual_number) {
        return None;
    }
    let parts = Parts {
        day: day.parse().ok()?,
        month: month.parse().ok()?,
        year: year.parse().ok()?,
        century,
        individual_number: individual_number.parse().ok()?,
        check: check.bytes().next()?,
    };
    (check.len() == 1 && CHECK_CHARACTERS.contains(&parts.check)).then_some((code, parts))
}

/// Whether a free text seems to hold an identity code. The check character is not looked at: a code with
/// a slip of the pen tells as much.
#[must_use]
pub fn contains_identity_code(text: &str) -> bool {
    let mut before = ' ';
    text.char_indices().any(|(at, character)| {
        let at_start = character.is_ascii_digit() && !is_word(before);
        before = character;
        at_start && text.get(at..).is_some_and(starts_with_identity_code)
    })
}

fn starts_with_identity_code(text: &str) -> bool {
    let Some((end, _)) = text.char_indices().nth(10) else { return false };
    let Some(last) = text.get(end..).and_then(|rest| rest.chars().next()) else { return false };
    let Some((candidate, after)) = text.split_at_checked(end + last.len_utf8()) else { return false };
    !after.starts_with(is_word)
        && split(candidate)
            .is_some_and(|(_, parts)| (1..=31).contains(&parts.day) && (1..=12).contains(&parts.month))
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(typed: &str) -> Option<&'static str> {
        IdentityCode::parse(typed).err().and_then(|error| error.reason)
    }

    fn date(text: &str) -> PlainDate {
        PlainDate::parse_iso(text).expect(text)
    }

    #[test]
    fn all_signs() {
        for (code, born) in [
            ("140381-902E", "1981-03-14"),
            ("050991Y912C", "1991-09-05"),
            ("220607A903Y", "2007-06-22"),
            ("300410B904A", "2010-04-30"),
            ("290204F905J", "2004-02-29"),
            ("010199+9067", "1899-01-01"),
            ("311299U907F", "1999-12-31"),
            ("140381X902E", "1981-03-14"),
            ("010594Y9032", "1994-05-01"),
            ("010594Y9021", "1994-05-01"),
            ("020594X903P", "1994-05-02"),
            ("020594X902N", "1994-05-02"),
            ("030594W903B", "1994-05-03"),
            ("030694W9024", "1994-06-03"),
            ("040594V9030", "1994-05-04"),
            ("040594V902Y", "1994-05-04"),
            ("050594U903M", "1994-05-05"),
            ("050594U902L", "1994-05-05"),
            ("010516B903X", "2016-05-01"),
            ("010516B902W", "2016-05-01"),
            ("020516C903K", "2016-05-02"),
            ("020516C902J", "2016-05-02"),
            ("030516D9037", "2016-05-03"),
            ("030516D9026", "2016-05-03"),
            ("010501E9032", "2001-05-01"),
            ("020502E902X", "2002-05-02"),
            ("020503F9037", "2003-05-02"),
            ("020504A902E", "2004-05-02"),
            ("020504B904H", "2004-05-02"),
            ("300169-915F", "1969-01-30"),
        ] {
            let parsed = IdentityCode::parse(code).expect(code);
            assert_eq!((parsed.as_str(), parsed.birth_date()), (code, date(born)));
            assert!(parsed.is_synthetic());
        }
    }

    #[test]
    fn real_range() {
        for sign in ["-", "X", "W", "V", "U", "Y"] {
            let parsed = IdentityCode::parse(&format!("170249{sign}378D")).expect(sign);
            assert!(!parsed.is_synthetic());
        }
        for sign in ["A", "B", "C", "D", "E", "F"] {
            assert!(IdentityCode::parse(&format!("061109{sign}011D")).is_ok());
        }
    }

    #[test]
    fn as_typed() {
        for typed in [
            "140381-902e",
            " 140381-902E ",
            "140381\u{2212}902E",
            "140381\u{2013}902E",
            "140381\u{2010}902e",
            "140381\u{2011}902E",
        ] {
            assert_eq!(IdentityCode::parse(typed).expect(typed).as_str(), "140381-902E");
        }
        assert_eq!(IdentityCode::parse("050991y912c").expect("lower case").as_str(), "050991Y912C");
    }

    #[test]
    fn reasons() {
        assert_eq!(reason("140381-902F"), Some("checkCharacter"));
        assert_eq!(reason("300281-902Y"), Some("date"));
        assert_eq!(reason("140381-902I"), Some("form"));
        assert_eq!(reason("111111-111A"), Some("checkCharacter"));
        assert_eq!(reason("121212-1212"), Some("checkCharacter"));
        assert_eq!(reason("131137-133T"), Some("checkCharacter"));
        for typed in
            ["", "140381902E", "140381-902", "140381-902EE", "140381G902E", "14O381-902E", "äääääääääää"]
        {
            assert_eq!(reason(typed), Some("form"), "{typed}");
        }
    }

    #[test]
    fn days_to_come_are_told() {
        assert_eq!(IdentityCode::parse("010130A9018").expect("valid").birth_date(), date("2030-01-01"));
    }

    #[test]
    fn in_free_text() {
        for text in [
            "140381-902E",
            "My code is 140381-902e.",
            "(140381\u{2013}902E)",
            "hetu:050991Y912C,",
            "ä140381-902Fä",
            "1.140381-902E",
        ] {
            assert!(contains_identity_code(text), "{text}");
        }
        for text in [
            "",
            "call 040123-4567890",
            "call 044512-3456",
            "a140381-902E",
            "140381-902EX",
            "1140381-902E",
            "140381-90",
            "140381-902",
            "0208916-8",
            "140381-902Ö",
        ] {
            assert!(!contains_identity_code(text), "{text}");
        }
    }
}
