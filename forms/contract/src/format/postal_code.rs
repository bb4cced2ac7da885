//! Finnish postal codes.

use super::all_digits;

/// Five digits, not all of them zero.
pub(super) fn parse(typed: &str) -> Option<String> {
    (typed.len() == 5 && all_digits(typed) && typed != "00000").then(|| typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn postal_codes() {
        for code in ["67100", "69100", "00100", "99999"] {
            assert_eq!(parse(code).as_deref(), Some(code));
        }
        for typed in ["", "00000", "6710", "671000", "6710O", "67 100", "６７１００"] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }
}
