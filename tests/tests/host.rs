//! The element in pages of hosts: strict, careless, broken and busy ones, in each engine.

use anyhow::{Context as _, Result, ensure};
use guidance_contract::{Config, Document as _, Status, Submission, SyntheticIdentityCodes};
use guidance_tests::{
    Browser, Engine, Example, Fault, FormPage, Host, Plan, Suite, code_sets, examples, form, main_of,
};
use serde_json::{Value, json};
use std::process::ExitCode;

fn main() -> ExitCode {
    main_of(&[
        ("the_strictest_policy_is_never_broken", &[], strict_policy),
        ("two_forms_on_a_page_do_not_mix", &[], two_forms),
        ("a_property_set_before_the_upgrade_counts", &[], property_before_upgrade),
        ("a_config_in_a_script_child_counts", &[], script_child),
        ("a_form_of_the_host_has_it_as_a_control", &[], form_control),
        ("issues_of_the_host_are_shown_in_place", &[], host_issues),
        ("respond_with_brings_refusal_and_receipt", &[], respond_with),
        ("sending_again_sends_the_same", &[], sending_again),
        ("moving_and_removing_keep_answers", &[], moving),
        ("five_hundred_mounts_leave_nothing", &[], mounts),
        ("translated_pages_go_on_working", &[], translated),
        ("a_second_copy_of_the_script_does_nothing", &[], second_copy),
        ("right_to_left_follows_the_page", &[], right_to_left),
        ("wasm_that_does_not_come_is_a_card_with_a_retry", &[], broken_wasm),
        ("files_that_do_not_come_are_a_card", &[], broken_data),
        ("a_host_is_told_of_its_mistakes", CHROMIUM, told),
        ("a_form_without_a_receiver_says_so", &[], not_connected),
        ("messages_of_a_host_may_be_a_file_per_locale", CHROMIUM, messages_per_locale),
        ("observers_are_shown_texts_of_their_own", &[], texts_of_observers),
        ("wasm_that_traps_is_a_card_for_the_form_in_use_alone", &[], trapped_wasm),
        ("a_definition_with_faults_is_a_card_and_an_event", &[], broken_definition),
    ])
}

/// For what is the same in every engine.
const CHROMIUM: &[Engine] = &[Engine::Chromium];

const ENROLMENT: &str = r#"<guidance-form form="enrolment" locale="fi"></guidance-form>"#;

fn minimal() -> Result<Example> {
    let found =
        examples().into_iter().find(|example| example.shipped.id == "enrolment" && example.name == "minimal");
    found.context("the enrolment form has a minimal example")
}

/// A host's config with all answers of an example in it.
fn config_of(example: &Example) -> Result<Config> {
    let form = form(example.shipped);
    let mut submission = example.submission(&form, &example.answers);
    submission.status = Status::Draft;
    let code_sets = serde_json::from_str(example.shipped.host_code_sets.unwrap_or("{}"))?;
    Ok(Config {
        locale: Some("fi".to_owned()),
        submission: Some(submission),
        code_sets,
        synthetic_identity_codes: SyntheticIdentityCodes::Accept,
        ..example.config.clone()
    })
}

fn with_config(config: &Config) -> Result<String> {
    // A script's text may hold anything but its own end.
    let json = serde_json::to_string(config)?.replace('<', "\\u003c");
    Ok(format!(
        r#"<guidance-form form="enrolment" locale="fi"><script type="application/json">{json}</script></guidance-form>"#
    ))
}

fn minimal_plan() -> Result<Plan> {
    let example = minimal()?;
    let sets = code_sets(example.shipped, &Config::default());
    Ok(Plan::new(&form(example.shipped), &sets, &example.answers, "fi"))
}

async fn open<'a>(browser: &'a Browser, host: &Host) -> Result<FormPage<'a>> {
    browser.open(&host.url()).await?;
    FormPage::ready(browser).await
}

/// What `watch.js` saw go wrong.
async fn faults(browser: &Browser) -> Result<Vec<String>> {
    browser
        .run("const { watched } = window; return [...watched.violations, ...watched.errors]", Value::Null)
        .await
}

async fn expect_no_faults(browser: &Browser, host: &Host) -> Result<()> {
    let found = faults(browser).await?;
    ensure!(found.is_empty(), "{}", found.join("\n"));
    // Reports travel on their own and late.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    ensure!(host.reports().is_empty(), "{:?}", host.reports());
    Ok(())
}

