"""Users who sign in by passkeys, which the server's own authenticator holds."""

import json
import urllib.request

import latency
import load
import servers

PARTY, PASSWORD = "localhost", "Passw0rd!x"


class Passkeys:
    """A server's pool with that many of them, each with one passkey: it counts its uses, so that its proofs have to arrive in turn."""

    def __init__(self, server, users):
        self.server, self.names = server, [f"user-{number}" for number in range(users)]
        self.pool = self._call("CreateUserPool", PoolName="passkeys",
                               Policies={"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}})["UserPool"]["Id"]
        self._call("SetUserPoolMfaConfig", UserPoolId=self.pool, WebAuthnConfiguration={"RelyingPartyId": PARTY, "UserVerification": "preferred"})
        self.client = self._call("CreateUserPoolClient", UserPoolId=self.pool, ClientName="app", ExplicitAuthFlows=[
            "ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])["UserPoolClient"]["ClientId"]
        for name in self.names:
            self._register(name)

    def _call(self, operation, **request):
        return servers.call(self.server.url, operation, request)

    def _authenticator(self, asked):
        message = urllib.request.Request(f"{self.server.url}/_rockpool/authenticator", json.dumps(asked).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(message, timeout=30) as answer:
            return json.load(answer)

    def _register(self, name):
        self._call("AdminCreateUser", UserPoolId=self.pool, Username=name, MessageAction="SUPPRESS")
        self._call("AdminSetUserPassword", UserPoolId=self.pool, Username=name, Password=PASSWORD, Permanent=True)
        token = self._call("InitiateAuth", ClientId=self.client, AuthFlow="USER_PASSWORD_AUTH",
                           AuthParameters={"USERNAME": name, "PASSWORD": PASSWORD})["AuthenticationResult"]["AccessToken"]
        options = self._call("StartWebAuthnRegistration", AccessToken=token)
        self._call("CompleteWebAuthnRegistration", AccessToken=token, Credential=self._authenticator(options))

    def _begin(self, name):
        return latency.request_of("InitiateAuth", {"ClientId": self.client, "AuthFlow": "USER_AUTH",
                                                   "AuthParameters": {"USERNAME": name, "PREFERRED_CHALLENGE": "WEB_AUTHN"}})

    def _proof(self, name, begun):
        asked = json.loads(begun)
        credential = self._authenticator({"CREDENTIAL_REQUEST_OPTIONS": asked["ChallengeParameters"]["CREDENTIAL_REQUEST_OPTIONS"]})
        return latency.request_of("RespondToAuthChallenge", {
            "ClientId": self.client, "ChallengeName": "WEB_AUTHN", "Session": asked["Session"],
            "ChallengeResponses": {"USERNAME": name, "CREDENTIAL": json.dumps(credential)}})

    def micros(self, times):
        """CPU of the server for both calls, of each many at a time, without the authenticator's own."""
        names = [self.names[number % len(self.names)] for number in range(times)]
        first, begun = load.each_once(self.server, [self._begin(name) for name in names], len(self.names))
        proofs = [self._proof(name, one) for name, one in zip(names, begun)]
        return first + load.each_once(self.server, proofs, len(self.names))[0]
