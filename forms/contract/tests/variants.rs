//! Variants of messages: texts for roles other than the person whom the answers are about.

use guidance_contract::{
    CodeSets, Config, Context, Document, Expectation, Form, Messages, PlainDate, Role, Severity, Submission,
    Texts,
};
use serde_json::{Value, json};

fn definition(variants: &Value) -> Value {
    json!({
        "$schema": "https://guidance-forms.example/schema/definition/1", "id": "visit", "version": "1.0.0",
        "variants": variants, "optionSets": {"yes": [{"id": "yes"}]},
        "pages": [{"id": "only", "dataCategory": "basic", "audience": ["student"], "items": [
            {"id": "declares", "kind": "single", "display": "checkbox", "optionSet": "yes", "evidence": true}
        ]}]
    })
}

fn load(variants: &Value) -> Result<Form, Vec<String>> {
    Form::load(&definition(variants).to_string(), None).map_err(|report| {
        report.issues.iter().map(|issue| format!("{} {}", issue.path, issue.code.as_str())).collect()
    })
}

fn form() -> Form {
    load(&json!({"staff": "observer"})).unwrap()
}

fn messages(variant: Option<&str>, label: &str, hint: &str) -> Messages {
    let mut json =
        json!({"form": "visit", "locale": "fi", "items": {"declares": {"label": label, "hint": hint}}});
    if let Some(variant) = variant {
        json["variant"] = variant.into();
    }
    Messages::parse(&json.to_string()).unwrap()
}

/// The texts for everyone, those for observers, which differ in the label alone, and those of another variant.
fn published() -> Vec<Messages> {
    vec![
        messages(None, "Olen lukenut", "Lue ensin."),
        messages(Some("observer"), "Opiskelija on lukenut", ""),
        messages(Some("stranger"), "Joku on lukenut", ""),
    ]
}

#[test]
fn roles_are_known_and_names_of_variants_simple() {
    let form = form();
    assert_eq!((form.variant(Role::Staff), form.variant(Role::Student)), (Some("observer"), None));
    assert_eq!(
        load(&json!({"teacher": "observer", "staff": "../secret", "employer": ""})).unwrap_err(),
        [
            "/variants/employer definition.id",
            "/variants/staff definition.id",
            "/variants/teacher definition.reference"
        ]
    );
    let plain = load(&json!({})).unwrap();
    assert_ne!(plain.reference().hash, form.reference().hash);
    assert_eq!(plain.variant(Role::Staff), None);
}

#[test]
fn messages_without_a_variant_are_for_everyone() {
    let [all, observer, stranger] = <[Messages; 3]>::try_from(published()).unwrap();
    for (variant, fits) in [(None, [true, false, false]), (Some("observer"), [true, true, false])] {
        assert_eq!(
            [&all, &observer, &stranger].map(|messages| messages.is_for(variant)),
            fits,
            "{variant:?}"
        );
    }
}

/// The finished submission of a role that was shown these messages, and whether the receiver takes its evidence.
fn is_taken(role: Role, shown: Vec<Messages>) -> bool {
    let form = form();
    let config = Config { role, ..Config::default() };
    let today = PlainDate::new(2026, 11, 22).unwrap();
    let answers = json!({"declares": "yes"}).as_object().cloned().unwrap();
    let submission = Submission {
        id: "7f0a3c52-9d41-4c1b-8a55-0d2f6f1d9e11".to_owned(),
        ..form.finish(&answers, &Context::new(&config, today), &Texts::new(shown, Vec::new()))
    };
    let messages = published();
    let expected =
        Expectation { config: &config, code_sets: &CodeSets::default(), messages: &messages, today };
    let report = form.check_submission(&submission, &expected);
    let lines: Vec<&str> = report.issues.iter().map(|issue| issue.path.as_str()).collect();
    assert!(lines.is_empty() || lines == ["/shown/declares"], "{lines:?}");
    lines.is_empty()
}

#[test]
fn a_receiver_knows_what_each_role_was_shown() {
    let of = |places: &[usize]| places.iter().map(|place| published()[*place].clone()).collect::<Vec<_>>();
    assert!(is_taken(Role::Student, of(&[0])));
    assert!(is_taken(Role::Staff, of(&[1, 0])), "the variant over the texts for everyone");
    assert!(is_taken(Role::Staff, of(&[0])), "when the variant could not be loaded");
    assert!(!is_taken(Role::Student, of(&[1, 0])), "not shown to a student");
    assert!(!is_taken(Role::Staff, of(&[2, 0])), "not shown to this role");
    assert!(!is_taken(Role::Staff, vec![messages(None, "Muu", "")]));
}

#[test]
fn an_overlay_names_variants_as_files_do() {
    let found = |key: &str, messages: Value| -> Vec<String> {
        let config = json!({"overlay": {"messages": {key: messages}}});
        let config = Config::parse(&config.to_string()).unwrap();
        let today = PlainDate::new(2026, 11, 22).unwrap();
        let report = form().check_config(&config, &CodeSets::default(), today);
        let mark = |severity: Severity| if severity == Severity::Error { "!" } else { "" };
        let issues = report.issues.iter();
        issues
            .map(|issue| format!("{}{} {}", mark(issue.severity), issue.path, issue.code.as_str()))
            .collect()
    };
    let observer = json!({"form": "visit", "locale": "fi", "variant": "observer"});
    assert_eq!(found("fi.observer", observer.clone()), [""; 0]);
    assert_eq!(found("fi", observer), ["!/overlay/messages/fi/variant definition.propertyValue"]);
    assert_eq!(
        found("fi.nobody", json!({"form": "visit", "locale": "fi", "variant": "nobody"})),
        ["/overlay/messages/fi.nobody/variant definition.reference"]
    );
}
