//! Several lines of text, with the number of characters left.

use super::{FieldProps, frame};
use crate::environment::words;
use guidance_contract::ItemNode;
use yew::{Html, html};

pub(super) fn view(props: &FieldProps, node: &ItemNode) -> Html {
    let id = props.id();
    let most = node.item.max_length.map(|most| most as usize);
    let count_id = [id.as_str(), "-count"].concat();
    let mut described_by = frame::described_by(props, false);
    if most.is_some() {
        let others = described_by.as_deref().unwrap_or_default();
        described_by = Some([others, " ", &count_id].concat().trim_start().to_owned().into());
    }
    let control = html! {
        <>
            <textarea class="input textarea" part="input" {id} name={node.item.id.clone()}
                rows={if most.is_some_and(|most| most <= 300) { "3" } else { "6" }}
                value={props.text.clone()}
                autocomplete={node.item.autocomplete.clone().unwrap_or_else(|| "off".to_owned())}
                aria-describedby={described_by}
                aria-invalid={props.invalid()}
                aria-required={props.aria_required()}
                disabled={props.environment.disabled} />
            { for most.map(|most| counter(props, count_id, most)) }
        </>
    };
    frame::labelled(props, None, control)
}

/// The count that everybody sees, and the one that is read out: the latter changes only at steps near the
/// limit, so that it does not talk over every key.
fn counter(props: &FieldProps, id: String, most: usize) -> Html {
    let length = props.text.chars().count();
    let left = most.saturating_sub(length);
    let over = length.saturating_sub(most);
    let spoken = match (over, left) {
        (0, 21..) => String::new(),
        (0, left) => say(props, left.div_ceil(5) * 5, 0),
        (over, _) => say(props, 0, over),
    };
    html! {
        <>
            <p class={if over > 0 { "count count-over" } else { "count" }} part="count" {id}>
                {words(&say(props, left, over))}
            </p>
            <p class="visually-hidden" role="status">{words(&spoken)}</p>
        </>
    }
}

fn say(props: &FieldProps, left: usize, over: usize) -> String {
    match over {
        0 => props.environment.counted("count.left", left, &[]),
        over => props.environment.counted("count.over", over, &[]),
    }
}
