//! What the support-mapping form promises in its README.

use guidance_contract::{Answers, Audience, Config, Context, Form, IssueCode, Kind, Place, PlainDate, Role};
use guidance_forms::{ShippedForm, form};
use serde_json::{Value, json};

/// The questions of the model of this mapping; those of pages that ask for a person are one each.
const QUESTIONS: [&str; 47] = [
    "graduationDate",
    "qualificationDone",
    "responsible",
    "mappedBy",
    "mappedAt",
    "consentRefs",
    "selfRatingRef",
    "teacherRatingRef",
    "workplaceRatingRef",
    "otherInstruments",
    "differences",
    "wantsWork",
    "feelsReady",
    "jobSituation",
    "jobWishes",
    "worries",
    "after1Year",
    "supportAreas",
    "workplaceSupport",
    "competenceGap",
    "supplementaryNeeded",
    "livelihoodKnown",
    "healthRelevant",
    "pathway",
    "pathwayReason",
    "studentAgrees",
    "jobFinder",
    "jobCoach",
    "coachingMonths",
    "coachingStart",
    "tailoring",
    "tailoringText",
    "employerName",
    "employerBusinessId",
    "employerSupport",
    "collector",
    "healthInfo",
    "studyProgress",
    "earlierServices",
    "kelaOption",
    "networkNeeded",
    "networkMembers",
    "services",
    "actions",
    "meetings",
    "followUpDates",
    "caseState",
];

fn shipped() -> &'static ShippedForm {
    form("supportMapping").expect("the form is shipped")
}

fn load() -> Form {
    Form::load(shipped().definition, None).expect("it loads")
}

fn context() -> Context {
    let config = Config { role: Role::Staff, ..Config::default() };
    Context::new(&config, PlainDate::new(2026, 11, 22).expect("a day"))
}

/// The shortest answers without issues, with some changed; null takes one away.
fn answers(changes: &Value) -> Answers {
    let mut answers = shipped().example("minimal").expect("the example").answers;
    for (id, value) in changes.as_object().expect("an object") {
        match value {
            Value::Null => drop(answers.remove(id)),
            value => drop(answers.insert(id.clone(), value.clone())),
        }
    }
    answers
}

/// Whether an item is active with these answers.
fn is_active(form: &Form, changes: &Value, id: &str) -> bool {
    let (answers, context) = (answers(changes), context());
    let item = form.find(id).expect("an item");
    form.evaluate(&answers, &context).is_active(Place { item, row: None })
}

/// Issues at an item and in its rows.
fn issues(form: &Form, changes: &Value, id: &str) -> Vec<(String, IssueCode)> {
    let report = form.check_answers(&answers(changes), &Default::default(), &context());
    let own = format!("/answers/{id}");
    let found = report.issues.into_iter().filter(|issue| issue.path.starts_with(&own));
    found.map(|issue| (issue.path, issue.code)).collect()
}

