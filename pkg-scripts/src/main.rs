//! The project's own commands, run as `cargo xtask <command>`.
//!
//! Everything that is done to the repository by hand or by a CI service is one of these commands, so that both do
//! the same. The crate depends on no other crate of the workspace: it has to be compiled before anything else.

mod arguments;
mod bench;
mod catalog;
mod demo;
mod files;
mod package;
mod postgres;
mod process;
mod project;
mod schema;
mod setup;
mod size;
mod stamp;
mod tally;
mod test;
mod tools;

use std::process::ExitCode;

use arguments::Arguments;

const USAGE: &str = "\
cargo xtask <command>

  setup [demo|test]        install what the demo or the tests need (default: both)
  package                  build dist/, the files that a host serves
  demo [--port N] [--database URL] [--check]
                           build and run the demonstration portal; --check: start, wait until healthy, stop
  test [filter] [--quick]  run every check and test; a filter is (part of) a step's name or of tests' names;
                           --quick leaves out browsers, PostgreSQL, the package and the documentation
  size                     measure the cold load of the enrolment form and write docs/size.md
  bench [browser|native] [--rounds N]
                           measure speed and memory; the browser, without --rounds, writes docs/bench.md
  schema                   write the JSON Schemas and TypeScript types of the contract
";

fn main() -> ExitCode {
    let mut arguments = Arguments::from_environment();
    let command = arguments.positional().unwrap_or_default();
    let outcome = match command.as_str() {
        "setup" => setup::run(arguments),
        "package" => package::run(arguments),
        "demo" => demo::run(arguments),
        "test" => test::run(arguments),
        "size" => size::run(arguments),
        "bench" => bench::run(arguments),
        "schema" => schema::run(arguments),
        "" | "help" | "--help" | "-h" => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => Err(anyhow::anyhow!("`{other}` is no command\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<test::AlreadyTold>() => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
