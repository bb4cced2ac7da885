//! From what the host gave and the files that have come to results that can be shown.

use crate::loading::{LOCALE, Loading, Obstacle, broken, is_name, list, name_document, read};
use guidance_components::ProposalPart;
use guidance_contract::{
    Config, Document, Form, Messages, Register, Report, ResultTexts, ResultWording, Results, ResultsConfig,
    ResultsView, Role, Table, Texts,
};
use std::rc::Rc;

/// Attributes that are members of the config.
const ATTRIBUTES: [&str; 2] = ["locale", "theme"];
/// Where the texts of the pages of results are.
const INTERFACE: &str = "interface/results.";

/// All that the views of results need.
#[derive(Debug, Clone)]
pub(super) struct Loaded {
    pub(super) config: Rc<ResultsConfig>,
    pub(super) form: Rc<Form>,
    pub(super) texts: Rc<Texts>,
    /// For voices of roles that were asked in other words.
    pub(super) texts_of_roles: Vec<(Role, Rc<Texts>)>,
    pub(super) wording: Rc<ResultWording>,
    pub(super) view: Rc<ResultsView>,
    pub(super) proposal: Option<ProposalPart>,
    /// What has no text in any language, for the host alone.
    pub(super) warnings: Rc<Report>,
}

/// Asks for what it wants and says what is there, like [`Loading`], which it is made of.
#[derive(Debug, Default)]
pub(super) struct ResultsLoading {
    pub(super) base: Loading,
    /// Definitions of forms that a proposal looks at, as they were compiled.
    pub(super) others: Table<String, Rc<Form>>,
}

impl ResultsLoading {
    /// The results, once everything is there.
    pub(super) fn outcome(&mut self) -> Result<Loaded, Obstacle> {
        // Each asks for its files before any is waited for.
        let config = self.config();
        let definition = self.base.definition();
        let (config, overlay) = config?;
        let of_form = config.of_form();
        let locales = self.base.locales(&of_form);
        let interface = self.base.first(INTERFACE, &locales, read);
        let rules = if config.view.is_none() { self.rules().map(Some) } else { Ok(None) };
        let first = self.result_texts(locales.first().map_or("", String::as_str));
        let proposal = config.proposal.as_ref().map(|view| self.proposal(view, &locales, &interface));
        let form = self.base.compiled(&definition?, &overlay, config.overlay.as_ref())?;
        let report = config.check(&form);
        if report.has_errors() {
            return Err(broken(report, "config"));
        }
        let mut missing = Report::default();
        let messages = self.base.messages(&form, &of_form, &locales, &mut missing)?;
        let results = match rules? {
            Some(text) => Some(Results::load(&text, &form).map_err(|report| broken(report, "results"))?),
            None => None,
        };
        let Some(view) = config.view(results.as_ref(), &form) else { return Err(Report::default().into()) };
        if let Err(Obstacle::Awaited) = first {
            return Err(Obstacle::Awaited);
        }
        let register = config.register.unwrap_or(Register::of(view.audience));
        let wording = self.wording(&view, register, &locales)?;
        let proposal = proposal.transpose()?;
        let interface = interface?;
        let texts_of_roles = self.texts_of_roles(&form, &of_form, &view, &locales, &interface)?;
        let texts = Texts::new(messages, interface);
        missing.issues.extend(form.missing_texts(&texts).issues);
        name_document(&mut missing, "messages");
        Ok(Loaded {
            config: Rc::new(config),
            form,
            texts: Rc::new(texts),
            texts_of_roles,
            wording: Rc::new(wording),
            view: Rc::new(view),
            proposal,
            warnings: Rc::new(missing),
        })
    }

    /// The form's texts for each role of a voice that is not asked in the words of the config's.
    fn texts_of_roles(
        &mut self,
        form: &Form,
        config: &Config,
        view: &ResultsView,
        locales: &[String],
        interface: &[Messages],
    ) -> Result<Vec<(Role, Rc<Texts>)>, Obstacle> {
        let mut found: Vec<(Role, Rc<Texts>)> = Vec::new();
        for role in view.voices.iter().map(|voice| voice.role) {
            if form.variant(role) == form.variant(config.role)
                || found.iter().any(|(other, _)| *other == role)
            {
                continue;
            }
            let config = Config { role, ..config.clone() };
            let messages = self.base.messages(form, &config, locales, &mut Report::default())?;
            found.push((role, Rc::new(Texts::new(messages, interface.to_vec()))));
        }
        Ok(found)
    }

    /// The config, and its overlay as it was given.
    fn config(&mut self) -> Result<(ResultsConfig, String), Obstacle> {
        let merged = self.base.merged::<ResultsConfig>(&ATTRIBUTES)?;
        let config = ResultsConfig::parse(&merged.text).map_err(|report| broken(report, "config"))?;
        Ok((config, merged.overlay))
    }

    /// The rules of the results, for a view that is made here.
    fn rules(&mut self) -> Result<Rc<str>, Obstacle> {
        if let Some(text) = self.base.given("results") {
            return Ok(text.into());
        }
        if let Some(text) = self.base.given_file("resultsUrl")? {
            return Ok(text);
        }
        let form = self.base.given("form").filter(|form| is_name(form)).unwrap_or_default();
        let name = ["forms/", form, "/results.json"].concat();
        self.base.file(&name, true)
    }

    /// The texts of the results in one locale.
    fn result_texts(&mut self, locale: &str) -> Result<Vec<ResultTexts>, Obstacle> {
        if let Some(text) = self.base.given("texts") {
            let all = list(text, "texts")?;
            return Ok(all.into_iter().filter(|texts: &ResultTexts| texts.locale == locale).collect());
        }
        let (name, is_shipped) = match self.base.given("textsUrl") {
            Some(address) => (address.replace(LOCALE, locale), false),
            None => {
                let form = self.base.given("form").filter(|form| is_name(form)).unwrap_or_default();
                (["forms/", form, "/results.", locale, ".json"].concat(), true)
            }
        };
        let text = self.base.file(&name, is_shipped)?;
        list(&text, &name)
    }

    /// The texts with as many fallbacks as are needed.
    fn wording(
        &mut self,
        view: &ResultsView,
        register: Register,
        locales: &[String],
    ) -> Result<ResultWording, Obstacle> {
        let mut documents = Vec::new();
        let mut last = None;
        for locale in locales {
            match self.result_texts(locale) {
                Ok(texts) => documents.extend(texts),
                Err(Obstacle::Awaited) => return Err(Obstacle::Awaited),
                Err(failed) => last = Some(failed),
            }
            let wording = ResultWording::new(documents.clone(), register);
            if wording.is_complete(view) {
                return Ok(wording);
            }
        }
        match last {
            Some(failed) if documents.is_empty() => Err(failed),
            _ => Ok(ResultWording::new(documents, register)),
        }
    }
}
