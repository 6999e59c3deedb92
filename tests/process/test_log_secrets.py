"""What is secret never reaches standard error: at no level, in no form of the log, in no sentence about a bad seed."""

import contextlib
import json
import os
import re
import sqlite3
import tempfile
import unittest

import api
import log_lines
import saml_metadata
import server
from processes import ProcessTestCase

POOL = "us-east-1_secretPool1"
EMPTY_POOL = "us-east-1_secretPool2"  # where nothing exists, so that a refusal is never "it exists already"
POOLS = [{"PoolName": "secrets", "UserPoolTags": {"_custom_id_": pool_id}} for pool_id in (POOL, EMPTY_POOL)]
MAX_BODY_BYTES = 64 * 1024

# Every secret of a request begins with this, and says where it was, so that a failure names the leak.
MARK = "xSECRETx"

OIDC = {"client_id": "id", "attributes_request_method": "GET", "oidc_issuer": "https://idp.example.com", "authorize_scopes": "openid"}
APPLE = {"client_id": "id", "team_id": "TEAM000001", "key_id": "KEY0000001", "authorize_scopes": "email"}


def create(provider_type, details, name=None, pool_id=POOL):
    return "CreateIdentityProvider", {"UserPoolId": pool_id, "ProviderName": name or provider_type,
                                      "ProviderType": provider_type, "ProviderDetails": details}


def refused(provider_type, details):
    name = "refused" if provider_type in ("OIDC", "SAML") else provider_type
    return create(provider_type, details, name, EMPTY_POOL)


def update(name, details, **members):
    return "UpdateIdentityProvider", {"UserPoolId": POOL, "ProviderName": name, "ProviderDetails": details, **members}


def app_client(secret, pool_id=EMPTY_POOL, **members):
    return "CreateUserPoolClient", {"UserPoolId": pool_id, "ClientName": "_custom_id_:secretClient", "ClientSecret": secret, **members}


def google(**details):
    return {"client_id": "id", "authorize_scopes": "openid", **details}


ACCEPTED = [
    create("Google", google(client_secret=MARK + "Google")),
    create("OIDC", {**OIDC, "client_secret": MARK + "Oidc"}, "oidc"),
    create("SignInWithApple", {**APPLE, "private_key": MARK + "Apple"}),
    create("SAML", {"MetadataFile": saml_metadata.document("https://idp.example.com/sso?token=" + MARK + "Metadata")}, "saml"),
    app_client(MARK + "OfAnAppClientItself", POOL),
]
ACCEPTED_UPDATES = [
    update("Google", {"client_secret": MARK + "Update"}),
    update("SignInWithApple", {"private_key": MARK + "AppleUpdate"}),
    ("AddUserPoolClientSecret", {"UserPoolId": POOL, "ClientId": "secretClient", "ClientSecret": MARK + "SecondOfAnAppClient"}),
]

DUPLICATE = {"a duplicate": create("Google", google(client_secret=MARK + "Duplicate"))}  # to a seed that is no error

