"""Whether time tells who exists, where PreventUserExistenceErrors hides it: medians of single calls about users and about nobody."""

import json
import statistics

import judge
import latency
import many_users
import servers

GOAL = 1.15
TIMES, QUICK_TIMES = 1000, 200
SRP_A = "2" * 700
WRONG_CODE, NEW_PASSWORD = "wrong", "Passw0rd!y"


def forms(pool):
    """name -> (operation, request about a name, status of the answer)."""
    def initiate(flow, **parameters):
        return {"ClientId": pool.client, "AuthFlow": flow, "AuthParameters": parameters}

    def of(name, **members):
        return {"ClientId": pool.client, "Username": name, **members}

    return {
        "a wrong password": ("InitiateAuth", lambda name: initiate("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD="Wr0ng!wrong"), 400),
        "SRP": ("InitiateAuth", lambda name: initiate("USER_SRP_AUTH", USERNAME=name, SRP_A=SRP_A), 200),
        "ForgotPassword": ("ForgotPassword", of, 200),
        # Behind ForgotPassword, so that there is a code.
        "ConfirmForgotPassword": ("ConfirmForgotPassword", lambda name: of(name, ConfirmationCode=WRONG_CODE, Password=NEW_PASSWORD), 400),
    }


def forms_of_sign_up(client):
    """The same of users who have not confirmed."""
    def of(name, **members):
        return {"ClientId": client, "Username": name, **members}

    return {"ResendConfirmationCode": ("ResendConfirmationCode", of, 200),
            "ConfirmSignUp": ("ConfirmSignUp", lambda name: of(name, ConfirmationCode=WRONG_CODE), 400)}


def wrong_proof(pool, connection, name):
    """The request that ends an SRP sign-in by that name with a signature that proves nothing."""
    _, begun = connection.timed(latency.request_of("InitiateAuth", {
        "ClientId": pool.client, "AuthFlow": "USER_SRP_AUTH", "AuthParameters": {"USERNAME": name, "SRP_A": SRP_A}}))
    asked = json.loads(begun)["ChallengeParameters"]
    return latency.request_of("RespondToAuthChallenge", {"ClientId": pool.client, "ChallengeName": "PASSWORD_VERIFIER", "ChallengeResponses": {
        "USERNAME": asked["USER_ID_FOR_SRP"], "TIMESTAMP": "Thu Jan 1 00:00:00 UTC 2026", "PASSWORD_CLAIM_SECRET_BLOCK": asked["SECRET_BLOCK"],
        "PASSWORD_CLAIM_SIGNATURE": "A" * 43 + "="}})


def compared(form, pairs, request_about, connection, status):
    """Each pair's names once, and who goes first changes. `request_about` is not timed."""
    took = ([], [])
    for number, names in enumerate(pairs):
        for side in ((0, 1) if number % 2 == 0 else (1, 0)):
            request = request_about(names[side])
            took[side].append(connection.ms(request, status))
    known, unknown = (statistics.median(side) for side in took)
    return judge.at_most(f"{form}: time that an unknown user and a known one take, the longer / the shorter", GOAL,
                         max(known / unknown, unknown / known), detail=f"known {known:.2f}, unknown {unknown:.2f} ms")


def sign_up(server, names):
    """The client of a pool in which they have done so, and were sent a code."""
    pool = servers.call(server.url, "CreateUserPool", {"PoolName": "new", "AutoVerifiedAttributes": ["email"]})["UserPool"]["Id"]
    client = servers.call(server.url, "CreateUserPoolClient", {"UserPoolId": pool, "ClientName": "app", "PreventUserExistenceErrors": "ENABLED"})
    client_id = client["UserPoolClient"]["ClientId"]
    for name in names:
        servers.call(server.url, "SignUp", {"ClientId": client_id, "Username": name, "Password": many_users.PASSWORD,
                                            "UserAttributes": [{"Name": "email", "Value": f"{name}@example.com"}]})
    return client_id


def checks(bench):
    """Each name is asked about once in each form, so that no attempt is one too many."""
    times = QUICK_TIMES if bench.quick else TIMES
    pool = many_users.make(bench, "existence.db", times)
    server = bench.rockpool("existence.db")
    server.wait_for_rest()
    pairs = [(f"user{many_users.tail(number)}", f"nobody{number:08}") for number in range(times)]
    new = [(f"new{number:08}", f"nobody{number:08}") for number in range(QUICK_TIMES)]
    with latency.Connection(server) as connection:
        for form, (operation, about, status) in forms(pool).items():
            yield compared(form, pairs, lambda name: latency.request_of(operation, about(name)), connection, status)
        yield compared("RespondToAuthChallenge", pairs, lambda name: wrong_proof(pool, connection, name), connection, 400)
    client = sign_up(server, [name for name, _ in new])
    with latency.Connection(server) as connection:
        for form, (operation, about, status) in forms_of_sign_up(client).items():
            yield compared(form, new, lambda name: latency.request_of(operation, about(name)), connection, status)
