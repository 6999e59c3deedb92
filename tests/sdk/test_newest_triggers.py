"""What the newest triggers do that no client library of JavaScript asks for here: PreTokenGeneration V3 before GetClientToken, and InboundFederation
before a person of a SAML provider is mapped."""

import os
import sys
import unittest

import newest
import saml_metadata
import support
import workbench
from newest import claims

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support"))
from function_server import FunctionServer, answers, thrown  # noqa: E402

CALLBACK = "https://app.example/cb"
EMAIL = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
GROUPS = "http://schemas.example/groups"
lambdas = None


def setUpModule():
    global lambdas
    lambdas = FunctionServer()
    unittest.addModuleCleanup(lambdas.close)
    support.start_module_server("--lambda-endpoint", lambdas.endpoint)


class Functions(newest.NewestTestCase):
    def function(self, handler):
        """Its name is the test's own. Returns the ARN."""
        self.name = self._testMethodName
        return lambdas.add(self.name, handler)

    def events(self):
        return [call.event for call in lambdas.calls_of(self.name)]


class ClientTokens(Functions):
    def make_machine(self, handler, version="V3_0"):
        arn = self.function(handler)
        config = {"PreTokenGeneration": arn} if version == "V1_0" else {"PreTokenGenerationConfig": {"LambdaArn": arn, "LambdaVersion": version}}
        self.make_pool(LambdaConfig=config)
        self.cognito.create_resource_server(UserPoolId=self.pool_id, Identifier="orders", Name="orders", Scopes=[
            {"ScopeName": name, "ScopeDescription": name} for name in ("read", "write")])
        self.machine = self.cognito.create_user_pool_client(
            UserPoolId=self.pool_id, ClientName="machine", GenerateSecret=True, ExplicitAuthFlows=["ALLOW_CLIENT_TOKEN_AUTH"],
            AllowedOAuthScopes=["orders/read", "orders/write"])["UserPoolClient"]

    def request(self, **members):
        return {"ClientId": self.machine["ClientId"], "Secret": self.machine["ClientSecret"], **members}

    def token(self, **members):
        return claims(self.cognito.get_client_token(**self.request(**members))["ClientAuthenticationResult"]["AccessToken"])

    def changes(self, **access):
        return answers(claimsAndScopeOverrideDetails={"accessTokenGeneration": access})

    def test_the_third_version_is_told_of_the_client_and_changes_its_token(self):
        self.make_machine(self.changes(claimsToAddOrOverride={"tenant": {"colour": "blue"}, "level": 7}, scopesToAdd=["extra"],
                                       scopesToSuppress=["orders/write"]))
        token = self.token(ClientMetadata={"from": "the tests"})
        self.assertEqual((token["tenant"], token["level"], token["scope"].split()), ({"colour": "blue"}, 7, ["orders/read", "extra"]))
        event, = self.events()
        self.assertEqual(list(event), ["version", "triggerSource", "region", "userPoolId", "userName", "callerContext", "request", "response"])
        self.assertEqual({**event, "callerContext": event["callerContext"]["clientId"]}, {
            "version": "3", "triggerSource": "TokenGeneration_ClientCredentials", "region": "us-east-1", "userPoolId": self.pool_id,
            "userName": "ClientCredentials", "callerContext": self.machine["ClientId"],
            "request": {"userAttributes": {}, "groupConfiguration": None, "scopes": ["orders/read", "orders/write"],
                        "clientMetadata": {"from": "the tests"}},
            "response": {"claimsAndScopeOverrideDetails": None}})

    def test_it_is_told_the_scopes_that_were_asked_for_and_no_metadata_where_there_is_none(self):
        self.make_machine(answers())
        self.assertEqual(self.token(Scopes=["orders/write"])["scope"], "orders/write")
        request = self.events()[0]["request"]
        self.assertEqual((request["scopes"], "clientMetadata" in request), (["orders/write"], False))

    def test_what_nobody_may_change_stays(self):
        kept = ("sub", "iss", "client_id", "token_use", "exp", "iat", "jti", "version", "auth_time", "scope")
        self.make_machine(self.changes(claimsToAddOrOverride={name: "mine" for name in kept}, claimsToSuppress=list(kept)))
        token = self.token()
        self.assertEqual({name: token.get(name) for name in kept if token.get(name) in (None, "mine")}, {})
        self.assertEqual((token["sub"], token["token_use"]), (self.machine["ClientId"], "access"))

    def test_one_that_fails_gives_no_token_and_is_told(self):
        self.make_machine(lambda _: thrown("No machines today"))
        self.assert_refused("UserLambdaValidationException", "PreTokenGeneration failed with error No machines today.", "get_client_token",
                            **self.request())

    def test_an_answer_of_another_shape_gives_no_token(self):
        for handler, text in ((lambda _: None, "Unrecognizable lambda output"), (lambda _: [], "Unrecognizable lambda output"),
                              (answers(claimsAndScopeOverrideDetails="blue"), "Unrecognizable lambda output")):
            with self.subTest(handler):
                self.make_machine(handler)
                self.assert_refused("InvalidLambdaResponseException", text, "get_client_token", **self.request())

    def test_it_is_not_asked_of_who_is_refused(self):
        self.make_machine(answers())
        self.assert_refused("NotAuthorizedException", "Invalid client or secret", "get_client_token", **self.request(Secret="x" * 24))
        self.assert_refused("InvalidParameterException", "Invalid scope requested.", "get_client_token", **self.request(Scopes=["orders/delete"]))
        self.assertEqual(self.events(), [])

    def test_the_versions_before_are_not_asked(self):
        for version in ("V1_0", "V2_0"):
            with self.subTest(version):
                self.make_machine(lambda _: thrown("never"), version)
                self.assertEqual(self.token()["scope"], "orders/read orders/write")
        self.assertEqual(self.events(), [])


