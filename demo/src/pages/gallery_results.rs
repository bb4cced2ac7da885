//! The developers' gallery of results: every series of every form, as each reader sees it.

use crate::language::{Locale, Text, text};
use crate::pages::gallery::{pairs, scheme, selector, word};
use crate::pages::layout::{self, Script};
use crate::portal::Shared;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::Json;
use axum::extract::{Query, State};
use axum::response::Html;
use guidance_contract::{
    Audience, Form, Proposal, ProposalSource, ProposalView, Results, ResultsConfig, Submission, Theme,
    ViewOptions, Viewer,
};
use guidance_forms::{FORMS, PROPOSALS, ShippedForm};
use maud::{DOCTYPE, Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

const TITLE: Text = text("Tulosgalleria", "Resultatgalleri", "Gallery of results");
const FORMS_TITLE: Text = text("Lomakegalleria", "Formulärgalleri", "Gallery of forms");
const SHOW: Text = text("Näytä", "Visa", "Show");
/// Whom the submissions of a series are about.
const SUBJECT: &str = "student-1";
const READERS: [Audience; 5] =
    [Audience::Student, Audience::Guardian, Audience::Counsellor, Audience::Teacher, Audience::Office];

/// What is shown; every part may be left out.
#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub struct Choice {
    form: String,
    series: String,
    audience: Audience,
    numbers: String,
    locale: Locale,
    theme: Theme,
    width: String,
    dir: String,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            form: String::new(),
            series: String::new(),
            audience: Audience::Student,
            numbers: "no".to_owned(),
            locale: Locale::default(),
            theme: Theme::default(),
            width: "full".to_owned(),
            dir: "ltr".to_owned(),
        }
    }
}

impl Choice {
    /// The choice as the query of an address.
    fn query(&self) -> String {
        [
            ("form", self.form.as_str()),
            ("series", &self.series),
            ("audience", &word(self.audience)),
            ("numbers", &self.numbers),
            ("locale", self.locale.tag()),
            ("theme", &word(self.theme)),
            ("dir", &self.dir),
        ]
        .into_iter()
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
        .collect::<Vec<_>>()
        .join("&")
    }

    /// The choice with a form that has results; a series that it has not is none: nothing has been sent yet.
    fn of_existing(mut self) -> Result<(Self, &'static ShippedForm), Failure> {
        let shipped = with_results()
            .find(|shipped| self.form.is_empty() || shipped.id == self.form)
            .ok_or(Failure::NotFound)?;
        shipped.id.clone_into(&mut self.form);
        if !shipped.series.iter().any(|(name, _)| *name == self.series) {
            self.series.clear();
        }
        Ok((self, shipped))
    }

    fn direction(&self) -> &'static str {
        if self.dir == "rtl" { "rtl" } else { "ltr" }
    }

    fn width(&self) -> &'static str {
        match self.width.as_str() {
            "320" => "320",
            "768" => "768",
            _ => "full",
        }
    }
}

fn with_results() -> impl Iterator<Item = &'static ShippedForm> {
    FORMS.iter().filter(|shipped| shipped.results.is_some())
}

/// The gallery.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    Query(choice): Query<Choice>,
) -> Result<Html<String>, Failure> {
    let (choice, shipped) = choice.of_existing()?;
    let config = serde_json::to_string_pretty(&config(&choice, shipped)?).unwrap_or_default();
    let forms: Vec<(String, String)> = with_results()
        .map(|shipped| (shipped.id.to_owned(), portal.catalog.title(shipped.id, frame.locale)))
        .collect();
    let content = html! {
        p class="back" { a href="/gallery" { (frame.say(FORMS_TITLE)) } }
        h1 { (frame.say(TITLE)) }
        form class="search card" method="get" action="/gallery/results" {
            (selectors(&frame, &choice, shipped, &forms))
        }
        div class="gallery" {
            div class={ "stage stage-" (choice.width()) } {
                iframe id="stage" title=(frame.say(TITLE)) src={ "/gallery/results/embed?" (choice.query()) } {}
            }
            div class="inspector" {
                details open {
                    summary { "Config" }
                    pre id="inspector-config" tabindex="0" lang="en" aria-label="Config" { (config) }
                }
            }
        }
    };
    Ok(layout::page(&frame, frame.say(TITLE), Script::Gallery, &content))
}

