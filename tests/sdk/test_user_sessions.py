"""Sessions of users with boto3: who signed in where, how many of them, and how they end."""

import unittest

from botocore.exceptions import ClientError

import newest
import server
import support
import workbench
from newest import claims

REVOKED_TOKEN = ("NotAuthorizedException", "Access Token has been revoked")
REVOKED_REFRESH = ("NotAuthorizedException", "Refresh Token has been revoked")
NO_SESSION = ("ResourceNotFoundException", "Session does not exist.")
NOT_TRACKED = ("OperationNotEnabledException", "User session tracking is not enabled for this user pool.")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"


def setUpModule():
    support.start_module_server()


class SessionTestCase(newest.NewestTestCase):
    def setUp(self):
        super().setUp()
        self.make_pool()
        self.track()
        self.add_user()

    def track(self, tracking="ENABLED", most=20):
        self.cognito.set_user_pool_session_configuration(
            UserPoolId=self.pool_id, UserSessionTracking=tracking, TokenSession={"MaxPerUser": most})

    def session_of(self, tokens):
        return claims(tokens["AccessToken"])["session_id"]

    def of_admin(self, name="ada"):
        return self.cognito.admin_list_user_sessions(UserPoolId=self.pool_id, Username=name)["Sessions"]

    def of_user(self, tokens):
        return self.cognito.list_user_sessions(AccessToken=tokens["AccessToken"])["Sessions"]

    def assert_ended(self, tokens):
        self.assert_refused(*REVOKED_TOKEN, "get_user", AccessToken=tokens["AccessToken"])
        self.assert_refused(*REVOKED_REFRESH, "get_tokens_from_refresh_token", ClientId=self.client_id,
                            RefreshToken=tokens["RefreshToken"])

    def assert_lives(self, tokens):
        self.assertEqual(self.cognito.get_user(AccessToken=tokens["AccessToken"])["Username"], "ada")
        self.cognito.get_tokens_from_refresh_token(ClientId=self.client_id, RefreshToken=tokens["RefreshToken"])


class Lists(SessionTestCase):
    def test_each_sign_in_is_a_session_which_its_tokens_name(self):
        tokens = self.tokens()
        (session,) = self.of_admin()
        self.assertRegex(session["SessionId"], "^tkn[0-9a-z]{25}$")
        self.assertEqual((session["SessionType"], session["ClientId"], session["LastIPAddress"], session["IsCurrentSession"]),
                         ("TOKEN", self.client_id, "127.0.0.1", False))
        self.assertEqual(session["LastLocation"]["Country"], "unknown")
        self.assertNotIn("OriginSessionId", session)
        self.assertEqual(session["CreateDate"], session["LastActiveDate"])
        self.assertEqual({self.session_of(tokens), claims(tokens["IdToken"])["session_id"]}, {session["SessionId"]})

    def test_a_user_sees_which_one_is_his(self):
        first, second = self.tokens(), self.tokens(client_id=self.make_client())
        for mine in (first, second):
            current = {one["SessionId"]: one["IsCurrentSession"] for one in self.of_user(mine)}
            self.assertEqual(current, {self.session_of(one): one is mine for one in (first, second)})
        self.assertEqual([one["IsCurrentSession"] for one in self.of_admin()], [False, False])

    def test_a_device_is_told_by_its_user_agent(self):
        cognito = newest.client_for(support.endpoint(), user_agent=FIREFOX)
        cognito.initiate_auth(ClientId=self.client_id, AuthFlow="USER_AUTH", AuthParameters={
            "USERNAME": "ada", "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": newest.PASSWORD})
        self.assertRegex(self.of_admin()[0]["DeviceType"], "^Firefox 131 / Linux")

    def test_a_refresh_is_the_same_session_used_again(self):
        tokens, other = self.tokens(), self.tokens()
        self.assertEqual([one["SessionId"] for one in self.of_admin()], [self.session_of(one) for one in (other, tokens)])
        refreshed = self.cognito.get_tokens_from_refresh_token(
            ClientId=self.client_id, RefreshToken=tokens["RefreshToken"])["AuthenticationResult"]
        self.assertEqual(self.session_of(refreshed), self.session_of(tokens))
        listed = self.of_admin()
        self.assertEqual([one["SessionId"] for one in listed], [self.session_of(one) for one in (tokens, other)])
        self.assertGreater(listed[0]["LastActiveDate"], listed[0]["CreateDate"])
        self.assertTrue(next(one for one in self.of_user(refreshed) if one["SessionId"] == self.session_of(tokens))["IsCurrentSession"])

    def test_a_session_ends_with_its_refresh_token(self):
        ways = {
            "revoking": lambda one: self.cognito.revoke_token(ClientId=self.client_id, Token=one["RefreshToken"]),
            "signing out": lambda one: self.cognito.global_sign_out(AccessToken=one["AccessToken"]),
            "an administrator": lambda one: self.cognito.admin_user_global_sign_out(UserPoolId=self.pool_id, Username="ada"),
            "disabling": lambda one: self.cognito.admin_disable_user(UserPoolId=self.pool_id, Username="ada"),
        }
        for what, end in ways.items():
            with self.subTest(what):
                tokens = self.tokens()
                self.assertEqual(len(self.of_admin()), 1)
                end(tokens)
                self.assertEqual(self.of_admin(), [])

    def test_nobody_and_no_pool_are_told(self):
        self.assert_refused("UserNotFoundException", "User does not exist.", "admin_list_user_sessions",
                            UserPoolId=self.pool_id, Username="nobody")
        self.assert_refused("ResourceNotFoundException", "User pool us-east-1_nowhere does not exist.", "admin_list_user_sessions",
                            UserPoolId="us-east-1_nowhere", Username="ada")
        self.assert_refused("NotAuthorizedException", "Invalid Access Token", "list_user_sessions", AccessToken="garbage")


