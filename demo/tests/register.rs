//! What the register knows and the sender may not read: the office learns what differs, the sender nothing.

mod support;

use guidance_contract::{Answers, Audience};
use reqwest::StatusCode;
use serde_json::{Value, json};
use support::{School, enrolment, finished, school};

const CODE: &str = "300410B904A";

/// Hanna sends the enrolment of her child, with what she types herself.
async fn hanna_sends(
    school: &School,
    change: impl FnOnce(&mut Answers),
) -> anyhow::Result<(StatusCode, Value, Value)> {
    let hanna = school.visitor("hanna").await?;
    let config = hanna.config("aino-enrolment").await?;
    assert!(!config.prefill.contains_key("identityCode") && !config.prefill.contains_key("protectedContact"));
    let submission = finished(&config, |answers| {
        for (id, answer) in [
            ("protectedContact", json!("no")),
            ("countryOfResidence", json!("246")),
            ("streetAddress", json!("Salakatu 1")),
            ("postalCode", json!("67100")),
            ("postOffice", json!("KOKKOLA")),
            ("homeMunicipality", json!("272")),
        ] {
            answers.insert(id.to_owned(), answer);
        }
        answers.insert("identityCode".to_owned(), CODE.into());
        change(answers);
    })?;
    let (status, reply) = hanna.submit("aino-enrolment", &submission).await?;
    // The receipt again: what was stored is not what was sent, and she cannot tell.
    assert_eq!(hanna.submit("aino-enrolment", &submission).await?, (status, reply.clone()));
    Ok((status, reply, submission))
}

