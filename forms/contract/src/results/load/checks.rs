//! Checks of the parts of the document that nothing is compiled from: bands, numbers of options, flags.

use super::{Loader, MOST_PARTS};
use crate::expression::{Symbol, Type};
use crate::load::count_issue;
use crate::{IssueCode, escape_pointer};

impl Loader<'_> {
    pub(super) fn check_band_sets(&mut self) {
        for (name, bands) in &self.document.band_sets {
            let pointer = format!("/bandSets/{}", escape_pointer(name));
            if bands.is_empty() || bands.len() > MOST_PARTS {
                self.report.push(count_issue(&pointer, "bands", MOST_PARTS, bands.len()));
            }
            let mut end = f64::NEG_INFINITY;
            for (number, band) in bands.iter().enumerate() {
                let pointer = format!("{pointer}/{number}");
                let before = bands.iter().take(number).map(|other| other.id.as_str());
                self.check_id(&band.id, &format!("{pointer}/id"), before);
                let is_last = number + 1 == bands.len();
                match band.below {
                    Some(below) if !is_last && below > end => end = below,
                    None if is_last => {}
                    found => {
                        let found = found.map_or("nothing".to_owned(), |found| found.to_string());
                        let expected = if is_last {
                            "nothing: the last band has no end"
                        } else {
                            "a number greater than before"
                        };
                        self.refuse::<()>(
                            format!("{pointer}/below"),
                            IssueCode::PropertyValue,
                            &found,
                            expected,
                        );
                    }
                }
            }
        }
    }

    /// Numbers of options belong to option sets that items of the form use.
    pub(super) fn check_values(&mut self) {
        let document = self.document;
        for (set, values) in &document.values {
            let pointer = format!("/values/{}", escape_pointer(set));
            let nodes = &self.form.nodes;
            let Some(node) = nodes.iter().find(|node| node.item.option_set.as_ref() == Some(set)) else {
                self.refuse::<()>(
                    pointer,
                    IssueCode::Reference,
                    set,
                    "an option set that items of the form use",
                );
                continue;
            };
            for id in values.keys() {
                if !node.options.iter().any(|option| option.id == *id) {
                    let options: Vec<&str> = node.options.iter().map(|option| option.id.as_str()).collect();
                    let expected = format!("one of the options {}", options.join(", "));
                    let pointer = format!("{pointer}/{}", escape_pointer(id));
                    self.refuse::<()>(pointer, IssueCode::Reference, id, &expected);
                }
            }
        }
    }

    pub(super) fn check_flags(&mut self) {
        for (number, rule) in self.document.flags.iter().enumerate() {
            let answer = match self.names.symbols.get(&rule.computed) {
                Some(Symbol::Computed { answer, .. }) => *answer,
                _ => None,
            };
            if answer != Some(Type::Text) {
                let pointer = format!("/flags/{number}/computed");
                let expected = "the id of a computed value that is a text";
                self.refuse::<()>(pointer, IssueCode::Reference, &rule.computed, expected);
            }
        }
    }
}
