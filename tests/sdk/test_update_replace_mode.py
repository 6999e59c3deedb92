"""The option --provider-details-update=replace: ProviderDetails of an update take the place of the stored ones."""

import saml_metadata
import support
from provider_samples import (FACEBOOK, GOOGLE, LOGIN_WITH_AMAZON, OIDC, OIDC_ENDPOINTS, SIGN_IN_WITH_APPLE, SSO_URL,
                              all_types, facebook_urls, saml, without_certificate)


def setUpModule():
    support.start_module_server("--provider-details-update=replace")


class Replace(support.PoolTestCase):
    def replace(self, sample, details):
        updated = self.update(sample.name, ProviderDetails=details)["ProviderDetails"]
        self.assertEqual(self.describe(sample.name)["ProviderDetails"], updated)
        return updated

    def test_drops_the_optional_keys_that_the_request_leaves_out(self):
        self.create(OIDC, ProviderDetails={**OIDC.details, **OIDC_ENDPOINTS})
        details = OIDC.with_details(client_secret=None, client_id="changed")
        self.assertEqual(self.replace(OIDC, details), {**details, "attributes_url_add_attributes": "false"})

    def test_wants_every_required_key_again(self):
        required = "clientId, clientSecret and authorizeScopes are all required idp details."
        for sample in (GOOGLE, FACEBOOK, LOGIN_WITH_AMAZON):
            with self.subTest(sample.provider_type):
                self.create(sample)
                self.refuse_update(required, sample.name,
                                   ProviderDetails=sample.with_details(client_secret=None))
                self.refuse_update(required, sample.name, ProviderDetails={"client_id": "changed"})

    def test_wants_the_private_key_of_apple_again(self):
        self.create(SIGN_IN_WITH_APPLE)
        self.refuse_update("clientId, privateKey, teamId, and keyId are all required idp details.",
                           "SignInWithApple", ProviderDetails=SIGN_IN_WITH_APPLE.with_details(private_key=None))
        updated = self.replace(SIGN_IN_WITH_APPLE, SIGN_IN_WITH_APPLE.with_details(team_id="TEAM2"))
        self.assertEqual(updated, {**SIGN_IN_WITH_APPLE.echoed, "team_id": "TEAM2"})

    def test_refuses_empty_details_like_missing_keys(self):
        for sample in all_types():
            with self.subTest(sample.provider_type):
                self.create(sample)
                self.refuse_update(None, sample.name, ProviderDetails={})

    def test_returns_facebook_to_its_default_version_when_none_is_sent(self):
        self.create(FACEBOOK)
        details = FACEBOOK.with_details(api_version=None)
        self.assertEqual(self.replace(FACEBOOK, details), {**details, **facebook_urls("v2.9")})

    def test_replaces_the_metadata_file_of_saml_by_a_url_and_drops_its_switches(self):
        self.create(saml(), ProviderDetails=saml().with_details(IDPSignout="true"))
        self.assertEqual(without_certificate(self.replace(saml(), {"MetadataURL": "https://idp.example.com/m"})), {
            "MetadataURL": "https://idp.example.com/m",
            "SSORedirectBindingURI": "https://idp.example.com/sso/saml",
            "SLORedirectBindingURI": "https://idp.example.com/slo/saml"})
        text = saml_metadata.document(SSO_URL)
        self.assertEqual(without_certificate(self.replace(saml(), {"MetadataFile": text})),
                         {"MetadataFile": text, "SSORedirectBindingURI": SSO_URL})

    def test_wants_metadata_of_saml_again(self):
        self.create(saml())
        self.refuse_update("At least one of the MetadataURL or MetadataFile should be provided.", saml().name,
                           ProviderDetails={"IDPSignout": "true"})

    def test_keeps_the_details_when_the_request_has_none(self):
        for sample in all_types():
            with self.subTest(sample.provider_type):
                created = self.create(sample)
                updated = self.update(sample.name, AttributeMapping={"email": "mail"})
                self.assertEqual(updated["ProviderDetails"], created["ProviderDetails"])
                self.update(sample.name)
                self.assertEqual(self.describe(sample.name)["ProviderDetails"], created["ProviderDetails"])
