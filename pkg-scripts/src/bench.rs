//! `cargo xtask bench`: speed and memory, in a browser beside other toolkits, and natively.

use anyhow::{Result, bail};

use crate::arguments::Arguments;
use crate::setup::{self, Purpose};
use crate::{package, process, project, tools};

/// The comparison in the browser: a Node.js program with packages of its own.
const BROWSER: &str = "tests/bench";

/// `cargo xtask bench [browser|native] [--rounds N]`: both, or the one that is named. The comparison in the browser
/// writes `docs/bench.md`, unless a number of rounds is given: then it only shows what it found.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let rounds = arguments.option("--rounds")?;
    let which = arguments.operand();
    arguments.finish()?;
    let (in_browser, natively) = match which.as_deref() {
        None => (true, true),
        Some("browser") => (true, false),
        Some("native") => (false, true),
        Some(other) => bail!("`bench {other}`: say `browser` or `native`"),
    };
    setup::install(Purpose::Test)?;
    package::build()?;
    if in_browser {
        compare_in_browser(rounds)?;
    }
    if natively {
        process::run(process::cargo().args(["build", "--release", "-p", "guidance-demo"]))?;
        process::run(tools::equip(process::cargo().args(["bench", "-p", "guidance-tests"]))?)?;
    }
    Ok(())
}

fn compare_in_browser(rounds: Option<String>) -> Result<()> {
    let mut install = process::command("npm");
    install.args(["ci", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", BROWSER]);
    process::run_quietly(&mut install, "", "")?;
    let mut runner = process::command("node");
    runner.arg(format!("{BROWSER}/bench.mjs"));
    match rounds {
        Some(rounds) => runner.args(["--rounds", &rounds]),
        None => runner.arg("--write").arg(project::root().join("docs/bench.md")),
    };
    process::run(&mut runner)
}
