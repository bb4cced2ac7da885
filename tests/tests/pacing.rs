//! At one's own pace, in each engine: one question at a time, another language in the middle, breaks, tables that become
//! single questions, and questions read aloud.

use anyhow::{Result, ensure};
use guidance_tests::{Browser, Fault, FormPage, Host, Suite, main_of};
use serde_json::{Value, json};
use std::process::ExitCode;

fn main() -> ExitCode {
    main_of(&[
        ("one_question_after_the_other", &[], questions),
        ("what_is_wrong_is_shown_at_its_question", &[], errors),
        ("the_pace_is_the_person_s_choice", &[], choice),
        ("another_language_keeps_place_answers_and_errors", &[], language),
        ("a_break_hides_everything_and_changes_nothing", &[], pause),
        ("a_matrix_is_a_table_where_there_is_room", &[], matrix),
        ("questions_are_read_aloud_by_local_voices_alone", &[], aloud),
    ])
}

fn body(form: &str, config: &Value) -> String {
    format!(
        r#"<guidance-form form="{form}" locale="fi"><script type="application/json">{config}</script></guidance-form>"#
    )
}

async fn open<'a>(browser: &'a Browser, host: &Host) -> Result<FormPage<'a>> {
    browser.open(&host.url()).await?;
    FormPage::ready(browser).await
}

async fn run(browser: &Browser, script: &str) -> Result<Value> {
    browser.run(script, Value::Null).await
}

async fn expect(browser: &Browser, script: &str, expected: Value) -> Result<()> {
    let found = run(browser, script).await?;
    ensure!(found == expected, "{script}: {found}, not {expected}");
    Ok(())
}

async fn expect_no_faults(browser: &Browser, host: &Host) -> Result<()> {
    let script = "const { watched } = window; return [...watched.violations, ...watched.errors]";
    expect(browser, script, json!([])).await?;
    ensure!(host.reports().is_empty(), "{:?}", host.reports());
    Ok(())
}

/// Chooses an option by a click.
async fn choose(browser: &Browser, item: &str, option: &str) -> Result<()> {
    let script = "field(`/answers/${given[0]}`).querySelector(`[value='${given[1]}']`).click(); await frame(); await frame()";
    browser.run::<Value>(script, json!([item, option])).await.map(drop)
}

/// What is shown: the fields, by item.
const FIELDS: &str = "return [...root().querySelectorAll('.page [data-path]')].map((field) => field.dataset.path.split('/').pop())";

/// Answers the first page of the work-readiness rating, one question at a time or as a page.
async fn begin(browser: &Browser, page: &FormPage<'_>, is_paced: bool) -> Result<()> {
    for (item, option) in [("raterRole", "self"), ("ratingContext", "school"), ("ratingPhase", "start")] {
        choose(browser, item, option).await?;
        if is_paced {
            page.next().await?;
        }
    }
    page.next().await
}

fn questions(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let host = suite.site()?.host(&body("workReadiness", &json!({"pacing": "question"})), Fault::None);
        let page = open(browser, &host).await?;
        let heading = page.heading().await?;
        ensure!(heading.starts_with("Kysymys 1, yhteensä noin ") && heading.ends_with("Aluksi"), "{heading}");
        expect(browser, FIELDS, json!(["raterRole"])).await?;
        expect(browser, "return part('note').map(words).length", json!(1)).await?;
        choose(browser, "raterRole", "self").await?;
        page.next().await?;
        expect(browser, FIELDS, json!(["ratingContext"])).await?;
        let script = "return [focused()?.id, words(focused()) === heading(), part('note').length]";
        expect(browser, script, json!(["page-heading", true, 0])).await?;
        let script = "const { detail } = window.watched.events.findLast(({ type }) => type === 'navigate'); \
                      return [detail.page, detail.item, detail.index, detail.count > 40, detail.title]";
        expect(browser, script, json!(["start", "ratingContext", 1, true, "Aluksi"])).await?;
        let heading = page.heading().await?;
        ensure!(heading.starts_with("Kysymys 2/"), "nothing to come hangs on answers any more: {heading}");
        // The steps are still those of pages.
        expect(browser, "return root().querySelectorAll('.steps-beside li').length", json!(14)).await?;
        let script =
            "root().querySelector('.actions .button-secondary').click(); await frame(); await frame()";
        run(browser, script).await?;
        expect(browser, FIELDS, json!(["raterRole"])).await?;
        let script = "return field('/answers/raterRole').querySelector(':checked').value";
        expect(browser, script, json!("self")).await?;
        page.next().await?;
        choose(browser, "ratingContext", "school").await?;
        page.next().await?;
        choose(browser, "ratingPhase", "start").await?;
        page.next().await?;
        page.next().await?;
        // Each row of a matrix is a question of its own; what is said of the page is said once.
        expect(browser, FIELDS, json!(["rhythm1"])).await?;
        expect(browser, "return root().querySelectorAll('.page > .introduction').length", json!(1)).await?;
        page.next().await?;
        expect(browser, FIELDS, json!(["rhythm2"])).await?;
        expect(browser, "return root().querySelectorAll('.page > .introduction, .matrix').length", json!(0))
            .await?;
        expect_no_faults(browser, &host).await
    })
}

