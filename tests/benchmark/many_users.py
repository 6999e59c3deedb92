"""A pool with as many users as wanted: the first is made by calls, and the others are copies of his rows, made while no server has the
file open, for that many calls would take an hour.

The copies have names in no order of their creation, so that a page of users, and one of a group, finds its documents anywhere.
"""

import contextlib
import random
import sqlite3
from typing import NamedTuple

import servers

PASSWORD = "Passw0rd!x"
GROUP = "everybody"
DIGITS = "0" * 10
CACHE_KIB = 1024 * 1024
SEED = 20260103
# Odd, and so no two numbers below 2^32 become one.
SCATTER = 2654435761


class Pool(NamedTuple):
    """`first_sub` is that of the user of whom the others are copies."""
    database: object
    id: str
    client: str
    users: int
    first_sub: str


def tail(number):
    """What the names of that user end with; the first one is 0."""
    return f"{number * SCATTER % 2**32:010}"


def sub(pool, number):
    return f"{number * SCATTER % 2**32:08x}-0000-4000-8000-{number:012x}" if number else pool.first_sub


def some(pool, count):
    """Numbers of users, the same each time."""
    return random.Random(SEED).sample(range(pool.users), min(count, pool.users))


def make(bench, name, users):
    """The server has ended."""
    database = bench.folder / name
    server = servers.rockpool(bench.binary, database)
    try:
        def call(operation, **request):
            return servers.call(server.url, operation, request)

        of_pool = {"UserPoolId": call("CreateUserPool", PoolName="many", AliasAttributes=["email"])["UserPool"]["Id"]}
        flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
        client = call("CreateUserPoolClient", **of_pool, ClientName="app", ExplicitAuthFlows=flows, PreventUserExistenceErrors="ENABLED")
        call("CreateGroup", **of_pool, GroupName=GROUP)
        user = {**of_pool, "Username": f"user{DIGITS}"}
        attributes = [("email", f"user{DIGITS}@example.com"), ("email_verified", "true"), ("given_name", f"given{DIGITS}")]
        made = call("AdminCreateUser", **user, MessageAction="SUPPRESS",
                    UserAttributes=[{"Name": name, "Value": value} for name, value in attributes])
        call("AdminSetUserPassword", **user, Password=PASSWORD, Permanent=True)
        call("AdminAddUserToGroup", **user, GroupName=GROUP)
    finally:
        server.stop()
    pool = Pool(database, of_pool["UserPoolId"], client["UserPoolClient"]["ClientId"], users, made["User"]["Attributes"][0]["Value"])
    with contextlib.closing(sqlite3.connect(database)) as connection:
        copy_first(connection, pool)
    return pool


def copy_first(connection, pool):
    """The rows of the first user, once for each of the others."""
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA synchronous = off")
    # What is held row by row is built once instead, when all rows are there.
    held = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger') "
                              "AND tbl_name IN ('users', 'user_search', 'group_members')").fetchall()
    for kind, name, _ in held:
        connection.execute(f"DROP {kind} {name}")
    connection.execute("CREATE TEMP TABLE copies (number INTEGER PRIMARY KEY, tail TEXT, sub TEXT)")
    connection.executemany("INSERT INTO copies VALUES (?, ?, ?)",
                           ((number, tail(number), sub(pool, number)) for number in range(1, pool.users)))

    def renamed(column):
        return f"replace(replace({column}, '{DIGITS}', tail), '{pool.first_sub}', sub)"

    connection.execute("INSERT INTO users (id, user_pool, username, creation_millis, last_modified_millis, revision, document) "
                       f"SELECT id + number, user_pool, {renamed('username')}, creation_millis, last_modified_millis, revision + number, "
                       f"{renamed('document')} FROM users CROSS JOIN copies ORDER BY number")
    connection.execute(f"INSERT INTO user_search SELECT user_pool, name, {renamed('value')} AS value, user + number AS user, is_alias "
                       "FROM user_search CROSS JOIN copies ORDER BY user_pool, name, value, user")
    connection.execute("INSERT INTO credentials (user, password_salt, password_verifier, password_set_millis) "
                       "SELECT user + number, password_salt, password_verifier, password_set_millis FROM credentials CROSS JOIN copies")
    connection.execute("INSERT INTO group_members (user, group_name, user_group) "
                       "SELECT user + number, group_name, user_group FROM group_members CROSS JOIN copies ORDER BY tail")
    connection.execute("UPDATE user_counts SET count = ?", (pool.users,))
    for _, _, text in held:
        connection.execute(text)
    connection.commit()
