//! A school portal in the manner of Wilma that hosts guidance forms, and the developers' gallery.
//!
//! It is a host as any other: pages of its own hold a form by two lines of HTML, its server makes the config and
//! checks what comes back with the contract's rules. See [`serve`].

#![allow(clippy::missing_errors_doc, reason = "queries fail when the database does, and only then")]

pub mod catalog;
pub mod clock;
pub mod embedding;
pub mod guest;
pub mod language;
pub mod link;
pub mod options;
pub mod pages;
pub mod password;
pub mod person;
pub mod portal;
pub mod receive;
pub mod reference;
pub mod register;
pub mod results;
pub mod secret;
mod server;
pub mod store;
pub mod throttle;
pub mod web;

pub use options::Options;
pub use server::{Running, serve};
