"""How the server ends: what runs is answered, what was written stays, and the exit code is 0."""

import concurrent.futures
import contextlib
import json
import signal
import socket
import time
import urllib.parse

import api
import saml_metadata
from held_document import HeldDocument
from processes import LIMIT_SECONDS, Process, ProcessTestCase

POOL = "us-east-1_heldPool1"
CREATE_POOL = {"PoolName": "held", "UserPoolTags": {"_custom_id_": POOL}}
METADATA = saml_metadata.document("https://idp.example.com/sso")
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:silent"
KEY = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
CYCLES = 50


def create_saml(name, details):
    return {"UserPoolId": POOL, "ProviderName": name, "ProviderType": "SAML", "ProviderDetails": details}


def is_listening(endpoint):
    address = urllib.parse.urlsplit(endpoint)
    try:
        socket.create_connection((address.hostname, address.port), timeout=LIMIT_SECONDS).close()
        return True
    except ConnectionRefusedError:
        return False
    except ConnectionResetError:
        return True  # it was in the queue when the listener closed; the next one is refused


def wait_until_no_longer_listening(endpoint):
    limit = time.monotonic() + LIMIT_SECONDS
    while is_listening(endpoint):
        if time.monotonic() > limit:
            raise AssertionError(f"{endpoint} still takes connections")


