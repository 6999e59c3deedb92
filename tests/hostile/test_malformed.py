"""A thousand malformed requests of many kinds, and after each of them one that is none."""

import random
import time
import unittest
import urllib.parse

import api_attacks
import http_attacks
from attack import SMUGGLED
from process_layer import Client, Server
from wire import BrokenAnswer, exchange, resident_kib, send_and_vanish

REQUESTS = 1000
SEED = 20260101
# After each kind has been met once, so that what is made at the first use (patterns, parsers, the heaps of threads) does not count.
MOST_GROWTH_KIB = 24 * 1024
LIMIT_SECONDS = 5  # for one attack, on a busy machine


class Malformed(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.server = Server("--log-level", "warning")
        self.addCleanup(self.server.kill)
        self.port = urllib.parse.urlsplit(self.server.endpoint).port
        self.client = Client(self.server.endpoint)
        self.addCleanup(self.client.close)
        self.client.must("CreateUserPool", PoolName="good", UserPoolTags={"_custom_id_": api_attacks.POOL})

    def problem_with(self, attack):
        if attack.vanishes:
            send_and_vanish(self.port, attack.data)
            return None
        started = time.monotonic()
        try:
            answers = exchange(self.port, attack.data)
        except (BrokenAnswer, OSError, ValueError) as error:
            return f"{type(error).__name__}: {error}"
        if time.monotonic() - started > LIMIT_SECONDS:
            return f"took {time.monotonic() - started:.1f} s"
        return attack.problem(answers)

    def test_a_thousand_malformed_requests_leave_the_server_answering(self):
        kinds = http_attacks.KINDS + api_attacks.KINDS
        problems, settled = [], 0
        for number in range(REQUESTS):
            kind = kinds[number % len(kinds)]
            attack = kind(random.Random(SEED + number))
            problem = self.problem_with(attack)
            if problem:
                problems.append(f"{kind.__name__} (seed {SEED + number}): {problem}; sent {attack.data[:300]!r}")
            self.assertEqual(self.client.get("/health").status, 200, f"after {kind.__name__}, seed {SEED + number}")
            if number == 3 * len(kinds):
                settled = resident_kib(self.server.pid)
        self.assertEqual(problems, [], f"{len(problems)} of {REQUESTS}:\n" + "\n".join(problems[:20]))
        growth = resident_kib(self.server.pid) - settled
        print(f"(memory: {settled} KiB after the first {3 * len(kinds)}, {growth:+} KiB after {REQUESTS}) ", end="", flush=True)
        self.assertLess(growth, MOST_GROWTH_KIB)
        self.check_nothing_was_smuggled()
        self.assertEqual(self.server.log(), "", "no attack is worth a warning, let alone a line that is none of ours")
        self.server.stop()

    def check_nothing_was_smuggled(self):
        names, token = [], {}
        while True:
            page = self.client.must("ListUserPools", MaxResults=60, **token)
            names += [pool["Name"] for pool in page["UserPools"]]
            if "NextToken" not in page:
                break
            token = {"NextToken": page["NextToken"]}
        self.assertIn("good", names)
        self.assertNotIn(SMUGGLED, names)
