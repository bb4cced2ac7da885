//! Fuzzing that needs no tools: every shipped document, damaged in its bytes and in its structure. Reading never panics,
//! and what can be read is written and read again as the same thing.

use guidance_contract::{
    Audience, CodeSet, CodeSets, Config, Definition, Document, Expectation, Form, IssueCode, Messages,
    PlainDate, ProposalDefinition, ProposalTexts, Report, ResultTexts, Results, ResultsDefinition,
    Submission, SubmitReply, ViewOptions, Viewer, schema_address,
};
use serde::Serialize;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Damaged texts and damaged structures of each document.
const ROUNDS: u64 = 120;
/// Entries of a list that are kept: unoptimised code is slow, and the tail of a list tells nothing new.
const ENTRIES: usize = 12;

/// A repeatable stream of numbers (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit.max(1) as u64).unwrap_or_default()
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// Cuts, doubles, swaps and replaces bytes.
fn damage_text(text: &str, random: &mut Random) -> String {
    const PIECES: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u00e4",
        "\\ud83d",
        "null",
        "true",
        "-",
        "0",
        "1e999",
        "1.5",
        "ä",
        "\u{0}",
        "\u{feff}",
        "\n",
        "{}",
        "[]",
        "\"\"",
        "18446744073709551616",
        "$schema",
        "\"id\":1,",
    ];
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        let start = random.below(bytes.len());
        let end = (start + random.below(12)).min(bytes.len());
        match random.below(5) {
            0 => drop(bytes.drain(start..end)),
            1 => {
                let piece = bytes[start..end].to_vec();
                bytes.splice(start..start, piece);
            }
            2 => bytes.truncate(start),
            3 if start < bytes.len() => bytes[start] ^= 1 << random.below(8),
            _ => drop(bytes.splice(start..end, random.pick(PIECES).bytes())),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Replaces, removes, renames and doubles values.
fn damage_structure(json: &mut Value, random: &mut Random) {
    let size = match json {
        Value::Array(list) => list.len(),
        Value::Object(map) => map.len(),
        _ => 0,
    };
    // Mostly deeper: what stands at the top is soon refused.
    if size > 0 && random.below(6) > 0 {
        let place = random.below(size);
        match json {
            Value::Array(list) => return damage_structure(&mut list[place], random),
            Value::Object(map) => {
                return map
                    .values_mut()
                    .nth(place)
                    .into_iter()
                    .for_each(|value| damage_structure(value, random));
            }
            _ => {}
        }
    }
    match json {
        Value::Array(list) if random.below(2) == 0 => match list.get(random.below(size)).cloned() {
            Some(entry) if random.below(2) == 0 => list.push(entry),
            _ => drop(list.pop()),
        },
        Value::Object(map) if random.below(2) == 0 => {
            let key = map.keys().nth(random.below(size)).cloned().unwrap_or_default();
            let value = map.remove(&key).unwrap_or_default();
            if random.below(2) == 0 {
                let key = random.pick(&["", "id", "a/b~c", "when", "ä", "items"]);
                map.insert(key.to_owned(), value);
            }
        }
        _ => {
            *json = match random.below(12) {
                0 => Value::Null,
                1 => json!(-1),
                2 => json!(1e300),
                3 => json!(0.1),
                4 => json!([]),
                5 => json!({}),
                6 => json!("ä\u{0}\n"),
                7 => json!("x".repeat(10_001)),
                8 => json!(["answer", "a"]),
                9 => json!(["not", ["filled", ["answer", "purpose"]]]),
                10 => (0..40).fold(json!(1), |inside, _| json!([inside])),
                _ => json!(true),
            };
        }
    }
}

fn shorten(json: &mut Value) {
    match json {
        Value::Array(list) => {
            list.truncate(ENTRIES);
            list.iter_mut().for_each(shorten);
        }
        Value::Object(map) => map.values_mut().for_each(shorten),
        _ => {}
    }
}

/// Reads many damaged forms of a document; `then` gets those that can be read.
fn damage<T: Document + Serialize + PartialEq + std::fmt::Debug>(original: &Value, mut then: impl FnMut(&T)) {
    let whole = original.to_string();
    assert!(T::parse(&whole).is_ok(), "{whole}");
    let mut read = 0;
    for seed in 0..2 * ROUNDS {
        let mut random = Random(seed);
        let text = if seed < ROUNDS {
            damage_text(&whole, &mut random)
        } else {
            let mut json = original.clone();
            (0..=random.below(3)).for_each(|_| damage_structure(&mut json, &mut random));
            json.to_string()
        };
        match T::parse(&text) {
            Ok(document) => {
                let written = serde_json::to_string(&document).expect("documents can be written");
                let again = T::parse(&written).expect("what was written can be read");
                assert_eq!(again, document, "{text}");
                assert_eq!(serde_json::to_string(&again).expect("documents can be written"), written);
                then(&document);
                read += 1;
            }
            Err(report) => {
                assert!(report.has_errors(), "{text}");
                let is_json = serde_json::from_str::<Value>(&text).is_ok();
                let says_no = report.issues.iter().any(|issue| issue.code == IssueCode::Json);
                assert!(!(is_json && says_no), "{text}");
            }
        }
    }
    assert!(read > 0, "some damage is harmless");
}

fn catalog(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog").join(path)
}

fn read(path: &str) -> Value {
    let text = std::fs::read_to_string(catalog(path)).expect("a shipped file");
    serde_json::from_str(&text).expect("JSON")
}

/// The folders of shipped forms.
fn forms() -> Vec<String> {
    let entries =
        std::fs::read_dir(catalog("")).expect("the catalog").map(|entry| entry.expect("an entry").path());
    let folders = entries.filter(|path| path.join("definition.json").is_file());
    folders.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect()
}

fn submission(form: &Form, answers: &Value) -> Value {
    json!({
        "$schema": schema_address("submission"), "id": "0197d2a0-5c0b-7c3e-9a44-5b7c1f8e2d10",
        "definition": form.reference(), "status": "submitted", "locale": "fi", "answeredOn": "2024-08-21",
        "role": "student", "answers": answers, "computed": {"age": 43}, "shown": {"infoCorrect": "sha256-00"}
    })
}

#[test]
fn definitions() {
    for form in forms() {
        let mut definition = read(&format!("{form}/definition.json"));
        damage::<Definition>(&definition, |_| {});
        // Cut short, so that what is left still refers to what is gone.
        shorten(&mut definition);
        damage::<Definition>(&definition, |found| drop(Form::compile(found)));
    }
}

#[test]
fn messages_and_code_sets() {
    for (folder, form) in forms().iter().map(|form| (form.as_str(), true)).chain([("interface", false)]) {
        let name = if form { "messages.fi.json" } else { "fi.json" };
        damage::<Messages>(&read(&format!("{folder}/{name}")), |_| {});
    }
    for set in ["countries", "languages", "municipalities", "qualificationTitles"] {
        let mut set = read(&format!("codes/{set}.json"));
        shorten(&mut set);
        damage::<CodeSet>(&set, |set| CodeSets::default().insert("a", set.clone()));
    }
}

#[test]
fn configs_and_submissions() {
    let today = PlainDate::new(2024, 8, 21).expect("a day");
    for folder in forms() {
        let definition = read(&format!("{folder}/definition.json"));
        let form = Form::load(&definition.to_string(), None).expect("shipped forms load");
        for example in ["satu", "rojin", "minimal"] {
            let path = format!("{folder}/examples/{example}.json");
            if !catalog(&path).is_file() {
                continue;
            }
            let example = read(&path);
            let mut config = example["config"].clone();
            config["overlay"] = json!({
                "items": {"email": {"maxLength": 5}, "mobile": {"hide": true}},
                "order": {"start": ["a"]}, "add": [{"to": "start", "item": {"id": "extra", "kind": "text"}}],
                "messages": {"fi": {"form": folder, "locale": "fi", "items": {"extra": {"label": "x"}}}}
            });
            config["codeSets"] = json!({"own": {"codes": [{"code": "1", "labels": {"fi": "yksi"}}]}});
            let definition = definition.to_string();
            let mut merged = 0;
            damage::<Config>(&config, |config| {
                // Loading is slow without optimisation.
                merged += 1;
                if merged % 20 == 0 {
                    drop(Form::load(&definition, config.overlay.as_ref()));
                }
            });
            let config = Config::parse(&example["config"].to_string()).expect("a config");
            let expected =
                Expectation { code_sets: &CodeSets::default(), config: &config, messages: &[], today };
            damage::<Submission>(&submission(&form, &example["answers"]), |found| {
                let report = form.check_submission(found, &expected);
                assert!(report.issues.iter().all(|issue| issue.path.starts_with('/')));
                for path in report.issues.iter().map(|issue| issue.path.as_str()) {
                    let _ = form.place(path);
                }
            });
        }
    }
}

#[test]
fn results() {
    let viewer = |audience| Viewer { audience, author: Some("a".to_owned()) };
    for folder in forms() {
        if !catalog(&format!("{folder}/results.json")).is_file() {
            continue;
        }
        let form = Form::load(&read(&format!("{folder}/definition.json")).to_string(), None).expect("a form");
        let original = read(&format!("{folder}/results.json"));
        let whole = Results::load(&original.to_string(), &form).expect("shipped results load");
        let answers = read(&format!("{folder}/examples/eetu.json"))["answers"].clone();
        let own = Submission::parse(&submission(&form, &answers).to_string()).expect("a submission");
        let view = |results: &Results, submission: &Submission| {
            for audience in [Audience::Student, Audience::Employer] {
                let all = [submission.clone(), own.clone()];
                let view = results.view(&form, &all, &viewer(audience), &ViewOptions::default());
                assert!(serde_json::to_string(&view).is_ok());
            }
        };
        damage::<ResultsDefinition>(&original, |found| {
            if let Ok(results) = Results::compile(found, &form) {
                view(&results, &own);
            }
        });
        damage::<ResultTexts>(&read(&format!("{folder}/results.fi.json")), |_| {});
        damage::<Submission>(&submission(&form, &answers), |found| view(&whole, found));
    }
}

#[test]
fn proposals() {
    damage::<ProposalDefinition>(&read("proposals/pathway.json"), |_| {});
    damage::<ProposalTexts>(&read("proposals/pathway.fi.json"), |_| {});
}

#[test]
fn reports_and_replies() {
    let issue =
        json!({"path": "/answers/a/0", "code": "text.tooLong", "severity": "error", "params": {"max": 3}});
    damage::<Report>(&json!({"issues": [issue, issue]}), |_| {});
    let reply = json!({"id": "1", "reference": "A-1", "received": "2024-08-21T10:00:00Z", "report": {"issues": [issue]}});
    damage::<SubmitReply>(&reply, |_| {});
}
