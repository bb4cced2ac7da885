//! The views of guidance-forms: one Yew component per item kind, layout, and theme.
//!
//! This crate draws a [`Form`](guidance_contract::Form) and keeps what a person types; it holds no rule, knows no
//! shipped form and talks to nobody: everything comes in by [`FormProps`] and goes out by [`FormEvent`].

mod props;

pub use props::{FileStore, FormEvent, FormProps, SubmitState};
