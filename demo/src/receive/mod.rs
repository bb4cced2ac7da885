//! What comes back from the forms: configs out, drafts and submissions in.

pub mod body;
pub mod configs;
pub mod draft;
pub mod file_name;
pub mod history;
pub mod locks;
pub mod media;
pub mod multipart;
pub mod submission;
