//! The config of each embedding: what the portal decides for one person and one form.

use crate::catalog::HostedForm;
use crate::guest::Guest;
use crate::language::{Language, Locale, Text, text};
use crate::person::{Caller, PersonRole};
use crate::portal::Portal;
use crate::register;
use crate::results;
use crate::secret::Secret;
use crate::store::assignments::Assignment;
use crate::store::submissions::StoredSubmission;
use crate::web::failure::Failure;
use guidance_contract::{
    Attachment, Audience, Config, DraftPolicy, Form, Kind, Mode, Pacing, PlainDate, Prefill, Role,
    Submission, SyntheticIdentityCodes, Viewer,
};
use serde::Deserialize as _;
use serde_json::Value;

const REGISTER: Text = text("Opiskelijarekisteri", "Studeranderegistret", "Student register");
const PORTAL: Text = text("Kirjautuminen", "Inloggningen", "Log-in");
const EARLIER_ANSWER: Text = text("Edellinen vastauksesi", "Ditt förra svar", "Your last answer");
const INVITATION: Text = text("Kutsu", "Inbjudan", "Invitation");

/// The config with which `caller` fills in `assignment`. Sent to the browser, and made again to check what
/// comes back: a locked answer, a role or a subject that differs is refused.
pub async fn to_fill_in(
    portal: &Portal,
    caller: &Caller,
    assignment: &Assignment,
    locale: Locale,
) -> Result<Config, Failure> {
    let hosted = portal.catalog.form(&assignment.form).ok_or(Failure::NotFound)?;
    let entry =
        portal.store.register_entry(caller, &assignment.subject_id).await?.ok_or(Failure::NotFound)?;
    let mut config = Config {
        role: caller.role().in_forms(),
        subject: Some(assignment.subject_id.clone()),
        author: Some(caller.id().to_owned()),
        submission_id: (!assignment.repeats()).then(|| assignment.submission_id.clone()),
        draft: DraftPolicy::Host,
        pacing: Pacing::Choice,
        read_aloud: true,
        submit_url: Some(format!("/api/assignments/{}/submissions", assignment.id)),
        return_url: Some(way_back(caller)),
        ..base(portal, hosted, locale)
    };
    let language = locale.language();
    let form = &hosted.form;
    let readable = |answers: &_| match caller.role().audience() {
        Some(audience) => form.project(answers, audience),
        None => guidance_contract::Answers::new(),
    };
    register::prefill(&mut config, form, &entry, readable, REGISTER.in_language(language));
    add_filler(&mut config, form, caller, language);
    if has_option(form, RATER_ROLE, usual_rater_role(caller)) {
        let earlier = portal.store.own_latest(caller, &assignment.subject_id, &assignment.form).await?;
        add_rater_role(&mut config, form, caller, earlier.as_ref(), language);
    }
    Ok(config)
}

/// Where the receipt leads: to the list that the form was opened from. Results wait there.
fn way_back(caller: &Caller) -> String {
    match caller.role() {
        PersonRole::Student | PersonRole::Guardian => "/".to_owned(),
        _ => "/to-fill".to_owned(),
    }
}

/// The config with which a guest fills in. Nothing of the register is in it, not even the name of the student.
pub fn to_rate(portal: &Portal, guest: &Guest, locale: Locale) -> Result<Config, Failure> {
    let hosted = portal.catalog.form(guest.form()).ok_or(Failure::NotFound)?;
    let mut config = Config {
        role: Role::Employer,
        subject: Some(guest.subject.clone()),
        author: Some(guest.author().to_owned()),
        submission_id: Some(guest.submission_id.clone()),
        draft: DraftPolicy::Host,
        pacing: Pacing::Choice,
        read_aloud: true,
        submit_url: Some(guest.data("submissions")),
        return_url: Some(guest.page()),
        ..base(portal, hosted, locale)
    };
    if hosted.form.find(RATER_NAME).is_some() {
        let source = Some(INVITATION.in_language(locale.language()).to_owned());
        let value = guest.name.as_str().into();
        // Whoever was invited answers: nobody rates under another's name.
        config.prefill.insert(RATER_NAME.to_owned(), Prefill { value, source, locked: true });
    }
    Ok(config)
}

