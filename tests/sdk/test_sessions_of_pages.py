"""Sessions of users who come through the sign-in pages: the one of the browser, those of its applications, and what ends which; and that pages
offer no devices."""

import os
import sys
import urllib.parse

import newest
import support
from newest import PASSWORD, claims
from test_user_sessions import REVOKED_REFRESH, REVOKED_TOKEN

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support"))
import oauth_browser  # noqa: E402

SCOPE = "openid aws.cognito.signin.user.admin"


def setUpModule():
    support.start_module_server()


class PagesTestCase(newest.NewestTestCase):
    def setUp(self):
        super().setUp()
        self.make_pool(**self.pool_members())
        self.add_user()
        self.cognito.create_user_pool_domain(UserPoolId=self.pool_id, Domain=self.pool_id.lower().replace("_", "-"))
        self.first, self.second = self.make_app(), self.make_app()
        self.browser = self.open_browser()

    def pool_members(self):
        return {}

    def open_browser(self):
        browser = oauth_browser.Browser(support.endpoint())
        self.addCleanup(browser.close)
        return browser

    def make_app(self):
        return self.make_client(flows=("ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"), AllowedOAuthFlowsUserPoolClient=True,
                                AllowedOAuthFlows=["code"], AllowedOAuthScopes=SCOPE.split(), CallbackURLs=[oauth_browser.CALLBACK],
                                SupportedIdentityProviders=["COGNITO"])

    def tokens_of(self, app, browser=None):
        """Silently, where the browser is signed in."""
        browser = browser or self.browser
        code = browser.code(self.pool_id, oauth_browser.authorize_query(app, scope=SCOPE), "ada", PASSWORD)
        page = browser.redeem(app, code)
        self.assertEqual(page.status, 200, page)
        return page.json

    def is_asked(self, app):
        """Whether the browser would have to sign in."""
        page = self.browser.get("/oauth2/authorize?" + oauth_browser.authorize_query(app, scope=SCOPE))
        return urllib.parse.urlsplit(page.location).path == "/login"


