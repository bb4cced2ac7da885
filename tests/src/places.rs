//! Where things are: products of the build, npm packages, and where screenshots go.

use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The built plug-in: `$GUIDANCE_DIST`, or `dist/`.
///
/// # Errors
/// When it is not built.
pub fn dist() -> Result<PathBuf> {
    let folder = std::env::var_os("GUIDANCE_DIST").map_or_else(|| root().join("dist"), PathBuf::from);
    if !folder.join("guidance-forms.js").is_file() {
        bail!("{} holds no plug-in: cargo xtask package", folder.display());
    }
    Ok(folder)
}

/// Cargo's folder of products, which holds this test program.
fn target() -> Result<PathBuf> {
    let program = std::env::current_exe().context("where is this program?")?;
    // target/debug/deps/name
    let folder = program.ancestors().nth(3).context("a test program lies three folders below target")?;
    Ok(folder.to_path_buf())
}

/// Where screenshots of failures go: `target/screenshots`.
///
/// # Errors
/// When it cannot be made.
pub fn screenshots() -> Result<PathBuf> {
    let folder = target()?.join("screenshots");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The portal's program: `$GUIDANCE_DEMO`, or built now.
pub(crate) fn portal() -> Result<PathBuf> {
    static PROGRAM: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| match std::env::var_os("GUIDANCE_DEMO") {
        Some(program) => Ok(PathBuf::from(program)),
        None => build_portal().map_err(|error| format!("{error:#}")),
    });
    program.clone().map_err(anyhow::Error::msg)
}

fn build_portal() -> Result<PathBuf> {
    let target = target()?;
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    eprintln!("building the portal …");
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--package", "guidance-demo", "--bin", "guidance-demo", "--target-dir"])
        .arg(&target)
        .current_dir(root())
        .status()?;
    if !status.success() {
        bail!("the portal cannot be built");
    }
    Ok(target.join("debug").join("guidance-demo"))
}

/// A file of an npm package that `tests/package.json` pins.
///
/// # Errors
/// When it is not installed.
pub fn npm_module(file: &str) -> Result<String> {
    let path = root().join("tests").join("node_modules").join(file);
    std::fs::read_to_string(&path)
        .with_context(|| format!("{} is missing: cargo xtask setup test", path.display()))
}
