//! From what the host gave and the files that have come to a form that can be shown. Nothing here waits: [`Loading`]
//! is asked again whenever something new is there, and says what it still wants.

use crate::config::{Merged, locale_chain, merge};
use guidance_contract::{
    CodeSets, Config, Document, Form, Issue, IssueCode, Messages, PlainDate, Report, Severity, Table, Texts,
    json_text, parse_json,
};
use serde_json::Value;
use std::rc::Rc;

/// What stands for the locale in a host's address of messages.
const LOCALE: &str = "{locale}";

/// A file, by the name under which it was asked for.
#[derive(Debug, Clone)]
enum File {
    Awaited,
    Here(Rc<str>),
    Failed { card: &'static str, found: String },
}

/// A file that is wanted.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    /// Path in the base folder, or address relative to the page.
    pub(crate) name: String,
    /// Whether it lies in the base folder.
    pub(crate) is_shipped: bool,
}

/// Why there is no form yet.
#[derive(Debug, Clone)]
pub(crate) enum Obstacle {
    /// Files are on their way.
    Awaited,
    /// It cannot be shown.
    Failed {
        /// Which text the card shows.
        card: &'static str,
        /// What is wrong, for developers.
        report: Report,
    },
}

impl From<Report> for Obstacle {
    fn from(report: Report) -> Self {
        Self::Failed { card: "broken", report }
    }
}

/// What is wrong with a document, with the document's name: its address, or what the host gave it as.
fn broken(mut report: Report, document: &str) -> Obstacle {
    name_document(&mut report, document);
    report.into()
}

fn name_document(report: &mut Report, document: &str) {
    for issue in &mut report.issues {
        let document = if issue.code == IssueCode::Overlay { "config" } else { document };
        issue.params.insert("document".to_owned(), document.into());
    }
}

/// All that the views need to begin. Form and config are made anew only when what they are made from has changed.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    pub(crate) config: Rc<Config>,
    pub(crate) form: Rc<Form>,
    pub(crate) texts: Rc<Texts>,
    /// What the host has said that has no effect, for the host alone.
    pub(crate) warnings: Rc<Report>,
}

/// What the host gave, the files that have come, and what was last made of them.
#[derive(Debug, Default)]
pub(crate) struct Loading {
    given: Table<String, String>,
    files: Table<String, File>,
    wanted: Vec<Wanted>,
    /// The locale that the person chose; stronger than the host's.
    chosen_locale: Option<String>,
    config: Option<(Merged, Rc<Config>)>,
    /// The form, and the definition and overlay that it was made from.
    form: Option<(Rc<str>, String, Rc<Form>)>,
    /// The latest outcome, as long as nothing has been given or taken since.
    loaded: Option<Loaded>,
}

impl Loading {
    /// Takes or takes away what the host gives by attribute or property.
    pub(crate) fn give(&mut self, name: &str, text: Option<String>) {
        self.loaded = None;
        match text {
            Some(text) => self.given.insert(name.to_owned(), text),
            None => self.given.remove(name),
        };
        if name == "locale" {
            self.chosen_locale = None;
        }
    }

    /// What the host gave under a name.
    pub(crate) fn given(&self, name: &str) -> Option<&str> {
        self.given.get(name).map(String::as_str)
    }