fn errors(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let config = json!({"pacing": "question"});
        let host = suite.site()?.host(&body("workReadiness", &config), Fault::None);
        let page = open(browser, &host).await?;
        let wrong = page.next_with_errors().await?;
        ensure!(wrong.len() == 1 && wrong[0].path == "/answers/raterRole", "{wrong:?}");
        expect(browser, "return focused()?.id", json!("error-summary")).await?;
        expect(browser, "return root().querySelectorAll('.summary-link').length", json!(1)).await?;
        begin(browser, &page, true).await?;
        for _ in 0..60 {
            if page.is_at_review().await? {
                break;
            }
            page.next().await?;
        }
        // "Change" leads to one question and back.
        run(browser, "root().getElementById('change-f-answers-together2').click(); await frame(); await frame()").await?;
        expect(browser, FIELDS, json!(["together2"])).await?;
        let script = "return focused()?.closest('[data-path]')?.dataset.path";
        expect(browser, script, json!("/answers/together2")).await?;
        choose(browser, "together2", "3").await?;
        page.next().await?;
        // It comes once the page is drawn.
        let script = "return focused()?.id === 'change-f-answers-together2'";
        browser.wait_for("the focus on what was changed", script, Value::Null).await?;
        // A refusal leads to the first question that it is about, and from there back.
        let script = "document.addEventListener('guidance-submit', (event) => event.respondWith(Promise.resolve({ report: { issues: [\
            { path: '/answers/safety1', code: 'option.unknown', severity: 'error' }, \
            { path: '/answers/tasks2', code: 'option.unknown', severity: 'error' }] } }))); \
            root().getElementById('action-next').click(); \
            await until('the refusal', () => isShown(root().getElementById('error-summary'))); await frame()";
        run(browser, script).await?;
        expect(browser, FIELDS, json!(["tasks2"])).await?;
        let script = "return [focused()?.id, root().querySelectorAll('.summary-link').length]";
        expect(browser, script, json!(["error-summary", 2])).await?;
        choose(browser, "tasks2", "4").await?;
        page.next().await?;
        ensure!(page.is_at_review().await?, "back to where it was sent from");
        expect_no_faults(browser, &host).await
    })
}

fn choice(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let host = suite.site()?.host(&body("workReadiness", &json!({"pacing": "choice"})), Fault::None);
        let page = open(browser, &host).await?;
        expect(browser, "return root().querySelectorAll('.page [data-path]').length", json!(4)).await?;
        choose(browser, "raterRole", "self").await?;
        let switch = "root().getElementById('pacing').focus(); root().getElementById('pacing').click(); await frame(); await frame();";
        run(browser, switch).await?;
        expect(browser, FIELDS, json!(["ratingContext"])).await?;
        let script = "return [focused()?.id, words(root().querySelector('[role=status] span')) === words(root().querySelector('.page-place'))]";
        expect(browser, script, json!(["pacing", true])).await?;
        choose(browser, "ratingContext", "school").await?;
        run(browser, switch).await?;
        let script = "return [...root().querySelectorAll('.page :checked')].map(({ value }) => value)";
        expect(browser, script, json!(["self", "school"])).await?;
        ensure!(page.heading().await?.contains("Aluksi"), "the page stays");
        expect_no_faults(browser, &host).await
    })
}

