//! The tools of the build: which, in what version, and where they are kept.
//!
//! They live in one cache outside the repository, one folder per tool and version, so that every clone shares them
//! and none of them touches what the machine has installed.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{files, project};

/// Builds the package; calls `wasm-bindgen` and `wasm-opt`.
pub(crate) const WASM_PACK: &str = "0.15.1";
/// Drives Firefox.
pub(crate) const GECKODRIVER: &str = "0.37.1";
/// Holds `wasm-opt`.
pub(crate) const BINARYEN: NpmTool = NpmTool { name: "binaryen", version: "132.0.0", program: "wasm-opt" };
/// Takes comments, spaces and long names out of JavaScript.
pub(crate) const ESBUILD: NpmTool = NpmTool { name: "esbuild", version: "0.28.2", program: "esbuild" };

/// A package of npm that brings a program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NpmTool {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// The program.
    pub(crate) program: &'static str,
}

impl NpmTool {
    /// Where npm installs it.
    pub(crate) fn folder(self) -> Result<PathBuf> {
        Ok(folder()?.join(self.name))
    }

    pub(crate) fn is_installed(self) -> Result<bool> {
        Ok(npm_version(&self.folder()?, self.name).as_deref() == Some(self.version))
    }
}

/// A program installed with `cargo install`.
#[derive(Clone, Debug)]
pub(crate) struct CargoTool {
    /// The crate.
    pub(crate) name: &'static str,
    pub(crate) version: String,
    /// A program that it brings; the others come with it.
    pub(crate) program: &'static str,
    /// How long an install takes on two cores.
    pub(crate) minutes: u32,
}

impl CargoTool {
    /// `wasm-bindgen`, whose version has to be exactly that of the library.
    pub(crate) fn wasm_bindgen() -> Result<Self> {
        let version = project::locked_version("wasm-bindgen")?;
        Ok(Self { name: "wasm-bindgen-cli", version, program: "wasm-bindgen", minutes: 4 })
    }

    pub(crate) fn wasm_pack() -> Self {
        Self { name: "wasm-pack", version: WASM_PACK.to_owned(), program: "wasm-pack", minutes: 3 }
    }

    pub(crate) fn geckodriver() -> Self {
        Self { name: "geckodriver", version: GECKODRIVER.to_owned(), program: "geckodriver", minutes: 3 }
    }

    pub(crate) fn folder(&self) -> Result<PathBuf> {
        Ok(folder()?.join(format!("{}-{}", self.name, self.version)))
    }

    pub(crate) fn path(&self) -> Result<PathBuf> {
        Ok(self.folder()?.join("bin").join(self.program).with_extension(std::env::consts::EXE_EXTENSION))
    }

    pub(crate) fn is_installed(&self) -> Result<bool> {
        Ok(self.path()?.is_file())
    }
}

/// The cache's folder of tools: `$GUIDANCE_FORMS_CACHE/tools`, or `~/.cache/guidance-forms/tools`.
pub(crate) fn folder() -> Result<PathBuf> {
    let cache = match std::env::var_os("GUIDANCE_FORMS_CACHE").filter(|value| !value.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => {
            let home = std::env::home_dir().context("no home folder: set GUIDANCE_FORMS_CACHE")?;
            home.join(".cache").join("guidance-forms")
        }
    };
    Ok(std::path::absolute(cache)?.join("tools"))
}

/// The version of an npm package installed below `folder`.
pub(crate) fn npm_version(folder: &Path, package: &str) -> Option<String> {
    let manifest = folder.join("node_modules").join(package).join("package.json");
    let manifest: serde_json::Value = serde_json::from_str(&files::read(&manifest).ok()?).ok()?;
    Some(manifest["version"].as_str()?.to_owned())
}

/// PATH with the cache's tools in front.
pub(crate) fn search_path() -> Result<OsString> {
    let mut folders = Vec::new();
    for tool in [CargoTool::wasm_bindgen()?, CargoTool::wasm_pack(), CargoTool::geckodriver()] {
        folders.push(tool.folder()?.join("bin"));
    }
    for tool in [BINARYEN, ESBUILD] {
        folders.push(tool.folder()?.join("node_modules").join(".bin"));
    }
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    Ok(std::env::join_paths(folders)?)
}

/// Gives a command everything that the project's tests and builds look up in their environment.
pub(crate) fn equip(command: &mut Command) -> Result<&mut Command> {
    command.env("PATH", search_path()?);
    command.env("GUIDANCE_TOOLS", folder()?);
    command.env("GUIDANCE_DIST", project::dist());
    if let Some(driver) = chromedriver() {
        command.env("CHROMEDRIVER", driver);
    }
    if let Some(driver) = geckodriver()? {
        command.env("GECKODRIVER", driver);
    }
    Ok(command)
}

pub(crate) fn chromedriver() -> Option<PathBuf> {
    match std::env::var_os("CHROMEDRIVER") {
        Some(path) => Some(PathBuf::from(path)),
        None => {
            files::find_program(&["chromedriver", "/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver"])
        }
    }
}

fn geckodriver() -> Result<Option<PathBuf>> {
    if let Some(path) = std::env::var_os("GECKODRIVER") {
        return Ok(Some(PathBuf::from(path)));
    }
    let tool = CargoTool::geckodriver();
    Ok(if tool.is_installed()? { Some(tool.path()?) } else { files::find_program(&["geckodriver"]) })
}
