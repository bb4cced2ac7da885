-- One SQL for SQLite and PostgreSQL: TEXT, BIGINT and BYTEA only. Times are milliseconds since 1970 in UTC,
-- days are YYYY-MM-DD, truth is 0 or 1, ids are opaque texts.

CREATE TABLE portal (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);

-- The student register and the staff list.
CREATE TABLE person (
    id TEXT PRIMARY KEY NOT NULL,
    login TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('student', 'guardian', 'teacher', 'counsellor', 'office', 'it')),
    given_names TEXT NOT NULL,
    preferred_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    language TEXT NOT NULL,
    identity_code TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    nationality TEXT NOT NULL,
    mother_tongue TEXT NOT NULL,
    street_address TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    post_office TEXT NOT NULL,
    municipality TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    non_disclosure BIGINT NOT NULL CHECK (non_disclosure IN (0, 1))
);

CREATE TABLE guardianship (
    guardian_id TEXT NOT NULL REFERENCES person (id),
    child_id TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (guardian_id, child_id)
);

-- Which teachers and counsellors are responsible for which students.
CREATE TABLE responsibility (
    staff_id TEXT NOT NULL REFERENCES person (id),
    student_id TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (staff_id, student_id)
);

-- Only the SHA-256 of a session's token is kept.
CREATE TABLE session (
    token_hash TEXT PRIMARY KEY NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX session_seen ON session (seen_at);

-- A form that somebody is asked to fill in about a student.
CREATE TABLE assignment (
    id TEXT PRIMARY KEY NOT NULL,
    form TEXT NOT NULL,
    subject_id TEXT NOT NULL REFERENCES person (id),
    assigned_by TEXT NOT NULL REFERENCES person (id),
    respondents TEXT NOT NULL CHECK (respondents IN ('student', 'studentOrGuardian', 'studentOrStaff')),
    -- 1: stays open after sending, such as a request for guidance.
    repeats BIGINT NOT NULL CHECK (repeats IN (0, 1)),
    -- The id that the submission will have; senders of a repeating form make their own.
    submission_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'sent')),
    due TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (submission_id)
);
CREATE INDEX assignment_subject ON assignment (subject_id, state);

-- One draft for each person who fills in: a guardian does not see what a student has half-written.
CREATE TABLE draft (
    assignment_id TEXT NOT NULL REFERENCES assignment (id),
    author_id TEXT NOT NULL REFERENCES person (id),
    revision BIGINT NOT NULL,
    body TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (assignment_id, author_id)
);

CREATE TABLE submission (
    id TEXT PRIMARY KEY NOT NULL,
    assignment_id TEXT NOT NULL REFERENCES assignment (id),
    form TEXT NOT NULL,
    form_version TEXT NOT NULL,
    subject_id TEXT NOT NULL REFERENCES person (id),
    author_id TEXT NOT NULL REFERENCES person (id),
    reference TEXT NOT NULL UNIQUE,
    received_at BIGINT NOT NULL,
    body_hash TEXT NOT NULL,
    body TEXT NOT NULL,
    -- Name and reference in lower case, for the search of the inbox.
    search_text TEXT NOT NULL
);
CREATE INDEX submission_received ON submission (received_at);
CREATE INDEX submission_subject ON submission (subject_id, received_at);

CREATE TABLE attachment (
    submission_id TEXT NOT NULL REFERENCES submission (id),
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (submission_id, sha256)
);

-- Who has opened which submission; no row means unread.
CREATE TABLE reading (
    submission_id TEXT NOT NULL REFERENCES submission (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    read_at BIGINT NOT NULL,
    PRIMARY KEY (submission_id, person_id)
);

-- Who did what, about whom. Never an answer. The id is a UUID version 7, so it sorts by time.
CREATE TABLE audit (
    id TEXT PRIMARY KEY NOT NULL,
    at BIGINT NOT NULL,
    boot TEXT NOT NULL,
    person_id TEXT NOT NULL,
    person_role TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    subject_id TEXT NOT NULL
);
CREATE INDEX audit_subject ON audit (subject_id, id);

CREATE TABLE policy_violation (
    id TEXT PRIMARY KEY NOT NULL,
    at BIGINT NOT NULL,
    directive TEXT NOT NULL,
    blocked TEXT NOT NULL,
    page TEXT NOT NULL
);
