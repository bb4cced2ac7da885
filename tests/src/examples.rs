//! The examples that the catalog ships, ready to be checked.

use guidance_contract::{
    Answers, CodeSet, CodeSets, Config, Context, Document, Form, Messages, PlainDate, Submission,
};
use guidance_forms::{CODE_SETS, FORMS, ShippedForm};
use std::collections::BTreeMap;

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
            let mut file = shipped.example(name).expect("the catalog's own tests read its examples");
            for (name, set) in host_code_sets(shipped) {
                if !file.config.code_sets.contains_key(&name) {
                    file.config.code_sets.insert(name, set);
                }
            }
            let is_clean = file.expect.is_empty();
            found.push(Example { shipped, name, config: file.config, answers: file.answers, is_clean });
        }
    }
    found
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
