//! Any of a few options. An option that stands alone is set apart from the others.

use super::{FieldProps, frame, single};
use guidance_contract::ItemNode;
use yew::{Html, html};

pub(super) fn view(props: &FieldProps, node: &ItemNode) -> Html {
    let environment = &props.environment;
    let id = props.id();
    let set = node.item.option_set.as_deref().unwrap_or_default();
    let offered = node.options.iter().filter(|option| props.offers(&option.id));
    let choices = offered.enumerate().map(|(number, option)| {
        let label = environment.said(environment.texts.option(set, &option.id));
        let choice =
            single::choice(props, "checkbox", &id, number, &option.id, props.has_chosen(&option.id), label);
        if option.exclusive && number > 0 {
            html! {
                <div class="choice-apart" key={option.id.clone()}>
                    <p class="choice-or">{environment.say("choice.or")}</p>
                    {choice}
                </div>
            }
        } else {
            choice
        }
    });
    frame::grouped(
        props,
        false,
        extra_hint(props, node),
        html! { <div class="choices">{ for choices }</div> },
    )
}

/// How many may be chosen, when that is limited.
fn extra_hint(props: &FieldProps, node: &ItemNode) -> Option<String> {
    let most = node.item.max_selected.filter(|most| (*most as usize) < node.options.len())?;
    Some(props.environment.counted("choice.atMost", most as usize, &[]))
}
