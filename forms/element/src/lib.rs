//! The custom elements `<guidance-form>` and `<guidance-results>`: the bridge between a page's JSON and the Yew views.
//!
//! `js/` does what only JavaScript can do (define the elements, fetch, dispatch events); what is wanted and what it means
//! is decided here. Everything crosses the border as JSON text. One [`Controller`] stands for one form in the page, one
//! [`ResultsController`] for one showing of results: it is made when the element enters the page and closed when it
//! leaves. Each element has a wasm of its own, made with the feature of its name, so that neither pays for the other.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod config;
#[cfg(feature = "form")]
mod controller;
#[cfg(feature = "form")]
mod event;
#[cfg(feature = "form")]
mod form_loading;
mod loading;
mod mount;
mod port;
#[cfg(feature = "form")]
mod reply;
#[cfg(feature = "results")]
mod results;
#[cfg(feature = "form")]
mod sending;
#[cfg(feature = "form")]
mod validity;

#[cfg(feature = "form")]
pub use controller::Controller;
#[cfg(feature = "results")]
pub use results::ResultsController;

use wasm_bindgen::prelude::wasm_bindgen;

/// What the shim and the wasm expect of each other; a number that rises with every change of it.
#[wasm_bindgen]
#[must_use]
pub fn protocol() -> u32 {
    3
}
