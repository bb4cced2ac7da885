//! The whole way in each engine: log in, fill in, send, lose the server, read.

use anyhow::{Context as _, Result, ensure};
use guidance_contract::{Answers, Config, Context, PlainDate, Report, SyntheticIdentityCodes};
use guidance_tests::{Browser, FormPage, Plan, Portal, Suite, code_sets, form, main_of};
use serde_json::{Value, json};
use std::process::ExitCode;

fn main() -> ExitCode {
    main_of(&[
        ("by_keyboard_alone_and_through_a_killed_server", &[], by_keyboard),
        ("another_language_and_a_reload_keep_answers", &[], language_and_reload),
        ("leaving_right_after_typing_loses_nothing", &[], leaving_at_once),
        ("locked_answers_cannot_be_changed", &[], locked),
        ("a_file_arrives_and_a_refusal_is_shown_in_place", &[], file_and_refusal),
        ("a_wrong_identity_code_is_the_same_issue_on_both_sides", &[], identity_code),
    ])
}

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const ENROLMENT: &str = "/forms/aino-enrolment";

fn aino() -> Answers {
    serde_json::from_str(include_str!("../fixtures/aino.json")).expect("answers")
}

fn plan(locale: &str) -> Plan {
    let shipped = guidance_forms::form("enrolment").expect("it is shipped");
    Plan::new(&form(shipped), &code_sets(shipped, &Config::default()), &aino(), locale)
}

/// What the server's code says to answers, on the portal's day.
fn checked(answers: &Answers) -> Report {
    let shipped = guidance_forms::form("enrolment").expect("it is shipped");
    let config = Config { synthetic_identity_codes: SyntheticIdentityCodes::Accept, ..Config::default() };
    let context = Context::new(&config, PlainDate::new(2026, 11, 22).expect("a day"));
    form(shipped).check_answers(answers, &code_sets(shipped, &config), &context)
}

/// A text of the engine in Finnish.
fn interface(key: &str) -> String {
    let (_, text) = guidance_forms::INTERFACE.iter().find(|(locale, _)| *locale == "fi").expect("Finnish");
    let texts: Value = serde_json::from_str(text).expect("JSON");
    texts["interface"][key].as_str().expect("a text").to_owned()
}

async fn log_in(browser: &Browser, portal: &Portal, name: &str) -> Result<()> {
    // Whoever was logged in is not any more.
    browser.open(&portal.url("/login")).await?;
    browser.client().delete_all_cookies().await?;
    browser.open(&portal.url("/login")).await?;
    let script = "document.getElementById('name').value = given; \
                  document.getElementById('password').value = given; \
                  document.getElementById('name').form.requestSubmit()";
    browser.run::<Value>(script, json!(name)).await?;
    let script = "return location.pathname !== '/login' && document.readyState === 'complete'";
    browser.wait_for("the log-in", script, Value::Null).await.map(drop)
}

/// Tabs until the focus is on what a script finds true of `focused()`.
async fn tab_to(browser: &Browser, test: &str) -> Result<()> {
    for _ in 0..60 {
        browser.press(&TAB.to_string()).await?;
        if browser.run(&format!("return Boolean({test})"), Value::Null).await? {
            return Ok(());
        }
    }
    anyhow::bail!("Tab does not lead to {test}")
}

async fn expect_path(browser: &Browser, path: &str) -> Result<()> {
    let script = "return location.pathname === given && document.readyState === 'complete'";
    browser.wait_for(path, script, json!(path)).await.map(drop)
}

