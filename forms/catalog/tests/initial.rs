//! What the initial-situation form promises in its README.

use guidance_contract::{
    Answers, Audience, Config, Context, DataCategory, Definition, Document, Form, Kind, Place, PlainDate,
    Role,
};
use guidance_forms::form;
use serde_json::{Value, json};

/// Most questions on one page, rows of repeats not counted.
const MOST_QUESTIONS: usize = 13;

fn definition() -> &'static str {
    form("initial").expect("the form is shipped").definition
}

fn load() -> Form {
    Form::load(definition(), None).expect("it loads")
}

fn context(role: Role, flags: &[&str]) -> Context {
    let flags = flags.iter().map(|flag| (*flag).to_owned()).collect();
    let config = Config { role, flags, ..Config::default() };
    Context::new(&config, PlainDate::new(2026, 11, 22).expect("a day"))
}

fn answers(value: &Value) -> Answers {
    value.as_object().cloned().expect("an object")
}

/// Ids of the active items; notes and groups too.
fn active(form: &Form, answers: &Answers, context: &Context) -> Vec<String> {
    let evaluation = form.evaluate(answers, context);
    form.items()
        .filter(|(item, _)| evaluation.is_active(Place { item: *item, row: None }))
        .map(|(_, node)| node.item.id.clone())
        .collect()
}

/// Names of the computed values that are true, of answers given as JSON.
fn flags(form: &Form, given: &Value) -> Vec<String> {
    let computed = form.evaluate(&answers(given), &context(Role::Student, &[])).computed();
    let mut raised: Vec<String> = computed
        .into_iter()
        .filter(|(_, value)| *value == Value::Bool(true))
        .map(|(id, _)| id.trim_end_matches("Flag").to_owned())
        .collect();
    raised.sort();
    raised
}

#[test]
fn reading_is_brought_up_after_one_difficulty_or_two_signs() {
    let form = load();
    for (given, raised) in [
        (json!({"readingEase": "ratherDifficult"}), true),
        (json!({"writingEase": "difficult"}), true),
        (json!({"readingEase": "ratherEasy", "writingEase": "unsure"}), false),
        (json!({"slowReading": "yes"}), false),
        (json!({"slowReading": "yes", "instructionsTrouble": "yes"}), true),
        (json!({"slowReading": "yes", "spellingTrouble": "ratherNot", "instructionsTrouble": "no"}), false),
        (json!({"slowReading": "yes", "numbersTrouble": "yes", "mathsEase": "easy"}), false),
    ] {
        assert_eq!(flags(&form, &given).contains(&"reading".to_owned()), raised, "{given}");
    }
}

#[test]
fn each_value_has_its_reasons() {
    let form = load();
    let language =
        |level: &str| json!({"motherTongue": "KU", "studyLanguage": "fi", "languageReading": level});
    for (given, raised) in [
        (json!({}), &[][..]),
        (json!({"mathsEase": "ratherDifficult"}), &["maths"]),
        (json!({"numbersTrouble": "yes"}), &["maths"]),
        (json!({"mathsEase": "unsure", "numbersTrouble": "ratherNot"}), &[]),
        (language("none"), &["language"]),
        (language("A2"), &["language"]),
        (language("B1"), &[]),
        (language("unknown"), &[]),
        (json!({"motherTongue": "FI", "studyLanguage": "fi", "languageReading": "A1"}), &[]),
        (json!({"digitalHelp": "yes"}), &["digital"]),
        (json!({"digitalHelp": "unsure", "devices": ["phone"], "digitalFiles": "cannot"}), &[]),
        (json!({"devices": ["none"]}), &["digital"]),
        (json!({"digitalFiles": "cannot", "digitalSafety": "cannot"}), &["digital"]),
        (json!({"careerAim": "undecided"}), &["career"]),
        (json!({"careerAim": "work", "careerCertainty": 3}), &["career"]),
        (json!({"careerAim": "work", "careerCertainty": 4}), &[]),
        (json!({"supportNeeds": ["none"]}), &[]),
        (json!({"supportNeeds": ["pace"]}), &["support"]),
        (json!({"meetSupport": ["nurse"]}), &["support"]),
        (json!({"screeningWish": "yes"}), &["support"]),
        (json!({"screeningWish": "unsure", "knownDifficulty": "ratherNot"}), &[]),
        (json!({"copingNow": 3}), &["support"]),
        (json!({"copingNow": 4}), &[]),
        (json!({"urgentHelp": "yes"}), &["support"]),
    ] {
        assert_eq!(flags(&form, &given), raised, "{given}");
    }
}

#[test]
fn values_and_their_reasons_are_for_staff() {
    let definition = Definition::parse(definition()).expect("it parses");
    let form = load();
    for entry in &definition.computed {
        assert!(entry.audience.contains(&Audience::Counsellor), "{}", entry.id);
        assert!(
            entry.audience.iter().all(|who| [Audience::Counsellor, Audience::Teacher].contains(who)),
            "{}",
            entry.id
        );
        assert!(!entry.special_category || entry.audience == [Audience::Counsellor], "{}", entry.id);
    }
    let given = answers(&json!({
        "readingEase": "difficult", "mathsEase": "difficult", "urgentHelp": "yes", "digitalHelp": "yes",
        "motherTongue": "KU", "studyLanguage": "sv", "languageSpeaking": "A1", "careerAim": "undecided",
    }));
    let on_page = |role| -> Vec<String> {
        let page = definition.pages.iter().position(|page| page.id == "adviser").expect("the page");
        let found = active(&form, &given, &context(role, &[]));
        form.items()
            .filter(|(_, node)| node.page == page && found.contains(&node.item.id))
            .map(|(_, node)| node.item.id.clone())
            .collect()
    };
    for role in [Role::Student, Role::Guardian, Role::Employer] {
        assert!(on_page(role).is_empty(), "{role:?}");
    }
    let staff = on_page(Role::Staff);
    for entry in &definition.computed {
        assert!(staff.contains(&format!("{}Note", entry.id)), "{}: {staff:?}", entry.id);
    }
    assert!(staff.iter().any(|id| id == "urgentHelpStaffNote"));
}

