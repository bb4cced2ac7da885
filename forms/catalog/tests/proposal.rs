//! The pathway proposal for the transition to work, over the shipped forms.

use guidance_contract::{
    Audience, Decision, Document as _, Form, Proposal, ProposalDefinition, ProposalSource, ProposalTexts,
    ProposalView, ProposalWording, Results, Role, Status, Submission, ViewOptions, Viewer, schema_address,
};
use guidance_forms::form;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The shipped document.
fn pathway() -> Value {
    let shipped = guidance_forms::proposal("pathway").expect("the shipped proposal");
    serde_json::from_str(shipped.definition).expect("JSON")
}

struct Forms {
    mapping: Form,
    initial: Form,
    rating: Form,
    initial_results: Results,
    rating_results: Results,
}

impl Forms {
    fn load() -> Self {
        let shipped = |id| form(id).expect("a shipped form");
        let load = |id| Form::load(shipped(id).definition, None).expect("a form");
        let (initial, rating) = (load("initial"), load("workReadiness"));
        let results =
            |id, form: &Form| Results::load(shipped(id).results.expect("results"), form).expect("results");
        let (initial_results, rating_results) =
            (results("initial", &initial), results("workReadiness", &rating));
        Self { mapping: load("supportMapping"), initial, rating, initial_results, rating_results }
    }

    fn sources(&self) -> [ProposalSource<'_>; 3] {
        [
            ProposalSource { form: &self.mapping, results: None },
            ProposalSource { form: &self.initial, results: Some(&self.initial_results) },
            ProposalSource { form: &self.rating, results: Some(&self.rating_results) },
        ]
    }

    fn proposal(&self) -> Proposal {
        Proposal::load(&pathway().to_string(), &self.sources()).unwrap_or_else(|report| panic!("{report:#?}"))
    }

    fn view(&self, submissions: &[Submission], audience: Audience) -> Option<ProposalView> {
        let viewer = Viewer { audience, author: None };
        self.proposal().view(&self.sources(), submissions, &viewer, &ViewOptions::default(), None)
    }

    fn example(&self, form: &Form, name: &str) -> Submission {
        let shipped = guidance_forms::form(&form.reference().id).expect("a shipped form");
        let mut example = shipped.example(name).expect("the example");
        example.config.submission_id = Some(name.to_owned());
        example.config.subject = Some("student-1".to_owned());
        example.submission(form, &shipped.texts(form, &example.config)).expect("a day")
    }

    /// What is proposed for a person, from their examples and answers to the mapping.
    fn of(&self, initial: &str, ratings: &[&str], mapping: Value) -> Vec<Submission> {
        let mut all: Vec<Submission> = ratings.iter().map(|name| self.example(&self.rating, name)).collect();
        all.push(self.example(&self.initial, initial));
        all.push(submission(&self.mapping, "mapping", "2026-11-20", Role::Staff, mapping));
        all
    }
}

fn submission(form: &Form, id: &str, day: &str, role: Role, answers: Value) -> Submission {
    let Value::Object(answers) = answers else { panic!("answers are an object") };
    Submission {
        schema: schema_address("submission"),
        id: id.to_owned(),
        definition: form.reference().clone(),
        status: Status::Submitted,
        locale: "fi".to_owned(),
        answered_on: day.to_owned(),
        role,
        subject: Some("student-1".to_owned()),
        author: None,
        answers,
        computed: Default::default(),
        shown: Default::default(),
    }
}

/// A person of the three cases.
struct Case {
    person: &'static str,
    ratings: &'static [&'static str],
    /// What is proposed, and by which rule.
    proposed: (&'static str, &'static str),
    /// Number of domains that somebody rates low.
    low: i32,
    /// What was chosen with the person.
    chosen: &'static str,
}

const CASES: [Case; 3] = [
    Case {
        person: "satu",
        ratings: &["satu", "satuWorkplace"],
        proposed: ("none", "noNeed"),
        low: 0,
        chosen: "none",
    },
    Case {
        person: "rojin",
        ratings: &["rojin", "rojinTeacher"],
        proposed: ("C", "study"),
        low: 0,
        chosen: "C",
    },
    Case {
        person: "eetu",
        ratings: &["eetu", "eetuTeacher", "eetuWorkplace"],
        proposed: ("A", "work"),
        low: 1,
        chosen: "AB",
    },
];

