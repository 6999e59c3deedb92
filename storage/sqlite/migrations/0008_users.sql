-- AUTOINCREMENT where a number is never given to another row, also when the newest rows are gone.

CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_pool INTEGER NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  username TEXT NOT NULL,
  creation_millis INTEGER NOT NULL,
  last_modified_millis INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  revoked_through INTEGER NOT NULL DEFAULT 0,  -- the refresh families up to this one are revoked
  sessions_ended_through INTEGER NOT NULL DEFAULT 0,  -- and the sign-ins under way up to this one have ended
  document TEXT NOT NULL,
  UNIQUE (user_pool, username)
) STRICT;

-- Held by the triggers below.
CREATE TABLE user_counts (
  user_pool INTEGER PRIMARY KEY REFERENCES user_pools (id) ON DELETE CASCADE,
  count INTEGER NOT NULL
) STRICT;

CREATE TRIGGER users_count_up AFTER INSERT ON users BEGIN
  INSERT INTO user_counts (user_pool, count) VALUES (NEW.user_pool, 1) ON CONFLICT (user_pool) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER users_count_down AFTER DELETE ON users BEGIN
  UPDATE user_counts SET count = count - 1 WHERE user_pool = OLD.user_pool;
END;

-- What owned much when it was deleted goes into a dead pool of its own, which is swept like any other.
CREATE TRIGGER users_count_dead AFTER UPDATE OF user_pool ON users BEGIN
  UPDATE user_counts SET count = count - 1 WHERE user_pool = OLD.user_pool;
END;

CREATE TRIGGER pool_resources_count_dead AFTER UPDATE OF user_pool ON pool_resources BEGIN
  UPDATE pool_resource_counts SET count = count - 1 WHERE user_pool = OLD.user_pool AND kind = OLD.kind;
END;

-- Its rows are all key, and it is the largest table by rows: a row id would double it. user_pool is that of the user.
CREATE TABLE user_search (
  user_pool INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  is_alias INTEGER NOT NULL,
  PRIMARY KEY (user_pool, name, value, user)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX user_search_aliases ON user_search (user_pool, name, value) WHERE is_alias = 1;
CREATE INDEX user_search_of_user ON user_search (user);

-- Repeats the group's name, for a user's groups are listed in that order. The group stands in the key, too: a group that is deleted but not
-- swept yet may have the name of a new one.
CREATE TABLE group_members (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  group_name TEXT NOT NULL,
  user_group INTEGER NOT NULL REFERENCES pool_resources (id) ON DELETE CASCADE,
  UNIQUE (user, group_name, user_group)
) STRICT;

CREATE INDEX group_members_of_group ON group_members (user_group);

CREATE TABLE credentials (
  user INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  password_salt BLOB,  -- NULL: no password
  password_verifier BLOB,
  password_set_millis INTEGER NOT NULL,
  token_secret BLOB,  -- NULL: no software token
  token_name TEXT,
  token_last_step INTEGER,
  pending_token_secret BLOB
) STRICT;

CREATE TABLE password_history (
  id INTEGER PRIMARY KEY,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  salt BLOB NOT NULL,
  verifier BLOB NOT NULL
) STRICT;

CREATE INDEX password_history_of_user ON password_history (user);

CREATE TABLE codes (
  id INTEGER PRIMARY KEY,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  digest BLOB NOT NULL,
  attribute TEXT NOT NULL,
  pending_value TEXT NOT NULL,
  expires_millis INTEGER NOT NULL,
  UNIQUE (user, purpose)
) STRICT;

CREATE INDEX codes_by_expiry ON codes (expires_millis);

CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  user_pool INTEGER NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_millis INTEGER NOT NULL,
  last_millis INTEGER NOT NULL,
  expires_millis INTEGER NOT NULL,
  UNIQUE (user_pool, subject, kind)
) STRICT;

CREATE INDEX attempts_by_expiry ON attempts (expires_millis);

CREATE TABLE sign_in_sessions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  digest BLOB NOT NULL UNIQUE,
  app_client INTEGER NOT NULL REFERENCES pool_resources (id) ON DELETE CASCADE,
  user INTEGER REFERENCES users (id) ON DELETE CASCADE,  -- NULL: nobody
  challenge TEXT NOT NULL,
  is_used INTEGER NOT NULL,
  wrong_answers INTEGER NOT NULL,
  expires_millis INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE INDEX sign_in_sessions_of_app_client ON sign_in_sessions (app_client);
CREATE INDEX sign_in_sessions_of_user ON sign_in_sessions (user) WHERE user IS NOT NULL;
CREATE INDEX sign_in_sessions_by_expiry ON sign_in_sessions (expires_millis);

CREATE TABLE refresh_families (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  origin_jti TEXT NOT NULL UNIQUE,
  event_id TEXT NOT NULL UNIQUE,
  app_client INTEGER NOT NULL REFERENCES pool_resources (id) ON DELETE CASCADE,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  authenticated_millis INTEGER NOT NULL,
  expires_millis INTEGER NOT NULL,
  kept_until_millis INTEGER NOT NULL,
  is_revoked INTEGER NOT NULL,  -- by itself; it may be revoked with all of its user, too
  document TEXT NOT NULL
) STRICT;

CREATE INDEX refresh_families_of_app_client ON refresh_families (app_client);
CREATE INDEX refresh_families_of_user ON refresh_families (user);
CREATE INDEX refresh_families_by_expiry ON refresh_families (kept_until_millis);

CREATE TABLE refresh_tokens (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  family INTEGER NOT NULL REFERENCES refresh_families (id) ON DELETE CASCADE,
  replaced_until_millis INTEGER  -- NULL: the newest
) STRICT;

CREATE INDEX refresh_tokens_of_family ON refresh_tokens (family);

CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_pool INTEGER NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  username TEXT NOT NULL,
  purpose TEXT NOT NULL,
  medium TEXT NOT NULL,
  destination TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  code TEXT NOT NULL,
  temporary_password TEXT NOT NULL,
  link TEXT NOT NULL,
  sent_millis INTEGER NOT NULL
) STRICT;

CREATE INDEX messages_of_pool ON messages (user_pool);
CREATE INDEX messages_of_username ON messages (username);
CREATE INDEX messages_to_destination ON messages (destination);
