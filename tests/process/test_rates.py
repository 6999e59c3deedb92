"""--rates: whether the provisioned limits of an account are rates that its calls are held to."""

import json
import time

import api
from processes import ProcessTestCase

A_SECOND = 15  # of UserPoolRead, to which DescribeUserPool belongs
LIMIT_SECONDS = 20


class Rates(ProcessTestCase):
    def describer(self, *options):
        """Describes a pool of a server with those options, once for each call."""
        endpoint = self.start(*options).endpoint
        pool = api.call(endpoint, "CreateUserPool", PoolName="pool")["UserPool"]["Id"]
        return lambda: api.post(endpoint, "DescribeUserPool", json.dumps({"UserPoolId": pool}))

    def test_refuse_what_is_more_where_they_are_enforced(self):
        describe = self.describer("--rates", "enforced")
        self.assertEqual([describe().status for _ in range(A_SECOND)], [200] * A_SECOND)
        deadline = time.monotonic() + LIMIT_SECONDS
        while (answer := describe()).status == 200:
            self.assertLess(time.monotonic(), deadline, "who comes as often as he can is not refused")
        refused = answer.json()
        self.assertEqual((answer.status, refused["__type"], refused["message"]), (400, "TooManyRequestsException", "Rate exceeded"))

    def test_are_not_held_to_unless_it_is_asked_for(self):
        describe = self.describer()
        self.assertEqual({describe().status for _ in range(10 * A_SECOND)}, {200})
