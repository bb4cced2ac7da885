//! Reading documents: what is wrong, and exactly where.

use guidance_contract::{Definition, Document, Issue, IssueCode, Limits, Messages, Report, Submission};
use proptest::prelude::*;
use serde_json::json;

const DEFINITION: &str = r#"{
  "$schema": "https://guidance-forms.example/schema/definition/1",
  "id": "hello",
  "version": "1.0.0",
  "pages": [
    {"id": "start", "items": [
      {"id": "name", "kind": "text", "maxLength": 100},
      {"id": "colour", "kind": "single", "optionSet": "colours"}
    ]}
  ],
  "optionSets": {"colours": [{"id": "red"}, {"id": "a/b~c", "code": "x"}]}
}"#;

fn only(report: &Report) -> &Issue {
    match report.issues.as_slice() {
        [issue] => issue,
        other => panic!("{other:?}"),
    }
}

/// The issue of the definition after one change of its text.
fn changed(from: &str, to: &str) -> (String, IssueCode, serde_json::Value) {
    assert_eq!(DEFINITION.matches(from).count(), 1, "{from}");
    let report = Definition::parse(&DEFINITION.replace(from, to)).expect_err(to);
    let issue = only(&report).clone();
    (issue.path, issue.code, issue.params.into())
}

#[test]
fn a_document_is_read() {
    assert!(Definition::parse(DEFINITION).is_ok());
    assert!(Definition::parse(&format!("\u{feff}{DEFINITION}\r\n")).is_ok());
}

