//! Tests of what is shown at a time: one question after the other, and where somebody goes on.

use super::super::*;
use guidance_contract::{Pacing, PlainDate, Submission};
use serde_json::{Value as Json, json};

const DEFINITION: &str = r#"{
    "$schema": "https://guidance-forms.example/schema/definition/1", "id": "try", "version": "1.0.0",
    "optionSets": {"yesNo": [{"id": "yes"}, {"id": "no"}], "ease": [{"id": "easy"}, {"id": "hard"}]},
    "pages": [
        {"id": "one", "dataCategory": "basic", "audience": ["student"], "items": [
            {"id": "welcome", "kind": "note"},
            {"id": "works", "kind": "single", "optionSet": "yesNo", "required": true},
            {"id": "worksNote", "kind": "note", "when": ["=", ["answer", "works"], "yes"]},
            {"id": "hours", "kind": "number", "required": true, "when": ["=", ["answer", "works"], "yes"]},
            {"id": "address", "kind": "group", "items": [
                {"id": "street", "kind": "text", "required": true}, {"id": "town", "kind": "text"}]},
            {"id": "last", "kind": "note"}
        ]},
        {"id": "two", "dataCategory": "basic", "audience": ["student"], "items": [
            {"id": "skills", "kind": "group", "layout": "matrix", "items": [
                {"id": "plan", "kind": "single", "optionSet": "ease"},
                {"id": "find", "kind": "single", "optionSet": "ease", "when": ["=", ["answer", "works"], "yes"]},
                {"id": "write", "kind": "single", "optionSet": "ease"}
            ]},
            {"id": "jobs", "kind": "repeat", "maxRows": 3, "items": [{"id": "employer", "kind": "text", "required": true}]}
        ]},
        {"id": "three", "items": [{"id": "end", "kind": "note"}, {"id": "more", "kind": "note"}]}
    ],
    "checks": [{"id": "any", "at": "skills", "fails": ["not", ["any", ["filled", ["answer", "plan"]], ["filled", ["answer", "write"]]]]}]
}"#;

struct Try {
    form: Form,
    config: Config,
    code_sets: CodeSets,
    context: Context,
}

impl Try {
    fn new(pacing: Pacing) -> Self {
        let config = Config { pacing, ..Config::default() };
        let context = Context::new(&config, PlainDate::new(2026, 11, 22).expect("a day"));
        let form = Form::load(DEFINITION, None).unwrap_or_else(|report| panic!("{report:?}"));
        Self { form, config, code_sets: CodeSets::default(), context }
    }

    fn rules(&self) -> Rules<'_> {
        Rules { form: &self.form, config: &self.config, code_sets: &self.code_sets, context: &self.context }
    }

    fn start(&self) -> FormState {
        FormState::new(self.rules(), None)
    }

    fn restored(&self, answers: &Json) -> FormState {
        FormState::new(self.rules(), Some(&draft(answers)))
    }

    fn field(&self, id: &str) -> FieldKey {
        FieldKey { item: self.form.find(id).expect("an item"), row: None }
    }

    fn act(&self, state: &mut FormState, action: Action) -> Outcome {
        state.reduce(action, self.rules())
    }

    fn answer(&self, state: &mut FormState, id: &str, answer: &str) {
        let action = match self.form.item(self.field(id).item).expect("a node").item.kind {
            guidance_contract::Kind::Single => {
                Action::Choose { field: self.field(id), option: answer.to_owned(), chosen: true }
            }
            _ => Action::Type { field: self.field(id), text: answer.to_owned() },
        };
        self.act(state, action);
    }

    fn id(&self, item: ItemIndex) -> &str {
        &self.form.item(item).expect("a node").item.id
    }

    /// What stands together, in order: "welcome+works".
    fn shown(&self, state: &FormState) -> Vec<String> {
        let stops = state.current_stops(self.rules());
        let items = |stop: &Stop| stop.items.iter().map(|item| self.id(*item)).collect::<Vec<_>>().join("+");
        stops
            .iter()
            .map(|stop| if stop.step == Step::Review { "review".to_owned() } else { items(stop) })
            .collect()
    }

    /// The question that is shown, or the step.
    fn here(&self, state: &FormState) -> String {
        match (state.question, state.step) {
            (Some(question), _) => self.id(question).to_owned(),
            (None, Step::Review) => "review".to_owned(),
            (None, Step::Page(page)) => self.form.pages()[page].id.clone(),
        }
    }
}

