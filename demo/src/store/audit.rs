//! The audit list: who did what, about whom. It never holds an answer.

use super::{Store, people::LoginEntry, visibility::visible_subject};
use crate::clock;
use crate::guest::{self, Guest};
use crate::language::{Text, text};
use crate::person::{Caller, PersonRole};

/// Rows on one page of the list.
pub const PAGE: i64 = 50;

/// What somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Logged in.
    LogIn,
    /// Tried to log in, with a wrong password or an unknown name.
    LogInFailed,
    /// Logged out.
    LogOut,
    /// Opened a form that holds what the register knows about somebody else.
    RegisterRead,
    /// Opened an own draft again.
    DraftRead,
    /// Sent a form.
    Submit,
    /// Read a sent form.
    Read,
    /// Downloaded a file of a sent form.
    Download,
    /// Opened the page of a student: who has said what, and what is open.
    StudentRead,
    /// Read results.
    ResultsRead,
    /// Read what the rules propose for a student.
    ProposalRead,
    /// Decided on a proposal.
    Decide,
    /// Wrote or corrected a note.
    NoteWrite,
    /// Read notes.
    NoteRead,
    /// Asked somebody to fill in a form.
    Ask,
    /// Made a link for a workplace.
    LinkMade,
    /// Withdrew such a link.
    LinkWithdrawn,
    /// Opened such a link, and was told about whom it is.
    LinkOpened,
    /// Told that a rating has been talked through with the student, who sees it since.
    TalkedThrough,
    /// Took back what had been asked of a student or colleague.
    AskWithdrawn,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 20] = [
        Self::LogIn,
        Self::LogInFailed,
        Self::LogOut,
        Self::RegisterRead,
        Self::DraftRead,
        Self::Submit,
        Self::Read,
        Self::Download,
        Self::StudentRead,
        Self::ResultsRead,
        Self::ProposalRead,
        Self::Decide,
        Self::NoteWrite,
        Self::NoteRead,
        Self::Ask,
        Self::LinkMade,
        Self::LinkWithdrawn,
        Self::LinkOpened,
        Self::TalkedThrough,
        Self::AskWithdrawn,
    ];

    /// The action as stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LogIn => "logIn",
            Self::LogInFailed => "logInFailed",
            Self::LogOut => "logOut",
            Self::RegisterRead => "registerRead",
            Self::DraftRead => "draftRead",
            Self::Submit => "submit",
            Self::Read => "read",
            Self::Download => "download",
            Self::StudentRead => "studentRead",
            Self::ResultsRead => "resultsRead",
            Self::ProposalRead => "proposalRead",
            Self::Decide => "decide",
            Self::NoteWrite => "noteWrite",
            Self::NoteRead => "noteRead",
            Self::Ask => "ask",
            Self::LinkMade => "linkMade",
            Self::LinkWithdrawn => "linkWithdrawn",
            Self::LinkOpened => "linkOpened",
            Self::TalkedThrough => "talkedThrough",
            Self::AskWithdrawn => "askWithdrawn",
        }
    }

    /// The action in words.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::LogIn => Text { fi: "Kirjautui sisään", sv: "Loggade in", en: "Logged in" },
            Self::LogInFailed => Text {
                fi: "Kirjautuminen epäonnistui",
                sv: "Inloggningen misslyckades",
                en: "Failed to log in",
            },
            Self::LogOut => Text { fi: "Kirjautui ulos", sv: "Loggade ut", en: "Logged out" },
            Self::RegisterRead => Text {
                fi: "Avasi lomakkeen, jossa on rekisterin tietoja",
                sv: "Öppnade ett formulär med uppgifter ur registret",
                en: "Opened a form with data of the register",
            },
            Self::DraftRead => {
                Text { fi: "Avasi oman luonnoksen", sv: "Öppnade eget utkast", en: "Opened an own draft" }
            }
            Self::Submit => {
                Text { fi: "Lähetti lomakkeen", sv: "Skickade ett formulär", en: "Sent a form" }
            }
            Self::Read => Text { fi: "Luki lomakkeen", sv: "Läste ett formulär", en: "Read a form" },
            Self::Download => {
                Text { fi: "Latasi liitteen", sv: "Laddade ner en bilaga", en: "Downloaded a file" }
            }
            Self::StudentRead => {
                text("Avasi opiskelijan sivun", "Öppnade den studerandes sida", "Opened the student’s page")
            }
            Self::ResultsRead => text("Luki tulokset", "Läste resultaten", "Read the results"),
            Self::ProposalRead => text(
                "Luki ehdotuksen keskustelun tueksi",
                "Läste ett förslag som stöd för samtalet",
                "Read a proposal for the talk",
            ),
            Self::Decide => text("Kirjasi päätöksen", "Skrev in ett beslut", "Recorded a decision"),
            Self::NoteWrite => text(
                "Kirjoitti muistiinpanon keskustelusta",
                "Skrev en anteckning om ett samtal",
                "Wrote a note of a talk",
            ),
            Self::NoteRead => text(
                "Luki muistiinpanot keskusteluista",
                "Läste anteckningarna om samtal",
                "Read the notes of talks",
            ),
            Self::Ask => text("Pyysi täyttämään lomakkeen", "Bad om ett formulär", "Asked for a form"),
            Self::LinkMade => text(
                "Teki linkin työpaikalle",
                "Skapade en länk till en arbetsplats",
                "Made a link for a workplace",
            ),
            Self::LinkWithdrawn => text(
                "Perui työpaikan linkin",
                "Drog in länken till en arbetsplats",
                "Withdrew the link of a workplace",
            ),
            Self::LinkOpened => text(
                "Avasi lomakkeen linkistä",
                "Öppnade formuläret via länken",
                "Opened the form by the link",
            ),
            Self::TalkedThrough => text(
                "Kävi arvion läpi opiskelijan kanssa",
                "Gick igenom en bedömning med den studerande",
                "Talked a rating through with the student",
            ),
            Self::AskWithdrawn => text(
                "Perui pyynnön täyttää lomake",
                "Tog tillbaka en begäran om ett formulär",
                "Took back a request for a form",
            ),
        }
    }
}

