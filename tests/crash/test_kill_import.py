"""kill -9 while an import runs: each row of the file is imported once, and the counters say so."""

import os
import time

from crash_test_case import CrashTestCase
from imports import Importing, csv_of
from process_layer import Client

ROWS = 6_000
KILLS = 8
LIMIT_SECONDS = 120


class KillImport(CrashTestCase):
    SEED = 20261130

    def test_each_row_is_imported_once_however_often_the_server_is_killed(self):
        server = self.start()
        importing = Importing(server.endpoint)
        importing.upload(csv_of(ROWS))
        importing.start()
        seen = []
        for _ in range(KILLS):
            time.sleep(self.chance.uniform(0.02, 0.3))
            server.kill()
            server = self.start()
            importing.reach(server.endpoint)
            seen.append(importing.describe()["ImportedUsers"])
        self.assertEqual(seen, sorted(seen), "an import went back")
        job = importing.wait(LIMIT_SECONDS)
        self.assertEqual((job["Status"], job["ImportedUsers"], job["SkippedUsers"], job["FailedUsers"]), ("Succeeded", ROWS, 0, 0))
        client = Client(server.endpoint)
        self.addCleanup(client.close)
        self.assertEqual(client.must("DescribeUserPool", UserPoolId=importing.pool)["UserPool"]["EstimatedNumberOfUsers"], ROWS)
        left = [name for name in os.listdir(self.folder) if "import" in name]
        self.assertEqual(left, [], "the file of the job was left behind")

    def test_an_upload_that_a_kill_breaks_off_leaves_nothing(self):
        server = self.start()
        importing = Importing(server.endpoint)
        with importing.begin_upload(10_000_000) as connection:
            connection.sendall(b"x" * 1_000_000)
            deadline = time.monotonic() + 10
            while not any("import" in name for name in os.listdir(self.folder)):
                self.assertLess(time.monotonic(), deadline, "nothing came in")
                time.sleep(0.01)
            server.kill()
        server = self.start()
        importing.reach(server.endpoint)
        deadline = time.monotonic() + 10
        while any("import" in name for name in os.listdir(self.folder)):
            self.assertLess(time.monotonic(), deadline, "the unfinished file stays")
            time.sleep(0.01)
        importing.upload(csv_of(1))
        importing.start()
        self.assertEqual(importing.wait(LIMIT_SECONDS)["ImportedUsers"], 1)
