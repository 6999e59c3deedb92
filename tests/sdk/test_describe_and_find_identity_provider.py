"""DescribeIdentityProvider and GetIdentityProviderByIdentifier."""

import support
from provider_samples import GOOGLE, OIDC, all_types


def setUpModule():
    support.start_module_server()


class DescribeIdentityProvider(support.PoolTestCase):
    def test_always_carries_identifiers(self):
        self.create(OIDC)
        self.assertEqual(self.describe(OIDC.name)["IdpIdentifiers"], [])

    def test_returns_the_client_secret_in_clear(self):
        self.create(GOOGLE)
        self.assertEqual(self.describe("Google")["ProviderDetails"]["client_secret"], "google-secret")

    def test_carries_every_member(self):
        self.create(OIDC)
        self.assertEqual(set(self.describe(OIDC.name)), {
            "UserPoolId", "ProviderName", "ProviderType", "ProviderDetails", "AttributeMapping", "IdpIdentifiers",
            "LastModifiedDate", "CreationDate"})

    def test_refuses_an_unknown_provider(self):
        self.assert_refused(
            "ResourceNotFoundException", f"Identity provider nobody for tenantId {self.pool_id} does not exist.",
            "describe_identity_provider", UserPoolId=self.pool_id, ProviderName="nobody")

    def test_tells_names_apart_by_case(self):
        self.create(OIDC, ProviderName="Corporate")
        self.assert_refused(
            "ResourceNotFoundException", f"Identity provider corporate for tenantId {self.pool_id} does not exist.",
            "describe_identity_provider", UserPoolId=self.pool_id, ProviderName="corporate")

    def test_refuses_a_provider_of_another_pool(self):
        self.create(OIDC)
        other = self.create_pool()
        self.assert_refused(
            "ResourceNotFoundException", f"Identity provider {OIDC.name} for tenantId {other} does not exist.",
            "describe_identity_provider", UserPoolId=other, ProviderName=OIDC.name)

    def test_refuses_an_unknown_pool(self):
        self.assert_refused("ResourceNotFoundException", "User pool us-east-1_Nowhere00 does not exist.",
                            "describe_identity_provider", UserPoolId="us-east-1_Nowhere00", ProviderName="nobody")

    def test_takes_names_that_create_would_refuse_and_finds_nobody(self):
        self.assert_refused(
            "ResourceNotFoundException", f"Identity provider a_b c for tenantId {self.pool_id} does not exist.",
            "describe_identity_provider", UserPoolId=self.pool_id, ProviderName="a_b c")


class GetIdentityProviderByIdentifier(support.PoolTestCase):
    def find(self, identifier):
        return self.cognito.get_identity_provider_by_identifier(
            UserPoolId=self.pool_id, IdpIdentifier=identifier)["IdentityProvider"]

    def assert_nobody(self, identifier):
        self.assert_refused(
            "ResourceNotFoundException",
            f"Identity provider {identifier} for tenantId {self.pool_id} does not exist.",
            "get_identity_provider_by_identifier", UserPoolId=self.pool_id, IdpIdentifier=identifier)

    def test_finds_each_type_by_each_of_its_identifiers(self):
        for number, sample in enumerate(all_types()):
            self.create(sample, IdpIdentifiers=[f"first-{number}", f"second {number}"])
        for number, sample in enumerate(all_types()):
            with self.subTest(sample.provider_type):
                described = self.describe(sample.name)
                self.assertEqual(self.find(f"first-{number}"), described)
                self.assertEqual(self.find(f"second {number}"), described)

    def test_finds_nobody_for_an_unknown_identifier(self):
        self.create(OIDC, IdpIdentifiers=["example.com"])
        self.assert_nobody("example.org")

    def test_finds_nobody_by_the_name_of_a_provider(self):
        self.create(OIDC)
        self.assert_nobody(OIDC.name)

    def test_finds_nobody_by_an_identifier_of_another_pool(self):
        self.create(OIDC, IdpIdentifiers=["example.com"])
        self.pool_id = self.create_pool()
        self.assert_nobody("example.com")

    def test_follows_an_identifier_that_moves_to_another_provider(self):
        self.create(OIDC, IdpIdentifiers=["example.com"])
        self.create(GOOGLE)
        self.update(OIDC.name, IdpIdentifiers=[])
        self.assert_nobody("example.com")
        self.update("Google", IdpIdentifiers=["example.com"])
        self.assertEqual(self.find("example.com")["ProviderName"], "Google")

    def test_refuses_an_unknown_pool(self):
        self.assert_refused("ResourceNotFoundException", "User pool us-east-1_Nowhere00 does not exist.",
                            "get_identity_provider_by_identifier",
                            UserPoolId="us-east-1_Nowhere00", IdpIdentifier="example.com")
