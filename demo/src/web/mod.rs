//! From a request to a handler: route table, guard, headers and failures.

pub mod assets;
pub mod client;
pub mod cookies;
pub mod failure;
pub mod frame;
pub mod guard;
pub mod headers;
pub mod origin;
pub mod routes;
pub mod table;
