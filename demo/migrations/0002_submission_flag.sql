-- What the office should look at in a submission, such as an identity code that is not the register's.
CREATE TABLE submission_flag (
    submission_id TEXT NOT NULL REFERENCES submission (id),
    item TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('differs', 'addressRemoved')),
    PRIMARY KEY (submission_id, item)
);
