-- One row for each topic that keeps a message. Times are milliseconds of the wall clock.
CREATE TABLE retained_message (
    topic         TEXT    NOT NULL PRIMARY KEY COLLATE BINARY,
    payload       BLOB    NOT NULL,
    qos           INTEGER NOT NULL,
    properties    BLOB    NOT NULL, -- as MQTT 5.0 encodes them
    publisher     TEXT    NOT NULL, -- Client Identifier
    published_at  INTEGER NOT NULL,
    expires_at    INTEGER,          -- null: never
    version_clock INTEGER NOT NULL,
    version_node  INTEGER NOT NULL
) STRICT;

CREATE INDEX retained_message_expiry ON retained_message (expires_at) WHERE expires_at IS NOT NULL;
