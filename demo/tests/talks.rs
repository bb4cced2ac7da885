//! Decisions and notes: kept as they were, read by those whom the page names, and never by others.

mod support;

use anyhow::Context as _;
use reqwest::StatusCode;
use serde_json::Value;
use support::{link, open_link, school};

const NOTES: &str = "/students/eetu/notes";
const PROPOSAL: &str = "/students/eetu/proposals/pathway";

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_kept_when_another_follows() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let long = "ä".repeat(1001);
    for (outcome, reason, field) in [
        ("", "a good enough reason", "outcome"),
        ("Z", "a good enough reason", "outcome"),
        ("A", "too short", "reason"),
        ("A", "         x         ", "reason"),
        ("A", &long, "reason"),
        // Nothing that could be read.
        ("A", &"\u{200b}".repeat(20), "reason"),
        ("A", &"\u{2060}\u{3164}".repeat(10), "reason"),
    ] {
        let response = hakala.form(PROPOSAL, &[("outcome", outcome), ("reason", reason)]).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{outcome} {reason}");
        let page = response.text().await?;
        assert!(page.contains(&format!("href=\"#{field}\"")) && page.contains("<title>Virhe: "), "{page}");
        // What was typed is still there.
        assert!(page.contains(reason), "{page}");
    }
    for (outcome, reason) in
        [("A", "Eetu haluaa töihin.\r\nNiin sovittiin."), ("AB", "Tuki jatkuu <b>rinnalla</b>.")]
    {
        let response = hakala.form(PROPOSAL, &[("outcome", outcome), ("reason", reason)]).await?;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{outcome}");
    }
    let page = hakala.page(&format!("{PROPOSAL}?done=decided")).await?;
    assert!(page.contains("Päätös on kirjattu."), "{page}");
    let (_, earlier) = page.split_once("Aiemmat päätökset").context("no earlier decision")?;
    assert!(
        earlier.contains("Eetu haluaa töihin.\nNiin sovittiin.") && earlier.contains("N. Hakala"),
        "{earlier}"
    );
    // The latest comes with the proposal, and once.
    assert!(!page.contains("rinnalla"), "{page}");
    let config: Value =
        serde_json::from_str(&hakala.page("/api/students/eetu/proposals/pathway/config").await?)?;
    let decision = &config["proposal"]["decision"];
    assert_eq!((&decision["value"], &decision["by"]), (&"AB".into(), &"N. Hakala".into()), "{decision}");
    assert_eq!(decision["reason"], "Tuki jatkuu <b>rinnalla</b>.", "{decision}");
    // What was proposed then is kept with it.
    let kept = school
        .rows("SELECT outcome, proposed FROM decision WHERE proposal = $1 ORDER BY id", "pathway")
        .await?;
    let text = |text: &str| text.to_owned();
    assert_eq!(kept, [(text("A"), text("A")), (text("AB"), text("A"))]);
    assert_eq!(school.count("SELECT COUNT(*) FROM audit WHERE action = $1", "decide").await?, 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_corrected_by_a_new_version() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    assert!(hakala.page(NOTES).await?.contains("Muistiinpanoja ei ole."));
    for body in ["", " \r\n ", &"ä".repeat(4001)] {
        let response = hakala.form(NOTES, &[("body", body)]).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{}", body.len());
        assert!(response.text().await?.contains("href=\"#body\""));
    }
    // The longest, as a browser writes it: six bytes for each sign.
    let longest = hakala.form(NOTES, &[("body", &"ä".repeat(4000))]).await?;
    assert_eq!(longest.status(), StatusCode::SEE_OTHER);
    assert_eq!(hakala.form(NOTES, &[("body", "FIRST")]).await?.status(), StatusCode::SEE_OTHER);
    let rows = school.rows("SELECT note_id, body FROM note WHERE body = $1", "FIRST").await?;
    let (id, _) = rows.first().context("no note")?;
    let corrected = hakala.form(NOTES, &[("body", "SECOND"), ("note", id)]).await?;
    assert_eq!(corrected.status(), StatusCode::SEE_OTHER);
    let page = hakala.page(NOTES).await?;
    let (latest, earlier) = page.split_once("Aiemmat versiot").context("no earlier version")?;
    assert!(latest.contains("SECOND") && !latest.contains("FIRST") && earlier.contains("FIRST"), "{page}");
    assert_eq!(school.count("SELECT COUNT(*) FROM note WHERE note_id = $1", id).await?, 2);

    // Nobody corrects what somebody else wrote.
    let aro = school.visitor("aro").await?;
    for note in [id.as_str(), "no-such-note"] {
        assert_eq!(
            aro.form(NOTES, &[("body", "THIRD"), ("note", note)]).await?.status(),
            StatusCode::NOT_FOUND
        );
    }
    assert_eq!(hakala.form("/students/rojin/notes", &[("body", "x"), ("note", id)]).await?.status(), 404);
    assert_eq!(school.count("SELECT COUNT(*) FROM audit WHERE action = $1", "noteWrite").await?, 3);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_twice_is_kept_once() -> anyhow::Result<()> {
    let school = school().await?;
    let (hakala, aro) = (school.visitor("hakala").await?, school.visitor("aro").await?);
    let note = [("body", "The same words")];
    let decision = [("outcome", "A"), ("reason", "The same reason")];
    let many = |path: &'static str, fields: &'static [(&'static str, &'static str)]| {
        let sent = (0..6).map(|_| {
            let visitor = hakala.clone();
            tokio::spawn(async move { anyhow::Ok(visitor.form(path, fields).await?.status()) })
        });
        sent.collect::<Vec<_>>()
    };
    let sent = many(NOTES, &[("body", "The same words")])
        .into_iter()
        .chain(many(PROPOSAL, &[("outcome", "A"), ("reason", "The same reason")]));
    for sent in sent {
        assert_eq!(sent.await??, StatusCode::SEE_OTHER);
    }
    let count = |query: &'static str, value: &'static str| school.count(query, value);
    assert_eq!(count("SELECT COUNT(*) FROM note WHERE body = $1", "The same words").await?, 1);
    assert_eq!(count("SELECT COUNT(*) FROM decision WHERE reason = $1", "The same reason").await?, 1);
    for action in ["noteWrite", "decide"] {
        assert_eq!(count("SELECT COUNT(*) FROM audit WHERE action = $1", action).await?, 1, "{action}");
    }
    // Somebody else's words, other words, and the same decision after another are new.
    assert_eq!(aro.form(NOTES, &note).await?.status(), StatusCode::SEE_OTHER);
    assert_eq!(count("SELECT COUNT(*) FROM note WHERE body = $1", "The same words").await?, 2);
    for fields in [[("outcome", "B"), ("reason", "Another reason")], decision] {
        assert_eq!(hakala.form(PROPOSAL, &fields).await?.status(), StatusCode::SEE_OTHER);
    }
    assert_eq!(count("SELECT COUNT(*) FROM decision WHERE proposal = $1", "pathway").await?, 3);
    // So is the same after a while.
    school.change("UPDATE note SET written_at = written_at - 61000", &[]).await?;
    assert_eq!(hakala.form(NOTES, &note).await?.status(), StatusCode::SEE_OTHER);
    assert_eq!(count("SELECT COUNT(*) FROM note WHERE body = $1", "The same words").await?, 3);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_are_read_by_counsellors_and_their_writer() -> anyhow::Result<()> {
    let school = school().await?;
    let (hakala, aro) = (school.visitor("hakala").await?, school.visitor("aro").await?);
    for (writer, body) in [(&hakala, "NOTE-of-hakala"), (&aro, "NOTE-of-aro")] {
        assert_eq!(writer.form(NOTES, &[("body", body)]).await?.status(), StatusCode::SEE_OTHER);
    }
    let reads = hakala.page(NOTES).await?;
    assert!(reads.contains("NOTE-of-hakala") && reads.contains("NOTE-of-aro"), "{reads}");
    let reads = aro.page(NOTES).await?;
    assert!(!reads.contains("NOTE-of-hakala") && reads.contains("NOTE-of-aro"), "{reads}");
    assert_eq!(school.count("SELECT COUNT(*) FROM audit WHERE action = $1", "noteRead").await?, 2);

    let guest = open_link(&school, &link(&hakala, "eetu", "Jari Niemi").await?).await?;
    let mut others = vec![("guest", guest), ("nobody", school.stranger()?)];
    for name in ["eetu", "satu", "minna", "virta", "yllapito"] {
        others.push((name, school.visitor(name).await?));
    }
    for (name, visitor) in &others {
        for line in school.running.routes.iter().filter(|line| line.method == reqwest::Method::GET) {
            let path =
                support::filled(line.path, "eetu", "workReadiness").replace("no-such-proposal", "pathway");
            let bytes = visitor.get(&path).await?.text().await?;
            assert!(!bytes.contains("NOTE-of-"), "{name} reads a note at {path}");
        }
        let status = visitor.form(NOTES, &[("body", "x")]).await?.status().as_u16();
        assert!(matches!(status, 401 | 403), "{name}: {status}");
    }
    // The student knows that there are notes, whose, and that they have been read.
    let views = school.visitor("eetu").await?.page("/views").await?;
    for told in ["Kirjoitti muistiinpanon", "Luki muistiinpanot", "N. Hakala", "H. Aro"] {
        assert!(views.contains(told), "{told}: {views}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_and_no_typed_text_is_in_the_audit_list() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    hakala.form(NOTES, &[("body", "TYPED-note")]).await?;
    hakala.form(PROPOSAL, &[("outcome", "A"), ("reason", "TYPED-reason for it")]).await?;
    link(&hakala, "eetu", "Jari Niemi").await?;
    hakala.page("/api/students/eetu/results/workReadiness/config").await?;
    let audit = school.visitor("yllapito").await?.page("/audit").await?;
    for told in ["Kirjoitti muistiinpanon", "Kirjasi päätöksen", "Teki linkin työpaikalle", "Luki tulokset"]
    {
        assert!(audit.contains(told), "{told}: {audit}");
    }
    let typed = "SELECT COUNT(*) FROM audit WHERE action LIKE $1 OR target LIKE $1 OR subject_id LIKE $1";
    assert_eq!(school.count(typed, "%TYPED%").await?, 0);
    // A workplace that opens its link has a row with its name, and no more.
    assert!(!audit.contains("TYPED"));
    Ok(())
}
