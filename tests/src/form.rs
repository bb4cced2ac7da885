//! A form in a page, as a person uses it.

use crate::browser::Browser;
use anyhow::{Context as _, Result, bail, ensure};
use fantoccini::key::Key;
use guidance_contract::{Answers, CodeSets, Display, Form, Kind, Report, Submission};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// An issue as it is shown at its field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ShownIssue {
    /// JSON Pointer of the answer.
    pub path: String,
    /// `error` or `warning`.
    pub severity: String,
    /// The text, with its prefix.
    pub text: String,
}

/// What a person will do at each question, by JSON Pointer, in reading order.
#[derive(Debug, Clone)]
pub struct Plan(Map<String, Value>);

/// The first form of a page.
#[derive(Debug, Clone, Copy)]
pub struct FormPage<'a> {
    browser: &'a Browser,
}

impl Plan {
    /// The plan to give `answers` in a locale.
    #[must_use]
    pub fn new(form: &Form, sets: &CodeSets, answers: &Answers, locale: &str) -> Self {
        let language = locale.split('-').next().unwrap_or(locale);
        let mut plan = Self(Map::new());
        let writer = Writer { form, sets, locale, language };
        for (index, node) in form.items().filter(|(_, node)| node.repeat.is_none()) {
            let Some(answer) = answers.get(&node.item.id) else { continue };
            let path = format!("/answers/{}", node.item.id);
            if node.item.kind == Kind::Repeat {
                let rows = answer.as_array().map(Vec::as_slice).unwrap_or_default();
                plan.0.insert(path.clone(), json!({"kind": "rows", "rows": rows.len()}));
                for (number, row) in rows.iter().enumerate() {
                    for (inner, child) in form.items().filter(|(_, child)| child.repeat == Some(index)) {
                        if let Some(answer) = row.get(&child.item.id) {
                            writer.add(
                                &mut plan,
                                format!("{path}/{number}/{}", child.item.id),
                                inner,
                                answer,
                            );
                        }
                    }
                }
            } else {
                writer.add(&mut plan, path, index, answer);
            }
        }
        plan
    }

    /// The same plan with another text at one question.
    #[must_use]
    pub fn with_text(mut self, path: &str, text: &str) -> Self {
        self.0.insert(path.to_owned(), json!({"kind": "text", "text": text}));
        self
    }

    /// The plan without a question.
    #[must_use]
    pub fn without(mut self, path: &str) -> Self {
        self.0.remove(path);
        self
    }
}

struct Writer<'a> {
    form: &'a Form,
    sets: &'a CodeSets,
    locale: &'a str,
    language: &'a str,
}

impl Writer<'_> {
    fn add(&self, plan: &mut Plan, path: String, index: guidance_contract::ItemIndex, answer: &Value) {
        let Some(node) = self.form.item(index) else { return };
        let list = || -> Vec<&str> {
            match answer {
                Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
                other => other.as_str().into_iter().collect(),
            }
        };
        let step = match node.item.kind {
            Kind::Text | Kind::LongText | Kind::Number | Kind::Date => {
                let text = self.form.show_typed(index, answer);
                let text =
                    if self.language == "en" && answer.is_number() { text.replace(',', ".") } else { text };
                json!({"kind": "text", "text": text})
            }
            Kind::Single if node.item.display == Some(Display::Select) => {
                json!({"kind": "select", "options": list()})
            }
            Kind::Single | Kind::Multiple => json!({"kind": "choices", "options": list()}),
            Kind::Scale => json!({"kind": "choices", "options": [answer.to_string()]}),
            Kind::Search => {
                let set = node.item.code_set.as_deref().unwrap_or_default();
                let labels: Vec<&str> = list().into_iter().map(|code| self.label(set, code)).collect();
                json!({"kind": "search", "labels": labels})
            }
            Kind::File | Kind::Host | Kind::Note | Kind::Group | Kind::Repeat => return,
        };
        plan.0.insert(path, step);
    }

    fn label<'b>(&'b self, set: &str, code: &'b str) -> &'b str {
        let Some(entry) = self.sets.entry(set, code) else { return code };
        [self.locale, self.language, "en", "fi"]
            .iter()
            .find_map(|locale| entry.labels.get(*locale))
            .or_else(|| entry.labels.values().next())
            .map_or(code, String::as_str)
    }
}

/// What a key would act on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Focus {
    tag: String,
    #[serde(rename = "type")]
    kind: String,
    role: String,
    id: String,
    value: String,
    checked: bool,
    path: String,
    rows: usize,
    in_form: bool,
    active: String,
    chips: Vec<String>,
    shown: bool,
    goes_back: bool,
}

