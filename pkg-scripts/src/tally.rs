//! Counting tests in what `cargo test` prints.

/// How many tests passed, failed and were left out, and the names of those that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) ignored: usize,
    pub(crate) failures: Vec<String>,
}

impl Tally {
    /// Reads the `test result:` lines of Rust's test harness; the one of `wasm-bindgen-test` prints the same.
    pub(crate) fn read(output: &str) -> Self {
        let mut tally = Self::default();
        for line in output.lines() {
            let line = without_colours(line);
            if let Some((_, counts)) = line.split_once("test result: ") {
                tally.passed += count(counts, "passed");
                tally.failed += count(counts, "failed");
                tally.ignored += count(counts, "ignored");
            } else if let Some(name) = failed_test(&line) {
                tally.failures.push(name.to_owned());
            }
        }
        tally
    }

    /// One check that is no test harness: it passes or fails as a whole.
    pub(crate) fn of_check(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed), ..Self::default() }
    }

    pub(crate) fn tests(&self) -> usize {
        self.passed + self.failed
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
        self.failures.extend(other.failures.iter().cloned());
    }
}

fn failed_test(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("test ")?;
    let (name, verdict) = rest.rsplit_once(" ... ")?;
    verdict.trim_start().to_ascii_lowercase().starts_with("fail").then_some(name)
}

/// The number in front of `word` in "ok. 3 passed; 0 failed; 1 ignored; …".
fn count(counts: &str, word: &str) -> usize {
    counts
        .split([';', '.'])
        .filter_map(|part| part.trim().strip_suffix(word))
        .find_map(|number| number.trim().parse().ok())
        .unwrap_or(0)
}

/// Without ANSI escapes of the form `ESC [ … letter`.
fn without_colours(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_several_binaries_are_summed() {
        let output = "running 2 tests\ntest a::b ... ok\ntest a::c ... FAILED\n\n\
            test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: \u{1b}[32mok\u{1b}(B. 12 passed; 0 failed; 2 ignored; 0 measured; 7 filtered out\n";
        let tally = Tally::read(output);
        assert_eq!(tally, Tally { passed: 13, failed: 1, ignored: 2, failures: vec!["a::c".to_owned()] });
    }

    #[test]
    fn the_browser_harness_is_understood() {
        let output =
            "test name::of_test ... FAIL\ntest result: FAILED. 4 passed; 1 failed; 0 ignored; 0 filtered out";
        let tally = Tally::read(output);
        assert_eq!((tally.passed, tally.failed), (4, 1));
        assert_eq!(tally.failures, ["name::of_test"]);
    }

    #[test]
    fn other_text_counts_nothing() {
        assert_eq!(Tally::read("error: could not compile `x`\n3 passed\n"), Tally::default());
    }
}
