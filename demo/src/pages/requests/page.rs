//! The page of one student's requests: what waits, the links, and the three forms that ask.

use super::link::day;
use super::texts::{
    ALONE, ALREADY, ASKED, ASKED_BY, DAYS, DAYS_HINT, DUE, DUE_DAY, FORM, LINKS, MAKE_LINK, MEMBER, NO_LINKS,
    NOTHING, PERSON, SEND, STATE, STUDENT, TAKE_BACK, TAKE_BACK_HINT, TO_STAFF, TO_STUDENT, TO_STUDENT_HINT,
    TO_WORKPLACE, TO_WORKPLACE_HINT, TOGETHER, VALID_UNTIL, WAITING, WHO, WITHDRAW, WORKPLACE,
};
use super::{LONGEST_NAME, Part, Typed, USUAL_DAYS};
use crate::clock;
use crate::language::{Text, text};
use crate::pages::fields::Problems;
use crate::pages::layout::{self, Script};
use crate::pages::students::{ASK, back_to_student};
use crate::person::Caller;
use crate::portal::Shared;
use crate::secret::random_token;
use crate::store::audit::Action;
use crate::store::invitations::{Invitation, LinkState};
use crate::store::students::{Asked, Asking, OpenRequest, Student};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use guidance_contract::Role;
use maud::{Markup, html};

/// The page of one student's requests.
pub(super) struct Asks<'a> {
    pub(super) portal: &'a Shared,
    pub(super) frame: &'a Frame,
    pub(super) caller: &'a Caller,
    pub(super) student: &'a Student,
}

impl Asks<'_> {
    /// Asks, when nothing is wrong; else the page again with what is.
    pub(super) async fn ask(
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

    /// The page again, with what is wrong.
    pub(super) async fn again(
        &self,
        part: Part,
        typed: &Typed,
        problems: &Problems,
    ) -> Result<Response, Failure> {
        let page = self.page(Some((part, typed, problems)), None).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    }

    /// The page.
    pub(super) async fn page(
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
