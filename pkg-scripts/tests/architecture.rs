//! The rules of the house that the compiler does not know: who may depend on whom, and who may speak to JavaScript.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    let package = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap());
    package.parent().unwrap().to_path_buf()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The crates that `package` is built from for the browser, itself among them.
fn wasm_graph(package: &str) -> BTreeSet<String> {
    let tree = cargo(&[
        "tree",
        "--package",
        package,
        "--edges=normal",
        "--target=wasm32-unknown-unknown",
        "--prefix=none",
        "--format={p}",
    ]);
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    // What runs in the compiler is not in the wasm.
    let macros: BTreeSet<&str> = tree
        .lines()
        .filter(|line| line.contains("(proc-macro)"))
        .filter_map(|line| line.split(' ').next())
        .collect();
    names.filter(|name| !macros.contains(name)).map(str::to_owned).collect()
}

/// The workspace's crates as `cargo metadata` describes them.
fn members() -> Vec<Value> {
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version=1", "--no-deps"])).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// The workspace's crates that `member` names among its dependencies, of those that end up in a product.
fn own_dependencies(member: &Value) -> BTreeSet<String> {
    let dependencies = member["dependencies"].as_array().unwrap().iter();
    dependencies
        .filter(|dependency| dependency["kind"].is_null() && dependency["path"].is_string())
        .map(|dependency| dependency["name"].as_str().unwrap().to_owned())
        .collect()
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut open = vec![root().join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Places in which a line of code, no comment, holds one of `words`.
fn uses(folder: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in rust_files(folder) {
        for (index, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                found.push(format!("{}:{}: {}", file.display(), index + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn the_arrows_between_crates_run_one_way() {
    const ALLOWED: [(&str, &[&str]); 8] = [
        ("guidance-contract", &[]),
        ("guidance-forms", &["guidance-contract"]),
        ("guidance-components", &["guidance-contract"]),
        ("guidance-element", &["guidance-contract", "guidance-components", "guidance-forms"]),
        ("guidance-cli", &["guidance-contract", "guidance-forms"]),
        ("guidance-demo", &["guidance-contract", "guidance-forms"]),
        ("guidance-tests", &["guidance-contract", "guidance-forms", "guidance-demo"]),
        ("xtask", &[]),
    ];
    for member in members() {
        let name = member["name"].as_str().unwrap();
        let (_, allowed) = ALLOWED.iter().find(|(known, _)| *known == name).unwrap_or_else(|| {
            panic!("{name} is new: say here what it may depend on");
        });
        for dependency in own_dependencies(&member) {
            assert!(allowed.contains(&dependency.as_str()), "{name} may not depend on {dependency}");
        }
    }
}

#[test]
fn the_contract_knows_no_browser() {
    let graph = wasm_graph("guidance-contract");
    for web in ["yew", "wasm-bindgen", "js-sys", "web-sys", "gloo", "getrandom"] {
        assert!(!graph.contains(web), "guidance-contract depends on {web}");
    }
}

#[test]
fn the_wasm_holds_nothing_that_belongs_on_a_server() {
    let graph = wasm_graph("guidance-element");
    for heavy in ["schemars", "jsonschema", "chrono", "jiff", "time", "tokio", "uuid", "anyhow"] {
        assert!(!graph.contains(heavy), "guidance-element depends on {heavy}");
    }
}

#[test]
fn there_is_one_json_parser() {
    for member in members() {
        let dependencies = member["dependencies"].as_array().unwrap();
        let second = dependencies.iter().find(|dependency| dependency["name"] == "serde-wasm-bindgen");
        assert!(second.is_none(), "{}: what the browser reads, the server must read alike", member["name"]);
    }
}

#[test]
fn no_rule_pulls_regular_expressions_into_the_wasm() {
    let words = [
        "ValidateEmail",
        "ValidateUrl",
        "ValidateRegex",
        "validate(email",
        "validate(url",
        "validate(regex",
        "regex::",
    ];
    assert_eq!(uses("forms/contract/src", &words), [""; 0]);
}

#[test]
fn the_element_is_linked_as_a_cdylib_alone() {
    let members = members();
    let element = members.iter().find(|member| member["name"] == "guidance-element").unwrap();
    let library = element["targets"]
        .as_array()
        .unwrap()
        .iter()
        .find(|target| target["name"] == "guidance_element")
        .unwrap();
    assert_eq!(library["crate_types"], serde_json::json!(["cdylib"]));
}

#[test]
fn the_element_alone_exports_to_javascript() {
    for folder in ["forms/contract/src", "forms/catalog/src", "components/src"] {
        for file in rust_files(folder) {
            let text = fs::read_to_string(&file).unwrap();
            let mut lines = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
            while let Some(line) = lines.next() {
                if !line.starts_with("#[wasm_bindgen") {
                    continue;
                }
                let Some(item) = lines.find(|line| !line.starts_with("#[")) else { break };
                // An `extern` block and the declarations in it take from JavaScript and give it nothing.
                let imports = item.contains("extern") || item.ends_with(';');
                assert!(imports, "{} exports to JavaScript: {item}", file.display());
            }
        }
    }
}

#[test]
fn every_crate_keeps_the_common_lints() {
    for member in members() {
        let manifest = fs::read_to_string(member["manifest_path"].as_str().unwrap()).unwrap();
        assert!(manifest.contains("[lints]\nworkspace = true"), "{} has lints of its own", member["name"]);
    }
}

/// What `deny.toml` allows, for machines without cargo-deny.
#[test]
fn every_dependency_has_a_licence_that_is_allowed() {
    let deny = fs::read_to_string(root().join("deny.toml")).unwrap();
    let list = deny.split("\nallow = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let allowed: Vec<spdx::Licensee> =
        list.split('"').skip(1).step_by(2).map(|licence| spdx::Licensee::parse(licence).unwrap()).collect();
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version=1", "--locked", "--all-features"]))
            .unwrap();
    for package in metadata["packages"].as_array().unwrap() {
        let (name, licence) = (&package["name"], package["license"].as_str().unwrap_or_default());
        let expression = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let is_allowed =
            expression.evaluate(|needed| allowed.iter().any(|licensee| licensee.satisfies(needed)));
        assert!(is_allowed, "{name} is under {licence}, which deny.toml does not allow");
    }
}
