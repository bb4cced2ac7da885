//! Large, slow, strange and frequent requests: refused soon, in words that the sender understands.

mod support;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use support::{finished, school, school_with};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[tokio::test(flavor = "multi_thread")]
async fn forms_of_pages_are_small() -> anyhow::Result<()> {
    let school = school().await?;
    let stranger = school.stranger()?;
    let large = "a".repeat(20_000);
    for path in ["/login", "/language"] {
        let response =
            stranger.form(path, &[("name", "aino"), ("password", &large), ("locale", "fi")]).await?;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(response.text().await?.contains("<h1>"), "{path}");
    }
    let staff = school.visitor("virta").await?;
    assert_eq!(staff.form("/inbox", &[("text", &large)]).await?.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let report = stranger.request(Method::POST, "/policy-reports").body(" ".repeat(70_000));
    assert_eq!(report.send().await?.status(), StatusCode::PAYLOAD_TOO_LARGE);

    // Longer than the fields of the page: not even hashed.
    for (name, password) in [("a".repeat(101), "aino".to_owned()), ("aino".to_owned(), "ä".repeat(201))] {
        let response = stranger.form("/login", &[("name", &name), ("password", &password)]).await?;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    }
    assert_eq!(school.count("SELECT COUNT(*) FROM audit WHERE action = $1", "logInFailed").await?, 0);
    let longest = stranger.form("/login", &[("name", "aino"), ("password", &"ä".repeat(200))]).await?;
    assert_eq!(longest.status(), StatusCode::UNPROCESSABLE_ENTITY);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sends_slowly_is_not_waited_for() -> anyhow::Result<()> {
    let school = school_with(|options| options.slow = Duration::from_millis(500)).await?;
    let address = school.running.address;
    let body = "POST /login HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\n\
        Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\nname=";
    for (start, answer) in [("", ""), ("GET / HTTP/1.1\r\nHo", ""), (body, "HTTP/1.1 4")] {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(start.as_bytes()).await?;
        let mut received = [0_u8; 10];
        let read = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut received)).await?;
        let received = received.get(..read.unwrap_or(0)).unwrap_or_default();
        assert!(received.starts_with(answer.as_bytes()), "{start:?}: {received:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn below_api_every_refusal_is_a_reply_of_the_contract() -> anyhow::Result<()> {
    let school = school().await?;
    let aino = school.visitor("aino").await?;
    let draft = "/api/assignments/aino-enrolment/draft";
    let submissions = "/api/assignments/aino-enrolment/submissions";
    let json = "application/json";
    for (method, path, media_type, body, expected) in [
        (Method::GET, "/api/assignments/%ff/config", json, "", 400),
        (Method::GET, "/api/nothing", json, "", 404),
        (Method::DELETE, draft, json, "", 405),
        (Method::PUT, draft, json, "{", 400),
        (Method::PUT, draft, json, "{\"revision\": \"x\"}", 400),
        (Method::PUT, draft, "text/plain", "{}", 415),
        (Method::POST, submissions, "multipart/form-data", "x", 400),
        (Method::POST, submissions, "multipart/form-data; boundary=x", "--x\r\nnothing", 400),
    ] {
        let request = aino.request(method.clone(), path).header("content-type", media_type).body(body);
        let response = request.send().await?;
        assert_eq!(response.status(), expected, "{method} {path} {body}");
        assert_eq!(response.headers().contains_key("allow"), expected == 405, "{method} {path}");
        let reply: Value = response.json().await?;
        let issue = &reply["report"]["issues"][0];
        assert_eq!((&issue["code"], &issue["params"]["status"]), (&json!("send.failed"), &json!(expected)));
    }
    let page = aino.get("/forms/%ff").await?;
    assert_eq!(page.status(), StatusCode::BAD_REQUEST);
    assert!(page.text().await?.contains("<h1>"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_reports_does_not_push_out_real_ones() -> anyhow::Result<()> {
    let school = school().await?;
    let stranger = school.stranger()?;
    let flood: Vec<Value> = (0..20)
        .map(|number| json!({"type": "csp-violation", "body": {"effectiveDirective": format!("x{number}")}}))
        .collect();
    let mut refused = 0;
    for _ in 0..10 {
        let response = stranger.json(Method::POST, "/policy-reports", &Value::from(flood.clone())).await?;
        refused += i32::from(response.status() == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(refused, 9);
    let health: Value = stranger.get("/health").await?.json().await?;
    assert_eq!(health["policyViolations"], 20);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn large_drafts_hold_up_nobody() -> anyhow::Result<()> {
    let school = school().await?;
    let aino = school.visitor("aino").await?;
    let mut draft = finished(&aino.config("aino-enrolment").await?, |_| {})?;
    draft["status"] = "draft".into();
    (draft["shown"], draft["computed"]) = (json!({}), json!({}));
    // As many as the contract lets through, and about 180 kB.
    let rows: Vec<Value> = (0..4_900).map(|_| json!({"guardianFirstName": "Aino Helmi"})).collect();
    draft["answers"]["guardians"] = rows.into();
    let body = json!({"revision": 0, "submission": draft});
    assert!(body.to_string().len() > 170_000);
    let mut drafts = tokio::task::JoinSet::new();
    for _ in 0..2 {
        let (aino, body) = (aino.clone(), body.clone());
        drafts.spawn(async move {
            let response = aino.json(Method::PUT, "/api/assignments/aino-enrolment/draft", &body).await?;
            anyhow::Ok((response.status(), response.text().await?.len()))
        });
    }
    let stranger = school.stranger()?;
    let mut slowest = Duration::ZERO;
    let mut asked = 0;
    while !drafts.is_empty() {
        let start = Instant::now();
        assert_eq!(stranger.get("/health").await?.status(), StatusCode::OK);
        slowest = slowest.max(start.elapsed());
        asked += 1;
        while let Some(done) = drafts.try_join_next() {
            assert_eq!(done??.0, StatusCode::UNPROCESSABLE_ENTITY, "too many rows");
        }
    }
    assert!(slowest < Duration::from_secs(3), "{slowest:?} in {asked} requests");
    Ok(())
}
