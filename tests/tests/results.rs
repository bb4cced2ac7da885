//! `<guidance-results>` in pages of hosts and in the gallery, in each engine: the same view as on a server, nothing that
//! breaks the strictest policy, nothing that a reader with another device would miss.

use anyhow::{Context as _, Result, ensure};
use guidance_contract::{
    Audience, Config, Form, Results, ResultsConfig, ResultsView, Submission, SyntheticIdentityCodes,
};
use guidance_forms::{FORMS, ShippedForm};
use guidance_tests::{
    Browser, Checker, Engine, Fault, FormPage, Host, OVERFLOW, Plan, Suite, code_sets, form, main_of,
    open_narrow, set_width,
};
use serde_json::{Value, json};
use std::process::ExitCode;

const CHROMIUM: &[Engine] = &[Engine::Chromium];
const READERS: [Audience; 5] =
    [Audience::Student, Audience::Guardian, Audience::Counsellor, Audience::Teacher, Audience::Office];
const SUBJECT: &str = "student-1";

fn main() -> ExitCode {
    main_of(&[
        ("the_browser_makes_the_view_that_the_server_makes", &[], same_view),
        ("every_persona_fills_in_and_reads_the_results", CHROMIUM, personas),
        ("results_and_a_form_live_side_by_side", &[], side_by_side),
        ("another_language_is_a_choice_away", &[], languages),
        ("a_host_may_print_in_its_own_way", &[], printing),
        ("what_is_open_is_on_paper_and_what_is_closed_is_not", CHROMIUM, on_paper),
        ("a_config_that_cannot_be_shown_is_a_card_and_an_event", &[], faults),
        ("no_violation_in_any_series_reader_and_theme", CHROMIUM, violations),
        ("narrow_large_and_right_to_left", &[], narrow),
    ])
}

fn with_results() -> impl Iterator<Item = &'static ShippedForm> {
    FORMS.iter().filter(|shipped| shipped.results.is_some())
}

struct Source {
    shipped: &'static ShippedForm,
    form: Form,
    results: Results,
}

impl Source {
    fn load(shipped: &'static ShippedForm) -> Result<Self> {
        let form = form(shipped);
        let results = Results::load(shipped.results.context("results")?, &form);
        let results = results.map_err(|report| anyhow::anyhow!("{report:?}"))?;
        Ok(Self { shipped, form, results })
    }

    fn submissions(&self, series: &str) -> Result<Vec<Submission>> {
        self.shipped.submissions(&self.form, series, SUBJECT).with_context(|| series.to_owned())
    }

    fn made_in_the_browser(&self, series: &str, reader: Audience) -> Result<ResultsConfig> {
        Ok(ResultsConfig {
            locale: Some("fi".to_owned()),
            submissions: Some(self.submissions(series)?),
            audience: Some(reader),
            ..ResultsConfig::default()
        })
    }

    fn view(&self, config: &ResultsConfig) -> Result<ResultsView> {
        config.view(Some(&self.results), &self.form).context("a view")
    }
}

/// A page with the element, and a config in its script child.
fn page_of(suite: &Suite, id: &str, config: &Value) -> Result<Host> {
    let json = config.to_string().replace('<', "\\u003c");
    let body = format!(
        r#"<guidance-results form="{id}" locale="fi"><script type="application/json">{json}</script></guidance-results>"#
    );
    Ok(suite.site()?.host(&body, Fault::None))
}

async fn open(browser: &Browser, host: &Host) -> Result<()> {
    browser.open(&host.url()).await?;
    FormPage::ready(browser).await.map(drop)
}

async fn expect_no_faults(browser: &Browser, host: &Host) -> Result<()> {
    let script = "const { watched } = window; return [...watched.violations, ...watched.errors]";
    let found: Vec<String> = browser.run(script, Value::Null).await?;
    ensure!(found.is_empty(), "{}", found.join("\n"));
    ensure!(host.reports().is_empty(), "{:?}", host.reports());
    Ok(())
}

