"""What else may own very much, deleted: a group of many members, an app client and a user of many refresh tokens. How soon that is answered,
and what others notice while the rows go."""

import time

import judge
import large_pool
import latency
import load
import provider
import servers

GOAL_MS = 20
PASSWORD = "Passw0rd!x"
GROUP = "everybody"
OWNER = "owner"
# More than are deleted at once (2,000), and so many that all of them would take longer than the goal.
OWNED, QUICK_OWNED = 5_000, 2_500
FILL_SECONDS = 120
SWEEP_SECONDS = 2
CONNECTIONS = 32


def fill_group(server, pool, wanted):
    """Members without passwords of their own."""
    servers.call(server.url, "CreateGroup", {"UserPoolId": pool, "GroupName": GROUP})
    with latency.Connection(server) as connection:
        for number in range(wanted):
            user = {"UserPoolId": pool, "Username": f"member{number}"}
            connection.ms(latency.request_of("AdminCreateUser", {**user, "MessageAction": "SUPPRESS"}))
            connection.ms(latency.request_of("AdminAddUserToGroup", {**user, "GroupName": GROUP}))


def sign_in(bench, server, pool, wanted):
    """Sign-ins of the owner by a new app client until it has so many refresh tokens; the client's id."""
    client = servers.call(server.url, "CreateUserPoolClient", {
        "UserPoolId": pool, "ClientName": "app", "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]})
    client_id = client["UserPoolClient"]["ClientId"]
    target = provider.target(bench.folder, f"sign-ins by {client_id}", server, "InitiateAuth", {
        "ClientId": client_id, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": OWNER, "PASSWORD": PASSWORD}})
    made, deadline = 0, time.monotonic() + FILL_SECONDS
    while made < wanted:
        counts = load.wrk(target, CONNECTIONS, 1)
        made += counts.requests
        if counts.errors or time.monotonic() > deadline:
            raise RuntimeError(f"{made} of {wanted} sign-ins, {counts.errors} of the last refused")
    return client_id


def deletion(server, other, name, operation, request):
    """How long the call takes and the longest that another one takes meanwhile."""
    with large_pool.Probes(server, other) as meanwhile, latency.Connection(server) as connection:
        time.sleep(0.1)
        took = connection.ms(latency.request_of(operation, request))
        time.sleep(SWEEP_SECONDS)
    calls = meanwhile.all()
    yield judge.within(f"{operation} with {name}", GOAL_MS, took)
    yield judge.within(f"worst of all other calls beside {operation}", GOAL_MS, max(calls), latency.spread(calls))


def checks(bench):
    owned = QUICK_OWNED if bench.quick else OWNED
    server = bench.rockpool("large-owners.db")
    pool, other = provider.make_pool(server, "large"), provider.make_pool_with_provider(server)
    owner = {"UserPoolId": pool, "Username": OWNER}
    servers.call(server.url, "AdminCreateUser", {**owner, "MessageAction": "SUPPRESS"})
    servers.call(server.url, "AdminSetUserPassword", {**owner, "Password": PASSWORD, "Permanent": True})
    fill_group(server, pool, owned)
    client = sign_in(bench, server, pool, owned)
    server.wait_for_rest()
    yield from deletion(server, other, f"{owned:,} members", "DeleteGroup", {"UserPoolId": pool, "GroupName": GROUP})
    yield from deletion(server, other, f"{owned:,} refresh tokens", "DeleteUserPoolClient", {"UserPoolId": pool, "ClientId": client})
    sign_in(bench, server, pool, owned)
    server.wait_for_rest()
    yield from deletion(server, other, f"{owned:,} refresh tokens", "AdminDeleteUser", owner)
