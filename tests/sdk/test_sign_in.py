"""Sign-in with boto3: SRP and passwords, a client with a secret, challenges, pages of users and groups."""

import json

import srp_flow
import support
import workbench

PASSWORD = "Corr3ct-horse"
NEXT_PASSWORD = "Batt3ry-staple"


def setUpModule():
    support.start_module_server()


class SignInTestCase(support.PoolTestCase):
    def make_client(self, **members):
        """With it, in `self.hash`, what proves its secret, which is nothing if it has none."""
        client = self.cognito.create_user_pool_client(UserPoolId=self.pool_id, ClientName="app", **members)["UserPoolClient"]
        self.client_id, self.secret = client["ClientId"], client.get("ClientSecret")
        self.hash = {"SECRET_HASH": srp_flow.secret_hash("ada", self.client_id, self.secret)} if self.secret else {}

    def add_user(self, name="ada", permanent=True, **attributes):
        self.cognito.admin_create_user(
            UserPoolId=self.pool_id, Username=name, MessageAction="SUPPRESS",
            UserAttributes=[{"Name": attribute, "Value": value} for attribute, value in attributes.items()])
        self.cognito.admin_set_user_password(UserPoolId=self.pool_id, Username=name, Password=PASSWORD, Permanent=permanent)


class SrpSignIn(SignInTestCase):
    def setUp(self):
        super().setUp()
        self.make_client(GenerateSecret=True, ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])
        self.add_user()

    def begin(self, attempt):
        return self.cognito.initiate_auth(
            ClientId=self.client_id, AuthFlow="USER_SRP_AUTH", AuthParameters={"USERNAME": "ada", **attempt.begin(), **self.hash})

    def answer(self, attempt, begun):
        return {"ClientId": self.client_id, "ChallengeName": "PASSWORD_VERIFIER",
                "ChallengeResponses": {**attempt.prove(begun["ChallengeParameters"]), **self.hash}}

    def test_the_right_password_gives_tokens_which_refresh(self):
        attempt = srp_flow.Srp(self.pool_id, PASSWORD)
        begun = self.begin(attempt)
        self.assertEqual(begun["ChallengeName"], "PASSWORD_VERIFIER")
        self.assertNotIn("Session", begun)
        tokens = self.cognito.respond_to_auth_challenge(**self.answer(attempt, begun))["AuthenticationResult"]
        self.assertEqual(self.cognito.get_user(AccessToken=tokens["AccessToken"])["Username"], "ada")
        refreshed = self.cognito.initiate_auth(
            ClientId=self.client_id, AuthFlow="REFRESH_TOKEN_AUTH",
            AuthParameters={"REFRESH_TOKEN": tokens["RefreshToken"], **self.hash})["AuthenticationResult"]
        self.assertNotIn("RefreshToken", refreshed)
        self.assertEqual(self.cognito.get_user(AccessToken=refreshed["AccessToken"])["Username"], "ada")

    def test_a_wrong_password_uses_the_challenge_up(self):
        wrong = srp_flow.Srp(self.pool_id, "wr0ng-Horse")
        begun = self.begin(wrong)
        self.assert_refused("NotAuthorizedException", "Incorrect username or password.", "respond_to_auth_challenge",
                            **self.answer(wrong, begun))
        self.assert_refused("NotAuthorizedException", "Invalid session for the user, session can only be used once.",
                            "respond_to_auth_challenge", **self.answer(wrong, begun))

    def test_a_proof_is_good_once(self):
        attempt = srp_flow.Srp(self.pool_id, PASSWORD)
        answer = self.answer(attempt, self.begin(attempt))
        self.cognito.respond_to_auth_challenge(**answer)
        self.assert_refused("NotAuthorizedException", "Invalid session for the user, session can only be used once.",
                            "respond_to_auth_challenge", **answer)


