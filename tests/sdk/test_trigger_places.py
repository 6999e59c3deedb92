"""Where functions are: the table [triggers] of the TOML file with endpoints, webhooks and rules, --triggers=skip, and what a missing one tells."""

import base64
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest

import support
import server
import workbench

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support"))
from function_server import FunctionServer, answers, arn_of, unused_port  # noqa: E402

README = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "README.md")
PASSWORD = "Corr3ct-horse"
FLOWS = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]


class PlacesTestCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.lambdas = FunctionServer()
        self.addCleanup(self.lambdas.close)
        self.folder = tempfile.TemporaryDirectory(prefix="rockpool-sdk-")
        self.addCleanup(self.folder.cleanup)

    def write(self, toml):
        path = os.path.join(self.folder.name, "rockpool.toml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(toml.replace("LAMBDA", self.lambdas.endpoint))
        return path

    def start(self, toml=None, *options):
        self.server = server.Server(*(["--config", self.write(toml)] if toml else []), *options)
        self.addCleanup(self.server.kill)
        self.cognito = support.client_for(self.server.endpoint)

    def stop(self):
        """Returns the log, of which only now all is there."""
        self.server.stop()
        return server.ended_logs[-1][1]

    def make_pool(self, **functions):
        config = {trigger: name if name.startswith("arn:") else arn_of(name) for trigger, name in functions.items()}
        pool = self.cognito.create_user_pool(PoolName="places", LambdaConfig=config, AutoVerifiedAttributes=["email"])["UserPool"]["Id"]
        app = self.cognito.create_user_pool_client(UserPoolId=pool, ClientName="app", ExplicitAuthFlows=FLOWS)["UserPoolClient"]["ClientId"]
        return pool, app

    def sign_up(self, app, name="ada", email="ada@example.com"):
        return self.cognito.sign_up(ClientId=app, Username=name, Password=PASSWORD, UserAttributes=[{"Name": "email", "Value": email}])

    def tokens(self, app, name="ada"):
        return self.cognito.initiate_auth(ClientId=app, AuthFlow="USER_PASSWORD_AUTH", AuthParameters={"USERNAME": name, "PASSWORD": PASSWORD})

    def refused(self, kind, text, call, *arguments):
        with self.assertRaises(getattr(self.cognito.exceptions, kind)) as caught:
            call(*arguments)
        self.assertEqual(caught.exception.response["Error"]["Message"], text)

    def claims(self, answer, token="IdToken"):
        payload = answer["AuthenticationResult"][token].split(".")[1]
        return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


class Functions(PlacesTestCase):
    def test_an_endpoint_by_arn_by_name_and_by_pattern_and_the_first_that_matches(self):
        other = FunctionServer()
        self.addCleanup(other.close)
        self.start(f"""
[triggers]
functions = [
  {{ function = "{arn_of('by-arn')}", lambda = "LAMBDA" }},
  {{ function = "by-name", lambda = "LAMBDA" }},
  {{ function = "my-*", lambda = "LAMBDA" }},
  {{ function = "*", lambda = "{other.endpoint}" }},
]
""")
        for name in ("by-arn", "by-name", "my-function"):
            self.lambdas.add(name, answers(autoConfirmUser=True))
            self.assertTrue(self.sign_up(self.make_pool(PreSignUp=name)[1])["UserConfirmed"], name)
        other.add("elsewhere", answers(autoConfirmUser=True))
        self.assertTrue(self.sign_up(self.make_pool(PreSignUp="elsewhere")[1])["UserConfirmed"])
        self.assertEqual([call.name for call in self.lambdas.calls], ["by-arn", "by-name", "my-function"])
        self.assertEqual([call.name for call in other.calls], ["elsewhere"])
        self.stop()

    def test_an_alias_is_asked_as_its_function(self):
        self.start('[triggers]\nfunctions = [{ function = "mine", lambda = "LAMBDA" }]\n')
        self.lambdas.add("mine", answers(autoConfirmUser=True))
        self.assertTrue(self.sign_up(self.make_pool(PreSignUp=arn_of("mine") + ":live")[1])["UserConfirmed"])
        self.assertIn("Qualifier=live", self.lambdas.calls[0].path)
        self.stop()

    def test_a_webhook_gets_the_event_and_its_answer_is_read(self):
        self.start('[triggers]\nfunctions = [{ function = "*", webhook = "LAMBDA/hook?a=b" }]\n')
        said = []
        self.lambdas.others = lambda event: said.append(event) or {**event, "response": {**event["response"], "autoConfirmUser": True}}
        pool, app = self.make_pool(PreSignUp="any")
        self.assertTrue(self.sign_up(app)["UserConfirmed"])
        call = self.lambdas.calls[0]
        self.assertEqual(call.path, "/hook?a=b")
        self.assertEqual(call.headers["content-type"], "application/json")
        self.assertEqual((said[0]["userPoolId"], said[0]["triggerSource"]), (pool, "PreSignUp_SignUp"))
        self.stop()

    def test_the_option_is_for_what_the_file_does_not_name(self):
        self.start('[triggers]\nfunctions = [{ function = "ruled", rules = true }]\n[[triggers.rules]]\ntrigger = "PreSignUp"\nconfirm = true\n',
                   "--lambda-endpoint", self.lambdas.endpoint)
        self.lambdas.add("other", answers())
        self.assertTrue(self.sign_up(self.make_pool(PreSignUp="ruled")[1])["UserConfirmed"])
        self.assertFalse(self.sign_up(self.make_pool(PreSignUp="other")[1])["UserConfirmed"])
        self.assertEqual([call.name for call in self.lambdas.calls], ["other"])
        self.stop()

    def test_where_nobody_listens_the_call_fails_as_one_that_cannot_be_made(self):
        self.start(None, "--lambda-endpoint", f"http://127.0.0.1:{unused_port()}")
        _, app = self.make_pool(PreSignUp="gone")
        with self.assertRaises(self.cognito.exceptions.UnexpectedLambdaException) as caught:
            self.sign_up(app)
        self.assertRegex(caught.exception.response["Error"]["Message"], r"^PreSignUp invocation failed due to error [A-Za-z]+\.$")
        self.stop()

    def test_attempts_and_time_are_options(self):
        self.start(None, "--lambda-endpoint", self.lambdas.endpoint, "--trigger-attempts", "1", "--trigger-timeout", "1")

        def sleeps(event):
            time.sleep(4)
            return event

        self.lambdas.add("slow", sleeps)
        _, app = self.make_pool(PreSignUp="slow")
        self.refused("UnexpectedLambdaException", "PreSignUp invocation failed due to error SocketTimeoutException.", self.sign_up, app)
        self.assertEqual(len(self.lambdas.calls), 1)
        self.stop()


class Readme(PlacesTestCase):
    """The two blocks of the section "Triggers", as they stand there but for the ports."""

    def block(self, words):
        with open(README, encoding="utf-8") as file:
            section = re.search(r"^## Triggers$(.*?)^## ", file.read(), re.MULTILINE | re.DOTALL)[1]
        block, = [block for block in re.findall(r"^```\w*\n(.*?)^```$", section, re.MULTILINE | re.DOTALL) if words in block]
        return re.sub(r"http://127\.0\.0\.1:\d+", "LAMBDA", block)

    def test_the_option_leads_to_all_functions(self):
        program, *options = self.block("rockpool --").split()
        self.assertEqual((program, "LAMBDA" in options), ("rockpool", True))
        self.start(None, *[option.replace("LAMBDA", self.lambdas.endpoint) for option in options])
        self.lambdas.add("any", answers(autoConfirmUser=True))
        self.assertTrue(self.sign_up(self.make_pool(PreSignUp="any")[1])["UserConfirmed"])
        self.stop()

    def test_the_file_leads_to_functions_in_each_of_three_ways(self):
        self.start(self.block("[triggers]"))
        confirms = answers(autoConfirmUser=True)
        self.lambdas.add("pre-sign-up", confirms)
        self.lambdas.others = confirms
        for function, paths in (("pre-sign-up", ["/2015-03-31/functions/pre-sign-up/invocations"]), ("my-own", ["/hook"]), ("rules-own", [])):
            seen = len(self.lambdas.calls)
            pool, app = self.make_pool(PreSignUp=function)
            self.assertTrue(self.sign_up(app)["UserConfirmed"], function)
            self.assertEqual([call.path for call in self.lambdas.calls[seen:]], paths)
        user = self.cognito.admin_get_user(UserPoolId=pool, Username="ada")
        self.assertIn({"Name": "email_verified", "Value": "true"}, user["UserAttributes"])
        self.assertFalse(self.sign_up(app, "bob", "bob@elsewhere.example")["UserConfirmed"])
        self.stop()


class Missing(PlacesTestCase):
    def test_a_function_without_a_place_fails_as_on_aws_and_log_and_trace_say_what_to_write(self):
        self.start()
        pool, app = self.make_pool(PreSignUp="somewhere", PreAuthentication="elsewhere")
        self.refused("UnexpectedLambdaException", "PreSignUp invocation failed due to error ResourceNotFoundException.", self.sign_up, app)
        with self.assertRaises(self.cognito.exceptions.UserNotFoundException):
            self.cognito.admin_get_user(UserPoolId=pool, Username="ada")
        status, told = workbench.call(self.server.endpoint, "GET", f"/_rockpool/triggers?pool={pool}&after=0")
        self.assertEqual(status, 200, told)
        log = self.stop()
        lines = [line for line in log.splitlines() if "somewhere" in line]
        self.assertTrue(any("--lambda-endpoint" in line or "[triggers]" in line or "functions" in line for line in lines), log)

    def test_the_line_that_the_trace_says_is_one_that_works(self):
        self.start()
        pool, app = self.make_pool(PreAuthentication="elsewhere")
        self.cognito.admin_create_user(UserPoolId=pool, Username="ada", MessageAction="SUPPRESS")
        self.cognito.admin_set_user_password(UserPoolId=pool, Username="ada", Password=PASSWORD, Permanent=True)
        self.refused("UnexpectedLambdaException", "PreAuthentication invocation failed due to error ResourceNotFoundException.", self.tokens, app)
        _, told = workbench.call(self.server.endpoint, "GET", f"/_rockpool/sign-ins?pool={pool}")
        step = next(step for step in told["sign_ins"][-1]["steps"] if "PreAuthentication" in step["rule"])
        self.assertEqual(step["verdict"], "refused")
        self.stop()
        line = re.search(r"write (functions = \[.*?\}\]) under \[triggers\]", step["reason"])
        self.assertIsNotNone(line, step["reason"])
        self.start("[triggers]\n" + line[1].replace("http://127.0.0.1:3002", "LAMBDA") + "\n")
        self.lambdas.add("elsewhere", answers(autoConfirmUser=True))
        self.assertTrue(self.sign_up(self.make_pool(PreSignUp="elsewhere")[1])["UserConfirmed"])
        self.stop()


class Skipped(PlacesTestCase):
    def test_nothing_is_called_and_nothing_fails_and_it_stands_in_log_and_trace(self):
        self.start(None, "--triggers=skip", "--lambda-endpoint", self.lambdas.endpoint)
        pool, app = self.make_pool(PreSignUp="never", PostConfirmation="never", PreAuthentication="never", PostAuthentication="never",
                                   PreTokenGeneration="never", CustomMessage="never")
        self.assertFalse(self.sign_up(app)["UserConfirmed"])
        self.cognito.admin_confirm_sign_up(UserPoolId=pool, Username="ada")
        self.assertIn("IdToken", self.tokens(app)["AuthenticationResult"])
        self.assertEqual(self.lambdas.calls, [])
        _, told = workbench.call(self.server.endpoint, "GET", f"/_rockpool/sign-ins?pool={pool}")
        verdicts = {step["rule"]: step["verdict"] for step in told["sign_ins"][-1]["steps"]}
        for trigger in ("PreAuthentication", "PostAuthentication", "PreTokenGeneration"):
            found = [verdict for rule, verdict in verdicts.items() if trigger in rule]
            self.assertEqual(found, ["skipped"], verdicts)
        log = self.stop()
        for trigger in ("PreSignUp", "PostConfirmation", "PreAuthentication"):
            self.assertTrue(any(trigger in line and "skip" in line for line in log.splitlines()), f"{trigger} in {log}")


RULES = """
[triggers]
functions = [{ function = "rules-*", rules = true }]

[[triggers.rules]]
trigger = "PreSignUp"
when = { "request.userAttributes.email" = "*@elsewhere.example" }
refuse = "Nobody from there"

[[triggers.rules]]
trigger = "PreSignUp"
when = { "request.userAttributes.email" = "*@example.com", "triggerSource" = "PreSignUp_SignUp" }
confirm = true
verify_email = true

[[triggers.rules]]
trigger = "PreTokenGeneration"
function = "rules-tokens"
add_claims = { tenant = "blue" }
suppress_claims = ["email"]

[[triggers.rules]]
trigger = "PreTokenGeneration"
function = "rules-mail"
add_claims = { email = "other@example.com" }

[[triggers.rules]]
trigger = "PreTokenGeneration"
function = "rules-level"
add_claims = { level = 3 }

[[triggers.rules]]
trigger = "PreAuthentication"
pool = "us-east-1_closed"
refuse = "Closed today!"

[[triggers.rules]]
trigger = ["DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"]
question = { text = "Your dog?", answer = "Argos", tries = 2 }

[[triggers.rules]]
trigger = "UserMigration"
when = { "userName" = "old-*" }
attributes = { email = "{userName}@example.com", email_verified = "true" }
password = "An-0ld-password"

[[triggers.rules]]
trigger = "PreSignUp"
function = "rules-link"
link_by_email = true
"""


class Rules(PlacesTestCase):
    def setUp(self):
        super().setUp()
        self.start(RULES)

    def test_a_sign_up_is_confirmed_and_verified_or_refused_or_left_alone(self):
        pool, app = self.make_pool(PreSignUp="rules-sign-up")
        self.assertTrue(self.sign_up(app)["UserConfirmed"])
        user = self.cognito.admin_get_user(UserPoolId=pool, Username="ada")
        self.assertIn({"Name": "email_verified", "Value": "true"}, user["UserAttributes"])
        self.refused("UserLambdaValidationException", "PreSignUp failed with error Nobody from there.",
                     self.sign_up, app, "bob", "bob@elsewhere.example")
        self.assertFalse(self.sign_up(app, "cyd", "cyd@third.example")["UserConfirmed"])
        self.stop()

    def test_claims_are_added_and_suppressed_by_one_function_and_not_by_another(self):
        for function, tenant in (("rules-tokens", "blue"), ("rules-others", None)):
            _, app = self.make_pool(PreSignUp="rules-sign-up", PreTokenGeneration=function)
            self.sign_up(app)
            claims = self.claims(self.tokens(app))
            self.assertEqual((claims.get("tenant"), "email" in claims), (tenant, tenant is None))
        self.stop()

    def test_claims_are_overridden(self):
        _, app = self.make_pool(PreSignUp="rules-sign-up", PreTokenGeneration="rules-mail")
        self.sign_up(app)
        self.assertEqual(self.claims(self.tokens(app))["email"], "other@example.com")
        self.stop()

    def test_what_a_rule_answers_is_checked_as_what_a_function_answers(self):
        _, app = self.make_pool(PreSignUp="rules-sign-up", PreTokenGeneration="rules-level")
        self.sign_up(app)
        self.refused("InvalidLambdaResponseException", "Unrecognizable lambda output", self.tokens, app)
        self.stop()

    def test_a_rule_of_one_pool_meets_no_other(self):
        config = {"PreSignUp": arn_of("rules-sign-up"), "PreAuthentication": arn_of("rules-gate")}
        for identity, text in (("us-east-1_closed", "PreAuthentication failed with error Closed today!."), ("us-east-1_open", None)):
            self.cognito.create_user_pool(PoolName="p", LambdaConfig=config, UserPoolTags={"_custom_id_": identity})
            app = self.cognito.create_user_pool_client(UserPoolId=identity, ClientName="a", ExplicitAuthFlows=FLOWS)["UserPoolClient"]["ClientId"]
            self.sign_up(app)
            if text:
                self.refused("UserLambdaValidationException", text, self.tokens, app)
            else:
                self.assertIn("IdToken", self.tokens(app)["AuthenticationResult"])
        self.stop()

    def test_a_question_is_asked_and_so_many_wrong_answers_end_it(self):
        _, app = self.make_pool(PreSignUp="rules-sign-up", DefineAuthChallenge="rules-q", CreateAuthChallenge="rules-q",
                                VerifyAuthChallengeResponse="rules-q")
        self.sign_up(app)

        def say(session, text):
            return self.cognito.respond_to_auth_challenge(ClientId=app, ChallengeName="CUSTOM_CHALLENGE", Session=session,
                                                          ChallengeResponses={"USERNAME": "ada", "ANSWER": text})

        def begin():
            asked = self.cognito.initiate_auth(ClientId=app, AuthFlow="CUSTOM_AUTH", AuthParameters={"USERNAME": "ada"})
            self.assertEqual(asked["ChallengeParameters"], {"USERNAME": "ada", "question": "Your dog?"})
            return asked["Session"]

        self.assertIn("IdToken", say(say(begin(), "Rex")["Session"], "Argos")["AuthenticationResult"])
        again = say(begin(), "Rex")["Session"]
        self.refused("NotAuthorizedException", "Incorrect username or password.", say, again, "Rex")
        self.stop()

    def test_users_of_an_old_directory_come_by_their_password(self):
        pool, app = self.make_pool(UserMigration="rules-old")

        def enter(name, password):
            return self.cognito.initiate_auth(ClientId=app, AuthFlow="USER_PASSWORD_AUTH", AuthParameters={"USERNAME": name, "PASSWORD": password})

        for name, password in (("old-ada", PASSWORD), ("new-ada", "An-0ld-password")):
            with self.assertRaises(self.cognito.exceptions.ClientError):
                enter(name, password)
            with self.assertRaises(self.cognito.exceptions.UserNotFoundException):
                self.cognito.admin_get_user(UserPoolId=pool, Username=name)
        self.assertIn("IdToken", enter("old-ada", "An-0ld-password")["AuthenticationResult"])
        self.assertIn({"Name": "email", "Value": "old-ada@example.com"},
                      self.cognito.admin_get_user(UserPoolId=pool, Username="old-ada")["UserAttributes"])
        self.stop()

    def test_a_person_of_a_provider_is_linked_to_the_user_with_his_address(self):
        pool, _ = self.make_pool(PreSignUp="rules-link")
        self.cognito.create_user_pool_domain(UserPoolId=pool, Domain="rules-link")
        self.cognito.create_identity_provider(UserPoolId=pool, ProviderName="Corp", ProviderType="OIDC", AttributeMapping={"email": "email"}, ProviderDetails={
            "client_id": "rockpool", "client_secret": "secret", "authorize_scopes": "openid email", "attributes_request_method": "GET",
            "oidc_issuer": "https://corp.example"})
        app = self.cognito.create_user_pool_client(
            UserPoolId=pool, ClientName="web", SupportedIdentityProviders=["Corp"], CallbackURLs=["https://app.example/cb"],
            AllowedOAuthFlowsUserPoolClient=True, AllowedOAuthFlows=["code"], AllowedOAuthScopes=["openid"])["UserPoolClient"]["ClientId"]
        self.cognito.admin_create_user(UserPoolId=pool, Username="ann", MessageAction="SUPPRESS",
                                       UserAttributes=[{"Name": "email", "Value": "ann@corp.test"}, {"Name": "email_verified", "Value": "true"}])
        self.cognito.admin_set_user_password(UserPoolId=pool, Username="ann", Password=PASSWORD, Permanent=True)
        status, answer = workbench.call(self.server.endpoint, "POST", "/_rockpool/sign-in", {
            "UserPoolId": pool, "ClientId": app, "ProviderName": "Corp", "subject": "ann-1", "claims": {"email": "ann@corp.test"}})
        self.assertEqual(status, 200, answer)
        self.assertEqual(self.claims({"AuthenticationResult": {"IdToken": answer["id_token"]}})["cognito:username"], "ann")
        self.assertEqual([user["Username"] for user in self.cognito.list_users(UserPoolId=pool)["Users"]], ["ann"])
        self.stop()

    def test_no_process_but_the_server_is_needed(self):
        self.assertEqual(self.lambdas.calls, [])
        _, app = self.make_pool(PreSignUp="rules-sign-up", PostConfirmation="rules-any", PreAuthentication="rules-any", PostAuthentication="rules-any",
                                PreTokenGeneration="rules-tokens")
        self.sign_up(app)
        self.tokens(app)
        self.assertEqual(self.lambdas.calls, [])
        self.stop()


class WrongFiles(PlacesTestCase):
    def assert_refuses(self, toml, *words):
        ended = subprocess.run([server.binary_path(), "--port", "0", "--database", ":memory:", "--config", self.write(toml)], cwd=self.folder.name,
                               stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, env=server.clean_environment(), check=False)
        self.assertNotEqual(ended.returncode, 0, toml)
        self.assertEqual(ended.stdout, "", toml)
        for word in words:
            self.assertIn(word.lower(), ended.stderr.lower(), toml)
        return ended.returncode

    def test_what_is_no_table_of_triggers_is_an_error_of_the_start_that_names_the_member(self):
        codes = {self.assert_refuses(toml, *words) for toml, *words in [
            ("[triggers]\nfunktions = []\n", "funktions"),
            ('[triggers]\nfunctions = [{ function = "a", lamda = "http://127.0.0.1:1" }]\n', "lamda"),
            ('[triggers]\nfunctions = [{ function = "a" }]\n', "function"),
            ('[triggers]\nfunctions = [{ function = "a", rules = true, webhook = "http://127.0.0.1:1" }]\n', "function"),
            ('[triggers]\nfunctions = [{ function = "a", lambda = "nowhere" }]\n', "lambda"),
            ('[triggers]\nfunctions = "a"\n', "functions"),
            ('[[triggers.rules]]\ntrigger = "PreSignup"\nconfirm = true\n', "PreSignup"),
            ('[[triggers.rules]]\ntrigger = "PreSignUp"\nconfirms = true\n', "confirms"),
            ('[[triggers.rules]]\ntrigger = "PreSignUp"\nconfirm = "yes"\n', "confirm"),
            ('[[triggers.rules]]\ntrigger = "PreSignUp"\nadd_claims = { a = "b" }\n', "add_claims"),
            ('[[triggers.rules]]\nconfirm = true\n', "trigger"),
        ]}
        usage = subprocess.run([server.binary_path(), "--no-such-option"], capture_output=True, timeout=30, env=server.clean_environment(), check=False)
        self.assertEqual(codes, {usage.returncode})
