//! The generated schemas: fresh, valid, and of one mind with the reader.
#![cfg(feature = "schema")]

use guidance_contract::schema::{artefacts, documents, submission_schema, submission_types};
use guidance_contract::{
    Answers, Config, Context, Definition, Document, Form, Messages, PlainDate, Severity, Submission,
};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn catalog() -> PathBuf {
    folder().join("../catalog")
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&text(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn validator(schema: &Value) -> Validator {
    jsonschema::validator_for(schema).unwrap_or_else(|error| panic!("{error}"))
}

fn document(name: &str) -> Validator {
    let documents = documents();
    let document = documents.iter().find(|document| document.name == name).expect(name);
    validator(&document.schema)
}

fn assert_valid(validator: &Validator, instance: &Value, name: &str) {
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

/// The files with this ending in every folder of the catalog that holds a form.
fn form_folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(catalog()).expect("the catalog");
    entries.flatten().map(|entry| entry.path()).filter(|path| path.join("definition.json").exists()).collect()
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect()
}

#[test]
fn files_are_fresh() {
    for (path, contents) in artefacts() {
        let written = fs::read_to_string(folder().join(&path)).unwrap_or_default();
        assert!(written == contents, "{path} is stale; `cargo xtask schema` writes it anew");
    }
}

#[test]
fn schemas_are_schemas() {
    for document in documents() {
        assert!(jsonschema::meta::is_valid(&document.schema), "{}", document.name);
        let id = format!("https://guidance-forms.example/schema/{}/1", document.name);
        assert_eq!(document.schema["$id"], id);
        let written = document.schema.to_string();
        assert!(
            !written.contains("[`") && !written.contains("crate::"),
            "{}: a link of a doc comment",
            document.name
        );
    }
}

#[test]
fn shipped_documents_are_valid() {
    let (definition, messages, code_set) =
        (document("definition"), document("messages"), document("codeSet"));
    let (results, result_texts) = (document("results"), document("resultTexts"));
    for form in form_folders() {
        for path in json_files(&form) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let schema = match name.as_str() {
                "definition.json" => &definition,
                "results.json" => &results,
                name if name.starts_with("results.") => &result_texts,
                _ => &messages,
            };
            assert_valid(schema, &json(&path), &name);
        }
    }
    for path in json_files(&catalog().join("interface")) {
        assert_valid(&messages, &json(&path), "interface");
    }
    let (proposal, proposal_texts) = (document("proposal"), document("proposalTexts"));
    for path in json_files(&catalog().join("proposals")) {
        let is_texts = path.file_stem().is_some_and(|stem| stem.to_string_lossy().contains('.'));
        assert_valid(if is_texts { &proposal_texts } else { &proposal }, &json(&path), "proposal");
    }
    for path in json_files(&catalog().join("codes")) {
        assert_valid(&code_set, &json(&path), "code set");
    }
}

const DEFINITION: &str = r#"{
    "$schema": "https://guidance-forms.example/schema/definition/1", "id": "small", "version": "1.2.3",
    "optionSets": {"colours": [{"id": "red"}, {"id": "blue", "when": ["flag", "blue"]}, {"id": "none", "exclusive": true}]},
    "pages": [
        {"id": "first", "dataCategory": "basic", "audience": ["student"], "items": [
            {"id": "name", "kind": "text", "required": true, "maxLength": 5},
            {"id": "email", "kind": "text", "format": "email"},
            {"id": "code", "kind": "text", "format": "identityCode"},
            {"id": "postal", "kind": "text", "format": "postalCode"},
            {"id": "story", "kind": "longText", "when": ["filled", ["answer", "name"]], "required": true},
            {"id": "hours", "kind": "number", "min": 1, "max": 24, "decimals": 1},
            {"id": "years", "kind": "number"},
            {"id": "born", "kind": "date"},
            {"id": "month", "kind": "date", "precision": "month"},
            {"id": "colour", "kind": "single", "optionSet": "colours"},
            {"id": "colours", "kind": "multiple", "optionSet": "colours", "maxSelected": 2},
            {"id": "mood", "kind": "scale", "min": 1, "max": 5},
            {"id": "country", "kind": "search", "codeSet": "countries"},
            {"id": "countries", "kind": "search", "codeSet": "countries", "several": true},
            {"id": "paper", "kind": "file", "accept": ["application/pdf"], "maxBytes": 100},
            {"id": "read", "kind": "note", "evidence": true},
            {"id": "inside", "kind": "group", "items": [{"id": "deep", "kind": "text", "required": true}]},
            {"id": "jobs", "kind": "repeat", "maxRows": 2, "items": [
                {"id": "place", "kind": "text", "required": true},
                {"id": "start", "kind": "date", "precision": "year"}
            ]},
            {"id": "map", "kind": "host", "element": "school-map"}
        ]}
    ],
    "computed": [{"id": "double", "value": ["*", ["answer", "hours"], 2], "dataCategory": "basic", "audience": ["student"]}]
}"#;

