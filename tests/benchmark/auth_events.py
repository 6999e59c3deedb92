"""A user with a million events beside one with a hundred: what lists of them and sign-ins cost, and how soon the program starts. The first
event is made by a call, the others are copies of its row, made while no server has the file open."""

import contextlib
import datetime
import random
import sqlite3
import statistics
import time
import uuid
from typing import NamedTuple

import footprint
import judge
import latency
import load
import provider
import servers

SMALL, LARGE, QUICK_LARGE = 100, 1_000_000, 100_000
USER = {"Username": "anna"}
PASSWORD = "Passw0rd!x"
CONNECTIONS = 8  # of one user
GOAL, START_MS = 1.5, 50
SEED = 20260104
MADE_WITHIN_MS = 600 * 24 * 60 * 60 * 1000  # less than the two years that they are kept
INDEX = "auth_events_of_user"


class Side(NamedTuple):
    label: str
    database: str
    pool: str
    client: str


def make(bench, events):
    """A pool with threat protection, whose one user has that many events."""
    name = f"events-{events}.db"
    server = servers.rockpool(bench.binary, bench.folder / name)
    try:
        def call(operation, **request):
            return servers.call(server.url, operation, request)

        pool = call("CreateUserPool", PoolName="watched", UserPoolTier="PLUS", UserPoolAddOns={"AdvancedSecurityMode": "AUDIT"})["UserPool"]["Id"]
        client = call("CreateUserPoolClient", UserPoolId=pool, ClientName="app", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"])
        call("AdminCreateUser", UserPoolId=pool, **USER, MessageAction="SUPPRESS")
        call("AdminSetUserPassword", UserPoolId=pool, **USER, Password=PASSWORD, Permanent=True)
        side = Side(f"{events:,} events", name, pool, client["UserPoolClient"]["ClientId"])
        call("InitiateAuth", **sign_in(side))
    finally:
        server.stop()
    with contextlib.closing(sqlite3.connect(bench.folder / name)) as connection:
        copy_first(connection, events)
    return side


def copy_first(connection, events):
    """Each a little older than the one before it in the list."""
    connection.execute("PRAGMA synchronous = off")
    drawn = random.Random(SEED)
    index = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (INDEX,)).fetchone()[0]
    connection.execute(f"DROP INDEX {INDEX}")
    connection.execute("CREATE TEMP TABLE copies (number INTEGER PRIMARY KEY, event_id TEXT, earlier INTEGER)")
    connection.executemany("INSERT INTO copies VALUES (?, ?, ?)", (
        (number, str(uuid.UUID(int=drawn.getrandbits(128), version=4)), MADE_WITHIN_MS * (events - number) // events)
        for number in range(1, events)))
    connection.execute(
        "INSERT INTO auth_events (id, user, event_id, creation_millis, kept_until_millis, document) "
        "SELECT id + number, user, copies.event_id, creation_millis - earlier, kept_until_millis - earlier, "
        "json_set(document, '$.EventId', copies.event_id, '$.CreationDate', (creation_millis - earlier) / 1000.0) "
        "FROM auth_events CROSS JOIN copies ORDER BY number")
    connection.execute("UPDATE auth_events SET id = (SELECT max(id) + 1 FROM auth_events) WHERE id = (SELECT min(id) FROM auth_events)")
    connection.execute(index)
    connection.commit()


def sign_in(side):
    return {"ClientId": side.client, "AuthFlow": "USER_PASSWORD_AUTH",
            "AuthParameters": {"USERNAME": USER["Username"], "PASSWORD": PASSWORD}}


def oldest(bench, side, count=100):
    """Ids and dates of the user's oldest events, from the newest of them on."""
    with contextlib.closing(sqlite3.connect(bench.folder / side.database)) as connection:
        rows = connection.execute("SELECT event_id, creation_millis FROM auth_events ORDER BY creation_millis LIMIT ?", (count,)).fetchall()
    return rows[::-1]


def token_behind(event_id, millis):
    date = datetime.datetime.fromtimestamp(millis // 1000, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{event_id}#{date}.{millis % 1000:03}Z"


def cases(side, last):
    """name -> operation and request."""
    listed = {"UserPoolId": side.pool, **USER}
    return {
        "first page": ("AdminListUserAuthEvents", listed),
        "page of the oldest": ("AdminListUserAuthEvents", {**listed, "NextToken": token_behind(*last[20])}),
        "sign-in, with its event": ("InitiateAuth", sign_in(side)),
    }


def call_checks(bench, sides, lasts):
    running = [bench.rockpool(side.database) for side in sides]
    for server in running:
        server.wait_for_rest()
    small, large = (cases(side, last) for side, last in zip(sides, lasts))
    for name, (operation, _) in small.items():
        targets = [provider.target(bench.folder, f"{name} {side.label}", server, operation, of_side[name][1])
                   for side, server, of_side in zip(sides, running, (small, large))]
        samples = load.interleaved(targets, CONNECTIONS, bench.rounds, bench.seconds)
        base, cost = (samples[target.label].cpu_us for target in targets)
        yield judge.at_most(f"{name}: CPU, {sides[1].label} / {sides[0].label}", GOAL, cost / base, detail=f"{cost:.0f} and {base:.0f} us")
    feedback = {"UserPoolId": sides[1].pool, **USER, "EventId": lasts[1][-1][0], "FeedbackValue": "Valid"}
    with latency.Connection(running[1]) as connection:
        took = connection.ms(latency.request_of("AdminUpdateAuthEventFeedback", feedback))
    yield judge.shown(f"feedback on the oldest of {sides[1].label}, found by its id", f"{took:.0f} ms")


def checks(bench):
    began = time.monotonic()
    sides = [make(bench, SMALL), make(bench, QUICK_LARGE if bench.quick else LARGE)]
    size = (bench.folder / sides[1].database).stat().st_size / 1e6
    yield judge.shown(f"{sides[1].label} of one user", f"{size:,.0f} MB, made in {time.monotonic() - began:.0f} s")
    lasts = [oldest(bench, side) for side in sides]
    small, large = ([footprint.first_answer_ms(bench, side.database) for _ in range(3 if bench.quick else 10)] for side in sides)
    yield judge.within(f"start to first answer, {sides[1].label}", START_MS, statistics.median(large), latency.spread(large))
    yield judge.at_most(f"start to first answer, {sides[1].label} / {sides[0].label}", GOAL,
                        statistics.median(large) / statistics.median(small))
    yield from call_checks(bench, sides, lasts)
