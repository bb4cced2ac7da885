//! The demonstration's history: what its people sent before the first day, so that there is something to talk about
//! from the first minute. The answers are the shipped examples, and they come in as all others do: by the config that
//! the sender would have had, checked by the form's rules as of their day, through the one writer.

use crate::catalog::Example;
use crate::embedding;
use crate::guest::Guest;
use crate::language::Locale;
use crate::person::{Caller, PersonRole};
use crate::portal::Shared;
use crate::receive::submission::store_history;
use crate::store::seed::{PastTask, Sender};
use crate::store::writer::Author;
use anyhow::Context as _;
use guidance_contract::{Config, Context, Form, Messages, PlainDate, Status, Submission, Texts, schema_address};
use jiff::civil::Date;

const HOUR: i64 = 60 * 60 * 1000;

/// An example that somebody has sent.
struct Past {
    form: &'static str,
    example: &'static str,
    subject: &'static str,
    sender: Sender,
}

const fn past(form: &'static str, example: &'static str, subject: &'static str, sender: Sender) -> Past {
    Past { form, example, subject, sender }
}

/// In the order of their days.
const PAST: &[Past] = &[
    past("initial", "eetu", "eetu", Sender::With("hakala")),
    past("initial", "satu", "satu", Sender::With("hakala")),
    past("workReadiness", "satu", "satu", Sender::Student),
    past(
        "workReadiness",
        "satuWorkplace",
        "satu",
        Sender::Workplace { name: "Jari Niemi", workplace: "Tassulan Hoitola Oy", by: "aro" },
    ),
    past("initial", "rojin", "rojin", Sender::With("hakala")),
    past("workReadiness", "rojin", "rojin", Sender::Student),
    past("workReadiness", "eetu", "eetu", Sender::Student),
    past("workReadiness", "eetuTeacher", "eetu", Sender::Staff("aro")),
    past(
        "workReadiness",
        "eetuWorkplace",
        "eetu",
        Sender::Workplace { name: "Antti Haapa", workplace: "Puupaja Honka ja Haapa Oy", by: "hakala" },
    ),
    past("workReadiness", "rojinTeacher", "rojin", Sender::Staff("hakala")),
];

/// Receives what is missing of the history. An example that a later version of its form does not accept is left out
/// with a warning.
///
/// # Errors
/// When the database fails.
pub async fn receive(portal: &Shared) -> anyhow::Result<()> {
    for past in PAST {
        let Some(hosted) = portal.catalog.form(past.form) else { continue };
        let Some(example) = hosted.examples.iter().find(|example| example.name == past.example) else {
            continue;
        };
        let day: Date = example.config.today.as_deref().unwrap_or_default().parse()?;
        if day >= portal.clock.today() {
            continue;
        }
        let at = portal.clock.start_of(day).context("no such day")? + 10 * HOUR;
        let task = PastTask { form: past.form, example: past.example, subject: past.subject, at };
        let Some(id) = portal.store.seed_past_task(&task, &past.sender).await? else { continue };
        if let Err(error) = receive_one(portal, past, example, &id, at).await {
            tracing::warn!(form = past.form, example = past.example, %error, "left out of the history");
        }
        portal.store.end_past_task(&id, at + 14 * 24 * HOUR).await?;
    }
    Ok(())
}

async fn receive_one(
    portal: &Shared,
    past: &Past,
    example: &Example,
    assignment: &str,
    at: i64,
) -> anyhow::Result<()> {
    let hosted = portal.catalog.form(past.form).context("no such form")?;
    let locale = example.config.locale.as_deref().and_then(Locale::from_tag).unwrap_or_default();
    let (author, config, entry) = match past.sender {
        Sender::Workplace { .. } => {
            let guest: Guest =
                portal.store.past_guest(assignment).await?.context("no invitation of the history")?;
            let config = embedding::to_rate(portal, &guest, locale).map_err(failed)?;
            let entry = portal.store.register_entry_for_checks(&guest).await?;
            (Author::Guest(guest), config, entry)
        }
        Sender::Student | Sender::With(_) | Sender::Staff(_) => {
            let caller = caller(portal, past).await?;
            let task = portal.store.assignment(&caller, assignment).await?.context("not visible")?;
            let config = embedding::to_fill_in(portal, &caller, &task, locale).await.map_err(failed)?;
            let entry = portal.store.register_entry(&caller, past.subject).await?;
            (Author::Person(caller), config, entry)
        }
    };
    let config = Config { today: example.config.today.clone(), flags: example.config.flags.clone(), ..config };
    let submission = submission(&hosted.form, &hosted.messages, example, &config, locale)?;
    store_history(portal, author, assignment, config, entry.context("not in the register")?, submission, at).await
}

/// What the element would have sent.
fn submission(
    form: &Form,
    messages: &[Messages],
    example: &Example,
    config: &Config,
    locale: Locale,
) -> anyhow::Result<Submission> {
    let day = config.today.as_deref().and_then(PlainDate::parse_iso).context("no day")?;
    let context = Context::new(config, day);
    let mut answers = example.answers.clone();
    for (id, known) in config.prefill.iter().filter(|(_, known)| known.locked) {
        answers.insert(id.clone(), known.value.clone());
    }
    let answers = form.active_answers(&answers, &context);
    let evaluation = form.evaluate(&answers, &context);
    let computed = evaluation.computed();
    let spoken = messages.iter().filter(|messages| messages.locale == locale.tag()).cloned().collect();
    let shown = form.shown(&evaluation, &Texts::new(spoken, Vec::new()));
    Ok(Submission {
        schema: schema_address("submission"),
        id: config.submission_id.clone().context("no id")?,
        definition: form.reference().clone(),
        status: Status::Submitted,
        locale: locale.tag().to_owned(),
        answered_on: day.to_string(),
        role: config.role,
        subject: config.subject.clone(),
        author: config.author.clone(),
        computed,
        shown,
        answers,
    })
}

/// The sender, as if logged in.
async fn caller(portal: &Shared, past: &Past) -> anyhow::Result<Caller> {
    let id = match past.sender {
        Sender::With(staff) | Sender::Staff(staff) => staff,
        Sender::Student | Sender::Workplace { .. } => past.subject,
    };
    let people = portal.store.demo_people().await?;
    let person = people.into_iter().find(|person| person.login == id).context("no such person")?;
    Ok(Caller {
        id: id.to_owned(),
        role: PersonRole::parse(&person.role).context("no role")?,
        name: person.name,
        session: String::new(),
        born_by_adults: portal.clock.born_by_adults(),
    })
}

fn failed(failure: crate::web::failure::Failure) -> anyhow::Error {
    anyhow::anyhow!("{failure:?}")
}
