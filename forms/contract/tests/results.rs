//! Results over a small form: load errors with their places, rounds, sharing, and traces.

use guidance_contract::{
    Answers, Audience, Config, Context, Direction, Form, Ground, GroundSource, IssueCode, ItemIndex, Place,
    PlainDate, Results, ResultsView, Role, Status, Submission, Unfit, ViewOptions, Viewer, schema_address,
};
use serde_json::{Value, json};

fn form() -> Form {
    let definition = json!({
        "$schema": schema_address("definition"), "id": "trial", "version": "1.2.0",
        "optionSets": {
            "step": [{"id": "1"}, {"id": "2"}, {"id": "3"}, {"id": "4"}, {"id": "0"}],
            "yesNo": [{"id": "yes"}, {"id": "no"}]
        },
        "pages": [{"id": "page", "dataCategory": "learning", "audience": ["student", "counsellor", "teacher"], "items": [
            {"id": "a", "kind": "single", "optionSet": "step"},
            {"id": "b", "kind": "single", "optionSet": "step"},
            {"id": "c", "kind": "single", "optionSet": "step", "audience": ["student", "counsellor"]},
            {"id": "d", "kind": "single", "optionSet": "step", "audience": ["student", "counsellor"],
             "when": ["not", ["flag", "short"]]},
            {"id": "mood", "kind": "scale", "min": 0, "max": 10},
            {"id": "shared", "kind": "single", "optionSet": "yesNo", "when": ["!=", ["role"], "student"]},
            {"id": "round", "kind": "single", "optionSet": "yesNo"},
            {"id": "words", "kind": "longText"},
            {"id": "jobs", "kind": "repeat", "maxRows": 5, "items": [
                {"id": "title", "kind": "text"},
                {"id": "wage", "kind": "number", "audience": ["counsellor"]}
            ]}
        ]}],
        "computed": [
            {"id": "length", "value": ["if", ["flag", "short"], "short", "long"], "dataCategory": "nonPersonal",
             "audience": ["counsellor"]},
            {"id": "low", "value": ["any", ["=", ["answer", "a"], "1"], ["=", ["answer", "b"], "1"]],
             "dataCategory": "learning", "audience": ["counsellor"]}
        ]
    });
    Form::load(&definition.to_string(), None).expect("a form")
}

fn document() -> Value {
    json!({
        "$schema": schema_address("results"), "form": "trial", "versions": [1],
        "flags": [{"flag": "short", "computed": "length", "is": "short"}],
        "values": {"step": {"1": 1, "2": 2, "3": 3, "4": 4}},
        "bandSets": {"steps": [{"id": "low", "below": 2}, {"id": "high"}]},
        "phase": "round",
        "voices": [
            {"id": "self", "when": ["=", ["role"], "student"], "audience": ["student", "counsellor", "teacher"]},
            {"id": "observer", "when": ["!=", ["role"], "student"], "audience": ["student", "counsellor", "teacher"],
             "perAuthor": true, "readByAuthor": true}
        ],
        "measures": [
            {"id": "first", "items": ["a", "b"], "least": 1, "greatest": 4, "bandSet": "steps"},
            {"id": "second", "items": ["c", "d"], "least": 1, "greatest": 4, "bandSet": "steps"},
            {"id": "both", "items": [], "value": ["sum", ["measure", "first"], ["measure", "second"]], "least": 0,
             "greatest": 8},
            {"id": "mood", "items": ["mood"], "least": 0, "greatest": 10}
        ],
        "groups": [{"id": "profile", "measures": ["first", "second"]}],
        "sections": [
            {"id": "strengths", "findings": [
                {"id": "high", "for": {"each": "measure", "group": "profile"}, "when": ["=", ["band", "$each"], "high"]},
                {"id": "four", "for": {"each": "item", "group": "profile"}, "priority": 5,
                 "when": ["all", ["=", ["answer", "$each"], "4"], ["!=", ["band", "$measure"], "high"]]}
            ]},
            {"id": "discuss", "findings": [
                {"id": "flagged", "when": ["computed", "low"]},
                {"id": "one", "for": {"each": "item", "of": ["a", "b", "c"]}, "when": ["=", ["answer", "$each"], "1"]},
                {"id": "jobs", "when": ["some", "jobs", ["=", ["answer", "title"], "Cook"]]},
                {"id": "paid", "when": ["some", "jobs", [">", ["answer", "wage"], 10]]}
            ]}
        ],
        "compare": {
            "base": "self", "gap": 1, "finding": {"id": "gap", "section": "discuss", "priority": 9},
            "share": {"voices": ["observer"], "audience": ["student"], "when": ["=", ["answer", "shared"], "yes"]}
        },
        "numbers": ["counsellor", "teacher"]
    })
}

