//! Overlays: a host's changes to a shipped form, merged by item id. They can only add, hide or make stricter.

use crate::json::{inside, numbered};
use crate::{AddedItem, Definition, Issue, IssueCode, Item, ItemOverlay, Overlay, Report};
use serde_json::Value;

/// Merges an overlay into a definition.
pub(crate) fn merge(mut definition: Definition, overlay: &Overlay) -> Result<Definition, Report> {
    let mut report = Report::default();
    for (id, change) in &overlay.items {
        let pointer = inside("/overlay/items", id);
        match find(&mut definition, id) {
            Some(item) => change_item(item, change, &pointer, &mut report),
            None => report.push(unknown(&pointer, id, "the id of an item of the form")),
        }
        if change.hide && refers_to(&definition, id) {
            report.refuse(
                &inside(&pointer, "hide"),
                IssueCode::Overlay,
                id.as_str(),
                "an item that no rule refers to",
            );
        }
    }
    let hidden = |item: &Item| overlay.items.get(&item.id).is_some_and(|change| change.hide);
    for page in &mut definition.pages {
        remove(&mut page.items, &hidden);
    }
    for (number, added) in overlay.add.iter().enumerate() {
        add(&mut definition, added, &numbered("/overlay/add", number), &mut report);
    }
    for (id, order) in &overlay.order {
        let pointer = inside("/overlay/order", id);
        match container(&mut definition, id) {
            Some(items) => reorder(items, order, &pointer, &mut report),
            None => report.push(unknown(&pointer, id, "the id of a page, group or repeat")),
        }
    }
    if report.has_errors() { Err(report) } else { Ok(definition) }
}

fn unknown(pointer: &str, found: &str, expected: &str) -> Issue {
    Issue::error(pointer, IssueCode::Overlay).with("found", found).with("expected", expected)
}

fn change_item(item: &mut Item, change: &ItemOverlay, pointer: &str, report: &mut Report) {
    if change.hide && item.required.is_some() {
        report.push(unknown(&inside(pointer, "hide"), &item.id, "an item that is never required"));
    }
    if change.required {
        item.required = Some(Value::Bool(true));
    }
    tighten(&mut item.max_length, change.max_length, &inside(pointer, "maxLength"), report);
    tighten(&mut item.max_selected, change.max_selected, &inside(pointer, "maxSelected"), report);
    tighten(&mut item.max_files, change.max_files, &inside(pointer, "maxFiles"), report);
    tighten(&mut item.max_bytes, change.max_bytes, &inside(pointer, "maxBytes"), report);
}

fn tighten<T: Copy + PartialOrd + Into<Value>>(
    own: &mut Option<T>,
    change: Option<T>,
    pointer: &str,
    report: &mut Report,
) {
    let Some(change) = change else { return };
    match own {
        Some(shipped) if change > *shipped => report
            .push(Issue::error(pointer, IssueCode::Overlay).with("found", change).with("expected", *shipped)),
        _ => *own = Some(change),
    }
}

fn add(definition: &mut Definition, added: &AddedItem, pointer: &str, report: &mut Report) {
    let Some(items) = container(definition, &added.to) else {
        report.push(unknown(&inside(pointer, "to"), &added.to, "the id of a page, group or repeat"));
        return;
    };
    let place = match &added.after {
        None => Some(0),
        Some(after) => items.iter().position(|item| item.id == *after).map(|place| place + 1),
    };
    match place {
        Some(place) => items.insert(place, added.item.clone()),
        None => report.push(unknown(
            &inside(pointer, "after"),
            added.after.as_deref().unwrap_or_default(),
            "the id of an item of that page or group",
        )),
    }
}

fn reorder(items: &mut Vec<Item>, order: &[String], pointer: &str, report: &mut Report) {
    let place = |id: &String| items.iter().position(|item| item.id == *id);
    let is_permutation = order.len() == items.len()
        && order
            .iter()
            .enumerate()
            .all(|(number, id)| place(id).is_some() && !order.iter().take(number).any(|other| other == id));
    if !is_permutation {
        let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
        report.push(unknown(pointer, &order.join(", "), &format!("each of {} once", ids.join(", "))));
        return;
    }
    for (number, id) in order.iter().enumerate() {
        if let Some(found) = items.iter().position(|item| item.id == *id) {
            let item = items.remove(found);
            items.insert(number, item);
        }
    }
}

fn find<'a>(definition: &'a mut Definition, id: &str) -> Option<&'a mut Item> {
    definition.pages.iter_mut().find_map(|page| find_in(&mut page.items, id))
}

fn find_in<'a>(items: &'a mut [Item], id: &str) -> Option<&'a mut Item> {
    items.iter_mut().find_map(|item| if item.id == id { Some(item) } else { find_in(&mut item.items, id) })
}

fn container<'a>(definition: &'a mut Definition, id: &str) -> Option<&'a mut Vec<Item>> {
    if let Some(page) = definition.pages.iter().position(|page| page.id == id) {
        return definition.pages.get_mut(page).map(|page| &mut page.items);
    }
    let item = find(definition, id)?;
    matches!(item.kind, crate::Kind::Group | crate::Kind::Repeat).then_some(&mut item.items)
}

fn remove(items: &mut Vec<Item>, hidden: &impl Fn(&Item) -> bool) {
    items.retain(|item| !hidden(item));
    for item in items {
        remove(&mut item.items, hidden);
    }
}

/// Whether a rule of the form refers to an item.
fn refers_to(definition: &Definition, id: &str) -> bool {
    fn mentions(json: &Value, id: &str) -> bool {
        match json {
            Value::Array(parts) => {
                let call = parts.first().and_then(Value::as_str);
                let own = matches!(call, Some("answer" | "some" | "every"))
                    && parts.get(1).and_then(Value::as_str) == Some(id);
                own || parts.iter().any(|part| mentions(part, id))
            }
            _ => false,
        }
    }
    fn in_items(items: &[Item], id: &str) -> bool {
        items.iter().any(|item| {
            item.id != id
                && [&item.when, &item.required, &item.earliest, &item.latest]
                    .into_iter()
                    .flatten()
                    .any(|rule| mentions(rule, id))
                || in_items(&item.items, id)
        })
    }
    definition
        .pages
        .iter()
        .any(|page| page.when.as_ref().is_some_and(|when| mentions(when, id)) || in_items(&page.items, id))
        || definition.computed.iter().any(|entry| mentions(&entry.value, id))
        || definition.checks.iter().any(|check| check.at == id || mentions(&check.fails, id))
        || definition
            .option_sets
            .values()
            .flatten()
            .any(|option| option.when.as_ref().is_some_and(|when| mentions(when, id)))
}
