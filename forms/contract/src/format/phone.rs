//! Phone numbers, stored in the international form E.164.

use super::{all_digits, is_hyphen, push_groups};

const FINLAND: &str = "358";

/// The stored form `+358401234567`. A number that begins with 0 is Finnish; others need their country
/// code, after `+` or `00` (Finland's also without).
pub(super) fn parse(typed: &str) -> Option<String> {
    let plain: String = typed
        .chars()
        .filter(|&character| {
            !(character.is_whitespace() || is_hyphen(character) || matches!(character, '(' | ')'))
        })
        .collect();
    let international = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00"));
    let number = match (international, plain.strip_prefix('0')) {
        (Some(number), _) => number.to_owned(),
        (None, Some(national)) => format!("{FINLAND}{national}"),
        (None, None) if plain.starts_with(FINLAND) => plain.clone(),
        (None, None) => return None,
    };
    // Some write the national 0 behind the country code: +358 (0)40 123 4567.
    let number = match number.strip_prefix("3580") {
        Some(national) if international.is_some() => format!("{FINLAND}{national}"),
        _ => number,
    };
    let valid = (4..=15).contains(&number.len())
        && all_digits(&number)
        && !number.starts_with('0')
        && !number.starts_with("3580");
    valid.then(|| format!("+{number}"))
}

/// Finnish numbers in their national form, `040 123 4567`; others with the country code set off.
pub(super) fn display(stored: &str) -> String {
    let number = match stored.strip_prefix('+') {
        Some(number) if parse(stored).as_deref() == Some(stored) => number,
        _ => return stored.to_owned(),
    };
    let mut shown = String::with_capacity(24);
    let (prefix, rest) = match number.strip_prefix(FINLAND) {
        Some(national) => {
            shown.push('0');
            national.split_at_checked(area_length(national)).unwrap_or((national, ""))
        }
        None => {
            shown.push('+');
            number.split_at_checked(country_length(number)).unwrap_or((number, ""))
        }
    };
    shown.push_str(prefix);
    if !rest.is_empty() {
        shown.push(' ');
        push_groups(&mut shown, rest, 3, true);
    }
    shown
}

/// Digits of the Finnish area, network or service code, without its 0.
fn area_length(national: &str) -> usize {
    let mut digits = national.bytes();
    match (digits.next(), digits.next()) {
        (Some(b'6' | b'7' | b'8'), Some(b'0')) => 3,
        (Some(b'1' | b'4' | b'7'), _) | (Some(b'2'), Some(b'0' | b'9')) | (Some(b'3' | b'5'), Some(b'0')) => {
            2
        }
        _ => 1,
    }
}

/// Digits of the country code (ITU-T E.164).
fn country_length(number: &str) -> usize {
    let mut digits = number.bytes();
    match (digits.next(), digits.next()) {
        (Some(b'1' | b'7'), _) => 1,
        (Some(b'2'), Some(b'0' | b'7'))
        | (Some(b'3'), Some(b'0'..=b'4' | b'6' | b'9'))
        | (Some(b'4'), Some(b'0' | b'1' | b'3'..=b'9'))
        | (Some(b'5'), Some(b'1'..=b'8'))
        | (Some(b'6'), Some(b'0'..=b'6'))
        | (Some(b'8'), Some(b'1' | b'2' | b'4' | b'6'))
        | (Some(b'9'), Some(b'0'..=b'5' | b'8')) => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::{display, parse};

    #[test]
    fn valid() {
        for typed in [
            "+358401234567",
            "040 123 4567",
            "040-1234567",
            "(040) 123 4567",
            "0401234567",
            "00358 40 123 4567",
            "+358 (0)40 123 4567",
            "358401234567",
            "040\u{a0}123\u{2013}4567",
        ] {
            assert_eq!(parse(typed).as_deref(), Some("+358401234567"), "{typed}");
        }
        for (typed, stored) in
            [("+46 70 123 45 67", "+46701234567"), ("0046 70 123 45 67", "+46701234567"), ("+3581", "+3581")]
        {
            assert_eq!(parse(typed).as_deref(), Some(stored), "{typed}");
        }
    }

    #[test]
    fn invalid() {
        for typed in [
            "",
            "+",
            "0",
            "00",
            "000",
            "+0",
            "112",
            "12345",
            "+358",
            "+35800401234567",
            "+123",
            "+1234567890123456",
            "040 123 456x",
            "++358401234567",
            "040+1234567",
            "+358 40 123 4567 ext. 2",
            "０４０１２３４５６７",
        ] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn shown() {
        for (stored, shown) in [
            ("+358401234567", "040 123 4567"),
            ("+35840123456", "040 123 456"),
            ("+358501234567", "050 123 4567"),
            ("+35891234567", "09 123 4567"),
            ("+358201234567", "020 123 4567"),
            ("+358800123456", "0800 123 456"),
            ("+35868123456", "06 812 3456"),
            ("+46701234567", "+46 701 234 567"),
            ("+12025550123", "+1 202 555 0123"),
            ("+3725123456", "+372 512 3456"),
            ("+3581", "01"),
            ("04012", "04012"),
            ("+358 40", "+358 40"),
        ] {
            assert_eq!(display(stored), shown);
        }
    }
}
