//! What an item may say: properties of its kind, references, values that fit together.

use super::{Container, Loader};
use crate::json::inside;
use crate::{Display, Issue, IssueCode, Item, Kind, Layout, kinds};

/// Most rows of a repeat: each is drawn, and its items are checked at every key.
const MOST_ROWS: u32 = 200;
/// Most choices of a matrix: more are too narrow to be pressed.
const MOST_COLUMNS: usize = 11;

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
        if item.kind == Kind::Group
            && item.layout == Some(Layout::Matrix)
            && let Some(found) = self.unfit_for_matrix(&item.items)
        {
            self.report.refuse(
                &inside(pointer, "layout"),
                IssueCode::PropertyValue,
                &found,
                "only scale items with the same min and max, or only single items with the same optionSet as radio buttons; at most 11 choices",
            );
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

    /// What keeps items from being a matrix; nothing when they can be one.
    fn unfit_for_matrix(&self, items: &[Item]) -> Option<String> {
        let first = items.first()?;
        let fits = |item: &&Item| {
            matches!(item.kind, Kind::Single | Kind::Scale)
                && item.kind == first.kind
                && item.option_set == first.option_set
                && (item.min, item.max) == (first.min, first.max)
                && item.display.unwrap_or(Display::Radios) == Display::Radios
        };
        if let Some(item) = items.iter().find(|item| !fits(item)) {
            return Some(item.id.clone());
        }
        let columns = match &first.option_set {
            Some(name) => self.definition.option_sets.get(name).map_or(0, Vec::len),
            None => first.max.zip(first.min).map_or(0, |(most, least)| (most - least) as usize + 1),
        };
        (columns > MOST_COLUMNS).then(|| [&columns.to_string(), " choices"].concat())
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