fn same_view(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let mut compared = 0;
        for shipped in with_results() {
            let source = Source::load(shipped)?;
            let empty = json!({"locale": "fi", "submissions": [], "audience": "student"});
            let host = page_of(suite, shipped.id, &empty)?;
            open(browser, &host).await?;
            // From here on the property alone counts.
            let script = "host().config = { submissions: [], audience: 'student' }; host().replaceChildren(); await frame();";
            browser.run::<Value>(script, Value::Null).await?;
            for (series, _) in shipped.series {
                for reader in READERS {
                    let config = source.made_in_the_browser(series, reader)?;
                    let native = source.view(&config)?;
                    // Both ways show the same, and what the browser made is the same byte for byte.
                    let script = "
                        const shown = async (config) => {
                          const { view } = host();
                          host().config = config;
                          await until('another view', () => JSON.stringify(host().view) !== JSON.stringify(view));
                          // Labels of codes come later.
                          for (let before; ;) {
                            const now = root().querySelector('.guidance-form').innerHTML;
                            if (now === before) return now;
                            before = now;
                            await pause(60);
                          }
                        };
                        const [made, cut] = JSON.parse(given);
                        const inBrowser = await shown(made);
                        const view = JSON.stringify(host().view);
                        await shown({ submissions: [], audience: 'student' });
                        return { view, isSame: inBrowser === await shown(cut) };";
                    let configs = json!([config, {"locale": "fi", "view": native}]).to_string();
                    let found: Value = browser.run(script, json!(configs)).await?;
                    let name = format!("{} {series}, {reader:?}", shipped.id);
                    let text = serde_json::to_string(&native)?;
                    let browser = found["view"].as_str().unwrap_or_default();
                    ensure!(browser == text, "{name}: {}", first_difference(&text, browser));
                    ensure!(found["isSame"] == true, "{name}: another page");
                    compared += 1;
                }
            }
            expect_no_faults(browser, &host).await?;
        }
        println!("{}: {compared} views are the same", browser.engine.name());
        ensure!(compared > 20, "only {compared} views");
        Ok(())
    })
}

/// Every submission of every series, filled in question by question as its author would, then read together.
fn personas(suite: &Suite, browser: &Browser) -> Result<()> {
    let mut filled = 0;
    for shipped in with_results() {
        let source = Source::load(shipped)?;
        for (series, _) in shipped.series {
            let expected = source.submissions(series)?;
            let mut sent = Vec::new();
            for (entry, expected) in
                shipped.series(series).context("a series")?.submissions.iter().zip(&expected)
            {
                let name = format!("{} {series} {}", shipped.id, entry.example);
                let submission = suite
                    .block_on(fill_in(suite, browser, &source, &entry.example, expected))
                    .with_context(|| name.clone())?;
                let ids = expected.answers.keys().chain(submission.answers.keys());
                let differs = |id: &&String| {
                    in_order(expected.answers.get(*id)) != in_order(submission.answers.get(*id))
                };
                let other: Vec<String> = ids
                    .filter(differs)
                    .map(|id| {
                        format!("{id}: {:?}, sent {:?}", expected.answers.get(id), submission.answers.get(id))
                    })
                    .collect();
                ensure!(other.is_empty(), "{name}: {}", other.join("\n"));
                ensure!(submission.computed == expected.computed, "{name}: {:?}", submission.computed);
                sent.push(submission);
                filled += 1;
            }
            suite.block_on(async {
                let config = ResultsConfig {
                    submissions: Some(sent),
                    ..source.made_in_the_browser(series, Audience::Counsellor)?
                };
                let host = page_of(suite, shipped.id, &serde_json::to_value(&config)?)?;
                open(browser, &host).await?;
                let found: String = browser.run("return JSON.stringify(host().view)", Value::Null).await?;
                let native = serde_json::to_string(&source.view(&config)?)?;
                ensure!(found == native, "{series}: {}", first_difference(&native, &found));
                expect_no_faults(browser, &host).await
            })?;
        }
    }
    println!("{filled} submissions were filled in");
    ensure!(filled > 15, "only {filled} submissions");
    Ok(())
}

