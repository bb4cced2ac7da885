//! Y-tunnus, the Finnish business id: seven digits, a hyphen and a check digit.

use super::{all_digits, digits, is_hyphen};

const WEIGHTS: [u32; 7] = [7, 9, 10, 5, 8, 4, 2];

/// The stored form `1234567-1`. The hyphen may be missing, and old numbers of six digits get their
/// leading zero.
pub(super) fn parse(typed: &str) -> Option<String> {
    let (number, check) = match typed.split_once(is_hyphen) {
        Some(parts) => parts,
        None => typed.split_at_checked(7)?,
    };
    if check.len() != 1 || !all_digits(number) || !all_digits(check) {
        return None;
    }
    let number = match number.len() {
        7 => number.to_owned(),
        6 => format!("0{number}"),
        _ => return None,
    };
    let sum: u32 = digits(&number).zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let expected = match sum % 11 {
        0 => 0,
        // Numbers with this remainder are never issued.
        1 => return None,
        remainder => 11 - remainder,
    };
    (digits(check).next() == Some(expected)).then(|| format!("{number}-{check}"))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn valid() {
        for id in [
            "9000001-1",
            "9000003-8",
            "9000004-6",
            "9000005-4",
            "9000006-2",
            "9000007-0",
            "0208916-8",
            "1234567-1",
        ] {
            assert_eq!(parse(id).as_deref(), Some(id));
        }
        for typed in ["02089168", "208916-8", "0208916\u{2212}8", "0208916\u{2013}8"] {
            assert_eq!(parse(typed).as_deref(), Some("0208916-8"), "{typed}");
        }
    }

    #[test]
    fn never_issued() {
        for number in ["9000002", "9000010"] {
            for check in 0..10 {
                assert_eq!(parse(&format!("{number}-{check}")), None);
            }
        }
    }

    #[test]
    fn invalid() {
        for typed in
            ["", "-", "0208916-9", "0208916-", "0208916-88", "2089168", "12345678-1", "12345-1", "ääää"]
        {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }
}
