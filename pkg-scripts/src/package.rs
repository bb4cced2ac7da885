//! `cargo xtask package`: builds `dist/`, the files that a host serves. Any web server can, as they are.
//!
//! Two stamps save time: one of the code (the wasm is built again only when it changed) and one of everything.

mod names;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha384};

use crate::arguments::Arguments;
use crate::setup::{self, Purpose};
use crate::stamp::Stamp;
use crate::{catalog, files, process, project, tools};

/// Reading aloud, which a form loads only when its config wants it.
const ALOUD: &str = "aloud.js";

/// One custom element of the package, with a wasm of its own.
#[derive(Debug)]
pub(crate) struct PlugIn {
    /// The feature of `forms/element` that it is made with.
    feature: &'static str,
    /// Where its glue and wasm take their names from.
    name: &'static str,
    /// The file that a host's page names.
    pub(crate) entry: &'static str,
    /// Its style sheet, and what that is put together from.
    pub(crate) style: &'static str,
    sheet: &'static str,
}

/// `<guidance-form>`.
pub(crate) const FORM: PlugIn = PlugIn {
    feature: "form",
    name: "guidance_element",
    entry: "guidance-forms.js",
    style: "guidance-forms.css",
    sheet: "components/src/styles/index.css",
};
/// `<guidance-results>`.
pub(crate) const RESULTS: PlugIn = PlugIn {
    feature: "results",
    name: "guidance_results",
    entry: "guidance-results.js",
    style: "guidance-results.css",
    sheet: "components/src/styles/results.css",
};
const PLUG_INS: [PlugIn; 2] = [FORM, RESULTS];
/// Where the entries and the style of the box are.
const SHIM: &str = "forms/element/js";
/// The style of the box that stands where a form will be.
pub(crate) const CARD: &str = "card.css";
/// How the wasm is compiled: with a standard library that is built for size along with it, in which a panic is a trap
/// at once and carries no text. The stable compiler takes these options with `RUSTC_BOOTSTRAP`.
const SMALL: [&str; 7] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
    "-Zpanic-immediate-abort",
    "--config",
    "profile.plugin.panic='immediate-abort'",
    "--config",
    "target.wasm32-unknown-unknown.rustflags=['-Zfmt-debug=none']",
];
/// What the wasm is made of.
const CODE: [&str; 6] =
    ["Cargo.toml", "Cargo.lock", ".cargo/config.toml", "forms/contract", "forms/element", "components"];
/// What is added to it, and what puts it together.
const REST: [&str; 2] = ["forms/catalog", "pkg-scripts"];
/// The contract for programs in other languages, as far as it has been generated. Types lie beside the entry: there
/// every resolver finds them.
const GENERATED: [(&str, &str); 2] = [("forms/contract/types", ""), ("forms/contract/schemas", "schemas")];
/// Licences go along.
const NOTICES: [&str; 3] = ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE"];

impl PlugIn {
    /// What wasm-bindgen writes to call the wasm.
    pub(crate) fn glue(&self) -> String {
        format!("{}.js", self.name)
    }

    /// The element itself.
    pub(crate) fn wasm(&self) -> String {
        format!("{}_bg.wasm", self.name)
    }
}

/// `cargo xtask package`.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    setup::install(Purpose::Demo)?;
    build()
}

/// Builds `dist/`, unless it is the product of just these sources already.
pub(crate) fn build() -> Result<()> {
    let dist = project::dist();
    let mut stamp = Stamp::new()?;
    stamp.add_text(&format!("{} {} {}", tools::WASM_PACK, tools::BINARYEN.version, tools::ESBUILD.version));
    stamp.add(&CODE)?;
    let code = stamp.text();
    stamp.add(&REST)?;
    let everything = stamp.text();
    if is_current(&dist, &everything) {
        println!("dist/ is up to date");
        return Ok(());
    }
    let started = Instant::now();
    let wasm = build_wasm(&code)?;
    let next = project::root().join("dist.next");
    files::remove(&next)?;
    assemble(&wasm, &next).inspect_err(|_| drop(files::remove(&next)))?;
    files::write(&next.join(".stamp"), &everything)?;
    replace(&dist, &next)?;
    println!("dist/ is built ({:.0} s)", started.elapsed().as_secs_f32());
    Ok(())
}

/// Whether `dist` has this stamp and still holds every file that it lists.
fn is_current(dist: &Path, stamp: &str) -> bool {
    let Ok(list) = files::read(&dist.join("integrity.json")) else { return false };
    let Ok(Value::Object(list)) = serde_json::from_str(&list) else { return false };
    files::read(&dist.join(".stamp")).is_ok_and(|found| found == stamp)
        && list.keys().all(|name| dist.join(name).is_file())
}

/// Compiles the elements with wasm-pack and returns the folder of wasm and glue.
fn build_wasm(stamp: &str) -> Result<PathBuf> {
    let folder = project::target()?.join("wasm-pack");
    let mark = folder.join(".stamp");
    if files::read(&mark).is_ok_and(|found| found == stamp) {
        println!("the wasm is up to date");
        return Ok(folder);
    }
    files::remove(&folder)?;
    for plug_in in &PLUG_INS {
        compile(plug_in, &folder)?;
    }
    files::write(&mark, stamp)?;
    Ok(folder)
}

