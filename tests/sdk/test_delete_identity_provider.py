"""DeleteIdentityProvider."""

import support
from provider_samples import GOOGLE, OIDC, all_types


def setUpModule():
    support.start_module_server()


class DeleteIdentityProvider(support.PoolTestCase):
    def delete(self, name):
        return self.cognito.delete_identity_provider(UserPoolId=self.pool_id, ProviderName=name)["ResponseMetadata"]

    def test_removes_a_provider_of_each_type(self):
        for sample in all_types():
            with self.subTest(sample.provider_type):
                self.create(sample)
                self.delete(sample.name)
                self.assert_refused(
                    "ResourceNotFoundException",
                    f"Identity provider {sample.name} for tenantId {self.pool_id} does not exist.",
                    "describe_identity_provider", UserPoolId=self.pool_id, ProviderName=sample.name)
                self.assertEqual(self.names(), [])

    def test_answers_with_an_empty_body(self):
        self.create(OIDC)
        answer = self.delete(OIDC.name)
        self.assertEqual(answer["HTTPStatusCode"], 200)
        self.assertEqual(answer["HTTPHeaders"]["content-length"], "0")

    def test_refuses_to_delete_the_same_provider_twice(self):
        self.create(OIDC)
        self.delete(OIDC.name)
        self.assert_refused(
            "ResourceNotFoundException", f"Identity provider {OIDC.name} for tenantId {self.pool_id} does not exist.",
            "delete_identity_provider", UserPoolId=self.pool_id, ProviderName=OIDC.name)

    def test_refuses_an_unknown_pool(self):
        self.assert_refused("ResourceNotFoundException", "User pool us-east-1_Nowhere00 does not exist.",
                            "delete_identity_provider", UserPoolId="us-east-1_Nowhere00", ProviderName=OIDC.name)

    def test_frees_the_name_and_the_identifiers(self):
        self.create(OIDC, IdpIdentifiers=["example.com"])
        self.delete(OIDC.name)
        again = self.create(OIDC, IdpIdentifiers=["example.com"],
                            ProviderDetails=OIDC.with_details(client_secret=None))
        self.assertEqual(again["IdpIdentifiers"], ["example.com"])
        self.assertNotIn("client_secret", self.describe(OIDC.name)["ProviderDetails"])

    def test_leaves_the_other_providers_alone(self):
        self.create(OIDC, IdpIdentifiers=["example.com"])
        google = self.create(GOOGLE, IdpIdentifiers=["example.org"])
        self.delete(OIDC.name)
        self.assertEqual(self.names(), ["Google"])
        self.assertEqual(self.describe("Google"), google)
