//! Results by role: of an answer that a reader may not read, no byte leaves the portal, and nothing that rests on it.

mod support;

use anyhow::Context as _;
use guidance_contract::{Audience, Form, Kind};
use guidance_demo::person::PersonRole;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::{School, finished_example, link, open_link, school};

/// Those who may see something about Eetu, and the people around who may not.
const READERS: [(&str, PersonRole); 3] =
    [("eetu", PersonRole::Student), ("aro", PersonRole::Teacher), ("hakala", PersonRole::Counsellor)];

fn form(id: &str) -> anyhow::Result<Form> {
    let shipped = guidance_forms::form(id).context("no such form")?;
    Form::load(shipped.definition, None).map_err(|report| anyhow::anyhow!("{report:?}"))
}

fn with_results() -> impl Iterator<Item = &'static str> {
    guidance_forms::FORMS.iter().filter(|shipped| shipped.results.is_some()).map(|shipped| shipped.id)
}

/// What a reader is given of the results of a form.
fn address(reader: &str, form: &str) -> String {
    match reader {
        "eetu" => format!("/api/results/{form}/config"),
        _ => format!("/api/students/eetu/results/{form}/config"),
    }
}

/// Ids and documents of what has been sent to a form about Eetu.
async fn documents(school: &School, form: &str) -> anyhow::Result<Vec<(String, Value)>> {
    let query = "SELECT id, body FROM submission WHERE subject_id = 'eetu' AND form = $1 ORDER BY id";
    let rows = school.rows(query, form).await?;
    rows.into_iter().map(|(id, body)| Ok((id, serde_json::from_str(&body)?))).collect()
}

async fn put(school: &School, id: &str, document: &Value) -> anyhow::Result<()> {
    school.change("UPDATE submission SET body = $1 WHERE id = $2", &[&document.to_string(), id]).await
}

