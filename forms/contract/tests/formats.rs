//! The formats under generated texts.

use guidance_contract::{
    Format, IdentityCode, IssueCode, PlainDate, canonical, contains_identity_code, display,
};
use proptest::prelude::*;
use validator::ValidateEmail;

const FORMATS: [Format; 7] = [
    Format::Email,
    Format::Phone,
    Format::IdentityCode,
    Format::BusinessId,
    Format::PostalCode,
    Format::Iban,
    Format::Oid,
];

const CHECK_CHARACTERS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

fn date() -> impl Strategy<Value = PlainDate> {
    (1_u16..=9999, 1_u8..=12, 1_u8..=31)
        .prop_filter_map("no such day", |(year, month, day)| PlainDate::new(year, month, day))
}

/// Valid identity codes with every sign.
fn identity_code() -> impl Strategy<Value = String> {
    (date(), prop::sample::select("+-YXWVUABCDEF".chars().collect::<Vec<_>>()), 2_u32..1000).prop_filter_map(
        "no such day in this century",
        |(date, sign, individual)| {
            let century = match sign {
                '+' => 1800,
                'A'..='F' => 2000,
                _ => 1900,
            };
            let year = date.year() % 100;
            PlainDate::new(century + year, date.month(), date.day())?;
            let birth = format!("{:02}{:02}{year:02}", date.day(), date.month());
            let number: u32 = format!("{birth}{individual:03}").parse().ok()?;
            let check = char::from(*CHECK_CHARACTERS.get(number as usize % 31)?);
            Some(format!("{birth}{sign}{individual:03}{check}"))
        },
    )
}

/// Business ids with the right check digit, those never issued left out.
fn business_id() -> impl Strategy<Value = String> {
    (0_u32..10_000_000).prop_filter_map("never issued", |number| {
        (0..10)
            .map(|check| format!("{number:07}-{check}"))
            .find(|id| canonical(Format::BusinessId, id).is_ok())
    })
}

fn iban() -> impl Strategy<Value = String> {
    "[0-9]{14}".prop_map(|account| {
        let remainder = format!("{account}151800")
            .bytes()
            .fold(0, |sum, digit| (sum * 10 + u32::from(digit - b'0')) % 97);
        format!("FI{:02}{account}", 98 - remainder)
    })
}

fn oid() -> impl Strategy<Value = String> {
    (prop::sample::select(vec!["24", "98", "198", "298", "15"]), 1_000_000_000_u64..10_000_000_000).prop_map(
        |(node, number)| {
            let valid: Vec<String> = (0..10)
                .map(|check| format!("1.2.246.562.{node}.{number}{check}"))
                .filter(|oid| canonical(Format::Oid, oid).is_ok())
                .collect();
            assert_eq!(valid.len(), 1, "exactly one check digit is right");
            valid.concat()
        },
    )
}

/// Every text that differs in one character, taken from `alphabet`.
fn neighbours(text: &str, alphabet: &'static str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut all = Vec::new();
    for (at, old) in characters.iter().enumerate() {
        for new in alphabet.chars().filter(|new| new != old) {
            let mut other = characters.clone();
            other[at] = new;
            all.push(other.into_iter().collect());
        }
    }
    all
}

