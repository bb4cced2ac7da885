//! Writes the JSON Schemas and TypeScript types of the contract into its folder.
//!
//! The one argument is the folder of the workspace; the current folder without it.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::args_os().nth(1).map_or_else(|| PathBuf::from("."), PathBuf::from);
    let folder = root.join("forms/contract");
    for (path, contents) in guidance_contract::schema::artefacts() {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        // Left alone when nothing changed, so that builds that watch it stay fresh.
        if fs::read_to_string(&path).ok().as_ref() != Some(&contents) {
            fs::write(&path, contents)?;
            println!("{}", path.display());
        }
    }
    Ok(())
}
