//! Series of examples about one person: sound submissions, and the figures of then and now worked out by hand.

use guidance_contract::{
    Audience, CodeSet, CodeSets, Document, Expectation, Form, PlainDate, Results, ResultsView, Submission,
    ViewOptions, Viewer,
};
use guidance_forms::{CODE_SETS, FORMS, ShippedForm, form};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

const DOMAINS: [&str; 9] =
    ["rhythm", "tasks", "communication", "together", "coping", "body", "everyday", "safety", "direction"];
const SUBJECT: &str = "student-1";

fn load(shipped: &ShippedForm) -> Form {
    Form::load(shipped.definition, None).unwrap_or_else(|report| panic!("{}: {report:#?}", shipped.id))
}

fn code_sets(shipped: &ShippedForm) -> CodeSets {
    let mut sets = CodeSets::default();
    for (name, text) in CODE_SETS {
        sets.insert(*name, CodeSet::parse(text).expect("a code set"));
    }
    let host: BTreeMap<String, CodeSet> =
        serde_json::from_str(shipped.host_code_sets.unwrap_or("{}")).expect("code sets");
    host.into_iter().for_each(|(name, set)| sets.insert(name, set));
    sets
}

#[test]
fn submissions_of_series_are_without_errors() {
    for shipped in FORMS {
        let form = load(shipped);
        let sets = code_sets(shipped);
        let messages = shipped.published();
        for (name, _) in shipped.series {
            let series = shipped.series(name).unwrap_or_else(|| panic!("{} {name}: a series", shipped.id));
            assert!(!series.title.is_empty() && !series.description.is_empty(), "{name}");
            let submissions = shipped.submissions(&form, name, SUBJECT);
            let submissions = submissions.unwrap_or_else(|| panic!("{} {name}: submissions", shipped.id));
            assert_eq!(submissions.len(), series.submissions.len());
            let ids: BTreeSet<&str> = submissions.iter().map(|submission| submission.id.as_str()).collect();
            assert_eq!(ids.len(), submissions.len(), "{name}: each has an id of its own");
            assert!(submissions.is_sorted_by_key(|submission| &submission.answered_on), "{name}: in order");
            for (entry, submission) in series.submissions.iter().zip(&submissions) {
                let mut config = shipped.example(&entry.example).expect("the example").config;
                config.subject = Some(SUBJECT.to_owned());
                config.author = Some(entry.author.clone());
                let expected = Expectation {
                    code_sets: &sets,
                    messages: &messages,
                    today: config.today.as_deref().and_then(PlainDate::parse_iso).expect("a day"),
                    config: &config,
                };
                let report = form.check_submission(submission, &expected);
                assert!(!report.has_errors(), "{} {name} {}: {report:#?}", shipped.id, entry.example);
                assert!(!submission.computed.is_empty(), "{name}: computed by the form");
            }
        }
    }
}

#[test]
fn forms_with_results_have_series_of_the_three_cases() {
    for shipped in FORMS.iter().filter(|form| form.results.is_some()) {
        let names: Vec<&str> = shipped.series.iter().map(|(name, _)| *name).collect();
        assert!(["eetu", "rojin", "satu"].iter().all(|name| names.contains(name)), "{}", shipped.id);
    }
}

#[test]
fn a_series_that_is_not_there_is_nothing() {
    let shipped = form("workReadiness").expect("a form");
    assert_eq!(shipped.series("nobody"), None);
    assert_eq!(shipped.submissions(&load(shipped), "nobody", SUBJECT), None);
    assert!(shipped.example("nobody").is_none());
}

struct Rated {
    form: Form,
    results: Results,
}

impl Rated {
    fn load() -> Self {
        let shipped = form("workReadiness").expect("a form");
        let form = load(shipped);
        let results = Results::load(shipped.results.expect("results"), &form).expect("results");
        Self { form, results }
    }

    fn submissions(&self, series: &str) -> Vec<Submission> {
        let shipped = form("workReadiness").expect("a form");
        shipped.submissions(&self.form, series, SUBJECT).expect("a series")
    }

    fn view(&self, series: &str, audience: Audience) -> ResultsView {
        let viewer = Viewer { audience, author: None };
        self.results.view(&self.form, &self.submissions(series), &viewer, &ViewOptions::default())
    }
}

/// Means of a round of a voice in the order of the domains; nothing where none is calculated.
fn means(view: &ResultsView, voice: usize, round: usize) -> Vec<Option<f64>> {
    per_domain(view, |measure| {
        measure.values.iter().find(|value| (value.voice, value.round) == (voice, round))?.value
    })
}

