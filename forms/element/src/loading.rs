//! What the host gave, the files that have come, and what both elements make of them. Nothing here waits: who asks is
//! told what is there, or that it is awaited, and asks again whenever something new has come.

use crate::config::{Merged, locale_chain, merge};
use guidance_contract::{
    CodeSet, Config, Document, Form, Issue, IssueCode, Messages, Overlay, Report, Severity, Table, json_text,
    parse_json,
};
use serde_json::Value;
use std::rc::Rc;

/// What stands for the locale in a host's address of messages.
pub(crate) const LOCALE: &str = "{locale}";
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
pub(crate) fn broken(mut report: Report, document: &str) -> Obstacle {
    name_document(&mut report, document);
    report.into()
}

pub(crate) fn name_document(report: &mut Report, document: &str) {
    for issue in &mut report.issues {
        let document = if issue.code == IssueCode::Overlay { "config" } else { document };
        issue.params.insert("document".to_owned(), document.into());
    }
}

/// What the host gave and the files that have come.
#[derive(Debug, Default)]
pub(crate) struct Loading {
    given: Table<String, String>,
    files: Table<String, File>,
    wanted: Vec<Wanted>,
    /// The locale that the person chose; stronger than the host's.
    chosen_locale: Option<String>,
    /// The form, and the definition and overlay that it was made from.
    form: Option<(Rc<str>, String, Rc<Form>)>,
}

impl Loading {
    /// Takes or takes away what the host gives by attribute or property.
    pub(crate) fn give(&mut self, name: &str, text: Option<String>) {
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
        self.files.insert(name.to_owned(), file);
    }

    /// Shows everything in another language from now on.
    pub(crate) fn choose_locale(&mut self, locale: String) {
        self.chosen_locale = Some(locale);
    }

    /// Files that are wanted since the last time.
    pub(crate) fn take_wanted(&mut self) -> Vec<Wanted> {
        std::mem::take(&mut self.wanted)
    }