async fn run(browser: &Browser, script: &str) -> Result<Value> {
    browser.run(script, Value::Null).await
}

async fn expect(browser: &Browser, script: &str, expected: Value) -> Result<()> {
    let found = run(browser, script).await?;
    ensure!(found == expected, "{script}: {found}, not {expected}");
    Ok(())
}

fn strict_policy(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let example = minimal()?;
        let host = suite.site()?.host(&with_config(&config_of(&example)?)?, Fault::None);
        let page = open(browser, &host).await?;
        page.to_first_page().await?;
        page.answer_up_to_review(&minimal_plan()?).await?;
        expect_no_faults(browser, &host).await?;

        let empty = suite.site()?.host(ENROLMENT, Fault::None);
        let page = open(browser, &empty).await?;
        page.next_with_errors().await?;
        run(browser, "const list = root().getElementById('language'); if (list) { list.value = 'sv'; tell(list, 'change'); }").await?;
        expect_no_faults(browser, &empty).await?;

        // The listeners are awake: a breach that is made on purpose is seen.
        run(browser, "document.body.setAttribute('style', 'color: red')").await?;
        browser.wait_for("the breach to be seen", "return window.watched.violations.length > 0", Value::Null).await?;
        run(browser, "try { document.body.innerHTML = '<b>x</b>' } catch (error) { window.watched.errors.push(String(error)) }").await?;
        let script = "return document.body.querySelector('b') === null";
        expect(browser, script, json!(true)).await
    })
}

fn two_forms(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let body = format!(r#"{ENROLMENT}<guidance-form form="enrolment" locale="sv"></guidance-form>"#);
        let host = suite.site()?.host(&body, Fault::None);
        open(browser, &host).await?;
        let script = "return Boolean(root(1)?.getElementById('page-heading'))";
        browser.wait_for("the second form", script, Value::Null).await?;
        let script = "field('/answers/purpose').querySelector('[value=register]').click(); await frame(); \
                      return [host(0).submission.answers.purpose ?? null, host(1).submission.answers.purpose ?? null]";
        expect(browser, script, json!(["register", null])).await?;
        let script = "root(1).getElementById('action-next').click(); await frame(); await frame(); \
                      return [isShown(root(0).getElementById('error-summary')), isShown(root(1).getElementById('error-summary'))]";
        expect(browser, script, json!([false, true])).await?;
        let script = "return [root(0), root(1)].map((root) => root.querySelector('.guidance-form').lang)";
        expect(browser, script, json!(["fi", "sv"])).await?;
        let script = "return host(0).submission.id !== host(1).submission.id";
        expect(browser, script, json!(true)).await?;
        let script = "return performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.wasm')).length";
        expect(browser, script, json!(1)).await?;
        expect_no_faults(browser, &host).await
    })
}

fn property_before_upgrade(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let host = suite.site()?.host(r#"<guidance-form form="enrolment"></guidance-form>"#, Fault::None);
        host.set_script(
            "addEventListener('DOMContentLoaded', () => {});
             new MutationObserver((_, observer) => {
               const form = document.querySelector('guidance-form');
               if (!form) return;
               observer.disconnect();
               globalThis.wasUpgraded = Boolean(customElements.get('guidance-form'));
               form.config = { locale: 'sv', prefill: { firstNames: { value: 'Linnea' } } };
             }).observe(document, { childList: true, subtree: true });",
        );
        open(browser, &host).await?;
        expect(browser, "return window.wasUpgraded", json!(false)).await?;
        expect(browser, "return root().querySelector('.guidance-form').lang", json!("sv")).await?;
        expect(browser, "return host().submission.answers.firstNames", json!("Linnea")).await?;
        expect(browser, "return Object.hasOwn(host(), 'config')", json!(false)).await?;
        expect_no_faults(browser, &host).await
    })
}

fn script_child(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let body = r#"<guidance-form form="enrolment"><script type="application/json">
            {"locale": "en", "prefill": {"lastName": {"value": "Testinen", "source": "Register", "locked": true}}}
            </script></guidance-form>"#;
        let host = suite.site()?.host(body, Fault::None);
        open(browser, &host).await?;
        expect(browser, "return root().querySelector('.guidance-form').lang", json!("en")).await?;
        expect(browser, "return host().submission.answers.lastName", json!("Testinen")).await?;
        expect_no_faults(browser, &host).await
    })
}

