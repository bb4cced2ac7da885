//! Checks of dates.

use crate::{DatePrecision, Issue, IssueCode, Item, PlainDate};
use serde_json::Value as Json;

/// Existence and bounds. A month or year lies within bounds when a day of it does.
pub(super) fn check(
    item: &Item,
    answer: &Json,
    (earliest, latest): (Option<PlainDate>, Option<PlainDate>),
    issues: &mut Vec<Issue>,
) {
    let precision = item.precision.unwrap_or(DatePrecision::Day);
    let Some(date) = answer.as_str().and_then(|text| PlainDate::parse(text, precision)) else {
        issues.push(Issue::error("", IssueCode::Date).with("precision", precision.as_str()));
        return;
    };
    let start = |bound: PlainDate| match precision {
        DatePrecision::Day => Some(bound),
        DatePrecision::Month => PlainDate::new(bound.year(), bound.month(), 1),
        DatePrecision::Year => PlainDate::new(bound.year(), 1, 1),
    };
    if let Some(bound) = earliest.filter(|bound| start(*bound).is_some_and(|start| date < start)) {
        issues.push(Issue::error("", IssueCode::DateTooEarly).with("earliest", bound.to_string()));
    }
    if let Some(bound) = latest.filter(|bound| date > *bound) {
        issues.push(Issue::error("", IssueCode::DateTooLate).with("latest", bound.to_string()));
    }
}

impl DatePrecision {
    /// Name in a definition.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            DatePrecision::Day => "day",
            DatePrecision::Month => "month",
            DatePrecision::Year => "year",
        }
    }
}
