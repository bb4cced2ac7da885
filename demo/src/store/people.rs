//! People: log-in and the student register.

use super::{Store, visibility::visible_subject};
use crate::guest::Guest;
use crate::person::{Caller, PersonRole, RegisterEntry};
use crate::secret::Secret;

/// What the log-in needs of a person.
pub struct LoginEntry {
    /// Opaque id.
    pub id: String,
    /// Role as stored.
    pub role: String,
    /// Password hash in PHC form.
    pub password_hash: Secret<String>,
}

/// A person on the demo's log-in page.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DemoPerson {
    /// Log-in name.
    pub login: String,
    /// Name.
    pub name: String,
    /// Role as stored.
    pub role: String,
}

impl DemoPerson {
    /// Role.
    #[must_use]
    pub fn role(&self) -> PersonRole {
        PersonRole::parse(&self.role).unwrap_or(PersonRole::Student)
    }
}

macro_rules! entry {
    () => {
        "SELECT id, given_names, preferred_name, last_name, language, identity_code, birth_date, nationality, \
         mother_tongue, street_address, postal_code, post_office, municipality, phone, email, non_disclosure \
         FROM person"
    };
}

impl Store {
    /// The person with this log-in name.
    pub async fn login_entry(&self, login: &str) -> sqlx::Result<Option<LoginEntry>> {
        let row: Option<(String, String, String)> =
            sqlx::query_as("SELECT id, role, password_hash FROM person WHERE login = $1")
                .bind(login.to_owned())
                .fetch_optional(&self.pool)
                .await?;
        Ok(row.map(|(id, role, hash)| LoginEntry { id, role, password_hash: Secret::new(hash) }))
    }

    /// Everybody, for the buttons of the demo's log-in page.
    pub async fn demo_people(&self) -> sqlx::Result<Vec<DemoPerson>> {
        sqlx::query_as(
            "SELECT login, preferred_name || ' ' || last_name AS name, role FROM person \
             ORDER BY CASE role WHEN 'student' THEN 1 WHEN 'guardian' THEN 2 WHEN 'teacher' THEN 3 \
             WHEN 'counsellor' THEN 4 WHEN 'office' THEN 5 ELSE 6 END, login",
        )
        .fetch_all(&self.pool)
        .await
    }

    /// The register entry of `person`, when the caller may see it.
    pub async fn register_entry(&self, caller: &Caller, person: &str) -> sqlx::Result<Option<RegisterEntry>> {
        sqlx::query_as(concat!(entry!(), " WHERE id = $4 AND ", visible_subject!("person.id")))
            .bind(caller.id.clone())
            .bind(caller.role.as_str())
            .bind(caller.adult_line())
            .bind(person.to_owned())
            .fetch_optional(&self.pool)
            .await
    }

    /// The register entry of the student whom a guest rates, to compare what comes from outside with it. Nothing of
    /// it may be handed out to the guest.
    pub async fn register_entry_for_checks(&self, guest: &Guest) -> sqlx::Result<Option<RegisterEntry>> {
        sqlx::query_as(concat!(entry!(), " WHERE id = $1"))
            .bind(guest.subject.clone())
            .fetch_optional(&self.pool)
            .await
    }
}