fn form_control(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let body = r#"<form id="outer"><fieldset id="set"><guidance-form name="answers" form="enrolment" locale="fi">
            </guidance-form></fieldset><button>Send</button></form>"#;
        let host = suite.site()?.host(body, Fault::None);
        open(browser, &host).await?;
        let outer = "const outer = document.getElementById('outer');";
        expect(browser, &format!("{outer} return [outer.elements.length, outer.checkValidity(), host().checkValidity()]"), json!([3, false, false])).await?;
        run(browser, "field('/answers/purpose').querySelector('[value=register]').click(); await frame()").await?;
        let script = "return until('the value', () => { const outer = document.getElementById('outer'); \
                      const value = new FormData(outer).get('answers'); return value && JSON.parse(value).answers.purpose; })";
        expect(browser, script, json!("register")).await?;
        let script = format!("{outer} outer.reset(); await frame(); await frame(); return host().submission.answers.purpose ?? null");
        expect(browser, &script, Value::Null).await?;
        let script = "document.getElementById('set').disabled = true; await frame(); await frame(); \
                      return controlsOf('/answers/purpose').every((input) => input.disabled)";
        expect(browser, script, json!(true)).await?;
        let script = "document.getElementById('set').disabled = false; await frame(); await frame(); \
                      return controlsOf('/answers/purpose').some((input) => input.disabled)";
        expect(browser, script, json!(false)).await?;
        let script = "host().reportValidity(); await frame(); await frame(); return shownIssues().length > 0";
        expect(browser, script, json!(true)).await?;
        expect_no_faults(browser, &host).await
    })
}

fn host_issues(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let host = suite.site()?.host(ENROLMENT, Fault::None);
        let page = open(browser, &host).await?;
        let script = "host().issues = { issues: [{ path: '/answers/purpose', code: 'option.unknown', severity: 'error' }] }; \
                      return until('the issue', () => shownIssues().find(({ path }) => path === '/answers/purpose')?.text)";
        let shown = run(browser, script).await?;
        ensure!(shown.as_str().is_some_and(|text| text.contains("jokin vaihtoehdoista")), "{shown}");
        // An answer takes the host's issue away: it was about the answer before.
        run(browser, "field('/answers/purpose').querySelector('[value=apply]').click(); await frame(); await frame()").await?;
        let left: Vec<_> = page.shown_issues().await?.into_iter().filter(|issue| issue.path == "/answers/purpose").collect();
        ensure!(left.is_empty(), "{left:?}");
        expect_no_faults(browser, &host).await
    })
}

fn respond_with(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let example = minimal()?;
        let host = suite.site()?.host(&with_config(&config_of(&example)?)?, Fault::None);
        let page = open(browser, &host).await?;
        let script = "window.tries = 0; document.addEventListener('guidance-submit', (event) => { \
            window.tries += 1; const { submission } = event.detail; window.sent = submission; \
            const issue = { path: '/answers/lastName', code: 'text.tooLong', severity: 'error', params: { max: 5, length: 9 } }; \
            event.respondWith(window.pause(50).then(() => window.tries === 1 ? { report: { issues: [issue] } } \
              : { id: submission.id, reference: 'R-2', received: '2026-11-22T10:00:00Z' })); })";
        // The listener outlives this script: what it uses is given to the page.
        run(browser, &format!("window.pause = pause; {script}")).await?;
        let plan = minimal_plan()?;
        page.to_first_page().await?;
        page.answer_up_to_review(&plan).await?;
        run(browser, "root().getElementById('action-next').click()").await?;
        let script = "return shownIssues().some(({ path, text }) => text.includes('enintään 5'))\
                      || words(root().getElementById('error-summary')).includes('enintään 5')";
        browser.wait_for("the refusal", script, Value::Null).await?;
        run(browser, "root().querySelector('.summary-link').click()").await?;
        let script = "return isShown(field('/answers/lastName')) && focused()?.closest('[data-path]')?.dataset.path";
        let focus = browser.wait_for("the place of the refusal", script, Value::Null).await?;
        ensure!(focus == "/answers/lastName", "the focus is at {focus}");
        let plan = plan.with_text("/answers/lastName", "Ö");
        page.answer_page(&plan).await?;
        page.next().await?;
        page.answer_up_to_review(&plan).await?;
        let reference = page.send().await?;
        ensure!(reference == "R-2", "reference {reference}");
        let sent = run(browser, "return window.sent").await?;
        let sent = Submission::parse(&sent.to_string()).map_err(|report| anyhow::anyhow!("{report:?}"))?;
        ensure!(sent.status == Status::Submitted && sent.answers["lastName"] == "Ö", "{sent:?}");
        expect_no_faults(browser, &host).await
    })
}

