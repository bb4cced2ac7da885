//! Checks of numbers and scales.

use crate::expression::number_to_json;
use crate::{Issue, IssueCode, Item, Kind};
use serde_json::Value as Json;

/// Range and decimals.
pub(super) fn check(item: &Item, answer: &Json, issues: &mut Vec<Issue>) {
    let Some(number) = answer.as_f64() else {
        issues.push(Issue::error("", IssueCode::Number));
        return;
    };
    let fact = |bound: f64| number_to_json(bound).unwrap_or(Json::Null);
    if let Some(least) = item.min.filter(|least| number < *least) {
        issues.push(Issue::error("", IssueCode::NumberTooSmall).with("min", fact(least)));
    }
    if let Some(most) = item.max.filter(|most| number > *most) {
        issues.push(Issue::error("", IssueCode::NumberTooLarge).with("max", fact(most)));
    }
    let decimals = if item.kind == Kind::Scale { 0 } else { item.decimals.unwrap_or(0) };
    let scaled = number * 10f64.powi(i32::try_from(decimals).unwrap_or(6));
    // Decimal fractions are not exact in binary: 2.1 * 10 differs from 21 in the last place.
    if (scaled - scaled.round()).abs() > scaled.abs().max(1.0) * 1e-9 {
        issues.push(Issue::error("", IssueCode::NumberDecimals).with("decimals", decimals));
    }
}
