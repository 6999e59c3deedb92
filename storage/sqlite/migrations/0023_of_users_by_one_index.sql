-- Who looks a refresh family or a session up by its id knows whose it is. So one index by the user takes the place of two, and each sign-in
-- writes one random page of the log less for either. SQLite drops no UNIQUE of a column, so the tables are made anew, and with
-- refresh_families the one that refers to it: else the rows of that would end with the old one's.
CREATE TABLE new_refresh_families (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  origin_jti TEXT NOT NULL,
  event_id TEXT NOT NULL,
  app_client INTEGER NOT NULL REFERENCES pool_resources (id) ON DELETE CASCADE,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  authenticated_millis INTEGER NOT NULL,
  expires_millis INTEGER NOT NULL,
  kept_until_millis INTEGER NOT NULL,
  is_revoked INTEGER NOT NULL,
  document TEXT NOT NULL,
  device_key TEXT,
  UNIQUE (user, event_id)
) STRICT;

CREATE TABLE new_refresh_tokens (
  digest BLOB NOT NULL PRIMARY KEY,
  family INTEGER NOT NULL REFERENCES new_refresh_families (id) ON DELETE CASCADE,
  replaced_until_millis INTEGER  -- NULL: the newest
) STRICT, WITHOUT ROWID;

CREATE TABLE new_user_sessions (
  family INTEGER PRIMARY KEY REFERENCES new_refresh_families (id) ON DELETE CASCADE,
  session_id TEXT NOT NULL,
  user INTEGER NOT NULL,  -- the family's
  origin_session_id TEXT NOT NULL,  -- of the browser session; empty: none
  device_type TEXT NOT NULL,
  ip_address TEXT NOT NULL,
  creation_millis INTEGER NOT NULL,
  last_active_millis INTEGER NOT NULL,
  UNIQUE (user, session_id)
) STRICT;

INSERT INTO new_refresh_families SELECT id, origin_jti, event_id, app_client, user, authenticated_millis, expires_millis, kept_until_millis,
  is_revoked, document, device_key FROM refresh_families;
INSERT INTO new_refresh_tokens SELECT digest, family, replaced_until_millis FROM refresh_tokens;
INSERT INTO new_user_sessions SELECT family, session_id, user, origin_session_id, device_type, ip_address, creation_millis, last_active_millis
  FROM user_sessions;

-- Users remember the number up to which their families are revoked, so no number is given twice.
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_refresh_families', 0
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'new_refresh_families');
UPDATE sqlite_sequence SET seq = max(seq, ifnull((SELECT old.seq FROM sqlite_sequence AS old WHERE old.name = 'refresh_families'), 0))
  WHERE name = 'new_refresh_families';

DROP TABLE user_sessions;
DROP TABLE refresh_tokens;
DROP TABLE refresh_families;
ALTER TABLE new_refresh_families RENAME TO refresh_families;
ALTER TABLE new_refresh_tokens RENAME TO refresh_tokens;
ALTER TABLE new_user_sessions RENAME TO user_sessions;

CREATE INDEX refresh_families_of_app_client ON refresh_families (app_client);
CREATE INDEX refresh_families_by_expiry ON refresh_families (kept_until_millis);
CREATE INDEX refresh_families_of_device ON refresh_families (user, device_key) WHERE device_key IS NOT NULL;
CREATE INDEX refresh_tokens_of_family ON refresh_tokens (family);
