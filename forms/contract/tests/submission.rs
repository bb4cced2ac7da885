//! What a receiver asks of a submission, projection by audience, texts shown and migration.

use guidance_contract::{
    Answers, Audience, CodeSets, Config, Document, Expectation, Form, Messages, PlainDate, Submission, Texts,
};
use serde_json::{Value, json};

const ID: &str = "019a0c5e-0000-7000-8000-000000000001";

fn form() -> Form {
    let definition = json!({
        "$schema": "https://guidance-forms.example/schema/definition/1",
        "id": "trial", "version": "2.0.0",
        "optionSets": {"yesNo": [{"id": "yes"}, {"id": "no"}], "confirm": [{"id": "yes"}]},
        "pages": [{"id": "first", "dataCategory": "basic", "audience": ["student", "teacher"], "items": [
            {"id": "name", "kind": "text", "required": true},
            {"id": "born", "kind": "date"},
            {"id": "needs", "kind": "single", "optionSet": "yesNo"},
            {"id": "needsText", "kind": "longText", "when": ["=", ["answer", "needs"], "yes"],
             "dataCategory": "health", "specialCategory": true, "audience": ["student", "counsellor"]},
            {"id": "jobs", "kind": "repeat", "maxRows": 3, "items": [
                {"id": "title", "kind": "text"},
                {"id": "wage", "kind": "number", "max": 100000, "dataCategory": "finances", "audience": ["student"]}]},
            {"id": "declaration", "kind": "single", "optionSet": "confirm", "display": "checkbox", "evidence": true}
        ]}],
        "computed": [{"id": "age", "dataCategory": "basic", "audience": ["teacher"], "value": ["age", ["answer", "born"]]}],
        "migrations": [{"from": 1, "steps": [
            {"split": {"from": "fullName", "to": ["firstName", "rest"]}},
            {"rename": {"from": "firstName", "to": "name"}},
            {"recode": {"item": "needs", "options": {"1": "yes", "2": "no"}}},
            {"drop": {"item": "rest"}}]}]
    });
    Form::load(&definition.to_string(), None).expect("a form")
}

fn messages() -> Messages {
    Messages::parse(
        r#"{"form": "trial", "locale": "en", "items": {"declaration": {"label": "The information is correct"}}}"#,
    )
    .expect("messages")
}

