//! The pages, rendered on the server.

pub mod assignment;
pub mod audit;
pub mod failure;
pub mod gallery;
pub mod gallery_results;
pub mod home;
pub mod inbox;
pub mod layout;
pub mod login;
pub mod session;
pub mod submission;
pub mod system;
