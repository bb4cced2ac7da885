//! What the tests of the whole share: the shipped examples and their mutations, browsers in three engines, the
//! portal and a page of a host.
//!
//! Tests of browsers are trials of a [`Suite`]; each gets a session of one engine that earlier trials used too.

#[cfg(not(target_family = "wasm"))]
mod accessibility;
#[cfg(not(target_family = "wasm"))]
mod browser;
#[cfg(not(target_family = "wasm"))]
mod driver;
#[cfg(not(target_family = "wasm"))]
mod engine;
mod examples;
#[cfg(not(target_family = "wasm"))]
mod form;
mod mutation;
#[cfg(not(target_family = "wasm"))]
mod places;
#[cfg(not(target_family = "wasm"))]
mod portal;
#[cfg(not(target_family = "wasm"))]
mod program;
mod reports;
#[cfg(not(target_family = "wasm"))]
mod site;
#[cfg(not(target_family = "wasm"))]
mod suite;

pub use examples::{Example, code_sets, different_examples, examples, form, messages};
pub use mutation::{Random, mutate};
pub use reports::{REPORTS, differences, reports};

#[cfg(not(target_family = "wasm"))]
pub use {
    accessibility::{AXE, Checker, IBM, OVERFLOW, open_narrow, set_width},
    browser::Browser,
    engine::Engine,
    form::{FormPage, Plan, ShownIssue},
    places::{dist, npm_module, screenshots},
    portal::Portal,
    site::{Fault, Host, Received, Site},
    suite::{Suite, main_of},
};
