//! Lists the data files of this folder for `src/lib.rs`, so that a new form needs only a folder.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// File of an examples folder that holds the code sets of the example host instead of an example.
const HOST_CODE_SETS: &str = "host-code-sets";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let home = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    println!("cargo::rerun-if-changed={}", home.display());
    let mut source = String::from("/// Every shipped form, by id.\npub const FORMS: &[ShippedForm] = &[\n");
    for folder in sorted(&home)? {
        if folder.join("definition.json").is_file() {
            write_form(&mut source, &folder)?;
        }
    }
    source.push_str("];\n/// Every shipped proposal, by id.\npub const PROPOSALS: &[ShippedProposal] = &[\n");
    write_proposals(&mut source, &json_files(&home.join("proposals"))?)?;
    source.push_str("];\n");
    source.push_str("/// Shipped code sets by name: `CodeSet` documents.\n");
    write_list(&mut source, "pub const CODE_SETS: &[(&str, &str)] = ", &json_files(&home.join("codes"))?)?;
    source
        .push_str(";\n/// The engine's own texts by locale: `Messages` documents of the form `guidance`.\n");
    write_list(
        &mut source,
        "pub const INTERFACE: &[(&str, &str)] = ",
        &json_files(&home.join("interface"))?,
    )?;
    source.push_str(";\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("catalog.rs"), source)?;
    Ok(())
}

fn write_form(source: &mut String, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let messages: Vec<_> = json_files(folder)?
        .into_iter()
        .filter_map(|(name, path)| Some((name.strip_prefix("messages.")?.to_owned(), path)))
        .collect();
    let (variants, messages): (Vec<_>, Vec<_>) =
        messages.into_iter().partition(|(locale, _)| locale.contains('.'));
    let result_texts: Vec<_> = json_files(folder)?
        .into_iter()
        .filter_map(|(name, path)| Some((name.strip_prefix("results.")?.to_owned(), path)))
        .collect();
    let results = folder.join("results.json");
    let results =
        if results.is_file() { format!("Some(include_str!({results:?}))") } else { "None".to_owned() };
    let (host, examples): (Vec<_>, Vec<_>) =
        json_files(&folder.join("examples"))?.into_iter().partition(|(name, _)| name == HOST_CODE_SETS);
    let id = folder.file_name().unwrap_or_default().to_string_lossy();
    let host = host.first().map_or("None".to_owned(), |(_, path)| format!("Some(include_str!({path:?}))"));
    writeln!(source, "    ShippedForm {{ id: {id:?}, host_code_sets: {host},")?;
    writeln!(source, "        definition: include_str!({:?}),", folder.join("definition.json"))?;
    write_list(source, "        messages: ", &messages)?;
    let mut variants: Vec<_> =
        variants.iter().filter_map(|(name, path)| Some((name.split_once('.')?, path))).collect();
    variants.sort();
    source.push_str(",\n        variants: &[");
    for ((locale, variant), path) in variants {
        write!(source, "({locale:?}, {variant:?}, include_str!({path:?})), ")?;
    }
    source.push(']');
    write_list(source, ",\n        examples: ", &examples)?;
    write_list(source, ",\n        series: ", &json_files(&folder.join("series"))?)?;
    writeln!(source, ",\n        results: {results},")?;
    write_list(source, "        result_texts: ", &result_texts)?;
    source.push_str(" },\n");
    Ok(())
}

/// A file without a locale in its name is a proposal; those that begin with its name are its texts.
fn write_proposals(source: &mut String, files: &[(String, PathBuf)]) -> std::fmt::Result {
    for (id, path) in files.iter().filter(|(name, _)| !name.contains('.')) {
        let texts = files.iter().filter_map(|(name, path)| {
            let locale = name.strip_prefix(id.as_str())?.strip_prefix('.')?;
            Some((locale.to_owned(), path.clone()))
        });
        writeln!(source, "    ShippedProposal {{ id: {id:?}, definition: include_str!({path:?}),")?;
        write_list(source, "        texts: ", &texts.collect::<Vec<_>>())?;
        source.push_str(" },\n");
    }
    Ok(())
}

fn write_list(source: &mut String, start: &str, files: &[(String, PathBuf)]) -> std::fmt::Result {
    write!(source, "{start}&[")?;
    for (name, path) in files {
        write!(source, "({name:?}, include_str!({path:?})), ")?;
    }
    write!(source, "]")
}

/// The JSON files of a folder with their names without `.json`; none when there is no such folder.
fn json_files(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let named = |path: PathBuf| {
        let name = path.file_name()?.to_str()?.strip_suffix(".json")?.to_owned();
        Some((name, path))
    };
    let mut files: Vec<_> = sorted(folder)?.into_iter().filter_map(named).collect();
    // By name, not by path: `fi` comes before `fi-x-selko`, though `fi.json` does not.
    files.sort();
    Ok(files)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
