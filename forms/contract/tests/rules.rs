//! Behaviour of the rules on small forms: conditions, requirements, rows, options, bounds, checks, order.

use guidance_contract::{
    Answers, CodeEntry, CodeSet, CodeSets, Config, Context, Form, IssueCode, Place, PlainDate, Report,
};
use serde_json::{Value, json};

fn form(pages: &Value) -> Form {
    Form::load(&document(pages, &json!({})).to_string(), None).expect("a form without faults")
}

fn document(pages: &Value, more: &Value) -> Value {
    let mut document = json!({
        "$schema": "https://guidance-forms.example/schema/definition/1",
        "id": "trial", "version": "1.0.0",
        "optionSets": {
            "yesNo": [{"id": "yes"}, {"id": "no"}],
            "confirm": [{"id": "yes"}],
            "colours": [{"id": "red"}, {"id": "green"}, {"id": "blue", "when": ["=", ["answer", "works"], "yes"]},
                        {"id": "none", "exclusive": true}]
        },
        "pages": pages,
    });
    for (key, value) in more.as_object().expect("an object") {
        document[key] = value.clone();
    }
    document
}

fn page(items: &Value) -> Value {
    json!([{"id": "first", "dataCategory": "basic", "audience": ["student"], "items": items}])
}

fn context() -> Context {
    Context::new(&Config::default(), PlainDate::new(2026, 11, 22).expect("a day"))
}

fn answers(json: &Value) -> Answers {
    json.as_object().expect("an object").clone()
}

fn issues(form: &Form, given: &Value) -> Vec<(String, String)> {
    pairs(&form.check_answers(&answers(given), &CodeSets::default(), &context()))
}

fn pairs(report: &Report) -> Vec<(String, String)> {
    report.issues.iter().map(|issue| (issue.path.clone(), issue.code.as_str().to_owned())).collect()
}

fn expect(form: &Form, given: &Value, expected: &[(&str, &str)]) {
    let expected: Vec<_> =
        expected.iter().map(|(path, code)| ((*path).to_owned(), (*code).to_owned())).collect();
    assert_eq!(issues(form, given), expected, "for {given}");
}

#[test]
fn required_counts_only_while_active() {
    let form = form(&page(&json!([
        {"id": "works", "kind": "single", "optionSet": "yesNo", "required": true},
        {"id": "employer", "kind": "text", "required": true, "when": ["=", ["answer", "works"], "yes"]}
    ])));
    expect(&form, &json!({}), &[("/answers/works", "required")]);
    expect(&form, &json!({"works": "no"}), &[]);
    expect(&form, &json!({"works": "yes", "employer": "  "}), &[("/answers/employer", "required")]);
    expect(&form, &json!({"works": "yes", "employer": "Kauppa"}), &[]);
}

#[test]
fn hidden_answers_are_inactive_all_the_way_down() {
    let form = form(&page(&json!([
        {"id": "works", "kind": "single", "optionSet": "yesNo"},
        {"id": "job", "kind": "group", "when": ["=", ["answer", "works"], "yes"], "items": [
            {"id": "employed", "kind": "single", "optionSet": "yesNo"},
            {"id": "employer", "kind": "text", "when": ["=", ["answer", "employed"], "yes"]}
        ]},
        {"id": "phone", "kind": "text", "format": "phone", "required": ["filled", ["answer", "employer"]]}
    ])));
    let given = answers(&json!({"works": "no", "employed": "yes", "employer": "Kauppa"}));
    let context = context();
    assert_eq!(pairs(&form.check_answers(&given, &CodeSets::default(), &context)), []);
    assert_eq!(form.active_answers(&given, &context), answers(&json!({"works": "no"})));
    expect(
        &form,
        &json!({"works": "yes", "employed": "yes", "employer": "Kauppa"}),
        &[("/answers/phone", "required")],
    );
}

