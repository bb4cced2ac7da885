//! Migration: answers to an earlier major version become answers to this one.

use crate::form::Form;
use crate::{Answers, MigrationStep, Submission, Table};
use serde_json::Value as Json;

impl Form {
    /// Brings an earlier draft or submission of the same form up to this version, step by step. Answers whose
    /// items are gone are returned, so that nothing is lost unseen.
    pub fn migrate(&self, submission: &mut Submission) -> Answers {
        let mut dropped = Answers::new();
        let major = |version: &str| version.split('.').next().and_then(|major| major.parse::<u32>().ok());
        let mut version = major(&submission.definition.version).unwrap_or(0);
        let own = major(&self.reference.version).unwrap_or(0);
        while version < own {
            let steps = self.migrations.iter().filter(|migration| migration.from == version);
            for step in steps.flat_map(|migration| &migration.steps) {
                take(step, &mut submission.answers, &mut dropped);
            }
            version += 1;
        }
        let unknown: Vec<String> =
            submission.answers.keys().filter(|id| self.find_answer(id).is_none()).cloned().collect();
        for id in unknown {
            if let Some(answer) = submission.answers.remove(&id) {
                dropped.insert(id, answer);
            }
        }
        submission.definition = self.reference.clone();
        dropped
    }
}

fn take(step: &MigrationStep, answers: &mut Answers, dropped: &mut Answers) {
    match step {
        MigrationStep::Rename { from, to } => {
            if let Some(answer) = answers.remove(from) {
                answers.insert(to.clone(), answer);
            }
        }
        MigrationStep::Recode { item, options } => {
            if let Some(answer) = answers.get_mut(item) {
                recode(answer, options);
            }
        }
        MigrationStep::Split { from, to } => {
            if let Some(Json::String(text)) = answers.remove(from) {
                for (id, part) in to.iter().zip(text.splitn(to.len(), char::is_whitespace)) {
                    answers.insert(id.clone(), Json::String(part.trim().to_owned()));
                }
            }
        }
        MigrationStep::Drop { item } => {
            if let Some(answer) = answers.remove(item) {
                dropped.insert(item.clone(), answer);
            }
        }
    }
}

fn recode(answer: &mut Json, options: &Table<String, String>) {
    match answer {
        Json::String(option) => {
            if let Some(new) = options.get(option) {
                option.clone_from(new);
            }
        }
        Json::Array(list) => list.iter_mut().for_each(|option| recode(option, options)),
        _ => {}
    }
}
