//! What every check says to every example, and to changed ones: the same bytes natively and in wasm.

use crate::examples::{Example, examples, form, messages};
use crate::mutation::{Random, mutate};
use guidance_contract::{Answers, CodeSets, Context, Expectation, Form, Messages, Report};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The reports as they were when they were last looked at.
pub const REPORTS: &str = include_str!("../fixtures/reports.json");

/// Changed examples, over all forms.
const MUTATIONS: usize = 400;
const SEED: u64 = 20_261_122;

/// All reports as a JSON list with a line for each case: examples with their issues in full, changed examples
/// with their places and codes and a hash of the rest.
#[must_use]
pub fn reports() -> String {
    let cases: Vec<Case> = examples().into_iter().map(Case::new).collect();
    let mut lines = Vec::new();
    for case in &cases {
        let checked = case.check(&case.example.answers);
        let example = &case.example;
        lines.push(json!({
            "form": example.shipped.id,
            "example": example.name,
            "draft": checked.draft.issues,
            "answers": checked.answers.issues,
            "submission": checked.submission.issues,
        }));
    }
    let mut random = Random::new(SEED);
    for number in 0..MUTATIONS {
        let Some(case) = cases.get(number % cases.len().max(1)) else { break };
        let mut answers = case.example.answers.clone();
        mutate(&case.form, &mut answers, &mut random);
        lines.push(case.check(&answers).line(number, &case.example));
    }
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// The lines in which two documents differ, the first few of them.
#[must_use]
pub fn differences(expected: &str, found: &str) -> Vec<String> {
    let (mut expected, mut found) = (expected.lines(), found.lines());
    let mut differences = Vec::new();
    while differences.len() < 5 {
        match (expected.next(), found.next()) {
            (None, None) => break,
            (one, other) if one == other => {}
            (one, other) => {
                differences.push(format!(
                    "expected {}\nfound    {}",
                    one.unwrap_or("-"),
                    other.unwrap_or("-")
                ));
            }
        }
    }
    differences
}

struct Checked {
    draft: Report,
    answers: Report,
    submission: Report,
}

/// An example with everything that it is checked with.
struct Case {
    example: Example,
    form: Form,
    sets: CodeSets,
    messages: Vec<Messages>,
    context: Context,
}

impl Case {
    fn new(example: Example) -> Self {
        Self {
            form: form(example.shipped),
            sets: example.code_sets(),
            messages: messages(example.shipped),
            context: example.context(),
            example,
        }
    }

    fn check(&self, answers: &Answers) -> Checked {
        let expectation = Expectation {
            code_sets: &self.sets,
            config: &self.example.config,
            messages: &self.messages,
            today: self.example.today(),
        };
        let submission = self.example.submission(&self.form, answers);
        Checked {
            draft: self.form.check_draft(answers, &self.sets, &self.context),
            answers: self.form.check_answers(answers, &self.sets, &self.context),
            submission: self.form.check_submission(&submission, &expectation),
        }
    }
}

impl Checked {
    fn line(&self, number: usize, example: &Example) -> Value {
        let short = |report: &Report| -> Vec<String> {
            report.issues.iter().map(|issue| format!("{} {}", issue.path, issue.code.as_str())).collect()
        };
        let all = json!([self.draft, self.answers, self.submission]).to_string();
        let hash: String =
            Sha256::digest(all.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        json!({
            "form": example.shipped.id,
            "example": example.name,
            "mutation": number,
            "answers": short(&self.answers),
            "hash": hash,
        })
    }
}
