//! What comes back from the forms: configs out, drafts and submissions in.

pub mod body;
pub mod configs;
pub mod draft;
pub mod file_name;
pub mod media;
pub mod multipart;
pub mod submission;
