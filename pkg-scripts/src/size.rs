//! `cargo xtask size`: how much a student downloads before the first form, or the first results, are there.

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
const LOCALE: &str = "fi";

/// Something that a page shows first, with nothing in the browser's cache.
#[derive(Debug)]
struct Subject {
    heading: &'static str,
    plug_in: package::PlugIn,
    /// Documents that it needs, where `{locale}` stands for the language.
    documents: &'static [&'static str],
    /// The most that it may weigh, if the design sets it.
    bar: Option<u64>,
}

const SUBJECTS: [Subject; 2] = [
    Subject {
        heading: "The first form: `enrolment`",
        plug_in: package::FORM,
        documents: &[
            "forms/enrolment/definition.json",
            "forms/enrolment/messages.{locale}.json",
            "interface/{locale}.json",
        ],
        bar: Some(BAR),
    },
    Subject {
        heading: "The first results: `workReadiness`, of which the server makes the view",
        plug_in: package::RESULTS,
        documents: &[
            "forms/workReadiness/definition.json",
            "forms/workReadiness/messages.{locale}.json",
            "forms/workReadiness/results.{locale}.json",
            "interface/results.{locale}.json",
        ],
        bar: None,
    },
];

/// `cargo xtask size`.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    setup::install(Purpose::Demo)?;
    package::build()?;
    let report = Report::measure(&project::dist())?;
    print!("{}", report.tables());
    files::write(&project::root().join(RECORD), report.document())?;
    println!("written to {RECORD}");
    report.check()
}

/// Every cold load, with its sizes.
#[derive(Debug)]
pub(crate) struct Report {
    loads: Vec<Load>,
}

/// Every file of one cold load.
#[derive(Debug)]
struct Load {
    subject: &'static Subject,
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
        let load = |subject| {
            let files = cold_load(dist, subject)?;
            let files = files.into_iter().map(|name| Size::of(dist, name)).collect::<Result<_>>()?;
            Ok(Load { subject, files })
        };
        Ok(Self { loads: SUBJECTS.iter().map(load).collect::<Result<_>>()? })
    }

    /// Says how far from their bars the cold loads are, and fails when one has grown since docs/size.md was written.
    pub(crate) fn check(&self) -> Result<()> {
        let totals = recorded(&files::read(&project::root().join(RECORD))?);
        if totals.len() != self.loads.len() {
            bail!(
                "{RECORD} has {} totals, not {}: `cargo xtask size` writes it",
                totals.len(),
                self.loads.len()
            );
        }
        for (load, recorded) in self.loads.iter().zip(totals) {
            let total = load.total().brotli;
            let bar = load.subject.bar.unwrap_or(0);
            if total > bar && bar > 0 {
                println!("over the bar: {} with brotli, {} allowed", kilobytes(total), kilobytes(bar));
            }
            if total > bar.max(recorded + recorded / 100) {
                bail!(
                    "{} has grown from {} to {}: make it smaller, or say why and run `cargo xtask size`",
                    load.subject.heading,
                    kilobytes(recorded),
                    kilobytes(total)
                );
            }
        }
        Ok(())
    }

    /// Tables in Markdown.
    pub(crate) fn tables(&self) -> String {
        self.loads.iter().map(Load::section).collect()
    }

    fn document(&self) -> String {
        format!(
            "# Size\n\n\
            What a browser fetches in `{LOCALE}`, with nothing in its cache, before a student can type into the first form, and\n\
            before the first results can be read. Measured by `cargo xtask size`, which writes this page. The test run fails\n\
            when a total grows by more than 1 % above the figures here, as long as it is above its bar.\n\n\
            1 KB = 1000 bytes; gzip at level 9, brotli at level 11.\n\n{}",
            self.tables()
        )
    }
}

impl Load {
    fn total(&self) -> Size {
        let sum = |size: fn(&Size) -> u64| self.files.iter().map(size).sum();
        let name = "total".to_owned();
        Size { name, raw: sum(|size| size.raw), gzip: sum(|size| size.gzip), brotli: sum(|size| size.brotli) }
    }

    /// Heading, sum and table in Markdown.
    fn section(&self) -> String {
        let total = self.total();
        let mut section = format!("## {}\n\n**{} with brotli", self.subject.heading, kilobytes(total.brotli));
        if let Some(bar) = self.subject.bar {
            let _ = write!(section, "; the bar is {}", kilobytes(bar));
        }
        section.push_str(".**\n\n");
        let rows: Vec<&Size> = self.files.iter().chain([&total]).collect();
        let width = rows.iter().map(|size| size.name.len()).max().unwrap_or(0);
        let _ = writeln!(section, "| {:width$} | {:>8} | {:>8} | {:>8} |", "file", "bytes", "gzip", "brotli");
        let _ = writeln!(section, "|{:-<line$}|---------:|---------:|---------:|", "", line = width + 2);
        for size in rows {
            let Size { name, raw, gzip, brotli } = size;
            let _ = writeln!(section, "| {name:width$} | {raw:>8} | {gzip:>8} | {brotli:>8} |");
        }
        section.push('\n');
        section
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

/// The totals with brotli that a page of figures has.
fn recorded(page: &str) -> Vec<u64> {
    let totals = page.lines().filter(|line| line.starts_with("| total"));
    totals.filter_map(|line| line.split('|').rev().nth(1)?.trim().parse().ok()).collect()
}

/// The entry, everything that it imports, the wasm, style sheets, and documents in one language.
fn cold_load(dist: &Path, subject: &Subject) -> Result<Vec<String>> {
    let plug_in = &subject.plug_in;
    let mut names = BTreeSet::from([plug_in.wasm(), plug_in.style.to_owned(), package::CARD.to_owned()]);
    let mut open = vec![plug_in.entry.to_owned(), plug_in.glue()];
    while let Some(name) = open.pop() {
        if !names.insert(name.clone()) {
            continue;
        }
        let script = files::read(&dist.join(&name))?;
        open.extend(imports(&script).into_iter().map(|path| beside(&name, path)));
    }
    let documents = subject.documents.iter().map(|name| name.replace("{locale}", LOCALE));
    Ok(names.into_iter().chain(documents).collect())
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
    fn the_recorded_totals_are_read_from_the_page() {
        let size = |name: &str, brotli| Size { name: name.to_owned(), raw: 9, gzip: 8, brotli };
        let load = |subject, files| Load { subject, files };
        let [form, results] = &SUBJECTS;
        let report = Report {
            loads: vec![
                load(form, vec![size("a.js", 1000), size("a.wasm", 2345)]),
                load(results, vec![size("b.wasm", 2000)]),
            ],
        };
        assert_eq!(recorded(&report.document()), [3345, 2000]);
        assert!(recorded("# Size").is_empty());
    }

    #[test]
    fn sizes_are_shown_in_thousands() {
        assert_eq!(kilobytes(110_000), "110.0 KB");
        assert_eq!(kilobytes(99_960), "99.9 KB");
    }
}
