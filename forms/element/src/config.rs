//! The config that is in force: attributes, then the file, the script child and the property, the later the stronger.

use guidance_contract::{Document, Issue, IssueCode, Report, Table, json_text, parse_json};
use serde_json::{Map, Value};

/// The sources of the config put together, as JSON text.
#[derive(Debug, PartialEq)]
pub(crate) struct Merged {
    pub(crate) text: String,
    /// The overlay alone; empty when there is none.
    pub(crate) overlay: String,
}

/// Puts the sources of a config together, member by member of the outermost object. `attributes` are members under
/// the same name.
///
/// # Errors
///
/// An issue when a source is no JSON object, and which: `file`, `script child` or `property`.
pub(crate) fn merge<Config: Document>(
    given: &Table<String, String>,
    file: Option<&str>,
    attributes: &[&str],
) -> Result<Merged, (Report, &'static str)> {
    let mut merged = Map::new();
    for name in attributes {
        if let Some(value) = given.get(*name).filter(|value| !value.is_empty()) {
            merged.insert((*name).to_owned(), Value::from(value.as_str()));
        }
    }
    let sources = [
        (file, "file"),
        (given.get("configChild").map(String::as_str), "script child"),
        (given.get("config").map(String::as_str), "property"),
    ];
    for (text, source) in sources {
        let Some(text) = text else { continue };
        match parse_json(text) {
            Some(Value::Object(members)) => merged.extend(members),
            // The parser of documents says better what is wrong.
            _ => {
                let report = Config::parse(text).err().unwrap_or_else(|| Report {
                    issues: vec![Issue::error("", IssueCode::Shape).with("expected", "object")],
                });
                return Err((report, source));
            }
        }
    }
    let overlay = merged.get("overlay").map(json_text).unwrap_or_default();
    Ok(Merged { text: json_text(&Value::Object(merged)), overlay })
}

/// The locales in which texts are looked for: the wanted one, its more general forms, then the fallbacks.
pub(crate) fn locale_chain(wanted: &str, fallbacks: &[String]) -> Vec<String> {
    let mut chain = Vec::new();
    let mut add = |locale: &str| {
        if !locale.is_empty() && !chain.iter().any(|other| other == locale) {
            chain.push(locale.to_owned());
        }
    };
    let mut rest = Some(wanted);
    while let Some(locale) = rest {
        add(locale);
        // A singleton such as `x` belongs to what follows it.
        rest = locale.rsplit_once('-').map(|(general, _)| match general.rsplit_once('-') {
            Some((shorter, single)) if single.len() == 1 => shorter,
            _ => general,
        });
    }
    if fallbacks.is_empty() {
        add("en");
    }
    for fallback in fallbacks {
        add(fallback);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use guidance_contract::Config;

    const ATTRIBUTES: [&str; 2] = ["locale", "theme"];

    fn given(members: &[(&str, &str)]) -> Table<String, String> {
        members.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn the_property_is_stronger_than_child_file_and_attribute() {
        let sources = given(&[
            ("locale", "fi"),
            ("theme", "dark"),
            ("form", "enrolment"),
            ("configChild", r#"{"locale": "en", "role": "staff"}"#),
            ("config", r#"{"role": "guardian"}"#),
        ]);
        let merged =
            merge::<Config>(&sources, Some(r#"{"locale": "sv", "subject": "s1"}"#), &ATTRIBUTES).unwrap();
        assert_eq!(merged.text, r#"{"locale":"en","role":"guardian","subject":"s1","theme":"dark"}"#);
    }

    #[test]
    fn a_source_that_is_no_object_is_an_issue() {
        let fault = |given, file| {
            let (report, source) = merge::<Config>(&given, file, &ATTRIBUTES).unwrap_err();
            assert!(report.has_errors());
            source
        };
        assert_eq!(fault(given(&[("config", "[]")]), None), "property");
        assert_eq!(fault(given(&[("configChild", "{")]), None), "script child");
        assert_eq!(fault(given(&[]), Some("<!doctype html>")), "file");
    }

    #[test]
    fn the_chain_goes_from_the_wanted_locale_to_general_ones_and_fallbacks() {
        assert_eq!(locale_chain("fi-x-selko", &[]), ["fi-x-selko", "fi", "en"]);
        assert_eq!(locale_chain("sv-FI", &["fi".to_owned()]), ["sv-FI", "sv", "fi"]);
        assert_eq!(locale_chain("", &[]), ["en"]);
        assert_eq!(locale_chain("en", &["fi".to_owned(), "en".to_owned()]), ["en", "fi"]);
    }
}