/// A change at a place; nothing takes the place away.
fn changed(document: &Value, pointer: &str, value: Option<Value>) -> Value {
    let mut changed = document.clone();
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer below the root");
    let parent = changed.pointer_mut(parent).expect(pointer);
    match (parent, value) {
        (Value::Object(object), Some(value)) => drop(object.insert(key.to_owned(), value)),
        (Value::Object(object), None) => drop(object.remove(key).expect(pointer)),
        (Value::Array(list), Some(value)) => list[key.parse::<usize>().expect(key)] = value,
        (_, _) => panic!("{pointer}"),
    }
    changed
}

#[test]
fn damaged_definitions_are_invalid() {
    let schema = document("definition");
    let definition: Value = serde_json::from_str(DEFINITION).expect("JSON");
    assert_valid(&schema, &definition, "small");
    assert!(Form::load(DEFINITION, None).is_ok());
    for (pointer, value) in [
        ("/$schema", Some(json!("https://guidance-forms.example/schema/definition/2"))),
        ("/id", None),
        ("/extra", Some(json!(1))),
        ("/pages", Some(json!({}))),
        ("/pages/0/title", Some(json!("x"))),
        ("/pages/0/items/0/kind", Some(json!("txet"))),
        ("/pages/0/items/0/maxLength", Some(json!("5"))),
        ("/pages/0/items/0/maxLength", Some(json!(-5))),
        ("/pages/0/items/0/optionSet", Some(json!("colours"))),
        ("/pages/0/items/0/required", Some(json!({}))),
        ("/pages/0/items/1/format", Some(json!("uri"))),
        ("/pages/0/items/4/when", Some(json!(["filed", ["answer", "name"]]))),
        ("/pages/0/items/4/when", Some(json!([]))),
        ("/pages/0/items/9/optionSet", None),
        ("/pages/0/items/11/max", None),
        ("/pages/0/items/17/items", None),
        ("/optionSets/colours/0/label", Some(json!("Red"))),
        ("/computed/0/audience", Some(json!(["everyone"]))),
    ] {
        let damaged = changed(&definition, pointer, value);
        assert!(!schema.is_valid(&damaged), "{pointer}");
        assert!(Form::load(&damaged.to_string(), None).is_err(), "{pointer}");
    }
}