#[test]
fn every_question_of_the_model_is_asked() {
    let form = load();
    let missing: Vec<&str> = QUESTIONS.into_iter().filter(|id| form.find(id).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(form.find("closedReason").is_some(), "the last of them");
    assert!(is_active(&form, &json!({"caseState": "closed"}), "closedReason"));
}

#[test]
fn special_category_data_is_optional_and_read_by_two_alone() {
    let form = load();
    let mut special = 0;
    for (_, node) in form.items().filter(|(_, node)| node.special_category) {
        special += 1;
        let in_row = node.repeat.is_some();
        assert!(in_row || node.item.required.is_none(), "{} may be left out", node.item.id);
        assert_eq!(node.audience, [Audience::Student, Audience::Counsellor], "{}", node.item.id);
    }
    assert!(special > 15);
}

#[test]
fn the_student_reads_all_and_nobody_outside_of_the_school_anything() {
    let form = load();
    for (_, node) in form.items() {
        assert!(node.audience.contains(&Audience::Student), "{}", node.item.id);
        for outside in [Audience::Guardian, Audience::Employer, Audience::Office, Audience::Network] {
            assert!(!node.audience.contains(&outside), "{} {outside:?}", node.item.id);
        }
    }
}

#[test]
fn each_pathway_has_its_pages() {
    let form = load();
    for (pathway, a, b) in [
        ("A", true, false),
        ("B", false, true),
        ("AB", true, true),
        ("C", false, false),
        ("none", false, false),
        ("undecided", false, false),
    ] {
        let chosen = json!({ "pathway": pathway });
        assert_eq!(is_active(&form, &chosen, "coachingMonths"), a, "{pathway}");
        assert_eq!(is_active(&form, &chosen, "networkNeeded"), b, "{pathway}");
    }
    assert!(is_active(&form, &json!({"pathway": "A", "jobSituation": "none"}), "jobFinderName"));
    assert!(!is_active(&form, &json!({"pathway": "A", "jobSituation": "contract"}), "jobFinderName"));
}

#[test]
fn those_under_thirty_are_told_of_the_rehabilitation_of_young_people() {
    let form = load();
    for (birth, shown) in [(json!("1996-11-23"), true), (json!("1996-11-22"), false), (json!(null), false)] {
        let chosen = json!({"pathway": "B", "birthDate": birth});
        assert_eq!(is_active(&form, &chosen, "kelaNote"), shown, "{birth}");
        assert_eq!(is_active(&form, &chosen, "kelaOption"), shown, "{birth}");
    }
}

#[test]
fn a_network_needs_consents() {
    let form = load();
    let member = |role: &str| json!({"memberRole": role, "memberName": "S. Laine"});
    let of = |first: &str, second: &str| json!({"pathway": "B", "networkNeeded": "yes", "networkMembers": [member(first), member(second)]});
    let refused = |path: &str| vec![(path.to_owned(), IssueCode::Required)];
    assert_eq!(issues(&form, &of("groupAdviser", "jobCoach"), "networkMembers"), []);
    assert_eq!(
        issues(&form, &of("groupAdviser", "kela"), "networkMembers"),
        refused("/answers/networkMembers/1/memberConsent")
    );
    assert_eq!(
        issues(&form, &of("nurse", "groupAdviser"), "networkMembers"),
        refused("/answers/networkMembers/0/memberConsent")
    );
    assert_eq!(
        issues(&form, &of("groupAdviser", "jobCoach"), "consentRefs"),
        refused("/answers/consentRefs")
    );
    assert_eq!(issues(&form, &json!({"pathway": "B", "networkNeeded": "no"}), "consentRefs"), []);
}

#[test]
fn an_open_case_is_followed_up_within_half_a_year() {
    let form = load();
    // Graduates on 18.12.2026; 184 days later it is 20.6.2027.
    let at = |day: &str| json!({"followUpDates": [{"followUpDate": "2027-12-01"}, {"followUpDate": day}]});
    let late = vec![("/answers/followUpDates".to_owned(), IssueCode::Check)];
    assert_eq!(issues(&form, &at("2027-06-20"), "followUpDates"), []);
    assert_eq!(issues(&form, &at("2027-06-21"), "followUpDates"), late);
    for id in ["actions", "followUpDates"] {
        let none = json!({ id: null });
        assert_eq!(issues(&form, &none, id), [(format!("/answers/{id}"), IssueCode::Required)]);
        let closed = json!({ id: null, "caseState": "closed", "closedReason": "employed" });
        assert_eq!(issues(&form, &closed, id), []);
    }
}

#[test]
fn nothing_but_a_human_fills_the_pathway() {
    let form = load();
    let item = form.find("pathway").and_then(|item| form.item(item)).expect("the item");
    assert!(item.item.initial.is_none() && item.item.kind == Kind::Single);
    assert_eq!(
        issues(&form, &json!({"pathwayReason": "Lyhyt"}), "pathwayReason"),
        [("/answers/pathwayReason".to_owned(), IssueCode::TextTooShort)]
    );
}
