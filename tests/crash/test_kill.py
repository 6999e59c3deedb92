"""kill -9 in a storm of updates, over and over on one database file."""

import os
import sqlite3
import time

from crash_test_case import CrashTestCase, check_integrity
from process_layer import Client
from storm import Counter, Storm

ROUNDS = 100 * int(os.environ.get("TEST_SCALE", "1"))
PROVIDERS = 8
GROUPS = 60_000
SWEEP_LIMIT_SECONDS = 60


def insert_groups(database, pool, count):
    """Into the file of a server that has ended: many calls would take long."""
    with sqlite3.connect(database) as connection:
        connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO pool_resources (user_pool, kind, key, creation_millis, last_modified_millis, document) "
            "SELECT u.id, 'group', 'group' || i, 1, 1, '{}' FROM user_pools AS u CROSS JOIN n WHERE u.pool_id = ?", (count, pool))
    connection.close()


def rows_left(database):
    """Of pools and of what belongs to them, in a file that no server has open."""
    connection = sqlite3.connect(database)
    try:
        return connection.execute("SELECT (SELECT count(*) FROM user_pools), (SELECT count(*) FROM pool_resources)").fetchone()
    finally:
        connection.close()


class Kill(CrashTestCase):
    SEED = 20260101

    def start(self):
        return super().start("--remote-documents", "never")

    def check_counters(self, server, counters, number):
        client = Client(server.endpoint)
        for counter in counters:
            stored = counter.stored(client)
            self.assertGreaterEqual(stored, counter.acknowledged, f"{counter.provider} lost an update in round {number}")
            self.assertLessEqual(stored, counter.sent, f"{counter.provider} holds what was never sent, in round {number}")
            counter.sent = counter.acknowledged = stored
        client.close()

    def test_no_acknowledged_update_is_lost_by_kills_over_and_over(self):
        server = self.start()
        client = Client(server.endpoint)
        pool = client.must("CreateUserPool", PoolName="storm")["UserPool"]["Id"]
        counters = [Counter(pool, f"provider-{i}") for i in range(PROVIDERS)]
        for counter in counters:
            counter.create(client)
        client.close()
        for number in range(ROUNDS):
            storm = Storm(server.endpoint, counters)
            storm.wait_for(self.chance.randrange(1, 400))
            server.kill()
            storm.join()
            check_integrity(self.database)
            server = self.start()
            self.check_counters(server, counters, number)
        self.assertGreater(sum(counter.acknowledged for counter in counters), ROUNDS * 100)
        server.stop()
        check_integrity(self.database)

    def test_a_large_pool_stays_deleted_and_is_swept_whenever_the_server_is_killed(self):
        server = self.start()
        client = Client(server.endpoint)
        tags = {"_custom_id_": "us-east-1_large"}
        client.must("CreateUserPool", PoolName="large", UserPoolTags=tags)
        client.close()
        server.stop()
        insert_groups(self.database, "us-east-1_large", GROUPS)
        server = self.start()
        client = Client(server.endpoint)
        client.must("DeleteUserPool", UserPoolId="us-east-1_large")
        server.kill()
        for _ in range(10):
            check_integrity(self.database)
            server = self.start()
            client = Client(server.endpoint)
            self.assertEqual(client.must("ListUserPools", MaxResults=10)["UserPools"], [])
            client.must("CreateUserPool", PoolName="large", UserPoolTags=tags)
            self.assertEqual(client.must("ListGroups", UserPoolId="us-east-1_large")["Groups"], [])
            client.must("DeleteUserPool", UserPoolId="us-east-1_large")
            time.sleep(self.chance.uniform(0, 0.02))
            server.kill()
        deadline = time.monotonic() + SWEEP_LIMIT_SECONDS
        while True:
            server = self.start()
            time.sleep(0.5)
            server.stop()
            if rows_left(self.database) == (0, 0) or time.monotonic() > deadline:
                break
        self.assertEqual(rows_left(self.database), (0, 0))
        check_integrity(self.database)
