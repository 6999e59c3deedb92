-- What users did, where a pool has threat protection. No index by event_id or by date: each sign-in would write one more page for it, and of
-- a million events the random ids would be all over the file. The oldest row is the first to go, and a user's events are found by his
-- number, the newest first.
CREATE TABLE auth_events (
  id INTEGER PRIMARY KEY,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  event_id TEXT NOT NULL,
  creation_millis INTEGER NOT NULL,
  kept_until_millis INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE INDEX auth_events_of_user ON auth_events (user);
