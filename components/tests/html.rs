//! The markup of every kind in every state, drawn without a browser.
#![allow(clippy::needless_pass_by_value, reason = "JSON made at the call reads best by value")]
#![cfg(not(target_arch = "wasm32"))]

use guidance_components::{FormProps, GuidanceForm, SubmitState};
use guidance_contract::{
    CodeSet, CodeSets, Config, Document, Form, Messages, PlainDate, Report, SubmitReply, Texts,
};
use serde_json::{Value as Json, json};
use std::rc::Rc;
use yew::{Callback, LocalServerRenderer};

/// One question of each kind, as (name, item, texts, an answer, an answer that is wrong).
fn kinds() -> Vec<(&'static str, Json, Json, Json, Json)> {
    vec![
        (
            "text",
            json!({"kind": "text", "autocomplete": "given-name"}),
            json!({}),
            json!("Aino"),
            json!("\u{7}"),
        ),
        (
            "email",
            json!({"kind": "text", "format": "email"}),
            json!({}),
            json!("aino@example.fi"),
            json!("aino"),
        ),
        (
            "long_text",
            json!({"kind": "longText", "maxLength": 20}),
            json!({}),
            json!("One\ntwo"),
            json!("A text that is too long"),
        ),
        (
            "number",
            json!({"kind": "number", "min": 0, "max": 60, "decimals": 1}),
            json!({"unit": "hours"}),
            json!(7.5),
            json!(61),
        ),
        ("date", json!({"kind": "date"}), json!({}), json!("2026-11-22"), json!("2026-02-30")),
        (
            "month",
            json!({"kind": "date", "precision": "month"}),
            json!({}),
            json!("2026-11"),
            json!("2026-13"),
        ),
        ("radios", json!({"kind": "single", "optionSet": "colour"}), json!({}), json!("red"), json!("black")),
        (
            "select",
            json!({"kind": "single", "display": "select", "optionSet": "colour"}),
            json!({}),
            json!("red"),
            json!("black"),
        ),
        (
            "checkbox",
            json!({"kind": "single", "display": "checkbox", "optionSet": "yes"}),
            json!({}),
            json!("yes"),
            json!("no"),
        ),
        (
            "multiple",
            json!({"kind": "multiple", "optionSet": "help", "maxSelected": 2}),
            json!({}),
            json!(["reading", "writing"]),
            json!(["reading", "none"]),
        ),
        (
            "scale",
            json!({"kind": "scale", "min": 1, "max": 3}),
            json!({"minLabel": "Not at all", "maxLabel": "Fully"}),
            json!(2),
            json!(4),
        ),
        ("search", json!({"kind": "search", "codeSet": "towns"}), json!({}), json!("049"), json!("Atlantis")),
        (
            "search_several",
            json!({"kind": "search", "codeSet": "towns", "several": true}),
            json!({}),
            json!(["049", "091"]),
            json!(["Atlantis"]),
        ),
        ("search_loading", json!({"kind": "search", "codeSet": "late"}), json!({}), json!("1"), json!(["1"])),
        (
            "file",
            json!({"kind": "file", "accept": ["application/pdf"], "maxBytes": 2_097_152, "maxFiles": 2}),
            json!({}),
            json!([{"name": "a.pdf", "mediaType": "application/pdf", "bytes": 2048, "sha256": "a".repeat(64)}]),
            json!([{"name": "a.exe", "mediaType": "application/exe", "bytes": 2048, "sha256": "a".repeat(64)}]),
        ),
        (
            "host",
            json!({"kind": "host", "element": "school-rating"}),
            json!({}),
            json!({"stars": 4}),
            Json::Null,
        ),
    ]
}

fn form(items: &Json) -> Form {
    let definition = json!({
        "$schema": "https://guidance-forms.example/schema/definition/1", "id": "try", "version": "1.0.0",
        "optionSets": {
            "colour": [{"id": "red"}, {"id": "blue"}],
            "yes": [{"id": "yes"}],
            "help": [{"id": "reading"}, {"id": "writing"}, {"id": "none", "exclusive": true}]
        },
        "pages": [{"id": "page", "dataCategory": "basic", "audience": ["student"], "items": items}]
    });
    Form::load(&definition.to_string(), None).unwrap_or_else(|report| panic!("{report:?}"))
}

fn messages(items: &Json) -> Messages {
    Messages::parse(
        &json!({
            "form": "try", "locale": "en", "title": "A form",
            "pages": {"page": {"title": "A page"}},
            "items": items,
            "optionSets": {
                "colour": {"red": "Red", "blue": "Blue"}, "yes": {"yes": "Yes"},
                "help": {"reading": "Reading", "writing": "Writing", "none": "None of these"}
            }
        })
        .to_string(),
    )
    .expect("messages")
}

