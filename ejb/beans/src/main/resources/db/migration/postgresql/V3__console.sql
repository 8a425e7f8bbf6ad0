-- What the console keeps. Times are milliseconds of the wall clock.
CREATE TABLE console_user (
    name          TEXT   NOT NULL PRIMARY KEY COLLATE "C",
    role          TEXT   NOT NULL, -- ADMIN or VIEWER
    password_hash TEXT   NOT NULL, -- algorithm, iterations, salt and hash
    created_at    BIGINT NOT NULL,
    changed_at    BIGINT NOT NULL  -- of role or password: sessions of before end
);

CREATE TABLE api_key (
    id         TEXT   NOT NULL PRIMARY KEY,
    user_name  TEXT   NOT NULL REFERENCES console_user (name) ON DELETE CASCADE,
    label      TEXT   NOT NULL,
    key_sha256 TEXT   NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT              -- null: never
);

-- Who changed what.
CREATE TABLE audit_entry (
    id      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      BIGINT NOT NULL,
    who     TEXT   NOT NULL,
    action  TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    detail  TEXT   NOT NULL
);

-- Settings that were changed while the broker ran.
CREATE TABLE setting_override (
    name       TEXT   NOT NULL PRIMARY KEY,
    value      TEXT   NOT NULL,
    changed_by TEXT   NOT NULL,
    changed_at BIGINT NOT NULL
);
