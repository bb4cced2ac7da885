//! The three browser engines, and how each is started.

use crate::driver::Display;
use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use std::process::Command;

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Engine {
    /// Chromium with chromedriver.
    Chromium,
    /// Firefox ESR with geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser with WebKitWebDriver, on a display.
    WebKit,
}

impl Engine {
    /// Every engine, or those that `GUIDANCE_ENGINES` names, such as `chromium,webkit`.
    ///
    /// # Panics
    /// When `GUIDANCE_ENGINES` names an engine that there is not: tests left out by a typing mistake would look
    /// like tests that passed.
    #[must_use]
    pub fn all() -> Vec<Self> {
        const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];
        let Ok(names) = std::env::var("GUIDANCE_ENGINES") else { return ALL.to_vec() };
        let find = |name: &str| {
            let found = ALL.into_iter().find(|engine| engine.name() == name.trim());
            found.unwrap_or_else(|| panic!("GUIDANCE_ENGINES: {name:?} is none of chromium, firefox, webkit"))
        };
        names.split(',').filter(|name| !name.trim().is_empty()).map(find).collect()
    }

    /// Name in test names and in `GUIDANCE_ENGINES`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The driver, told to listen on `port`.
    pub(crate) fn driver(self, port: u16, display: Option<&Display>) -> Command {
        let program = |variable: &str, usual: &str| {
            std::env::var_os(variable).map_or_else(|| PathBuf::from(usual), PathBuf::from)
        };
        let mut command = match self {
            Self::Chromium => Command::new(program("CHROMEDRIVER", "chromedriver")),
            Self::Firefox => Command::new(program("GECKODRIVER", "geckodriver")),
            Self::WebKit => Command::new(program("WEBKITDRIVER", "WebKitWebDriver")),
        };
        match self {
            Self::Chromium => command.arg(format!("--port={port}")),
            // Marionette's own port is 2828 unless told otherwise: two Firefoxes would meet there.
            Self::Firefox => {
                command.args(["--port", &port.to_string(), "--marionette-port", "0", "--log", "fatal"])
            }
            Self::WebKit => command.arg(format!("--port={port}")).arg("--host=127.0.0.1"),
        };
        if let Some(display) = display {
            command.env("DISPLAY", display.name());
            command.env_remove("WAYLAND_DISPLAY");
        }
        command
    }

    /// Whether the engine cannot do without a display.
    pub(crate) fn needs_display(self) -> bool {
        self == Self::WebKit
    }

    /// Capabilities of a new session.
    pub(crate) fn capabilities(self) -> Result<Map<String, Value>> {
        let capabilities = match self {
            Self::Chromium => {
                let options: Value = serde_json::from_str(include_str!("../../webdriver.json"))?;
                let mut arguments = options["goog:chromeOptions"]["args"]
                    .as_array()
                    .cloned()
                    .context("webdriver.json holds Chromium's arguments")?;
                arguments.push(json!("--js-flags=--expose-gc"));
                arguments.push(json!("--window-size=1280,1024"));
                json!({"goog:chromeOptions": {"args": arguments}})
            }
            Self::Firefox => json!({"moz:firefoxOptions": {
                "binary": std::env::var("FIREFOX").unwrap_or_else(|_| "/usr/bin/firefox-esr".to_owned()),
                "args": ["-headless", "-width", "1280", "-height", "1024"],
                "prefs": {
                    // No page of the browser's own, no request that no test asked for.
                    "browser.startup.page": 0,
                    "app.update.auto": false,
                    "datareporting.policy.dataSubmissionEnabled": false,
                    "network.captive-portal-service.enabled": false,
                    "network.connectivity-service.enabled": false,
                    // Tab moves to links and buttons too, as on every system but one.
                    "accessibility.tabfocus": 7,
                },
            }}),
            Self::WebKit => json!({"webkitgtk:browserOptions": {
                "binary": mini_browser()?.to_string_lossy(),
                "args": ["--automation"],
            }}),
        };
        capabilities.as_object().cloned().context("capabilities are an object")
    }
}

/// Where Debian and others put MiniBrowser.
fn mini_browser() -> Result<PathBuf> {
    let places =
        ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/libexec", "/usr/lib64", "/usr/lib"];
    let versions = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"];
    places
        .into_iter()
        .flat_map(|place| versions.map(|version| PathBuf::from(place).join(version).join("MiniBrowser")))
        .find(|path| path.is_file())
        .context("there is no MiniBrowser: install WebKitGTK's driver (cargo xtask setup test)")
}
