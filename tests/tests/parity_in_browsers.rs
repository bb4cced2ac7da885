//! The wasm that is shipped, in each engine, says the same as native code to what the form holds.

use anyhow::{Context as _, Result, ensure};
use guidance_contract::{Answers, Config, Context, Report, Submission, SyntheticIdentityCodes};
use guidance_tests::{Browser, Example, FormPage, Random, Suite, code_sets, examples, form, main_of, mutate};
use serde::Deserialize;
use serde_json::{Value, json};
use std::process::ExitCode;

/// Changed versions of each example, besides itself.
const CHANGED: usize = 24;

fn main() -> ExitCode {
    main_of(&[("the_element_reports_what_native_code_reports", &[], compare)])
}

#[derive(Deserialize)]
struct Found {
    answers: Answers,
    report: Report,
}

fn compare(suite: &Suite, browser: &Browser) -> Result<()> {
    suite.block_on(async {
        let portal = suite.portal()?;
        let mut random = Random::new(3);
        let mut compared = 0;
        for example in examples() {
            let form = form(example.shipped);
            let Some(locale) = example.config.locale.as_deref() else { continue };
            let query = format!("form={}&example={}&locale={locale}", example.shipped.id, example.name);
            browser.open(&portal.url(&format!("/gallery/embed?{query}"))).await?;
            FormPage::ready(browser).await.with_context(|| query.clone())?;
            // Every code set is wanted by some answer or is not asked for; then nothing is missing any more.
            let script = "return !JSON.stringify(host().report).includes('code.setMissing')";
            browser.wait_for("the code sets", script, Value::Null).await.with_context(|| query.clone())?;
            let mut submissions = vec![example.submission(&form, &example.answers)];
            submissions[0].answers = example.answers.clone();
            for _ in 0..CHANGED {
                let mut changed = submissions[0].clone();
                mutate(&form, &mut changed.answers, &mut random);
                submissions.push(changed);
            }
            compared += compare_all(browser, &example, &form, &submissions).await.with_context(|| query)?;
        }
        println!("{}: {compared} reports are the same", browser.engine.name());
        Ok(())
    })
}

async fn compare_all(
    browser: &Browser,
    example: &Example,
    form: &guidance_contract::Form,
    submissions: &[Submission],
) -> Result<usize> {
    let script = "const found = []; \
        for (const submission of JSON.parse(given)) { \
          host().submission = submission; await frame(); \
          await until('the code sets', () => !JSON.stringify(host().report).includes('code.setMissing')); \
          found.push({ answers: host().submission.answers, report: host().report }); \
        } \
        return JSON.stringify(found);";
    // As text: drivers lose keys such as `__proto__` on the way.
    let found: String = browser.run(script, json!(serde_json::to_string(submissions)?)).await?;
    let found: Vec<Found> = serde_json::from_str(&found)?;
    let config =
        Config { synthetic_identity_codes: SyntheticIdentityCodes::Accept, ..example.config.clone() };
    let context = Context::new(&config, example.today());
    let sets = code_sets(example.shipped, &config);
    for (number, found) in found.iter().enumerate() {
        let native = serde_json::to_string(&form.check_answers(&found.answers, &sets, &context))?;
        let browser = serde_json::to_string(&found.report)?;
        ensure!(native == browser, "{} {number}:\nnative  {native}\nbrowser {browser}", example.name);
    }
    // The first one was taken as it is, but for what the form does not ask.
    let kept = found.first().map(|found| found.answers.len()).unwrap_or_default();
    ensure!(
        kept + 2 >= example.answers.len(),
        "{} has {} answers, the form {kept}",
        example.name,
        example.answers.len()
    );
    Ok(found.len())
}
