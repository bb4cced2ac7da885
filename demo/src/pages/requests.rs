//! Asking about a student: the student again, a colleague, or a workplace by a link.

use crate::clock;
use crate::language::{Text, text};
use crate::link::Seed;
use crate::pages::fields::{Problems, line};
use crate::pages::layout::{self, Script};
use crate::pages::login::moment;
use crate::pages::proposals::Done;
use crate::pages::students::{ASK, back_to_student};
use crate::person::Caller;
use crate::portal::Shared;
use crate::secret::{Secret, random_token};
use crate::store::audit::Action;
use crate::store::invitations::{Invitation, Inviting, LinkState, NewInvitation};
use crate::store::students::{Asked, Asking, OpenRequest, Student};
use crate::web::failure::Failure;
use crate::web::frame::{Frame, LINK};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use guidance_contract::Role;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

const WAITING: Text = text("Odottaa vastausta", "Väntar på svar", "Waiting for an answer");
const NOTHING: Text = text("Mikään ei odota vastausta.", "Inget väntar på svar.", "Nothing is waiting.");
const LINKS: Text = text("Työpaikkojen linkit", "Arbetsplatsernas länkar", "Links of workplaces");
const NO_LINKS: Text = text("Linkkejä ei ole tehty.", "Inga länkar har skapats.", "No links have been made.");
const FORM: Text = text("Lomake", "Formulär", "Form");
const ASKED: Text = text("Keneltä", "Av vem", "Asked of");
const ASKED_BY: Text = text("Pyytäjä", "Begärd av", "Asked by");
const DUE: Text = text("Viimeistään", "Senast", "Due");
const STUDENT: Text = text("Opiskelija", "Den studerande", "The student");
const STATE: Text = text("Tila", "Status", "State");
const VALID_UNTIL: Text = text("Voimassa asti", "Giltig till", "Valid until");
const WITHDRAW: Text = text("Peru linkki", "Dra in länken", "Withdraw the link");
const TAKE_BACK: Text = text("Peru pyyntö", "Ta tillbaka begäran", "Take back the request");
const TAKE_BACK_HINT: Text = text(
    "Kun perut pyynnön, myös keskeneräinen luonnos poistetaan. Lähetetyt vastaukset jäävät.",
    "När du tar tillbaka en begäran raderas också ett påbörjat utkast. Svar som har skickats finns kvar.",
    "When you take a request back, a draft that was begun is deleted too. Answers that have been sent are kept.",
);
const TO_STUDENT: Text =
    text("Pyydä opiskelijaa täyttämään", "Be den studerande fylla i", "Ask the student to fill in");
const TO_STUDENT_HINT: Text = text(
    "Aiemmat vastaukset jäävät talteen. Uudet vastaukset näkyvät niiden rinnalla.",
    "Tidigare svar finns kvar. De nya svaren visas bredvid dem.",
    "Earlier answers are kept. The new ones are shown beside them.",
);
const WHO: Text = text("Kuka täyttää", "Vem fyller i", "Who fills in");
const ALONE: Text = text("Opiskelija itse", "Den studerande själv", "The student alone");
const TOGETHER: Text = text(
    "Opiskelija itse tai ohjaajan kanssa",
    "Den studerande själv eller med en handledare",
    "The student, alone or with a counsellor",
);
const DUE_DAY: Text =
    text("Viimeistään (ei pakollinen)", "Senast (inte obligatoriskt)", "Due (not required)");
const TO_STAFF: Text =
    text("Pyydä arviota henkilöstöltä", "Be personalen om en bedömning", "Ask staff for a rating");
const MEMBER: Text = text("Keneltä", "Av vem", "Of whom");
const TO_WORKPLACE: Text =
    text("Pyydä arviota työpaikalta", "Be en arbetsplats om en bedömning", "Ask a workplace for a rating");
