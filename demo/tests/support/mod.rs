//! A real portal on a free port, with a database of its own, and people who use it by HTTP.

#![allow(dead_code, unreachable_pub, reason = "each test file uses a part")]

use anyhow::{Context as _, ensure};
use guidance_contract::{
    Answers, CodeSets, Config, Context, Document as _, Form, Messages, PlainDate, Status,
};
use guidance_contract::{Submission, Texts, schema_address};
use guidance_demo::{Options, Running, serve};
use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue, ORIGIN, SET_COOKIE};
use reqwest::{Client, Method, Response, StatusCode, multipart, redirect};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;
use tempfile::TempDir;

/// The day of all tests.
pub const TODAY: &str = "2026-11-22";

/// A portal and what it stands on.
pub struct School {
    /// The portal.
    pub running: Running,
    folder: TempDir,
}

/// Starts a portal on a new SQLite file, or on the PostgreSQL database that the environment names, in a schema of
/// its own.
pub async fn school() -> anyhow::Result<School> {
    school_with(|_| {}).await
}

/// As [`school`], with other options.
pub async fn school_with(change: impl FnOnce(&mut Options)) -> anyhow::Result<School> {
    let folder = TempDir::new()?;
    let mut options = Options {
        port: 0,
        dist: folder.path().to_owned(),
        database: new_database(&folder).await?,
        today: Some(TODAY.parse()?),
        ..Options::default()
    };
    change(&mut options);
    Ok(School { running: serve(options).await?, folder })
}

/// Address of a new, empty database.
pub async fn new_database(folder: &TempDir) -> anyhow::Result<String> {
    let Some(server) = std::env::var("GUIDANCE_TEST_POSTGRES").ok().filter(|address| !address.is_empty())
    else {
        return Ok(format!("sqlite:{}", folder.path().join("portal.db").display()));
    };
    let schema = format!("test_{}", uuid::Uuid::new_v4().simple());
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&server).await.context("GUIDANCE_TEST_POSTGRES")?;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).execute(&pool).await?;
    pool.close().await;
    let sign = if server.contains('?') { '&' } else { '?' };
    Ok(format!("{server}{sign}options=-c%20search_path%3D{schema}"))
}

impl School {
    /// The portal's address.
    pub fn url(&self) -> String {
        self.running.url()
    }

    /// The number that a query gives, by a connection of its own.
    pub async fn count(&self, query: &'static str, value: &str) -> anyhow::Result<i64> {
        let pool = self.database().await?;
        let count = sqlx::query_scalar(query).bind(value.to_owned()).fetch_one(&pool).await?;
        pool.close().await;
        Ok(count)
    }

    /// Rows of two texts that a query gives, by a connection of its own.
    pub async fn rows(&self, query: &'static str, value: &str) -> anyhow::Result<Vec<(String, String)>> {
        let pool = self.database().await?;
        let rows = sqlx::query_as(query).bind(value.to_owned()).fetch_all(&pool).await?;
        pool.close().await;
        Ok(rows)
    }

    /// Changes something behind the portal's back.
    pub async fn change(&self, statement: &'static str, values: &[&str]) -> anyhow::Result<()> {
        let pool = self.database().await?;
        let mut query = sqlx::query(statement);
        for value in values {
            query = query.bind((*value).to_owned());
        }
        ensure!(query.execute(&pool).await?.rows_affected() > 0, "nothing was changed");
        pool.close().await;
        Ok(())
    }

    async fn database(&self) -> anyhow::Result<sqlx::AnyPool> {
        Ok(sqlx::AnyPool::connect(&self.running.portal.options.database).await?)
    }

    /// Somebody who is not logged in.
    pub fn stranger(&self) -> anyhow::Result<Visitor> {
        Visitor::new(&self.url())
    }

    /// Somebody who is logged in.
    pub async fn visitor(&self, name: &str) -> anyhow::Result<Visitor> {
        let mut visitor = self.stranger()?;
        visitor.log_in(name, name).await?;
        Ok(visitor)
    }
}

