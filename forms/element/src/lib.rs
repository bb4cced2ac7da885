//! The custom element `<guidance-form>`: the bridge between a page's JSON and the Yew views.
//!
//! `js/guidance-forms.js` does what only JavaScript can do (define the element, fetch, dispatch events); what is
//! wanted and what it means is decided here. Everything crosses the border as JSON text. One [`Controller`] stands for
//! one form in the page: it is made when the element enters the page and closed when it leaves.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod config;
mod controller;
mod event;
mod loading;
mod mount;
mod port;
mod reply;
mod validity;

pub use controller::Controller;

use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static WATCHER: RefCell<Option<js_sys::Function>> = const { RefCell::new(None) };
}

/// What the shim and the wasm expect of each other; a number that rises with every change of it.
#[wasm_bindgen]
#[must_use]
pub fn protocol() -> u32 {
    1
}

/// The style sheet of every form, for one `CSSStyleSheet` per document.
#[wasm_bindgen]
#[must_use]
pub fn stylesheet() -> String {
    guidance_components::stylesheet().to_owned()
}

/// Has `watcher` called with the place in the code when this instance panics. Only the place: a message could hold
/// what a person typed.
#[wasm_bindgen]
pub fn watch(watcher: js_sys::Function) {
    WATCHER.set(Some(watcher));
    yew::set_custom_panic_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |location| {
            let file = location.file().rsplit(['/', '\\']).next().unwrap_or_default();
            [file, ":", &location.line().to_string()].concat()
        });
        WATCHER.with_borrow(|watcher| {
            if let Some(watcher) = watcher {
                let _ = watcher.call1(&wasm_bindgen::JsValue::UNDEFINED, &place.into());
            }
        });
    }));
}