class Ending(ProcessTestCase):
    def hold(self, text=METADATA):
        document = HeldDocument(text)
        self.addCleanup(document.close)
        return document

    def test_sigterm_and_sigint_end_an_idle_server_with_exit_code_zero(self):
        for sent in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(sent.name):
                process = self.start()
                api.call(process.endpoint, "ListUserPools", MaxResults=1)
                process.stop(sent)

    def test_sigterm_at_the_moment_of_ready_ends_with_exit_code_zero_fifty_times(self):
        codes = []
        for _ in range(CYCLES):
            process = Process(self.folder, "--port", "0", "--database", self.database)
            try:
                line = process.first_line()
                process.send(signal.SIGTERM)
                self.assertTrue(line.startswith("READY "), line)
                codes.append(process.wait().code)
            finally:
                process.close()
        self.assertEqual(codes, [0] * CYCLES)

    def test_an_idle_connection_does_not_keep_it_from_ending(self):
        process = self.start()
        address = urllib.parse.urlsplit(process.endpoint)
        with socket.create_connection((address.hostname, address.port), timeout=LIMIT_SECONDS):
            process.stop()

    def test_a_request_in_flight_is_answered_before_it_ends(self):
        for sent in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(sent.name):
                self.end_with_a_request_in_flight(sent)

    def end_with_a_request_in_flight(self, sent):
        with self.request_in_flight() as (process, document, answer):
            process.send(sent)
            wait_until_no_longer_listening(process.endpoint)
            self.assertFalse(answer.done(), "it answered without the document")
            document.release()
            answer = answer.result(LIMIT_SECONDS)
            self.assertEqual(answer.status, 200, answer)
            self.assertEqual(answer.json()["IdentityProvider"]["ProviderDetails"]["MetadataURL"], document.url)
            self.assertEqual(process.wait().code, 0)

    def test_a_silent_function_keeps_it_by_a_call_no_longer_than_a_few_seconds(self):
        with self.sign_up_with({"PreSignUp": FUNCTION}) as (process, answer):
            process.send(signal.SIGTERM)
            answer = answer.result(LIMIT_SECONDS)
            self.assertEqual(answer.status, 400, answer)
            self.assertIn("PreSignUp invocation failed due to error SocketTimeoutException", answer.text)
            self.assertEqual(process.wait().code, 0)

    def test_a_silent_function_keeps_it_by_a_message_no_longer_than_a_few_seconds(self):
        sender = {"LambdaVersion": "V1_0", "LambdaArn": FUNCTION}
        with self.sign_up_with({"CustomEmailSender": sender, "KMSKeyID": KEY}) as (process, answer):
            self.assertEqual(answer.result(LIMIT_SECONDS).status, 200, answer)
            process.send(signal.SIGTERM)
            self.assertEqual(process.wait().code, 0)

    @contextlib.contextmanager
    def sign_up_with(self, functions):
        """A server whose function has been called by a sign-up and never answers, and the answer to come. It may take longer than a process
        lives here."""
        with socket.create_server(("127.0.0.1", 0)) as function, concurrent.futures.ThreadPoolExecutor(1) as background:
            function.settimeout(LIMIT_SECONDS)
            endpoint = f"http://127.0.0.1:{function.getsockname()[1]}"
            process = self.begin("--port", "0", "--database", ":memory:", "--lambda-endpoint", endpoint, "--trigger-timeout", "900")
            process.read_endpoint()
            pool = api.call(process.endpoint, "CreateUserPool", PoolName="silent", AutoVerifiedAttributes=["email"],
                            LambdaConfig=functions)["UserPool"]["Id"]
            client = api.call(process.endpoint, "CreateUserPoolClient", UserPoolId=pool, ClientName="app")["UserPoolClient"]["ClientId"]
            sign_up = {"ClientId": client, "Username": "ada", "Password": "Corr3ct-horse",
                       "UserAttributes": [{"Name": "email", "Value": "ada@example.com"}]}
            answer = background.submit(api.post, process.endpoint, "SignUp", json.dumps(sign_up))
            try:
                with function.accept()[0]:
                    yield process, answer
            finally:
                process.close()

    def test_a_second_signal_ends_it_without_the_answer(self):
        with self.request_in_flight() as (process, _, answer):
            process.send(signal.SIGTERM)
            wait_until_no_longer_listening(process.endpoint)
            while process.is_running():
                process.send(signal.SIGTERM)
            self.assertEqual(process.wait().code, -signal.SIGTERM)
            self.assertIsInstance(answer.exception(LIMIT_SECONDS), OSError)

    @contextlib.contextmanager
    def request_in_flight(self):
        """A server, the document that it waits for, and the answer to come."""
        document = self.hold()
        process = self.begin("--port", "0", "--database", ":memory:")
        process.read_endpoint()
        api.call(process.endpoint, "CreateUserPool", **CREATE_POOL)
        api.call(process.endpoint, "CreateIdentityProvider", **create_saml("held", {"MetadataFile": METADATA}))
        update = json.dumps({"UserPoolId": POOL, "ProviderName": "held", "ProviderDetails": {"MetadataURL": document.url}})
        with concurrent.futures.ThreadPoolExecutor(1) as background:
            answer = background.submit(api.post, process.endpoint, "UpdateIdentityProvider", update)
            try:
                document.wait_until_asked()
                yield process, document, answer
            finally:
                document.release()
                process.close()

    def test_a_signal_during_the_seed_ends_it_with_exit_code_zero_after_the_seed(self):
        for sent in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(sent.name):
                self.end_during_the_seed(sent)

    def end_during_the_seed(self, sent):
        document = self.hold()
        database = self.path(f"{sent.name}.db")
        seed = self.write("seed.json", json.dumps([
            {"operation": "CreateUserPool", "request": CREATE_POOL},
            {"operation": "CreateIdentityProvider", "request": create_saml("held", {"MetadataURL": document.url})},
            {"operation": "CreateIdentityProvider", "request": create_saml("last", {"MetadataFile": METADATA})}]))
        process = self.begin("--port", "0", "--database", database, "--seed", seed)
        document.wait_until_asked()
        process.send(sent)
        document.release()
        ended = process.wait()
        self.assertEqual(ended.code, 0, ended)
        again = self.start(database=database)
        listed = api.call(again.endpoint, "ListIdentityProviders", UserPoolId=POOL)["Providers"]
        again.stop()
        self.assertEqual([provider["ProviderName"] for provider in listed], ["held", "last"])
