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

-- Held by the triggers below, so that a quota is checked at the same cost however near it is.
CREATE TABLE pool_resource_counts (
  id INTEGER PRIMARY KEY,
  user_pool INTEGER NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  count INTEGER NOT NULL,
  UNIQUE (user_pool, kind)
) STRICT;

CREATE TRIGGER pool_resources_count_up AFTER INSERT ON pool_resources BEGIN
  INSERT INTO pool_resource_counts (user_pool, kind, count) VALUES (NEW.user_pool, NEW.kind, 1)
  ON CONFLICT (user_pool, kind) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER pool_resources_count_down AFTER DELETE ON pool_resources BEGIN
  UPDATE pool_resource_counts SET count = count - 1 WHERE user_pool = OLD.user_pool AND kind = OLD.kind;
END;
