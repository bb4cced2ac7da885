//! How many submissions one core reads and checks in a second, and what a keystroke costs in a long form.
//!
//! `cargo bench -p guidance-tests --bench checks`, or `cargo xtask bench native`

use guidance_contract::{
    Answers, CodeSets, Context, Document as _, Expectation, Form, Submission, schema_address,
};
use guidance_tests::{examples, form, messages};
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_millis(500);
/// Enrolment submissions that a core should read and check in a second.
const BAR: f64 = 50_000.0;

fn main() {
    let all = examples();
    let Some(example) =
        all.iter().find(|example| example.shipped.id == "enrolment" && example.name == "satu")
    else {
        println!("the enrolment form has no example satu");
        return;
    };
    let form = form(example.shipped);
    let (sets, messages) = (example.code_sets(), messages(example.shipped));
    let expected = Expectation {
        code_sets: &sets,
        config: &example.config,
        messages: &messages,
        today: example.today(),
    };
    let submission = example.submission(&form, &example.answers);
    let text = serde_json::to_string(&submission).unwrap_or_default();
    println!(
        "enrolment, example satu: {} bytes, {} answers, {} issues",
        text.len(),
        submission.answers.len(),
        form.check_submission(&submission, &expected).issues.len()
    );
    let (answers, context) = (&submission.answers, example.context());
    stage("JSON parsed, no rule", || {
        black_box(serde_json::from_str::<Value>(black_box(&text)))
            .map_or(0, |found| usize::from(found.is_object()))
    });
    stage("submission read", || {
        black_box(Submission::parse(black_box(&text))).map_or(0, |found| found.answers.len())
    });
    stage("rules evaluated", || black_box(form.evaluate(black_box(answers), &context)).computed().len());
    stage("answers checked", || {
        black_box(form.check_answers(black_box(answers), &sets, &context)).issues.len()
    });
    stage("submission checked", || {
        black_box(form.check_submission(black_box(&submission), &expected)).issues.len()
    });
    let whole = stage("read and checked", || {
        black_box(Submission::parse(black_box(&text)))
            .map_or(0, |found| form.check_submission(&found, &expected).issues.len())
    });
    println!("the bar is {BAR:.0} read and checked: {:.0} % of it", 100.0 * whole / BAR);
    for items in [250, 1_000] {
        long_form(items, &context);
    }
}

/// What the browser does at a keystroke, in a form of one page with every other item answered.
fn long_form(items: usize, context: &Context) {
    let list: Vec<Value> = (0..items)
        .map(|number| json!({"id": format!("item{number}"), "kind": "text", "required": true, "maxLength": 100}))
        .collect();
    let definition = json!({"$schema": schema_address("definition"), "id": "long", "version": "1.0.0", "pages": [
        {"id": "page", "dataCategory": "basic", "audience": ["student"], "items": list}]});
    let Ok(form) = Form::load(&definition.to_string(), None) else { return };
    let answers: Answers =
        (0..items).step_by(2).map(|number| (format!("item{number}"), Value::from("an answer"))).collect();
    println!("a form of {items} items on one page, half of them answered");
    let sets = CodeSets::default();
    stage("rules evaluated", || usize::from(form.evaluate(black_box(&answers), context).is_page_active(0)));
    stage("answers checked", || form.check_answers(black_box(&answers), &sets, context).issues.len());
    let report = form.check_answers(&answers, &sets, context);
    stage("issues placed", || report.issues.iter().filter_map(|issue| form.place(&issue.path)).count());
}

/// Measures and prints one stage. The best of some rounds: what disturbs a round only makes it slower.
fn stage(name: &str, mut act: impl FnMut() -> usize) -> f64 {
    let mut best = 0.0_f64;
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let mut count = 0_u32;
        while started.elapsed() < ROUND {
            for _ in 0..20 {
                black_box(act());
            }
            count += 20;
        }
        best = best.max(f64::from(count) / started.elapsed().as_secs_f64());
    }
    println!("  {name:<22}{best:>9.0} per second {:>9.2} µs", 1e6 / best);
    best
}