fn load() -> Results {
    Results::load(&document().to_string(), &form()).unwrap_or_else(|report| panic!("{report:#?}"))
}

fn submission(role: Role, day: &str, answers: Value) -> Submission {
    let form = form();
    let Value::Object(answers) = answers else { panic!("answers are an object") };
    Submission {
        schema: schema_address("submission"),
        id: format!("{role:?}-{day}"),
        definition: form.reference().clone(),
        status: Status::Submitted,
        locale: "fi".to_owned(),
        answered_on: day.to_owned(),
        role,
        subject: Some("s".to_owned()),
        author: Some(role.as_str().to_owned()),
        answers,
        computed: Answers::new(),
        shown: Default::default(),
    }
}

fn view(submissions: &[Submission], audience: Audience) -> ResultsView {
    let viewer = Viewer { audience, author: None };
    load().view(&form(), submissions, &viewer, &ViewOptions::default())
}

fn json_of(view: &ResultsView) -> String {
    serde_json::to_string(view).expect("JSON")
}

/// Loads the document with one place changed and expects one issue: its path, code and what was expected.
fn one(pointer: &str, value: Value) -> (String, String, String) {
    let mut document = document();
    match document.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => {
            let (container, key) = pointer.rsplit_once('/').expect("a pointer");
            document.pointer_mut(container).expect("a container")[key] = value;
        }
    }
    let report = Results::load(&document.to_string(), &form()).expect_err("a report");
    assert_eq!(report.issues.len(), 1, "{report:#?}");
    let issue = &report.issues[0];
    let expected = issue.params.get("expected").and_then(Value::as_str).unwrap_or_default();
    (issue.path.clone(), issue.code.as_str().to_owned(), expected.to_owned())
}

