//! What an item may say: properties of its kind, references, values that fit together.

use super::{Container, Loader};
use crate::json::inside;
use crate::{Display, Issue, IssueCode, Item, Kind, kinds};

/// Most rows of a repeat: each is drawn, and its items are checked at every key.
const MOST_ROWS: u32 = 200;

impl Loader<'_> {
    pub(super) fn check_item(&mut self, item: &Item, pointer: &str, container: &Container) {
        let Some(facts) = item.kind.facts() else { return };
        let stated = kinds::stated_properties(item);
        for property in &stated {
            if !facts.properties.contains(property) {
                self.push(
                    Issue::error(inside(pointer, property), IssueCode::Property)
                        .with("found", *property)
                        .with("kind", facts.name)
                        .with("expected", facts.properties.join(", ")),
                );
            }
        }
        for need in facts.needs {
            if !stated.contains(need) {
                self.push(
                    Issue::error(pointer, IssueCode::PropertyMissing)
                        .with("expected", *need)
                        .with("kind", facts.name),
                );
            }
        }
        if let Some(name) = &item.option_set
            && !self.definition.option_sets.contains_key(name)
        {
            let known: Vec<&str> = self.definition.option_sets.keys().map(String::as_str).collect();
            self.report.refuse(
                &inside(pointer, "optionSet"),
                IssueCode::Reference,
                name.as_str(),
                &format!("one of {}", known.join(", ")),
            );
        }
        let mut refuse = |property: &str, found: String, expected: &str| {
            self.report.push(
                Issue::error(inside(pointer, property), IssueCode::PropertyValue)
                    .with("found", found)
                    .with("expected", expected),
            );
        };
        if let Some(name) = &item.option_set {
            match self.definition.option_sets.get(name) {
                Some(options) if item.display == Some(Display::Checkbox) && options.len() != 1 => {
                    refuse("optionSet", format!("{} options", options.len()), "exactly 1 for a checkbox");
                }
                _ => {}
            }
        }
        if let (Some(least), Some(most)) = (item.min, item.max)
            && least > most
        {
            refuse("min", "a greater number".to_owned(), "at most max");
        }
        if let (Some(least), Some(most)) = (item.min_length, item.max_length)
            && least > most
        {
            refuse("minLength", least.to_string(), "at most maxLength");
        }
        if item.decimals.is_some_and(|decimals| decimals > 6) {
            refuse("decimals", "more than 6".to_owned(), "0 to 6");
        }
        if item.kind == Kind::Scale
            && let (Some(least), Some(most)) = (item.min, item.max)
            && (least.fract() != 0.0 || most.fract() != 0.0 || most - least > 20.0)
        {
            refuse("max", "another range".to_owned(), "whole numbers, at most 21 steps");
        }
        if item.max_rows.or(item.min_rows).is_some_and(|most| most > MOST_ROWS) {
            refuse("maxRows", "more rows".to_owned(), "at most 200");
        }
        if let (Some(least), Some(most)) = (item.min_rows, item.max_rows)
            && least > most
        {
            refuse("minRows", least.to_string(), "at most maxRows");
        }
        if let Some(found) = item.accept.iter().find(|accepted| !is_media_type(accepted)) {
            refuse("accept", found.clone(), "media types such as application/pdf");
        }
        if item.kind == Kind::Repeat && container.repeat.is_some() {
            refuse("kind", "repeat".to_owned(), "no repeat inside a repeat");
        }
        if item.kind == Kind::File && container.repeat.is_some_and(|_| item.max_files.unwrap_or(1) > 10) {
            refuse("maxFiles", "more than 10".to_owned(), "at most 10 inside a repeat");
        }
        if let Some(element) = &item.element
            && !is_element_name(element)
        {
            refuse("element", element.clone(), "a custom element's name such as school-rating");
        }
        if item.kind.has_answer() && item.data_category.or(container.data_category).is_none() {
            self.report.push(
                Issue::error(pointer, IssueCode::PropertyMissing)
                    .with("expected", "dataCategory")
                    .with("kind", facts.name),
            );
        }
        if item.kind.has_answer() && item.audience.is_empty() && container.audience.is_empty() {
            self.report.push(
                Issue::error(pointer, IssueCode::PropertyMissing)
                    .with("expected", "audience")
                    .with("kind", facts.name),
            );
        }
    }
}

/// A media type as files have it, `type/subtype` in small letters.
fn is_media_type(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".+-".contains(&byte))
    };
    text.split_once('/').is_some_and(|(kind, subtype)| is_part(kind) && is_part(subtype))
}

/// A custom element's name: lower case, with a hyphen.
fn is_element_name(name: &str) -> bool {
    name.len() <= 60
        && name.contains('-')
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
