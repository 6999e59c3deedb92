-- Drawn anew for each insert and each update. It stands behind the document, with which it is read.
ALTER TABLE user_pools ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE identity_providers ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pool_resources ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
UPDATE user_pools SET revision = random() & 0x7fffffffffffffff;
UPDATE identity_providers SET revision = random() & 0x7fffffffffffffff;
UPDATE pool_resources SET revision = random() & 0x7fffffffffffffff;

-- A pool that owned much when it was deleted keeps its row until what it owned is swept: the row then has no account and no region, and a
-- pool_id that begins with the byte FF, which no id does. Its account counts neither the pool nor its resources any more.
CREATE TRIGGER user_pools_count_dead AFTER UPDATE OF account ON user_pools BEGIN
  UPDATE account_counts SET count = count - 1 WHERE account = OLD.account AND region = OLD.region AND kind = 'user_pool';
END;

CREATE TRIGGER pool_resources_account_count_dead AFTER UPDATE OF counted_account ON pool_resources WHEN OLD.counted_account IS NOT NULL BEGIN
  UPDATE account_counts SET count = count - 1 WHERE account = OLD.counted_account AND region = '' AND kind = OLD.kind;
END;

CREATE INDEX pool_resources_of_account ON pool_resources (user_pool) WHERE counted_account IS NOT NULL;
