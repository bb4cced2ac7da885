//! What there is to say, in the order of the talk, each with its grounds.

use super::fold::fold;
use super::grounds::{self, Source};
use super::page::Page;
use crate::environment::words;
use crate::markdown::markdown;
use crate::tag::{Extras, list, tag};
use guidance_contract::{Each, FindingView, Ground, GroundSource, Kind, SectionView, Text, Trace};
use yew::Html;

/// All sections that have something to show.
pub(super) fn sections(page: Page<'_>) -> Vec<Html> {
    page.view.sections.iter().filter_map(|view| section(page, view)).collect()
}

/// A section. One that has no words for being empty is there only when there is something, and stands out.
fn section<'a>(page: Page<'a>, view: &'a SectionView) -> Option<Html> {
    let wording = page.wording;
    let empty = wording.section(&view.id, |section| &section.empty);
    if view.findings.is_empty() && empty.is_none() {
        return None;
    }
    let title = wording.section(&view.id, |section| &section.title);
    let introduction = wording.section(&view.id, |section| &section.introduction);
    let section = tag!("section" {
        "class": if empty.is_some() { "results-section" } else { "results-section results-alert" },
        "part": "results-section",
    } [
        tag!("h2" { "class": "results-heading", "part": "results-heading" } [
            page.said(title.unwrap_or(Text { text: &view.id, locale: "" }))
        ]),
        match introduction.filter(|_| !view.findings.is_empty()) {
            Some(text) => tag!("div" { "class": "results-introduction" } [markdown(page.environment, text)]),
            None => Html::default(),
        },
        match empty.filter(|_| view.findings.is_empty()) {
            Some(text) => tag!("p" { "class": "empty" } [page.said(text)]),
            None => {
                let findings = view.findings.iter().map(|finding| draw(page, finding));
                tag!("ul" { "class": "findings" } ..findings.collect())
            }
        },
    ]);
    Some(section.keyed(view.id.as_str()))
}

/// One finding: what it says, by whom, and why.
fn draw<'a>(page: Page<'a>, finding: &'a FindingView) -> Html {
    let template = page.wording.finding(&finding.id);
    let subject = finding.subject.as_ref().map(|subject| match subject.kind {
        Each::Item => page.environment.texts.label(&subject.id),
        Each::Measure => page.wording.measure(&subject.id),
    });
    let text = match subject.zip(template.text.split_once("{subject}")) {
        Some((subject, (before, after))) => {
            vec![words(before), tag!("strong" { "class": "subject" } [page.said(subject)]), words(after)]
        }
        None => vec![words(template.text)],
    };
    let about = subject.map_or(template.text, |subject| subject.text);
    // Without a subject it is about what people said in their own words, which stand here at once.
    let quotes: Vec<Html> = match finding.subject {
        Some(_) => Vec::new(),
        None => finding.traces.iter().filter_map(|trace| quote(page, trace)).collect(),
    };
    let by = if quotes.is_empty() { speakers(page, finding) } else { list(quotes) };
    let traces = finding.traces.iter().map(|found| trace(page, found)).collect();
    let key = [finding.id.as_str(), " ", finding.subject.as_ref().map_or("", |subject| subject.id.as_str())]
        .concat();
    let finding = tag!("li" { "class": "finding", "part": "finding" } [
        tag!("p" {
            "class": "finding-text",
            "lang": page.environment.foreign(template).map(str::to_owned),
        } ..text),
        by,
        fold("fold", page.note("grounds"), about, traces),
    ]);
    finding.keyed(key)
}

/// Of whom a finding is, when several speak.
fn speakers(page: Page<'_>, finding: &FindingView) -> Html {
    if !page.has_voices() {
        return Html::default();
    }
    let mut voices: Vec<usize> = Vec::new();
    for trace in &finding.traces {
        if !voices.contains(&trace.voice) {
            voices.push(trace.voice);
        }
    }
    let voices = voices.into_iter().map(|voice| tag!("li" {} [page.voice(voice)]));
    tag!("ul" { "class": "finding-voices" } ..voices.collect())
}

/// What one voice wrote or chose from a list; nothing when its answers say little without their questions.
fn quote(page: Page<'_>, trace: &Trace) -> Option<Html> {
    let mut words: Vec<Html> = trace.grounds.iter().filter_map(|ground| own_words(page, ground)).collect();
    if words.is_empty() {
        return None;
    }
    if page.has_voices() {
        words.insert(0, tag!("p" { "class": "quote-voice" } [page.voice(trace.voice)]));
    }
    Some(tag!("div" { "class": "quote" } ..words))
}

fn own_words(page: Page<'_>, ground: &Ground) -> Option<Html> {
    let form = &page.environment.form;
    let item = form.find(&ground.id).filter(|_| ground.source == GroundSource::Answer)?;
    let node = form.item(item)?;
    let found = ground.value.as_ref()?;
    // "None of these" and the like.
    let is_exclusive = |id: &str| node.options.iter().any(|option| option.id == id && option.exclusive);
    let is_told = match node.item.kind {
        Kind::LongText | Kind::Search | Kind::Repeat => true,
        Kind::Multiple => !found
            .as_array()
            .is_some_and(|chosen| chosen.iter().any(|entry| entry.as_str().is_some_and(is_exclusive))),
        _ => false,
    };
    is_told.then(|| tag!("div" { "class": "quote-words" } [grounds::answer(page.environment, item, found)]))
}

/// What one voice answered.
fn trace<'a>(page: Page<'a>, trace: &'a Trace) -> Html {
    let environment = page.environment_of(trace.voice);
    let number = |number: f64| page.number(number);
    let measured = |id: &str| {
        let measure = page.view.measures.iter().find(|measure| measure.id == id)?;
        let mut values = measure.values.iter();
        let value = values.find(|value| (value.voice, value.round) == (trace.voice, trace.round))?;
        Some(page.quantity(measure, value))
    };
    let source = Source {
        environment,
        wording: Some(page.wording),
        measured: &measured,
        is_known: true,
        number: &number,
    };
    tag!("div" { "class": "trace" } [
        tag!("p" { "class": "trace-voice" } [
            page.voice(trace.voice),
            match page.round(trace.voice, trace.round) {
                Some(round) => page.round_name(round),
                None => Html::default(),
            },
        ]),
        grounds::grounds(source, &trace.grounds),
        grounds::missing(environment, page.note("missing"), &trace.missing),
    ])
}
