"""Functions that mean harm, or are broken: whatever they answer, the caller is told in time, nobody is half made, and others are served."""

import threading
import time
import unittest
import urllib.parse

from function_server import FunctionServer, http_answer
from hostile_provider import endless, slow
from process_layer import Client, Server, ended_logs
from wire import resident_kib

PASSWORD = "Corr3ct-horse"
SECRET = "an-answer-that-stays-private"
FLOWS = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
LIMIT_SECONDS = 5
SLOW_LIMIT_SECONDS = 20  # three attempts of five
MOST_KIB = 600 * 1024
METADATA_SERVICE = "http://169.254.169.254/latest/meta-data/"
TYPES = {"UserLambdaValidationException", "UnexpectedLambdaException", "InvalidLambdaResponseException"}
BIG = 6 * 1024 * 1024

ODD = ["", "x", 0, -1, 1e300, True, None, [], {}, [[]], {"a": {"b": {}}}, "\0", "a\r\nX: y", "\u202e", "x" * 100_000]
PLACES = {
    "PreSignUp": ["autoConfirmUser", "autoVerifyEmail", "autoVerifyPhone"],
    "CustomMessage": ["smsMessage", "emailMessage", "emailSubject"],
    "PreTokenGeneration": ["claimsOverrideDetails", "claimsOverrideDetails.claimsToAddOrOverride", "claimsOverrideDetails.claimsToSuppress",
                           "claimsOverrideDetails.groupOverrideDetails"],
    "PreTokenGenerationConfig": ["claimsAndScopeOverrideDetails", "claimsAndScopeOverrideDetails.idTokenGeneration",
                                 "claimsAndScopeOverrideDetails.accessTokenGeneration", "claimsAndScopeOverrideDetails.groupOverrideDetails",
                                 "claimsAndScopeOverrideDetails.accessTokenGeneration.claimsToAddOrOverride",
                                 "claimsAndScopeOverrideDetails.accessTokenGeneration.scopesToAdd"],
    "DefineAuthChallenge": ["challengeName", "issueTokens", "failAuthentication"],
    "CreateAuthChallenge": ["publicChallengeParameters", "privateChallengeParameters", "challengeMetadata"],
    "VerifyAuthChallengeResponse": ["answerCorrect"],
    "UserMigration": ["userAttributes", "forceAliasCreation", "enableSMSMFA", "finalUserStatus", "messageAction", "desiredDeliveryMediums"],
}
CHALLENGES = {
    "DefineAuthChallenge": {"challengeName": "CUSTOM_CHALLENGE", "issueTokens": False, "failAuthentication": False},
    "CreateAuthChallenge": {"publicChallengeParameters": {"a": "b"}, "privateChallengeParameters": {"answer": SECRET}},
    "VerifyAuthChallengeResponse": {"answerCorrect": False},
}


def whole(event, **response):
    return {**event, "response": {**event["response"], **response}}


def nested(path, value):
    """{"a": {"b": value}} of "a.b"."""
    for name in reversed(path.split(".")):
        value = {name: value}
    return value


