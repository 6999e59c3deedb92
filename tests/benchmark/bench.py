#!/usr/bin/env python3
"""./dev bench: rockpool beside its ceiling, nginx and cognito-local, interleaved in one run; the figures that count are the ratios.

usage: bench.py ROCKPOOL ROCKPOOL_STATIC CEILING OUTPUT_FOLDER [--quick]
"""

import json
import shutil
import statistics
import sys
import time
from pathlib import Path

import growth
import load
import log_cost
import report
import servers

DETAILS = {
    "client_id": "bench-client",
    "client_secret": "bench-secret",
    "attributes_request_method": "GET",
    "oidc_issuer": "https://idp.example.com",
    "authorize_scopes": "openid email profile",
    "authorize_url": "https://idp.example.com/authorize",
    "token_url": "https://idp.example.com/token",
    "attributes_url": "https://idp.example.com/userinfo",
    "jwks_uri": "https://idp.example.com/jwks",
}


def start_up_ms(binary, database, starts=7):
    """From the start of the process to the first answer, on an existing database."""
    times = []
    for _ in range(starts):
        started = time.monotonic()
        server = servers.rockpool(binary, database)
        servers.call(server.url, "ListUserPools", {"MaxResults": 1})
        times.append((time.monotonic() - started) * 1000)
        server.stop()
    return statistics.median(times)


def idle_mib(binary, database):
    """Of a server that has seen no call, once its stock of keys is full."""
    server = servers.rockpool(binary, database)
    time.sleep(2)
    resident = server.resident_mib()
    server.stop()
    return resident


def make_bodies(folder, pool, client):
    of_pool = {"UserPoolId": pool}
    provider = {**of_pool, "ProviderName": "Bench"}
    update = {**provider, "ProviderDetails": {**DETAILS, "client_secret": "secret-@COUNT@"}}
    bodies = {"DescribeIdentityProvider": provider, "UpdateIdentityProvider": update, "DescribeUserPool": of_pool,
              "CreateUserPoolClient": {**of_pool, "ClientName": "client @COUNT@"},
              "DescribeUserPoolClient": {**of_pool, "ClientId": client}}
    paths = {}
    for operation, body in bodies.items():
        paths[operation] = folder / f"{operation}.json"
        paths[operation].write_text(json.dumps(body))
    paths["1 kB"] = folder / "kilobyte.json"
    paths["1 kB"].write_text(json.dumps({"UserPoolId": pool, "Padding": ["some text of a request"] * 38}))
    return paths


def main():
    binary, static_binary, ceiling_binary, output = (Path(argument) for argument in sys.argv[1:5])
    quick = "--quick" in sys.argv
    rounds, seconds = (1, 1) if quick else (5, 2)
    output.mkdir(parents=True, exist_ok=True)
    folder = servers.scratch()
    running = []
    try:
        rockpool = servers.rockpool(binary, folder / "bench.db", "--max-app-clients", "1000000")
        running.append(rockpool)
        pool = servers.call(rockpool.url, "CreateUserPool", {"PoolName": "bench"})["UserPool"]["Id"]
        servers.call(rockpool.url, "CreateIdentityProvider", {
            "UserPoolId": pool, "ProviderName": "Bench", "ProviderType": "OIDC", "ProviderDetails": DETAILS,
            "AttributeMapping": {"email": "email"}})
        client = servers.call(rockpool.url, "CreateUserPoolClient", {"UserPoolId": pool, "ClientName": "web"})["UserPoolClient"]["ClientId"]
        bodies = make_bodies(folder, pool, client)
        ceiling = servers.announced("ceiling", [str(ceiling_binary)])
        nginx_one, nginx_two = servers.nginx(1, folder), servers.nginx(2, folder)
        running += [ceiling, nginx_one, nginx_two]
        targets = [load.Target(operation, rockpool, operation, body) for operation, body in bodies.items() if operation != "1 kB"]
        targets.append(load.Target("ceiling (parse 1 kB, answer 600 B)", ceiling, "Ceiling", bodies["1 kB"]))
        targets += [load.Target(server.name, server, "Nginx", bodies["1 kB"]) for server in (nginx_one, nginx_two)]
        other = servers.cognito_local(folder / "npm")
        if other:
            running.append(other)
            other_pool = servers.call(other.url, "CreateUserPool", {"PoolName": "bench"})["UserPool"]["Id"]
            body = folder / "cognito-local.json"
            body.write_text(json.dumps({"UserPoolId": other_pool}))
            targets.append(load.Target("cognito-local DescribeUserPool", other, "DescribeUserPool", body))
        results = {connections: load.interleaved(targets, connections, rounds, seconds) for connections in (1, 32, 256)}
        for server in running:
            server.stop()
        running.clear()
        at_32 = results[32]
        peak = at_32["ceiling (parse 1 kB, answer 600 B)"].per_second
        ratios = [
            ("ceiling / nginx with one worker", 0.5, peak / at_32["nginx, 1 worker"].per_second),
            ("DescribeIdentityProvider / ceiling", 0.7, at_32["DescribeIdentityProvider"].per_second / peak),
            ("UpdateIdentityProvider, durable / ceiling", 0.4, at_32["UpdateIdentityProvider"].per_second / peak),
        ]
        checks = [(name, f">= {wanted}", f"{value:.2f}", value >= wanted) for name, wanted, value in ratios]
        checks += [(name, "<= 1.3", f"{value:.2f}", value <= 1.3) for name, value in growth.measure(binary, folder, rounds, seconds, DETAILS)]
        ratio, logged, silent = log_cost.measure(binary, folder, DETAILS, 2 if quick else 15)
        checks.append(("CPU of a logged call / of a silent one", "<= 1.08", f"{ratio:.2f} ({logged:.1f} and {silent:.1f} us)", ratio <= 1.08))
        start_ms = start_up_ms(binary, folder / "bench.db")
        checks.append(("start to first answer, existing database", "< 30 ms", f"{start_ms:.0f} ms", start_ms < 30))
        resident = idle_mib(static_binary, folder / "idle.db")
        checks.append(("idle memory, static program", "< 12 MiB", f"{resident:.1f} MiB", resident < 12))
        size = static_binary.stat().st_size / 1e6
        checks.append(("size of the static program, libxml2 included", "< 16 MB", f"{size:.1f} MB", size < 16))
        text = (f"{report.table(results)}\n\n{report.targets_table(checks)}\n\n"
                f"The usual program, with its shared libraries: {idle_mib(binary, folder / 'idle.db'):.1f} MiB idle.\n")
        (output / "bench.md").write_text(text)
        (output / "bench.svg").write_text(report.plot(at_32, "requests per second at 32 connections"))
        print(text)
    finally:
        for server in running:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
