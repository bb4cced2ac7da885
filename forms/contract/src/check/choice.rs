//! Checks of choices among options.

use crate::form::ItemNode;
use crate::json::numbered;
use crate::{Issue, IssueCode, Item, sorted};
use serde_json::Value as Json;

/// One option, and one that is offered now.
pub(super) fn single(answer: &Json, is_offered: impl Fn(&str) -> bool, issues: &mut Vec<Issue>) {
    if !answer.as_str().is_some_and(is_offered) {
        issues.push(Issue::error("", IssueCode::Option));
    }
}

/// Several options: each offered, none twice, exclusive ones alone, and as many as allowed.
pub(super) fn multiple(
    node: &ItemNode,
    answer: &Json,
    is_offered: impl Fn(&str) -> bool,
    issues: &mut Vec<Issue>,
) {
    let chosen: Vec<&str> = answer.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    for (place, option) in chosen.iter().enumerate() {
        if !is_offered(option) {
            issues.push(Issue::error(numbered("", place), IssueCode::Option));
        }
    }
    duplicates(&chosen, issues);
    if chosen.len() > 1
        && let Some(exclusive) =
            node.options.iter().find(|option| option.exclusive && chosen.contains(&&*option.id))
    {
        issues.push(Issue::error("", IssueCode::OptionExclusive).with("option", exclusive.id.as_str()));
    }
    number_of_choices(&node.item, chosen.len(), issues);
}

/// The same code twice.
pub(super) fn duplicates(chosen: &[&str], issues: &mut Vec<Issue>) {
    for place in repeated(chosen) {
        issues.push(Issue::error(numbered("", place), IssueCode::Duplicate));
    }
}

/// Places of the texts that stand before already. By sorting: a sender may give thousands.
pub(super) fn repeated(texts: &[&str]) -> Vec<usize> {
    let mut places = Vec::new();
    if texts.len() < 2 {
        return places;
    }
    let text = |place: usize| texts.get(place);
    let order = sorted(texts.len(), &|a, b| text(a).cmp(&text(b)));
    let mut is_repeated = vec![false; texts.len()];
    for (before, place) in order.iter().zip(order.iter().skip(1)) {
        if let Some(slot) = is_repeated.get_mut(*place) {
            *slot = text(*before) == text(*place);
        }
    }
    for (place, repeated) in is_repeated.into_iter().enumerate() {
        if repeated {
            places.push(place);
        }
    }
    places
}

/// As many choices as allowed.
pub(super) fn number_of_choices(item: &Item, chosen: usize, issues: &mut Vec<Issue>) {
    if let Some(least) = item.min_selected.filter(|least| chosen < *least as usize) {
        issues.push(Issue::error("", IssueCode::TooFewSelected).with("min", least));
    }
    if let Some(most) = item.max_selected.filter(|most| chosen > *most as usize) {
        issues.push(Issue::error("", IssueCode::TooManySelected).with("max", most));
    }
}