/// A person with a browser.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    url: String,
    cookies: BTreeMap<String, String>,
    invitation: String,
}

impl Visitor {
    /// Somebody who is not logged in.
    pub fn new(url: &str) -> anyhow::Result<Self> {
        let client =
            Client::builder().redirect(redirect::Policy::none()).timeout(Duration::from_secs(60)).build()?;
        Ok(Self { client, url: url.to_owned(), cookies: BTreeMap::new(), invitation: String::new() })
    }

    /// Logs in; an error when that fails.
    pub async fn log_in(&mut self, name: &str, password: &str) -> anyhow::Result<()> {
        let response = self.form("/login", &[("name", name), ("password", password)]).await?;
        ensure!(response.status() == StatusCode::SEE_OTHER, "log-in of {name}: {}", response.status());
        self.keep_cookies(response.headers());
        Ok(())
    }

    /// Takes over the cookies of a response.
    pub fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            if let Some((name, value)) = cookie.split(';').next().and_then(|pair| pair.split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Takes over what an opened link gave.
    pub fn take_link(&mut self, response: &Response) -> anyhow::Result<()> {
        self.keep_cookies(response.headers());
        let to = response.headers()["location"].to_str()?;
        to.strip_prefix("/workplace/").context("the link did not open")?.clone_into(&mut self.invitation);
        Ok(())
    }

    /// The invitation that was opened last.
    pub fn invitation(&self) -> &str {
        &self.invitation
    }

    /// The same browser in the window of another link.
    pub fn in_window_of(&self, invitation: &str) -> Self {
        Self { invitation: invitation.to_owned(), ..self.clone() }
    }

    /// The same person, with the portal at another address.
    pub fn moved_to(mut self, url: &str) -> Self {
        url.clone_into(&mut self.url);
        self
    }

    /// The token of the session of the invitation.
    pub fn guest_token(&self) -> Option<&str> {
        self.cookies.get(&format!("guidance_guest_{}", self.invitation)).map(String::as_str)
    }

    /// Sets a cookie by hand.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// The token of the session.
    pub fn token(&self) -> Option<&str> {
        self.cookies.get("guidance_session").map(String::as_str)
    }

    /// A request with the visitor's cookies, from the portal's own pages. `{own}` in the path is the invitation that the
    /// visitor has opened.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let path = path.replace("{own}", &self.invitation);
        let mut request =
            self.client.request(method, format!("{}{path}", self.url)).header(ORIGIN, self.url.clone());
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        request
    }

    /// Opens a page or document.
    pub async fn get(&self, path: &str) -> anyhow::Result<Response> {
        Ok(self.request(Method::GET, path).send().await?)
    }

    /// The text of a page that must open.
    pub async fn page(&self, path: &str) -> anyhow::Result<String> {
        let response = self.get(path).await?;
        ensure!(response.status() == StatusCode::OK, "{path}: {}", response.status());
        Ok(response.text().await?)
    }

    /// Sends a form.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Response> {
        Ok(self.request(Method::POST, path).form(fields).send().await?)
    }

    /// Sends JSON.
    pub async fn json(&self, method: Method, path: &str, body: &Value) -> anyhow::Result<Response> {
        let request =
            self.request(method, path).header(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Ok(request.body(body.to_string()).send().await?)
    }

    /// The config of an assignment.
    pub async fn config(&self, assignment: &str) -> anyhow::Result<Config> {
        let text = self.page(&format!("/api/assignments/{assignment}/config")).await?;
        Config::parse(&text).map_err(|report| anyhow::anyhow!("{report:?}"))
    }

    /// The config of what an opened link is for.
    pub async fn guest_config(&self) -> anyhow::Result<Config> {
        let text = self.page("/api/workplace/{own}/config").await?;
        Config::parse(&text).map_err(|report| anyhow::anyhow!("{report:?}"))
    }

    /// Posts the submission of a guest.
    pub async fn submit_as_guest(&self, submission: &Value) -> anyhow::Result<(StatusCode, Value)> {
        let response = self.json(Method::POST, "/api/workplace/{own}/submissions", submission).await?;
        Ok((response.status(), response.json().await?))
    }

    /// Posts a submission.
    pub async fn submit(&self, assignment: &str, submission: &Value) -> anyhow::Result<(StatusCode, Value)> {
        let path = format!("/api/assignments/{assignment}/submissions");
        let response = self.json(Method::POST, &path, submission).await?;
        Ok((response.status(), response.json().await?))
    }
}

