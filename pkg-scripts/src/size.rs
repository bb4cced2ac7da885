//! `cargo xtask size`: how much a student downloads before the first form is there.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::setup::{self, Purpose};
use crate::{files, package, project};

/// The most that the cold load may weigh, compressed with brotli. A kilobyte is 1000 bytes here.
const BAR: u64 = 110_000;
/// Where the figures are kept.
const RECORD: &str = "docs/size.md";
const FORM: &str = "enrolment";
const LOCALE: &str = "fi";

/// `cargo xtask size`.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    setup::install(Purpose::Demo)?;
    package::build()?;
    let report = Report::measure(&project::dist())?;
    print!("{}", report.table());
    files::write(&project::root().join(RECORD), report.document())?;
    println!("written to {RECORD}");
    report.check()
}

/// Every file of the cold load, with its sizes.
#[derive(Debug)]
pub(crate) struct Report {
    files: Vec<Size>,
}

#[derive(Debug)]
struct Size {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Report {
    /// Measures the package at `dist`.
    pub(crate) fn measure(dist: &Path) -> Result<Self> {
        let files = cold_load(dist)?.into_iter().map(|name| Size::of(dist, name)).collect::<Result<_>>()?;
        Ok(Self { files })
    }

    /// Says how far from the bar the cold load is, and fails when it has grown since docs/size.md was written.
    pub(crate) fn check(&self) -> Result<()> {
        let total = self.total().brotli;
        if total > BAR {
            println!("over the bar: {} with brotli, {} allowed", kilobytes(total), kilobytes(BAR));
        }
        let recorded = recorded(&files::read(&project::root().join(RECORD))?)
            .with_context(|| format!("{RECORD} has no total: `cargo xtask size` writes it"))?;
        if total > BAR.max(recorded + recorded / 100) {
            bail!(
                "the cold load has grown from {} to {}: make it smaller, or say why and run `cargo xtask size`",
                kilobytes(recorded),
                kilobytes(total)
            );
        }
        Ok(())
    }

    fn total(&self) -> Size {
        let sum = |size: fn(&Size) -> u64| self.files.iter().map(size).sum();
        let name = "total".to_owned();
        Size { name, raw: sum(|size| size.raw), gzip: sum(|size| size.gzip), brotli: sum(|size| size.brotli) }
    }

    /// A table in Markdown.
    pub(crate) fn table(&self) -> String {
        let total = self.total();
        let rows: Vec<&Size> = self.files.iter().chain([&total]).collect();
        let width = rows.iter().map(|size| size.name.len()).max().unwrap_or(0);
        let mut table = format!("| {:width$} | {:>8} | {:>8} | {:>8} |\n", "file", "bytes", "gzip", "brotli");
        let _ = writeln!(table, "|{:-<line$}|---------:|---------:|---------:|", "", line = width + 2);
        for size in rows {
            let Size { name, raw, gzip, brotli } = size;
            let _ = writeln!(table, "| {name:width$} | {raw:>8} | {gzip:>8} | {brotli:>8} |");
        }
        table
    }

    fn document(&self) -> String {
        format!(
            "# Size\n\n\
            What a browser fetches before a student can type into the first form: `{FORM}` in `{LOCALE}`, with nothing\n\
            in its cache. Measured by `cargo xtask size`, which writes this page. The test run fails\n\
            when it grows by more than 1 % above the figures here, as long as they are above the bar.\n\n\
            **{} with brotli; the bar is {}** (1 KB = 1000 bytes; gzip at level 9, brotli at level 11).\n\n{}",
            kilobytes(self.total().brotli),
            kilobytes(BAR),
            self.table()
        )
    }
}

impl Size {
    /// The sizes of a file; a file that compression would not make smaller has no compressed neighbour.
    fn of(dist: &Path, name: String) -> Result<Self> {
        let length = |suffix: &str| fs::metadata(dist.join(format!("{name}{suffix}"))).map(|file| file.len());
        let raw = length("").with_context(|| format!("dist/ lacks {name}"))?;
        let (gzip, brotli) = (length(".gz").unwrap_or(raw), length(".br").unwrap_or(raw));
        Ok(Self { name, raw, gzip, brotli })
    }
}

/// The total with brotli that a page of figures has.
fn recorded(page: &str) -> Option<u64> {
    let total = page.lines().find(|line| line.starts_with("| total"))?;
    total.split('|').rev().nth(1)?.trim().parse().ok()
}

/// The entry, everything that it imports, the wasm, style sheets, and the documents of one form in one language.
fn cold_load(dist: &Path) -> Result<Vec<String>> {
    let mut names = BTreeSet::new();
    let mut open = vec![package::ENTRY.to_owned(), package::GLUE.to_owned()];
    while let Some(name) = open.pop() {
        if !names.insert(name.clone()) {
            continue;
        }
        let script = files::read(&dist.join(&name))?;
        open.extend(imports(&script).into_iter().map(|path| beside(&name, path)));
    }
    for file in files::all(dist)? {
        let name = files::address(dist, &file);
        if !name.contains('/') && (name.ends_with(".wasm") || name.ends_with(".css")) {
            names.insert(name);
        }
    }
    let mut names: Vec<String> = names.into_iter().collect();
    names.push(format!("forms/{FORM}/definition.json"));
    names.push(format!("forms/{FORM}/messages.{LOCALE}.json"));
    names.push(format!("interface/{LOCALE}.json"));
    Ok(names)
}

/// Every relative script that a script imports, statically or not.
fn imports(script: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in script.lines().filter(|line| !line.trim_start().starts_with(['/', '*'])) {
        let parts: Vec<&str> = line.split(['"', '\'', '`']).collect();
        for pair in parts.windows(2) {
            let &[before, path] = pair else { continue };
            let before = before.trim_end_matches([' ', '(']);
            let named = ["import", "from", "URL"].iter().any(|word| before.ends_with(word));
            if named && path.starts_with("./") && path.ends_with("js") {
                found.push(path);
            }
        }
    }
    found
}

/// The address of `path` as seen from the file `name`.
fn beside(name: &str, path: &str) -> String {
    let path = path.trim_start_matches("./");
    match name.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{path}"),
        None => path.to_owned(),
    }
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_found_in_all_their_forms() {
        let script = "import init, { mount } from \"./guidance_element.js\";\n\
            export { x } from './other.js';\nconst wasm = import('./late.mjs');\n\
            // import \"./comment.js\"\nconst text = \"./not-imported.js\";\n";
        assert_eq!(imports(script), ["./guidance_element.js", "./other.js", "./late.mjs"]);
    }

    #[test]
    fn the_recorded_total_is_read_from_the_page() {
        let size = |name: &str, brotli| Size { name: name.to_owned(), raw: 9, gzip: 8, brotli };
        let report = Report { files: vec![size("a.js", 1000), size("a.wasm", 2345)] };
        assert_eq!(recorded(&report.document()), Some(3345));
        assert_eq!(recorded("# Size"), None);
    }

    #[test]
    fn sizes_are_shown_in_thousands() {
        assert_eq!(kilobytes(110_000), "110.0 KB");
        assert_eq!(kilobytes(99_960), "99.9 KB");
    }
}
