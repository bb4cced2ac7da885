//! Tests of the reducer: what a person does, and what comes of it.

use super::*;
use guidance_contract::{PlainDate, Submission, Texts};
use serde_json::{Value as Json, json};

const DEFINITION: &str = r#"{
    "$schema": "https://guidance-forms.example/schema/definition/1", "id": "try", "version": "1.0.0",
    "optionSets": {
        "yesNo": [{"id": "yes"}, {"id": "no"}],
        "help": [{"id": "reading"}, {"id": "writing"}, {"id": "none", "exclusive": true}]
    },
    "pages": [
        {"id": "one", "dataCategory": "basic", "audience": ["student"], "items": [
            {"id": "name", "kind": "text", "required": true},
            {"id": "email", "kind": "text", "format": "email"},
            {"id": "works", "kind": "single", "optionSet": "yesNo"},
            {"id": "hours", "kind": "number", "required": true, "when": ["=", ["answer", "works"], "yes"]},
            {"id": "help", "kind": "multiple", "optionSet": "help"}
        ]},
        {"id": "two", "dataCategory": "basic", "audience": ["student"], "items": [
            {"id": "jobs", "kind": "repeat", "maxRows": 3, "items": [
                {"id": "employer", "kind": "text", "required": true}
            ]}
        ]},
        {"id": "three", "when": ["=", ["answer", "works"], "yes"], "dataCategory": "basic", "audience": ["student"],
            "items": [{"id": "town", "kind": "search", "codeSet": "towns", "initial": "049"}]}
    ]
}"#;

struct Try {
    form: Form,
    config: Config,
    code_sets: CodeSets,
    context: Context,
}

impl Try {
    fn new() -> Self {
        Self::with(Config::default())
    }

    fn with(config: Config) -> Self {
        let context = Context::new(&config, PlainDate::new(2026, 11, 22).expect("a day"));
        Self {
            form: Form::load(DEFINITION, None).expect("a form"),
            config,
            code_sets: CodeSets::default(),
            context,
        }
    }

    fn rules(&self) -> Rules<'_> {
        Rules { form: &self.form, config: &self.config, code_sets: &self.code_sets, context: &self.context }
    }

    fn start(&self) -> FormState {
        FormState::new(self.rules(), self.config.submission.as_ref())
    }

    fn item(&self, id: &str) -> ItemIndex {
        self.form.find(id).expect("an item")
    }

    fn field(&self, id: &str) -> FieldKey {
        FieldKey { item: self.item(id), row: None }
    }

    fn act(&self, state: &mut FormState, action: Action) -> Outcome {
        state.reduce(action, self.rules())
    }

    fn type_into(&self, state: &mut FormState, field: FieldKey, text: &str) -> Outcome {
        self.act(state, Action::Type { field, text: text.to_owned() })
    }

    fn choose(&self, state: &mut FormState, id: &str, option: &str, chosen: bool) {
        self.act(state, Action::Choose { field: self.field(id), option: option.to_owned(), chosen });
    }

    fn errors(&self, state: &FormState, id: &str) -> usize {
        state.visible_issues(&self.form).of(self.field(id)).len()
    }
}

#[test]
fn a_text_is_kept_as_typed_and_answered_in_its_stored_form() {
    let t = Try::new();
    let mut state = t.start();
    let outcome = t.type_into(&mut state, t.field("name"), "  Aino ");
    assert_eq!(state.typed(t.field("name")), Some("  Aino "));
    assert_eq!(state.answers["name"], "Aino");
    assert_eq!(outcome.changed.map(|place| t.form.pointer(place)).as_deref(), Some("/answers/name"));
    t.type_into(&mut state, t.field("name"), "");
    assert!(!state.answers.contains_key("name"));
}