#[test]
fn rows_have_their_own_conditions_and_pointers() {
    let form = form(&page(&json!([
        {"id": "schools", "kind": "repeat", "maxRows": 2, "minRows": 1, "items": [
            {"id": "name", "kind": "text", "required": true},
            {"id": "finished", "kind": "single", "optionSet": "yesNo"},
            {"id": "endYear", "kind": "number", "min": 1950, "max": 2026, "required": true,
             "when": ["=", ["answer", "finished"], "yes"]}
        ]},
        {"id": "why", "kind": "longText", "required": ["some", "schools", ["=", ["answer", "finished"], "no"]]}
    ])));
    expect(
        &form,
        &json!({"schools": [{"name": "A", "finished": "yes"}, {"finished": "no", "endYear": 3000}]}),
        &[
            ("/answers/schools/0/endYear", "required"),
            ("/answers/schools/1/name", "required"),
            ("/answers/why", "required"),
        ],
    );
    expect(
        &form,
        &json!({"schools": [{"name": "A"}, {"name": "B", "colour": "red"}, {"name": "C"}]}),
        &[("/answers/schools", "rows.tooMany"), ("/answers/schools/1/colour", "value.unknown")],
    );
    let active = form.active_answers(
        &answers(&json!({"schools": [{"name": "A", "endYear": 2000, "finished": "no"}, {}]})),
        &context(),
    );
    assert_eq!(active, answers(&json!({"schools": [{"name": "A", "finished": "no"}, {}]})));
}

#[test]
fn pointers_and_places_are_each_other() {
    let form = form(&page(&json!([
        {"id": "schools", "kind": "repeat", "maxRows": 2, "items": [{"id": "name", "kind": "text"}]}
    ])));
    let place = form.place("/answers/schools/1/name").expect("a place");
    assert_eq!(form.pointer(place), "/answers/schools/1/name");
    assert_eq!(place.row, Some(1));
    let top = form.place("/answers/schools").expect("a place");
    assert_eq!(top, Place { item: form.find("schools").expect("an item"), row: None });
    assert_eq!(form.place("/answers/nothing"), None);
    assert_eq!(form.place("/id"), None);
}

#[test]
fn options_must_be_offered() {
    let form = form(&page(&json!([
        {"id": "works", "kind": "single", "optionSet": "yesNo"},
        {"id": "likes", "kind": "multiple", "optionSet": "colours", "maxSelected": 2}
    ])));
    expect(&form, &json!({"works": "maybe"}), &[("/answers/works", "option.unknown")]);
    expect(&form, &json!({"works": "no", "likes": ["blue"]}), &[("/answers/likes/0", "option.unknown")]);
    expect(&form, &json!({"works": "yes", "likes": ["blue"]}), &[]);
    expect(&form, &json!({"likes": ["none", "red"]}), &[("/answers/likes", "option.exclusive")]);
    expect(
        &form,
        &json!({"works": "yes", "likes": ["red", "red", "blue"]}),
        &[("/answers/likes/1", "selected.duplicate"), ("/answers/likes", "selected.tooMany")],
    );
    expect(&form, &json!({"likes": "red"}), &[("/answers/likes", "value.type")]);
}

#[test]
fn dates_have_bounds_and_precision() {
    let form = form(&page(&json!([
        {"id": "start", "kind": "date", "latest": ["today"]},
        {"id": "end", "kind": "date", "earliest": ["answer", "start"]},
        {"id": "month", "kind": "date", "precision": "month", "earliest": ["today"]}
    ])));
    expect(&form, &json!({"start": "2026-11-23"}), &[("/answers/start", "date.tooLate")]);
    expect(&form, &json!({"start": "2026-02-30"}), &[("/answers/start", "date.format")]);
    expect(&form, &json!({"start": "2026-02-03", "end": "2026-02-02"}), &[("/answers/end", "date.tooEarly")]);
    expect(&form, &json!({"month": "2026-11"}), &[]);
    expect(&form, &json!({"month": "2026-10"}), &[("/answers/month", "date.tooEarly")]);
    expect(&form, &json!({"month": "2026-11-01"}), &[("/answers/month", "date.format")]);
}

#[test]
fn numbers_have_range_and_decimals() {
    let form = form(&page(&json!([
        {"id": "hours", "kind": "number", "min": 0, "max": 60, "decimals": 1},
        {"id": "rating", "kind": "scale", "min": 1, "max": 5}
    ])));
    expect(&form, &json!({"hours": 37.5, "rating": 3}), &[]);
    expect(&form, &json!({"hours": 2.1}), &[]);
    expect(&form, &json!({"hours": 2.15}), &[("/answers/hours", "number.decimals")]);
    expect(&form, &json!({"hours": -1}), &[("/answers/hours", "number.tooSmall")]);
    expect(&form, &json!({"hours": "37,5"}), &[("/answers/hours", "value.type")]);
    expect(&form, &json!({"rating": 3.5}), &[("/answers/rating", "number.decimals")]);
    expect(&form, &json!({"rating": 6}), &[("/answers/rating", "number.tooLarge")]);
}