    pub(crate) fn file(&mut self, name: &str, is_shipped: bool) -> Result<Rc<str>, Obstacle> {
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

    pub(crate) fn given_file(&mut self, name: &str) -> Result<Option<Rc<str>>, Obstacle> {
        match self.given.get(name).cloned() {
            Some(address) if !address.is_empty() => self.file(&address, false).map(Some),
            _ => Ok(None),
        }
    }

    /// The sources of a config put together.
    pub(crate) fn merged<Config: Document>(&mut self, attributes: &[&str]) -> Result<Merged, Obstacle> {
        let file = self.given_file("configUrl")?;
        merge::<Config>(&self.given, file.as_deref(), attributes).map_err(|(report, source)| {
            let address = self.given("configUrl").filter(|_| source == "file");
            broken(report, address.unwrap_or(source))
        })
    }

    pub(crate) fn definition(&mut self) -> Result<Rc<str>, Obstacle> {
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

    /// The compiled definition; `text` is the overlay as it was given.
    pub(crate) fn compiled(
        &mut self,
        definition: &Rc<str>,
        text: &str,
        overlay: Option<&Overlay>,
    ) -> Result<Rc<Form>, Obstacle> {
        if let Some((before, merged, form)) = &self.form
            && before == definition
            && merged == text
        {
            return Ok(Rc::clone(form));
        }
        let address = ["definitionUrl", "form"].into_iter().find_map(|name| self.given(name));
        let document =
            if self.given("definition").is_some() { "definition" } else { address.unwrap_or_default() };
        let form = Form::load(definition, overlay).map_err(|report| broken(report, document))?;
        let form = Rc::new(form);
        self.form = Some((Rc::clone(definition), text.to_owned(), Rc::clone(&form)));
        Ok(form)
    }

    pub(crate) fn locales(&self, config: &Config) -> Vec<String> {
        let wanted = self.chosen_locale.as_deref().or(config.locale.as_deref()).or(self.given("lang"));
        let mut locales = locale_chain(wanted.unwrap_or_default(), &config.fallback_locales);
        locales.retain(|locale| is_name(locale));
        locales
    }

    /// The file of the messages in a locale, and whether it is a shipped one. A host's address may hold `{locale}`.
    pub(crate) fn messages_file(&self, locale: &str) -> Option<(String, bool)> {
        if let Some(address) = self.given("messagesUrl").filter(|address| address.contains(LOCALE)) {
            return Some((address.replace(LOCALE, locale), false));
        }
        let form = self.given("form").filter(|form| is_name(form))?;
        Some((["forms/", form, "/messages.", locale, ".json"].concat(), true))
    }

    /// The form's texts: for each locale the overlay's, the host's and the shipped ones, until nothing is missing; each
    /// time the variant for the config's role before the texts for everyone.
    pub(crate) fn messages(
        &mut self,
        form: &Form,
        config: &Config,
        locales: &[String],
        warnings: &mut Report,
    ) -> Result<Vec<Messages>, Obstacle> {
        let variant = form.variant(config.role);
        let mut given = match self.given("messages") {
            Some(text) => list(text, "messages")?,
            None => Vec::new(),
        };
        if let Some(address) = self.given("messagesUrl").filter(|address| !address.contains(LOCALE)) {
            let address = address.to_owned();
            if let Some(text) = self.given_file("messagesUrl")? {
                given.extend(list(&text, &address)?);
            }
        }
        given.retain(|messages: &Messages| messages.is_for(variant));
        let overlay = config.overlay.as_ref().map(|overlay| &overlay.messages);
        let layers = [variant, None];
        let layers = if variant.is_some() { layers.as_slice() } else { &[None] };
        let mut chain = Vec::new();
        let mut last = None;
        // Of a declared variant at least one file must be there.
        let mut lost = None;
        let mut has_variant = false;
        for locale in locales {
            for layer in layers {
                chain.extend(overlay.and_then(|messages| messages.get(&file_part(locale, *layer))).cloned());
            }
            for layer in layers {
                let own = given.iter().filter(|messages| messages.locale == *locale);
                chain.extend(own.filter(|messages| messages.variant.as_deref() == *layer).cloned());
            }
            if is_complete(form, &chain) {
                break;
            }
            let mut is_awaited = false;
            for layer in layers {
                let Some((name, is_shipped)) = self.messages_file(&file_part(locale, *layer)) else {
                    continue;
                };
                match self.file(&name, is_shipped) {
                    Ok(text) => {
                        chain.push(read(&text, &name)?);
                        has_variant |= layer.is_some();
                    }
                    Err(Obstacle::Awaited) => is_awaited = true,
                    Err(Obstacle::Failed { report, .. }) if layer.is_some() => lost = Some(report),
                    Err(failed) => last = Some(failed),
                }
            }
            if is_awaited {
                return Err(Obstacle::Awaited);
            }
            if is_complete(form, &chain) {
                break;
            }
        }
        if let Some(report) = lost.filter(|_| !has_variant) {
            let issues = report.issues.into_iter();
            warnings.issues.extend(issues.map(|issue| issue.severity(Severity::Warning)));
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

    /// The shipped texts of a form in the first locale that has them, over them those of a variant.
    #[cfg(feature = "results")]
    pub(crate) fn shipped_messages(
        &mut self,
        form: &str,
        variant: Option<&str>,
        locales: &[String],
    ) -> Result<Vec<Messages>, Obstacle> {
        let start = ["forms/", form, "/messages."].concat();
        let mut chain = Vec::new();
        if variant.is_some() {
            let files: Vec<String> = locales.iter().map(|locale| file_part(locale, variant)).collect();
            chain = self.first(&start, &files, read)?;
        }
        chain.extend(self.first(&start, locales, read)?);
        Ok(chain)
    }

    /// The shipped document of the first locale that has one, of those whose addresses begin alike.
    pub(crate) fn first<T>(
        &mut self,
        start: &str,
        locales: &[String],
        read: fn(&str, &str) -> Result<T, Obstacle>,
    ) -> Result<Vec<T>, Obstacle> {
        let mut last = Obstacle::Awaited;
        for locale in locales {
            let name = [start, locale, ".json"].concat();
            match self.file(&name, true) {
                Ok(text) => return Ok(vec![read(&text, &name)?]),
                Err(Obstacle::Awaited) => return Err(Obstacle::Awaited),
                Err(failed) => last = failed,
            }
        }
        Err(last)
    }
}

/// What stands for the locale in names of files, addresses and overlays: `fi`, or `fi.observer` for a variant.
fn file_part(locale: &str, variant: Option<&str>) -> String {
    match variant {
        Some(variant) => [locale, ".", variant].concat(),
        None => locale.to_owned(),
    }
}

/// The code set that a file is of, by its name; nothing for other files.
pub(crate) fn code_set_of(file: &str) -> Option<&str> {
    file.strip_prefix("codes/")?.strip_suffix(".json")
}

/// Reads the file of a code set, if it could be read; without one answers are shown as codes.
pub(crate) fn code_set(text: Option<String>, found: &str) -> Result<CodeSet, Report> {
    match text {
        Some(text) => CodeSet::parse(&text),
        None => Err(failed_load(found, Severity::Warning)),
    }
}

/// An issue about a file that could not be read.
pub(crate) fn failed_load(found: &str, severity: Severity) -> Report {
    Report { issues: vec![Issue::error("", IssueCode::Load).severity(severity).with("found", found)] }
}

/// Ids of shipped forms and locales are names of folders and files; nothing else shall become part of an address.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Reads a document; what is wrong with it says which one it is.
pub(crate) fn read<T: Document>(text: &str, document: &str) -> Result<T, Obstacle> {
    T::parse(text).map_err(|report| broken(report, document))
}

/// One document, or a list of them.
pub(crate) fn list<T: Document>(text: &str, document: &str) -> Result<Vec<T>, Obstacle> {
    match parse_json(text) {
        Some(Value::Array(list)) => list.iter().map(|entry| read(&json_text(entry), document)).collect(),
        _ => Ok(vec![read(text, document)?]),
    }
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
