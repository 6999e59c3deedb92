"""What the boto3 tests share: the server of the test module, clients for it, and a test case with a fresh pool."""

import functools
import os
import unittest

import server

# The machine's own AWS settings must not reach the tests.
for _name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[_name]
os.environ.update(AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull, AWS_EC2_METADATA_DISABLED="true")

import boto3  # noqa: E402  (reads the environment above)
from botocore.config import Config  # noqa: E402

REGION = "us-east-1"
DEFAULT_ACCOUNT = "000000000000"
PARALLEL_CONNECTIONS = 32

_session = boto3.session.Session()
_running = None


def start_module_server(*options):
    """To be called by setUpModule: one server for all tests of the module, stopped after them."""
    global _running
    _running = server.Server(*options)
    unittest.addModuleCleanup(_running.stop)
    return _running


def endpoint():
    return _running.endpoint


@functools.lru_cache(maxsize=None)
def client_for(url, access_key_id="test", region=REGION, check_parameters=True):
    """A client that neither retries nor uses a proxy, so that every answer seen is the first one."""
    return _session.client(
        "cognito-idp", endpoint_url=url, region_name=region,
        aws_access_key_id=access_key_id, aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 0}, parameter_validation=check_parameters, proxies={},
                      max_pool_connections=PARALLEL_CONNECTIONS))


class CognitoTestCase(unittest.TestCase):
    """Tests against the module's server. `cognito` checks parameters as boto3 does, `unchecked` sends what it gets."""

    maxDiff = None

    def setUp(self):
        self.cognito = client_for(endpoint())
        self.unchecked = client_for(endpoint(), check_parameters=False)

    def assert_refused(self, exception, message, operation, **request):
        """Asserts the typed exception, its exact text (None: any text) and status 400; returns the exception."""
        with self.assertRaises(getattr(self.cognito.exceptions, exception)) as caught:
            getattr(self.cognito, operation)(**request)
        return self._check(caught.exception, exception, message)

    def assert_refused_unchecked(self, exception, message, operation, **request):
        """The same, for a request that boto3 itself would refuse to send."""
        with self.assertRaises(getattr(self.unchecked.exceptions, exception)) as caught:
            getattr(self.unchecked, operation)(**request)
        return self._check(caught.exception, exception, message)

    def _check(self, error, exception, message):
        self.assertEqual(error.response["Error"]["Code"], exception)
        if message is None:
            self.assertNotEqual(error.response["Error"]["Message"], "")
        else:
            self.assertEqual(error.response["Error"]["Message"], message)
        self.assertEqual(error.response["ResponseMetadata"]["HTTPStatusCode"], 400)
        return error


class PoolTestCase(CognitoTestCase):
    """Every test gets a pool of its own, `pool_id`, and short ways to its providers."""

    def setUp(self):
        super().setUp()
        self.pool_id = self.create_pool()

    def create_pool(self, **members):
        return self.cognito.create_user_pool(PoolName=members.pop("PoolName", "rock"), **members)["UserPool"]["Id"]

    def create(self, sample, **members):
        """CreateIdentityProvider of a sample, with members of the request added or put in its place."""
        request = {"UserPoolId": self.pool_id, "ProviderName": sample.name, "ProviderType": sample.provider_type,
                   "ProviderDetails": dict(sample.details), **members}
        return self.cognito.create_identity_provider(**request)["IdentityProvider"]

    def refuse_create(self, message, sample, exception="InvalidParameterException", **members):
        request = {"UserPoolId": self.pool_id, "ProviderName": sample.name, "ProviderType": sample.provider_type,
                   "ProviderDetails": dict(sample.details), **members}
        return self.assert_refused(exception, message, "create_identity_provider", **request)

    def update(self, name, **members):
        return self.cognito.update_identity_provider(
            UserPoolId=self.pool_id, ProviderName=name, **members)["IdentityProvider"]

    def refuse_update(self, message, name, exception="InvalidParameterException", **members):
        """Asserts the refusal, and that it left the provider as it was, its LastModifiedDate included."""
        before = self.describe(name)
        error = self.assert_refused(exception, message, "update_identity_provider",
                                    UserPoolId=self.pool_id, ProviderName=name, **members)
        self.assertEqual(self.describe(name), before)
        return error

    def describe(self, name):
        return self.cognito.describe_identity_provider(
            UserPoolId=self.pool_id, ProviderName=name)["IdentityProvider"]

    def names(self):
        listed = self.cognito.list_identity_providers(UserPoolId=self.pool_id, MaxResults=60)
        return [provider["ProviderName"] for provider in listed["Providers"]]

    def pages_of(self, operation, entries, key, size=2):
        """The keys on each page of that size, through boto3's paginator."""
        pages = self.cognito.get_paginator(operation).paginate(UserPoolId=self.pool_id, PaginationConfig={"PageSize": size})
        return [[entry[key] for entry in page[entries]] for page in pages]
