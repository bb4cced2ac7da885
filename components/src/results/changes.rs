//! Then and now: for each voice that has spoken more than once, how its measures go from round to round.

use super::compare::change_words;
use super::page::{Page, day};
use super::table;
use super::trend::{Rounds, trend};
use crate::environment::words;
use crate::tag::tag;
use crate::value;
use guidance_contract::{Change, ItemView, MeasureView};
use yew::Html;

/// Changes over time; nothing when nobody has spoken twice.
pub(super) fn changes(page: Page<'_>) -> Option<Html> {
    let voices: Vec<Html> = (0..page.view.voices.len()).filter_map(|voice| changes_of(page, voice)).collect();
    if voices.is_empty() {
        return None;
    }
    let mut parts = vec![
        tag!("h2" { "class": "results-heading", "part": "results-heading" } [page.say("changes")]),
        tag!("p" { "class": "results-introduction" } [page.say("changesIntroduction")]),
    ];
    parts.extend(voices);
    Some(tag!("section" { "class": "results-section changes", "part": "results-section" } ..parts))
}

fn changes_of(page: Page<'_>, voice: usize) -> Option<Html> {
    let view = page.view.voices.get(voice)?;
    let shown: Vec<usize> = (0..view.rounds.len())
        .filter(|round| view.rounds.get(*round).is_some_and(|round| !round.withheld))
        .collect();
    let rounds = Rounds { voice, shown: &shown };
    let trends: Vec<Html> =
        page.view.measures.iter().filter_map(|measure| trend(page, rounds, measure)).collect();
    if trends.is_empty() {
        return None;
    }
    let day_of = |round: Option<&usize>| page.round(voice, *round?).map(|round| day(&round.date));
    let (first, last) = (day_of(shown.first())?, day_of(shown.last())?);
    let span =
        page.filled("span", &[("count", &shown.len().to_string()), ("first", &first), ("last", &last)]);
    let name = page.voice_words(voice);
    Some(tag!("div" { "class": "changes-voice" } [
        tag!("h3" { "class": "domain-heading" } [page.voice(voice)]),
        tag!("p" { "class": "results-hint" } [words(&span)]),
        tag!("ul" { "class": "chart", "part": "chart" } ..trends),
        table::folded(page, &name, changes_table(page, rounds, &name)),
    ]))
}

/// Every round of a voice in columns; below each measure the statements that it rests on.
fn changes_table(page: Page<'_>, rounds: Rounds<'_>, name: &str) -> Html {
    let mut head = vec![table::column(page.say("domain"))];
    for round in rounds.shown {
        if let Some(round) = page.round(rounds.voice, *round) {
            head.push(table::column(page.round_name(round)));
        }
    }
    let is_long = rounds.shown.len() > 2;
    head.push(table::column(page.say(if is_long { "sinceLast" } else { "change" })));
    if is_long {
        head.push(table::column(page.say("sinceFirst")));
    }
    let bodies = page
        .view
        .measures
        .iter()
        .filter(|measure| measure.values.iter().any(|value| value.voice == rounds.voice));
    let bodies = bodies.map(|measure| tag!("tbody" {} ..measure_rows(page, rounds, measure)));
    table::table(name, head, bodies.collect())
}

fn measure_rows<'a>(page: Page<'a>, rounds: Rounds<'_>, measure: &'a MeasureView) -> Vec<Html> {
    let mut cells = vec![table::row_head(Some("row-measure"), page.measure(measure))];
    for round in rounds.shown {
        let value = rounds.value(measure, *round).map(|value| page.quantity(measure, value));
        cells.push(table::cell(value.into_iter().collect()));
    }
    cells.extend(change_cells(page, rounds, &measure.changes));
    let mut rows = vec![tag!("tr" {} ..cells)];
    let items = measure.items.iter();
    let items = items.filter_map(|id| page.view.items.iter().find(|item| item.item == *id));
    rows.extend(items.filter_map(|item| item_row(page, rounds, item)));
    rows
}

fn item_row(page: Page<'_>, rounds: Rounds<'_>, view: &ItemView) -> Option<Html> {
    let environment = page.environment;
    let item = environment.form.find(&view.item)?;
    let mut cells = vec![table::row_head(Some("row-item"), page.said(environment.label(item)))];
    for round in rounds.shown {
        let answer = view.answers.iter();
        let answer = answer.filter(|answer| answer.voice == rounds.voice && answer.round == *round);
        cells
            .push(table::cell(answer.map(|found| value::answer(environment, item, &found.answer)).collect()));
    }
    cells.extend(change_cells(page, rounds, &view.changes));
    Some(tag!("tr" {} ..cells))
}

fn change_cells(page: Page<'_>, rounds: Rounds<'_>, changes: &[Change]) -> Vec<Html> {
    let columns = if rounds.shown.len() > 2 { 2 } else { 1 };
    let said = |change: Option<&Change>| {
        let change = change.map(|change| change_words(page, change.direction, change.difference));
        table::cell(change.into_iter().collect())
    };
    rounds.changes(changes).into_iter().take(columns).map(said).collect()
}