/// An answer with its choices in one order: the form has them in that of the options.
fn in_order(answer: Option<&Value>) -> Option<Value> {
    let mut answer = answer.cloned();
    if let Some(Value::Array(choices)) = &mut answer
        && choices.iter().all(Value::is_string)
    {
        choices.sort_by_key(|choice| choice.as_str().map(str::to_owned));
    }
    answer
}

/// Fills in one form by hand and sends it; what was sent.
async fn fill_in(
    suite: &Suite,
    browser: &Browser,
    source: &Source,
    example: &str,
    expected: &Submission,
) -> Result<Submission> {
    let shipped = source.shipped;
    let example = shipped.example(example).context("an example")?;
    let code_sets_of_host = serde_json::from_str(shipped.host_code_sets.unwrap_or("{}"))?;
    let config = Config {
        locale: Some("fi".to_owned()),
        subject: expected.subject.clone(),
        author: expected.author.clone(),
        code_sets: code_sets_of_host,
        synthetic_identity_codes: SyntheticIdentityCodes::Accept,
        submit_url: Some("submit".to_owned()),
        ..example.config.clone()
    };
    let plan = Plan::new(&source.form, &code_sets(shipped, &config), &expected.answers, "fi");
    let json = serde_json::to_string(&config)?.replace('<', "\\u003c");
    let body = format!(
        r#"<guidance-form form="{}" locale="fi"><script type="application/json">{json}</script></guidance-form>"#,
        shipped.id
    );
    let host = suite.site()?.host(&body, Fault::None);
    host.set_script(
        "addEventListener('guidance-submit', (event) => { window.sent = event.detail.submission; \
         event.respondWith(Promise.resolve({ id: event.detail.submission.id, reference: 'A-1', \
         received: '2026-11-22T10:00:00Z' })); });",
    );
    open(browser, &host).await?;
    let page = FormPage::ready(browser).await?;
    page.answer_up_to_review(&plan).await?;
    page.send().await?;
    expect_no_faults(browser, &host).await?;
    browser.run("return window.sent", Value::Null).await
}

/// Where two texts part, with what stands around.
fn first_difference(native: &str, browser: &str) -> String {
    let place = native.bytes().zip(browser.bytes()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| {
        let bytes = text.as_bytes().get(place.saturating_sub(80)..).unwrap_or_default();
        String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).into_owned()
    };
    format!("\nnative  …{}\nbrowser …{}", around(native), around(browser))
}

/// The rating of one person by several people.
fn several() -> Result<(Source, &'static str)> {
    for shipped in with_results() {
        let source = Source::load(shipped)?;
        for (series, _) in shipped.series {
            let view = source.view(&source.made_in_the_browser(series, Audience::Counsellor)?)?;
            if view.voices.len() > 2 && view.voices.iter().any(|voice| voice.rounds.len() > 2) {
                return Ok((source, series));
            }
        }
    }
    anyhow::bail!("no series has three voices and three rounds")
}