fn compile(plug_in: &PlugIn, folder: &Path) -> Result<()> {
    // wasm-pack empties the folder that it writes to.
    let own = folder.join(plug_in.feature);
    let mut command = process::command("wasm-pack");
    command
        .args(["build", "forms/element", "--target", "web", "--profile", "plugin", "--mode", "no-install"])
        .args(["--no-pack", "--no-typescript", "--no-gitignore", "--out-name", plug_in.name, "--out-dir"])
        .arg(&own)
        .args(["--", "--no-default-features", "--features", plug_in.feature])
        .args(SMALL)
        .env("RUSTC_BOOTSTRAP", "1");
    process::run(tools::equip(&mut command)?)?;
    let (wasm, glue) = (own.join(plug_in.wasm()), own.join(plug_in.glue()));
    if !wasm.is_file() {
        bail!("wasm-pack left no {}", wasm.display());
    }
    names::shorten(&wasm, &glue)?;
    for file in [wasm, glue] {
        let name = file.file_name().unwrap_or_default();
        fs::rename(&file, folder.join(name)).with_context(|| format!("cannot move {}", file.display()))?;
    }
    files::remove(&own)
}

/// Puts everything together in `package`.
fn assemble(wasm: &Path, package: &Path) -> Result<()> {
    for file in files::all(wasm)? {
        if !file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            files::copy(&file, &package.join(files::address(wasm, &file)))?;
        }
    }
    let shim = project::root().join(SHIM);
    for name in [CARD, ALOUD] {
        minify(&shim.join(name), &package.join(name))?;
    }
    for plug_in in &PLUG_INS {
        minify(&shim.join(plug_in.entry), &package.join(plug_in.entry))?;
        minify(&package.join(plug_in.glue()), &package.join(plug_in.glue()))?;
        minify(&project::root().join(plug_in.sheet), &package.join(plug_in.style))?;
    }
    for (from, to) in GENERATED {
        let folder = project::root().join(from);
        for file in files::all(&folder)? {
            files::copy(&file, &package.join(to).join(files::address(&folder, &file)))?;
        }
    }
    let forms = catalog::ship(package)?;
    for name in NOTICES {
        let file = project::root().join(name);
        if file.is_file() {
            files::copy(&file, &package.join(name))?;
        }
    }
    files::write(&package.join("package.json"), pretty(&manifest(package)?)?)?;
    let list = integrity(package)?;
    println!("{} files, {} forms: {}", list.len(), forms.len(), forms.join(", "));
    files::write(&package.join("integrity.json"), pretty(&Value::Object(list))?)?;
    compress(package)
}

/// Takes comments, spaces and long names out of a module or a style sheet; what a module exports keeps its name.
/// Both take in what they import.
fn minify(from: &Path, to: &Path) -> Result<()> {
    let mut command = process::command("esbuild");
    command.arg(from).args(["--bundle", "--minify", "--charset=utf8", "--allow-overwrite"]);
    command.arg(format!("--outfile={}", to.display()));
    if from.extension().is_some_and(|extension| extension == "js") {
        command.args(["--format=esm", "--target=es2022"]);
    }
    process::output(tools::equip(&mut command)?).map(drop)
}

/// The manifest by which npm and bundlers know the package.
fn manifest(package: &Path) -> Result<Value> {
    let mut exports = Map::new();
    let entries: Vec<String> = PLUG_INS.iter().map(|plug_in| format!("./{}", plug_in.entry)).collect();
    exports.insert(".".to_owned(), json!(entries.first()));
    exports.insert("./*".to_owned(), json!("./*"));
    let contents = top_level(package)?;
    Ok(json!({
        "name": "guidance-forms",
        "version": project::version(),
        "description": "Guidance forms for schools: custom elements for forms and their results, with the rules and the forms",
        "license": "MIT OR Apache-2.0",
        "repository": env!("CARGO_PKG_REPOSITORY"),
        "type": "module",
        "main": entries.first(),
        "types": "./guidance-forms.d.ts",
        "exports": exports,
        "files": contents,
        "sideEffects": entries,
    }))
}

fn top_level(package: &Path) -> Result<Vec<String>> {
    let mut names: Vec<String> = fs::read_dir(package)?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    names.push("integrity.json".to_owned());
    names.sort();
    Ok(names)
}

/// The hash of every file, in the form of the `integrity` attribute.
fn integrity(package: &Path) -> Result<Map<String, Value>> {
    let mut list = Map::new();
    for file in files::all(package)? {
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let hash = format!("sha384-{}", STANDARD.encode(Sha384::digest(content)));
        list.insert(files::address(package, &file), Value::String(hash));
    }
    Ok(list)
}

/// Leaves a `.br` and a `.gz` beside every file, for servers that send files compressed beforehand.
fn compress(package: &Path) -> Result<()> {
    let script = project::root().join("pkg-scripts/compress.mjs");
    process::output(process::command("node").arg(script).arg(package)).map(drop)
}

/// Puts the new folder in the place of the old one, so that no one ever finds half a package.
fn replace(dist: &Path, next: &Path) -> Result<()> {
    let last = project::root().join("dist.last");
    files::remove(&last)?;
    if dist.exists() {
        fs::rename(dist, &last).with_context(|| format!("cannot move {}", dist.display()))?;
    }
    fs::rename(next, dist).with_context(|| format!("cannot move {}", next.display()))?;
    files::remove(&last)
}

fn pretty(value: &Value) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
