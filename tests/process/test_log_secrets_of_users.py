"""What users type and what they are given never reaches the log: passwords, codes, secrets, sessions, tokens."""

import base64
import hashlib
import hmac
import json
import unittest
import urllib.parse

import api
import log_lines
import server

# Every password begins with this, and says where it was. It conforms to the policy of a new pool.
MARK = "xSECRETx1!"
MFA = {"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}}
OAUTH = {"AllowedOAuthFlowsUserPoolClient": True, "AllowedOAuthFlows": ["code"], "AllowedOAuthScopes": ["openid"],
         "CallbackURLs": ["https://app.example/cb"], "SupportedIdentityProviders": ["COGNITO"]}
FLOWS = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]


class Person:
    """Does what users and administrators do, and remembers in `secrets` what nobody else may know."""

    def __init__(self, endpoint):
        self._endpoint = endpoint
        self.secrets = {}
        self.pool = self.call("CreateUserPool", PoolName="pool", AutoVerifiedAttributes=["email"],
                              DcrConfiguration={"OpenDcrEnabled": True})["UserPool"]["Id"]
        self.call("CreateUserPoolDomain", UserPoolId=self.pool, Domain="secrets")
        self.call("SetUserPoolMfaConfig", UserPoolId=self.pool, **MFA)
        client = self.call("CreateUserPoolClient", UserPoolId=self.pool, ClientName="app", GenerateSecret=True,
                           ExplicitAuthFlows=FLOWS, **OAUTH)["UserPoolClient"]
        self._client, self._secret = client["ClientId"], client["ClientSecret"]
        self.keep("client secret", self._secret)

    def keep(self, what, value):
        self.secrets[f"{what} {len(self.secrets)}"] = value
        return value

    def call(self, operation, **request):
        return api.call(self._endpoint, operation, **request)

    def refuse(self, operation, **request):
        answer = api.post(self._endpoint, operation, json.dumps(request))
        if answer.status != 400:
            raise AssertionError(f"{operation} was answered with {answer}")

    def hash(self, user):
        mac = hmac.digest(self._secret.encode(), (user + self._client).encode(), hashlib.sha256)
        return self.keep("secret hash", base64.b64encode(mac).decode())

    def message(self, user):
        """The newest to the user."""
        answer = api.send(self._endpoint, "GET", f"/_rockpool/messages?pool={self.pool}&user={user}&wait=10")
        return answer.json()["messages"][-1]

    def public(self, user):
        return {"ClientId": self._client, "Username": user, "SecretHash": self.hash(user)}

    def initiate(self, user, password, call=None):
        parameters = {"USERNAME": user, "PASSWORD": password, "SECRET_HASH": self.hash(user)}
        return (call or self.call)("InitiateAuth", AuthFlow="USER_PASSWORD_AUTH", ClientId=self._client, AuthParameters=parameters)

    def respond(self, challenge, session, user, call=None, **responses):
        return (call or self.call)("RespondToAuthChallenge", ChallengeName=challenge, ClientId=self._client, Session=session,
                                   ChallengeResponses={"USERNAME": user, "SECRET_HASH": self.hash(user), **responses})

    def keep_tokens(self, answer):
        tokens = answer["AuthenticationResult"]
        for name in ("AccessToken", "IdToken", "RefreshToken"):
            for part in tokens.get(name, "").split(".")[1:]:  # the header says nothing
                if len(part) > 20:
                    self.keep(name, part)
        return tokens

    def sign_up(self):
        self.call("SignUp", **self.public("alice"), Password=MARK + "SignUp",
                  UserAttributes=[{"Name": "email", "Value": "alice@example.com"}])
        self.refuse("SignUp", **self.public("alice"), Password=MARK + "Again")
        self.refuse("SignUp", **self.public("bob"), Password="xSECRETx")
        code = self.keep("sign-up code", self.message("alice")["code"])
        self.refuse("ConfirmSignUp", **self.public("alice"), ConfirmationCode=MARK + "Code")
        self.call("ConfirmSignUp", **self.public("alice"), ConfirmationCode=code)
        self.refuse("ConfirmSignUp", **self.public("alice"), ConfirmationCode=code)

    def sign_in(self):
        self.initiate("alice", MARK + "Wrong", call=self.refuse)
        self.initiate("nobody", MARK + "Nobody", call=self.refuse)
        tokens = self.keep_tokens(self.initiate("alice", MARK + "SignUp"))
        access, refresh = tokens["AccessToken"], tokens["RefreshToken"]
        self.call("GetUser", AccessToken=access)
        self.refuse("GetUser", AccessToken=access[:-8])
        self.refuse("GetUser", AccessToken="xSECRETx.a.b")
        parameters = {"REFRESH_TOKEN": refresh, "SECRET_HASH": self.hash("alice")}
        self.keep_tokens(self.call("InitiateAuth", AuthFlow="REFRESH_TOKEN_AUTH", ClientId=self._client, AuthParameters=parameters))
        parameters["REFRESH_TOKEN"] = "xSECRETx"
        self.refuse("InitiateAuth", AuthFlow="REFRESH_TOKEN_AUTH", ClientId=self._client, AuthParameters=parameters)
        self.call("ChangePassword", AccessToken=access, PreviousPassword=MARK + "SignUp", ProposedPassword=MARK + "Changed")
        self.refuse("ChangePassword", AccessToken=access, PreviousPassword=MARK + "Old", ProposedPassword=MARK + "New")
        seed = self.keep("authenticator", self.call("AssociateSoftwareToken", AccessToken=access)["SecretCode"])
        if len(seed) < 32:
            raise AssertionError("an authenticator's secret that is too short to be looked for")
        self.refuse("VerifySoftwareToken", AccessToken=access, UserCode="000000")
        self.call("RevokeToken", Token=refresh, ClientId=self._client, ClientSecret=self._secret)
        self.refuse("RevokeToken", Token=access, ClientId=self._client, ClientSecret=self._secret)
        self.refuse("RevokeToken", Token=refresh, ClientId=self._client, ClientSecret="xSECRETxOfAnotherClientThatIsLong")

    def recover(self):
        self.call("ForgotPassword", **self.public("alice"))
        code = self.keep("recovery code", self.message("alice")["code"])
        self.refuse("ConfirmForgotPassword", **self.public("alice"), ConfirmationCode=code, Password="xSECRETx")
        self.call("ConfirmForgotPassword", **self.public("alice"), ConfirmationCode=code, Password=MARK + "Recovered")

    def be_invited(self):
        self.call("AdminCreateUser", UserPoolId=self.pool, Username="carol", DesiredDeliveryMediums=["EMAIL"],
                  UserAttributes=[{"Name": "email", "Value": "carol@example.com"}])
        temporary = self.keep("temporary password", self.message("carol")["temporary_password"])
        session = self.keep("session", self.initiate("carol", temporary)["Session"])
        self.respond("NEW_PASSWORD_REQUIRED", session, "carol", call=self.refuse, NEW_PASSWORD="xSECRETx")
        self.keep_tokens(self.respond("NEW_PASSWORD_REQUIRED", session, "carol", NEW_PASSWORD=MARK + "Chosen"))
        self.respond("NEW_PASSWORD_REQUIRED", session, "carol", call=self.refuse, NEW_PASSWORD=MARK + "Late")
        self.call("AdminSetUserPassword", UserPoolId=self.pool, Username="carol", Password=MARK + "Set", Permanent=True)
        self.refuse("AdminSetUserPassword", UserPoolId=self.pool, Username="carol", Password="xSECRETx")
        self.refuse("AdminSetUserPassword", UserPoolId=self.pool, Username="nobody", Password=MARK + "SetOfNobody")

    def post_form(self, path, status, authorization=None, **fields):
        """The answer's text."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if authorization:
            headers["Authorization"] = authorization
        answer = api.send(self._endpoint, "POST", path, urllib.parse.urlencode(fields).encode(), headers)
        if answer.status != status:
            raise AssertionError(f"{path} was answered with {answer}")
        return answer

    def use_the_domain(self):
        """Codes, secrets and tokens in forms, in headers and, where nobody should put them, in queries."""
        tokens = self.keep_tokens(self.initiate("carol", MARK + "Set"))
        basic = "Basic " + self.keep("basic", base64.b64encode(f"{self._client}:{self._secret}".encode()).decode())
        wrong = "Basic " + base64.b64encode(f"{self._client}:{MARK}".encode()).decode()
        self.keep("wrong basic", wrong[6:])
        token, code = "/oauth2/token", {"grant_type": "authorization_code", "redirect_uri": "https://app.example/cb"}
        self.post_form(token, 400, basic, code="xSECRETxCode", code_verifier="xSECRETxVerifier", **code)
        self.post_form(token, 400, wrong, code="xSECRETxCode", **code)
        self.post_form(token, 400, client_id=self._client, client_secret="xSECRETxSecret", code="xSECRETxCode", **code)
        self.post_form(token + "?code=xSECRETxQuery&client_secret=xSECRETxQuery", 400, basic, grant_type="xSECRETxGrant")
        refreshed = self.post_form(token, 200, basic, grant_type="refresh_token", refresh_token=tokens["RefreshToken"]).json()
        self.keep_tokens({"AuthenticationResult": {"AccessToken": refreshed["access_token"], "IdToken": refreshed["id_token"]}})
        self.post_form(token, 400, basic, grant_type="refresh_token", refresh_token="xSECRETxRefresh")
        for bearer in (refreshed["access_token"], refreshed["access_token"][:-8], "xSECRETxBearer"):
            api.send(self._endpoint, "GET", "/oauth2/userInfo?access_token=xSECRETxQuery", headers={"Authorization": "Bearer " + bearer})
        self.post_form("/oauth2/revoke", 200, basic, token="xSECRETxUnknown")
        self.post_form("/oauth2/revoke", 200, basic, token=tokens["RefreshToken"])
        metadata = json.dumps({"redirect_uris": ["https://app.example/xSECRETx"], "client_name": "xSECRETxName"}).encode()
        registered = api.send(self._endpoint, "POST", f"/oauth2/register/{self.pool}", metadata, {"Content-Type": "application/json"}).json()
        self.keep("registered secret", registered["client_secret"])
        api.send(self._endpoint, "GET", f"/oauth2/authorize?client_id={self._client}&redirect_uri=https%3A%2F%2Fapp.example%2Fcb"
                 "&response_type=code&state=xSECRETxState&nonce=xSECRETxNonce&code_challenge=xSECRETxChallenge&code_challenge_method=S256")

    def take_tokens(self):
        body = {"UserPoolId": self.pool, "ClientId": self._client, "Username": "carol", "Nonce": "xSECRETxNonce"}
        answer = api.send(self._endpoint, "POST", "/_rockpool/tokens", json.dumps(body).encode(), {"Content-Type": "application/json"})
        self.keep_tokens(answer.json())


class InTheLog(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.logs, cls.secrets = {}, {}
        for form in log_lines.READERS:
            process = server.Server("--log-level", "debug", "--log-format", form)
            try:
                person = Person(process.endpoint)
                for act in (person.sign_up, person.sign_in, person.recover, person.be_invited, person.use_the_domain, person.take_tokens):
                    act()
                process.stop()
            finally:
                process.kill()
            cls.logs[form], cls.secrets[form] = log_lines.log_of_the_last_ended(), person.secrets

    def leaks(self, form, secret):
        return log_lines.lines_with(self.logs[form], secret)

    def test_the_requests_have_left_their_lines(self):
        for form, log in self.logs.items():
            self.assertGreaterEqual(len(log_lines.requests(log, form)), 35)
            self.assertGreater(len(self.secrets[form]), 30)

    def test_nothing_that_a_user_has_typed(self):
        for form in self.logs:
            for spelling in ("xSECRETx", "xsecretx", "XSECRETX", b"xSECRETx".hex()):
                self.assertEqual(self.leaks(form, spelling), [])

    def test_nothing_that_a_user_was_given(self):
        for form, secrets in self.secrets.items():
            for what, secret in secrets.items():
                self.assertGreaterEqual(len(secret), 6, what)
                self.assertEqual(self.leaks(form, secret), [], what)

    def test_who_it_was_is_told_of_nobody(self):
        for form in self.logs:
            self.assertEqual(self.leaks(form, "alice@example.com") + self.leaks(form, "carol@example.com"), [])


if __name__ == "__main__":
    unittest.main()
