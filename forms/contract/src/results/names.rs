//! What expressions of results may refer to: everything of the form, and the measures.
//!
//! `["measure", id]` and `["band", id]` are written as computed values under names that no id can have, so that
//! results need no compiler and no evaluation of their own.

use super::document::Band;
use crate::expression::{Expression, Function, Names, Symbol, Type, shorten};
use crate::form::Form;
use crate::load::answer_type;
use crate::{Issue, IssueCode, Report};
use serde_json::Value as Json;

/// Stands for the item or measure that a finding is repeated for.
const EACH: &str = "$each";
/// Stands for the measure that the item belongs to.
const MEASURE: &str = "$measure";

/// The ids that a repetition of a finding puts into its expression.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placeholders<'a> {
    pub(super) each: &'a str,
    pub(super) measure: Option<&'a str>,
}

/// A measure that expressions may refer to.
pub(super) struct KnownMeasure {
    pub(super) id: String,
    pub(super) bands: Vec<Band>,
}

/// The names of a form, as its own expressions see them.
pub(super) fn of_form(form: &Form) -> Names {
    let mut names = Names::default();
    for (index, node) in form.nodes.iter().enumerate() {
        let symbol = Symbol::Item {
            index,
            answer: answer_type(&node.item),
            repeat: node.repeat.map(|repeat| repeat.0),
        };
        names.symbols.insert(node.item.id.clone(), symbol);
        if !node.options.is_empty() {
            names.options.insert(index, node.options.iter().map(|option| option.id.clone()).collect());
        }
    }
    let mut types = Vec::with_capacity(form.computed.len());
    for (index, entry) in form.computed.iter().enumerate() {
        let answer = type_of(&entry.value, form, &types);
        types.push(answer);
        names.symbols.insert(entry.id.clone(), Symbol::Computed { index, answer });
    }
    names
}

/// Makes a measure known to the expressions that follow. Its number and its band are the values number
/// `computed + 2 * measure` and the one after.
pub(super) fn add_measure(names: &mut Names, form: &Form, measure: usize, id: &str) {
    let index = form.computed.len() + 2 * measure;
    let mut add = |function, index, answer| {
        names.symbols.insert(hidden(function, id), Symbol::Computed { index, answer: Some(answer) });
    };
    add("measure", index, Type::Number);
    add("band", index + 1, Type::Text);
}

/// The measure that a computed value's number stands for.
pub(super) fn measure_of(form: &Form, index: usize) -> Option<usize> {
    Some(index.checked_sub(form.computed.len())? / 2)
}

fn hidden(function: &str, id: &str) -> String {
    format!("{function} {id}")
}

/// An expression of results as one that the compiler of forms understands; nothing, with issues, when it refers
/// to what is not there.
pub(super) struct Rewrite<'a> {
    pub(super) measures: &'a [KnownMeasure],
    /// In a finding that is repeated.
    pub(super) each: Option<Placeholders<'a>>,
    pub(super) report: &'a mut Report,
}