fn by_keyboard(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let mut portal = Portal::start()?;
        browser.open(&portal.url("/")).await?;
        expect_path(browser, "/login").await?;
        tab_to(browser, "focused().id === 'name'").await?;
        browser.press(&format!("aino{TAB}aino{ENTER}")).await?;
        expect_path(browser, "/").await?;
        tab_to(browser, &format!("focused().getAttribute('href') === '{ENROLMENT}'")).await?;
        browser.press(&ENTER.to_string()).await?;
        expect_path(browser, ENROLMENT).await?;

        let page = FormPage::ready(browser).await?;
        let right = plan("fi");
        let wrong = right.clone().with_text("/answers/postalCode", "6720");
        let mut mistakes = 0;
        for _ in 0..30 {
            if page.is_at_review().await? {
                break;
            }
            let before = page.heading().await?;
            page.type_page(if mistakes == 0 { &wrong } else { &right }).await.with_context(|| before.clone())?;
            let script = "return heading() !== given || focused().id === 'error-summary'";
            browser.wait_for("the next page or the errors", script, json!(before)).await?;
            if page.heading().await? == before {
                mistakes += 1;
                ensure!(mistakes == 1, "errors on {before}: {:?}", page.shown_issues().await?);
                same_issue(&page, "/answers/postalCode", "issue.format.postalCode").await?;
            }
        }
        ensure!(mistakes == 1, "the mistake was not found");
        let sent = page.submission().await?.answers;
        let expected = aino();
        for (id, answer) in &expected {
            ensure!(sent.get(id) == Some(answer), "{id}: typed {answer}, the form has {:?}", sent.get(id));
        }
        tab_to(browser, "focused().id === 'action-next'").await?;
        browser.press(&ENTER.to_string()).await?;
        let reference = page.receipt().await?;
        let script = "return focused().id === 'page-heading'";
        browser.wait_for("the focus on the receipt", script, Value::Null).await?;

        portal.kill_and_restart().await?;

        log_in(browser, &portal, "virta").await?;
        browser.open(&portal.url("/inbox")).await?;
        let script = "const row = [...document.querySelectorAll('tbody tr')].find((row) => words(row).includes(given)); \
                      return row.querySelector('a').getAttribute('href')";
        let path: String = browser.run(script, json!(reference)).await?;
        browser.open(&portal.url(&path)).await?;
        FormPage::ready(browser).await?;
        let text: String = browser.run("return words(root().querySelector('.guidance-form'))", Value::Null).await?;
        for answer in ["Aino Helmi", "300410B904A", "Harjoituskatu 3 B 7", "67200", "Hanna", "Puuteollisuuden"] {
            ensure!(text.contains(answer), "the secretary does not see {answer}: {text}");
        }
        browser.open(&portal.url("/audit")).await?;
        let rows: Vec<String> =
            browser.run("return [...document.querySelectorAll('tbody tr')].map(words)", Value::Null).await?;
        let of_form = |who: &str| rows.iter().any(|row| row.contains(&reference) && row.contains(who));
        ensure!(of_form("Virta") && of_form("Testinen"), "{reference} in {rows:#?}");
        if portal.policy_violations().await? > 0 {
            log_in(browser, &portal, "yllapito").await?;
            browser.open(&portal.url("/system")).await?;
            let told: String = browser.run("return words(document.querySelector('main'))", Value::Null).await?;
            anyhow::bail!("breaches of the content security policy: {told}");
        }
        Ok(())
    })
}

/// What is shown at a field is what the server's code finds there, in the words of the locale.
async fn same_issue(page: &FormPage<'_>, path: &str, key: &str) -> Result<()> {
    let shown = page.shown_issues().await?;
    let here: Vec<_> = shown.iter().filter(|issue| issue.path == path).collect();
    ensure!(here.len() == 1, "at {path}: {shown:?}");
    ensure!(here[0].text.ends_with(&interface(key)), "{:?} is not {key}", here[0].text);
    let answers = page.submission().await?.answers;
    let of = |report: &Report| -> Vec<Value> {
        let here = report.issues.iter().filter(|issue| issue.path == path);
        here.map(|issue| serde_json::to_value(issue).unwrap_or_default()).collect()
    };
    let (native, browser) = (of(&checked(&answers)), of(&page.report().await?));
    ensure!(native == browser && native.len() == 1, "natively {native:?}, in the browser {browser:?}");
    Ok(())
}

