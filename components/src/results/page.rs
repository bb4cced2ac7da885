//! What every part of the page needs: texts, voices, and how days and numbers are written.

use super::mark::mark;
use crate::environment::{Environment, words};
use crate::tag::{list, tag};
use crate::value;
use guidance_contract::{
    DatePrecision, MeasureValue, MeasureView, ResultWording, ResultsView, Role, RoundView, Text, VoiceView,
};
use yew::Html;

/// One showing of a view.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) environment: &'a Environment,
    /// By role, where other roles were asked in other words.
    pub(super) others: &'a [(Role, Environment)],
    pub(super) wording: &'a ResultWording,
    pub(super) view: &'a ResultsView,
}

impl<'a> Page<'a> {
    /// Texts in the words in which a voice was asked.
    pub(super) fn environment_of(&self, voice: usize) -> &'a Environment {
        let role = self.view.voices.get(voice).map(|voice| voice.role);
        let other = self.others.iter().find(|(other, _)| Some(*other) == role);
        other.map_or(self.environment, |(_, environment)| environment)
    }

    /// A text of the form or of the results, in an element.
    pub(super) fn said(&self, text: Text<'_>) -> Html {
        self.environment.said(text)
    }

    /// One of the page's own texts, in an element.
    pub(super) fn say(&self, key: &str) -> Html {
        self.environment.say(&["results.", key].concat())
    }

    /// One of the page's own texts with parameters.
    pub(super) fn filled(&self, key: &str, params: &[(&str, &str)]) -> String {
        self.environment.filled(&["results.", key].concat(), params)
    }

    /// A short text of the results; the page's own when the form has none.
    pub(super) fn note(&self, key: &str) -> Html {
        let note = self.wording.note(key);
        if note.locale.is_empty() { self.say(key) } else { self.said(note) }
    }

    /// The same for an attribute.
    pub(super) fn note_words(&self, key: &str) -> String {
        let note = self.wording.note(key);
        if note.locale.is_empty() { self.filled(key, &[]) } else { note.text.to_owned() }
    }

    /// Whether several voices are told apart.
    pub(super) fn has_voices(&self) -> bool {
        self.view.voices.len() > 1
    }

    /// What a voice is called besides its kind: its name, or a number when another one is of the same kind.
    fn own_name(&self, voice: usize, view: &VoiceView) -> Option<String> {
        let same = |other: &&VoiceView| other.id == view.id;
        match &view.name {
            Some(name) => Some([", ", name].concat()),
            None if self.view.voices.iter().filter(same).count() > 1 => {
                let number = self.view.voices.iter().take(voice + 1).filter(same).count();
                Some([" ", &number.to_string()].concat())
            }
            None => None,
        }
    }

    /// Name of a voice, for an attribute.
    pub(super) fn voice_words(&self, voice: usize) -> String {
        let Some(view) = self.view.voices.get(voice) else { return String::new() };
        self.wording.voice(&view.id).text.to_owned() + &self.own_name(voice, view).unwrap_or_default()
    }

    /// Name of a voice without its mark.
    pub(super) fn voice_name(&self, voice: usize) -> Html {
        let Some(view) = self.view.voices.get(voice) else { return Html::default() };
        tag!("span" { "class": "voice-name" } [
            self.said(self.wording.voice(&view.id)),
            self.own_name(voice, view).map_or_else(Html::default, |name| words(&name)),
        ])
    }

    /// Mark and name of a voice.
    pub(super) fn voice(&self, voice: usize) -> Html {
        let mark = if self.has_voices() { mark(voice) } else { Html::default() };
        tag!("span" { "class": "voice" } [mark, self.voice_name(voice)])
    }

    /// Mark and name of a voice with the day of what it said last: a rating may be a year old.
    pub(super) fn dated_voice(&self, voice: usize) -> Html {
        let round = self.latest(voice).and_then(|round| self.round(voice, round));
        match round {
            Some(round) => list(vec![
                self.voice(voice),
                tag!("span" { "class": "voice-day" } [words(&[" ", &day(&round.date)].concat())]),
            ]),
            None => self.voice(voice),
        }
    }

    /// How many questions a difference rests on, when they are not all of the measure's.
    pub(super) fn shared(&self, measure: &MeasureView, items: &[String]) -> Html {
        if items.is_empty() || items.len() >= measure.items.len() {
            return Html::default();
        }
        let text = self.environment.counted("results.shared", items.len(), &[]);
        tag!("span" { "class": "shared" } [words(&[" ", &text].concat())])
    }

    /// Round of a voice.
    pub(super) fn round(&self, voice: usize, round: usize) -> Option<&'a RoundView> {
        self.view.voices.get(voice)?.rounds.get(round)
    }

    /// The latest round of a voice that is shown.
    pub(super) fn latest(&self, voice: usize) -> Option<usize> {
        self.view.voices.get(voice)?.rounds.iter().rposition(|round| !round.withheld)
    }

    /// Day and phase of a round: "5.10.2026, at the start".
    pub(super) fn round_name(&self, round: &RoundView) -> Html {
        let phase = round.phase.as_deref().and_then(|phase| self.phase(phase));
        tag!("span" { "class": "round" } [
            tag!("span" { "class": "day" } [words(&day(&round.date))]),
            match phase {
                Some(phase) => tag!("span" { "class": "phase" } [self.said(phase)]),
                None => Html::default(),
            },
        ])
    }

    fn phase(&self, phase: &'a str) -> Option<Text<'a>> {
        let form = &self.environment.form;
        let set = form.item(form.find(self.view.phase.as_deref()?)?)?.item.option_set.as_deref()?;
        let text = self.environment.texts.option(set, phase);
        (!text.locale.is_empty()).then_some(text)
    }

    /// Name of a measure.
    pub(super) fn measure(&self, measure: &MeasureView) -> Html {
        self.said(self.wording.measure(&measure.id))
    }

    /// Name of a band of a measure.
    pub(super) fn band(&self, measure: &'a MeasureView, band: &'a str) -> Text<'a> {
        self.wording.band(measure.band_set.as_deref().unwrap_or_default(), band)
    }

    /// A value in words and, where the reader sees numbers, as a number.
    pub(super) fn quantity(&self, measure: &'a MeasureView, value: &'a MeasureValue) -> Html {
        if !value.calculated {
            return tag!("span" { "class": "not-answered" } [self.note("notCalculated")]);
        }
        tag!("span" { "class": "quantity" } [
            match &value.band {
                Some(band) => tag!("span" { "class": "band" } [self.said(self.band(measure, band))]),
                None => Html::default(),
            },
            match value.value {
                Some(number) => tag!("span" { "class": "figure" } [words(&self.number(number))]),
                None => Html::default(),
            },
        ])
    }

    /// The same for an attribute.
    pub(super) fn quantity_words(&self, measure: &MeasureView, value: &MeasureValue) -> String {
        if !value.calculated {
            return self.note_words("notCalculated");
        }
        let band = value.band.as_ref().map(|band| self.band_words(measure, band));
        let number = value.value.map(|number| self.number(number));
        [band, number].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn band_words(&self, measure: &MeasureView, band: &str) -> String {
        self.wording.band(measure.band_set.as_deref().unwrap_or_default(), band).text.to_owned()
    }

    /// A number to one decimal, in the writing of the locale.
    pub(super) fn number(&self, number: f64) -> String {
        let tenths = tenths(number);
        let (whole, rest) = ((tenths / 10).unsigned_abs(), (tenths % 10).unsigned_abs());
        let plain = [whole.to_string().as_str(), ".", &rest.to_string()].concat();
        let plain = value::number(self.environment, &plain);
        if tenths < 0 { ["\u{2212}", &plain].concat() } else { plain }
    }

    /// A difference, with its sign.
    pub(super) fn difference(&self, difference: f64) -> String {
        let number = self.number(difference);
        if tenths(difference) > 0 { ["+", &number].concat() } else { number }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
fn tenths(number: f64) -> i64 {
    (number * 10.0).round() as i64
}

/// A stored day as people write it.
pub(super) fn day(stored: &str) -> String {
    value::date(stored, DatePrecision::Day)
}
