//! Several lines of text, with the number of characters left.

use super::{FieldView, frame};
use crate::environment::words;
use crate::tag::{Extras, list, tag};
use guidance_contract::ItemNode;
use yew::Html;

pub(super) fn view(field: &FieldView, node: &ItemNode) -> Html {
    let most = node.item.max_length.map(|most| most as usize);
    let mut described_by = frame::described_by(field, false);
    if most.is_some() {
        described_by = frame::and(described_by, &field.id_of("-most"));
    }
    let area = tag!("textarea" {
        "class": "input textarea",
        "part": "input",
        "id": &field.id,
        "name": &node.item.id,
        "rows": if most.is_some_and(|most| most <= 300) { "3" } else { "6" },
        "autocomplete": &field.autocomplete(),
        "aria-describedby": described_by,
        "aria-invalid": field.invalid(),
        "aria-required": field.aria_required(),
        "disabled": field.environment.disabled,
    } []);
    let area = area.holding(&field.text);
    let control = match most {
        Some(most) => {
            let limit = field.environment.counted("count.atMost", most, &[]);
            let limit = tag!("p" { "class": "visually-hidden", "id": field.id_of("-most") } [words(&limit)]);
            let (count, spoken) = counts(field, most);
            list(vec![area, limit, count, spoken])
        }
        None => area,
    };
    frame::labelled(field, None, control)
}

/// The count that everybody sees, and the one that is read out: the latter changes only at steps near the
/// limit and beyond it, so that it does not talk over every key. It does not describe the field either, as some
/// screen readers say a description again whenever it changes.
fn counts(field: &FieldView, most: usize) -> (Html, Html) {
    let length = field.text.chars().count();
    let left = most.saturating_sub(length);
    let over = length.saturating_sub(most);
    let spoken = match (over, left) {
        (0, 21..) => String::new(),
        (0, left) => say(field, left.div_ceil(5) * 5, 0),
        (over, _) => say(field, 0, (over / 5 * 5).max(1)),
    };
    let class = if over > 0 { "count count-over" } else { "count" };
    (
        tag!("p" { "class": class, "part": "count", "id": field.id_of("-count") } [words(&say(field, left, over))]),
        tag!("p" { "class": "visually-hidden", "role": "status" } [words(&spoken)]),
    )
}

fn say(field: &FieldView, left: usize, over: usize) -> String {
    match over {
        0 => field.environment.counted("count.left", left, &[]),
        over => field.environment.counted("count.over", over, &[]),
    }
}