fn interface(locale: &str) -> Messages {
    let path = format!("{}/../forms/catalog/interface/{locale}.json", env!("CARGO_MANIFEST_DIR"));
    Messages::parse(&std::fs::read_to_string(path).expect("a file")).expect("messages")
}

fn code_sets() -> CodeSets {
    let mut code_sets = CodeSets::default();
    let towns = json!({"codes": [
        {"code": "049", "labels": {"fi": "Espoo", "sv": "Esbo"}},
        {"code": "091", "labels": {"fi": "Helsinki", "sv": "Helsingfors"}}
    ]});
    code_sets.insert("towns", CodeSet::parse(&towns.to_string()).expect("a code set"));
    code_sets
}

fn props(items: &Json, texts: &Json, config: Json) -> FormProps {
    FormProps {
        form: Rc::new(form(items)),
        texts: Rc::new(Texts::new(vec![messages(texts)], vec![interface("en")])),
        config: Rc::new(Config::parse(&config.to_string()).unwrap_or_else(|report| panic!("{report:?}"))),
        code_sets: code_sets(),
        failed_code_sets: Rc::default(),
        today: PlainDate::new(2026, 11, 22).expect("a day"),
        issues: Rc::default(),
        submit_state: SubmitState::Idle,
        restore: (0, None),
        disabled: false,
        files: Rc::default(),
        on_event: Callback::noop(),
    }
}

async fn draw(props: FormProps) -> String {
    LocalServerRenderer::<GuidanceForm>::with_props(props).hydratable(false).render().await
}

/// The items of the page, without the form around them.
fn items_of(html: &str) -> String {
    let from = html.find("<div class=\"items\">").unwrap_or_default();
    let to = html.find("<div class=\"actions\"").unwrap_or(html.len());
    indented(&html[from..to])
}

/// One tag a line, so that a change shows as a few lines.
fn indented(html: &str) -> String {
    const VOID: [&str; 2] = ["<input", "<br"];
    let mut depth: usize = 0;
    let mut written = String::new();
    for piece in html.replace("><", ">\n<").lines() {
        if piece.starts_with("</") {
            depth = depth.saturating_sub(1);
        }
        written.push_str(&"  ".repeat(depth));
        written.push_str(piece);
        written.push('\n');
        let opens = piece.starts_with('<') && !piece.starts_with("</") && !piece.contains("</");
        if opens && !VOID.iter().any(|void| piece.starts_with(void)) {
            depth += 1;
        }
    }
    written
}

fn with_id(mut item: Json, required: bool) -> Json {
    item["id"] = "question".into();
    if required {
        item["required"] = true.into();
    }
    json!([item])
}

fn submission(answers: Json) -> Json {
    json!({"submission": {
        "$schema": "https://guidance-forms.example/schema/submission/1",
        "id": "018f0000-0000-4000-8000-000000000000",
        "definition": {"id": "try", "version": "1.0.0", "hash": ""},
        "status": "draft", "locale": "en", "answeredOn": "2026-11-22", "role": "student", "answers": answers
    }})
}

/// What the rules find wrong with an answer, given back as if by a server.
fn report(form: &Form, answer: &Json) -> Report {
    let config = Config::default();
    let context = guidance_contract::Context::new(&config, PlainDate::new(2026, 11, 22).expect("a day"));
    let answers = json!({ "question": answer });
    form.check_answers(answers.as_object().expect("an object"), &code_sets(), &context)
}

#[tokio::test]
async fn every_kind_in_every_state() {
    for (name, item, texts, answer, wrong) in kinds() {
        let mut label = json!({"label": "The question"});
        label.as_object_mut().expect("texts").extend(texts.as_object().expect("texts").clone());
        let bare = json!({ "question": label });
        let mut hinted = bare.clone();
        hinted["question"]["hint"] = "Some **help**.".into();
        let mut snapshot = Vec::new();
        let required = with_id(item.clone(), true);

        snapshot.push(("empty", props(&required, &bare, json!({}))));
        snapshot.push(("optional, with a hint", props(&with_id(item, false), &hinted, json!({}))));
        // A draft without faults would open at the review page.
        let given = |answer: &Json| json!({"prefill": {"question": {"value": answer}}});
        snapshot.push(("filled", props(&required, &bare, given(&answer))));
        let mut broken = props(&required, &hinted, given(&wrong));
        broken.issues = Rc::new(report(&broken.form, &wrong));
        snapshot.push(("wrong", broken));
        let locked =
            json!({"prefill": {"question": {"value": answer, "source": "Student register", "locked": true}}});
        snapshot.push(("locked", props(&required, &bare, locked)));
        let mut disabled = props(&required, &bare, json!({}));
        disabled.disabled = true;
        snapshot.push(("disabled", disabled));

        let mut written = String::new();
        for (state, props) in snapshot {
            written.push_str(&format!("--- {state}\n{}", items_of(&draw(props).await)));
        }
        insta::assert_snapshot!(name, written);
    }
}

