//! What a config asks of a form.

use guidance_contract::{
    CodeSets, Config, Context, Document, Form, PlainDate, Severity, Submission, is_address,
};
use serde_json::{Value, json};

const DEFINITION: &str = r#"{
  "$schema": "https://guidance-forms.example/schema/definition/1", "id": "visit", "version": "1.0.0",
  "optionSets": { "yesNo": [{ "id": "yes" }, { "id": "no", "when": ["filled", ["answer", "name"]] }] },
  "pages": [{ "id": "only", "dataCategory": "basic", "audience": ["student"], "items": [
    { "id": "name", "kind": "text", "maxLength": 20 },
    { "id": "email", "kind": "text", "format": "email" },
    { "id": "comes", "kind": "single", "optionSet": "yesNo" },
    { "id": "town", "kind": "search", "codeSet": "towns", "when": ["codeSet", "towns"], "required": true },
    { "id": "townName", "kind": "text", "when": ["not", ["codeSet", "towns"]], "required": true },
    { "id": "declares", "kind": "single", "optionSet": "yesNo", "evidence": true, "when": ["=", ["answer", "name"], "A"] }
  ] }]
}"#;

fn form() -> Form {
    Form::load(DEFINITION, None).unwrap()
}

fn today() -> PlainDate {
    PlainDate::parse_iso("2026-11-25").unwrap()
}

fn config(members: &Value) -> Config {
    Config::parse(&members.to_string()).unwrap()
}

/// Places and codes, errors marked.
fn found(members: &Value) -> Vec<String> {
    let report = form().check_config(&config(members), &CodeSets::default(), today());
    let line = |issue: &guidance_contract::Issue| {
        let mark = if issue.severity == Severity::Error { "!" } else { "" };
        format!("{mark}{} {}", issue.path, issue.code.as_str())
    };
    report.issues.iter().map(line).collect()
}

#[test]
fn what_has_no_effect_is_a_warning() {
    let members = json!({
        "prefill": { "nmae": { "value": "Aino" }, "email": { "value": "aino" }, "comes": { "value": "maybe" } },
        "codeSets": { "twons": { "codes": [] } },
        "overlay": { "messages": { "fi": { "form": "visit", "locale": "fi", "items": { "nmae": { "label": "Nimi" } } } } },
    });
    assert_eq!(
        found(&members),
        [
            "/prefill/comes/value option.unknown",
            "/prefill/email/value format.email",
            "/prefill/nmae definition.reference",
            "/codeSets/twons definition.reference",
            "/overlay/messages/fi/items/nmae definition.reference",
        ]
    );
    assert_eq!(found(&json!({ "prefill": { "name": { "value": "Aino", "locked": true } } })), [""; 0]);
}

#[test]
fn what_no_receiver_would_take_is_an_error() {
    let members = json!({
        "submissionId": "4711", "today": "25.11.2026", "submitUrl": "javascript:alert(1)", "returnUrl": "",
        "overlay": { "messages": { "fi": { "form": "other", "locale": "sv" } } },
    });
    assert_eq!(
        found(&members),
        [
            "!/submissionId submission.id",
            "!/today date.format",
            "!/submitUrl definition.propertyValue",
            "!/returnUrl definition.propertyValue",
            "!/overlay/messages/fi/locale definition.propertyValue",
            "!/overlay/messages/fi/form definition.propertyValue",
        ]
    );
}

#[test]
fn addresses_are_relative_or_of_the_web() {
    for address in ["/a", "a/b", "?x=1:2", "a/b:c", "#x", "https://a.example", "http://a"] {
        assert!(is_address(address), "{address}");
    }
    for address in ["", "javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "ftp://a", "mailto:a@b"] {
        assert!(!is_address(address), "{address}");
    }
}

#[test]
fn a_lock_holds_only_for_an_answer_that_the_item_takes() {
    let holds = |id: &str, value: Value| {
        let config = config(&json!({ "prefill": { id: { "value": value, "locked": true } } }));
        let context = Context::new(&config, today());
        let prefill = config.prefill.get(id).unwrap();
        form().holds_lock(id, prefill, &CodeSets::default(), &context)
    };
    assert!(holds("name", json!("Aino")));
    for nothing in [json!(null), json!(""), json!(12), json!("a name of more than twenty letters")] {
        assert!(!holds("name", nothing.clone()), "{nothing}");
    }
    assert!(holds("email", json!("aino@posti.example")) && !holds("email", json!("aino")));
    // Whether an option is offered depends on other answers; a lock does not.
    assert!(holds("comes", json!("no")) && !holds("comes", json!("maybe")));
    // Without its list nobody knows whether a code is one.
    assert!(holds("town", json!("272")));
    assert!(!holds("nothing", json!("x")));
}

fn submission(members: &Value) -> Submission {
    let mut json = json!({
        "$schema": "https://guidance-forms.example/schema/submission/1",
        "id": "7f0a3c52-9d41-4c1b-8a55-0d2f6f1d9e11", "definition": form().reference(), "status": "submitted",
        "locale": "fi", "answeredOn": "2026-11-25", "role": "student", "answers": { "townName": "Kokkola" },
    });
    for (name, value) in members.as_object().unwrap() {
        json[name] = value.clone();
    }
    Submission::parse(&json.to_string()).unwrap()
}

fn places(submission: &Submission, config: &Config) -> Vec<String> {
    let expected = guidance_contract::Expectation {
        config,
        code_sets: &CodeSets::default(),
        messages: &[],
        today: today(),
    };
    let report = form().check_submission(submission, &expected);
    report.issues.iter().map(|issue| format!("{} {}", issue.path, issue.code.as_str())).collect()
}

#[test]
fn a_receiver_asks_the_same_of_locks() {
    let bad = config(&json!({ "prefill": { "email": { "value": "aino", "locked": true } } }));
    let good = config(&json!({ "prefill": { "email": { "value": "aino@posti.example", "locked": true } } }));
    let other = submission(&json!({ "answers": { "townName": "Kokkola", "email": "b@posti.example" } }));
    assert_eq!(places(&other, &bad), [""; 0]);
    assert_eq!(places(&other, &good), ["/answers/email prefill.locked"]);
}

#[test]
fn a_code_set_of_the_host_can_be_a_condition() {
    let plain = submission(&json!({}));
    assert_eq!(places(&plain, &Config::default()), [""; 0]);
    let with_list = config(
        &json!({ "codeSets": { "towns": { "codes": [{ "code": "272", "labels": { "fi": "Kokkola" } }] } } }),
    );
    assert_eq!(places(&plain, &with_list), ["/answers/town required", "/answers/townName value.inactive"]);
}

#[test]
fn evidence_of_what_was_not_asked_is_refused() {
    let hash = "sha256-0000000000000000000000000000000000000000000000000000000000000000";
    for id in ["declares", "name", "nothing"] {
        let forged = submission(&json!({ "shown": { id: hash } }));
        assert_eq!(places(&forged, &Config::default()), [format!("/shown/{id} submission.shown")], "{id}");
    }
}
