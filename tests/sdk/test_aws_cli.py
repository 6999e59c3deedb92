"""The AWS CLI against the server. A call takes about a second, so there are few; boto3 prepares and checks."""

import json

import support
from aws_cli import AwsCli
from provider_samples import GOOGLE, OIDC


def setUpModule():
    support.start_module_server()


class CommandLine(support.PoolTestCase):
    def setUp(self):
        super().setUp()
        self.cognito = support.client_for(support.endpoint(), "111122223333", region="eu-west-1")
        self.pool_id = self.create_pool()
        self.aws = AwsCli(support.endpoint(), "111122223333", region="eu-west-1")
        self.of_google = ("--user-pool-id", self.pool_id, "--provider-name", "Google")

    def succeed(self, *arguments):
        done = self.aws.run(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def fail_with(self, exception, message, *arguments):
        done = self.aws.run(*arguments)
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertIn(f"({exception})", done.stderr)
        self.assertIn(message, done.stderr)

    def test_creates_a_pool_in_its_region_and_account(self):
        pool = self.succeed("create-user-pool", "--pool-name", "from the shell")["UserPool"]
        self.assertEqual(pool["Arn"], f"arn:aws:cognito-idp:eu-west-1:111122223333:userpool/{pool['Id']}")
        self.assertEqual(self.cognito.describe_user_pool(UserPoolId=pool["Id"])["UserPool"]["Name"], "from the shell")

    def test_creates_a_provider_from_shorthand(self):
        details = ",".join(f"{key}={value}" for key, value in GOOGLE.details.items())
        answer = self.succeed("create-identity-provider", *self.of_google, "--provider-type", "Google",
                              "--provider-details", details, "--attribute-mapping", "email=email",
                              "--idp-identifiers", "example.com", "example.org")["IdentityProvider"]
        self.assertEqual(answer["ProviderDetails"], GOOGLE.echoed)
        self.assertEqual(answer["AttributeMapping"], {"email": "email", "username": "sub"})
        self.assertEqual(answer["IdpIdentifiers"], ["example.com", "example.org"])

    def test_updates_a_provider_from_json_and_keeps_the_secret(self):
        created = self.create(GOOGLE)
        answer = self.succeed("update-identity-provider", *self.of_google,
                              "--provider-details", json.dumps({"client_id": "from the shell"}))["IdentityProvider"]
        self.assertEqual(answer["ProviderDetails"], {**GOOGLE.echoed, "client_id": "from the shell"})
        self.assertGreater(self.describe("Google")["LastModifiedDate"], created["LastModifiedDate"])

    def test_describes_a_provider_with_dates_that_it_can_read(self):
        self.create(GOOGLE)
        answer = self.succeed("describe-identity-provider", *self.of_google)["IdentityProvider"]
        described = self.describe("Google")
        self.assertEqual(answer["ProviderDetails"], described["ProviderDetails"])
        self.assertEqual(answer["CreationDate"][:10], described["CreationDate"].isoformat()[:10])

    def test_lists_providers_over_several_pages(self):
        for number in range(3):
            self.create(OIDC, ProviderName=f"idp{number}")
        answer = self.succeed("list-identity-providers", "--user-pool-id", self.pool_id, "--page-size", "1")
        self.assertEqual([provider["ProviderName"] for provider in answer["Providers"]], ["idp0", "idp1", "idp2"])

    def test_deletes_a_provider_and_prints_nothing(self):
        self.create(GOOGLE)
        self.assertIsNone(self.succeed("delete-identity-provider", *self.of_google))
        self.assertEqual(self.names(), [])

    def test_prints_the_name_and_text_of_a_duplicate(self):
        self.create(GOOGLE)
        details = ",".join(f"{key}={value}" for key, value in GOOGLE.details.items())
        self.fail_with("DuplicateProviderException", f"Google already exists for tenant {self.pool_id}.",
                       "create-identity-provider", *self.of_google, "--provider-type", "Google",
                       "--provider-details", details)

    def test_prints_the_name_and_text_of_an_update_of_nobody(self):
        self.fail_with("ResourceNotFoundException",
                       f"Identity provider Google in User Pool {self.pool_id} does not exist.",
                       "update-identity-provider", *self.of_google, "--attribute-mapping", "email=email")
