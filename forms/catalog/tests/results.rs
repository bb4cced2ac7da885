//! Results of the shipped forms: figures worked out by hand, texts that are complete, and nothing that leaks.

use guidance_contract::{
    Answers, Audience, Direction, Document, Each, Form, GroundSource, Kind, Register, ResultTexts,
    ResultWording, Results, ResultsDefinition, ResultsView, Role, Submission, ViewOptions, Viewer, Wording,
};
use guidance_forms::{FORMS, ShippedForm, form};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const DOMAINS: [&str; 9] =
    ["rhythm", "tasks", "communication", "together", "coping", "body", "everyday", "safety", "direction"];
const LOCALES: [&str; 4] = ["en", "fi", "fi-x-selko", "sv"];
const AUDIENCES: [Audience; 7] = [
    Audience::Student,
    Audience::Guardian,
    Audience::Counsellor,
    Audience::Teacher,
    Audience::Office,
    Audience::Employer,
    Audience::Network,
];
/// Most words of a sentence in plain Finnish.
const PLAIN_WORDS: usize = 12;

fn shipped(id: &str) -> &'static ShippedForm {
    form(id).expect("a shipped form")
}

fn load(id: &str) -> (Form, Results) {
    let form = Form::load(shipped(id).definition, None).expect("a form");
    let results = Results::load(shipped(id).results.expect("results"), &form);
    let results = results.unwrap_or_else(|report| panic!("{report:#?}"));
    (form, results)
}

/// Forms that have results.
fn with_results() -> impl Iterator<Item = &'static ShippedForm> {
    FORMS.iter().filter(|form| form.results.is_some())
}

/// The submission that an example would be, by an author.
fn submission(form: &Form, name: &str, author: &str) -> Submission {
    let shipped = shipped(&form.reference().id);
    let mut example = shipped.example(name).expect("the example");
    example.config.submission_id = Some(format!("{name}-{author}"));
    example.config.subject = Some("student-1".to_owned());
    example.config.author = Some(author.to_owned());
    example.submission(form, &shipped.texts(form, &example.config)).expect("a day")
}

fn viewer(audience: Audience) -> Viewer {
    Viewer { audience, author: None }
}

fn view(form: &Form, results: &Results, submissions: &[Submission], audience: Audience) -> ResultsView {
    results.view(form, submissions, &viewer(audience), &ViewOptions::default())
}

/// The three voices of Eetu, in no order.
fn eetu(form: &Form) -> Vec<Submission> {
    [("eetuWorkplace", "haapa"), ("eetu", "student-1"), ("eetuTeacher", "kallio")]
        .map(|(name, author)| submission(form, name, author))
        .into()
}

/// Means of a voice in the order of the domains; nothing where none is calculated.
fn means(view: &ResultsView, voice: usize) -> Vec<Option<f64>> {
    DOMAINS
        .iter()
        .map(|domain| {
            let measure = view.measures.iter().find(|measure| measure.id == *domain)?;
            measure.values.iter().find(|value| value.voice == voice)?.value
        })
        .collect()
}

/// Differences between the base and a voice; nothing where there is none.
fn differences(view: &ResultsView, voice: usize) -> Vec<Option<f64>> {
    DOMAINS
        .iter()
        .map(|domain| {
            let measure = view.measures.iter().find(|measure| measure.id == *domain)?;
            measure.gaps.iter().find(|gap| gap.voice == voice)?.difference
        })
        .collect()
}

/// Findings of a section: id and subject.
fn findings(view: &ResultsView, section: &str) -> Vec<(String, String)> {
    let section = view.sections.iter().find(|other| other.id == section).expect("a section");
    let subject = |finding: &guidance_contract::FindingView| {
        finding.subject.as_ref().map(|subject| subject.id.clone()).unwrap_or_default()
    };
    section.findings.iter().map(|finding| (finding.id.clone(), subject(finding))).collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(id, subject)| ((*id).to_owned(), (*subject).to_owned())).collect()
}

fn some(list: &[f64]) -> Vec<Option<f64>> {
    list.iter().copied().map(Some).collect()
}

