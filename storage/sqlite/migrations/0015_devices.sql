-- The devices that users have confirmed.
CREATE TABLE devices (
  id INTEGER PRIMARY KEY,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  device_key TEXT NOT NULL,
  name TEXT NOT NULL,
  is_remembered INTEGER NOT NULL,
  salt BLOB NOT NULL,
  verifier BLOB NOT NULL,
  last_address TEXT NOT NULL,
  creation_millis INTEGER NOT NULL,
  last_modified_millis INTEGER NOT NULL,
  last_authenticated_millis INTEGER NOT NULL,
  UNIQUE (user, device_key)
) STRICT;

CREATE INDEX devices_by_authentication ON devices (user, last_authenticated_millis, device_key);

-- Whose refresh tokens end with the device. A pool without devices has no entry in the index.
ALTER TABLE refresh_families ADD COLUMN device_key TEXT;
CREATE INDEX refresh_families_of_device ON refresh_families (user, device_key) WHERE device_key IS NOT NULL;
