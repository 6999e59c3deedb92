-- Every table has a row id that others refer to; what the API calls things by is a UNIQUE key beside it.
-- Documents stand last: SQLite then reads the columns before them without touching a large document's overflow pages.

CREATE TABLE properties (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  value BLOB NOT NULL
) STRICT;

CREATE TABLE user_pools (
  id INTEGER PRIMARY KEY,
  pool_id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  creation_millis INTEGER NOT NULL,
  last_modified_millis INTEGER NOT NULL,
  document TEXT NOT NULL,
  -- Answers "does it exist", counts and pages of one account and region out of the index alone.
  UNIQUE (account, region, pool_id)
) STRICT;

CREATE TABLE identity_providers (
  id INTEGER PRIMARY KEY,
  user_pool INTEGER NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  creation_millis INTEGER NOT NULL,
  last_modified_millis INTEGER NOT NULL,
  encryption_key TEXT NOT NULL,
  document TEXT NOT NULL,
  UNIQUE (user_pool, name)
) STRICT;

-- Repeats the pool of its provider, for identifiers are unique in the pool.
CREATE TABLE identity_provider_identifiers (
  id INTEGER PRIMARY KEY,
  user_pool INTEGER NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  identity_provider INTEGER NOT NULL REFERENCES identity_providers (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,  -- from 0
  identifier TEXT NOT NULL,
  UNIQUE (user_pool, identifier),
  UNIQUE (identity_provider, position)
) STRICT;