#[test]
fn what_is_wrong_is_told_by_place() {
    for (pointer, value, path, code) in [
        (
            "/$schema",
            json!("https://guidance-forms.example/schema/results/2"),
            "/$schema",
            "document.contract",
        ),
        ("/form", json!("other"), "/form", "definition.reference"),
        ("/versions", json!([2, 3]), "/versions", "definition.propertyValue"),
        ("/stranger", json!(1), "/stranger", "document.shape"),
        ("/sections/0/findings/0/whenn", json!(1), "/sections/0/findings/0/whenn", "document.shape"),
        ("/flags/0/computed", json!("low"), "/flags/0/computed", "definition.reference"),
        ("/flags/0/computed", json!("a"), "/flags/0/computed", "definition.reference"),
        ("/values/other", json!({"1": 1}), "/values/other", "definition.reference"),
        ("/values/step/5", json!(5), "/values/step/5", "definition.reference"),
        ("/bandSets/steps/0/below", json!(null), "/bandSets/steps/0/below", "definition.propertyValue"),
        ("/bandSets/steps/1/below", json!(3), "/bandSets/steps/1/below", "definition.propertyValue"),
        ("/bandSets/other", json!([]), "/bandSets/other", "limit.count"),
        ("/date", json!(["answer", "words"]), "/date", "expression.type"),
        ("/phase", json!("words"), "/phase", "definition.reference"),
        ("/voices/0/when", json!(true), "/voices/0/when", "expression.constant"),
        (
            "/voices/0/when",
            json!([">", ["measure", "first"], 2]),
            "/voices/0/when/1/1",
            "definition.reference",
        ),
        ("/voices/1/name", json!("a"), "/voices/1/name", "definition.reference"),
        ("/measures/0/least", json!(4), "/measures/0/least", "definition.propertyValue"),
        ("/measures/0/items/1", json!("a"), "/measures/0/items/1", "definition.idDuplicate"),
        ("/measures/3/items/0", json!("words"), "/measures/3/items/0", "definition.reference"),
        ("/measures/3/items/0", json!("title"), "/measures/3/items/0", "definition.reference"),
        ("/measures/3/bandSet", json!("other"), "/measures/3/bandSet", "definition.reference"),
        ("/measures/3/id", json!("Mood 1"), "/measures/3/id", "definition.id"),
        ("/measures/2/value", json!(["measure", "mood"]), "/measures/2/value/1", "definition.reference"),
        ("/measures/2/value", json!(["band", "first"]), "/measures/2/value", "expression.type"),
        ("/measures/2/value", json!(["measure"]), "/measures/2/value", "expression.arguments"),
        ("/groups/0/measures/1", json!("third"), "/groups/0/measures/1", "definition.reference"),
        ("/sections/1/findings/0/id", json!("high"), "/sections/1/findings/0/id", "definition.idDuplicate"),
        (
            "/sections/1/findings/0/when",
            json!(["computed", "lo"]),
            "/sections/1/findings/0/when/1",
            "definition.reference",
        ),
        (
            "/sections/1/findings/0/when",
            json!(["=", ["answer", "a"], "5"]),
            "/sections/1/findings/0/when/2",
            "definition.reference",
        ),
        (
            "/sections/1/findings/0/when",
            json!(["=", ["band", "first"], "middle"]),
            "/sections/1/findings/0/when/2",
            "definition.reference",
        ),
        (
            "/sections/1/findings/0/when",
            json!(["in", ["band", "first"], ["list", "low", "middle"]]),
            "/sections/1/findings/0/when/2",
            "definition.reference",
        ),
        (
            "/sections/1/findings/0/when",
            json!(["=", ["band", "mood"], "low"]),
            "/sections/1/findings/0/when/1/1",
            "definition.reference",
        ),
        (
            "/sections/1/findings/0/when",
            json!(["=", ["answer", "$each"], "1"]),
            "/sections/1/findings/0/when/1/1",
            "definition.reference",
        ),
        (
            "/sections/1/findings/0/when",
            json!(["like", ["answer", "a"], "1"]),
            "/sections/1/findings/0/when/0",
            "expression.function",
        ),
        (
            "/sections/1/findings/1/when",
            json!(["=", ["answer", "$each"], 1]),
            "/sections/1/findings/1/when/2",
            "expression.type",
        ),
        (
            "/sections/1/findings/1/for/of/2",
            json!("e"),
            "/sections/1/findings/1/for/of/2",
            "definition.reference",
        ),
        (
            "/sections/1/findings/1/for",
            json!({"each": "item"}),
            "/sections/1/findings/1/for",
            "definition.propertyMissing",
        ),
        (
            "/sections/0/findings/0/for/group",
            json!("other"),
            "/sections/0/findings/0/for/group",
            "definition.reference",
        ),
        (
            "/sections/1/findings/0/evidence",
            json!(["e"]),
            "/sections/1/findings/0/evidence/0",
            "definition.reference",
        ),
        (
            "/sections/1/findings/0/voices",
            json!(["other"]),
            "/sections/1/findings/0/voices/0",
            "definition.reference",
        ),
        ("/compare/base", json!("other"), "/compare/base", "definition.reference"),
        ("/compare/gap", json!(0), "/compare/gap", "definition.propertyValue"),
        ("/compare/finding/section", json!("other"), "/compare/finding/section", "definition.reference"),
        ("/compare/finding/id", json!("one"), "/compare/finding/id", "definition.idDuplicate"),
        ("/compare/share/voices/0", json!("other"), "/compare/share/voices/0", "definition.reference"),
        (
            "/compare/share/when",
            json!([">", ["measure", "first"], 2]),
            "/compare/share/when/1/1",
            "definition.reference",
        ),
    ] {
        let found = one(pointer, value.clone());
        assert_eq!((found.0.as_str(), found.1.as_str()), (path, code), "{pointer} {value}");
        assert!(
            !found.2.is_empty() || code == "definition.idDuplicate" || code == "limit.count",
            "{pointer}"
        );
    }
}

#[test]
fn a_document_without_voices_hears_everyone_as_one() {
    let mut document = document();
    for key in ["voices", "compare"] {
        document.as_object_mut().expect("an object").remove(key);
    }
    let results = Results::load(&document.to_string(), &form()).expect("results");
    let all = [
        submission(Role::Staff, "2026-02-01", json!({"a": "2"})),
        submission(Role::Student, "2026-01-01", json!({"a": "1"})),
    ];
    let viewer = Viewer { audience: Audience::Student, author: None };
    let view = results.view(&form(), &all, &viewer, &ViewOptions::default());
    assert_eq!(view.voices.len(), 1);
    assert_eq!(view.voices[0].id, "answers");
    assert_eq!(
        view.voices[0].rounds.iter().map(|round| round.date.as_str()).collect::<Vec<_>>(),
        ["2026-01-01", "2026-02-01"]
    );
}

