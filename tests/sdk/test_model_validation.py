"""Violations of the service model, as they reach a client: wording, paths, several at once."""

from botocore.exceptions import ClientError, ParamValidationError

import support
from provider_samples import OIDC

CREATE_NAME_PATTERN = r"[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+"
ONE = "1 validation error detected: "


def setUpModule():
    support.start_module_server()


class ModelValidation(support.PoolTestCase):
    def violate(self, message, **members):
        """CreateIdentityProvider of the OIDC sample with members put in place; one of None is left out."""
        request = {"UserPoolId": self.pool_id, "ProviderName": OIDC.name, "ProviderType": OIDC.provider_type,
                   "ProviderDetails": OIDC.details, **members}
        request = {name: value for name, value in request.items() if value is not None}
        error = self.assert_refused_unchecked(
            "InvalidParameterException", message, "create_identity_provider", **request)
        self.assertEqual(self.names(), [])
        return error.response["Error"]["Message"]

    def test_boto3_itself_refuses_a_request_without_required_members(self):
        with self.assertRaises(ParamValidationError):
            self.cognito.update_identity_provider(UserPoolId=self.pool_id)

    def test_names_a_required_member_that_is_missing(self):
        for member in ("UserPoolId", "ProviderName", "ProviderType", "ProviderDetails"):
            with self.subTest(member):
                path = member[0].lower() + member[1:]
                self.violate(f"{ONE}Value null at '{path}' failed to satisfy constraint: Member must not be null",
                             **{member: None})

    def test_names_all_required_members_when_all_are_missing(self):
        message = self.violate(None, UserPoolId=None, ProviderName=None, ProviderType=None, ProviderDetails=None)
        prefix, items = message.split(": ", 1)
        self.assertEqual(prefix, "4 validation errors detected")
        self.assertEqual(sorted(items.split("; ")), [
            f"Value null at '{path}' failed to satisfy constraint: Member must not be null"
            for path in ("providerDetails", "providerName", "providerType", "userPoolId")])

    def test_refuses_a_provider_name_that_is_too_long(self):
        name = "x" * 33
        self.violate(f"{ONE}Value '{name}' at 'providerName' failed to satisfy constraint: "
                     "Member must have length less than or equal to 32", ProviderName=name)

    def test_refuses_provider_names_outside_the_pattern(self):
        for name in ("SAML_provider_1", "_abc", "ab cd", " abc", "ab"):
            with self.subTest(name):
                self.violate(f"{ONE}Value '{name}' at 'providerName' failed to satisfy constraint: "
                             f"Member must satisfy regular expression pattern: {CREATE_NAME_PATTERN}",
                             ProviderName=name)

    def test_lists_length_and_pattern_of_one_member(self):
        message = self.violate(None, ProviderName="x" * 40 + "_")
        self.assertTrue(message.startswith("2 validation errors detected: "), message)
        self.assertIn("Member must have length less than or equal to 32", message)
        self.assertIn(f"Member must satisfy regular expression pattern: {CREATE_NAME_PATTERN}", message)

    def test_lists_violations_of_several_members(self):
        message = self.violate(None, UserPoolId="nowhere", ProviderType="SAML2")
        self.assertTrue(message.startswith("2 validation errors detected: "), message)
        self.assertIn("Value 'nowhere' at 'userPoolId' failed to satisfy constraint: "
                      r"Member must satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+", message)
        self.assertIn("Value 'SAML2' at 'providerType' failed to satisfy constraint: ", message)

    def test_names_the_provider_types_in_the_order_of_the_service(self):
        self.violate(f"{ONE}Value 'Saml' at 'providerType' failed to satisfy constraint: Member must satisfy enum "
                     "value set: [Facebook, SAML, SignInWithApple, LoginWithAmazon, OIDC, Google]",
                     ProviderType="Saml")

    def test_refuses_more_than_fifty_identifiers(self):
        identifiers = [f"id{number}" for number in range(51)]
        self.violate(f"{ONE}Value '[{', '.join(identifiers)}]' at 'idpIdentifiers' failed to satisfy constraint: "
                     "Member must have length less than or equal to 50", IdpIdentifiers=identifiers)

    def test_refuses_identifiers_that_are_too_long_empty_or_outside_the_pattern(self):
        for identifier in ("x" * 41, "", "semi;colon"):
            with self.subTest(identifier):
                self.violate(
                    f"{ONE}Value '[{identifier}]' at 'idpIdentifiers' failed to satisfy constraint: Member must "
                    "satisfy constraint: [Member must have length less than or equal to 40, Member must have length "
                    "greater than or equal to 1, Member must satisfy regular expression pattern: "
                    r"[\w\s+=.@-]+]", IdpIdentifiers=[identifier])

    def test_refuses_a_mapping_key_that_is_too_long(self):
        message = self.violate(None, AttributeMapping={"k" * 33: "claim"})
        self.assertTrue(message.startswith(f"{ONE}Value '{{"), message)
        self.assertTrue(message.endswith(
            "at 'attributeMapping' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have "
            "length less than or equal to 32, Member must have length greater than or equal to 1]"), message)

    def test_refuses_a_number_or_boolean_where_a_string_is_wanted(self):
        for value, java_class in ((7, "java.lang.Integer"), (True, "java.lang.Boolean")):
            with self.subTest(java_class):
                with self.assertRaises(ClientError) as refused:
                    self.unchecked.create_identity_provider(
                        UserPoolId=self.pool_id, ProviderName=OIDC.name, ProviderType="OIDC",
                        ProviderDetails={**OIDC.details, "client_id": value})
                self.assertEqual(refused.exception.response["Error"], {
                    "Code": "SerializationException",
                    "Message": f"class {java_class} can not be converted to an String"})
                self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_reads_a_page_size_that_is_a_string(self):
        for name in ("first", "second"):
            self.create(OIDC, ProviderName=name)
        listed = self.unchecked.list_identity_providers(UserPoolId=self.pool_id, MaxResults="1")
        self.assertEqual(len(listed["Providers"]), 1)

    def test_gives_every_answer_a_request_id_of_its_own(self):
        seen = set()
        for _ in range(3):
            answer = self.cognito.list_identity_providers(UserPoolId=self.pool_id)["ResponseMetadata"]
            self.assertRegex(answer["RequestId"], r"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
            self.assertEqual(answer["HTTPHeaders"]["content-type"], "application/x-amz-json-1.1")
            seen.add(answer["RequestId"])
        with self.assertRaises(self.cognito.exceptions.ResourceNotFoundException) as refused:
            self.describe("nobody")
        seen.add(refused.exception.response["ResponseMetadata"]["RequestId"])
        self.assertEqual(len(seen), 4)
