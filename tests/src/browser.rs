//! A browser in a test: pages, scripts, keys.

use crate::driver::Driver;
use crate::engine::Engine;
use anyhow::{Context as _, Result, bail};
use fantoccini::Client;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::wd::WebDriverCompatibleCommand;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long something may take that usually takes a moment.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long the driver may take for one command.
const COMMAND: Duration = Duration::from_secs(90);

/// Words that every script may use.
const HELPERS: &str = include_str!("page.js");

/// A session of an engine.
#[derive(Debug)]
pub struct Browser {
    /// Its engine.
    pub engine: Engine,
    driver: Driver,
}

impl Browser {
    pub(crate) fn new(engine: Engine, driver: Driver) -> Self {
        Self { engine, driver }
    }

    /// The WebDriver session.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.driver.client
    }

    /// Goes to a page and waits for its load event.
    ///
    /// # Errors
    /// When the page cannot be opened.
    pub async fn open(&self, url: &str) -> Result<()> {
        in_time(url, self.client().goto(url)).await
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// When it cannot be loaded.
    pub async fn reload(&self) -> Result<()> {
        in_time("reload", self.client().refresh()).await
    }

    /// Runs a script in the page: the body of an async function with its arguments as `given`. What `page.js`
    /// defines is at hand.
    ///
    /// # Errors
    /// When it throws, or gives something else than `T`.
    pub async fn run<T: DeserializeOwned>(&self, script: &str, given: Value) -> Result<T> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; const given = arguments[0];\n{HELPERS}\n\
             (async () => {{ {script}\n }})().then(\n\
             (value) => done({{ value: value === undefined ? null : value }}),\n\
             (error) => done({{ error: String(error), stack: String(error?.stack) }}));"
        );
        let outcome = in_time("a script", self.client().execute_async(&script, vec![given])).await?;
        if let Some(error) = outcome.get("error") {
            bail!("the script threw {error}: {}", outcome.get("stack").unwrap_or(&Value::Null));
        }
        let value = outcome.get("value").cloned().unwrap_or_default();
        serde_json::from_value(value.clone()).with_context(|| format!("the script gave {value}"))
    }

    /// Runs a script until it gives something true, which is returned.
    ///
    /// # Errors
    /// When that takes too long; the last value or error is told.
    pub async fn wait_for(&self, what: &str, script: &str, given: Value) -> Result<Value> {
        self.wait_long_for(what, script, given, PATIENCE).await
    }

    /// [`Browser::wait_for`] with a limit of its own.
    ///
    /// # Errors
    /// As [`Browser::wait_for`].
    pub async fn wait_long_for(
        &self,
        what: &str,
        script: &str,
        given: Value,
        limit: Duration,
    ) -> Result<Value> {
        let started = Instant::now();
        let mut last;
        loop {
            match self.run::<Value>(script, given.clone()).await {
                Ok(Value::Null | Value::Bool(false)) => last = "nothing".to_owned(),
                Ok(Value::String(text)) if text.is_empty() => last = "an empty text".to_owned(),
                Ok(value) => return Ok(value),
                Err(error) => last = format!("{error:#}"),
            }
            if started.elapsed() > limit {
                bail!("waited {} s for {what}; last: {last}", limit.as_secs());
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Presses keys one after another, as a keyboard does: they go where the focus is.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn press(&self, keys: &str) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in keys.chars() {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        in_time("keys", self.client().perform_actions(actions)).await
    }

    /// Presses a key while another is held.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn press_with(&self, held: char, value: char) -> Result<()> {
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: held });
        in_time("keys", self.client().perform_actions(actions)).await
    }

    /// Sets the size of the page's viewport, as far as the engine's window can be as small.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        in_time("the window's size", self.client().set_window_size(width, height)).await
    }

    /// A command of Chromium's own protocol.
    ///
    /// # Errors
    /// When the driver refuses, as those of the other engines do.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let command = DevTools { command: command.to_owned(), parameters };
        in_time("DevTools", self.client().issue_cmd(command)).await
    }

    /// Forgets cookies, leaves the page.
    pub(crate) async fn forget(&self) -> Result<()> {
        in_time("cookies", self.client().delete_all_cookies()).await?;
        self.open("about:blank").await
    }

    /// Whether the session still answers.
    pub(crate) async fn is_alive(&self) -> bool {
        tokio::time::timeout(Duration::from_secs(5), self.client().current_url())
            .await
            .is_ok_and(|url| url.is_ok())
    }

    /// Saves a picture of the page.
    pub(crate) async fn save_screenshot(&self, path: &Path) -> Result<()> {
        let picture = in_time("a screenshot", self.client().screenshot()).await?;
        Ok(std::fs::write(path, picture)?)
    }

    /// Ends the session in good order.
    pub(crate) async fn close(self) {
        let _ = tokio::time::timeout(Duration::from_secs(10), self.driver.client.clone().close()).await;
    }
}

async fn in_time<T, E>(what: &str, future: impl Future<Output = Result<T, E>>) -> Result<T>
where
    E: std::error::Error + Send + Sync + 'static,
{
    match tokio::time::timeout(COMMAND, future).await {
        Ok(outcome) => outcome.with_context(|| what.to_owned()),
        Err(_) => bail!("{what}: no answer within {} s", COMMAND.as_secs()),
    }
}

#[derive(Debug)]
struct DevTools {
    command: String,
    parameters: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({"cmd": self.command, "params": self.parameters});
        (http::Method::POST, Some(body.to_string()))
    }
}
