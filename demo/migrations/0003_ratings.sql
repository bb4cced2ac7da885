-- Ratings by others, results that are talked about, decisions and notes.

-- Who is asked when it is not whom `respondents` names: a member of staff by name, or a workplace by its invitation.
-- A column of its own, since SQLite cannot widen the CHECK of another; `respondents` says nothing then.
ALTER TABLE assignment ADD COLUMN asked TEXT NOT NULL DEFAULT '' CHECK (asked IN ('', 'staff', 'workplace'));
ALTER TABLE assignment ADD COLUMN respondent_id TEXT NOT NULL DEFAULT '';

-- Somebody at a workplace who is asked by a signed link, without an account. Of the link only the hash is kept.
CREATE TABLE invitation (
    id TEXT PRIMARY KEY NOT NULL,
    assignment_id TEXT NOT NULL UNIQUE REFERENCES assignment (id),
    invited_by TEXT NOT NULL REFERENCES person (id),
    person_name TEXT NOT NULL,
    workplace TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- 0: not yet.
    opened_at BIGINT NOT NULL,
    withdrawn_at BIGINT NOT NULL
);

-- What an opened link becomes. It opens one form, and nothing else of the portal.
CREATE TABLE guest_session (
    token_hash TEXT PRIMARY KEY NOT NULL,
    invitation_id TEXT NOT NULL REFERENCES invitation (id),
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX guest_session_seen ON guest_session (seen_at);

CREATE TABLE guest_draft (
    invitation_id TEXT PRIMARY KEY NOT NULL REFERENCES invitation (id),
    revision BIGINT NOT NULL,
    body TEXT NOT NULL,
    saved_at BIGINT NOT NULL
);

-- The invitation by which it came; empty when a person of the portal sent it. `author_id` is then who invited: the
-- member of staff who answers for the link.
ALTER TABLE submission ADD COLUMN invitation_id TEXT NOT NULL DEFAULT '';

-- What a human decided, whatever was proposed. Rows are added, never changed: the latest counts.
CREATE TABLE decision (
    id TEXT PRIMARY KEY NOT NULL,
    subject_id TEXT NOT NULL REFERENCES person (id),
    proposal TEXT NOT NULL,
    -- What the rules proposed at that time.
    proposed TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL REFERENCES person (id),
    decided_at BIGINT NOT NULL
);
CREATE INDEX decision_subject ON decision (subject_id, proposal, id);

-- Notes of talks. Each row is a version; a corrected note has several, all kept. Ids sort by time.
CREATE TABLE note (
    id TEXT PRIMARY KEY NOT NULL,
    -- Id of the first version.
    note_id TEXT NOT NULL,
    subject_id TEXT NOT NULL REFERENCES person (id),
    author_id TEXT NOT NULL REFERENCES person (id),
    body TEXT NOT NULL,
    written_at BIGINT NOT NULL
);
CREATE INDEX note_subject ON note (subject_id, id);
