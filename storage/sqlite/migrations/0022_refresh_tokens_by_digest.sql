-- A refresh token is found by its digest alone, so that is the row's key: one page of the log less for each sign-in than with a number and an
-- index beside it. SQLite gives a table no other key, so it is made anew.
CREATE TABLE new_refresh_tokens (
  digest BLOB NOT NULL PRIMARY KEY,
  family INTEGER NOT NULL REFERENCES refresh_families (id) ON DELETE CASCADE,
  replaced_until_millis INTEGER  -- NULL: the newest
) STRICT, WITHOUT ROWID;

INSERT INTO new_refresh_tokens SELECT digest, family, replaced_until_millis FROM refresh_tokens;

DROP TABLE refresh_tokens;
ALTER TABLE new_refresh_tokens RENAME TO refresh_tokens;

CREATE INDEX refresh_tokens_of_family ON refresh_tokens (family);