/// An answer that differs from `answer`, or none at all.
fn other(answer: &Value, kind: Kind) -> Value {
    match (kind, answer) {
        (Kind::Text | Kind::LongText, Value::String(text)) => json!(format!("{text} – not the same")),
        (Kind::Scale | Kind::Number, Value::Number(number)) => {
            json!(number.as_f64().map_or(0.0, |number| 10.0 - number))
        }
        _ => Value::Null,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_a_reader_may_not_read_change_no_byte() -> anyhow::Result<()> {
    let school = school().await?;
    let mut classes = BTreeSet::new();
    let mut changed_something = 0;
    for id in with_results() {
        let definition = form(id)?;
        let stored = documents(&school, id).await?;
        assert!(!stored.is_empty(), "{id}");
        for (name, role) in READERS {
            let visitor = school.visitor(name).await?;
            let audience = role.audience().context("no audience")?;
            let whole = visitor.page(&address(name, id)).await?;
            let all: BTreeSet<(String, bool)> = definition
                .items()
                .filter(|(_, node)| !node.audience.contains(&audience))
                .map(|(_, node)| (format!("{:?}", node.data_category), node.special_category))
                .collect();
            for class in all {
                let is_hidden = |item: &str| {
                    definition.items().any(|(_, node)| {
                        node.item.id == item
                            && !node.audience.contains(&audience)
                            && (format!("{:?}", node.data_category), node.special_category) == class
                    })
                };
                // Once without these answers, once with others.
                for is_removed in [true, false] {
                    let mut touched = 0;
                    for (submission, document) in &stored {
                        let mut document = document.clone();
                        let answers = document["answers"].as_object_mut().context("no answers")?;
                        let hidden: Vec<String> =
                            answers.keys().filter(|item| is_hidden(item)).cloned().collect();
                        for item in hidden {
                            let kind = definition
                                .items()
                                .find(|(_, node)| node.item.id == item)
                                .map(|(_, node)| node.item.kind);
                            let new = other(&answers[&item], kind.context("no such item")?);
                            if is_removed || new.is_null() {
                                answers.remove(&item);
                            } else {
                                answers.insert(item, new);
                            }
                            touched += 1;
                        }
                        put(&school, submission, &document).await?;
                    }
                    let cut = visitor.page(&address(name, id)).await?;
                    assert!(cut == whole, "{name} {id} {class:?}: {touched} hidden answers show");
                    classes.insert((format!("{role:?}"), class.clone()));
                    changed_something += touched;
                }
                for (submission, document) in &stored {
                    put(&school, submission, document).await?;
                }
            }
        }
    }
    // The test has seen hidden answers of many kinds; that readable ones do show, the next test says.
    assert!(classes.len() > 8, "{classes:?}");
    assert!(changed_something > 50, "{changed_something}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn marked_answers_are_in_no_byte_for_those_who_may_not_read_them() -> anyhow::Result<()> {
    let school = school().await?;
    let mut seen = BTreeSet::new();
    for id in with_results() {
        let definition = form(id)?;
        // A mark of its own in each text that somebody wrote, also in rows.
        let mut marks: BTreeSet<(String, String)> = BTreeSet::new();
        for (submission, mut document) in documents(&school, id).await? {
            let answers = document["answers"].as_object_mut().context("no answers")?;
            for (_, node) in
                definition.items().filter(|(_, node)| matches!(node.item.kind, Kind::Text | Kind::LongText))
            {
                let item = &node.item.id;
                let mark = format!("MARK-{item}-{}", &submission[..8]);
                match node.repeat.and_then(|repeat| definition.item(repeat)) {
                    None if answers.contains_key(item) => {
                        drop(answers.insert(item.clone(), mark.clone().into()));
                    }
                    Some(repeat) => {
                        for row in answers
                            .get_mut(&repeat.item.id)
                            .and_then(Value::as_array_mut)
                            .into_iter()
                            .flatten()
                        {
                            row[item.as_str()] = mark.clone().into();
                        }
                    }
                    None => continue,
                }
                marks.insert((item.clone(), mark));
            }
            put(&school, &submission, &document).await?;
        }
        assert!(marks.len() > 3, "{id}: {marks:?}");
        let mut people = READERS.map(|(name, role)| (name, role.audience())).to_vec();
        people.extend([
            ("satu", Some(Audience::Student)),
            ("minna", Some(Audience::Guardian)),
            ("virta", Some(Audience::Office)),
            ("yllapito", None),
        ]);
        let submissions = documents(&school, id).await?;
        for (name, audience) in people {
            let visitor = school.visitor(name).await?;
            for path in everything(id, &submissions) {
                let bytes = visitor.get(&path).await?.text().await?;
                for (item, mark) in marks.iter().filter(|(_, mark)| bytes.contains(mark.as_str())) {
                    let may = definition.items().any(|(_, node)| {
                        node.item.id == *item
                            && audience.is_some_and(|audience| node.audience.contains(&audience))
                    });
                    assert!(may && name != "satu" && name != "minna", "{name} reads {mark} at {path}");
                    seen.insert((name, path.split('/').nth(2).unwrap_or_default().to_owned()));
                }
            }
        }
    }
    // Those who may read something have read it, by results and by the sent form.
    for expected in
        [("eetu", "results"), ("hakala", "students"), ("aro", "students"), ("hakala", "submissions")]
    {
        assert!(
            seen.iter().any(|(name, place)| (*name, place.as_str()) == expected),
            "{expected:?}: {seen:?}"
        );
    }
    Ok(())
}

/// Every address that could hand out something about Eetu.
fn everything(form: &str, submissions: &[(String, Value)]) -> Vec<String> {
    let mut all = vec![
        "/".to_owned(),
        format!("/results/{form}"),
        format!("/api/results/{form}/config"),
        "/students".to_owned(),
        "/students/eetu".to_owned(),
        format!("/students/eetu/results/{form}"),
        format!("/api/students/eetu/results/{form}/config"),
        "/students/eetu/proposals/pathway".to_owned(),
        "/api/students/eetu/proposals/pathway/config".to_owned(),
        "/students/eetu/notes".to_owned(),
        "/students/eetu/requests".to_owned(),
        "/inbox".to_owned(),
        "/audit".to_owned(),
        "/views".to_owned(),
        "/system".to_owned(),
    ];
    for (id, _) in submissions {
        all.extend([format!("/submissions/{id}"), format!("/api/submissions/{id}/config")]);
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rating_that_is_not_talked_through_is_kept_from_the_student() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let guest = open_link(&school, &link(&hakala, "eetu", "Jari Niemi").await?).await?;
    let config = guest.guest_config().await?;
    let rating = finished_example(&config, "workReadiness", "satuWorkplace", |answers| {
        answers.insert("canShareWithStudent".to_owned(), "no".into());
        answers.insert("observerExamples".to_owned(), "MARK-withheld".into());
    })?;
    let (status, reply) = guest.submit_as_guest(&rating).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    let id = reply["id"].as_str().context("no id")?;

    let eetu = school.visitor("eetu").await?;
    let results = eetu.page("/api/results/workReadiness/config").await?;
    assert!(!results.contains("MARK-withheld"));
    let view: Value = serde_json::from_str(&results)?;
    let is_withheld = |voice: &Value| voice["rounds"][0]["withheld"] == true;
    let withheld = view["view"]["voices"].as_array().into_iter().flatten().filter(|voice| is_withheld(voice));
    assert_eq!(withheld.count(), 1, "{results}");
    // Nor by another road: what others sent is not among the student's forms.
    for path in [format!("/submissions/{id}"), format!("/api/submissions/{id}/config")] {
        assert_eq!(eetu.get(&path).await?.status(), StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!eetu.page("/").await?.contains("Jari Niemi"));
    // Staff read it, and are told that the student does not.
    assert!(hakala.page(&address("hakala", "workReadiness")).await?.contains("MARK-withheld"));
    let page = hakala.page("/students/eetu").await?;
    assert!(page.contains("Ei vielä.") && page.contains("Jari Niemi"), "{page}");
    assert!(page.contains("Arvioija on vastannut ”ei” kysymykseen:"), "{page}");
    let told = format!("/students/eetu/submissions/{id}/talked-through");
    assert!(page.contains(&told), "{page}");

    // Only those who are responsible for the student tell that it has been talked through, and only of her ratings.
    for (name, expected) in [("eetu", 403), ("minna", 403), ("virta", 403)] {
        assert_eq!(school.visitor(name).await?.form(&told, &[]).await?.status(), expected, "{name}");
    }
    assert_eq!(guest.form(&told, &[]).await?.status(), StatusCode::UNAUTHORIZED);
    let of_another = format!("/students/aino/submissions/{id}/talked-through");
    assert_eq!(hakala.form(&of_another, &[]).await?.status(), StatusCode::NOT_FOUND);
    let own = school
        .rows("SELECT id, form FROM submission WHERE form = 'workReadiness' AND author_id = $1", "eetu")
        .await?;
    let (own, _) = own.first().context("nothing of Eetu's own")?;
    let of_own = format!("/students/eetu/submissions/{own}/talked-through");
    assert_eq!(hakala.form(&of_own, &[]).await?.status(), StatusCode::NOT_FOUND);
    assert_eq!(eetu.page("/api/results/workReadiness/config").await?, results);

    // Then the student sees it, as far as the form lets students see a rating.
    for _ in 0..2 {
        assert_eq!(hakala.form(&told, &[]).await?.status(), StatusCode::SEE_OTHER);
    }
    let view: Value = serde_json::from_str(&eetu.page("/api/results/workReadiness/config").await?)?;
    let of_niemi = |voice: &&Value| {
        voice["rounds"].as_array().is_some_and(|rounds| rounds.iter().any(|round| round["submission"] == id))
    };
    let voice = view["view"]["voices"].as_array().into_iter().flatten().find(of_niemi).context("no voice")?;
    assert_ne!(voice["rounds"][0]["withheld"], true, "{voice}");
    assert_eq!(school.count("SELECT COUNT(*) FROM audit WHERE action = $1", "talkedThrough").await?, 1);
    let page = hakala.page("/students/eetu").await?;
    assert!(!page.contains(&told) && page.contains("N. Hakala</td>"), "{page}");
    assert!(eetu.page("/views").await?.contains("Kävi arvion läpi opiskelijan kanssa"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_reaches_counsellors_alone() -> anyhow::Result<()> {
    let school = school().await?;
    let hakala = school.visitor("hakala").await?;
    let page = hakala.page("/students/eetu/proposals/pathway").await?;
    assert!(page.contains("<guidance-results") && !page.contains("Aiemmat päätökset"), "{page}");
    assert!(page.contains("Opiskelija ei näe niitä täällä"), "{page}");
    let config: Value =
        serde_json::from_str(&hakala.page("/api/students/eetu/proposals/pathway/config").await?)?;
    let proposal = &config["proposal"];
    assert_eq!((&proposal["outcome"], &proposal["validated"]), (&json!("A"), &json!(false)), "{proposal}");
    assert!(proposal["missing"].is_null(), "screening, ratings and mapping have it all: {proposal}");
    assert!(proposal["inputs"].as_array().is_some_and(|inputs| inputs.len() > 5), "{proposal}");
    assert_eq!(config["view"]["voices"], json!([]), "the results have pages of their own");
    // Of Aino nothing is known yet.
    let aino: Value =
        serde_json::from_str(&hakala.page("/api/students/aino/proposals/pathway/config").await?)?;
    assert_eq!(aino["proposal"]["missing"].as_array().map(Vec::len), Some(8), "{aino}");

    let reason = "MARK-reason: agreed together today";
    let sent =
        hakala.form("/students/eetu/proposals/pathway", &[("outcome", "A"), ("reason", reason)]).await?;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let guest = open_link(&school, &link(&hakala, "eetu", "Jari Niemi").await?).await?;
    let mut others = vec![("guest", guest), ("nobody", school.stranger()?)];
    for name in ["eetu", "satu", "minna", "aro", "virta", "yllapito"] {
        others.push((name, school.visitor(name).await?));
    }
    let submissions = documents(&school, "workReadiness").await?;
    for (name, visitor) in &others {
        for path in everything("workReadiness", &submissions)
            .into_iter()
            .chain(["/api/workplace/{own}/config".to_owned()])
        {
            let response = visitor.get(&path).await?;
            let status = response.status();
            let bytes = response.text().await?;
            for secret in ["MARK-reason", "\"proposal\"", "\"validated\"", "avoimet työmarkkinat"] {
                assert!(!bytes.contains(secret), "{name} reads {secret} at {path}");
            }
            assert!(!path.contains("proposals") || !status.is_success(), "{name} {path}: {status}");
        }
        let decided = visitor
            .form("/students/eetu/proposals/pathway", &[("outcome", "B"), ("reason", "long enough a reason")])
            .await?;
        assert!(matches!(decided.status().as_u16(), 401 | 403 | 404), "{name}: {}", decided.status());
    }
    assert_eq!(school.count("SELECT COUNT(*) FROM decision WHERE outcome <> $1", "").await?, 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn results_are_handed_out_with_a_row_each() -> anyhow::Result<()> {
    let school = school().await?;
    let rows = |action: &'static str| {
        let school = &school;
        async move { school.count("SELECT COUNT(*) FROM audit WHERE action = $1", action).await }
    };
    let eetu = school.visitor("eetu").await?;
    assert!(eetu.page("/results/workReadiness").await?.contains("<guidance-results"));
    assert_eq!(rows("resultsRead").await?, 0, "the page has no answers");
    eetu.page("/api/results/workReadiness/config").await?;
    assert_eq!(rows("resultsRead").await?, 1);
    let hakala = school.visitor("hakala").await?;
    hakala.page("/students/eetu/results/workReadiness").await?;
    assert_eq!(rows("resultsRead").await?, 1);
    hakala.page("/api/students/eetu/results/workReadiness/config").await?;
    assert_eq!(rows("resultsRead").await?, 2);
    hakala.page("/students/eetu").await?;
    assert_eq!(rows("studentRead").await?, 1);
    hakala.page("/api/students/eetu/proposals/pathway/config").await?;
    assert_eq!(rows("proposalRead").await?, 1);
    // The student sees who has looked, and nothing of what was proposed.
    let views = eetu.page("/views").await?;
    for told in ["Luki tulokset", "Avasi opiskelijan sivun", "Luki ehdotuksen"] {
        assert!(views.contains(told), "{told}: {views}");
    }
    assert!(!views.contains("pathway"));
    // And so does somebody who was refused: nothing was handed out, nothing is written.
    let satu = school.visitor("satu").await?;
    assert_eq!(satu.get("/api/students/eetu/results/workReadiness/config").await?.status(), 403);
    assert_eq!(rows("resultsRead").await?, 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_student_without_results_is_told_kindly() -> anyhow::Result<()> {
    let school = school().await?;
    let aino = school.visitor("aino").await?;
    let page = aino.page("/results/workReadiness").await?;
    assert!(page.contains("Tuloksia ei vielä ole") && !page.contains("<guidance-results"), "{page}");
    assert_eq!(aino.get("/results/enrolment").await?.status(), StatusCode::NOT_FOUND);
    assert_eq!(aino.get("/results/nothing").await?.status(), StatusCode::NOT_FOUND);
    let view: Value = serde_json::from_str(&aino.page("/api/results/workReadiness/config").await?)?;
    assert_eq!(view["view"]["voices"], json!([]));

    // She fills it in, and the receipt leads to her list, where the results wait.
    let config = aino.config("aino-work-readiness").await?;
    assert_eq!(config.return_url.as_deref(), Some("/"));
    let rating = finished_example(&config, "workReadiness", "eetu", |_| {})?;
    let (status, reply) = aino.submit("aino-work-readiness", &rating).await?;
    assert_eq!(status, StatusCode::OK, "{reply}");
    assert!(aino.page("/results/workReadiness").await?.contains("<guidance-results"));
    assert!(aino.page("/").await?.contains("href=\"/results/workReadiness\""));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn people_around_a_student_see_her_and_others_do_not() -> anyhow::Result<()> {
    let school = school().await?;
    let paths = [
        "/students/satu",
        "/students/satu/results/workReadiness",
        "/students/satu/notes",
        "/students/satu/requests",
        "/students/satu/proposals/pathway",
        "/api/students/satu/results/workReadiness/config",
        "/api/students/satu/proposals/pathway/config",
    ];
    let reads = |name: &'static str, path: &'static str| {
        let school = &school;
        async move { anyhow::Ok(school.visitor(name).await?.get(path).await?.status().as_u16()) }
    };
    for path in paths {
        let counsellor_alone = path.contains("proposals");
        for (name, expected) in [
            ("hakala", 200),
            ("aro", if counsellor_alone { 404 } else { 200 }),
            ("satu", 403),
            ("eetu", 403),
            ("minna", 403),
            ("virta", 403),
            ("yllapito", 403),
        ] {
            assert_eq!(reads(name, path).await?, expected, "{name} {path}");
        }
        let nobody = school.stranger()?.get(path).await?.status().as_u16();
        assert_eq!(nobody, if path.starts_with("/api/") { 401 } else { 303 }, "{path}");
    }
    // A teacher and a counsellor who are not responsible for her (any more).
    school.change("DELETE FROM responsibility WHERE student_id = $1", &["satu"]).await?;
    for name in ["hakala", "aro"] {
        let visitor = school.visitor(name).await?;
        for path in paths {
            assert_eq!(visitor.get(path).await?.status(), StatusCode::NOT_FOUND, "{name} {path}");
        }
        let fields = [("form", "workReadiness"), ("person", "aro"), ("body", "x"), ("outcome", "A")];
        for path in [
            "/students/satu/notes",
            "/students/satu/requests/student",
            "/students/satu/requests/staff",
            "/students/satu/links",
            "/students/satu/proposals/pathway",
        ] {
            assert_eq!(visitor.form(path, &fields).await?.status(), StatusCode::NOT_FOUND, "{name} {path}");
        }
        assert!(!visitor.page("/students").await?.contains("Koivuharju"), "{name}");
    }
    Ok(())
}
