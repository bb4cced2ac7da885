//! Fields of the portal's own forms, with what is wrong told at the field and in a summary above.

use crate::language::{Text, text};
use crate::web::frame::Frame;
use maud::{Markup, html};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

const ERROR: Text = text("Virhe:", "Fel:", "Error:");
const CHECK: Text = text("Tarkista nämä kohdat", "Kontrollera de här punkterna", "Check these points");

/// What is wrong, by id of the field.
#[derive(Debug, Clone, Default)]
pub struct Problems(Vec<(&'static str, Text)>);

impl Problems {
    /// One problem.
    pub fn of(field: &'static str, text: Text) -> Self {
        Self(vec![(field, text)])
    }

    /// Adds a problem when something is not as it should be.
    pub fn unless(&mut self, is_right: bool, field: &'static str, text: Text) {
        if !is_right {
            self.0.push((field, text));
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first that is heard of the page: its title, with the word for an error before it.
    pub fn title(&self, frame: &Frame, title: &str) -> String {
        if self.is_empty() { title.to_owned() } else { format!("{} {title}", frame.say(ERROR)) }
    }

    /// All problems, each leading to its field.
    pub fn summary(&self, frame: &Frame) -> Markup {
        html! {
            @if !self.is_empty() {
                div class="error problems" role="alert" tabindex="-1" autofocus {
                    h2 { (frame.say(CHECK)) }
                    ul { @for (field, text) in &self.0 { li { a href={ "#" (field) } { (frame.say(*text)) } } } }
                }
            }
        }
    }

    /// What is wrong with one field, under its label.
    pub fn at(&self, frame: &Frame, field: &str) -> Markup {
        let found = self.0.iter().find(|(own, _)| *own == field);
        html! {
            @if let Some((_, text)) = found {
                span class="error" id={ (field) "-error" } { strong { (frame.say(ERROR)) } " " (frame.say(*text)) }
            }
        }
    }

    /// `true` for a field that is wrong.
    pub fn invalid(&self, field: &str) -> Option<&'static str> {
        self.0.iter().any(|(own, _)| *own == field).then_some("true")
    }

    /// Ids of what describes a field: its hint, and its problem when it has one.
    pub fn described_by(&self, field: &str, has_hint: bool) -> Option<String> {
        let hint = has_hint.then(|| format!("{field}-hint"));
        let error = self.invalid(field).map(|_| format!("{field}-error"));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// A line of text as a person typed it: without signs that cannot be seen, and of this length at most.
pub fn line(text: &str, most: usize) -> Option<String> {
    let line: String = text.chars().filter_map(seen).collect();
    let line = line.trim();
    (has_ink(line) && line.chars().count() <= most).then(|| line.to_owned())
}

/// A longer text as a person typed it, with line breaks of one kind, and without signs that cannot be seen. Empty when
/// nothing of it can be.
pub fn passage(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let text: String =
        text.chars().filter_map(|sign| if sign == '\n' { Some(sign) } else { seen(sign) }).collect();
    let text = text.trim();
    if has_ink(text) { text.to_owned() } else { String::new() }
}

/// A sign as it is kept. Format signs turn the direction of what follows, or hide between others, so that a text looks
/// like another one; every space is the same.
fn seen(sign: char) -> Option<char> {
    match sign.general_category_group() {
        GeneralCategoryGroup::Other => None,
        GeneralCategoryGroup::Separator if matches!(sign, '\u{2028}' | '\u{2029}') => None,
        GeneralCategoryGroup::Separator => Some(' '),
        _ => Some(sign),
    }
}

/// Whether there is something to see. Fillers are letters by their category, and a mark needs something to stand on.
fn has_ink(text: &str) -> bool {
    text.chars().any(|sign| match sign.general_category_group() {
        GeneralCategoryGroup::Letter
        | GeneralCategoryGroup::Number
        | GeneralCategoryGroup::Punctuation
        | GeneralCategoryGroup::Symbol => {
            !matches!(sign, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}')
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::{line, passage};

    #[test]
    fn typed_text_is_made_plain() {
        assert_eq!(line(" Antti\u{0}\n Haapa ", 20).as_deref(), Some("Antti Haapa"));
        assert_eq!(line(" \t ", 20), None);
        assert_eq!(line("ääää", 3), None);
        assert_eq!(passage(" a\r\nb\rc\u{7} \n"), "a\nb\nc");
    }

    #[test]
    fn what_cannot_be_seen_is_not_kept() {
        // Turned direction, zero width, word joiner, soft hyphen, byte order mark, a tag.
        for hidden in
            ["\u{202e}", "\u{2067}", "\u{200b}", "\u{200d}", "\u{2060}", "\u{ad}", "\u{feff}", "\u{e0041}"]
        {
            assert_eq!(line(&format!("An{hidden}tti"), 20).as_deref(), Some("Antti"), "{hidden:?}");
            assert_eq!(passage(&format!("a{hidden}\nb")), "a\nb", "{hidden:?}");
            assert_eq!(line(&hidden.repeat(12), 20), None, "{hidden:?}");
            assert_eq!(passage(&hidden.repeat(12)), "", "{hidden:?}");
        }
        // A filler, an empty braille cell, a mark on nothing.
        for blank in ["\u{3164}", "\u{2800}", "\u{34f}", "\u{a0}", "\u{3000}"] {
            assert_eq!(line(&blank.repeat(12), 20), None, "{blank:?}");
            assert_eq!(passage(&blank.repeat(12)), "", "{blank:?}");
        }
        assert_eq!(line("Antti\u{a0}Haapa", 20).as_deref(), Some("Antti Haapa"));
        assert_eq!(passage("a\u{2028}b"), "a\nb");
        // As macOS writes ä, and other writing.
        assert_eq!(passage("pa\u{308}iva\u{308} – سلام"), "pa\u{308}iva\u{308} – سلام");
    }
}