fn sending_again(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let example = minimal()?;
        let config = Config { submit_url: Some("submit".to_owned()), ..config_of(&example)? };
        let host = suite.site()?.host(&with_config(&config)?, Fault::None);
        let page = open(browser, &host).await?;
        page.to_first_page().await?;
        page.answer_up_to_review(&minimal_plan()?).await?;
        // A server that is down, one that is logged out, a page of somebody else's: nothing is lost, and it can be tried again.
        let broken = [(500, json!("broken")), (401, json!({})), (503, json!({})), (200, json!("no receipt"))];
        let tries = broken.len();
        for (status, reply) in broken {
            host.set_reply(status, reply);
            run(browser, "root().getElementById('action-next').click()").await?;
            let script = "return isShown(root().getElementById('send-failed')) && words(root().getElementById('send-failed'))";
            browser.wait_for("the failure to be told", script, Value::Null).await.with_context(|| format!("{status}"))?;
        }
        let id = page.submission().await?.id;
        host.set_reply(200, json!({"id": id, "reference": "R-9", "received": "2026-11-22T10:00:00Z"}));
        ensure!(page.send().await? == "R-9");
        let received = host.received();
        ensure!(received.len() == tries + 1, "{} requests", received.len());
        for request in &received {
            ensure!(request.media_type == "application/json", "{}", request.media_type);
            let text = std::str::from_utf8(&request.body)?;
            let submission = Submission::parse(text).map_err(|report| anyhow::anyhow!("{report:?}"))?;
            ensure!(submission.id == id && submission.status == Status::Submitted, "{submission:?}");
            ensure!(request.body == received[0].body, "sent again, it is another submission");
        }
        let noise = faults(browser).await?;
        // Browsers write failed requests to the console, and the form what they mean to it; nothing else may.
        let (own, others): (Vec<_>, Vec<_>) =
            noise.iter().map(String::as_str).partition(|line| line.contains("<guidance-form>"));
        ensure!(others.iter().all(|line| line.contains("Failed to load")), "{noise:?}");
        let expected = [
            "console: <guidance-form> send.failed · status: 500",
            "console: <guidance-form> document.shape · expected: an object",
            "console: <guidance-form> send.failed · status: 401",
            "console: <guidance-form> send.failed · status: 503",
            "console: <guidance-form> send.failed · status: 200",
            "console: <guidance-form> document.shape · expected: an object",
        ];
        ensure!(own == expected, "{noise:?}");
        Ok(())
    })
}

fn moving(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let host = suite.site()?.host(&format!("<div id=\"a\">{ENROLMENT}</div><div id=\"b\"></div>"), Fault::None);
        let page = open(browser, &host).await?;
        let answer = "host().submission.answers.purpose ?? null";
        run(browser, "field('/answers/purpose').querySelector('[value=register]').click(); await frame()").await?;
        run(browser, "document.getElementById('b').append(host()); await frame(); await frame()").await?;
        expect(browser, &format!("return {answer}"), json!("register")).await?;
        let script = "field('/answers/purpose').querySelector('[value=apply]').click(); await frame();";
        expect(browser, &format!("{script} return {answer}"), json!("apply")).await?;
        // Away for a while, as routers of portals do it.
        let script = "window.away = host(); window.away.remove(); await pause(100); document.getElementById('a').append(window.away); \
                      await until('the form to come back', () => root()?.getElementById('page-heading'));";
        expect(browser, &format!("{script} return {answer}"), json!("apply")).await?;
        run(browser, "field('/answers/purpose').querySelector('[value=register]').click(); await frame()").await?;
        expect(browser, &format!("return {answer}"), json!("register")).await?;
        expect(browser, "return root().querySelectorAll('.guidance-form').length", json!(1)).await?;
        page.next_with_errors().await?;
        expect_no_faults(browser, &host).await
    })
}

