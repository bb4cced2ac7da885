//! What staff ask for about a student: of the student, of colleagues, and of workplaces by links.

mod support;

use anyhow::Context as _;
use guidance_contract::{Config, Role};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use support::{Visitor, finished_example, link_on, open_link, school};

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_who_is_asked_rates_and_nobody_else_does() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let fields = [("form", "workReadiness"), ("person", "aro"), ("due", "2026-12-01")];
    let asked = hakala.form("/students/aino/requests/staff", &fields).await?;
    assert_eq!(asked.status(), StatusCode::SEE_OTHER);
    // The same waits already.
    let again = hakala.form("/students/aino/requests/staff", &fields).await?;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let assignment = school
        .rows("SELECT id, form FROM assignment WHERE subject_id = 'aino' AND respondent_id = $1", "aro")
        .await?;
    let (id, _) = assignment.first().context("no assignment")?;

    let aro = school.visitor("aro").await?;
    assert!(aro.page("/to-fill").await?.contains(&format!("/forms/{id}")));
    for (name, expected) in [("aino", 403), ("hanna", 403), ("hakala", 403), ("eetu", 404), ("virta", 403)] {
        let visitor: Visitor = school.visitor(name).await?;
        assert_eq!(visitor.get(&format!("/api/assignments/{id}/config")).await?.status(), expected, "{name}");
        assert_eq!(visitor.submit(id, &json!({})).await?.0, expected, "{name}");
    }
    assert!(!school.visitor("aino").await?.page("/").await?.contains(&format!("/forms/{id}")));
    let config = aro.config(id).await?;
    assert_eq!(config.role, Role::Staff);
    assert!(config.prefill.get("raterName").is_some_and(|name| name.locked && name.value == "H. Aro"));
    // Not asked who they are, and free to say otherwise; what they said is proposed the next time.
    let role = |config: &Config| {
        config.prefill.get("raterRole").map(|role| (role.value.clone(), role.locked, role.source.clone()))
    };
    let source = |words: &str| Some(words.to_owned());
    assert_eq!(role(&config), Some(("teacher".into(), false, source("Kirjautuminen"))));
    let rating = finished_example(&config, "workReadiness", "eetuTeacher", |answers| {
        answers.insert("raterRole".to_owned(), "jobCoach".into());
    })?;
    let mut disguised = rating.clone();
    disguised["answers"]["raterName"] = "N. Hakala".into();
    assert_eq!(aro.submit(id, &disguised).await?.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, reply) = aro.submit(id, &rating).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    let view: Value =
        serde_json::from_str(&hakala.page("/api/students/aino/results/workReadiness/config").await?)?;
    assert_eq!(view["view"]["voices"][0]["author"], "aro", "{view}");
    let latest = |person: &'static str| {
        school.rows(
            "SELECT id, form FROM assignment WHERE subject_id = 'aino' AND state = 'open' AND respondent_id = $1",
            person,
        )
    };
    for person in ["aro", "hakala"] {
        let fields = [("form", "workReadiness"), ("person", person), ("due", "")];
        assert_eq!(hakala.form("/students/aino/requests/staff", &fields).await?.status(), 303, "{person}");
    }
    let (again, own) = (latest("aro").await?, latest("hakala").await?);
    let config = aro.config(&again.first().context("no second round")?.0).await?;
    assert_eq!(role(&config), Some(("jobCoach".into(), false, source("Edellinen vastauksesi"))));
    let config = hakala.config(&own.first().context("no assignment")?.0).await?;
    assert_eq!(role(&config), Some(("jobCoach".into(), false, source("Kirjautuminen"))));
    // Not where the form does not ask.
    let aino = school.visitor("aino").await?;
    assert!(role(&aino.config("aino-work-readiness").await?).is_none());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_is_taken_back() -> anyhow::Result<()> {
    let school = school().await?;
    let (hakala, aro) = (school.visitor("hakala").await?, school.visitor("aro").await?);
    let fields = [("form", "workReadiness"), ("person", "aro"), ("due", "")];
    assert_eq!(hakala.form("/students/aino/requests/staff", &fields).await?.status(), StatusCode::SEE_OTHER);
    let assignment = school
        .rows("SELECT id, form FROM assignment WHERE subject_id = 'aino' AND respondent_id = $1", "aro")
        .await?;
    let (id, _) = assignment.first().context("no assignment")?;
    let rating = finished_example(&aro.config(id).await?, "workReadiness", "eetuTeacher", |_| {})?;
    let mut draft = rating.clone();
    draft["status"] = "draft".into();
    (draft["shown"], draft["computed"]) = (json!({}), json!({}));
    let (body, path) = (json!({"revision": 0, "submission": draft}), format!("/api/assignments/{id}/draft"));
    assert_eq!(aro.json(Method::PUT, &path, &body).await?.status(), StatusCode::OK);

    // Only by those who may ask, about the student whom it is about, and not what the office asked for.
    let take_back = |student: &str, id: &str| format!("/students/{student}/requests/{id}/withdraw");
    for (name, expected) in [("aino", 403), ("hanna", 403), ("virta", 403), ("yllapito", 403)] {
        let visitor = school.visitor(name).await?;
        assert_eq!(visitor.form(&take_back("aino", id), &[]).await?.status(), expected, "{name}");
    }
    for path in
        [take_back("eetu", id), take_back("aino", "aino-enrolment"), take_back("aino", "aino-guidance")]
    {
        assert_eq!(hakala.form(&path, &[]).await?.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let page = hakala.page("/students/aino/requests").await?;
    assert!(page.contains(&take_back("aino", id)), "{page}");
    assert!(!page.contains(&take_back("aino", "aino-enrolment")), "{page}");
    assert_eq!(hakala.form(&take_back("aino", id), &[]).await?.status(), StatusCode::SEE_OTHER);
    assert_eq!(hakala.form(&take_back("aino", id), &[]).await?.status(), StatusCode::NOT_FOUND);

    // It is nowhere any more, whoever still has it open sends nothing, and the draft is gone.
    assert!(!hakala.page("/students/aino/requests").await?.contains(id.as_str()));
    assert!(!aro.page("/to-fill").await?.contains(id.as_str()));
    assert!(aro.page(&format!("/forms/{id}")).await?.contains("Pyyntö on peruttu."));
    assert_eq!(aro.get(&format!("/api/assignments/{id}/config")).await?.status(), StatusCode::FORBIDDEN);
    assert_eq!(aro.json(Method::PUT, &path, &body).await?.status(), StatusCode::GONE);
    assert_eq!(aro.submit(id, &rating).await?.0, StatusCode::CONFLICT);
    assert_eq!(school.count("SELECT COUNT(*) FROM draft WHERE assignment_id = $1", id).await?, 0);
    assert_eq!(school.count("SELECT COUNT(*) FROM audit WHERE action = $1", "askWithdrawn").await?, 1);
    // The same can be asked anew; what has been sent is not taken back.
    assert_eq!(hakala.form("/students/aino/requests/staff", &fields).await?.status(), StatusCode::SEE_OTHER);
    let sent = school
        .rows("SELECT id, form FROM assignment WHERE subject_id = $1 AND state = 'sent'", "eetu")
        .await?;
    let (sent, _) = sent.first().context("nothing was sent")?;
    assert_eq!(hakala.form(&take_back("eetu", sent), &[]).await?.status(), StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_student_is_asked_again_and_rounds_are_counted() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let path = "/students/rojin/requests/student";
    let fields = [("form", "workReadiness"), ("who", "alone"), ("due", "")];
    assert_eq!(hakala.form(path, &fields).await?.status(), StatusCode::SEE_OTHER);
    assert_eq!(hakala.form(path, &fields).await?.status(), StatusCode::UNPROCESSABLE_ENTITY);
    for (form, due) in [("nothing", ""), ("workReadiness", "2026-11-21"), ("workReadiness", "soon")] {
        let response =
            hakala.form("/students/aino/requests/student", &[("form", form), ("due", due)]).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{form} {due}");
    }
    let rojin = school.visitor("rojin").await?;
    let home = rojin.page("/").await?;
    assert!(home.contains("3. kerta"), "{home}");
    let rows = school
        .rows(
            "SELECT id, form FROM assignment WHERE subject_id = 'rojin' AND state = 'open' AND form = $1",
            "workReadiness",
        )
        .await?;
    let (id, _) = rows.first().context("not asked")?;
    let config = rojin.config(id).await?;
    let rating = finished_example(&config, "workReadiness", "eetu", |_| {})?;
    assert_eq!(rojin.submit(id, &rating).await?.0, StatusCode::OK);
    let view: Value = serde_json::from_str(&rojin.page("/api/results/workReadiness/config").await?)?;
    let own = view["view"]["voices"].as_array().into_iter().flatten().find(|voice| voice["id"] == "self");
    assert_eq!(own.and_then(|voice| voice["rounds"].as_array()).map(Vec::len), Some(3), "{view}");
    // A link cannot be made by a student, nor a form be asked of one's own teacher.
    for path in ["/students/rojin/links", path, "/students/rojin/requests/staff"] {
        assert_eq!(rojin.form(path, &fields).await?.status(), StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(rojin.request(Method::GET, "/students").send().await?.status(), StatusCode::FORBIDDEN);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_makes_the_same_link() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let page = hakala.page("/students/eetu/requests").await?;
    let (_, rest) = page.split_once("name=\"seed\" value=\"").context("no seed")?;
    let seed = rest.split('"').next().context("no seed")?.to_owned();
    let post = |name: &'static str, seed: &str| {
        let (visitor, seed) = (hakala.clone(), seed.to_owned());
        tokio::spawn(async move {
            let fields = [
                ("form", "workReadiness"),
                ("name", name),
                ("workplace", "Oy"),
                ("days", "14"),
                ("seed", seed.as_str()),
            ];
            let response = visitor.form("/students/eetu/links", &fields).await?;
            let status = response.status();
            anyhow::Ok((status, link_on(&response.text().await?)))
        })
    };
    let sent: Vec<_> = (0..6).map(|_| post("Jari", &seed)).collect();
    let mut links = Vec::new();
    for sent in sent {
        let (status, link) = sent.await??;
        assert_eq!(status, StatusCode::OK);
        links.push(link.context("no link")?);
    }
    links.dedup();
    assert_eq!(links.len(), 1, "not all the same");
    assert!(open_link(&school, &links[0]).await.is_ok());
    let count = "SELECT COUNT(*) FROM invitation WHERE person_name = $1";
    assert_eq!(school.count(count, "Jari").await?, 1);
    assert_eq!(school.count("SELECT COUNT(*) FROM audit WHERE action = $1", "linkMade").await?, 1);
    // Two forms for one person at one time make one link.
    let sent: Vec<_> = (0..6).map(|_| post("Riitta", "")).collect();
    let mut made = 0;
    for sent in sent {
        let (status, link) = sent.await??;
        assert_eq!(status == StatusCode::OK, link.is_some(), "{status}");
        made += i32::from(link.is_some());
    }
    assert_eq!((made, school.count(count, "Riitta").await?), (1, 1));
    // The form for somebody else is another link, and once the first has been taken back so is the same form.
    let (_, other) = post("Antti", &seed).await??;
    assert!(other.is_some_and(|other| other != links[0]));
    school.change("UPDATE invitation SET withdrawn_at = 1 WHERE person_name = $1", &["Jari"]).await?;
    let (_, again) = post("Jari", &seed).await??;
    assert!(again.is_some_and(|again| again != links[0]));
    // After a while it is told that the link waits, and the link is shown no more.
    school.change("UPDATE invitation SET created_at = created_at - 61000", &[]).await?;
    assert_eq!(post("Antti", &seed).await??, (StatusCode::UNPROCESSABLE_ENTITY, None));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_for_a_link_is_checked_in_place() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let right = [("form", "workReadiness"), ("name", "Jari"), ("workplace", "Oy"), ("days", "14")];
    for (field, value, id) in [
        ("form", "enrolment", "workplace-form"),
        ("form", "initial", "workplace-form"),
        ("name", "  ", "workplace-name"),
        ("workplace", "", "workplace-workplace"),
        ("days", "0", "workplace-days"),
        ("days", "61", "workplace-days"),
        ("days", "x", "workplace-days"),
    ] {
        let fields: Vec<_> =
            right.iter().map(|(name, typed)| (*name, if *name == field { value } else { *typed })).collect();
        let response = hakala.form("/students/eetu/links", &fields).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
        let page = response.text().await?;
        assert!(
            page.contains("role=\"alert\"") && page.contains(&format!("href=\"#{id}\"")),
            "{field}={value}"
        );
        assert!(page.contains("<title>Virhe: "), "{page}");
    }
    let long = "ä".repeat(101);
    let fields = [("form", "workReadiness"), ("name", &long), ("workplace", "Oy"), ("days", "1")];
    assert_eq!(hakala.form("/students/eetu/links", &fields).await?.status(), 422);
    // One link at a time for one person and form.
    assert_eq!(hakala.form("/students/eetu/links", &right).await?.status(), StatusCode::OK);
    assert_eq!(hakala.form("/students/eetu/links", &right).await?.status(), StatusCode::UNPROCESSABLE_ENTITY);
    // Not about somebody else's student.
    for (name, expected) in [("aro", 404), ("virta", 403), ("eetu", 403), ("minna", 403), ("yllapito", 403)] {
        let visitor = school.visitor(name).await?;
        assert_eq!(visitor.form("/students/rojin/links", &right).await?.status(), expected, "{name}");
    }
    Ok(())
}