#[test]
fn three_voices_of_eetu() {
    let (form, results) = load("workReadiness");
    let view = view(&form, &results, &eetu(&form), Audience::Counsellor);
    let voices: Vec<(&str, &str, Option<&str>)> = view
        .voices
        .iter()
        .map(|voice| (voice.id.as_str(), voice.rounds[0].date.as_str(), voice.name.as_deref()))
        .collect();
    assert_eq!(
        voices,
        [
            ("self", "2026-10-05", None),
            ("teacher", "2026-10-07", Some("L. Kallio")),
            ("workplace", "2026-10-12", Some("Antti Haapa"))
        ]
    );
    assert!(view.numbers);
    assert_eq!(means(&view, 0), some(&[2.5, 3.3, 2.5, 2.8, 2.0, 4.0, 3.3, 3.5, 2.8]));
    assert_eq!(means(&view, 1), some(&[2.8, 2.8, 2.3, 3.3, 1.7, 4.0, 4.0, 3.5, 2.7]));
    assert_eq!(means(&view, 2), some(&[3.0, 3.8, 2.8, 3.5, 2.3, 4.0, 4.0, 3.7, 3.0]));
    assert_eq!(differences(&view, 1), some(&[-0.3, 0.5, 0.3, -0.5, 0.3, 0.0, 0.0, 0.0, 0.0]));
    assert_eq!(differences(&view, 2), some(&[-0.3, -0.5, -0.3, -0.8, -0.3, 0.0, 0.0, 0.0, 0.0]));
    assert!(view.measures.iter().all(|measure| measure.gaps.iter().all(|gap| !gap.talk)));

    let bands = |voice: usize| -> Vec<&str> {
        DOMAINS
            .iter()
            .filter_map(|domain| view.measures.iter().find(|measure| measure.id == *domain))
            .filter_map(|measure| measure.values.iter().find(|value| value.voice == voice)?.band.as_deref())
            .collect()
    };
    let [much, some, well] = ["muchSupport", "someSupport", "goesWell"];
    assert_eq!(bands(0), [some, well, some, some, some, well, well, well, some]);
    assert_eq!(bands(1), [some, some, some, well, much, well, well, well, some]);

    assert_eq!(
        view.sections.iter().map(|section| section.id.as_str()).collect::<Vec<_>>(),
        ["strengths", "discuss", "support"]
    );
    assert_eq!(
        findings(&view, "discuss"),
        pairs(&[("changeHope", ""), ("bringUp", "coping1"), ("observed", "")])
    );
    assert_eq!(
        findings(&view, "support").iter().map(|(_, subject)| subject.as_str()).collect::<Vec<_>>(),
        ["", "coping", "rhythm", "tasks", "communication", "together", "coping", "direction"]
    );
    assert_eq!(
        findings(&view, "strengths"),
        pairs(&[
            ("worksWell", ""),
            ("goesWell", "rhythm"),
            ("goesWell", "tasks"),
            ("goesWell", "together"),
            ("goesWell", "body"),
            ("goesWell", "everyday"),
            ("goesWell", "safety"),
            ("goesWell", "direction"),
        ])
    );
    let who = |place: usize| {
        let traces = view.sections[0].findings[place].traces.iter();
        traces.map(|trace| view.voices[trace.voice].id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(
        [who(1), who(2), who(3)],
        [vec!["workplace"], vec!["self", "workplace"], vec!["teacher", "workplace"]]
    );
}

#[test]
fn a_finding_says_who_answered_what() {
    let (form, results) = load("workReadiness");
    let view = view(&form, &results, &eetu(&form), Audience::Counsellor);
    let discuss = &view.sections[1].findings;
    let finding = discuss.iter().find(|finding| finding.id == "bringUp").expect("a finding");
    let subject = finding.subject.as_ref().expect("a subject");
    assert_eq!((subject.kind, subject.id.as_str()), (Each::Item, "coping1"));
    assert_eq!(finding.traces.len(), 1);
    assert_eq!(view.voices[finding.traces[0].voice].id, "teacher");
    let grounds = &finding.traces[0].grounds;
    assert_eq!(grounds.len(), 1);
    assert_eq!(
        (grounds[0].source, grounds[0].id.as_str(), grounds[0].value.clone()),
        (GroundSource::Answer, "coping1", Some(json!("1")))
    );

    let support = &view.sections[2].findings;
    let finding = support.iter().find(|finding| finding.id == "muchSupport").expect("a finding");
    let grounds: Vec<(GroundSource, &str, Value)> = finding.traces[0]
        .grounds
        .iter()
        .map(|ground| (ground.source, ground.id.as_str(), ground.value.clone().unwrap_or_default()))
        .collect();
    assert_eq!(
        grounds,
        [
            (GroundSource::Measure, "coping", json!(1.7)),
            (GroundSource::Answer, "coping1", json!("1")),
            (GroundSource::Answer, "coping2", json!("2")),
            (GroundSource::Answer, "coping3", json!("2")),
        ]
    );
}

#[test]
fn two_voices_of_rojin() {
    let (form, results) = load("workReadiness");
    let submissions = [submission(&form, "rojin", "student-1"), submission(&form, "rojinTeacher", "hakala")];
    let view = view(&form, &results, &submissions, Audience::Counsellor);
    assert_eq!(means(&view, 0), some(&[4.0, 3.5, 2.5, 3.5, 3.0, 4.0, 2.5, 3.0, 3.0]));
    assert_eq!(means(&view, 1), some(&[4.0, 4.0, 3.0, 4.0, 2.5, 4.0, 4.0, 3.5, 3.0]));
    assert_eq!(differences(&view, 1), some(&[0.0, -0.5, -0.5, -0.5, 0.5, 0.0, -2.0, -1.0, 0.0]));
    assert_eq!(
        findings(&view, "discuss"),
        pairs(&[
            ("changeHope", ""),
            ("differentViews", "everyday"),
            ("differentViews", "safety"),
            ("observed", "")
        ])
    );
    let safety = &view.sections[1].findings[2];
    let sides: Vec<(usize, Vec<&str>)> = safety
        .traces
        .iter()
        .map(|trace| (trace.voice, trace.grounds.iter().map(|ground| ground.id.as_str()).collect()))
        .collect();
    assert_eq!(sides, [(0, vec!["safety2"]), (1, vec!["safety2"])], "only what both have rated");
    // One of two statements is half: enough for a mean.
    let own = view.measures.iter().find(|measure| measure.id == "safety").expect("safety");
    assert_eq!((own.values[0].asked, own.values[0].rated), (2, 1));
}

#[test]
fn two_voices_of_satu() {
    let (form, results) = load("workReadiness");
    let submissions = [submission(&form, "satu", "student-1"), submission(&form, "satuWorkplace", "niemi")];
    let view = view(&form, &results, &submissions, Audience::Counsellor);
    assert_eq!(means(&view, 0), some(&[4.0, 4.0, 4.0, 4.0, 3.0, 3.5, 4.0, 4.0, 4.0]));
    let mut workplace = some(&[4.0, 4.0, 4.0, 4.0, 3.5, 0.0, 4.0, 4.0, 4.0]);
    workplace[5] = None;
    assert_eq!(means(&view, 1), workplace);
    let mut expected = some(&[0.0, 0.0, 0.0, 0.0, -0.5, 0.0, 0.0, 0.0, 0.0]);
    expected[5] = None;
    assert_eq!(differences(&view, 1), expected);
    let body = view.measures.iter().find(|measure| measure.id == "body").expect("body");
    assert_eq!(body.values.iter().map(|value| value.calculated).collect::<Vec<_>>(), [true, false]);
    assert_eq!(body.values[1].missing, ["body1", "body3"]);
    assert_eq!(findings(&view, "discuss"), pairs(&[("changeHope", ""), ("observed", "")]));
    assert_eq!(findings(&view, "support"), pairs(&[("supportThatHelps", "")]));
}

#[test]
fn measures_are_the_computed_values_of_the_form() {
    let (form, results) = load("workReadiness");
    for (name, _) in shipped("workReadiness").examples {
        if name.contains("istake") {
            continue;
        }
        let submission = submission(&form, name, "student-1");
        let computed = submission.computed.clone();
        let view = view(&form, &results, &[submission], Audience::Counsellor);
        for domain in DOMAINS {
            let measure = view.measures.iter().find(|measure| measure.id == domain).expect("a measure");
            let own = measure.values[0].value;
            let level = measure.values[0].band.as_deref().unwrap_or("notCalculated");
            assert_eq!(
                own,
                computed.get(&format!("{domain}Mean")).and_then(Value::as_f64),
                "{name} {domain}"
            );
            assert_eq!(computed[&format!("{domain}Level")], level, "{name} {domain}");
        }
    }
}

#[test]
fn a_student_reads_words_unless_the_host_allows_numbers() {
    let (form, results) = load("workReadiness");
    let submissions = eetu(&form);
    let student = view(&form, &results, &submissions, Audience::Student);
    assert!(!student.numbers && student.voices.len() == 3);
    let text = serde_json::to_string(&student).expect("JSON");
    assert!(!text.contains("\"value\":2.5") && !text.contains("\"difference\":"), "no bare score");
    let rhythm = &student.measures[0];
    assert_eq!(rhythm.values[0].band.as_deref(), Some("someSupport"));
    // 2.5 against 2.8: to those who see bands both are the same.
    assert_eq!(rhythm.gaps[0].direction, Direction::Same);
    let options = ViewOptions { numbers: true, ..ViewOptions::default() };
    let allowed = results.view(&form, &submissions, &viewer(Audience::Student), &options);
    assert_eq!(allowed.measures[0].values[0].value, Some(2.5));
    assert_eq!(allowed.measures[0].gaps[0].difference, Some(-0.3));
    assert_eq!(allowed.measures[0].gaps[0].direction, Direction::Lower);
}

#[test]
fn a_student_hears_an_observer_once_it_was_talked_through() {
    let (form, results) = load("workReadiness");
    let mut submissions = eetu(&form);
    submissions[2].answers.insert("canShareWithStudent".to_owned(), json!("no"));
    let student = view(&form, &results, &submissions, Audience::Student);
    let teacher = student.voices.iter().position(|voice| voice.id == "teacher").expect("a teacher");
    assert!(student.voices[teacher].rounds[0].withheld && student.voices[teacher].name.is_none());
    let text = serde_json::to_value(&student).expect("JSON");
    let of_teacher = |value: &Value| value["voice"] == json!(teacher);
    for measure in text["measures"].as_array().expect("measures") {
        for part in ["values", "gaps", "changes"] {
            assert!(!measure[part].as_array().into_iter().flatten().any(of_teacher));
        }
    }
    assert!(!text.to_string().contains("coping1\",\"value\":\"1\""));
    let counsellor = view(&form, &results, &submissions, Audience::Counsellor);
    assert!(counsellor.voices.iter().all(|voice| voice.rounds.iter().all(|round| !round.withheld)));
}

#[test]
fn a_workplace_reads_its_own_answers_and_nothing_else() {
    let (form, results) = load("workReadiness");
    let mut submissions = eetu(&form);
    submissions.push(submission(&form, "satuWorkplace", "niemi"));
    let own = Viewer { audience: Audience::Employer, author: Some("haapa".to_owned()) };
    let view = results.view(&form, &submissions, &own, &ViewOptions::default());
    assert_eq!(view.voices.len(), 1);
    assert_eq!(view.voices[0].author.as_deref(), Some("haapa"));
    assert_eq!(view.items.len(), 26);
    assert!(view.measures.iter().all(|measure| measure.gaps.is_empty()));
    for author in [None, Some("kallio".to_owned()), Some("student-1".to_owned()), Some("nobody".to_owned())] {
        let stranger = Viewer { audience: Audience::Employer, author };
        let view = results.view(&form, &submissions, &stranger, &ViewOptions::default());
        assert!(view.voices.is_empty() && view.items.is_empty() && view.measures.is_empty());
        assert!(view.sections.iter().all(|section| section.findings.is_empty()));
    }
}

#[test]
fn a_teacher_does_not_know_of_health_and_everyday_life() {
    let (form, results) = load("workReadiness");
    let view = view(&form, &results, &eetu(&form), Audience::Teacher);
    let ids: Vec<&str> = view.measures.iter().map(|measure| measure.id.as_str()).collect();
    assert_eq!(ids, ["rhythm", "tasks", "communication", "together", "safety", "direction"]);
    assert_eq!(view.groups[0].measures, ids);
    assert!(!findings(&view, "discuss").iter().any(|(id, _)| id == "changeHope" || id == "bringUp"));
}

/// Every submission that the examples of a form give, each by an author of its own.
fn everyone(form: &Form) -> Vec<Submission> {
    let examples = shipped(&form.reference().id).examples;
    let fine = examples.iter().filter(|(_, text)| {
        let example: Value = serde_json::from_str(text).expect("JSON");
        example["expect"] == json!([])
    });
    fine.map(|(name, _)| submission(form, name, &format!("author-{name}"))).collect()
}

/// Another answer of the same kind; a text that can be found again.
fn other_answer(kind: Kind, options: &[String], answer: &Value) -> Value {
    match (kind, answer) {
        (Kind::Single, Value::String(own)) => {
            options.iter().find(|option| *option != own).map_or(Value::Null, |option| json!(option))
        }
        (Kind::Multiple, Value::Array(own)) => {
            json!(options.iter().filter(|option| !own.contains(&json!(option))).take(1).collect::<Vec<_>>())
        }
        (Kind::Number | Kind::Scale, Value::Number(own)) => {
            json!(if own.as_f64() == Some(0.0) { 1 } else { 0 })
        }
        (Kind::Text | Kind::LongText, _) => json!("zzz-secret"),
        _ => Value::Null,
    }
}

/// Nobody's view depends on an answer of which they may not know: another answer, or none, gives the same bytes.
#[test]
fn no_view_depends_on_an_answer_outside_its_audience() {
    for shipped in with_results() {
        let (form, results) = load(shipped.id);
        let all = everyone(&form);
        for audience in AUDIENCES {
            let before = serde_json::to_string(&view(&form, &results, &all, audience)).expect("JSON");
            let mut hidden = 0;
            for (_, node) in form.items().filter(|(_, node)| node.item.kind.has_answer()) {
                if node.audience.contains(&audience) || node.repeat.is_some() {
                    continue;
                }
                let id = &node.item.id;
                let options: Vec<String> = node.options.iter().map(|option| option.id.clone()).collect();
                for remove in [false, true] {
                    let mut changed = all.clone();
                    for submission in &mut changed {
                        let Some(answer) = submission.answers.get(id).cloned() else { continue };
                        hidden += 1;
                        match other_answer(node.item.kind, &options, &answer) {
                            Value::Null => drop(submission.answers.remove(id)),
                            _ if remove => drop(submission.answers.remove(id)),
                            other => drop(submission.answers.insert(id.clone(), other)),
                        }
                    }
                    let after =
                        serde_json::to_string(&view(&form, &results, &changed, audience)).expect("JSON");
                    assert_eq!(before, after, "{}: {audience:?} learns of {id}", shipped.id);
                }
            }
            assert!(hidden > 0 || audience == Audience::Counsellor || audience == Audience::Student);
        }
    }
}

/// Wherever a view names an item, its reader may read it; no text of a hidden answer is anywhere.
#[test]
fn no_view_names_or_quotes_what_its_reader_may_not_read() {
    fn named(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                for key in ["item", "id"] {
                    found.extend(object.get(key).and_then(Value::as_str).map(str::to_owned));
                }
                if let Some(items) = object.get("items").or_else(|| object.get("missing")) {
                    found.extend(
                        items.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned),
                    );
                }
                object.values().for_each(|value| named(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| named(value, found)),
            _ => {}
        }
    }
    for shipped in with_results() {
        let (form, results) = load(shipped.id);
        let all = everyone(&form);
        for audience in AUDIENCES {
            let view = serde_json::to_value(view(&form, &results, &all, audience)).expect("JSON");
            let text = view.to_string();
            let mut found = BTreeSet::new();
            named(&view, &mut found);
            for (_, node) in form.items().filter(|(_, node)| !node.audience.contains(&audience)) {
                let id = &node.item.id;
                // A measure may have the name of an item's page; ids of items with answers are unlike others.
                let is_ambiguous = results_ids(shipped).contains(id);
                assert!(is_ambiguous || !found.contains(id), "{}: {audience:?} sees {id}", shipped.id);
                for submission in &all {
                    for answer in answers_of(&submission.answers, id) {
                        if let Some(answer) = answer.as_str().filter(|answer| answer.len() > 12) {
                            assert!(
                                !text.contains(answer),
                                "{}: {audience:?} reads {id}: {answer}",
                                shipped.id
                            );
                        }
                    }
                }
            }
        }
    }
}

/// Ids of the document itself: measures, findings, sections.
fn results_ids(shipped: &ShippedForm) -> BTreeSet<String> {
    let document = ResultsDefinition::parse(shipped.results.expect("results")).expect("a document");
    let measures = document.measures.iter().map(|measure| measure.id.clone());
    let sections = document.sections.iter().flat_map(|section| {
        let findings = section.findings.iter().map(|finding| finding.id.clone());
        findings.chain([section.id.clone()])
    });
    measures.chain(sections).collect()
}

/// Answers of an item, in rows too.
fn answers_of<'a>(answers: &'a Answers, id: &str) -> Vec<&'a Value> {
    let rows = answers.values().filter_map(Value::as_array).flatten().filter_map(Value::as_object);
    rows.filter_map(|row| row.get(id)).chain(answers.get(id)).collect()
}

