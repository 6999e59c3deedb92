"""Pools and SAML providers, each of which needs a key pair, made faster than keys can be."""

import json
from pathlib import Path

import judge
import latency
import provider

DEMO_SEED = Path(__file__).parents[2] / "config/demo.seed.json"
GOAL_MS = 10


def saml_details():
    """Those of the demo seed's provider, its metadata document included."""
    requests = [entry["request"] for entry in json.loads(DEMO_SEED.read_text())]
    return next(request["ProviderDetails"] for request in requests if request.get("ProviderType") == "SAML")


def checks(bench):
    """From the moment on when the server is ready, which has an empty store and no spare key yet."""
    pools = 30 if bench.quick else 200
    server = bench.rockpool("keys.db")
    details, creates = saml_details(), {"CreateUserPool": [], "CreateIdentityProvider": []}
    with latency.Connection(server) as connection:
        for number in range(pools):
            took, answer = connection.timed(latency.request_of("CreateUserPool", {"PoolName": f"pool {number}"}))
            creates["CreateUserPool"].append(took)
            pool = json.loads(answer)["UserPool"]["Id"]
            creates["CreateIdentityProvider"].append(connection.ms(latency.request_of("CreateIdentityProvider", {
                "UserPoolId": pool, "ProviderName": provider.NAME, "ProviderType": "SAML", "ProviderDetails": details})))
    for operation, took in creates.items():
        yield judge.within(f"{operation}{' (SAML)' if 'Identity' in operation else ''}, p95 of {pools} in a row", GOAL_MS,
                           latency.p95(took), latency.spread(took))
