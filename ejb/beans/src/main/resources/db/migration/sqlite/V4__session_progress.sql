-- Subscriptions of sessions that have not had all the retained messages they were promised.
CREATE TABLE session_owed (
    session       INTEGER NOT NULL,
    filter_sha256 BLOB    NOT NULL,
    filter        TEXT NOT NULL COLLATE BINARY,
    after_topic   TEXT COLLATE BINARY, -- the last one on its way, in the order of topics; null: none
    PRIMARY KEY (session, filter_sha256)
) STRICT, WITHOUT ROWID;

-- When the message got its packet_id: until then it has waited in the broker, and its Message Expiry Interval is what was left.
ALTER TABLE session_delivery ADD COLUMN begun_at INTEGER NOT NULL DEFAULT 0; -- 0: not sent yet
