"""Two hundred sign-ins at once whose functions take two seconds, or call back into the server, and the calls of others beside them. The median is
held against the goal, with the 95th percentile and the worst beside it, which are more the machine's than the server's."""

import contextlib
import multiprocessing
import statistics
import sys
import time
from pathlib import Path

import judge
import latency
import provider
import servers
import waiting

sys.path.append(str(Path(__file__).parents[1] / "support"))
import burst  # noqa: E402
from function_server import FunctionServer, arn_of  # noqa: E402

AT_ONCE = 200
TAKES_SECONDS = 2
GOAL_MS = 20
PASSWORD = "Corr3ct-horse"
FLOWS = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
AGREES, WAITS, CALLS_BACK = "agrees", "waits", "calls-back"
INNER = ("PreAuthentication", "PostAuthentication", "PreTokenGeneration", "PreSignUp")


def agrees(event):
    return event


def waits(event):
    time.sleep(TAKES_SECONDS)
    return event


def calling_back(inner):
    """A function that signs a robot in and makes a user, both in a pool with functions of its own, as people's do. `inner` is filled later."""
    def call_back(event):
        servers.call(inner["url"], "AdminInitiateAuth", {
            "UserPoolId": inner["pool"], "ClientId": inner["app"], "AuthFlow": "ADMIN_USER_PASSWORD_AUTH",
            "AuthParameters": {"USERNAME": "robot", "PASSWORD": PASSWORD}})
        servers.call(inner["url"], "AdminCreateUser", {"UserPoolId": inner["pool"], "Username": f"twin-of-{event['userName']}",
                                                       "MessageAction": "SUPPRESS"})
        return event
    return call_back


def functions_and_crowd(pipe):
    """The functions, and who signs in at once: in a process of their own, so that what they compute delays no measuring, but for the cores."""
    functions, inner = FunctionServer(), {}
    for name, handler in ((AGREES, agrees), (WAITS, waits), (CALLS_BACK, calling_back(inner))):
        functions.add(name, handler)
    pipe.send(functions.endpoint)
    inner.update(pipe.recv())
    with contextlib.suppress(EOFError):
        while True:
            requests = pipe.recv()
            answers = burst.answers(inner["url"], requests, len(requests))
            pipe.send([repr(answer) for answer in answers if "AuthenticationResult" not in answer.body])


@contextlib.contextmanager
def crowd():
    """The other end of the process's pipe."""
    context = multiprocessing.get_context("spawn")
    pipe, theirs = context.Pipe()
    process = context.Process(target=functions_and_crowd, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        yield pipe
    finally:
        pipe.close()
        process.terminate()
        process.join()


class Pool:
    """With functions, {trigger: name}, and an app client."""

    def __init__(self, server, **functions):
        self.server = server
        arns = {trigger: arn_of(name) for trigger, name in functions.items()}
        self.id = self._call("CreateUserPool", PoolName="busy", LambdaConfig=arns)["UserPool"]["Id"]
        self.app = self._call("CreateUserPoolClient", UserPoolId=self.id, ClientName="app", ExplicitAuthFlows=FLOWS)["UserPoolClient"]["ClientId"]

    def _call(self, operation, **request):
        return servers.call(self.server.url, operation, request)

    def add(self, name):
        self._call("AdminCreateUser", UserPoolId=self.id, Username=name, MessageAction="SUPPRESS")
        self._call("AdminSetUserPassword", UserPoolId=self.id, Username=name, Password=PASSWORD, Permanent=True)

    def sign_in(self, name):
        return waiting.bytes_of(latency.request_of("InitiateAuth", {
            "ClientId": self.app, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": name, "PASSWORD": PASSWORD}}))


def others(pool, name):
    """A reading and a writing call, by what they are."""
    return {"AdminGetUser": {"UserPoolId": pool.id, "Username": name},
            "AdminUpdateUserAttributes": {"UserPoolId": pool.id, "Username": name, "UserAttributes": [{"Name": "nickname", "Value": "Ann"}]}}


def beside(server, pipe, busy, quiet):
    """The milliseconds of the quiet pool's calls, each on a connection of its own, while all users of the busy one sign in."""
    requests = {name: latency.request_of(name, body) for name, body in others(quiet, "other").items()}
    for request in requests.values():
        latency.each_ms(server, request, 1)
    took = {name: [] for name in requests}
    pipe.send([busy.sign_in(f"user{number}") for number in range(AT_ONCE)])
    while not pipe.poll(0.01):
        for name, request in requests.items():
            took[name] += latency.each_ms(server, request, 1)
    if refused := pipe.recv():
        raise RuntimeError(f"{len(refused)} of {AT_ONCE} sign-ins got no tokens, the first: {refused[0]}")
    return took


def checks(bench):
    with crowd() as pipe:
        server = bench.rockpool("busy.db", "--lambda-endpoint", pipe.recv(), "--trigger-timeout", "60")
        inner = Pool(server, **dict.fromkeys(INNER, AGREES))
        inner.add("robot")
        pipe.send({"url": server.url, "pool": inner.id, "app": inner.app})
        quiet = Pool(server)
        quiet.add("other")
        for what, function in ((f"take {TAKES_SECONDS} s", WAITS), ("call back", CALLS_BACK)):
            busy = Pool(server, PreAuthentication=function)
            for number in range(AT_ONCE):
                busy.add(f"user{number}")
            server.wait_for_rest()
            for name, took in beside(server, pipe, busy, quiet).items():
                yield judge.within(f"{name}, median beside {AT_ONCE} sign-ins whose functions {what}", GOAL_MS, statistics.median(took),
                                   latency.spread(took))