#[test]
fn findings_of_the_screening_are_its_computed_flags() {
    let (form, results) = load("initial");
    let all = everyone(&form);
    assert!(all.len() >= 8);
    for submission in all {
        let name = submission.id.clone();
        let computed = submission.computed.clone();
        let view = view(&form, &results, &[submission], Audience::Counsellor);
        let has = |ids: &[&str]| {
            let found = view.sections.iter().flat_map(|section| &section.findings);
            found.into_iter().any(|finding| ids.contains(&finding.id.as_str()))
        };
        for (finding, flag) in [
            ("reading", "readingFlag"),
            ("maths", "mathsFlag"),
            ("language", "languageFlag"),
            ("digital", "digitalFlag"),
            ("career", "careerFlag"),
        ] {
            assert_eq!(json!(has(&[finding])), computed[flag], "{name}: {finding}");
        }
        let support = ["supportWish", "talkWish", "testWish", "knownDifficulty", "coping", "urgentHelp"];
        assert_eq!(json!(has(&support)), computed["supportFlag"], "{name}");
    }
}

#[test]
fn screening_of_eetu() {
    let (form, results) = load("initial");
    let submissions = [submission(&form, "eetu", "kallio")];
    let counsellor = view(&form, &results, &submissions, Audience::Counsellor);
    assert_eq!(
        findings(&counsellor, "strengths"),
        pairs(&[
            ("ownStrengths", ""),
            ("workExperience", ""),
            ("fieldExperience", ""),
            ("licences", ""),
            ("studySkill", "groupWork"),
            ("studySkill", "persist"),
            ("digitalSkill", "digitalBasic"),
            ("digitalSkill", "digitalCommunication"),
            ("liked", ""),
        ])
    );
    assert_eq!(
        findings(&counsellor, "support").iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(),
        [
            "supportWish",
            "talkWish",
            "reading",
            "maths",
            "knownDifficulty",
            "testWish",
            "whatHelps",
            "learningWays"
        ]
    );
    assert!(findings(&counsellor, "now").is_empty());
    let reading = counsellor.sections[3].findings.iter().find(|finding| finding.id == "reading");
    let grounds: Vec<(&str, Value)> = reading.expect("a finding").traces[0]
        .grounds
        .iter()
        .map(|ground| (ground.id.as_str(), ground.value.clone().unwrap_or_default()))
        .collect();
    assert_eq!(
        grounds,
        [
            ("readingEase", json!("ratherDifficult")),
            ("writingEase", json!("difficult")),
            ("slowReading", json!("yes")),
            ("spellingTrouble", json!("yes")),
            ("instructionsTrouble", json!("yes")),
        ]
    );
    let teacher = view(&form, &results, &submissions, Audience::Teacher);
    let ids: Vec<String> = findings(&teacher, "support").into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["learningWays"], "a teacher does not learn of reading, health and wishes");
}