fn mounts(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let host = suite.site()?.host(ENROLMENT, Fault::None);
        host.set_script(
            "globalThis.memory = async () => { \
               const glue = await import(new URL('guidance-forms/guidance_element.js', location.href)); \
               const parts = Object.values(await glue.default()); \
               return parts.find((part) => part instanceof WebAssembly.Memory).buffer.byteLength; };",
        );
        open(browser, &host).await?;
        let round = "const mount = async (times, kept) => { for (let number = 0; number < times; number += 1) { \
               const form = document.createElement('guidance-form'); form.setAttribute('form', 'enrolment'); form.setAttribute('locale', 'fi'); \
               document.body.append(form); \
               await until('the form', () => form.shadowRoot.getElementById('page-heading')); \
               kept?.push(new WeakRef(form)); kept?.push(new WeakRef(form.shadowRoot.querySelector('.guidance-form'))); \
               form.remove(); await pause(0); } };";
        // Allocators and caches settle first.
        let before = run(browser, &format!("{round} await mount(20); return window.memory()")).await?;
        let mut alive = json!(0);
        let mut sizes = vec![before.as_u64().context("bytes")?];
        for _ in 0..10 {
            let script = format!("{round} window.kept ??= []; await mount(50, window.kept); return window.memory()");
            sizes.push(run(browser, &script).await?.as_u64().context("bytes")?);
        }
        if browser.engine == Engine::Chromium {
            let script = "for (let round = 0; round < 5; round += 1) { window.gc(); await pause(50); } \
                          return window.kept.filter((reference) => reference.deref()).length";
            alive = run(browser, script).await?;
        }
        println!("{}: wasm memory {sizes:?}, {alive} of 1000 nodes alive", browser.engine.name());
        // Yew never gives back the listeners of a root, about 1 kB: no page mounts a form so often that it matters,
        // and nothing of the form itself may be kept with them.
        let grown = sizes[sizes.len() - 1] - sizes[0];
        ensure!(grown <= 500 * 1536, "the wasm's memory grew by {grown} bytes: {sizes:?}");
        ensure!(alive.as_u64().is_some_and(|count| count <= 20), "{alive} of 1000 removed nodes are still alive");
        expect_no_faults(browser, &host).await
    })
}

fn translated(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let config = Config { submission: None, ..config_of(&minimal()?)? };
        let host = suite.site()?.host(&with_config(&config)?, Fault::None);
        let page = open(browser, &host).await?;
        // What page translation of browsers does: every text node is put into two <font> elements and changed.
        let translate = "window.translate = () => { \
            const walker = document.createTreeWalker(document.querySelector('guidance-form').shadowRoot, NodeFilter.SHOW_TEXT); const texts = []; \
            while (walker.nextNode()) if (walker.currentNode.data.trim() && !walker.currentNode.parentElement.closest('font, style, option, textarea')) texts.push(walker.currentNode); \
            for (const text of texts) { const outer = document.createElement('font'); const inner = document.createElement('font'); \
              outer.append(inner); text.replaceWith(outer); inner.append(document.createTextNode(`«${text.data}»`)); } return texts.length; };";
        let count = run(browser, &format!("{translate} return window.translate()")).await?;
        ensure!(count.as_u64().is_some_and(|count| count > 10), "{count} texts");
        page.next_with_errors().await?;
        run(browser, "window.translate()").await?;
        let plan = minimal_plan()?;
        page.answer_page(&plan).await?;
        run(browser, "window.translate()").await?;
        run(browser, "root().getElementById('action-next').click()").await?;
        browser.wait_for("the next page", "return isShown(field('/answers/firstNames'))", Value::Null).await?;
        for round in 0..3 {
            run(browser, "window.translate(); await frame()").await?;
            let text = ["A", "", "Aino"][round];
            let script = "const [input] = controlsOf('/answers/firstNames'); input.focus(); input.value = given; \
                          tell(input, 'input'); tell(input, 'change'); input.blur(); await frame(); await frame(); \
                          return host().submission.answers.firstNames ?? ''";
            let kept: Value = browser.run(script, json!(text)).await?;
            ensure!(kept == text, "typed {text:?}, the form has {kept}");
        }
        page.next_with_errors().await?;
        run(browser, "window.translate(); root().querySelector('.summary-link').click(); await frame()").await?;
        page.answer_page(&plan).await?;
        run(browser, "window.translate(); root().getElementById('action-next').click()").await?;
        browser.wait_for("the page after", "return isShown(field('/answers/protectedContact'))", Value::Null).await?;
        // No text is there twice: what was translated went away with its element.
        expect(browser, "return root().querySelectorAll('#page-heading').length", json!(1)).await?;
        expect_no_faults(browser, &host).await
    })
}

