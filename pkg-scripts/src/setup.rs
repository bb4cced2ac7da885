//! `cargo xtask setup`: installs what the demo and the tests need, and nothing that is there already.
//!
//! When all is there, it looks at files only: no network, no waiting. What it cannot install it names, with the
//! command to type, and it goes on with the rest, so that one run tells everything that is missing.

mod debian;

pub(crate) use debian::is_root;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::tools::{self, CargoTool, NpmTool};
use crate::{files, process, project};

/// What is to be made possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Building the package and running the demo.
    Demo,
    /// All that, and running every test.
    Test,
}

/// `cargo xtask setup [demo|test]`.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let purpose = match arguments.operand().as_deref() {
        Some("demo") => Purpose::Demo,
        Some("test") | None => Purpose::Test,
        Some(other) => bail!("`setup {other}`: say `demo` or `test`"),
    };
    arguments.finish()?;
    install(purpose)?;
    println!("everything is set up");
    Ok(())
}

/// Installs what is missing. The error names everything that could not be had.
pub(crate) fn install(purpose: Purpose) -> Result<()> {
    let mut needs = vec![
        Need::Target,
        Need::Source,
        Need::Node,
        Need::Cargo(CargoTool::wasm_bindgen()?),
        Need::Cargo(CargoTool::wasm_pack()),
        Need::Npm(tools::BINARYEN),
        Need::Npm(tools::ESBUILD),
    ];
    if purpose == Purpose::Test {
        needs.push(Need::Lints);
        needs.push(Need::Debian);
        needs.push(Need::Cargo(CargoTool::geckodriver()));
        needs.push(Need::TestPackages);
    }
    let mut missing = Vec::new();
    for need in needs {
        if !need.is_met()? {
            missing.push(need);
        }
    }
    let total = missing.len();
    let mut problems = Vec::new();
    for (index, need) in missing.into_iter().enumerate() {
        println!("[set-up {}/{total}] installing {}", index + 1, need.description());
        match need.install() {
            Ok(()) => println!("      done"),
            Err(error) => {
                println!("      not installed: {error:#}");
                problems.push(format!("{}: {error:#}", need.description()));
            }
        }
    }
    if !problems.is_empty() {
        bail!("set-up is not complete:\n\n{}", problems.join("\n\n"));
    }
    Ok(())
}

#[derive(Debug)]
enum Need {
    /// Rust's standard library for WebAssembly.
    Target,
    /// The source of Rust's standard library, which is compiled for size along with the wasm.
    Source,
    /// clippy and rustfmt: a minimal toolchain lacks them.
    Lints,
    /// Node.js and npm: they run wasm-opt and install the accessibility engines.
    Node,
    Cargo(CargoTool),
    Npm(NpmTool),
    /// Browsers, their drivers, a display, PostgreSQL.
    Debian,
    /// What tests/package.json pins: the accessibility engines.
    TestPackages,
}

impl Need {
    fn description(&self) -> String {
        match self {
            Self::Target => "Rust's library for wasm32-unknown-unknown … seconds".to_owned(),
            Self::Source => "the source of Rust's standard library … seconds".to_owned(),
            Self::Lints => "clippy and rustfmt … seconds".to_owned(),
            Self::Node => "Node.js and npm".to_owned(),
            Self::Cargo(tool) => {
                format!("{} {} … about {} minutes the first time", tool.name, tool.version, tool.minutes)
            }
            Self::Npm(tool) => {
                format!("{} {} ({}) from npm … seconds", tool.name, tool.version, tool.program)
            }
            Self::Debian => format!("{} … about 2 minutes the first time", debian::missing().join(", ")),
            Self::TestPackages => {
                "the accessibility engines of tests/package.json from npm … seconds".to_owned()
            }
        }
    }