#[test]
fn other_shapes() {
    let shape = |path: &str, params| (path.to_owned(), IssueCode::Shape, params);
    assert_eq!(
        changed(r#""maxLength": 100"#, r#""maxLength": "100""#),
        shape(
            "/pages/0/items/0/maxLength",
            json!({"found": "\"100\"", "expected": "a whole number from 0 to 4294967295"})
        )
    );
    assert_eq!(
        changed(r#""maxLength": 100"#, r#""maxLength": -1"#),
        shape(
            "/pages/0/items/0/maxLength",
            json!({"found": "-1", "expected": "a whole number from 0 to 4294967295"})
        )
    );
    assert_eq!(
        changed(r#""maxLength": 100"#, r#""maxLength": {}"#),
        shape(
            "/pages/0/items/0/maxLength",
            json!({"found": "{}", "expected": "a whole number from 0 to 4294967295"})
        )
    );
    assert_eq!(
        changed(r#""id": "name", "#, ""),
        shape("/pages/0/items/0", json!({"found": "nothing", "expected": "id"}))
    );
    assert_eq!(
        changed(r#"{"id": "red"}"#, "[[]]"),
        shape("/optionSets/colours/0", json!({"found": "[[]]", "expected": "an object"}))
    );
    assert_eq!(
        changed(r#"{"id": "red"}"#, "null"),
        shape("/optionSets/colours/0", json!({"found": "null", "expected": "an object"}))
    );
    assert_eq!(
        changed(r#""code": "x""#, r#""label" : "x""#),
        shape(
            "/optionSets/colours/1/label",
            json!({"found": "label", "expected": "id, when, exclusive, code"})
        )
    );
    let (path, code, params) = changed(r#""kind": "text""#, r#""kind": "txet""#);
    assert_eq!((path.as_str(), code), ("/pages/0/items/0/kind", IssueCode::Shape));
    assert_eq!(params["found"], "\"txet\"");
    assert!(params["expected"].as_str().is_some_and(|kinds| kinds.starts_with("text, longText, number")));
}

#[test]
fn keys_in_pointers_are_escaped() {
    let (path, code, _) = changed(r#""colours": [{"id": "red"}"#, r#""a/b~c": [{"id": 1}"#);
    assert_eq!((path.as_str(), code), ("/optionSets/a~1b~0c/0/id", IssueCode::Shape));
}

#[test]
fn no_json() {
    for (text, path, found, line, column) in [
        ("", "", "EOF while parsing a value", 1, 0),
        ("nonsense", "", "expected ident", 1, 2),
        ("{\"id\": \"x\",\n}", "", "trailing comma", 2, 1),
        ("{\"id\": }", "/id", "expected value", 1, 8),
        ("{\"pages\": [{\"id\": \"a\"", "/pages/0/id", "EOF while parsing an object", 1, 21),
        (&format!("{DEFINITION}]"), "", "trailing characters", 12, 2),
        ("{'id': 1}", "", "key must be a string", 1, 2),
        (
            "{\"id\": \"a\nb\"}",
            "/id",
            "control character (\\u0000-\\u001F) found while parsing a string",
            2,
            0,
        ),
    ] {
        let report = Definition::parse(text).expect_err(text);
        let issue = only(&report);
        assert_eq!((issue.path.as_str(), issue.code), (path, IssueCode::Json), "{text}");
        assert_eq!(
            serde_json::Value::from(issue.params.clone()),
            json!({"found": found, "line": line, "column": column}),
            "{text}"
        );
    }
}

#[test]
fn halves_of_surrogate_pairs_are_named() {
    for escape in ["\\ud800", "\\udc00", "\\ud800x", "\\ud800\\u0041"] {
        let (path, code, params) = changed("\"name\"", &format!("\"{escape}\""));
        assert_eq!((path.as_str(), code), ("/pages/0/items/0/id", IssueCode::Json), "{escape}");
        assert!(
            params["found"].as_str().is_some_and(|found| found.starts_with("half of a surrogate pair")),
            "{escape}"
        );
    }
}

#[test]
fn long_quotations_are_cut() {
    let (_, _, params) = changed("100", &format!("\"{}\"", "ä".repeat(3000)));
    assert!(
        params["found"].as_str().is_some_and(|found| found.chars().count() == 61 && found.ends_with('…'))
    );
}

#[test]
fn limits() {
    let limits = Limits::default();
    let code = |text: &str| Definition::parse(text).map_err(|report| only(&report).code).err();
    assert_eq!(code(&" ".repeat(limits.bytes + 1)), Some(IssueCode::LimitBytes));
    assert_eq!(code(&format!("{{\"ext\": {}", "[".repeat(500_000))), Some(IssueCode::LimitDepth));
    assert_eq!(code(&format!("{{\"id\": \"{}\"}}", "x".repeat(limits.text + 1))), Some(IssueCode::LimitText));
    assert_eq!(
        code(&format!("{{\"pages\": [{}0]}}", "0,".repeat(limits.members))),
        Some(IssueCode::LimitCount)
    );
    assert_eq!(code("{\"id\": \"a\", \"id\": \"b\"}"), Some(IssueCode::IdDuplicate));
    assert_eq!(code("[1]"), Some(IssueCode::Shape));
}

#[test]
fn the_worst_text_is_read_quickly() {
    let keys: String = (0..4_900).map(|number| format!("\"{number}\":0,")).collect();
    let object = format!("{{{keys}\"x\":0}}");
    let text = format!("{{\"pages\":[{}0]}}", format!("{object},").repeat((1 << 20) / object.len() - 1));
    let started = std::time::Instant::now();
    assert!(Definition::parse(&text).is_err());
    assert!(started.elapsed().as_secs() < 5);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in ".*") {
        prop_assert!(Definition::parse(&text).is_err());
        prop_assert!(Submission::parse(&text).is_err());
        prop_assert!(Messages::parse(&text).is_err());
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Definition::parse(&String::from_utf8_lossy(&bytes)).is_err());
    }

    /// A document with a piece cut out, doubled or replaced either reads or gives issues whose places exist,
    /// or would exist.
    #[test]
    fn damaged_documents(start in 0..DEFINITION.len(), length in 0_usize..30, put in "[\\[\\]{}\",:a0\\\\ ]{0,4}") {
        let end = (start + length).min(DEFINITION.len());
        let text = format!("{}{put}{}", &DEFINITION[..start], &DEFINITION[end..]);
        if let Err(report) = Definition::parse(&text) {
            prop_assert!(!report.issues.is_empty());
            for path in report.issues.iter().map(|issue| &issue.path) {
                prop_assert!(path.is_empty() || path.starts_with('/'), "{}", path);
                if let Ok(json) = serde_json::from_str::<serde_json::Value>(&text) {
                    prop_assert!(json.pointer(path).is_some(), "{} in {}", path, text);
                }
            }
        }
    }
}