fn draft(answers: &Json) -> Submission {
    serde_json::from_value(json!({
        "$schema": "https://guidance-forms.example/schema/submission/1",
        "id": "018f0000-0000-4000-8000-000000000000",
        "definition": {"id": "try", "version": "1.0.0", "hash": ""},
        "status": "draft", "locale": "fi", "answeredOn": "2026-11-01", "role": "student", "answers": answers
    }))
    .expect("a submission")
}

#[test]
fn notes_stand_with_their_question() {
    let t = Try::new(Pacing::Question);
    let mut state = t.start();
    let tail = ["write+skills", "jobs", "end+more", "review"];
    assert_eq!(t.shown(&state), [&["welcome+works", "address+last", "plan"], &tail[..]].concat());
    t.answer(&mut state, "works", "yes");
    assert_eq!(
        t.shown(&state),
        [&["welcome+works+worksNote", "hours", "address+last", "plan", "find"], &tail[..]].concat(),
        "a note about an answer comes at once"
    );
    assert_eq!(t.here(&state), "works", "the person stays where they are");
    assert_eq!(t.shown(&Try::new(Pacing::Page).start()), ["", "", "", "review"]);
}

#[test]
fn next_looks_at_this_question_only() {
    let t = Try::new(Pacing::Question);
    let mut state = t.start();
    let outcome = t.act(&mut state, Action::Next);
    assert_eq!((outcome.focus, t.here(&state).as_str()), (Some(Focus::Summary), "works"));
    assert_eq!(state.visible_issues(&t.form).wrong, [t.field("works")], "the street has yet to be asked");
    t.answer(&mut state, "works", "yes");
    let outcome = t.act(&mut state, Action::Next);
    assert_eq!((outcome.focus, outcome.navigated), (Some(Focus::Heading), true));
    assert_eq!(t.here(&state), "hours");
    t.answer(&mut state, "hours", "7");
    t.act(&mut state, Action::Next);
    t.act(&mut state, Action::Next);
    assert_eq!(t.here(&state), "address", "the street is missing");
    t.answer(&mut state, "street", "Kuja 1");
    for place in ["plan", "find", "write"] {
        t.act(&mut state, Action::Next);
        assert_eq!(t.here(&state), place);
    }
    t.act(&mut state, Action::Next);
    assert_eq!((t.here(&state).as_str(), state.summary), ("write", true), "what is wrong with all rows");
    t.answer(&mut state, "write", "easy");
    for place in ["jobs", "end", "review"] {
        t.act(&mut state, Action::Next);
        assert_eq!(t.here(&state), place);
    }
    for place in ["end", "jobs", "write", "find"] {
        t.act(&mut state, Action::Previous);
        assert_eq!(t.here(&state), place);
    }
}

#[test]
fn from_review_to_one_question_and_back() {
    let t = Try::new(Pacing::Question);
    let mut state = t.restored(
        &json!({"works": "no", "street": "Kuja 1", "plan": "easy", "jobs": [{"employer": "Alko"}]}),
    );
    t.act(&mut state, Action::GoTo(Step::Page(2)));
    t.act(&mut state, Action::Next);
    assert_eq!(t.here(&state), "review");
    let town = t.field("town");
    let outcome = t.act(&mut state, Action::GoToField(town));
    assert_eq!((outcome.focus, outcome.navigated), (Some(Focus::Field(town)), true));
    assert_eq!(t.here(&state), "address");
    let outcome = t.act(&mut state, Action::Next);
    assert_eq!((outcome.focus, t.here(&state).as_str()), (Some(Focus::Change(town)), "review"));
    let employer =
        FieldKey { item: t.field("employer").item, row: Some(state.rows_of(t.field("jobs").item)[0]) };
    t.act(&mut state, Action::GoToField(employer));
    assert_eq!(t.here(&state), "jobs", "rows stand together");
}

#[test]
fn the_pace_changes_and_nothing_else_does() {
    let t = Try::new(Pacing::Choice);
    let mut state = t.start();
    t.answer(&mut state, "works", "yes");
    t.answer(&mut state, "hours", "much");
    t.act(&mut state, Action::Leave(t.field("hours")));
    let before = state.clone();
    let outcome = t.act(&mut state, Action::Pace(true));
    assert_eq!(t.here(&state), "hours", "it is wrong");
    assert_eq!(
        (outcome.navigated, outcome.focus, outcome.announcement),
        (true, None, Some(Announcement::Paced)),
        "the focus stays on the switch"
    );
    assert_eq!(state.typed(t.field("hours")), Some("much"));
    assert_eq!(state.visible_issues(&t.form).wrong, [t.field("hours")]);
    t.act(&mut state, Action::Pace(false));
    assert_eq!(state, before);
    t.answer(&mut state, "hours", "7");
    t.act(&mut state, Action::Pace(true));
    assert_eq!(t.here(&state), "address", "the first without an answer");
    t.act(&mut state, Action::Restore(None));
    assert_eq!((state.paced, t.here(&state).as_str()), (true, "works"));
}

