//! A proposal about a student, and what humans decide on it.

use crate::catalog::HostedProposal;
use crate::language::{Text, text};
use crate::pages::fields::{Problems, passage};
use crate::pages::layout::{self, Script};
use crate::pages::login::moment;
use crate::pages::results::embed_results;
use crate::pages::students::back_to_student;
use crate::person::Caller;
use crate::portal::Shared;
use crate::results;
use crate::secret::Secret;
use crate::store::audit::Action;
use crate::store::students::Student;
use crate::store::talks::{Added, NewDecision, StoredDecision};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use guidance_contract::ProposalView;
use maud::{Markup, html};
use serde::Deserialize;

const DECISIONS: Text = text("Aiemmat päätökset", "Tidigare beslut", "Earlier decisions");
const PROPOSED: Text = text("Ehdotus oli silloin:", "Förslaget var då:", "The proposal was then:");
const DECIDE: Text = text("Kirjaa päätös", "Skriv in ett beslut", "Record a decision");
const DECIDE_HINT: Text = text(
    "Ihminen päättää, yhdessä opiskelijan kanssa. Voit valita muuta kuin ehdotetaan. Päätöstä ei voi muuttaa jälkikäteen: jos se muuttuu, kirjaa uusi. Vanhat jäävät näkyviin.",
    "En människa beslutar, tillsammans med den studerande. Du kan välja något annat än det som föreslås. Ett beslut kan inte ändras i efterhand: om det ändras, skriv in ett nytt. De gamla förblir synliga.",
    "A human decides, together with the student. You may choose otherwise than proposed. A decision cannot be changed afterwards: if it changes, record a new one. The old ones stay in sight.",
);
const READERS: Text = text(
    "Päätöksen ja perustelun lukevat ne opiskelijaa tukevat työntekijät, jotka saavat lukea ehdotuksen. Opiskelija ei näe niitä täällä: kerro ne hänelle keskustelussa.",
    "Beslutet och motiveringen läses av de anställda som stöder den studerande och får läsa förslaget. Den studerande ser dem inte här: berätta om dem i samtalet.",
    "The decision and its grounds are read by the staff who support the student and may read the proposal. The student does not see them here: tell them in the talk.",
);
const OUTCOME: Text = text("Päätös", "Beslut", "Decision");
const REASON: Text = text("Perustelu", "Motivering", "Grounds");
const REASON_HINT: Text = text(
    "10–1000 merkkiä. Älä kirjoita terveystietoja, joita päätös ei tarvitse.",
    "10–1000 tecken. Skriv inga hälsouppgifter som beslutet inte behöver.",
    "10–1000 characters. Do not write health data that the decision does not need.",
);
const CHOOSE: Text = text("Valitse päätös.", "Välj ett beslut.", "Choose a decision.");
const REASON_LENGTH: Text = text(
    "Kirjoita perustelu, 10–1000 merkkiä.",
    "Skriv en motivering, 10–1000 tecken.",
    "Write the grounds, 10–1000 characters.",
);
const DECIDED: Text =
    text("Päätös on kirjattu.", "Beslutet har skrivits in.", "The decision has been recorded.");

/// Characters of a reason.
const REASON_CHARACTERS: std::ops::RangeInclusive<usize> = 10..=1000;

/// What has just been done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    pub(crate) done: String,
}

/// The form of a decision.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Decision {
    outcome: String,
    reason: String,
}

/// The page of a proposal.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path((id, proposal)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let page = Page::open(&portal, &frame, &caller, &id, &proposal).await?;
    let is_done = done.done == "decided";
    page.answer(&portal, &frame, &caller, &Decision::default(), &Problems::default(), is_done).await
}

