//! The readers of documents know exactly the fields that the types have, and agree with serde's.
#![cfg(feature = "schema")]

use guidance_contract::schema::documents;
use guidance_contract::{
    CodeSet, Config, Definition, Document, Issue, Messages, ProposalDefinition, ProposalTexts, Report,
    ResultTexts, ResultsConfig, ResultsDefinition, Submission, SubmitReply,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn schema(name: &str) -> Value {
    documents().into_iter().find(|document| document.name == name).expect("a document").schema
}

/// A value that a schema allows, with every property; one step of each container.
fn full(schema: &Value, root: &Value, depth: u32) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return full(root.pointer(&reference[1..]).expect("a definition"), root, depth);
    }
    for key in ["anyOf", "oneOf", "allOf"] {
        if let Some(options) = schema[key].as_array()
            && schema["properties"].is_null()
        {
            return full(&options[0], root, depth);
        }
    }
    if let Some(constant) = schema.get("const") {
        return constant.clone();
    }
    if let Some(values) = schema["enum"].as_array() {
        return values[0].clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or("object");
    match kind {
        "object" => {
            let mut object = Map::new();
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                // Items hold items: the second level stays without.
                if depth < 6 {
                    object.insert(name.clone(), full(property, root, depth + 1));
                }
            }
            if let Some(values) = schema.get("additionalProperties").filter(|values| values.is_object()) {
                object.insert("key".to_owned(), full(values, root, depth + 1));
            }
            Value::Object(object)
        }
        "array" if depth < 5 => json!([full(&schema["items"], root, depth + 1)]),
        "array" => json!([]),
        "integer" | "number" => json!(1),
        "boolean" => json!(true),
        _ => json!("text"),
    }
}

fn agree<T: Document + DeserializeOwned + PartialEq + std::fmt::Debug>(text: &str) {
    let own = T::parse(text).expect("own reader");
    let derived: T = serde_json::from_str(text).expect("serde's reader");
    assert_eq!(own, derived);
}

/// The names that the reader of the object at a place knows, from its refusal of a stranger.
fn known<T: Document>(mut document: Value, pointer: &str) -> BTreeSet<String> {
    let object = document.pointer_mut(pointer).and_then(Value::as_object_mut).expect("an object");
    object.insert("stranger".to_owned(), json!(1));
    let report = T::parse(&document.to_string()).err().expect("a refusal");
    let issue: &Issue =
        report.issues.iter().find(|issue| issue.path == format!("{pointer}/stranger")).expect("an issue");
    issue.params["expected"].as_str().expect("names").split(", ").map(str::to_owned).collect()
}

fn properties(schema: &Value) -> BTreeSet<String> {
    schema["properties"].as_object().expect("properties").keys().cloned().collect()
}