impl Rewrite<'_> {
    pub(super) fn expression(&mut self, json: &Json, pointer: &str) -> Option<Json> {
        match json {
            Json::String(text) if text == EACH => match self.each {
                Some(each) => Some(each.each.into()),
                None => self.unknown(EACH, pointer, "an id: only a finding with \"for\" has $each"),
            },
            Json::String(text) if text == MEASURE => match self.each.and_then(|each| each.measure) {
                Some(id) => Some(id.into()),
                None => self.unknown(MEASURE, pointer, "an id: only an item of a measure has $measure"),
            },
            Json::Array(parts) => {
                let mut complete = true;
                let mut written = Vec::with_capacity(parts.len());
                for (place, part) in parts.iter().enumerate() {
                    match self.expression(part, &format!("{pointer}/{place}")) {
                        Some(part) => written.push(part),
                        None => complete = false,
                    }
                }
                if !complete {
                    return None;
                }
                self.reference(written, pointer)
            }
            other => Some(other.clone()),
        }
    }

    fn reference(&mut self, parts: Vec<Json>, pointer: &str) -> Option<Json> {
        match parts.as_slice() {
            [Json::String(function), Json::String(id)] if function == "measure" || function == "band" => {
                let Some(known) = self.measures.iter().find(|measure| measure.id == *id) else {
                    return self.unknown(
                        id,
                        &format!("{pointer}/1"),
                        "the id of a measure that is defined before",
                    );
                };
                if function == "band" && known.bands.is_empty() {
                    return self.unknown(id, &format!("{pointer}/1"), "a measure that has a bandSet");
                }
                Some(Json::Array(vec!["computed".into(), hidden(function, id).into()]))
            }
            [Json::String(function), ..] if function == "measure" || function == "band" => {
                self.report.push(
                    Issue::error(pointer, IssueCode::ExpressionArguments)
                        .with("found", parts.len() - 1)
                        .with("expected", "1 text"),
                );
                None
            }
            [Json::String(function), first, second] if ["=", "!=", "in"].contains(&function.as_str()) => {
                self.check_bands(first, second, &format!("{pointer}/2"))?;
                self.check_bands(second, first, &format!("{pointer}/1"))?;
                Some(Json::Array(parts))
            }
            _ => Some(Json::Array(parts)),
        }
    }

    /// Refuses comparisons with a band that the measure does not have.
    fn check_bands(&mut self, measure: &Json, with: &Json, pointer: &str) -> Option<()> {
        let id = measure.get(1).and_then(Json::as_str).and_then(|name| name.strip_prefix("band "));
        let Some(known) = id.and_then(|id| self.measures.iter().find(|known| known.id == id)) else {
            return Some(());
        };
        let literals: Vec<&Json> = match with {
            Json::String(_) => vec![with],
            Json::Array(parts) if parts.first().is_some_and(|first| first == "list") => {
                parts.iter().skip(1).collect()
            }
            _ => return Some(()),
        };
        let bands: Vec<&str> = known.bands.iter().map(|band| band.id.as_str()).collect();
        let is_strange = |literal: &&Json| !literal.as_str().is_some_and(|id| bands.contains(&id));
        let Some(strange) = literals.into_iter().find(is_strange) else { return Some(()) };
        let expected = format!("one of the bands {}", bands.join(", "));
        self.report.push(
            Issue::error(pointer, IssueCode::Reference)
                .with("found", strange.as_str().map_or_else(|| shorten(strange), str::to_owned))
                .with("expected", expected),
        );
        None
    }

    fn unknown<T>(&mut self, id: &str, pointer: &str, expected: &str) -> Option<T> {
        self.report
            .push(Issue::error(pointer, IssueCode::Reference).with("found", id).with("expected", expected));
        None
    }
}

/// Type of a compiled expression. The compiler has checked it, so the first part that decides is enough.
fn type_of(expression: &Expression, form: &Form, computed: &[Option<Type>]) -> Option<Type> {
    use Function as F;
    Some(match expression {
        Expression::Boolean(_) | Expression::Flag(_) | Expression::Filled(_) | Expression::Rows { .. } => {
            Type::Boolean
        }
        Expression::Number(_) | Expression::Count(_) => Type::Number,
        Expression::Text(_) | Expression::Role => Type::Text,
        Expression::Date(_) | Expression::Today => Type::Date,
        Expression::Texts(_) => Type::Texts,
        Expression::Answer(item) => return form.nodes.get(*item).and_then(|node| answer_type(&node.item)),
        Expression::Computed(index) => return computed.get(*index).copied().flatten(),
        Expression::Call(function, arguments) => match function {
            F::All
            | F::Any
            | F::Not
            | F::Equal
            | F::NotEqual
            | F::Less
            | F::LessOrEqual
            | F::Greater
            | F::GreaterOrEqual
            | F::In
            | F::Has
            | F::Overlaps => Type::Boolean,
            F::Add
            | F::Subtract
            | F::Multiply
            | F::Divide
            | F::Sum
            | F::Mean
            | F::Minimum
            | F::Maximum
            | F::Round
            | F::Years
            | F::Age
            | F::Length
            | F::Year => Type::Number,
            F::AddYears | F::AddDays | F::IdentityCodeBirthDate => Type::Date,
            F::NameParts => Type::Texts,
            F::If => return arguments.get(1).and_then(|then| type_of(then, form, computed)),
        },
    })
}
