-- Sessions that outlive their connection (section 4.1 of MQTT 5.0). Times are milliseconds of the wall clock; the largest
-- integer stands for never, and for a time that is not known yet. Wills and messages are complete in their rows.
CREATE TABLE session (
    number         BIGINT  NOT NULL PRIMARY KEY,
    client_id      TEXT    NOT NULL COLLATE "C",
    expiry         BIGINT  NOT NULL, -- seconds
    expires_at     BIGINT  NOT NULL,
    will_at        BIGINT  NOT NULL,
    will_topic     TEXT,             -- null: no Will
    will_payload   BYTEA,
    will_qos       SMALLINT,
    will_retain    SMALLINT,
    will_properties BYTEA,           -- as MQTT 5.0 encodes them
    will_expiry    BIGINT,           -- seconds
    will_delay     BIGINT            -- seconds
);

-- An entry of a B-tree has at most 2.7 KB and a filter up to 64 KB: its hash is in the key.
CREATE TABLE session_subscription (
    session             BIGINT   NOT NULL,
    filter_sha256       BYTEA    NOT NULL,
    filter              TEXT     NOT NULL COLLATE "C",
    qos                 SMALLINT NOT NULL,
    no_local            SMALLINT NOT NULL,
    retain_as_published SMALLINT NOT NULL,
    retain_handling     TEXT     NOT NULL, -- SEND_ALWAYS, SEND_IF_NEW or DO_NOT_SEND
    identifier          INTEGER  NOT NULL, -- 0: none
    PRIMARY KEY (session, filter_sha256)
);

-- QoS 2 messages of the client that it has not released.
CREATE TABLE session_received (
    session   BIGINT  NOT NULL,
    packet_id INTEGER NOT NULL,
    PRIMARY KEY (session, packet_id)
);

-- QoS 1 and 2 messages for the client: the larger the number, the later. Without a topic: only PUBREL is still to come.
CREATE TABLE session_delivery (
    number         BIGINT   NOT NULL PRIMARY KEY,
    session        BIGINT   NOT NULL,
    packet_id      INTEGER  NOT NULL, -- 0: not sent yet
    qos            SMALLINT,
    retain         SMALLINT,
    identifiers    TEXT,              -- Subscription Identifiers, with commas between
    shared_filter  TEXT,
    topic          TEXT COLLATE "C",
    payload        BYTEA,
    message_qos    SMALLINT,
    message_retain SMALLINT,
    properties     BYTEA,             -- as MQTT 5.0 encodes them
    publisher      TEXT,
    published_at   BIGINT,
    expires_at     BIGINT
);