# Each is refused, with a secret in it.
REFUSED = {
    "a required key missing": refused("Facebook", {"client_secret": MARK + "Missing"}),
    "an unknown key": refused("Google", google(client_secret=MARK + "Unknown", frobnicate="yes")),
    "a scope that is not legal": refused("Google", google(client_secret=MARK + "Scope", authorize_scopes="fly")),
    "null beside a secret": refused("Google", google(client_secret=MARK + "BesideNull", api_version=None)),
    "a list beside a secret": refused("Google", google(client_secret=MARK + "BesideList", api_version=[])),
    "a secret inside a list": refused("Google", google(client_secret=[MARK + "List"])),
    "a secret inside an object": refused("Google", google(client_secret={"value": MARK + "Object"})),
    "a secret that is too long": refused("Google", google(client_secret=MARK + "Long" * 40000)),
    "a secret in place of the details": refused("Google", MARK + "InPlace"),
    "a secret that reads like the end of a sentence": refused("Google", google(
        client_secret=f"it' at 'providerDetails' failed to be {MARK}Quoted", api_version=None)),
    "a secret beside an identifier that breaks the model": update(
        "Google", {"client_secret": MARK + "Member"}, IdpIdentifiers=["too long" * 20]),
    "an update with null beside a secret": update("Google", {"client_secret": MARK + "UpdateNull", "authorize_scopes": None}),
    "an update of nobody": update("nobody", {"client_secret": MARK + "Nobody"}),
    "an Apple key beside null": refused("SignInWithApple", {**APPLE, "private_key": MARK + "AppleNull", "client_id": None}),
    "an Apple key without a team": refused("SignInWithApple", {"private_key": MARK + "NoTeam", "client_id": "id"}),
    "a password in the address of metadata": refused("SAML", {"MetadataURL": f"https://u:{MARK}Url@idp.example.com/metadata"}),
    "a password in a local address": refused("SAML", {"MetadataURL": f"http://u:{MARK}LocalUrl@127.0.0.1:1/metadata"}),
    "a password in an address that is none": refused("SAML", {"MetadataURL": f"https://u:{MARK}NoUrl@idp example"}),
    "a password with a slash": refused("SAML", {"MetadataURL": f"https://u:pass/{MARK}Slash@idp.example.com/metadata"}),
    "a password in an update's address": update("saml", {"MetadataURL": f"https://u:{MARK}UpdateUrl@idp.example.com/metadata"}),
    "a password in an issuer": refused("OIDC", {**OIDC, "client_secret": MARK + "BesideIssuer",
                                                "oidc_issuer": f"https://u:{MARK}Issuer@idp.example.com"}),
    "a client's secret that is too short": app_client(MARK + "Short"),
    "a client's secret of other characters": app_client(MARK + "!OfOtherCharacters!"),
    "a client's secret inside a list": app_client([MARK + "ClientList"]),
    "a client's secret beside GenerateSecret": app_client(MARK + "BesideGenerateSecret", GenerateSecret=True),
    "a client's secret beside a bad name": app_client(MARK + "BesideABadClientName", AllowedOAuthScopes=["no such"]),
    "a secret in metadata that is none": refused("SAML", {"MetadataFile": f"<not-saml>{MARK}Xml</not-saml>"}),
}
# The query of an address stays out of the log; the API's own sentence about a seed quotes it, as AWS does.
UNREACHABLE = {"a token in the query of an address": refused("SAML", {"MetadataURL": f"http://127.0.0.1:1/m?token={MARK}Query"})}


def send_refused_before_they_are_understood(endpoint):
    """What the API never gets to see, or not as a request of its model."""
    api.post(endpoint, "CreateIdentityProvider", '{"ProviderDetails": {"client_secret": "' + MARK + 'HalfAJson"')
    api.post(endpoint, "CreateIdentityProvider", '["' + MARK + 'AList"]')
    api.post(endpoint, "InitiateAuth", json.dumps({"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "client",
                                                   "AuthParameters": {"USERNAME": "u", "PASSWORD": MARK + "NotYet"}}))
    api.post(endpoint, "CreateLagoon", json.dumps({"Password": MARK + "NoOperation"}))
    api.post(endpoint, "ListUserPools", json.dumps({"Password": MARK + "TooLarge" + " " * MAX_BODY_BYTES}))
    api.send(endpoint, "GET", f"/oauth2/token?client_secret={MARK}Path")
    api.send(endpoint, "PUT", f"/?client_secret={MARK}Method")
    api.send_bytes(endpoint, f"Authorization: Basic {MARK}NoHttp\r\n\r\n".encode())
    api.send_bytes(endpoint, f"GET /health HTTP/9.9\r\nAuthorization: Basic {MARK}NoVersion\r\n\r\n".encode())


def send_credentials(endpoint):
    for header in (f"AWS4-HMAC-SHA256 Credential={MARK}Key/20260101/us-east-1/cognito-idp/aws4_request, "
                   f"SignedHeaders=host;x-amz-date, Signature={MARK}Signature",
                   f"AWS4-HMAC-SHA256 Credential={MARK}Half, Signature={MARK}HalfSignature",
                   f"Bearer {MARK}Bearer", f"Basic {MARK}Basic"):
        for operation, body in (("ListUserPools", '{"MaxResults": 1}'), ("ListUserPools", "{}"), ("CreateLagoon", "{}")):
            api.post(endpoint, operation, body, {"Authorization": header, "X-Amz-Security-Token": MARK + "SessionToken",
                                                 "Cookie": f"session={MARK}Cookie"})
    api.send(endpoint, "GET", "/lagoon", headers={"Authorization": f"Bearer {MARK}Nowhere"})