fn language_and_reload(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let portal = Portal::start()?;
        log_in(browser, &portal, "aino").await?;
        browser.open(&portal.url(ENROLMENT)).await?;
        let page = FormPage::ready(browser).await?;
        page.answer_page(&plan("fi")).await?;
        page.next().await?;
        page.answer_page(&plan("fi").with_text("/answers/formerNames", "Harjoitus")).await?;
        let before = page.submission().await?;
        let finnish = page.heading().await?;

        let script = "const list = root().getElementById('language'); list.focus(); list.value = 'sv'; \
                      tell(list, 'change'); await until('Swedish', () => heading() !== given); \
                      return root().querySelector('.guidance-form').lang";
        let language: String = browser.run(script, json!(finnish)).await?;
        ensure!(language == "sv", "lang is {language}");
        browser
            .wait_for("the submission's locale", "return host().submission.locale === 'sv'", Value::Null)
            .await?;
        let after = page.submission().await?;
        ensure!(
            after.answers == before.answers && after.id == before.id,
            "answers changed with the language"
        );
        let value: String =
            browser.run("return controlsOf('/answers/formerNames')[0].value", Value::Null).await?;
        ensure!(value == "Harjoitus", "the field holds {value:?}");

        let saved = "return words(document.getElementById('draft-state'))";
        browser.wait_for("the draft to be saved", saved, Value::Null).await?;
        // What is said to be saved is saved, with the last word of it.
        let script = "const found = await (await fetch(host().getAttribute('config'))).json(); \
                      return found.submission?.answers?.formerNames === 'Harjoitus'";
        browser.wait_for("the last answer in the draft", script, Value::Null).await?;
        browser.reload().await?;
        let page = FormPage::ready(browser).await?;
        let restored = page.submission().await?;
        ensure!(
            restored.answers == before.answers,
            "{:?} came back as {:?}",
            before.answers,
            restored.answers
        );
        ensure!(restored.id == before.id, "another submission came back");
        Ok(())
    })
}

/// Whoever presses another language, or reloads, while the last words are still on their way keeps them, and can go on.
fn leaving_at_once(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let portal = Portal::start()?;
        log_in(browser, &portal, "aino").await?;
        browser.open(&portal.url(ENROLMENT)).await?;
        let page = FormPage::ready(browser).await?;
        page.answer_page(&plan("fi")).await?;
        page.next().await?;
        let ways = [
            ("Ensin", "document.querySelector('form[action=\"/language\"] [value=sv]').click()"),
            ("Sitten", "location.reload()"),
            ("Taas", "document.querySelector('form[action=\"/language\"] [value=fi]').click()"),
        ];
        for (word, leave) in ways {
            let script = format!(
                "window.isOld = true; await answerField('/answers/formerNames', {{ kind: 'text', text: given }}); \
                 setTimeout(() => {leave}, 200);"
            );
            browser.run::<Value>(&script, json!(word)).await?;
            let script = "return !window.isOld && document.readyState === 'complete'";
            browser.wait_for("the page after", script, Value::Null).await?;
            FormPage::ready(browser).await?;
            let script = "return host().submission?.answers?.formerNames === given";
            browser.wait_for(&format!("{word} in the form"), script, json!(word)).await?;
            // The portal sees to drafts that were on their way for so long.
            tokio::time::sleep(std::time::Duration::from_millis(2_600)).await;
            let page = FormPage::ready(browser).await?;
            page.to_first_page().await?;
            page.next().await?;
            // What is answered then is saved, too.
            let again = format!("{word} uudelleen");
            let script = "await answerField('/answers/formerNames', { kind: 'text', text: given });";
            browser.run::<Value>(script, json!(again)).await?;
            let script = "const found = await (await fetch(host().getAttribute('config'))).json(); \
                          return found.submission?.answers?.formerNames === given";
            browser.wait_for(&format!("{again} in the draft"), script, json!(again)).await?;
            let bad: bool = browser
                .run("return document.getElementById('draft-state').classList.contains('bad')", Value::Null)
                .await?;
            ensure!(!bad, "after {word} the draft is said not to be saved");
        }
        Ok(())
    })
}

fn locked(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let portal = Portal::start()?;
        log_in(browser, &portal, "aino").await?;
        browser.open(&portal.url(ENROLMENT)).await?;
        let page = FormPage::ready(browser).await?;
        page.answer_page(&plan("fi")).await?;
        page.next().await?;
        for id in ["firstNames", "lastName", "identityCode"] {
            let script = "const place = field(`/answers/${given}`); return { text: words(place), \
                          controls: place.querySelectorAll('input, select, textarea, button').length }";
            let found: Value = browser.run(script, json!(id)).await?;
            ensure!(found["controls"] == 0, "{id} can be changed: {found}");
            let answer = aino()[id].as_str().unwrap_or_default().to_owned();
            ensure!(found["text"].as_str().is_some_and(|text| text.contains(&answer)), "{id}: {found}");
        }
        // Neither by the element's property …
        let script = "const forged = host().submission; forged.answers.lastName = 'Muu'; host().submission = forged; \
                      await frame(); await frame(); return host().submission.answers.lastName";
        let name: String = browser.run(script, Value::Null).await?;
        ensure!(name == "Testinen", "the last name is {name}");
        // … nor by sending a forged submission.
        let mut answers = aino();
        answers.insert("lastName".to_owned(), json!("Muu"));
        let script = "const forged = { ...host().submission, status: 'submitted', answers: given }; \
                      const reply = await fetch('/api/assignments/aino-enrolment/submissions', { method: 'POST', \
                      headers: { 'content-type': 'application/json' }, body: JSON.stringify(forged) }); \
                      return { status: reply.status, reply: await reply.json() }";
        let found: Value = browser.run(script, Value::Object(answers)).await?;
        ensure!(found["status"] == 422, "{found}");
        let issues = found["reply"]["report"]["issues"].as_array().cloned().unwrap_or_default();
        let is_it = |issue: &Value| issue["code"] == "prefill.locked" && issue["path"] == "/answers/lastName";
        ensure!(issues.iter().any(is_it), "{issues:?}");
        Ok(())
    })
}

