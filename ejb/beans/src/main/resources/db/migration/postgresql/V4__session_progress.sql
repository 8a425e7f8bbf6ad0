-- Subscriptions of sessions that have not had all the retained messages they were promised.
CREATE TABLE session_owed (
    session       BIGINT NOT NULL,
    filter_sha256 BYTEA  NOT NULL,
    filter        TEXT NOT NULL COLLATE "C",
    after_topic   TEXT COLLATE "C", -- the last one on its way, in the order of topics; null: none
    PRIMARY KEY (session, filter_sha256)
);

-- When the message got its packet_id: until then it has waited in the broker, and its Message Expiry Interval is what was left.
ALTER TABLE session_delivery ADD COLUMN begun_at BIGINT NOT NULL DEFAULT 0; -- 0: not sent yet
