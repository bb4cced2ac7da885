//! The developers' gallery of results: every series of every form, as each reader sees it.

use crate::catalog::HostedForm;
use crate::language::{Locale, Text, text};
use crate::pages::gallery::{bare_page, pairs, selector, word};
use crate::pages::layout::{self, Script};
use crate::pages::results::embed;
use crate::portal::{Portal, Shared};
use crate::results;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::Json;
use axum::extract::{Query, State};
use axum::response::Html;
use guidance_contract::{Audience, ProposalView, ResultsConfig, Submission, Theme, ViewOptions, Viewer};
use maud::{Markup, html};
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
    fn of_existing(mut self, portal: &Portal) -> Result<(Self, &HostedForm), Failure> {
        let hosted = with_results(portal)
            .find(|hosted| self.form.is_empty() || hosted.form.reference().id == self.form)
            .ok_or(Failure::NotFound)?;
        hosted.form.reference().id.clone_into(&mut self.form);
        if !series_of(&self.form).iter().any(|(name, _)| *name == self.series) {
            self.series.clear();
        }
        Ok((self, hosted))
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

fn with_results(portal: &Portal) -> impl Iterator<Item = &HostedForm> {
    portal.catalog.forms().filter(|hosted| hosted.results.is_some())
}

/// The series that a form ships, by name.
fn series_of(form: &str) -> &'static [(&'static str, &'static str)] {
    guidance_forms::form(form).map_or(&[], |shipped| shipped.series)
}

/// What was sent in a series.
fn submissions(hosted: &HostedForm, series: &str) -> Vec<Submission> {
    let shipped = guidance_forms::form(&hosted.form.reference().id);
    shipped.and_then(|shipped| shipped.submissions(&hosted.form, series, SUBJECT)).unwrap_or_default()
}

/// The gallery.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    Query(choice): Query<Choice>,
) -> Result<Html<String>, Failure> {
    let (choice, hosted) = choice.of_existing(&portal)?;
    let config = serde_json::to_string_pretty(&config(&portal, &choice, hosted)?).unwrap_or_default();
    let ids = with_results(&portal).map(|hosted| &hosted.form.reference().id);
    let forms: Vec<(String, String)> =
        ids.map(|id| (id.clone(), portal.catalog.title(id, frame.locale))).collect();
    let content = html! {
        p class="back" { a href="/gallery" { (frame.say(FORMS_TITLE)) } }
        h1 { (frame.say(TITLE)) }
        form class="search card" method="get" action="/gallery/results" {
            (selectors(&frame, &choice, &forms))
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

fn selectors(frame: &Frame, choice: &Choice, forms: &[(String, String)]) -> Markup {
    let title = |name: &str| {
        let series = guidance_forms::form(&choice.form).and_then(|shipped| shipped.series(name));
        series.map_or_else(|| name.to_owned(), |series| series.title)
    };
    let series = std::iter::once((String::new(), "–".to_owned()))
        .chain(series_of(&choice.form).iter().map(|(name, _)| ((*name).to_owned(), title(name))))
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
    let (choice, _) = choice.of_existing(&portal)?;
    let title = portal.catalog.title(&choice.form, choice.locale);
    let config = format!("/gallery/results/config?{}", choice.query());
    let element = embed(&choice.form, choice.locale.tag(), &config);
    Ok(bare_page(choice.locale, choice.direction(), choice.theme, &title, &element))
}

/// The config of the element on the bare page.
pub async fn config_document(
    State(portal): State<Shared>,
    Query(choice): Query<Choice>,
) -> Result<Json<ResultsConfig>, Failure> {
    let (choice, hosted) = choice.of_existing(&portal)?;
    config(&portal, &choice, hosted).map(Json)
}

fn config(portal: &Portal, choice: &Choice, hosted: &HostedForm) -> Result<ResultsConfig, Failure> {
    let found = hosted.results.as_ref().ok_or(Failure::NotFound)?;
    let viewer = Viewer { audience: choice.audience, author: None };
    let options = ViewOptions { numbers: choice.numbers == "yes", ..ViewOptions::default() };
    let sent = submissions(hosted, &choice.series);
    Ok(ResultsConfig {
        theme: choice.theme,
        view: Some(found.results.view(&hosted.form, &sent, &viewer, &options)),
        proposal: proposal(portal, &choice.series, &viewer),
        ..results::base(portal, hosted, choice.locale)
    })
}

/// What the first proposal that the reader may see says of the person of a series, from all forms.
fn proposal(portal: &Portal, series: &str, viewer: &Viewer) -> Option<ProposalView> {
    let sent: Vec<Submission> =
        portal.catalog.forms().flat_map(|hosted| submissions(hosted, series)).collect();
    if sent.is_empty() {
        return None;
    }
    let sources = portal.catalog.sources();
    portal
        .catalog
        .proposals()
        .find_map(|hosted| hosted.proposal.view(&sources, &sent, viewer, &ViewOptions::default(), None))
}