/// One row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Entry {
    /// When, in milliseconds.
    pub at: i64,
    /// Who.
    pub person_name: String,
    /// In which role, as stored.
    pub person_role: String,
    /// What, as stored.
    pub action: String,
    /// Which form it was about; may be empty.
    pub form: String,
    /// Reference of the submission; may be empty.
    pub reference: String,
    /// About whom; may be empty.
    pub subject_name: String,
}

impl Entry {
    /// What was done.
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        Action::ALL.into_iter().find(|action| action.as_str() == self.action)
    }

    /// In which role.
    #[must_use]
    pub fn role(&self) -> Option<Text> {
        if self.person_role == guest::ROLE {
            return Some(text("Työpaikka", "Arbetsplats", "Workplace"));
        }
        PersonRole::parse(&self.person_role).map(PersonRole::name)
    }
}

macro_rules! select {
    ($rest:expr) => {
        concat!(
            "SELECT audit.at, COALESCE(who.preferred_name || ' ' || who.last_name, \
             guest.person_name || ', ' || guest.workplace, '') AS person_name, \
             audit.person_role, audit.action, \
             COALESCE(submission.form, assignment.form, \
             CASE WHEN audit.action = 'resultsRead' THEN audit.target END, '') AS form, \
             COALESCE(submission.reference, '') AS reference, \
             COALESCE(subject.preferred_name || ' ' || subject.last_name, '') AS subject_name FROM audit \
             LEFT JOIN person AS who ON who.id = audit.person_id \
             LEFT JOIN invitation AS guest ON guest.id = audit.person_id \
             LEFT JOIN person AS subject ON subject.id = audit.subject_id \
             LEFT JOIN submission ON submission.id = audit.target \
             LEFT JOIN assignment ON assignment.id = audit.target ",
            $rest
        )
    };
}

impl Store {
    /// Writes down what the caller did.
    pub async fn record(
        &self,
        caller: &Caller,
        action: Action,
        target: &str,
        subject: &str,
    ) -> sqlx::Result<()> {
        self.write_down(&caller.id, caller.role.as_str(), action, target, subject).await
    }

    /// Writes down what somebody at a workplace did.
    pub async fn record_of_guest(&self, guest: &Guest, action: Action, target: &str) -> sqlx::Result<()> {
        self.write_down(&guest.invitation, guest::ROLE, action, target, &guest.subject).await
    }

    /// Writes down a failed log-in: with the person when the name is somebody's, and never the name as typed, which
    /// may be a password in the wrong field.
    pub async fn record_failed_log_in(&self, person: Option<&LoginEntry>) -> sqlx::Result<()> {
        let (id, role) = person.map_or(("", ""), |entry| (entry.id.as_str(), entry.role.as_str()));
        self.write_down(id, role, Action::LogInFailed, "", "").await
    }

    async fn write_down(
        &self,
        person: &str,
        role: &str,
        action: Action,
        target: &str,
        subject: &str,
    ) -> sqlx::Result<()> {
        sqlx::query(
            "INSERT INTO audit (id, at, boot, person_id, person_role, action, target, subject_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(uuid::Uuid::now_v7().to_string())
        .bind(clock::now())
        .bind(self.boot.to_string())
        .bind(person.to_owned())
        .bind(role.to_owned())
        .bind(action.as_str())
        .bind(target.to_owned())
        .bind(subject.to_owned())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// One page of the whole list, for the office and IT; nothing for others.
    pub async fn audit_list(&self, caller: &Caller, page: i64) -> sqlx::Result<Vec<Entry>> {
        sqlx::query_as(select!("WHERE $1 IN ('office', 'it') ORDER BY audit.id DESC LIMIT 50 OFFSET $2"))
            .bind(caller.role.as_str())
            .bind(page * PAGE)
            .fetch_all(&self.pool)
            .await
    }

    /// Who has handled forms about the people whom a student or guardian sees.
    pub async fn audit_about_own(&self, caller: &Caller) -> sqlx::Result<Vec<Entry>> {
        sqlx::query_as(select!(concat!(
            "WHERE $2 IN ('student', 'guardian') AND audit.action NOT IN ('logIn', 'logInFailed', 'logOut', \
             'draftRead') AND ",
            visible_subject!("audit.subject_id"),
            " ORDER BY audit.id DESC LIMIT 200"
        )))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .fetch_all(&self.pool)
        .await
    }
}
