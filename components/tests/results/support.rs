//! Results of the shipped forms for readers of every kind, drawn without a browser.

use guidance_components::{GuidanceResults, ProposalPart, ResultsProps};
use guidance_contract::{
    Audience, CodeSet, CodeSets, Config, Context, Decision, Document, Form, Messages, PlainDate, Proposal,
    ProposalSource, ProposalTexts, ProposalWording, Register, ResultTexts, ResultWording, Results,
    ResultsView, Status, Submission, Table, Texts, ViewOptions, Viewer, schema_address,
};
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use std::rc::Rc;
use yew::{Callback, LocalServerRenderer};

pub(crate) const LOCALES: [&str; 4] = ["fi", "sv", "en", "fi-x-selko"];

fn path(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../forms/catalog")).join(name)
}

/// Text of a file of the catalog.
pub(crate) fn file(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub(crate) fn form(id: &str) -> Form {
    Form::load(&file(&format!("{id}/definition.json")), None).unwrap_or_else(|report| panic!("{report:?}"))
}

pub(crate) fn results(id: &str, form: &Form) -> Results {
    let document = file(&format!("{id}/results.json"));
    Results::load(&document, form).unwrap_or_else(|report| panic!("{report:?}"))
}

/// Locales in the order in which a text is looked for.
fn order(locale: &str) -> Vec<&str> {
    match locale {
        "fi-x-selko" => vec!["fi-x-selko", "fi"],
        "en" => vec!["en"],
        other => vec![other, "en"],
    }
}

fn messages(name: &str, locale: &str) -> Messages {
    if locale == "ar" {
        // A language that the catalog has not: everything but the direction is taken from the next one.
        let mut empty = messages(name, "en");
        let own = json!({"form": empty.form, "locale": "ar", "title": ""});
        empty = Messages::parse(&own.to_string()).expect("messages");
        return empty;
    }
    let name = name.replace("{locale}", locale);
    Messages::parse(&file(&name)).unwrap_or_else(|report| panic!("{name}: {report:?}"))
}

/// Texts of a form and of the page.
pub(crate) fn texts(id: &str, locale: &str) -> Texts {
    let all = |name: &str| order(locale).iter().map(|locale| messages(name, locale)).collect();
    Texts::new(all(&format!("{id}/messages.{{locale}}.json")), all("interface/results/{locale}.json"))
}

pub(crate) fn wording(id: &str, locale: &str, register: Register) -> ResultWording {
    let locales = order(locale).into_iter().filter(|locale| *locale != "ar");
    let texts = locales.map(|locale| ResultTexts::parse(&file(&format!("{id}/results.{locale}.json"))));
    ResultWording::new(texts.map(|texts| texts.expect("texts")).collect(), register)
}

/// The submission that an example would be, given on a day by an author.
pub(crate) fn submission(form: &Form, name: &str, author: &str, day: &str) -> Submission {
    let example = file(&format!("{}/examples/{name}.json", form.reference().id));
    let example: Json = serde_json::from_str(&example).expect("JSON");
    let mut config: Config = serde_json::from_value(example["config"].clone()).expect("a config");
    if !day.is_empty() {
        config.today = Some(day.to_owned());
    }
    let today = config.today.as_deref().and_then(PlainDate::parse_iso).expect("a day");
    let context = Context::new(&config, today);
    let mut answers = example["answers"].as_object().cloned().expect("answers");
    if !day.is_empty() && answers.contains_key("ratedAt") {
        answers.insert("ratedAt".to_owned(), day.into());
    }
    let answers = form.active_answers(&answers, &context);
    Submission {
        schema: schema_address("submission"),
        id: format!("{name}-{author}-{today}"),
        definition: form.reference().clone(),
        status: Status::Submitted,
        locale: "fi".to_owned(),
        answered_on: today.to_string(),
        role: config.role,
        subject: Some("student-1".to_owned()),
        author: Some(author.to_owned()),
        computed: form.evaluate(&answers, &context).computed(),
        answers,
        shown: Default::default(),
    }
}

/// Another round of a submission: each statement is moved by a step that depends on the round.
pub(crate) fn later(submission: &Submission, day: &str, phase: &str, round: i64) -> Submission {
    let mut next = submission.clone();
    next.id = format!("{}-{round}", submission.id);
    next.answered_on = day.to_owned();
    next.answers.insert("ratingPhase".to_owned(), phase.into());
    next.answers.remove("ratedAt");
    let numbers = 0..;
    for (number, (_, answer)) in numbers.zip(next.answers.iter_mut()) {
        let step = (number + round) % 3 - i64::from(round % 2 == 0 && number % 4 == 0);
        if let Some(value) = answer.as_str().and_then(|text| text.parse::<i64>().ok()) {
            *answer = (value + step).clamp(1, 4).to_string().into();
        }
    }
    next
}

/// The three voices of Eetu.
pub(crate) fn eetu(form: &Form) -> Vec<Submission> {
    [("eetu", "student-1"), ("eetuTeacher", "kallio"), ("eetuWorkplace", "haapa")]
        .map(|(name, author)| submission(form, name, author, ""))
        .into()
}

/// Eetu's own rounds, as many as asked.
pub(crate) fn rounds(form: &Form, count: usize) -> Vec<Submission> {
    let first = submission(form, "eetu", "student-1", "2026-10-05");
    let days =
        ["2026-11-09", "2026-12-14", "2027-01-18", "2027-02-22", "2027-03-29", "2027-04-26", "2027-05-31"];
    let numbers = 1..;
    let more = days.iter().zip(numbers).take(count.saturating_sub(1));
    let more: Vec<Submission> = more
        .map(|(day, number)| later(&first, day, if number < 3 { "middle" } else { "end" }, number))
        .collect();
    std::iter::once(first).chain(more).collect()
}

pub(crate) fn view(form: &Form, submissions: &[Submission], audience: Audience) -> ResultsView {
    let results = results(&form.reference().id, form);
    results.view(form, submissions, &Viewer { audience, author: None }, &ViewOptions::default())
}

pub(crate) fn code_sets() -> CodeSets {
    let mut code_sets = CodeSets::default();
    for name in ["countries", "languages", "municipalities", "qualificationTitles"] {
        code_sets.insert(name, CodeSet::parse(&file(&format!("codes/{name}.json"))).expect("a code set"));
    }
    code_sets
}

/// What a reader is shown of submissions.
pub(crate) fn props(
    form: Form,
    submissions: &[Submission],
    audience: Audience,
    locale: &str,
) -> ResultsProps {
    let view = view(&form, submissions, audience);
    let id = form.reference().id.clone();
    ResultsProps {
        texts_of_roles: Vec::new(),
        texts: Rc::new(texts(&id, locale)),
        wording: Rc::new(wording(&id, locale, Register::of(audience))),
        form: Rc::new(form),
        view: Rc::new(view),
        proposal: None,
        theme: Default::default(),
        locales: LOCALES.map(str::to_owned).into(),
        code_sets: code_sets(),
        on_event: Callback::noop(),
    }
}

/// A proposal over the shipped forms: inputs of every type, one of them missing.
pub(crate) fn proposal(locale: &str, decision: Option<Decision>) -> ProposalPart {
    let (initial, rating) = (form("initial"), form("workReadiness"));
    let (initial_results, rating_results) = (results("initial", &initial), results("workReadiness", &rating));
    let mut submissions = eetu(&rating);
    submissions.push(submission(&initial, "eetu", "student-1", ""));
    let document = json!({
        "$schema": schema_address("proposal"), "id": "pathway", "audience": ["counsellor"],
        "inputs": [
            {"id": "aim", "form": "initial", "value": ["answer", "careerAim"]},
            {"id": "strengths", "form": "initial", "value": ["filled", ["answer", "strengths"]]},
            {"id": "interrupted", "form": "initial", "value": ["answer", "interruptedReason"]},
            {"id": "overallNow", "form": "workReadiness", "voices": ["self"], "value": ["answer", "overallNow"]},
            {"id": "low", "form": "workReadiness", "count": {"each": "measure", "group": "profile"},
             "value": ["<", ["measure", "$each"], 2]}
        ],
        "rules": [
            {"id": "both", "outcome": "AB", "when": ["all", [">=", ["input", "low"], 3], ["=", ["input", "strengths"], true]]},
            {"id": "rehabilitation", "outcome": "B", "when": ["<=", ["input", "overallNow"], 4]},
            {"id": "work", "outcome": "A", "when": [">=", ["input", "overallNow"], 5]}
        ],
        "otherwise": "undecided"
    });
    let sources = [
        ProposalSource { form: &initial, results: Some(&initial_results) },
        ProposalSource { form: &rating, results: Some(&rating_results) },
    ];
    let loaded = Proposal::load(&document.to_string(), &sources);
    let loaded = loaded.unwrap_or_else(|report| panic!("{report:?}"));
    let viewer = Viewer { audience: Audience::Counsellor, author: None };
    let view = loaded.view(&sources, &submissions, &viewer, &ViewOptions::default(), decision);
    let texts_document = json!({
        "$schema": schema_address("proposalTexts"), "id": "pathway", "locale": "en",
        "title": "Proposal: pathway in the transition to work",
        "introduction": "The proposal puts together what the student and others have answered. It is the start of a talk.",
        "notice": "This only supports your own thinking. The rules and thresholds have not been validated. A human decides together with the student, and may choose otherwise.",
        "outcomes": {
            "A": "Path A: open labour market", "B": "Path B: need for rehabilitation", "AB": "A and B in parallel",
            "undecided": "Assessment in progress"
        },
        "rules": {
            "both": "Many domains are rated low, and the student has named strengths.",
            "rehabilitation": "The student rates their ability to work or study as 4 or less.",
            "work": "The student rates their ability to work or study as 5 or more."
        },
        "inputs": {
            "aim": "Aim after the studies", "strengths": "Strengths were named",
            "interrupted": "Why earlier studies were interrupted",
            "overallNow": "Own rating of the ability to work or study now (0–10)",
            "low": "Domains with a mean below 2 in somebody's rating"
        },
        "notes": {
            "missing": "This information is missing. It meets no condition.",
            "noneMissing": "All information is there.", "noValue": "No answer", "holds": "Holds",
            "fails": "Does not hold", "otherwise": "None of the rules holds.", "counted": "Counted in",
            "decision": "Decided together", "noDecision": "Nothing has been decided yet.", "reason": "Grounds"
        }
    });
    let mut part = ProposalPart {
        texts_of_roles: Table::new(),
        view: Rc::new(view.expect("a view")),
        wording: Rc::new(ProposalWording::new(vec![
            serde_json::from_value::<ProposalTexts>(texts_document).expect("texts"),
        ])),
        forms: Table::new(),
        texts: Table::new(),
        wordings: Table::new(),
    };
    for form in [initial, rating] {
        let id = form.reference().id.clone();
        part.texts.insert(id.clone(), Rc::new(texts(&id, locale)));
        part.wordings.insert(id.clone(), Rc::new(wording(&id, locale, Register::Counsellor)));
        part.forms.insert(id, Rc::new(form));
    }
    part
}

pub(crate) async fn draw(props: ResultsProps) -> String {
    LocalServerRenderer::<GuidanceResults>::with_props(props).hydratable(false).render().await
}

/// Texts of a piece of HTML, and the names of its pictures.
pub(crate) fn texts_of(html: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for piece in html.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else { continue };
        if tag.starts_with("svg") {
            let name = tag.split_once("aria-label=\"").and_then(|(_, rest)| rest.split('"').next());
            texts.extend(name.map(plain));
        }
        texts.push(plain(text));
    }
    texts.retain(|text| !text.is_empty());
    texts
}

fn plain(text: &str) -> String {
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'");
    plain.replace("&#x2F;", "/").replace("&amp;", "&")
}

/// The section with these classes, one of several.
pub(crate) fn section_of<'a>(html: &'a str, class: &str, number: usize) -> &'a str {
    let start = format!("<section class=\"{class}\"");
    let (at, _) = html.match_indices(&start).nth(number).unwrap_or_else(|| panic!("no {class}"));
    html[at..].split("</section>").next().expect("a section")
}

/// The cells beside the head of a row of a measure.
pub(crate) fn cells_of(section: &str, name: &str) -> Vec<String> {
    let head = format!("class=\"row-measure\"><span>{}</span></th>", name.replace('&', "&amp;"));
    let (_, rest) = section.split_once(&head).unwrap_or_else(|| panic!("no row of {name}"));
    let row = rest.split("</tr>").next().expect("a row");
    let cells = row.split("<div class=\"cell\">").skip(1);
    cells.map(|cell| format!("<div>{}", cell.split("</td>").next().unwrap_or_default())).collect()
}

/// Names of the elements that open, in order.
pub(crate) fn opened(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|piece| piece.split(['>', ' ']).next())
}
