"""Whether a call costs the same however much the store holds: CPU time per request, the small store beside the large one."""

import json

import load
import servers


def provider_request(pool, number, details):
    return {"UserPoolId": pool, "ProviderName": f"Provider{number:04}", "ProviderType": "OIDC", "ProviderDetails": details,
            "AttributeMapping": {"email": "email"}}


def fill(binary, database, pools, providers, details):
    """A server over a store of that many pools, the first of which has that many providers; and the first pool's id."""
    server = servers.rockpool(binary, database, "--max-user-pools", "20000", "--max-identity-providers", "1000")
    ids = [servers.call(server.url, "CreateUserPool", {"PoolName": f"pool {i}"})["UserPool"]["Id"] for i in range(pools)]
    for i in range(providers):
        servers.call(server.url, "CreateIdentityProvider", provider_request(ids[0], i, details))
    return server, ids[0]


def target(label, server, operation, request, folder):
    body = folder / f"{label.replace(' ', '-')}-{operation}.json"
    body.write_text(json.dumps(request))
    return load.Target(label, server, operation, body)


def measure(binary, folder, rounds, seconds, details):
    """(name, cost in the large store / cost in the small one) for each way of growing."""
    small, small_pool = fill(binary, folder / "small.db", 10, 10, details)
    many_providers, provider_pool = fill(binary, folder / "providers.db", 10, 300, details)
    many_pools, pool = fill(binary, folder / "pools.db", 10_000, 10, details)
    sides = {"10 and 10": (small, small_pool), "300 providers": (many_providers, provider_pool), "10,000 pools": (many_pools, pool)}
    ratios = []
    try:
        for operation in ("DescribeIdentityProvider", "UpdateIdentityProvider", "DescribeUserPool"):
            targets = []
            for label, (server, pool_id) in sides.items():
                request = {"UserPoolId": pool_id}
                if operation != "DescribeUserPool":
                    request["ProviderName"] = "Provider0005"
                if operation == "UpdateIdentityProvider":
                    request["ProviderDetails"] = {"client_secret": "secret-@COUNT@"}
                targets.append(target(label, server, operation, request, folder))
            samples = load.interleaved(targets, 32, rounds, seconds)
            base = samples["10 and 10"].cpu_us
            ratios += [(f"{operation}: CPU, {label} / 10 and 10", samples[label].cpu_us / base) for label in sides if label != "10 and 10"]
    finally:
        for server, _ in sides.values():
            server.stop()
    return ratios