#[test]
fn proposals_of_the_three_cases() {
    let forms = Forms::load();
    for Case { person, ratings, proposed: (outcome, rule), low, chosen } in CASES {
        let mapping = forms.example(&forms.mapping, person);
        assert_eq!(mapping.answers["pathway"], chosen, "a human's choice, whatever is proposed");
        let mut submissions: Vec<Submission> =
            ratings.iter().map(|name| forms.example(&forms.rating, name)).collect();
        submissions.extend([forms.example(&forms.initial, person), mapping]);
        let view = forms.view(&submissions, Audience::Counsellor).expect("a view");
        assert_eq!((view.outcome.as_str(), view.rule.as_deref()), (outcome, Some(rule)));
        assert!(!view.validated && view.missing.is_empty() && view.decision.is_none());
        let input = |id: &str| view.inputs.iter().find(|input| input.id == id).expect("an input");
        assert_eq!(input("low").value, Some(json!(low)), "{outcome}");
        assert!(view.rules.iter().rev().skip(1).all(|rule| !rule.holds));
        if outcome == "A" {
            assert_eq!(input("low").counted, ["coping"]);
            assert_eq!(input("low").traces[0].voice_id, "teacher");
            let grounds: Vec<&str> =
                input("low").traces[0].trace.grounds.iter().map(|ground| ground.id.as_str()).collect();
            assert_eq!(grounds, ["coping", "coping1", "coping2", "coping3"]);
            assert_eq!(input("overallNow").traces[0].submission, "eetu");
        }
    }
}

#[test]
fn later_rounds_of_a_series_count_in_proposals() {
    let forms = Forms::load();
    for Case { person, proposed: (outcome, _), low, .. } in CASES {
        let series = [&forms.rating, &forms.initial, &forms.mapping].map(|own| {
            let shipped = form(&own.reference().id).expect("a shipped form");
            shipped.submissions(own, person, "student-1").expect("a series")
        });
        let submissions: Vec<Submission> = series.into_iter().flatten().collect();
        let view = forms.view(&submissions, Audience::Counsellor).expect("a view");
        assert_eq!((view.outcome.as_str(), view.missing.as_slice()), (outcome, [].as_slice()));
        let input = |id: &str| view.inputs.iter().find(|input| input.id == id).expect("an input");
        assert_eq!(input("low").value, Some(json!(low)), "{person}");
        let overall = match person {
            "satu" => 9,
            "rojin" => 7,
            _ => 6,
        };
        assert_eq!(input("overallNow").value, Some(json!(overall)), "{person}: of the latest round");
    }
}

#[test]
fn a_human_decides_otherwise_with_a_reason() {
    let forms = Forms::load();
    let submissions = forms.of("eetu", &["eetu"], json!({"wantsWork": 5, "feelsReady": 3}));
    let decision = Decision {
        value: "AB".to_owned(),
        reason: "Rinnalla selvitetään Kelan tuki.".to_owned(),
        by: "kallio".to_owned(),
        on: "2026-10-20".to_owned(),
    };
    let viewer = Viewer { audience: Audience::Counsellor, author: None };
    let options = ViewOptions::default();
    let view =
        forms.proposal().view(&forms.sources(), &submissions, &viewer, &options, Some(decision.clone()));
    let view = view.expect("a view");
    assert_eq!((view.outcome.as_str(), view.decision), ("A", Some(decision)));
    assert_eq!(view.missing, ["job", "health"], "what was not answered is said");
}

#[test]
fn missing_inputs_are_not_met_and_are_listed() {
    let forms = Forms::load();
    let view = forms.view(&[], Audience::Counsellor).expect("a view");
    assert_eq!((view.outcome.as_str(), view.rule), ("undecided", None));
    assert_eq!(view.missing, ["want", "ready", "job", "needsSupport", "health", "overallNow", "low", "aim"]);
    assert_eq!(view.rules.len(), 5);
}

#[test]
fn a_proposal_is_for_staff_who_may_read_all_of_it() {
    let forms = Forms::load();
    let submissions = forms.of("eetu", &["eetu"], json!({"wantsWork": 5}));
    for audience in [
        Audience::Student,
        Audience::Guardian,
        Audience::Teacher,
        Audience::Office,
        Audience::Employer,
        Audience::Network,
    ] {
        assert_eq!(forms.view(&submissions, audience), None, "{audience:?}");
        assert_eq!(forms.view(&[], audience), None, "{audience:?}");
    }
}

