-- Who may use the session: user:<name>, anonymous or application. Empty: whoever comes first, as before this version.
ALTER TABLE session ADD COLUMN owner TEXT COLLATE "C" NOT NULL DEFAULT '';
