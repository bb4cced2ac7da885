//! The parts of the form around its fields.

mod actions;
mod languages;
mod pacing;
mod page;
mod pause;
mod receipt;
mod review;
mod status;
mod steps;
mod summary;

pub(crate) use actions::actions;
pub(crate) use languages::{language_list, languages};
pub(crate) use pacing::{pacing, place_text};
pub(crate) use page::{Drawing, FieldViews, HEADING, heading, page, say_number};
pub(crate) use pause::{BREAK, PAUSE, may_pause, pause};
pub(crate) use receipt::receipt;
pub(crate) use review::{change_id, review};
pub(crate) use status::{sending, status};
pub(crate) use steps::steps;
pub(crate) use summary::{SUMMARY, summary};

use crate::environment::{Environment, Parts};
use crate::state::{Action, Step};
use crate::tag::on;
use guidance_contract::Text;
use std::rc::Rc;
use yew::Html;
use yew::virtual_dom::{Listener, ListenerKind};

/// Title of a step.
pub(crate) fn step_title(environment: &Parts, step: Step) -> Text<'_> {
    match step {
        Step::Page(page) => match environment.form.pages().get(page) {
            Some(page) => environment.texts.page_title(&page.id),
            None => environment.texts.title(),
        },
        Step::Review => environment.texts.interface("page.review"),
    }
}

/// Title of a step, in an element.
pub(crate) fn say_step(environment: &Parts, step: Step) -> Html {
    environment.said(step_title(environment, step))
}

/// A click that sends an action.
pub(crate) fn click(environment: &Environment, action: Action) -> Rc<dyn Listener> {
    let dispatch = environment.dispatch.clone();
    on(|| ListenerKind::onclick, move |_| dispatch.emit(action.clone()))
}
