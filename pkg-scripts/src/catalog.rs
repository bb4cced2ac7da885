//! The data that goes into the package: forms, interface texts and code sets, as they are in `forms/catalog`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{files, project};

/// Folders of the catalogue that are shipped whole under their own name.
const SHARED: [&str; 3] = ["interface", "codes", "proposals"];

/// Writes every document that an element may fetch below `package`, minified, and returns the forms' ids.
pub(crate) fn ship(package: &Path) -> Result<Vec<String>> {
    let catalog = project::root().join("forms/catalog");
    let forms = forms(&catalog)?;
    for form in &forms {
        let id = form.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for document in documents(form)? {
            let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name == "definition.json" || name.starts_with("messages.") || name.starts_with("results.") {
                ship_document(&document, &package.join("forms").join(&id).join(name))?;
            }
        }
    }
    for folder in SHARED {
        for document in documents(&catalog.join(folder))? {
            let name = document.file_name().unwrap_or_default();
            ship_document(&document, &package.join(folder).join(name))?;
        }
    }
    // Beside those of the form, under a name of their own.
    for document in documents(&catalog.join("interface/results"))? {
        let name = document.file_name().unwrap_or_default().to_string_lossy();
        ship_document(&document, &package.join("interface").join(format!("results.{name}")))?;
    }
    Ok(forms.iter().map(|form| form.file_name().unwrap_or_default().to_string_lossy().into_owned()).collect())
}

/// The folders that hold a definition.
fn forms(catalog: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(catalog).with_context(|| format!("cannot list {}", catalog.display()))?;
    let mut forms: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("definition.json").is_file())
        .collect();
    if forms.is_empty() {
        bail!("{} holds no form (a folder with a definition.json)", catalog.display());
    }
    forms.sort();
    Ok(forms)
}

/// The JSON files right in `folder`.
fn documents(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut documents: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    documents.sort();
    Ok(documents)
}

fn ship_document(from: &Path, to: &Path) -> Result<()> {
    let text = files::read(from)?;
    serde_json::from_str::<serde_json::Value>(&text)
        .with_context(|| format!("{} is not JSON", from.display()))?;
    files::write(to, minify(&text))
}

/// JSON without the white space between its tokens. Order, numbers and strings stay as they were written.
pub(crate) fn minify(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let (mut in_string, mut escaped) = (false, false);
    for character in json.chars() {
        if in_string {
            in_string = escaped || character != '"';
            escaped = !escaped && character == '\\';
        } else if character.is_ascii_whitespace() {
            continue;
        } else {
            in_string = character == '"';
        }
        text.push(character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minifying_keeps_order_numbers_and_what_is_in_strings() {
        let json = "{\n  \"b\": [1.0, 2e3],\n\t\"a\": \"x \\\" y\\\\\", \"c\" : { } }\n";
        assert_eq!(minify(json), r#"{"b":[1.0,2e3],"a":"x \" y\\","c":{}}"#);
    }
}
