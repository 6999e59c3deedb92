"""What the tests that kill a server have in common: a database that outlives it, and a look at what the crash has left there."""

import os
import random
import shutil
import sqlite3
import tempfile
import unittest

from process_layer import Server


def check_integrity(database):
    """Of a copy with its log, so that the server, and not SQLite's own tool, recovers the file that was left behind."""
    with tempfile.TemporaryDirectory(prefix="rockpool-crash-") as folder:
        copy = os.path.join(folder, "copy.db")
        shutil.copy(database, copy)
        if os.path.exists(database + "-wal"):
            shutil.copy(database + "-wal", copy + "-wal")
        connection = sqlite3.connect(copy)
        try:
            found = connection.execute("PRAGMA integrity_check").fetchall()
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        finally:
            connection.close()
    if found != [("ok",)] or orphans:
        raise AssertionError(f"the database is damaged: {found[:5]} {orphans[:5]}")


class CrashTestCase(unittest.TestCase):
    """`chance` draws the same in each run; `SEED` tells its tests from others'."""

    SEED = 0

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="rockpool-crash-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.database = os.path.join(self.folder, "rockpool.db")
        self.chance = random.Random(self.SEED)

    def start(self, *options):
        server = Server("--log-level", "warning", *options, database=self.database)
        self.addCleanup(server.kill)
        return server