/// The config with which `caller` reads a sent form: only answers of the caller's audience are in it.
pub fn to_review(
    portal: &Portal,
    caller: &Caller,
    stored: &StoredSubmission,
    locale: Locale,
) -> Result<Config, Failure> {
    let hosted = portal.catalog.form(&stored.summary.form).ok_or(Failure::NotFound)?;
    let audience = caller.role().audience().ok_or(Failure::Forbidden)?;
    let submission = readable(hosted, caller, stored)?;
    Ok(Config {
        mode: Mode::Review,
        // The form as it was then: its rules see the sender's role and day.
        role: submission.role,
        today: Some(submission.answered_on.clone()),
        audience: Some(audience),
        submission: Some(submission),
        ..base(portal, hosted, locale)
    })
}

/// The config with which a guest reads again what they have sent, as far as the rules of the results let its author:
/// nothing that was computed of it.
pub fn to_review_own(
    portal: &Portal,
    guest: &Guest,
    body: &Secret<String>,
    locale: Locale,
) -> Result<Config, Failure> {
    let hosted = portal.catalog.form(guest.form()).ok_or(Failure::NotFound)?;
    let mut submission: Submission = serde_json::from_str(body.expose()).map_err(|_| {
        tracing::error!(id = guest.submission_id, "a stored submission cannot be read");
        Failure::Internal
    })?;
    let viewer = Viewer { audience: Audience::Employer, author: Some(guest.author().to_owned()) };
    if hosted.results.is_none() || !results::may_hear(hosted, &submission, &viewer, Vec::new()) {
        return Err(Failure::NotFound);
    }
    submission.computed.clear();
    Ok(Config {
        mode: Mode::Review,
        role: submission.role,
        today: Some(submission.answered_on.clone()),
        submission: Some(submission),
        ..base(portal, hosted, locale)
    })
}

/// The files that the answers of the caller's audience name.
pub fn attachments(
    portal: &Portal,
    caller: &Caller,
    stored: &StoredSubmission,
) -> Result<Vec<Attachment>, Failure> {
    let hosted = portal.catalog.form(&stored.summary.form).ok_or(Failure::NotFound)?;
    let submission = readable(hosted, caller, stored)?;
    Ok(files_of(&hosted.form, &submission).into_iter().map(|(_, file)| file).collect())
}

/// Every file that a submission names, with the JSON Pointer of its place.
pub fn files_of(form: &Form, submission: &Submission) -> Vec<(String, Attachment)> {
    let mut files = Vec::new();
    for (_, node) in form.items().filter(|(_, node)| node.item.kind == Kind::File) {
        let id = &node.item.id;
        match node.repeat.and_then(|repeat| form.item(repeat)) {
            None => collect(&format!("/answers/{id}"), submission.answers.get(id), &mut files),
            Some(repeat) => {
                let repeat = &repeat.item.id;
                let rows = submission.answers.get(repeat).and_then(Value::as_array);
                for (number, row) in rows.into_iter().flatten().enumerate() {
                    collect(&format!("/answers/{repeat}/{number}/{id}"), row.get(id), &mut files);
                }
            }
        }
    }
    files
}

fn collect(path: &str, answer: Option<&Value>, files: &mut Vec<(String, Attachment)>) {
    for (number, file) in answer.and_then(Value::as_array).into_iter().flatten().enumerate() {
        if let Ok(file) = Attachment::deserialize(file) {
            files.push((format!("{path}/{number}"), file));
        }
    }
}

fn readable(hosted: &HostedForm, caller: &Caller, stored: &StoredSubmission) -> Result<Submission, Failure> {
    let audience = caller.role().audience().ok_or(Failure::Forbidden)?;
    let submission: Submission = serde_json::from_str(stored.body.expose()).map_err(|_| {
        tracing::error!(id = stored.summary.id, "a stored submission cannot be read");
        Failure::Internal
    })?;
    let mut readable = hosted.form.project_submission(&submission, audience);
    if !results::may_hear(hosted, &submission, &results::viewer(caller)?, stored.summary.shared()) {
        readable.answers.clear();
        readable.computed.clear();
        readable.shown = guidance_contract::Table::default();
    }
    Ok(readable)
}

