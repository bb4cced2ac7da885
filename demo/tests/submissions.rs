//! Sending forms: what is stored, what is refused, and what happens twice.

mod support;

use guidance_contract::SubmitReply;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use support::{School, Visitor, application, complaints, enrolment, finished, school, send, send_with_files};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n";

async fn aino(school: &School) -> anyhow::Result<(Visitor, Value)> {
    let aino = school.visitor("aino").await?;
    let config = aino.config("aino-enrolment").await?;
    let submission = finished(&config, |_| {})?;
    Ok((aino, submission))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finished_form_is_stored_once_and_gets_its_receipt_again() -> anyhow::Result<()> {
    let school = school().await?;
    let (aino, submission) = aino(&school).await?;
    let config = aino.config("aino-enrolment").await?;
    let (code, reply) = aino.submit("aino-enrolment", &submission).await?;
    assert_eq!(code, StatusCode::OK, "{reply} {}", complaints(&config, &submission)?);
    let first: SubmitReply = serde_json::from_value(reply.clone())?;
    assert_eq!(first.id.as_deref(), submission["id"].as_str());
    assert!(first.reference.as_deref().is_some_and(|reference| reference.len() == 9));
    assert!(first.received.is_some() && first.report.is_empty());

    // The receipt had been lost: the same again, its keys in another order.
    let (code, again) = aino.submit("aino-enrolment", &submission).await?;
    assert_eq!((code, &again), (StatusCode::OK, &reply));

    // Another body under the same id.
    let mut changed = submission.clone();
    changed["answers"]["preferredName"] = "Helmi".into();
    let (code, refusal) = aino.submit("aino-enrolment", &changed).await?;
    assert_eq!(code, StatusCode::CONFLICT, "{refusal}");
    assert!(refusal["id"].is_null());

    // Another id for the same assignment.
    changed["id"] = uuid::Uuid::new_v4().to_string().into();
    assert_eq!(aino.submit("aino-enrolment", &changed).await?.0, StatusCode::CONFLICT);

    let home = aino.page("/").await?;
    assert!(home.contains(first.reference.as_deref().unwrap_or("?")));
    let sent = aino.get("/forms/aino-enrolment").await?;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_at_once_are_one() -> anyhow::Result<()> {
    let school = school().await?;
    let (aino, submission) = aino(&school).await?;
    let mut senders = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let (aino, submission) = (aino.clone(), submission.clone());
        senders.spawn(async move { aino.submit("aino-enrolment", &submission).await });
    }
    let mut receipts = std::collections::BTreeSet::new();
    while let Some(sent) = senders.join_next().await {
        let (code, reply) = sent??;
        assert_eq!(code, StatusCode::OK, "{reply}");
        receipts.insert(reply.to_string());
    }
    assert_eq!(receipts.len(), 1, "{receipts:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_identity_code_is_refused_with_its_place() -> anyhow::Result<()> {
    let school = school().await?;
    let hanna = school.visitor("hanna").await?;
    // The guardian types the code: the register does not tell it to her.
    let config = hanna.config("aino-enrolment").await?;
    let submission = finished(&config, |answers| {
        answers.insert("identityCode".to_owned(), "140381-902F".into());
    })?;
    let (code, reply) = hanna.submit("aino-enrolment", &submission).await?;
    assert_eq!(code, StatusCode::UNPROCESSABLE_ENTITY);
    let reply: SubmitReply = serde_json::from_value(reply)?;
    assert!(reply.id.is_none() && reply.reference.is_none());
    let issues: Vec<(&str, &str)> =
        reply.report.issues.iter().map(|issue| (issue.path.as_str(), issue.code.as_str())).collect();
    assert!(issues.contains(&("/answers/identityCode", "format.identityCode")), "{issues:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_portal_knows_cannot_be_changed() -> anyhow::Result<()> {
    let school = school().await?;
    let (aino, submission) = aino(&school).await?;
    for (pointer, value, code) in [
        ("/answers/lastName", json!("Toinen"), "prefill.locked"),
        ("/role", json!("staff"), "submission.person"),
        ("/subject", json!("satu"), "submission.person"),
        ("/author", json!("hanna"), "submission.person"),
        ("/id", json!("00000000-0000-4000-8000-000000000000"), "submission.id"),
        ("/answeredOn", json!("2026-11-01"), "submission.date"),
        ("/definition/hash", json!("sha256-0"), "submission.definition"),
        ("/status", json!("draft"), "submission.status"),
    ] {
        let mut forged = submission.clone();
        *forged.pointer_mut(pointer).ok_or_else(|| anyhow::anyhow!("{pointer}"))? = value;
        let (status, reply) = aino.submit("aino-enrolment", &forged).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{pointer}: {reply}");
        assert!(reply["report"].to_string().contains(&format!("\"{code}\"")), "{pointer}: {reply}");
    }
    let (status, reply) = aino.submit("aino-enrolment", &json!({"not": "a submission"})).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{reply}");
    // Nothing of all this has been stored.
    assert_eq!(aino.submit("aino-enrolment", &submission).await?.0, StatusCode::OK);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn other_media_and_large_bodies_are_refused() -> anyhow::Result<()> {
    let school = school().await?;
    let (aino, _) = aino(&school).await?;
    let path = "/api/assignments/aino-enrolment/submissions";
    let plain = aino.request(Method::POST, path).header("content-type", "text/plain").body("{}");
    assert_eq!(plain.send().await?.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let large = aino.request(Method::POST, path).header("content-type", "application/json");
    assert_eq!(large.body(" ".repeat(1_100_000)).send().await?.status(), StatusCode::PAYLOAD_TOO_LARGE);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn files_travel_with_their_hash_and_are_what_they_say() -> anyhow::Result<()> {
    let school = school().await?;
    let aino = school.visitor("aino").await?;
    let config = aino.config("aino-enrolment").await?;
    let hash = guidance_demo::secret::sha256(PDF);
    let file = json!({"name": "päättötodistus \"1\".pdf", "mediaType": "application/pdf", "bytes": PDF.len(), "sha256": hash});
    let submission = application(&config, &file)?;
    let part = |content: &'static [u8]| Part::bytes(content).file_name("x.pdf");
    let whole = |submission: &Value| Form::new().text("submission", submission.to_string());
    let content_issue = |reply: &Value| reply["report"].to_string().contains("\"file.content\"");

    // The content is missing; is under a name that is not its hash; comes with a stranger.
    let (status, reply) = send(&aino, "aino-enrolment", whole(&submission)).await?;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && content_issue(&reply), "{status} {reply}");
    let wrong = whole(&submission).part(hash.clone(), part(b"%PDF-1.7 something else"));
    let (status, reply) = send(&aino, "aino-enrolment", wrong).await?;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && content_issue(&reply), "{status} {reply}");
    let stranger = whole(&submission).part(hash.clone(), part(PDF)).part("other", part(b"other"));
    let (status, reply) = send(&aino, "aino-enrolment", stranger).await?;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && content_issue(&reply), "{status} {reply}");

    // A page that calls itself a picture.
    const PAGE: &[u8] = b"<html><script>alert(1)</script>";
    let page = guidance_demo::secret::sha256(PAGE);
    let lie = json!({"name": "a.png", "mediaType": "image/png", "bytes": PAGE.len(), "sha256": page});
    let form = whole(&application(&config, &lie)?).part(page, part(PAGE));
    let (status, reply) = send(&aino, "aino-enrolment", form).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply["report"].to_string().contains("\"file.type\""), "{reply}");

    // All is well, twice.
    let right = || whole(&submission).part(hash.clone(), part(PDF));
    let (status, reply) = send(&aino, "aino-enrolment", right()).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    assert_eq!(send(&aino, "aino-enrolment", right()).await?, (status, reply.clone()));

    // Those of its audience download it; a teacher learns not even that it is there.
    let path = format!("/submissions/{}/files/{hash}", reply["id"].as_str().unwrap_or_default());
    let virta = school.visitor("virta").await?;
    let download = virta.get(&path).await?;
    assert_eq!(download.status(), StatusCode::OK);
    let disposition = download.headers()["content-disposition"].to_str()?.to_owned();
    assert!(disposition.starts_with("attachment; filename*=UTF-8''p%C3%A4"), "{disposition}");
    assert_eq!(download.headers()["content-type"], "application/pdf");
    assert_eq!(download.headers()["x-content-type-options"], "nosniff");
    assert_eq!(download.bytes().await?, PDF);
    assert_eq!(school.visitor("aro").await?.get(&path).await?.status(), StatusCode::NOT_FOUND);
    assert_eq!(school.visitor("satu").await?.get(&path).await?.status(), StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_saved_under_a_harmless_name() -> anyhow::Result<()> {
    let school = school().await?;
    let aino = school.visitor("aino").await?;
    let config = aino.config("aino-enrolment").await?;
    let hash = guidance_demo::secret::sha256(PDF);
    let named = |name: &str| {
        let file = json!({"name": name, "mediaType": "application/pdf", "bytes": PDF.len(), "sha256": hash});
        application(&config, &file)
    };
    for name in ["../todistus.pdf", "todistus\u{202e}fdp.hta"] {
        let (status, reply) =
            send_with_files(&aino, "aino-enrolment", &named(name)?, &[(&hash, PDF)]).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{reply}");
    }
    let submission = named("todistusfdp.hta")?;
    let (status, reply) = send_with_files(&aino, "aino-enrolment", &submission, &[(&hash, PDF)]).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    let path = format!("/submissions/{}", reply["id"].as_str().unwrap_or_default());
    let virta = school.visitor("virta").await?;
    let download = virta.get(&format!("{path}/files/{hash}")).await?;
    let disposition = download.headers()["content-disposition"].to_str()?;
    assert_eq!(disposition, "attachment; filename*=UTF-8''todistusfdp%2Ehta%2Epdf");
    let page = virta.page(&path).await?;
    assert!(!page.contains("hta"));
    let (heading, facts) = (page.find("<h1>"), page.find("<dl"));
    assert!(heading.is_some() && heading < facts, "{page}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_are_kept_and_no_window_overwrites_another() -> anyhow::Result<()> {
    let school = school().await?;
    let (aino, submission) = aino(&school).await?;
    let mut draft = submission.clone();
    draft["status"] = "draft".into();
    draft["answers"] = json!({"purpose": "apply", "email": "half-typed@"});
    draft["shown"] = json!({});
    draft["computed"] = json!({});
    let path = "/api/assignments/aino-enrolment/draft";
    let save = |revision: i64, draft: &Value| {
        let (aino, body) = (aino.clone(), json!({"revision": revision, "submission": draft}));
        async move {
            let response = aino.json(Method::PUT, path, &body).await?;
            let status = response.status();
            anyhow::Ok((status, response.json::<Value>().await?))
        }
    };
    let (status, saved) = save(0, &draft).await?;
    assert_eq!((status, &saved["revision"]), (StatusCode::OK, &json!(1)), "{saved}");
    assert!(saved["savedAt"].is_string());
    // The answer was lost: the same again is no conflict.
    assert_eq!(save(0, &draft).await?.1["revision"], 1);
    // Another window, opened before.
    let mut other = draft.clone();
    other["answers"]["email"] = "other@".into();
    let (status, outdated) = save(0, &other).await?;
    assert_eq!((status, &outdated["revision"]), (StatusCode::CONFLICT, &json!(1)));
    assert_eq!(save(1, &other).await?.1["revision"], 2);

    let config = aino.config("aino-enrolment").await?;
    let kept = config.submission.map(|submission| submission.answers);
    assert_eq!(kept.and_then(|answers| answers.get("email").cloned()), Some(json!("other@")));
    assert!(aino.page("/").await?.contains("Tallennettu"));
    // What she has half-written is hers alone.
    assert!(school.visitor("hanna").await?.config("aino-enrolment").await?.submission.is_none());

    // Shapes and limits hold for drafts too.
    let mut broken = draft.clone();
    broken["answers"] = json!({"email": 5, "noSuchItem": "x"});
    let (status, refusal) = save(2, &broken).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refusal["report"]["issues"].as_array().is_some_and(|issues| issues.len() == 2), "{refusal}");

    assert_eq!(aino.submit("aino-enrolment", &submission).await?.0, StatusCode::OK);
    assert_eq!(save(2, &draft).await?.0, StatusCode::GONE);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_finds_and_the_audit_list_tells() -> anyhow::Result<()> {
    let school = school().await?;
    let (aino, submission) = aino(&school).await?;
    let (_, reply) = aino.submit("aino-enrolment", &submission).await?;
    let (id, reference) =
        (reply["id"].as_str().unwrap_or_default(), reply["reference"].as_str().unwrap_or_default());
    let virta = school.visitor("virta").await?;
    let inbox = virta.page("/inbox").await?;
    assert!(inbox.contains("class=\"unread\"") && inbox.contains("data-name=\"Vastaaja\""), "{inbox}");
    for (field, value, found) in [
        ("text", "testinen", true),
        ("text", &reference.to_lowercase(), true),
        ("text", "100%", false),
        ("text", "' OR 1=1 --", false),
        ("form", "enrolment", true),
        ("form", "consent", false),
        ("state", "unread", true),
        ("from", "2020-01-01", true),
        ("until", "2020-01-01", false),
    ] {
        let page = virta.form("/inbox", &[(field, value)]).await?.text().await?;
        assert_eq!(page.contains(reference), found, "{field}={value}");
    }
    virta.page(&format!("/submissions/{id}")).await?;
    virta.page(&format!("/api/submissions/{id}/config")).await?;
    let unread = virta.form("/inbox", &[("state", "unread")]).await?.text().await?;
    assert!(!unread.contains(reference));
    // Others have their own marks; and see their own students alone.
    assert!(school.visitor("aro").await?.page("/inbox").await?.contains("class=\"unread\""));
    let views = aino.page("/views").await?;
    assert!(views.contains("E. Virta") && views.contains("Luki lomakkeen"), "{views}");
    assert!(!school.visitor("satu").await?.page("/views").await?.contains("E. Virta"));
    let audit = school.visitor("yllapito").await?.page("/audit").await?;
    assert!(audit.contains("Lähetti lomakkeen") && audit.contains(reference));
    assert!(!audit.contains("300410B904A"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gallery_shows_every_form_and_example() -> anyhow::Result<()> {
    let school = school().await?;
    let developer = school.stranger()?;
    for shipped in guidance_forms::FORMS {
        for (example, _) in shipped.examples {
            let query = format!(
                "form={}&example={example}&locale=sv&theme=dark&mode=review&dir=rtl&width=320",
                shipped.id
            );
            assert!(developer.page(&format!("/gallery?{query}")).await?.contains("inspector-config"));
            let embed = developer.page(&format!("/gallery/embed?{query}")).await?;
            assert!(embed.contains("dir=\"rtl\"") && embed.contains("<guidance-form"), "{embed}");
            let config: Value =
                serde_json::from_str(&developer.page(&format!("/gallery/config?{query}")).await?)?;
            assert_eq!((&config["theme"], &config["mode"]), (&json!("dark"), &json!("review")));
            assert!(config["submission"]["answers"].is_object());
        }
    }
    let wrong = developer.get("/gallery/embed?form=enrolment&example=none").await?;
    assert_eq!(wrong.status(), StatusCode::NOT_FOUND);
    assert_eq!(enrolment()?.reference().id, "enrolment");
    Ok(())
}
