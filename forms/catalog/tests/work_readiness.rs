//! What the work-readiness form promises in its README.

use guidance_contract::{
    Answers, Audience, Config, Context, DataCategory, Definition, Document, Form, Messages, Place, PlainDate,
    Role,
};
use guidance_forms::{ShippedForm, form};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const DOMAINS: [&str; 9] =
    ["rhythm", "tasks", "communication", "together", "coping", "body", "everyday", "safety", "direction"];

/// Most words of a sentence in plain Finnish.
const PLAIN_WORDS: usize = 12;

/// Who may be asked how many statements: role, short form, number.
const ASKED: [(Role, bool, usize); 6] = [
    (Role::Student, false, 36),
    (Role::Student, true, 18),
    (Role::Staff, false, 30),
    (Role::Staff, true, 17),
    (Role::Employer, false, 26),
    (Role::Employer, true, 16),
];

fn shipped() -> &'static ShippedForm {
    form("workReadiness").expect("workReadiness is shipped")
}

fn load() -> Form {
    Form::load(shipped().definition, None).expect("it loads")
}

fn definition() -> Definition {
    Definition::parse(shipped().definition).expect("a definition")
}

fn context(role: Role, short: bool) -> Context {
    let flags = if short { vec!["shortForm".to_owned()] } else { Vec::new() };
    let config = Config { role, flags, ..Config::default() };
    Context::new(&config, PlainDate::new(2026, 11, 22).expect("a day"))
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

/// A statement is a domain's name and a number.
fn is_statement(id: &str) -> bool {
    DOMAINS.contains(&id.trim_end_matches(|sign: char| sign.is_ascii_digit()))
        && id.ends_with(|sign: char| sign.is_ascii_digit())
}

fn statements(form: &Form, context: &Context) -> Vec<String> {
    asked(form, &Answers::new(), context).into_iter().filter(|id| is_statement(id)).collect()
}

/// Computed values of an example.
fn computed(name: &str) -> Value {
    let example = shipped().example(name).expect("the example");
    let context = Context::new(&example.config, example.today().expect("config.today"));
    Value::Object(load().evaluate(&example.answers, &context).computed())
}

/// Means in the order of the domains; null where none is calculated.
fn means(computed: &Value) -> Vec<Value> {
    DOMAINS.iter().map(|domain| computed[format!("{domain}Mean")].clone()).collect()
}

/// Domains that are to be talked about.
fn talk_about(computed: &Value) -> Vec<&'static str> {
    DOMAINS.into_iter().filter(|domain| computed[format!("{domain}TalkAbout")] == true).collect()
}

#[test]
fn each_voice_is_asked_its_own_statements() {
    let form = load();
    for (role, short, number) in ASKED {
        let context = context(role, short);
        assert_eq!(statements(&form, &context).len(), number, "{role:?}, short form {short}");
        let computed = form.evaluate(&Answers::new(), &context).computed();
        assert_eq!(computed["itemsAsked"], number, "{role:?}, short form {short}");
        assert_eq!(computed["versionUsed"], if short { "short" } else { "long" });
    }
}

#[test]
fn a_workplace_is_asked_about_what_can_be_seen_at_work_alone() {
    let form = load();
    let found: BTreeSet<String> =
        asked(&form, &Answers::new(), &context(Role::Employer, false)).into_iter().collect();
    let expected = [
        "raterName",
        "raterKnows",
        "ratingContext",
        "ratingPhase",
        "targetWork",
        "rhythm1",
        "rhythm2",
        "rhythm3",
        "tasks1",
        "tasks2",
        "tasks3",
        "tasks4",
        "communication1",
        "communication2",
        "communication3",
        "communication4",
        "together1",
        "together2",
        "together3",
        "together4",
        "coping1",
        "coping2",
        "coping3",
        "body1",
        "body2",
        "body3",
        "everyday2",
        "safety1",
        "safety2",
        "safety3",
        "direction2",
        "worksWell",
        "supportThatHelps",
        "observerExamples",
        "canShareWithStudent",
        "ratedAt",
    ];
    assert_eq!(found, expected.into_iter().map(str::to_owned).collect());
    let nothing = Answers::new();
    let context = context(Role::Employer, false);
    let evaluation = form.evaluate(&nothing, &context);
    let place = Place { item: form.find("ratingContext").expect("it is asked"), row: None };
    assert!(!evaluation.is_offered(place, "everyday") && !evaluation.is_offered(place, "school"));
    assert!(evaluation.is_offered(place, "trainingPlace") && evaluation.is_offered(place, "job"));
}

#[test]
fn a_student_alone_is_asked_about_health_as_a_whole() {
    let form = load();
    for role in [Role::Staff, Role::Employer] {
        let found = asked(&form, &Answers::new(), &context(role, false));
        for id in ["overallNow", "overallHours", "changeHope", "coping4", "body4", "everyday1", "everyday3"] {
            assert!(!found.iter().any(|other| other == id), "{role:?} is asked {id}");
        }
    }
}

