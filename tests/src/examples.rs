//! The examples that the catalog ships, ready to be checked.

use guidance_contract::{
    Answers, CodeSet, CodeSets, Config, Context, Document, Form, Messages, Place, PlainDate, Submission,
};
use guidance_forms::{CODE_SETS, FORMS, ShippedForm};
use std::collections::{BTreeMap, BTreeSet};

/// Id of submissions in tests.
const SUBMISSION: &str = "0197d2a0-5c0b-7c3e-9a44-5b7c1f8e2d10";

/// One example of one form.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its form.
    pub shipped: &'static ShippedForm,
    /// Name of its file.
    pub name: &'static str,
    /// Config of its host.
    pub config: Config,
    /// Its answers.
    pub answers: Answers,
    /// Whether its answers are free of issues.
    pub is_clean: bool,
}

impl Example {
    /// The day of the example.
    #[must_use]
    pub fn today(&self) -> PlainDate {
        let today = self.config.today.as_deref().and_then(PlainDate::parse_iso);
        today.expect("every example has config.today")
    }

    /// What rules may know besides the answers.
    #[must_use]
    pub fn context(&self) -> Context {
        Context::new(&self.config, self.today())
    }

    /// Ids of the items that are active, and of those with rows or several choices; with its name when an answer is
    /// wrong.
    fn asked(&self) -> Vec<String> {
        let (form, context) = (form(self.shipped), self.context());
        let evaluation = form.evaluate(&self.answers, &context);
        let active = form.items().filter(|(item, _)| evaluation.is_active(Place { item: *item, row: None }));
        let active = active.map(|(_, node)| &node.item.id);
        let answered = self.answers.iter().filter(|(_, answer)| answer.is_array()).map(|(id, _)| id);
        let mark = (!self.is_clean).then(|| self.name.to_owned());
        active.chain(answered).cloned().chain(mark).collect()
    }

    /// The code sets of the example's host.
    #[must_use]
    pub fn code_sets(&self) -> CodeSets {
        code_sets(self.shipped, &self.config)
    }

    /// What the browser would send: active answers, computed values, texts shown.
    #[must_use]
    pub fn submission(&self, form: &Form, answers: &Answers) -> Submission {
        Submission {
            id: SUBMISSION.to_owned(),
            subject: self.config.subject.clone(),
            author: self.config.author.clone(),
            ..form.finish(answers, &self.context(), &self.shipped.texts(form, &self.config))
        }
    }
}

/// Every example of every shipped form.
#[must_use]
pub fn examples() -> Vec<Example> {
    let mut found = Vec::new();
    for shipped in FORMS {
        for (name, _) in shipped.examples {
            let file = shipped.example(name).expect("the catalog's own tests read its examples");
            let is_clean = file.expect.is_empty();
            found.push(Example { shipped, name, config: file.config, answers: file.answers, is_clean });
        }
    }
    found
}

/// Examples that look different: of those that are asked the same in the same language, as the rounds of a series
/// are, the first.
#[must_use]
pub fn different_examples() -> Vec<Example> {
    let mut seen = BTreeSet::new();
    let mut examples = examples();
    examples.retain(|example| {
        seen.insert((
            example.shipped.id,
            example.config.locale.clone(),
            example.config.role.as_str(),
            example.asked(),
        ))
    });
    examples
}

/// The compiled form of a shipped one.
#[must_use]
pub fn form(shipped: &ShippedForm) -> Form {
    Form::load(shipped.definition, None).expect("shipped forms load")
}

/// The messages of a shipped form, with their variants.
#[must_use]
pub fn messages(shipped: &ShippedForm) -> Vec<Messages> {
    shipped.published()
}

/// The shipped code sets, those of the form's example host, and those of a config.
#[must_use]
pub fn code_sets(shipped: &ShippedForm, config: &Config) -> CodeSets {
    let mut sets = CodeSets::default();
    for (name, text) in CODE_SETS {
        sets.insert(*name, CodeSet::parse(text).expect("shipped code sets are sound"));
    }
    for (name, set) in host_code_sets(shipped).into_iter().chain(config.code_sets.clone()) {
        sets.insert(name, set);
    }
    sets
}

/// The code sets of a form's example host.
fn host_code_sets(shipped: &ShippedForm) -> BTreeMap<String, CodeSet> {
    serde_json::from_str(shipped.host_code_sets.unwrap_or("{}")).expect("host code sets are sound")
}
