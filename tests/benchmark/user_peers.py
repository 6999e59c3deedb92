"""Sign-ins and users beside cognito-local and moto, for the operations that they have. One connection: moto's server has one thread for
each."""

import judge
import load
import provider
import report
import servers

PASSWORD = "Passw0rd!x"
LISTED = 10


def targets(bench, server):
    def call(operation, **request):
        return servers.call(server.url, operation, request)

    # Users are named by e-mail addresses, for cognito-local takes no others. The pool that is listed is not the one that grows.
    listed, growing = (call("CreateUserPool", PoolName=name, UsernameAttributes=["email"])["UserPool"]["Id"]
                       for name in ("listed", "growing"))
    client = call("CreateUserPoolClient", UserPoolId=listed, ClientName="app", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"])
    for number in range(LISTED):
        user = {"UserPoolId": listed, "Username": f"user{number}@example.com"}
        call("AdminCreateUser", **user, MessageAction="SUPPRESS")
        call("AdminSetUserPassword", **user, Password=PASSWORD, Permanent=True)
    requests = {
        "InitiateAuth": {"ClientId": client["UserPoolClient"]["ClientId"], "AuthFlow": "USER_PASSWORD_AUTH",
                         "AuthParameters": {"USERNAME": "user1@example.com", "PASSWORD": PASSWORD}},
        "AdminCreateUser": {"UserPoolId": growing, "Username": "user-@COUNT@@example.com", "MessageAction": "SUPPRESS"},
        "ListUsers": {"UserPoolId": listed},
    }
    return [provider.target(bench.folder, f"{server.name} {operation}", server, operation, request)
            for operation, request in requests.items()]


def checks(bench):
    peers = {"cognito-local": bench.started(servers.cognito_local(bench.folder / "npm")), "moto": bench.started(servers.moto())}
    measured = targets(bench, bench.rockpool("peers.db"))
    for name, server in peers.items():
        if server:
            measured += targets(bench, server)
        else:
            yield judge.shown(name, "not to be had on this machine")
    samples = load.interleaved(measured, 1, bench.rounds, bench.seconds)
    bench.tables.append(report.table({1: samples}))
    for name, server in peers.items():
        if server:
            ratios = (f"{operation} {samples[f'rockpool {operation}'].per_second / samples[f'{name} {operation}'].per_second:.0f}"
                      for operation in ("InitiateAuth", "AdminCreateUser", "ListUsers"))
            yield judge.shown(f"requests per second, rockpool / {name}", ", ".join(ratios))
