"""What a test pays before it begins: a pool of its own, and somebody who has signed in."""

import json

import judge
import latency

GOAL_MS = 15
PASSWORD = "Passw0rd!x"


def one(connection, number):
    """Milliseconds for the five calls."""
    total = 0

    def call(operation, **request):
        nonlocal total
        took, answer = connection.timed(latency.request_of(operation, request))
        total += took
        return json.loads(answer or b"{}")

    pool = call("CreateUserPool", PoolName=f"pool {number}")["UserPool"]["Id"]
    client = call("CreateUserPoolClient", UserPoolId=pool, ClientName="app", ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"])
    call("AdminCreateUser", UserPoolId=pool, Username="ann", MessageAction="SUPPRESS")
    call("AdminSetUserPassword", UserPoolId=pool, Username="ann", Password=PASSWORD, Permanent=True)
    call("AdminInitiateAuth", UserPoolId=pool, ClientId=client["UserPoolClient"]["ClientId"], AuthFlow="ADMIN_USER_PASSWORD_AUTH",
         AuthParameters={"USERNAME": "ann", "PASSWORD": PASSWORD})
    return total


def checks(bench):
    """From the moment on when the server is ready, which has an empty store and no spare key yet."""
    server = bench.rockpool("test-start.db")
    with latency.Connection(server) as connection:
        took = [one(connection, number) for number in range(30 if bench.quick else 200)]
    yield judge.within(f"pool, client, user, password and first sign-in, p95 of {len(took)} in a row", GOAL_MS, latency.p95(took),
                       latency.spread(took))