#[test]
fn identity_codes_are_canonical_past_and_real() {
    let form = form(&page(&json!([{"id": "code", "kind": "text", "format": "identityCode"}])));
    expect(&form, &json!({"code": "131052-308T"}), &[]);
    expect(&form, &json!({"code": "131052-308t"}), &[("/answers/code", "value.notCanonical")]);
    expect(&form, &json!({"code": "131052-308U"}), &[("/answers/code", "format.identityCode")]);
    expect(&form, &json!({"code": "140381-902E"}), &[("/answers/code", "format.identityCodeSynthetic")]);
    expect(
        &form,
        &json!({"code": "010130A9018"}),
        &[("/answers/code", "format.identityCode"), ("/answers/code", "format.identityCodeSynthetic")],
    );
}

#[test]
fn codes_must_be_in_their_set() {
    let form = form(&page(&json!([
        {"id": "country", "kind": "search", "codeSet": "countries"},
        {"id": "languages", "kind": "search", "codeSet": "languages", "several": true, "maxSelected": 1}
    ])));
    let entry = |code: &str| CodeEntry { code: code.to_owned(), ..CodeEntry::default() };
    let mut sets = CodeSets::default();
    sets.insert("languages", CodeSet { source: String::new(), codes: vec![entry("FI"), entry("AA")] });
    let given = answers(&json!({"country": "246", "languages": ["FI", "XX"]}));
    assert_eq!(
        pairs(&form.check_answers(&given, &sets, &context())),
        [
            ("/answers/country".to_owned(), "code.setMissing".to_owned()),
            ("/answers/languages/1".to_owned(), "code.unknown".to_owned()),
            ("/answers/languages".to_owned(), "selected.tooMany".to_owned()),
        ]
    );
}

#[test]
fn files_are_typed_sized_and_counted() {
    let form = form(&page(&json!([
        {"id": "papers", "kind": "file", "accept": ["application/pdf"], "maxBytes": 1000, "maxFiles": 2}
    ])));
    let file = |name: &str, kind: &str, bytes: u32, digit: &str| json!({"name": name, "mediaType": kind, "bytes": bytes, "sha256": digit.repeat(64)});
    expect(&form, &json!({"papers": [file("a.pdf", "application/pdf", 1000, "a")]}), &[]);
    expect(
        &form,
        &json!({"papers": [file("a.exe", "application/x-msdownload", 1001, "a"), file("b.pdf", "application/pdf", 0, "b"),
                           file("c.pdf", "application/pdf", 5, "b"), {"name": "d.pdf"}]}),
        &[
            ("/answers/papers/0", "file.type"),
            ("/answers/papers/0", "file.tooLarge"),
            ("/answers/papers/1", "file.empty"),
            ("/answers/papers/2", "selected.duplicate"),
            ("/answers/papers/3", "value.type"),
            ("/answers/papers", "file.tooMany"),
        ],
    );
}

#[test]
fn checks_stand_at_their_item_and_in_each_row() {
    let pages = page(&json!([
        {"id": "firstNames", "kind": "text"},
        {"id": "preferredName", "kind": "text"},
        {"id": "jobs", "kind": "repeat", "maxRows": 5, "items": [
            {"id": "startYear", "kind": "number", "max": 3000}, {"id": "endYear", "kind": "number", "max": 3000}]}
    ]));
    let document = document(
        &pages,
        &json!({"checks": [
            {"id": "oneOfNames", "at": "preferredName", "fails": ["all", ["filled", ["answer", "preferredName"]],
                ["not", ["has", ["nameParts", ["answer", "firstNames"]], ["answer", "preferredName"]]]]},
            {"id": "order", "at": "endYear", "severity": "warning",
             "fails": ["<", ["answer", "endYear"], ["answer", "startYear"]]}
        ]}),
    );
    let form = Form::load(&document.to_string(), None).expect("a form");
    expect(&form, &json!({"firstNames": "Anna-Maija Liisa", "preferredName": "Maija"}), &[]);
    let given = answers(&json!({"firstNames": "Anna Liisa", "preferredName": "Maija",
        "jobs": [{"startYear": 2000, "endYear": 2001}, {"startYear": 2000, "endYear": 1999}]}));
    let report = form.check_answers(&given, &CodeSets::default(), &context());
    assert_eq!(
        pairs(&report),
        [
            ("/answers/preferredName".to_owned(), "check".to_owned()),
            ("/answers/jobs/1/endYear".to_owned(), "check".to_owned()),
        ]
    );
    assert_eq!(report.issues[0].params["check"], "oneOfNames");
    assert_eq!(report.issues[1].severity, guidance_contract::Severity::Warning);
}

