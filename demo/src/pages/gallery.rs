//! The developers' gallery: every form, example, locale, theme, width and direction, with what goes in and out.

use crate::catalog::Example;
use crate::language::{Locale, Text, text};
use crate::pages::assignment::embed;
use crate::pages::layout::{self, Script};
use crate::portal::{Portal, Shared};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::Json;
use axum::extract::{Query, State};
use axum::response::Html;
use guidance_contract::{
    Answers, Config, DraftPolicy, Mode, Pacing, Role, Status, Submission, SyntheticIdentityCodes, Table,
    Theme, schema_address,
};
use maud::{DOCTYPE, Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

const TITLE: Text = text("Lomakegalleria", "Formulärgalleri", "Gallery of forms");
const RESULTS: Text = text("Tulokset", "Resultat", "Results");
const SHOW: Text = text("Näytä", "Visa", "Show");

/// What the gallery shows; every part may be left out.
#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub struct Choice {
    form: String,
    example: String,
    locale: Locale,
    theme: Theme,
    mode: Mode,
    role: Role,
    width: String,
    dir: String,
    today: String,
    pacing: Pacing,
    aloud: bool,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            form: String::new(),
            example: String::new(),
            locale: Locale::default(),
            theme: Theme::default(),
            mode: Mode::default(),
            role: Role::default(),
            width: "full".to_owned(),
            dir: "ltr".to_owned(),
            today: String::new(),
            pacing: Pacing::default(),
            aloud: false,
        }
    }
}

impl Choice {
    /// The choice as the query of an address.
    fn query(&self) -> String {
        [
            ("form", self.form.as_str()),
            ("example", &self.example),
            ("locale", self.locale.tag()),
            ("theme", &word(self.theme)),
            ("mode", &word(self.mode)),
            ("role", &word(self.role)),
            ("dir", &self.dir),
            ("today", &self.today),
            ("pacing", &word(self.pacing)),
            ("aloud", if self.aloud { "true" } else { "" }),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
        .collect::<Vec<_>>()
        .join("&")
    }

    fn direction(&self) -> &'static str {
        if self.dir == "rtl" { "rtl" } else { "ltr" }
    }

    /// The choice with a form that exists; a failure when its example does not.
    fn of_existing(mut self, portal: &Portal) -> Result<Self, Failure> {
        if self.form.is_empty() {
            self.form = portal.catalog.ids().next().unwrap_or_default().to_owned();
        }
        let hosted = portal.catalog.form(&self.form).ok_or(Failure::NotFound)?;
        if !self.example.is_empty() && !hosted.has_example(&self.example) {
            return Err(Failure::NotFound);
        }
        Ok(self)
    }
}

/// A closed set's word, as the contract writes it.
pub(super) fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The gallery.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    Query(mut choice): Query<Choice>,
) -> Result<Html<String>, Failure> {
    // Whoever chooses another form has still the former one's example in the list.
    if portal.catalog.form(&choice.form).is_some_and(|hosted| !hosted.has_example(&choice.example)) {
        choice.example.clear();
    }
    let choice = choice.of_existing(&portal)?;
    let config = serde_json::to_string_pretty(&config(&portal, &choice)?).unwrap_or_default();
    let content = html! {
        h1 { (frame.say(TITLE)) }
        p { a href="/gallery/results" { (frame.say(RESULTS)) } }
        form class="search card" method="get" action="/gallery" { (selectors(&portal, &frame, &choice)) }
        div class="gallery" {
            div class={ "stage stage-" (width(&choice)) } {
                iframe id="stage" title=(choice.form) src={ "/gallery/embed?" (choice.query()) } {}
            }
            div class="inspector" {
                (panel("messages", "Events", "", true))
                (panel("report", "Report", "", true))
                (panel("submission", "Submission", "", false))
                (panel("config", "Config", &config, false))
                (panel("definition", "Messages", &messages(&portal, &choice), false))
            }
        }
    };
    Ok(layout::page(&frame, frame.say(TITLE), Script::Gallery, &content))
}

fn panel(id: &str, title: &str, content: &str, open: bool) -> Markup {
    html! {
        details open[open] {
            summary { (title) }
            pre id={ "inspector-" (id) } tabindex="0" lang="en" aria-label=(title) { (content) }
        }
    }
}

fn messages(portal: &Portal, choice: &Choice) -> String {
    portal
        .catalog
        .form(&choice.form)
        .and_then(|hosted| hosted.messages.iter().find(|messages| messages.locale == choice.locale.tag()))
        .and_then(|messages| serde_json::to_string_pretty(messages).ok())
        .unwrap_or_default()
}

fn width(choice: &Choice) -> &'static str {
    match choice.width.as_str() {
        "320" => "320",
        "768" => "768",
        _ => "full",
    }
}

