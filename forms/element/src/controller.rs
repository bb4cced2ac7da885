//! One form in the page: takes what the host gives, shows the form, and tells the host what happens.
//!
//! Methods take `&self` and hold no borrow while they call out: a host's event listener may call straight back.

use crate::event;
use crate::form_loading::{FormLoading, Loaded};
use crate::loading::{Obstacle, code_set, code_set_of, failed_load};
use crate::mount::Mount;
use crate::port::Port;
use crate::reply::{self, Outcome};
use crate::sending::Taken;
use crate::validity;
use guidance_components::{FileStore, FormEvent, FormProps, GuidanceForm, SubmitState};
use guidance_contract::{
    CodeSets, Config, Document, DraftPolicy, Issue, IssueCode, PlainDate, Report, Severity, Submission,
    SubmitReply, Table,
};
use serde_json::json;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;
use yew::Callback;

/// How long after the last change a draft is given to the host, milliseconds.
const DRAFT_DELAY: u32 = 2_000;

/// One form in the page.
#[wasm_bindgen]
pub struct Controller {
    inner: Rc<Inner>,
}

struct Inner {
    port: Port,
    div: Element,
    around: u32,
    files: FileStore,
    loading: RefCell<FormLoading>,
    state: RefCell<State>,
    mount: RefCell<Option<Mount<GuidanceForm>>>,
}

#[derive(Debug, Default)]
struct State {
    /// What the views have; none before the first time.
    loaded: Option<Loaded>,
    /// The id of the next submission, when the config names none.
    submission_id: String,
    config: Option<(Rc<Config>, Rc<Config>)>,
    code_sets: CodeSets,
    /// Code sets that could not be loaded.
    failed_code_sets: Rc<Table<String, ()>>,
    disabled: bool,
    issues: Rc<Report>,
    submit_state: SubmitState,
    restore: (u32, Option<Rc<Submission>>),
    /// The latest draft and what is wrong with it.
    current: Option<(Rc<Submission>, Rc<Report>)>,
    /// Whether the host has yet to be given the latest draft.
    is_draft_due: bool,
    /// The submission on its way.
    sending: Option<Rc<Submission>>,
}

#[wasm_bindgen]
impl Controller {
    /// A controller that will draw in `div`; `around` is the tree number of a Yew application around it, or 0.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(port: Port, div: Element, around: u32) -> Self {
        let state = State { submission_id: port.uuid(), ..State::default() };
        Self {
            inner: Rc::new(Inner {
                port,
                div,
                around,
                files: FileStore::default(),
                loading: RefCell::default(),
                state: RefCell::new(state),
                mount: RefCell::default(),
            }),
        }
    }

    /// Takes what the host gives; acted on by [`Controller::advance`].
    pub fn give(&self, name: &str, text: Option<String>) {
        self.inner.give(name, text);
    }

    /// Goes on as far as possible with what there is.
    pub fn advance(&self) {
        self.inner.advance();
    }

    /// Takes a file that was asked for, or why it could not be read.
    pub fn loaded(&self, name: &str, text: Option<String>, card: Option<String>, found: Option<String>) {
        let is_offline = card.is_some_and(|card| card == "offline");
        self.inner.loaded(name, text, is_offline, found.unwrap_or_default());
    }

    /// Takes the answer to a submission; a status of 0 means that none came.
    pub fn answered(&self, status: u16, content_type: &str, body: &str, is_online: bool) {
        self.inner.answered(status, content_type, body, is_online);
    }

    /// The submission or report as JSON, once there is one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        let state = self.inner.state.borrow();
        let (submission, report) = state.current.as_ref()?;
        Some(if name == "report" { event::report_text(report) } else { event::text(&**submission) })
    }

    /// Shows in place what is wrong now.
    pub fn show_issues(&self) {
        {
            let mut state = self.inner.state.borrow_mut();
            let Some((_, report)) = &state.current else { return };
            state.issues = Rc::clone(report);
        }
        self.inner.show();
    }

    /// Goes back to the form as it was at first, with a new submission id.
    pub fn reset(&self) {
        self.inner.reset();
    }

    /// Gives the host a draft that is due.
    pub fn flush(&self) {
        self.inner.flush();
    }

    /// Whether the events of the form could be taken for those of a Yew application around it.
    #[must_use]
    pub fn collides(&self, around: u32) -> bool {
        self.inner.mount.borrow().as_ref().is_some_and(|mount| mount.collides(around))
    }

    /// Takes the form out of the page.
    pub fn close(self) {
        let mount = self.inner.mount.borrow_mut().take();
        if let Some(mount) = mount {
            mount.destroy();
        }
    }
}

