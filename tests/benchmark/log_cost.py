"""What the line that each call logs costs: the program as people run it beside one whose log is off."""

import json
import statistics

import load
import servers


def paired(targets, connections, rounds, seconds):
    """The median over the rounds of the ratio of CPU per request: both of a round share the machine's mood, and take turns at going first."""
    ratios, samples = [], {target.label: [] for target in targets}
    for number in range(rounds):
        for target in targets if number % 2 == 0 else reversed(targets):
            samples[target.label].append(load.run(target, connections, seconds).cpu_us)
        logged, silent = (samples[target.label][-1] for target in targets)
        ratios.append(logged / silent)
    return statistics.median(ratios), *(statistics.median(samples[target.label]) for target in targets)


def measure(binary, folder, details, rounds=15, seconds=1):
    """Of DescribeIdentityProvider at 32 connections: (ratio of CPU per call, us of a logged call, us of a silent one)."""
    running, targets = [], []
    try:
        for label, logs in (("logged", True), ("silent", False)):
            server = servers.rockpool(binary, folder / f"{label}.db", logs=logs)
            running.append(server)
            pool = servers.call(server.url, "CreateUserPool", {"PoolName": "bench"})["UserPool"]["Id"]
            provider = {"UserPoolId": pool, "ProviderName": "Bench"}
            servers.call(server.url, "CreateIdentityProvider", {**provider, "ProviderType": "OIDC", "ProviderDetails": details})
            body = folder / f"{label}.json"
            body.write_text(json.dumps(provider))
            targets.append(load.Target(label, server, "DescribeIdentityProvider", body))
            load.run(targets[-1], 32, seconds)
        return paired(targets, 32, rounds, seconds)
    finally:
        for server in running:
            server.stop()
