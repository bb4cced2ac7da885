//! Evaluation of compiled expressions: total, without errors.

use super::value::{Texts, Value};
use super::{Expression, Function, Index};
use crate::format::IdentityCode;
use crate::{Context, PlainDate};
use std::borrow::Cow;

/// What an expression sees.
pub(crate) trait Scope<'a> {
    /// The answer of an item in the row at hand or outside rows; missing when inactive.
    fn answer(&self, item: Index) -> Value<'a>;
    /// Whether an item has an answer.
    fn is_filled(&self, item: Index) -> bool;
    /// Number of choices, rows or files; missing without an answer counts 0.
    fn count(&self, item: Index) -> usize;
    /// A computed value.
    fn computed(&self, index: usize) -> Value<'a>;
    /// What rules may know besides the answers.
    fn context(&self) -> &'a Context;
    /// Whether `condition` holds in every or some row.
    fn rows(&self, every: bool, repeat: Index, condition: &'a Expression) -> bool;

    /// The value of an expression.
    fn evaluate(&self, expression: &'a Expression) -> Value<'a> {
        use Function as F;
        match expression {
            Expression::Boolean(value) => Value::Boolean(*value),
            Expression::Number(value) => Value::Number(*value),
            Expression::Text(value) => Value::Text(Cow::Borrowed(value)),
            Expression::Date(value) => Value::Date(*value),
            Expression::Texts(value) => Value::Texts(Texts::Literal(value)),
            Expression::Answer(item) => self.answer(*item),
            Expression::Computed(index) => self.computed(*index),
            Expression::Role => Value::Text(Cow::Borrowed(self.context().role.as_str())),
            Expression::Today => Value::Date(self.context().today),
            #[expect(clippy::cast_precision_loss, reason = "counts are at most 2 000")]
            Expression::Count(item) => Value::Number(self.count(*item) as f64),
            Expression::Flag(_)
            | Expression::Filled(_)
            | Expression::Rows { .. }
            | Expression::Call(F::All | F::Any | F::Not | F::Equal | F::NotEqual, _) => {
                Value::Boolean(self.holds(expression))
            }
            Expression::Call(function, arguments) => self.call(*function, arguments),
        }
    }

    /// Whether a Boolean expression is true; missing is false. Most of what is evaluated are conditions, so they are
    /// not wrapped in values.
    fn holds(&self, expression: &'a Expression) -> bool {
        use Function as F;
        match expression {
            Expression::Boolean(value) => *value,
            Expression::Flag(name) => self.context().flags.contains(name),
            Expression::Filled(item) => self.is_filled(*item),
            Expression::Rows { every, repeat, condition } => self.rows(*every, *repeat, condition),
            Expression::Call(function, arguments) => match (function, arguments.as_slice()) {
                (F::All, parts) => parts.iter().all(|part| self.holds(part)),
                (F::Any, parts) => parts.iter().any(|part| self.holds(part)),
                (F::Not, [part]) => !self.holds(part),
                (F::Equal, [a, b]) => equal(&self.evaluate(a), &self.evaluate(b)),
                (F::NotEqual, [a, b]) => !equal(&self.evaluate(a), &self.evaluate(b)),
                _ => self.call(*function, arguments).is_true(),
            },
            _ => self.evaluate(expression).is_true(),
        }
    }

    /// The value of a function.
    fn call(&self, function: Function, arguments: &'a [Expression]) -> Value<'a> {
        use Function as F;
        let at = |place: usize| arguments.get(place).map_or(Value::Missing, |part| self.evaluate(part));
        let numbers = || arguments.iter().map(|part| self.evaluate(part).number());
        match function {
            // Conditions are in `holds`.
            F::All | F::Any | F::Not | F::Equal | F::NotEqual => Value::Missing,
            F::Less => Value::Boolean(order(&at(0), &at(1)).is_some_and(std::cmp::Ordering::is_lt)),
            F::LessOrEqual => Value::Boolean(order(&at(0), &at(1)).is_some_and(std::cmp::Ordering::is_le)),
            F::Greater => Value::Boolean(order(&at(0), &at(1)).is_some_and(std::cmp::Ordering::is_gt)),
            F::GreaterOrEqual => Value::Boolean(order(&at(0), &at(1)).is_some_and(std::cmp::Ordering::is_ge)),
            F::In => Value::Boolean(match (at(0), at(1)) {
                (Value::Text(text), Value::Texts(texts)) => texts.contains(&text),
                _ => false,
            }),
            F::Has => Value::Boolean(match (at(0), at(1)) {
                (Value::Texts(texts), Value::Text(text)) => texts.contains(&text),
                _ => false,
            }),
            F::Overlaps => Value::Boolean(match (at(0), at(1)) {
                (Value::Texts(texts), Value::Texts(others)) => texts.iter().any(|text| others.contains(text)),
                _ => false,
            }),
            F::Add => numbers().try_fold(0.0, |sum, number| Some(sum + number?)).into(),
            F::Multiply => numbers().try_fold(1.0, |product, number| Some(product * number?)).into(),
            F::Subtract => at(0).number().zip(at(1).number()).map(|(a, b)| a - b).into(),
            F::Divide => at(0).number().zip(at(1).number()).map(|(a, b)| a / b).into(),
            F::Sum => {
                numbers().flatten().fold(None, |sum: Option<f64>, n| Some(sum.unwrap_or(0.0) + n)).into()
            }
            F::Mean => {
                let (sum, count) = numbers().flatten().fold((0.0, 0.0), |(s, c), n| (s + n, c + 1.0));
                Some(sum / count).into()
            }
            F::Minimum => numbers().flatten().reduce(f64::min).into(),
            F::Maximum => numbers().flatten().reduce(f64::max).into(),
            F::Round => {
                at(0).number().zip(at(1).number()).map(|(number, digits)| round(number, digits)).into()
            }
            F::If => {
                if at(0).is_true() {
                    at(1)
                } else {
                    at(2)
                }
            }
            F::Years => years(at(0).date(), at(1).date()).into(),
            F::Age => years(at(0).date(), Some(self.context().today)).into(),
            F::AddYears => add(&at(0), &at(1), PlainDate::add_years).into(),
            F::AddDays => add(&at(0), &at(1), PlainDate::add_days).into(),
            F::IdentityCodeBirthDate => at(0)
                .text()
                .and_then(|text| IdentityCode::parse(text).ok())
                .map(|code| code.birth_date())
                .into(),
            F::NameParts => match at(0) {
                Value::Text(Cow::Borrowed(text)) => Value::Texts(Texts::Made(name_parts(text))),
                Value::Text(Cow::Owned(text)) => {
                    Value::Texts(Texts::Owned(name_parts(&text).into_iter().map(str::to_owned).collect()))
                }
                _ => Value::Missing,
            },
            #[expect(clippy::cast_precision_loss, reason = "texts are at most 10 kB")]
            F::Length => at(0).text().map(|text| text.chars().count() as f64).into(),
            F::Year => at(0).date().map(|date| f64::from(date.year())).into(),
        }
    }
}

fn equal(a: &Value<'_>, b: &Value<'_>) -> bool {
    match (a, b) {
        (Value::Boolean(a), Value::Boolean(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a == b,
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Date(a), Value::Date(b)) => a == b,
        _ => false,
    }
}

fn order(a: &Value<'_>, b: &Value<'_>) -> Option<std::cmp::Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn years(from: Option<PlainDate>, to: Option<PlainDate>) -> Option<f64> {
    Some(f64::from(from?.years_until(to?)))
}

fn add(
    date: &Value<'_>,
    amount: &Value<'_>,
    add: fn(PlainDate, i32) -> Option<PlainDate>,
) -> Option<PlainDate> {
    let amount = amount.number().filter(|amount| amount.fract() == 0.0 && amount.abs() < 4_000_000.0)?;
    #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
    add(date.date()?, amount as i32)
}

/// Rounds half away from zero to 0–6 decimals.
fn round(number: f64, digits: f64) -> f64 {
    let scale = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6]
        .into_iter()
        .zip(0u8..)
        .find(|(_, place)| f64::from(*place) == digits)
        .map_or(1.0, |(scale, _)| scale);
    (number * scale).round() / scale
}

/// Words of a name, and the parts of hyphenated words: "Anna-Maija Liisa" is Anna-Maija, Anna, Maija, Liisa.
fn name_parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for word in text.split_whitespace() {
        parts.push(word);
        if word.contains('-') {
            parts.extend(word.split('-').filter(|part| !part.is_empty()));
        }
    }
    parts
}
