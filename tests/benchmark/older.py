"""An earlier build of rockpool beside this one, in one run: whether anything has become slower. Only with --old PROGRAM."""

import judge
import load
import provider
import servers

# With room for noise: on a machine with other work, a program has differed from itself by a fifth in two rounds.
SAME_RATE, SAME_CPU = 0.9, 1.1


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
        pairs = load.paired(*targets, 32, 4 if bench.quick else 15, 1)
        news, olds = (load.median_of(samples) for samples in zip(*pairs))
        yield judge.at_least(f"{operation}: requests per second, new / old", SAME_RATE, load.median_ratio(pairs, "per_second"),
                             f"{news.per_second:,.0f} and {olds.per_second:,.0f}/s")
        yield judge.at_most(f"{operation}: CPU per call, new / old", SAME_CPU, load.median_ratio(pairs, "cpu_us"),
                            detail=f"{news.cpu_us:.1f} and {olds.cpu_us:.1f} us")