#[test]
fn errors_come_after_leaving_and_go_while_typing() {
    let t = Try::new();
    let mut state = t.start();
    let email = t.field("email");
    assert_eq!(t.errors(&state, "name"), 0, "nothing is shown at load");
    t.type_into(&mut state, email, "aino");
    assert_eq!(t.errors(&state, "email"), 0, "nothing is shown while typing");
    let outcome = t.act(&mut state, Action::Leave(email));
    assert_eq!(t.errors(&state, "email"), 1);
    assert_eq!(outcome.announcement, Some(Announcement::Wrong(email)));
    let outcome = t.act(&mut state, Action::Leave(email));
    assert_eq!(outcome, Outcome { quiet: true, ..Outcome::default() }, "said once");
    t.type_into(&mut state, email, "aino@example.fi");
    let outcome = t.act(&mut state, Action::Leave(email));
    assert_eq!(outcome.announcement, None, "nothing is wrong");
    t.type_into(&mut state, email, "aino@example.fi");
    assert_eq!(t.errors(&state, "email"), 0);
    t.type_into(&mut state, email, "aino@");
    assert_eq!(t.errors(&state, "email"), 0, "left in peace until it is left again");
    t.act(&mut state, Action::Leave(email));
    assert_eq!(t.errors(&state, "email"), 1);
    t.type_into(&mut state, email, "ain@");
    t.type_into(&mut state, email, "ain@@");
    assert_eq!(t.errors(&state, "email"), 1, "shown until it is right");
}

#[test]
fn next_stops_at_errors_of_the_page_only() {
    let t = Try::new();
    let mut state = t.start();
    let outcome = t.act(&mut state, Action::Next);
    assert_eq!(outcome.focus, Some(Focus::Summary));
    assert_eq!(state.step, Step::Page(0));
    assert!(state.summary);
    t.type_into(&mut state, t.field("name"), "Aino");
    let outcome = t.act(&mut state, Action::Next);
    assert_eq!((outcome.focus, outcome.navigated), (Some(Focus::Heading), true));
    assert_eq!(state.step, Step::Page(1));
    t.act(&mut state, Action::Next);
    assert_eq!(state.step, Step::Review, "the third page is not active");
    t.act(&mut state, Action::Previous);
    assert_eq!(state.step, Step::Page(1));
}

#[test]
fn a_page_is_done_when_nothing_is_wrong_with_it() {
    let t = Try::new();
    let mut state = t.start();
    let progress = |state: &FormState| {
        let wrong = state.visible_issues(&t.form).wrong_pages(&t.form);
        [0, 1].map(|page| state.progress(page, &wrong, &state.unfinished_pages(&t.form)))
    };
    assert_eq!(progress(&state), [Progress::Ahead, Progress::Ahead], "the name is missing");
    t.type_into(&mut state, t.field("name"), "Aino");
    assert_eq!(progress(&state), [Progress::Done, Progress::Ahead], "nobody has seen the second page");
    t.act(&mut state, Action::Next);
    t.act(&mut state, Action::AddRow(t.item("jobs")));
    assert_eq!(progress(&state), [Progress::Done, Progress::Ahead], "not shown yet");
    t.act(&mut state, Action::Next);
    assert_eq!(progress(&state), [Progress::Done, Progress::Wrong]);
}

#[test]
fn an_exclusive_option_stands_alone() {
    let t = Try::new();
    let mut state = t.start();
    t.choose(&mut state, "help", "writing", true);
    t.choose(&mut state, "help", "reading", true);
    assert_eq!(state.answers["help"], json!(["reading", "writing"]));
    t.choose(&mut state, "help", "none", true);
    assert_eq!(state.answers["help"], json!(["none"]));
    t.choose(&mut state, "help", "reading", true);
    assert_eq!(state.answers["help"], json!(["reading"]));
    t.choose(&mut state, "help", "reading", false);
    assert!(!state.answers.contains_key("help"));
}