impl Inner {
    fn give(&self, name: &str, text: Option<String>) {
        match name {
            "disabled" => self.state.borrow_mut().disabled = text.is_some(),
            "issues" => {
                let report = text.map_or_else(|| Ok(Report::default()), |text| Report::parse(&text));
                match report {
                    Ok(report) => self.set_issues(report),
                    Err(report) => self.complain(&report),
                }
            }
            "submission" => match text.map(|text| Submission::parse(&text)).transpose() {
                Ok(submission) => {
                    let mut state = self.state.borrow_mut();
                    state.restore = (state.restore.0 + 1, submission.map(Rc::new));
                    state.submit_state = SubmitState::Idle;
                }
                Err(report) => self.complain(&report),
            },
            _ => self.loading.borrow_mut().base().give(name, text),
        }
    }

    fn set_issues(&self, report: Report) {
        let mut state = self.state.borrow_mut();
        if *state.issues != report {
            state.issues = Rc::new(report);
        }
    }

    fn advance(self: &Rc<Self>) {
        let Some(today) = today() else { return };
        let outcome = self.loading.borrow_mut().outcome(today);
        let wanted = self.loading.borrow_mut().take_wanted();
        for file in wanted {
            self.port.load(&file.name, file.is_shipped);
        }
        match outcome {
            Ok(loaded) => {
                let warnings = Rc::clone(&loaded.warnings);
                let is_new = self.take(loaded);
                self.show();
                if is_new && !warnings.is_empty() {
                    self.complain(&warnings);
                }
            }
            Err(Obstacle::Awaited) => {}
            Err(Obstacle::Failed { card, report }) => self.port.fail(card, &event::report_text(&report)),
        }
    }

    fn loaded(self: &Rc<Self>, name: &str, text: Option<String>, is_offline: bool, found: String) {
        if let Some(set) = code_set_of(name) {
            self.take_code_set(set, text, &found);
            return;
        }
        if text.is_none() {
            // Only a warning: there may be a fallback. If there is none, the failure is told as such.
            self.complain(&failed_load(&found, Severity::Warning));
        }
        let card = if is_offline { "offline" } else { "missing" };
        self.loading.borrow_mut().base().take(name, text.ok_or((card, found)));
        self.advance();
    }

    fn take_code_set(self: &Rc<Self>, name: &str, text: Option<String>, found: &str) {
        match code_set(text, found) {
            Ok(set) => {
                let mut state = self.state.borrow_mut();
                state.code_sets.insert(name, set);
                Rc::make_mut(&mut state.failed_code_sets).remove(name);
            }
            Err(report) => {
                Rc::make_mut(&mut self.state.borrow_mut().failed_code_sets).insert(name.to_owned(), ());
                self.complain(&report);
            }
        }
        self.show();
    }

    /// Takes what has been loaded into the state of the views; says whether it is new.
    fn take(&self, loaded: Loaded) -> bool {
        let mut state = self.state.borrow_mut();
        let is_first = state.loaded.is_none();
        let is_new_config =
            state.loaded.as_ref().is_none_or(|before| !Rc::ptr_eq(&before.config, &loaded.config));
        if is_new_config {
            for (name, set) in &loaded.config.code_sets {
                state.code_sets.insert(name.as_str(), set.clone());
            }
        }
        if is_first && state.restore.1.is_none() {
            state.restore.1 = loaded.config.submission.clone().map(Rc::new);
        }
        let before = state.loaded.replace(loaded);
        let is_same =
            |loaded: &Loaded| before.is_some_and(|before| Rc::ptr_eq(&before.warnings, &loaded.warnings));
        !state.loaded.as_ref().is_some_and(is_same)
    }

    /// The config for the views: the host's, with an id for the submission.
    fn view_config(state: &mut State, config: &Rc<Config>) -> Rc<Config> {
        let id = match &state.restore.1 {
            _ if config.submission_id.is_some() => return Rc::clone(config),
            Some(submission) if !submission.id.is_empty() => submission.id.clone(),
            _ => state.submission_id.clone(),
        };
        match &state.config {
            Some((host, view)) if Rc::ptr_eq(host, config) && view.submission_id.as_ref() == Some(&id) => {
                Rc::clone(view)
            }
            _ => {
                let view = Rc::new(Config { submission_id: Some(id), ..Config::clone(config) });
                state.config = Some((Rc::clone(config), Rc::clone(&view)));
                view
            }
        }
    }

