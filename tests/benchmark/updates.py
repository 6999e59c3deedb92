"""UpdateIdentityProvider at 32 connections beside the ceiling, on a quiet machine and on a busy one, and with --durability=full."""

import concurrent.futures
import contextlib
import os
import subprocess
import sys

import judge
import latency
import load
import provider

CONNECTIONS = 32
TURN_MS = 20


@contextlib.contextmanager
def busy_machine():
    """One other process a core that never rests, with the priority that all have."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count())]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def described(samples):
    sample = load.median_of(samples)
    return f"{sample.per_second:,.0f}/s, {sample.cpu_us:.0f} us CPU a call"


def update_target(bench, label, *options):
    server = bench.rockpool(f"{label}.db", *options)
    return provider.target(bench.folder, label, server, "UpdateIdentityProvider", provider.update(provider.make_pool_with_provider(server)))


def beside_ceiling(bench, name, goal):
    """The rate of updates to that of the ceiling."""
    update = update_target(bench, f"updates, {name}")
    ceiling = provider.ceiling_target(bench.folder, bench.ceiling())
    pairs = load.paired(update, ceiling, CONNECTIONS, bench.rounds, bench.seconds)
    updates, ceilings = zip(*pairs)
    return judge.at_least(f"UpdateIdentityProvider / ceiling, {name}", goal, load.median_ratio(pairs, "per_second"),
                          f"{described(updates)}; ceiling {described(ceilings)}")


def quiet(bench):
    yield beside_ceiling(bench, "quiet machine", 0.40)


def busy(bench):
    with busy_machine():
        yield beside_ceiling(bench, f"{os.cpu_count()} busy loops", 0.33)


def turns(bench):
    """How long one update takes beside two I/O threads that never leave the writer idle: the call is queued, and its turn comes."""
    update, took = update_target(bench, "turns", "--threads", "2"), []
    pool = provider.make_pool_with_provider(update.server)
    with concurrent.futures.ThreadPoolExecutor(1) as beside, latency.Connection(update.server) as connection:
        writing = beside.submit(load.run, update, CONNECTIONS, bench.rounds * bench.seconds)
        while not writing.done():
            request = {**provider.describe(pool), "ProviderDetails": {"client_secret": f"secret-{len(took)}"}}
            took.append(connection.ms(latency.request_of("UpdateIdentityProvider", request)))
        writing.result()
    yield judge.within(f"UpdateIdentityProvider beside {CONNECTIONS} connections that write without a pause, p95", TURN_MS, latency.p95(took),
                       latency.spread(took))


def durability(bench):
    """What it costs to survive a power cut, on the disk under the temporary files."""
    full, process = update_target(bench, "full", "--durability", "full"), update_target(bench, "process", "--durability", "process")
    pairs = load.paired(full, process, CONNECTIONS, bench.rounds, bench.seconds)
    fulls, processes = zip(*pairs)
    yield judge.shown("UpdateIdentityProvider, durability full / process",
                      f"{load.median_ratio(pairs, 'per_second'):.2f} ({described(fulls)}; {described(processes)})")