#[test]
fn readers_know_every_field_and_no_other() {
    fn roots<T: Document>(name: &str) {
        let schema = schema(name);
        let document = json!({});
        assert_eq!(known::<T>(document, ""), properties(&schema), "{name}");
    }
    roots::<Definition>("definition");
    roots::<Messages>("messages");
    roots::<Config>("config");
    roots::<Submission>("submission");
    roots::<Report>("report");
    roots::<SubmitReply>("submitReply");
    roots::<CodeSet>("codeSet");
    roots::<ResultsDefinition>("results");
    roots::<ResultTexts>("resultTexts");
    roots::<ProposalDefinition>("proposal");
    roots::<ResultsConfig>("resultsConfig");
    roots::<ProposalTexts>("proposalTexts");
    let proposal = json!({"inputs": [{}], "rules": [{}]});
    let root = schema("proposal");
    for (pointer, name) in [("/inputs/0", "ProposalInput"), ("/rules/0", "ProposalRule")] {
        assert_eq!(
            known::<ProposalDefinition>(proposal.clone(), pointer),
            properties(&root["$defs"][name]),
            "{name}"
        );
    }
    let results = json!({"flags": [{}], "bandSets": {"a": [{}]}, "voices": [{}], "measures": [{}], "groups": [{}],
        "sections": [{"findings": [{"for": {}}]}], "compare": {"finding": {}, "share": {}}});
    let root = schema("results");
    for (pointer, name) in [
        ("/flags/0", "FlagRule"),
        ("/bandSets/a/0", "Band"),
        ("/voices/0", "Voice"),
        ("/measures/0", "Measure"),
        ("/groups/0", "MeasureGroup"),
        ("/sections/0", "Section"),
        ("/sections/0/findings/0", "Finding"),
        ("/sections/0/findings/0/for", "ForEach"),
        ("/compare", "Compare"),
        ("/compare/finding", "GapFinding"),
        ("/compare/share", "Share"),
    ] {
        assert_eq!(
            known::<ResultsDefinition>(results.clone(), pointer),
            properties(&root["$defs"][name]),
            "{name}"
        );
    }
    let view = json!({"view": {"voices": [{"rounds": [{}]}], "groups": [{}], "items": [{"answers": [{}]}],
        "measures": [{"values": [{}], "gaps": [{}], "changes": [{}]}],
        "sections": [{"findings": [{"subject": {}, "traces": [{"grounds": [{}]}]}]}]},
        "proposal": {"rules": [{}], "inputs": [{"traces": [{}]}], "decision": {}}});
    let root = schema("resultsConfig");
    for (pointer, name) in [
        ("/view", "ResultsView"),
        ("/view/voices/0", "VoiceView"),
        ("/view/voices/0/rounds/0", "RoundView"),
        ("/view/groups/0", "GroupView"),
        ("/view/items/0", "ItemView"),
        ("/view/items/0/answers/0", "ItemAnswer"),
        ("/view/measures/0", "MeasureView"),
        ("/view/measures/0/values/0", "MeasureValue"),
        ("/view/measures/0/gaps/0", "Gap"),
        ("/view/measures/0/changes/0", "Change"),
        ("/view/sections/0", "SectionView"),
        ("/view/sections/0/findings/0", "FindingView"),
        ("/view/sections/0/findings/0/subject", "Subject"),
        ("/view/sections/0/findings/0/traces/0", "Trace"),
        ("/view/sections/0/findings/0/traces/0/grounds/0", "Ground"),
        ("/proposal", "ProposalView"),
        ("/proposal/decision", "Decision"),
        ("/proposal/rules/0", "RuleView"),
        ("/proposal/inputs/0", "InputView"),
        ("/proposal/inputs/0/traces/0", "SourceTrace"),
    ] {
        assert_eq!(known::<ResultsConfig>(view.clone(), pointer), properties(&root["$defs"][name]), "{name}");
    }
    let texts = json!({"notice": {}, "sections": {"a": {}}});
    let root = schema("resultTexts");
    for (pointer, name) in [("/notice", "Wording"), ("/sections/a", "SectionTexts")] {
        assert_eq!(known::<ResultTexts>(texts.clone(), pointer), properties(&root["$defs"][name]), "{name}");
    }
    let definition = json!({"optionSets": {"a": [{}]}, "pages": [{"items": [{}]}], "computed": [{}], "checks": [{}],
        "migrations": [{}]});
    let root = schema("definition");
    for (pointer, name) in [
        ("/optionSets/a/0", "OptionEntry"),
        ("/pages/0", "Page"),
        ("/pages/0/items/0", "Item"),
        ("/computed/0", "Computed"),
        ("/checks/0", "Check"),
        ("/migrations/0", "Migration"),
    ] {
        assert_eq!(
            known::<Definition>(definition.clone(), pointer),
            properties(&root["$defs"][name]),
            "{name}"
        );
    }
    let config = json!({"prefill": {"a": {}}, "codeSets": {"a": {"codes": [{}]}},
        "overlay": {"items": {"a": {}}, "add": [{}], "messages": {"fi": {"pages": {"a": {}}, "items": {"a": {}}}}},
        "submission": {"definition": {}}});
    let root = schema("config");
    for (pointer, name) in [
        ("/prefill/a", "Prefill"),
        ("/codeSets/a", "CodeSet"),
        ("/codeSets/a/codes/0", "CodeEntry"),
        ("/overlay", "Overlay"),
        ("/overlay/items/a", "ItemOverlay"),
        ("/overlay/add/0", "AddedItem"),
        ("/overlay/messages/fi", "Messages"),
        ("/overlay/messages/fi/pages/a", "PageTexts"),
        ("/overlay/messages/fi/items/a", "ItemTexts"),
        ("/submission", "Submission"),
        ("/submission/definition", "DefinitionReference"),
    ] {
        assert_eq!(known::<Config>(config.clone(), pointer), properties(&root["$defs"][name]), "{name}");
    }
    assert_eq!(
        known::<Report>(json!({"issues": [{}]}), "/issues/0"),
        properties(&schema("report")["$defs"]["Issue"])
    );
}