const TO_WORKPLACE_HINT: Text = text(
    "Saat linkin, jonka voit lähettää työpaikkaohjaajalle. Hän ei tarvitse tunnusta. Hän näkee opiskelijasta vain etunimen ja lomakkeen kysymykset, ei muiden vastauksia.",
    "Du får en länk som du kan skicka till arbetsplatshandledaren. Hen behöver inget konto. Av den studerande ser hen bara förnamnet och formulärets frågor, inte andras svar.",
    "You get a link that you can send to the workplace instructor, who needs no account. Of the student they see the first name and the questions of the form only, and nobody else’s answers.",
);
const PERSON: Text = text("Kenelle: nimi", "Till vem: namn", "For whom: name");
const WORKPLACE: Text = text("Työpaikka", "Arbetsplats", "Workplace");
const DAYS: Text =
    text("Kuinka monta päivää linkki on voimassa", "Antal dagar som länken gäller", "For how many days");
const DAYS_HINT: Text = text("1–60 päivää", "1–60 dagar", "1–60 days");
const SEND: Text = text("Pyydä", "Skicka begäran", "Ask");
const MAKE_LINK: Text = text("Tee linkki", "Skapa länken", "Make the link");
const ALREADY: Text = text(
    "Sama lomake odottaa jo vastausta.",
    "Samma formulär väntar redan på svar.",
    "The same form is waiting for an answer already.",
);
const CHOOSE_FORM: Text = text("Valitse lomake.", "Välj ett formulär.", "Choose a form.");
const CHOOSE_PERSON: Text = text("Valitse, keneltä pyydät.", "Välj vem du frågar.", "Choose whom to ask.");
const WRONG_DAY: Text = text(
    "Anna päivä, joka on tänään tai myöhemmin, enintään kahden vuoden päässä.",
    "Ange en dag som är i dag eller senare, högst två år framåt.",
    "Give a day that is today or later, at most two years ahead.",
);
const NAME_NEEDED: Text = text(
    "Kirjoita nimi, enintään 100 merkkiä.",
    "Skriv ett namn, högst 100 tecken.",
    "Write a name of at most 100 characters.",
);
const WORKPLACE_NEEDED: Text = text(
    "Kirjoita työpaikka, enintään 100 merkkiä.",
    "Skriv arbetsplatsen, högst 100 tecken.",
    "Write the workplace, at most 100 characters.",
);
const WRONG_DAYS: Text =
    text("Anna luku väliltä 1–60.", "Ange ett tal mellan 1 och 60.", "Give a number from 1 to 60.");
const LINK_WAITS: Text = text(
    "Tällä henkilöllä on jo voimassa oleva linkki samaan lomakkeeseen. Peru se ensin.",
    "Den här personen har redan en giltig länk till samma formulär. Dra in den först.",
    "This person has a valid link to the same form already. Withdraw it first.",
);
const DONE_ASKED: Text = text("Pyyntö on lähetetty.", "Begäran har skickats.", "The request has been made.");
const DONE_TAKEN_BACK: Text =
    text("Pyyntö on peruttu.", "Begäran har tagits tillbaka.", "The request has been taken back.");
