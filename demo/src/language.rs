//! Languages: what the portal speaks, and in which locale it opens the forms.

use serde::Deserialize;

/// A language of the portal's own texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Finnish, suomi.
    Finnish,
    /// Swedish, svenska.
    Swedish,
    /// English.
    English,
}

/// What a person chooses in the language menu.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum Locale {
    /// Finnish.
    #[default]
    #[serde(rename = "fi")]
    Finnish,
    /// Swedish.
    #[serde(rename = "sv")]
    Swedish,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Plain Finnish: the forms are in plain language, the portal's few texts in Finnish.
    #[serde(rename = "fi-x-selko")]
    PlainFinnish,
}

impl Locale {
    /// All, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::Finnish, Self::Swedish, Self::English, Self::PlainFinnish];

    /// BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Finnish => "fi",
            Self::Swedish => "sv",
            Self::English => "en",
            Self::PlainFinnish => "fi-x-selko",
        }
    }

    /// The locale with this tag.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }

    /// Name of the locale in itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Finnish => "Suomi",
            Self::Swedish => "Svenska",
            Self::English => "English",
            Self::PlainFinnish => "Selkosuomi",
        }
    }

    /// The language of the portal's texts.
    #[must_use]
    pub fn language(self) -> Language {
        match self {
            Self::Finnish | Self::PlainFinnish => Language::Finnish,
            Self::Swedish => Language::Swedish,
            Self::English => Language::English,
        }
    }
}

/// One text in all languages of the portal.
#[derive(Debug, Clone, Copy)]
pub struct Text {
    /// Finnish.
    pub fi: &'static str,
    /// Swedish.
    pub sv: &'static str,
    /// English.
    pub en: &'static str,
}

/// A text in all languages of the portal.
#[must_use]
pub const fn text(fi: &'static str, sv: &'static str, en: &'static str) -> Text {
    Text { fi, sv, en }
}

impl Text {
    /// The text in `language`.
    #[must_use]
    pub fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Finnish => self.fi,
            Language::Swedish => self.sv,
            Language::English => self.en,
        }
    }
}
