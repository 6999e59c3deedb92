"""What the line that each call logs costs: the program as people run it beside one whose log is off."""

import judge
import load
import provider


def checks(bench):
    """DescribeIdentityProvider at 32 connections."""
    targets = []
    for label, logs in (("logged", True), ("silent", False)):
        server = bench.rockpool(f"{label}.db", logs=logs)
        pool = provider.make_pool_with_provider(server)
        targets.append(provider.target(bench.folder, label, server, "DescribeIdentityProvider", provider.describe(pool)))
    pairs = load.paired(*targets, 32, 2 if bench.quick else 15, 1)
    logged, silent = (load.median_of(samples) for samples in zip(*pairs))
    yield judge.at_most("CPU of a logged call / of a silent one", 1.08, load.median_ratio(pairs, "cpu_us"),
                        detail=f"{logged.cpu_us:.1f} and {silent.cpu_us:.1f} us")