proptest! {
    #[test]
    fn dates_survive_their_text(date in date()) {
        prop_assert_eq!(PlainDate::parse_iso(&date.to_string()), Some(date));
    }

    #[test]
    fn days_come_back(date in date(), days in -4_000_000_i32..4_000_000) {
        if let Some(later) = date.add_days(days) {
            prop_assert_eq!(later.add_days(-days), Some(date));
            prop_assert_eq!(later.cmp(&date), days.cmp(&0));
        }
    }

    #[test]
    fn whole_years_are_the_most_that_fit(from in date(), to in date()) {
        let (from, to) = if from <= to { (from, to) } else { (to, from) };
        let years = from.years_until(to);
        prop_assert!(from.add_years(years).is_some_and(|day| day <= to));
        prop_assert!(from.add_years(years + 1).is_none_or(|day| day > to));
    }

    #[test]
    fn any_number_is_safe(date in date(), number in any::<i32>(), text in ".*") {
        let _ = (date.add_days(number), date.add_years(number), PlainDate::parse_iso(&text));
    }

    #[test]
    fn stored_forms_are_final(format in prop::sample::select(FORMATS.to_vec()), typed in ".{0,40}") {
        if let Ok(stored) = canonical(format, &typed) {
            prop_assert_eq!(canonical(format, &stored), Ok(stored.clone()));
        }
        let _ = display(format, &typed);
        let _ = contains_identity_code(&typed);
    }

    #[test]
    fn near_misses_are_safe(
        format in prop::sample::select(FORMATS.to_vec()),
        typed in "[0-9A-FfIi+ ().@\u{2212}\u{e4}\u{1d7d8}-]{0,30}",
    ) {
        if let Ok(stored) = canonical(format, &typed) {
            prop_assert_eq!(canonical(format, &stored), Ok(stored.clone()));
            prop_assert_eq!(canonical(format, &display(format, &stored)), Ok(stored));
        }
    }

    #[test]
    fn phone_numbers_come_back(number in "\\+(358[1-9][0-9]{2,10}|[1-9][0-9]{3,14})") {
        if let Ok(stored) = canonical(Format::Phone, &number) {
            let shown = display(Format::Phone, &stored);
            prop_assert!(shown.contains(' ') || stored.len() < 8, "{}", shown);
            prop_assert_eq!(canonical(Format::Phone, &shown), Ok(stored));
        }
    }

    #[test]
    fn identity_codes_read_as_typed(code in identity_code()) {
        let parsed = IdentityCode::parse(&code).map_err(|error| TestCaseError::fail(format!("{code}: {error:?}")))?;
        prop_assert_eq!(parsed.as_str(), &code);
        let typed = format!(" {} ", code.to_lowercase().replace('-', "\u{2013}"));
        prop_assert_eq!(IdentityCode::parse(&typed), Ok(parsed));
        let text = format!("My code is {code}.");
        prop_assert!(contains_identity_code(&text));
    }

    /// The sign of the century is not part of what the check character covers: another sign is another
    /// person's valid code, or a day that does not exist.
    #[test]
    fn identity_codes_betray_a_wrong_character(code in identity_code()) {
        for other in neighbours(&code, "0123456789ABCDEFHJKLMNPRSTUVWXY+-") {
            if other.as_bytes()[6] == code.as_bytes()[6] {
                prop_assert!(IdentityCode::parse(&other).is_err(), "{} and {}", code, other);
            }
        }
    }

    #[test]
    fn business_ids_betray_a_wrong_digit(id in business_id()) {
        for other in neighbours(&id, "0123456789-X") {
            prop_assert!(canonical(Format::BusinessId, &other).is_err(), "{} and {}", id, other);
        }
    }

    #[test]
    fn account_numbers_betray_a_wrong_character(iban in iban()) {
        prop_assert_eq!(canonical(Format::Iban, &display(Format::Iban, &iban)), Ok(iban.clone()));
        for other in neighbours(&iban, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ").into_iter().filter(|o| o.starts_with("FI")) {
            prop_assert!(canonical(Format::Iban, &other).is_err(), "{} and {}", iban, other);
        }
    }

    #[test]
    fn object_identifiers_betray_a_wrong_digit(oid in oid()) {
        let (node, number) = oid.rsplit_once('.').expect("a dot");
        for other in neighbours(number, "0123456789") {
            let other = format!("{node}.{other}");
            prop_assert!(canonical(Format::Oid, &other).is_err(), "{} and {}", oid, other);
        }
    }
}

/// What `validator` says of an address, where it and the HTML standard agree on what to judge: it converts
/// domain names of other scripts to ASCII first, takes addresses of machines in brackets, and counts
/// characters of a domain where mail servers count bytes of the whole address.
fn oracle(address: &str) -> Option<bool> {
    let comparable = address.is_ascii() && !address.contains('[') && address.len() <= 254;
    comparable.then(|| address.validate_email())
}

fn agree(address: &str) {
    if let Some(expected) = oracle(address) {
        let found = canonical(Format::Email, address).as_deref() == Ok(address);
        assert_eq!(found, expected, "{address:?}");
    }
}

#[test]
fn addresses_agree_with_validator() {
    let long = "a".repeat(63);
    let longer = "a".repeat(64);
    let longest = "a".repeat(65);
    for local in [
        "a",
        "A.b",
        ".",
        "..",
        ".a",
        "a.",
        "a..b",
        "a+b",
        "o'b",
        "!#$%&'*+/=?^_`{|}~-",
        "",
        " ",
        "a b",
        "a,b",
        "a\"b",
        "\"a\"",
        "a\\b",
        "(a)",
        "a:b",
        "a;b",
        "<a>",
        "a\tb",
        "a\0",
        "\u{e4}",
        &longer,
        &longest,
    ] {
        for domain in [
            "b",
            "b.fi",
            "B.FI",
            "1.2",
            "b-c.fi",
            "-b.fi",
            "b-.fi",
            "b..fi",
            ".fi",
            "b.",
            "",
            "b_c",
            "b c",
            "b,c",
            "b@c",
            "b\n",
            "b\0c",
            "xn--mki-rla.fi",
            "b/c",
            "b:25",
            "127.0.0.1",
            "b.c.d.e.f",
            &long,
            &longer,
            &format!("{long}.{long}"),
            &format!("{longer}.fi"),
        ] {
            agree(&format!("{local}@{domain}"));
        }
        agree(local);
    }
}

#[test]
fn addresses_differ_from_validator() {
    let many_labels = format!("a@{}", vec!["a".repeat(60); 5].join("."));
    for (address, theirs) in [
        // The HTML standard knows no other letters than ASCII.
        ("a@m\u{e4}ki.fi", true),
        // Nor addresses of machines.
        ("a@[127.0.0.1]", true),
        ("a@[::1]", true),
        // Nor does mail reach an address of more than 254 bytes; both refuse this one.
        (many_labels.as_str(), false),
    ] {
        assert_eq!(address.validate_email(), theirs, "{address}");
        assert_eq!(
            canonical(Format::Email, address).map_err(|error| error.code),
            Err(IssueCode::Email),
            "{address}"
        );
    }
}

proptest! {
    #[test]
    fn generated_addresses_agree_with_validator(address in "[a-cA-C0-2.!#+'_ ,\"@-]{0,12}@[a-cA-C0-2._ -]{0,12}") {
        // Spaces at the ends are not part of what was typed.
        agree(address.trim());
    }

    #[test]
    fn any_text_agrees_with_validator(text in "[ -~]{0,20}@[ -~]{0,20}") {
        agree(text.trim());
    }
}
