"""kill -9 in the middle of functions: nobody is half made, and what follows a function is there whole or not at all."""

import http.client
import os
import threading
import time

from crash_test_case import CrashTestCase, check_integrity
from function_server import FunctionServer, answers, arn_of
from process_layer import Client

ROUNDS = 6 * int(os.environ.get("TEST_SCALE", "1"))
PEOPLE = 12  # of each round, on a thread each
LIMIT_SECONDS = 30
PASSWORD = "Corr3ct-horse"
FLOWS = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]


class Gate:
    """A handler that holds its callers until it is opened, and says who has come."""

    def __init__(self, handler):
        self._handler, self._open = handler, threading.Event()
        self._changed = threading.Condition()
        self.arrived = []

    def __call__(self, event):
        with self._changed:
            self.arrived.append(event["userName"])
            self._changed.notify_all()
        self._open.wait(LIMIT_SECONDS)
        return self._handler(event)

    def wait_for(self, count):
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.arrived) >= count, LIMIT_SECONDS):
                raise AssertionError(f"{len(self.arrived)} of {count} came")

    def open(self):
        self._open.set()


class KillTriggers(CrashTestCase):
    SEED = 20260103

    def setUp(self):
        super().setUp()
        self.functions = FunctionServer()
        self.addCleanup(self.functions.close)

    def start(self):
        return super().start("--lambda-endpoint", self.functions.endpoint)

    def make_pool(self, server, *triggers):
        client = Client(server.endpoint)
        pool = client.must("CreateUserPool", PoolName="storm", AutoVerifiedAttributes=["email"],
                           LambdaConfig={trigger: arn_of(trigger) for trigger in triggers})["UserPool"]["Id"]
        app = client.must("CreateUserPoolClient", UserPoolId=pool, ClientName="app", ExplicitAuthFlows=FLOWS)["UserPoolClient"]["ClientId"]
        client.close()
        return pool, app

    def call_at_once(self, server, calls):
        """Each on a thread, of an operation or of a path: {name: answer}, of those who got one."""
        given = {}

        def run(name, operation, request):
            client = Client(server.endpoint, LIMIT_SECONDS)
            try:
                given[name] = client.post(operation, **request) if operation.startswith("/") else client.call(operation, **request)
            except (OSError, http.client.HTTPException):
                pass  # the crash
            finally:
                client.close()

        threads = [threading.Thread(target=run, args=(name, *call), daemon=True) for name, call in calls.items()]
        for thread in threads:
            thread.start()
        return threads, given

    @staticmethod
    def join(threads):
        for thread in threads:
            thread.join(LIMIT_SECONDS)
            if thread.is_alive():
                raise AssertionError("a call is not answered, and its connection not closed")

    def sign_up_of(self, app, name):
        return ("SignUp", {"ClientId": app, "Username": name, "Password": PASSWORD, "UserAttributes": [{"Name": "email", "Value": f"{name}@example.com"}]})

    def kill_in_the_midst_of(self, server, call, gate):
        """The function stands at its gate when the server dies."""
        threads, given = self.call_at_once(server, {"ada": call})
        gate.wait_for(1)
        server.kill()
        gate.open()
        self.join(threads)
        self.assertEqual(given, {})
        check_integrity(self.database)

    def kill_while_ada_signs_up(self, server, app, gate):
        self.kill_in_the_midst_of(server, self.sign_up_of(app, "ada"), gate)

    def gate_at(self, trigger, handler):
        gate = Gate(handler)
        self.functions.add(trigger, gate)
        return gate

    def test_a_crash_while_pre_sign_up_is_asked_leaves_nobody(self):
        server = self.start()
        pool, app = self.make_pool(server, "PreSignUp")
        gate = Gate(answers(autoConfirmUser=True))
        self.functions.add("PreSignUp", gate)
        names = [f"user{number}" for number in range(PEOPLE)]
        threads, given = self.call_at_once(server, {name: self.sign_up_of(app, name) for name in names})
        gate.wait_for(PEOPLE)
        server.kill()
        gate.open()
        self.join(threads)
        self.assertEqual(given, {})
        check_integrity(self.database)
        server = self.start()
        client = Client(server.endpoint)
        self.assertEqual(client.must("ListUsers", UserPoolId=pool)["Users"], [])
        self.functions.add("PreSignUp", answers(autoConfirmUser=True))
        for name in names:  # each name is free
            operation, request = self.sign_up_of(app, name)
            self.assertTrue(client.must(operation, **request)["UserConfirmed"])
        client.close()
        server.stop()

    def test_a_crash_while_post_confirmation_is_told_leaves_a_confirmed_user_who_signs_in(self):
        server = self.start()
        pool, app = self.make_pool(server, "PreSignUp", "PostConfirmation")
        gate = Gate(answers())
        self.functions.add("PreSignUp", answers(autoConfirmUser=True))
        self.functions.add("PostConfirmation", gate)
        self.kill_while_ada_signs_up(server, app, gate)
        server = self.start()
        client = Client(server.endpoint)
        self.assertEqual(client.must("AdminGetUser", UserPoolId=pool, Username="ada")["UserStatus"], "CONFIRMED")
        self.assert_signs_in(client, app, "ada")
        client.close()
        server.stop()

    def test_a_crash_while_the_words_of_a_code_are_asked_leaves_a_user_who_asks_again(self):
        server = self.start()
        pool, app = self.make_pool(server, "CustomMessage")
        gate = Gate(answers())
        self.functions.add("CustomMessage", gate)
        self.kill_while_ada_signs_up(server, app, gate)
        server = self.start()
        self.functions.add("CustomMessage", answers())
        client = Client(server.endpoint)
        self.assertEqual(client.must("AdminGetUser", UserPoolId=pool, Username="ada")["UserStatus"], "UNCONFIRMED")
        client.must("ResendConfirmationCode", ClientId=app, Username="ada")
        code = client.get(f"/_rockpool/messages?pool={pool}&user=ada").body["messages"][-1]["code"]
        client.must("ConfirmSignUp", ClientId=app, Username="ada", ConfirmationCode=code)
        self.assert_signs_in(client, app, "ada")
        client.close()
        server.stop()

    def test_a_crash_while_a_user_is_brought_over_leaves_nobody_or_all_of_him(self):
        server = self.start()
        pool, app = self.make_pool(server, "UserMigration", "PostAuthentication")
        said = answers(userAttributes={"email": "ada@example.com", "email_verified": "true"}, finalUserStatus="CONFIRMED", messageAction="SUPPRESS")
        for trigger, names in (("UserMigration", []), ("PostAuthentication", ["ada"])):
            self.functions.add("UserMigration", said)
            self.functions.add("PostAuthentication", answers())
            gate = Gate(said if trigger == "UserMigration" else answers())
            self.functions.add(trigger, gate)
            threads, given = self.call_at_once(server, {"ada": self.sign_in_of(app, "ada")})
            gate.wait_for(1)
            server.kill()
            gate.open()
            self.join(threads)
            self.assertEqual(given, {})
            check_integrity(self.database)
            server = self.start()
            client = Client(server.endpoint)
            self.assertEqual([user["Username"] for user in client.must("ListUsers", UserPoolId=pool)["Users"]], names, trigger)
            client.close()
        self.functions.add("PostAuthentication", answers())
        client = Client(server.endpoint)
        self.assert_signs_in(client, app, "ada")
        client.close()
        server.stop()

    def test_a_crash_while_an_administrator_makes_a_user_leaves_nobody(self):
        server = self.start()
        pool, _ = self.make_pool(server, "PreSignUp", "CustomMessage")
        invites = ("AdminCreateUser", {"UserPoolId": pool, "Username": "ada", "DesiredDeliveryMediums": ["EMAIL"],
                                       "UserAttributes": [{"Name": "email", "Value": "ada@example.com"}]})
        for trigger in ("PreSignUp", "CustomMessage"):
            self.kill_in_the_midst_of(server, invites, self.gate_at(trigger, answers()))
            self.functions.add(trigger, answers())
            server = self.start()
            client = Client(server.endpoint)
            self.assertEqual(client.must("ListUsers", UserPoolId=pool)["Users"], [], trigger)
            self.assertEqual(client.get(f"/_rockpool/messages?pool={pool}").body["messages"], [], trigger)
            client.close()
        client = Client(server.endpoint)
        client.must(invites[0], **invites[1])
        self.assertEqual(len(client.get(f"/_rockpool/messages?pool={pool}").body["messages"]), 1)
        client.close()
        server.stop()

    def test_a_crash_while_a_person_of_a_provider_comes_leaves_nobody_or_all_of_him(self):
        server = self.start()
        pool, app = self.make_provider(server)
        comes = ("/_rockpool/sign-in", {"UserPoolId": pool, "ClientId": app, "ProviderName": "Corp", "subject": "ann",
                                        "claims": {"email": "ann@corp.example"}})
        self.functions.add("PostConfirmation", answers())
        for trigger, states in (("PreSignUp", []), ("PostConfirmation", [("ann@corp.example", "EXTERNAL_PROVIDER")])):
            self.kill_in_the_midst_of(server, comes, self.gate_at(trigger, answers()))
            self.functions.add(trigger, answers())
            server = self.start()
            client = Client(server.endpoint)
            users = client.must("ListUsers", UserPoolId=pool)["Users"]
            self.assertEqual([({entry["Name"]: entry["Value"] for entry in user["Attributes"]}["email"], user["UserStatus"]) for user in users],
                             states, trigger)
            client.close()
        client = Client(server.endpoint)
        answer = client.post(comes[0], **comes[1])
        self.assertEqual(answer.status, 200, answer.text)
        self.assertEqual(len(client.must("ListUsers", UserPoolId=pool)["Users"]), 1)
        client.close()
        server.stop()

    def make_provider(self, server):
        """A pool whose people come from Corp, for which a stand-in answers."""
        pool, _ = self.make_pool(server, "PreSignUp", "PostConfirmation")
        client = Client(server.endpoint)
        client.must("CreateUserPoolDomain", UserPoolId=pool, Domain="storm")
        client.must("CreateIdentityProvider", UserPoolId=pool, ProviderName="Corp", ProviderType="OIDC", AttributeMapping={"email": "email"},
                    ProviderDetails={"client_id": "a", "client_secret": "s", "authorize_scopes": "openid", "attributes_request_method": "GET",
                                     "oidc_issuer": "https://corp.example"})
        app = client.must("CreateUserPoolClient", UserPoolId=pool, ClientName="web", SupportedIdentityProviders=["Corp"],
                          CallbackURLs=["https://app.example/cb"], AllowedOAuthFlowsUserPoolClient=True, AllowedOAuthFlows=["code"],
                          AllowedOAuthScopes=["openid"])["UserPoolClient"]["ClientId"]
        client.close()
        return pool, app

    def test_kills_in_a_storm_of_sign_ups_and_sign_ins_with_functions_lose_nobody(self):
        server = self.start()
        pool, app = self.make_pool(server, "PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication", "PreTokenGeneration")

        def slow(handler):
            def run(event):
                time.sleep(self.chance.uniform(0, 0.02))
                return handler(event)
            return run

        self.functions.add("PreSignUp", slow(answers(autoConfirmUser=True, autoVerifyEmail=True)))
        for trigger in ("PostConfirmation", "PreAuthentication", "PostAuthentication"):
            self.functions.add(trigger, slow(answers()))
        self.functions.add("PreTokenGeneration", slow(answers(claimsOverrideDetails={"claimsToAddOrOverride": {"tenant": "blue"}})))
        acknowledged = set()
        for number in range(ROUNDS):
            names = [f"user{number}-{person}" for person in range(PEOPLE)]
            threads, given = self.call_at_once(server, {name: self.sign_up_of(app, name) for name in names})
            others, _ = self.call_at_once(server, {name: self.sign_in_of(app, name) for name in list(acknowledged)[:PEOPLE]})
            time.sleep(self.chance.uniform(0.01, 0.15))
            server.kill()
            self.join(threads + others)
            acknowledged |= {name for name, answer in given.items() if answer.status == 200}
            check_integrity(self.database)
            server = self.start()
            client = Client(server.endpoint)
            for name in names:
                found = client.call("AdminGetUser", UserPoolId=pool, Username=name)
                if found.status == 200:  # whole, whether its caller was told or not
                    self.assertEqual(found.body["UserStatus"], "CONFIRMED", name)
                    attributes = {entry["Name"]: entry["Value"] for entry in found.body["UserAttributes"]}
                    self.assertEqual((attributes["email"], attributes["email_verified"]), (f"{name}@example.com", "true"))
                    self.assert_signs_in(client, app, name)
                else:
                    self.assertEqual((found.error, name in acknowledged), ("UserNotFoundException", False), name)
            client.close()
        self.assertTrue(acknowledged, "no round let anybody through")
        server.stop()
        check_integrity(self.database)

    def sign_in_of(self, app, name):
        return ("InitiateAuth", {"ClientId": app, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": name, "PASSWORD": PASSWORD}})

    def assert_signs_in(self, client, app, name):
        operation, request = self.sign_in_of(app, name)
        self.assertIn("AuthenticationResult", client.must(operation, **request), name)