#[test]
fn rows_keep_their_identity_when_they_move() {
    let t = Try::new();
    let mut state = t.start();
    let jobs = t.item("jobs");
    for _ in 0..3 {
        t.act(&mut state, Action::AddRow(jobs));
    }
    assert!(t.act(&mut state, Action::AddRow(jobs)).changed.is_none(), "no more than three");
    let rows = state.rows_of(jobs).to_vec();
    let employer = |row| FieldKey { item: t.item("employer"), row: Some(row) };
    t.type_into(&mut state, employer(rows[0]), "Alko");
    t.type_into(&mut state, employer(rows[2]), "Citymarket");
    t.act(&mut state, Action::Leave(employer(rows[1])));
    let outcome = t.act(&mut state, Action::MoveRow(jobs, rows[2], Direction::Up));
    assert_eq!(outcome.announcement, Some(Announcement::RowMoved(jobs, 2)));
    assert_eq!(state.answers["jobs"], json!([{"employer": "Alko"}, {"employer": "Citymarket"}, {}]));
    assert_eq!(state.typed(employer(rows[2])), Some("Citymarket"));
    assert_eq!(state.visible_issues(&t.form).of(employer(rows[1])).len(), 1, "issues move with their row");
    let outcome = t.act(&mut state, Action::MoveRow(jobs, rows[2], Direction::Up));
    assert_eq!(
        outcome.focus,
        Some(Focus::MoveRow(jobs, rows[2], Direction::Down)),
        "the other way from the top"
    );
    let outcome = t.act(&mut state, Action::RemoveRow(jobs, rows[0]));
    assert_eq!(outcome.focus, Some(Focus::Row(jobs, rows[1])));
    assert_eq!(state.answers["jobs"], json!([{"employer": "Citymarket"}, {}]));
    t.act(&mut state, Action::RemoveRow(jobs, rows[2]));
    let outcome = t.act(&mut state, Action::RemoveRow(jobs, rows[1]));
    assert_eq!(outcome.focus, Some(Focus::AddRow(jobs)));
    assert!(!state.answers.contains_key("jobs"));
}

#[test]
fn hidden_answers_stay_and_are_not_sent() {
    let t = Try::new();
    let mut state = t.start();
    t.type_into(&mut state, t.field("name"), "Aino");
    t.choose(&mut state, "works", "yes", true);
    t.type_into(&mut state, t.field("hours"), "12");
    t.choose(&mut state, "works", "no", true);
    assert_eq!(state.answers["hours"], 12);
    let outcome = t.act(&mut state, Action::Submit);
    assert!(outcome.submit);
    let submission = state.submission(t.rules(), &Texts::default());
    assert_eq!(Json::Object(submission.answers), json!({"name": "Aino", "works": "no"}));
    assert_eq!(submission.answered_on, "2026-11-22");
    t.choose(&mut state, "works", "yes", true);
    assert_eq!(state.typed(t.field("hours")), Some("12"));
}

#[test]
fn sending_waits_for_a_code_set() {
    let mut t = Try::new();
    let mut state = t.start();
    t.type_into(&mut state, t.field("name"), "Aino");
    t.choose(&mut state, "works", "yes", true);
    t.type_into(&mut state, t.field("hours"), "12");
    assert!(!t.act(&mut state, Action::Submit).submit);
    assert!(state.waiting);
    assert!(state.visible_issues(&t.form).wrong.is_empty(), "a list that has not come is nobody's mistake");
    let set = serde_json::from_value(json!({"codes": [{"code": "049", "labels": {"fi": "Espoo"}}]}));
    t.code_sets.insert("towns", set.expect("a code set"));
    assert!(t.act(&mut state, Action::Recheck).submit);
    assert!(!state.waiting);
}

#[test]
fn sending_stops_at_errors_of_all_pages() {
    let t = Try::new();
    let mut state = t.start();
    t.act(&mut state, Action::AddRow(t.item("jobs")));
    let outcome = t.act(&mut state, Action::Submit);
    assert_eq!((outcome.submit, outcome.focus), (false, Some(Focus::Summary)));
    let visible = state.visible_issues(&t.form);
    assert_eq!(visible.wrong.len(), 2);
    assert_eq!(visible.wrong_pages(&t.form), [0, 1]);
}

