//! What the documentation lists is what there is.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

fn read(path: &str) -> String {
    let package = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap());
    let file = package.parent().unwrap().join(path);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Everything that stands between `before` and the first character that is not part of a name.
fn names<'a>(text: &'a str, before: &str) -> BTreeSet<&'a str> {
    let is_part = |character: char| character.is_ascii_lowercase() || character == '-';
    let found = text.split(before).skip(1);
    found.map(|rest| rest.split(|character| !is_part(character)).next().unwrap_or_default()).collect()
}

#[test]
fn every_custom_property_is_in_the_guide_to_theming() {
    let guide = read("docs/theming.md");
    assert_eq!(
        names(&guide, "| `--guidance-"),
        names(&read("components/src/styles/tokens.css"), "var(--guidance-")
    );
}

#[test]
fn every_part_is_in_the_guide_to_theming() {
    let guide = read("docs/theming.md");
    let listed = names(guide.split("## Parts").nth(1).unwrap(), "\n| `");
    let parts = read("components/src/part.rs");
    let mut expected = names(&parts, "\n    (\"");
    expected.extend(["loading", "card"]);
    assert_eq!(listed, expected);
}
