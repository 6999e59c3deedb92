"""A realistic stack is set up, changed, read back and torn down, twice in the same server."""

import unittest

from aws_cli import CommandFailed
from loaded_aws_cli import LoadedAwsCli
from process_layer import Server
from stack import Stack

DATES = {"CreationDate", "LastModifiedDate"}


def without_dates(answers):
    return {name: {key: value for key, value in answer.items() if key not in DATES} if isinstance(answer, dict) else answer
            for name, answer in answers.items()}


class InfrastructureScript(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.aws = LoadedAwsCli(self.server.endpoint)

    def test_sets_up_changes_reads_back_and_tears_down_a_stack_twice(self):
        for _ in range(2):
            stack = Stack(self.aws)
            stack.set_up()
            self.check_set_up(stack.read_back())
            stack.change()
            changed = stack.read_back()
            self.check_changed(changed)
            stack.apply_again()
            self.assertEqual(without_dates(stack.read_back()), without_dates(changed))
            self.check_guards(stack)
            stack.tear_down()
            self.assertEqual(self.aws("list-user-pools", "--max-results", "60")["UserPools"], [])
            self.assertEqual(self.aws("describe-user-pool-domain", "--domain", "shop-of-the-example"), {"DomainDescription": {}})

    def check_set_up(self, read):
        self.assertEqual(read["pool"]["Domain"], "shop-of-the-example")
        self.assertEqual(read["pool"]["MfaConfiguration"], "OPTIONAL")
        self.assertEqual(read["pool"]["Policies"]["PasswordPolicy"]["MinimumLength"], 12)
        self.assertIn("custom:tier", [attribute["Name"] for attribute in read["pool"]["SchemaAttributes"]])
        self.assertEqual(read["mfa"]["SoftwareTokenMfaConfiguration"], {"Enabled": True})
        self.assertEqual([scope["ScopeName"] for scope in read["server"]["Scopes"]], ["read", "write"])
        self.assertEqual(sorted(read["web"]["SupportedIdentityProviders"]), ["COGNITO", "Google"])
        self.assertNotIn("ClientSecret", read["web"])
        self.assertTrue(read["backend"]["ClientSecret"])
        self.assertEqual(read["backend"]["TokenValidityUnits"]["AccessToken"], "minutes")
        self.assertEqual(read["domain"]["Status"], "ACTIVE")
        self.assertIn(".banner-customizable", read["css"]["CSS"])
        of_provider = read["pool"]["Id"] + "_Google"  # made with the provider
        self.assertEqual(sorted(group["GroupName"] for group in read["groups"]), ["customers", "staff", of_provider])
        self.assertEqual(read["tags"], {"team": "shop", "stage": "test"})

    def check_changed(self, read):
        self.assertIn("custom:birth_year", [attribute["Name"] for attribute in read["pool"]["SchemaAttributes"]])
        self.assertEqual(read["provider"]["ProviderDetails"]["client_secret"], "rotated")
        self.assertEqual(read["provider"]["ProviderDetails"]["client_id"], "shop.apps.example.com")
        self.assertEqual([scope["ScopeName"] for scope in read["server"]["Scopes"]], ["read"])
        self.assertEqual(read["web"]["AccessTokenValidity"], 15)
        self.assertEqual(read["web"]["AllowedOAuthFlows"], ["code"])
        self.assertEqual(read["tags"], {"stage": "production"})
        self.assertEqual({group["GroupName"]: group["Precedence"] for group in read["groups"] if "Precedence" in group},
                         {"staff": 0, "customers": 10})

    def check_guards(self, stack):
        of_pool = ("--user-pool-id", stack.pool)
        with self.assertRaisesRegex(CommandFailed, "deletion protection is activated"):
            self.aws("delete-user-pool", *of_pool)
        with self.assertRaisesRegex(CommandFailed, "ScopeDoesNotExistException"):
            self.aws("update-user-pool-client", **{**stack.settings_of_client(stack.backend),
                                                   "AllowedOAuthScopes": ["https://orders.example.com/write"]})
        with self.assertRaisesRegex(CommandFailed, "The provider Okta does not exist"):
            self.aws("create-user-pool-client", UserPoolId=stack.pool, ClientName="x", SupportedIdentityProviders=["Okta"])


if __name__ == "__main__":
    unittest.main()
