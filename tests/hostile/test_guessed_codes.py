"""Whoever guesses codes is stopped long before a code is likely to be met, and costs the others nothing."""

import unittest

from process_layer import Client, Server
from sign_in_client import PASSWORD, Pool, authenticator_code, workbench
from wire import cpu_seconds, resident_kib

GUESSES = 10_000
MOST_JUDGED_IN_A_SESSION = 8  # the ninth wrong one ends it
MOST_GROWTH_KIB = 24 * 1024
MOST_CPU_SECONDS = 30  # for all guesses of one test: 3 ms for each, where a sign-in by password takes one


class GuessedCodes(unittest.TestCase):
    def start(self, *options):
        self.server = Server("--log-level", "warning", *options)
        self.addCleanup(self.server.kill)
        self.pool = Pool(self.server.endpoint, mfa=True, AutoVerifiedAttributes=["email"])
        self.addCleanup(self.pool.close)
        self.pool.add_user("alice")
        self.memory = resident_kib(self.server.pid)
        self.cpu = cpu_seconds(self.server.pid)

    def check_bounds(self):
        used, growth = cpu_seconds(self.server.pid) - self.cpu, resident_kib(self.server.pid) - self.memory
        print(f"({GUESSES} guesses for {used:.1f} s of the server's CPU, {growth:+} KiB) ", end="", flush=True)
        self.assertLess(used, MOST_CPU_SECONDS)
        self.assertLess(growth, MOST_GROWTH_KIB)

    @staticmethod
    def wrong(secret, number):
        """A code that is not one of this time; another one for each number."""
        code = f"{number * 7 % 10**6:06}"
        return code if code not in {authenticator_code(secret, steps) for steps in range(-2, 3)} else "abcdef"

    def guess(self, session, secret, number):
        return self.pool.answer(session, "SOFTWARE_TOKEN_MFA", {"USERNAME": "alice", "SOFTWARE_TOKEN_MFA_CODE": self.wrong(secret, number)}).error

    def test_ten_thousand_in_one_session(self):
        self.start()
        secret = self.pool.add_authenticator("alice")
        session = self.pool.sign_in("alice").body["Session"]
        errors = [self.guess(session, secret, number) for number in range(GUESSES)]
        self.assertEqual(errors[:MOST_JUDGED_IN_A_SESSION], ["CodeMismatchException"] * MOST_JUDGED_IN_A_SESSION)
        self.assertEqual(set(errors[MOST_JUDGED_IN_A_SESSION:]), {"NotAuthorizedException"})
        right = {"USERNAME": "alice", "SOFTWARE_TOKEN_MFA_CODE": authenticator_code(secret, 1)}
        self.assertEqual(self.pool.answer(session, "SOFTWARE_TOKEN_MFA", right).body["message"], "Invalid session for the user.")
        self.check_bounds()

    def test_ten_thousand_across_sessions(self):
        """Whoever has the password opens a session for each few guesses, until the lockout keeps him from it."""
        self.start()
        secret = self.pool.add_authenticator("alice")
        sessions = [self.pool.sign_in("alice").body["Session"] for _ in range(20)]
        judged, opened, refused = 0, len(sessions), 0
        for number in range(GUESSES):
            if not sessions:
                begun = self.pool.sign_in("alice")
                if begun.status != 200:
                    self.assertEqual(begun.body["message"], "Password attempts exceeded")
                    refused += 1
                    continue
                opened += 1
                sessions.append(begun.body["Session"])
            error = self.guess(sessions[-1], secret, number)
            if error == "CodeMismatchException":
                judged += 1
            else:
                sessions.pop()
        print(f"({opened} sessions, {judged} codes judged, {refused} sign-ins refused) ", end="")
        self.assertLessEqual(judged, opened * MOST_JUDGED_IN_A_SESSION)
        self.assertLess(judged, GUESSES // 20)
        self.assertGreater(refused, GUESSES * 3 // 4)
        self.check_bounds()
        # The user himself is let in again once the lock is over.
        workbench(self.server.endpoint, "POST", "/clock/advance", {"duration": "PT16M"})
        self.assertEqual(self.pool.sign_in("alice").status, 200)

    def test_ten_thousand_passwords(self):
        self.start()
        messages = [self.pool.sign_in("alice", f"Gu3ss-{number:06}").body["message"] for number in range(GUESSES)]
        judged = messages.count("Incorrect username or password.")
        self.assertEqual(len(messages) - judged, messages.count("Password attempts exceeded"))
        self.assertLess(judged, 20, "each further one costs twice the time of the one before")
        self.check_bounds()
        self.assertEqual(self.pool.sign_in("alice").body["message"], "Password attempts exceeded")
        workbench(self.server.endpoint, "POST", "/clock/advance", {"duration": "PT16M"})
        self.assertEqual(self.pool.sign_in("alice").status, 200)

    def test_ten_thousand_codes_of_a_sign_up_where_attempts_are_limited(self):
        self.start("--attempt-limits", "aws")
        self.pool.client.must("SignUp", ClientId=self.pool.app, Username="bob", Password=PASSWORD,
                              UserAttributes=[{"Name": "email", "Value": "bob@example.com"}])
        code = workbench(self.server.endpoint, "GET", f"/messages?pool={self.pool.id}&user=bob")["messages"][0]["code"]
        guesses = [guess for guess in (f"{number:06}" for number in range(GUESSES + 1)) if guess != code][:GUESSES]
        errors = [self.pool.client.call("ConfirmSignUp", ClientId=self.pool.app, Username="bob", ConfirmationCode=guess).error for guess in guesses]
        self.assertEqual((errors.count("CodeMismatchException"), errors.count("LimitExceededException")), (15, GUESSES - 15))
        self.check_bounds()

    def test_others_are_answered_beside_it(self):
        self.start()
        self.pool.add_user("bob")
        other = Client(self.server.endpoint)
        self.addCleanup(other.close)
        for number in range(50):
            self.pool.sign_in("alice", f"Gu3ss-{number:06}")
            self.assertEqual(other.get("/health").status, 200)
        self.assertEqual(self.pool.sign_in("bob").status, 200)
