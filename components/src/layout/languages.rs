//! The switch of languages.

use crate::FormEvent;
use crate::environment::Environment;
use web_sys::HtmlSelectElement;
use yew::{Callback, Event, Html, TargetCast, html};

/// A list of the languages that the host offers; each is named in itself.
pub(crate) fn languages(environment: &Environment) -> Html {
    let locales = &environment.config.locales;
    if locales.len() < 2 {
        return Html::default();
    }
    let current = environment.texts.locale();
    let on_event = environment.on_event.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            on_event.emit(FormEvent::LocaleWanted(select.value()));
        }
    });
    let options = locales.iter().map(|locale| {
        let key = ["locale.", locale].concat();
        let name = environment.texts.interface(&key);
        let name = if name.locale.is_empty() { locale.clone() } else { name.text.to_owned() };
        html! {
            <option key={locale.clone()} value={locale.clone()} lang={locale.clone()} selected={locale == current}>{name}</option>
        }
    });
    html! {
        <div class="languages" part="languages">
            <label class="languages-label" for="language">{environment.say("action.language")}</label>
            <select class="input select" id="language" {onchange}>{ for options }</select>
        </div>
    }
}
