//! Results on the server: the view of each reader, made by the rules of the contract and cut before it leaves.

use crate::catalog::{HostedForm, HostedProposal, HostedResults};
use crate::language::Locale;
use crate::person::Caller;
use crate::portal::{Portal, Shared};
use crate::receive::body;
use crate::secret::Secret;
use crate::store::students::read;
use crate::store::talks::StoredDecision;
use crate::web::failure::Failure;
use guidance_contract::{
    Audience, Decision, ProposalView, Register, ResultsConfig, ResultsView, Submission, ViewOptions, Viewer,
};

/// Whether a submission is heard by the student, as staff are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sharing {
    /// The student sees it among the results.
    Seen,
    /// Not yet: it rests on the answers to these items. Whether each has been answered.
    Withheld(Vec<(String, bool)>),
    /// It is not for the student.
    Never,
}

/// The config with which a caller reads the results of a form about a person whom they may see.
pub async fn about(
    portal: &Shared,
    caller: &Caller,
    subject: &str,
    form: &str,
    locale: Locale,
) -> Result<ResultsConfig, Failure> {
    let hosted = portal.catalog.form(form).ok_or(Failure::NotFound)?;
    hosted.results.as_ref().ok_or(Failure::NotFound)?;
    let viewer = viewer(caller)?;
    let bodies = portal.store.submissions_about(caller, subject, form).await?;
    let shared = portal.store.talked_through(caller, subject).await?;
    let view = make(portal, form, subject, viewer.clone(), bodies, shared).await?;
    Ok(ResultsConfig {
        role: caller.role().in_forms(),
        register: Some(Register::of(viewer.audience)),
        view: Some(view),
        ..base(portal, hosted, locale)
    })
}

/// What a proposal says of a student to the caller, as the config of the form that it looks at most. Nothing when it is
/// not for them.
pub async fn proposal(
    portal: &Shared,
    caller: &Caller,
    student: &str,
    id: &str,
    locale: Locale,
) -> Result<Option<(ResultsConfig, ProposalView)>, Failure> {
    let Some(found) = portal.catalog.proposal(id) else { return Ok(None) };
    if !may_be_for(found, caller) {
        return Ok(None);
    }
    let viewer = viewer(caller)?;
    let mut bodies = Vec::new();
    for form in forms_of(found) {
        bodies.extend(portal.store.submissions_about(caller, student, form).await?);
    }
    let talked = portal.store.talked_through(caller, student).await?;
    let decided = portal.store.decisions(caller, student, id).await?;
    let decision = decided.first().map(|latest| decision(portal, latest));
    let (shared, wanted, subject) = (portal.clone(), id.to_owned(), student.to_owned());
    let view = body::work(move || {
        let hosted = shared.catalog.proposal(&wanted)?;
        let options = ViewOptions { subject: Some(subject), shared: talked, ..ViewOptions::default() };
        hosted.proposal.view(&shared.catalog.sources(), &read(&bodies), &viewer, &options, decision)
    });
    let Some(view) = view.await? else { return Ok(None) };
    let form = main_form(portal, found).ok_or(Failure::NotFound)?;
    let hosted = portal.catalog.form(form).ok_or(Failure::NotFound)?;
    let viewer = self::viewer(caller)?;
    // The proposal alone: the results have pages of their own.
    let nothing = make(portal, form, student, viewer.clone(), Vec::new(), Vec::new()).await?;
    let config = ResultsConfig {
        role: caller.role().in_forms(),
        register: Some(Register::of(viewer.audience)),
        view: Some(nothing),
        proposal: Some(view.clone()),
        ..base(portal, hosted, locale)
    };
    Ok(Some((config, view)))
}

/// Whether a proposal may be for the caller, before it is known whether they may read all that it looks at.
#[must_use]
fn may_be_for(hosted: &HostedProposal, caller: &Caller) -> bool {
    caller.role().audience().is_some_and(|audience| hosted.is_for(audience))
}

