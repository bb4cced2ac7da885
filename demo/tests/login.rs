//! Logging in and out, sessions, and where requests come from.

mod support;

use reqwest::header::{CONTENT_SECURITY_POLICY, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Method, StatusCode};
use std::time::Duration;
use support::{school, school_with};

#[tokio::test(flavor = "multi_thread")]
async fn a_person_logs_in_and_out() -> anyhow::Result<()> {
    let school = school().await?;
    let stranger = school.stranger()?;
    let sent_away = stranger.get("/forms/aino-enrolment").await?;
    assert_eq!(sent_away.status(), StatusCode::SEE_OTHER);
    assert_eq!(sent_away.headers()[LOCATION], "/login?to=%2Fforms%2Faino%2Denrolment");

    let response = stranger
        .form("/login", &[("name", "Aino"), ("password", "aino"), ("to", "/forms/aino-enrolment")])
        .await?;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()[LOCATION], "/forms/aino-enrolment");
    let cookie = response.headers().get_all(SET_COOKIE).iter().find_map(|value| {
        value.to_str().ok().filter(|value| value.starts_with("guidance_session=")).map(str::to_owned)
    });
    let cookie = cookie.unwrap_or_default();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");

    let aino = school.visitor("aino").await?;
    let home = aino.page("/").await?;
    assert!(home.contains("Aino Testinen") && home.contains("Täytettävät lomakkeet"), "{home}");
    assert!(home.contains("lang=\"fi\"") && home.contains("href=\"#content\""));
    let out = aino.form("/logout", &[]).await?;
    assert_eq!(out.status(), StatusCode::SEE_OTHER);
    // The old cookie is worth nothing any more.
    assert_eq!(aino.get("/").await?.status(), StatusCode::SEE_OTHER);
    Ok(())
}