    fn is_met(&self) -> Result<bool> {
        match self {
            Self::Target => Ok(sysroot()?.join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir()),
            Self::Source => Ok(sysroot()?.join("lib/rustlib/src/rust/library/Cargo.lock").is_file()),
            Self::Lints => Ok(has_lints(&sysroot()?)),
            Self::Node => {
                Ok(files::find_program(&["node"]).is_some() && files::find_program(&["npm"]).is_some())
            }
            Self::Cargo(tool) => tool.is_installed(),
            Self::Npm(tool) => tool.is_installed(),
            Self::Debian => Ok(debian::missing().is_empty()),
            Self::TestPackages => test_packages_are_installed(),
        }
    }

    fn install(&self) -> Result<()> {
        match self {
            Self::Target => rustup(&["target", "add", "wasm32-unknown-unknown"]),
            Self::Source => rustup(&["component", "add", "rust-src"]),
            Self::Lints => rustup(&["component", "add", "clippy", "rustfmt"]),
            Self::Node => debian::install(&["nodejs", "npm"]),
            Self::Cargo(tool) => install_cargo_tool(tool),
            Self::Npm(tool) => install_npm_tool(*tool),
            Self::Debian => debian::install(&debian::missing()),
            Self::TestPackages => install_test_packages(),
        }
    }
}

/// The folder of the toolchain in use.
fn sysroot() -> Result<PathBuf> {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    Ok(PathBuf::from(process::output(process::command(rustc).args(["--print", "sysroot"]))?.trim()))
}

/// Whether the toolchain itself has them: rustup's own programs of these names are there even when it has not.
fn has_lints(sysroot: &Path) -> bool {
    ["cargo-clippy", "rustfmt"]
        .iter()
        .all(|name| sysroot.join("bin").join(name).with_extension(std::env::consts::EXE_EXTENSION).is_file())
}

fn rustup(words: &[&str]) -> Result<()> {
    let by_hand = format!("by hand: rustup {}", words.join(" "));
    if files::find_program(&["rustup"]).is_none() {
        bail!("there is no rustup: install it, or what your Rust distribution calls the same. {by_hand}");
    }
    process::run_quietly(process::command("rustup").args(words), "", "").context(by_hand)
}

/// Installs with the versions that the tool was released with; when a registry lacks one of them, with any that fit.
fn install_cargo_tool(tool: &CargoTool) -> Result<()> {
    let folder = tool.folder()?;
    let install = |locked: bool| {
        let mut command = process::cargo();
        command.args(["install", tool.name, "--version", &tool.version, "--root"]).arg(&folder);
        if locked {
            command.arg("--locked");
        }
        process::run_quietly(&mut command, "Compiling", "crates compiled")
    };
    let Err(error) = install(true) else { return Ok(()) };
    println!("      with its own lock file it cannot be installed here; trying without\n      {error:#}");
    install(false).with_context(|| {
        format!("by hand: cargo install {} --version {} --root {}", tool.name, tool.version, folder.display())
    })
}

fn npm() -> std::process::Command {
    let mut command = process::command("npm");
    command.env("npm_config_update_notifier", "false");
    command
}

fn install_npm_tool(tool: NpmTool) -> Result<()> {
    let folder = tool.folder()?;
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let package = format!("{}@{}", tool.name, tool.version);
    let mut command = npm();
    command
        .args(["install", "--no-audit", "--no-fund", "--save-exact", "--prefix"])
        .arg(&folder)
        .arg(&package);
    process::run_quietly(&mut command, "", "")
        .with_context(|| format!("by hand: npm install --prefix {} {package}", folder.display()))
}

fn test_packages_are_installed() -> Result<bool> {
    let folder = project::root().join("tests");
    let manifest = folder.join("package.json");
    if !manifest.is_file() {
        return Ok(true);
    }
    let manifest: serde_json::Value = serde_json::from_str(&files::read(&manifest)?)?;
    let Some(wanted) = manifest["devDependencies"].as_object() else { return Ok(true) };
    Ok(wanted
        .iter()
        .all(|(package, version)| tools::npm_version(&folder, package).as_deref() == version.as_str()))
}

fn install_test_packages() -> Result<()> {
    let mut command = npm();
    command.args(["ci", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", "tests"]);
    process::run_quietly(&mut command, "", "").context("by hand: npm ci --prefix tests")
}