const DONE_WITHDRAWN: Text = text(
    "Linkki on peruttu. Se ei enää avaa mitään.",
    "Länken har dragits in. Den öppnar inget längre.",
    "The link has been withdrawn. It opens nothing any more.",
);
const NEW_LINK: Text = text("Linkki työpaikalle", "Länk till arbetsplatsen", "Link for the workplace");
const ONCE: Text = text(
    "Kopioi linkki nyt. Sitä ei näytetä uudestaan, eikä portaali säilytä sitä.",
    "Kopiera länken nu. Den visas inte igen, och portalen sparar den inte.",
    "Copy the link now. It is not shown again, and the portal does not keep it.",
);
const SEND_HINT: Text = text(
    "Lähetä se vain tälle henkilölle. Kuka tahansa, jolla on linkki, voi antaa arvion.",
    "Skicka den bara till den här personen. Vem som helst som har länken kan lämna bedömningen.",
    "Send it to this person only. Whoever has the link can give the rating.",
);
const COPY: Text = text("Kopioi linkki", "Kopiera länken", "Copy the link");
const COPIED: Text = text("Kopioitu.", "Kopierad.", "Copied.");
const NOT_COPIED: Text = text(
    "Valitse teksti ja kopioi se itse.",
    "Markera texten och kopiera den själv.",
    "Select the text and copy it yourself.",
);
const MESSAGE: Text = text("Viesti, jonka voit kopioida", "Ett meddelande att kopiera", "A message to copy");
const GREETING: Text = text("Hei", "Hej", "Hello");
const MESSAGE_ASKS: Text = text(
    "Pyydän sinulta arviota opiskelijasta:",
    "Jag ber dig bedöma en studerande:",
    "I ask you for a rating of a student:",
);
const MESSAGE_LINK: Text = text(
    "Avaa lomake tästä linkistä. Et tarvitse tunnusta. Älä lähetä linkkiä eteenpäin.",
    "Öppna formuläret via länken. Du behöver inget konto. Skicka inte länken vidare.",
    "Open the form by this link. You need no account. Please do not pass the link on.",
);
const MESSAGE_END: Text = text("Linkki on voimassa asti:", "Länken gäller till:", "The link is valid until:");
const MESSAGE_THANKS: Text = text("Kiitos avustasi!", "Tack för hjälpen!", "Thank you for your help!");
const COPY_MESSAGE: Text = text("Kopioi viesti", "Kopiera meddelandet", "Copy the message");
const BACK: Text = text("Takaisin pyyntöihin", "Tillbaka till begäran", "Back to the requests");

/// Characters of a name.
const LONGEST_NAME: usize = 100;
/// Days of a link.
const VALID_DAYS: std::ops::RangeInclusive<i64> = 1..=60;
/// Days when nobody changes them.
const USUAL_DAYS: &str = "14";
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Years within which a form may be asked for.
const LONGEST_WAIT: i64 = 2;

/// Whatever was typed into one of the forms.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    form: String,
    who: String,
    due: String,
    person: String,
    name: String,
    workplace: String,
    days: String,
    /// What makes the same form the same link. No `Debug`: the link can be made from it.
    seed: String,
}

/// Which of the forms has problems.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Student,
    Staff,
    Workplace,
}

/// What is asked about a student, and of whom.
pub async fn show(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Html<String>, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let done = match done.done.as_str() {
        "asked" => Some(DONE_ASKED),
        "withdrawn" => Some(DONE_WITHDRAWN),
        "takenBack" => Some(DONE_TAKEN_BACK),
        _ => None,
    };
    Asks { portal: &portal, frame: &frame, caller: &caller, student: &student }.page(None, done).await
}

/// Asks the student to fill in a form, again or for the first time.
pub async fn ask_student(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    axum::Form(typed): axum::Form<Typed>,
) -> Result<Response, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let mut problems = Problems::default();
    problems.unless(portal.catalog.form(&typed.form).is_some(), "student-form", CHOOSE_FORM);
    problems.unless(is_due(portal.clock.today(), &typed.due), "student-due", WRONG_DAY);
    let asked = if typed.who == "together" { Asked::Together } else { Asked::Student };
    let asks = Asks { portal: &portal, frame: &frame, caller: &caller, student: &student };
    asks.ask(Part::Student, &typed, problems, asked).await
}