class HostileFunctions(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.functions = FunctionServer()
        cls.addClassCleanup(cls.functions.close)
        cls.server = Server("--log-level", "debug", "--lambda-endpoint", cls.functions.endpoint)
        cls.addClassCleanup(cls.end)
        cls.port = urllib.parse.urlsplit(cls.server.endpoint).port

    @classmethod
    def end(cls):
        grown = resident_kib(cls.server.pid)
        cls.server.stop()
        _, log = ended_logs[-1]
        leaked = sorted(secret for secret in (PASSWORD, SECRET) if secret in log)
        if leaked:
            raise AssertionError(f"in the log: {leaked}")
        if grown > MOST_KIB:
            raise AssertionError(f"the server has {grown} KiB")

    def setUp(self):
        self.client = Client(self.server.endpoint)
        self.addCleanup(self.client.close)
        self.tried = 0

    def make_pool(self, handlers, **settings):
        self.tried += 1
        name = f"{self.id().rpartition('.')[2]}-{self.tried}"
        arns = {trigger: self.functions.add(f"{name}-{trigger}", handler) for trigger, handler in handlers.items()}
        if "PreTokenGenerationConfig" in arns:
            arns["PreTokenGenerationConfig"] = {"LambdaArn": arns["PreTokenGenerationConfig"], "LambdaVersion": "V2_0"}
        pool = self.client.must("CreateUserPool", PoolName="hostile", LambdaConfig=arns, **settings)["UserPool"]["Id"]
        app = self.client.must("CreateUserPoolClient", UserPoolId=pool, ClientName="app", ExplicitAuthFlows=FLOWS)["UserPoolClient"]["ClientId"]
        return pool, app

    def sign_up(self, app, name="ada"):
        return self.client.call("SignUp", ClientId=app, Username=name, Password=PASSWORD,
                                UserAttributes=[{"Name": "email", "Value": "ada@example.com"}])

    def refused(self, said, tried=None, limit=LIMIT_SECONDS):
        """A sign-up whose PreSignUp says so. Returns the answer, after which nobody is there."""
        pool, app = self.make_pool({"PreSignUp": said if callable(said) else lambda event: said})
        begun = time.monotonic()
        answer = self.sign_up(app)
        self.assertLess(time.monotonic() - begun, limit, tried)
        self.assertEqual(answer.status, 400, (tried, answer.text[:300]))
        self.assertIn(answer.error, TYPES, (tried, answer.text[:300]))
        self.assertLess(len(answer.text), 20_000, tried)
        self.assertEqual(self.client.call("AdminGetUser", UserPoolId=pool, Username="ada").error, "UserNotFoundException", tried)
        return answer

    def test_a_good_one_is_taken(self):
        _, app = self.make_pool({"PreSignUp": lambda event: whole(event, autoConfirmUser=True)})
        self.assertTrue(self.sign_up(app).body["UserConfirmed"])

    def test_what_is_no_json_is_refused(self):
        for body in (b"", b"{", b"\xff" * 1000, b"<html>", b"{'a': 1}", b"\xef\xbb\xbf{}x", b'{"response": {}} {}', b"\0" * 100, b'{"a": "\xc0\x80"}',
                     b'{"response": {"a": "\\ud800"}}x', b"NaN", b"// {}"):
            self.assertEqual(self.refused(http_answer(body), body[:40]).error, "InvalidLambdaResponseException", body[:40])

    def test_what_is_deep_or_long_is_refused_in_time(self):
        depth = 100_000
        for name, body in (("deep lists", b'{"response": ' + b"[" * depth + b"]" * depth + b"}"),
                           ("deep objects", b'{"response": ' + b'{"a":' * depth + b"1" + b"}" * depth + b"}"),
                           ("never closed", b"[" * depth)):
            self.refused(http_answer(body), name)
        for name, body in (("more than Lambda answers", b'{"response": {}, "x": "' + b"x" * (BIG + 1000) + b'"}'),
                           ("six megabytes of spaces and then nothing", b" " * BIG),
                           ("a long error", None)):
            said = http_answer(body) if body else http_answer({"errorMessage": "x" * BIG}, 200, "X-Amz-Function-Error: Unhandled")
            self.refused(said, name)

    def test_an_answer_of_nearly_six_megabytes_is_taken_or_refused_and_neither_takes_long(self):
        _, app = self.make_pool({"PreSignUp": lambda event: {**event, "padding": "x" * (BIG - 10_000)}})
        begun = time.monotonic()
        answer = self.sign_up(app)
        self.assertLess(time.monotonic() - begun, LIMIT_SECONDS)
        self.assertTrue(answer.status == 200 or answer.error in TYPES, answer.text[:300])

    def test_what_never_ends_is_ended(self):
        problems = []

        def run(name, said):
            case = HostileFunctions(self._testMethodName)
            case.client, case.tried = Client(self.server.endpoint), hash(name) % 1_000_000
            try:
                case.refused(said, name, SLOW_LIMIT_SECONDS)
            except Exception as error:  # pylint: disable=broad-except  (told by the test's own thread)
                problems.append(error)
            finally:
                case.client.close()

        def silent(_event):
            time.sleep(SLOW_LIMIT_SECONDS)
            return b""

        threads = [threading.Thread(target=run, args=case) for case in (
            ("bytes without end", lambda event: endless()), ("a byte at a time", lambda event: slow(SLOW_LIMIT_SECONDS)), ("silence", silent))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(problems, [])

    def test_a_redirect_is_not_followed(self):
        other = FunctionServer()
        self.addCleanup(other.close)
        other.others = lambda event: whole(event, autoConfirmUser=True)
        for place in (METADATA_SERVICE, f"{other.endpoint}/elsewhere", "file:///etc/passwd", "//127.0.0.1/"):
            for status in (301, 302, 303, 307, 308):
                self.refused(http_answer({}, status, f"Location: {place}"), (status, place))
        self.assertEqual(other.calls, [])

    def test_what_is_no_http_is_a_function_that_cannot_be_called(self):
        for said in (b"", b"\0" * 1000, b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", b"HTTP/1.1 999999 X\r\n\r\n",
                     b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 100_000,
                     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"):
            self.refused(said, said[:40])
        for status in (100, 204, 400, 403, 404, 429, 500, 503):
            self.refused(http_answer({"message": "x"}, status), status, SLOW_LIMIT_SECONDS)

    def test_an_error_is_text_and_stays_on_its_line(self):
        for message in ("<script>alert(1)</script>", "a\r\nX-Evil: 1", "\u202e\U0001f600", "\0", "", "x" * 5000):
            answer = self.refused(http_answer({"errorMessage": message}, 200, "X-Amz-Function-Error: Unhandled"), message[:40])
            self.assertEqual(answer.error, "UserLambdaValidationException", message[:40])
        for body in (b"", b"{", b"[]", b"null", b'{"errorMessage": {}}', b'{"errorMessage": null}', b'{"errorMessage": ["x"]}'):
            self.refused(http_answer(body, 200, "X-Amz-Function-Error: Unhandled"), body)
        log = self.server.log()
        self.assertFalse([line for line in log.splitlines() if line.startswith("X-Evil")], "a message broke out of its line")

    def test_members_of_odd_types_are_refused_or_mean_nothing(self):
        """Whatever stands in the place of an answer: no fault of the server, and nothing that is not on AWS's list of errors."""
        for trigger, members in PLACES.items():
            said = {}
            handlers = {name: (lambda response: lambda event: whole(event, **response))(response) for name, response in CHALLENGES.items()}
            handlers[trigger] = lambda event: whole(event, **(said if event["triggerSource"].startswith((trigger, "TokenGeneration")) else {}))
            pool, app = self.make_pool(handlers, AutoVerifiedAttributes=["email"])
            if trigger != "UserMigration":
                self.client.must("AdminCreateUser", UserPoolId=pool, Username="bob", MessageAction="SUPPRESS")
                self.client.must("AdminSetUserPassword", UserPoolId=pool, Username="bob", Password=PASSWORD, Permanent=True)
            for member in members:
                for number, value in enumerate(ODD):
                    said.clear()
                    said.update({**CHALLENGES.get(trigger, {}), **nested(member, value)})
                    answer = self.walk(trigger, app, f"{member}-{number}")
                    self.assertTrue(answer.status == 200 or (answer.status == 400 and answer.error), (trigger, member, str(value)[:40], answer.text[:300]))
                    if answer.status == 400:
                        self.assertIn(answer.error, TYPES | {"NotAuthorizedException", "UserNotFoundException", "PasswordResetRequiredException",
                                                             "InvalidParameterException"}, (trigger, member, str(value)[:40]))
                    self.assertNotIn(SECRET, answer.text)

    def walk(self, trigger, app, name):
        if trigger in ("PreSignUp", "CustomMessage"):
            return self.sign_up(app, name)
        if trigger == "UserMigration":
            return self.sign_in(app, name)
        if trigger.startswith("PreTokenGeneration"):
            return self.sign_in(app, "bob")
        begun = self.client.call("InitiateAuth", ClientId=app, AuthFlow="CUSTOM_AUTH", AuthParameters={"USERNAME": "bob"})
        if begun.status != 200 or "Session" not in begun.body:
            return begun
        return self.client.call("RespondToAuthChallenge", ClientId=app, ChallengeName="CUSTOM_CHALLENGE", Session=begun.body["Session"],
                                ChallengeResponses={"USERNAME": "bob", "ANSWER": "x"})

    def sign_in(self, app, name):
        return self.client.call("InitiateAuth", ClientId=app, AuthFlow="USER_PASSWORD_AUTH", AuthParameters={"USERNAME": name, "PASSWORD": PASSWORD})

    def test_what_a_challenge_keeps_private_is_never_told(self):
        handlers = {name: (lambda response: lambda event: whole(event, **response))(response) for name, response in CHALLENGES.items()}
        pool, app = self.make_pool(handlers)
        self.client.must("AdminCreateUser", UserPoolId=pool, Username="bob", MessageAction="SUPPRESS")
        self.client.must("AdminSetUserPassword", UserPoolId=pool, Username="bob", Password=PASSWORD, Permanent=True)
        begun = self.client.must("InitiateAuth", ClientId=app, AuthFlow="CUSTOM_AUTH", AuthParameters={"USERNAME": "bob"})
        self.assertEqual(begun["ChallengeParameters"], {"USERNAME": "bob", "a": "b"})
        self.assertNotIn(SECRET, str(begun))
        for path in (f"/_rockpool/sign-ins?pool={pool}", f"/_rockpool/triggers?pool={pool}&after=0"):
            answer = self.client.get(path)
            self.assertEqual(answer.status, 200, path)
            self.assertNotIn(SECRET, answer.text, path)
            self.assertNotIn(PASSWORD, answer.text, path)

    def test_tokens_hold_only_so_much(self):
        claims = {f"claim{number}": "x" * 20 for number in range(20_000)}
        pool, app = self.make_pool({"PreTokenGeneration": lambda event: whole(event, claimsOverrideDetails={"claimsToAddOrOverride": claims})})
        self.client.must("AdminCreateUser", UserPoolId=pool, Username="bob", MessageAction="SUPPRESS")
        self.client.must("AdminSetUserPassword", UserPoolId=pool, Username="bob", Password=PASSWORD, Permanent=True)
        answer = self.sign_in(app, "bob")
        self.assertEqual((answer.status, answer.error in TYPES), (400, True), answer.text[:300])
