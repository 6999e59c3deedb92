"""Whether a call costs the same however much the store holds: CPU time per request, the small store beside the large one."""

import json
from pathlib import Path
from typing import NamedTuple

import judge
import load
import provider
import servers

SMALL = 10
CEILINGS = ("--max-identity-providers", "1000", "--max-groups", "20000", "--max-custom-domains", "1")
# What an account that is full is refused: the cost of counting, and nothing is added by measuring it.
REFUSED = ("CreateUserPool", "CreateUserPoolDomain")
CERTIFICATE = {"CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/bench"}


class Side(NamedTuple):
    """A server, and the pool in it that is asked about, with its app client."""
    label: str
    server: object
    pool: str
    client: str


def fill(bench, label, pools=SMALL, providers=SMALL, groups=SMALL):
    """A server over a store of that many pools, each with a domain; the first one has that many providers and groups."""
    server = bench.rockpool(f"{label.replace(' ', '-')}.db", "--max-user-pools", str(pools), *CEILINGS)
    ids = [servers.call(server.url, "CreateUserPool", {"PoolName": f"pool {i}"})["UserPool"]["Id"] for i in range(pools)]
    for i, pool in enumerate(ids):
        servers.call(server.url, "CreateUserPoolDomain", {"UserPoolId": pool, "Domain": f"bench-{i}"})
    of_pool = {"UserPoolId": ids[0]}
    for i in range(providers):
        servers.call(server.url, "CreateIdentityProvider", {**of_pool, "ProviderName": f"Provider{i:04}", "ProviderType": "OIDC",
                                                            "ProviderDetails": provider.DETAILS, "AttributeMapping": {"email": "email"}})
    for i in range(groups):
        servers.call(server.url, "CreateGroup", {**of_pool, "GroupName": f"group{i:05}"})
    client = servers.call(server.url, "CreateUserPoolClient", {**of_pool, "ClientName": "web"})["UserPoolClient"]["ClientId"]
    certified = {"UserPoolId": ids[1], "Domain": "auth.example.com", "CustomDomainConfig": CERTIFICATE}
    servers.call(server.url, "CreateUserPoolDomain", certified)
    return Side(label, server, ids[0], client)


def requests_to(side):
    """The requests that are compared."""
    of_pool = {"UserPoolId": side.pool}
    fifth = {**of_pool, "ProviderName": "Provider0005"}
    return {
        "DescribeIdentityProvider": fifth,
        "UpdateIdentityProvider": {**fifth, "ProviderDetails": {"client_secret": "secret-@COUNT@"}},
        "DescribeUserPool": of_pool,
        "DescribeUserPoolClient": {**of_pool, "ClientId": side.client},
        "GetGroup": {**of_pool, "GroupName": "group00005"},
        "ListUserPools": {"MaxResults": SMALL},
        "ListGroups": {**of_pool, "Limit": SMALL},
        "CreateUserPool": {"PoolName": "one too many"},
        "CreateUserPoolDomain": {**of_pool, "Domain": "login.example.com", "CustomDomainConfig": CERTIFICATE},
    }


def target(side, operation, folder):
    body: Path = folder / f"{side.label.replace(' ', '-')}-{operation}.json"
    body.write_text(json.dumps(requests_to(side)[operation]))
    return load.Target(side.label, side.server, operation, body, operation in REFUSED)


def checks(bench):
    """The cost in the large store / the cost in the small one, for each way of growing."""
    small = fill(bench, "10 of each")
    large = [fill(bench, "300 providers", providers=300), fill(bench, "10,000 pools", pools=10_000),
             fill(bench, "10,000 groups", groups=10_000)]
    for operation in requests_to(small):
        targets = [target(side, operation, bench.folder) for side in (small, *large)]
        samples = load.interleaved(targets, 32, bench.rounds, bench.seconds)
        base = samples[small.label].cpu_us
        name = f"{operation}, refused" if operation in REFUSED else operation
        for side in large:
            yield judge.at_most(f"{name}: CPU, {side.label} / {small.label}", 1.3, samples[side.label].cpu_us / base)