class AdminSignIn(SignInTestCase):
    def setUp(self):
        super().setUp()
        self.cognito.set_user_pool_mfa_config(
            UserPoolId=self.pool_id, MfaConfiguration="OPTIONAL", SoftwareTokenMfaConfiguration={"Enabled": True})
        self.make_client(GenerateSecret=True, ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])

    def begin(self, password=PASSWORD):
        return self.cognito.admin_initiate_auth(
            UserPoolId=self.pool_id, ClientId=self.client_id, AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": "ada", "PASSWORD": password, **self.hash})

    def answer(self, begun, **responses):
        return {"UserPoolId": self.pool_id, "ClientId": self.client_id, "ChallengeName": begun["ChallengeName"],
                "Session": begun["Session"], "ChallengeResponses": {"USERNAME": "ada", **responses, **self.hash}}

    def test_a_temporary_password_is_changed_at_the_first_sign_in(self):
        self.add_user(permanent=False, email="ada@example.com")
        begun = self.begin()
        self.assertEqual(begun["ChallengeName"], "NEW_PASSWORD_REQUIRED")
        self.assertEqual(json.loads(begun["ChallengeParameters"]["userAttributes"])["email"], "ada@example.com")
        done = self.cognito.admin_respond_to_auth_challenge(**self.answer(begun, NEW_PASSWORD=NEXT_PASSWORD))
        self.assertIn("IdToken", done["AuthenticationResult"])
        self.assert_refused("NotAuthorizedException", "Incorrect username or password.", "admin_initiate_auth",
                            UserPoolId=self.pool_id, ClientId=self.client_id, AuthFlow="ADMIN_USER_PASSWORD_AUTH",
                            AuthParameters={"USERNAME": "ada", "PASSWORD": PASSWORD, **self.hash})
        self.assertIn("IdToken", self.begin(NEXT_PASSWORD)["AuthenticationResult"])

    def test_an_authenticator_is_set_up_with_a_token_and_asked_for_after_that(self):
        self.add_user()
        token = self.begin()["AuthenticationResult"]["AccessToken"]
        secret = self.cognito.associate_software_token(AccessToken=token)["SecretCode"]
        self.assertEqual(self.cognito.verify_software_token(
            AccessToken=token, UserCode=srp_flow.authenticator_code(secret))["Status"], "SUCCESS")
        self.cognito.admin_set_user_mfa_preference(
            UserPoolId=self.pool_id, Username="ada", SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True})
        user = self.cognito.admin_get_user(UserPoolId=self.pool_id, Username="ada")
        self.assertEqual((user["PreferredMfaSetting"], user["UserMFASettingList"]), ("SOFTWARE_TOKEN_MFA", ["SOFTWARE_TOKEN_MFA"]))
        begun = self.begin()
        self.assertEqual(begun["ChallengeName"], "SOFTWARE_TOKEN_MFA")
        right = self.answer(begun, SOFTWARE_TOKEN_MFA_CODE=srp_flow.authenticator_code(secret, 1))
        self.assertIn("AccessToken", self.cognito.admin_respond_to_auth_challenge(**right)["AuthenticationResult"])
        self.assert_refused("NotAuthorizedException", "Invalid session for the user, session can only be used once.",
                            "admin_respond_to_auth_challenge", **right)

    def test_the_workbench_shows_the_code_and_why_a_sign_in_was_refused(self):
        self.add_user()
        self.assert_refused("NotAuthorizedException", f"Client {self.client_id} is configured with secret but SECRET_HASH was not received",
                            "admin_initiate_auth", UserPoolId=self.pool_id, ClientId=self.client_id,
                            AuthFlow="ADMIN_USER_PASSWORD_AUTH", AuthParameters={"USERNAME": "ada", "PASSWORD": PASSWORD})
        status, answer = workbench.call(support.endpoint(), "GET", f"/_rockpool/sign-ins?pool={self.pool_id}")
        self.assertEqual(status, 200, answer)
        last = answer["sign_ins"][-1]["steps"][-1]
        self.assertEqual((last["rule"], last["verdict"]), ("secret hash", "refused"))
        token = self.begin()["AuthenticationResult"]["AccessToken"]
        secret = self.cognito.associate_software_token(AccessToken=token)["SecretCode"]
        self.cognito.verify_software_token(AccessToken=token, UserCode=srp_flow.authenticator_code(secret))
        near = {srp_flow.authenticator_code(secret, steps) for steps in (-1, 0, 1)}
        status, answer = workbench.call(support.endpoint(), "GET", f"/_rockpool/totp?pool={self.pool_id}&user=ada")
        self.assertEqual(status, 200, answer)
        self.assertIn(answer["code"], near)


class Pages(SignInTestCase):
    def test_paginators_walk_over_users_a_group_and_the_groups_of_a_user(self):
        names = ["ada", "bob", "cyd", "dan", "eve"]
        groups = ["admins", "editors", "readers"]
        for name in names:
            self.add_user(name)
        for group in groups:
            self.cognito.create_group(UserPoolId=self.pool_id, GroupName=group)
            self.cognito.admin_add_user_to_group(UserPoolId=self.pool_id, GroupName=group, Username="ada")
        self.cognito.admin_add_user_to_group(UserPoolId=self.pool_id, GroupName="admins", Username="bob")
        self.assertEqual(self.walk("list_users", "Users", "Username"), ([2, 2, 1], names))
        self.assertEqual(self.walk("list_users", "Users", "Username", Filter='username = "cyd"'), ([1], ["cyd"]))
        self.assertEqual(self.walk("list_users_in_group", "Users", "Username", GroupName="admins")[1], ["ada", "bob"])
        self.assertEqual(self.walk("admin_list_groups_for_user", "Groups", "GroupName", Username="ada"), ([2, 1], groups))

    def walk(self, operation, entries, key, **request):
        """(sizes of the pages, sorted keys)"""
        pages = self.cognito.get_paginator(operation).paginate(
            UserPoolId=self.pool_id, PaginationConfig={"PageSize": 2}, **request)
        found = [[entry[key] for entry in page[entries]] for page in pages]
        return [len(page) for page in found], sorted(key for page in found for key in page)