fn config() -> Config {
    Config::parse(r#"{"subject": "s1", "prefill": {"name": {"value": " Aino ", "locked": true}}}"#)
        .expect("a config")
}

fn day() -> PlainDate {
    PlainDate::new(2026, 11, 22).expect("a day")
}

fn submission(form: &Form) -> Submission {
    let answers: Value = json!({"name": "Aino", "born": "2010-04-30", "declaration": "yes"});
    let context = guidance_contract::Context::new(&config(), day());
    let answers: Answers = answers.as_object().expect("an object").clone();
    let texts = Texts::new(vec![messages()], Vec::new());
    let shown = form.shown(&form.evaluate(&answers, &context), &texts);
    let submission = json!({
        "$schema": "https://guidance-forms.example/schema/submission/1", "id": ID,
        "definition": form.reference(), "status": "submitted", "locale": "en", "answeredOn": "2026-11-22",
        "role": "student", "subject": "s1", "answers": answers, "computed": {"age": 16}, "shown": shown,
    });
    Submission::parse(&submission.to_string()).expect("a submission")
}

fn issues(form: &Form, change: impl FnOnce(&mut Submission)) -> Vec<(String, String)> {
    let mut submission = submission(form);
    change(&mut submission);
    let (code_sets, config, messages) = (CodeSets::default(), config(), [messages()]);
    let expected = Expectation { code_sets: &code_sets, config: &config, messages: &messages, today: day() };
    form.check_submission(&submission, &expected)
        .issues
        .into_iter()
        .map(|issue| (issue.path, issue.code.as_str().to_owned()))
        .collect()
}

#[test]
fn a_right_submission_has_no_issues() {
    assert_eq!(issues(&form(), |_| {}), []);
}

#[test]
fn whatever_was_tampered_with_is_named() {
    type Change = fn(&mut Submission);
    let cases: [(Change, &str, &str); 17] = [
        (|s| s.definition.hash = "sha256-0".into(), "/definition/hash", "submission.definition"),
        (|s| s.definition.version = "1.0.0".into(), "/definition/version", "submission.definition"),
        (|s| s.id = "1".into(), "/id", "submission.id"),
        (|s| s.status = guidance_contract::Status::Draft, "/status", "submission.status"),
        (|s| s.role = guidance_contract::Role::Staff, "/role", "submission.person"),
        (|s| s.subject = Some("s2".into()), "/subject", "submission.person"),
        (|s| s.author = Some("a".into()), "/author", "submission.person"),
        (|s| s.answered_on = "2026-11-20".into(), "/answeredOn", "submission.date"),
        (|s| s.answered_on = "today".into(), "/answeredOn", "submission.date"),
        (|s| drop(s.computed.insert("age".into(), json!(18))), "/computed/age", "computed.mismatch"),
        (|s| s.computed.clear(), "/computed/age", "computed.mismatch"),
        (|s| drop(s.computed.insert("more".into(), json!(1))), "/computed/more", "computed.mismatch"),
        (|s| drop(s.answers.insert("name".into(), json!("Eetu"))), "/answers/name", "prefill.locked"),
        (|s| drop(s.answers.insert("needsText".into(), json!("x"))), "/answers/needsText", "value.inactive"),
        (|s| drop(s.answers.insert("other".into(), json!("x"))), "/answers/other", "value.unknown"),
        (|s| s.shown.clear(), "/shown/declaration", "submission.shown"),
        (
            |s| drop(s.shown.insert("declaration".into(), "sha256-0".into())),
            "/shown/declaration",
            "submission.shown",
        ),
    ];
    let form = form();
    for (change, path, code) in cases {
        assert_eq!(issues(&form, change), [(path.to_owned(), code.to_owned())]);
    }
}

#[test]
fn a_day_either_way_is_another_time_zone() {
    for day in ["2026-11-21", "2026-11-23"] {
        assert_eq!(issues(&form(), |submission| submission.answered_on = day.into()), []);
    }
}

#[test]
fn projection_gives_an_audience_only_what_it_may_read() {
    let form = form();
    let mut submission = submission(&form);
    submission.answers = json!({"name": "Aino", "needs": "yes", "needsText": "a quiet place", "unknown": 1,
        "jobs": [{"title": "Baker", "wage": 2000}, "not a row"]})
    .as_object()
    .expect("an object")
    .clone();
    let projected = form.project_submission(&submission, Audience::Teacher);
    assert_eq!(
        Value::Object(projected.answers),
        json!({"name": "Aino", "needs": "yes", "jobs": [{"title": "Baker"}, null]})
    );
    assert_eq!(projected.computed["age"], 16);
    let projected = form.project_submission(&submission, Audience::Counsellor);
    assert_eq!(Value::Object(projected.answers), json!({"needsText": "a quiet place"}));
    assert!(projected.computed.is_empty() && projected.shown.is_empty());
    assert!(form.project(&submission.answers, Audience::Employer).is_empty());
}

#[test]
fn earlier_answers_migrate_and_nothing_is_lost_unseen() {
    let form = form();
    let mut submission = submission(&form);
    submission.definition.version = "1.4.0".into();
    submission.answers = json!({"fullName": "Aino Helmi Testinen", "needs": "1", "shoeSize": 38})
        .as_object()
        .expect("an object")
        .clone();
    let dropped = form.migrate(&mut submission);
    assert_eq!(Value::Object(submission.answers), json!({"name": "Aino", "needs": "yes"}));
    assert_eq!(Value::Object(dropped), json!({"rest": "Helmi Testinen", "shoeSize": 38}));
    assert_eq!(&submission.definition, form.reference());
}

#[cfg(feature = "validator")]
#[test]
fn the_validator_crate_sees_the_same_errors() {
    use validator::Validate;
    let form = form();
    let mut submission = submission(&form);
    let (code_sets, config, messages) = (CodeSets::default(), config(), [messages()]);
    let expectation =
        Expectation { code_sets: &code_sets, config: &config, messages: &messages, today: day() };
    let check = |submission: &Submission| {
        guidance_contract::CheckedSubmission { form: &form, submission, expectation }.validate()
    };
    assert!(check(&submission).is_ok());
    submission.answers.remove("name");
    let errors = check(&submission).expect_err("errors");
    let codes: Vec<String> =
        errors.field_errors()["/answers/name"].iter().map(|error| error.code.to_string()).collect();
    assert_eq!(codes, ["required", "prefill.locked"]);
}
