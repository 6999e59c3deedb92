-- What the OAuth endpoints and the pages of a pool remember. AUTOINCREMENT where a number is never given to another row.

CREATE TABLE authorization_codes (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  app_client INTEGER NOT NULL REFERENCES pool_resources (id) ON DELETE CASCADE,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  is_used INTEGER NOT NULL,
  expires_millis INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE INDEX authorization_codes_of_app_client ON authorization_codes (app_client);
CREATE INDEX authorization_codes_of_user ON authorization_codes (user);
CREATE INDEX authorization_codes_by_expiry ON authorization_codes (expires_millis);

CREATE TABLE browser_sessions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  digest BLOB NOT NULL UNIQUE,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  authenticated_millis INTEGER NOT NULL,
  expires_millis INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE INDEX browser_sessions_of_user ON browser_sessions (user);
CREATE INDEX browser_sessions_by_expiry ON browser_sessions (expires_millis);

-- The browser sessions up to this one have ended. It is read where the pool's document is read, too.
ALTER TABLE user_pools ADD COLUMN browser_sessions_ended_through INTEGER NOT NULL DEFAULT 0;

CREATE TABLE page_flows (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  app_client INTEGER NOT NULL REFERENCES pool_resources (id) ON DELETE CASCADE,
  expires_millis INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE INDEX page_flows_of_app_client ON page_flows (app_client);
CREATE INDEX page_flows_by_expiry ON page_flows (expires_millis);
