//! `cargo xtask test`: every check and every test, in one run that tells everything that is wrong.
//!
//! A step that fails does not stop the others. A step that runs tests counts them; any other counts as one.

mod steps;

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::arguments::Arguments;
use crate::tally::Tally;
use steps::{STEPS, Step};

/// A failure of which all has been said: nothing may follow the last line.
#[derive(Debug)]
pub(crate) struct AlreadyTold;

impl std::error::Error for AlreadyTold {}

impl std::fmt::Display for AlreadyTold {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("steps failed")
    }
}

/// `cargo xtask test [filter] [--quick]`.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let quick = arguments.flag("--quick");
    let filter = arguments.operand();
    arguments.finish()?;

    let plan = Plan::new(filter, quick);
    let total = plan.steps.len();
    let started = Instant::now();
    let mut results = Vec::new();
    for (index, step) in plan.steps.iter().enumerate() {
        println!("\n[{}/{total}] {}", index + 1, step.name);
        let result = Finished::of(step, plan.test_filter.as_deref());
        println!("[{}/{total}] {}", index + 1, result.line());
        results.push(result);
    }
    report(&results, started.elapsed())
}

/// Which steps run, and which tests in them.
struct Plan {
    steps: Vec<&'static Step>,
    test_filter: Option<String>,
}

impl Plan {
    fn new(filter: Option<String>, quick: bool) -> Self {
        let mut steps: Vec<&Step> = STEPS.iter().filter(|step| step.quick || !quick).collect();
        let Some(filter) = filter else { return Self { steps, test_filter: None } };
        let wanted = filter.to_lowercase();
        if steps.iter().any(|step| step.name.contains(&wanted)) {
            steps.retain(|step| step.name.contains(&wanted) || step.prepares);
            return Self { steps, test_filter: None };
        }
        steps.retain(|step| step.has_tests || step.prepares);
        Self { steps, test_filter: Some(filter) }
    }
}

/// A step that has run.
struct Finished {
    name: &'static str,
    tally: Tally,
    error: Option<String>,
    time: Duration,
}

impl Finished {
    fn of(step: &Step, filter: Option<&str>) -> Self {
        let started = Instant::now();
        let (mut tally, mut error) = match (step.run)(filter) {
            Ok(tally) => (tally, None),
            Err(error) => (Tally::of_check(false), Some(format!("{error:#}"))),
        };
        if tally.failed > 0 && error.is_none() {
            error = Some(format!("{} of {} failed", tally.failed, tally.tests()));
        }
        // Tests that were forgotten, or left out by a mistake, must not look like tests that passed.
        if step.has_tests && filter.is_none() && tally.tests() == 0 {
            tally = Tally::of_check(false);
            error = Some("no test ran".to_owned());
        }
        if let Some(error) = &error {
            println!("{error}");
        }
        Self { name: step.name, tally, error, time: started.elapsed() }
    }

    fn line(&self) -> String {
        let Tally { passed, failed, ignored, .. } = self.tally;
        let verdict = if self.error.is_none() { "ok" } else { "FAILED" };
        let ignored = if ignored > 0 { format!(", {ignored} ignored") } else { String::new() };
        let seconds = self.time.as_secs_f32();
        format!("{verdict}: {} ({passed} passed, {failed} failed{ignored}; {seconds:.1} s)", self.name)
    }
}

/// Says how each step went, and last of all the one line that other programs read.
fn report(results: &[Finished], time: Duration) -> Result<()> {
    let mut sum = Tally::default();
    println!("\nall steps, {} s:", time.as_secs());
    for result in results {
        println!("  {}", result.line());
        sum.add(&result.tally);
    }
    let failed: Vec<&Finished> = results.iter().filter(|result| result.error.is_some()).collect();
    if !failed.is_empty() {
        println!("\nwhat failed:");
        for result in &failed {
            println!(
                "  {}: {}",
                result.name,
                result.error.as_deref().unwrap_or_default().replace('\n', "\n    ")
            );
            for test in &result.tally.failures {
                println!("    {test}");
            }
        }
    }
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
    if failed.is_empty() { Ok(()) } else { Err(AlreadyTold.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(filter: &str, quick: bool) -> Vec<&'static str> {
        Plan::new(Some(filter.to_owned()), quick).steps.iter().map(|step| step.name).collect()
    }

    #[test]
    fn a_filter_is_a_step_or_else_the_name_of_tests() {
        assert_eq!(names("formatting", false), ["set-up", "formatting"]);
        let plan = Plan::new(Some("identity_code".to_owned()), false);
        assert_eq!(plan.test_filter.as_deref(), Some("identity_code"));
        assert!(plan.steps.iter().all(|step| step.has_tests || step.prepares));
    }

    #[test]
    fn a_quick_run_needs_no_browser() {
        let plan = Plan::new(None, true);
        assert!(plan.steps.iter().all(|step| !step.name.contains("browser") && step.name != "set-up"));
        assert!(plan.steps.len() >= 5);
    }
}