/// The title says that something is wrong, and the field with the focus what it is.
fn error_is_found(page: &str, is_of_answer: bool) {
    assert!(page.contains("<title>Virhe: Kirjaudu sisään – "), "{page}");
    assert!(page.contains("id=\"error\" role=\"alert\""), "{page}");
    let password = page.split("<input").find(|input| input.contains("id=\"password\"")).unwrap_or_default();
    let password = password.split('>').next().unwrap_or_default();
    assert!(password.contains("aria-describedby=\"error\"") && password.contains("autofocus"), "{password}");
    assert_eq!(password.contains("aria-invalid=\"true\""), is_of_answer, "{password}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_are_refused_and_then_slowed_down() -> anyhow::Result<()> {
    let school = school().await?;
    let stranger = school.stranger()?;
    for _ in 0..5 {
        let response = stranger.form("/login", &[("name", "satu"), ("password", "wrong")]).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        error_is_found(&response.text().await?, true);
    }
    let response = stranger.form("/login", &[("name", "satu"), ("password", "satu")]).await?;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(response.headers().contains_key("retry-after"));
    error_is_found(&response.text().await?, false);
    let first = stranger.page("/login").await?;
    assert!(!first.contains("autofocus") && !first.contains("id=\"error\""), "{first}");
    assert!(school.visitor("eetu").await.is_ok());
    let nobody = stranger.form("/login", &[("name", "nobody"), ("password", "nobody")]).await?;
    assert_eq!(nobody.status(), StatusCode::UNPROCESSABLE_ENTITY);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_at_the_same_time_count_too() -> anyhow::Result<()> {
    let school = school().await?;
    let mut attempts = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let stranger = school.stranger()?;
        attempts.spawn(async move {
            let response = stranger.form("/login", &[("name", "satu"), ("password", "wrong")]).await?;
            anyhow::Ok(response.status())
        });
    }
    let mut checked = 0;
    while let Some(status) = attempts.join_next().await {
        match status?? {
            StatusCode::UNPROCESSABLE_ENTITY => checked += 1,
            status => assert_eq!(status, StatusCode::TOO_MANY_REQUESTS),
        }
    }
    assert_eq!(checked, 5);
    // Whoever logs in uses up nothing, however often.
    for _ in 0..7 {
        school.visitor("eetu").await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_log_in_leaves_a_trace_and_no_typed_text() -> anyhow::Result<()> {
    let school = school().await?;
    let stranger = school.stranger()?;
    for name in ["satu", "my-password-in-the-wrong-field"] {
        stranger.form("/login", &[("name", name), ("password", "typed-password")]).await?;
    }
    let failed = |person| {
        school.count("SELECT COUNT(*) FROM audit WHERE action = 'logInFailed' AND person_id = $1", person)
    };
    assert_eq!((failed("satu").await?, failed("").await?), (1, 1));
    let audit = school.visitor("yllapito").await?.page("/audit").await?;
    assert!(audit.contains("Kirjautuminen epäonnistui") && audit.contains("Satu Koivuharju"), "{audit}");
    assert!(!audit.contains("wrong-field") && !audit.contains("typed-password"));
    Ok(())
}

/// A log-in as a proxy hands it on.
async fn log_in_by_proxy(url: &str, name: &str, forwarded: &str) -> anyhow::Result<StatusCode> {
    let request = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()?
        .post(format!("{url}/login"))
        .header(ORIGIN, "https://school.example")
        .header("x-forwarded-for", forwarded)
        .form(&[("name", name), ("password", name)]);
    Ok(request.send().await?.status())
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_addresses_are_told_apart_by_its_own_word() -> anyhow::Result<()> {
    let school =
        school_with(|options| options.public_address = Some("https://school.example".to_owned())).await?;
    let url = school.url();
    let throttle = &school.running.portal.throttle;
    // Many more than one account may: an address is a whole school.
    for number in 0..100 {
        assert!(throttle.attempt(&format!("nobody {number}"), "192.0.2.1".parse()?).is_ok());
    }
    assert_eq!(log_in_by_proxy(&url, "aino", "192.0.2.1").await?, StatusCode::SEE_OTHER);
    while throttle.attempt(&uuid::Uuid::new_v4().to_string(), "192.0.2.1".parse()?).is_ok() {}
    let refused = StatusCode::TOO_MANY_REQUESTS;
    assert_eq!(log_in_by_proxy(&url, "aino", "192.0.2.1").await?, refused);
    // What the client writes before it changes nothing, for neither side.
    assert_eq!(log_in_by_proxy(&url, "aino", "192.0.2.2, 192.0.2.1").await?, refused);
    assert_eq!(log_in_by_proxy(&url, "aino", "192.0.2.1, 192.0.2.2").await?, StatusCode::SEE_OTHER);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_proxy_nobody_chooses_an_address() -> anyhow::Result<()> {
    let school = school().await?;
    let throttle = &school.running.portal.throttle;
    while throttle.attempt(&uuid::Uuid::new_v4().to_string(), "127.0.0.1".parse()?).is_ok() {}
    let stranger = school.stranger()?;
    let request = stranger.request(Method::POST, "/login").header("x-forwarded-for", "192.0.2.2");
    let response = request.form(&[("name", "aino"), ("password", "aino")]).send().await?;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_session_ends_and_data_says_so_in_json() -> anyhow::Result<()> {
    let school = school_with(|options| options.idle = Duration::from_millis(300)).await?;
    let aino = school.visitor("aino").await?;
    tokio::time::sleep(Duration::from_millis(600)).await;
    let path = "/api/assignments/aino-enrolment/submissions";
    let response = aino.json(Method::POST, path, &serde_json::json!({})).await?;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let reply: serde_json::Value = response.json().await?;
    assert_eq!(reply["report"]["issues"][0]["code"], "send.failed");
    assert_eq!(reply["report"]["issues"][0]["params"]["status"], 401);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_goes_on_when_it_is_told_to() -> anyhow::Result<()> {
    let school = school_with(|options| options.idle = Duration::from_secs(3)).await?;
    let aino = school.visitor("aino").await?;
    let keep = || aino.request(Method::POST, "/api/session");
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(1200)).await;
        assert_eq!(keep().send().await?.status(), StatusCode::NO_CONTENT);
    }
    let foreign = keep().header(ORIGIN, "http://evil.example").send().await?;
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    tokio::time::sleep(Duration::from_millis(3500)).await;
    assert_eq!(keep().send().await?.status(), StatusCode::UNAUTHORIZED);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_a_session_can_warn_of_its_end() -> anyhow::Result<()> {
    let school = school().await?;
    let mut aino = school.visitor("aino").await?;
    for path in ["/", "/forms/aino-enrolment", "/views"] {
        let page = aino.page(path).await?;
        // A minute less than half an hour: so late may the use of a session be written down.
        assert!(page.contains("<dialog") && page.contains("data-idle=\"1740000\""), "{path}");
        assert!(
            page.contains("role=\"alertdialog\"") && page.contains("src=\"/portal/portal.js\""),
            "{path}"
        );
    }
    for (locale, word) in [("fi", "Jatka"), ("sv", "Fortsätt"), ("en", "Continue"), ("fi-x-selko", "Jatka")]
    {
        let response = aino.form("/language", &[("locale", locale)]).await?;
        aino.keep_cookies(response.headers());
        assert!(aino.page("/").await?.contains(&format!("autofocus>{word}</button>")), "{locale}");
    }
    let login = school.stranger()?.page("/login").await?;
    assert!(!login.contains("<dialog") && !login.contains("portal.js"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_from_elsewhere_change_nothing() -> anyhow::Result<()> {
    let school = school().await?;
    let aino = school.visitor("aino").await?;
    for (name, value) in
        [("origin", "http://evil.example"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "none")]
    {
        let request = aino.request(Method::POST, "/logout").header(name, value);
        assert_eq!(request.send().await?.status(), StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let silent =
        reqwest::Client::new().post(format!("{}/login", school.url())).body("name=aino&password=aino");
    assert_eq!(silent.send().await?.status(), StatusCode::FORBIDDEN);
    assert_eq!(aino.get("/").await?.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_a_strict_policy_and_names_its_server() -> anyhow::Result<()> {
    let school = school().await?;
    let aino = school.visitor("aino").await?;
    for path in ["/", "/forms/aino-enrolment", "/no-such-page", "/portal/portal.css", "/health", "/gallery"] {
        let response = aino.get(path).await?;
        let policy = response.headers()[CONTENT_SECURITY_POLICY].to_str()?.to_owned();
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "trusted-types 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline"), "{path}");
        assert_eq!(response.headers()["guidance-boot"], school.running.portal.store.boot(), "{path}");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff", "{path}");
    }
    let embed = aino.get("/gallery/embed?form=enrolment").await?;
    assert!(embed.headers()[CONTENT_SECURITY_POLICY].to_str()?.contains("frame-ancestors 'self'"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_the_portal_has_no_inline_script_or_style() -> anyhow::Result<()> {
    let school = school().await?;
    let aino = school.visitor("aino").await?;
    for path in
        ["/", "/forms/aino-enrolment", "/views", "/gallery", "/gallery/embed?form=enrolment&example=satu"]
    {
        let page = aino.page(path).await?;
        assert!(
            !page.contains("<style") && !page.contains(" style=") && !page.contains(" onclick"),
            "{path}"
        );
        for script in page.split("<script").skip(1) {
            assert!(script.starts_with(" type=\"module\" src=\"/"), "{path}: {script}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn breaches_of_the_policy_are_counted() -> anyhow::Result<()> {
    let school = school().await?;
    let stranger = school.stranger()?;
    let old = serde_json::json!({"csp-report": {"document-uri": "http://x/forms/1?a=secret",
        "effective-directive": "script-src-elem", "blocked-uri": "inline"}});
    let new = serde_json::json!([{"type": "csp-violation", "body": {"documentURL": "http://x/gallery",
        "effectiveDirective": "style-src-attr", "blockedURL": "inline"}}]);
    for report in [old, new] {
        // Browsers send reports without an origin.
        let sent =
            reqwest::Client::new().post(format!("{}/policy-reports", school.url())).body(report.to_string());
        assert_eq!(sent.send().await?.status(), StatusCode::NO_CONTENT);
    }
    let health: serde_json::Value = stranger.get("/health").await?.json().await?;
    assert_eq!(health["policyViolations"], 2);
    let system = school.visitor("yllapito").await?.page("/system").await?;
    assert!(system.contains("script-src-elem") && system.contains("/forms/1") && !system.contains("secret"));
    assert!(
        stranger.request(Method::GET, "/system").header(ORIGIN, "x").send().await?.status().is_redirection()
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_is_chosen_and_kept() -> anyhow::Result<()> {
    let school = school().await?;
    let mut aino = school.visitor("aino").await?;
    let response = aino.form("/language", &[("locale", "sv"), ("back", "//evil.example")]).await?;
    assert_eq!(response.headers()[LOCATION], "/");
    aino.keep_cookies(response.headers());
    let home = aino.page("/").await?;
    assert!(home.contains("lang=\"sv\"") && home.contains("Formulär att fylla i"));
    let page = aino.page("/forms/aino-enrolment").await?;
    assert!(page.contains(
        "<script type=\"module\" src=\"/guidance-forms/guidance-forms.js\"></script>\
         <guidance-form form=\"enrolment\" locale=\"sv\" config=\"/api/assignments/aino-enrolment/config\"></guidance-form>"
    ));
    Ok(())
}
