"""What the tests of trigger moments share: a pool that has every function there is, and what each of them was sent."""

import os
import sys
import time
import unittest

import newest
import support
from newest import PASSWORD, attributes

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support"))
import oauth_browser  # noqa: E402,F401  (for tests that import it from here)
from function_server import FunctionServer, arn_of  # noqa: E402

KEY = "arn:aws:kms:us-east-1:123456789012:key/0d990263-6127-4db2-8f3a-8cee52e97fb4"
PLAIN = ("PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication", "DefineAuthChallenge", "CreateAuthChallenge",
         "VerifyAuthChallengeResponse", "UserMigration", "CustomMessage")
VERSIONED = {"PreTokenGenerationConfig": "V3_0", "InboundFederation": "V1_0"}
SENDERS = {"CustomEmailSender": "V1_0", "CustomSMSSender": "V1_0"}
FLOWS = ("ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")
WAIT_SECONDS = 60
lambdas = None


def start():
    """To be called by setUpModule: the functions and the server of the module."""
    global lambdas
    lambdas = FunctionServer()
    unittest.addModuleCleanup(lambdas.close)
    support.start_module_server("--lambda-endpoint", lambdas.endpoint, "--custom-sender-code", "plain")


def config_of(name, senders):
    """Every trigger there is, at one function."""
    versioned = {**VERSIONED, **(SENDERS if senders else {})}
    return {**{trigger: arn_of(name) for trigger in PLAIN}, **({"KMSKeyID": KEY} if senders else {}),
            **{trigger: {"LambdaArn": arn_of(name), "LambdaVersion": version} for trigger, version in versioned.items()}}


class MomentsTestCase(newest.NewestTestCase):
    """The function says `says` by its trigger source, and else changes nothing."""

    def setUp(self):
        super().setUp()
        self.name, self.seen, self.says = self._testMethodName, 0, {}
        lambdas.add(self.name, self.called)

    def called(self, event):
        change = self.says.get(event["triggerSource"], {})
        return {**event, "response": {**event.get("response", {}), **change}}

    def make_pool(self, factors=None, webauthn=None, mfa=None, senders=False, **members):
        pool = super().make_pool(factors, webauthn, mfa, LambdaConfig=config_of(self.name, senders), AutoVerifiedAttributes=["email"], **members)
        self.client_id = self.make_client(FLOWS)
        return pool

    def events(self):
        """Those since the last time."""
        calls = lambdas.calls_of(self.name)
        new, self.seen = calls[self.seen:], len(calls)
        return [call.event for call in new]

    def sources(self):
        return [event["triggerSource"] for event in self.events()]

    def wait_for(self, source):
        """The next event, which a sender gets beside the request."""
        ends = time.monotonic() + WAIT_SECONDS
        while len(lambdas.calls_of(self.name)) == self.seen and time.monotonic() < ends:
            time.sleep(0.02)
        event, = self.events()
        self.assertEqual(event["triggerSource"], source)
        return event

    def enter(self, name="ada", password=PASSWORD, **members):
        return self.cognito.initiate_auth(ClientId=self.client_id, AuthFlow="USER_PASSWORD_AUTH",
                                          AuthParameters={"USERNAME": name, "PASSWORD": password}, **members)

    def sign_up(self, name="ada", **members):
        return self.cognito.sign_up(ClientId=self.client_id, Username=name, Password=PASSWORD,
                                    UserAttributes=attributes(email=f"{name}@example.com"), **members)