fn base(portal: &Portal, hosted: &HostedForm, locale: Locale) -> Config {
    let accept = portal.options.synthetic_identity_codes;
    Config {
        locale: Some(locale.tag().to_owned()),
        fallback_locales: vec!["fi".to_owned(), "en".to_owned()],
        locales: Locale::ALL.map(|locale| locale.tag().to_owned()).to_vec(),
        today: Some(portal.clock.today().to_string()),
        code_sets: portal.catalog.host_sets_of(hosted),
        synthetic_identity_codes: if accept {
            SyntheticIdentityCodes::Accept
        } else {
            SyntheticIdentityCodes::Refuse
        },
        ..Config::default()
    }
}

/// The item that asks in which role a member of staff rates.
const RATER_ROLE: &str = "raterRole";

/// The option that the role in the portal stands for; none when it says nothing.
fn usual_rater_role(caller: &Caller) -> &'static str {
    match caller.role() {
        PersonRole::Teacher => "teacher",
        PersonRole::Counsellor => "jobCoach",
        _ => "",
    }
}

fn has_option(form: &Form, item: &str, option: &str) -> bool {
    let node = form.find(item).and_then(|index| form.item(index));
    node.is_some_and(|node| node.options.iter().any(|own| own.id == option))
}

/// Known, and not locked: a teacher may coach at work this time. What the same person answered last goes first.
fn add_rater_role(
    config: &mut Config,
    form: &Form,
    caller: &Caller,
    earlier: Option<&Secret<String>>,
    language: Language,
) {
    let earlier: Option<Submission> = earlier.and_then(|body| serde_json::from_str(body.expose()).ok());
    let answered =
        earlier.as_ref().and_then(|earlier| earlier.answers.get(RATER_ROLE)).and_then(Value::as_str);
    let answered = answered.filter(|option| has_option(form, RATER_ROLE, option));
    let source = if answered.is_some() { EARLIER_ANSWER } else { PORTAL };
    let value = answered.unwrap_or_else(|| usual_rater_role(caller)).into();
    let source = Some(source.in_language(language).to_owned());
    config.prefill.insert(RATER_ROLE.to_owned(), Prefill { value, source, locked: false });
}

/// The item that asks an observer's name.
const RATER_NAME: &str = "raterName";

/// Who fills in is known from the log-in.
fn add_filler(config: &mut Config, form: &Form, caller: &Caller, language: Language) {
    let filler = match caller.role() {
        PersonRole::Student => "self",
        PersonRole::Guardian => "guardian",
        _ => "staff",
    };
    let mut known = vec![("filler", filler.to_owned())];
    if caller.role() != PersonRole::Student {
        known.push(("fillerName", caller.name().to_owned()));
        known.push(("fillerRole", caller.role().name().in_language(language).to_owned()));
        known.push((RATER_NAME, caller.name().to_owned()));
    }
    for (item, value) in known {
        if form.find(item).is_some() {
            let source = Some(PORTAL.in_language(language).to_owned());
            config.prefill.insert(item.to_owned(), Prefill { value: value.into(), source, locked: true });
        }
    }
}

/// The locale in which a sender was told her role. It is not always that of the request: another window may have
/// changed the language since the form was opened, and the locked answer cannot be changed there.
pub fn locale_when_opened(caller: &Caller, submission: &Submission, locale: Locale) -> Locale {
    let told = submission.answers.get("fillerRole").and_then(Value::as_str);
    let is_told = |locale: &Locale| told == Some(caller.role().name().in_language(locale.language()));
    Locale::ALL.into_iter().find(is_told).unwrap_or(locale)
}

/// The contract's own kind of day.
pub fn plain_date(day: jiff::civil::Date) -> Result<PlainDate, Failure> {
    PlainDate::parse_iso(&day.to_string()).ok_or(Failure::Internal)
}
