//! Whatever a sender or a host gives, the answer is a report: no panic, no hang.

use guidance_contract::{
    Answers, CodeSet, Config, Context, Definition, Document, Expectation, Form, Messages, PlainDate, Report,
    Submission, SubmitReply, fill, parse_markdown,
};
use guidance_tests::{Random, examples, form, messages, mutate};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long each test goes on with new cases.
const TIME: Duration = Duration::from_secs(25);
/// No single case may take longer, on a machine that does much else.
const SLOW: Duration = Duration::from_secs(5);

fn read_everything(text: &str) {
    let started = Instant::now();
    let _ = Definition::parse(text);
    let _ = Messages::parse(text);
    let _ = Config::parse(text);
    let _ = CodeSet::parse(text);
    let _ = Submission::parse(text);
    let _ = serde_json::from_str::<SubmitReply>(text);
    let _ = serde_json::from_str::<Report>(text);
    let _ = PlainDate::parse_iso(text);
    let _ = parse_markdown(text);
    let _ = fill(text, &serde_json::Map::new());
    if let Ok(form) = Form::load(text, None) {
        let context = Context::new(&Config::default(), PlainDate::new(2026, 11, 22).expect("a day"));
        let _ = form.check_answers(&Answers::new(), &Default::default(), &context);
    }
    assert!(started.elapsed() < SLOW, "{:?} for {} bytes", started.elapsed(), text.len());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[a-z]{1,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::hash_map(prop_oneof![any::<String>(), word()], inner, 0..8)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Words of the contract, so that random documents come further than the first key.
fn word() -> impl Strategy<Value = String> {
    let words = "$schema id version pages items kind required when answers definition status locale answeredOn role hash \
                 computed shown optionSets checks fails at form texts prefill value overlay codes labels minRows \
                 maxRows codeSet several min max decimals precision earliest latest messages issues path code severity";
    prop::sample::select(words.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
}

/// Runs a strategy until the time is over.
fn for_a_while<S: Strategy>(strategy: S, test: impl Fn(S::Value)) {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let started = Instant::now();
    let mut cases = 0;
    while started.elapsed() < TIME {
        let tree = strategy.new_tree(&mut runner).expect("a case");
        test(proptest::strategy::ValueTree::current(&tree));
        cases += 1;
    }
    assert!(cases > 100, "{cases} cases");
    println!("{cases} cases");
}

#[test]
fn random_bytes_and_documents_are_reports() {
    let bytes = prop::collection::vec(any::<u8>(), 0..2_000)
        .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    for_a_while(prop_oneof![bytes, any::<String>(), any_json().prop_map(|json| json.to_string())], |text| {
        read_everything(&text);
    });
}

/// Shipped documents with a piece cut out, doubled or overwritten.
#[test]
fn damaged_documents_are_reports() {
    let mut documents: Vec<&str> = Vec::new();
    for shipped in guidance_forms::FORMS {
        documents.push(shipped.definition);
        documents.extend(shipped.messages.iter().map(|(_, text)| *text));
        documents.extend(shipped.variants.iter().map(|(_, _, text)| *text));
        documents.extend(shipped.examples.iter().map(|(_, text)| *text));
    }
    let mut random = Random::new(7);
    let started = Instant::now();
    let mut cases = 0;
    while started.elapsed() < TIME {
        let document = documents[random.below(documents.len())];
        let mut bytes = document.as_bytes().to_vec();
        for _ in 0..=random.below(4) {
            let from = random.below(bytes.len());
            let to = (from + random.below(60)).min(bytes.len());
            match random.below(4) {
                0 => drop(bytes.drain(from..to)),
                1 => {
                    let piece = bytes[from..to].to_vec();
                    bytes.splice(to..to, piece);
                }
                2 => bytes[from] = b"{}[]\",:0-e\\"[random.below(11)],
                _ => bytes[from] = random.number() as u8,
            }
        }
        read_everything(&String::from_utf8_lossy(&bytes));
        cases += 1;
    }
    println!("{cases} damaged documents");
    assert!(cases > 100);
}

#[test]
fn changed_answers_are_reports() {
    let cases: Vec<_> = examples()
        .into_iter()
        .map(|example| (form(example.shipped), example.code_sets(), messages(example.shipped), example))
        .collect();
    let mut random = Random::new(11);
    let started = Instant::now();
    let mut count = 0;
    while started.elapsed() < TIME {
        for (form, sets, messages, example) in &cases {
            let mut answers = example.answers.clone();
            for _ in 0..=random.below(4) {
                mutate(form, &mut answers, &mut random);
            }
            let context = example.context();
            let began = Instant::now();
            let report = form.check_answers(&answers, sets, &context);
            let _ = form.check_draft(&answers, sets, &context);
            // Every issue leads to a place, and what is repaired once stays repaired.
            for issue in &report.issues {
                assert!(issue.path.is_empty() || issue.path.starts_with('/'), "{issue:?}");
            }
            let active = form.active_answers(&answers, &context);
            assert_eq!(form.active_answers(&active, &context), active, "active answers of active answers");
            let mut submission = example.submission(form, &answers);
            if random.below(2) == 0 {
                submission.answers = answers.clone();
            }
            let expected =
                Expectation { code_sets: sets, config: &example.config, messages, today: example.today() };
            let _ = form.check_submission(&submission, &expected);
            let mut older = submission.clone();
            let _ = form.migrate(&mut older);
            for audience in [guidance_contract::Audience::Student, guidance_contract::Audience::Employer] {
                let _ = form.project(&answers, audience);
            }
            assert!(began.elapsed() < SLOW, "{:?}", began.elapsed());
            count += 1;
        }
    }
    println!("{count} changed examples");
    assert!(count > 100);
}

#[test]
fn bombs_are_refused_at_once() {
    let deep = "[".repeat(200_000);
    let nested = format!("{}1{}", "{\"pages\":".repeat(50_000), "}".repeat(50_000));
    let wide = json!({"answers": vec![0; 200_000]}).to_string();
    let long = json!({"id": "x".repeat(3_000_000)}).to_string();
    let keys = format!("{{{}\"z\":0}}", "\"a\":0,".repeat(100_000));
    let number = format!("{{\"id\": 1{}}}", "0".repeat(500_000));
    for text in [deep, nested, wide, long, keys, number] {
        let started = Instant::now();
        assert!(Submission::parse(&text).is_err());
        assert!(Form::load(&text, None).is_err());
        assert!(Config::parse(&text).is_err());
        assert!(started.elapsed() < Duration::from_secs(2), "{:?}: {}", started.elapsed(), &text[..20]);
    }
    let expression = format!("{}true{}", "[\"not\",".repeat(5_000), "]".repeat(5_000));
    let definition = format!(
        r#"{{"$schema": "https://guidance-forms.example/schema/definition/1", "id": "a", "version": "1.0.0", "pages":
        [{{"id": "p", "dataCategory": "basic", "audience": ["student"], "when": {expression}, "items": []}}]}}"#
    );
    assert!(Form::load(&definition, None).is_err());
}
