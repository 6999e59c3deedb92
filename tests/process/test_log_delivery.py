"""--log-delivery: what pools export of their users and of messages goes into a file, or is posted to an address."""

import json
import os
import stat
import sys
import time

import api
from processes import ProcessTestCase

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support"))
from function_server import FunctionServer, http_answer, unused_port  # noqa: E402

PASSWORD = "Corr3ct-horse"
GROUP = {"CloudWatchLogsConfiguration": {"LogGroupArn": "arn:aws:logs:us-east-1:123456789012:log-group:exported"}}
USERS = {"EventSource": "userAuthEvents", "LogLevel": "INFO", **GROUP}
MESSAGES = {"EventSource": "userNotification", "LogLevel": "ERROR", **GROUP}
LIMIT_SECONDS = 60


class LogDelivery(ProcessTestCase):
    def begin_with(self, place, *options):
        process = self.begin("--port", "0", "--log-format", "json", "--log-delivery", place, *options)
        process.read_endpoint()
        return process

    def make_pool(self, endpoint, *exported):
        """With a user who has a password; returns (pool, app client)."""
        pool = api.call(endpoint, "CreateUserPool", PoolName="pool", UserPoolTier="PLUS", UserPoolAddOns={"AdvancedSecurityMode": "AUDIT"},
                        AutoVerifiedAttributes=["email"])["UserPool"]["Id"]
        app = api.call(endpoint, "CreateUserPoolClient", UserPoolId=pool, ClientName="app",
                       ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])["UserPoolClient"]["ClientId"]
        api.call(endpoint, "AdminCreateUser", UserPoolId=pool, Username="ada", MessageAction="SUPPRESS")
        api.call(endpoint, "AdminSetUserPassword", UserPoolId=pool, Username="ada", Password=PASSWORD, Permanent=True)
        if exported:
            api.call(endpoint, "SetLogDeliveryConfiguration", UserPoolId=pool, LogConfigurations=list(exported))
        return pool, app

    def sign_in(self, endpoint, app):
        answer = api.call(endpoint, "InitiateAuth", ClientId=app, AuthFlow="USER_PASSWORD_AUTH",
                          AuthParameters={"USERNAME": "ada", "PASSWORD": PASSWORD})
        self.assertIn("AuthenticationResult", answer)

    def wait_for(self, count, found):
        """Nobody's call waits for the lines; `found` gives those that came."""
        deadline = time.monotonic() + LIMIT_SECONDS
        while len(lines := found()) < count:
            self.assertLess(time.monotonic(), deadline, f"{len(lines)} of {count} lines came")
            time.sleep(0.02)
        return lines

    def check_sign_in(self, line, pool):
        self.assertEqual((line["eventSource"], line["logLevel"], line["logSourceId"]), ("USER_AUTH_EVENTS", "INFO", {"userPoolId": pool}))
        self.assertEqual((line["message"]["eventType"], line["message"]["userName"]), ("SignIn", "ada"))

    def test_adds_a_line_to_the_file_for_each_event_of_the_pools_that_export_them(self):
        file = self.path("events.log")
        with open(file, "w", encoding="utf-8") as earlier:
            earlier.write("of an earlier server\n")

        def lines():
            with open(file, encoding="utf-8") as source:
                return source.read().splitlines()

        process = self.begin_with(file)
        _, silent = self.make_pool(process.endpoint)
        pool, app = self.make_pool(process.endpoint, USERS)
        for client in (silent, app, silent, app):
            self.sign_in(process.endpoint, client)
        self.wait_for(3, lines)
        process.send()
        self.assertEqual(process.wait().code, 0)
        earlier, *later = lines()
        self.assertEqual((earlier, len(later)), ("of an earlier server", 2))
        for line in map(json.loads, later):
            self.check_sign_in(line, pool)

    def test_makes_the_file_for_its_owner_alone(self):
        file = self.path("events.log")
        process = self.begin("--port", "0", "--log-delivery", file, umask=0)
        process.read_endpoint()
        self.assertEqual(stat.S_IMODE(os.stat(file).st_mode), 0o600)

    def test_posts_each_line_to_an_address_and_delivers_again_what_comes_after_a_refusal(self):
        webhook = FunctionServer()
        self.addCleanup(webhook.close)
        answers = [http_answer({}, 500)]
        webhook.others = lambda line: answers.pop() if answers else http_answer({})
        process = self.begin_with(webhook.endpoint + "/lines?of=pools")
        pool, app = self.make_pool(process.endpoint, USERS)
        for times in range(1, 3):
            self.sign_in(process.endpoint, app)
            self.wait_for(times, lambda: webhook.calls)
        process.send()
        log = [json.loads(line) for line in process.wait().errors.splitlines()]
        for call in webhook.calls:
            self.assertEqual((call.path, call.headers["content-type"]), ("/lines?of=pools", "application/json"))
            self.check_sign_in(call.event, pool)
        told = [(line["message"], line.get("reason"), line.get("undelivered")) for line in log if "of a pool's log" in line["message"]
                or "of pools' logs" in line["message"]]
        self.assertEqual(told, [("line of a pool's log was not delivered", "status 500", None),
                                ("lines of pools' logs are delivered again", None, 1)])

    def test_tells_of_a_message_that_a_relay_did_not_take(self):
        webhook = FunctionServer()
        self.addCleanup(webhook.close)
        webhook.others = lambda line: http_answer({})
        process = self.begin_with(webhook.endpoint, "--message-webhook", f"http://127.0.0.1:{unused_port()}/")
        pool, app = self.make_pool(process.endpoint, MESSAGES)
        api.call(process.endpoint, "SignUp", ClientId=app, Username="bea", Password=PASSWORD,
                 UserAttributes=[{"Name": "email", "Value": "bea@example.com"}])
        line = self.wait_for(1, lambda: webhook.calls)[0].event
        self.assertEqual((line["eventSource"], line["logLevel"], line["logSourceId"]), ("USER_NOTIFICATION", "ERROR", {"userPoolId": pool}))
        self.assertRegex(line["message"]["details"], r"Message delivery failed: EMAIL of CustomMessage_SignUp to user bea: .+")