#[test]
fn from_review_to_a_field_and_back() {
    let t = Try::new();
    let mut state = t.start();
    t.type_into(&mut state, t.field("name"), "Aino");
    t.act(&mut state, Action::Next);
    t.act(&mut state, Action::Next);
    assert_eq!(state.step, Step::Review);
    let outcome = t.act(&mut state, Action::GoToField(t.field("name")));
    assert_eq!(outcome.focus, Some(Focus::Field(t.field("name"))));
    assert_eq!(state.returning, Some(t.field("name")));
    let outcome = t.act(&mut state, Action::Next);
    assert_eq!(outcome.focus, Some(Focus::Change(t.field("name"))));
    assert_eq!(state.step, Step::Review);
    assert_eq!(state.returning, None);
}

#[test]
fn the_host_s_issues_go_when_the_answer_changes() {
    let t = Try::new();
    let mut state = t.start();
    let report: Report = serde_json::from_value(json!({"issues": [
        {"path": "/answers/email", "code": "format.email", "severity": "error"},
        {"path": "", "code": "send.failed", "severity": "error"}
    ]}))
    .expect("a report");
    let outcome = t.act(&mut state, Action::HostIssues(Rc::new(report)));
    assert_eq!(outcome.focus, Some(Focus::Summary));
    assert_eq!(t.errors(&state, "email"), 1);
    assert_eq!(state.general_issues.len(), 1);
    t.type_into(&mut state, t.field("email"), "a@b.fi");
    assert_eq!(t.errors(&state, "email"), 0);
    assert!(state.general_issues.is_empty());
}

fn submission(answers: &Json) -> Submission {
    serde_json::from_value(json!({
        "$schema": "https://guidance-forms.example/schema/submission/1",
        "id": "018f0000-0000-4000-8000-000000000000",
        "definition": {"id": "try", "version": "1.0.0", "hash": ""},
        "status": "draft", "locale": "fi", "answeredOn": "2026-11-01", "role": "student", "answers": answers
    }))
    .expect("a submission")
}

#[test]
fn a_draft_is_gone_on_from() {
    let draft = submission(&json!({"name": "Aino", "gone": "x", "jobs": [{"employer": "Alko"}]}));
    let t = Try::with(Config { submission: Some(draft), ..Config::default() });
    let mut state = t.start();
    assert!(!state.answers.contains_key("gone"));
    assert!(!state.answers.contains_key("town"), "initial answers are for a new form");
    assert_eq!(state.rows_of(t.item("jobs")).len(), 1);
    assert!(state.is_reachable(Step::Page(1), &[]));
    assert_eq!(state.draft(t.rules(), &Texts::default()).id, "018f0000-0000-4000-8000-000000000000");
    t.act(&mut state, Action::Restore(None));
    assert_eq!(state.answers, json!({"town": "049"}).as_object().cloned().expect("an object"));
}

#[test]
fn prefill_is_normalised_and_locked_answers_win() {
    let draft = submission(&json!({"name": "Old", "email": "own@example.fi"}));
    let config: Config = serde_json::from_value(json!({"prefill": {
        "name": {"value": " Aino ", "locked": true},
        "email": {"value": "host@example.fi"},
        "unknown": {"value": 1}
    }}))
    .expect("a config");
    let t = Try::with(Config { submission: Some(draft), ..config.clone() });
    let state = t.start();
    assert_eq!((&state.answers["name"], &state.answers["email"]), (&json!("Aino"), &json!("own@example.fi")));
    let t = Try::with(config);
    let state = t.start();
    assert_eq!(state.answers["email"], "host@example.fi");
    assert!(!state.answers.contains_key("unknown"));
}