#[tokio::test]
async fn containers_and_notes() {
    let items = json!([
        {"id": "note", "kind": "note", "tone": "warning"},
        {"id": "names", "kind": "group", "items": [{"id": "first", "kind": "text", "required": true}]},
        {"id": "jobs", "kind": "repeat", "maxRows": 2, "items": [{"id": "employer", "kind": "text", "required": true}]}
    ]);
    let texts = json!({
        "note": {"label": "Mind", "text": "Read [this](https://example.org/a):\n- one\n- **two**"},
        "names": {"label": "Names", "hint": "As in your passport."},
        "first": {"label": "First names"},
        "jobs": {"label": "Jobs", "row": "Job {number}", "add": "Add a job"},
        "employer": {"label": "Employer"}
    });
    insta::assert_snapshot!("containers", items_of(&draw(props(&items, &texts, json!({}))).await));
    let rows = submission(json!({"jobs": [{"employer": "Alko"}, {}]}));
    insta::assert_snapshot!("rows", items_of(&draw(props(&items, &texts, rows)).await));
}

#[tokio::test]
async fn errors_of_rows_say_of_which() {
    let items = json!([{"id": "jobs", "kind": "repeat", "maxRows": 2, "items": [{"id": "employer", "kind": "text"}]}]);
    let texts = json!({"jobs": {"label": "Jobs", "row": "Job {number}"}, "employer": {"label": "Employer"}});
    let mut props = props(&items, &texts, submission(json!({"jobs": [{}, {}]})));
    let wrong = [0, 1].map(|row| {
        json!({"path": format!("/answers/jobs/{row}/employer"), "code": "required", "severity": "error"})
    });
    props.issues = Rc::new(Report::parse(&json!({ "issues": wrong }).to_string()).expect("a report"));
    let html = draw(props).await;
    for name in ["Job 1: ", "Job 2: "] {
        let link = format!("<span>{name}</span><span>Fill in “Employer”</span></button>");
        assert!(html.contains(&link), "{html}");
    }
}

#[tokio::test]
async fn the_form_around_the_fields() {
    let items = json!([{"id": "name", "kind": "text", "required": true}, {"id": "day", "kind": "date"}]);
    let texts = json!({"name": {"label": "Name"}, "day": {"label": "Day"}});
    let config = || json!({"locales": ["en", "fi"], "returnUrl": "/back"});
    let start = props(&items, &texts, config());
    insta::assert_snapshot!("start", indented(&draw(start.clone()).await));

    let mut wrong = start.clone();
    let path = json!({"issues": [
        {"path": "/answers/name", "code": "required", "severity": "error"},
        {"path": "", "code": "send.failed", "severity": "error", "params": {"status": 500}}
    ]});
    wrong.issues = Rc::new(Report::parse(&path.to_string()).expect("a report"));
    insta::assert_snapshot!("wrong", indented(&draw(wrong).await));

    let mut failed = start.clone();
    failed.submit_state = SubmitState::Failed { reason: "status.sendFailed" };
    insta::assert_snapshot!("failed", indented(&draw(failed).await));

    let mut sent = start;
    sent.submit_state = SubmitState::Sent(Rc::new(SubmitReply {
        id: Some("018f0000-0000-4000-8000-000000000000".to_owned()),
        reference: Some("2026-17".to_owned()),
        received: Some("2026-11-22T10:05:33Z".to_owned()),
        report: Report::default(),
    }));
    insta::assert_snapshot!("sent", indented(&draw(sent).await));

    let mut read = submission(json!({"name": "Aino"}));
    read["mode"] = "review".into();
    insta::assert_snapshot!("read_only", indented(&draw(props(&items, &texts, read)).await));
}

#[tokio::test]
async fn a_text_of_another_language_says_so() {
    let items = json!([{"id": "name", "kind": "text"}]);
    let mut props = props(&items, &json!({"name": {"label": "Name"}}), json!({"locale": "fi"}));
    let mut finnish = messages(&json!({}));
    finnish.locale = "fi".to_owned();
    finnish.items.clear();
    let english = messages(&json!({"name": {"label": "Name"}}));
    props.texts = Rc::new(Texts::new(vec![finnish, english], vec![interface("fi"), interface("en")]));
    let html = draw(props).await;
    assert!(html.contains("lang=\"fi\""), "{html}");
    assert!(html.contains("<span lang=\"en\">Name</span>"), "{html}");
}

#[tokio::test]
async fn nothing_is_styled_in_place() {
    for (_, item, texts, answer, _) in kinds() {
        let texts = json!({ "question": texts });
        let html =
            draw(props(&with_id(item, true), &texts, json!({"prefill": {"question": {"value": answer}}})))
                .await;
        assert!(!html.contains(" style="), "{html}");
    }
}

