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

use wasm_bindgen::prelude::wasm_bindgen;

/// What the shim and the wasm expect of each other; a number that rises with every change of it.
#[wasm_bindgen]
#[must_use]
pub fn protocol() -> u32 {
    3
}
