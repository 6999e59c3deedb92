"""MetadataURL and oidc_issuer in the default mode: a provider on this machine is asked, a public one never."""

import local_idp
import saml_metadata
import support
from provider_samples import OIDC, OIDC_ENDPOINTS, SLO_URL, SSO_URL, saml, without_certificate

NO_DISCOVERY = "Unable to contact well-known endpoint"


def setUpModule():
    support.start_module_server()


class RemoteTestCase(support.PoolTestCase):
    def setUp(self):
        super().setUp()
        self.idp = local_idp.LocalIdp()
        self.addCleanup(self.idp.close)
        dead = local_idp.DeadPort()
        self.addCleanup(dead.close)
        self.dead_origin = dead.origin

    def create_saml(self, url, **details):
        return self.create(saml(), ProviderDetails={"MetadataURL": url, **details})["ProviderDetails"]

    def refuse_saml(self, message, url):
        self.refuse_create(message, saml(), ProviderDetails={"MetadataURL": url})
        self.assertEqual(self.names(), [])


class MetadataUrl(RemoteTestCase):
    def test_reads_the_locations_from_the_document_behind_the_url(self):
        url = self.idp.serve("/metadata", saml_metadata.document(SSO_URL, SLO_URL))
        details = self.create_saml(url)
        self.assertEqual(without_certificate(details), {
            "MetadataURL": url, "SSORedirectBindingURI": SSO_URL, "SLORedirectBindingURI": SLO_URL})
        self.assertIn("/metadata", self.idp.asked)

    def test_names_the_status_of_a_document_that_is_not_there(self):
        url = self.idp.origin + "/nothing"
        self.refuse_saml(f"Non-ok status code 404 returned from remote metadata source {url}", url)
        self.assertIn("/nothing", self.idp.asked)

    def test_names_the_status_of_a_server_that_fails(self):
        url = self.idp.serve("/metadata", "out of order", status=503)
        self.refuse_saml(f"Non-ok status code 503 returned from remote metadata source {url}", url)

    def test_refuses_a_url_where_nobody_answers(self):
        url = self.dead_origin + "/metadata"
        self.refuse_saml(f"Error retrieving metadata from {url}", url)

    def test_refuses_documents_that_are_no_metadata(self):
        url = self.idp.serve("/metadata", "<html>Sign in</html>", "text/html")
        self.refuse_saml("Unable to unmarshall metadata", url)

    def test_checks_the_certificate_behind_the_url(self):
        url = self.idp.serve("/metadata", saml_metadata.document(
            SSO_URL, signing_certificate=saml_metadata.certificate(expired=True)))
        self.refuse_saml("Signing certificates are expired", url)

    def test_derives_the_locations_of_a_public_url_without_asking_for_it(self):
        url = "https://idp.example.com/tenant/metadata?version=2"
        details = self.create_saml(url)
        self.assertEqual(without_certificate(details), {
            "MetadataURL": url,
            "SSORedirectBindingURI": "https://idp.example.com/sso/saml",
            "SLORedirectBindingURI": "https://idp.example.com/slo/saml"})

    def test_reads_the_document_anew_when_an_update_sends_the_url(self):
        url = self.idp.serve("/metadata", saml_metadata.document(SSO_URL, SLO_URL))
        self.create_saml(url)
        self.idp.serve("/metadata", saml_metadata.document("https://moved.example.com/sign-in"))
        updated = self.update(saml().name, ProviderDetails={"MetadataURL": url})["ProviderDetails"]
        self.assertEqual(without_certificate(updated), {
            "MetadataURL": url, "SSORedirectBindingURI": "https://moved.example.com/sign-in"})

    def test_an_update_that_cannot_read_the_document_changes_nothing(self):
        self.create_saml(self.idp.serve("/metadata", saml_metadata.document(SSO_URL)))
        gone = self.idp.origin + "/gone"
        self.refuse_update(f"Non-ok status code 404 returned from remote metadata source {gone}", saml().name,
                           ProviderDetails={"MetadataURL": gone})


class FileOrUrl(RemoteTestCase):
    def test_a_file_in_an_update_drops_the_stored_url(self):
        self.create_saml("https://idp.example.com/metadata", IDPSignout="true")
        text = saml_metadata.document(SSO_URL)
        updated = self.update(saml().name, ProviderDetails={"MetadataFile": text})["ProviderDetails"]
        self.assertEqual(without_certificate(updated), {
            "MetadataFile": text, "SSORedirectBindingURI": SSO_URL, "IDPSignout": "true"})

    def test_a_url_in_an_update_drops_the_stored_file(self):
        self.create(saml())
        url = self.idp.serve("/metadata", saml_metadata.document("https://moved.example.com/sign-in"))
        updated = self.update(saml().name, ProviderDetails={"MetadataURL": url, "MetadataFile": ""})
        self.assertEqual(without_certificate(updated["ProviderDetails"]), {
            "MetadataURL": url, "SSORedirectBindingURI": "https://moved.example.com/sign-in"})
        self.assertEqual(self.describe(saml().name)["ProviderDetails"], updated["ProviderDetails"])

    def test_an_update_with_both_is_refused(self):
        self.create(saml())
        self.refuse_update("Only one of the MetadataURL or MetadataFile should be provided.", saml().name,
                           ProviderDetails={"MetadataURL": "https://idp.example.com/metadata",
                                            "MetadataFile": saml_metadata.document(SSO_URL)})


class Discovery(RemoteTestCase):
    def create_oidc(self, issuer, **details):
        sent = OIDC.with_details(oidc_issuer=issuer, **details)
        return self.create(OIDC, ProviderDetails=sent)["ProviderDetails"], sent

    def test_asks_an_issuer_on_this_machine_and_echoes_nothing_of_its_answer(self):
        details, sent = self.create_oidc(self.idp.serve_discovery())
        self.assertEqual(details, {**sent, "attributes_url_add_attributes": "false"})
        self.assertIn("/.well-known/openid-configuration", self.idp.asked)

    def test_asks_below_the_path_of_the_issuer(self):
        self.create_oidc(self.idp.serve_discovery("/realms/corporate"))
        self.assertIn("/realms/corporate/.well-known/openid-configuration", self.idp.asked)

    def test_refuses_an_issuer_that_does_not_answer(self):
        for issuer in (self.dead_origin, self.idp.origin + "/realms/unknown"):
            with self.subTest(issuer):
                self.refuse_create(NO_DISCOVERY, OIDC, ProviderDetails=OIDC.with_details(oidc_issuer=issuer))

    def test_asks_nobody_when_all_four_endpoints_are_given(self):
        details, sent = self.create_oidc(self.idp.origin, **OIDC_ENDPOINTS)
        self.assertEqual(details, {**sent, "attributes_url_add_attributes": "false"})
        self.assertEqual(self.idp.asked, [])

    def test_an_update_to_an_issuer_that_does_not_answer_changes_nothing(self):
        self.create(OIDC)
        self.refuse_update(NO_DISCOVERY, OIDC.name, ProviderDetails={"oidc_issuer": self.dead_origin})

    def test_an_update_asks_the_new_issuer(self):
        self.create(OIDC)
        issuer = self.idp.serve_discovery("/new")
        updated = self.update(OIDC.name, ProviderDetails={"oidc_issuer": issuer})
        self.assertEqual(updated["ProviderDetails"], {**OIDC.echoed, "oidc_issuer": issuer})
        self.assertIn("/new/.well-known/openid-configuration", self.idp.asked)