#[test]
fn what_the_host_finds_is_shown_at_its_question() {
    let t = Try::new(Pacing::Question);
    let mut state = t.restored(
        &json!({"works": "no", "street": "Kuja 1", "plan": "easy", "jobs": [{"employer": "Alko"}]}),
    );
    t.act(&mut state, Action::Next);
    assert_eq!(t.here(&state), "review");
    let report = json!({"issues": [
        {"path": "/answers/jobs/0/employer", "code": "required", "severity": "error"},
        {"path": "/answers/plan", "code": "required", "severity": "error"},
        {"path": "/answers/works", "code": "required", "severity": "warning"}
    ]});
    let report: Rc<Report> = Rc::new(serde_json::from_value(report).expect("a report"));
    let outcome = t.act(&mut state, Action::HostIssues(report.clone()));
    assert_eq!(
        (t.here(&state).as_str(), outcome.focus, outcome.navigated),
        ("plan", Some(Focus::Summary), true)
    );
    assert!(state.summary);
    t.answer(&mut state, "plan", "hard");
    t.act(&mut state, Action::Next);
    assert_eq!(t.here(&state), "review", "back to where the person sent from");
    let pages = Try::new(Pacing::Page);
    let mut state = pages.restored(&json!({"works": "no", "street": "Kuja 1", "plan": "easy"}));
    pages.act(&mut state, Action::GoTo(Step::Page(0)));
    pages.act(&mut state, Action::HostIssues(report));
    assert_eq!(pages.here(&state), "one", "with pages the summary leads there");
}

#[test]
fn a_draft_opens_where_its_person_goes_on() {
    let opens = |answers: Json| {
        [Pacing::Page, Pacing::Question].map(|pacing| {
            let t = Try::new(pacing);
            t.here(&t.restored(&answers))
        })
    };
    assert_eq!(opens(json!({})), ["one", "works"], "nothing is answered");
    assert_eq!(opens(json!({"works": "yes"})), ["one", "hours"], "the hours are missing");
    assert_eq!(
        opens(json!({"works": "yes", "plan": "easy"})),
        ["one", "hours"],
        "missing before what was answered"
    );
    assert_eq!(
        opens(json!({"works": "no", "street": "Kuja 1"})),
        ["two", "plan"],
        "what is asked next has a rule"
    );
    assert_eq!(opens(json!({"works": "no", "street": "Kuja 1", "plan": "easy"})), ["two", "write"]);
    let all = json!({"works": "no", "street": "Kuja 1", "plan": "easy", "jobs": [{"employer": "Alko"}]});
    assert_eq!(opens(all), ["two", "end"], "the last page has yet to be seen");
}

#[test]
fn a_break_changes_nothing() {
    let t = Try::new(Pacing::Question);
    let mut state = t.start();
    t.answer(&mut state, "works", "yes");
    let before = state.clone();
    let outcome = t.act(&mut state, Action::Pause(true));
    assert_eq!((outcome.paused, outcome.focus, outcome.navigated), (Some(true), Some(Focus::Break), false));
    assert!(state.paused);
    let outcome = t.act(&mut state, Action::Pause(false));
    assert_eq!((outcome.paused, outcome.focus), (Some(false), Some(Focus::Pause)));
    assert_eq!(state, before);
}

#[test]
fn another_config_may_set_the_pace() {
    let mut t = Try::new(Pacing::Page);
    let mut state = t.start();
    t.act(&mut state, Action::GoTo(Step::Page(1)));
    t.config.pacing = Pacing::Question;
    let outcome = t.act(&mut state, Action::Recheck);
    assert_eq!((t.here(&state).as_str(), outcome.navigated), ("plan", true));
    t.config.pacing = Pacing::Choice;
    t.act(&mut state, Action::Recheck);
    assert!(state.paced, "the person's choice from now on");
    t.config.pacing = Pacing::Page;
    t.act(&mut state, Action::Recheck);
    assert_eq!(t.here(&state), "two");
}