async fn office_reads(school: &School, reply: &Value) -> anyhow::Result<(String, String, Value)> {
    let id = reply["id"].as_str().unwrap_or_default();
    let virta = school.visitor("virta").await?;
    let config: Value = serde_json::from_str(&virta.page(&format!("/api/submissions/{id}/config")).await?)?;
    Ok((virta.page("/inbox").await?, virta.page(&format!("/submissions/{id}")).await?, config))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_identity_code_that_differs_is_flagged_to_the_office_alone() -> anyhow::Result<()> {
    let school = school().await?;
    // A valid code of somebody of her age.
    let (status, reply, _) = hanna_sends(&school, |answers| {
        answers.insert("identityCode".to_owned(), "300410B905B".into());
    })
    .await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    assert!(!reply.to_string().contains("identityCode"), "{reply}");
    let (inbox, page, config) = office_reads(&school, &reply).await?;
    assert!(inbox.contains("Tarkistettava"), "{inbox}");
    assert!(page.contains("Henkilötunnus") && page.contains("ei ole sama kuin rekisterissä"), "{page}");
    assert!(!page.contains(CODE));
    assert_eq!(config["submission"]["answers"]["identityCode"], "300410B905B");
    let id = reply["id"].as_str().unwrap_or_default();
    for reader in ["hanna", "aro", "hakala", "aino"] {
        let page = school.visitor(reader).await?.page(&format!("/submissions/{id}")).await?;
        assert!(!page.contains("Tarkistettava"), "{reader}");
    }
    for reader in ["aro", "hakala"] {
        assert!(!school.visitor(reader).await?.page("/inbox").await?.contains("Tarkistettava"), "{reader}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_identity_code_is_not_flagged() -> anyhow::Result<()> {
    let school = school().await?;
    let (status, reply, _) = hanna_sends(&school, |_| {}).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    let (inbox, page, config) = office_reads(&school, &reply).await?;
    assert!(!inbox.contains("Tarkistettava") && !page.contains("Tarkistettava"));
    assert_eq!(config["submission"]["answers"]["streetAddress"], "Salakatu 1");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gives_an_address_of_somebody_with_non_disclosure() -> anyhow::Result<()> {
    let school = school().await?;
    school
        .change("UPDATE person SET non_disclosure = 1, street_address = '' WHERE id = $1", &["aino"])
        .await?;
    let (status, reply, sent) = hanna_sends(&school, |answers| {
        answers.insert("preferredChannel".to_owned(), json!(["outreach", "message"]));
    })
    .await?;
    // As for anybody else's child.
    assert_eq!(status, StatusCode::OK, "{reply}");
    assert!(reply["reference"].is_string() && reply["report"].is_null(), "{reply}");
    let (inbox, page, config) = office_reads(&school, &reply).await?;
    let answers = &config["submission"]["answers"];
    assert_eq!(answers["protectedContact"], "yes");
    // What is not offered to somebody with non-disclosure.
    assert_eq!(answers["preferredChannel"], json!(["message"]));
    let whole = config.to_string();
    assert!(!whole.contains("Salakatu") && !whole.contains("67100"), "{whole}");
    for item in ["streetAddress", "postalCode", "postOffice", "homeMunicipality", "countryOfResidence"] {
        assert!(answers[item].is_null(), "{item}");
    }
    assert!(inbox.contains("Tarkistettava") && page.contains("turvakielto"), "{page}");
    let told = "SELECT COUNT(*) FROM audit WHERE action = 'registerRead' AND person_id = $1";
    assert_eq!(school.count(told, "virta").await?, 1, "the page tells what the register has");
    let stored = school.count("SELECT COUNT(*) FROM submission WHERE body LIKE $1", "%Salakatu%").await?;
    assert_eq!(stored, 0, "the address is nowhere");
    // What she reads of it afterwards says nothing either.
    let id = reply["id"].as_str().unwrap_or_default();
    let hanna = school.visitor("hanna").await?;
    let own: Value = serde_json::from_str(&hanna.page(&format!("/api/submissions/{id}/config")).await?)?;
    let sent: Answers = serde_json::from_value(sent["answers"].clone())?;
    let readable = enrolment()?.project(&sent, Audience::Guardian);
    assert_eq!(own["submission"]["answers"], Value::from(readable));
    assert!(!own.to_string().contains("protectedContact"), "{own}");
    assert!(!hanna.page(&format!("/submissions/{id}")).await?.contains("turvakielto"));

    // Those who know of it are told.
    for person in ["rojin", "hakala"] {
        let visitor = school.visitor(person).await?;
        let config = visitor.config("rojin-enrolment").await?;
        let submission = finished(&config, |answers| {
            answers.insert("protectedContact".to_owned(), "no".into());
            answers.insert("streetAddress".to_owned(), "Salakatu 1".into());
            answers.insert("countryOfResidence".to_owned(), "752".into());
            answers.insert("city".to_owned(), "Luleå".into());
        })?;
        let (status, reply) = visitor.submit("rojin-enrolment", &submission).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{person}: {reply}");
        assert!(reply.to_string().contains("prefill.locked"), "{person}: {reply}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_fills_in_is_known_from_the_log_in() -> anyhow::Result<()> {
    let school = school().await?;
    for (item, value) in [("fillerName", "Somebody Else"), ("fillerRole", "Rehtori"), ("filler", "helper")] {
        let (status, reply, _) = hanna_sends(&school, |answers| {
            answers.insert(item.to_owned(), value.into());
        })
        .await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{item}: {reply}");
        assert!(reply.to_string().contains("prefill.locked"), "{item}: {reply}");
    }
    // Another window has changed the language since the form was opened.
    let mut hanna = school.visitor("hanna").await?;
    let config = hanna.config("aino-enrolment").await?;
    assert!(config.prefill.get("fillerRole").is_some_and(|role| role.locked && role.value == "Huoltaja"));
    let submission = finished(&config, |answers| {
        answers.insert("identityCode".to_owned(), CODE.into());
    })?;
    let response = hanna.form("/language", &[("locale", "sv")]).await?;
    hanna.keep_cookies(response.headers());
    let (status, reply) = hanna.submit("aino-enrolment", &submission).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    Ok(())
}
