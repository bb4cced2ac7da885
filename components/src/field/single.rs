//! One of a few options: radio buttons, a drop-down list, or a checkbox.

use super::{FieldProps, frame};
use guidance_contract::{Display, ItemNode};
use yew::{Html, html};

pub(super) fn view(props: &FieldProps, node: &ItemNode) -> Html {
    match node.item.display.unwrap_or(Display::Radios) {
        Display::Radios => radios(props, node),
        Display::Select => select(props, node),
        Display::Checkbox => checkbox(props, node),
    }
}

fn radios(props: &FieldProps, node: &ItemNode) -> Html {
    let id = props.id();
    let set = node.item.option_set.as_deref().unwrap_or_default();
    let options =
        node.options.iter().filter(|option| props.offers(&option.id)).enumerate().map(|(number, option)| {
            let label = props.environment.said(props.environment.texts.option(set, &option.id));
            choice(props, "radio", &id, number, &option.id, props.has_chosen(&option.id), label)
        });
    frame::grouped(props, true, None, html! { <div class="choices">{ for options }</div> })
}

/// A radio button or checkbox with its label. The first has the field's own id, so that it gets the focus.
pub(super) fn choice(
    props: &FieldProps,
    kind: &'static str,
    name: &str,
    number: usize,
    option: &str,
    checked: bool,
    label: Html,
) -> Html {
    let id = match number {
        0 => name.to_owned(),
        number => [name, "-option-", &number.to_string()].concat(),
    };
    html! {
        <div class="choice" part="choice" key={option.to_owned()}>
            <input class="choice-input" type={kind} id={id.clone()} name={name.to_owned()} value={option.to_owned()}
                {checked}
                aria-invalid={props.invalid().filter(|_| kind == "checkbox")}
                disabled={props.environment.disabled} />
            <label class="choice-label" for={id}>{label}</label>
        </div>
    }
}

fn select(props: &FieldProps, node: &ItemNode) -> Html {
    let environment = &props.environment;
    let set = node.item.option_set.as_deref().unwrap_or_default();
    let chosen = props.answer.as_str().unwrap_or_default();
    let options = node.options.iter().filter(|option| props.offers(&option.id)).map(|option| {
        let text = environment.texts.option(set, &option.id);
        html! {
            <option key={text.text.to_owned()} value={option.id.clone()} selected={option.id == chosen}
                lang={environment.foreign(text).map(str::to_owned)}>{text.text.to_owned()}</option>
        }
    });
    let control = html! {
        <select class="input select" part="input" id={props.id()} name={node.item.id.clone()}
            autocomplete={node.item.autocomplete.clone()}
            aria-describedby={frame::described_by(props, false)}
            aria-invalid={props.invalid()}
            aria-required={props.aria_required()}
            disabled={environment.disabled}>
            <option key="" value="" selected={chosen.is_empty()}>{environment.text("select.placeholder").to_owned()}</option>
            { for options }
        </select>
    };
    frame::labelled(props, None, control)
}

/// One option that is chosen or not: the item's label is the label of the box.
fn checkbox(props: &FieldProps, node: &ItemNode) -> Html {
    let id = props.id();
    let Some(option) = node.options.first() else { return Html::default() };
    html! {
        <div class={frame::field_classes(props)} part="field" data-path={props.pointer()}>
            {frame::issues(props, &id)}
            <div class="choice" part="choice">
                <input class="choice-input" type="checkbox" id={id.clone()} name={id.clone()} value={option.id.clone()}
                    checked={props.has_chosen(&option.id)}
                    aria-describedby={frame::described_by(props, false)}
                    aria-invalid={props.invalid()}
                    aria-required={props.aria_required()}
                    disabled={props.environment.disabled} />
                <label class="choice-label" for={id.clone()}>{frame::label(props)}</label>
            </div>
            {frame::hint(props, &id, None)}
        </div>
    }
}
