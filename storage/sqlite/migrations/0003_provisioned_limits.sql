CREATE TABLE provisioned_limits (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  UNIQUE (account, region, name)
) STRICT;
