"""A session is good for one answer, of the user and the client that it was given to, to the question that it asks; and SRP has no back door."""

import os
import sys
import unittest

from process_layer import Server
from sign_in_client import PASSWORD, Pool, authenticator_code

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "golden"))
import srp  # noqa: E402

INVALID = (400, "NotAuthorizedException", "Invalid session for the user.")
TIMESTAMP = "Tue Sep 1 00:09:40 UTC 2026"


def told(answer):
    return answer.status, answer.error, answer.body.get("message")


class SignInTestCase(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = Server("--log-level", "warning")
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        self.pool = self.make_pool()

    def make_pool(self):
        pool = Pool(self.server.endpoint, mfa=True)
        self.addCleanup(pool.close)
        for name in ("alice", "eve"):
            pool.add_user(name)
        return pool


class StolenSessions(SignInTestCase):
    def setUp(self):
        super().setUp()
        self.secrets = {name: self.pool.add_authenticator(name) for name in ("alice", "eve")}
        self.session = self.pool.sign_in("alice").body["Session"]

    def answer(self, session, user="alice", secret_of=None, **others):
        code = authenticator_code(self.secrets[secret_of or user], 1)
        return told(self.pool.answer(session, others.pop("challenge", "SOFTWARE_TOKEN_MFA"), {"USERNAME": user, "SOFTWARE_TOKEN_MFA_CODE": code}, **others))

    def test_it_is_of_no_use_to_another_user_client_or_pool(self):
        self.assertEqual(self.answer(self.session, user="eve"), INVALID)
        self.assertEqual(self.answer(self.session, app=self.pool.make_app()), INVALID)
        self.assertEqual(self.answer(self.session, app=self.make_pool().app), INVALID)
        self.assertEqual(self.answer(self.session, secret_of="eve")[1], "CodeMismatchException")
        self.assertEqual(self.answer(self.session)[0], 200)

    def test_it_answers_no_other_question(self):
        for challenge, responses in (
                ("NEW_PASSWORD_REQUIRED", {"NEW_PASSWORD": "Batt3ry-staple"}), ("MFA_SETUP", {}), ("SMS_MFA", {"SMS_MFA_CODE": "123456"}),
                ("EMAIL_OTP", {"EMAIL_OTP_CODE": "123456"}), ("SELECT_MFA_TYPE", {"ANSWER": "SOFTWARE_TOKEN_MFA"})):
            with self.subTest(challenge):
                self.assertEqual(told(self.pool.answer(self.session, challenge, {"USERNAME": "alice", **responses})), INVALID)
        self.assertNotEqual(self.pool.client.call("AssociateSoftwareToken", Session=self.session).status, 200)
        self.assertEqual(self.answer(self.session)[0], 200)

    def test_it_is_good_once(self):
        self.assertEqual(self.answer(self.session)[0], 200)
        self.assertEqual(self.answer(self.session)[:2], (400, "NotAuthorizedException"))

    def test_no_part_of_it_is_good(self):
        other = "A" if self.session[40] != "A" else "B"
        for session in (self.session[:-1], self.session[1:], self.session + "A", self.session[:40] + other + self.session[41:], "A" * 20, "A" * 2048):
            self.assertEqual(self.answer(session), INVALID, session[:60])
        self.assertEqual(self.answer(self.session)[0], 200)

    def test_a_password_alone_is_not_enough(self):
        body = self.pool.sign_in("alice").body
        self.assertEqual(body["ChallengeName"], "SOFTWARE_TOKEN_MFA")
        self.assertNotIn("AuthenticationResult", body)


class Srp(SignInTestCase):
    def begin(self, public_a):
        return self.pool.client.call("InitiateAuth", ClientId=self.pool.app, AuthFlow="USER_SRP_AUTH",
                                     AuthParameters={"USERNAME": "alice", "SRP_A": public_a})

    def prove(self, key, challenge, user="alice"):
        block = challenge["SECRET_BLOCK"]
        return self.pool.client.call(
            "RespondToAuthChallenge", ClientId=self.pool.app, ChallengeName="PASSWORD_VERIFIER", ChallengeResponses={
                "USERNAME": user, "PASSWORD_CLAIM_SECRET_BLOCK": block, "TIMESTAMP": TIMESTAMP,
                "PASSWORD_CLAIM_SIGNATURE": srp.claim_signature(key, self.pool.id, "alice", block, TIMESTAMP)})

    def test_no_public_value_makes_the_shared_secret_known(self):
        for what, public_a in (("0", "0"), ("zeros", "0" * 768), ("N", f"{srp.N:x}"), ("N in capitals", f"{srp.N:X}"), ("2N", f"{2 * srp.N:x}"),
                               ("3N behind zeros", f"000{3 * srp.N:x}"), ("N times N", f"{srp.N * srp.N:x}"), ("nothing", ""), ("minus one", "-1"),
                               ("a sign", "+1"), ("a prefix", "0x10"), ("blanks", " 1"), ("no digits", "xyz"), ("a zero byte", "1\x00"),
                               ("100,000 digits", "f" * 100_000)):
            with self.subTest(what):
                begun = self.begin(public_a)
                if begun.status == 200:  # whatever is taken for a number must be of no use
                    challenge = begun.body["ChallengeParameters"]
                    key = srp.derived_key(srp.scramble(int(public_a, 16), int(challenge["SRP_B"], 16)), 0)
                    begun = self.prove(key, challenge)
                self.assertEqual((begun.status, begun.error), (400, "InvalidParameterException"))

    def test_a_proof_of_nothing_is_refused(self):
        for what, key in (("an empty key", b""), ("zeros", bytes(16))):
            with self.subTest(what):
                answer = self.prove(key, self.begin("abc123").body["ChallengeParameters"])
                self.assertEqual(told(answer), (400, "NotAuthorizedException", "Incorrect username or password."))

    def test_a_proof_for_one_challenge_is_none_for_another(self):
        secret_a = "abcdef0123456789" * 8
        challenges = [self.begin(srp.public_value(secret_a)).body["ChallengeParameters"] for _ in range(2)]
        key = srp.client_key(secret_a, challenges[0]["SRP_B"], challenges[0]["SALT"], self.pool.id, "alice", PASSWORD)
        self.assertEqual(self.prove(key, challenges[1]).status, 400)
        self.assertEqual(self.prove(key, challenges[0], user="eve").status, 400)
        self.assertEqual(self.prove(key, challenges[0]).status, 200)
        self.assertEqual(self.prove(key, challenges[0]).status, 400)