fn language(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        for pacing in ["page", "question"] {
            let config = json!({"pacing": pacing, "locales": ["fi", "sv", "en", "fi-x-selko"]});
            let host = suite.site()?.host(&body("workReadiness", &config), Fault::None);
            let page = open(browser, &host).await?;
            begin(browser, &page, pacing == "question").await?;
            // The page with a number in it.
            for _ in 0..60 {
                if run(browser, "return Boolean(field('/answers/overallHours'))").await? == json!(true) {
                    break;
                }
                page.next().await?;
            }
            let script = "const [input] = controlsOf('/answers/overallHours'); input.focus(); input.value = ' kuusi '; \
                          tell(input, 'input'); tell(input, 'change'); input.blur(); await frame(); await frame()";
            run(browser, script).await?;
            let state = "const chosen = [...root().querySelectorAll('.page :checked')].map(({ id }) => id); \
                         return [controlsOf('/answers/overallHours')[0].value, chosen, host().submission.answers.raterRole, \
                           shownIssues().map(({ path }) => path), [...root().querySelectorAll('.page [data-path]')].length]";
            let before = run(browser, state).await?;
            ensure!(before[0] == " kuusi " && before[3][0] == "/answers/overallHours", "{before}");
            let mut headings = vec![page.heading().await?];
            let mut texts = vec![page.shown_issues().await?[0].text.clone()];
            for locale in ["sv", "en", "fi-x-selko", "fi"] {
                let script = "const list = root().getElementById('language'); list.focus(); list.value = given; tell(list, 'change'); \
                              await until('the language', () => root().querySelector('.guidance-form').lang === given); await frame(); await frame()";
                browser.run::<Value>(script, json!(locale)).await?;
                let after = run(browser, state).await?;
                ensure!(after == before, "{pacing}, {locale}: {after}, not {before}");
                headings.push(page.heading().await?);
                texts.push(page.shown_issues().await?[0].text.clone());
                expect(browser, "return focused()?.id", json!("language")).await?;
            }
            ensure!(headings[0] == headings[4] && headings[0] != headings[1] && headings[1] != headings[2], "{headings:?}");
            ensure!(texts[0] == texts[4] && texts[0] != texts[1] && texts[1] != texts[2], "{texts:?}");
            expect_no_faults(browser, &host).await?;
        }
        Ok(())
    })
}

fn pause(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let host = suite.site()?.host(&body("workReadiness", &json!({"draft": "host"})), Fault::None);
        let page = open(browser, &host).await?;
        begin(browser, &page, false).await?;
        choose(browser, "rhythm2", "3").await?;
        let script = "window.before = root().querySelector('.page'); root().getElementById('action-pause').focus(); \
                      root().getElementById('action-pause').click(); await frame(); await frame()";
        run(browser, script).await?;
        let script = "const shown = [...root().querySelectorAll('h1, h2, p, label, legend, button, li')].filter(isShown).map(words); \
                      return [shown.length, focused()?.id, shown.some((text) => /^Jatka$/.test(text)), \
                        shown.some((text) => text.includes('annettu tallennettaviksi'))]";
        expect(browser, script, json!([4, "break-heading", true, true])).await?;
        // The draft has been given by then.
        let script = "const { events } = window.watched; const last = events.findLast(({ type }) => type === 'draft'); \
                      const at = events.findIndex(({ type }) => type === 'pause'); \
                      return [last.detail.submission.answers.rhythm2, events.indexOf(last) < at, at === events.length - 1]";
        expect(browser, script, json!(["3", true, true])).await?;
        let script = "root().getElementById('action-resume').click(); await frame(); await frame(); \
                      return [focused()?.id, root().querySelector('.page') === window.before, \
                        field('/answers/rhythm2').querySelector(':checked').value, part('pause').length, \
                        window.watched.events.at(-1).type]";
        expect(browser, script, json!(["action-pause", true, "3", 0, "resume"])).await?;
        expect_no_faults(browser, &host).await?;

        let host = suite.site()?.host(&body("workReadiness", &json!({"pacing": "question"})), Fault::None);
        open(browser, &host).await?;
        let script = "root().getElementById('action-pause').click(); await frame(); await frame(); return words(part('pause')[0])";
        let words = run(browser, script).await?;
        let words = words.as_str().unwrap_or_default();
        ensure!(words.contains("niin kauan kuin tämä sivu on auki") && !words.contains("tallennettaviksi"), "{words}");
        Ok(())
    })
}

