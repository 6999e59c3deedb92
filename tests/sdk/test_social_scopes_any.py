"""The option --social-scopes=any: social providers take scopes beyond the documented ones, as users report of AWS."""

import support
from provider_samples import SOCIAL


def setUpModule():
    support.start_module_server("--social-scopes=any")


class AnyScopes(support.PoolTestCase):
    def test_takes_undocumented_scopes_on_create_and_update(self):
        for sample in SOCIAL:
            with self.subTest(sample.provider_type):
                details = sample.with_details(authorize_scopes="email calendar")
                created = self.create(sample, ProviderDetails=details)
                self.assertEqual(created["ProviderDetails"], {**sample.echoed, "authorize_scopes": "email calendar"})
                updated = self.update(sample.name, ProviderDetails={"authorize_scopes": "contacts"})
                self.assertEqual(updated["ProviderDetails"], {**sample.echoed, "authorize_scopes": "contacts"})

    def test_still_wants_some_scope(self):
        google = SOCIAL[0]
        self.refuse_create("clientId, clientSecret and authorizeScopes are all required idp details.", google,
                           ProviderDetails=google.with_details(authorize_scopes=""))
