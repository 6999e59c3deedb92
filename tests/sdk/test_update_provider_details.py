"""UpdateIdentityProvider merges ProviderDetails: sent keys overwrite, others stay, derived ones follow the result."""

import saml_metadata
import support
from provider_samples import (FACEBOOK, GOOGLE, LOGIN_WITH_AMAZON, OIDC, OIDC_ENDPOINTS, SAML_CERTIFICATE,
                              SIGN_IN_WITH_APPLE, SLO_URL, SOCIAL, SSO_URL, all_types, facebook_urls, saml,
                              without_certificate)


def setUpModule():
    support.start_module_server()


class MergeTestCase(support.PoolTestCase):
    def merge(self, sample, **details):
        """Updates the sample's provider and returns its details, after asserting that Describe agrees."""
        updated = self.update(sample.name, ProviderDetails=details)["ProviderDetails"]
        self.assertEqual(self.describe(sample.name)["ProviderDetails"], updated)
        return updated


class Merge(MergeTestCase):
    def test_keeps_the_secret_that_the_request_leaves_out(self):
        for sample in (GOOGLE, FACEBOOK, LOGIN_WITH_AMAZON, OIDC):
            with self.subTest(sample.provider_type):
                self.create(sample)
                merged = self.merge(sample, client_id="new-client")
                self.assertEqual(merged, {**sample.echoed, "client_id": "new-client"})

    def test_overwrites_every_key_that_is_sent(self):
        for sample in SOCIAL:
            with self.subTest(sample.provider_type):
                self.create(sample)
                changes = {key: "changed-" + key for key in sample.details
                           if key not in ("authorize_scopes", "api_version")}
                merged = self.merge(sample, **changes, authorize_scopes=sample.details["authorize_scopes"].split()[-1])
                for key in set(changes) - sample.never_echoed:
                    self.assertEqual(merged[key], "changed-" + key)
                self.assertEqual(set(merged), set(sample.echoed))

    def test_changes_nothing_when_the_details_are_empty(self):
        for sample in all_types():
            with self.subTest(sample.provider_type):
                created = self.create(sample, IdpIdentifiers=[sample.name])
                self.merge(sample)
                described = self.describe(sample.name)
                self.assertGreater(described.pop("LastModifiedDate"), created.pop("LastModifiedDate"))
                self.assertEqual(described, created)

    def test_takes_back_what_describe_gave(self):
        for sample in (*SOCIAL, OIDC):
            with self.subTest(sample.provider_type):
                described = self.create(sample)["ProviderDetails"]
                self.assertEqual(self.merge(sample, **described), described)

    def test_ignores_changed_values_of_derived_keys(self):
        for sample in SOCIAL:
            with self.subTest(sample.provider_type):
                self.create(sample)
                merged = self.merge(sample, **{key: "https://elsewhere.example.com" for key in sample.derived})
                self.assertEqual(merged, sample.echoed)

    def test_accumulates_one_key_after_the_other(self):
        self.create(OIDC)
        for key, value in OIDC_ENDPOINTS.items():
            self.merge(OIDC, **{key: value})
        self.assertEqual(self.describe(OIDC.name)["ProviderDetails"], {**OIDC.echoed, **OIDC_ENDPOINTS})


class MergeOfEachType(MergeTestCase):
    def test_an_empty_string_removes_an_optional_key_of_oidc(self):
        self.create(OIDC, ProviderDetails={**OIDC.details, **OIDC_ENDPOINTS})
        merged = self.merge(OIDC, client_secret="", jwks_uri="")
        self.assertEqual(merged, {key: value for key, value in {**OIDC.echoed, **OIDC_ENDPOINTS}.items()
                                  if key not in ("client_secret", "jwks_uri")})

    def test_removing_what_is_not_there_changes_nothing(self):
        self.create(OIDC)
        self.assertEqual(self.merge(OIDC, token_url=""), OIDC.echoed)

    def test_derives_facebook_urls_anew_from_another_version(self):
        self.create(FACEBOOK)
        self.assertEqual(self.merge(FACEBOOK, api_version="v19.0"),
                         {**FACEBOOK.details, "api_version": "v19.0", **facebook_urls("v19.0", "v19.0")})

    def test_keeps_facebook_urls_when_the_version_is_left_out(self):
        self.create(FACEBOOK)
        self.assertEqual(self.merge(FACEBOOK, client_id="new-client"), {**FACEBOOK.echoed, "client_id": "new-client"})

    def test_an_empty_version_of_facebook_leads_back_to_the_default(self):
        self.create(FACEBOOK)
        self.assertEqual(self.merge(FACEBOOK, api_version=""),
                         {**FACEBOOK.with_details(api_version=None), **facebook_urls("v2.9")})

    def test_a_first_version_of_facebook_appears_in_its_urls(self):
        self.create(FACEBOOK, ProviderDetails=FACEBOOK.with_details(api_version=None))
        self.assertEqual(self.merge(FACEBOOK, api_version="v17.0"), FACEBOOK.echoed)

    def test_needs_no_private_key_to_change_apple_and_never_shows_it(self):
        self.create(SIGN_IN_WITH_APPLE)
        for details in ({"client_id": "com.example.other"}, {"private_key": "next-private-key"}, {"team_id": "TEAM2"}):
            merged = self.merge(SIGN_IN_WITH_APPLE, **details)
            self.assertEqual(set(merged), set(SIGN_IN_WITH_APPLE.echoed))
        self.assertEqual(merged, {**SIGN_IN_WITH_APPLE.echoed, "client_id": "com.example.other", "team_id": "TEAM2"})

    def test_keeps_the_metadata_and_certificate_of_saml_when_a_switch_changes(self):
        created = self.create(saml())["ProviderDetails"]
        merged = self.merge(saml(), IDPSignout="true", RequestSigningAlgorithm="rsa-sha256")
        self.assertEqual(merged, {**created, "IDPSignout": "true", "RequestSigningAlgorithm": "rsa-sha256"})
        self.assertEqual(self.merge(saml(), IDPSignout="", RequestSigningAlgorithm=""), created)

    def test_reads_new_metadata_of_saml_and_forgets_the_old_locations(self):
        certificate = self.create(saml())["ProviderDetails"][SAML_CERTIFICATE]
        text = saml_metadata.document("https://moved.example.com/sign-in")
        self.assertEqual(self.merge(saml(), MetadataFile=text), {
            "MetadataFile": text, "SSORedirectBindingURI": "https://moved.example.com/sign-in",
            SAML_CERTIFICATE: certificate})

    def test_ignores_saml_locations_that_are_sent_back(self):
        self.create(saml())
        merged = self.merge(saml(), SSORedirectBindingURI=SLO_URL, SLORedirectBindingURI=SSO_URL)
        self.assertEqual(without_certificate(merged), saml().echoed)

    def test_keeps_read_only_additions_of_oidc_out_of_the_clients_hands(self):
        self.create(OIDC)
        self.assertEqual(self.merge(OIDC, attributes_url_add_attributes="true"), OIDC.echoed)
