"""The option --remote-documents=never: not even a provider on this machine is asked."""

import local_idp
import saml_metadata
import support
from provider_samples import SSO_URL, saml, without_certificate


def setUpModule():
    support.start_module_server("--remote-documents=never")


class Never(support.PoolTestCase):
    def test_derives_the_locations_of_a_url_on_this_machine_without_asking_for_it(self):
        idp = local_idp.LocalIdp()
        self.addCleanup(idp.close)
        url = idp.serve("/metadata", saml_metadata.document(SSO_URL))
        created = self.create(saml(), ProviderDetails={"MetadataURL": url})
        self.assertEqual(without_certificate(created["ProviderDetails"]), {
            "MetadataURL": url,
            "SSORedirectBindingURI": idp.origin + "/sso/saml",
            "SLORedirectBindingURI": idp.origin + "/slo/saml"})
        self.assertEqual(idp.asked, [])