/// The form whose results a proposal is shown with: that of most of its inputs, among those with results.
#[must_use]
pub fn main_form<'a>(portal: &Portal, hosted: &'a HostedProposal) -> Option<&'a str> {
    let inputs = &hosted.definition.inputs;
    let count = |form: &str| inputs.iter().filter(|input| input.form == form).count();
    let has_results = |form: &str| portal.catalog.form(form).is_some_and(|hosted| hosted.results.is_some());
    forms_of(hosted).into_iter().filter(|form| has_results(form)).max_by_key(|form| count(form))
}

/// Whether the student hears a submission. `shared` has its id when it has been talked through with her since.
#[must_use]
pub fn sharing(
    hosted: &HostedForm,
    found: &HostedResults,
    submission: &Submission,
    shared: &[String],
) -> Sharing {
    let viewer = Viewer { audience: Audience::Student, author: submission.subject.clone() };
    let options = ViewOptions { shared: shared.to_vec(), ..ViewOptions::default() };
    let view = found.results.view(&hosted.form, std::slice::from_ref(submission), &viewer, &options);
    let mut rounds = view.voices.iter().flat_map(|voice| &voice.rounds);
    match rounds.next() {
        None => Sharing::Never,
        Some(round) if round.withheld => {
            let told = |item: &str| (item.to_owned(), submission.answers.contains_key(item));
            Sharing::Withheld(found.share_items().into_iter().map(told).collect())
        }
        Some(_) => Sharing::Seen,
    }
}

/// Whether a reader may hear the voice of a submission, by the rules of its form's results. Forms without results, and
/// versions that they do not understand, have the audiences of their items alone.
#[must_use]
pub fn may_hear(hosted: &HostedForm, submission: &Submission, viewer: &Viewer, shared: Vec<String>) -> bool {
    let Some(found) = &hosted.results else { return true };
    if found.results.unfit(submission, submission.subject.as_deref()).is_some() {
        return true;
    }
    let options = ViewOptions { shared, ..ViewOptions::default() };
    let view = found.results.view(&hosted.form, std::slice::from_ref(submission), viewer, &options);
    view.voices.iter().flat_map(|voice| &voice.rounds).any(|round| !round.withheld)
}

/// Who reads, as the rules see the caller.
pub fn viewer(caller: &Caller) -> Result<Viewer, Failure> {
    let audience = caller.role().audience().ok_or(Failure::Forbidden)?;
    Ok(Viewer { audience, author: Some(caller.id().to_owned()) })
}

async fn make(
    portal: &Shared,
    form: &str,
    subject: &str,
    viewer: Viewer,
    bodies: Vec<Secret<String>>,
    shared: Vec<String>,
) -> Result<ResultsView, Failure> {
    let (portal, form, subject) = (portal.clone(), form.to_owned(), subject.to_owned());
    let made = body::work(move || {
        let hosted = portal.catalog.form(&form)?;
        let found = hosted.results.as_ref()?;
        let options = ViewOptions { subject: Some(subject), shared, ..ViewOptions::default() };
        Some(found.results.view(&hosted.form, &read(&bodies), &viewer, &options))
    });
    made.await?.ok_or(Failure::NotFound)
}

/// What every showing of results has.
pub fn base(portal: &Portal, hosted: &HostedForm, locale: Locale) -> ResultsConfig {
    ResultsConfig {
        locale: Some(locale.tag().to_owned()),
        fallback_locales: vec!["fi".to_owned(), "en".to_owned()],
        locales: Locale::ALL.map(|locale| locale.tag().to_owned()).to_vec(),
        code_sets: portal.catalog.host_sets_of(hosted),
        ..ResultsConfig::default()
    }
}

fn forms_of(hosted: &HostedProposal) -> Vec<&str> {
    let mut forms: Vec<&str> = Vec::new();
    for input in &hosted.definition.inputs {
        if !forms.contains(&input.form.as_str()) {
            forms.push(&input.form);
        }
    }
    forms
}

fn decision(portal: &Portal, stored: &StoredDecision) -> Decision {
    Decision {
        value: stored.outcome.clone(),
        reason: stored.reason.clone(),
        by: stored.decided_by.clone(),
        on: portal.clock.day_of(stored.decided_at).to_string(),
    }
}