#[test]
fn help_is_shown_as_soon_as_it_is_asked_for() {
    let form = load();
    let context = context(Role::Student, &[]);
    let shown = |given: Value| active(&form, &answers(&given), &context);
    assert!(!shown(json!({})).iter().any(|id| id == "urgentHelpNote" || id == "copingNote"));
    assert!(shown(json!({"urgentHelp": "yes"})).iter().any(|id| id == "urgentHelpNote"));
    assert!(shown(json!({"copingNow": 0})).iter().any(|id| id == "copingNote"));
    for (locale, text) in form_messages() {
        assert!(text.contains("tel:112"), "{locale}: the emergency number can be called");
    }
}

fn form_messages() -> &'static [(&'static str, &'static str)] {
    form("initial").expect("the form is shipped").messages
}

#[test]
fn skills_in_the_language_of_study_are_asked_when_it_is_not_the_mother_tongue() {
    let form = load();
    for (mother_tongue, study_language, asked) in [
        ("FI", "fi", false),
        ("SV", "fi", true),
        ("SV", "sv", false),
        ("FI", "sv", true),
        ("EN", "en", false),
        ("VK", "fi", true),
        ("KU", "other", false),
    ] {
        let given = answers(&json!({"motherTongue": mother_tongue, "studyLanguage": study_language}));
        let found = active(&form, &given, &context(Role::Student, &[]));
        assert_eq!(
            found.iter().any(|id| id == "languageListening"),
            asked,
            "{mother_tongue}, {study_language}"
        );
    }
}

#[test]
fn a_host_can_leave_out_each_page_after_the_third() {
    let form = load();
    let pages: Vec<String> = form.pages().iter().map(|page| page.id.clone()).collect();
    for (number, page) in pages.iter().enumerate() {
        let (first, rest) = page.split_at(1);
        let flag = format!("without{}{rest}", first.to_uppercase());
        let evaluation_context = context(Role::Staff, &[&flag]);
        let none = Answers::new();
        let evaluation = form.evaluate(&none, &evaluation_context);
        let always = number < 3 || page == "summary" || page == "adviser";
        assert_eq!(evaluation.is_page_active(number), always, "{page}");
        assert!(
            (0..pages.len()).filter(|other| *other != number).all(|other| evaluation.is_page_active(other))
        );
    }
}

#[test]
fn a_statement_has_a_file_only_with_permission() {
    let form = load();
    let context = context(Role::Student, &[]);
    let file =
        json!([{"name": "a.pdf", "mediaType": "application/pdf", "bytes": 1, "sha256": "0".repeat(64)}]);
    let mut given = answers(&json!({"statements": [{"statementType": "medical", "statementFile": file}]}));
    let kept =
        |given: &Answers| form.active_answers(given, &context)["statements"][0].get("statementFile").cloned();
    assert_eq!(kept(&given), None);
    given.insert("statementConsent".to_owned(), "yes".into());
    assert_eq!(kept(&given), Some(file));
}

#[test]
fn no_page_asks_too_much_at_once() {
    let form = load();
    for (name, text) in guidance_forms::form("initial").expect("the form is shipped").examples {
        let example: Value = serde_json::from_str(text).expect("JSON");
        let config: Config = serde_json::from_value(example["config"].clone()).expect("a config");
        let context = Context::new(&config, PlainDate::new(2026, 11, 22).expect("a day"));
        let found = active(&form, &answers(&example["answers"]), &context);
        for (number, page) in form.pages().iter().enumerate() {
            let questions = form
                .items()
                .filter(|(_, node)| {
                    node.page == number
                        && node.repeat.is_none()
                        && node.item.kind.has_answer()
                        && found.contains(&node.item.id)
                })
                .count();
            assert!(questions <= MOST_QUESTIONS, "{name}: {questions} questions on {}", page.id);
        }
    }
}

#[test]
fn data_are_marked_for_what_they_are() {
    let form = load();
    let reads = [Audience::Student, Audience::Counsellor, Audience::Teacher];
    let self_report = [
        "readingEase",
        "writingEase",
        "mathsEase",
        "slowReading",
        "spellingTrouble",
        "instructionsTrouble",
        "numbersTrouble",
    ];
    for (_, node) in form.items().filter(|(_, node)| node.item.kind.has_answer()) {
        let id = node.item.id.as_str();
        let special = node.data_category == DataCategory::Health || self_report.contains(&id);
        assert_eq!(node.special_category, special, "{id}");
        assert!(node.audience.iter().all(|who| reads.contains(who)), "{id}: {:?}", node.audience);
        assert!(!node.audience.is_empty(), "{id}");
        if special {
            assert_eq!(node.audience, [Audience::Student, Audience::Counsellor], "{id}");
            let in_row = node.repeat.is_some();
            assert!((in_row || node.item.required.is_none()) && node.item.autocomplete.is_none(), "{id}");
        }
        if node.item.kind == Kind::LongText && id != "workTasks" {
            assert!(!node.audience.contains(&Audience::Teacher), "{id} is free text");
        }
        if node.item.kind == Kind::File {
            assert!(node.item.max_bytes.is_some_and(|most| most <= 10 << 20), "{id}");
        }
    }
}
