//! Two accessibility engines over every example, page, theme and state; and what no engine looks for: narrow windows,
//! large text, forced colours, right-to-left.
//!
//! The document is the same in every theme, so the themes after the first are looked at for colours alone.

use anyhow::{Context as _, Result, ensure};
use guidance_tests::{
    AXE, Browser, Checker, Engine, FormPage, IBM, OVERFLOW, Suite, different_examples, examples, main_of,
    open_narrow, set_width,
};
use serde_json::{Value, json};
use std::process::ExitCode;

const CHROMIUM: &[Engine] = &[Engine::Chromium];

fn main() -> ExitCode {
    main_of(&[
        ("no_violation_in_any_example_page_and_theme", CHROMIUM, every_state),
        ("no_violation_at_one_s_own_pace", CHROMIUM, own_pace),
        ("the_engines_find_planted_faults", CHROMIUM, planted),
        ("narrow_large_and_right_to_left", &[], narrow),
        ("forced_colours_keep_everything_visible", CHROMIUM, forced_colours),
    ])
}

fn every_state(suite: &Suite, browser: &Browser) -> Result<()> {
    let portal = suite.portal()?;
    let mut checker = Checker::new(browser)?;
    for shipped in guidance_forms::FORMS {
        let of_form = different_examples().into_iter().filter(|example| example.shipped.id == shipped.id);
        let shown = of_form.map(|example| (example.name, example.config.locale.unwrap_or_default()));
        // The empty form, and every example in its own locale.
        for (name, locale) in [("", "en".to_owned())].into_iter().chain(shown) {
            let url =
                portal.url(&format!("/gallery/embed?form={}&example={name}&locale={locale}", shipped.id));
            let state = format!("{} {name}", shipped.id);
            // One example a time limit: there are many.
            suite.block_on(every_page(&mut checker, browser, &url, &state)).with_context(|| state.clone())?;
            eprintln!(
                "      {state}: {} states so far, {} violations",
                checker.states(),
                checker.violations()
            );
        }
    }
    checker.finish()
}

/// Every page as it is first seen, and after an attempt to go on with its errors; review and receipt.
async fn every_page(checker: &mut Checker<'_>, browser: &Browser, url: &str, state: &str) -> Result<()> {
    browser.open(url).await?;
    let page = FormPage::ready(browser).await?;
    page.to_first_page().await?;
    checker.equip().await?;
    let script = "document.addEventListener('guidance-submit', (event) => event.respondWith(Promise.resolve(\
                  { id: event.detail.submission.id, reference: 'A-1', received: '2026-11-22T10:00:00Z' })))";
    browser.run::<Value>(script, Value::Null).await?;
    for number in 0.. {
        ensure!(number < 60, "there is no end of pages");
        let heading = page.heading().await?;
        checker.check(&format!("{state}, {heading}")).await?;
        let at_review = page.is_at_review().await?;
        // What the main button leads to: errors here, another page, or the receipt.
        let script = "root().getElementById('action-next').click(); \
                      return until('what the button leads to', () => root().querySelector('.receipt') ? 'receipt' : \
                        isShown(root().getElementById('error-summary')) ? 'errors' : heading() !== given && 'next')";
        let outcome: String = browser.run(script, json!(heading)).await?;
        match outcome.as_str() {
            "errors" => {
                checker.check(&format!("{state}, {heading}, with errors")).await?;
                // On by the list of steps, where an example has answers further on.
                let script = "const steps = [...root().querySelectorAll('.steps-beside li')]; \
                              const now = steps.findIndex((step) => step.querySelector('[aria-current]')); \
                              const next = steps[now + 1]?.querySelector('button'); next?.click(); \
                              if (next) await until('the next page', () => heading() !== given); return Boolean(next)";
                if at_review || !browser.run::<bool>(script, json!(heading)).await? {
                    return Ok(());
                }
            }
            "receipt" => return checker.check(&format!("{state}, receipt")).await,
            _ => {}
        }
    }
    Ok(())
}