/// Asks a member of staff to rate the student.
pub async fn ask_staff(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    axum::Form(typed): axum::Form<Typed>,
) -> Result<Response, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let mut problems = Problems::default();
    let is_rated = portal.catalog.form(&typed.form).is_some_and(|hosted| hosted.has_voice_of(Role::Staff));
    problems.unless(is_rated, "staff-form", CHOOSE_FORM);
    let colleagues = portal.store.colleagues(&caller, &student.id).await?;
    let is_colleague = colleagues.iter().any(|colleague| colleague.id == typed.person);
    problems.unless(is_colleague, "staff-person", CHOOSE_PERSON);
    problems.unless(is_due(portal.clock.today(), &typed.due), "staff-due", WRONG_DAY);
    let asks = Asks { portal: &portal, frame: &frame, caller: &caller, student: &student };
    asks.ask(Part::Staff, &typed, problems, Asked::Staff(&typed.person)).await
}

/// Makes a link for a workplace, and shows it once.
pub async fn make_link(
    State(portal): State<Shared>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    axum::Form(typed): axum::Form<Typed>,
) -> Result<Response, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let asks = Asks { portal: &portal, frame: &frame, caller: &caller, student: &student };
    let (name, workplace) = (line(&typed.name, LONGEST_NAME), line(&typed.workplace, LONGEST_NAME));
    let days = typed.days.trim().parse::<i64>().ok().filter(|days| VALID_DAYS.contains(days));
    let is_rated = portal.catalog.form(&typed.form).is_some_and(|hosted| hosted.has_voice_of(Role::Employer));
    let mut problems = Problems::default();
    problems.unless(is_rated, "workplace-form", CHOOSE_FORM);
    problems.unless(name.is_some(), "workplace-name", NAME_NEEDED);
    problems.unless(workplace.is_some(), "workplace-workplace", WORKPLACE_NEEDED);
    problems.unless(days.is_some(), "workplace-days", WRONG_DAYS);
    let (Some(name), Some(workplace), Some(days), true) = (name, workplace, days, problems.is_empty()) else {
        return asks.again(Part::Workplace, &typed, &problems).await;
    };
    let new = NewInvitation {
        form: &typed.form,
        person_name: &name,
        workplace: &workplace,
        expires_at: clock::now() + days * DAY,
        seed: Seed::read(&typed.seed),
    };
    let made = match portal.store.invite(&caller, &student.id, &new, &portal.link_key).await? {
        Inviting::Done(made) => made,
        Inviting::Waits => {
            let problems = Problems::of("workplace-name", LINK_WAITS);
            return asks.again(Part::Workplace, &typed, &problems).await;
        }
        Inviting::Unknown => return Err(Failure::NotFound),
    };
    if made.is_new {
        portal.store.record(&caller, Action::LinkMade, &made.assignment, &student.id).await?;
    }
    let address = address(&portal, &headers, &made.token);
    Ok(asks.shown_once(&new, made.expires_at, &address).into_response())
}

/// Takes a link back.
pub async fn withdraw(
    State(portal): State<Shared>,
    caller: Caller,
    Path((id, link)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    let links = portal.store.invitations(&caller, &student.id).await?;
    let found = links.iter().find(|own| own.id == link).ok_or(Failure::NotFound)?;
    if portal.store.withdraw(&caller, &student.id, &link).await? {
        portal.store.record(&caller, Action::LinkWithdrawn, &found.assignment_id, &student.id).await?;
    }
    Ok(Redirect::to(&format!("/students/{}/requests?done=withdrawn", student.id)))
}

/// Takes back what was asked of the student or a colleague.
pub async fn withdraw_request(
    State(portal): State<Shared>,
    caller: Caller,
    Path((id, request)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let student = portal.store.student(&caller, &id).await?.ok_or(Failure::NotFound)?;
    if !portal.store.withdraw_request(&caller, &student.id, &request).await? {
        return Err(Failure::NotFound);
    }
    portal.store.record(&caller, Action::AskWithdrawn, &request, &student.id).await?;
    Ok(Redirect::to(&format!("/students/{}/requests?done=takenBack", student.id)))
}

/// The address of a link, as it is sent to a workplace.
fn address(portal: &Shared, headers: &HeaderMap, token: &Secret<String>) -> Secret<String> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let home = match &portal.options.public_address {
        Some(address) => address.trim_end_matches('/').to_owned(),
        None => format!("http://{host}"),
    };
    Secret::new(format!("{home}{LINK}{}", token.expose()))
}

/// Whether a form can be asked for by a day: none, or one to come within [`LONGEST_WAIT`] years. A day has one spelling,
/// which is stored and sorted as it is.
fn is_due(today: Date, due: &str) -> bool {
    let last = today.checked_add(jiff::Span::new().years(LONGEST_WAIT)).unwrap_or(today);
    due.is_empty()
        || due.parse::<Date>().is_ok_and(|day| day.to_string() == due && (today..=last).contains(&day))
}

/// The page of one student's requests.
struct Asks<'a> {
    portal: &'a Shared,
    frame: &'a Frame,
    caller: &'a Caller,
    student: &'a Student,
}