fn side_by_side(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let (source, series) = several()?;
        let config = serde_json::to_string(&source.made_in_the_browser(series, Audience::Student)?)?;
        let config = config.replace('<', "\\u003c");
        let id = source.shipped.id;
        let body = format!(
            r#"<div id="one"><guidance-form form="{id}" locale="fi"></guidance-form></div><div id="two"><guidance-results
            form="{id}" locale="fi"><script type="application/json">{config}</script></guidance-results></div>"#
        );
        let host = suite.site()?.host(&body, Fault::None);
        browser.open(&host.url()).await?;
        let both = "return [0, 1].every((number) => root(number)?.querySelector('.guidance-form'))";
        browser.wait_for("both elements", both, Value::Null).await?;
        // Results in another place and back, gone and there again: each time they are there, and nobody else stirs.
        let script = "
            const results = document.querySelector('guidance-results');
            const form = document.querySelector('guidance-form');
            form.focus();
            const focus = focused();
            document.getElementById('one').prepend(results);
            await frame();
            const moved = Boolean(results.shadowRoot.querySelector('svg'));
            results.remove();
            await pause(50);
            const gone = results.shadowRoot.querySelector('svg') === null;
            document.getElementById('two').append(results);
            await until('the results again', () => results.shadowRoot.querySelector('svg'));
            const details = results.shadowRoot.querySelector('details');
            details.querySelector('summary').click();
            await frame();
            return { moved, gone, open: details.open, focus: focused() === focus || focused() === details.querySelector('summary'),
              form: Boolean(form.shadowRoot.querySelector('form')) };";
        let found: Value = browser.run(script, Value::Null).await?;
        let expected = json!({"moved": true, "gone": true, "open": true, "focus": true, "form": true});
        ensure!(found == expected, "{found}");
        expect_no_faults(browser, &host).await
    })
}

fn languages(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let (source, series) = several()?;
        let mut config = serde_json::to_value(source.made_in_the_browser(series, Audience::Student)?)?;
        config["locales"] = json!(["fi", "sv", "en", "fi-x-selko"]);
        let host = page_of(suite, source.shipped.id, &config)?;
        open(browser, &host).await?;
        let script = "
            const titles = [heading()];
            for (const locale of ['sv', 'en', 'fi-x-selko']) {
              const list = root().querySelector('select');
              list.value = locale;
              tell(list, 'change');
              await until('the language', () => root().querySelector('.guidance-form').lang === locale);
              await frame();
              titles.push(heading());
            }
            return { titles: new Set(titles).size, told: watched.events.filter(({ type }) => type === 'locale').length };";
        let found: Value = browser.run(script, Value::Null).await?;
        ensure!(found["told"] == 3 && found["titles"].as_u64() >= Some(3), "{found}");
        expect_no_faults(browser, &host).await
    })
}

fn printing(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let (source, series) = several()?;
        let config = serde_json::to_value(source.made_in_the_browser(series, Audience::Counsellor)?)?;
        let host = page_of(suite, source.shipped.id, &config)?;
        open(browser, &host).await?;
        let script = "
            let prints = 0;
            window.print = () => { prints += 1; };
            document.addEventListener('guidance-print', (event) => event.preventDefault(), { once: true });
            const button = root().querySelector('#action-print');
            button.click();
            await frame();
            const own = prints;
            button.click();
            await frame();
            return { own, prints };";
        let found: Value = browser.run(script, Value::Null).await?;
        let expected = json!({"own": 0, "prints": 1});
        ensure!(found == expected, "{found}");
        expect_no_faults(browser, &host).await
    })
}

fn on_paper(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let (source, series) = several()?;
        let config = serde_json::to_value(source.made_in_the_browser(series, Audience::Counsellor)?)?;
        let host = page_of(suite, source.shipped.id, &config)?;
        open(browser, &host).await?;
        browser.run::<Value>("root().querySelector('details summary').click(); await frame();", Value::Null).await?;
        browser.devtools("Emulation.setEmulatedMedia", json!({"media": "print"})).await?;
        let script = "
            const folds = [...root().querySelectorAll('details')];
            const shown = folds.filter((fold) => fold.checkVisibility());
            return { some: folds.length > 10, shown: shown.length, open: shown.every((fold) => fold.open),
              content: isShown(shown[0]?.querySelector('.fold-content')), print: isShown(root().getElementById('action-print')),
              pictures: [...root().querySelectorAll('svg.plot')].filter(isShown).length > 10 };";
        let found = browser.run::<Value>(script, Value::Null).await;
        browser.devtools("Emulation.setEmulatedMedia", json!({"media": ""})).await?;
        let (found, expected) = (
            found?,
            json!({"some": true, "shown": 1, "open": true, "content": true, "print": false, "pictures": true}),
        );
        ensure!(found == expected, "{found}");
        Ok(())
    })
}

