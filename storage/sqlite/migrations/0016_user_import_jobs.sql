CREATE TABLE user_import_jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_pool INTEGER NOT NULL REFERENCES user_pools (id) ON DELETE CASCADE,
  job_id TEXT NOT NULL UNIQUE,
  is_active INTEGER NOT NULL,
  creation_millis INTEGER NOT NULL,
  file_bytes INTEGER,  -- NULL: nothing was uploaded
  read_bytes INTEGER NOT NULL,
  read_lines INTEGER NOT NULL,
  log_bytes INTEGER NOT NULL DEFAULT 0,
  document TEXT NOT NULL
) STRICT;

CREATE INDEX user_import_jobs_of_pool ON user_import_jobs (user_pool);
CREATE INDEX active_user_import_jobs ON user_import_jobs (is_active) WHERE is_active = 1;

-- Some lines a row, as they were written.
CREATE TABLE user_import_logs (
  id INTEGER PRIMARY KEY,
  job INTEGER NOT NULL REFERENCES user_import_jobs (id) ON DELETE CASCADE,
  lines TEXT NOT NULL
) STRICT;

CREATE INDEX user_import_logs_of_job ON user_import_logs (job);

-- NULL: whoever set the password here, or nobody did. Else the user came by an import: with this hash of a password, or with none ('').
ALTER TABLE credentials ADD COLUMN imported_hash TEXT;