/// A path of the route table with its variable parts filled in.
pub fn filled(path: &str, id: &str, form: &str) -> String {
    path.replace("{id}", id)
        .replace("{form}", form)
        .replace("{proposal}", "no-such-proposal")
        .replace("{submission}", "no-such-submission")
        .replace("{request}", "no-such-request")
        .replace("{link}", "no-such-link")
        .replace("{token}", "no-such-token")
        .replace("{sha256}", "0")
        .replace("{name}", "no-such-file")
}

/// An example's answers as the element would send them for `config`, with what is prefilled and locked.
pub fn finished_example(
    config: &Config,
    form: &str,
    example: &str,
    change: impl FnOnce(&mut Answers),
) -> anyhow::Result<Value> {
    let shipped = guidance_forms::form(form).context("no such form")?;
    let form = Form::load(shipped.definition, None).map_err(|report| anyhow::anyhow!("{report:?}"))?;
    let mut example = shipped.example(example).context("no such example")?;
    for (id, prefill) in config.prefill.iter().filter(|(_, prefill)| prefill.locked) {
        example.answers.insert(id.clone(), prefill.value.clone());
    }
    change(&mut example.answers);
    let today = PlainDate::parse_iso(TODAY).context("no day")?;
    let finished =
        form.finish(&example.answers, &Context::new(config, today), &shipped.texts(&form, &example.config));
    Ok(serde_json::to_value(Submission {
        id: config.submission_id.clone().context("no id")?,
        subject: config.subject.clone(),
        author: config.author.clone(),
        ..finished
    })?)
}

/// Has a member of staff make a link about a student: its path.
pub async fn link(staff: &Visitor, student: &str, name: &str) -> anyhow::Result<String> {
    let fields =
        [("form", "workReadiness"), ("name", name), ("workplace", "Tassulan Hoitola Oy"), ("days", "14")];
    let response = staff.form(&format!("/students/{student}/links"), &fields).await?;
    let status = response.status();
    let page = response.text().await?;
    ensure!(status == StatusCode::OK, "{status}: {page}");
    link_on(&page).context("no link on the page")
}

/// The path of the link that a page shows.
pub fn link_on(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("/workplace/open/")?;
    let token = rest.split('"').next()?;
    Some(format!("/workplace/open/{token}"))
}

/// Opens a link: the guest, or an error when it does not open.
pub async fn open_link(school: &School, path: &str) -> anyhow::Result<Visitor> {
    let mut guest = school.stranger()?;
    let response = guest.get(path).await?;
    ensure!(response.status() == StatusCode::SEE_OTHER, "{}", response.status());
    guest.take_link(&response)?;
    let opened = guest.get("/workplace/{own}").await?.status();
    ensure!(opened == StatusCode::OK, "{opened}");
    Ok(guest)
}

/// The enrolment form.
pub fn enrolment() -> anyhow::Result<Form> {
    let shipped = guidance_forms::form("enrolment").context("no enrolment form")?;
    Form::load(shipped.definition, None).map_err(|report| anyhow::anyhow!("{report:?}"))
}

