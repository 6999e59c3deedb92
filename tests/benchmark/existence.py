"""Whether time tells who exists, where PreventUserExistenceErrors hides it: medians of single calls about users and about nobody."""

import statistics

import judge
import latency
import many_users

GOAL = 1.15
TIMES, QUICK_TIMES = 1000, 200
SRP_A = "2" * 700


def forms(pool):
    """name -> (operation, request about a name, status of the answer)."""
    def initiate(flow, **parameters):
        return {"ClientId": pool.client, "AuthFlow": flow, "AuthParameters": parameters}

    return {
        "a wrong password": ("InitiateAuth", lambda name: initiate("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD="Wr0ng!wrong"), 400),
        "SRP": ("InitiateAuth", lambda name: initiate("USER_SRP_AUTH", USERNAME=name, SRP_A=SRP_A), 200),
        "ForgotPassword": ("ForgotPassword", lambda name: {"ClientId": pool.client, "Username": name}, 200),
    }


def checks(bench):
    """Each name is asked about once in each form, so that no attempt is one too many; who goes first changes."""
    times = QUICK_TIMES if bench.quick else TIMES
    pool = many_users.make(bench, "existence.db", times)
    server = bench.rockpool("existence.db")
    server.wait_for_rest()
    pairs = [(f"user{many_users.tail(number)}", f"nobody{number:08}") for number in range(times)]
    with latency.Connection(server) as connection:
        for form, (operation, request, status) in forms(pool).items():
            took = ([], [])
            for number, names in enumerate(pairs):
                for side in ((0, 1) if number % 2 == 0 else (1, 0)):
                    took[side].append(connection.ms(latency.request_of(operation, request(names[side])), status))
            known, unknown = (statistics.median(side) for side in took)
            yield judge.at_most(f"{form}: time that an unknown user and a known one take, the longer / the shorter", GOAL,
                                max(known / unknown, unknown / known), detail=f"known {known:.2f}, unknown {unknown:.2f} ms")
