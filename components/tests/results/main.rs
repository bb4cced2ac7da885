//! What readers are shown of results: drawn without a browser from the shipped forms and their examples.
#![cfg(not(target_arch = "wasm32"))]

mod page;
mod proposal;
mod support;
mod words;
