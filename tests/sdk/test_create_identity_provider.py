"""CreateIdentityProvider: what each provider type answers, and what is added to the request."""

import datetime

import support
from provider_samples import (FACEBOOK, GOOGLE, LOGIN_WITH_AMAZON, OIDC, OIDC_ENDPOINTS, SIGN_IN_WITH_APPLE, SOCIAL,
                              all_types, facebook_urls, without_certificate)


def setUpModule():
    support.start_module_server()


class ProviderDetails(support.PoolTestCase):
    def test_echoes_exactly_the_keys_of_google(self):
        self.assertEqual(self.create(GOOGLE)["ProviderDetails"], GOOGLE.echoed)
        self.assertEqual(len(GOOGLE.echoed), 9)

    def test_echoes_exactly_the_keys_of_facebook(self):
        self.assertEqual(self.create(FACEBOOK)["ProviderDetails"], FACEBOOK.echoed)

    def test_derives_facebook_urls_of_a_default_version_when_none_is_given(self):
        details = FACEBOOK.with_details(api_version=None)
        created = self.create(FACEBOOK, ProviderDetails=details)
        self.assertEqual(created["ProviderDetails"], {**details, **facebook_urls("v2.9")})

    def test_echoes_exactly_the_keys_of_login_with_amazon(self):
        self.assertEqual(self.create(LOGIN_WITH_AMAZON)["ProviderDetails"], LOGIN_WITH_AMAZON.echoed)
        self.assertEqual(len(LOGIN_WITH_AMAZON.echoed), 8)

    def test_echoes_exactly_the_keys_of_sign_in_with_apple_without_its_private_key(self):
        self.assertEqual(self.create(SIGN_IN_WITH_APPLE)["ProviderDetails"], SIGN_IN_WITH_APPLE.echoed)
        self.assertEqual(len(SIGN_IN_WITH_APPLE.echoed), 9)

    def test_never_returns_the_private_key_of_sign_in_with_apple(self):
        self.create(SIGN_IN_WITH_APPLE, IdpIdentifiers=["apple.example.com"])
        described = self.describe("SignInWithApple")
        found = self.cognito.get_identity_provider_by_identifier(
            UserPoolId=self.pool_id, IdpIdentifier="apple.example.com")["IdentityProvider"]
        for provider in (described, found):
            self.assertEqual(provider["ProviderDetails"], SIGN_IN_WITH_APPLE.echoed)

    def test_echoes_exactly_the_keys_of_oidc(self):
        self.assertEqual(self.create(OIDC)["ProviderDetails"], OIDC.echoed)

    def test_echoes_oidc_endpoints_only_if_they_are_sent(self):
        created = self.create(OIDC, ProviderDetails={**OIDC.details, **OIDC_ENDPOINTS})
        self.assertEqual(created["ProviderDetails"], {**OIDC.echoed, **OIDC_ENDPOINTS})

    def test_takes_an_oidc_provider_without_a_secret(self):
        created = self.create(OIDC, ProviderDetails=OIDC.with_details(client_secret=None))
        self.assertNotIn("client_secret", created["ProviderDetails"])

    def test_takes_any_oidc_scope_and_both_request_methods(self):
        details = OIDC.with_details(authorize_scopes="openid groups urn:example:all", attributes_request_method="POST")
        self.assertEqual(self.create(OIDC, ProviderDetails=details)["ProviderDetails"],
                         {**details, "attributes_url_add_attributes": "false"})

    def test_reads_an_empty_optional_value_as_not_sent(self):
        oidc = self.create(OIDC, ProviderDetails=OIDC.with_details(client_secret="", authorize_url=""))
        self.assertEqual(set(oidc["ProviderDetails"]), set(OIDC.echoed) - {"client_secret"})
        facebook = self.create(FACEBOOK, ProviderDetails=FACEBOOK.with_details(api_version=""))
        self.assertEqual(facebook["ProviderDetails"],
                         {**FACEBOOK.with_details(api_version=None), **facebook_urls("v2.9")})

    def test_ignores_derived_keys_that_a_social_provider_sends_back(self):
        for sample in SOCIAL:
            with self.subTest(sample.provider_type):
                made_up = {key: "made-up" for key in sample.derived}
                created = self.create(sample, ProviderDetails={**sample.details, **made_up})
                self.assertEqual(created["ProviderDetails"], sample.echoed)

    def test_keeps_the_separators_of_the_scopes_as_they_were_sent(self):
        for scopes in ("email", "openid,profile", "openid, email  profile"):
            with self.subTest(scopes):
                self.pool_id = self.create_pool()
                created = self.create(GOOGLE, ProviderDetails=GOOGLE.with_details(authorize_scopes=scopes))
                self.assertEqual(created["ProviderDetails"]["authorize_scopes"], scopes)

    def test_answers_with_keys_in_ascii_order(self):
        mapping = {"username": "sub", "name": "name", "custom:Team": "team", "email": "mail"}
        self.pool_id = self.create_pool(Schema=[{"Name": "Team", "AttributeDataType": "String"}])
        for sample in all_types():
            with self.subTest(sample.provider_type):
                created = self.create(sample, AttributeMapping=mapping if sample is OIDC else {"name": "name"})
                for member in ("ProviderDetails", "AttributeMapping"):
                    self.assertEqual(list(created[member]), sorted(created[member]))


