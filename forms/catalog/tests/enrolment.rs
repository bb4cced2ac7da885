//! What the enrolment form promises in its README.

use guidance_contract::{
    Answers, Audience, Config, Context, DataCategory, Form, Kind, Place, PlainDate, Role,
};
use guidance_forms::form;
use serde_json::{Value, json};

/// Most questions on one page, rows of repeats not counted.
const MOST_QUESTIONS: usize = 13;

fn load() -> Form {
    let shipped = form("enrolment").expect("enrolment is shipped");
    Form::load(shipped.definition, None).expect("it loads")
}

fn context(role: Role) -> Context {
    let config = Config { role, ..Config::default() };
    Context::new(&config, PlainDate::new(2026, 11, 22).expect("a day"))
}

fn answers(value: &Value) -> Answers {
    value.as_object().cloned().expect("an object")
}

/// Ids of the active items with an answer.
fn asked(form: &Form, answers: &Answers, context: &Context) -> Vec<String> {
    let evaluation = form.evaluate(answers, context);
    form.items()
        .filter(|(item, node)| {
            node.item.kind.has_answer() && evaluation.is_active(Place { item: *item, row: None })
        })
        .map(|(_, node)| node.item.id.clone())
        .collect()
}

#[test]
fn nothing_of_an_address_is_asked_under_non_disclosure() {
    let form = load();
    let mut given = answers(&json!({
        "purpose": "apply", "protectedContact": "yes", "countryOfResidence": "246", "streetAddress": "Testipolku 5",
        "homeMunicipality": "272", "studyGoal": "full", "acquireMode": "apprenticeship",
        "contractType": "apprenticeship", "contractState": "signed", "employerUnit": "Kenneltie 1",
    }));
    let address = [
        "countryOfResidence",
        "streetAddress",
        "postalCode",
        "postOffice",
        "homeMunicipality",
        "city",
        "employerUnit",
    ];
    let context = context(Role::Student);
    let found = asked(&form, &given, &context);
    assert!(address.iter().all(|id| !found.iter().any(|other| other == id)), "{found:?}");
    let kept = form.active_answers(&given, &context);
    assert!(address.iter().all(|id| !kept.contains_key(*id)), "{kept:?}");
    given.insert("protectedContact".to_owned(), "no".into());
    let found = asked(&form, &given, &context);
    assert!(
        ["streetAddress", "homeMunicipality", "employerUnit"].iter().all(|id| found.iter().any(|o| o == id))
    );
}

#[test]
fn guardians_are_asked_of_minors_and_funding_of_others() {
    let form = load();
    let context = context(Role::Student);
    for (birth_date, minor) in [("2008-11-23", true), ("2008-11-22", false)] {
        let given = answers(&json!({"purpose": "apply", "hasIdentityCode": "no", "birthDate": birth_date}));
        let found = asked(&form, &given, &context);
        assert_eq!(found.iter().any(|id| id == "guardians"), minor, "{birth_date}");
        assert_eq!(found.iter().any(|id| id == "fundingPlan"), !minor, "{birth_date}");
    }
}

#[test]
fn no_page_asks_too_much_at_once() {
    let form = load();
    for (name, text) in guidance_forms::form("enrolment").expect("enrolment is shipped").examples {
        let example: Value = serde_json::from_str(text).expect("JSON");
        let config: Config = serde_json::from_value(example["config"].clone()).expect("a config");
        let context = Context::new(&config, PlainDate::new(2026, 11, 22).expect("a day"));
        let given = answers(&example["answers"]);
        let found = asked(&form, &given, &context);
        for (number, page) in form.pages().iter().enumerate() {
            let questions = form
                .items()
                .filter(|(_, node)| {
                    node.page == number && node.repeat.is_none() && found.contains(&node.item.id)
                })
                .count();
            assert!(questions <= MOST_QUESTIONS, "{name}: {questions} questions on {}", page.id);
        }
    }
}

#[test]
fn data_are_marked_for_what_they_are() {
    let form = load();
    for (_, node) in form.items().filter(|(_, node)| node.item.kind.has_answer()) {
        let id = node.item.id.as_str();
        assert_eq!(node.special_category, node.data_category == DataCategory::Health, "{id}");
        if node.special_category {
            assert_eq!(node.audience, [Audience::Student, Audience::Counsellor, Audience::Office], "{id}");
            assert!(node.item.required.is_none() && node.item.autocomplete.is_none(), "{id} is optional");
        }
        if node.audience.contains(&Audience::Employer) {
            let page = &form.pages()[node.page].id;
            assert!(
                ["employerContract", "workTerms"].contains(&page.as_str()),
                "{id} is no concern of an employer"
            );
        }
        if node.data_category == DataCategory::Identifier {
            assert!(
                !node.audience.contains(&Audience::Teacher) && !node.audience.contains(&Audience::Network),
                "{id}"
            );
        }
        if node.item.kind == Kind::File {
            assert!(node.item.max_bytes.is_some_and(|most| most <= 10 << 20), "{id}");
        }
    }
}

#[test]
fn of_phone_and_email_neither_is_called_optional() {
    let form = load();
    let found: Vec<&str> =
        form.items().filter(|(_, node)| node.is_alternative).map(|(_, node)| node.item.id.as_str()).collect();
    assert_eq!(
        found,
        ["mobile", "email", "guardianPhone", "guardianEmail", "employerContactPhone", "employerContactEmail"]
    );
}