#[test]
fn urgent_help_comes_before_everything() {
    let (form, results) = load("initial");
    let submissions = [submission(&form, "urgentHelp", "student-1")];
    for audience in [Audience::Student, Audience::Counsellor] {
        let view = view(&form, &results, &submissions, audience);
        assert_eq!(view.sections[0].findings[0].id, "urgentHelp");
    }
    assert!(findings(&view(&form, &results, &submissions, Audience::Teacher), "now").is_empty());
}

fn result_texts(form: &ShippedForm) -> Vec<ResultTexts> {
    let parse = |(locale, text): &(&str, &str)| {
        ResultTexts::parse(text).unwrap_or_else(|report| panic!("{}, {locale}: {report:#?}", form.id))
    };
    form.result_texts.iter().map(parse).collect()
}

/// Every wording of a document with its key.
fn wordings(texts: &ResultTexts) -> Vec<(String, Wording)> {
    let mut found = vec![
        ("title".to_owned(), Wording { student: texts.title.clone(), counsellor: String::new() }),
        ("introduction".to_owned(), texts.introduction.clone()),
        ("notice".to_owned(), texts.notice.clone()),
    ];
    let mut add = |key: String, wording: &Wording| found.push((key, wording.clone()));
    for (kind, table) in [("groups", &texts.groups), ("measures", &texts.measures)] {
        for (id, text) in table {
            add(format!("{kind}/{id}"), &Wording { student: text.clone(), counsellor: String::new() });
        }
    }
    for (set, bands) in &texts.band_sets {
        bands.iter().for_each(|(id, wording)| add(format!("bandSets/{set}/{id}"), wording));
    }
    for (kind, table) in [("voices", &texts.voices), ("findings", &texts.findings), ("notes", &texts.notes)] {
        table.iter().for_each(|(id, wording)| add(format!("{kind}/{id}"), wording));
    }
    for (id, section) in &texts.sections {
        add(format!("sections/{id}/title"), &section.title);
        add(format!("sections/{id}/introduction"), &section.introduction);
        add(format!("sections/{id}/empty"), &section.empty);
    }
    found.retain(|(_, wording)| !wording.is_empty());
    found
}

