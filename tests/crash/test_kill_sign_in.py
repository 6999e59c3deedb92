"""kill -9 in a storm of sign-ups, sign-ins, rotations and revocations, over and over on one database file."""

import os
import random

from crash_test_case import CrashTestCase, check_integrity
from people import App, End, Place
from process_layer import Client
from storm import Storm

ROUNDS = 4 * int(os.environ.get("TEST_SCALE", "1")) ** 2  # 100 with --all
PLACES = 8
MOST_ANSWERS = 150
LOOKED_AT_AGAIN = 10  # of those who lived before
LOOKED_AT_IN_THE_END = 100
GRACES = (0, 2)  # seconds


def make_apps(client):
    """One for each grace."""
    pool = client.must("CreateUserPool", PoolName="storm", AutoVerifiedAttributes=["email"])["UserPool"]["Id"]
    apps = []
    for grace in GRACES:
        made = client.must("CreateUserPoolClient", UserPoolId=pool, ClientName="app", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"],
                           RefreshTokenRotation={"Feature": "ENABLED", "RetryGracePeriodSeconds": grace})
        apps.append(App(pool, made["UserPoolClient"]["ClientId"], grace))
    return apps


class KillSignIn(CrashTestCase):
    SEED = 20260102

    def check_people(self, server, people):
        client = Client(server.endpoint)
        for person in people:
            person.check(client)
        client.close()

    def test_no_acknowledged_user_is_lost_and_no_ended_token_comes_back_by_kills_over_and_over(self):
        server = self.start()
        client = Client(server.endpoint)
        apps = make_apps(client)
        client.close()
        places = [Place(apps, f"place{i}", random.Random(self.SEED + i)) for i in range(PLACES)]
        for _ in range(ROUNDS):
            before = [person for place in places for person in place.people]
            storm = Storm(server.endpoint, places)
            storm.wait_for(self.chance.randrange(1, MOST_ANSWERS))
            server.kill()
            storm.join()
            check_integrity(self.database)
            server = self.start()
            self.check_people(server, [person for place in places for person in place.people_of_this_round()])
            self.check_people(server, self.chance.sample(before, min(len(before), LOOKED_AT_AGAIN)))
        people = [person for place in places for person in place.people]
        self.check_people(server, self.chance.sample(people, min(len(people), LOOKED_AT_IN_THE_END)))
        self.assert_enough_happened(people)
        server.stop()
        check_integrity(self.database)

    def assert_enough_happened(self, people):
        sessions = [session for person in people for session in person.sessions]
        self.assertGreater(sum(person.is_confirmed for person in people), ROUNDS)
        self.assertGreater(sum(session.end is End.ACKNOWLEDGED for session in sessions), ROUNDS)
        self.assertGreater(sum(len(session.replaced) for session in sessions), ROUNDS)