/// Bands of a round of a voice, a letter each: much support, some support, goes well, or not calculated.
fn bands(view: &ResultsView, voice: usize, round: usize) -> String {
    let letter = |domain: &&str| {
        let measure = view.measures.iter().find(|measure| measure.id == **domain)?;
        let value = measure.values.iter().find(|value| (value.voice, value.round) == (voice, round))?;
        value.band.as_ref()?.chars().next()
    };
    DOMAINS.iter().map(|domain| letter(domain).unwrap_or('-')).collect()
}

/// Changes of a voice between two rounds.
fn changes(view: &ResultsView, voice: usize, from: usize, to: usize) -> Vec<Option<f64>> {
    per_domain(view, |measure| {
        let mut changes = measure.changes.iter();
        changes.find(|change| (change.voice, change.from, change.to) == (voice, from, to))?.difference
    })
}

fn gaps(view: &ResultsView, voice: usize) -> Vec<Option<f64>> {
    per_domain(view, |measure| measure.gaps.iter().find(|gap| gap.voice == voice)?.difference)
}

/// Domains that are to be talked about because of a voice.
fn talk(view: &ResultsView, voice: usize) -> Vec<&str> {
    let measures = view.measures.iter();
    let apart = measures.filter(|measure| measure.gaps.iter().any(|gap| gap.voice == voice && gap.talk));
    apart.map(|measure| measure.id.as_str()).collect()
}

fn per_domain(
    view: &ResultsView,
    get: impl Fn(&guidance_contract::MeasureView) -> Option<f64>,
) -> Vec<Option<f64>> {
    let find = |domain: &&str| view.measures.iter().find(|measure| measure.id == **domain);
    DOMAINS.iter().map(|domain| get(find(domain)?)).collect()
}

fn some(list: &[f64]) -> Vec<Option<f64>> {
    list.iter().copied().map(Some).collect()
}

/// The same with nothing at one domain.
fn without(list: &[f64], domain: &str) -> Vec<Option<f64>> {
    let place = DOMAINS.iter().position(|other| *other == domain).expect("a domain");
    let mut list = some(list);
    list[place] = None;
    list
}

/// Voices with the days and phases of their rounds.
fn rounds(view: &ResultsView) -> Vec<(&str, Vec<(&str, &str)>)> {
    let voices = view.voices.iter();
    voices
        .map(|voice| {
            let rounds = voice.rounds.iter();
            let rounds = rounds.map(|round| (round.date.as_str(), round.phase.as_deref().unwrap_or("")));
            (voice.id.as_str(), rounds.collect())
        })
        .collect()
}

/// Subjects of the findings that bring a statement up.
fn brought_up(view: &ResultsView) -> Vec<&str> {
    let findings = view.sections.iter().flat_map(|section| &section.findings);
    let findings = findings.filter(|finding| finding.id == "bringUp");
    findings.filter_map(|finding| Some(finding.subject.as_ref()?.id.as_str())).collect()
}

#[test]
fn satu_then_and_now() {
    let view = Rated::load().view("satu", Audience::Counsellor);
    assert_eq!(
        rounds(&view),
        [
            ("self", vec![("2024-08-26", "start"), ("2026-03-16", "end")]),
            ("workplace", vec![("2026-03-20", "end")])
        ]
    );
    assert_eq!(means(&view, 0, 0), some(&[4.0, 4.0, 4.0, 4.0, 3.0, 3.5, 4.0, 4.0, 4.0]));
    assert_eq!(means(&view, 0, 1), some(&[4.0, 4.0, 4.0, 4.0, 3.5, 4.0, 4.0, 4.0, 4.0]));
    assert_eq!(means(&view, 1, 0), without(&[4.0, 4.0, 4.0, 4.0, 3.5, 0.0, 4.0, 4.0, 4.0], "body"));
    assert_eq!([bands(&view, 0, 0), bands(&view, 0, 1)], ["ggggggggg"; 2]);
    assert_eq!(bands(&view, 1, 0), "ggggg-ggg");
    assert_eq!(changes(&view, 0, 0, 1), some(&[0.0, 0.0, 0.0, 0.0, 0.5, 0.5, 0.0, 0.0, 0.0]));
    // At the start she rated coping half a step lower than the workplace does; at the end alike.
    assert_eq!(gaps(&view, 1), without(&[0.0; 9], "body"));
    assert!(talk(&view, 1).is_empty() && brought_up(&view).is_empty());
}