#[test]
fn every_part_of_the_results_has_its_texts_in_every_locale() {
    assert_eq!(with_results().count(), 2);
    for form in with_results() {
        let document = ResultsDefinition::parse(form.results.expect("results")).expect("a document");
        let mut expected: BTreeSet<String> = ["title", "introduction", "notice"].map(str::to_owned).into();
        expected.extend(document.groups.iter().map(|group| format!("groups/{}", group.id)));
        expected.extend(document.measures.iter().map(|measure| format!("measures/{}", measure.id)));
        for (set, bands) in &document.band_sets {
            expected.extend(bands.iter().map(|band| format!("bandSets/{set}/{}", band.id)));
        }
        expected.extend(document.voices.iter().map(|voice| format!("voices/{}", voice.id)));
        if document.voices.is_empty() {
            expected.insert("voices/answers".to_owned());
        }
        for section in &document.sections {
            expected.insert(format!("sections/{}/title", section.id));
            expected.extend(section.findings.iter().map(|finding| format!("findings/{}", finding.id)));
        }
        expected.extend(["notes/grounds", "notes/missing"].map(str::to_owned));
        if let Some(compare) = &document.compare {
            expected.extend(compare.finding.iter().map(|finding| format!("findings/{}", finding.id)));
            let notes = [
                "notCalculated",
                "withheld",
                "gapHigher",
                "gapLower",
                "gapSame",
                "changeHigher",
                "changeLower",
                "changeSame",
            ];
            expected.extend(notes.map(|note| format!("notes/{note}")));
        }
        let all = result_texts(form);
        let locales: Vec<&str> = all.iter().map(|texts| texts.locale.as_str()).collect();
        assert_eq!(locales, LOCALES, "{}", form.id);
        for texts in &all {
            assert_eq!(texts.form, form.id);
            let found: BTreeSet<String> = wordings(texts)
                .into_iter()
                .map(|(key, _)| key)
                .filter(|key| !key.ends_with("/introduction") && !key.ends_with("/empty"))
                .collect();
            assert_eq!(found, expected, "{}, {}", form.id, texts.locale);
            assert_eq!(
                wordings(texts).into_iter().map(|(key, _)| key).collect::<Vec<_>>(),
                wordings(&all[0]).into_iter().map(|(key, _)| key).collect::<Vec<_>>(),
                "{}, {}: the same texts as in en",
                form.id,
                texts.locale
            );
        }
    }
}