fn selectors(portal: &Portal, frame: &Frame, choice: &Choice) -> Markup {
    let examples =
        portal.catalog.form(&choice.form).map(|hosted| hosted.examples.as_slice()).unwrap_or_default();
    let forms: Vec<(String, String)> =
        portal.catalog.ids().map(|id| (id.to_owned(), portal.catalog.title(id, frame.locale))).collect();
    let examples = std::iter::once((String::new(), "–".to_owned()))
        .chain(examples.iter().map(|example| (example.name.clone(), titled(example))))
        .collect::<Vec<_>>();
    let locales = Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.name().to_owned()));
    let themes =
        [Theme::Auto, Theme::Light, Theme::Dark, Theme::Contrast].map(word).map(|word| (word.clone(), word));
    let modes = [Mode::Edit, Mode::Review].map(word).map(|word| (word.clone(), word));
    let roles = [Role::Student, Role::Guardian, Role::Employer, Role::Staff, Role::Funder]
        .map(word)
        .map(|word| (word.clone(), word));
    let pacings = [Pacing::Page, Pacing::Question, Pacing::Choice].map(word).map(|word| (word.clone(), word));
    html! {
        (selector("form", frame.say(text("Lomake", "Formulär", "Form")), &forms, &choice.form))
        (selector("example", frame.say(text("Esimerkki", "Exempel", "Example")), &examples, &choice.example))
        (selector("locale", frame.say(text("Kieli", "Språk", "Language")), &locales, choice.locale.tag()))
        (selector("theme", frame.say(text("Värit", "Färger", "Colours")), &themes, &word(choice.theme)))
        (selector("mode", frame.say(text("Tila", "Läge", "Mode")), &modes, &word(choice.mode)))
        (selector("role", frame.say(text("Rooli", "Roll", "Role")), &roles, &word(choice.role)))
        (selector("pacing", frame.say(text("Tahti", "Takt", "Pacing")), &pacings, &word(choice.pacing)))
        (selector("aloud", frame.say(text("Ääneen", "Uppläsning", "Aloud")), &pairs(&["false", "true"]), if choice.aloud { "true" } else { "false" }))
        (selector("width", frame.say(text("Leveys", "Bredd", "Width")), &pairs(&["full", "768", "320"]), width(choice)))
        (selector("dir", frame.say(text("Suunta", "Riktning", "Direction")), &pairs(&["ltr", "rtl"]), choice.direction()))
        p class="field" { button { (frame.say(SHOW)) } }
    }
}

/// Values that are their own texts.
pub(super) fn pairs(words: &[&str]) -> Vec<(String, String)> {
    words.iter().map(|word| ((*word).to_owned(), (*word).to_owned())).collect()
}

fn titled(example: &Example) -> String {
    if example.title.is_empty() { example.name.clone() } else { example.title.clone() }
}

/// A labelled list of values with their texts.
pub(super) fn selector(name: &str, label: &str, options: &[(String, String)], chosen: &str) -> Markup {
    html! {
        p class="field" {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, text) in options { option value=(value) selected[value == chosen] { (text) } }
            }
        }
    }
}

/// A page that holds only the element: for tests, accessibility engines and screenshots.
pub async fn embed_page(
    State(portal): State<Shared>,
    Query(choice): Query<Choice>,
) -> Result<Html<String>, Failure> {
    let choice = choice.of_existing(&portal)?;
    let title = portal.catalog.title(&choice.form, choice.locale);
    let config = format!("/gallery/config?{}", choice.query());
    let element = embed(&choice.form, choice.locale.tag(), &config);
    Ok(bare_page(choice.locale, choice.direction(), choice.theme, &title, &element))
}

/// A page that holds only one element.
pub(super) fn bare_page(
    locale: Locale,
    direction: &str,
    theme: Theme,
    title: &str,
    element: &Markup,
) -> Html<String> {
    let document = html! {
        (DOCTYPE)
        html lang=(locale.tag()) dir=(direction) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(scheme(theme));
                title { (title) }
                link rel="icon" type="image/svg+xml" href="/portal/icon.svg";
                link rel="stylesheet" href="/portal/portal.css";
            }
            body class={ "bare theme-" (word(theme)) } {
                main { (element) }
            }
        }
    };
    Html(document.into_string())
}

/// The colour schemes that a theme has.
fn scheme(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "light dark",
        Theme::Light | Theme::Contrast => "light",
        Theme::Dark => "dark",
    }
}

/// The config of the element on the bare page.
pub async fn config_document(
    State(portal): State<Shared>,
    Query(choice): Query<Choice>,
) -> Result<Json<Config>, Failure> {
    config(&portal, &choice.of_existing(&portal)?).map(Json)
}

fn config(portal: &Portal, choice: &Choice) -> Result<Config, Failure> {
    let hosted = portal.catalog.form(&choice.form).ok_or(Failure::NotFound)?;
    let example: Option<&Example> = match choice.example.as_str() {
        "" => None,
        name => Some(hosted.examples.iter().find(|example| example.name == name).ok_or(Failure::NotFound)?),
    };
    let mut config = example.map(|example| example.config.clone()).unwrap_or_default();
    if !choice.today.is_empty() {
        config.today = Some(choice.today.clone());
    }
    let today = config.today.get_or_insert_with(|| portal.clock.today().to_string()).clone();
    if choice.role != Role::Student {
        config.role = choice.role;
    }
    if let Some(example) = example {
        config.submission = Some(Submission {
            schema: schema_address("submission"),
            id: uuid::Uuid::new_v4().to_string(),
            definition: hosted.form.reference().clone(),
            status: Status::Draft,
            locale: choice.locale.tag().to_owned(),
            answered_on: today,
            role: config.role,
            subject: config.subject.clone(),
            author: config.author.clone(),
            answers: example.answers.clone(),
            computed: Answers::new(),
            shown: Table::new(),
        });
    }
    config.locale = Some(choice.locale.tag().to_owned());
    config.locales = Locale::ALL.map(|locale| locale.tag().to_owned()).to_vec();
    config.mode = choice.mode;
    config.theme = choice.theme;
    config.pacing = choice.pacing;
    config.read_aloud = choice.aloud;
    config.synthetic_identity_codes = SyntheticIdentityCodes::Accept;
    config.draft = DraftPolicy::Host;
    for (name, set) in portal.catalog.host_sets_of(hosted) {
        if !config.code_sets.contains_key(&name) {
            config.code_sets.insert(name, set);
        }
    }
    Ok(config)
}
