//! Links for workplaces: what they open, to whom and for how long, and what they never tell.

mod support;

use anyhow::Context as _;
use guidance_contract::Role;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::process::Stdio;
use support::{School, Visitor, filled, finished, finished_example, link, link_on, open_link, school};

/// A rating by the workplace as the element sends it.
async fn rating(guest: &Visitor) -> anyhow::Result<Value> {
    finished_example(&guest.guest_config().await?, "workReadiness", "satuWorkplace", |_| {})
}

/// Whether a link opens the form.
async fn opens(school: &School, path: &str) -> bool {
    open_link(school, path).await.is_ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workplace_rates_once_and_reads_its_own_answers() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let fields = [("form", "workReadiness"), ("name", "Ulla Uusi"), ("workplace", "Uusi Oy"), ("days", "14")];
    let made = hakala.form("/students/aino/links", &fields).await?.text().await?;
    let address = link_on(&made).context("no link")?;
    let (_, message) = made.split_once("<textarea").context("no message")?;
    // Whom it is about, by the name that the link tells, and all that is needed to send it.
    assert!(made.contains("<dd>Aino</dd>") && !message.contains("Testinen"), "{made}");
    for told in ["Hei Ulla Uusi!", "opiskelijasta: Aino.", address.as_str(), "N. Hakala"] {
        assert!(message.contains(told), "{told}: {made}");
    }
    let path = link(&hakala, "aino", "Jari Niemi").await?;
    let requests = "/students/aino/requests";
    assert!(hakala.page(requests).await?.contains(">Odottaa</td>"));
    let guest = open_link(&school, &path).await?;
    let page = guest.page("/workplace/{own}").await?;
    assert!(page.contains("Aino") && page.contains("Mitä vastauksillesi tapahtuu"), "{page}");
    // Whoever looks at messages opens links; the form has not been opened by that.
    assert!(hakala.page(requests).await?.contains(">Odottaa</td>"));
    let config = guest.guest_config().await?;
    assert_eq!(config.role, Role::Employer);
    assert_eq!(config.prefill.keys().collect::<Vec<_>>(), ["raterName"]);
    assert!(hakala.page(requests).await?.contains(">Avattu</td>"));
    assert!(guest.get("/api/workplace/{own}/submission/config").await?.status() == StatusCode::NOT_FOUND);

    let submission = rating(&guest).await?;
    let (status, reply) = guest.submit_as_guest(&submission).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    assert!(hakala.page(requests).await?.contains(">Vastattu</td>"));
    // The receipt had been lost.
    assert_eq!(guest.submit_as_guest(&submission).await?, (StatusCode::OK, reply.clone()));
    assert_eq!(submission["answers"]["raterName"], "Jari Niemi");
    // Nothing else can be sent.
    let mut other = submission.clone();
    other["answers"]["observerExamples"] = "Another".into();
    assert_eq!(guest.submit_as_guest(&other).await?.0, StatusCode::CONFLICT);
    other["id"] = uuid::Uuid::new_v4().to_string().into();
    assert_eq!(guest.submit_as_guest(&other).await?.0, StatusCode::CONFLICT);
    assert_eq!(guest.get("/api/workplace/{own}/config").await?.status(), StatusCode::FORBIDDEN);

    // Later, from another browser, by the same link.
    let again = open_link(&school, &path).await?;
    let thanks = again.page("/workplace/{own}").await?;
    let reference = reply["reference"].as_str().context("no reference")?;
    assert!(thanks.contains(reference) && thanks.contains("<guidance-form"), "{thanks}");
    assert!(
        thanks.contains("Arviosi auttaa opiskelijaa") && !thanks.contains("<guidance-results"),
        "{thanks}"
    );
    let own: Value = serde_json::from_str(&again.page("/api/workplace/{own}/submission/config").await?)?;
    assert_eq!((&own["role"], &own["mode"]), (&"employer".into(), &"review".into()), "{own}");
    assert_eq!(own["submission"]["id"], reply["id"], "{own}");
    assert_eq!(own["submission"]["answers"], submission["answers"], "{own}");
    // What the rules make of it is for staff.
    assert!(own["submission"]["computed"].as_object().is_none_or(serde_json::Map::is_empty), "{own}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_rates_reads_their_own_answers_alone() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    // Eetu has been rated by many already.
    let guest = open_link(&school, &link(&hakala, "eetu", "Riitta Ranta").await?).await?;
    let (status, reply) = guest.submit_as_guest(&rating(&guest).await?).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    let own = guest.page("/api/workplace/{own}/submission/config").await?;
    let config: Value = serde_json::from_str(&own)?;
    assert_eq!(config["submission"]["id"], reply["id"], "{config}");
    for other in ["Antti Haapa", "H. Aro", "N. Hakala", "Lehtovaara"] {
        assert!(!own.contains(other), "{other}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_gets_another_link_stays_one_voice() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let mut sent: Vec<(Visitor, Value)> = Vec::new();
    // The same person with other capitals and spaces, and then somebody else.
    for name in ["Jari Niemi", " jari  NIEMI ", "Jaana Niemi"] {
        let guest = open_link(&school, &link(&hakala, "aino", name).await?).await?;
        let (status, reply) = guest.submit_as_guest(&rating(&guest).await?).await?;
        assert_eq!(status, StatusCode::OK, "{reply}");
        sent.push((guest, reply));
    }
    let view: Value =
        serde_json::from_str(&hakala.page("/api/students/aino/results/workReadiness/config").await?)?;
    let voices = view["view"]["voices"].as_array().context("no voices")?;
    let rounds: Vec<usize> =
        voices.iter().filter_map(|voice| voice["rounds"].as_array()).map(Vec::len).collect();
    assert_eq!((voices.len(), rounds.iter().max(), rounds.iter().sum()), (2, Some(&2), 3), "{view}");
    // About another student they are somebody else: nothing ties the two together.
    let other = open_link(&school, &link(&hakala, "eetu", "Jari Niemi").await?).await?;
    let author = other.guest_config().await?.author;
    assert!(voices.iter().all(|voice| voice["author"].as_str() != author.as_deref()), "{view}");
    // Each link opens what was sent by it, and not the other round.
    for (guest, reply) in &sent {
        let own = guest.page("/api/workplace/{own}/submission/config").await?;
        for (_, other) in &sent {
            let id = other["id"].as_str().context("no id")?;
            assert_eq!(own.contains(id), other["id"] == reply["id"], "{own}");
        }
    }
    // Each has a row of its own link in the audit list.
    let rows = "SELECT COUNT(DISTINCT person_id) FROM audit WHERE action = 'submit' AND person_role = $1 \
                AND subject_id = 'aino'";
    assert_eq!(school.count(rows, "workplace").await?, 3);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_else_is_closed() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let guest = open_link(&school, &link(&hakala, "eetu", "Jari Niemi").await?).await?;
    for line in &school.running.routes {
        let path = filled(line.path, "eetu", "workReadiness").replace("no-such-proposal", "pathway");
        let request = guest.request(line.method.clone(), &path).header("content-type", "application/json");
        let response = request.body("{}").send().await?;
        let status = response.status().as_u16();
        let is_own = path.starts_with("/workplace") || path.starts_with("/api/workplace");
        let is_public = line.policy.allows(None);
        if is_own || is_public {
            continue;
        }
        // As for somebody who is not logged in: to the log-in page, or refused.
        assert!(matches!(status, 303 | 401), "{} {path}: {status}", line.method);
        if status == 303 {
            let to = response.headers()["location"].to_str()?.to_owned();
            assert!(to.starts_with("/login"), "{path}: {to}");
        }
    }
    // The other way round: nobody of the portal is a guest.
    for name in ["eetu", "hakala", "virta", "yllapito"] {
        let visitor = school.visitor(name).await?.in_window_of(guest.invitation());
        for path in
            ["/workplace/{own}", "/api/workplace/{own}/config", "/api/workplace/{own}/submission/config"]
        {
            assert_eq!(visitor.get(path).await?.status(), StatusCode::UNAUTHORIZED, "{name} {path}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_not_right_opens_nothing() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let path = link(&hakala, "eetu", "Jari Niemi").await?;
    let other = link(&hakala, "rojin", "Jari Niemi").await?;
    let (own, foreign): (Vec<&str>, Vec<&str>) = (path.split('.').collect(), other.split('.').collect());
    let later = (own[1].parse::<i64>()? + 86_400_000).to_string();
    let forged = [
        // Another invitation, another end, another secret, another signature: each signed by somebody else.
        [foreign[0], own[1], own[2], own[3]],
        [own[0], later.as_str(), own[2], own[3]],
        [own[0], own[1], foreign[2], own[3]],
        [own[0], own[1], own[2], foreign[3]],
    ];
    for parts in forged.iter() {
        assert!(!opens(&school, &parts.join(".")).await);
    }
    for path in ["/workplace/open/x", "/workplace/open/%00", "/workplace/open/..."] {
        assert!(!opens(&school, path).await, "{path}");
    }
    // Whoever can write into the database still lacks the key: a hash that fits is not enough.
    let foreign_signature = forged[3].join(".");
    let token = foreign_signature.trim_start_matches("/workplace/open/");
    let hash = guidance_demo::secret::sha256(token.as_bytes());
    school
        .change(
            "UPDATE invitation SET token_hash = $1 WHERE expires_at = CAST($2 AS BIGINT)",
            &[&hash, own[1]],
        )
        .await?;
    assert!(!opens(&school, &foreign_signature).await);
    // Of the attempts for one link some are left, since another opens at any time.
    assert!(opens(&school, &other).await);
    let guest = open_link(&school, &other).await?;
    assert_eq!(guest.guest_config().await?.subject.as_deref(), Some("rojin"));

    // A link that fails leads nowhere, and takes nothing from those that are open.
    let failed = guest.get("/workplace/open/x").await?;
    assert_eq!(failed.headers()["location"], "/workplace");
    let mut after = guest.clone();
    after.keep_cookies(failed.headers());
    assert_eq!(after.get("/workplace").await?.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(after.get("/workplace/{own}").await?.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_throttled_and_locks_no_link() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let path = link(&hakala, "eetu", "Jari Niemi").await?;
    let (id, _) = path.split_once('.').context("no id")?;
    let stranger = school.stranger()?;
    let wrong = format!("{id}.1.x.y");
    for number in 0..500 {
        assert_eq!(stranger.get(&wrong).await?.status(), StatusCode::SEE_OTHER, "{number}");
    }
    let response = stranger.get(&wrong).await?;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(response.headers().contains_key("retry-after"));
    // Whoever knows the id of an invitation cannot lock its link, not even from the same address.
    assert!(opens(&school, &path).await);
    let page = response.text().await?;
    assert!(!page.contains(id.trim_start_matches("/workplace/open/")), "the page repeats the token");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_ends_by_itself_and_by_the_school() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let path = link(&hakala, "eetu", "Jari Niemi").await?;
    let guest = open_link(&school, &path).await?;
    let submission = rating(&guest).await?;
    let page = hakala.page("/students/eetu/requests").await?;
    let (_, rest) = page.split_once("/students/eetu/links/").context("no link to withdraw")?;
    let id = rest.split('/').next().context("no id")?.to_owned();

    // Others cannot withdraw it.
    let withdraw = format!("/students/eetu/links/{id}/withdraw");
    for (name, expected) in [("eetu", 403), ("virta", 403), ("yllapito", 403), ("hanna", 403)] {
        let visitor = school.visitor(name).await?;
        assert_eq!(visitor.form(&withdraw, &[]).await?.status(), expected, "{name}");
    }
    assert_eq!(hakala.form(&format!("/students/rojin/links/{id}/withdraw"), &[]).await?.status(), 404);
    assert_eq!(guest.get("/workplace/{own}").await?.status(), StatusCode::OK);

    // Twice, as a button that is pressed twice: it happens once.
    for _ in 0..2 {
        assert_eq!(hakala.form(&withdraw, &[]).await?.status(), StatusCode::SEE_OTHER);
        assert_eq!(school.count("SELECT COUNT(*) FROM audit WHERE action = $1", "linkWithdrawn").await?, 1);
    }
    assert!(hakala.page("/students/eetu/requests").await?.contains(">Peruttu</td>"));
    assert_eq!(guest.get("/workplace/{own}").await?.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(guest.submit_as_guest(&submission).await?.0, StatusCode::UNAUTHORIZED);
    assert!(!opens(&school, &path).await);

    // A session that was made at that moment is worth nothing either.
    let path = link(&hakala, "eetu", "Riitta Ranta").await?;
    let guest = open_link(&school, &path).await?;
    school.change("UPDATE invitation SET withdrawn_at = 1 WHERE person_name = $1", &["Riitta Ranta"]).await?;
    assert_eq!(guest.get("/workplace/{own}").await?.status(), StatusCode::UNAUTHORIZED);
    assert!(!opens(&school, &path).await);

    // Another one, whose time runs out while it is open.
    let path = link(&hakala, "eetu", "Jari Niemi").await?;
    let guest = open_link(&school, &path).await?;
    let submission = rating(&guest).await?;
    school.change("UPDATE invitation SET expires_at = 1 WHERE person_name = $1", &["Jari Niemi"]).await?;
    assert!(hakala.page("/students/eetu/requests").await?.contains(">Vanhentunut</td>"));
    assert_eq!(guest.get("/workplace/{own}").await?.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(guest.submit_as_guest(&submission).await?.0, StatusCode::UNAUTHORIZED);
    assert!(!opens(&school, &path).await);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rating_is_for_its_own_student_and_form() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let guest = open_link(&school, &link(&hakala, "eetu", "Jari Niemi").await?).await?;
    let other = open_link(&school, &link(&hakala, "aino", "Jari Niemi").await?).await?;
    let (own, foreign) = (rating(&guest).await?, rating(&other).await?);
    // What the other link's person would send.
    let (status, reply) = guest.submit_as_guest(&foreign).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{reply}");
    for (member, value) in [
        ("subject", json!("aino")),
        ("author", json!("hakala")),
        ("role", json!("staff")),
        ("id", json!("00000000-0000-4000-8000-000000000000")),
    ] {
        let mut changed = own.clone();
        changed[member] = value;
        let (status, reply) = guest.submit_as_guest(&changed).await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{member}: {reply}");
    }
    // Under another name.
    let mut disguised = own.clone();
    disguised["answers"]["raterName"] = "N. Hakala".into();
    let (status, reply) = guest.submit_as_guest(&disguised).await?;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{reply}");
    assert_eq!(reply["report"]["issues"][0]["code"], "prefill.locked", "{reply}");
    // Another form altogether.
    let aino = school.visitor("aino").await?;
    let enrolment = finished(&aino.config("aino-enrolment").await?, |_| {})?;
    assert_eq!(guest.submit_as_guest(&enrolment).await?.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(guest.submit_as_guest(&own).await?.0, StatusCode::OK);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_the_register_reaches_a_workplace() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let guest = open_link(&school, &link(&hakala, "rojin", "Jari Niemi").await?).await?;
    let mut bytes = String::new();
    for path in ["/workplace/{own}", "/api/workplace/{own}/config"] {
        bytes.push_str(&guest.page(path).await?);
    }
    assert_eq!(guest.submit_as_guest(&rating(&guest).await?).await?.0, StatusCode::OK);
    for path in ["/workplace/{own}", "/api/workplace/{own}/submission/config"] {
        bytes.push_str(&guest.page(path).await?);
    }
    assert!(bytes.contains("Rojin"));
    // Family name, identity code, day of birth, phone, nationality, language, and that there is something to hide.
    for secret in [
        "Darwish",
        "050991Y912C",
        "1991-09-05",
        "358400000201",
        // As a value: the digits may be part of an id.
        "\"760\"",
        "\"KU\"",
        "protectedContact",
        "turvakielto",
    ] {
        assert!(!bytes.contains(secret), "{secret}");
    }
    // Nor a link's token, in whatever is told of it later.
    for path in ["/students/rojin/requests", "/students/rojin"] {
        assert!(link_on(&hakala.page(path).await?).is_none(), "{path}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_stays_nowhere() -> anyhow::Result<()> {
    let folder = tempfile::TempDir::new()?;
    let log = folder.path().join("log");
    let database = support::new_database(&folder).await?;
    let mut child = tokio::process::Command::new(env!("CARGO_BIN_EXE_guidance-demo"))
        .args(["--port", "0", "--today", support::TODAY, "--database", &database, "--dist"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(std::fs::File::create(&log)?)
        .kill_on_drop(true)
        .spawn()?;
    let mut lines = tokio::io::AsyncBufReadExt::lines(tokio::io::BufReader::new(
        child.stdout.take().context("no output")?,
    ));
    let line = lines.next_line().await?.context("the portal said nothing")?;
    let url = line.split_whitespace().last().context("no address")?.trim_end_matches('/').to_owned();
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    let mut hakala = Visitor::new(&url)?;
    hakala.log_in("hakala", "hakala").await?;
    let path = link(&hakala, "eetu", "Jari Niemi").await?;
    let token = path.trim_start_matches("/workplace/open/").to_owned();
    let (signed, secret) = token.rsplit_once('.').context("no signature")?;

    let mut guest = Visitor::new(&url)?;
    let response = guest.get(&path).await?;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()["referrer-policy"], "no-referrer");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let cookie = response.headers()["set-cookie"].to_str()?.to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(!cookie.contains(secret));
    guest.take_link(&response)?;
    assert!(uuid::Uuid::try_parse(guest.invitation()).is_ok(), "{}", guest.invitation());
    let page = guest.get("/workplace/{own}").await?;
    // The forms of this page say where they come from.
    assert_eq!(page.headers()["referrer-policy"], "same-origin");
    assert!(!page.text().await?.contains(secret));
    // Altered links are told of in the log, without their text.
    let altered = format!("/workplace/open/{signed}.{}", secret.replace(['0', '1', '2'], "f"));
    assert_eq!(guest.get(&altered).await?.status(), StatusCode::SEE_OTHER);
    // A browser's report from that page.
    let report =
        json!({"csp-report": {"document-uri": format!("{url}{path}"), "effective-directive": "img-src"}});
    assert_eq!(guest.json(Method::POST, "/policy-reports", &report).await?.status(), 204);
    child.kill().await?;

    let log = std::fs::read_to_string(log)?;
    assert!(log.contains("a link did not open") && log.contains("img-src"), "{log}");
    let stored = std::fs::read(folder.path().join("portal.db")).unwrap_or_default();
    let waiting = std::fs::read(folder.path().join("portal.db-wal")).unwrap_or_default();
    let random = signed.rsplit('.').next().context("no secret")?;
    for part in [secret, random] {
        assert!(!log.contains(part), "{log}");
        for bytes in [&stored, &waiting] {
            assert!(!bytes.windows(part.len()).any(|found| found == part.as_bytes()), "in the database");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn links_of_two_students_are_open_side_by_side() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let first = open_link(&school, &link(&hakala, "eetu", "Jari Niemi").await?).await?;
    let mut browser = first.clone();
    let opened = browser.get(&link(&hakala, "aino", "Jari Niemi").await?).await?;
    browser.take_link(&opened)?;
    let (second, first) = (browser.clone(), browser.in_window_of(first.invitation()));
    for (window, subject) in [(&first, "eetu"), (&second, "aino")] {
        assert_eq!(window.guest_config().await?.subject.as_deref(), Some(subject));
    }
    for window in [&first, &second] {
        let mut draft = rating(window).await?;
        draft["status"] = "draft".into();
        (draft["shown"], draft["computed"]) = (json!({}), json!({}));
        let body = json!({"revision": 0, "submission": draft});
        let saved = window.json(Method::PUT, "/api/workplace/{own}/draft", &body).await?;
        assert_eq!(saved.status(), StatusCode::OK);
        let kept = window.request(Method::POST, "/api/workplace/{own}/session").send().await?;
        assert_eq!(kept.status(), StatusCode::NO_CONTENT);
        assert_eq!(window.submit_as_guest(&rating(window).await?).await?.0, StatusCode::OK);
    }
    // Leaving one leaves the other.
    let left = first.form("/workplace/{own}/leave", &[]).await?;
    browser.keep_cookies(left.headers());
    assert_eq!(browser.in_window_of(first.invitation()).get("/workplace/{own}").await?.status(), 401);
    assert_eq!(browser.get("/workplace/{own}").await?.status(), StatusCode::OK);
    // The cookie of one is not that of another, whatever its name.
    let mut swapped = school.stranger()?.in_window_of(first.invitation());
    let token = second.guest_token().context("no session")?;
    swapped.set_cookie(&format!("guidance_guest_{}", first.invitation()), token);
    assert_eq!(swapped.get("/workplace/{own}").await?.status(), StatusCode::UNAUTHORIZED);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_comes_back_to_a_draft() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let path = link(&hakala, "eetu", "Jari Niemi").await?;
    let guest = open_link(&school, &path).await?;
    let mut draft = rating(&guest).await?;
    draft["status"] = "draft".into();
    (draft["shown"], draft["computed"]) = (json!({}), json!({}));
    let body = json!({"revision": 0, "submission": draft});
    let saved = guest.json(Method::PUT, "/api/workplace/{own}/draft", &body).await?;
    assert_eq!(saved.status(), StatusCode::OK);
    let again = open_link(&school, &path).await?;
    assert!(again.page("/workplace/{own}").await?.contains("data-revision=\"1\""));
    let config = again.guest_config().await?;
    assert_eq!(config.submission.map(|draft| draft.answers["rhythm1"].clone()), Some(json!("4")));
    // After sending it is gone.
    let (status, reply) = again.submit_as_guest(&rating(&again).await?).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    assert_eq!(school.count("SELECT COUNT(*) FROM guest_draft WHERE body <> $1", "").await?, 0);
    let late = guest.json(Method::PUT, "/api/workplace/{own}/draft", &body).await?;
    assert_eq!(late.status(), StatusCode::GONE);

    let left = again.form("/workplace/{own}/leave", &[]).await?;
    assert_eq!(left.status(), StatusCode::SEE_OTHER);
    assert_eq!(again.get("/workplace/{own}").await?.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(again.get("/workplace/left").await?.status(), StatusCode::OK);
    Ok(())
}