fn second_copy(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let body = format!(
            r#"{ENROLMENT}<script type="module" src="guidance-forms/guidance-forms.js?copy"></script>"#
        );
        let host = suite.site()?.host(&body, Fault::None);
        let page = open(browser, &host).await?;
        page.next_with_errors().await?;
        expect_no_faults(browser, &host).await
    })
}

fn right_to_left(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let body = r#"<guidance-form form="enrolment" locale="fi" dir="rtl"></guidance-form>"#;
        let host = suite.site()?.host(body, Fault::None);
        open(browser, &host).await?;
        expect(
            browser,
            "return getComputedStyle(root().querySelector('.guidance-form')).direction",
            json!("rtl"),
        )
        .await?;
        let script = "const button = root().getElementById('action-next').getBoundingClientRect(); \
                      return button.left + button.width / 2 > innerWidth / 2";
        expect(browser, script, json!(true)).await?;
        expect_no_faults(browser, &host).await
    })
}

/// Text of the card; it must be one that a person can read and act on.
async fn card(browser: &Browser, state: &str) -> Result<Value> {
    let script = "const [card] = part('card'); return isShown(card) && { role: card.firstElementChild.getAttribute('role'), cards: part('card').length, text: card.textContent, \
                  heading: words(card.querySelector('h2')), button: words(card.querySelector('button')), \
                  height: Math.round(card.getBoundingClientRect().height) }";
    browser.wait_for("the card", script, Value::Null).await.with_context(|| state.to_owned())
}

fn broken_wasm(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        for fault in [Fault::Missing, Fault::Truncated, Fault::Page, Fault::Forbidden] {
            let state = format!("{fault:?}");
            let host = suite.site()?.host(ENROLMENT, fault);
            browser.open(&host.url()).await?;
            let card = card(browser, &state).await?;
            ensure!(
                card["role"] == "alert" && card["heading"] == "Lomaketta ei voi näyttää",
                "{state}: {card}"
            );
            ensure!(card["button"] == "Yritä uudelleen", "{state}: {card}");
            let blocked = card["text"].as_str().is_some_and(|text| text.contains("estää lomakkeen"));
            ensure!(blocked == (fault == Fault::Forbidden), "{state}: the reason is wrong: {card}");
            let script = "return window.watched.events.filter(({ type }) => type === 'error').length";
            expect(browser, script, json!(1)).await?;
            ensure!(card["cards"] == 1, "{state}: {card}");
            if fault == Fault::Forbidden {
                continue;
            }
            // Trying again without a change shows the card again …
            run(browser, "part('card')[0].querySelector('button').click(); await pause(50)").await?;
            self::card(browser, &state).await?;
            expect(browser, "return focused().localName", json!("button")).await?;
            // … and the form once the server is well.
            host.set_fault(Fault::None);
            run(browser, "part('card')[0].querySelector('button').click()").await?;
            let page = FormPage::ready(browser).await.context(state.clone())?;
            let script = "return until('the focus', () => focused()?.id === 'page-heading')";
            expect(browser, script, json!(true)).await.context(state)?;
            page.next_with_errors().await?;
            expect(browser, "return part('card').length", json!(0)).await?;
        }
        Ok(())
    })
}

/// Issues that a host is told of, as `severity document path code`.
const TOLD: &str = "return window.watched.events.filter(({ type }) => type === 'error').flatMap(({ detail }) => \
                    detail.report.issues.map(({ path, code, severity, params }) => `${severity} ${params.document} ${path} ${code}`))";