fn selectors(frame: &Frame, choice: &Choice, shipped: &ShippedForm, forms: &[(String, String)]) -> Markup {
    let title = |name: &str| shipped.series(name).map_or_else(|| name.to_owned(), |series| series.title);
    let series = std::iter::once((String::new(), "–".to_owned()))
        .chain(shipped.series.iter().map(|(name, _)| ((*name).to_owned(), title(name))))
        .collect::<Vec<_>>();
    let readers = READERS.map(word).map(|word| (word.clone(), word));
    let locales = Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.name().to_owned()));
    let themes =
        [Theme::Auto, Theme::Light, Theme::Dark, Theme::Contrast].map(word).map(|word| (word.clone(), word));
    html! {
        (selector("form", frame.say(text("Lomake", "Formulär", "Form")), forms, &choice.form))
        (selector("series", frame.say(text("Sarja", "Serie", "Series")), &series, &choice.series))
        (selector("audience", frame.say(text("Lukija", "Läsare", "Reader")), &readers, &word(choice.audience)))
        (selector("numbers", frame.say(text("Numerot kaikille", "Siffror för alla", "Numbers for all")), &pairs(&["no", "yes"]), &choice.numbers))
        (selector("locale", frame.say(text("Kieli", "Språk", "Language")), &locales, choice.locale.tag()))
        (selector("theme", frame.say(text("Värit", "Färger", "Colours")), &themes, &word(choice.theme)))
        (selector("width", frame.say(text("Leveys", "Bredd", "Width")), &pairs(&["full", "768", "320"]), choice.width()))
        (selector("dir", frame.say(text("Suunta", "Riktning", "Direction")), &pairs(&["ltr", "rtl"]), choice.direction()))
        p class="field" { button { (frame.say(SHOW)) } }
    }
}

/// A page that holds only the element: for tests, accessibility engines and screenshots.
pub async fn embed_page(
    State(portal): State<Shared>,
    Query(choice): Query<Choice>,
) -> Result<Html<String>, Failure> {
    let (choice, shipped) = choice.of_existing()?;
    let config = format!("/gallery/results/config?{}", choice.query());
    let document = html! {
        (DOCTYPE)
        html lang=(choice.locale.tag()) dir=(choice.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(scheme(choice.theme));
                title { (portal.catalog.title(shipped.id, choice.locale)) }
                link rel="icon" type="image/svg+xml" href="/portal/icon.svg";
                link rel="stylesheet" href="/portal/portal.css";
            }
            body class={ "bare theme-" (word(choice.theme)) } {
                main { (embed(shipped.id, choice.locale.tag(), &config)) }
            }
        }
    };
    Ok(Html(document.into_string()))
}

/// The two lines that a page needs to hold results.
pub fn embed(form: &str, locale: &str, config: &str) -> Markup {
    html! {
        script type="module" src="/guidance-forms/guidance-results.js" {}
        guidance-results form=(form) locale=(locale) config=(config) {}
    }
}

/// The config of the element on the bare page.
pub async fn config_document(Query(choice): Query<Choice>) -> Result<Json<ResultsConfig>, Failure> {
    let (choice, shipped) = choice.of_existing()?;
    config(&choice, shipped).map(Json)
}

fn config(choice: &Choice, shipped: &'static ShippedForm) -> Result<ResultsConfig, Failure> {
    let source = Source::load(shipped).ok_or(Failure::NotFound)?;
    let results = source.results.as_ref().ok_or(Failure::NotFound)?;
    let submissions = source.submissions(&choice.series);
    let viewer = Viewer { audience: choice.audience, author: None };
    let options = ViewOptions { numbers: choice.numbers == "yes", ..ViewOptions::default() };
    Ok(ResultsConfig {
        locale: Some(choice.locale.tag().to_owned()),
        fallback_locales: vec!["fi".to_owned(), "en".to_owned()],
        locales: Locale::ALL.map(|locale| locale.tag().to_owned()).to_vec(),
        theme: choice.theme,
        view: Some(results.view(&source.form, &submissions, &viewer, &options)),
        proposal: proposal(&choice.series, &viewer),
        ..ResultsConfig::default()
    })
}

/// What the first proposal that the reader may see says of the person of a series, from all forms.
fn proposal(series: &str, viewer: &Viewer) -> Option<ProposalView> {
    let sources: Vec<Source> = FORMS.iter().filter_map(Source::load).collect();
    let submissions: Vec<Submission> = sources.iter().flat_map(|source| source.submissions(series)).collect();
    if submissions.is_empty() {
        return None;
    }
    let sources: Vec<ProposalSource<'_>> = sources
        .iter()
        .map(|source| ProposalSource { form: &source.form, results: source.results.as_ref() })
        .collect();
    PROPOSALS.iter().find_map(|shipped| {
        let proposal = Proposal::load(shipped.definition, &sources).ok()?;
        proposal.view(&sources, &submissions, viewer, &ViewOptions::default(), None)
    })
}

/// A form with its results.
struct Source {
    shipped: &'static ShippedForm,
    form: Form,
    results: Option<Results>,
}

impl Source {
    fn load(shipped: &'static ShippedForm) -> Option<Self> {
        let form = Form::load(shipped.definition, None).ok()?;
        let results = shipped.results.and_then(|results| Results::load(results, &form).ok());
        Some(Self { shipped, form, results })
    }

    fn submissions(&self, series: &str) -> Vec<Submission> {
        self.shipped.submissions(&self.form, series, SUBJECT).unwrap_or_default()
    }
}
