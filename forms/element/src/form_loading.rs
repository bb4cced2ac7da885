//! From what the host gave and the files that have come to a form that can be shown.

use crate::config::Merged;
use crate::loading::{Loading, Obstacle, Wanted, broken, name_document, read};
use guidance_contract::{CodeSets, Config, Document, Form, PlainDate, Report, Texts};
use std::rc::Rc;

/// Attributes that are members of the config.
const ATTRIBUTES: [&str; 3] = ["locale", "mode", "theme"];
/// Where the engine's texts are.
const INTERFACE: &str = "interface/";

/// All that the views of a form need to begin. Form and config are made anew only when what they are made from has changed.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    pub(crate) config: Rc<Config>,
    pub(crate) form: Rc<Form>,
    pub(crate) texts: Rc<Texts>,
    /// What the host has said that has no effect, for the host alone.
    pub(crate) warnings: Rc<Report>,
}

/// Asks for what it wants and says what is there.
#[derive(Debug, Default)]
pub(crate) struct FormLoading {
    base: Loading,
    config: Option<(Merged, Rc<Config>)>,
    /// The latest outcome, as long as nothing has been given or taken since.
    loaded: Option<Loaded>,
}

impl FormLoading {
    /// What the form shares with results, to give something to; the outcome is made anew.
    pub(crate) fn base(&mut self) -> &mut Loading {
        self.loaded = None;
        &mut self.base
    }

    /// Files that are wanted since the last time.
    pub(crate) fn take_wanted(&mut self) -> Vec<Wanted> {
        self.base.take_wanted()
    }

    /// The form, once everything is there.
    pub(crate) fn outcome(&mut self, today: PlainDate) -> Result<Loaded, Obstacle> {
        if let Some(loaded) = &self.loaded {
            return Ok(loaded.clone());
        }
        // Each asks for its files before any is waited for.
        let config = self.config();
        let definition = self.base.definition();
        let config = config?;
        let locales = self.base.locales(&config);
        let interface = self.base.first(INTERFACE, &locales, read);
        let messages = self.base.messages_file(locales.first().map_or("", String::as_str));
        if let Some((name, is_shipped)) = messages.filter(|_| self.base.given("messages").is_none()) {
            let _ = self.base.file(&name, is_shipped);
        }
        let overlay = self.config.as_ref().map_or_else(String::new, |(merged, _)| merged.overlay.clone());
        let form = self.base.compiled(&definition?, &overlay, config.overlay.as_ref())?;
        let mut report = form.check_config(&config, &CodeSets::default(), today);
        if report.has_errors() {
            return Err(broken(report, "config"));
        }
        name_document(&mut report, "config");
        let mut missing = Report::default();
        let messages = self.base.messages(&form, &config, &locales, &mut missing)?;
        let texts = Rc::new(Texts::new(messages, interface?));
        missing.issues.extend(form.missing_texts(&texts).issues);
        name_document(&mut missing, "messages");
        report.issues.append(&mut missing.issues);
        let loaded = Loaded { config, form, texts, warnings: Rc::new(report) };
        self.loaded = Some(loaded.clone());
        Ok(loaded)
    }

    fn config(&mut self) -> Result<Rc<Config>, Obstacle> {
        let merged = self.base.merged::<Config>(&ATTRIBUTES)?;
        if let Some((before, config)) = &self.config
            && *before == merged
        {
            return Ok(Rc::clone(config));
        }
        let config = Rc::new(Config::parse(&merged.text).map_err(|report| broken(report, "config"))?);
        self.config = Some((merged, Rc::clone(&config)));
        Ok(config)
    }
}