class Answer(support.PoolTestCase):
    def test_is_what_describe_gives_for_every_type(self):
        for sample in all_types():
            with self.subTest(sample.provider_type):
                identifiers = [sample.name.lower() + ".example.com", f"{sample.name} identifier"]
                created = self.create(sample, IdpIdentifiers=identifiers, AttributeMapping={"email": "mail"})
                self.assertEqual(self.describe(sample.name), created)
                self.assertEqual(without_certificate(created["ProviderDetails"]), sample.echoed)
                self.assertEqual(created["AttributeMapping"], {"email": "mail", **sample.default_mapping})
                self.assertEqual(created["IdpIdentifiers"], identifiers)
                self.assertEqual((created["UserPoolId"], created["ProviderName"], created["ProviderType"]),
                                 (self.pool_id, sample.name, sample.provider_type))

    def test_gives_equal_dates_of_this_minute_in_whole_milliseconds(self):
        created = self.create(OIDC)
        self.assertEqual(created["CreationDate"], created["LastModifiedDate"])
        now = datetime.datetime.now(datetime.timezone.utc)
        self.assertLess(abs((now - created["CreationDate"]).total_seconds()), 60)
        self.assertEqual(created["CreationDate"].microsecond % 1000, 0)

    def test_maps_the_username_of_each_type_when_no_mapping_is_sent(self):
        for sample in all_types():
            with self.subTest(sample.provider_type):
                self.create(sample)
                self.assertEqual(self.describe(sample.name)["AttributeMapping"], sample.default_mapping)

    def test_carries_identifiers_only_if_the_request_did(self):
        self.assertNotIn("IdpIdentifiers", self.create(OIDC))
        self.assertEqual(self.create(GOOGLE, IdpIdentifiers=[])["IdpIdentifiers"], [])
        self.assertEqual(self.create(FACEBOOK, IdpIdentifiers=["one"])["IdpIdentifiers"], ["one"])

    def test_takes_fifty_identifiers_of_every_allowed_kind_of_character(self):
        identifiers = [f"id+{number}=a.b@c-d e_f" for number in range(49)] + ["x" * 40]
        self.assertEqual(self.create(OIDC, IdpIdentifiers=identifiers)["IdpIdentifiers"], identifiers)

    def test_maps_custom_attributes_and_username_too(self):
        self.pool_id = self.create_pool(Schema=[{"Name": "team", "AttributeDataType": "String"}])
        mapping = {"custom:team": "groups", "username": "sub", "given_name": "first"}
        self.assertEqual(self.create(OIDC, AttributeMapping=mapping)["AttributeMapping"], mapping)

    def test_takes_a_mapping_that_covers_the_required_attributes(self):
        self.pool_id = self.create_pool(Schema=[{"Name": "email", "AttributeDataType": "String", "Required": True}])
        created = self.create(GOOGLE, AttributeMapping={"email": "email"})
        self.assertEqual(created["AttributeMapping"], {"email": "email", "username": "sub"})

    def test_takes_names_of_letters_of_any_language_up_to_thirty_two(self):
        for name in ("idp", "Überprüfer-1", "身元確認サービス", "x" * 32):
            with self.subTest(name):
                self.assertEqual(self.create(OIDC, ProviderName=name)["ProviderName"], name)
                self.assertEqual(self.describe(name)["ProviderName"], name)

    def test_takes_the_same_name_and_identifiers_in_another_pool(self):
        self.create(GOOGLE, IdpIdentifiers=["example.com"])
        self.pool_id = self.create_pool()
        self.assertEqual(self.create(GOOGLE, IdpIdentifiers=["example.com"])["UserPoolId"], self.pool_id)
