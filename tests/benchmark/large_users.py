"""A pool with a million users beside one with ten thousand: what the same calls cost, how soon the program starts, what it takes of
memory, and whether anybody waits when the pool is deleted."""

import statistics
import time
from typing import NamedTuple

import footprint
import judge
import large_pool
import latency
import load
import many_users
import provider
import servers

SMALL, LARGE, QUICK_LARGE = 10_000, 1_000_000, 100_000
ASKED_ABOUT, SIGNING_IN, PAGES, PAGE = 1000, 50, 100, 60
CONNECTIONS = 32
ONE, PAGED = 1.5, 4  # times what it costs in the small pool; a page's documents lie anywhere
START_MS, MEMORY_MIB, DELETE_MS = 50, 16, 20
REST_SECONDS, SWEEP_SECONDS = 4, 8


class Side(NamedTuple):
    label: str
    pool: many_users.Pool
    server: object


def pages(side, operation, request):
    """Requests for the first pages, each with the token that the one before has given."""
    requests, name = [], "PaginationToken" if operation == "ListUsers" else "NextToken"
    for _ in range(PAGES):
        requests.append(request)
        answer = servers.call(side.server.url, operation, request)
        if name not in answer:
            return requests
        request = {**request, name: answer[name]}
    return requests


def sign_ins(pool):
    """By e-mail address, of those whom `served` has given a password."""
    return [{"ClientId": pool.client, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {
        "USERNAME": f"user{many_users.tail(number)}@example.com", "PASSWORD": many_users.PASSWORD}}
            for number in many_users.some(pool, ASKED_ABOUT)[:SIGNING_IN]]


def cases(side):
    """name -> (operation, requests in turn, times that it may cost in the large pool)."""
    of_pool = {"UserPoolId": side.pool.id}
    numbers = many_users.some(side.pool, ASKED_ABOUT)
    tails = [many_users.tail(number) for number in numbers]

    def filtered(texts):
        return "ListUsers", [{**of_pool, "Filter": text} for text in texts], ONE

    everybody = {**of_pool, "Limit": PAGE}
    return {
        "AdminGetUser": ("AdminGetUser", [{**of_pool, "Username": f"user{tail}"} for tail in tails], ONE),
        "sign-in by alias": ("InitiateAuth", sign_ins(side.pool), ONE),
        "ListUsers, email =": filtered(f'email = "user{tail}@example.com"' for tail in tails),
        "ListUsers, given_name begins with": filtered(f'given_name ^= "given{tail}"' for tail in tails),
        "ListUsers, username begins with": filtered(f'username ^= "user{tail}"' for tail in tails),
        "ListUsers, sub =": filtered(f'sub = "{many_users.sub(side.pool, number)}"' for number in numbers),
        "AdminCreateUser": ("AdminCreateUser", [{**of_pool, "Username": "new@COUNT@", "MessageAction": "SUPPRESS"}], ONE),
        "ListUsers, pages": ("ListUsers", pages(side, "ListUsers", everybody), PAGED),
        "ListUsers, pages of all who are confirmed": (
            "ListUsers", pages(side, "ListUsers", {**everybody, "Filter": 'cognito:user_status = "CONFIRMED"'}), PAGED),
        "ListUsersInGroup, pages": (
            "ListUsersInGroup", pages(side, "ListUsersInGroup", {**everybody, "GroupName": many_users.GROUP}), PAGED),
    }


def served(bench, pool):
    """A server over the pool, some of whose users get a password of their own: a copied one is that of another name."""
    side = Side(f"{pool.users:,} users", pool, bench.rockpool(pool.database.name))
    for number in many_users.some(pool, ASKED_ABOUT)[:SIGNING_IN]:
        servers.call(side.server.url, "AdminSetUserPassword", {
            "UserPoolId": pool.id, "Username": f"user{many_users.tail(number)}", "Password": many_users.PASSWORD, "Permanent": True})
    servers.call(side.server.url, "InitiateAuth", sign_ins(pool)[0])  # takes the pool's keys
    side.server.wait_for_rest()
    return side


def call_checks(bench, small, large):
    of_small, of_large = cases(small), cases(large)
    for case, (operation, _, goal) in of_small.items():
        targets = [provider.target(bench.folder, f"{case} {side.label}", side.server, operation, *of_side[case][1])
                   for side, of_side in ((small, of_small), (large, of_large))]
        samples = load.interleaved(targets, CONNECTIONS, bench.rounds, bench.seconds)
        base, cost = (samples[target.label].cpu_us for target in targets)
        yield judge.at_most(f"{case}: CPU, {large.label} / {small.label}", goal, cost / base, detail=f"{cost:.0f} and {base:.0f} us")


def start_checks(bench, pool):
    took = [footprint.first_answer_ms(bench, pool.database.name) for _ in range(3 if bench.quick else 10)]
    yield judge.within(f"start to first answer, {pool.users:,} users", START_MS, statistics.median(took), latency.spread(took))
    full, empty = (footprint.idle_mib(bench.binary, database) for database in (pool.database, bench.folder / "empty.db"))
    yield judge.at_most(f"idle memory, {pool.users:,} users: more than without any", MEMORY_MIB, full - empty, " MiB",
                        f"{full:.1f} and {empty:.1f} MiB")


def delete_checks(large):
    other = provider.make_pool_with_provider(large.server)
    with large_pool.Probes(large.server, other) as before:
        time.sleep(REST_SECONDS)
    with large_pool.Probes(large.server, other) as meanwhile, latency.Connection(large.server) as connection:
        time.sleep(0.1)
        took = connection.ms(latency.request_of("DeleteUserPool", {"UserPoolId": large.pool.id}))
        time.sleep(SWEEP_SECONDS)
    yield judge.within(f"DeleteUserPool with {large.label}", DELETE_MS, took)
    calls = meanwhile.all()
    yield judge.within(f"worst of all other calls meanwhile, {large.label}", DELETE_MS, max(calls),
                       f"{latency.spread(calls)}; worst without it {max(before.all()):.1f} of {len(before.all())}")


def checks(bench):
    began = time.monotonic()
    pools = [many_users.make(bench, f"users-{count}.db", count) for count in (SMALL, QUICK_LARGE if bench.quick else LARGE)]
    size = pools[1].database.stat().st_size / 1e6
    yield judge.shown(f"{pools[1].users:,} users", f"{size:,.0f} MB, made in {time.monotonic() - began:.0f} s with {SMALL:,} more")
    yield from start_checks(bench, pools[1])
    small, large = (served(bench, pool) for pool in pools)
    yield from call_checks(bench, small, large)
    more = large.server.resident_mib() - small.server.resident_mib()
    yield judge.at_most(f"memory after these calls, {large.label}: more than {small.label}", MEMORY_MIB, more, " MiB",
                        f"{large.server.resident_mib():.1f} and {small.server.resident_mib():.1f} MiB")
    yield from delete_checks(large)
