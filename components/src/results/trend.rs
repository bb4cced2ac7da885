//! How one measure goes from round to round: a line with a point for each round.

use super::chart::{END, Scale, part, percent, point, position};
use super::compare::change_words;
use super::mark;
use super::page::{Page, day};
use crate::tag::{list, tag};
use guidance_contract::{Change, MeasureValue, MeasureView};
use yew::Html;

/// One voice with its rounds that are shown.
#[derive(Clone, Copy)]
pub(super) struct Rounds<'a> {
    pub(super) voice: usize,
    pub(super) shown: &'a [usize],
}

impl Rounds<'_> {
    /// Whether a change since the first round is another than the one since the last.
    pub(super) fn are_many(&self) -> bool {
        self.shown.len() > 2
    }

    /// The change to the latest round, and the one since the first when there are more than two.
    pub(super) fn changes<'c>(&self, changes: &'c [Change]) -> [Option<&'c Change>; 2] {
        let (first, last) = (self.shown.first().copied(), self.shown.last().copied());
        let before = self.shown.iter().rev().nth(1).copied();
        let find = |from: Option<usize>| {
            let is_it = |change: &&Change| {
                change.voice == self.voice && Some(change.from) == from && Some(change.to) == last
            };
            changes.iter().find(is_it)
        };
        [find(before), find(first).filter(|_| self.are_many())]
    }

    /// The value in a round.
    pub(super) fn value<'m>(&self, measure: &'m MeasureView, round: usize) -> Option<&'m MeasureValue> {
        measure.values.iter().find(|value| value.voice == self.voice && value.round == round)
    }
}

/// A measure over the rounds of a voice; nothing when no two can be compared.
pub(super) fn trend<'a>(page: Page<'a>, rounds: Rounds<'_>, measure: &'a MeasureView) -> Option<Html> {
    let values: Vec<(usize, &MeasureValue)> = rounds
        .shown
        .iter()
        .enumerate()
        .filter_map(|(place, round)| Some((place, rounds.value(measure, *round)?)))
        .filter(|(_, value)| value.calculated)
        .collect();
    let [step, whole] = rounds.changes(&measure.changes);
    if values.len() < 2 && step.or(whole).is_none() {
        return None;
    }
    let is_drawn = values.len() > 1 && values.iter().all(|(_, value)| position(measure, value).is_some());
    Some(tag!("li" { "class": "measure trend" } [
        tag!("div" { "class": "measure-name" } [tag!("p" { "class": "label" } [page.measure(measure)])]),
        if is_drawn { picture(page, rounds, measure, &values) } else { Html::default() },
        tag!("div" { "class": "trend-words" } [
            said(page, measure, whole.and(step).map(|_| "sinceLast"), step),
            said(page, measure, whole.map(|_| "sinceFirst"), whole),
        ]),
    ]))
}

fn said(page: Page<'_>, measure: &MeasureView, since: Option<&str>, change: Option<&Change>) -> Html {
    let Some(change) = change else { return Html::default() };
    tag!("p" {} [
        match since {
            Some(key) => tag!("span" { "class": "since" } [page.say(key)]),
            None => Html::default(),
        },
        change_words(page, change, false),
        page.shared(measure, &change.items),
    ])
}

fn picture<'a>(
    page: Page<'a>,
    rounds: Rounds<'_>,
    measure: &'a MeasureView,
    values: &[(usize, &'a MeasureValue)],
) -> Html {
    let scale = Scale::new(measure);
    let last = rounds.shown.len().saturating_sub(1);
    let places: Vec<(usize, String, String)> = values
        .iter()
        .filter_map(|(place, value)| {
            let height = END.saturating_sub(position(measure, value)?);
            Some((*place, percent(part(*place, last)), percent(height)))
        })
        .collect();
    // A round that could not be calculated leaves a gap in the line.
    let lines = places.iter().zip(places.iter().skip(1)).filter(|((from, ..), (to, ..))| from + 1 == *to);
    let lines = lines.map(|((_, x1, y1), (_, x2, y2))| {
        let class = ["line ", mark::class(rounds.voice)].concat();
        tag!("line" { "class": class, "x1": x1, "y1": y1, "x2": x2, "y2": y2 } [])
    });
    let mut drawn: Vec<Html> = lines.collect();
    drawn.extend(places.iter().map(|(_, x, y)| point(rounds.voice, x, y)));
    let said = values.iter().filter_map(|(place, value)| {
        let round = page.round(rounds.voice, *rounds.shown.get(*place)?)?;
        Some([&day(&round.date), ": ", &page.quantity_words(measure, value)].concat())
    });
    let said = said.collect::<Vec<_>>().join("; ");
    let end = |value: Option<&(usize, &'a MeasureValue)>| match value {
        Some((_, value)) => tag!("p" {} [page.quantity(measure, value)]),
        None => Html::default(),
    };
    tag!("div" { "class": "trend-picture" } [
        tag!("svg" { "class": "spark", "role": "img", "aria-label": said } [scale.shelves(), list(drawn)]),
        tag!("div" { "class": "trend-ends", "aria-hidden": "true" } [end(values.first()), end(values.last())]),
    ])
}
