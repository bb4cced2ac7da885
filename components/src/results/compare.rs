//! Voices side by side: where they agree and where there is something to talk about, and what each answered.

use super::fold::fold;
use super::mark::arrow;
use super::page::Page;
use super::profile::talk_mark;
use crate::environment::words;
use crate::tag::tag;
use crate::value;
use guidance_contract::{Change, Direction, Gap, ItemView, MeasureView};
use yew::Html;

/// The comparison; nothing when there is nobody to compare with.
pub(super) fn compare(page: Page<'_>) -> Option<Html> {
    // What is worth a talk first; the rest is there for who wants it.
    let compared = || page.view.measures.iter().filter(|measure| !measure.gaps.is_empty());
    let domains = |talk: bool| -> Vec<Html> {
        let measures = compared().filter(|measure| measure.gaps.iter().any(|gap| gap.talk) == talk);
        measures.map(|measure| domain(page, measure)).collect()
    };
    compared().next()?;
    let (great, small) = (domains(true), domains(false));
    Some(tag!("section" { "class": "results-section compare", "part": "results-section" } [
        tag!("h2" { "class": "results-heading", "part": "results-heading" } [page.say("compare")]),
        tag!("p" { "class": "results-introduction" } [page.say("compareIntroduction")]),
        if great.is_empty() {
            tag!("p" { "class": "results-introduction" } [page.say("noGaps")])
        } else {
            tag!("ul" { "class": "domains" } ..great)
        },
        if small.is_empty() {
            Html::default()
        } else {
            fold("fold", page.say("compareOthers"), "", vec![tag!("ul" { "class": "domains" } ..small)])
        },
    ]))
}

fn domain(page: Page<'_>, measure: &MeasureView) -> Html {
    let items = measure.items.iter();
    let items = items.filter_map(|id| page.view.items.iter().find(|item| item.item == *id));
    let statements: Vec<Html> = items.map(|item| statement(page, item)).collect();
    let about = page.wording.measure(&measure.id);
    let talk = measure.gaps.iter().any(|gap| gap.talk);
    tag!("li" { "class": if talk { "domain domain-talk" } else { "domain" } } [
        tag!("div" { "class": "domain-head" } [
            tag!("h3" { "class": "domain-heading" } [page.said(about)]),
            if talk { talk_mark(page) } else { Html::default() },
        ]),
        tag!("div" { "class": "gaps" } ..measure.gaps.iter().map(|own| gap(page, measure, own)).collect()),
        if statements.is_empty() {
            Html::default()
        } else {
            let list = tag!("ul" { "class": "statements" } ..statements);
            fold("fold", page.say("statements"), about.text, vec![list])
        },
    ])
}

/// What one difference says: of whom, which way, and how much to those who see numbers.
pub(super) fn gap(page: Page<'_>, measure: &MeasureView, gap: &Gap) -> Html {
    let key = match gap.direction {
        Direction::Higher => "gapHigher",
        Direction::Same => "gapSame",
        Direction::Lower => "gapLower",
    };
    tag!("p" { "class": if gap.talk { "gap gap-talk" } else { "gap" } } [
        tag!("span" { "class": "gap-voice" } [page.dated_voice(gap.voice)]),
        tag!("span" { "class": "gap-words" } [page.note(key), page.shared(measure, &gap.items)]),
        match gap.difference.filter(|_| gap.direction != Direction::Same) {
            Some(difference) => tag!("span" { "class": "figure" } [words(&page.difference(difference))]),
            None => Html::default(),
        },
    ])
}

/// A statement with what each voice answered last.
fn statement(page: Page<'_>, item: &ItemView) -> Html {
    let environment = page.environment;
    let Some(index) = environment.form.find(&item.item) else { return Html::default() };
    let answers = item.answers.iter().filter(|answer| page.latest(answer.voice) == Some(answer.round));
    let answers = answers.map(|answer| {
        tag!("div" { "class": "answer" } [
            tag!("dt" {} [page.voice(answer.voice)]),
            tag!("dd" {} [value::answer(page.environment_of(answer.voice), index, &answer.answer)]),
        ])
    });
    tag!("li" { "class": "statement" } [
        tag!("p" { "class": "statement-label" } [page.said(environment.label(index))]),
        tag!("dl" { "class": "answers" } ..answers.collect()),
    ])
}

/// A direction in words, after its sign. In short, a number stands for the words where the reader sees numbers.
pub(super) fn change_words(page: Page<'_>, change: &Change, is_short: bool) -> Html {
    let key = match change.direction {
        Direction::Higher => "changeHigher",
        Direction::Same => "changeSame",
        Direction::Lower => "changeLower",
    };
    let difference = change.difference.filter(|_| is_short || change.direction != Direction::Same);
    let is_hidden = is_short && difference.is_some();
    tag!("span" { "class": "change" } [
        arrow(change.direction),
        tag!("span" { "class": is_hidden.then_some("visually-hidden") } [page.note(key)]),
        match difference {
            Some(difference) => tag!("span" { "class": "figure" } [words(&page.difference(difference))]),
            None => Html::default(),
        },
    ])
}