#[test]
fn texts_are_whole_kind_and_short() {
    for form in with_results() {
        let document = ResultsDefinition::parse(form.results.expect("results")).expect("a document");
        let repeated: BTreeSet<&str> = document
            .sections
            .iter()
            .flat_map(|section| &section.findings)
            .filter(|finding| finding.each.is_some())
            .map(|finding| finding.id.as_str())
            .chain(
                document
                    .compare
                    .iter()
                    .flat_map(|compare| &compare.finding)
                    .map(|finding| finding.id.as_str()),
            )
            .collect();
        for texts in result_texts(form) {
            let is_plain = texts.locale == "fi-x-selko";
            for (key, wording) in wordings(&texts) {
                let name = format!("{}, {}: {key}", form.id, texts.locale);
                assert!(!wording.student.is_empty(), "{name}");
                for text in [&wording.student, &wording.counsellor] {
                    assert!(text.trim() == text && !text.contains('<'), "{name}");
                    let with_subject = key.strip_prefix("findings/").is_some_and(|id| repeated.contains(id));
                    assert!(text.is_empty() || text.contains("{subject}") == with_subject, "{name}");
                    for sentence in text.split_inclusive(['.', '?', '!', ':']) {
                        assert!(
                            !is_plain || sentence.split_whitespace().count() <= PLAIN_WORDS,
                            "{name}: {sentence}"
                        );
                    }
                }
            }
            let denial = match texts.locale.as_str() {
                "sv" => "ingen diagnos",
                "en" => "not a test or a diagnosis",
                _ => "ei ole testi eikä diagnoosi",
            };
            assert!(texts.notice.student.contains(denial), "{}, {}", form.id, texts.locale);
        }
    }
}

