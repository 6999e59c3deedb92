"""What sign-ins, refreshes and GetUser cost the server, beside the exponentiations and signatures that none of them can do without; and what
events and sessions add to a sign-in."""

import json
import statistics
import subprocess
import sys
from pathlib import Path

import judge
import latency
import load
import passkey
import provider
import servers

sys.path.append(str(Path(__file__).parents[1] / "golden"))
import srp  # noqa: E402

CONNECTIONS = 32
TIMES, QUICK_TIMES = 400, 200  # of what can be sent once alone
SECRET_A = "1f2e3d4c5b6a79880123456789abcdef"
TIMESTAMP = "Thu Jan 1 00:00:00 UTC 2026"
PASSWORD = "Passw0rd!x"
USER, SESSIONS = "ann", 20
GOAL, PASSKEY_GOAL, WATCHED_GOAL = 1.3, 1.5, 1.1
PASSWORD_LABEL, EVENTS, WATCHED, PASSKEY = "sign-in by password", "with events", "with events and sessions", "sign-in by passkey"
AGAIN, FIRST, ANEW = "one token again and again", "each token once, after it was issued", "a signature to prove at each call"
GET_USER, TOKENS = (AGAIN, FIRST, ANEW), 600


class Client:
    """A server's pool, an app client and a user who can sign in."""

    def __init__(self, server, pool):
        self.server, self.pool = server, pool
        flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
        self.id = self._call("CreateUserPoolClient", UserPoolId=self.pool, ClientName="app",
                             ExplicitAuthFlows=flows)["UserPoolClient"]["ClientId"]
        self._call("AdminCreateUser", UserPoolId=self.pool, Username=USER, MessageAction="SUPPRESS")
        self._call("AdminSetUserPassword", UserPoolId=self.pool, Username=USER, Password=PASSWORD, Permanent=True)
        self.tokens = self._call("InitiateAuth", **self.password())["AuthenticationResult"]

    def _call(self, operation, **request):
        return servers.call(self.server.url, operation, request)

    def initiate(self, flow, **parameters):
        return {"ClientId": self.id, "AuthFlow": flow, "AuthParameters": parameters}

    def password(self):
        return self.initiate("USER_PASSWORD_AUTH", USERNAME=USER, PASSWORD=PASSWORD)

    def refresh(self):
        return self.initiate("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=self.tokens["RefreshToken"])

    def refreshed(self):
        """Another access token."""
        return self._call("InitiateAuth", **self.refresh())["AuthenticationResult"]["AccessToken"]

    def begin_srp(self):
        return latency.request_of("InitiateAuth", self.initiate("USER_SRP_AUTH", USERNAME=USER, SRP_A=srp.public_value(SECRET_A)))

    def proof(self, begun):
        """The request that answers what the other was answered with."""
        asked = json.loads(begun)["ChallengeParameters"]
        user = asked["USER_ID_FOR_SRP"]
        key = srp.client_key(SECRET_A, asked["SRP_B"], asked["SALT"], self.pool, user, PASSWORD)
        answers = {"USERNAME": user, "TIMESTAMP": TIMESTAMP, "PASSWORD_CLAIM_SECRET_BLOCK": asked["SECRET_BLOCK"],
                   "PASSWORD_CLAIM_SIGNATURE": srp.claim_signature(key, self.pool, user, asked["SECRET_BLOCK"], TIMESTAMP)}
        return latency.request_of("RespondToAuthChallenge", {
            "ClientId": self.id, "ChallengeName": "PASSWORD_VERIFIER", "ChallengeResponses": answers})


def watched_pool(server, has_sessions):
    """The id of one that keeps events, and perhaps sessions too."""
    pool = servers.call(server.url, "CreateUserPool", {"PoolName": "watched", "UserPoolTier": "PLUS",
                                                       "UserPoolAddOns": {"AdvancedSecurityMode": "AUDIT"}})["UserPool"]["Id"]
    if has_sessions:
        servers.call(server.url, "SetUserPoolSessionConfiguration", {"UserPoolId": pool, "UserSessionTracking": "ENABLED",
                                                                       "TokenSession": {"MaxPerUser": SESSIONS}})
    return pool


def srp_micros(client, times):
    """CPU of the server for both calls, of each many at a time, as the other calls are measured."""
    first, begun = load.each_once(client.server, [client.begin_srp()] * times, CONNECTIONS)
    return first + load.each_once(client.server, [client.proof(one) for one in begun], CONNECTIONS)[0]


def primitives(bench):
    """Microseconds of CPU by name."""
    output = subprocess.run([str(bench.primitives_binary)], check=True, capture_output=True, text=True).stdout
    return {name: float(micros) for name, micros in (line.split() for line in output.splitlines())}


def needed(parts):
    """Of each, from those of its primitives."""
    tokens = 2 * parts["signature"]
    return {PASSWORD_LABEL: parts["exponentiation"] + tokens, "sign-in by SRP": parts["server_key"] + parts["session_key"] + tokens,
            PASSKEY: parts["passkey"] + tokens, "refresh": tokens}


def one_round(bench, site, seconds):
    """What each cost, and what it may be measured by."""
    parts, times = primitives(bench), QUICK_TIMES if bench.quick else TIMES
    cost = {target.label: load.run(target, CONNECTIONS, seconds).cpu_us for target in site.targets}
    cost["sign-in by SRP"] = srp_micros(site.client, times)
    cost[PASSKEY] = site.passkeys.micros(times)
    least = needed(parts)
    cost[FIRST] = load.each_once(site.client.server, site.get_user_first(times), CONNECTIONS)[0]
    least |= dict.fromkeys(GET_USER, cost["DescribeIdentityProvider"] + 1.5 * parts["verification"])
    least[EVENTS] = least[WATCHED] = cost[PASSWORD_LABEL]
    return cost, least


class Site:
    """What is measured, on one server."""

    def __init__(self, bench):
        server = bench.rockpool("sign-in.db")
        self.client = client = Client(server, provider.make_pool_with_provider(server))
        self.passkeys = passkey.Passkeys(server, CONNECTIONS)
        watched = {label: Client(server, watched_pool(server, label == WATCHED)) for label in (EVENTS, WATCHED)}
        # More in turn than are kept as proved, as where they are of an earlier start.
        tokens = [client.refreshed() for _ in range(TOKENS)]
        calls = {PASSWORD_LABEL: ("InitiateAuth", client.password()), "refresh": ("InitiateAuth", client.refresh()),
                 AGAIN: ("GetUser", {"AccessToken": client.tokens["AccessToken"]}),
                 "DescribeIdentityProvider": ("DescribeIdentityProvider", provider.describe(client.pool)),
                 **{label: ("InitiateAuth", one.password()) for label, one in watched.items()},
                 ANEW: ("GetUser", *({"AccessToken": token} for token in tokens))}
        self.targets = [provider.target(bench.folder, label, server, *call) for label, call in calls.items()]
        server.wait_for_rest()

    def get_user_first(self, times):
        """A request for each of as many tokens, just issued."""
        return [latency.request_of("GetUser", {"AccessToken": self.client.refreshed()}) for _ in range(times)]


def check(label, ratio, detail):
    """Held against what that label promises."""
    if label in GET_USER:  # who has issued or proved a token need not prove it again
        return judge.at_most(f"GetUser, {label}: CPU / that of DescribeIdentityProvider and 1.5 verifications", 1, ratio, detail=detail)
    if label == EVENTS:
        return judge.shown(f"{PASSWORD_LABEL} {label}: CPU / without", f"{ratio:.2f} ({detail})")
    if label == WATCHED:
        return judge.at_most(f"{PASSWORD_LABEL} {label}: CPU / without", WATCHED_GOAL, ratio, detail=detail)
    if label == PASSKEY:
        return judge.at_most(f"{label}: CPU / that of its verification and signatures", PASSKEY_GOAL, ratio, detail=detail)
    return judge.at_most(f"{label}: CPU / that of its exponentiations and signatures", GOAL, ratio, detail=detail)


def checks(bench):
    site = Site(bench)
    one_round(bench, site, 1)
    rounds = [one_round(bench, site, bench.seconds) for _ in range(bench.rounds)]
    for label in rounds[0][1]:
        ratio = statistics.median(cost[label] / least[label] for cost, least in rounds)
        cost, least = (statistics.median(side[label] for side in column) for column in zip(*rounds))
        yield check(label, ratio, f"{cost:.0f} and {least:.0f} us")