impl Asks<'_> {
    async fn ask(
        &self,
        part: Part,
        typed: &Typed,
        mut problems: Problems,
        asked: Asked<'_>,
    ) -> Result<Response, Failure> {
        let Self { portal, caller, student, .. } = self;
        if problems.is_empty() {
            match portal.store.ask(caller, &student.id, &typed.form, asked, &typed.due).await? {
                Asking::Done(assignment) => {
                    portal.store.record(caller, Action::Ask, &assignment, &student.id).await?;
                    let to = format!("/students/{}/requests?done=asked", student.id);
                    return Ok(Redirect::to(&to).into_response());
                }
                Asking::Waits => {
                    let field = if part == Part::Staff { "staff-form" } else { "student-form" };
                    problems = Problems::of(field, ALREADY);
                }
                Asking::Unknown => return Err(Failure::NotFound),
            }
        }
        self.again(part, typed, &problems).await
    }

    async fn again(&self, part: Part, typed: &Typed, problems: &Problems) -> Result<Response, Failure> {
        let page = self.page(Some((part, typed, problems)), None).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    }

    async fn page(
        &self,
        wrong: Option<(Part, &Typed, &Problems)>,
        done: Option<Text>,
    ) -> Result<Html<String>, Failure> {
        let Self { portal, frame, caller, student } = self;
        let open = portal.store.open_requests(caller, &student.id).await?;
        let links = portal.store.invitations(caller, &student.id).await?;
        let (empty, right) = (Typed::default(), Problems::default());
        let of = |part| match wrong {
            Some((own, typed, problems)) if own == part => (typed, problems),
            _ => (&empty, &right),
        };
        let problems = wrong.map_or(&right, |(_, _, problems)| problems);
        let title = format!("{}: {}", student.name, frame.say(ASK));
        let content = html! {
            (back_to_student(frame, student))
            h1 { (title) }
            (problems.summary(frame))
            @if let Some(done) = done { p class="done" role="status" { (frame.say(done)) } }
            section aria-labelledby="waiting" {
                h2 id="waiting" { (frame.say(WAITING)) }
                @if open.is_empty() { p class="nothing" { (frame.say(NOTHING)) } }
                @else {
                    table {
                        thead { tr {
                            @for name in [FORM, ASKED, ASKED_BY, DUE] { th scope="col" { (frame.say(name)) } }
                            th scope="col" { span class="unseen" { (frame.say(TAKE_BACK)) } }
                        } }
                        tbody {
                            @for row in &open {
                                tr {
                                    th scope="row" { (portal.catalog.title(&row.form, frame.locale)) }
                                    td data-name=(frame.say(ASKED)) {
                                        @if row.respondent.is_empty() { (frame.say(STUDENT)) }
                                        @else { (row.respondent) }
                                    }
                                    td data-name=(frame.say(ASKED_BY)) { (row.assigned_by) }
                                    td data-name=(frame.say(DUE)) {
                                        @if row.due.is_empty() { "–" }
                                        @else { (clock::day(&row.due, frame.language())) }
                                    }
                                    td { @if row.withdrawable == 1 { (self.take_back(row)) } }
                                }
                            }
                        }
                    }
                    p class="hint" id="take-back-hint" { (frame.say(TAKE_BACK_HINT)) }
                }
            }
            section aria-labelledby="links" {
                h2 id="links" { (frame.say(LINKS)) }
                @if links.is_empty() { p class="nothing" { (frame.say(NO_LINKS)) } }
                @else { (self.links(&links)) }
            }
            div class="columns asks" {
                (self.to_student(of(Part::Student)))
                (self.to_staff(of(Part::Staff)).await?)
                (self.to_workplace(of(Part::Workplace))?)
            }
        };
        Ok(layout::page(frame, &problems.title(frame, &title), Script::None, &content))
    }

    fn take_back(&self, request: &OpenRequest) -> Markup {
        let Self { portal, frame, student, .. } = self;
        let whose = if request.respondent.is_empty() { &student.name } else { &request.respondent };
        html! {
            form method="post" action={ "/students/" (student.id) "/requests/" (request.id) "/withdraw" } {
                button class="quiet" aria-describedby="take-back-hint" {
                    (frame.say(TAKE_BACK))
                    span class="unseen" {
                        ": " (portal.catalog.title(&request.form, frame.locale)) ", " (whose)
                    }
                }
            }
        }
    }

    fn links(&self, links: &[Invitation]) -> Markup {
        let Self { portal, frame, student, .. } = self;
        let now = clock::now();
        html! {
            table {
                thead { tr {
                    @for name in [ASKED, FORM, STATE, VALID_UNTIL] { th scope="col" { (frame.say(name)) } }
                    th scope="col" { span class="unseen" { (frame.say(WITHDRAW)) } }
                } }
                tbody {
                    @for link in links {
                        tr {
                            th scope="row" { (link.person_name) ", " (link.workplace) }
                            td data-name=(frame.say(FORM)) { (portal.catalog.title(&link.form, frame.locale)) }
                            td data-name=(frame.say(STATE)) { (frame.say(state_name(link.state(now)))) }
                            td data-name=(frame.say(VALID_UNTIL)) { (day(portal, frame, link.expires_at)) }
                            td {
                                @if link.is_live(now) {
                                    form method="post"
                                        action={ "/students/" (student.id) "/links/" (link.id) "/withdraw" } {
                                        button class="quiet" {
                                            (frame.say(WITHDRAW))
                                            span class="unseen" { ": " (link.person_name) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn to_student(&self, (typed, problems): (&Typed, &Problems)) -> Markup {
        let Self { portal, frame, student, .. } = self;
        html! {
            section class="card" aria-labelledby="to-student" {
                h2 id="to-student" { (frame.say(TO_STUDENT)) }
                p { (frame.say(TO_STUDENT_HINT)) }
                form method="post" action={ "/students/" (student.id) "/requests/student" } {
                    (self.forms("student-form", typed, problems, portal.catalog.ids()))
                    p class="field" {
                        label for="student-who" { (frame.say(WHO)) }
                        select id="student-who" name="who" {
                            option value="alone" { (frame.say(ALONE)) }
                            option value="together" selected[typed.who == "together"] { (frame.say(TOGETHER)) }
                        }
                    }
                    (self.due("student-due", typed, problems))
                    button { (frame.say(SEND)) }
                }
            }
        }
    }

    async fn to_staff(&self, (typed, problems): (&Typed, &Problems)) -> Result<Markup, Failure> {
        let Self { portal, frame, caller, student } = self;
        let colleagues = portal.store.colleagues(caller, &student.id).await?;
        Ok(html! {
            section class="card" aria-labelledby="to-staff" {
                h2 id="to-staff" { (frame.say(TO_STAFF)) }
                form method="post" action={ "/students/" (student.id) "/requests/staff" } {
                    (self.forms("staff-form", typed, problems, self.rated_by(Role::Staff)))
                    p class="field" {
                        label for="staff-person" { (frame.say(MEMBER)) }
                        (problems.at(frame, "staff-person"))
                        select id="staff-person" name="person" aria-invalid=[problems.invalid("staff-person")]
                            aria-describedby=[problems.described_by("staff-person", false)] {
                            @for colleague in &colleagues {
                                option value=(colleague.id) selected[colleague.id == typed.person] {
                                    (colleague.name)
                                    @if let Some(role) = colleague.role() { ", " (frame.say(role.name())) }
                                }
                            }
                        }
                    }
                    (self.due("staff-due", typed, problems))
                    button { (frame.say(SEND)) }
                }
            }
        })
    }

    fn to_workplace(&self, (typed, problems): (&Typed, &Problems)) -> Result<Markup, Failure> {
        let Self { frame, student, .. } = self;
        let days = if typed.days.is_empty() { USUAL_DAYS } else { &typed.days };
        let seed = random_token()?;
        Ok(html! {
            section class="card" aria-labelledby="to-workplace" {
                h2 id="to-workplace" { (frame.say(TO_WORKPLACE)) }
                p { (frame.say(TO_WORKPLACE_HINT)) }
                form method="post" action={ "/students/" (student.id) "/links" } {
                    input type="hidden" name="seed" value=(seed.expose());
                    (self.forms("workplace-form", typed, problems, self.rated_by(Role::Employer)))
                    @for (id, name, label, value) in [
                        ("workplace-name", "name", PERSON, &typed.name),
                        ("workplace-workplace", "workplace", WORKPLACE, &typed.workplace),
                    ] {
                        p class="field" {
                            label for=(id) { (frame.say(label)) }
                            (problems.at(frame, id))
                            input id=(id) name=(name) value=(value) required maxlength=(LONGEST_NAME)
                                autocomplete="off" aria-invalid=[problems.invalid(id)]
                                aria-describedby=[problems.described_by(id, false)];
                        }
                    }
                    p class="field" {
                        label for="workplace-days" { (frame.say(DAYS)) }
                        span class="hint" id="workplace-days-hint" { (frame.say(DAYS_HINT)) }
                        (problems.at(frame, "workplace-days"))
                        input id="workplace-days" name="days" type="number" min="1" max="60" value=(days) required
                            aria-invalid=[problems.invalid("workplace-days")]
                            aria-describedby=[problems.described_by("workplace-days", true)];
                    }
                    button { (frame.say(MAKE_LINK)) }
                }
            }
        })
    }

    /// The forms in whose results somebody with this role has a voice.
    fn rated_by(&self, role: Role) -> impl Iterator<Item = &str> {
        let forms = self.portal.catalog.forms().filter(move |hosted| hosted.has_voice_of(role));
        forms.map(|hosted| hosted.form.reference().id.as_str())
    }

    fn forms<'i>(
        &self,
        id: &'static str,
        typed: &Typed,
        problems: &Problems,
        forms: impl Iterator<Item = &'i str>,
    ) -> Markup {
        let Self { portal, frame, .. } = self;
        html! {
            p class="field" {
                label for=(id) { (frame.say(FORM)) }
                (problems.at(frame, id))
                select id=(id) name="form" aria-invalid=[problems.invalid(id)]
                    aria-describedby=[problems.described_by(id, false)] {
                    @for form in forms {
                        option value=(form) selected[form == typed.form] {
                            (portal.catalog.title(form, frame.locale))
                        }
                    }
                }
            }
        }
    }

    fn due(&self, id: &'static str, typed: &Typed, problems: &Problems) -> Markup {
        let frame = self.frame;
        html! {
            p class="field" {
                label for=(id) { (frame.say(DUE_DAY)) }
                (problems.at(frame, id))
                input id=(id) name="due" type="date" value=(typed.due) aria-invalid=[problems.invalid(id)]
                    aria-describedby=[problems.described_by(id, false)];
            }
        }
    }

    /// What can be sent along with the link. Of the student it tells what the link tells.
    fn message(&self, new: &NewInvitation<'_>, expires_at: i64, address: &Secret<String>) -> Secret<String> {
        let Self { portal, frame, caller, student } = self;
        Secret::new(format!(
            "{} {}!\n\n{} {}. {}\n{}\n\n{} {}.\n\n{}\n{}",
            frame.say(GREETING),
            new.person_name,
            frame.say(MESSAGE_ASKS),
            student.preferred_name,
            frame.say(MESSAGE_LINK),
            address.expose(),
            frame.say(MESSAGE_END),
            day(portal, frame, expires_at),
            frame.say(MESSAGE_THANKS),
            caller.name(),
        ))
    }

    /// The page that shows a new link: the only one that ever does.
    fn shown_once(&self, new: &NewInvitation<'_>, expires_at: i64, address: &Secret<String>) -> Html<String> {
        let Self { portal, frame, student, .. } = self;
        let content = html! {
            p class="back" { a href={ "/students/" (student.id) "/requests" } { (frame.say(BACK)) } }
            h1 { (frame.say(NEW_LINK)) }
            dl class="facts" {
                dt { (frame.say(STUDENT)) } dd { (student.preferred_name) }
                dt { (frame.say(ASKED)) } dd { (new.person_name) ", " (new.workplace) }
                dt { (frame.say(FORM)) } dd { (portal.catalog.title(new.form, frame.locale)) }
                dt { (frame.say(VALID_UNTIL)) } dd { (moment(portal, frame, expires_at)) }
            }
            div class="card" {
                p { strong { (frame.say(ONCE)) } }
                p class="field" {
                    label for="link" { (frame.say(NEW_LINK)) }
                    input id="link" readonly value=(address.expose()) autocomplete="off" spellcheck="false";
                }
                p class="field" {
                    label for="message" { (frame.say(MESSAGE)) }
                    textarea id="message" readonly rows="12" { (self.message(new, expires_at, address).expose()) }
                }
                p class="choices" {
                    @for (what, name) in [("link", COPY), ("message", COPY_MESSAGE)] {
                        button type="button" data-copy=(what) data-copied=(frame.say(COPIED))
                            data-failed=(frame.say(NOT_COPIED)) { (frame.say(name)) }
                    }
                    span id="copied" role="status" {}
                }
                p class="hint" { (frame.say(SEND_HINT)) }
            }
        };
        layout::page(frame, frame.say(NEW_LINK), Script::None, &content)
    }
}

fn day(portal: &Shared, frame: &Frame, at: i64) -> String {
    clock::day(&portal.clock.day_of(at).to_string(), frame.language())
}

fn state_name(state: LinkState) -> Text {
    match state {
        LinkState::Waiting => text("Odottaa", "Väntar", "Waiting"),
        LinkState::Opened => text("Avattu", "Öppnad", "Opened"),
        LinkState::Answered => text("Vastattu", "Besvarad", "Answered"),
        LinkState::Expired => text("Vanhentunut", "Har gått ut", "Expired"),
        LinkState::Withdrawn => text("Peruttu", "Indragen", "Withdrawn"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_due;

    #[test]
    fn days_are_to_come_and_have_one_spelling() -> Result<(), jiff::Error> {
        let today = "2026-11-22".parse()?;
        for right in ["", "2026-11-22", "2027-02-28", "2028-11-22"] {
            assert!(is_due(today, right), "{right}");
        }
        for wrong in [
            "2026-11-21",
            "2028-11-23",
            "9999-12-31",
            "20261201",
            "2026-12-01T10:00",
            "2026-12-01[Europe/Helsinki]",
            "+002026-12-01",
            "2026-12-32",
            " 2026-12-01",
            "x",
        ] {
            assert!(!is_due(today, wrong), "{wrong}");
        }
        Ok(())
    }
}
