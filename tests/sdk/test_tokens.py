"""Tokens, as PyJWT reads them, with the keys that it fetches itself."""

import os
import unittest

import jwt

import support
import workbench

PASSWORD = "Corr3ct-horse"


def setUpModule():
    os.environ["NO_PROXY"] = "*"  # PyJWT's fetching asks the environment
    support.start_module_server("--issuer", "request")


class TokensTest(support.PoolTestCase):
    def setUp(self):
        super().setUp()
        self.client_id = self.cognito.create_user_pool_client(
            UserPoolId=self.pool_id, ClientName="app")["UserPoolClient"]["ClientId"]
        self.cognito.admin_create_user(UserPoolId=self.pool_id, Username="ada", MessageAction="SUPPRESS")
        self.cognito.admin_set_user_password(UserPoolId=self.pool_id, Username="ada", Password=PASSWORD, Permanent=True)
        self.issuer = f"{support.endpoint()}/{self.pool_id}"
        self.keys = jwt.PyJWKClient(f"{self.issuer}/.well-known/jwks.json")

    def ask(self, **members):
        return workbench.call(support.endpoint(), "POST", "/_rockpool/tokens", {
            "UserPoolId": self.pool_id, "ClientId": self.client_id, "Username": "ada", **members})

    def tokens(self, **members):
        status, answer = self.ask(**members)
        self.assertEqual(status, 200, answer)
        return answer["AuthenticationResult"]

    def claims(self, token, **expected):
        key = self.keys.get_signing_key_from_jwt(token)
        return jwt.decode(token, key.key, algorithms=["RS256"], issuer=self.issuer, **expected)

    def test_both_tokens_verify(self):
        tokens = self.tokens()
        self.assertEqual(self.claims(tokens["IdToken"], audience=self.client_id)["cognito:username"], "ada")
        self.assertEqual(self.claims(tokens["AccessToken"])["client_id"], self.client_id)

    def test_scopes_and_nonce_are_those_that_were_asked_for(self):
        tokens = self.tokens(Scopes=["openid", "email"], Nonce="n-0S6")
        self.assertEqual(self.claims(tokens["AccessToken"])["scope"], "openid email")
        self.assertEqual(self.claims(tokens["IdToken"], audience=self.client_id)["nonce"], "n-0S6")

    def test_an_altered_token_does_not_verify(self):
        header, payload, signature = self.tokens()["AccessToken"].split(".")
        other = self.tokens()["AccessToken"].split(".")[1]
        self.assertNotEqual(other, payload)
        with self.assertRaises(jwt.InvalidSignatureError):
            self.claims(f"{header}.{other}.{signature}")

    def test_a_user_who_could_not_sign_in_gets_none(self):
        self.cognito.admin_disable_user(UserPoolId=self.pool_id, Username="ada")
        status, answer = self.ask()
        self.assertEqual((status, answer["__type"], answer["message"]), (400, "NotAuthorizedException", "User is disabled."))

    def test_tokens_end_when_the_clock_has_moved_on(self):
        tokens = self.tokens()
        self.addCleanup(workbench.call, support.endpoint(), "PUT", "/_rockpool/clock", {"offset_seconds": 0})
        workbench.call(support.endpoint(), "POST", "/_rockpool/clock/advance", {"duration": "PT1H"})
        self.assert_refused("NotAuthorizedException", "Access Token has expired", "get_user",
                            AccessToken=tokens["AccessToken"])


if __name__ == "__main__":
    unittest.main()