fn told(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let config = r#"{"prefill": {"firstName": {"value": "Aino"}, "filler": {"value": null, "locked": true}}}"#;
        let child = |json: &str| {
            format!(r#"<guidance-form form="enrolment" locale="fi"><script type="application/json">{json}</script></guidance-form>"#)
        };
        let host = suite.site()?.host(&child(config), Fault::None);
        open(browser, &host).await?;
        let expected = json!([
            "warning config /prefill/filler/value prefill.locked",
            "warning config /prefill/firstName definition.reference",
        ]);
        expect(browser, TOLD, expected).await?;
        // A lock without an answer holds nobody up.
        expect(browser, "return field('/answers/filler').matches('.locked')", json!(false)).await?;
        // Answers of another form are not taken.
        let script = "const other = host().submission; other.definition.id = 'other'; other.answers = { purpose: 'apply' }; \
                      host().submission = other; await frame(); await frame(); return host().submission.answers.purpose ?? null";
        expect(browser, script, Value::Null).await?;
        let last = format!("{TOLD}.at(-1)");
        expect(browser, &last, json!("error undefined /definition/id submission.definition")).await?;

        for (json, issue) in [
            (r#"{"theme": "dark""#, "error script child /theme document.json"),
            (r#"{"theme": "pink"}"#, "error config /theme document.shape"),
            (r#"{"submitUrl": "javascript:alert(1)"}"#, "error config /submitUrl definition.propertyValue"),
            (r#"{"overlay": {"items": {"nothing": {"hide": true}}}}"#, "error config /overlay/items/nothing overlay"),
        ] {
            let host = suite.site()?.host(&child(json), Fault::None);
            browser.open(&host.url()).await?;
            card(browser, json).await?;
            expect(browser, TOLD, json!([issue])).await?;
            let script = "return window.watched.errors.filter((line) => line.includes('<guidance-form>')).length";
            expect(browser, script, json!(1)).await?;
        }
        Ok(())
    })
}

fn not_connected(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let host = suite.site()?.host(&with_config(&config_of(&minimal()?)?)?, Fault::None);
        let page = open(browser, &host).await?;
        page.to_first_page().await?;
        page.answer_up_to_review(&minimal_plan()?).await?;
        let send = "root().getElementById('action-next').click(); await frame(); await frame(); \
                    return words(root().getElementById('send-failed'))";
        let said: String = browser.run(send, Value::Null).await?;
        ensure!(said.contains("ei voi lähettää"), "{said}");
        // A listener that is late is told so, and the form does not wait for it.
        let script = "window.late = new Promise((resolve) => addEventListener('guidance-submit', async (event) => { \
                        await pause(20); try { event.respondWith({}); resolve('taken'); } catch (error) { resolve(error.name); } })); \
                      root().getElementById('action-next').click(); return window.late";
        expect(browser, script, json!("InvalidStateError")).await
    })
}

fn messages_per_locale(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let body = r#"<guidance-form definition="guidance-forms/forms/enrolment/definition.json" locale="sv"
            messages="guidance-forms/forms/enrolment/messages.{locale}.json"></guidance-form>"#;
        let host = suite.site()?.host(body, Fault::None);
        open(browser, &host).await?;
        let title = "return words(part('title')[0])";
        expect(browser, title, json!("Ansökan och anmälan")).await?;
        run(browser, "host().locale = null; host().setAttribute('locale', 'en'); await pause(500)").await?;
        expect(browser, title, json!("Application and enrolment")).await?;
        expect_no_faults(browser, &host).await
    })
}

fn texts_of_observers(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        // The host says who fills in, and nothing of texts.
        let body = r#"<guidance-form form="workReadiness" locale="fi">
            <script type="application/json">{"role": "employer"}</script></guidance-form>"#;
        let host = suite.site()?.host(body, Fault::None);
        open(browser, &host).await?;
        let title = "return words(part('title')[0])";
        expect(browser, title, json!("Arvio opiskelijan työvalmiudesta")).await?;
        // What is the same for everyone comes from the texts for everyone.
        let labels = "return [...root().querySelectorAll('.field')].map((field) => words(field)).join(' ')";
        let said: String = browser.run(labels, Value::Null).await?;
        ensure!(said.contains("Arvioijan nimi") && said.contains("Missä vaiheessa"), "{said}");
        run(browser, "host().locale = null; host().setAttribute('locale', 'sv'); await pause(500)").await?;
        expect(browser, title, json!("Bedömning av en studerandes arbetsberedskap")).await?;
        run(browser, "host().config = { role: 'student' }; await pause(500)").await?;
        let own: String = browser.run(title, Value::Null).await?;
        ensure!(own != "Bedömning av en studerandes arbetsberedskap" && !own.is_empty(), "{own}");
        expect_no_faults(browser, &host).await
    })
}

