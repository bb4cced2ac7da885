-- Ratings that were talked through with the student after they had been sent: then she sees them, whatever their author
-- answered. Rows are added, never changed.
CREATE TABLE talked_through (
    submission_id TEXT PRIMARY KEY NOT NULL REFERENCES submission (id),
    by_id TEXT NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL
);

-- The reference to whoever is invited, as it stands in what they send: the same for every link that the same person of
-- the same workplace gets about the same student and form, so that a renewed link is another round of one voice.
ALTER TABLE invitation ADD COLUMN author_reference TEXT NOT NULL DEFAULT '';
UPDATE invitation SET author_reference = id;

-- When whoever asked, or a colleague, took a request back; 0 when nobody did. A column of its own, since SQLite cannot
-- widen the CHECK of `state`; that stays `open`.
ALTER TABLE assignment ADD COLUMN withdrawn_at BIGINT NOT NULL DEFAULT 0;
