-- What is told of refresh families where a pool tracks sessions. A row has its family's number, which is never given twice.
CREATE TABLE user_sessions (
  family INTEGER PRIMARY KEY REFERENCES refresh_families (id) ON DELETE CASCADE,
  session_id TEXT NOT NULL UNIQUE,
  user INTEGER NOT NULL,  -- the family's
  origin_session_id TEXT NOT NULL,  -- of the browser session; empty: none
  device_type TEXT NOT NULL,
  ip_address TEXT NOT NULL,
  creation_millis INTEGER NOT NULL,
  last_active_millis INTEGER NOT NULL
) STRICT;

CREATE INDEX user_sessions_of_user ON user_sessions (user);

-- How many sessions a user may have, 0 where the pool does not track them: what session_configuration says, where it costs a sign-in no
-- further record.
ALTER TABLE user_pools ADD COLUMN session_limit INTEGER NOT NULL DEFAULT 0;
UPDATE user_pools SET session_limit = ifnull((SELECT json_extract(s.document, '$.TokenSession.MaxPerUser') FROM pool_resources AS s
  WHERE s.user_pool = user_pools.id AND s.kind = 'session_configuration'
    AND json_extract(s.document, '$.UserSessionTracking') = 'ENABLED'), 0);

-- The sessions up to this one nobody finds any more, for the pool has ceased to track.
ALTER TABLE user_pools ADD COLUMN sessions_deleted_through INTEGER NOT NULL DEFAULT 0;
ALTER TABLE user_pools ADD COLUMN browser_sessions_untracked_through INTEGER NOT NULL DEFAULT 0;

-- Empty where the pool did not track.
ALTER TABLE browser_sessions ADD COLUMN session_id TEXT NOT NULL DEFAULT '';
ALTER TABLE browser_sessions ADD COLUMN client_id TEXT NOT NULL DEFAULT '';
ALTER TABLE browser_sessions ADD COLUMN last_active_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE browser_sessions ADD COLUMN device_type TEXT NOT NULL DEFAULT '';
ALTER TABLE browser_sessions ADD COLUMN ip_address TEXT NOT NULL DEFAULT '';

CREATE UNIQUE INDEX browser_sessions_by_session_id ON browser_sessions (session_id) WHERE session_id <> '';