#[test]
fn rojin_then_and_now() {
    let view = Rated::load().view("rojin", Audience::Counsellor);
    assert_eq!(
        rounds(&view),
        [
            ("self", vec![("2026-09-15", "start"), ("2026-11-18", "middle")]),
            ("teacher", vec![("2026-11-05", "middle")])
        ]
    );
    assert_eq!(means(&view, 0, 0), some(&[4.0, 3.5, 2.5, 3.5, 3.0, 4.0, 2.5, 3.0, 3.0]));
    assert_eq!(means(&view, 0, 1), some(&[4.0, 4.0, 3.0, 4.0, 3.0, 4.0, 3.0, 3.0, 3.5]));
    assert_eq!(means(&view, 1, 0), some(&[4.0, 4.0, 3.0, 4.0, 2.5, 4.0, 4.0, 3.5, 3.0]));
    assert_eq!([bands(&view, 0, 0), bands(&view, 0, 1)], ["ggsgggsgg", "ggggggggg"]);
    assert_eq!(bands(&view, 1, 0), "ggggsgggg");
    // Of safety only the second statement has a step in both rounds.
    assert_eq!(changes(&view, 0, 0, 1), some(&[0.0, 0.5, 0.5, 0.5, 0.0, 0.0, 0.5, 0.0, 0.5]));
    let safety = view.measures.iter().find(|measure| measure.id == "safety").expect("safety");
    assert_eq!(safety.changes[0].items, ["safety2"]);
    assert_eq!(gaps(&view, 1), some(&[0.0, 0.0, 0.0, 0.0, 0.5, 0.0, -1.0, -0.5, 0.5]));
    assert_eq!(talk(&view, 1), ["everyday"]);
    assert!(brought_up(&view).is_empty());
}

#[test]
fn eetu_in_three_rounds_and_four_voices() {
    let view = Rated::load().view("eetu", Audience::Counsellor);
    assert_eq!(
        rounds(&view),
        [
            ("self", vec![("2024-09-02", "start"), ("2025-11-10", "middle"), ("2026-10-05", "end")]),
            ("teacher", vec![("2026-10-07", "end")]),
            ("jobCoach", vec![("2025-11-13", "middle")]),
            ("workplace", vec![("2026-10-12", "end")])
        ]
    );
    assert_eq!(means(&view, 0, 0), some(&[2.0, 2.5, 2.0, 2.8, 1.8, 4.0, 3.0, 3.0, 1.8]));
    assert_eq!(means(&view, 0, 1), some(&[3.0, 3.0, 2.5, 2.5, 2.0, 4.0, 3.5, 4.0, 2.5]));
    assert_eq!(means(&view, 0, 2), some(&[2.5, 3.3, 2.5, 2.8, 2.0, 4.0, 3.3, 3.5, 2.8]));
    assert_eq!(means(&view, 1, 0), some(&[2.8, 2.8, 2.3, 3.3, 1.7, 4.0, 4.0, 3.5, 2.7]));
    assert_eq!(means(&view, 2, 0), some(&[3.0, 3.0, 2.0, 3.0, 2.0, 4.0, 4.0, 3.5, 3.0]));
    assert_eq!(means(&view, 3, 0), some(&[3.0, 3.8, 2.8, 3.5, 2.3, 4.0, 4.0, 3.7, 3.0]));
    let own: Vec<String> = (0..3).map(|round| bands(&view, 0, round)).collect();
    assert_eq!(own, ["ssssmgggm", "ggsssgggs", "sgsssgggs"]);
    let others: Vec<String> = (1..4).map(|voice| bands(&view, voice, 0)).collect();
    assert_eq!(others, ["sssgmgggs", "ggsgsgggg", "ggsgsgggg"]);
    // Two rounds on the long form have a short one between them: only what both have asked is compared.
    assert_eq!(changes(&view, 0, 0, 1), some(&[0.5, 0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.5, 0.5]));
    assert_eq!(changes(&view, 0, 1, 2), some(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5]));
    assert_eq!(changes(&view, 0, 0, 2), some(&[0.5, 0.8, 0.5, 0.0, 0.3, 0.0, 0.3, 0.5, 1.0]));
    assert_eq!(gaps(&view, 1), some(&[-0.3, 0.5, 0.3, -0.5, 0.3, 0.0, 0.0, 0.0, 0.0]));
    assert_eq!(gaps(&view, 2), some(&[0.0, 0.0, 0.5, -0.5, 0.0, 0.0, 0.0, 0.5, 0.0]));
    assert_eq!(gaps(&view, 3), some(&[-0.3, -0.5, -0.3, -0.8, -0.3, 0.0, 0.0, 0.0, 0.0]));
    assert!((1..4).all(|voice| talk(&view, voice).is_empty()));
    assert_eq!(brought_up(&view), ["coping1"], "what was a lot of support two years ago is not brought up");
}