fn matrix(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        browser.resize(1280, 1024).await?;
        let host = suite.site()?.host(&body("workReadiness", &json!({})), Fault::None);
        let page = open(browser, &host).await?;
        begin(browser, &page, false).await?;
        let facts = "const box = (element) => element.getBoundingClientRect(); const middle = (element) => Math.round(box(element).x + box(element).width / 2); \
            const rows = [...root().querySelectorAll('.matrix fieldset')]; \
            const inputs = rows.map((row) => [...row.querySelectorAll('input')]); \
            const heads = [...root().querySelectorAll('.matrix-column')]; \
            const isTable = inputs.every((row) => new Set(row.map((input) => Math.round(box(input).y))).size === 1); \
            const under = isTable && inputs.every((row) => row.every((input, column) => Math.abs(middle(input) - middle(heads[column])) < 3)); \
            const targets = [...root().querySelectorAll('.matrix .choice-label')].every((label) => box(label).width >= 24 && box(label).height >= 24); \
            return { rows: rows.length, isTable, under, targets, heads: heads.filter(isShown).length, \
              hidden: root().querySelector('.matrix-head').getAttribute('aria-hidden'), \
              names: inputs[0].map((input) => input.labels[0].textContent), legends: rows.every((row) => row.querySelector('legend')) }";
        let names = ["Tarvitsen paljon tukea", "Tarvitsen jonkin verran tukea", "Onnistuu yleensä", "Onnistuu hyvin", "En osaa sanoa"];
        let wide = json!({"rows": 4, "isTable": true, "under": true, "targets": true, "heads": 5, "hidden": "true", "names": names, "legends": true});
        expect(browser, facts, wide).await?;
        // A press anywhere in the cell counts, and the arrow keys go along the row.
        let script = "root().querySelectorAll('.matrix fieldset')[1].querySelectorAll('label')[3].click(); await frame(); \
                      return host().submission.answers.rhythm2";
        expect(browser, script, json!("4")).await?;
        run(browser, "controlsOf('/answers/rhythm2')[3].focus()").await?;
        browser.press(&char::from(fantoccini::key::Key::Left).to_string()).await?;
        browser.wait_for("the arrow key", "return host().submission.answers.rhythm2 === '3'", Value::Null).await?;
        // What is wrong with a row is shown in it.
        let script = "host().issues = { issues: [{ path: '/answers/rhythm3', code: 'required', severity: 'error' }] }; \
                      await until('the issue', () => shownIssues().length === 1); \
                      return [shownIssues()[0].path, field('/answers/rhythm3').getAttribute('aria-invalid'), field('/answers/rhythm1').getAttribute('aria-invalid')]";
        expect(browser, script, json!(["/answers/rhythm3", "true", null])).await?;
        // A narrow place, or large text: single questions.
        for script in ["document.body.style.inlineSize = '320px'", "document.body.style.inlineSize = ''; document.documentElement.style.fontSize = '200%'"] {
            run(browser, &format!("{script}; await frame(); await frame()")).await?;
            let found = run(browser, facts).await?;
            ensure!(found["isTable"] == json!(false) && found["heads"] == json!(0) && found["targets"] == json!(true), "{script}: {found}");
        }
        Ok(())
    })
}

/// Voices as a page of the tests gives them: no machine of the tests has any of its own.
const VOICES: &str = "
    const spoken = [];
    const voices = [];
    let queue = [];
    const next = () => { const [utterance] = queue; if (utterance) { spoken.push(utterance.text); utterance.onstart?.(); } };
    class Voices extends EventTarget {
      getVoices() { return voices; }
      speak(utterance) { queue.push(utterance); if (queue.length === 1) next(); }
      cancel() { const lost = queue; queue = []; for (const utterance of lost) utterance.onerror?.(); }
    }
    globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(globalThis, 'speechSynthesis', { value: new Voices(), configurable: true });
    globalThis.tests = { spoken, voices, end: () => { const utterance = queue.shift(); utterance?.onend?.(); next(); }, queued: () => queue.length };";

