//! `cargo xtask bench`: speed and memory, in the browsers and natively.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::setup::{self, Purpose};
use crate::{package, process, tools};

/// `cargo xtask bench [names]`: the benches of `tests/benches`, or those whose names are given.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let names = arguments.rest();
    setup::install(Purpose::Test)?;
    package::build()?;
    process::run(process::cargo().args(["build", "--release", "-p", "guidance-demo"]))?;
    let mut command = process::cargo();
    command.args(["bench", "-p", "guidance-tests"]);
    for name in &names {
        command.args(["--bench", name]);
    }
    process::run(tools::equip(&mut command)?)
}