    fn props(self: &Rc<Self>) -> Option<FormProps> {
        let mut state = self.state.borrow_mut();
        let Loaded { config, form, texts, .. } = state.loaded.clone()?;
        let config = Self::view_config(&mut state, &config);
        let inner = Rc::downgrade(self);
        Some(FormProps {
            form,
            texts,
            config,
            code_sets: state.code_sets.clone(),
            failed_code_sets: Rc::clone(&state.failed_code_sets),
            today: today()?,
            issues: Rc::clone(&state.issues),
            submit_state: state.submit_state.clone(),
            restore: state.restore.clone(),
            disabled: state.disabled,
            files: Rc::clone(&self.files),
            on_event: Callback::from(move |event| {
                if let Some(inner) = Weak::upgrade(&inner) {
                    inner.happened(event);
                }
            }),
        })
    }

    /// Drops answers of another form, which nobody wants to see in this one; the host is told.
    fn drop_foreign(&self) {
        let report = {
            let mut state = self.state.borrow_mut();
            let Some(own) = state.loaded.as_ref().map(|loaded| loaded.form.reference().id.clone()) else {
                return;
            };
            let Some(found) = state.restore.1.as_ref().map(|submission| submission.definition.id.clone())
            else {
                return;
            };
            if found == own {
                return;
            }
            state.restore.1 = None;
            let issue = Issue::error("/definition/id", IssueCode::DefinitionMismatch);
            Report { issues: vec![issue.with("expected", own).with("found", found)] }
        };
        self.complain(&report);
    }

    /// Brings the page up to date with the state.
    fn show(self: &Rc<Self>) {
        self.drop_foreign();
        let Some(props) = self.props() else { return };
        let ready = {
            let reference = props.form.reference();
            json!({ "form": reference.id, "version": reference.version, "locale": props.texts.locale() })
        };
        let reads_aloud = props.config.read_aloud;
        let mount = self.mount.borrow_mut().take();
        let is_first = mount.is_none();
        let mount = match mount {
            Some(mut mount) => {
                mount.update(props);
                mount
            }
            None => Mount::new(&self.div, props, self.around, GuidanceForm::use_up_tree),
        };
        *self.mount.borrow_mut() = Some(mount);
        self.port.shown(reads_aloud);
        if is_first {
            self.port.tell("ready", &ready);
        }
    }

    fn happened(self: &Rc<Self>, event: FormEvent) {
        match event {
            FormEvent::Changed { path, submission, report } => self.changed(&path, &submission, report),
            FormEvent::Navigated { page, title, item, index, count } => {
                let detail = event::navigate_detail(&page, &title, item.as_deref(), index, count);
                self.port.tell("navigate", &detail);
                self.flush();
            }
            FormEvent::Paused(paused) => {
                self.flush();
                self.port.tell(if paused { "pause" } else { "resume" }, &json!({}));
            }
            FormEvent::Submit { submission } => self.submit(&submission),
            FormEvent::CodeSetWanted(name) => self.port.load(&["codes/", &name, ".json"].concat(), true),
            FormEvent::LocaleWanted(locale) => {
                self.port.tell("locale", &json!({ "locale": locale }));
                self.loading.borrow_mut().base().choose_locale(locale);
                self.advance();
            }
        }
    }

    fn changed(&self, path: &str, submission: &Rc<Submission>, report: Rc<Report>) {
        let (validity, keeps_drafts) = {
            let mut state = self.state.borrow_mut();
            let Some(loaded) = &state.loaded else { return };
            let validity = validity::of(&report, &loaded.form, &loaded.texts);
            let keeps_drafts = loaded.config.draft == DraftPolicy::Host;
            state.current = Some((Rc::clone(submission), report));
            // A report without a change, as after a change of language, takes no draft back that is due.
            state.is_draft_due |= keeps_drafts && !path.is_empty();
            (validity, keeps_drafts)
        };
        if self.port.has_form() {
            // Without drafts nothing is kept, not even by the browser: the next person may be another one.
            self.port.value(&event::text(&**submission), keeps_drafts);
        }
        let (flag, text, anchor) = validity;
        self.port.validity(flag, &text, &anchor);
        // The report at the start is no change.
        if !path.is_empty() {
            self.port.tell("change", &json!({ "path": path }));
            if keeps_drafts {
                self.port.later(DRAFT_DELAY);
            }
        }
    }