class Ends(SessionTestCase):
    def test_an_administrator_ends_one_and_its_tokens(self):
        first, second = self.tokens(), self.tokens()
        answer = self.cognito.admin_revoke_user_session(UserPoolId=self.pool_id, Username="ada", SessionId=self.session_of(first))
        del answer["ResponseMetadata"]
        self.assertEqual(answer, {})
        self.assert_ended(first)
        self.assert_lives(second)
        self.assertEqual([one["SessionId"] for one in self.of_admin()], [self.session_of(second)])
        self.assert_refused(*NO_SESSION, "admin_revoke_user_session", UserPoolId=self.pool_id, Username="ada",
                            SessionId=self.session_of(first))

    def test_a_user_ends_another_of_his_own_and_not_the_one_he_is_in(self):
        first, second = self.tokens(), self.tokens()
        self.assert_refused("InvalidParameterException", "The current session cannot be revoked.", "revoke_user_session",
                            AccessToken=first["AccessToken"], SessionId=self.session_of(first))
        self.cognito.revoke_user_session(AccessToken=first["AccessToken"], SessionId=self.session_of(second))
        self.assert_ended(second)
        self.assert_lives(first)

    def test_a_session_of_another_user_is_none(self):
        self.add_user("bob")
        mine, his = self.tokens(), self.tokens("bob")
        self.assert_refused(*NO_SESSION, "revoke_user_session", AccessToken=mine["AccessToken"], SessionId=self.session_of(his))
        self.assert_refused(*NO_SESSION, "admin_revoke_user_session", UserPoolId=self.pool_id, Username="ada",
                            SessionId=self.session_of(his))
        self.assertEqual(len(self.of_admin("bob")), 1)

    def test_linked_sessions_of_the_api_have_nothing_to_end_beside_them(self):
        first, second = self.tokens(), self.tokens()
        self.cognito.admin_revoke_user_session(UserPoolId=self.pool_id, Username="ada", SessionId=self.session_of(first),
                                               RevokeAssociatedSessions="LINKED")
        self.assert_ended(first)
        self.cognito.revoke_token(ClientId=self.client_id, Token=second["RefreshToken"], RevokeAssociatedSessions="LINKED")
        self.assertEqual(self.of_admin(), [])

    def test_what_looks_like_an_id_may_be_nobodys_and_nothing_else_is_looked_for(self):
        for unknown in ("tkn" + "0" * 25, "sso" + "0" * 25):
            self.assert_refused(*NO_SESSION, "admin_revoke_user_session", UserPoolId=self.pool_id, Username="ada", SessionId=unknown)
        access = self.tokens()["AccessToken"]
        for other in ("'; --", "x" * 5000, "tkn" + "A" * 25):
            for operation, owner in (("admin_revoke_user_session", {"UserPoolId": self.pool_id, "Username": "ada"}),
                                     ("revoke_user_session", {"AccessToken": access})):
                with self.assertRaisesRegex(ClientError, "InvalidParameterException.*at 'sessionId' failed to satisfy constraint"):
                    getattr(self.cognito, operation)(SessionId=other, **owner)