const PDF: &str = "%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n";
const CHOOSE: &str = "const input = controlsOf('/answers/certificates')[0]; const files = new DataTransfer(); \
     files.items.add(new File([given.content], given.name, { type: 'application/pdf' })); \
     input.files = files.files; tell(input, 'change'); \
     await until('the file in the list', () => words(field('/answers/certificates')).includes(given.name));";

fn file_and_refusal(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let portal = Portal::start()?;
        log_in(browser, &portal, "aino").await?;
        browser.open(&portal.url(ENROLMENT)).await?;
        let page = FormPage::ready(browser).await?;
        let plan = plan("fi");
        loop {
            page.answer_page(&plan).await?;
            if browser.run("return isShown(field('/answers/certificates'))", Value::Null).await? {
                break;
            }
            ensure!(!page.is_at_review().await?, "there is no page for files");
            page.next().await?;
        }
        // Looks like a PDF to the browser, and is none: only the server can know.
        let fake = json!({"name": "todistus.pdf", "content": "Olen vain tekstiä."});
        browser.run::<Value>(CHOOSE, fake).await?;
        page.next().await?;
        page.answer_up_to_review(&plan).await?;
        browser.run::<Value>("root().getElementById('action-next').click()", Value::Null).await?;
        let script = "return isShown(root().getElementById('error-summary')) \
                      && words(root().getElementById('error-summary'))";
        let summary = browser.wait_for("the server's refusal", script, Value::Null).await?;
        ensure!(summary.as_str().is_some_and(|text| text.contains("todistus.pdf")), "{summary}");
        browser.run::<Value>("root().querySelector('.summary-link').click()", Value::Null).await?;
        let script = "return isShown(field('/answers/certificates')) && shownIssues()";
        let shown = browser.wait_for("the place of the refusal", script, Value::Null).await?;
        ensure!(shown.to_string().contains("/answers/certificates"), "{shown}");

        browser.run::<Value>("field('/answers/certificates').querySelector('.file button').click()", Value::Null).await?;
        let real = json!({"name": "päättötodistus.pdf", "content": PDF});
        browser.run::<Value>(CHOOSE, real).await?;
        page.next().await?;
        page.answer_up_to_review(&plan).await?;
        let id = page.submission().await?.id;
        page.send().await?;

        log_in(browser, &portal, "virta").await?;
        browser.open(&portal.url(&format!("/submissions/{id}"))).await?;
        let hash = sha256(PDF);
        let script = "const reply = await fetch(`/submissions/${given[0]}/files/${given[1]}`); \
                      return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() }";
        let found: Value = browser.run(script, json!([id, hash])).await?;
        ensure!(found == json!({"status": 200, "type": "application/pdf", "text": PDF}), "{found}");
        Ok(())
    })
}

fn sha256(text: &str) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn identity_code(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let portal = suite.portal()?;
        browser.open(&portal.url("/gallery/embed?form=enrolment&locale=fi&today=2026-11-22")).await?;
        let page = FormPage::ready(browser).await?;
        let wrong = plan("fi").with_text("/answers/identityCode", "300410B904B");
        page.answer_page(&wrong).await?;
        page.next().await?;
        page.answer_page(&wrong).await?;
        // Shown after the field was left, before anything is sent.
        same_issue(&page, "/answers/identityCode", "issue.format.identityCode").await?;
        page.next_with_errors().await?;
        same_issue(&page, "/answers/identityCode", "issue.format.identityCode").await?;
        page.answer_page(&plan("fi")).await?;
        page.next().await?;
        Ok(())
    })
}