#[test]
fn texts_fall_back_like_messages() {
    let texts = result_texts(shipped("workReadiness"));
    let of = |locale: &str| texts.iter().find(|texts| texts.locale == locale).cloned().expect("a locale");
    let wording = ResultWording::new(vec![of("fi-x-selko"), of("fi")], Register::Counsellor);
    assert_eq!(wording.title().locale, "fi-x-selko");
    assert_eq!(wording.finding("goesWell").text, "{subject}: tämä sujuu hyvin.");
    let wording = ResultWording::new(vec![of("fi")], Register::Counsellor);
    assert_eq!(wording.voice("self").text, "Opiskelija");
    assert_eq!(
        (wording.band("support", "other").text, wording.band("support", "other").locale),
        ("other", "")
    );
}

#[test]
fn results_know_every_role_that_fills_in() {
    let (form, results) = load("workReadiness");
    for (role, voice) in [(Role::Student, "self"), (Role::Staff, "teacher"), (Role::Employer, "workplace")] {
        let name = match role {
            Role::Student => "eetu",
            Role::Staff => "eetuTeacher",
            _ => "eetuWorkplace",
        };
        let view = view(&form, &results, &[submission(&form, name, "x")], Audience::Counsellor);
        assert_eq!(view.voices[0].id, voice);
    }
    let coach = view(&form, &results, &[submission(&form, "jobCoach", "x")], Audience::Counsellor);
    assert_eq!(
        (coach.voices[0].id.as_str(), coach.voices[0].rounds[0].date.as_str()),
        ("jobCoach", "2026-11-21")
    );
}
