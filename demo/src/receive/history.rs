//! The demonstration's history: what its people sent before the first day, so that there is something to talk about
//! from the first minute. The answers are the shipped series of examples, and they come in as all others do: by the config that
//! the sender would have had, checked by the form's rules as of their day, through the one writer.

use crate::catalog::{Example, HostedForm};
use crate::embedding;
use crate::guest::Guest;
use crate::language::Locale;
use crate::person::{Caller, PersonRole};
use crate::portal::Shared;
use crate::receive::submission::store_history;
use crate::store::seed::{PastTask, Sender};
use crate::store::writer::Author;
use anyhow::Context as _;
use guidance_contract::{Config, Context, Form, Messages, PlainDate, Role, Submission, Texts};
use guidance_forms::SeriesEntry;
use jiff::civil::Date;

const HOUR: i64 = 60 * 60 * 1000;

/// The students whose series are received; a series has the name of its person.
const STUDENTS: [&str; 3] = ["eetu", "satu", "rojin"];

/// Who the authors of the series are in this portal. Those who are not named are the students themselves.
const AUTHORS: &[(&str, Sender)] = &[
    ("hakala", Sender::Staff("hakala")),
    ("rinne", Sender::Staff("hakala")),
    ("kallio", Sender::Staff("aro")),
    ("aro", Sender::Staff("aro")),
    ("niemi", Sender::Workplace { name: "Jari Niemi", workplace: "Tassulan Hoitola Oy", by: "aro" }),
    (
        "haapa",
        Sender::Workplace { name: "Antti Haapa", workplace: "Puupaja Honka ja Haapa Oy", by: "hakala" },
    ),
];
/// Who fills in together with a student.
const ADVISER: Sender = Sender::With("hakala");

/// An example that somebody has sent.
struct Past<'a> {
    hosted: &'a HostedForm,
    form: &'static str,
    example: &'a Example,
    subject: &'static str,
    sender: Sender,
    day: Date,
}

/// Receives what is missing of the history. An example that its form does not accept, or that would come from the
/// future, is left out.
///
/// # Errors
/// When the database fails.
pub async fn receive(portal: &Shared) -> anyhow::Result<()> {
    for past in all(portal) {
        let at = portal.clock.start_of(past.day).context("no such day")? + 10 * HOUR;
        let task = PastTask { form: past.form, example: &past.example.name, subject: past.subject, at };
        let Some(id) = portal.store.seed_past_task(&task, &past.sender).await? else { continue };
        if let Err(error) = receive_one(portal, &past, &id, at).await {
            tracing::warn!(form = past.form, example = past.example.name, %error, "left out of the history");
        }
        portal.store.end_past_task(&id, at + 14 * 24 * HOUR).await?;
    }
    Ok(())
}

/// The history in the order of its days.
fn all(portal: &Shared) -> Vec<Past<'_>> {
    let mut all = Vec::new();
    for shipped in guidance_forms::FORMS {
        let Some(hosted) = portal.catalog.form(shipped.id) else { continue };
        for subject in STUDENTS {
            let mut entries = shipped.series(subject).map(|series| series.submissions).unwrap_or_default();
            let is_looked_at = portal.catalog.proposals().any(|proposal| proposal.looks_at(shipped.id));
            if entries.is_empty() && is_looked_at {
                // No series: the example that has the name of the person.
                entries.push(SeriesEntry { example: subject.to_owned(), author: String::new() });
            }
            for entry in entries {
                let example = hosted.examples.iter().find(|example| example.name == entry.example);
                let day = |example: &Example| example.config.today.as_deref()?.parse::<Date>().ok();
                let Some((example, day)) = example.and_then(|example| Some((example, day(example)?))) else {
                    continue;
                };
                let author = AUTHORS.iter().find(|(author, _)| *author == entry.author);
                let sender = match (example.config.role, author) {
                    (Role::Staff, _) if !hosted.has_voice_of(Role::Staff) => ADVISER,
                    (_, Some((_, sender))) => *sender,
                    (_, None) => Sender::Student,
                };
                if day < portal.clock.today() {
                    all.push(Past { hosted, form: shipped.id, example, subject, sender, day });
                }
            }
        }
    }
    all.sort_by_key(|past| past.day);
    all
}

async fn receive_one(portal: &Shared, past: &Past<'_>, assignment: &str, at: i64) -> anyhow::Result<()> {
    let Past { hosted, example, .. } = past;
    let locale = example.config.locale.as_deref().and_then(Locale::from_tag).unwrap_or_default();
    let (author, config, entry) = match past.sender {
        Sender::Workplace { .. } => {
            let guest: Guest =
                portal.store.past_guest(assignment).await?.context("no invitation of the history")?;
            let config = embedding::to_rate(portal, &guest, locale).map_err(failed)?;
            let entry = portal.store.register_entry_for_checks(&guest).await?;
            (Author::Guest(Box::new(guest)), config, entry)
        }
        Sender::Student | Sender::With(_) | Sender::Staff(_) => {
            let caller = caller(portal, past).await?;
            let task = portal.store.assignment(&caller, assignment).await?.context("not visible")?;
            let config = embedding::to_fill_in(portal, &caller, &task, locale).await.map_err(failed)?;
            let entry = portal.store.register_entry(&caller, past.subject).await?;
            (Author::Person(caller), config, entry)
        }
    };
    let config =
        Config { today: example.config.today.clone(), flags: example.config.flags.clone(), ..config };
    let submission = submission(&hosted.form, &hosted.messages, example, &config, locale)?;
    store_history(portal, author, assignment, config, entry.context("not in the register")?, submission, at)
        .await
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
    let spoken = messages.iter().filter(|messages| messages.locale == locale.tag()).cloned().collect();
    let finished = form.finish(&answers, &context, &Texts::new(spoken, Vec::new()));
    Ok(Submission {
        id: config.submission_id.clone().context("no id")?,
        subject: config.subject.clone(),
        author: config.author.clone(),
        ..finished
    })
}

/// The sender, as if logged in.
async fn caller(portal: &Shared, past: &Past<'_>) -> anyhow::Result<Caller> {
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
