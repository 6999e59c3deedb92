"""What one account and region has is invisible to every other one."""

import support
from provider_samples import GOOGLE

HOME = "111122223333"
STRANGER = "444455556666"


def setUpModule():
    support.start_module_server()


class AccountAndRegion(support.CognitoTestCase):
    def setUp(self):
        super().setUp()
        self.home = support.client_for(support.endpoint(), HOME)
        self.strangers = {
            "another account": support.client_for(support.endpoint(), STRANGER),
            "another region": support.client_for(support.endpoint(), HOME, region="eu-west-1"),
        }
        self.pool = self.home.create_user_pool(PoolName="home")["UserPool"]
        self.home.create_identity_provider(
            UserPoolId=self.pool["Id"], ProviderName="Google", ProviderType="Google", ProviderDetails=GOOGLE.details,
            IdpIdentifiers=["example.com"])

    def test_takes_the_account_from_a_twelve_digit_access_key_id(self):
        self.assertEqual(self.pool["Arn"], f"arn:aws:cognito-idp:us-east-1:{HOME}:userpool/{self.pool['Id']}")

    def test_takes_the_default_account_for_any_other_access_key_id(self):
        for access_key_id in ("test", "AKIAIOSFODNN7EXAMPLE", "11112222333", "1111222233334"):
            with self.subTest(access_key_id):
                client = support.client_for(support.endpoint(), access_key_id)
                pool = client.create_user_pool(PoolName="default")["UserPool"]
                self.assertIn(f":{support.DEFAULT_ACCOUNT}:", pool["Arn"])

    def test_takes_the_region_from_the_signature(self):
        client = support.client_for(support.endpoint(), HOME, region="ap-southeast-1")
        pool = client.create_user_pool(PoolName="abroad")["UserPool"]
        self.assertRegex(pool["Id"], r"\Aap-southeast-1_[0-9A-Za-z]{9}\Z")
        self.assertEqual(pool["Arn"], f"arn:aws:cognito-idp:ap-southeast-1:{HOME}:userpool/{pool['Id']}")

    def test_lists_only_pools_of_its_own(self):
        for whose, client in self.strangers.items():
            with self.subTest(whose):
                own = client.create_user_pool(PoolName="own")["UserPool"]["Id"]
                listed = [pool["Id"] for pool in client.list_user_pools(MaxResults=60)["UserPools"]]
                self.assertIn(own, listed)
                self.assertNotIn(self.pool["Id"], listed)

    def test_finds_no_foreign_pool_with_any_operation(self):
        pool, google = {"UserPoolId": self.pool["Id"]}, {"UserPoolId": self.pool["Id"], "ProviderName": "Google"}
        calls = {
            "describe_user_pool": pool,
            "delete_user_pool": pool,
            "list_identity_providers": pool,
            "create_identity_provider": {**google, "ProviderType": "Google", "ProviderDetails": GOOGLE.details},
            "describe_identity_provider": google,
            "update_identity_provider": {**google, "ProviderDetails": {"client_id": "stolen"}},
            "delete_identity_provider": google,
            "get_identity_provider_by_identifier": {**pool, "IdpIdentifier": "example.com"},
        }
        for whose, client in self.strangers.items():
            for operation, request in calls.items():
                with self.subTest(whose, operation=operation):
                    with self.assertRaises(client.exceptions.ResourceNotFoundException) as refused:
                        getattr(client, operation)(**request)
                    self.assertEqual(refused.exception.response["Error"]["Message"],
                                     f"User pool {self.pool['Id']} does not exist.")
        described = self.home.describe_identity_provider(**google)["IdentityProvider"]
        self.assertEqual(described["ProviderDetails"]["client_id"], GOOGLE.details["client_id"])
