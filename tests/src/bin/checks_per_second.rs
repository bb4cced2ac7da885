//! How many enrolment submissions one core reads and checks in a second, with the longest shipped example.
//!
//! `cargo run --release -p guidance-tests --bin checks-per-second`

use guidance_contract::{Document as _, Expectation, Submission};
use guidance_tests::{examples, form, messages};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(1);

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
    let submission = example.submission(&form, &messages, &example.answers);
    let text = serde_json::to_string(&submission).unwrap_or_default();
    let report = form.check_submission(&submission, &expected);
    println!(
        "submission of {} bytes, {} answers, {} issues",
        text.len(),
        submission.answers.len(),
        report.issues.len()
    );
    let context = example.context();
    let evaluate =
        rate(|| black_box(form.evaluate(black_box(&submission.answers), &context)).computed().len());
    let answers =
        rate(|| black_box(form.check_answers(black_box(&submission.answers), &sets, &context)).issues.len());
    let check = rate(|| black_box(form.check_submission(black_box(&submission), &expected)).issues.len());
    let parse =
        rate(|| black_box(Submission::parse(black_box(&text))).map_or(0, |found| found.answers.len()));
    let both = rate(|| {
        black_box(Submission::parse(black_box(&text)))
            .map_or(0, |found| form.check_submission(&found, &expected).issues.len())
    });
    println!("rules evaluated   {evaluate:>9.0} per second");
    println!("answers checked   {answers:>9.0} per second");
    println!("parse alone       {parse:>9.0} per second");
    println!("check alone       {check:>9.0} per second");
    println!("parse and check   {both:>9.0} per second");
}

/// The best of some rounds: what disturbs a round only makes it slower.
fn rate(mut act: impl FnMut() -> usize) -> f64 {
    let mut best = 0.0_f64;
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let mut count = 0_u32;
        while started.elapsed() < ROUND {
            for _ in 0..100 {
                black_box(act());
            }
            count += 100;
        }
        best = best.max(f64::from(count) / started.elapsed().as_secs_f64());
    }
    best
}