#[test]
fn computed_values_follow_today() {
    let pages = page(
        &json!([{"id": "code", "kind": "text", "format": "identityCode"}, {"id": "born", "kind": "date"}]),
    );
    let document = document(
        &pages,
        &json!({"computed": [
            {"id": "birthDate", "dataCategory": "basic", "audience": ["student"],
             "value": ["if", ["filled", ["answer", "code"]], ["identityCodeBirthDate", ["answer", "code"]], ["answer", "born"]]},
            {"id": "age", "dataCategory": "basic", "audience": ["student"], "value": ["age", ["computed", "birthDate"]]},
            {"id": "mean", "dataCategory": "basic", "audience": ["student"], "value": ["mean", 1, 2, ["age", ["answer", "born"]]]}
        ]}),
    );
    let form = Form::load(&document.to_string(), None).expect("a form");
    let given = answers(&json!({"code": "300410B904A"}));
    let computed = |day: PlainDate| {
        let context = Context { today: day, ..context() };
        Value::Object(form.evaluate(&given, &context).computed())
    };
    let day = |year, month, day| PlainDate::new(year, month, day).expect("a day");
    assert_eq!(computed(day(2028, 4, 29)), json!({"birthDate": "2010-04-30", "age": 17, "mean": 1.5}));
    assert_eq!(computed(day(2028, 4, 30)), json!({"birthDate": "2010-04-30", "age": 18, "mean": 1.5}));
}

#[test]
fn drafts_may_be_unfinished_but_not_boundless() {
    let form = form(&page(&json!([
        {"id": "name", "kind": "text", "required": true, "maxLength": 5},
        {"id": "email", "kind": "text", "format": "email"},
        {"id": "hours", "kind": "number", "max": 10},
        {"id": "hidden", "kind": "text", "when": ["=", ["answer", "name"], "x"]}
    ])));
    let draft = |given: &Value| pairs(&form.check_draft(&answers(given), &CodeSets::default(), &context()));
    assert_eq!(draft(&json!({"email": "half@", "hours": "3,", "hidden": "kept"})), []);
    assert_eq!(
        draft(&json!({"name": "too long", "hours": ["a"], "other": 1})),
        [
            ("/answers/name".to_owned(), "text.tooLong".to_owned()),
            ("/answers/hours".to_owned(), "value.type".to_owned()),
            ("/answers/other".to_owned(), "value.unknown".to_owned()),
        ]
    );
}

#[test]
fn free_text_with_an_identity_code_is_a_warning() {
    let form = form(&page(&json!([{"id": "why", "kind": "longText"}])));
    let given = answers(&json!({"why": "Olen 131052-308T."}));
    let report = form.check_answers(&given, &CodeSets::default(), &context());
    assert_eq!(report.issues[0].code, IssueCode::TextIdentityCode);
    assert!(!report.has_errors());
}

#[test]
fn a_chain_of_two_thousand_conditions_loads_and_evaluates() {
    let items: Vec<Value> = (0..2000)
        .map(|number| match number {
            // Each depends on the next, so that the order of evaluation is the reverse of the reading order.
            1999 => json!({"id": "i1999", "kind": "text"}),
            _ => json!({"id": format!("i{number}"), "kind": "text",
                        "when": ["filled", ["answer", format!("i{}", number + 1)]]}),
        })
        .collect();
    let form = form(&page(&Value::Array(items)));
    let given: Answers = (0..2000).map(|number| (format!("i{number}"), json!("x"))).collect();
    let context = context();
    assert_eq!(form.active_answers(&given, &context).len(), 2000);
    let broken: Answers = given.into_iter().filter(|(id, _)| id != "i1000").collect();
    assert_eq!(form.active_answers(&broken, &context).len(), 999);
}