const MATRIX: &str = r#"[
    {"id": "note", "kind": "note"},
    {"id": "skills", "kind": "group", "layout": "matrix", "items": [
        {"id": "plan", "kind": "single", "optionSet": "colour"},
        {"id": "find", "kind": "single", "optionSet": "colour", "required": true}
    ]},
    {"id": "hours", "kind": "scale", "min": 0, "max": 2}
]"#;

fn matrix_texts() -> Json {
    json!({
        "note": {"text": "Read this."}, "skills": {"label": "How easy is this?"}, "plan": {"label": "Plan my time"},
        "find": {"label": "Find information"}, "hours": {"label": "Hours", "minLabel": "None", "maxLabel": "All"}
    })
}

#[tokio::test]
async fn a_matrix_keeps_every_row_a_question_of_its_own() {
    let items: Json = serde_json::from_str(MATRIX).expect("items");
    insta::assert_snapshot!("matrix", items_of(&draw(props(&items, &matrix_texts(), json!({}))).await));
}

#[tokio::test]
async fn scales_whose_ends_differ_are_no_matrix() {
    let items = json!([{"id": "skills", "kind": "group", "layout": "matrix", "items": [
        {"id": "plan", "kind": "scale", "min": 0, "max": 2}, {"id": "find", "kind": "scale", "min": 0, "max": 2}]}]);
    let texts = |most: &str| {
        json!({"skills": {"label": "Skills"}, "plan": {"label": "Plan", "minLabel": "Hard", "maxLabel": "Easy"},
            "find": {"label": "Find", "minLabel": "Hard", "maxLabel": most}})
    };
    let same = draw(props(&items, &texts("Easy"), json!({}))).await;
    assert_eq!(same.matches("matrix-column\"").count(), 3, "{same}");
    assert!(!draw(props(&items, &texts("Simple"), json!({}))).await.contains("matrix"));
}

#[tokio::test]
async fn one_question_at_a_time() {
    let items: Json = serde_json::from_str(MATRIX).expect("items");
    let html = draw(props(&items, &matrix_texts(), json!({"pacing": "question"}))).await;
    assert!(html.contains("<span>Question 1 of 3</span></span><span class=\"page-of\"><span> – </span><span>A page</span></span></h2>"), "{html}");
    for shown in ["Read this.", "How easy is this?", "Plan my time", "Take a break"] {
        assert!(html.contains(shown), "{shown}: {html}");
    }
    for hidden in ["Find information", "Hours", "matrix", "id=\"pacing\""] {
        assert!(!html.contains(hidden), "{hidden}: {html}");
    }
    let html = draw(props(&items, &matrix_texts(), json!({"pacing": "choice"}))).await;
    assert!(html.contains("id=\"pacing\"") && html.contains("Find information"), "{html}");
    let html = draw(props(&items, &matrix_texts(), json!({}))).await;
    assert!(!html.contains("Take a break") && !html.contains("id=\"pacing\""), "{html}");
}

#[tokio::test]
async fn every_question_can_be_read_aloud_where_the_host_wants_it() {
    for (name, item, texts, ..) in kinds() {
        let texts = json!({ "question": texts });
        let html = draw(props(&with_id(item.clone(), true), &texts, json!({"readAloud": true}))).await;
        assert_eq!(html.matches("data-aloud").count(), 1, "{name}: {html}");
        assert!(html.contains("data-aloud=\"\" hidden=\"\" aria-pressed=\"false\""), "{name}: {html}");
        let html = draw(props(&with_id(item, true), &texts, json!({}))).await;
        assert!(!html.contains("data-aloud"), "{name}: {html}");
    }
}

#[tokio::test]
async fn one_of_two_is_not_called_optional() {
    let definition = json!({
        "$schema": "https://guidance-forms.example/schema/definition/1", "id": "try", "version": "1.0.0",
        "pages": [{"id": "page", "dataCategory": "basic", "audience": ["student"], "items": [
            {"id": "phone", "kind": "text"}, {"id": "email", "kind": "text"}, {"id": "other", "kind": "text"}]}],
        "checks": [{"id": "one", "at": "phone",
            "fails": ["not", ["any", ["filled", ["answer", "phone"]], ["filled", ["answer", "email"]]]]}]
    });
    let texts =
        json!({"phone": {"label": "Phone"}, "email": {"label": "E-mail"}, "other": {"label": "Other"}});
    let mut props = props(&json!([{"id": "x", "kind": "text"}]), &texts, json!({}));
    props.form = Rc::new(Form::load(&definition.to_string(), None).expect("a form"));
    let html = draw(props).await;
    assert_eq!(html.matches("(optional)").count(), 1, "{html}");
    assert!(html.contains("<span>Other</span><span class=\"optional\">"), "{html}");
}
