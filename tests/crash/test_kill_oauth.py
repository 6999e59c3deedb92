"""kill -9 in a storm of registrations, authorization codes and their redemptions, over and over on one database file."""

import os
import random
import tempfile
import unittest

from oauth_browser import make_app
from process_layer import Client, Server
from storm import Storm
from test_kill import check_integrity
from visitors import Visitor

ROUNDS = 4 * int(os.environ.get("TEST_SCALE", "1")) ** 2  # 100 with --all
VISITORS = 4
MOST_ANSWERS = 150
PASSWORD = "Passw0rd!0"
SEED = 20260104


class KillOAuth(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="rockpool-crash-")
        self.addCleanup(self.folder.cleanup)
        self.database = os.path.join(self.folder.name, "rockpool.db")
        self.chance = random.Random(SEED)

    def start(self, visitors):
        server = Server("--log-level", "warning", "--max-app-clients", "1000000", database=self.database)
        self.addCleanup(lambda: server.kill() if server.exit_code() is None else None)
        for visitor in visitors:
            visitor.connect(server.endpoint)
        return server

    def make_visitors(self, server):
        """Signed in each, in a pool where everybody may register applications."""
        client = Client(server.endpoint)
        pool = client.must("CreateUserPool", PoolName="storm", DcrConfiguration={
            "OpenDcrEnabled": True, "OpenDcrGrantTypes": ["code"], "AllowedScopes": ["openid"]})["UserPool"]["Id"]
        client.must("CreateUserPoolDomain", UserPoolId=pool, Domain="storm")
        client.must("AdminCreateUser", UserPoolId=pool, Username="ann", MessageAction="SUPPRESS")
        client.must("AdminSetUserPassword", UserPoolId=pool, Username="ann", Password=PASSWORD, Permanent=True)
        app = make_app(client, pool)["ClientId"]
        client.close()
        visitors = [Visitor(pool, app, f"visitor{i}") for i in range(VISITORS)]
        for visitor in visitors:
            self.addCleanup(visitor.close)
            visitor.connect(server.endpoint)
            visitor.sign_in("ann", PASSWORD)
        return visitors

    def test_no_spent_code_comes_back_and_no_application_or_session_is_lost_by_kills_over_and_over(self):
        server = self.start([])
        visitors = self.make_visitors(server)
        for _ in range(ROUNDS):
            # Each step says itself what is good: a code comes with 302, an application with 201.
            storm = Storm(server.endpoint, visitors, lambda answer: answer.status in (201, 302))
            storm.wait_for(self.chance.randrange(1, MOST_ANSWERS))
            server.kill()
            storm.join()
            check_integrity(self.database)
            server = self.start(visitors)
            for visitor in visitors:
                visitor.check()
        self.assertGreater(sum(len(visitor.apps) for visitor in visitors), ROUNDS)
        self.assertGreater(sum(code.is_spent for visitor in visitors for code in visitor.codes), ROUNDS)
        server.stop()
        check_integrity(self.database)
