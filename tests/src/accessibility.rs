//! Two accessibility engines, and windows in which things could stick out.

use crate::browser::Browser;
use crate::engine::Engine;
use crate::places::npm_module;
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Runs axe over the page. Every rule but the experimental ones; `colours` limits it to those about colours.
pub const AXE: &str = "
    const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const runOnly = given.colours ? { type: 'tag', values: ['cat.color'] } : { type: 'tag', values: all };
    const rules = given.colours ? { 'color-contrast-enhanced': { enabled: false } } : {};
    const result = await axe.run(document, { runOnly, rules, resultTypes: ['violations'] });
    return result.violations.flatMap((violation) => violation.nodes.map((node) =>
      `axe ${violation.id}: ${JSON.stringify(node.target)} ${node.html.slice(0, 200)} ${node.failureSummary}`));";

/// Runs IBM's engine over the page.
pub const IBM: &str = "
    const report = await new ace.Checker().check(document, ['WCAG_2_2', 'IBM_Accessibility']);
    return report.results.filter(({ value }) => value[0] === 'VIOLATION' && value[1] === 'FAIL').map((result) =>
      `ibm ${result.ruleId} ${result.reasonId}: ${result.path.dom} ${result.snippet.slice(0, 200)} ${result.message}`);";

/// Looks at one state of a page after the other, and keeps what it finds.
pub struct Checker<'a> {
    browser: &'a Browser,
    axe: String,
    ibm: String,
    /// What was found, with the states in which it was.
    found: BTreeMap<String, Vec<String>>,
    states: usize,
}

impl<'a> Checker<'a> {
    /// A checker without findings.
    ///
    /// # Errors
    /// When an engine is not installed.
    pub fn new(browser: &'a Browser) -> Result<Self> {
        Ok(Self {
            browser,
            axe: npm_module("axe-core/axe.min.js")?,
            ibm: npm_module("accessibility-checker-engine/ace.js")?,
            found: BTreeMap::new(),
            states: 0,
        })
    }

    /// Brings the engines into the page that was opened.
    ///
    /// # Errors
    /// When one does not load.
    pub async fn equip(&self) -> Result<()> {
        let load = |source: &str, name: &str| {
            format!("{source}\n;if (typeof {name} !== 'undefined') window.{name} = window.{name} ?? {name};")
        };
        let client = self.browser.client();
        client.execute(&load(&self.axe, "axe"), Vec::new()).await.context("axe")?;
        client.execute(&load(&self.ibm, "ace"), Vec::new()).await.context("IBM's engine")?;
        let there: bool =
            self.browser.run("return Boolean(window.axe?.run && window.ace?.Checker)", Value::Null).await?;
        ensure!(there, "the accessibility engines did not load");
        Ok(())
    }

    /// Looks at what is shown now, in every theme.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn check(&mut self, state: &str) -> Result<()> {
        for theme in ["light", "dark", "contrast"] {
            let script = "host().config = { theme: given }; document.body.className = `bare theme-${given}`; \
                          document.querySelector('meta[name=color-scheme]').content = given === 'dark' ? 'dark' : 'light'; \
                          await until('the theme', () => root().querySelector('.guidance-form').dataset.theme === given); \
                          await frame(); \
                          for (const tree of [document, root()]) tree.getAnimations().forEach((one) => one.finish()); \
                          await frame();";
            // Colours that fade over are looked at when they have arrived.
            self.browser.run::<Value>(script, json!(theme)).await?;
            let colours = theme != "light";
            let mut violations: Vec<String> = self.browser.run(AXE, json!({"colours": colours})).await?;
            if !colours {
                violations.extend(self.browser.run::<Vec<String>>(IBM, Value::Null).await?);
            }
            for violation in violations {
                self.found.entry(violation).or_default().push(format!("{state}, {theme}"));
            }
            self.states += 1;
        }
        Ok(())
    }

    /// How many states were looked at.
    #[must_use]
    pub fn states(&self) -> usize {
        self.states
    }

    /// How many violations were found.
    #[must_use]
    pub fn violations(&self) -> usize {
        self.found.len()
    }

    /// Tells everything that was found.
    ///
    /// # Errors
    /// When there was something.
    pub fn finish(self) -> Result<()> {
        println!("{} states", self.states);
        if self.found.is_empty() {
            return Ok(());
        }
        let told: Vec<String> = self
            .found
            .iter()
            .map(|(violation, states)| {
                format!("{violation}\n    in {} states, such as {}", states.len(), states[0])
            })
            .collect();
        bail!("{} violations:\n{}", told.len(), told.join("\n"))
    }
}

/// What sticks out of the window, and text that is cut off.
pub const OVERFLOW: &str = "
    const width = document.documentElement.clientWidth;
    const found = [];
    if (document.scrollingElement.scrollWidth > width) found.push(`scrolls to ${document.scrollingElement.scrollWidth} of ${width}`);
    for (const element of root().querySelectorAll('*')) {
      const box = element.getBoundingClientRect();
      if (!box.width || !box.height || element.closest('.visually-hidden, [hidden]')) continue;
      // Heads of tables whose cells carry the names of their columns instead.
      if (element.localName === 'thead' && getComputedStyle(element).clipPath === 'inset(50%)') continue;
      const name = `${element.localName}.${element.className} ${words(element).slice(0, 40)}`;
      if (box.right > width + 1 || box.left < -1) found.push(`${name}: ${Math.round(box.left)} to ${Math.round(box.right)} of ${width}`);
      const style = getComputedStyle(element);
      // A closed drop-down list shows the start of a long option; open, it shows all of it.
      if (style.overflowX === 'hidden' && element.localName !== 'select' && element.scrollWidth > element.clientWidth + 1) found.push(`${name}: cut off`);
    }
    return found;";

/// Opens the bare page in a window of a width. Windows of desktop browsers do not get as narrow as a phone: Chromium
/// pretends, the others have it in the gallery's narrow frame.
///
/// # Errors
/// When the browser does not follow.
pub async fn open_narrow(browser: &Browser, gallery: &str, query: &str, width: u32) -> Result<()> {
    if browser.engine == Engine::Chromium {
        set_width(browser, width).await?;
    } else if width == 320 {
        browser.resize(1280, 1024).await?;
        browser.open(&format!("{gallery}?{query}&width=320")).await?;
        browser.client().enter_frame(0).await?;
        return Ok(());
    } else {
        browser.resize(width, 1024).await?;
    }
    browser.open(&format!("{gallery}/embed?{query}")).await
}

/// Makes the window so wide.
///
/// # Errors
/// When the browser does not follow.
pub async fn set_width(browser: &Browser, width: u32) -> Result<()> {
    if browser.engine == Engine::Chromium {
        let metrics = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        return browser.devtools("Emulation.setDeviceMetricsOverride", metrics).await.map(drop);
    }
    browser.resize(width, 1024).await
}
