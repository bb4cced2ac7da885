//! International bank account numbers (ISO 13616).

use super::{all_digits, push_groups};

/// Country and length of the account numbers of the Single Euro Payments Area.
const LENGTHS: &str = "AD24AL28AT20BE16BG22CH21CY28CZ24DE22DK18EE20ES24FI18FR27GB22GI23GR27HR21HU28IE22IS26IT27\
LI21LT20LU20LV21MC27MD24ME22MK19MT31NL18NO15PL28PT25RO24RS22SE24SI19SK24SM27VA22";

/// The stored form: capital letters and digits without spaces. The length is checked where the country
/// is of the payments area; elsewhere any length that the standard allows will do.
pub(super) fn parse(typed: &str) -> Option<String> {
    let stored: String = typed
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if !stored.bytes().all(|byte| byte.is_ascii_alphanumeric()) || !length_is_right(&stored) {
        return None;
    }
    let (country, rest) = stored.split_at_checked(2)?;
    let (check, account) = rest.split_at_checked(2)?;
    if !country.bytes().all(|byte| byte.is_ascii_uppercase())
        || !all_digits(check)
        // The same remainders as 97, 98 and 2, but never issued.
        || matches!(check, "00" | "01" | "99")
        || (country == "FI" && !all_digits(account))
    {
        return None;
    }
    let remainder =
        [account, country, check].iter().flat_map(|part| part.chars()).try_fold(0, |sum, character| {
            let value = character.to_digit(36)?;
            Some((sum * if value < 10 { 10 } else { 100 } + value) % 97)
        })?;
    (remainder == 1).then_some(stored)
}

fn length_is_right(stored: &str) -> bool {
    let mut entries = LENGTHS;
    while let Some((entry, rest)) = entries.split_at_checked(4) {
        let (country, length) = entry.split_at_checked(2).unwrap_or_default();
        if stored.starts_with(country) {
            return length.parse() == Ok(stored.len());
        }
        entries = rest;
    }
    (15..=34).contains(&stored.len())
}

/// In groups of four, as on paper.
pub(super) fn display(stored: &str) -> String {
    if parse(stored).as_deref() != Some(stored) {
        return stored.to_owned();
    }
    let mut shown = String::with_capacity(stored.len() + 8);
    push_groups(&mut shown, stored, 4, false);
    shown
}

#[cfg(test)]
mod tests {
    use super::{display, parse};

    #[test]
    fn valid() {
        for typed in ["FI2112345600000785", "FI21 1234 5600 0007 85", "fi21 1234 5600 0007 85"] {
            assert_eq!(parse(typed).as_deref(), Some("FI2112345600000785"), "{typed}");
        }
        // Examples of the standard's registry.
        for iban in [
            "SE4550000000058398257466",
            "EE382200221020145685",
            "DE89370400440532013000",
            "NO9386011117947",
            "GB29NWBK60161331926819",
            "MT84MALT011000012345MTLCAST001S",
            "SA0380000000608010167519",
        ] {
            assert_eq!(parse(iban).as_deref(), Some(iban));
        }
    }

    #[test]
    fn invalid() {
        for typed in [
            "",
            "FI",
            "FI21",
            "FI2112345600000786",
            "FI211234560000078",
            "FI21123456000007855",
            "FI2A12345600000785",
            "FI21-1234-5600-0007-85",
            "2112345600000785FI",
            "SA03800000006080101675190000000000000",
            "FI21 1234 5600 0007 8ä",
        ] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn shown() {
        assert_eq!(display("FI2112345600000785"), "FI21 1234 5600 0007 85");
        assert_eq!(display("FI21123"), "FI21123");
    }
}
