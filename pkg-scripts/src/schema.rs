//! `cargo xtask schema`: the JSON Schemas, TypeScript types and reference pages of the contract.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::{process, project};

/// The program of `guidance-contract` that writes them; a program of its own, so that xtask need not be linked
/// with the contract.
const PROGRAM: &str = "artefacts";

/// `cargo xtask schema`.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    process::run(
        process::cargo()
            .args([
                "run",
                "--quiet",
                "-p",
                "guidance-contract",
                "--features",
                "schema",
                "--example",
                PROGRAM,
                "--",
            ])
            .arg(project::root()),
    )
}
