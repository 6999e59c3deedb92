"""kill -9 in a storm of registrations, authorization codes and their redemptions, over and over on one database file."""

import os

from crash_test_case import CrashTestCase, check_integrity
from oauth_browser import make_app
from process_layer import Client
from storm import Storm
from visitors import Visitor

ROUNDS = 4 * int(os.environ.get("TEST_SCALE", "1")) ** 2  # 100 with --all
VISITORS = 4
MOST_ANSWERS = 150
PASSWORD = "Passw0rd!0"


class KillOAuth(CrashTestCase):
    SEED = 20260104

    def start_for(self, visitors):
        server = self.start("--max-app-clients", "1000000")
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
        server = self.start_for([])
        visitors = self.make_visitors(server)
        for _ in range(ROUNDS):
            # Each step says itself what is good: a code comes with 302, an application with 201.
            storm = Storm(server.endpoint, visitors, lambda answer: answer.status in (201, 302))
            storm.wait_for(self.chance.randrange(1, MOST_ANSWERS))
            server.kill()
            storm.join()
            check_integrity(self.database)
            server = self.start_for(visitors)
            for visitor in visitors:
                visitor.check()
        self.assertGreater(sum(len(visitor.apps) for visitor in visitors), ROUNDS)
        self.assertGreater(sum(code.is_spent for visitor in visitors for code in visitor.codes), ROUNDS)
        server.stop()
        check_integrity(self.database)
