"""CreateIdentityProvider: what it refuses for reasons of its own, in which words and in which order."""

import support
from provider_samples import FACEBOOK, GOOGLE, LOGIN_WITH_AMAZON, OIDC, SIGN_IN_WITH_APPLE, SOCIAL, saml

SOCIAL_MISSING = "clientId, clientSecret and authorizeScopes are all required idp details."
APPLE_MISSING = "clientId, privateKey, teamId, and keyId are all required idp details."
OIDC_MISSING = "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details."


def setUpModule():
    support.start_module_server()


class Names(support.PoolTestCase):
    def test_refuses_a_name_that_the_pool_has(self):
        self.create(OIDC)
        error = self.refuse_create(f"{OIDC.name} already exists for tenant {self.pool_id}.", OIDC,
                                   exception="DuplicateProviderException")
        self.assertEqual(error.response["ResponseMetadata"]["HTTPHeaders"]["x-amzn-errortype"],
                         "DuplicateProviderException:")
        self.assertEqual(self.names(), [OIDC.name])

    def test_refuses_a_name_that_another_type_has(self):
        self.create(OIDC, ProviderName="corporate")
        self.refuse_create(f"corporate already exists for tenant {self.pool_id}.", saml(),
                           exception="DuplicateProviderException", ProviderName="corporate")

    def test_refuses_any_other_name_for_a_social_type(self):
        for sample in SOCIAL:
            with self.subTest(sample.provider_type):
                self.refuse_create(f"Provider MyLogin cannot be of type {sample.provider_type}.", sample,
                                   ProviderName="MyLogin")

    def test_refuses_a_social_name_for_another_type(self):
        self.refuse_create("Provider Google cannot be of type OIDC.", OIDC, ProviderName="Google")
        self.refuse_create("Provider Google cannot be of type Facebook.", FACEBOOK, ProviderName="Google")

    def test_refuses_the_name_that_stands_for_the_pool_itself(self):
        self.refuse_create("Provider COGNITO cannot be of type OIDC.", OIDC, ProviderName="COGNITO")

    def test_refuses_an_unknown_pool(self):
        self.refuse_create("User pool us-east-1_Nowhere00 does not exist.", OIDC,
                           exception="ResourceNotFoundException", UserPoolId="us-east-1_Nowhere00")


class Keys(support.PoolTestCase):
    def refuse_without_each(self, sample, keys, message):
        for key in keys:
            for absent in (None, ""):
                with self.subTest(sample.provider_type, key=key, value=absent):
                    self.refuse_create(message, sample, ProviderDetails=sample.with_details(**{key: absent}))
        self.assertEqual(self.names(), [])

    def test_names_the_required_keys_of_google_facebook_and_amazon(self):
        for sample in (GOOGLE, FACEBOOK, LOGIN_WITH_AMAZON):
            self.refuse_without_each(sample, ("client_id", "client_secret", "authorize_scopes"), SOCIAL_MISSING)

    def test_names_the_required_keys_of_sign_in_with_apple(self):
        self.refuse_without_each(SIGN_IN_WITH_APPLE, ("client_id", "team_id", "key_id", "private_key"), APPLE_MISSING)

    def test_names_the_required_keys_of_oidc(self):
        self.refuse_without_each(
            OIDC, ("client_id", "authorize_scopes", "oidc_issuer", "attributes_request_method"), OIDC_MISSING)

    def test_refuses_empty_details_like_missing_keys(self):
        self.refuse_create(OIDC_MISSING, OIDC, ProviderDetails={})
        self.refuse_create(SOCIAL_MISSING, GOOGLE, ProviderDetails={})

    def test_refuses_a_key_that_the_type_does_not_know(self):
        for sample in (*SOCIAL, OIDC, saml()):
            with self.subTest(sample.provider_type):
                self.refuse_create(
                    f"token_endpoint is not a valid key for {sample.provider_type} identity provider details.",
                    sample, ProviderDetails=sample.with_details(token_endpoint="https://idp.example.com/token"))

    def test_refuses_an_oidc_request_method_other_than_get_and_post(self):
        self.refuse_create(
            "1 validation error detected: Value 'PUT' at 'providerConfiguration.oidcConfig.attributesRequestMethod' "
            "failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]",
            OIDC, ProviderDetails=OIDC.with_details(attributes_request_method="PUT"))

    def test_refuses_an_oidc_issuer_without_https(self):
        for issuer in ("http://idp.example.com", "idp.example.com", "ftp://idp.example.com"):
            with self.subTest(issuer):
                self.refuse_create("OIDC endpoint must start with https://", OIDC,
                                   ProviderDetails=OIDC.with_details(oidc_issuer=issuer))

    def test_refuses_a_facebook_version_that_is_none(self):
        self.refuse_create(None, FACEBOOK, ProviderDetails=FACEBOOK.with_details(api_version="17"))
        self.assertEqual(self.names(), [])

    def test_refuses_a_scope_that_the_social_type_does_not_have(self):
        for sample, scopes, refused in ((GOOGLE, "profile email calendar", "calendar"),
                                        (FACEBOOK, "public_profile,user_friends", "user_friends"),
                                        (LOGIN_WITH_AMAZON, "profile email", "email"),
                                        (SIGN_IN_WITH_APPLE, "email openid", "openid")):
            with self.subTest(sample.provider_type):
                self.refuse_create(
                    f"{refused} is not a valid scope for {sample.provider_type} identity provider.",
                    sample, ProviderDetails=sample.with_details(authorize_scopes=scopes))