    fn flush(&self) {
        let draft = {
            let mut state = self.state.borrow_mut();
            if !std::mem::take(&mut state.is_draft_due) {
                return;
            }
            state.current.as_ref().map(|(submission, _)| event::text(&**submission))
        };
        if let Some(draft) = draft {
            self.port.emit("draft", &event::submission_detail(&draft), None);
        }
    }

    fn submit(self: &Rc<Self>, submission: &Rc<Submission>) {
        let url = {
            let mut state = self.state.borrow_mut();
            if state.sending.is_some() {
                return;
            }
            state.is_draft_due = false;
            state.sending = Some(Rc::clone(submission));
            state.loaded.as_ref().and_then(|loaded| loaded.config.submit_url.clone())
        };
        let body = event::text(&**submission);
        let files = event::files(submission, &self.files);
        let taken = self.port.offer("submit", &event::submission_detail(&body), &files);
        let submit_state = match (taken, url) {
            (Taken::WillReply, _) => SubmitState::Sending,
            (Taken::Left, Some(url)) => {
                self.port.post(&url, &body, &files);
                SubmitState::Sending
            }
            // The host sees to it in its own way: it said so, or its own <form> sends the value.
            (Taken::Prevented, _) => SubmitState::Idle,
            (Taken::Left, None) if self.port.has_form() => SubmitState::Idle,
            (Taken::Left, None) => {
                self.complain(&nowhere());
                SubmitState::Failed { reason: "status.notConnected" }
            }
        };
        {
            let mut state = self.state.borrow_mut();
            // A listener may have reset the form meanwhile: then nothing is on its way that anybody waits for.
            if !state.sending.as_ref().is_some_and(|sending| Rc::ptr_eq(sending, submission)) {
                return;
            }
            if submit_state != SubmitState::Sending {
                state.sending = None;
            }
            state.submit_state = submit_state;
            state.issues = Rc::default();
        }
        self.show();
    }

    fn answered(self: &Rc<Self>, status: u16, content_type: &str, body: &str, is_online: bool) {
        // Of another time: the form was reset or answered already.
        let Some(submission) = self.state.borrow_mut().sending.take() else { return };
        let outcome = reply::read(status, content_type, body, &submission.id, is_online);
        let failure = {
            let mut state = self.state.borrow_mut();
            let (submit_state, failure) = match outcome {
                Outcome::Stored(reply) => (sent(reply), None),
                Outcome::Refused(report) => {
                    state.issues = Rc::new(report);
                    (SubmitState::Idle, None)
                }
                Outcome::Failed { reason, report } => (SubmitState::Failed { reason }, Some(report)),
            };
            state.submit_state = submit_state;
            failure
        };
        self.show();
        if let Some(report) = failure {
            self.complain(&report);
        }
    }

    fn reset(self: &Rc<Self>) {
        {
            let id = self.port.uuid();
            let mut state = self.state.borrow_mut();
            state.submission_id = id;
            state.restore = (state.restore.0 + 1, None);
            state.submit_state = SubmitState::Idle;
            state.issues = Rc::default();
            state.is_draft_due = false;
            state.sending = None;
        }
        self.files.borrow_mut().clear();
        self.show();
    }

    /// Tells the host of something that the person need not see.
    fn complain(&self, report: &Report) {
        self.port.complain(&event::report_text(report));
    }
}

/// Nobody has said where the submission goes.
fn nowhere() -> Report {
    let issue = Issue::error("/submitUrl", IssueCode::Send);
    Report {
        issues: vec![
            issue.with("expected", "submitUrl, or a listener of guidance-submit that calls respondWith"),
        ],
    }
}

fn sent(reply: SubmitReply) -> SubmitState {
    SubmitState::Sent(Rc::new(reply))
}

/// The device's date.
fn today() -> Option<PlainDate> {
    let now = js_sys::Date::new_0();
    let number = |part: u32| u8::try_from(part).ok();
    PlainDate::new(
        u16::try_from(now.get_full_year()).ok()?,
        number(now.get_month() + 1)?,
        number(now.get_date())?,
    )
}