impl<'a> FormPage<'a> {
    /// The form, once it can be used.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn ready(browser: &'a Browser) -> Result<Self> {
        let script = "return Boolean(root()?.querySelector('.guidance-form')) && heading() !== ''";
        browser.wait_for("the form", script, Value::Null).await?;
        Ok(Self { browser })
    }

    /// Goes to the first page by the list of steps: answers from before open where their person goes on.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn to_first_page(&self) -> Result<()> {
        let script = "root().querySelector('.steps-beside li:first-child button')?.click(); \
                      await until('the first page', () => root().querySelector('.steps-beside li:first-child [aria-current]')); \
                      await frame()";
        self.browser.run::<Value>(script, Value::Null).await.map(drop)
    }

    /// Heading of the page that is shown.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn heading(&self) -> Result<String> {
        self.browser.run("return heading()", Value::Null).await
    }

    /// The submission as it is now.
    ///
    /// # Errors
    /// When there is none.
    pub async fn submission(&self) -> Result<Submission> {
        self.browser.run("return host().submission", Value::Null).await
    }

    /// The report as it is now.
    ///
    /// # Errors
    /// When there is none.
    pub async fn report(&self) -> Result<Report> {
        self.browser.run("return host().report", Value::Null).await
    }

    /// Issues that are shown at fields.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn shown_issues(&self) -> Result<Vec<ShownIssue>> {
        self.browser.run("return shownIssues()", Value::Null).await
    }

    /// Answers what is planned on this page, by script.
    ///
    /// # Errors
    /// When a planned answer cannot be given.
    pub async fn answer_page(&self, plan: &Plan) -> Result<Vec<String>> {
        self.browser.run("return answerPage(given)", Value::Object(plan.0.clone())).await
    }

    /// Presses the main button and waits for the next page.
    ///
    /// # Errors
    /// When this page stays.
    pub async fn next(&self) -> Result<()> {
        let script = "const before = heading(); root().getElementById('action-next').click(); \
                      await until(`another page than ${before}, not ${JSON.stringify(shownIssues())}`, \
                      () => heading() !== before, 10000);";
        self.browser.run::<Value>(script, Value::Null).await.map(drop)
    }

    /// Presses the main button and waits for the error summary.
    ///
    /// # Errors
    /// When there is none.
    pub async fn next_with_errors(&self) -> Result<Vec<ShownIssue>> {
        let script = "root().getElementById('action-next').click(); \
                      await until('the error summary', () => isShown(root().getElementById('error-summary')));";
        self.browser.run::<Value>(script, Value::Null).await?;
        self.shown_issues().await
    }

    /// Goes through all pages, answering as planned, up to the review page.
    ///
    /// # Errors
    /// When a page cannot be left.
    pub async fn answer_up_to_review(&self, plan: &Plan) -> Result<()> {
        for _ in 0..40 {
            if self.is_at_review().await? {
                return Ok(());
            }
            self.answer_page(plan).await?;
            self.next().await?;
        }
        bail!("there is no end of pages")
    }

    /// Whether the review page is shown.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn is_at_review(&self) -> Result<bool> {
        self.browser.run("return Boolean(root().querySelector('[part~=review]'))", Value::Null).await
    }

    /// Presses send on the review page and waits for the receipt; gives its reference.
    ///
    /// # Errors
    /// When no receipt comes.
    pub async fn send(&self) -> Result<String> {
        self.browser.run::<Value>("root().getElementById('action-next').click()", Value::Null).await?;
        self.receipt().await
    }

    /// Waits for the receipt; gives its reference.
    ///
    /// # Errors
    /// When no receipt comes.
    pub async fn receipt(&self) -> Result<String> {
        let script = "return words(root().querySelector('.receipt-facts dd'))";
        let found = self.browser.wait_for("the receipt", script, Value::Null).await?;
        found.as_str().map(str::to_owned).context("a receipt has a reference")
    }

    async fn focus(&self) -> Result<Focus> {
        self.browser.run("return focusFacts()", Value::Null).await
    }

    /// Answers what is planned on this page with the keyboard alone, and presses the main button with it.
    ///
    /// The order of the focus is that of the document, and every stop is visible: that is checked on the way.
    ///
    /// # Errors
    /// When a planned answer cannot be reached or given.
    pub async fn type_page(&self, plan: &Plan) -> Result<()> {
        let mut done = BTreeSet::new();
        let mut inside = false;
        for _ in 0..400 {
            self.browser.press(&char::from(Key::Tab).to_string()).await?;
            let focus = self.focus().await?;
            if !focus.in_form {
                // Links and buttons of the page around the form.
                inside = false;
                continue;
            }
            ensure!(focus.shown, "the focus is on something that is not shown: {focus:?}");
            ensure!(!inside || !focus.goes_back, "the focus goes back in the document: {focus:?}");
            inside = true;
            if focus.id == "action-next" {
                self.browser.press(&char::from(Key::Enter).to_string()).await?;
                return Ok(());
            }
            let Some(step) = plan.0.get(&focus.path) else { continue };
            if step["kind"] == "rows" {
                if focus.id.ends_with("-add")
                    && focus.rows < usize::try_from(step["rows"].as_u64().unwrap_or(0))?
                {
                    self.browser.press(&char::from(Key::Enter).to_string()).await?;
                    // It stands before the button, and the way goes on from there.
                    let script = "return focused().id.startsWith('row-')";
                    self.browser.wait_for("the focus on the new row's heading", script, Value::Null).await?;
                    inside = false;
                }
                continue;
            }
            if focus.tag == "button" || (done.contains(&focus.path) && focus.kind != "checkbox") {
                continue;
            }
            self.type_answer(&focus, step).await.with_context(|| format!("{} {step}", focus.path))?;
            done.insert(focus.path);
        }
        bail!("the main button cannot be reached with Tab")
    }

    async fn type_answer(&self, focus: &Focus, step: &Value) -> Result<()> {
        let options = strings(&step["options"]);
        match (step["kind"].as_str(), focus.kind.as_str()) {
            (Some("text"), _) => self.retype(focus, step["text"].as_str().unwrap_or_default()).await,
            (Some("search"), _) => self.pick(focus, &strings(&step["labels"])).await,
            (Some("choices"), "checkbox") => {
                if options.contains(&focus.value.as_str()) != focus.checked {
                    self.browser.press(" ").await?;
                    let after = self.focus().await?;
                    ensure!(after.checked != focus.checked, "the space bar does nothing: {after:?}");
                }
                Ok(())
            }
            (Some("choices"), "radio") => {
                let wanted = options.first().copied().unwrap_or_default();
                if focus.value == wanted && !focus.checked {
                    self.browser.press(" ").await?;
                }
                self.arrow_to(|focus| focus.value == wanted && focus.checked).await
            }
            (Some("select"), _) => {
                let wanted = options.first().copied().unwrap_or_default();
                self.arrow_to(|focus| focus.value == wanted).await
            }
            _ => bail!("no way to type this into {focus:?}"),
        }
    }

    async fn arrow_to(&self, is_there: impl Fn(&Focus) -> bool) -> Result<()> {
        for _ in 0..30 {
            if is_there(&self.focus().await?) {
                return Ok(());
            }
            self.browser.press(&char::from(Key::Down).to_string()).await?;
        }
        bail!("the arrow keys do not lead there, but to {:?}", self.focus().await?)
    }

    async fn retype(&self, focus: &Focus, text: &str) -> Result<()> {
        if focus.value == text {
            return Ok(());
        }
        if !focus.value.is_empty() {
            self.browser.press_with(char::from(Key::Control), 'a').await?;
        }
        self.browser.press(text).await?;
        let after = self.focus().await?;
        ensure!(after.value == text, "typed {text:?}, the field holds {:?}", after.value);
        Ok(())
    }

    async fn pick(&self, focus: &Focus, labels: &[&str]) -> Result<()> {
        for label in labels {
            if focus.value == *label || focus.chips.iter().any(|chip| chip == label) {
                continue;
            }
            let script = "return !focusFacts().loading";
            self.browser.wait_for("the list of codes", script, Value::Null).await?;
            if !focus.value.is_empty() {
                self.browser.press_with(char::from(Key::Control), 'a').await?;
            }
            self.browser.press(label).await?;
            for _ in 0..60 {
                self.browser.press(&char::from(Key::Down).to_string()).await?;
                if self.focus().await?.active == *label {
                    break;
                }
            }
            let active = self.focus().await?.active;
            ensure!(active == *label, "the arrow keys lead to {active:?}, not to {label:?}");
            self.browser.press(&char::from(Key::Enter).to_string()).await?;
            let after = self.focus().await?;
            ensure!(after.role == "combobox", "choosing an option moved the focus: {after:?}");
        }
        Ok(())
    }
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
