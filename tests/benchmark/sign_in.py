"""What sign-ins, refreshes and GetUser cost the server, beside the exponentiations and signatures that none of them can do without."""

import json
import statistics
import subprocess
import sys
from pathlib import Path

import judge
import latency
import load
import provider
import servers

sys.path.append(str(Path(__file__).parents[1] / "golden"))
import srp  # noqa: E402

CONNECTIONS = 32
SRP_TIMES, QUICK_SRP_TIMES = 200, 50
SECRET_A = "1f2e3d4c5b6a79880123456789abcdef"
TIMESTAMP = "Thu Jan 1 00:00:00 UTC 2026"
PASSWORD = "Passw0rd!x"
USER = "ann"
GOAL = 1.3
NEW, NEW_TOKENS = "GetUser with new tokens", 600


class Client:
    """A server's pool with an OIDC provider, an app client and a user who can sign in."""

    def __init__(self, server):
        self.server, self.pool = server, provider.make_pool_with_provider(server)
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

    def begin_srp(self, connection):
        """The challenge's parameters."""
        started = latency.request_of("InitiateAuth", self.initiate("USER_SRP_AUTH", USERNAME=USER, SRP_A=srp.public_value(SECRET_A)))
        return json.loads(connection.timed(started)[1])["ChallengeParameters"]

    def proof(self, asked):
        """The request that answers."""
        user = asked["USER_ID_FOR_SRP"]
        key = srp.client_key(SECRET_A, asked["SRP_B"], asked["SALT"], self.pool, user, PASSWORD)
        answers = {"USERNAME": user, "TIMESTAMP": TIMESTAMP, "PASSWORD_CLAIM_SECRET_BLOCK": asked["SECRET_BLOCK"],
                   "PASSWORD_CLAIM_SIGNATURE": srp.claim_signature(key, self.pool, user, asked["SECRET_BLOCK"], TIMESTAMP)}
        return latency.request_of("RespondToAuthChallenge", {
            "ClientId": self.id, "ChallengeName": "PASSWORD_VERIFIER", "ChallengeResponses": answers})


def srp_micros(client, times):
    """CPU of the server for both calls, of each many in a row, as the other calls and the primitives are measured: what a client in Python
    computes between the two takes ten times as long as they do, and the server would begin each with cold caches."""
    used = client.server.cpu_seconds
    with latency.Connection(client.server) as connection:
        before = used()
        asked = [client.begin_srp(connection) for _ in range(times)]
        first = used() - before
        proofs = [client.proof(one) for one in asked]
        before = used()
        for proof in proofs:
            connection.ms(proof)
        return (first + used() - before) * 1e6 / times


def primitives(bench):
    """Microseconds of CPU by name."""
    output = subprocess.run([str(bench.primitives_binary)], check=True, capture_output=True, text=True).stdout
    return {name: float(micros) for name, micros in (line.split() for line in output.splitlines())}


def needed(parts):
    """Of each, from those of its primitives."""
    tokens = 2 * parts["signature"]
    return {"sign-in by password": parts["exponentiation"] + tokens, "sign-in by SRP": parts["server_key"] + parts["session_key"] + tokens,
            "refresh": tokens}


def one_round(bench, client, targets, seconds):
    """What each cost, and what it may be measured by."""
    parts = primitives(bench)
    cost = {target.label: load.run(target, CONNECTIONS, seconds).cpu_us for target in targets}
    cost["sign-in by SRP"] = srp_micros(client, QUICK_SRP_TIMES if bench.quick else SRP_TIMES)
    least = needed(parts)
    least["GetUser"] = least[NEW] = cost["DescribeIdentityProvider"] + 1.5 * parts["verification"]
    return cost, least


def checks(bench):
    client = Client(bench.rockpool("sign-in.db"))
    client.server.wait_for_rest()
    # More than are kept as proved, in turn: each proves its signature anew.
    new_tokens = [client.refreshed() for _ in range(NEW_TOKENS)]
    targets = [provider.target(bench.folder, label, client.server, operation, request) for label, operation, request in (
        ("sign-in by password", "InitiateAuth", client.password()), ("refresh", "InitiateAuth", client.refresh()),
        ("GetUser", "GetUser", {"AccessToken": client.tokens["AccessToken"]}),
        ("DescribeIdentityProvider", "DescribeIdentityProvider", provider.describe(client.pool)))]
    targets.append(provider.target(bench.folder, NEW, client.server, "GetUser", *({"AccessToken": token} for token in new_tokens)))
    one_round(bench, client, targets, 1)
    rounds = [one_round(bench, client, targets, bench.seconds) for _ in range(bench.rounds)]
    for label in rounds[0][1]:
        ratio = statistics.median(cost[label] / least[label] for cost, least in rounds)
        cost, least = (statistics.median(side[label] for side in column) for column in zip(*rounds))
        detail = f"{cost:.0f} and {least:.0f} us"
        if label == NEW:
            yield judge.shown("GetUser, no token twice: CPU / the same", f"{ratio:.2f} ({detail})")
        elif label == "GetUser":
            yield judge.at_most("GetUser: CPU / that of DescribeIdentityProvider and 1.5 verifications", 1, ratio, detail=detail)
        else:
            yield judge.at_most(f"{label}: CPU / that of its exponentiations and signatures", GOAL, ratio, detail=detail)
