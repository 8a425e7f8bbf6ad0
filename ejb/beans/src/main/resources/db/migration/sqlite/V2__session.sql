-- Sessions that outlive their connection (section 4.1 of MQTT 5.0). Times are milliseconds of the wall clock; the largest
-- integer stands for never, and for a time that is not known yet. Wills and messages are complete in their rows.
CREATE TABLE session (
    number         INTEGER NOT NULL PRIMARY KEY,
    client_id      TEXT    NOT NULL COLLATE BINARY,
    expiry         INTEGER NOT NULL, -- seconds
    expires_at     INTEGER NOT NULL,
    will_at        INTEGER NOT NULL,
    will_topic     TEXT,             -- null: no Will
    will_payload   BLOB,
    will_qos       INTEGER,
    will_retain    INTEGER,
    will_properties BLOB,            -- as MQTT 5.0 encodes them
    will_expiry    INTEGER,          -- seconds
    will_delay     INTEGER           -- seconds
) STRICT;

-- The hash of a filter's UTF-8 form stands for it in the key, as PostgreSQL needs it.
CREATE TABLE session_subscription (
    session             INTEGER NOT NULL,
    filter_sha256       BLOB    NOT NULL,
    filter              TEXT    NOT NULL COLLATE BINARY,
    qos                 INTEGER NOT NULL,
    no_local            INTEGER NOT NULL,
    retain_as_published INTEGER NOT NULL,
    retain_handling     TEXT    NOT NULL, -- SEND_ALWAYS, SEND_IF_NEW or DO_NOT_SEND
    identifier          INTEGER NOT NULL, -- 0: none
    PRIMARY KEY (session, filter_sha256)
) STRICT, WITHOUT ROWID;

-- QoS 2 messages of the client that it has not released.
CREATE TABLE session_received (
    session   INTEGER NOT NULL,
    packet_id INTEGER NOT NULL,
    PRIMARY KEY (session, packet_id)
) STRICT, WITHOUT ROWID;

-- QoS 1 and 2 messages for the client: the larger the number, the later. Without a topic: only PUBREL is still to come.
CREATE TABLE session_delivery (
    number        INTEGER NOT NULL PRIMARY KEY,
    session       INTEGER NOT NULL,
    packet_id     INTEGER NOT NULL, -- 0: not sent yet
    qos           INTEGER,
    retain        INTEGER,
    identifiers   TEXT,             -- Subscription Identifiers, with commas between
    shared_filter TEXT,
    topic         TEXT COLLATE BINARY,
    payload       BLOB,
    message_qos   INTEGER,
    message_retain INTEGER,
    properties    BLOB,             -- as MQTT 5.0 encodes them
    publisher     TEXT,
    published_at  INTEGER,
    expires_at    INTEGER
) STRICT;
