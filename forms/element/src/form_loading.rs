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

#[cfg(test)]
mod tests {
    use super::*;
    use guidance_contract::{IssueCode, Severity};

    const DEFINITION: &str = r#"{"$schema": "https://guidance-forms.example/schema/definition/1", "id": "visit",
        "version": "1.0.0", "variants": {"staff": "observer"}, "pages": [{"id": "only", "dataCategory": "basic",
        "audience": ["student"], "items": [{"id": "name", "kind": "text"}]}]}"#;
    const NAME: &str = r#""pages": {"only": {"title": "Only"}}, "items": {"name": {"label": "My name"}}"#;
    const OTHER: &str = r#""variant": "observer", "items": {"name": {"label": "The student's name"}}"#;

    fn messages(locale: &str, members: &str) -> String {
        format!(r#"{{"form": "visit", "locale": "{locale}", {members}}}"#)
    }

    /// Loads the form for a role, in English, with what else the host gives, from a base folder with these files.
    fn load(role: &str, given: &[(&str, &str)], files: &[(&str, String)]) -> (Vec<String>, Loaded) {
        let mut loading = FormLoading::default();
        loading.base().give("form", Some("visit".to_owned()));
        loading.base().give("config", Some(format!(r#"{{"role": "{role}", "locale": "en"}}"#)));
        for (name, text) in given {
            loading.base().give(name, Some((*text).to_owned()));
        }
        let mut asked = Vec::new();
        loop {
            match loading.outcome(PlainDate::new(2026, 11, 22).unwrap()) {
                Ok(loaded) => return (asked, loaded),
                Err(Obstacle::Failed { report, .. }) => panic!("{report:?}"),
                Err(Obstacle::Awaited) => {}
            }
            let wanted = loading.take_wanted();
            assert!(!wanted.is_empty(), "nothing is on its way");
            for Wanted { name, .. } in wanted {
                let text = match name.as_str() {
                    "forms/visit/definition.json" => Some(DEFINITION.to_owned()),
                    "interface/en.json" => Some(r#"{"form": "guidance", "locale": "en"}"#.to_owned()),
                    name => files.iter().find(|(file, _)| *file == name).map(|(_, text)| text.clone()),
                };
                loading.base().take(&name, text.ok_or(("broken", name.clone())));
                asked.push(name);
            }
        }
    }

    fn shipped() -> Vec<(&'static str, String)> {
        vec![
            ("forms/visit/messages.en.json", messages("en", NAME)),
            ("forms/visit/messages.en.observer.json", messages("en", OTHER)),
        ]
    }

    fn label(loaded: &Loaded) -> &str {
        loaded.texts.label("name").text
    }

    #[test]
    fn a_role_is_shown_its_variant_over_the_texts_for_everyone() {
        let (asked, loaded) = load("staff", &[], &shipped());
        assert_eq!((label(&loaded), loaded.texts.page_title("only").text), ("The student's name", "Only"));
        assert!(loaded.warnings.is_empty() && asked.len() == 4, "{asked:?}");
        let (asked, loaded) = load("student", &[], &shipped());
        assert_eq!(label(&loaded), "My name");
        assert!(!asked.iter().any(|name| name.contains("observer")), "{asked:?}");
    }

    #[test]
    fn a_variant_that_cannot_be_loaded_is_a_warning() {
        let (_, loaded) = load("staff", &[], &shipped()[..1]);
        assert_eq!(label(&loaded), "My name");
        let warnings: Vec<(IssueCode, Severity)> =
            loaded.warnings.issues.iter().map(|issue| (issue.code, issue.severity)).collect();
        assert_eq!(warnings, [(IssueCode::Load, Severity::Warning)]);
        assert_eq!(loaded.warnings.issues[0].params["found"], "forms/visit/messages.en.observer.json");
    }

    #[test]
    fn an_address_of_the_host_stands_for_variants_too() {
        let files =
            [("/texts/en.json", messages("en", NAME)), ("/texts/en.observer.json", messages("en", OTHER))];
        let given = [("messagesUrl", "/texts/{locale}.json")];
        assert_eq!(label(&load("staff", &given, &files).1), "The student's name");
        assert_eq!(label(&load("student", &given, &files).1), "My name");
    }

    #[test]
    fn lists_and_overlays_are_chosen_by_variant() {
        let list = format!("[{}, {}]", messages("en", NAME), messages("en", OTHER));
        assert_eq!(label(&load("staff", &[("messages", &list)], &[]).1), "The student's name");
        assert_eq!(label(&load("student", &[("messages", &list)], &[]).1), "My name");
        let overlay = messages("en", &OTHER.replace("The student's", "Their"));
        let config = |role: &str| {
            format!(
                r#"{{"role": "{role}", "locale": "en", "overlay": {{"messages": {{"en.observer": {overlay}}}}}}}"#
            )
        };
        let staff = config("staff");
        assert_eq!(label(&load("staff", &[("config", &staff)], &shipped()).1), "Their name");
        let student = config("student");
        assert_eq!(label(&load("student", &[("config", &student)], &shipped()).1), "My name");
    }
}
