//! The fictional people and forms of the demonstration. Identity codes are of the test range.

use super::Store;
use crate::clock;
use crate::password;
use crate::person::PersonRole;
use jiff::civil::Date;

struct Person {
    id: &'static str,
    role: PersonRole,
    names: [&'static str; 3],
    language: &'static str,
    identity: [&'static str; 2],
    origin: [&'static str; 2],
    address: [&'static str; 4],
    contact: [&'static str; 2],
    non_disclosure: bool,
}

const STAFF: Person = Person {
    id: "",
    role: PersonRole::It,
    names: [""; 3],
    language: "fi",
    identity: [""; 2],
    origin: [""; 2],
    address: [""; 4],
    contact: [""; 2],
    non_disclosure: false,
};

const PEOPLE: &[Person] = &[
    Person {
        id: "aino",
        role: PersonRole::Student,
        names: ["Aino Helmi", "Aino", "Testinen"],
        identity: ["300410B904A", "2010-04-30"],
        origin: ["246", "FI"],
        address: ["Harjoituskatu 3 B 7", "67100", "Kokkola", "272"],
        contact: ["+358400000401", "aino.testinen@posti.example"],
        ..STAFF
    },
    Person {
        id: "satu",
        role: PersonRole::Student,
        names: ["Satu Maarit", "Satu", "Koivuharju"],
        identity: ["140381-902E", "1981-03-14"],
        origin: ["246", "FI"],
        address: ["Testipolku 5 A 2", "67100", "Kokkola", "272"],
        contact: ["+358400000101", "satu.koivuharju@posti.example"],
        ..STAFF
    },
    Person {
        id: "eetu",
        role: PersonRole::Student,
        names: ["Eetu Oskari", "Eetu", "Lehtovaara"],
        language: "fi-x-selko",
        identity: ["220607A903Y", "2007-06-22"],
        origin: ["246", "FI"],
        address: ["Esimerkintie 12", "69100", "Kannus", "217"],
        contact: ["+358400000301", "eetu@posti.example"],
        ..STAFF
    },
    Person {
        id: "rojin",
        role: PersonRole::Student,
        names: ["Rojin", "Rojin", "Darwish"],
        language: "fi-x-selko",
        identity: ["050991Y912C", "1991-09-05"],
        origin: ["760", "KU"],
        // Non-disclosure for personal safety: the portal has no address of hers.
        contact: ["+358400000201", ""],
        non_disclosure: true,
        ..STAFF
    },
    Person { id: "hanna", role: PersonRole::Guardian, names: ["Hanna", "Hanna", "Testinen"], ..STAFF },
    Person { id: "minna", role: PersonRole::Guardian, names: ["Minna", "Minna", "Lehtovaara"], ..STAFF },
    Person { id: "aro", role: PersonRole::Teacher, names: ["Heikki", "H.", "Aro"], ..STAFF },
    Person { id: "hakala", role: PersonRole::Counsellor, names: ["Niina", "N.", "Hakala"], ..STAFF },
    Person { id: "virta", role: PersonRole::Office, names: ["Elina", "E.", "Virta"], ..STAFF },
    Person { id: "yllapito", role: PersonRole::It, names: ["Kim", "K.", "Portin"], ..STAFF },
];

const GUARDIANSHIPS: &[(&str, &str)] = &[("hanna", "aino"), ("minna", "eetu")];
const RESPONSIBILITIES: &[(&str, &str)] = &[
    ("aro", "aino"),
    ("aro", "satu"),
    ("aro", "eetu"),
    ("hakala", "aino"),
    ("hakala", "satu"),
    ("hakala", "eetu"),
    ("hakala", "rojin"),
];

/// Who sent something of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// The student.
    Student,
    /// A counsellor together with the student.
    With(&'static str),
    /// A member of staff who was asked.
    Staff(&'static str),
    /// Somebody at a workplace.
    Workplace {
        /// Who.
        name: &'static str,
        /// Where they work.
        workplace: &'static str,
        /// Who invited them.
        by: &'static str,
    },
}

/// A form that somebody was asked to fill in before the first day.
pub struct PastTask<'a> {
    /// Id of the form.
    pub form: &'a str,
    /// Name of the example that was sent.
    pub example: &'a str,
    /// Whom it is about.
    pub subject: &'a str,
    /// When it was sent, in milliseconds.
    pub at: i64,
}

struct Task {
    id: &'static str,
    form: &'static str,
    subject: &'static str,
    by: &'static str,
    respondents: &'static str,
    repeats: bool,
    /// Days from now until it is needed; 0 for no day.
    due_in: i32,
}

const fn task(
    id: &'static str,
    form: &'static str,
    subject: &'static str,
    by: &'static str,
    respondents: &'static str,
    due_in: i32,
) -> Task {
    Task { id, form, subject, by, respondents, repeats: false, due_in }
}

const fn service(id: &'static str, form: &'static str, subject: &'static str) -> Task {
    Task { id, form, subject, by: "hakala", respondents: "student", repeats: true, due_in: 0 }
}

/// Ids are fixed, so that pages of the demonstration can be linked to; real ones are random.
const TASKS: &[Task] = &[
    task("aino-enrolment", "enrolment", "aino", "virta", "studentOrGuardian", 8),
    task("aino-initial", "initial", "aino", "hakala", "student", 16),
    task("aino-work-readiness", "workReadiness", "aino", "aro", "student", 23),
    task("aino-consent", "consent", "aino", "hakala", "studentOrGuardian", 10),
    service("aino-guidance", "guidanceContact", "aino"),
    task("satu-enrolment", "enrolment", "satu", "virta", "student", 8),
    task("satu-initial", "initial", "satu", "aro", "student", 16),
    task("satu-competence", "competence", "satu", "aro", "student", 30),
    task("satu-work-readiness", "workReadiness", "satu", "aro", "student", 23),
    task("satu-consent", "consent", "satu", "aro", "student", 10),
    service("satu-guidance", "guidanceContact", "satu"),
    service("satu-feedback", "feedback", "satu"),
    task("eetu-enrolment", "enrolment", "eetu", "virta", "student", 8),
    task("eetu-work-readiness", "workReadiness", "eetu", "hakala", "student", 5),
    task("eetu-consent", "consent", "eetu", "hakala", "student", 5),
    task("eetu-plan", "plan", "eetu", "hakala", "studentOrStaff", 12),
    service("eetu-guidance", "guidanceContact", "eetu"),
    task("rojin-enrolment", "enrolment", "rojin", "virta", "studentOrStaff", 8),
    task("rojin-initial", "initial", "rojin", "hakala", "studentOrStaff", 16),
    task("rojin-consent", "consent", "rojin", "hakala", "student", 10),
    service("rojin-guidance", "guidanceContact", "rojin"),
];

impl Store {
    /// Puts the demonstration's people and forms into an empty database.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn seed(&self, today: Date, has_form: impl Fn(&str) -> bool) -> anyhow::Result<()> {
        let people: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM person").fetch_one(&self.pool).await?;
        if people > 0 {
            return self.assign(today, has_form).await;
        }
        let hashes = tokio::task::spawn_blocking(|| {
            PEOPLE.iter().map(|person| password::hash(person.id)).collect::<anyhow::Result<Vec<_>>>()
        })
        .await??;
        let mut transaction = self.begin().await?;
        for (person, hash) in PEOPLE.iter().zip(hashes) {
            let mut insert = sqlx::query(
                "INSERT INTO person (id, login, password_hash, role, given_names, preferred_name, last_name, \
                 language, identity_code, birth_date, nationality, mother_tongue, street_address, postal_code, \
                 post_office, municipality, phone, email, non_disclosure) VALUES ($1, $1, $2, $3, $4, $5, $6, $7, \
                 $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) ON CONFLICT (id) DO NOTHING",
            )
            .bind(person.id)
            .bind(hash)
            .bind(person.role.as_str());
            let texts =
                person.names.iter().chain([&person.language]).chain(&person.identity).chain(&person.origin);
            for text in texts.chain(&person.address).chain(&person.contact) {
                insert = insert.bind(*text);
            }
            insert.bind(i64::from(person.non_disclosure)).execute(&mut *transaction).await?;
        }
        for (guardian, child) in GUARDIANSHIPS {
            sqlx::query(
                "INSERT INTO guardianship (guardian_id, child_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            )
            .bind(*guardian)
            .bind(*child)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        self.assign(today, has_form).await
    }

    /// Adds the demonstration's assignments that are missing, of the forms that there are.
    async fn assign(&self, today: Date, has_form: impl Fn(&str) -> bool) -> anyhow::Result<()> {
        let mut transaction = self.begin().await?;
        for (staff, student) in RESPONSIBILITIES {
            sqlx::query(
                "INSERT INTO responsibility (staff_id, student_id) SELECT $1, $2 WHERE EXISTS (SELECT 1 FROM person \
                 WHERE id = $1) AND EXISTS (SELECT 1 FROM person WHERE id = $2) ON CONFLICT DO NOTHING",
            )
            .bind(*staff)
            .bind(*student)
            .execute(&mut *transaction)
            .await?;
        }
        for task in TASKS.iter().filter(|task| has_form(task.form)) {
            let due = match task.due_in {
                0 => String::new(),
                days => today.checked_add(jiff::Span::new().days(days))?.to_string(),
            };
            sqlx::query(
                "INSERT INTO assignment (id, form, subject_id, assigned_by, respondents, repeats, submission_id, \
                 state, due, created_at) SELECT $1, $2, $3, $4, $5, $6, $7, 'open', $8, $9 \
                 WHERE EXISTS (SELECT 1 FROM person WHERE id = $3) ON CONFLICT (id) DO NOTHING",
            )
            .bind(task.id)
            .bind(task.form)
            .bind(task.subject)
            .bind(task.by)
            .bind(task.respondents)
            .bind(i64::from(task.repeats))
            .bind(uuid::Uuid::new_v4().to_string())
            .bind(due)
            .bind(clock::now())
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The assignment of something of the history, with its invitation when a workplace sends it: its id, when it has
    /// not been sent yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn seed_past_task(
        &self,
        task: &PastTask<'_>,
        sender: &Sender,
    ) -> anyhow::Result<Option<String>> {
        let id = format!("{}-{}-{}", task.subject, task.form, task.example);
        let asked_at = task.at - 7 * 24 * 60 * 60 * 1000;
        let (respondents, asked, respondent, by) = match *sender {
            Sender::Student => ("student", "", "", "hakala"),
            Sender::With(staff) => ("studentOrStaff", "", "", staff),
            Sender::Staff(staff) => ("student", "staff", staff, "hakala"),
            Sender::Workplace { by, .. } => ("student", "workplace", "", by),
        };
        let mut transaction = self.begin().await?;
        let added = sqlx::query(
            "INSERT INTO assignment (id, form, subject_id, assigned_by, respondents, repeats, submission_id, state, \
             due, created_at, asked, respondent_id) SELECT $1, $2, $3, $4, $5, 0, $6, 'open', '', $7, $8, $9 \
             WHERE EXISTS (SELECT 1 FROM person WHERE id = $3) AND EXISTS (SELECT 1 FROM person WHERE id = $4) \
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(id.clone())
        .bind(task.form.to_owned())
        .bind(task.subject.to_owned())
        .bind(by)
        .bind(respondents)
        .bind(uuid::Uuid::new_v4().to_string())
        .bind(asked_at)
        .bind(asked)
        .bind(respondent)
        .execute(&mut *transaction)
        .await?;
        if added.rows_affected() == 1
            && let Sender::Workplace { name, workplace, by } = *sender
        {
            // Nobody has the token of this link: it was never signed.
            let first: Option<String> = sqlx::query_scalar(
                "SELECT invitation.author_reference FROM invitation \
                 JOIN assignment ON assignment.id = invitation.assignment_id WHERE assignment.subject_id = $1 \
                 AND assignment.form = $2 AND invitation.person_name = $3 AND invitation.workplace = $4 \
                 ORDER BY invitation.created_at LIMIT 1",
            )
            .bind(task.subject.to_owned())
            .bind(task.form.to_owned())
            .bind(name)
            .bind(workplace)
            .fetch_optional(&mut *transaction)
            .await?;
            let invitation = uuid::Uuid::new_v4().to_string();
            sqlx::query(
                "INSERT INTO invitation (id, assignment_id, invited_by, person_name, workplace, token_hash, \
                 created_at, expires_at, opened_at, withdrawn_at, author_reference) \
                 VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8, 0, $9)",
            )
            .bind(invitation.clone())
            .bind(id.clone())
            .bind(by)
            .bind(name)
            .bind(workplace)
            .bind(asked_at)
            .bind(i64::MAX)
            .bind(task.at)
            .bind(first.unwrap_or(invitation))
            .execute(&mut *transaction)
            .await?;
        }
        let open: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM assignment WHERE id = $1 AND state = 'open'")
                .bind(id.clone())
                .fetch_one(&mut *transaction)
                .await?;
        transaction.commit().await?;
        Ok((open == 1).then_some(id))
    }

    /// Ends something of the history: staff have read it long ago, and the link of a workplace has ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_past_task(&self, assignment: &str, at: i64) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO reading (submission_id, person_id, read_at) SELECT submission.id, person.id, $1 \
             FROM submission JOIN person ON person.role IN ('teacher', 'counsellor', 'office') \
             WHERE submission.assignment_id = $2 ON CONFLICT (submission_id, person_id) DO NOTHING",
        )
        .bind(at)
        .bind(assignment.to_owned())
        .execute(&self.pool)
        .await?;
        sqlx::query("UPDATE invitation SET expires_at = $1 WHERE assignment_id = $2")
            .bind(at)
            .bind(assignment.to_owned())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Adds students with an open enrolment each and one session, for measurements: the tokens of the sessions
    /// with the ids of the assignments.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn seed_crowd(&self, form: &str, students: usize) -> anyhow::Result<Vec<(String, String)>> {
        let mut crowd = Vec::with_capacity(students);
        let mut transaction = self.begin().await?;
        for number in 0..students {
            let id = format!("crowd-{}", uuid::Uuid::new_v4().simple());
            let token = crate::secret::random_token()?.into_inner();
            sqlx::query(
                "INSERT INTO person (id, login, password_hash, role, given_names, preferred_name, last_name, \
                 language, identity_code, birth_date, nationality, mother_tongue, street_address, postal_code, \
                 post_office, municipality, phone, email, non_disclosure) VALUES ($1, $1, '', 'student', 'Testi', \
                 'Testi', $2, 'fi', '', '2000-01-01', '246', 'FI', '', '', '', '', '', '', 0)",
            )
            .bind(id.clone())
            .bind(format!("Testinen {number}"))
            .execute(&mut *transaction)
            .await?;
            sqlx::query(
                "INSERT INTO assignment (id, form, subject_id, assigned_by, respondents, repeats, submission_id, \
                 state, due, created_at) VALUES ($1, $2, $1, 'virta', 'student', 1, $1, 'open', '', $3)",
            )
            .bind(id.clone())
            .bind(form.to_owned())
            .bind(clock::now())
            .execute(&mut *transaction)
            .await?;
            sqlx::query(
                "INSERT INTO session (token_hash, person_id, started_at, seen_at) VALUES ($1, $2, $3, $3)",
            )
            .bind(crate::secret::sha256(token.as_bytes()))
            .bind(id.clone())
            .bind(clock::now())
            .execute(&mut *transaction)
            .await?;
            crowd.push((token, id));
        }
        transaction.commit().await?;
        Ok(crowd)
    }
}
