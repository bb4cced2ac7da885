//! Object identifiers of Opetushallitus: persons, study rights and organisations.

use super::{all_digits, digits};

const ROOT: &str = "1.2.246.562.";

/// The identifier as typed.
pub(super) fn parse(typed: &str) -> Option<String> {
    let (node, tail) = typed.strip_prefix(ROOT)?.split_once('.')?;
    let valid = all_digits(tail)
        && match node {
            "24" => has_check_digit(tail, weighted),
            "98" | "198" | "298" | "15" => has_check_digit(tail, luhn),
            "10" | "99" | "199" | "299" => is_organisation(tail),
            _ => false,
        };
    valid.then(|| typed.to_owned())
}

/// Ten digits, the first not 0, and their check digit. Some systems wrote a check digit of 0 as 10.
fn has_check_digit(tail: &str, check: fn(&str) -> u32) -> bool {
    tail.split_at_checked(10).is_some_and(|(number, written)| {
        let expected = (10 - check(number) % 10) % 10;
        !number.starts_with('0')
            && match written.len() {
                1 => digits(written).next() == Some(expected),
                2 => expected == 0 && written == "10",
                _ => false,
            }
    })
}

/// Organisations are not checked by digit: ten digits with one or with "10" behind them, the root
/// organisation, or a time stamp of 22 digits from 2013 or 2014.
fn is_organisation(tail: &str) -> bool {
    match tail.len() {
        11 => !tail.starts_with('0') || tail == "00000000001",
        12 => !tail.starts_with('0') && tail.ends_with("10"),
        22 => tail.starts_with("2013") || tail.starts_with("2014"),
        _ => false,
    }
}

/// Weights 7, 3 and 1 in turn from the right, as in Finnish reference numbers.
fn weighted(number: &str) -> u32 {
    digits(number).rev().zip([7, 3, 1].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum()
}

/// Luhn: every other digit from the right doubled, digits of the doubles added.
fn luhn(number: &str) -> u32 {
    digits(number)
        .rev()
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| (digit * weight) / 10 + (digit * weight) % 10)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn valid() {
        for oid in [
            "1.2.246.562.98.12345678903",
            "1.2.246.562.98.23456789017",
            "1.2.246.562.98.34567890123",
            "1.2.246.562.15.11111111115",
            "1.2.246.562.15.22222222220",
            "1.2.246.562.15.33333333335",
            "1.2.246.562.10.98765432103",
            "1.2.246.562.24.12345678907",
            "1.2.246.562.24.23456789017",
            "1.2.246.562.24.34567890127",
            "1.2.246.562.15.222222222210",
            "1.2.246.562.10.00000000001",
            "1.2.246.562.10.2013110715495487451932",
            "1.2.246.562.99.987654321010",
        ] {
            assert_eq!(parse(oid).as_deref(), Some(oid));
        }
    }

    #[test]
    fn invalid() {
        for typed in [
            "",
            "1.2.246.562.98",
            "1.2.246.562.98.",
            "1.2.246.562.98.12345678907",
            "1.2.246.562.24.12345678903",
            "1.2.246.562.15.11111111116",
            "1.2.246.562.15.111111111110",
            "1.2.246.562.98.01234567890",
            "1.2.246.562.98.1234567890x",
            "1.2.246.562.77.12345678903",
            "1.2.246.563.98.12345678903",
            "1.2.246.562.98.12345678903.1",
            "1.2.246.562.10.2015110715495487451932",
            "1.2.246.562.10.00000000002",
        ] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }
}
