//! The forms that the portal hosts, compiled once at the start.

use crate::language::Locale;
use anyhow::{Context as _, anyhow};
use guidance_contract::{
    Answers, CodeSet, CodeSets, Config, Document as _, Form, Kind, Messages, Report, Table,
};
use std::collections::{BTreeMap, BTreeSet};

/// The forms that the portal hosts.
pub struct Catalog {
    forms: BTreeMap<String, HostedForm>,
    /// All code sets that answers are checked against: the shipped ones and the school's own.
    pub code_sets: CodeSets,
}

/// One form, ready for use.
pub struct HostedForm {
    /// The compiled form.
    pub form: Form,
    /// Its prose by locale, with the variants for roles.
    pub messages: Vec<Messages>,
    /// Its examples.
    pub examples: Vec<Example>,
    /// The school's own code sets that its items ask for.
    host_sets: Table<String, CodeSet>,
}

/// An example of a form, for the gallery.
pub struct Example {
    /// Name of its file.
    pub name: String,
    /// What it shows.
    pub title: String,
    /// Config of its host.
    pub config: Config,
    /// Its answers.
    pub answers: Answers,
}

impl Catalog {
    /// Loads every shipped form. One that cannot be loaded is left out with a warning, so that the others serve.
    ///
    /// # Errors
    /// When a shipped code set cannot be read, or no form can be loaded.
    pub fn load() -> anyhow::Result<Self> {
        let mut code_sets = CodeSets::default();
        for (name, text) in guidance_forms::CODE_SETS {
            let set = serde_json::from_str::<CodeSet>(text).with_context(|| format!("code set {name}"))?;
            code_sets.insert(*name, set);
        }
        let mut own = BTreeMap::new();
        for shipped in guidance_forms::FORMS {
            if let Some(text) = shipped.host_code_sets {
                let sets: BTreeMap<String, CodeSet> =
                    serde_json::from_str(text).with_context(|| format!("code sets of {}", shipped.id))?;
                own.extend(sets);
            }
        }
        for (name, set) in &own {
            code_sets.insert(name.clone(), set.clone());
        }
        let mut forms = BTreeMap::new();
        for shipped in guidance_forms::FORMS {
            match HostedForm::load(shipped, &own) {
                Ok(hosted) => drop(forms.insert(shipped.id.to_owned(), hosted)),
                Err(error) => tracing::warn!(form = shipped.id, %error, "the form is left out"),
            }
        }
        if forms.is_empty() {
            return Err(anyhow!("no form could be loaded"));
        }
        Ok(Self { forms, code_sets })
    }

    /// Ids of the forms.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.forms.keys().map(String::as_str)
    }

    /// The forms.
    pub fn forms(&self) -> impl Iterator<Item = &HostedForm> {
        self.forms.values()
    }

    /// The form with an id.
    #[must_use]
    pub fn form(&self, id: &str) -> Option<&HostedForm> {
        self.forms.get(id)
    }

    /// Title of a form; its id when the form is unknown or has none.
    #[must_use]
    pub fn title(&self, id: &str, locale: Locale) -> String {
        self.words(id, locale)
            .map(|messages| messages.title.as_str())
            .find(|title| !title.is_empty())
            .unwrap_or(id)
            .to_owned()
    }

    /// Label of an item; its id when the form is unknown or has none.
    #[must_use]
    pub fn label(&self, form: &str, item: &str, locale: Locale) -> String {
        let labels = self.words(form, locale).filter_map(|messages| messages.items.get(item));
        labels.map(|texts| texts.label.as_str()).find(|label| !label.is_empty()).unwrap_or(item).to_owned()
    }

    /// A form's prose, that of the best locale first.
    fn words(&self, form: &str, locale: Locale) -> impl Iterator<Item = &Messages> {
        let messages = self.forms.get(form).map(|hosted| hosted.messages.as_slice()).unwrap_or_default();
        let tags = [locale.tag(), "fi", "en"].into_iter();
        tags.filter_map(|tag| {
            messages.iter().find(|messages| messages.locale == tag && messages.is_for(None))
        })
    }

    /// The school's own code sets that a form's items ask for.
    #[must_use]
    pub fn host_sets_of(&self, hosted: &HostedForm) -> Table<String, CodeSet> {
        hosted.host_sets.clone()
    }
}

impl HostedForm {
    /// Whether there is an example of this name.
    #[must_use]
    pub fn has_example(&self, name: &str) -> bool {
        self.examples.iter().any(|example| example.name == name)
    }

    fn load(shipped: &guidance_forms::ShippedForm, own: &BTreeMap<String, CodeSet>) -> anyhow::Result<Self> {
        let form = Form::load(shipped.definition, None).map_err(|report| describe(&report))?;
        let base = shipped.messages.iter().map(|(locale, text)| (locale, text));
        let variants = shipped.variants.iter().map(|(locale, _, text)| (locale, text));
        let messages = base
            .chain(variants)
            .map(|(locale, text)| {
                Messages::parse(text)
                    .map_err(|report| describe(&report))
                    .with_context(|| format!("messages {locale}"))
            })
            .collect::<anyhow::Result<_>>()?;
        let examples = shipped
            .examples
            .iter()
            .filter_map(|(name, _)| match shipped.example(name) {
                Some(example) => Some(Example {
                    name: (*name).to_owned(),
                    title: example.title,
                    config: example.config,
                    answers: example.answers,
                }),
                None => {
                    tracing::warn!(form = shipped.id, example = name, "the example is left out");
                    None
                }
            })
            .collect();
        let asked: BTreeSet<&str> = form
            .items()
            .filter(|(_, node)| node.item.kind == Kind::Search)
            .filter_map(|(_, node)| node.item.code_set.as_deref())
            .collect();
        let host_sets = own
            .iter()
            .filter(|(name, _)| asked.contains(name.as_str()))
            .map(|(name, set)| (name.clone(), set.clone()));
        Ok(Self { host_sets: host_sets.collect(), form, messages, examples })
    }
}

fn describe(report: &Report) -> anyhow::Error {
    let issues: Vec<String> =
        report.issues.iter().take(5).map(|issue| format!("{} {}", issue.path, issue.code.as_str())).collect();
    anyhow!("{}", issues.join("; "))
}
