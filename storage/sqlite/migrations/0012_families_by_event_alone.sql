-- No index on origin_jti: nobody looks a family up by it, and each sign-in wrote one more page of the log for it. SQLite drops no UNIQUE of a
-- column, so the table is made anew, and with it the one that refers to it: else the rows of that would end with the old one's.
CREATE TABLE new_refresh_families (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  origin_jti TEXT NOT NULL,
  event_id TEXT NOT NULL UNIQUE,
  app_client INTEGER NOT NULL REFERENCES pool_resources (id) ON DELETE CASCADE,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  authenticated_millis INTEGER NOT NULL,
  expires_millis INTEGER NOT NULL,
  kept_until_millis INTEGER NOT NULL,
  is_revoked INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE TABLE new_refresh_tokens (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  family INTEGER NOT NULL REFERENCES new_refresh_families (id) ON DELETE CASCADE,
  replaced_until_millis INTEGER  -- NULL: the newest
) STRICT;

INSERT INTO new_refresh_families SELECT id, origin_jti, event_id, app_client, user, authenticated_millis, expires_millis, kept_until_millis,
  is_revoked, document FROM refresh_families;
INSERT INTO new_refresh_tokens SELECT id, digest, family, replaced_until_millis FROM refresh_tokens;

-- Users remember the number up to which their families are revoked, so no number is given twice.
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_refresh_families', 0
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'new_refresh_families');
UPDATE sqlite_sequence SET seq = max(seq, ifnull((SELECT old.seq FROM sqlite_sequence AS old WHERE old.name = 'refresh_families'), 0))
  WHERE name = 'new_refresh_families';

DROP TABLE refresh_tokens;
DROP TABLE refresh_families;
ALTER TABLE new_refresh_families RENAME TO refresh_families;
ALTER TABLE new_refresh_tokens RENAME TO refresh_tokens;

CREATE INDEX refresh_families_of_app_client ON refresh_families (app_client);
CREATE INDEX refresh_families_of_user ON refresh_families (user);
CREATE INDEX refresh_families_by_expiry ON refresh_families (kept_until_millis);
CREATE INDEX refresh_tokens_of_family ON refresh_tokens (family);