fn aloud(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        // As it is: the machine has no voice, so there is no button.
        let config = json!({"pacing": "question", "readAloud": true, "locales": ["fi", "sv", "fi-x-selko"]});
        let host = suite.site()?.host(&body("initial", &config), Fault::None);
        open(browser, &host).await?;
        let voices = run(browser, "return (globalThis.speechSynthesis?.getVoices() ?? []).filter((voice) => voice.localService && /^fi/i.test(voice.lang)).length").await?;
        let script = "const buttons = [...root().querySelectorAll('[data-aloud]')]; return [buttons.length, buttons.filter(isShown).length]";
        expect(browser, script, json!([1, if voices == json!(0) { 0 } else { 1 }])).await?;
        expect_no_faults(browser, &host).await?;

        // With voices that the page stands in for: which are taken, what is read in what order, and when it ends.
        host.set_script(VOICES);
        let page = open(browser, &host).await?;
        expect(browser, script, json!([1, 0])).await?;
        let shown = "return root().querySelectorAll('[data-aloud]:not([hidden])').length";
        let voice = "window.tests.voices.push({ lang: given[0], localService: given[1] }); speechSynthesis.dispatchEvent(new Event('voiceschanged')); await frame();";
        browser.run::<Value>(voice, json!(["fi-FI", false])).await?;
        expect(browser, shown, json!(0)).await?;
        browser.run::<Value>(voice, json!(["sv_FI", true])).await?;
        expect(browser, shown, json!(0)).await?;
        browser.run::<Value>(voice, json!(["fi_FI", true])).await?;
        expect(browser, shown, json!(1)).await?;
        page.next().await?;
        // A question with a hint, and an error.
        page.next_with_errors().await?;
        browser.wait_for("the button of the next question", "return root().querySelectorAll('[data-aloud]:not([hidden])').length === 1", Value::Null).await?;
        let press = "root().querySelector('[data-aloud]').click(); await frame();";
        let script = format!("{press} const button = root().querySelector('[data-aloud]'); \
            return [window.tests.queued(), button.getAttribute('aria-pressed'), words(root().querySelector('[data-reading]')), button.getAttribute('aria-label')]");
        let question = "Kuinka paljon sinulla on työkokemusta?";
        expect(browser, &script, json!([8, "true", question, format!("Kuuntele: {question}")])).await?;
        run(browser, "for (let left = 8; left; left -= 1) window.tests.end(); await frame()").await?;
        let script = "return [window.tests.spoken, root().querySelector('[data-aloud]').getAttribute('aria-pressed'), root().querySelectorAll('[data-reading]').length]";
        let read = [question, "Laske mukaan myös kesätyöt ja harjoittelut.", "Virhe: Vastaa kohtaan ”Kuinka paljon sinulla on työkokemusta?”",
            "Ei vielä työkokemusta", "Alle vuosi", "1–3 vuotta", "4–10 vuotta", "Yli 10 vuotta"];
        expect(browser, script, json!([read, "false", 0])).await?;
        // Pressed again it stops, and so it does when the question goes.
        let stopped = "return [window.tests.queued(), root().querySelectorAll('[aria-pressed=true], [data-reading]').length]";
        run(browser, &format!("{press} {press}")).await?;
        expect(browser, stopped, json!([0, 0])).await?;
        run(browser, press).await?;
        choose(browser, "workYears", "none").await?;
        expect(browser, "return window.tests.queued() > 0", json!(true)).await?;
        page.next().await?;
        expect(browser, stopped, json!([0, 0])).await?;
        run(browser, &format!("{press} root().getElementById('action-pause').click(); await frame(); await frame()")).await?;
        expect(browser, stopped, json!([0, 0])).await?;
        run(browser, "root().getElementById('action-resume').click(); await frame(); await frame()").await?;
        // Nothing that a person typed is read.
        for _ in 0..8 {
            if run(browser, "return Boolean(root().querySelector('textarea'))").await? == json!(true) {
                break;
            }
            page.next().await?;
        }
        let script = "const area = root().querySelector('textarea'); area.value = 'salaisuus'; tell(area, 'input'); await frame(); \
                      root().querySelector('[data-aloud]').click(); for (let left = 20; left; left -= 1) window.tests.end(); \
                      return window.tests.spoken.filter((text) => text.includes('salaisuus')).length";
        expect(browser, script, json!(0)).await?;
        // In another language another voice, or none.
        for locale in ["sv", "fi-x-selko"] {
            let script = "const list = root().getElementById('language'); list.value = given; tell(list, 'change'); \
                          await until(given, () => root().querySelector('.guidance-form').lang === given); await frame(); await frame()";
            browser.run::<Value>(script, json!(locale)).await?;
            expect(browser, shown, json!(1)).await?;
        }
        run(browser, "window.tests.voices.length = 0; speechSynthesis.dispatchEvent(new Event('voiceschanged')); await frame()").await?;
        expect(browser, shown, json!(0)).await?;
        expect_no_faults(browser, &host).await
    })
}
