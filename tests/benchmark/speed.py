"""Requests per second of some operations, beside the ceiling, nginx and cognito-local, interleaved in one run."""

import judge
import load
import provider
import report
import servers


def own_targets(bench, server):
    """One for each operation, of one server."""
    pool = provider.make_pool_with_provider(server)
    client = servers.call(server.url, "CreateUserPoolClient", {"UserPoolId": pool, "ClientName": "web"})["UserPoolClient"]["ClientId"]
    requests = {
        "DescribeIdentityProvider": provider.describe(pool),
        "UpdateIdentityProvider": provider.update(pool),
        "DescribeUserPool": {"UserPoolId": pool},
        "CreateUserPoolClient": {"UserPoolId": pool, "ClientName": "client @COUNT@"},
        "DescribeUserPoolClient": {"UserPoolId": pool, "ClientId": client},
    }
    return [provider.target(bench.folder, operation, server, operation, request)._replace(label=operation)
            for operation, request in requests.items()]


def peers(bench):
    """The ceiling first; then what others there are on this machine."""
    targets = [provider.ceiling_target(bench.folder, bench.ceiling())]
    for workers in (1, 2):
        if server := bench.started(servers.nginx(workers, bench.folder)):
            targets.append(provider.target(bench.folder, server.name, server, "Nginx", provider.kilobyte()))
    if other := bench.started(servers.cognito_local(bench.folder / "npm")):
        pool = provider.make_pool(other)
        targets.append(provider.target(bench.folder, "cognito-local DescribeUserPool", other, "DescribeUserPool", {"UserPoolId": pool}))
    return targets


def checks(bench):
    targets = own_targets(bench, bench.rockpool("speed.db", "--max-app-clients", "1000000"))
    ceiling, *others = peers(bench)
    targets += [ceiling, *others]
    results = {connections: load.interleaved(targets, connections, bench.rounds, bench.seconds) for connections in (1, 32, 256)}
    at_32 = results[32]
    bench.tables.append(report.table(results))
    (bench.output / "bench.svg").write_text(report.plot(at_32, "requests per second at 32 connections"))
    peak = at_32[ceiling.label].per_second
    nginx = at_32.get("nginx, 1 worker")
    yield judge.at_least("ceiling / nginx with one worker", 0.5, peak / nginx.per_second) if nginx else judge.shown("nginx", "not to be had")
    if not any("cognito-local" in label for label in at_32):
        yield judge.shown("cognito-local", "not to be had from npm")
    yield judge.at_least("DescribeIdentityProvider / ceiling", 0.7, at_32["DescribeIdentityProvider"].per_second / peak)
