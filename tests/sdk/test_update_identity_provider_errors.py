"""UpdateIdentityProvider: what it refuses; `refuse_update` also asserts that a refusal changes nothing at all."""

import saml_metadata
import support
from provider_samples import FACEBOOK, GOOGLE, LOGIN_WITH_AMAZON, OIDC, SIGN_IN_WITH_APPLE, SSO_URL, all_types, saml

SOCIAL_MISSING = "clientId, clientSecret and authorizeScopes are all required idp details."


def setUpModule():
    support.start_module_server()


class Whom(support.PoolTestCase):
    def test_refuses_an_unknown_provider(self):
        self.assert_refused(
            "ResourceNotFoundException", f"Identity provider nobody in User Pool {self.pool_id} does not exist.",
            "update_identity_provider", UserPoolId=self.pool_id, ProviderName="nobody",
            ProviderDetails={"client_id": "changed"})

    def test_refuses_an_unknown_pool(self):
        self.assert_refused("ResourceNotFoundException", "User pool us-east-1_Nowhere00 does not exist.",
                            "update_identity_provider", UserPoolId="us-east-1_Nowhere00", ProviderName=OIDC.name)

    def test_looks_for_the_provider_before_the_details(self):
        self.assert_refused(
            "ResourceNotFoundException", f"Identity provider Google in User Pool {self.pool_id} does not exist.",
            "update_identity_provider", UserPoolId=self.pool_id, ProviderName="Google",
            ProviderDetails={"nonsense": "value"}, AttributeMapping={"custom:foo": "claim"})

    def test_refuses_more_than_fifty_identifiers(self):
        self.create(OIDC, IdpIdentifiers=["example.com"])
        identifiers = [f"id{number}" for number in range(51)]
        self.refuse_update(
            f"1 validation error detected: Value '[{', '.join(identifiers)}]' at 'idpIdentifiers' failed to satisfy "
            "constraint: Member must have length less than or equal to 50", OIDC.name, IdpIdentifiers=identifiers)


class Details(support.PoolTestCase):
    def test_refuses_to_empty_a_required_key(self):
        cases = [(sample, key, SOCIAL_MISSING) for sample in (GOOGLE, FACEBOOK, LOGIN_WITH_AMAZON)
                 for key in ("client_id", "client_secret", "authorize_scopes")]
        cases += [(SIGN_IN_WITH_APPLE, key, "clientId, privateKey, teamId, and keyId are all required idp details.")
                  for key in ("client_id", "team_id", "key_id", "private_key")]
        cases += [(OIDC, key, "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required "
                   "idp details.")
                  for key in ("client_id", "authorize_scopes", "oidc_issuer", "attributes_request_method")]
        cases += [(saml(), "MetadataFile", "At least one of the MetadataURL or MetadataFile should be provided.")]
        for sample in all_types():
            self.create(sample)
        for sample, key, message in cases:
            with self.subTest(sample.provider_type, key=key):
                self.refuse_update(message, sample.name, ProviderDetails={key: ""})

    def test_refuses_a_key_that_the_type_does_not_know(self):
        for sample in all_types():
            with self.subTest(sample.provider_type):
                self.create(sample)
                self.refuse_update(
                    f"favourite_colour is not a valid key for {sample.provider_type} identity provider details.",
                    sample.name, ProviderDetails={"favourite_colour": "teal"})

    def test_refuses_an_oidc_request_method_other_than_get_and_post(self):
        self.create(OIDC)
        self.refuse_update(
            "1 validation error detected: Value 'PUT' at 'providerConfiguration.oidcConfig.attributesRequestMethod' "
            "failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]",
            OIDC.name, ProviderDetails={"attributes_request_method": "PUT"})

    def test_refuses_an_oidc_issuer_without_https(self):
        self.create(OIDC)
        self.refuse_update("OIDC endpoint must start with https://", OIDC.name,
                           ProviderDetails={"oidc_issuer": "http://idp.example.com"})

    def test_refuses_a_scope_that_the_social_type_does_not_have(self):
        self.create(GOOGLE)
        self.refuse_update("calendar is not a valid scope for Google identity provider.", "Google",
                           ProviderDetails={"authorize_scopes": "profile calendar"})

    def test_refuses_a_facebook_version_that_is_none(self):
        self.create(FACEBOOK)
        self.refuse_update(None, "Facebook", ProviderDetails={"api_version": "latest"})

    def test_refuses_metadata_that_create_would_refuse(self):
        self.create(saml())
        for text, message in (
                ("no metadata at all", "Unable to unmarshall metadata"),
                (saml_metadata.document(sso_post=SSO_URL),
                 "No SingleSignOn Http redirect binding location found in metadata."),
                (saml_metadata.document(SSO_URL, signing_certificate=saml_metadata.certificate(expired=True)),
                 "Signing certificates are expired")):
            with self.subTest(message):
                self.refuse_update(message, saml().name, ProviderDetails={"MetadataFile": text})

    def test_refuses_its_own_encryption_certificate_when_it_is_sent_back(self):
        described = self.create(saml())["ProviderDetails"]
        self.refuse_update("ActiveEncryptionCertificate is not a valid key for SAML identity provider details.",
                           saml().name, ProviderDetails=described)


class MappingsAndIdentifiers(support.PoolTestCase):
    def test_refuses_a_mapping_to_an_attribute_that_the_pool_does_not_have(self):
        self.create(OIDC)
        self.refuse_update("AttributeMapping contains invalid mapping: [custom:foo]", OIDC.name,
                           AttributeMapping={"custom:foo": "claim", "email": "email"})

    def test_refuses_to_drop_a_required_attribute(self):
        self.pool_id = self.create_pool(Schema=[{"Name": "email", "AttributeDataType": "String", "Required": True}])
        self.create(OIDC, AttributeMapping={"email": "mail"})
        for mapping in ({}, {"name": "name"}):
            with self.subTest(mapping):
                self.refuse_update("The attribute mapping is missing required attributes [email]", OIDC.name,
                                   AttributeMapping=mapping)

    def test_refuses_an_identifier_of_another_provider_of_the_pool(self):
        self.create(GOOGLE, IdpIdentifiers=["example.com"])
        self.create(OIDC, IdpIdentifiers=["example.org"])
        self.refuse_update("Identifier example.com is already in use.", OIDC.name,
                           IdpIdentifiers=["example.org", "example.com"])

    def test_refuses_an_identifier_that_is_there_twice(self):
        self.create(OIDC)
        self.refuse_update("Identifier example.com is already in use.", OIDC.name,
                           IdpIdentifiers=["example.com", "example.com"])

    def test_changes_no_member_when_only_the_last_one_is_wrong(self):
        self.create(GOOGLE, IdpIdentifiers=["example.com"])
        self.create(OIDC)
        self.refuse_update(
            "Identifier example.com is already in use.", OIDC.name, ProviderDetails={"client_id": "changed"},
            AttributeMapping={"email": "mail"}, IdpIdentifiers=["fresh.example.com", "example.com"])
        self.assert_refused("ResourceNotFoundException", None, "get_identity_provider_by_identifier",
                            UserPoolId=self.pool_id, IdpIdentifier="fresh.example.com")
