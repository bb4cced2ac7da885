//! Values while an expression is evaluated.

use crate::PlainDate;
use serde_json::Value as Json;
use std::borrow::Cow;

/// A value; borrowed from the answers where it can be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    /// No answer, an inactive one, or one of the wrong type.
    Missing,
    Boolean(bool),
    Number(f64),
    Text(Cow<'a, str>),
    Date(PlainDate),
    Texts(Texts<'a>),
}

/// A list of texts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Texts<'a> {
    Literal(&'a [String]),
    Answer(&'a [Json]),
    Made(Vec<&'a str>),
    Owned(Vec<String>),
}

impl Texts<'_> {
    /// The texts in order; JSON of another type is skipped.
    pub(crate) fn iter(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Texts::Literal(texts) => Box::new(texts.iter().map(String::as_str)),
            Texts::Owned(texts) => Box::new(texts.iter().map(String::as_str)),
            Texts::Made(texts) => Box::new(texts.iter().copied()),
            Texts::Answer(texts) => Box::new(texts.iter().filter_map(Json::as_str)),
        }
    }

    pub(crate) fn contains(&self, text: &str) -> bool {
        match self {
            Texts::Literal(texts) => texts.iter().any(|other| other == text),
            Texts::Owned(texts) => texts.iter().any(|other| other == text),
            Texts::Made(texts) => texts.contains(&text),
            Texts::Answer(texts) => texts.iter().any(|other| other.as_str() == Some(text)),
        }
    }
}

impl Value<'_> {
    pub(crate) fn is_true(&self) -> bool {
        matches!(self, Value::Boolean(true))
    }

    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn date(&self) -> Option<PlainDate> {
        match self {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// As it stands in a submission's `computed`; nothing when missing.
    pub(crate) fn to_json(&self) -> Option<Json> {
        Some(match self {
            Value::Missing => return None,
            Value::Boolean(value) => Json::Bool(*value),
            Value::Number(value) => number_to_json(*value)?,
            Value::Text(value) => Json::String(value.clone().into_owned()),
            Value::Date(value) => Json::String(value.to_string()),
            Value::Texts(value) => value.iter().map(|text| Json::String(text.to_owned())).collect(),
        })
    }
}

/// Whole numbers are written without a fraction, so that both worlds write the same bytes.
pub(crate) fn number_to_json(value: f64) -> Option<Json> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within ±2^53")]
        return Some(Json::from(value as i64));
    }
    serde_json::Number::from_f64(value).map(Json::Number)
}

impl From<Option<f64>> for Value<'_> {
    fn from(value: Option<f64>) -> Self {
        match value {
            Some(value) if value.is_finite() => Value::Number(value),
            _ => Value::Missing,
        }
    }
}

impl From<Option<PlainDate>> for Value<'_> {
    fn from(value: Option<PlainDate>) -> Self {
        value.map_or(Value::Missing, Value::Date)
    }
}