/// One question at a time, with errors; the switch to it; buttons that read aloud; the break.
fn own_pace(suite: &Suite, browser: &Browser) -> Result<()> {
    let portal = suite.portal()?;
    let mut checker = Checker::new(browser)?;
    for (form, locale) in [("initial", "fi"), ("workReadiness", "en"), ("enrolment", "sv")] {
        let url = |pacing: &str| {
            portal.url(&format!("/gallery/embed?form={form}&locale={locale}&aloud=true&pacing={pacing}"))
        };
        suite.block_on(async {
            browser.open(&url("question")).await?;
            let page = FormPage::ready(browser).await?;
            checker.equip().await?;
            // No machine of the tests has a voice: the buttons are shown all the same, one as if it was reading.
            let voices = "window.shown = setInterval(() => root().querySelectorAll('[data-aloud]').forEach((button) => { \
                          button.hidden = false; button.setAttribute('aria-pressed', 'true'); }), 10)";
            browser.run::<Value>(voices, Value::Null).await?;
            for _ in 0..12 {
                let heading = page.heading().await?;
                checker.check(&format!("{form}, {heading}")).await?;
                let script = "root().getElementById('action-next').click(); \
                              return until('what the button leads to', () => \
                                isShown(root().getElementById('error-summary')) ? 'errors' : heading() !== given && 'next')";
                if browser.run::<String>(script, json!(heading)).await? == "next" {
                    continue;
                }
                checker.check(&format!("{form}, {heading}, with errors")).await?;
                let script = "const input = root().querySelector('.page input[type=radio], .page input[type=checkbox]'); input?.click(); \
                              await frame(); root().getElementById('action-next').click(); await frame(); return Boolean(input)";
                if !browser.run::<bool>(script, Value::Null).await? {
                    break;
                }
            }
            let script = "root().getElementById('action-pause').click(); await until('the break', () => part('pause').length)";
            browser.run::<Value>(script, Value::Null).await?;
            checker.check(&format!("{form}, break")).await?;
            browser.open(&url("choice")).await?;
            FormPage::ready(browser).await?;
            checker.equip().await?;
            checker.check(&format!("{form}, pages")).await?;
            let script = "root().getElementById('pacing').click(); await until('one question', () => root().querySelector('.page-question'))";
            browser.run::<Value>(script, Value::Null).await?;
            checker.check(&format!("{form}, questions")).await
        })?;
    }
    checker.finish()
}

/// Engines that find nothing because they do not work would look like a form without faults.
fn planted(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let portal = suite.portal()?;
        let checker = Checker::new(browser)?;
        browser.open(&portal.url("/gallery/embed?form=enrolment&locale=fi")).await?;
        FormPage::ready(browser).await?;
        checker.equip().await?;
        let script = "const input = document.createElement('input'); const pale = document.createElement('p'); \
                      pale.textContent = 'Pale'; pale.style.color = '#ccc'; pale.style.background = '#fff'; \
                      root().querySelector('.page').append(input, pale);";
        browser.run::<Value>(script, Value::Null).await?;
        let axe: Vec<String> = browser.run(AXE, json!({"colours": false})).await?;
        ensure!(axe.iter().any(|line| line.starts_with("axe label")), "axe does not see into the form: {axe:?}");
        ensure!(axe.iter().any(|line| line.starts_with("axe color-contrast")), "axe sees no colours: {axe:?}");
        let ibm: Vec<String> = browser.run(IBM, Value::Null).await?;
        ensure!(ibm.iter().any(|line| line.contains("input_label")), "IBM does not see into the form: {ibm:?}");
        ensure!(ibm.iter().any(|line| line.contains("contrast")), "IBM sees no colours: {ibm:?}");
        Ok(())
    })
}

