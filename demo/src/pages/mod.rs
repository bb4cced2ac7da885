//! The pages, rendered on the server.

pub mod assignment;
pub mod audit;
pub mod failure;
pub mod fields;
pub mod gallery;
pub mod gallery_results;
pub mod home;
pub mod inbox;
pub mod layout;
pub mod login;
pub mod notes;
pub mod proposals;
pub mod requests;
pub mod results;
pub mod session;
pub mod students;
pub mod submission;
pub mod system;
pub mod workplace;
