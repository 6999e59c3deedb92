"""How soon the program is ready, what it takes when it does nothing, and how large it is."""

import statistics
import time

import judge
import keys
import latency
import provider
import servers


def first_answer_ms(bench, database, binary=None):
    """From the start of the process to its first answer."""
    began = time.monotonic()
    server = servers.rockpool(binary or bench.binary, bench.folder / database)
    servers.call(server.url, "ListUserPools", {"MaxResults": 1})
    took = (time.monotonic() - began) * 1000
    server.stop()
    return took


def seeded_start_ms(bench, database):
    """From the start of the process with the demo seed to READY."""
    server = servers.rockpool(bench.binary, bench.folder / database, "--seed", str(keys.DEMO_SEED))
    server.stop()
    return server.ready_after * 1000


def idle_mib(binary, database):
    """Of a server that has seen no call, once its stock of keys is full."""
    server = servers.rockpool(binary, database)
    time.sleep(2)
    resident = server.resident_mib()
    server.stop()
    return resident


def start(bench):
    starts = 3 if bench.quick else 10
    server = servers.rockpool(bench.binary, bench.folder / "start.db")
    provider.make_pool_with_provider(server)
    server.stop()
    took = [first_answer_ms(bench, "start.db") for _ in range(starts)]
    yield judge.within("start to first answer, existing database", 30, statistics.median(took), latency.spread(took))
    took = [seeded_start_ms(bench, f"seeded-{number}.db") for number in range(starts)]
    yield judge.within("start with the demo seed to READY, empty store", 400, statistics.median(took), latency.spread(took))
    took = [seeded_start_ms(bench, "seeded-0.db") for _ in range(starts)]
    yield judge.within("start with the demo seed to READY, later", 50, statistics.median(took), latency.spread(took))


def size(bench):
    resident = idle_mib(bench.static_binary, bench.folder / "idle.db")
    yield judge.at_most("idle memory, static program", 12, resident, " MiB")
    resident = idle_mib(bench.binary, bench.folder / "idle.db")
    yield judge.shown("idle memory, the usual program with its shared libraries", f"{resident:.1f} MiB")
    yield judge.at_most("size of the static program, libxml2 included", 16, bench.static_binary.stat().st_size / 1e6, " MB")
