"""No token is taken but the ones that were issued, and a bad one costs nobody anything."""

import time
import unittest

import forging
from process_layer import Server
from sign_in_client import PASSWORD, Pool, workbench

LIMIT_SECONDS = 5  # for one token, on a busy machine
REFUSED = (400, "NotAuthorizedException", "Invalid Access Token")


class ForgedTokens(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = Server("--log-level", "warning")
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        self.pool = self.make_pool()
        self.tokens = self.pool.tokens_of("alice")
        self.access = self.tokens["AccessToken"]

    def make_pool(self):
        pool = Pool(self.server.endpoint)
        self.addCleanup(pool.close)
        for name in ("alice", "eve"):
            pool.add_user(name)
        return pool

    def get_user(self, token):
        answer = self.pool.client.call("GetUser", AccessToken=token)
        return answer.status, answer.error, answer.body.get("message")

    def test_a_forged_token_is_told_from_a_true_one(self):
        others = [self.pool.tokens_of("eve")["AccessToken"], self.make_pool().tokens_of("alice")["AccessToken"]]
        self.assertNotEqual(forging.read(others[1], 0)["kid"], forging.read(self.access, 0)["kid"])
        keys = self.pool.client.get(f"/{self.pool.id}/.well-known/jwks.json").body["keys"]
        tried = forging.all_of(self.access, others, keys)
        self.assertGreater(len(tried), 180)
        problems = []
        for what, token in tried:
            started = time.monotonic()
            answer = self.get_user(token)
            if answer != REFUSED or time.monotonic() - started > LIMIT_SECONDS:
                problems.append(f"{what}: {answer}")
        self.assertEqual(problems, [])
        self.assertEqual(self.get_user(self.access)[0], 200)

    def test_other_tokens_of_the_same_sign_in_are_no_access_tokens(self):
        self.assertEqual(self.get_user(self.tokens["IdToken"]), REFUSED)
        self.assertEqual(self.get_user(self.tokens["RefreshToken"]), REFUSED)

    def test_no_operation_takes_a_forged_token(self):
        forged = dict(forging.told_otherwise(self.access, self.pool.tokens_of("eve")["AccessToken"]))["another sub"]
        for operation, members in (
                ("ChangePassword", {"PreviousPassword": PASSWORD, "ProposedPassword": "Batt3ry-staple"}), ("DeleteUser", {}), ("GlobalSignOut", {}),
                ("UpdateUserAttributes", {"UserAttributes": [{"Name": "name", "Value": "Eve"}]}), ("DeleteUserAttributes", {"UserAttributeNames": ["name"]}),
                ("GetUserAttributeVerificationCode", {"AttributeName": "email"}), ("VerifyUserAttribute", {"AttributeName": "email", "Code": "123456"}),
                ("AssociateSoftwareToken", {}), ("VerifySoftwareToken", {"UserCode": "123456"}), ("SetUserMFAPreference", {}),
                ("SetUserSettings", {"MFAOptions": []})):
            with self.subTest(operation):
                answer = self.pool.client.call(operation, AccessToken=forged, **members)
                self.assertEqual((answer.status, answer.error, answer.body["message"]), REFUSED)
        self.assertEqual(self.get_user(self.access)[0], 200)

    def test_a_token_of_a_pool_that_is_gone_is_refused(self):
        foreign = self.make_pool()
        token = foreign.tokens_of("alice")["AccessToken"]
        self.pool.client.must("DeleteUserPool", UserPoolId=foreign.id)
        self.assertEqual(self.get_user(token)[:2], (400, "NotAuthorizedException"))

    def test_a_token_that_has_expired_is_refused_and_so_is_one_that_says_it_has_not(self):
        self.addCleanup(workbench, self.server.endpoint, "PUT", "/clock", {"offset_seconds": 0})
        workbench(self.server.endpoint, "POST", "/clock/advance", {"duration": "PT1H"})
        self.assertEqual(self.get_user(self.access), (400, "NotAuthorizedException", "Access Token has expired"))
        later = {**forging.read(self.access, 1), "exp": forging.read(self.access, 1)["exp"] + 86400}
        header, _, signature = self.access.split(".")
        self.assertEqual(self.get_user(f"{header}.{forging.part(later)}.{signature}"), REFUSED)

    def test_a_refresh_token_is_good_for_its_own_client_and_as_a_whole(self):
        def refresh(token, app):
            answer = self.pool.client.call("InitiateAuth", ClientId=app, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters={"REFRESH_TOKEN": token})
            return answer.status, answer.body.get("message")

        true, app = self.tokens["RefreshToken"], self.pool.app
        for what, token, client in (
                ("of another client", true, self.pool.make_app()), ("of another pool", true, self.make_pool().app), ("cut", true[:-1], app),
                ("longer", true + "A", app), ("an access token", self.access, app), ("another letter", ("A" if true[0] != "A" else "B") + true[1:], app),
                ("without its second part", ".".join([true.split(".")[0], "", *true.split(".")[2:]]), app)):
            with self.subTest(what):
                self.assertEqual(refresh(token, client), (400, "Invalid Refresh Token."))
        self.assertEqual(refresh(true, app)[0], 200)