fn trapped_wasm(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let body = format!(r#"{ENROLMENT}<guidance-form form="enrolment" locale="sv"></guidance-form>"#);
        let host = suite.site()?.host(&body, Fault::None);
        // A call that goes to where the wasm has no memory. From a script of the page: a driver's have modules of their own.
        host.set_script(
            "globalThis.trap = async () => { \
               const { Controller } = await import(new URL('guidance-forms/guidance_element.js', location.href)); \
               setTimeout(() => Controller.prototype.advance.call({ __wbg_ptr: -16 })); };",
        );
        open(browser, &host).await?;
        let script = "return Boolean(root(1)?.getElementById('page-heading'))";
        browser.wait_for("the second form", script, Value::Null).await?;
        // Both are answered, the first last.
        let script = "for (const number of [1, 0]) { root(number).querySelector('[value=register]').click(); await frame(); } \
                      await window.trap(); await pause(100)";
        run(browser, script).await?;
        let card = card(browser, "a trap").await?;
        ensure!(card["heading"] == "Lomaketta ei voi näyttää", "{card}");
        let found = card["text"].as_str().unwrap_or_default();
        ensure!(found.contains("stopped at guidance_element"), "the card does not tell the place: {found}");
        // The other goes on in a new instance, with its answers.
        let script = "return root(1).querySelector('[value=register]')?.checked === true";
        browser.wait_for("the other form", script, Value::Null).await?;
        let script = "root(1).querySelector('[value=apply]').click(); await frame(); return host(1).submission.answers.purpose";
        expect(browser, script, json!("apply")).await?;
        // And so does the first, when the person tries again.
        run(browser, "part('card')[0].querySelector('button').click()").await?;
        FormPage::ready(browser).await?;
        let script = "return root(0).querySelector('[value=register]').checked";
        expect(browser, script, json!(true)).await
    })
}

fn broken_data(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let host = suite.site()?.host(ENROLMENT, Fault::NoData);
        browser.open(&host.url()).await?;
        let card = card(browser, "no data").await?;
        ensure!(card["heading"].as_str().is_some_and(|text| text.len() > 10), "{card}");
        // A form that there is not.
        let host =
            suite.site()?.host(r#"<guidance-form form="nothing" locale="sv"></guidance-form>"#, Fault::None);
        browser.open(&host.url()).await?;
        let card = self::card(browser, "no such form").await?;
        ensure!(card["button"].as_str().is_some_and(|text| !text.is_empty()), "{card}");
        Ok(())
    })
}

fn broken_definition(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let host = suite.site()?.host(r#"<guidance-form locale="fi"></guidance-form>"#, Fault::None);
        host.set_script(
            "document.addEventListener('DOMContentLoaded', () => { document.querySelector('guidance-form').definition = { \
               $schema: 'https://guidance-forms.example/schema/definition/1', id: 'x', version: '1.0.0', pages: [{ id: 'p', \
               dataCategory: 'basic', audience: ['student'], items: [{ id: 'a', kind: 'text', when: ['=', ['answer', 'b'], 'x'] }] }] }; });",
        );
        browser.open(&host.url()).await?;
        let card = card(browser, "a faulty definition").await?;
        let text = card["text"].as_str().unwrap_or_default();
        ensure!(text.contains("/pages/0/items/0/when"), "the card does not tell the place: {text}");
        let script = "return window.watched.events.find(({ type }) => type === 'error').detail.report.issues[0].code";
        expect(browser, script, json!("definition.reference")).await?;
        // The repaired definition takes the card's place.
        let script = "const { definition } = host(); delete definition.pages[0].items[0].when; host().definition = definition; \
                      return until('the form', () => Boolean(root().querySelector('.guidance-form')))";
        expect(browser, script, json!(true)).await?;
        Ok(())
    })
}
