"""What people type at the sign-in pages, and what pages and applications are given, never reaches the log: passwords, codes of messages,
authorization codes, cookies, tokens in fragments, secrets of authenticators."""

import json
import re
import unittest
import urllib.parse

import api
import log_lines
import page_browser
import server

MARK = "xSECRETx1!"  # begins each password, and says where it was
CALLBACK = "https://app.example/cb"
VERSIONS = {1: "code", 2: "verification_code"}  # of the pages, and the name of their field for the code of a message
MFA = {"MfaConfiguration": "ON", "SoftwareTokenMfaConfiguration": {"Enabled": True}}
SHORTEST = 20  # what is shorter says nothing: token_type, expires_in, a cleared cookie


class Person:
    """Goes through the pages of a pool. `secrets` is what nobody else may know."""

    def __init__(self, endpoint, version):
        self._endpoint, self._version = endpoint, version
        self.browser = page_browser.Browser(endpoint)
        self.secrets = []
        self.pool = self.call("CreateUserPool", PoolName="pages", AutoVerifiedAttributes=["email"],
                              Schema=[{"Name": "email", "Required": True, "Mutable": True}])["UserPool"]["Id"]
        self.call("CreateUserPoolDomain", UserPoolId=self.pool, Domain=f"pages-{version}", ManagedLoginVersion=version)
        self._client = self.call("CreateUserPoolClient", UserPoolId=self.pool, ClientName="app", AllowedOAuthFlowsUserPoolClient=True,
                                 AllowedOAuthFlows=["code", "implicit"], AllowedOAuthScopes=["openid"], CallbackURLs=[CALLBACK],
                                 SupportedIdentityProviders=["COGNITO"])["UserPoolClient"]["ClientId"]
        if version == 2:
            self.call("CreateManagedLoginBranding", UserPoolId=self.pool, ClientId=self._client, UseCognitoProvidedValues=True)

    def call(self, operation, **request):
        return api.call(self._endpoint, operation, **request)

    def open(self, path, response_type="code"):
        return self.browser.open(path, {"client_id": self._client, "response_type": response_type, "redirect_uri": CALLBACK, "scope": "openid",
                                        "state": "xSECRETxState", "nonce": "xSECRETxNonce"})

    def submit(self, page, **fields):
        return self.browser.submit(page, fields)

    def code_of_message(self, user):
        answer = api.send(self._endpoint, "GET", f"/_rockpool/messages?pool={self.pool}&user={user}&wait=10")
        code = answer.json()["messages"][-1]["code"]
        self.secrets.append(code)
        return code

    def redeem(self, page):
        form = {"grant_type": "authorization_code", "client_id": self._client, "redirect_uri": CALLBACK, "code": page.landed("code")}
        answer = api.send(self._endpoint, "POST", "/oauth2/token", urllib.parse.urlencode(form).encode(),
                          {"Content-Type": "application/x-www-form-urlencoded"})
        self.keep_tokens(*(answer.json()[name] for name in ("id_token", "access_token", "refresh_token")))

    def keep_tokens(self, *tokens):
        self.secrets += [part for token in tokens for part in token.split(".")[1:] if len(part) > SHORTEST]  # the header says nothing

    def sign_up(self):
        code_field = VERSIONS[self._version]
        who = {"username": "alice", "requiredAttributes[email]": "alice@example.com"}
        page = self.submit(self.open("/signup"), password="xSECRETx", **who)
        page = self.submit(page, password=MARK + "SignUp", **who)
        page = self.submit(page, **{code_field: "xSECRETxCode"})
        self.redeem(self.submit(page, **{code_field: self.code_of_message("alice")}))
        self.browser.open("/confirmUser", {"client_id": self._client, "user_name": "alice", "confirmation_code": "xSECRETxCode"})

    def sign_in(self):
        self.browser = self._another()
        page = self.submit(self.open("/login"), username="alice", password=MARK + "Wrong")
        self.redeem(self.submit(page, username="alice", password=MARK + "SignUp"))
        self.redeem(self.open("/oauth2/authorize"))
        implicit = self.open("/oauth2/authorize", "token")
        self.keep_tokens(implicit.landed("id_token"), implicit.landed("access_token"))

    def recover(self):
        code_field = VERSIONS[self._version]
        page = self.submit(self.open("/forgotPassword"), username="alice")
        new = {"new_password": MARK + "New", "confirm_password": MARK + "New"}
        page = self.submit(page, **new, **{code_field: "xSECRETxCode"})
        page = self.submit(page, **new, **{code_field: self.code_of_message("alice")})
        self.submit(page, username="alice", password=MARK + "SignUp")

    def be_invited(self):
        self.browser = self._another()
        self.call("AdminCreateUser", UserPoolId=self.pool, Username="carol", MessageAction="SUPPRESS", TemporaryPassword=MARK + "Temporary",
                  UserAttributes=[{"Name": "email", "Value": "carol@example.com"}])
        page = self.submit(self.open("/login"), username="carol", password=MARK + "Temporary")
        page = self.submit(page, new_password=MARK + "One", confirm_password=MARK + "Other")
        self.redeem(self.submit(page, new_password=MARK + "Chosen", confirm_password=MARK + "Chosen"))

    def set_up_an_authenticator(self):
        self.browser = self._another()
        self.call("SetUserPoolMfaConfig", UserPoolId=self.pool, **MFA)
        page = self.submit(self.open("/login"), username="carol", password=MARK + "Chosen")
        self.secrets.append(re.search(r"<code>([A-Z2-7]{52})</code>", page.text).group(1))
        self.submit(page, totp_code="xSECRETxTotp", device_name="xSECRETxDevice")

    def _another(self):
        """A browser without cookies; what the last one was given stays a secret."""
        another = page_browser.Browser(self._endpoint)
        another.given = self.browser.given
        return another


class InTheLog(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.logs, cls.secrets = {}, {}
        for form in log_lines.READERS:
            process = server.Server("--log-level", "debug", "--log-format", form)
            secrets = []
            try:
                for version in VERSIONS:
                    person = Person(process.endpoint, version)
                    for act in (person.sign_up, person.sign_in, person.recover, person.be_invited, person.set_up_an_authenticator):
                        act()
                    secrets += person.secrets + [value for value in person.browser.given if len(value) > SHORTEST]
                process.stop()
            finally:
                process.kill()
            cls.logs[form], cls.secrets[form] = log_lines.log_of_the_last_ended(), set(secrets)

    def test_the_pages_have_left_their_lines(self):
        for form, log in self.logs.items():
            paths = json.dumps(log_lines.requests(log, form))
            for path in ("/signup", "/confirm", "/login", "/oauth2/token", "/forgotPassword", "/changePassword", "/mfa/register/totp"):
                self.assertIn(path, paths)
            self.assertGreater(len(self.secrets[form]), 60)

    def test_nothing_that_a_person_has_typed(self):
        for log in self.logs.values():
            for spelling in ("xSECRETx", "xsecretx", "XSECRETX", b"xSECRETx".hex()):
                self.assertEqual(log_lines.lines_with(log, spelling), [])

    def test_nothing_that_a_browser_or_an_application_was_given(self):
        for form, secrets in self.secrets.items():
            for secret in secrets:
                self.assertEqual(log_lines.lines_with(self.logs[form], secret), [])


if __name__ == "__main__":
    unittest.main()