/// A finished enrolment as the element would send it for `config`: the shortest path, with what is prefilled.
pub fn finished(config: &Config, change: impl FnOnce(&mut Answers)) -> anyhow::Result<Value> {
    let form = enrolment()?;
    let shipped = guidance_forms::form("enrolment").context("no enrolment form")?;
    let (_, example) = shipped.examples.iter().find(|(name, _)| *name == "minimal").context("no example")?;
    let example: Value = serde_json::from_str(example)?;
    let mut answers: Answers = serde_json::from_value(example["answers"].clone())?;
    for (id, prefill) in &config.prefill {
        answers.insert(id.clone(), prefill.value.clone());
    }
    if answers.get("protectedContact") == Some(&Value::from("yes")) {
        answers.insert("protectedContactVia".to_owned(), "staffMember".into());
    }
    answers.insert(
        "guardians".to_owned(),
        serde_json::json!([{"guardianFirstName": "Hanna", "guardianLastName": "Testinen",
            "guardianPhone": "+358400000402", "guardianEmail": "hanna@posti.example"}]),
    );
    change(&mut answers);
    let today = PlainDate::parse_iso(TODAY).context("no day")?;
    let context = Context::new(config, today);
    let answers = form.active_answers(&answers, &context);
    let evaluation = form.evaluate(&answers, &context);
    let (_, messages) = shipped.messages.iter().find(|(locale, _)| *locale == "fi").context("no messages")?;
    let messages = Messages::parse(messages).map_err(|report| anyhow::anyhow!("{report:?}"))?;
    let shown = form.shown(&evaluation, &Texts::new(vec![messages], Vec::new()));
    let computed = evaluation.computed();
    let submission = Submission {
        schema: schema_address("submission"),
        id: config.submission_id.clone().unwrap_or_else(|| uuid::Uuid::new_v4().to_string()),
        definition: form.reference().clone(),
        status: Status::Submitted,
        locale: "fi".to_owned(),
        answered_on: TODAY.to_owned(),
        role: config.role,
        subject: config.subject.clone(),
        author: config.author.clone(),
        answers: answers.clone(),
        computed,
        shown,
    };
    Ok(serde_json::to_value(submission)?)
}

/// What the rules say of answers on their own, to explain a failed test.
pub fn complaints(config: &Config, submission: &Value) -> anyhow::Result<Value> {
    let form = enrolment()?;
    let answers: Answers = serde_json::from_value(submission["answers"].clone())?;
    let today = PlainDate::parse_iso(TODAY).context("no day")?;
    let report = form.check_answers(&answers, &CodeSets::default(), &Context::new(config, today));
    Ok(serde_json::to_value(report)?)
}

/// An application with a certificate; only applications have attachments.
pub fn application(config: &Config, file: &Value) -> anyhow::Result<Value> {
    let shipped = guidance_forms::form("enrolment").context("no enrolment form")?;
    let example = shipped.examples.iter().find(|(name, _)| *name == "eetu").map_or("{}", |(_, text)| *text);
    let example: Value = serde_json::from_str(example)?;
    finished(config, |answers| {
        for (id, answer) in example["answers"].as_object().into_iter().flatten() {
            if !config.prefill.contains_key(id) {
                answers.insert(id.clone(), answer.clone());
            }
        }
        answers.insert("purpose".to_owned(), "apply".into());
        answers.insert("preferredStart".to_owned(), "2027-01".into());
        answers.insert("certificates".to_owned(), serde_json::json!([file]));
    })
}

/// Posts a submission with its parts.
pub async fn send(
    visitor: &Visitor,
    assignment: &str,
    form: multipart::Form,
) -> anyhow::Result<(StatusCode, Value)> {
    let path = format!("/api/assignments/{assignment}/submissions");
    let response = visitor.request(Method::POST, &path).multipart(form).send().await?;
    Ok((response.status(), response.json().await?))
}

/// Posts a submission with its files, each under its hash.
pub async fn send_with_files(
    visitor: &Visitor,
    assignment: &str,
    submission: &Value,
    files: &[(&str, &'static [u8])],
) -> anyhow::Result<(StatusCode, Value)> {
    let mut form = multipart::Form::new().text("submission", submission.to_string());
    for (hash, content) in files {
        form = form.part((*hash).to_owned(), multipart::Part::bytes(*content).file_name("x"));
    }
    send(visitor, assignment, form).await
}
