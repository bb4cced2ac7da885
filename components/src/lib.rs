//! The views of guidance-forms: one file per item kind, layout, and theme.
//!
//! This crate draws a [`Form`](guidance_contract::Form) and keeps what a person types; it holds no rule, knows no
//! shipped form and talks to nobody: everything comes in by [`FormProps`] and goes out by [`FormEvent`].

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod dom;
mod environment;
mod events;
mod field;
mod form;
mod issue_text;
mod layout;
mod markdown;
pub mod part;
mod props;
mod results;
pub mod state;
mod tag;
mod value;

pub use environment::{Environment, element_id};
pub use form::GuidanceForm;
pub use props::{FileStore, FormEvent, FormProps, SubmitState};
pub use results::{GuidanceResults, ProposalPart, ResultsEvent, ResultsProps};
