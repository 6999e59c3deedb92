"""What the tests of the newest operations share: boto3 with the API of today, and a pool with its app client, people and outbox.

Debian's boto3 is older than passkeys, choice-based sign-in and sessions; boto3 takes any model of an API, and the tree has the newest one.
"""

import atexit
import base64
import functools
import json
import os
import shutil
import tempfile

import boto3
import botocore.session
from botocore.config import Config

import srp_flow
import support
import workbench

PASSWORD = "Corr3ct-horse"
NEXT_PASSWORD = "Batt3ry-staple"
API_VERSION = "2016-04-18"
MODEL = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir, "server", "api", "model",
                     f"cognito-idp-{API_VERSION}.json")
FROM_OUR_OWN_ADDRESS = {"EmailConfiguration": {"EmailSendingAccount": "DEVELOPER",
                                               "SourceArn": "arn:aws:ses:us-east-1:000000000000:identity/rock@example.com"}}
BY_SMS = {"SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::000000000000:role/sns", "ExternalId": "rock"}}
BY_CHOICE = ("ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")


def _write_model(folder):
    """The tree's model where botocore looks for one, with the two members of botocore's own form that it leaves out."""
    with open(MODEL, encoding="utf-8") as file:
        model = json.load(file)
    model["version"] = "2.0"
    model["metadata"] = {"protocol": "json", "serviceFullName": "Amazon Cognito Identity Provider", **model["metadata"]}
    home = os.path.join(folder, "cognito-idp", API_VERSION)
    os.makedirs(home)
    with open(os.path.join(home, "service-2.json"), "w", encoding="utf-8") as file:
        json.dump(model, file)


@functools.lru_cache(maxsize=None)
def _session():
    folder = tempfile.mkdtemp(prefix="rockpool-sdk-model-")
    atexit.register(shutil.rmtree, folder)
    _write_model(folder)
    session = botocore.session.get_session()
    session.get_component("data_loader").search_paths.insert(0, folder)
    return boto3.session.Session(botocore_session=session)


@functools.lru_cache(maxsize=None)
def client_for(url, check_parameters=True, user_agent=None, region=support.REGION):
    """As support.client_for, of today's API. `user_agent` is what the server takes for the user's device."""
    return _session().client(
        "cognito-idp", endpoint_url=url, region_name=region, aws_access_key_id="test", aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 0}, parameter_validation=check_parameters, proxies={}, user_agent=user_agent,
                      max_pool_connections=support.PARALLEL_CONNECTIONS))


def claims(token):
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def other_than(code):
    return "000000" if code != "000000" else "000001"


def attributes(**values):
    return [{"Name": name, "Value": value} for name, value in values.items()]


class Outbox:
    """The messages to the users of one pool, each taken once."""

    def __init__(self, pool_id):
        self._pool_id, self._after = pool_id, 0

    def all_new(self, wait=0):
        path = f"/_rockpool/messages?pool={self._pool_id}&after={self._after}&wait={wait}"
        status, answer = workbench.call(support.endpoint(), "GET", path)
        assert status == 200, answer
        if answer["messages"]:
            self._after = answer["messages"][-1]["id"]
        return answer["messages"]

    def next(self):
        """The only new message, which is waited for."""
        messages = self.all_new(wait=10)
        assert len(messages) == 1, messages
        return messages[0]

    def code(self):
        return self.next()["code"]


class NewestTestCase(support.CognitoTestCase):
    """No pool yet: `make_pool` makes the test's own, `pool_id`, with its `outbox`."""

    def setUp(self):
        super().setUp()
        self.cognito = client_for(support.endpoint())
        self.unchecked = client_for(support.endpoint(), check_parameters=False)

    def make_pool(self, factors=None, webauthn=None, mfa=None, **members):
        """`factors`: AllowedFirstAuthFactors; `webauthn`: WebAuthnConfiguration; `mfa`: further members of SetUserPoolMfaConfig."""
        if factors:
            members["Policies"] = {"SignInPolicy": {"AllowedFirstAuthFactors": list(factors)}, **members.pop("Policies", {})}
        self.pool_id = self.cognito.create_user_pool(PoolName="rock", **members)["UserPool"]["Id"]
        if webauthn or mfa:
            self.cognito.set_user_pool_mfa_config(
                UserPoolId=self.pool_id, **({"WebAuthnConfiguration": webauthn} if webauthn else {}), **(mfa or {}))
        self.outbox = Outbox(self.pool_id)
        self.client_id = self.make_client()
        return self.pool_id

    def make_client(self, flows=BY_CHOICE, **members):
        return self.cognito.create_user_pool_client(
            UserPoolId=self.pool_id, ClientName="app", ExplicitAuthFlows=list(flows), **members)["UserPoolClient"]["ClientId"]

    def add_user(self, name="ada", password=PASSWORD, permanent=True, **values):
        """With `password` None the user has none, which the pool must allow."""
        user = self.cognito.admin_create_user(UserPoolId=self.pool_id, Username=name, MessageAction="SUPPRESS",
                                              UserAttributes=attributes(**values))["User"]
        if password:
            self.cognito.admin_set_user_password(UserPoolId=self.pool_id, Username=name, Password=password, Permanent=permanent)
        return user

    def begin(self, name="ada", client_id=None, flow="USER_AUTH", **parameters):
        return self.cognito.initiate_auth(ClientId=client_id or self.client_id, AuthFlow=flow,
                                          AuthParameters={"USERNAME": name, **parameters})

    def refuse_begin(self, exception, message, name="ada", client_id=None, flow="USER_AUTH", **parameters):
        return self.assert_refused(exception, message, "initiate_auth", ClientId=client_id or self.client_id, AuthFlow=flow,
                                   AuthParameters={"USERNAME": name, **parameters})

    def response(self, begun, name="ada", challenge=None, client_id=None, **responses):
        """RespondToAuthChallenge's request."""
        return {"ClientId": client_id or self.client_id, "ChallengeName": challenge or begun["ChallengeName"],
                "Session": begun["Session"], "ChallengeResponses": {"USERNAME": name, **responses}}

    def answer(self, begun, name="ada", **responses):
        return self.cognito.respond_to_auth_challenge(**self.response(begun, name, **responses))

    def refuse_answer(self, exception, message, begun, name="ada", **responses):
        return self.assert_refused(exception, message, "respond_to_auth_challenge", **self.response(begun, name, **responses))

    def tokens(self, name="ada", password=PASSWORD, **options):
        """By the password, as the user's choice."""
        begun = self.begin(name, PREFERRED_CHALLENGE="PASSWORD", PASSWORD=password, **options)
        self.assertIn("AuthenticationResult", begun, begun)
        return begun["AuthenticationResult"]

    def add_authenticator(self, access_token):
        """Registers a TOTP secret and turns it on; returns the secret, whose present code is used up."""
        secret = self.cognito.associate_software_token(AccessToken=access_token)["SecretCode"]
        self.cognito.verify_software_token(AccessToken=access_token, UserCode=srp_flow.authenticator_code(secret))
        self.cognito.set_user_mfa_preference(AccessToken=access_token,
                                             SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True})
        return secret