class Limits(SessionTestCase):
    def test_the_one_that_was_not_used_for_longest_makes_room(self):
        self.track(most=2)
        first, second = self.tokens(), self.tokens()
        self.cognito.get_tokens_from_refresh_token(ClientId=self.client_id, RefreshToken=first["RefreshToken"])
        third = self.tokens()
        self.assertEqual({one["SessionId"] for one in self.of_admin()}, {self.session_of(one) for one in (first, third)})
        self.assert_ended(second)
        self.assert_lives(first)

    def test_a_lower_limit_is_for_the_next_sign_in(self):
        before = [self.tokens() for _ in range(3)]
        self.track(most=1)
        self.assertEqual(len(self.of_admin()), 3)
        self.assert_lives(before[0])
        newest_one = self.tokens()
        self.assertEqual([one["SessionId"] for one in self.of_admin()], [self.session_of(newest_one)])

    def test_a_wrong_password_makes_no_room(self):
        self.track(most=1)
        tokens = self.tokens()
        self.refuse_begin("NotAuthorizedException", "Incorrect username or password.", PREFERRED_CHALLENGE="PASSWORD",
                          PASSWORD="wr0ng-Horse")
        self.assert_lives(tokens)

    def test_thirty_stand_in_one_page(self):
        self.track(most=100)
        for _ in range(30):
            self.tokens()
        listed = self.cognito.admin_list_user_sessions(UserPoolId=self.pool_id, Username="ada")
        self.assertEqual((len(listed["Sessions"]), "NextToken" in listed), (30, False))


class Tracking(SessionTestCase):
    def test_without_it_tokens_are_as_before_and_the_operations_are_refused(self):
        tracked = self.tokens()
        session = self.session_of(tracked)
        self.track("DISABLED")
        untracked = self.tokens()
        self.assertNotIn("session_id", claims(untracked["AccessToken"]))
        self.assert_lives(tracked)
        access = untracked["AccessToken"]
        self.assert_refused(*NOT_TRACKED, "admin_list_user_sessions", UserPoolId=self.pool_id, Username="nobody")
        self.assert_refused(*NOT_TRACKED, "list_user_sessions", AccessToken=access)
        self.assert_refused(*NOT_TRACKED, "admin_revoke_user_session", UserPoolId=self.pool_id, Username="nobody", SessionId=session)
        self.assert_refused(*NOT_TRACKED, "revoke_user_session", AccessToken=access, SessionId=session)

    def test_turning_it_on_invents_no_sessions(self):
        self.track("DISABLED")
        running = self.tokens()
        self.track()
        self.assertEqual(self.of_admin(), [])
        self.assert_lives(running)


class Expiry(unittest.TestCase):
    def test_a_session_ends_with_the_life_of_its_refresh_token(self):
        own = server.Server()  # whose clock may be moved
        self.addCleanup(own.stop)
        cognito = newest.client_for(own.endpoint)
        pool = cognito.create_user_pool(PoolName="short")["UserPool"]["Id"]
        cognito.set_user_pool_session_configuration(UserPoolId=pool, UserSessionTracking="ENABLED", TokenSession={"MaxPerUser": 5})
        client = cognito.create_user_pool_client(
            UserPoolId=pool, ClientName="app", ExplicitAuthFlows=list(newest.BY_CHOICE), RefreshTokenValidity=60,
            AccessTokenValidity=5, IdTokenValidity=5,
            TokenValidityUnits={name: "minutes" for name in ("RefreshToken", "AccessToken", "IdToken")})["UserPoolClient"]["ClientId"]
        cognito.admin_create_user(UserPoolId=pool, Username="ada", MessageAction="SUPPRESS")
        cognito.admin_set_user_password(UserPoolId=pool, Username="ada", Password=newest.PASSWORD, Permanent=True)
        cognito.initiate_auth(ClientId=client, AuthFlow="USER_AUTH", AuthParameters={
            "USERNAME": "ada", "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": newest.PASSWORD})
        for seconds, left in ((3500, 1), (200, 0)):
            status, answer = workbench.call(own.endpoint, "POST", "/_rockpool/clock/advance", {"seconds": seconds})
            self.assertEqual(status, 200, answer)
            self.assertEqual(len(cognito.admin_list_user_sessions(UserPoolId=pool, Username="ada")["Sessions"]), left)
