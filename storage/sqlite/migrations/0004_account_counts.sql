-- What a quota counts over all that an account has. Held by the triggers below, so that it is checked at the same cost however much that is.
CREATE TABLE account_counts (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  region TEXT NOT NULL,  -- empty for what is counted over all regions
  kind TEXT NOT NULL,    -- 'user_pool', or a kind of pool_resources
  count INTEGER NOT NULL,
  UNIQUE (account, region, kind)
) STRICT;

-- The account, in resources that are counted so; else NULL.
ALTER TABLE pool_resources ADD COLUMN counted_account TEXT;

-- Until now those with a dot, and no others, were the customer's own domains.
UPDATE pool_resources SET counted_account = (SELECT account FROM user_pools WHERE id = pool_resources.user_pool)
WHERE kind = 'domain' AND instr(key, '.') > 0;

INSERT INTO account_counts (account, region, kind, count)
SELECT account, region, 'user_pool', count(*) FROM user_pools GROUP BY account, region;

INSERT INTO account_counts (account, region, kind, count)
SELECT counted_account, '', kind, count(*) FROM pool_resources WHERE counted_account IS NOT NULL GROUP BY counted_account, kind;

CREATE TRIGGER user_pools_count_up AFTER INSERT ON user_pools BEGIN
  INSERT INTO account_counts (account, region, kind, count) VALUES (NEW.account, NEW.region, 'user_pool', 1)
  ON CONFLICT (account, region, kind) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER user_pools_count_down AFTER DELETE ON user_pools BEGIN
  UPDATE account_counts SET count = count - 1 WHERE account = OLD.account AND region = OLD.region AND kind = 'user_pool';
END;

CREATE TRIGGER pool_resources_account_count_up AFTER INSERT ON pool_resources WHEN NEW.counted_account IS NOT NULL BEGIN
  INSERT INTO account_counts (account, region, kind, count) VALUES (NEW.counted_account, '', NEW.kind, 1)
  ON CONFLICT (account, region, kind) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER pool_resources_account_count_down AFTER DELETE ON pool_resources WHEN OLD.counted_account IS NOT NULL BEGIN
  UPDATE account_counts SET count = count - 1 WHERE account = OLD.counted_account AND region = '' AND kind = OLD.kind;
END;

-- Most resources belong to no app client. An index that leaves them out spares each of their inserts a page.
DROP INDEX pool_resources_of_app_client;
CREATE INDEX pool_resources_of_app_client ON pool_resources (app_client, kind, key) WHERE app_client IS NOT NULL;
