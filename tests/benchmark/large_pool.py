"""DeleteUserPool of a pool that owns very much: how soon it is answered, and what others notice while its rows go."""

import contextlib
import itertools
import sqlite3
import threading
import time

import judge
import latency
import load
import provider

GOAL_MS = 20
FILL_SECONDS = 60
# The rows go in slices of 50 with rests between them: about 5 s for 60,000.
GROUPS, SWEEP_SECONDS = 60_000, 8
QUICK_GROUPS, QUICK_SWEEP_SECONDS = 6_000, 2


def fill(bench, server, pool, wanted):
    """Groups by the load program until the quota refuses more, or time is over; how many there are at least."""
    target = provider.target(bench.folder, "groups", server, "CreateGroup", {"UserPoolId": pool, "GroupName": "group-@COUNT@"})
    made, deadline = 0, time.monotonic() + FILL_SECONDS
    while time.monotonic() < deadline:
        counts = load.wrk(target, 32, 1)
        made += counts.requests - counts.errors
        if counts.errors:
            return max(made, wanted)
    return made


def probe(server, requests, over, times):
    """One call after another, until told to stop, into times[label]."""
    with latency.Connection(server) as connection:
        for label, request in itertools.cycle(requests):
            if over.is_set():
                return
            times[label].append(connection.ms(request() if callable(request) else request))


class Probes:
    """What others notice: calls that read, that write, and that do neither, all in turn."""

    def __init__(self, server, pool):
        counter = itertools.count()
        change = provider.update(pool)
        requests = [("GET /health", latency.HEALTH),
                    ("DescribeUserPool", latency.request_of("DescribeUserPool", {"UserPoolId": pool})),
                    ("UpdateIdentityProvider", lambda: latency.request_of("UpdateIdentityProvider", {
                        **change, "ProviderDetails": {**provider.DETAILS, "client_secret": f"secret-{next(counter)}"}}))]
        self.times = {label: [] for label, _ in requests}
        self.over = threading.Event()
        self.thread = threading.Thread(target=probe, args=(server, requests, self.over, self.times))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def all(self):
        return [took for times in self.times.values() for took in times]


def rows_left(database):
    """Once no server has it open."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT count(*) FROM pool_resources WHERE kind = 'group' AND key LIKE 'group-%'").fetchone()[0]


def checks(bench):
    wanted, sweep = (QUICK_GROUPS, QUICK_SWEEP_SECONDS) if bench.quick else (GROUPS, SWEEP_SECONDS)
    server = bench.rockpool("large-pool.db", "--max-groups", str(wanted))
    large, other = provider.make_pool(server, "large"), provider.make_pool_with_provider(server)
    began = time.monotonic()
    groups = fill(bench, server, large, wanted)
    filled = f"{groups:,} groups, made in {time.monotonic() - began:.0f} s"
    with Probes(server, other) as before:
        time.sleep(sweep / 2)
    with Probes(server, other) as meanwhile, latency.Connection(server) as connection:
        time.sleep(0.1)
        took = connection.ms(latency.request_of("DeleteUserPool", {"UserPoolId": large}))
        time.sleep(sweep)
    server.stop()
    left = rows_left(bench.folder / "large-pool.db")
    yield judge.within(f"DeleteUserPool with {wanted:,} groups", GOAL_MS, took, filled)
    calls = meanwhile.all()
    yield judge.within("worst of all other calls meanwhile", GOAL_MS, max(calls),
                       f"{latency.spread(calls)}; worst without it {max(before.all()):.1f} of {len(before.all())}; "
                       f"rows left after {sweep} s: {left:,}")