#[test]
fn configs_and_reports() {
    let config = json!({
        "$schema": "https://guidance-forms.example/schema/config/1", "locale": "fi", "mode": "review",
        "prefill": {"name": {"value": "Aino", "locked": true}},
        "overlay": {"items": {"name": {"hide": true}},
            "messages": {"fi": {"form": "small", "locale": "fi", "title": "Oma"}}},
        "codeSets": {"units": {"codes": [{"code": "1", "labels": {"fi": "Yksi"}}]}},
    });
    assert_valid(&document("config"), &config, "config");
    assert!(Config::parse(&config.to_string()).is_ok());
    for (pointer, value) in [
        ("/mode", json!("Review")),
        ("/prefill/name/lock", json!(true)),
        ("/overlay/messages/fi/locale", json!(1)),
        ("/codeSets/units/codes/0/label", json!("x")),
        ("/extra", json!(null)),
    ] {
        let damaged = changed(&config, pointer, Some(value));
        assert!(!document("config").is_valid(&damaged), "{pointer}");
        assert!(Config::parse(&damaged.to_string()).is_err(), "{pointer}");
    }
    assert!(Messages::parse(r#"{"form": "small"}"#).is_err());
    assert!(!document("messages").is_valid(&json!({"form": "small"})));
    let report = json!({"issues": [{"path": "/id", "code": "required", "severity": "error"}]});
    assert_valid(&document("report"), &report, "report");
    assert!(!document("report").is_valid(&changed(&report, "/issues/0/code", Some(json!("other")))));
    assert_valid(&document("submitReply"), &json!({"id": "x", "report": report}), "reply");
    assert!(!document("submitReply").is_valid(&json!({"ok": true})));
}

fn submission(form: &Form, status: &str, answers: &Value, computed: &Value) -> Value {
    json!({
        "$schema": "https://guidance-forms.example/schema/submission/1",
        "id": "6f0d3a1e-0f0b-4c53-9d5e-0a6f3c9b7a11",
        "definition": form.reference(),
        "status": status,
        "locale": "fi",
        "answeredOn": "2026-11-22",
        "role": "student",
        "answers": answers,
        "computed": computed,
    })
}

fn full_answers() -> Value {
    json!({
        "name": "Aino", "email": "aino@example.fi", "code": "140381-902E", "postal": "67100", "story": "x",
        "hours": 7.5, "years": 3, "born": "2010-04-30", "month": "2026-11", "colour": "red",
        "colours": ["red", "blue"], "mood": 3, "country": "246", "countries": ["246", "752"],
        "paper": [{"name": "a.pdf", "mediaType": "application/pdf", "bytes": 3, "sha256": "0".repeat(64)}],
        "deep": "x", "jobs": [{"place": "x", "start": "2020"}, {"place": "y"}], "map": {"any": ["thing"]},
    })
}

#[test]
fn submissions_of_a_form() {
    let definition = Definition::parse(DEFINITION).expect("a definition");
    let form = Form::compile(&definition).expect("a form");
    let schema = submission_schema(&definition);
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["$id"], "https://guidance-forms.example/schema/submission/1/small/1.2.3");
    let schema = validator(&schema);
    let submitted = submission(&form, "submitted", &full_answers(), &json!({"double": 15}));
    let draft = submission(&form, "draft", &full_answers(), &json!({}));
    assert_valid(&schema, &submitted, "submitted");
    assert_valid(&schema, &draft, "draft");
    assert_valid(
        &schema,
        &submission(&form, "submitted", &json!({"name": "x", "deep": "y"}), &json!({})),
        "least",
    );
    assert_valid(&schema, &submission(&form, "draft", &json!({}), &json!({})), "empty");

    // Half-typed: fine in a draft, refused in a submission.
    for (item, value) in [
        ("name", json!("")),
        ("email", json!("aino@")),
        ("code", json!("140381")),
        ("postal", json!("671")),
        ("postal", json!("00000")),
        ("hours", json!("7,")),
        ("years", json!(2.5)),
        ("hours", json!(25)),
        ("born", json!("30.4.")),
        ("month", json!("11/")),
        ("colour", json!("green")),
        ("colours", json!([])),
        ("mood", json!(6)),
        ("country", json!("")),
        ("jobs", json!([{"start": "20"}])),
        ("jobs", json!([])),
        (
            "paper",
            json!([{"name": "a.exe", "mediaType": "application/x", "bytes": 3, "sha256": "0".repeat(64)}]),
        ),
    ] {
        let pointer = format!("/answers/{item}");
        assert!(!schema.is_valid(&changed(&submitted, &pointer, Some(value.clone()))), "{item} {value}");
        assert_valid(&schema, &changed(&draft, &pointer, Some(value)), item);
    }
    // Refused in both.
    for (pointer, value) in [
        ("/answers/other", json!("x")),
        ("/answers/read", json!("x")),
        ("/answers/inside", json!({})),
        ("/answers/name", json!(1)),
        ("/answers/name", json!("too long")),
        ("/answers/name", json!(null)),
        ("/answers/years", json!([])),
        ("/answers/mood", json!("3")),
        ("/answers/colours", json!("red")),
        ("/answers/colours", json!(["red", "blue", "none"])),
        ("/answers/paper", json!(["a.pdf"])),
        ("/answers/paper/0/sha256", json!("0")),
        ("/answers/jobs", json!({})),
        ("/answers/jobs/0/wage", json!(1)),
        ("/answers/jobs", json!([{}, {}, {}])),
        ("/computed/other", json!(1)),
        ("/definition/id", json!("large")),
        ("/definition/version", json!("1.2.4")),
        ("/definition/hash", json!("sha256-0")),
        ("/status", json!("done")),
        ("/shown", json!({"name": format!("sha256-{}", "0".repeat(64))})),
        ("/shown", json!({"read": "x"})),
        ("/extra", json!(1)),
    ] {
        for whole in [&submitted, &draft] {
            assert!(!schema.is_valid(&changed(whole, pointer, Some(value.clone()))), "{pointer} {value}");
        }
    }
    let shown = json!({"read": format!("sha256-{}", "0".repeat(64))});
    assert_valid(&schema, &changed(&submitted, "/shown", Some(shown)), "shown");
    // Required whatever else is answered.
    for item in ["name", "deep", "jobs/0/place"] {
        assert!(!schema.is_valid(&changed(&submitted, &format!("/answers/{item}"), None)), "{item}");
        assert_valid(&schema, &changed(&draft, &format!("/answers/{item}"), None), item);
    }
}

/// Where the rules find nothing wrong with what an example answers, neither does the schema.
#[test]
fn submissions_of_shipped_forms() {
    for folder in form_folders() {
        let definition = Definition::parse(&text(&folder.join("definition.json"))).expect("a definition");
        let form = Form::compile(&definition).expect("a form");
        let schema = submission_schema(&definition);
        assert!(jsonschema::meta::is_valid(&schema));
        let schema = validator(&schema);
        for path in json_files(&folder.join("examples")) {
            let example = json(&path);
            let Some(issues) = example["expect"].as_array() else { continue };
            if issues.iter().any(|issue| issue["severity"] == json!(Severity::Error)) {
                continue;
            }
            let config = Config::parse(&example["config"].to_string()).expect("a config");
            let today = config.today.as_deref().and_then(PlainDate::parse_iso).expect("a date");
            let context = Context::new(&config, today);
            let answers: Answers = serde_json::from_value(example["answers"].clone()).expect("answers");
            let active = form.active_answers(&answers, &context);
            let computed = form.evaluate(&active, &context).computed();
            let whole = submission(&form, "submitted", &active.into(), &computed.into());
            assert_valid(&schema, &whole, &path.display().to_string());
            assert!(Submission::parse(&whole.to_string()).is_ok());
            assert_valid(&document("submission"), &whole, "submission");
        }
    }
}

#[test]
fn types_of_answers() {
    let types = submission_types(&Definition::parse(DEFINITION).expect("a definition"));
    for line in [
        "export interface SmallAnswers {",
        "  name: string;",
        "  story?: string;",
        "  hours?: number;",
        "  colour?: \"red\" | \"blue\" | \"none\";",
        "  colours?: (\"red\" | \"blue\" | \"none\")[];",
        "  paper?: Attachment[];",
        "  deep: string;",
        "    place: string;",
        "  map?: unknown;",
        "export interface SmallDraftAnswers {",
        "  hours?: number | string;",
        "export interface Attachment {",
    ] {
        assert!(types.lines().any(|other| other == line), "{line}\n{types}");
    }
}
