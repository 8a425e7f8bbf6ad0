-- One row for each topic that keeps a message. Times are milliseconds of the wall clock.
-- An entry of a B-tree has at most 2.7 KB and a topic up to 64 KB: the key is the hash of the topic's UTF-8 form.
CREATE TABLE retained_message (
    topic_sha256  BYTEA    NOT NULL PRIMARY KEY,
    topic         TEXT     NOT NULL COLLATE "C",
    payload       BYTEA    NOT NULL,
    qos           SMALLINT NOT NULL,
    properties    BYTEA    NOT NULL, -- as MQTT 5.0 encodes them
    publisher     TEXT     NOT NULL, -- Client Identifier
    published_at  BIGINT   NOT NULL,
    expires_at    BIGINT,            -- null: never
    version_clock BIGINT   NOT NULL,
    version_node  INTEGER  NOT NULL
);

CREATE INDEX retained_message_expiry ON retained_message (expires_at) WHERE expires_at IS NOT NULL;
