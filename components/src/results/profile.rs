//! Profiles: each measure with what each voice gives it, on its scale.

use super::chart::{Scale, percent, point, position};
use super::mark;
use super::page::Page;
use super::table::Table;
use crate::environment::words;
use crate::tag::{list, tag};
use guidance_contract::{MeasureValue, MeasureView};
use yew::Html;

/// The profiles, and last the measures that belong to none.
pub(super) fn profiles(page: Page<'_>) -> Vec<Html> {
    let view = page.view;
    let mut profiles: Vec<Html> = Vec::new();
    for group in &view.groups {
        let measures = group.measures.iter();
        let measures = measures.filter_map(|id| view.measures.iter().find(|measure| measure.id == *id));
        let measures: Vec<&MeasureView> = measures.collect();
        let heading = page.wording.group(&group.id);
        profiles.extend(profile(page, heading.text, page.said(heading), &measures));
    }
    let is_grouped =
        |measure: &MeasureView| view.groups.iter().any(|group| group.measures.contains(&measure.id));
    let others: Vec<&MeasureView> = view.measures.iter().filter(|measure| !is_grouped(measure)).collect();
    profiles.extend(profile(page, &page.filled("others", &[]), page.say("others"), &others));
    profiles
}

fn profile(page: Page<'_>, name: &str, heading: Html, measures: &[&MeasureView]) -> Option<Html> {
    let rows: Vec<Html> = measures.iter().filter_map(|measure| row(page, measure)).collect();
    if rows.is_empty() {
        return None;
    }
    Some(tag!("section" { "class": "results-section profile", "part": "results-section" } [
        tag!("h2" { "class": "results-heading", "part": "results-heading" } [heading]),
        explanation(page, measures),
        axis(page, measures),
        tag!("ul" { "class": "chart", "part": "chart" } ..rows),
        profile_table(page, name, measures),
    ]))
}

/// How the picture is read.
fn explanation(page: Page<'_>, measures: &[&MeasureView]) -> Html {
    let scale = measures.first().filter(|first| {
        let is_same =
            |measure: &&&MeasureView| (measure.least, measure.greatest) == (first.least, first.greatest);
        page.view.numbers && measures.iter().all(|measure| is_same(&measure))
    });
    match scale {
        Some(scale) => tag!("p" { "class": "results-hint" } [words(&scale_words(page, scale))]),
        None => Html::default(),
    }
}

fn scale_words(page: Page<'_>, measure: &MeasureView) -> String {
    let (least, greatest) = (page.number(measure.least), page.number(measure.greatest));
    page.filled("scale", &[("least", &least), ("greatest", &greatest)])
}

/// The names of the bands over the picture, when all of its measures have the same.
fn axis(page: Page<'_>, measures: &[&MeasureView]) -> Html {
    let Some(first) = measures.first().filter(|first| !first.bands.is_empty()) else {
        return Html::default();
    };
    let scale = Scale::new(first);
    let is_same = |measure: &&MeasureView| measure.band_set == first.band_set && Scale::new(measure) == scale;
    if !measures.iter().all(is_same) {
        return Html::default();
    }
    let bands = first.bands.iter().zip(scale.spans());
    let bands = bands.map(|(band, span)| tag!("span" { "class": span } [page.said(page.band(first, band))]));
    tag!("div" { "class": if page.has_voices() { "axis axis-voices" } else { "axis" }, "aria-hidden": "true" } [
        tag!("div" { "class": "axis-bands" } ..bands.collect())
    ])
}

/// The latest value of each voice.
fn latest<'a>(page: Page<'_>, measure: &'a MeasureView) -> impl Iterator<Item = &'a MeasureValue> {
    let latest: Vec<Option<usize>> = (0..page.view.voices.len()).map(|voice| page.latest(voice)).collect();
    measure.values.iter().filter(move |value| latest.get(value.voice) == Some(&Some(value.round)))
}

