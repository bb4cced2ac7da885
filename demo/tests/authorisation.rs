//! Every role on every route, with its own and with others' data.

mod support;

use guidance_demo::person::PersonRole;
use guidance_demo::web::guard::Policy;
use reqwest::{Method, StatusCode};
use serde_json::json;
use support::{Visitor, filled, finished, school};

const PEOPLE: [(&str, PersonRole); 10] = [
    ("aino", PersonRole::Student),
    ("satu", PersonRole::Student),
    ("eetu", PersonRole::Student),
    ("rojin", PersonRole::Student),
    ("hanna", PersonRole::Guardian),
    ("minna", PersonRole::Guardian),
    ("aro", PersonRole::Teacher),
    ("hakala", PersonRole::Counsellor),
    ("virta", PersonRole::Office),
    ("yllapito", PersonRole::It),
];

/// Who may see data about Aino.
const AROUND_AINO: [&str; 5] = ["aino", "hanna", "aro", "hakala", "virta"];

async fn status(visitor: &Visitor, method: &Method, path: &str) -> anyhow::Result<StatusCode> {
    let request = visitor.request(method.clone(), path);
    let request = match *method {
        Method::GET => request,
        _ if path.starts_with("/api/") => request.header("content-type", "application/json").body("{}"),
        _ => request.header("content-type", "application/x-www-form-urlencoded").body(""),
    };
    Ok(request.send().await?.status())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_gets_what_the_table_says() -> anyhow::Result<()> {
    let school = school().await?;
    assert!(school.running.routes.len() > 20);
    let mut visitors = vec![(school.stranger()?, None)];
    for (name, role) in PEOPLE {
        visitors.push((school.visitor(name).await?, Some(role)));
    }
    for line in school.running.routes.iter().filter(|line| line.path != "/logout") {
        // Nothing has this id: whom the policy lets through learns that, and the others do not even that.
        let path = filled(line.path, "no-such-id", "no-such-form");
        for (visitor, role) in &visitors {
            let status = status(visitor, &line.method, &path).await?;
            let who = format!("{} {path} by {role:?}: {status}", line.method);
            match (line.policy, role) {
                // Nobody of the portal has opened a link; that needs no log-in, so it is not Forbidden.
                (Policy::Guest, _) => assert_eq!(status, 401, "{who}"),
                (Policy::Roles(_), None) if path.starts_with("/api/") => assert_eq!(status, 401, "{who}"),
                (Policy::Roles(_), None) if line.method == Method::GET => assert_eq!(status, 303, "{who}"),
                (Policy::Roles(_), None) => assert_eq!(status, 401, "{who}"),
                (policy, role) if policy.allows(*role) => {
                    assert!(status != 401 && status != 403 && status.as_u16() < 500, "{who}");
                }
                _ => assert_eq!(status, 403, "{who}"),
            }
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn people_see_only_whom_they_may() -> anyhow::Result<()> {
    let school = school().await?;
    let aino = school.visitor("aino").await?;
    let config = aino.config("aino-enrolment").await?;
    let submission = finished(&config, |answers| {
        answers.insert("arrangementNeed".to_owned(), "yes".into());
        answers.insert("arrangementText".to_owned(), "a quiet place".into());
    })?;
    let (code, reply) = aino.submit("aino-enrolment", &submission).await?;
    assert_eq!(code, StatusCode::OK, "{reply}");
    let id = reply["id"].as_str().unwrap_or_default().to_owned();

    for (name, _) in PEOPLE {
        let visitor = school.visitor(name).await?;
        let page = visitor.get(&format!("/submissions/{id}")).await?;
        let document = visitor.get(&format!("/api/submissions/{id}/config")).await?;
        if !AROUND_AINO.contains(&name) {
            assert!(matches!(page.status().as_u16(), 403 | 404), "{name}: {}", page.status());
            assert!(matches!(document.status().as_u16(), 403 | 404), "{name}: {}", document.status());
            continue;
        }
        assert_eq!(page.status(), StatusCode::OK, "{name}");
        let config: serde_json::Value = document.json().await?;
        assert_eq!(config["mode"], "review", "{name}");
        let answers = &config["submission"]["answers"];
        assert_eq!(answers["firstNames"], "Aino Helmi", "{name}");
        let may = |names: &[&str]| names.contains(&name);
        assert_eq!(answers["identityCode"].is_string(), may(&["aino", "virta"]), "{name}");
        assert_eq!(answers["arrangementText"].is_string(), may(&["aino", "hakala", "virta"]), "{name}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_are_asked_fill_in() -> anyhow::Result<()> {
    let school = school().await?;
    for (name, expected) in [
        ("aino", 200),
        ("hanna", 200),
        ("satu", 404),
        ("minna", 404),
        ("hakala", 403),
        ("virta", 403),
        ("yllapito", 403),
    ] {
        let visitor = school.visitor(name).await?;
        for path in ["/forms/aino-enrolment", "/api/assignments/aino-enrolment/config"] {
            assert_eq!(visitor.get(path).await?.status(), expected, "{name} {path}");
        }
        let body = json!({"revision": 0});
        let draft = visitor.json(Method::PUT, "/api/assignments/aino-enrolment/draft", &body).await?.status();
        assert_eq!(draft, if expected == 200 { 400 } else { expected }, "{name}");
        let (sent, _) = visitor.submit("aino-enrolment", &json!({})).await?;
        assert_eq!(sent, if expected == 200 { 422 } else { expected }, "{name}");
    }
    // A counsellor fills in with a student of hers who needs it; a guardian of an adult sees nothing.
    assert_eq!(school.visitor("hakala").await?.get("/forms/rojin-enrolment").await?.status(), 200);
    let minna = school.visitor("minna").await?;
    assert_eq!(minna.get("/forms/eetu-enrolment").await?.status(), 404);
    assert!(minna.page("/").await?.contains("alaikäisiä"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guardian_of_a_child_loses_sight_when_the_child_comes_of_age() -> anyhow::Result<()> {
    for (today, expected) in [("2028-04-29", 200), ("2028-04-30", 404)] {
        let school = support::school_with(|options| options.today = today.parse().ok()).await?;
        let hanna = school.visitor("hanna").await?;
        assert_eq!(hanna.get("/forms/aino-enrolment").await?.status(), expected, "{today}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_is_given_to_whom_it_may_be() -> anyhow::Result<()> {
    let school = school().await?;
    let own = school.visitor("aino").await?.config("aino-enrolment").await?;
    assert!(own.prefill.get("identityCode").is_some_and(|prefill| prefill.locked));
    assert!(own.code_sets.contains_key("offeredProgrammes"));
    let guardian = school.visitor("hanna").await?.config("aino-enrolment").await?;
    assert!(guardian.prefill.contains_key("firstNames"));
    assert!(!guardian.prefill.contains_key("identityCode"));
    let hidden = school.visitor("rojin").await?.config("rojin-enrolment").await?;
    assert!(hidden.prefill.get("protectedContact").is_some_and(|prefill| prefill.value == "yes"));
    for address in ["streetAddress", "postalCode", "homeMunicipality"] {
        assert!(!hidden.prefill.contains_key(address), "{address}");
    }
    Ok(())
}