#[test]
fn rounds_over_time() {
    let all = [
        submission(Role::Student, "2026-09-01", json!({"a": "4", "b": "4", "mood": 7, "round": "yes"})),
        submission(Role::Student, "2026-01-01", json!({"a": "1", "b": "2", "mood": 3})),
        submission(Role::Student, "2026-05-01", json!({"a": "3", "b": "0", "c": "2"})),
    ];
    let view = view(&all, Audience::Counsellor);
    let rounds = &view.voices[0].rounds;
    assert_eq!(
        rounds.iter().map(|round| round.date.as_str()).collect::<Vec<_>>(),
        ["2026-01-01", "2026-05-01", "2026-09-01"]
    );
    assert_eq!(rounds[2].phase.as_deref(), Some("yes"));
    let first = &view.measures[0];
    assert_eq!(
        first.values.iter().map(|value| value.value).collect::<Vec<_>>(),
        [Some(1.5), Some(3.0), Some(4.0)]
    );
    let changes: Vec<(usize, usize, Option<f64>, usize)> = first
        .changes
        .iter()
        .map(|change| (change.from, change.to, change.difference, change.items.len()))
        .collect();
    // Over what both rounds have: "cannot say" drops out; the last is from the first to the last round.
    assert_eq!(changes, [(0, 1, Some(2.0), 1), (1, 2, Some(1.0), 1), (0, 2, Some(2.5), 2)]);
    assert!(first.changes.iter().all(|change| change.direction == Direction::Higher));
    let mood = view.items.iter().find(|item| item.item == "mood").expect("an item");
    assert_eq!(mood.answers.len(), 2);
    assert_eq!(
        mood.changes.iter().map(|change| (change.from, change.to, change.difference)).collect::<Vec<_>>(),
        [(0, 2, Some(4.0))]
    );
}

#[test]
fn findings_speak_of_the_latest_round() {
    let all = [
        submission(Role::Student, "2026-01-01", json!({"a": "1", "b": "1"})),
        submission(Role::Student, "2026-05-01", json!({"a": "4", "b": "3"})),
    ];
    let view = view(&all, Audience::Counsellor);
    assert!(view.sections[1].findings.is_empty());
    assert_eq!(view.sections[0].findings[0].id, "high");
    assert_eq!(view.sections[0].findings[0].traces[0].round, 1);
}

#[test]
fn a_strong_answer_in_a_weak_measure_is_a_strength_too() {
    let mut document = document();
    document["bandSets"]["steps"][0]["below"] = json!(3);
    let results = Results::load(&document.to_string(), &form()).expect("results");
    let all = [submission(Role::Student, "2026-01-01", json!({"a": "4", "b": "1", "c": "4", "d": "4"}))];
    let viewer = Viewer { audience: Audience::Student, author: None };
    let view = results.view(&form(), &all, &viewer, &ViewOptions::default());
    let findings = view.sections[0].findings.iter();
    let found: Vec<_> =
        findings.map(|found| (found.id.as_str(), found.subject.clone().expect("a subject").id)).collect();
    assert_eq!(found, [("four", "a".to_owned()), ("high", "second".to_owned())], "by priority");
}

#[test]
fn an_expression_measure_is_known_to_those_who_know_its_parts() {
    let all = [
        submission(Role::Student, "2026-01-01", json!({"a": "1", "b": "2", "c": "3", "d": "3"})),
        submission(
            Role::Staff,
            "2026-01-02",
            json!({"a": "4", "b": "4", "c": "3", "d": "3", "shared": "yes"}),
        ),
    ];
    let counsellor = view(&all, Audience::Counsellor);
    let both = counsellor.measures.iter().find(|measure| measure.id == "both").expect("a measure");
    assert_eq!(both.values.iter().map(|value| value.value).collect::<Vec<_>>(), [Some(4.5), Some(7.0)]);
    assert_eq!((both.gaps[0].difference, both.gaps[0].talk), (Some(-2.5), true));
    let teacher = view(&all, Audience::Teacher);
    let ids: Vec<&str> = teacher.measures.iter().map(|measure| measure.id.as_str()).collect();
    assert_eq!(ids, ["first", "mood"], "second and both rest on c and d");
}

