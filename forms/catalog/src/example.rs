//! Examples and series of examples as documents, and the submissions that they stand for.

use crate::ShippedForm;
use guidance_contract::{
    Answers, CodeSet, Config, Context, Document as _, Form, Issue, Messages, PlainDate, Submission, Table,
    Texts,
};
use serde::Deserialize;

/// An example: what a host gave, what a person answered, and which issues that must give.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Title, for developers.
    pub title: String,
    /// What it shows.
    pub description: String,
    /// Config of its host, always with a day.
    pub config: Config,
    /// The answers.
    pub answers: Answers,
    /// The issues of sending them, in order: path, code and severity.
    pub expect: Vec<Issue>,
}

/// A series: submissions about one person, to be read together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Title, for developers.
    pub title: String,
    /// What it shows.
    pub description: String,
    /// The submissions.
    pub submissions: Vec<SeriesEntry>,
}

/// One submission of a series.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesEntry {
    /// Name of an example of the same form.
    pub example: String,
    /// Who filled it in: an opaque reference.
    pub author: String,
}

impl Example {
    /// The day of the example.
    #[must_use]
    pub fn today(&self) -> Option<PlainDate> {
        self.config.today.as_deref().and_then(PlainDate::parse_iso)
    }

    /// The finished submission that the answers make, by whom and about whom the config says; nothing when it has
    /// no day. Without an id in the config its id is blank.
    #[must_use]
    pub fn submission(&self, form: &Form, texts: &Texts) -> Option<Submission> {
        let mut submission = form.finish(&self.answers, &Context::new(&self.config, self.today()?), texts);
        submission.id = self.config.submission_id.clone().unwrap_or_default();
        submission.subject = self.config.subject.clone();
        submission.author = self.config.author.clone();
        Some(submission)
    }
}

impl ShippedForm {
    /// The example of a name, with the code sets of the examples' host in its config; nothing when there is none, or
    /// it cannot be read.
    #[must_use]
    pub fn example(&self, name: &str) -> Option<Example> {
        let mut example: Example = named(self.examples, name)?;
        let sets: Table<String, CodeSet> =
            self.host_code_sets.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        for (name, set) in &sets {
            if !example.config.code_sets.contains_key(name) {
                example.config.code_sets.insert(name.clone(), set.clone());
            }
        }
        Some(example)
    }

    /// The series of a name; nothing when there is none, or it cannot be read.
    #[must_use]
    pub fn series(&self, name: &str) -> Option<Series> {
        named(self.series, name)
    }

    /// The form's texts as they are shown for a config: in its locale, then Finnish, then English, each time the
    /// variant for its role first.
    #[must_use]
    pub fn texts(&self, form: &Form, config: &Config) -> Texts {
        let own = form.variant(config.role);
        let mut chain: Vec<Messages> = Vec::new();
        for wanted in [config.locale.as_deref().unwrap_or("en"), "fi", "en"] {
            let variants = self
                .variants
                .iter()
                .filter(|(locale, variant, _)| *locale == wanted && Some(*variant) == own);
            let plain = self.messages.iter().filter(|(locale, _)| *locale == wanted);
            let found = variants.map(|(_, _, text)| *text).chain(plain.map(|(_, text)| *text));
            chain.extend(found.filter_map(|text| Messages::parse(text).ok()));
        }
        Texts::new(chain, Vec::new())
    }

    /// Every `Messages` document, the variants too: what a receiver compares the texts shown with.
    #[must_use]
    pub fn published(&self) -> Vec<Messages> {
        let plain = self.messages.iter().map(|(_, text)| *text);
        let all = plain.chain(self.variants.iter().map(|(_, _, text)| *text));
        all.filter_map(|text| Messages::parse(text).ok()).collect()
    }

    /// The finished submissions of a series, all about one person. Each has an id of its own, the same every time.
    #[must_use]
    pub fn submissions(&self, form: &Form, series: &str, subject: &str) -> Option<Vec<Submission>> {
        let entries = self.series(series)?.submissions.into_iter();
        let submissions = entries.map(|SeriesEntry { example: name, author }| {
            let mut example = self.example(&name)?;
            example.config.submission_id = Some(repeatable_id(&[self.id, &name, &author, subject]));
            example.config.subject = Some(subject.to_owned());
            example.config.author = Some(author);
            example.submission(form, &self.texts(form, &example.config))
        });
        submissions.collect()
    }
}

fn named<T: for<'a> Deserialize<'a>>(files: &[(&str, &str)], name: &str) -> Option<T> {
    let (_, text) = files.iter().find(|(found, _)| *found == name)?;
    serde_json::from_str(text).ok()
}

/// A UUID made of what it is for (version 8; FNV-1a, for there is nothing to keep secret).
fn repeatable_id(parts: &[&str]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.join("\u{0}").bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let (high, low) = (hash >> 48, hash & 0xffff_ffff_ffff);
    format!("00000000-0000-8000-8{:03x}-{low:012x}", high & 0xfff)
}