class SessionsOfPages(PagesTestCase):
    def setUp(self):
        super().setUp()
        self.track()

    def track(self, most=20):
        self.cognito.set_user_pool_session_configuration(UserPoolId=self.pool_id, UserSessionTracking="ENABLED", TokenSession={"MaxPerUser": most})

    def listed(self, kind=None):
        sessions = self.cognito.admin_list_user_sessions(UserPoolId=self.pool_id, Username="ada")["Sessions"]
        return [one for one in sessions if kind in (None, one["SessionType"])]

    def ids(self, kind):
        return {one["SessionId"] for one in self.listed(kind)}

    def session_of(self, tokens):
        return claims(tokens["access_token"])["session_id"]

    def end(self, session, **members):
        self.cognito.admin_revoke_user_session(UserPoolId=self.pool_id, Username="ada", SessionId=session, **members)

    def lives(self, app, tokens):
        try:
            self.cognito.get_user(AccessToken=tokens["access_token"])
        except self.cognito.exceptions.NotAuthorizedException as error:
            self.assertEqual(error.response["Error"]["Message"], REVOKED_TOKEN[1])
            self.assert_refused(*REVOKED_REFRESH, "get_tokens_from_refresh_token", ClientId=app, RefreshToken=tokens["refresh_token"])
            return False
        self.cognito.get_tokens_from_refresh_token(ClientId=app, RefreshToken=tokens["refresh_token"])
        return True

    def test_one_browser_is_one_session_through_which_those_of_its_applications_came(self):
        first, second = self.tokens_of(self.first), self.tokens_of(self.second)
        api = self.tokens()
        browsers = self.listed("SSO")
        self.assertEqual(len(browsers), 1, self.listed())
        self.assertTrue(browsers[0]["SessionId"].startswith("sso"))
        self.assertNotIn("OriginSessionId", browsers[0])
        tokens = {one["SessionId"]: one for one in self.listed("TOKEN")}
        self.assertEqual(set(tokens), {self.session_of(first), self.session_of(second), claims(api["AccessToken"])["session_id"]})
        for given, app in ((first, self.first), (second, self.second)):
            one = tokens[self.session_of(given)]
            self.assertEqual((one["OriginSessionId"], one["ClientId"]), (browsers[0]["SessionId"], app))
        self.assertNotIn("OriginSessionId", tokens[claims(api["AccessToken"])["session_id"]])
        self.assertEqual(claims(first["id_token"])["session_id"], self.session_of(first))

    def test_a_user_sees_the_browsers_session_which_is_current_for_no_token(self):
        tokens = self.tokens_of(self.first)
        sessions = self.cognito.list_user_sessions(AccessToken=tokens["access_token"])["Sessions"]
        self.assertEqual({one["SessionType"]: one["IsCurrentSession"] for one in sessions}, {"TOKEN": True, "SSO": False})

    def test_an_applications_session_ends_alone(self):
        first, second = self.tokens_of(self.first), self.tokens_of(self.second)
        self.end(self.session_of(first))
        self.assertEqual((self.lives(self.first, first), self.lives(self.second, second)), (False, True))
        self.assertFalse(self.is_asked(self.first), "the browser's session lives")

    def test_or_with_the_browsers_and_not_with_its_sisters(self):
        first, second = self.tokens_of(self.first), self.tokens_of(self.second)
        self.end(self.session_of(first), RevokeAssociatedSessions="LINKED")
        self.assertEqual((self.lives(self.first, first), self.lives(self.second, second)), (False, True))
        self.assertEqual(self.ids("SSO"), set())
        self.assertTrue(self.is_asked(self.second))

    def test_the_browsers_session_ends_alone(self):
        first = self.tokens_of(self.first)
        self.end(*self.ids("SSO"))
        self.assertTrue(self.lives(self.first, first))
        self.assertTrue(self.is_asked(self.first))

    def test_or_with_all_that_came_through_it(self):
        first, second = self.tokens_of(self.first), self.tokens_of(self.second)
        elsewhere = self.tokens_of(self.first, self.open_browser())
        through = next(one for one in self.listed("TOKEN") if one["SessionId"] == self.session_of(first))["OriginSessionId"]
        self.end(through, RevokeAssociatedSessions="LINKED")
        self.assertEqual([self.lives(self.first, first), self.lives(self.second, second), self.lives(self.first, elsewhere)], [False, False, True])

    def test_a_user_may_end_the_browsers_session_he_came_through(self):
        first, second = self.tokens_of(self.first), self.tokens_of(self.second)
        browsers, = self.ids("SSO")
        self.assert_refused("InvalidParameterException", "The current session cannot be revoked.", "revoke_user_session",
                            AccessToken=first["access_token"], SessionId=self.session_of(first))
        self.cognito.revoke_user_session(AccessToken=first["access_token"], SessionId=browsers)
        self.assertEqual((self.lives(self.first, first), self.lives(self.second, second)), (True, True))
        self.assertTrue(self.is_asked(self.first))

    def test_a_refresh_token_that_is_revoked_takes_the_browsers_session_along_where_it_says_so(self):
        for linked, asked in (("NONE", False), ("LINKED", True)):
            with self.subTest(linked):
                tokens = self.tokens_of(self.first)
                self.cognito.revoke_token(ClientId=self.first, Token=tokens["refresh_token"], RevokeAssociatedSessions=linked)
                self.assertFalse(self.lives(self.first, tokens))
                self.assertEqual(self.is_asked(self.first), asked)

    def test_browsers_do_not_count_among_the_most(self):
        self.track(most=2)
        first, second = self.tokens_of(self.first), self.tokens_of(self.second)
        self.assertEqual((self.lives(self.first, first), self.lives(self.second, second)), (True, True))
        third = self.tokens_of(self.first, self.open_browser())
        self.assertEqual(len(self.ids("TOKEN")), 2)
        self.assertEqual(len(self.ids("SSO")), 2)
        self.assertTrue(self.lives(self.first, third))

    def test_a_client_may_say_that_it_never_goes_on_with_a_browsers_session(self):
        self.cognito.set_user_pool_client_session_configuration(UserPoolId=self.pool_id, ClientId=self.second, SSOSession={"MaxValidityMinutes": 0})
        self.tokens_of(self.first)
        self.assertEqual((self.is_asked(self.second), self.is_asked(self.first)), (True, False))
        self.assertEqual(len(self.ids("SSO")), 1)

    def test_sign_out_at_the_pages_ends_the_browsers_session(self):
        tokens = self.tokens_of(self.first)
        self.cognito.update_user_pool_client(
            UserPoolId=self.pool_id, ClientId=self.first, AllowedOAuthFlowsUserPoolClient=True, AllowedOAuthFlows=["code"],
            AllowedOAuthScopes=SCOPE.split(), CallbackURLs=[oauth_browser.CALLBACK], LogoutURLs=["https://app.example/bye"],
            SupportedIdentityProviders=["COGNITO"], ExplicitAuthFlows=["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])
        page = self.browser.get("/logout?" + oauth_browser.query_of({"client_id": self.first, "logout_uri": "https://app.example/bye"}))
        self.assertEqual(page.location, "https://app.example/bye")
        self.assertEqual(self.ids("SSO"), set())
        self.assertTrue(self.lives(self.first, tokens), "refresh tokens stay valid")


class DevicesAtPages(PagesTestCase):
    def pool_members(self):
        return {"DeviceConfiguration": {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": False}}

    def test_pages_offer_no_device(self):
        tokens = self.tokens_of(self.first)
        self.assertNotIn("device_key", claims(tokens["access_token"]))
        self.assertEqual(self.cognito.list_devices(AccessToken=tokens["access_token"])["Devices"], [])
        api = self.tokens()
        self.assertIn("device_key", claims(api["AccessToken"]), "the API does")