    /// Takes a file; without text it could not be read.
    pub(crate) fn take(&mut self, name: &str, text: Result<String, (&'static str, String)>) {
        let file = match text {
            Ok(text) => File::Here(text.into()),
            Err((card, found)) => File::Failed { card, found },
        };
        self.loaded = None;
        self.files.insert(name.to_owned(), file);
    }

    /// Shows the form in another language from now on.
    pub(crate) fn choose_locale(&mut self, locale: String) {
        self.loaded = None;
        self.chosen_locale = Some(locale);
    }

    /// Files that are wanted since the last time.
    pub(crate) fn take_wanted(&mut self) -> Vec<Wanted> {
        std::mem::take(&mut self.wanted)
    }

    /// The form, once everything is there.
    pub(crate) fn outcome(&mut self, today: PlainDate) -> Result<Loaded, Obstacle> {
        if let Some(loaded) = &self.loaded {
            return Ok(loaded.clone());
        }
        // Each asks for its files before any is waited for.
        let config = self.config();
        let definition = self.definition();
        let config = config?;
        let locales = self.locales(&config);
        let interface = self.interface(&locales);
        let messages = self.messages_file(locales.first().map_or("", String::as_str));
        if let Some((name, is_shipped)) = messages.filter(|_| self.given("messages").is_none()) {
            let _ = self.file(&name, is_shipped);
        }
        let form = self.compiled(&definition?, &config)?;
        let mut report = form.check_config(&config, &CodeSets::default(), today);
        if report.has_errors() {
            return Err(broken(report, "config"));
        }
        name_document(&mut report, "config");
        let messages = self.messages(&form, &config, &locales)?;
        let texts = Rc::new(Texts::new(messages, interface?));
        let mut missing = form.missing_texts(&texts);
        name_document(&mut missing, "messages");
        report.issues.append(&mut missing.issues);
        let loaded = Loaded { config, form, texts, warnings: Rc::new(report) };
        self.loaded = Some(loaded.clone());
        Ok(loaded)
    }

    fn file(&mut self, name: &str, is_shipped: bool) -> Result<Rc<str>, Obstacle> {
        match self.files.get(name) {
            Some(File::Here(text)) => Ok(Rc::clone(text)),
            Some(File::Awaited) => Err(Obstacle::Awaited),
            Some(File::Failed { card, found }) => {
                Err(Obstacle::Failed { card, report: failed_load(found, Severity::Error) })
            }
            None => {
                self.files.insert(name.to_owned(), File::Awaited);
                self.wanted.push(Wanted { name: name.to_owned(), is_shipped });
                Err(Obstacle::Awaited)
            }
        }
    }

    fn given_file(&mut self, name: &str) -> Result<Option<Rc<str>>, Obstacle> {
        match self.given.get(name).cloned() {
            Some(address) if !address.is_empty() => self.file(&address, false).map(Some),
            _ => Ok(None),
        }
    }

    fn config(&mut self) -> Result<Rc<Config>, Obstacle> {
        let file = self.given_file("configUrl")?;
        let merged = merge(&self.given, file.as_deref()).map_err(|(report, source)| {
            let address = self.given("configUrl").filter(|_| source == "file");
            broken(report, address.unwrap_or(source))
        })?;
        if let Some((before, config)) = &self.config
            && *before == merged
        {
            return Ok(Rc::clone(config));
        }
        let config = Rc::new(Config::parse(&merged.text).map_err(|report| broken(report, "config"))?);
        self.config = Some((merged, Rc::clone(&config)));
        Ok(config)
    }

    fn definition(&mut self) -> Result<Rc<str>, Obstacle> {
        if let Some(text) = self.given("definition") {
            return Ok(text.into());
        }
        if let Some(text) = self.given_file("definitionUrl")? {
            return Ok(text);
        }
        match self.given("form") {
            Some(form) if is_name(form) => self.file(&["forms/", form, "/definition.json"].concat(), true),
            found => Err(Report {
                issues: vec![
                    Issue::error("", IssueCode::Load)
                        .with("found", found.unwrap_or_default())
                        .with("expected", "form"),
                ],
            }
            .into()),
        }
    }

    fn compiled(&mut self, definition: &Rc<str>, config: &Config) -> Result<Rc<Form>, Obstacle> {
        let overlay = self.config.as_ref().map_or("", |(merged, _)| &merged.overlay);
        if let Some((text, before, form)) = &self.form
            && text == definition
            && before == overlay
        {
            return Ok(Rc::clone(form));
        }
        let address = ["definitionUrl", "form"].into_iter().find_map(|name| self.given(name));
        let document =
            if self.given("definition").is_some() { "definition" } else { address.unwrap_or_default() };
        let form =
            Form::load(definition, config.overlay.as_ref()).map_err(|report| broken(report, document))?;
        let form = Rc::new(form);
        self.form = Some((Rc::clone(definition), overlay.to_owned(), Rc::clone(&form)));
        Ok(form)
    }

    fn locales(&self, config: &Config) -> Vec<String> {
        let wanted = self.chosen_locale.as_deref().or(config.locale.as_deref()).or(self.given("lang"));
        let mut locales = locale_chain(wanted.unwrap_or_default(), &config.fallback_locales);
        locales.retain(|locale| is_name(locale));
        locales
    }

    /// The file of the messages in a locale, and whether it is a shipped one. A host's address may hold `{locale}`.
    fn messages_file(&self, locale: &str) -> Option<(String, bool)> {
        if let Some(address) = self.given("messagesUrl").filter(|address| address.contains(LOCALE)) {
            return Some((address.replace(LOCALE, locale), false));
        }
        let form = self.given("form").filter(|form| is_name(form))?;
        Some((["forms/", form, "/messages.", locale, ".json"].concat(), true))
    }

    /// The engine's texts in the first locale that has them.
    fn interface(&mut self, locales: &[String]) -> Result<Vec<Messages>, Obstacle> {
        let mut last = Obstacle::Awaited;
        for locale in locales {
            match self.file(&["interface/", locale, ".json"].concat(), true) {
                Ok(text) => return Ok(vec![read_messages(&text, locale)?]),
                Err(Obstacle::Awaited) => return Err(Obstacle::Awaited),
                Err(failed) => last = failed,
            }
        }
        Err(last)
    }

    /// The form's texts: for each locale the overlay's, the host's and the shipped ones, until nothing is missing.
    fn messages(
        &mut self,
        form: &Form,
        config: &Config,
        locales: &[String],
    ) -> Result<Vec<Messages>, Obstacle> {
        let mut given = match self.given("messages") {
            Some(text) => parse_messages(text, "messages")?,
            None => Vec::new(),
        };
        if let Some(address) = self.given("messagesUrl").filter(|address| !address.contains(LOCALE)) {
            let address = address.to_owned();
            if let Some(text) = self.given_file("messagesUrl")? {
                given.extend(parse_messages(&text, &address)?);
            }
        }
        let overlay = config.overlay.as_ref().map(|overlay| &overlay.messages);
        let mut chain = Vec::new();
        let mut last = None;
        for locale in locales {
            chain.extend(overlay.and_then(|messages| messages.get(locale)).cloned());
            chain.extend(given.iter().filter(|messages| messages.locale == *locale).cloned());
            if is_complete(form, &chain) {
                break;
            }
            let Some((name, is_shipped)) = self.messages_file(locale) else { continue };
            match self.file(&name, is_shipped) {
                Ok(text) => chain.push(read_messages(&text, &name)?),
                Err(Obstacle::Awaited) => return Err(Obstacle::Awaited),
                Err(failed) => last = Some(failed),
            }
            if is_complete(form, &chain) {
                break;
            }
        }
        // Better another language than none.
        if chain.is_empty() {
            chain = given;
        }
        match last {
            Some(failed) if chain.is_empty() => Err(failed),
            _ => Ok(chain),
        }
    }
}

/// An issue about a file that could not be read.
pub(crate) fn failed_load(found: &str, severity: Severity) -> Report {
    Report { issues: vec![Issue::error("", IssueCode::Load).severity(severity).with("found", found)] }
}

/// Ids of shipped forms and locales are names of folders and files; nothing else shall become part of an address.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// One document of messages, or a list of them.
fn parse_messages(text: &str, document: &str) -> Result<Vec<Messages>, Obstacle> {
    match parse_json(text) {
        Some(Value::Array(list)) => {
            list.iter().map(|messages| read_messages(&json_text(messages), document)).collect()
        }
        _ => Ok(vec![read_messages(text, document)?]),
    }
}

fn read_messages(text: &str, document: &str) -> Result<Messages, Obstacle> {
    Messages::parse(text).map_err(|report| broken(report, document))
}

/// Whether every page and question has its text, so that no other language need be loaded.
fn is_complete(form: &Form, chain: &[Messages]) -> bool {
    let has = |get: &dyn Fn(&Messages) -> bool| chain.iter().any(get);
    !chain.is_empty()
        && form.pages().iter().all(|page| has(&|messages| messages.pages.contains_key(&page.id)))
        && form.items().all(|(_, node)| {
            !node.item.kind.has_answer() || has(&|messages| messages.items.contains_key(&node.item.id))
        })
}
