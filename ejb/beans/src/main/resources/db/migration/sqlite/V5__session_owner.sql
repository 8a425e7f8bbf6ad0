-- Who may use the session: user:<name>, anonymous or application. Empty: whoever comes first, as before this version.
ALTER TABLE session ADD COLUMN owner TEXT NOT NULL DEFAULT '' COLLATE BINARY;