#[test]
fn what_is_wrong_with_a_proposal_is_told_by_place() {
    let forms = Forms::load();
    for (pointer, value, path, code) in [
        ("/audience", json!(["student"]), "/audience/0", "definition.propertyValue"),
        ("/inputs/0/form", json!("enrolment"), "/inputs/0/form", "definition.reference"),
        ("/inputs/0/value", json!(["answer", "other"]), "/inputs/0/value/1", "definition.reference"),
        ("/inputs/5/voices/0", json!("nobody"), "/inputs/5/voices/0", "definition.reference"),
        ("/inputs/6/count/group", json!("other"), "/inputs/6/count/group", "definition.reference"),
        (
            "/inputs/6/value",
            json!(["<", ["measure", "other"], 2]),
            "/inputs/6/value/1/1",
            "definition.reference",
        ),
        ("/rules/0/when", json!(["=", ["input", "other"], 1]), "/rules/0/when/1/1", "definition.reference"),
        ("/rules/0/when", json!(["=", ["input", "job"], 1]), "/rules/0/when/2", "expression.type"),
        ("/rules/0/when", json!(["=", ["role"], "staff"]), "/rules/0/when", "definition.reference"),
        ("/rules/1/id", json!("noNeed"), "/rules/1/id", "definition.idDuplicate"),
        ("/rules", json!([]), "/rules", "limit.count"),
    ] {
        let mut document = pathway();
        *document.pointer_mut(pointer).expect("a place") = value;
        let report = Proposal::load(&document.to_string(), &forms.sources()).expect_err("a report");
        let found: Vec<(&str, &str)> =
            report.issues.iter().map(|issue| (issue.path.as_str(), issue.code.as_str())).collect();
        assert_eq!(found, [(path, code)], "{pointer}");
    }
}

/// The shipped texts of a proposal by locale.
fn texts(locale: &str) -> ProposalTexts {
    let shipped = guidance_forms::proposal("pathway").expect("the shipped proposal");
    let (_, text) = shipped.texts.iter().find(|(found, _)| *found == locale).expect("the locale");
    ProposalTexts::parse(text).unwrap_or_else(|report| panic!("{locale}: {report:#?}"))
}

const LOCALES: [&str; 4] = ["en", "fi", "fi-x-selko", "sv"];

#[test]
fn proposals_have_texts_for_all_that_is_shown_of_them() {
    for shipped in guidance_forms::PROPOSALS {
        let definition = ProposalDefinition::parse(shipped.definition).expect("a proposal");
        assert_eq!(definition.id, shipped.id);
        let locales: Vec<&str> = shipped.texts.iter().map(|(locale, _)| *locale).collect();
        assert_eq!(locales, LOCALES, "{}", shipped.id);
        let keys = |keys: Vec<&String>| keys.into_iter().cloned().collect::<BTreeSet<String>>();
        let mut outcomes: BTreeSet<String> =
            definition.rules.iter().map(|rule| rule.outcome.clone()).collect();
        outcomes.insert(definition.otherwise.clone());
        let rules: BTreeSet<String> = definition.rules.iter().map(|rule| rule.id.clone()).collect();
        let inputs: BTreeSet<String> = definition.inputs.iter().map(|input| input.id.clone()).collect();
        let mut values: Option<Vec<String>> = None;
        for (locale, text) in shipped.texts {
            let texts = ProposalTexts::parse(text).unwrap_or_else(|report| panic!("{locale}: {report:#?}"));
            assert_eq!((texts.id.as_str(), texts.locale.as_str()), (shipped.id, *locale));
            assert_eq!(keys(texts.outcomes.keys().collect()), outcomes, "{locale}");
            assert_eq!(keys(texts.rules.keys().collect()), rules, "{locale}");
            assert_eq!(keys(texts.inputs.keys().collect()), inputs, "{locale}");
            assert!(texts.values.keys().all(|input| inputs.contains(input)), "{locale}");
            let found: Vec<String> = texts
                .values
                .iter()
                .flat_map(|(input, of)| of.keys().map(move |value| format!("{input}.{value}")))
                .chain(texts.notes.keys().cloned())
                .collect();
            assert_eq!(*values.get_or_insert_with(|| found.clone()), found, "{locale}");
            let tables = [&texts.outcomes, &texts.rules, &texts.inputs, &texts.notes];
            let all =
                tables.into_iter().chain(texts.values.values()).flat_map(guidance_contract::Table::values);
            let own = [&texts.title, &texts.introduction, &texts.notice];
            assert!(all.chain(own).all(|text| !text.trim().is_empty() && text.trim() == text), "{locale}");
        }
    }
}

#[test]
fn wording_of_a_proposal_falls_back_to_the_next_locale_and_then_to_the_key() {
    let mut first = texts("sv");
    first.outcomes.remove("AB");
    first.introduction.clear();
    let wording = ProposalWording::new(vec![first, texts("fi")]);
    assert_eq!((wording.title().locale, wording.introduction().expect("a text").locale), ("sv", "fi"));
    assert_eq!((wording.outcome("AB").text, wording.outcome("AB").locale), ("A ja B rinnakkain", "fi"));
    assert_eq!(wording.outcome("A").text, "Väg A: den öppna arbetsmarknaden");
    assert_eq!((wording.rule("unknown").text, wording.rule("unknown").locale), ("unknown", ""));
    assert_eq!(wording.value("needsSupport", "false").expect("a text").text, "Nej");
    assert_eq!(wording.value("want", "4"), None, "numbers have no name");
    assert_eq!(wording.input("job").text, "Jobbsituation");
    assert_eq!(wording.note("reason").text, "Motivering");
    assert!(wording.notice().text.contains("En människa beslutar"));
}
