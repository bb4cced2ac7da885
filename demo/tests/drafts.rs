//! Drafts that no form could open again: refused, and where one is stored, told kindly.

mod support;

use anyhow::Context as _;
use guidance_demo::secret::Secret;
use guidance_demo::store::drafts::Saved;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use support::{School, Visitor, finished, link, open_link, school};

const DRAFT: &str = "/api/assignments/aino-enrolment/draft";

async fn aino_with_draft(school: &School) -> anyhow::Result<(Visitor, Value)> {
    let aino = school.visitor("aino").await?;
    let mut draft = finished(&aino.config("aino-enrolment").await?, |_| {})?;
    draft["status"] = "draft".into();
    draft["answers"] = json!({"email": "half-typed@"});
    (draft["shown"], draft["computed"]) = (json!({}), json!({}));
    Ok((aino, draft))
}

async fn save(visitor: &Visitor, revision: i64, draft: &str) -> anyhow::Result<(StatusCode, Value)> {
    let body = format!("{{\"revision\": {revision}, \"submission\": {draft}}}");
    let request = visitor.request(Method::PUT, DRAFT).header("content-type", "application/json");
    let response = request.body(body).send().await?;
    Ok((response.status(), response.json().await?))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_beyond_the_limits_is_refused_with_its_reason() -> anyhow::Result<()> {
    let school = school().await?;
    let (aino, draft) = aino_with_draft(&school).await?;
    let with = |answers: Value| {
        let mut changed = draft.clone();
        changed["answers"] = answers;
        changed.to_string()
    };
    let deep = (0..40).fold(json!("x"), |inside, _| json!([inside]));
    let mut elsewhere = draft.clone();
    elsewhere["definition"]["id"] = "initial".into();
    for (document, code) in [
        (with(json!({"email": deep})), "limit.depth"),
        (with(json!({"email": "x".repeat(10_001)})), "limit.text"),
        (with(json!({"preferredChannel": vec!["sms"; 5_001]})), "limit.count"),
        (
            with(json!({"email": "x".repeat(10_000)})).replace("\"email\"", "\"email\": 1, \"email\""),
            "definition.idDuplicate",
        ),
        (json!({"not": "a draft"}).to_string(), "document.shape"),
        (elsewhere.to_string(), "submission.definition"),
    ] {
        let (status, reply) = save(&aino, 0, &document).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{code}: {reply}");
        assert_eq!(reply["report"]["issues"][0]["code"], code, "{reply}");
    }
    // Somebody else is logged in by now: the page tells its own person, and keeps what was written.
    let others = draft.to_string().replace("\"author\":\"aino\"", "\"author\":\"hanna\"");
    assert_ne!(others, draft.to_string());
    let body = format!("{{\"revision\": 0, \"submission\": {others}}}");
    let request = aino.request(Method::PUT, DRAFT).header("content-type", "application/json");
    assert_eq!(request.body(body).send().await?.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(save(&aino, 0, &draft.to_string()).await?.0, StatusCode::OK);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_draft_that_cannot_be_opened_leaves_the_form_usable() -> anyhow::Result<()> {
    let school = school().await?;
    let (aino, draft) = aino_with_draft(&school).await?;
    assert_eq!(save(&aino, 0, &draft.to_string()).await?.0, StatusCode::OK);
    let told = "Tallennettua luonnosta ei voi avata";
    assert!(!aino.page("/forms/aino-enrolment").await?.contains(told));
    let mut large = draft.clone();
    large["answers"]["email"] = "x".repeat(10_001).into();
    for broken in [large.to_string(), "{".to_owned(), draft.to_string().replace("\"enrolment\"", "\"other\"")]
    {
        school.change("UPDATE draft SET body = $1", &[&broken]).await?;
        assert!(aino.page("/forms/aino-enrolment").await?.contains(told), "{broken}");
        assert!(aino.config("aino-enrolment").await?.submission.is_none(), "{broken}");
    }
    // She writes on, over the old one.
    assert_eq!(save(&aino, 1, &draft.to_string()).await?.0, StatusCode::OK);
    assert!(aino.config("aino-enrolment").await?.submission.is_some());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_can_be_begun_anew() -> anyhow::Result<()> {
    let school = school().await?;
    let (aino, draft) = aino_with_draft(&school).await?;
    assert!(!aino.page("/forms/aino-enrolment").await?.contains("Aloita alusta"));
    assert_eq!(save(&aino, 0, &draft.to_string()).await?.0, StatusCode::OK);
    assert!(aino.page("/forms/aino-enrolment").await?.contains("action=\"/forms/aino-enrolment/restart\""));
    for (name, expected) in [("satu", 404), ("virta", 403), ("hanna", 303)] {
        let other = school.visitor(name).await?;
        assert_eq!(other.form("/forms/aino-enrolment/restart", &[]).await?.status(), expected, "{name}");
        assert!(aino.config("aino-enrolment").await?.submission.is_some(), "{name}");
    }
    let again = aino.form("/forms/aino-enrolment/restart", &[]).await?;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
    assert!(aino.config("aino-enrolment").await?.submission.is_none());
    // A window that was open before does not bring the old draft back.
    assert_eq!(save(&aino, 1, &draft.to_string()).await?.0, StatusCode::CONFLICT);
    assert_eq!(save(&aino, 0, &draft.to_string()).await?.0, StatusCode::OK);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_on_its_way_does_not_outlive_its_form() -> anyhow::Result<()> {
    let school = school().await?;
    let (store, idle) = (&school.running.portal.store, school.running.portal.options.idle);
    let body = Secret::new("{}".to_owned());
    // As read before the form was sent.
    let aino = school.visitor("aino").await?;
    let adults = school.running.portal.clock.born_by_adults();
    let caller = store.caller(aino.token().context("no session")?, idle, adults).await?.context("nobody")?;
    let submission = finished(&aino.config("aino-enrolment").await?, |_| {})?;
    let (status, reply) = aino.submit("aino-enrolment", &submission).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    for revision in [0, 1] {
        assert_eq!(store.save_draft(&caller, "aino-enrolment", revision, &body).await?, Saved::Closed);
    }
    assert_eq!(school.count("SELECT COUNT(*) FROM draft WHERE body = $1", "{}").await?, 0);

    let hakala = school.visitor("hakala").await?;
    let end = [
        "UPDATE invitation SET withdrawn_at = 1 WHERE id = $1",
        "UPDATE invitation SET expires_at = 1 WHERE id = $1",
        "UPDATE assignment SET state = 'sent' WHERE id IN (SELECT assignment_id FROM invitation WHERE id = $1)",
    ];
    for (number, end) in end.into_iter().enumerate() {
        let name = format!("Jari {number}");
        let visitor = open_link(&school, &link(&hakala, "eetu", &name).await?).await?;
        let token = visitor.guest_token().context("no session")?;
        let guest = store.guest(token, idle).await?.context("no guest")?;
        school.change(end, &[guest.id()]).await?;
        assert_eq!(store.save_guest_draft(&guest, 0, &body).await?, Saved::Closed, "{end}");
    }
    assert_eq!(school.count("SELECT COUNT(*) FROM guest_draft WHERE body = $1", "{}").await?, 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_seen_of_drafts_is_not_all_said() -> anyhow::Result<()> {
    let school = school().await?;
    let page = school.visitor("aino").await?.page("/forms/aino-enrolment").await?;
    assert!(page.contains("<p id=\"draft-state\" class=\"draft-state\"></p>"), "{page}");
    assert!(page.contains("<p id=\"draft-news\" class=\"unseen\" role=\"status\"></p>"), "{page}");
    assert!(page.contains("data-sent=\"Lähetetty\""), "{page}");
    Ok(())
}
