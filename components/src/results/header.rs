//! What stands first: what this is and is not, and who speaks.

use super::page::Page;
use super::{ResultsEvent, ResultsProps};
use crate::layout::{HEADING, language_list};
use crate::markdown::markdown;
use crate::tag::{Extras, on, tag};
use guidance_contract::VoiceView;
use yew::Html;
use yew::virtual_dom::ListenerKind;

/// Title, languages, printing, what the results are not, and what they are for. A proposal that is shown alone has its own
/// words for all of it.
pub(super) fn header(page: Page<'_>, props: &ResultsProps, is_empty: bool) -> Html {
    let wording = page.wording;
    let (title, introduction, notice, tone) = match &props.proposal {
        Some(part) if page.view.voices.is_empty() => (
            part.wording.title(),
            part.wording.introduction(),
            part.wording.notice(),
            "note note-warning notice",
        ),
        _ => (wording.title(), wording.introduction(), wording.notice(), "note note-information notice"),
    };
    let wanted = props.on_event.clone();
    let wanted = Box::new(move |locale| wanted.emit(ResultsEvent::LocaleWanted(locale)));
    tag!("div" { "class": "header", "part": "header" } [
        tag!("div" { "class": "header-line" } [
            tag!("h1" { "class": "title", "part": "title", "id": HEADING, "tabindex": "-1" } [page.said(title)]),
            tag!("div" { "class": "results-tools" } [
                language_list(page.environment, &props.locales, wanted),
                if is_empty { Html::default() } else { print(page, props) },
            ]),
        ]),
        match introduction {
            Some(text) => tag!("div" { "class": "introduction" } [markdown(page.environment, text)]),
            None => Html::default(),
        },
        tag!("p" { "class": tone, "part": "note" } [page.said(notice)]),
    ])
}

/// The button that prints.
fn print(page: Page<'_>, props: &ResultsProps) -> Html {
    let on_event = props.on_event.clone();
    let button = tag!("button" {
        "class": "button button-secondary",
        "part": "button",
        "type": "button",
        "id": "action-print",
    } [page.say("print")]);
    let clicked = on(|| ListenerKind::onclick, move |_| on_event.emit(ResultsEvent::Print));
    button.heard(clicked)
}

/// Who speaks, and when.
pub(super) fn voices(page: Page<'_>) -> Html {
    let voices = page.view.voices.iter().enumerate().map(|(place, view)| voice(page, place, view));
    tag!("section" { "class": "results-section voices", "part": "results-section" } [
        tag!("h2" { "class": "results-subheading" } [page.say("voices")]),
        tag!("ul" { "class": "voice-list" } ..voices.collect()),
    ])
}

fn voice(page: Page<'_>, place: usize, view: &VoiceView) -> Html {
    let rounds = view.rounds.iter().map(|round| {
        tag!("li" {} [
            page.round_name(round),
            if round.withheld {
                tag!("span" { "class": "withheld" } [page.note("withheld")])
            } else {
                Html::default()
            },
        ])
    });
    tag!("li" { "class": "voice-entry", "part": "voice" } [
        tag!("p" { "class": "label" } [page.voice(place)]),
        tag!("ul" { "class": "rounds" } ..rounds.collect()),
    ])
}