class PeopleOfSaml(Functions):
    """The provider is on a public host, so a stand-in answers for it."""

    def make_federated(self, handler):
        self.make_pool(LambdaConfig={"InboundFederation": {"LambdaArn": self.function(handler), "LambdaVersion": "V1_0"}},
                       Schema=[{"Name": "groups", "AttributeDataType": "String", "Mutable": True}])
        self.cognito.create_user_pool_domain(UserPoolId=self.pool_id, Domain=self.pool_id.lower().replace("_", "-"))
        self.cognito.create_identity_provider(
            UserPoolId=self.pool_id, ProviderName="Corp", ProviderType="SAML",
            ProviderDetails={"MetadataFile": saml_metadata.document("https://idp.example.com/sso")},
            AttributeMapping={"email": EMAIL, "custom:groups": GROUPS, "name": "displayName"})
        self.client_id = self.make_client(
            SupportedIdentityProviders=["Corp"], CallbackURLs=[CALLBACK], AllowedOAuthFlowsUserPoolClient=True, AllowedOAuthFlows=["code"],
            AllowedOAuthScopes=["openid", "email", "profile"])

    def come(self, **said):
        """What the application gets: (status, tokens or error)."""
        return workbench.call(support.endpoint(), "POST", "/_rockpool/sign-in", {
            "UserPoolId": self.pool_id, "ClientId": self.client_id, "ProviderName": "Corp", "subject": "ann@corp.example", "claims": said})

    def user_after(self, **said):
        status, answer = self.come(**said)
        self.assertEqual(status, 200, answer)
        name = claims(answer["id_token"])["cognito:username"]
        user = self.cognito.admin_get_user(UserPoolId=self.pool_id, Username=name)
        return {one["Name"]: one["Value"] for one in user["UserAttributes"]}

    def test_it_is_told_the_attributes_of_the_response(self):
        self.make_federated(answers(userAttributesToMap={}))
        user = self.user_after(**{EMAIL: "ann@corp.example", GROUPS: ["a", "b"], "unmapped": "too"})
        self.assertEqual((user["email"], user["custom:groups"]), ("ann@corp.example", "[a, b]"))
        event, = self.events()
        self.assertEqual((event["version"], event["triggerSource"], event["userName"]), ("1", "InboundFederation_ExternalProvider",
                                                                                       "Corp_ann@corp.example"))
        self.assertEqual((event["request"]["providerName"], event["request"]["providerType"]), ("Corp", "SAML"))
        self.assertEqual(list(event["request"]["attributes"]), ["samlResponse"])
        told = event["request"]["attributes"]["samlResponse"]
        self.assertEqual((told[EMAIL], told["unmapped"]), ("ann@corp.example", "too"))
        self.assertEqual(event["response"], {"userAttributesToMap": {}})

    def test_what_it_answers_is_mapped_in_place_of_the_response(self):
        self.make_federated(answers(userAttributesToMap={EMAIL: "else@corp.example", GROUPS: "short"}))
        user = self.user_after(**{EMAIL: "ann@corp.example", GROUPS: "x" * 100, "displayName": "Ann"})
        self.assertEqual((user["email"], user["custom:groups"], "name" in user), ("else@corp.example", "short", False))

    def test_it_makes_short_what_no_attribute_could_hold(self):
        too_long = ",".join(f"group-{number}" for number in range(400))
        self.make_federated(answers(userAttributesToMap={}))
        status, refused = self.come(**{EMAIL: "ann@corp.example", GROUPS: too_long})
        self.assertEqual(status, 400, refused)
        self.assertIn("custom:groups must have a length less than or equal to 2048", refused["error_description"])
        self.make_federated(lambda event: {**event, "response": {"userAttributesToMap": {
            EMAIL: event["request"]["attributes"]["samlResponse"][EMAIL],
            GROUPS: event["request"]["attributes"]["samlResponse"][GROUPS].split(",")[0]}}})
        self.assertEqual(self.user_after(**{EMAIL: "ann@corp.example", GROUPS: too_long})["custom:groups"], "group-0")

    def test_it_runs_at_each_sign_in_and_the_user_follows(self):
        said = {"times": 0}

        def counts(event):
            said["times"] += 1
            return {**event, "response": {"userAttributesToMap": {EMAIL: f"ann{said['times']}@corp.example"}}}

        self.make_federated(counts)
        self.assertEqual(self.user_after(**{EMAIL: "ann@corp.example"})["email"], "ann1@corp.example")
        self.assertEqual(self.user_after(**{EMAIL: "ann@corp.example"})["email"], "ann2@corp.example")
        self.assertEqual(len(self.events()), 2)

    def test_one_that_fails_lets_nobody_in(self):
        self.make_federated(lambda _: thrown("Not from there"))
        status, refused = self.come(**{EMAIL: "ann@corp.example"})
        self.assertEqual((status, refused["error"], refused["error_description"].strip()),
                         (400, "invalid_request", "InboundFederation failed with error Not from there."))
        self.assertEqual(self.cognito.list_users(UserPoolId=self.pool_id)["Users"], [])

    def test_an_answer_of_another_shape_lets_nobody_in(self):
        for handler in (lambda _: None, answers(userAttributesToMap="all")):
            self.make_federated(handler)
            status, refused = self.come(**{EMAIL: "ann@corp.example"})
            self.assertEqual((status, refused["error"], refused["error_description"].strip()),
                             (400, "invalid_request", "Unrecognizable lambda output"))
