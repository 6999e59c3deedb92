"""An earlier build of rockpool beside this one, in one run: whether anything has become slower. Only with --old PROGRAM."""

import statistics

import footprint
import judge
import load
import provider
import servers

# With room for noise: on a machine with other work, a program has differed from itself by a fifth in two rounds.
SAME_RATE, SAME_CPU = 0.9, 1.1
# Starts are milliseconds; what a program gains in abilities it may take in size and memory, within the goals of the other rows.
SAME_START, SAME_FOOTPRINT = 1.3, 1.1


def sides(bench):
    for label, binary in (("new", bench.binary), ("old", bench.old)):
        server = bench.started(servers.rockpool(binary, bench.folder / f"{label}.db"))
        yield label, server, provider.make_pool_with_provider(server)


def starts(bench, databases):
    """Medians to the first answer over a store that is there: of the new program and of the old one, in turns."""
    took = {label: [] for label in databases}
    for _ in range(3 if bench.quick else 10):
        for label, binary in (("new", bench.binary), ("old", bench.old)):
            took[label].append(footprint.first_answer_ms(bench, databases[label], binary))
    return statistics.median(took["new"]), statistics.median(took["old"])


def footprints(bench):
    """What it takes to start, and to do nothing; of the usual program, for one old build is at hand."""
    databases = {label: f"start-{label}.db" for label in ("new", "old")}
    for label, binary in (("new", bench.binary), ("old", bench.old)):
        server = servers.rockpool(binary, bench.folder / databases[label])
        provider.make_pool_with_provider(server)
        server.stop()
    new, old = starts(bench, databases)
    yield judge.at_most("start to first answer, new / old", SAME_START, new / old, detail=f"{new:.1f} and {old:.1f} ms")
    new, old = (footprint.idle_mib(binary, bench.folder / databases[label]) for label, binary in (("new", bench.binary), ("old", bench.old)))
    yield judge.at_most("idle memory, new / old", SAME_FOOTPRINT, new / old, detail=f"{new:.1f} and {old:.1f} MiB")
    new, old = (binary.stat().st_size / 1e6 for binary in (bench.binary, bench.old))
    yield judge.at_most("size of the program, new / old", SAME_FOOTPRINT, new / old, detail=f"{new:.1f} and {old:.1f} MB")


def checks(bench):
    yield from footprints(bench)
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
