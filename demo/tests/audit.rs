//! Who has read what: every route that hands out answers or the register writes it down.

mod support;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use support::{School, Visitor, application, filled, finished, school, send_with_files};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n";

/// How many rows of an action there are.
async fn rows(school: &School, action: &str) -> anyhow::Result<i64> {
    school.count("SELECT COUNT(*) FROM audit WHERE action = $1", action).await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answers_without_a_row() -> anyhow::Result<()> {
    let school = school().await?;
    let aino = school.visitor("aino").await?;
    let hash = guidance_demo::secret::sha256(PDF);
    let name = "secret-diagnosis.pdf";
    let file = json!({"name": name, "mediaType": "application/pdf", "bytes": PDF.len(), "sha256": hash});
    let mut submission = application(&aino.config("aino-enrolment").await?, &file)?;
    submission["answers"]["formerNames"] = "Ainokainen".into();
    let (status, reply) = send_with_files(&aino, "aino-enrolment", &submission, &[(&hash, PDF)]).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    let id = reply["id"].as_str().unwrap_or_default();

    let mut seen = 0;
    // Whatever a route may be called: what hands out an answer has written a row.
    for reader in ["virta", "hakala", "hanna", "aino"] {
        let visitor = school.visitor(reader).await?;
        for line in school.running.routes.iter().filter(|line| line.method == Method::GET) {
            let path = filled(
                &line.path.replace("{sha256}", &hash).replace("{name}", "portal.css"),
                id,
                "enrolment",
            );
            let before = rows(&school, "read").await? + rows(&school, "download").await?;
            let response = visitor.get(&path).await?;
            let body = response.bytes().await?;
            let after = rows(&school, "read").await? + rows(&school, "download").await?;
            let holds = |text: &str| body.windows(text.len()).any(|part| part == text.as_bytes());
            let has_answers = holds("Ainokainen") || holds(name) || &body[..] == PDF;
            assert_eq!(after - before, i64::from(has_answers), "{reader} {path}");
            seen += i64::from(has_answers);
        }
    }
    // Four configs, and the file for those of its audience.
    assert!(seen > 5, "{seen}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_which_nothing_is_for_the_reader_has_not_been_read() -> anyhow::Result<()> {
    let school = school().await?;
    let sent = school.rows("SELECT id, form FROM submission WHERE form = $1", "workReadiness").await?;
    let virta = school.visitor("virta").await?;
    let mut seen = 0;
    for (id, _) in &sent {
        let before = rows(&school, "read").await?;
        let response = virta.get(&format!("/api/submissions/{id}/config")).await?;
        let (status, body) = (response.status(), response.text().await?);
        assert_eq!(status, StatusCode::OK, "{body}");
        let config: Value = serde_json::from_str(&body)?;
        let part = |name: &str| config["submission"][name].as_object().is_some_and(|part| !part.is_empty());
        let has_answers = part("answers") || part("computed");
        assert_eq!(rows(&school, "read").await? - before, i64::from(has_answers), "{body}");
        seen += i64::from(!has_answers);
    }
    assert!(seen > 0, "nothing was withheld from the office");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_config_marks_as_read_and_one_opening_is_one_row() -> anyhow::Result<()> {
    let school = school().await?;
    let aino = school.visitor("aino").await?;
    let submission = finished(&aino.config("aino-enrolment").await?, |_| {})?;
    let (status, reply) = aino.submit("aino-enrolment", &submission).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    let id = reply["id"].as_str().unwrap_or_default();
    let virta = school.visitor("virta").await?;
    let is_unread = |visitor: Visitor| async move {
        anyhow::Ok(visitor.page("/inbox").await?.contains("class=\"unread\""))
    };

    virta.page(&format!("/submissions/{id}")).await?;
    assert_eq!(rows(&school, "read").await?, 0);
    assert!(is_unread(virta.clone()).await?);
    let config: Value = serde_json::from_str(&virta.page(&format!("/api/submissions/{id}/config")).await?)?;
    assert_eq!(config["submission"]["answers"]["preferredName"], "Aino");
    assert_eq!(rows(&school, "read").await?, 1);
    assert!(!is_unread(virta).await?);
    assert!(aino.page("/views").await?.contains("Luki lomakkeen"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opens_another_persons_register_data_is_written_down() -> anyhow::Result<()> {
    let school = school().await?;
    let aino = school.visitor("aino").await?;
    aino.config("aino-enrolment").await?;
    assert_eq!(rows(&school, "registerRead").await?, 0, "her own");
    let hanna = school.visitor("hanna").await?;
    hanna.page("/forms/aino-enrolment").await?;
    assert_eq!(rows(&school, "registerRead").await?, 0, "the page has no data of the register");
    hanna.config("aino-enrolment").await?;
    assert_eq!(rows(&school, "registerRead").await?, 1);
    let views = aino.page("/views").await?;
    assert!(views.contains("Hanna Testinen") && views.contains("rekisterin tietoja"), "{views}");
    school.visitor("hakala").await?.config("rojin-enrolment").await?;
    assert_eq!(rows(&school, "registerRead").await?, 2);
    assert!(school.visitor("virta").await?.page("/audit").await?.contains("N. Hakala"));
    Ok(())
}
