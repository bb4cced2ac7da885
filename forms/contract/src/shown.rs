//! Evidence of what was shown: the hash of the exact text of an item.

use crate::form::{Form, ItemIndex, Place};
use crate::load::hash_text;
use crate::{Evaluation, ItemTexts, Messages, Role, Table, Texts};

impl Form {
    /// For each active item with `evidence`: `sha256-<hex>` of its label, hint and text as shown, by item id.
    #[must_use]
    pub fn shown(&self, evaluation: &Evaluation<'_>, texts: &Texts) -> Table<String, String> {
        self.items()
            .filter(|(item, node)| {
                node.item.evidence && evaluation.is_active(Place { item: *item, row: None })
            })
            .map(|(_, node)| (node.item.id.clone(), shown_hash(&node.item.id, texts)))
            .collect()
    }

    /// Whether `hash` is that of an item's text in the published messages, most probably in those of `locale`: in
    /// one document, or in one that holds a part of it over another of the same locale. Variants that the role is
    /// not shown do not count.
    pub(crate) fn was_shown<'a>(
        &self,
        item: ItemIndex,
        hash: &str,
        messages: &'a [Messages],
        (locale, role): (&str, Role),
    ) -> bool {
        let Some(node) = self.item(item) else { return false };
        let variant = self.variant(role);
        let is_of = |messages: &&Messages| messages.locale == locale;
        let own = || messages.iter().filter(|messages| messages.is_for(variant));
        let texts = |messages: &'a Messages| messages.items.get(&node.item.id);
        own().filter(is_of).chain(own().filter(|messages| !is_of(messages))).any(|over| {
            own().filter(|under| under.locale == over.locale).any(|under| {
                let (over, under) = (texts(over), texts(under));
                hash_parts(|get| {
                    over.map(get).filter(|text| !text.is_empty()).unwrap_or(under.map_or("", get))
                }) == hash
            })
        })
    }
}

fn shown_hash(id: &str, texts: &Texts) -> String {
    hash_parts(|get| texts.item(id, get).map_or("", |text| text.text))
}

/// The parts are joined by a character that no text holds, so that text cannot move from one to another.
fn hash_parts<'a>(part: impl Fn(fn(&ItemTexts) -> &str) -> &'a str) -> String {
    hash_text(&[part(|item| &item.label), part(|item| &item.hint), part(|item| &item.text)].join("\u{0}"))
}
