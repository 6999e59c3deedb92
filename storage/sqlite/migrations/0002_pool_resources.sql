CREATE TABLE pool_resources (
  id INTEGER PRIMARY KEY,
  user_pool INTEGER NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  store_key TEXT,  -- the key again, where it is unique in the whole store; else NULL, of which there may be many
  app_client INTEGER REFERENCES pool_resources (id) ON DELETE CASCADE,
  creation_millis INTEGER NOT NULL,
  last_modified_millis INTEGER NOT NULL,
  document TEXT NOT NULL,
  UNIQUE (user_pool, kind, key),
  UNIQUE (kind, store_key)
) STRICT;

-- For what belongs to an app client, and for the cascade when it is deleted.
CREATE INDEX pool_resources_of_app_client ON pool_resources (app_client, kind, key);