fn faults(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let id = with_results().next().context("a form with results")?.id;
        for (config, path) in [
            (json!({}), ""),
            (json!({"submissions": []}), "/audience"),
            (json!({"submissions": [], "audience": "student", "surprise": 1}), "/surprise"),
            (
                json!({"view": {"form": "other", "version": "1.0.0", "audience": "student", "numbers": false,
                    "voices": [], "groups": [], "measures": [], "items": [], "sections": []}}),
                "/view/form",
            ),
        ] {
            let host = page_of(suite, id, &config)?;
            browser.open(&host.url()).await?;
            browser
                .wait_for(
                    "the card",
                    "return Boolean(root()?.querySelector('[part=card] [role=alert]'))",
                    Value::Null,
                )
                .await?;
            let script = "const [{ detail }] = watched.events.filter(({ type }) => type === 'error'); \
                          return detail.report.issues.map(({ path }) => path)";
            let found: Vec<String> = browser.run(script, Value::Null).await?;
            ensure!(found == [path], "{config}: {found:?}");
        }
        // Put right, it is there.
        let host = page_of(suite, id, &json!({}))?;
        browser.open(&host.url()).await?;
        let card = "return Boolean(root()?.querySelector('[part=card] [role=alert]'))";
        browser.wait_for("the card", card, Value::Null).await?;
        let script = "host().config = { submissions: [], audience: 'student' }; \
                      await until('the results', () => root().querySelector('.guidance-form')); \
                      return root().querySelector('[part=card]') === null";
        let is_right: bool = browser.run(script, Value::Null).await?;
        ensure!(is_right, "the card is still there");
        Ok(())
    })
}

/// Every series as each reader sees it: closed as at first, then with everything open.
fn violations(suite: &Suite, browser: &Browser) -> Result<()> {
    let portal = suite.portal()?;
    let mut checker = Checker::new(browser)?;
    for shipped in with_results() {
        for series in shipped.series.iter().map(|(name, _)| *name).chain([""]) {
            for (reader, locale) in [("student", "fi-x-selko"), ("counsellor", "fi"), ("teacher", "sv")] {
                let query = format!("form={}&series={series}&audience={reader}&locale={locale}", shipped.id);
                let url = portal.url(&format!("/gallery/results/embed?{query}"));
                suite.block_on(async {
                    browser.open(&url).await?;
                    FormPage::ready(browser).await?;
                    checker.equip().await?;
                    let open = "for (const one of root().querySelectorAll('details')) one.open = true; await frame();";
                    browser.run::<Value>(open, Value::Null).await?;
                    checker.check(&query).await
                })?;
            }
        }
    }
    checker.finish()
}

fn narrow(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let portal = suite.portal()?;
        let mut found = Vec::new();
        for shipped in with_results() {
            for (series, _) in shipped.series {
                for (direction, width, text) in [("ltr", 320, 100), ("rtl", 320, 100), ("ltr", 640, 200)] {
                    let query = format!(
                        "form={}&series={series}&audience=counsellor&locale=fi&dir={direction}",
                        shipped.id
                    );
                    open_narrow(browser, &portal.url("/gallery/results"), &query, width).await?;
                    FormPage::ready(browser).await?;
                    let script = "document.documentElement.style.fontSize = `${given}%`; \
                                  for (const one of root().querySelectorAll('details')) one.open = true; \
                                  await frame();";
                    browser.run::<Value>(script, json!(text)).await?;
                    let here: Vec<String> = browser.run(OVERFLOW, Value::Null).await?;
                    found.extend(here.iter().map(|line| format!("{query}, {width} px, {text} %: {line}")));
                }
            }
        }
        set_width(browser, 1280).await?;
        found.truncate(40);
        ensure!(found.is_empty(), "{} places:\n{}", found.len(), found.join("\n"));
        Ok(())
    })
}