#[test]
fn profiles_of_the_examples() {
    let expected = [
        ("satu", "self", "2024-08-26", 18, json!([4, 4, 4, 4, 3, 3.5, 4, 4, 4])),
        ("satuWorkplace", "workplace", "2026-03-20", 14, json!([4, 4, 4, 4, 3.5, null, 4, 4, 4])),
        ("rojin", "together", "2026-09-15", 17, json!([4, 3.5, 2.5, 3.5, 3, 4, 2.5, 3, 3])),
        ("rojinTeacher", "teacher", "2026-11-05", 17, json!([4, 4, 3, 4, 2.5, 4, 4, 3.5, 3])),
        ("eetu", "self", "2026-10-05", 36, json!([2.5, 3.3, 2.5, 2.8, 2, 4, 3.3, 3.5, 2.8])),
        ("eetuTeacher", "teacher", "2026-10-07", 30, json!([2.8, 2.8, 2.3, 3.3, 1.7, 4, 4, 3.5, 2.7])),
        ("eetuWorkplace", "workplace", "2026-10-12", 26, json!([3, 3.8, 2.8, 3.5, 2.3, 4, 4, 3.7, 3])),
    ];
    for (name, rater, day, rated, expected) in expected {
        let computed = computed(name);
        assert_eq!(Value::Array(means(&computed)), expected, "{name}");
        assert_eq!(computed["rater"], rater, "{name}");
        assert_eq!(computed["ratedOn"], day, "{name}");
        assert_eq!(computed["itemsRated"], rated, "{name}");
        let is_teacher_of_eetu = name == "eetuTeacher";
        assert_eq!(computed["lowDomains"], u8::from(is_teacher_of_eetu), "{name}");
        let to_talk_about: &[&str] = if is_teacher_of_eetu { &["coping"] } else { &[] };
        assert_eq!(talk_about(&computed), to_talk_about, "{name}");
    }
    let levels = |name: &str| {
        let computed = computed(name);
        DOMAINS.map(|domain| computed[format!("{domain}Level")].as_str().unwrap_or_default().to_owned())
    };
    let [much, some, well, none] = ["muchSupport", "someSupport", "goesWell", "notCalculated"];
    assert_eq!(levels("eetuTeacher"), [some, some, some, well, much, well, well, well, some]);
    assert_eq!(levels("eetu"), [some, well, some, some, some, well, well, well, some]);
    assert_eq!(levels("satuWorkplace"), [well, well, well, well, well, none, well, well, well]);
}

#[test]
fn missing_answers_have_no_weight_and_too_few_give_no_mean() {
    let short = computed("shortForm");
    // tasks and coping: 1 of 2; communication: 1 of 2 and a "cannot say"; together: twice "cannot say".
    assert_eq!(Value::Array(means(&short)), json!([1.5, 2, 3, null, 1, 4, 3.5, null, 2]));
    assert_eq!(short["togetherLevel"], "notCalculated");
    assert_eq!(short["togetherRated"], 0);
    assert_eq!(short["itemsRated"], 9);
    assert_eq!(short["lowDomains"], 2);
    assert_eq!(talk_about(&short), ["rhythm", "coping"]);
    assert_eq!(short["ratedOn"], "2026-11-22");

    let coach = computed("jobCoach");
    assert_eq!(Value::Array(means(&coach)), json!([null, 2, null, null, null, null, null, null, 2]));
    assert_eq!(coach["rhythmRated"], 1);
    assert_eq!(talk_about(&coach), ["direction"]);
    assert_eq!(coach["ratedOn"], "2026-11-21");

    let minimal = computed("minimal");
    assert!(means(&minimal).iter().all(Value::is_null));
    assert!(DOMAINS.iter().all(|domain| minimal[format!("{domain}Level")] == "notCalculated"));
    assert_eq!(minimal["lowDomains"], 0);
}

#[test]
fn half_of_the_statements_of_a_domain_are_enough() {
    let form = load();
    for (role, short, _) in ASKED {
        let context = context(role, short);
        let all = statements(&form, &context);
        for domain in DOMAINS {
            let own: Vec<&String> = all.iter().filter(|id| id.starts_with(domain)).collect();
            for rated in 0..=own.len() {
                let answers: Answers = own
                    .iter()
                    .enumerate()
                    .map(|(place, id)| ((*id).clone(), json!(if place < rated { "3" } else { "0" })))
                    .collect();
                let computed = form.evaluate(&answers, &context).computed();
                let mean = computed.get(&format!("{domain}Mean")).cloned();
                let expected = (2 * rated >= own.len()).then(|| json!(3));
                assert_eq!(
                    mean,
                    expected,
                    "{role:?}, short form {short}: {rated} of {} in {domain}",
                    own.len()
                );
            }
        }
    }
}

