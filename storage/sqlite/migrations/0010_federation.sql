-- Who is who at identity providers, and what a sign-in through one leaves behind.

-- user_pool is that of the user. A provider of the name need not exist.
CREATE TABLE linked_identities (
  id INTEGER PRIMARY KEY,
  user_pool INTEGER NOT NULL,
  provider TEXT NOT NULL,
  attribute TEXT NOT NULL,
  value TEXT NOT NULL,
  folded TEXT NOT NULL,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  creation_millis INTEGER NOT NULL,
  document TEXT NOT NULL,
  UNIQUE (user_pool, provider, attribute, value)
) STRICT;

CREATE INDEX linked_identities_by_folded_value ON linked_identities (user_pool, provider, attribute, folded);
CREATE INDEX linked_identities_of_user ON linked_identities (user);

CREATE TABLE federation_states (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  app_client INTEGER NOT NULL REFERENCES pool_resources (id) ON DELETE CASCADE,
  expires_millis INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE INDEX federation_states_of_app_client ON federation_states (app_client);
CREATE INDEX federation_states_by_expiry ON federation_states (expires_millis);

CREATE TABLE used_assertions (
  id INTEGER PRIMARY KEY,
  user_pool INTEGER NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  digest BLOB NOT NULL,
  expires_millis INTEGER NOT NULL,
  UNIQUE (user_pool, digest)
) STRICT;

CREATE INDEX used_assertions_by_expiry ON used_assertions (expires_millis);

CREATE TABLE stand_ins (
  identity_provider INTEGER PRIMARY KEY REFERENCES identity_providers (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;
