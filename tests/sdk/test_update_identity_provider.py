"""UpdateIdentityProvider beside ProviderDetails: attribute mapping, identifiers, dates and the answer."""

import support
from provider_samples import FACEBOOK, GOOGLE, OIDC, SIGN_IN_WITH_APPLE, all_types, saml


def setUpModule():
    support.start_module_server()


class Answer(support.PoolTestCase):
    def test_is_what_describe_gives_for_every_type(self):
        for sample in all_types():
            with self.subTest(sample.provider_type):
                created = self.create(sample)
                updated = self.update(sample.name, AttributeMapping={"email": "mail"}, IdpIdentifiers=[sample.name])
                self.assertEqual(updated, self.describe(sample.name))
                self.assertEqual((updated["UserPoolId"], updated["ProviderName"], updated["ProviderType"]),
                                 (self.pool_id, sample.name, sample.provider_type))
                self.assertEqual(updated["ProviderDetails"], created["ProviderDetails"])

    def test_carries_identifiers_only_if_the_request_did(self):
        self.create(OIDC, IdpIdentifiers=["example.com"])
        self.assertNotIn("IdpIdentifiers", self.update(OIDC.name, ProviderDetails={"client_id": "changed"}))
        self.assertEqual(self.describe(OIDC.name)["IdpIdentifiers"], ["example.com"])
        self.assertEqual(self.update(OIDC.name, IdpIdentifiers=[])["IdpIdentifiers"], [])

    def test_takes_a_request_without_any_optional_member(self):
        created = self.create(OIDC, IdpIdentifiers=["example.com"], AttributeMapping={"email": "mail"})
        self.update(OIDC.name)
        described = self.describe(OIDC.name)
        self.assertGreater(described.pop("LastModifiedDate"), created.pop("LastModifiedDate"))
        self.assertEqual(described, created)


class Dates(support.PoolTestCase):
    def test_moves_the_modification_date_strictly_with_every_update(self):
        created = self.create(OIDC)
        dates = [created["LastModifiedDate"]]
        for number in range(30):
            updated = self.update(OIDC.name, ProviderDetails={"client_id": f"client-{number}"})
            dates.append(updated["LastModifiedDate"])
            self.assertEqual(updated["CreationDate"], created["CreationDate"])
        self.assertEqual(dates, sorted(set(dates)))
        self.assertEqual({date.microsecond % 1000 for date in dates}, {0})
        self.assertEqual(self.describe(OIDC.name)["LastModifiedDate"], dates[-1])

    def test_moves_the_modification_date_when_the_same_values_are_sent_again(self):
        created = self.create(GOOGLE)
        updated = self.update("Google", ProviderDetails=GOOGLE.details)
        self.assertGreater(updated["LastModifiedDate"], created["LastModifiedDate"])
        self.assertEqual(updated["ProviderDetails"], created["ProviderDetails"])

    def test_leaves_the_dates_of_other_providers_alone(self):
        google = self.create(GOOGLE, IdpIdentifiers=[])
        self.create(OIDC)
        self.update(OIDC.name, ProviderDetails={"client_id": "changed"})
        self.assertEqual(self.describe("Google"), google)


class AttributeMapping(support.PoolTestCase):
    def update_mapping(self, sample, mapping):
        updated = self.update(sample.name, AttributeMapping=mapping)["AttributeMapping"]
        self.assertEqual(self.describe(sample.name)["AttributeMapping"], updated)
        return updated

    def test_is_kept_when_it_is_left_out(self):
        created = self.create(OIDC, AttributeMapping={"email": "mail", "name": "display"})
        self.update(OIDC.name, ProviderDetails={"client_id": "changed"}, IdpIdentifiers=["example.com"])
        self.assertEqual(self.describe(OIDC.name)["AttributeMapping"], created["AttributeMapping"])

    def test_is_cleared_by_an_empty_map(self):
        for sample in all_types():
            with self.subTest(sample.provider_type):
                self.create(sample, AttributeMapping={"email": "mail"})
                self.assertEqual(self.update_mapping(sample, {}), {})

    def test_is_replaced_as_a_whole(self):
        self.create(OIDC, AttributeMapping={"email": "mail", "name": "display"})
        mapping = {"given_name": "first", "username": "sub"}
        self.assertEqual(self.update_mapping(OIDC, mapping), mapping)

    def test_gets_the_username_of_its_type_again(self):
        for sample in all_types():
            with self.subTest(sample.provider_type):
                self.create(sample)
                self.assertEqual(self.update_mapping(sample, {"email": "mail"}),
                                 {"email": "mail", **sample.default_mapping})

    def test_of_a_pool_with_required_attributes_may_be_left_out_of_an_update(self):
        self.pool_id = self.create_pool(Schema=[{"Name": "email", "AttributeDataType": "String", "Required": True}])
        self.create(GOOGLE, AttributeMapping={"email": "email"})
        updated = self.update("Google", ProviderDetails={"client_id": "changed"})
        self.assertEqual(updated["AttributeMapping"], {"email": "email", "username": "sub"})


class Identifiers(support.PoolTestCase):
    def test_are_kept_when_they_are_left_out(self):
        self.create(SIGN_IN_WITH_APPLE, IdpIdentifiers=["one", "two"])
        self.update("SignInWithApple", AttributeMapping={"email": "mail"})
        self.assertEqual(self.describe("SignInWithApple")["IdpIdentifiers"], ["one", "two"])

    def test_are_cleared_by_an_empty_list(self):
        self.create(FACEBOOK, IdpIdentifiers=["one", "two"])
        self.assertEqual(self.update("Facebook", IdpIdentifiers=[])["IdpIdentifiers"], [])
        self.assertEqual(self.describe("Facebook")["IdpIdentifiers"], [])

    def test_are_replaced_as_a_whole_and_may_stay_in_part(self):
        self.create(saml(), IdpIdentifiers=["one", "two"])
        self.assertEqual(self.update(saml().name, IdpIdentifiers=["two", "three"])["IdpIdentifiers"],
                         ["two", "three"])
        for identifier, found in (("two", True), ("three", True), ("one", False)):
            with self.subTest(identifier):
                request = {"UserPoolId": self.pool_id, "IdpIdentifier": identifier}
                if found:
                    provider = self.cognito.get_identity_provider_by_identifier(**request)["IdentityProvider"]
                    self.assertEqual(provider["ProviderName"], saml().name)
                else:
                    self.assert_refused("ResourceNotFoundException", None,
                                        "get_identity_provider_by_identifier", **request)

    def test_that_one_update_gives_up_are_free_for_another_provider(self):
        self.create(OIDC, IdpIdentifiers=["example.com"])
        self.update(OIDC.name, IdpIdentifiers=["example.org"])
        self.assertEqual(self.create(GOOGLE, IdpIdentifiers=["example.com"])["IdpIdentifiers"], ["example.com"])
