//! E-mail addresses by the grammar of the HTML standard, which browsers use for `<input type=email>`.

/// Longest address and longest part before the `@` that mail servers carry (RFC 5321).
const MAX_LENGTH: usize = 254;
const MAX_LOCAL_LENGTH: usize = 64;

/// The address as typed. Domain names with other letters than ASCII must be typed in their ASCII form,
/// as browsers send them.
pub(super) fn parse(typed: &str) -> Option<String> {
    let (local, domain) = typed.split_once('@')?;
    let valid = typed.len() <= MAX_LENGTH
        && (1..=MAX_LOCAL_LENGTH).contains(&local.len())
        && local.bytes().all(is_local)
        && domain.split('.').all(is_label);
    valid.then(|| typed.to_owned())
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte)
}

/// One part of a domain name: 1 to 63 letters, digits and hyphens, no hyphen at either end.
fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn valid() {
        let label = "a".repeat(63);
        for address in [
            "satu.esimerkki@example.fi",
            "a@b",
            "first+tag@sub.example.com",
            "o'brien!#$%&*/=?^_`{|}~-@example.com",
            ".dots..are.fine.@example.com",
            "a@1.2.3.4",
            "a@xn--mki-rla.fi",
            &format!("a@{label}.fi"),
            &format!("{}@example.fi", "a".repeat(64)),
        ] {
            assert_eq!(parse(address).as_deref(), Some(address));
        }
    }

    #[test]
    fn invalid() {
        let label = "a".repeat(64);
        for typed in [
            "",
            "@",
            "a@",
            "@b",
            "a",
            "a@b@c",
            "a b@c",
            "a@b c",
            "a@-b",
            "a@b-",
            "a@b..c",
            "a@.b",
            "a@b.",
            "ä@b.fi",
            "a@mäki.fi",
            "a@[127.0.0.1]",
            "\"a b\"@c",
            "a,b@c",
            "a@b_c",
            "a@b\n",
            "a\0@b",
            &format!("a@{label}.fi"),
            &format!("{}@example.fi", "a".repeat(65)),
            &format!("a@{}.fi", vec!["a".repeat(62); 4].join(".")),
        ] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }
}
