"""A body that is wrong a hundred thousand times, and what others notice of it."""

import statistics
import threading

import judge
import latency
import provider

GOAL_MS = 20
MIB = 1024 * 1024
AT_ONCE = 2
HEALTH_TIMES = 20


def body(pool):
    """{"IdpIdentifiers": ["", "", ...]} of 1 MiB, to the byte."""
    head, tail = f'{{"UserPoolId":"{pool}","ProviderName":"{provider.NAME}","IdpIdentifiers":[""', "]}"
    text = head + ',""' * ((MIB - len(head) - len(tail)) // 3) + tail
    return (text + " " * (MIB - len(text))).encode()


def keep_sending(server, request, over, failures):
    try:
        with latency.Connection(server) as connection:
            while not over.is_set():
                connection.ms(request, 400)
    except (OSError, RuntimeError) as error:
        failures.append(error)


def health_meanwhile(server, request, times):
    """GET /health, while AT_ONCE connections send the request again and again."""
    over, failures = threading.Event(), []
    threads = [threading.Thread(target=keep_sending, args=(server, request, over, failures)) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    try:
        return latency.each_ms(server, latency.HEALTH, times)
    finally:
        over.set()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]


def checks(bench):
    server = bench.rockpool("large-body.db")
    request = latency.request_of("UpdateIdentityProvider", body(provider.make_pool_with_provider(server)))
    times = 10 if bench.quick else 50
    with latency.Connection(server) as connection:
        connection.ms(request, 400)
        took = [connection.ms(request, 400) for _ in range(times)]
    yield judge.within("UpdateIdentityProvider with 1 MiB of wrong IdpIdentifiers", GOAL_MS, statistics.median(took), latency.spread(took))
    took = health_meanwhile(server, request, HEALTH_TIMES)
    yield judge.within(f"GET /health, worst beside {AT_ONCE} of them", GOAL_MS, max(took), latency.spread(took))
