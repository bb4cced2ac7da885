//! Knowing that nothing has changed.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{files, process, project};

/// A digest of what a product is made of. Two equal digests: the product need not be made again.
#[derive(Debug)]
pub(crate) struct Stamp {
    hasher: DefaultHasher,
}

impl Stamp {
    /// A digest that begins with the compiler, as every product depends on it.
    pub(crate) fn new() -> Result<Self> {
        let mut stamp = Self { hasher: DefaultHasher::new() };
        stamp.add_text(&process::output(process::command("rustc").arg("-V"))?);
        Ok(stamp)
    }

    pub(crate) fn add_text(&mut self, text: &str) {
        text.hash(&mut self.hasher);
    }

    /// Adds the names and contents of files and folders, given below the workspace's folder.
    pub(crate) fn add(&mut self, paths: &[&str]) -> Result<()> {
        for path in paths {
            let path = project::root().join(path);
            let files = if path.is_file() { vec![path] } else { files::sources(&path)? };
            self.add_files(project::root(), &files)?;
        }
        Ok(())
    }

    fn add_files(&mut self, folder: &Path, files: &[PathBuf]) -> Result<()> {
        for file in files {
            files::address(folder, file).hash(&mut self.hasher);
            let content = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
            content.hash(&mut self.hasher);
        }
        Ok(())
    }

    /// The digest as text.
    pub(crate) fn text(&self) -> String {
        format!("{:016x}", self.hasher.finish())
    }
}
