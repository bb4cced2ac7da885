//! The table of kinds: what each one may hold. It feeds loading, schemas, reference pages and the gallery.

use crate::{Item, Kind};

/// Facts about one kind.
#[derive(Debug)]
pub struct KindFacts {
    /// The kind.
    pub kind: Kind,
    /// Its name in a definition.
    pub name: &'static str,
    /// Shape of the answer in a submission, or `none`.
    pub answer: &'static str,
    /// Properties of [`Item`] that it allows besides those that every item has.
    pub properties: &'static [&'static str],
    /// Properties that it cannot be without.
    pub needs: &'static [&'static str],
    /// What it is for, one sentence.
    pub purpose: &'static str,
}

/// Every kind, in the order of the reference page.
pub const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::Text,
        name: "text",
        answer: "text",
        properties: &["required", "initial", "format", "minLength", "maxLength", "autocomplete"],
        needs: &[],
        purpose: "One line of text, perhaps in a format such as an e-mail address.",
    },
    KindFacts {
        kind: Kind::LongText,
        name: "longText",
        answer: "text",
        properties: &["required", "initial", "minLength", "maxLength"],
        needs: &[],
        purpose: "Several lines of free text.",
    },
    KindFacts {
        kind: Kind::Number,
        name: "number",
        answer: "number",
        properties: &["required", "initial", "min", "max", "decimals", "autocomplete"],
        needs: &[],
        purpose: "A number, whole unless `decimals` says otherwise.",
    },
    KindFacts {
        kind: Kind::Date,
        name: "date",
        answer: "date",
        properties: &["required", "initial", "precision", "earliest", "latest", "autocomplete"],
        needs: &[],
        purpose: "A plain date, month or year.",
    },
    KindFacts {
        kind: Kind::Single,
        name: "single",
        answer: "text",
        properties: &["required", "initial", "optionSet", "display"],
        needs: &["optionSet"],
        purpose: "One of a few options.",
    },
    KindFacts {
        kind: Kind::Multiple,
        name: "multiple",
        answer: "list of texts",
        properties: &["required", "initial", "optionSet", "minSelected", "maxSelected"],
        needs: &["optionSet"],
        purpose: "Any of a few options.",
    },
    KindFacts {
        kind: Kind::Scale,
        name: "scale",
        answer: "number",
        properties: &["required", "min", "max"],
        needs: &["min", "max"],
        purpose: "A whole number on a scale with worded ends.",
    },
    KindFacts {
        kind: Kind::Search,
        name: "search",
        answer: "text, or list of texts with `several`",
        properties: &["required", "initial", "codeSet", "several", "minSelected", "maxSelected"],
        needs: &["codeSet"],
        purpose: "A code of a code set that is too long for a list.",
    },
    KindFacts {
        kind: Kind::File,
        name: "file",
        answer: "list of files",
        properties: &["required", "accept", "maxBytes", "maxFiles"],
        needs: &["accept", "maxBytes"],
        purpose: "Files whose content is handed to the host with the submission.",
    },
    KindFacts {
        kind: Kind::Note,
        name: "note",
        answer: "none",
        properties: &["tone"],
        needs: &[],
        purpose: "Text for the reader.",
    },
    KindFacts {
        kind: Kind::Group,
        name: "group",
        answer: "none",
        properties: &["items", "layout"],
        needs: &["items"],
        purpose: "Items under a common heading.",
    },
    KindFacts {
        kind: Kind::Repeat,
        name: "repeat",
        answer: "rows",
        properties: &["required", "items", "minRows", "maxRows"],
        needs: &["items", "maxRows"],
        purpose: "Rows of the same items, added and removed by the person.",
    },
    KindFacts {
        kind: Kind::Host,
        name: "host",
        answer: "any JSON",
        properties: &["required", "element"],
        needs: &["element"],
        purpose: "The host's own custom element with a `value` property and `input` or `change` events.",
    },
];

impl Kind {
    /// Facts about this kind.
    #[must_use]
    pub fn facts(self) -> Option<&'static KindFacts> {
        KINDS.iter().find(|facts| facts.kind == self)
    }

    /// Whether items of this kind have an answer.
    #[must_use]
    pub fn has_answer(self) -> bool {
        !matches!(self, Kind::Note | Kind::Group)
    }

    /// Name in a definition.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.facts().map_or("", |facts| facts.name)
    }
}

/// The properties that an item states and that not every kind has.
pub(crate) fn stated_properties(item: &Item) -> Vec<&'static str> {
    let mut stated = Vec::new();
    let mut state = |is: bool, name| {
        if is {
            stated.push(name);
        }
    };
    state(item.required.is_some(), "required");
    state(item.initial.is_some(), "initial");
    state(item.format.is_some(), "format");
    state(item.min_length.is_some(), "minLength");
    state(item.max_length.is_some(), "maxLength");
    state(item.autocomplete.is_some(), "autocomplete");
    state(item.min.is_some(), "min");
    state(item.max.is_some(), "max");
    state(item.decimals.is_some(), "decimals");
    state(item.precision.is_some(), "precision");
    state(item.earliest.is_some(), "earliest");
    state(item.latest.is_some(), "latest");
    state(item.option_set.is_some(), "optionSet");
    state(item.display.is_some(), "display");
    state(item.code_set.is_some(), "codeSet");
    state(item.several, "several");
    state(item.min_selected.is_some(), "minSelected");
    state(item.max_selected.is_some(), "maxSelected");
    state(!item.accept.is_empty(), "accept");
    state(item.max_bytes.is_some(), "maxBytes");
    state(item.max_files.is_some(), "maxFiles");
    state(item.min_rows.is_some(), "minRows");
    state(item.max_rows.is_some(), "maxRows");
    state(item.element.is_some(), "element");
    state(item.tone.is_some(), "tone");
    state(item.layout.is_some(), "layout");
    state(!item.items.is_empty(), "items");
    stated
}