/// Records a decision.
pub async fn decide(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path((id, proposal)): Path<(String, String)>,
    axum::Form(typed): axum::Form<Decision>,
) -> Result<Response, Failure> {
    let page = Page::open(&portal, &frame, &caller, &id, &proposal).await?;
    let hosted = portal.catalog.proposal(&proposal).ok_or(Failure::NotFound)?;
    let reason = passage(&typed.reason);
    let mut problems = Problems::default();
    problems.unless(hosted.outcomes().contains(&typed.outcome.as_str()), "outcome", CHOOSE);
    problems.unless(REASON_CHARACTERS.contains(&reason.chars().count()), "reason", REASON_LENGTH);
    if !problems.is_empty() {
        let mut response = page.answer(&portal, &frame, &caller, &typed, &problems, false).await?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    let new = NewDecision {
        proposal: &proposal,
        proposed: &page.view.outcome,
        outcome: &typed.outcome,
        reason: &Secret::new(reason),
    };
    match portal.store.decide(&caller, &page.student.id, &new).await? {
        Added::New(id) => portal.store.record(&caller, Action::Decide, &id, &page.student.id).await?,
        Added::Again => {}
        Added::Unknown => return Err(Failure::NotFound),
    }
    let to = format!("/students/{}/proposals/{proposal}?done=decided", page.student.id);
    Ok(Redirect::to(&to).into_response())
}

struct Page {
    student: Student,
    view: ProposalView,
}

impl Page {
    /// The proposal, for whom it is.
    async fn open(
        portal: &Shared,
        frame: &Frame,
        caller: &Caller,
        student: &str,
        proposal: &str,
    ) -> Result<Self, Failure> {
        let student = portal.store.student(caller, student).await?.ok_or(Failure::NotFound)?;
        let found = results::proposal(portal, caller, &student.id, proposal, frame.locale).await?;
        let (_, view) = found.ok_or(Failure::NotFound)?;
        Ok(Self { student, view })
    }

    async fn answer(
        &self,
        portal: &Shared,
        frame: &Frame,
        caller: &Caller,
        typed: &Decision,
        problems: &Problems,
        is_done: bool,
    ) -> Result<Response, Failure> {
        let id = &self.view.id;
        let hosted = portal.catalog.proposal(id).ok_or(Failure::NotFound)?;
        let form = results::main_form(portal, hosted).ok_or(Failure::NotFound)?;
        let decisions = portal.store.decisions(caller, &self.student.id, id).await?;
        if decisions.len() > 1 {
            // The earlier ones are on the page itself, and say what was proposed.
            portal.store.record(caller, Action::ProposalRead, id, &self.student.id).await?;
        }
        let title = format!("{}: {}", self.student.name, hosted.wording(frame.locale).title().text);
        let config = format!("/api/students/{}/proposals/{id}/config", self.student.id);
        let content = html! {
            (back_to_student(frame, &self.student))
            h1 { (title) }
            (problems.summary(frame))
            @if is_done { p class="done" role="status" { (frame.say(DECIDED)) } }
            (embed_results(frame, form, &config))
            // The latest is beside the proposal itself.
            @if let [_, earlier @ ..] = decisions.as_slice() && !earlier.is_empty() {
                section aria-labelledby="decisions" {
                    h2 id="decisions" { (frame.say(DECISIONS)) }
                    (history(portal, frame, hosted, earlier))
                }
            }
            section class="card decide" aria-labelledby="decide" {
                h2 id="decide" { (frame.say(DECIDE)) }
                p { (frame.say(DECIDE_HINT)) }
                p { (frame.say(READERS)) }
                (self.form(frame, hosted, typed, problems))
            }
        };
        Ok(layout::page(frame, &problems.title(frame, &title), Script::None, &content).into_response())
    }

    fn form(&self, frame: &Frame, hosted: &HostedProposal, typed: &Decision, problems: &Problems) -> Markup {
        html! {
            form method="post" action={ "/students/" (self.student.id) "/proposals/" (self.view.id) } {
                fieldset class="field" id="outcome" tabindex="-1"
                    aria-describedby=[problems.described_by("outcome", false)] {
                    legend { (frame.say(OUTCOME)) }
                    (problems.at(frame, "outcome"))
                    @let wording = hosted.wording(frame.locale);
                    @for outcome in hosted.outcomes() {
                        label class="choice" {
                            input type="radio" name="outcome" value=(outcome) required
                                checked[typed.outcome == outcome];
                            " " (wording.outcome(outcome).text)
                        }
                    }
                }
                p class="field" {
                    label for="reason" { (frame.say(REASON)) }
                    span class="hint" id="reason-hint" { (frame.say(REASON_HINT)) }
                    (problems.at(frame, "reason"))
                    textarea id="reason" name="reason" rows="4" required minlength="10" maxlength="1000"
                        aria-invalid=[problems.invalid("reason")]
                        aria-describedby=[problems.described_by("reason", true)] { (typed.reason) }
                }
                button { (frame.say(DECIDE)) }
            }
        }
    }
}

fn history(portal: &Shared, frame: &Frame, hosted: &HostedProposal, decisions: &[StoredDecision]) -> Markup {
    let wording = hosted.wording(frame.locale);
    html! {
        ol class="history" reversed {
            @for decision in decisions {
                li class="card" {
                    h3 { (wording.outcome(&decision.outcome).text) }
                    p class="typed" { (decision.reason) }
                    p class="hint" {
                        (decision.decided_by) ", " (moment(portal, frame, decision.decided_at)) ". "
                        (frame.say(PROPOSED)) " " (wording.outcome(&decision.proposed).text) "."
                    }
                }
            }
        }
    }
}
