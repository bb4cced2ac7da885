//! The switch of languages.

use crate::FormEvent;
use crate::environment::{Environment, Parts};
use crate::field::option;
use crate::tag::{Extras, on, tag};
use web_sys::HtmlSelectElement;
use yew::virtual_dom::ListenerKind;
use yew::{Html, TargetCast};

/// A list of the languages that the host offers; each is named in itself.
pub(crate) fn languages(environment: &Environment) -> Html {
    let on_event = environment.on_event.clone();
    let wanted = move |locale| on_event.emit(FormEvent::LocaleWanted(locale));
    language_list(environment, &environment.config.locales, Box::new(wanted))
}

/// A list of these languages, which tells of the one that is chosen.
pub(crate) fn language_list(environment: &Parts, locales: &[String], wanted: Box<dyn Fn(String)>) -> Html {
    if locales.len() < 2 {
        return Html::default();
    }
    let current = environment.texts.locale();
    let chosen = on(
        || ListenerKind::onchange,
        move |event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                wanted(select.value());
            }
        },
    );
    let options = locales.iter().map(|locale| {
        let key = ["locale.", locale].concat();
        let name = environment.texts.interface(&key);
        let name = if name.locale.is_empty() { locale } else { name.text };
        option(locale, Some(locale), name, current)
    });
    let select = tag!("select" { "class": "input select", "id": "language" } ..options.collect());
    tag!("div" { "class": "languages", "part": "languages" } [
        tag!("label" { "class": "languages-label", "for": "language" } [environment.say("action.language")]),
        select.heard(chosen),
    ])
}
