"""Whoever guesses passwords of a name that nobody has, all at once, reaches the UserMigration function no more often than the lockout lets."""

import contextlib
import threading
import time
import unittest

from function_server import FunctionServer, thrown
from process_layer import Client, Server

AT_ONCE = 100
TAKES_SECONDS = 0.5
# Five, and one more for each time that the lockout, which doubles from a second on, ends before the last of them has come.
MOST_ASKED = 8
ANSWER_SECONDS = 120


class GuessesAtFunctions(unittest.TestCase):
    def setUp(self):
        self.functions = FunctionServer()
        self.addCleanup(self.functions.close)
        self.server = Server("--log-level", "warning", "--lambda-endpoint", self.functions.endpoint)
        self.addCleanup(self.server.kill)

    def refuses(self, _event):
        time.sleep(TAKES_SECONDS)
        return thrown("Bad password")

    def message_of(self, app, number):
        with contextlib.closing(Client(self.server.endpoint, ANSWER_SECONDS)) as client:
            return client.call("InitiateAuth", ClientId=app, AuthFlow="USER_PASSWORD_AUTH",
                               AuthParameters={"USERNAME": "old", "PASSWORD": f"Guess-Pass{number}"}).body["message"]

    def test_a_hundred_at_once(self):
        function = self.functions.add("old", self.refuses)
        with contextlib.closing(Client(self.server.endpoint)) as client:
            pool = client.must("CreateUserPool", PoolName="old", LambdaConfig={"UserMigration": function})["UserPool"]["Id"]
            app = client.must("CreateUserPoolClient", UserPoolId=pool, ClientName="app", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"],
                              PreventUserExistenceErrors="ENABLED")["UserPoolClient"]["ClientId"]
        answers, started = [], threading.Barrier(AT_ONCE)

        def guess(number):
            started.wait()
            answers.append(self.message_of(app, number))

        threads = [threading.Thread(target=guess, args=(number,), daemon=True) for number in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(ANSWER_SECONDS)
        asked = len(self.functions.calls)
        print(f"  {AT_ONCE} guesses at once: the function was asked about {asked}")
        self.assertLessEqual(asked, MOST_ASKED)
        self.assertEqual(answers.count("Incorrect username or password."), asked)
        self.assertEqual(answers.count("Password attempts exceeded"), AT_ONCE - asked)
        self.server.stop()
