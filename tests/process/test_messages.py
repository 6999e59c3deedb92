"""The outbox under /_rockpool/messages: who waits for a message gets it when it is sent."""

import json
import threading
import time
import urllib.parse

import api
from processes import ProcessTestCase

MESSAGES = "/_rockpool/messages"
WAIT_SECONDS = 20


class Messages(ProcessTestCase):
    def make_client(self, endpoint):
        pool = api.call(endpoint, "CreateUserPool", PoolName="pool", AutoVerifiedAttributes=["email"])["UserPool"]["Id"]
        client = api.call(endpoint, "CreateUserPoolClient", UserPoolId=pool, ClientName="app")["UserPoolClient"]["ClientId"]
        return pool, client

    def sign_up(self, endpoint, client, name="alice"):
        api.call(endpoint, "SignUp", ClientId=client, Username=name, Password="Corr3ct-horse",
                 UserAttributes=[{"Name": "email", "Value": name + "@example.com"}])

    def get(self, endpoint, **query):
        answer = api.send(endpoint, "GET", MESSAGES + "?" + urllib.parse.urlencode(query))
        self.assertEqual(answer.status, 200, answer)
        return answer.json()["messages"]

    def test_answers_who_waits_when_somebody_signs_up(self):
        server = self.start()
        pool, client = self.make_client(server.endpoint)
        answers = []

        def wait():
            begun = time.monotonic()
            messages = self.get(server.endpoint, pool=pool, to="alice@example.com", wait=WAIT_SECONDS)
            answers.append((messages, time.monotonic() - begun))

        waiting = threading.Thread(target=wait)
        waiting.start()
        time.sleep(0.3)  # it is likely to wait by now; if it does not the answer is the same
        self.assertEqual(answers, [])
        self.sign_up(server.endpoint, client)
        waiting.join()
        (messages, seconds), = answers
        self.assertEqual([message["user"] for message in messages], ["alice"])
        self.assertLess(seconds, WAIT_SECONDS)
        api.call(server.endpoint, "ConfirmSignUp", ClientId=client, Username="alice", ConfirmationCode=messages[0]["code"])

    def test_answers_who_waits_in_vain_with_nothing(self):
        server = self.start()
        begun = time.monotonic()
        self.assertEqual(self.get(server.endpoint, wait=1), [])
        self.assertGreaterEqual(time.monotonic() - begun, 1)

    def test_keeps_messages_over_a_restart(self):
        server = self.start(database=self.database)
        _, client = self.make_client(server.endpoint)
        self.sign_up(server.endpoint, client)
        before = self.get(server.endpoint)
        server.kill()
        again = self.start(database=self.database)
        self.assertEqual(self.get(again.endpoint), before)
        self.assertEqual(len(before), 1)

    def test_tells_the_log_that_a_message_waits_and_not_what_it_says(self):
        process = self.begin("--port", "0", "--log-format", "json")
        endpoint = process.read_endpoint()
        _, client = self.make_client(endpoint)
        self.sign_up(endpoint, client)
        code = self.get(endpoint)[0]["code"]
        process.send()
        log = process.wait().errors
        lines = [line for line in map(json.loads, log.splitlines()) if "/_rockpool/messages" in line.get("message", "")]
        self.assertEqual(len(lines), 1, log)
        self.assertEqual(lines[0]["purpose"], "CustomMessage_SignUp")
        self.assertNotIn(code, log)
        self.assertNotIn("alice@example.com", log)
