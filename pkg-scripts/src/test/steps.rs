//! The steps of a test run, in their order: what is quick to fail comes first.

use std::process::Command;

use anyhow::{Result, bail};

use crate::postgres::Server;
use crate::setup::{self, Purpose};
use crate::size::Report;
use crate::tally::Tally;
use crate::{demo, files, package, process, project, tools};

/// One step of a test run.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) name: &'static str,
    /// Whether `--quick` keeps it.
    pub(super) quick: bool,
    /// Whether it runs tests that can be chosen by name.
    pub(super) has_tests: bool,
    /// Whether other steps need it.
    pub(super) prepares: bool,
    pub(super) run: fn(Option<&str>) -> Result<Tally>,
}

impl Step {
    const fn check(name: &'static str, run: fn(Option<&str>) -> Result<Tally>) -> Self {
        Self { name, quick: true, has_tests: false, prepares: false, run }
    }

    const fn tests(name: &'static str, run: fn(Option<&str>) -> Result<Tally>) -> Self {
        Self { name, quick: true, has_tests: true, prepares: false, run }
    }

    const fn slow(self) -> Self {
        Self { quick: false, ..self }
    }

    const fn preparing(self) -> Self {
        Self { prepares: true, quick: false, ..self }
    }
}

/// Every step.
pub(super) const STEPS: [Step; 13] = [
    Step::check("set-up", |_| done(setup::install(Purpose::Test))).preparing(),
    Step::check("formatting", |_| done(process::run(process::cargo().args(["fmt", "--all", "--check"])))),
    Step::check("lints", |_| {
        done(process::run(process::cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-Dwarnings",
        ])))
    }),
    Step::check("lints of the wasm", |_| {
        done(process::run(process::cargo().arg("clippy").args(WASM_CRATES).args([
            "--target",
            WASM,
            "--",
            "-Dwarnings",
        ])))
    }),
    Step::tests("architecture and build tools", |filter| tests(&["-p", "xtask"], filter)),
    Step::tests("native tests", |filter| {
        tests(
            &[
                "--workspace",
                "--all-features",
                "--exclude=guidance-tests",
                "--exclude=guidance-element",
                "--exclude=xtask",
            ],
            filter,
        )
    }),
    Step::check("package", |_| done(package::build())).slow(),
    Step::check("size", |_| {
        let report = Report::measure(&project::dist())?;
        print!("{}", report.tables());
        done(report.check())
    })
    .slow(),
    Step::tests("the same reports from wasm", parity_tests).slow(),
    Step::tests("component tests in a browser", component_tests).slow(),
    Step::tests("browser tests from end to end", browser_tests).slow(),
    Step::tests("PostgreSQL tests", postgres_tests).slow(),
    Step::check("documentation", |_| {
        done(process::run(
            process::cargo()
                .args(["doc", "--workspace", "--no-deps", "--all-features"])
                .env("RUSTDOCFLAGS", "-Dwarnings"),
        ))
    })
    .slow(),
];

const WASM: &str = "wasm32-unknown-unknown";
const WASM_CRATES: [&str; 6] =
    ["-p", "guidance-contract", "-p", "guidance-components", "-p", "guidance-element"];

fn done(outcome: Result<()>) -> Result<Tally> {
    outcome.map(|()| Tally::of_check(true))
}

/// `cargo test` of what `selection` says.
fn tests(selection: &[&str], filter: Option<&str>) -> Result<Tally> {
    count(cargo_test(selection, filter)?)
}

fn cargo_test(selection: &[&str], filter: Option<&str>) -> Result<Command> {
    let mut command = process::cargo();
    command.args(["test", "--no-fail-fast"]).args(selection).args(filter);
    tools::equip(&mut command)?;
    Ok(command)
}

/// Runs a command that runs tests, and counts them.
fn count(mut command: Command) -> Result<Tally> {
    let (status, output) = process::tee(&mut command)?;
    let mut tally = Tally::read(&output);
    if !status.success() && tally.failed == 0 {
        // It did not compile, or a test program ended without a result.
        tally.failed = 1;
        tally.failures.push(last_error(&output));
    }
    Ok(tally)
}

fn last_error(output: &str) -> String {
    let error = output.lines().rev().find(|line| line.starts_with("error"));
    error.unwrap_or("ended without a result").to_owned()
}

/// `tests/tests/parity.rs` once more, compiled to wasm and run by Node.js.
fn parity_tests(filter: Option<&str>) -> Result<Tally> {
    let selection = ["-p", "guidance-tests", "--target", WASM, "--test", "parity"];
    let mut command = cargo_test(&selection, filter)?;
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    count(command)
}

/// The tests of the views that need a real page: `components/tests/browser*.rs`, in headless Chromium.
fn component_tests(filter: Option<&str>) -> Result<Tally> {
    if tools::chromedriver().is_none() {
        bail!("there is no chromedriver: cargo xtask setup test");
    }
    let selection = ["-p", "guidance-components", "--target", WASM, "--test", "browser*"];
    let mut command = cargo_test(&selection, filter)?;
    command
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", project::root().join("webdriver.json"))
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        // The runner takes the first driver that it finds, and it looks for Firefox's first.
        .env_remove("GECKODRIVER");
    count(command)
}

/// The portal and the element as people meet them, in three engines.
fn browser_tests(filter: Option<&str>) -> Result<Tally> {
    if files::find_program(&["Xvfb"]).is_none() {
        println!("there is no Xvfb: WebKit has no display unless this session has one");
    }
    let program = demo::build()?;
    let mut command = cargo_test(&["-p", "guidance-tests"], filter)?;
    command.env("GUIDANCE_DEMO", program);
    count(command)
}

/// The portal's tests again, against a PostgreSQL server of their own.
fn postgres_tests(filter: Option<&str>) -> Result<Tally> {
    let server = Server::start()?;
    let mut command = cargo_test(&["--all-features", "-p", "guidance-demo"], filter)?;
    command.env("GUIDANCE_TEST_POSTGRES", server.address());
    count(command)
}