#[test]
fn the_stored_computed_value_tells_the_flag() {
    let mut short = submission(Role::Student, "2026-01-01", json!({"c": "3"}));
    let quantity = |submission: &Submission| {
        let view = view(std::slice::from_ref(submission), Audience::Counsellor);
        let second = view.measures.iter().find(|measure| measure.id == "second").expect("a measure").clone();
        (second.values[0].asked, second.values[0].value)
    };
    assert_eq!(quantity(&short), (2, Some(3.0)));
    short.computed.insert("length".to_owned(), json!("short"));
    assert_eq!(quantity(&short), (1, Some(3.0)));
}

#[test]
fn a_withheld_voice_leaves_nothing_in_the_view() {
    let own = submission(Role::Student, "2026-01-01", json!({"a": "1", "b": "2"}));
    let of_observer = |answers: Value| submission(Role::Staff, "2026-01-02", answers);
    let before =
        view(&[own.clone(), of_observer(json!({"a": "4", "b": "4", "shared": "no"}))], Audience::Student);
    assert!(before.voices[1].rounds[0].withheld);
    let other = of_observer(json!({"a": "1", "words": "secret", "round": "no", "jobs": [{"title": "Cook"}]}));
    assert_eq!(json_of(&before), json_of(&view(&[own.clone(), other], Audience::Student)));
    let shared = view(&[own, of_observer(json!({"a": "4", "b": "4", "shared": "yes"}))], Audience::Student);
    assert!(shared.measures[0].gaps[0].talk && shared.measures[0].gaps[0].difference.is_none());
    assert_eq!(shared.sections[1].findings[0].id, "gap");
}

#[test]
fn what_has_been_talked_through_since_is_shared_whatever_its_author_answered() {
    let of_observer = |day, answers: Value| submission(Role::Staff, day, answers);
    let answers = json!({"a": "4", "b": "4"});
    let all = |shared: &str| {
        let mut answered = answers.clone();
        answered["shared"] = shared.into();
        let own = submission(Role::Student, "2026-01-01", json!({"a": "1", "b": "2"}));
        [own, of_observer("2026-01-02", answered), of_observer("2026-01-03", answers.clone())]
    };
    let view = |shared: &str, options: &ViewOptions, audience| {
        let viewer = Viewer { audience, author: None };
        load().view(&form(), &all(shared), &viewer, options)
    };
    let options = ViewOptions { shared: vec!["Staff-2026-01-02".to_owned()], ..ViewOptions::default() };
    let (told, yes) =
        (view("no", &options, Audience::Student), view("yes", &ViewOptions::default(), Audience::Student));
    assert_eq!(json_of(&told), json_of(&yes));
    // Only that one: nobody has talked about the next.
    let withheld: Vec<bool> = told.voices[1].rounds.iter().map(|round| round.withheld).collect();
    assert_eq!(withheld, [false, true]);
    // It opens no voice that is not for the reader, and changes nothing for those who hear it anyway.
    for audience in [Audience::Office, Audience::Guardian, Audience::Counsellor] {
        let without = view("no", &ViewOptions::default(), audience);
        assert_eq!(json_of(&view("no", &options, audience)), json_of(&without), "{audience:?}");
    }
}

