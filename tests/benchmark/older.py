"""An earlier build of rockpool beside this one, in one run: whether anything has become slower. Only with --old PROGRAM."""

import judge
import load
import provider
import servers


def sides(bench):
    for label, binary in (("new", bench.binary), ("old", bench.old)):
        server = bench.started(servers.rockpool(binary, bench.folder / f"{label}.db"))
        yield label, server, provider.make_pool_with_provider(server)


def checks(bench):
    new, old = sides(bench)
    requests = {"DescribeIdentityProvider": provider.describe, "UpdateIdentityProvider": provider.update,
                "DescribeUserPool": lambda pool: {"UserPoolId": pool}}
    for operation, request in requests.items():
        targets = [provider.target(bench.folder, label, server, operation, request(pool)) for label, server, pool in (new, old)]
        pairs = load.paired(*targets, 32, bench.rounds, bench.seconds)
        news, olds = (load.median_of(samples) for samples in zip(*pairs))
        yield judge.at_least(f"{operation}: requests per second, new / old", 1.0, load.median_ratio(pairs, "per_second"),
                             f"CPU {news.cpu_us:.1f} and {olds.cpu_us:.1f} us")
