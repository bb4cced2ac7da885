//! Short names for what the glue and the wasm call each other by: wasm-bindgen's are long and end in a hash, which no
//! compression helps against, and each stands in both files.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{files, process, tools};

/// Renames in both files.
pub(super) fn shorten(wasm: &Path, glue: &Path) -> Result<()> {
    let mut command = process::command("wasm-opt");
    // The note of features goes last: `wasm-opt` reads from it what browsers it may write for.
    command.arg(wasm).args(["--minify-imports-and-exports-and-modules", "--strip-target-features"]);
    command.arg("--output").arg(wasm);
    let names = process::output(tools::equip(&mut command)?)?;
    let names =
        serde_json::from_str(&names).context("wasm-opt lists the names that it changed in a new way")?;
    files::write(glue, rename(&files::read(glue)?, &names)?)
}

/// The glue with the names that `wasm-opt` has given: `imports` as module, name and new name, `exports` as name and
/// new name. The module of all imports is now called `a`.
fn rename(glue: &str, names: &Value) -> Result<String> {
    let mut glue = glue.to_owned();
    for import in list(&names["imports"]) {
        let [module, name, short] = import[..] else { continue };
        glue = glue.replace(&format!("\"{module}\":"), "\"a\":");
        let found = format!(" {name}: ");
        if !glue.contains(&found) {
            bail!("the glue gives the wasm no `{name}`");
        }
        glue = glue.replace(&found, &format!(" {short}: "));
    }
    let mut exports = list(&names["exports"]);
    // The longest first: some begin with the whole of another.
    exports.sort_by_key(|export| std::cmp::Reverse(export.first().map_or(0, |name| name.len())));
    for export in exports {
        let [name, short] = export[..] else { continue };
        glue = glue.replace(&format!("wasm.{name}"), &format!("wasm.{short}"));
    }
    Ok(glue)
}

fn list(names: &Value) -> Vec<Vec<&str>> {
    let entries = names.as_array().into_iter().flatten();
    entries.map(|entry| entry.as_array().into_iter().flatten().filter_map(Value::as_str).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "get(name) { return wasm.get_all(name) + wasm.get(wasm.memory.buffer); } \
        __wbg_get_1f: function(arg0) { }, \"./glue.js\": import0";

    #[test]
    fn only_what_crosses_the_border_is_renamed() {
        let names = serde_json::json!({
            "imports": [["./glue.js", "__wbg_get_1f", "$"]],
            "exports": [["get", "b"], ["get_all", "c"], ["memory", "d"]],
        });
        assert_eq!(
            rename(GLUE, &names).unwrap(),
            "get(name) { return wasm.c(name) + wasm.b(wasm.d.buffer); } $: function(arg0) { }, \"a\": import0"
        );
    }

    #[test]
    fn a_name_that_the_glue_lacks_is_an_error() {
        let names = serde_json::json!({ "imports": [["./glue.js", "__wbg_set_2a", "$"]], "exports": [] });
        assert!(rename(GLUE, &names).is_err());
    }
}