#[test]
fn authors_are_voices_of_their_own_and_read_what_they_wrote() {
    let mut all = vec![submission(Role::Student, "2026-01-01", json!({"a": "1", "c": "1"}))];
    for author in ["x", "y"] {
        let mut own = submission(Role::Employer, "2026-01-02", json!({"a": "3", "c": "2", "shared": "no"}));
        own.author = Some(author.to_owned());
        own.id = author.to_owned();
        all.push(own);
    }
    let viewer = Viewer { audience: Audience::Employer, author: Some("y".to_owned()) };
    let view = load().view(&form(), &all, &viewer, &ViewOptions::default());
    assert_eq!(view.voices.len(), 1);
    assert_eq!(view.voices[0].rounds[0].submission, "y");
    assert_eq!(view.items.iter().map(|item| item.item.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    assert!(!json_of(&view).contains("\"answer\":\"1\""));
    let counsellor = self::view(&all, Audience::Counsellor);
    assert_eq!(counsellor.voices.len(), 3);
}

#[test]
fn who_wrote_is_told_to_those_who_guide_and_to_authors() {
    let mut other = submission(Role::Staff, "2026-01-02", json!({"a": "3", "shared": "yes"}));
    other.author = Some("reference-of-staff".to_owned());
    let all = [submission(Role::Student, "2026-01-01", json!({"a": "1"})), other];
    for audience in [Audience::Student, Audience::Guardian, Audience::Counsellor, Audience::Teacher] {
        let view = view(&all, audience);
        let is_heard = view.voices.iter().any(|voice| voice.role == Role::Staff);
        let is_told = json_of(&view).contains("reference-of-staff");
        let guides = !matches!(audience, Audience::Student | Audience::Guardian);
        assert_eq!(is_told, is_heard && guides, "{audience:?}");
        assert!(is_heard || audience != Audience::Student, "nothing to tell");
    }
}

#[test]
fn rows_are_cut_by_column() {
    let all = [submission(
        Role::Student,
        "2026-01-01",
        json!({"jobs": [{"title": "Cook", "wage": 12}, {"title": "Guide", "wage": 3}]}),
    )];
    let grounds = |audience, id: &str| -> Option<Vec<Ground>> {
        let view = view(&all, audience);
        let finding = view.sections[1].findings.iter().find(|finding| finding.id == id)?;
        Some(finding.traces[0].grounds.clone())
    };
    let cook = Ground {
        source: GroundSource::Answer,
        id: "title".to_owned(),
        row: Some(0),
        value: Some(json!("Cook")),
    };
    assert_eq!(grounds(Audience::Teacher, "jobs"), Some(vec![cook]), "the row that decided alone");
    assert!(grounds(Audience::Counsellor, "paid").is_some());
    assert_eq!(grounds(Audience::Teacher, "paid"), None);
    assert!(!json_of(&view(&all, Audience::Teacher)).contains("12"));
}

#[test]
fn a_computed_value_is_grounds_only_for_its_audience() {
    let all = [submission(Role::Student, "2026-01-01", json!({"a": "1", "b": "3"}))];
    let ids = |audience| {
        let view = view(&all, audience);
        view.sections[1].findings.iter().map(|finding| finding.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(Audience::Counsellor), ["flagged", "one"]);
    assert_eq!(ids(Audience::Teacher), ["one"]);
    let view = view(&all, Audience::Counsellor);
    let grounds = &view.sections[1].findings[0].traces[0].grounds;
    let found: Vec<(GroundSource, &str)> =
        grounds.iter().map(|ground| (ground.source, ground.id.as_str())).collect();
    assert_eq!(found, [(GroundSource::Computed, "low"), (GroundSource::Answer, "a")], "b did not lead there");
}

#[test]
fn only_finished_submissions_about_one_person_are_read() {
    let results = load();
    let fine = submission(Role::Student, "2026-01-01", json!({"a": "1"}));
    assert_eq!(results.unfit(&fine, Some("s")), None);
    let changed = |change: fn(&mut Submission)| {
        let mut other = fine.clone();
        change(&mut other);
        results.unfit(&other, Some("s"))
    };
    assert_eq!(changed(|other| other.definition.id = "other".to_owned()), Some(Unfit::Form));
    assert_eq!(changed(|other| other.definition.version = "2.0.0".to_owned()), Some(Unfit::Version));
    assert_eq!(changed(|other| other.definition.version = "x".to_owned()), Some(Unfit::Version));
    assert_eq!(changed(|other| other.status = Status::Draft), Some(Unfit::Draft));
    assert_eq!(changed(|other| other.subject = None), Some(Unfit::Subject));
    let mut stranger = submission(Role::Student, "2026-02-01", json!({"a": "4"}));
    stranger.subject = Some("t".to_owned());
    let alone = view(std::slice::from_ref(&fine), Audience::Counsellor);
    assert_eq!(alone, view(&[fine.clone(), stranger], Audience::Counsellor));
    // Another form than the one that the results were loaded for: nothing.
    let definition = json!({"$schema": schema_address("definition"), "id": "trial", "version": "1.0.0",
        "pages": [{"id": "page", "dataCategory": "basic", "audience": ["student"], "items": [{"id": "a", "kind": "text"}]}]});
    let other = Form::load(&definition.to_string(), None).expect("a form");
    let viewer = Viewer { audience: Audience::Counsellor, author: None };
    assert!(results.view(&other, &[fine], &viewer, &ViewOptions::default()).voices.is_empty());
}

#[test]
fn the_same_submissions_give_the_same_bytes_in_any_order() {
    let mut all = vec![
        submission(Role::Student, "2026-01-01", json!({"a": "1", "b": "2", "c": "4"})),
        submission(Role::Student, "2026-03-01", json!({"a": "2", "b": "2", "c": "4"})),
        submission(Role::Staff, "2026-02-01", json!({"a": "4", "b": "4", "shared": "yes"})),
        submission(Role::Employer, "2026-02-02", json!({"a": "4", "b": "1", "shared": "yes"})),
        submission(Role::Student, "2026-03-01", json!({"a": "3"})),
    ];
    all[4].id = "another of the same day".to_owned();
    let first = view(&all, Audience::Student);
    for turn in 0..all.len() {
        all.rotate_left(1);
        assert_eq!(json_of(&first), json_of(&view(&all, Audience::Student)), "turn {turn}");
    }
    all.reverse();
    assert_eq!(json_of(&first), json_of(&view(&all, Audience::Student)));
    let read: ResultsView = serde_json::from_str(&json_of(&first)).expect("the view is read back");
    assert_eq!(read, first);
}

#[test]
fn strange_answers_do_no_harm() {
    for answer in [json!(null), json!(7), json!([]), json!({"x": 1}), json!("5"), json!(1e300)] {
        let mut all = vec![submission(Role::Student, "2026-01-01", json!({}))];
        for id in ["a", "b", "c", "mood", "words", "jobs", "round", "shared", "nobody"] {
            all[0].answers.insert(id.to_owned(), answer.clone());
        }
        all.push(all[0].clone());
        all[1].answered_on = "yesterday".to_owned();
        for audience in [Audience::Student, Audience::Counsellor, Audience::Employer] {
            assert!(json_of(&view(&all, audience)).starts_with('{'));
        }
    }
    assert!(json_of(&view(&[], Audience::Student)).contains("\"voices\":[]"));
}

#[test]
fn why_an_item_is_asked() {
    let definition = json!({"$schema": schema_address("definition"), "id": "why", "version": "1.0.0",
        "optionSets": {"yesNo": [{"id": "yes"}, {"id": "no"}]},
        "pages": [
            {"id": "one", "dataCategory": "basic", "audience": ["student"], "items": [
                {"id": "works", "kind": "single", "optionSet": "yesNo"},
                {"id": "hours", "kind": "number"}]},
            {"id": "two", "when": ["flag", "more"], "dataCategory": "basic", "audience": ["student"], "items": [
                {"id": "box", "kind": "group", "when": ["any", ["=", ["answer", "works"], "yes"], ["computed", "long"]],
                 "items": [{"id": "deep", "kind": "text"}]}]}],
        "computed": [{"id": "long", "value": [">", ["answer", "hours"], 20], "dataCategory": "work", "audience": ["student"]}]});
    let form = Form::load(&definition.to_string(), None).expect("a form");
    let context = Context::new(
        &Config { flags: vec!["more".to_owned()], ..Config::default() },
        PlainDate::new(2026, 11, 22).expect("a day"),
    );
    let answers = json!({"works": "no", "hours": 30}).as_object().cloned().expect("answers");
    let evaluation = form.evaluate(&answers, &context);
    let item: ItemIndex = form.find("deep").expect("an item");
    let grounds: Vec<(GroundSource, String, Value)> = evaluation
        .why_active(Place { item, row: None })
        .into_iter()
        .map(|ground| (ground.source, ground.id, ground.value.unwrap_or_default()))
        .collect();
    assert_eq!(
        grounds,
        [
            (GroundSource::Computed, "long".to_owned(), json!(true)),
            (GroundSource::Answer, "hours".to_owned(), json!(30)),
            (GroundSource::Flag, "more".to_owned(), json!(true)),
        ]
    );
    assert_eq!(evaluation.why_computed("long")[0].id, "hours");
    assert!(evaluation.why_computed("other").is_empty());
    assert_eq!(IssueCode::Reference.as_str(), "definition.reference");
}