#[test]
fn six_rounds_and_one_that_breaks_off() {
    let view = Rated::load().view("manyRounds", Audience::Counsellor);
    let own: Vec<Vec<Option<f64>>> = (0..6).map(|round| means(&view, 0, round)).collect();
    assert_eq!(
        own,
        [
            some(&[2.0, 2.5, 1.5, 3.0, 2.0, 4.0, 2.5, 3.0, 1.0]),
            some(&[2.5, 3.0, 2.0, 3.0, 1.5, 4.0, 2.5, 3.5, 1.5]),
            some(&[3.0, 3.0, 2.0, 3.5, 2.0, 3.5, 3.0, 4.0, 2.0]),
            without(&[2.5, 3.0, 2.5, 3.0, 0.0, 4.0, 3.0, 4.0, 2.5], "coping"),
            some(&[3.0, 3.5, 3.0, 4.0, 2.5, 4.0, 3.5, 4.0, 3.0]),
            some(&[3.5, 4.0, 3.0, 4.0, 3.0, 4.0, 3.5, 4.0, 4.0]),
        ]
    );
    assert_eq!(changes(&view, 0, 0, 5), some(&[1.5, 1.5, 1.5, 1.0, 1.0, 0.0, 1.0, 1.0, 3.0]));
    assert_eq!(changes(&view, 0, 2, 3), without(&[-0.5, 0.0, 0.5, -0.5, 0.0, 0.5, 0.0, 0.0, 0.5], "coping"));
    assert_eq!(changes(&view, 0, 3, 4)[4], None, "nothing to compare with");
    assert_eq!(gaps(&view, 1), some(&[-0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]));
    let phases: Vec<&str> = view.voices[0].rounds.iter().filter_map(|round| round.phase.as_deref()).collect();
    assert_eq!(phases, ["start", "middle", "middle", "middle", "end", "afterGraduation"]);
    assert!(brought_up(&view).is_empty(), "all is better now");
}

#[test]
fn a_student_hears_nothing_of_what_was_not_talked_through() {
    let rated = Rated::load();
    let (student, counsellor) =
        (rated.view("withheld", Audience::Student), rated.view("withheld", Audience::Counsellor));
    let withheld = |view: &ResultsView| -> Vec<Vec<bool>> {
        let voices = view.voices.iter();
        voices.map(|voice| voice.rounds.iter().map(|round| round.withheld).collect()).collect()
    };
    assert_eq!(withheld(&student), [[false], [true], [true]]);
    assert_eq!(withheld(&counsellor), [[false], [false], [false]]);
    for measure in &student.measures {
        assert!(measure.gaps.is_empty() && measure.values.iter().all(|value| value.voice == 0));
    }
    assert!(counsellor.measures.iter().any(|measure| !measure.gaps.is_empty()));
    assert_eq!(brought_up(&counsellor), ["rhythm1", "tasks1", "coping1"]);
    assert_eq!(brought_up(&student), ["rhythm1", "coping1"], "the student's own");
    let written = serde_json::to_value(&student).expect("JSON").to_string();
    assert!(!written.contains("Tulee") && !written.contains("Kim Berg") && !written.contains("Aalto"));
}

#[test]
fn too_few_answers_give_no_figures_and_say_what_is_missing() {
    let view = Rated::load().view("fewAnswers", Audience::Counsellor);
    let mut expected = vec![None; 9];
    expected[1] = Some(3.0);
    assert_eq!(means(&view, 0, 0), expected);
    assert_eq!(bands(&view, 0, 0), "-g-------");
    let tasks = view.measures.iter().find(|measure| measure.id == "tasks").expect("tasks");
    assert_eq!((tasks.values[0].asked, tasks.values[0].rated), (2, 1));
    assert_eq!(tasks.values[0].missing, ["tasks2"]);
    let body = view.measures.iter().find(|measure| measure.id == "body").expect("body");
    assert_eq!(json!(body.values[0].missing), json!(["body1", "body3"]));
    assert!(!body.values[0].calculated && body.gaps.is_empty() && body.changes.is_empty());
}
