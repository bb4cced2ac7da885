//! What comes from Debian: browsers, their drivers, a display, PostgreSQL.

use anyhow::{Context, Result, bail};

use crate::postgres;
use crate::{files, process};

/// Packages, and the programs by which one sees that they, or another build of the same, are there.
const PACKAGES: [(&str, &[&str]); 6] = [
    ("chromium", &["chromium", "chromium-browser", "google-chrome"]),
    ("chromium-driver", &["chromedriver", "/usr/lib/chromium/chromedriver"]),
    ("firefox-esr", &["firefox-esr", "firefox"]),
    ("webkit2gtk-driver", &["WebKitWebDriver"]),
    ("xvfb", &["Xvfb"]),
    ("xauth", &["xauth"]),
];

/// The packages whose programs are not on this machine.
pub(crate) fn missing() -> Vec<&'static str> {
    let mut missing: Vec<&str> = PACKAGES
        .iter()
        .filter(|(_, programs)| files::find_program(programs).is_none())
        .map(|(package, _)| *package)
        .collect();
    if postgres::programs().is_none() {
        missing.push("postgresql");
    }
    missing
}

/// Installs with apt-get, when this is root's process; otherwise the error is the command to type.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if files::find_program(&["apt-get"]).is_none() {
        bail!("this machine has no apt-get: install by hand what Debian calls {list}");
    }
    let by_hand = format!("apt-get update && sudo apt-get install -y --no-install-recommends {list}");
    if !is_root()? {
        bail!("only root can install these. Type:\n  sudo {by_hand}\nand run this again");
    }
    let apt = |words: &[&str]| {
        let mut command = process::command("apt-get");
        command
            .args(["-o", "DPkg::Lock::Timeout=300", "-q"])
            .args(words)
            .env("DEBIAN_FRONTEND", "noninteractive");
        process::run_quietly(&mut command, "Setting up", "packages set up")
    };
    // An outdated or partly unreachable list of packages is no obstacle as long as the install finds its files.
    if let Err(error) = apt(&["update"]) {
        println!("      {error:#}");
    }
    let mut words = vec!["install", "-y", "--no-install-recommends"];
    words.extend(packages);
    apt(&words).with_context(|| format!("by hand: sudo {by_hand}"))
}

/// Whether this process may do everything.
pub(crate) fn is_root() -> Result<bool> {
    Ok(process::output(process::command("id").arg("-u"))?.trim() == "0")
}