#[test]
fn statements_of_the_long_form_do_not_count_in_the_short_form() {
    let answers: Answers = json!({"rhythm1": "4", "rhythm2": "1", "rhythm3": "4", "rhythm4": "1"})
        .as_object()
        .cloned()
        .expect("answers");
    let form = load();
    let mean = |role, short| form.evaluate(&answers, &context(role, short)).computed()["rhythmMean"].clone();
    assert_eq!(mean(Role::Student, true), 4);
    assert_eq!(mean(Role::Student, false), 2.5);
    assert_eq!(mean(Role::Employer, false), 3);
}

#[test]
fn data_are_marked_for_what_they_are() {
    let form = load();
    let may_read = [Audience::Student, Audience::Counsellor, Audience::Teacher];
    for (_, node) in form.items().filter(|(_, node)| node.item.kind.has_answer()) {
        let id = node.item.id.as_str();
        assert_eq!(node.special_category, node.data_category == DataCategory::Health, "{id}");
        if node.special_category {
            assert_eq!(node.audience, [Audience::Student, Audience::Counsellor], "{id}");
        }
        assert!(node.audience.iter().all(|audience| may_read.contains(audience)), "{id}");
        assert!(!(is_statement(id) && node.item.required.is_some()), "{id} may be skipped");
    }
}

#[test]
fn a_computed_value_is_for_staff_who_may_read_all_that_it_comes_from() {
    fn sources(value: &Value, found: &mut BTreeSet<String>) {
        let Value::Array(parts) = value else { return };
        if let [Value::String(function), Value::String(id)] = parts.as_slice()
            && ["answer", "computed"].contains(&function.as_str())
        {
            found.insert(id.clone());
        }
        parts.iter().for_each(|part| sources(part, found));
    }
    let form = load();
    let mut readers: BTreeMap<String, Vec<Audience>> =
        form.items().map(|(_, node)| (node.item.id.clone(), node.audience.clone())).collect();
    for entry in definition().computed {
        assert!(!entry.audience.contains(&Audience::Student), "{}: no bare score to the student", entry.id);
        let mut found = BTreeSet::new();
        sources(&entry.value, &mut found);
        for source in found {
            let may = &readers[&source];
            assert!(
                entry.audience.iter().all(|reader| may.contains(reader)),
                "{} tells of {source}",
                entry.id
            );
        }
        readers.insert(entry.id, entry.audience);
    }
}

#[test]
fn observers_have_texts_of_their_own() {
    let form = load();
    let observed: BTreeSet<String> = statements(&form, &context(Role::Staff, false)).into_iter().collect();
    let mut keys = None;
    assert_eq!([Role::Staff, Role::Employer].map(|role| form.variant(role)), [Some("observer"); 2]);
    assert_eq!([Role::Student, Role::Guardian].map(|role| form.variant(role)), [None; 2]);
    for (locale, _, text) in shipped().variants {
        let observer = Messages::parse(text).unwrap_or_else(|report| panic!("{locale}: {report:#?}"));
        let shipped_text =
            shipped().messages.iter().find(|(other, _)| other == locale).expect("the locale").1;
        let own = Messages::parse(shipped_text).expect("messages");
        let found: BTreeSet<String> = observer.items.keys().filter(|id| is_statement(id)).cloned().collect();
        assert_eq!(found, observed, "{locale}");
        for (id, texts) in &observer.items {
            let student = own.items.get(id).unwrap_or_else(|| panic!("{locale}: no item {id}"));
            assert!(
                !is_statement(id) || student.label != texts.label,
                "{locale}: {id} speaks as the student"
            );
            assert_eq!(student.hint.is_empty(), texts.hint.is_empty(), "{locale}: hint of {id}");
        }
        for (id, page) in &observer.pages {
            let student = own.pages.get(id).unwrap_or_else(|| panic!("{locale}: no page {id}"));
            assert_eq!(
                (&student.title, student.introduction.is_empty()),
                (&page.title, false),
                "{locale}: {id}"
            );
        }
        let options = |messages: &Messages| {
            messages.option_sets.get("support").map(|set| set.keys().cloned().collect::<Vec<_>>())
        };
        assert_eq!(options(&observer), options(&own), "{locale}");
        for text in observer.items.values().flat_map(|texts| [&texts.label, &texts.hint, &texts.text]) {
            let longest = text
                .split_inclusive(['.', '?', '!'])
                .map(|sentence| sentence.split_whitespace().count())
                .max();
            assert!(*locale != "fi-x-selko" || longest <= Some(PLAIN_WORDS), "{locale}: {text}");
        }
        let own_keys: Vec<String> = observer.items.keys().chain(observer.pages.keys()).cloned().collect();
        assert_eq!(
            *keys.get_or_insert_with(|| own_keys.clone()),
            own_keys,
            "{locale}: the same texts as in en"
        );
    }
}
