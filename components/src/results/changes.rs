//! Then and now: for each voice that has spoken more than once, how its measures go from round to round.

use super::compare::change_words;
use super::page::{Page, day};
use super::table::Table;
use super::trend::{Rounds, trend};
use crate::environment::words;
use crate::tag::tag;
use crate::value;
use guidance_contract::{Change, ItemAnswer, ItemView, MeasureView};
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
        changes_table(page, rounds, &name),
    ]))
}

/// Every round of a voice in columns; below each measure the statements that it rests on.
fn changes_table(page: Page<'_>, rounds: Rounds<'_>, name: &str) -> Html {
    let mut columns = vec![page.say("domain")];
    let views = rounds.shown.iter().filter_map(|round| page.round(rounds.voice, *round));
    columns.extend(views.map(|round| page.round_name(round)));
    if rounds.are_many() {
        columns.extend([page.say("sinceLast"), page.say("sinceFirst")]);
    } else {
        columns.push(page.say("change"));
    }
    let mut table = Table::new(columns);
    for measure in &page.view.measures {
        if measure.values.iter().any(|value| value.voice == rounds.voice) {
            let rows = measure_rows(page, rounds, measure, &table);
            table.body(rows);
        }
    }
    table.fold(page, name)
}

fn measure_rows(page: Page<'_>, rounds: Rounds<'_>, measure: &MeasureView, table: &Table) -> Vec<Html> {
    let values = rounds.shown.iter().map(|round| match rounds.value(measure, *round) {
        Some(value) => page.quantity(measure, value),
        None => Html::default(),
    });
    let mut cells: Vec<Html> = values.collect();
    cells.extend(change_cells(page, rounds, &measure.changes));
    let mut rows = vec![table.row("row-measure", page.measure(measure), cells)];
    let items = measure.items.iter();
    let items = items.filter_map(|id| page.view.items.iter().find(|item| item.item == *id));
    rows.extend(items.filter_map(|item| item_row(page, rounds, item, table)));
    rows
}

fn item_row(page: Page<'_>, rounds: Rounds<'_>, view: &ItemView, table: &Table) -> Option<Html> {
    let environment = page.environment_of(rounds.voice);
    let item = environment.form.find(&view.item)?;
    let answers = rounds.shown.iter().map(|round| {
        let is_it = |answer: &&ItemAnswer| answer.voice == rounds.voice && answer.round == *round;
        match view.answers.iter().find(is_it) {
            Some(found) => value::answer(environment, item, &found.answer),
            None => Html::default(),
        }
    });
    let mut cells: Vec<Html> = answers.collect();
    if cells.iter().all(|cell| *cell == Html::default()) {
        return None;
    }
    cells.extend(change_cells(page, rounds, &view.changes));
    Some(table.row("row-item", page.said(environment.label(item)), cells))
}

fn change_cells(page: Page<'_>, rounds: Rounds<'_>, changes: &[Change]) -> Vec<Html> {
    let columns = if rounds.are_many() { 2 } else { 1 };
    let said = |change: Option<&Change>| match change {
        Some(change) => change_words(page, change, true),
        None => Html::default(),
    };
    rounds.changes(changes).into_iter().take(columns).map(said).collect()
}