/// A measure with a lane for each voice; nothing when there is nothing to say in words.
fn row<'a>(page: Page<'a>, measure: &'a MeasureView) -> Option<Html> {
    let is_drawn = |value: &&MeasureValue| !value.calculated || position(measure, value).is_some();
    let lanes: Vec<Html> =
        latest(page, measure).filter(is_drawn).map(|value| lane(page, measure, value)).collect();
    if lanes.is_empty() {
        return None;
    }
    let talk = measure.gaps.iter().any(|gap| gap.talk);
    Some(tag!("li" { "class": "measure" } [
        tag!("div" { "class": "measure-name" } [
            tag!("p" { "class": "label" } [page.measure(measure)]),
            if talk { talk_mark(page) } else { Html::default() },
        ]),
        tag!("div" { "class": "lanes" } ..lanes),
    ]))
}

/// The mark of what is worth a talk.
pub(super) fn talk_mark(page: Page<'_>) -> Html {
    tag!("p" { "class": "talk", "part": "talk" } [mark::bubbles(), page.say("talk")])
}

fn lane<'a>(page: Page<'a>, measure: &'a MeasureView, value: &'a MeasureValue) -> Html {
    let scale = Scale::new(measure);
    let voice = value.voice;
    let drawn = match position(measure, value) {
        Some(place) => {
            let (start, end) = (percent(0), percent(place));
            let stem = tag!("line" {
                "class": ["stem ", mark::class(voice)].concat(),
                "x1": &start,
                "x2": &end,
                "y1": "50%",
                "y2": "50%",
            } []);
            list(vec![stem, point(voice, &end, "50%")])
        }
        _ => Html::default(),
    };
    let said = [&page.voice_words(voice), ": ", &page.quantity_words(measure, value)].concat();
    // The picture says in its name what stands beside it.
    tag!("div" { "class": if page.has_voices() { "lane lane-voice" } else { "lane" } } [
        if page.has_voices() {
            tag!("p" { "class": "lane-name", "aria-hidden": "true" } [page.dated_voice(voice)])
        } else {
            Html::default()
        },
        tag!("svg" { "class": "plot", "role": "img", "aria-label": said } [scale.zones(), drawn]),
        tag!("p" { "class": "lane-value", "aria-hidden": "true" } [page.quantity(measure, value)]),
    ])
}

fn profile_table<'a>(page: Page<'a>, name: &str, measures: &[&'a MeasureView]) -> Html {
    let is_heard = |voice: &usize| {
        measures.iter().any(|measure| latest(page, measure).any(|value| value.voice == *voice))
    };
    let voices: Vec<usize> = (0..page.view.voices.len()).filter(is_heard).collect();
    let mut columns = vec![page.say("domain")];
    columns.extend(voices.iter().map(|voice| {
        let round = page.latest(*voice).and_then(|round| page.round(*voice, round));
        list(vec![page.voice(*voice), round.map_or_else(Html::default, |round| page.round_name(round))])
    }));
    let has_gaps = measures.iter().any(|measure| !measure.gaps.is_empty());
    if has_gaps {
        columns.push(page.say("compare"));
    }
    let mut table = Table::new(columns);
    let rows = measures.iter().map(|measure| {
        let mut cells: Vec<Html> = Vec::new();
        for voice in &voices {
            let value = latest(page, measure).find(|value| value.voice == *voice);
            cells.push(value.map_or_else(Html::default, |value| value_cell(page, measure, value)));
        }
        if has_gaps {
            cells
                .push(list(measure.gaps.iter().map(|gap| super::compare::gap(page, measure, gap)).collect()));
        }
        table.row("row-measure", page.measure(measure), cells)
    });
    let rows = rows.collect();
    table.body(rows);
    table.fold(page, name)
}

/// A value with how much of it was answered.
fn value_cell<'a>(page: Page<'a>, measure: &'a MeasureView, value: &'a MeasureValue) -> Html {
    let mut parts = vec![tag!("p" {} [page.quantity(measure, value)])];
    if page.view.numbers && value.asked > 0 {
        let (rated, asked) = (value.rated.to_string(), value.asked.to_string());
        let rated = page.filled("rated", &[("rated", &rated), ("asked", &asked)]);
        parts.push(tag!("p" { "class": "results-hint" } [words(&rated)]));
    }
    parts.push(super::grounds::missing(
        page.environment_of(value.voice),
        page.note("missing"),
        &value.missing,
    ));
    list(parts)
}
