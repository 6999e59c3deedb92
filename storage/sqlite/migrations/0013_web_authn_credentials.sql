-- The passkeys of users. user_pool is that of the user.
CREATE TABLE web_authn_credentials (
  id INTEGER PRIMARY KEY,
  user_pool INTEGER NOT NULL,
  credential_id BLOB NOT NULL,
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  sign_count INTEGER NOT NULL,
  is_backup_eligible INTEGER NOT NULL,
  creation_millis INTEGER NOT NULL,
  relying_party_id TEXT NOT NULL,
  public_key BLOB NOT NULL,
  document TEXT NOT NULL,
  UNIQUE (user_pool, credential_id)
) STRICT;

CREATE INDEX web_authn_credentials_of_user ON web_authn_credentials (user);