class InTheLog(unittest.TestCase):
    """All that is above, sent to one server for each form of the log, at the level that says most."""

    @classmethod
    def setUpClass(cls):
        cls.logs = {form: cls.log_in(form) for form in log_lines.READERS}

    @classmethod
    def log_in(cls, form):
        with tempfile.TemporaryDirectory(prefix="rockpool-process-") as folder:
            database = os.path.join(folder, "rockpool.db")
            options = ("--log-level", "debug", "--log-format", form, "--max-body-bytes", str(4 * MAX_BODY_BYTES))
            cls.run_server(database, options, [cls.accept, cls.refuse])
            log = log_lines.log_of_the_last_ended()
            with contextlib.closing(sqlite3.connect(database)) as connection:
                cls.private_keys = [key for key, in connection.execute(
                    "SELECT encryption_key FROM identity_providers WHERE type = 'SAML'")]
            options = ("--log-level", "debug", "--log-format", form, "--max-body-bytes", str(MAX_BODY_BYTES), "--sigv4", "require")
            cls.run_server(":memory:", options, [send_credentials, send_refused_before_they_are_understood])
            return log + log_lines.log_of_the_last_ended()

    @staticmethod
    def run_server(database, options, senders):
        process = server.Server(*options, database=database)
        try:
            for send in senders:
                send(process.endpoint)
            send_credentials(process.endpoint)
            process.stop()
        finally:
            process.kill()

    @staticmethod
    def accept(endpoint):
        for pool in POOLS:
            api.call(endpoint, "CreateUserPool", **pool)
        for operation, request in ACCEPTED + ACCEPTED_UPDATES:
            api.call(endpoint, operation, **request)
        for name in ("Google", "oidc", "SignInWithApple", "saml"):
            api.call(endpoint, "DescribeIdentityProvider", UserPoolId=POOL, ProviderName=name)

    @staticmethod
    def refuse(endpoint):
        for name, (operation, request) in {**DUPLICATE, **REFUSED, **UNREACHABLE}.items():
            answer = api.post(endpoint, operation, json.dumps(request))
            if answer.status != 400:
                raise AssertionError(f"{name} was answered with {answer}")
        send_refused_before_they_are_understood(endpoint)

    def assert_never(self, secret):
        for form, log in self.logs.items():
            leaks = [line[:500] for line in log.splitlines() if secret in line]
            self.assertEqual(leaks, [], f"the log in {form} holds {secret}")

    def test_the_requests_have_left_their_lines(self):
        for form, log in self.logs.items():
            lines = log_lines.requests(log, form)
            self.assertGreaterEqual(sum(line["status"] == "200" for line in lines), len(ACCEPTED) + 1)
            self.assertGreaterEqual(sum(line["status"] == "400" for line in lines), len(REFUSED))

    def test_no_secret_of_a_request_accepted_or_refused(self):
        self.assert_never(MARK)

    def test_no_secret_in_another_spelling(self):
        for text in (MARK.lower(), MARK.upper(), MARK.encode().hex()):
            self.assert_never(text)

    def test_no_private_key_of_the_certificate_that_encrypts_assertions(self):
        self.assertEqual(len(self.private_keys), 1)
        key_lines = [line for line in self.private_keys[0].splitlines() if line]
        self.assertGreater(max(map(len, key_lines)), 40, "this is no key")
        for line in key_lines:
            self.assert_never(line)


class InTheSentenceAboutABadSeed(ProcessTestCase):
    def test_no_secret_of_the_entry_that_is_refused(self):
        for name, (operation, request) in REFUSED.items():
            with self.subTest(name):
                before = [("CreateUserPool", pool) for pool in POOLS]
                before += ACCEPTED if operation == "UpdateIdentityProvider" else []
                ended = self.run_seed([*before, (operation, request)])
                self.assertEqual((ended.code, ended.output), (5, ""))
                self.assertEqual(re.findall(MARK + r"\w{0,20}", ended.errors), [])
                self.assertIn(f"entry {len(before) + 1}: {operation}", ended.errors)

    def run_seed(self, entries):
        text = json.dumps([{"operation": operation, "request": request} for operation, request in entries])
        return self.run_to_end("--port", "0", "--database", ":memory:", "--seed", self.write("seed.json", text), "--log-level", "debug")

    def test_no_secret_of_an_entry_of_another_form(self):
        for entry in ({"operation": "CreateIdentityProvider", "request": MARK}, MARK, [MARK], {"client_secret": MARK},
                      {"operation": {"client_secret": MARK}, "request": {}}):
            with self.subTest(str(entry)):
                self.refuse(json.dumps([entry]))

    def test_no_secret_of_a_file_that_is_not_json(self):
        for text in (f'[{{"request": {{"client_secret": "{MARK}', MARK, f'{{"client_secret": "{MARK}"}}'):
            with self.subTest(text):
                self.refuse(text)

    def refuse(self, text):
        sentence = self.assert_refuses(5, "--port", "0", "--database", ":memory:", "--seed", self.write("seed.json", text))
        self.assertNotIn(MARK, sentence)