#[test]
fn readers_agree_with_serde_on_full_documents() {
    fn whole<T: Document + DeserializeOwned + PartialEq + std::fmt::Debug>(name: &str) {
        let schema = schema(name);
        agree::<T>(&full(&schema, &schema, 0).to_string());
    }
    whole::<Definition>("definition");
    whole::<Messages>("messages");
    whole::<Config>("config");
    whole::<Submission>("submission");
    whole::<Report>("report");
    whole::<SubmitReply>("submitReply");
    whole::<CodeSet>("codeSet");
    whole::<ResultsDefinition>("results");
    whole::<ResultTexts>("resultTexts");
    whole::<ProposalDefinition>("proposal");
    whole::<ProposalTexts>("proposalTexts");
}

#[test]
fn readers_agree_with_serde_on_every_name() {
    let root = schema("definition");
    for (place, name) in [
        ("kind", "Kind"),
        ("format", "Format"),
        ("tone", "Tone"),
        ("display", "Display"),
        ("layout", "Layout"),
        ("precision", "DatePrecision"),
        ("dataCategory", "DataCategory"),
    ] {
        let definition = &root["$defs"][name];
        let values: Vec<&Value> = match definition["oneOf"].as_array() {
            Some(options) => options.iter().map(|option| &option["const"]).collect(),
            None => definition["enum"].as_array().expect("names").iter().collect(),
        };
        assert!(!values.is_empty());
        for value in values {
            let mut item = json!({"id": "a", "kind": "text"});
            item[place] = value.clone();
            agree::<Definition>(
                &json!({"$schema": guidance_contract::schema_address("definition"), "id": "a",
                "version": "1.0.0", "pages": [{"id": "p", "items": [item]}]})
                .to_string(),
            );
        }
    }
    for code in guidance_contract::IssueCode::ALL {
        agree::<Report>(&json!({"issues": [{"path": "", "code": code, "severity": "warning"}]}).to_string());
    }
    for (place, values) in [
        ("register", ["student", "counsellor"].as_slice()),
        ("audience", ["student", "network"].as_slice()),
        ("theme", ["auto", "contrast"].as_slice()),
    ] {
        for value in values {
            agree::<ResultsConfig>(&json!({ place: value }).to_string());
        }
    }
    for (place, values) in [
        ("mode", ["edit", "review"].as_slice()),
        ("role", ["student", "guardian", "employer", "staff", "funder"].as_slice()),
        (
            "audience",
            ["student", "guardian", "counsellor", "teacher", "office", "employer", "network"].as_slice(),
        ),
        ("syntheticIdentityCodes", ["refuse", "warn", "accept"].as_slice()),
        ("draft", ["none", "host"].as_slice()),
        ("theme", ["auto", "light", "dark", "contrast"].as_slice()),
        ("pacing", ["page", "question", "choice"].as_slice()),
    ] {
        for value in values {
            let mut config = json!({});
            config[place] = json!(value);
            agree::<Config>(&config.to_string());
        }
    }
}

#[test]
fn readers_agree_with_serde_on_migrations() {
    for step in [
        json!({"rename": {"from": "a", "to": "b"}}),
        json!({"recode": {"item": "a", "options": {"1": "yes"}}}),
        json!({"split": {"from": "a", "to": ["b", "c"]}}),
        json!({"drop": {"item": "a"}}),
    ] {
        agree::<Definition>(
            &json!({"$schema": guidance_contract::schema_address("definition"), "id": "a",
            "version": "2.0.0", "pages": [], "migrations": [{"from": 1, "steps": [step]}]})
            .to_string(),
        );
    }
}

#[test]
fn readers_agree_with_serde_on_the_shipped_documents() {
    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
        {
            if entry.is_dir() {
                files(&entry, found);
            } else {
                found.push(entry);
            }
        }
    }
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog"), &mut found);
    let mut read = 0;
    for path in found {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let folder =
            path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
        let text = || std::fs::read_to_string(&path).expect("a text");
        match (folder, name) {
            ("codes", _) => agree::<CodeSet>(&text()),
            ("interface", _) => agree::<Messages>(&text()),
            ("proposals", name) if name.matches('.').count() == 1 => agree::<ProposalDefinition>(&text()),
            ("proposals", _) => agree::<ProposalTexts>(&text()),
            (_, "definition.json") => agree::<Definition>(&text()),
            (_, "results.json") => agree::<ResultsDefinition>(&text()),
            (_, name) if name.starts_with("results.") && name.ends_with(".json") => {
                agree::<ResultTexts>(&text());
            }
            (_, name) if name.starts_with("messages.") => agree::<Messages>(&text()),
            _ => continue,
        }
        read += 1;
    }
    assert!(read >= 18);
}