fn narrow(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let portal = suite.portal()?;
        let mut found = Vec::new();
        let cases = [
            ("320 px wide", "ltr", 320, 100),
            ("320 px wide, right to left", "rtl", 320, 100),
            ("text of 200 %", "ltr", 640, 200),
            ("text of 200 %, right to left", "rtl", 640, 200),
        ];
        for shipped in guidance_forms::FORMS {
            // The example with the most answers has the most pages.
            let of_form = examples().into_iter().filter(|example| example.shipped.id == shipped.id);
            let Some(example) = of_form.max_by_key(|example| (example.is_clean, example.answers.len()))
            else {
                continue;
            };
            for (case, direction, width, text) in cases {
                let query = format!("form={}&example={}&locale=fi&dir={direction}", shipped.id, example.name);
                open_narrow(browser, &portal.url("/gallery"), &query, width).await?;
                let page = FormPage::ready(browser).await?;
                page.to_first_page().await?;
                browser
                    .run::<Value>("document.documentElement.style.fontSize = `${given}%`", json!(text))
                    .await?;
                for _ in 0..60 {
                    let heading = page.heading().await?;
                    browser.run::<Value>("await frame()", Value::Null).await?;
                    let seen: u32 =
                        browser.run("return document.documentElement.clientWidth", Value::Null).await?;
                    ensure!(seen <= width, "{case}: the window is {seen} wide");
                    let here: Vec<String> = browser.run(OVERFLOW, Value::Null).await?;
                    found.extend(here.iter().map(|line| format!("{} {heading}, {case}: {line}", shipped.id)));
                    if direction == "rtl" {
                        let script =
                            "return getComputedStyle(root().querySelector('.guidance-form')).direction";
                        let shown: String = browser.run(script, Value::Null).await?;
                        ensure!(shown == "rtl", "{heading}: direction {shown}");
                    }
                    if page.is_at_review().await? || page.next().await.is_err() {
                        break;
                    }
                }
            }
        }
        set_width(browser, 1280).await?;
        found.dedup();
        ensure!(found.is_empty(), "{} places:\n{}", found.len(), found.join("\n"));
        Ok(())
    })
}

fn forced_colours(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let portal = suite.portal()?;
        let feature = json!({"features": [{"name": "forced-colors", "value": "active"}]});
        browser.devtools("Emulation.setEmulatedMedia", feature).await?;
        browser.open(&portal.url("/gallery/embed?form=enrolment&example=everyMistake&locale=fi")).await?;
        FormPage::ready(browser).await?;
        let forced: bool = browser.run("return matchMedia('(forced-colors: active)').matches", Value::Null).await?;
        ensure!(forced, "Chromium does not force colours");
        let checker = Checker::new(browser)?;
        checker.equip().await?;
        // Every control has an outline of its own, as backgrounds and shadows are gone; the focus shows.
        let script = "
            const found = [];
            const controls = [...root().querySelectorAll('input, select, textarea, button')].filter(isShown);
            for (const control of controls) {
              const style = getComputedStyle(control);
              const name = `${control.localName}#${control.id} ${words(control)}`;
              const native = control.matches('[type=radio], [type=checkbox], [type=file]') && style.appearance !== 'none';
              const text = control.matches('.button-text, .summary-link, .step-title, .chip-remove');
              if (!native && !text && (style.borderTopStyle === 'none' || style.borderTopWidth === '0px'))
                found.push(`${name} has no border`);
              control.focus({ focusVisible: true });
              const outline = getComputedStyle(control);
              const around = getComputedStyle(control.parentElement);
              if (outline.outlineStyle === 'none' && around.outlineStyle === 'none') found.push(`${name} shows no focus`);
            }
            return found;";
        let mut found: Vec<String> = browser.run(script, Value::Null).await?;
        found.extend(browser.run::<Vec<String>>(AXE, json!({"colours": false})).await?);
        browser.devtools("Emulation.setEmulatedMedia", json!({"features": []})).await?;
        ensure!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    })
}
