//! The forms that the portal hosts, compiled once at the start.

use crate::language::Locale;
use anyhow::{Context as _, anyhow};
use guidance_contract::{
    Answers, Audience, CodeSet, CodeSets, Config, Document as _, Form, Kind, Messages, Proposal,
    ProposalDefinition, ProposalSource, ProposalTexts, ProposalWording, Report, Results, ResultsDefinition,
    Role, Table,
};
use guidance_forms::ShippedProposal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The forms that the portal hosts.
pub struct Catalog {
    forms: BTreeMap<String, HostedForm>,
    proposals: Vec<HostedProposal>,
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
    /// How its answers are talked about, when they are.
    pub results: Option<HostedResults>,
    /// The school's own code sets that its items ask for.
    host_sets: Table<String, CodeSet>,
}

/// How the answers to a form are talked about.
pub struct HostedResults {
    /// The compiled rules.
    pub results: Results,
    /// The document that they were made of.
    pub definition: ResultsDefinition,
}

/// A proposal of the catalog whose forms the portal hosts.
pub struct HostedProposal {
    /// The compiled rules.
    pub proposal: Proposal,
    /// The document that they were made of.
    pub definition: ProposalDefinition,
    /// Its prose.
    texts: Vec<ProposalTexts>,
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
        let mut catalog = Self { forms, proposals: Vec::new(), code_sets };
        for shipped in guidance_forms::PROPOSALS {
            match HostedProposal::load(shipped, &catalog.sources()) {
                Ok(hosted) => catalog.proposals.push(hosted),
                Err(error) => tracing::warn!(proposal = shipped.id, %error, "the proposal is left out"),
            }
        }
        Ok(catalog)
    }

    /// The proposals.
    pub fn proposals(&self) -> impl Iterator<Item = &HostedProposal> {
        self.proposals.iter()
    }

    /// The proposal with an id.
    #[must_use]
    pub fn proposal(&self, id: &str) -> Option<&HostedProposal> {
        self.proposals.iter().find(|hosted| hosted.definition.id == id)
    }

    /// The forms that proposals look at, with their results.
    #[must_use]
    pub fn sources(&self) -> Vec<ProposalSource<'_>> {
        let mut sources = Vec::with_capacity(self.forms.len());
        for hosted in self.forms.values() {
            let results = hosted.results.as_ref().map(|hosted| &hosted.results);
            sources.push(ProposalSource { form: &hosted.form, results });
        }
        sources
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
        let results = match shipped.results {
            Some(text) => Some(HostedResults::load(text, &form)?),
            None => None,
        };
        Ok(Self { host_sets: host_sets.collect(), form, messages, examples, results })
    }

    /// Whether somebody with this role has a voice of their own in the results: so that they can be asked.
    #[must_use]
    pub fn has_voice_of(&self, role: Role) -> bool {
        let voices = self.results.iter().flat_map(|hosted| &hosted.definition.voices);
        voices.filter_map(|voice| voice.when.as_ref()).any(|when| asks_for(when, role))
    }
}

impl HostedResults {
    fn load(text: &str, form: &Form) -> anyhow::Result<Self> {
        let definition = ResultsDefinition::parse(text).map_err(|report| describe(&report))?;
        let results = Results::compile(&definition, form).map_err(|report| describe(&report))?;
        Ok(Self { results, definition })
    }

    /// The items on whose answers it rests whether the student hears the others, when that is so.
    #[must_use]
    pub fn share_items(&self) -> Vec<&str> {
        let mut items = Vec::new();
        let share = self.definition.compare.as_ref().and_then(|compare| compare.share.as_ref());
        if let Some(share) = share {
            collect_items(&share.when, &mut items);
        }
        items
    }
}

impl HostedProposal {
    fn load(shipped: &ShippedProposal, sources: &[ProposalSource<'_>]) -> anyhow::Result<Self> {
        let definition = ProposalDefinition::parse(shipped.definition).map_err(|report| describe(&report))?;
        let proposal = Proposal::load(shipped.definition, sources).map_err(|report| describe(&report))?;
        let texts = shipped
            .texts
            .iter()
            .map(|(_, text)| ProposalTexts::parse(text).map_err(|report| describe(&report)));
        Ok(Self { proposal, definition, texts: texts.collect::<anyhow::Result<_>>()? })
    }

    /// What can be decided: every outcome of the rules, each once.
    #[must_use]
    pub fn outcomes(&self) -> Vec<&str> {
        let rules = self.definition.rules.iter().map(|rule| rule.outcome.as_str());
        let mut outcomes: Vec<&str> = Vec::new();
        for outcome in rules.chain([self.definition.otherwise.as_str()]) {
            if !outcomes.contains(&outcome) {
                outcomes.push(outcome);
            }
        }
        outcomes
    }

    /// Whether one of its inputs comes from this form.
    #[must_use]
    pub fn looks_at(&self, form: &str) -> bool {
        self.definition.inputs.iter().any(|input| input.form == form)
    }

    /// Whether an audience is among those whom the proposal is for.
    #[must_use]
    pub fn is_for(&self, audience: Audience) -> bool {
        self.definition.audience.contains(&audience)
    }

    /// Its texts, those of the best locale first.
    #[must_use]
    pub fn wording(&self, locale: Locale) -> ProposalWording {
        let tags = [locale.tag(), "fi", "en"].into_iter();
        let texts = tags.filter_map(|tag| self.texts.iter().find(|texts| texts.locale == tag));
        ProposalWording::new(texts.cloned().collect())
    }
}

/// Whether an expression compares the role of who fills in with this one.
fn asks_for(expression: &Value, role: Role) -> bool {
    let Some(parts) = expression.as_array() else { return false };
    let is_role = |part: &Value| *part == serde_json::json!(["role"]);
    let word = serde_json::to_value(role).unwrap_or_default();
    match parts.as_slice() {
        [Value::String(compare), left, right] if compare == "=" && (is_role(left) || is_role(right)) => {
            *left == word || *right == word
        }
        [Value::String(within), left, Value::Array(list)] if within == "in" && is_role(left) => {
            list.contains(&word)
        }
        [Value::String(not), ..] if not == "not" => false,
        parts => parts.iter().any(|part| asks_for(part, role)),
    }
}

/// The items whose answers an expression looks at.
fn collect_items<'a>(expression: &'a Value, items: &mut Vec<&'a str>) {
    let Some(parts) = expression.as_array() else { return };
    match parts.as_slice() {
        [Value::String(answer), Value::String(item)] if answer == "answer" => items.push(item),
        parts => parts.iter().for_each(|part| collect_items(part, items)),
    }
}

fn describe(report: &Report) -> anyhow::Error {
    let issues: Vec<String> =
        report.issues.iter().take(5).map(|issue| format!("{} {}", issue.path, issue.code.as_str())).collect();
    anyhow!("{}", issues.join("; "))
}