class MappingsAndIdentifiers(support.PoolTestCase):
    def test_refuses_a_mapping_to_an_attribute_that_the_pool_does_not_have(self):
        for target in ("custom:foo", "hd", "Email"):
            with self.subTest(target):
                self.refuse_create(f"AttributeMapping contains invalid mapping: [{target}]", OIDC,
                                   AttributeMapping={"email": "email", target: "claim"})

    def test_refuses_a_mapping_without_a_required_attribute(self):
        self.pool_id = self.create_pool(Schema=[{"Name": "email", "AttributeDataType": "String", "Required": True}])
        message = "The attribute mapping is missing required attributes [email]"
        self.refuse_create(message, OIDC)
        self.refuse_create(message, GOOGLE, AttributeMapping={"name": "name"})

    def test_names_all_required_attributes_that_are_unmapped(self):
        self.pool_id = self.create_pool(Schema=[
            {"Name": name, "AttributeDataType": "String", "Required": True}
            for name in ("given_name", "family_name", "email")])
        self.refuse_create("The attribute mapping is missing required attributes [given_name, family_name]", OIDC,
                           AttributeMapping={"email": "email"})

    def test_refuses_an_identifier_of_another_provider_of_the_pool(self):
        self.create(GOOGLE, IdpIdentifiers=["example.com"])
        self.refuse_create("Identifier example.com is already in use.", OIDC,
                           IdpIdentifiers=["example.org", "example.com"])

    def test_refuses_an_identifier_that_is_there_twice(self):
        self.refuse_create("Identifier example.com is already in use.", OIDC,
                           IdpIdentifiers=["example.com", "example.com"])


class OrderOfChecks(support.PoolTestCase):
    def test_looks_at_the_model_before_the_pool(self):
        error = self.refuse_create(None, OIDC, UserPoolId="us-east-1_Nowhere00", ProviderName="x" * 33)
        self.assertIn("1 validation error detected", error.response["Error"]["Message"])

    def test_looks_for_the_pool_before_the_name(self):
        self.refuse_create("User pool us-east-1_Nowhere00 does not exist.", GOOGLE,
                           exception="ResourceNotFoundException",
                           UserPoolId="us-east-1_Nowhere00", ProviderName="MyLogin")

    def test_looks_at_the_name_before_the_keys(self):
        self.refuse_create("Provider MyLogin cannot be of type Google.", GOOGLE, ProviderName="MyLogin",
                           ProviderDetails=GOOGLE.with_details(client_id=None))

    def test_looks_for_a_duplicate_before_the_keys(self):
        self.create(OIDC)
        self.refuse_create(f"{OIDC.name} already exists for tenant {self.pool_id}.", OIDC,
                           exception="DuplicateProviderException", ProviderDetails={})

    def test_looks_for_required_keys_before_unknown_ones(self):
        self.refuse_create("At least one of the MetadataURL or MetadataFile should be provided.", saml(),
                           ProviderDetails={"client_id": "misplaced"})

    def test_looks_at_the_keys_before_the_mapping(self):
        self.refuse_create(OIDC_MISSING, OIDC, ProviderDetails={}, AttributeMapping={"custom:foo": "claim"})

    def test_looks_at_the_mapping_before_the_identifiers(self):
        self.refuse_create("AttributeMapping contains invalid mapping: [custom:foo]", OIDC,
                           AttributeMapping={"custom:foo": "claim"}, IdpIdentifiers=["twice", "twice"])

    def test_leaves_nothing_behind_when_it_refuses(self):
        self.refuse_create("AttributeMapping contains invalid mapping: [custom:foo]", OIDC,
                           AttributeMapping={"custom:foo": "claim"}, IdpIdentifiers=["example.com"])
        self.assertEqual(self.names(), [])
        created = self.create(OIDC, IdpIdentifiers=["example.com"])
        self.assertEqual(created["IdpIdentifiers"], ["example.com"])
