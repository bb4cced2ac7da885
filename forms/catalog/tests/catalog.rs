//! What must hold for every form of the catalog, so that a new form is checked by being there.

use guidance_contract::{
    CodeSet, CodeSets, Config, Context, Definition, Document, Form, Issue, IssueCode, Item, Kind, Messages,
};
use guidance_forms::{CODE_SETS, Example, FORMS, INTERFACE, ShippedForm};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const LOCALES: [&str; 4] = ["en", "fi", "fi-x-selko", "sv"];
/// Most words of a sentence in plain Finnish.
const PLAIN_WORDS: usize = 12;

fn parse<T: Document>(name: &str, text: &str) -> T {
    T::parse(text).unwrap_or_else(|report| panic!("{name}: {report:#?}"))
}

fn messages(form: &ShippedForm) -> Vec<Messages> {
    form.messages.iter().map(|(locale, text)| parse(&format!("{}, {locale}", form.id), text)).collect()
}

/// Every text of a document with its JSON Pointer.
fn texts(messages: &Messages) -> BTreeMap<String, String> {
    fn walk(value: &Value, pointer: &str, found: &mut BTreeMap<String, String>) {
        match value {
            Value::String(text) => drop(found.insert(pointer.to_owned(), text.clone())),
            Value::Object(map) => {
                for (key, value) in map {
                    walk(value, &format!("{pointer}/{key}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = BTreeMap::new();
    walk(&serde_json::to_value(messages).expect("messages are JSON"), "", &mut found);
    for own in ["/$schema", "/form", "/locale", "/variant"] {
        found.remove(own);
    }
    found
}

/// Names in braces.
fn parameters(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

fn items(definition: &Definition) -> Vec<&Item> {
    fn walk<'a>(items: &'a [Item], found: &mut Vec<&'a Item>) {
        for item in items {
            found.push(item);
            walk(&item.items, found);
        }
    }
    let mut found = Vec::new();
    definition.pages.iter().for_each(|page| walk(&page.items, &mut found));
    found
}

fn assert_same_texts(name: &str, all: &[Messages]) {
    let locales: Vec<&str> = all.iter().map(|messages| messages.locale.as_str()).collect();
    assert_eq!(locales, LOCALES, "{name}: a file for each locale, named after it");
    let first = texts(&all[0]);
    for other in &all[1..] {
        let own = texts(other);
        let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&first), keys(&own), "{name}, {}: the same texts as in en", other.locale);
        for (key, text) in &own {
            assert_eq!(
                parameters(&first[key]),
                parameters(text),
                "{name}, {}: parameters of {key}",
                other.locale
            );
        }
    }
    for messages in all {
        for (key, text) in texts(messages) {
            assert_eq!(text.trim(), text, "{name}, {}: white space around {key}", messages.locale);
            assert!(!text.is_empty() && !text.contains('<'), "{name}, {}: {key}", messages.locale);
        }
    }
}

#[test]
fn every_locale_is_complete() {
    assert!(!FORMS.is_empty());
    for form in FORMS {
        let all = messages(form);
        assert!(all.iter().all(|messages| messages.form == form.id));
        assert_same_texts(form.id, &all);
    }
    let interface: Vec<Messages> = INTERFACE.iter().map(|(locale, text)| parse(locale, text)).collect();
    assert_same_texts("interface", &interface);
}

#[test]
fn variants_are_complete_and_hold_only_what_differs() {
    for form in FORMS {
        let definition: Definition = parse(form.id, form.definition);
        let declared: BTreeSet<&str> = definition.variants.values().map(String::as_str).collect();
        let shipped: BTreeSet<&str> = form.variants.iter().map(|(_, variant, _)| *variant).collect();
        assert_eq!(shipped, declared, "{}", form.id);
        for name in declared {
            let of: Vec<&(&str, &str, &str)> =
                form.variants.iter().filter(|(_, variant, _)| *variant == name).collect();
            assert_eq!(of.iter().map(|(locale, ..)| *locale).collect::<Vec<_>>(), LOCALES, "{}", form.id);
            for (locale, _, text) in of {
                let variant: Messages = parse(locale, text);
                assert_eq!(
                    (variant.form.as_str(), variant.locale.as_str(), variant.variant.as_deref()),
                    (form.id, *locale, Some(name))
                );
                let (_, plain) = form.messages.iter().find(|(own, _)| own == locale).expect("the locale");
                let plain = texts(&parse(locale, plain));
                for (key, text) in texts(&variant) {
                    let own = plain.get(&key).unwrap_or_else(|| panic!("{locale}: nothing at {key}"));
                    assert_eq!(parameters(own), parameters(&text), "{locale}: {key}");
                }
            }
        }
    }
}

#[test]
fn every_part_of_a_form_has_its_texts_and_no_text_is_unused() {
    for form in FORMS {
        let definition: Definition = parse(form.id, form.definition);
        assert_eq!(definition.id, form.id, "a form is in the folder of its id");
        let mut expected: BTreeSet<String> = ["/title".to_owned(), "/introduction".to_owned()].into();
        let mut allowed = expected.clone();
        for page in &definition.pages {
            expected.insert(format!("/pages/{}/title", page.id));
            allowed.insert(format!("/pages/{}/introduction", page.id));
        }
        for item in items(&definition) {
            let key = |text: &str| format!("/items/{}/{text}", item.id);
            let (needs, may): (&[&str], &[&str]) = match item.kind {
                Kind::Note => (&["text"], &["label"]),
                // The title of the page says what a table of statements is about.
                Kind::Group if item.layout.is_some() => (&[], &["label", "hint"]),
                Kind::Group => (&["label"], &["hint"]),
                Kind::Repeat => (&["label", "row", "add"], &["hint", "required"]),
                Kind::Number => (&["label"], &["hint", "unit", "required"]),
                Kind::Scale => (&["label", "minLabel", "maxLabel"], &["hint", "required"]),
                _ => (&["label"], &["hint", "required"]),
            };
            expected.extend(needs.iter().map(|text| key(text)));
            allowed.extend(
                may.iter().filter(|text| **text != "required" || item.required.is_some()).map(|t| key(t)),
            );
        }
        for (set, options) in &definition.option_sets {
            expected.extend(options.iter().map(|option| format!("/optionSets/{set}/{}", option.id)));
            assert!(
                items(&definition).iter().any(|item| item.option_set.as_ref() == Some(set)),
                "{}: no item uses the option set {set}",
                form.id
            );
        }
        expected.extend(definition.computed.iter().map(|entry| format!("/computed/{}", entry.id)));
        expected.extend(definition.checks.iter().map(|check| format!("/checks/{}", check.id)));
        allowed.extend(expected.iter().cloned());
        for messages in messages(form) {
            let found: BTreeSet<String> = texts(&messages).into_keys().collect();
            let missing: Vec<_> = expected.difference(&found).collect();
            let unused: Vec<_> = found.difference(&allowed).collect();
            assert!(missing.is_empty(), "{}, {}: missing {missing:?}", form.id, messages.locale);
            assert!(unused.is_empty(), "{}, {}: unused {unused:?}", form.id, messages.locale);
        }
    }
}

#[test]
fn the_interface_has_a_text_for_every_issue() {
    for (locale, text) in INTERFACE {
        let messages: Messages = parse(locale, text);
        assert_eq!(messages.form, "guidance");
        let missing: Vec<&str> = IssueCode::ALL
            .iter()
            .map(|code| code.as_str())
            .filter(|code| !messages.interface.contains_key(&format!("issue.{code}")))
            .collect();
        assert!(missing.is_empty(), "{locale}: {missing:?}");
        let codes: Vec<&str> = IssueCode::ALL.iter().map(|code| code.as_str()).collect();
        let is_of = |key: &str, code: &str| {
            key.strip_prefix(code).is_some_and(|variant| variant.is_empty() || variant.starts_with('.'))
        };
        for key in messages.interface.keys().filter_map(|key| key.strip_prefix("issue.")) {
            assert!(codes.iter().any(|code| is_of(key, code)), "{locale}: no issue {key}");
        }
    }
}

#[test]
fn code_sets_are_sound() {
    for (name, text) in CODE_SETS {
        let set: CodeSet = parse(name, text);
        assert!(!set.source.is_empty() && !set.codes.is_empty(), "{name}");
        let mut codes = BTreeSet::new();
        for entry in &set.codes {
            assert!(codes.insert(&entry.code), "{name}: {} twice", entry.code);
            assert!(entry.labels.contains_key("fi"), "{name}: {} has no Finnish label", entry.code);
            assert!(
                entry.labels.values().all(|label| label.chars().any(char::is_alphabetic)),
                "{name}: {entry:?}"
            );
        }
    }
}

fn code_sets(form: &ShippedForm, config: &Config) -> CodeSets {
    let mut sets = CodeSets::default();
    for (name, text) in CODE_SETS {
        sets.insert(*name, parse::<CodeSet>(name, text));
    }
    for (name, set) in host_code_sets(form).into_iter().chain(config.code_sets.clone()) {
        sets.insert(name, set);
    }
    sets
}

fn host_code_sets(form: &ShippedForm) -> BTreeMap<String, CodeSet> {
    serde_json::from_str(form.host_code_sets.unwrap_or("{}")).expect("host-code-sets.json holds code sets")
}

#[test]
fn examples_give_the_issues_that_they_expect() {
    for shipped in FORMS {
        let form = Form::load(shipped.definition, None).unwrap_or_else(|report| panic!("{report:#?}"));
        let mut locales = BTreeSet::new();
        for (name, text) in shipped.examples {
            let mut example: Example = serde_json::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
            example.config.code_sets.extend(host_code_sets(shipped));
            assert!(!example.title.is_empty() && !example.description.is_empty(), "{name}");
            let today = example.today().unwrap_or_else(|| panic!("{name}: config.today"));
            let context = Context::new(&example.config, today);
            let sets = code_sets(shipped, &example.config);
            let report = form.check_answers(&example.answers, &sets, &context);
            let facts = |issue: &Issue| Issue { params: Default::default(), ..issue.clone() };
            let found: Vec<Issue> = report.issues.iter().map(facts).collect();
            assert_eq!(
                found,
                example.expect,
                "{}, {name}: {}",
                shipped.id,
                serde_json::to_string(&report).unwrap_or_default()
            );
            if example.expect.is_empty() {
                let active = form.active_answers(&example.answers, &context);
                let extra: Vec<_> = example.answers.keys().filter(|id| !active.contains_key(*id)).collect();
                assert!(extra.is_empty(), "{}, {name}: answers that are not asked: {extra:?}", shipped.id);
            }
            locales.extend(example.config.locale);
        }
        assert!(
            LOCALES.iter().all(|locale| locales.contains(*locale)),
            "{}: examples in {locales:?}",
            shipped.id
        );
    }
}

#[test]
fn plain_finnish_has_short_sentences() {
    let documents = FORMS.iter().flat_map(|form| form.messages).chain(INTERFACE).copied();
    let variants = FORMS.iter().flat_map(|form| form.variants).map(|(locale, _, text)| (*locale, *text));
    let mut long = Vec::new();
    for (locale, text) in documents.chain(variants).filter(|(locale, _)| *locale == "fi-x-selko") {
        let messages: Messages = parse(locale, text);
        for (key, text) in texts(&messages) {
            for sentence in text.split_inclusive(['.', '?', '!', ':']).flat_map(|part| part.split(": ")) {
                if sentence.split_whitespace().count() > PLAIN_WORDS {
                    long.push(format!("{} {key}: {sentence}", messages.form));
                }
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}
