"""/_rockpool/faults: every exception of UpdateIdentityProvider's API page, raised and caught typed."""

import time

import boto3
import support
import workbench
from botocore.config import Config
from provider_samples import GOOGLE

OPERATION = "UpdateIdentityProvider"
# https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateIdentityProvider.html#API_UpdateIdentityProvider_Errors
STATUS_OF = {
    "ConcurrentModificationException": 400,
    "InternalErrorException": 500,
    "InvalidParameterException": 400,
    "NotAuthorizedException": 400,
    "ResourceNotFoundException": 400,
    "TooManyRequestsException": 400,
    "UnsupportedIdentityProviderException": 400,
}


def setUpModule():
    support.start_module_server()


class Faults(support.PoolTestCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(workbench.call, support.endpoint(), "DELETE", "/_rockpool/faults")
        self.create(GOOGLE)

    def add(self, error=None, operation=OPERATION, **members):
        return workbench.add_fault(support.endpoint(), operation, error, **members)

    def change(self):
        return self.update("Google", ProviderDetails={"client_secret": "changed"})

    def test_raise_each_of_the_seven_exceptions_typed_and_change_nothing(self):
        before = self.describe("Google")
        for exception, status in STATUS_OF.items():
            with self.subTest(exception):
                self.add(exception, message=f"{exception} on purpose", times=1)
                with self.assertRaises(getattr(self.cognito.exceptions, exception)) as caught:
                    self.change()
                self.assertIs(type(caught.exception), getattr(self.cognito.exceptions, exception))
                self.assertEqual(caught.exception.response["Error"],
                                 {"Code": exception, "Message": f"{exception} on purpose"})
                self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], status)
                self.assertEqual(self.describe("Google"), before)
        self.assertEqual(self.change()["ProviderDetails"]["client_secret"], "changed")

    def test_have_a_text_where_none_is_given(self):
        for exception in STATUS_OF:
            with self.subTest(exception):
                self.add(exception, times=1)
                with self.assertRaises(getattr(self.cognito.exceptions, exception)) as caught:
                    self.change()
                self.assertNotIn(caught.exception.response["Error"]["Message"], ("", "Unknown"))

    def test_meet_every_call_until_they_are_ended(self):
        self.add("TooManyRequestsException")
        for _ in range(5):
            with self.assertRaises(self.cognito.exceptions.TooManyRequestsException):
                self.change()
        self.assertEqual(workbench.call(support.endpoint(), "DELETE", "/_rockpool/faults"), (200, []))
        self.change()

    def test_are_listed_with_the_calls_that_they_still_meet(self):
        self.add("TooManyRequestsException", times=3)
        with self.assertRaises(self.cognito.exceptions.TooManyRequestsException):
            self.change()
        self.assertEqual(workbench.call(support.endpoint(), "GET", "/_rockpool/faults"), (200, [
            {"operation": OPERATION, "error": "TooManyRequestsException", "message": "Rate exceeded", "times": 2,
             "delay_ms": 0}]))

    def test_are_got_over_by_a_client_that_retries(self):
        self.add("TooManyRequestsException", times=2)
        patient = boto3.client(
            "cognito-idp", endpoint_url=support.endpoint(), region_name=support.REGION, aws_access_key_id="test",
            aws_secret_access_key="test", config=Config(retries={"max_attempts": 5, "mode": "standard"}, proxies={}))
        answer = patient.update_identity_provider(UserPoolId=self.pool_id, ProviderName="Google",
                                                  ProviderDetails={"client_secret": "changed"})
        self.assertEqual(answer["ResponseMetadata"]["RetryAttempts"], 2)

    def test_delay_an_answer_while_others_go_on(self):
        self.add(delay_ms=400, times=1)
        started = time.monotonic()
        self.assertEqual(self.change()["ProviderDetails"]["client_secret"], "changed")
        self.assertGreaterEqual(time.monotonic() - started, 0.4)
        self.assertEqual(workbench.call(support.endpoint(), "GET", "/_rockpool/faults"), (200, []))

    def test_that_make_no_sense_are_refused_typed(self):
        for fault in ({"operation": OPERATION, "error": "AliasExistsException"}, {"operation": "Nonsense", "delay_ms": 1},
                      {"operation": OPERATION}, {"operation": OPERATION, "delay_ms": 60001}, "text"):
            with self.subTest(fault):
                status, answer = workbench.call(support.endpoint(), "PUT", "/_rockpool/faults", fault)
                self.assertEqual((status, answer["__type"]), (400, "InvalidParameterException"))
                self.assertNotEqual(answer["message"], "")
        self.assertEqual(workbench.call(support.endpoint(), "GET", "/_rockpool/faults"), (200, []))
