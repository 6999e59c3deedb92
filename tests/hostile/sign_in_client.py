"""A pool with users, and sign-ins to attack. Standard library only."""

import http.client
import json
import os
import sys
import time
import urllib.parse

from process_layer import Answer, Client

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "golden"))
import computing  # noqa: E402

PASSWORD = "Corr3ct-horse"
FLOWS = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]


def workbench(endpoint, method, path, body=None):
    """The JSON of a good answer of /_rockpool."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(endpoint).netloc, timeout=30)
    try:
        connection.request(method, "/_rockpool" + path, None if body is None else json.dumps(body), {"Content-Type": "application/json"})
        answer = Answer(connection.getresponse())
    finally:
        connection.close()
    if answer.status != 200:
        raise AssertionError(f"{method} {path} was answered with {answer.status} {answer.text[:500]}")
    return answer.body


def authenticator_code(secret, steps_ahead=0):
    """What an authenticator program shows; wall time, as long as the server's clock has not been moved."""
    return computing.one_time_password(secret, int(time.time()) // computing.TOTP_SECONDS + steps_ahead, 6)


class Pool:
    def __init__(self, endpoint, mfa=False, **settings):
        self.endpoint, self.client = endpoint, Client(endpoint)
        self.id = self.client.must("CreateUserPool", PoolName="hostile", **settings)["UserPool"]["Id"]
        if mfa:
            self.client.must("SetUserPoolMfaConfig", UserPoolId=self.id, MfaConfiguration="OPTIONAL", SoftwareTokenMfaConfiguration={"Enabled": True})
        self.app = self.make_app()

    def make_app(self):
        return self.client.must("CreateUserPoolClient", UserPoolId=self.id, ClientName="app", ExplicitAuthFlows=FLOWS)["UserPoolClient"]["ClientId"]

    def add_user(self, name):
        self.client.must("AdminCreateUser", UserPoolId=self.id, Username=name, MessageAction="SUPPRESS")
        self.client.must("AdminSetUserPassword", UserPoolId=self.id, Username=name, Password=PASSWORD, Permanent=True)

    def sign_in(self, name, password=PASSWORD):
        """The answer to the first call."""
        return self.client.call("InitiateAuth", ClientId=self.app, AuthFlow="USER_PASSWORD_AUTH", AuthParameters={"USERNAME": name, "PASSWORD": password})

    def tokens_of(self, name):
        return self.sign_in(name).body["AuthenticationResult"]

    def add_authenticator(self, name):
        """The user is asked for its codes from now on, of which one is used up already."""
        token = self.tokens_of(name)["AccessToken"]
        secret = self.client.must("AssociateSoftwareToken", AccessToken=token)["SecretCode"]
        self.client.must("VerifySoftwareToken", AccessToken=token, UserCode=authenticator_code(secret))
        self.client.must("SetUserMFAPreference", AccessToken=token, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True})
        return secret

    def answer(self, session, challenge, responses, app=None, client=None):
        return (client or self.client).call("RespondToAuthChallenge", ClientId=app or self.app, ChallengeName=challenge, Session=session,
                                            ChallengeResponses=responses)

    def close(self):
        self.client.close()
