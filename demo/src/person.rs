//! People, their roles, and the caller of a request.

use crate::language::Text;
use guidance_contract::{Audience, Role};
use jiff::civil::Date;

/// What a person is in the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonRole {
    /// Fills in forms about herself.
    Student,
    /// Fills in forms about a child who is a minor.
    Guardian,
    /// Reads the forms of her own students.
    Teacher,
    /// Reads the forms of her own students, and fills in some with them.
    Counsellor,
    /// Study secretary: reads and handles all forms.
    Office,
    /// Runs the portal; reads no answers.
    It,
}

impl PersonRole {
    /// All roles.
    pub const ALL: [Self; 6] =
        [Self::Student, Self::Guardian, Self::Teacher, Self::Counsellor, Self::Office, Self::It];

    /// The role as stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Guardian => "guardian",
            Self::Teacher => "teacher",
            Self::Counsellor => "counsellor",
            Self::Office => "office",
            Self::It => "it",
        }
    }

    /// The role stored as `text`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    /// Name of the role.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Student => Text { fi: "Opiskelija", sv: "Studerande", en: "Student" },
            Self::Guardian => Text { fi: "Huoltaja", sv: "Vårdnadshavare", en: "Guardian" },
            Self::Teacher => Text { fi: "Opettaja", sv: "Lärare", en: "Teacher" },
            Self::Counsellor => {
                Text { fi: "Opinto-ohjaaja", sv: "Studiehandledare", en: "Guidance counsellor" }
            }
            Self::Office => Text { fi: "Opintosihteeri", sv: "Studiesekreterare", en: "Study secretary" },
            Self::It => {
                Text {
                    fi: "Järjestelmän ylläpito", sv: "Systemadministration", en: "System administration"
                }
            }
        }
    }

    /// Which answers the role may read; none for the people who run the machine.
    #[must_use]
    pub fn audience(self) -> Option<Audience> {
        match self {
            Self::Student => Some(Audience::Student),
            Self::Guardian => Some(Audience::Guardian),
            Self::Teacher => Some(Audience::Teacher),
            Self::Counsellor => Some(Audience::Counsellor),
            Self::Office => Some(Audience::Office),
            Self::It => None,
        }
    }

    /// The role that the rules of a form know.
    #[must_use]
    pub fn in_forms(self) -> Role {
        match self {
            Self::Student => Role::Student,
            Self::Guardian => Role::Guardian,
            Self::Teacher | Self::Counsellor | Self::Office | Self::It => Role::Staff,
        }
    }

    /// Whether the role has an inbox.
    #[must_use]
    pub fn has_inbox(self) -> bool {
        matches!(self, Self::Teacher | Self::Counsellor | Self::Office)
    }

    /// Whether the role fills in forms of its own list.
    #[must_use]
    pub fn has_forms(self) -> bool {
        matches!(self, Self::Student | Self::Guardian)
    }
}

/// Who asks: made from a live session only, and an argument of every query about people's data.
#[derive(Debug, Clone)]
pub struct Caller {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) role: PersonRole,
    pub(crate) session: String,
    pub(crate) born_by_adults: Date,
}

impl Caller {
    /// Opaque id of the person.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Name for the page.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Role of the person.
    #[must_use]
    pub fn role(&self) -> PersonRole {
        self.role
    }

    /// Those born later are minors today; a guardian reads nothing about an adult.
    pub(crate) fn adult_line(&self) -> String {
        self.born_by_adults.to_string()
    }
}

/// A row of the register, as the forms need it. No `Debug`: it is personal data.
#[derive(Clone, sqlx::FromRow)]
pub struct RegisterEntry {
    /// Opaque id.
    pub id: String,
    /// Given names.
    pub given_names: String,
    /// The given name in use.
    pub preferred_name: String,
    /// Family name.
    pub last_name: String,
    /// Language of service, a locale tag.
    pub language: String,
    /// Personal identity code, of the test range.
    pub identity_code: String,
    /// Date of birth, `YYYY-MM-DD`.
    pub birth_date: String,
    /// Nationality, ISO 3166-1 numeric.
    pub nationality: String,
    /// Mother tongue, code of Koodisto.
    pub mother_tongue: String,
    /// Street address; empty under non-disclosure.
    pub street_address: String,
    /// Postal code; empty under non-disclosure.
    pub postal_code: String,
    /// Post office; empty under non-disclosure.
    pub post_office: String,
    /// Municipality of residence; empty under non-disclosure.
    pub municipality: String,
    /// Phone number, E.164.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// 1: non-disclosure for personal safety (turvakielto).
    pub non_disclosure: i64,
}

impl RegisterEntry {
    /// Name in use.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.preferred_name, self.last_name)
    }

    /// Non-disclosure for personal safety, turvakielto: nobody is told where the person lives.
    #[must_use]
    pub fn is_non_disclosed(&self) -> bool {
        self.non_disclosure == 1
    }
}
