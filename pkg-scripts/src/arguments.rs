//! What was written after `cargo xtask`.

use anyhow::{Result, bail};

/// The words not yet taken. A command takes what it knows and then calls [`Arguments::finish`].
#[derive(Debug)]
pub(crate) struct Arguments {
    words: Vec<String>,
}

impl Arguments {
    /// The words of this process's command line.
    pub(crate) fn from_environment() -> Self {
        Self { words: std::env::args().skip(1).collect() }
    }

    /// Takes the first word, if there is one. A word with a leading dash counts only as a command.
    pub(crate) fn positional(&mut self) -> Option<String> {
        (!self.words.is_empty()).then(|| self.words.remove(0))
    }

    /// Takes the first word that is no option.
    pub(crate) fn operand(&mut self) -> Option<String> {
        let index = self.words.iter().position(|word| !word.starts_with('-'))?;
        Some(self.words.remove(index))
    }

    /// Takes `--name` and says whether it was there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        match self.words.iter().position(|word| word == name) {
            Some(index) => {
                self.words.remove(index);
                true
            }
            None => false,
        }
    }

    /// Takes `--name value` or `--name=value`.
    pub(crate) fn option(&mut self, name: &str) -> Result<Option<String>> {
        let prefix = format!("{name}=");
        if let Some(index) = self.words.iter().position(|word| word.starts_with(&prefix)) {
            return Ok(Some(self.words.remove(index).split_off(prefix.len())));
        }
        let Some(index) = self.words.iter().position(|word| word == name) else { return Ok(None) };
        self.words.remove(index);
        if index >= self.words.len() {
            bail!("{name} needs a value");
        }
        Ok(Some(self.words.remove(index)))
    }

    /// Refuses what no one took: a mistyped option must not be passed over in silence.
    pub(crate) fn finish(self) -> Result<()> {
        match self.words.as_slice() {
            [] => Ok(()),
            words => bail!("unknown: {}", words.join(" ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Arguments {
        Arguments { words: line.split_whitespace().map(str::to_owned).collect() }
    }

    #[test]
    fn options_are_taken_in_both_spellings() {
        let mut given = arguments("--port 8080 --database=sqlite://x.db --check");
        assert_eq!(given.option("--port").unwrap().as_deref(), Some("8080"));
        assert_eq!(given.option("--database").unwrap().as_deref(), Some("sqlite://x.db"));
        assert!(given.flag("--check"));
        assert!(!given.flag("--check"));
        given.finish().unwrap();
    }

    #[test]
    fn a_missing_value_and_an_unknown_word_are_refused() {
        assert!(arguments("--port").option("--port").is_err());
        assert!(arguments("--prot 1").finish().is_err());
    }
}
