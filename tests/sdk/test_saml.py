"""SAML providers that come with their metadata as text: what is read from it and what is refused."""

import base64
import subprocess

import saml_metadata
import support
from provider_samples import SAML_CERTIFICATE, SLO_URL, SSO_URL, saml, without_certificate

UNREADABLE = "Unable to unmarshall metadata"


def setUpModule():
    support.start_module_server()


class SamlTestCase(support.PoolTestCase):
    def create_saml(self, text, **details):
        return self.create(saml(), ProviderDetails={"MetadataFile": text, **details})["ProviderDetails"]

    def refuse_saml(self, message, text, **details):
        self.refuse_create(message, saml(), ProviderDetails={"MetadataFile": text, **details})
        self.assertEqual(self.names(), [])


class SamlMetadata(SamlTestCase):
    def test_echoes_the_file_and_the_two_redirect_locations(self):
        details = self.create_saml(saml().details["MetadataFile"])
        self.assertEqual(set(details), {"MetadataFile", "SSORedirectBindingURI", "SLORedirectBindingURI",
                                        SAML_CERTIFICATE})
        self.assertEqual(without_certificate(details), saml().echoed)

    def test_has_no_sign_out_location_if_the_metadata_has_none(self):
        text = saml_metadata.document(SSO_URL)
        self.assertEqual(without_certificate(self.create_saml(text)),
                         {"MetadataFile": text, "SSORedirectBindingURI": SSO_URL})

    def test_takes_the_redirect_location_among_several_bindings(self):
        text = saml_metadata.document(SSO_URL, sso_post="https://idp.example.com/saml/post")
        self.assertEqual(self.create_saml(text)["SSORedirectBindingURI"], SSO_URL)

    def test_reads_metadata_in_a_default_namespace(self):
        text = saml_metadata.document(SSO_URL, SLO_URL, prefix="")
        self.assertEqual(without_certificate(self.create_saml(text)),
                         {"MetadataFile": text, "SSORedirectBindingURI": SSO_URL, "SLORedirectBindingURI": SLO_URL})

    def test_decodes_the_references_in_a_location(self):
        location = "https://idp.example.com/saml?tenant=1&realm=<a>"
        self.assertEqual(self.create_saml(saml_metadata.document(location))["SSORedirectBindingURI"], location)

    def test_echoes_the_file_byte_for_byte(self):
        text = "\n".join(saml_metadata.document(SSO_URL).split("\n")) + "\r\n  <!-- ünïcode 身元 \" \\ -->\t\n"
        self.assertEqual(self.create_saml(text)["MetadataFile"], text)

    def test_makes_a_real_self_signed_certificate_for_every_provider(self):
        first = self.create_saml(saml().details["MetadataFile"])[SAML_CERTIFICATE]
        self.pool_id = self.create_pool()
        second = self.create_saml(saml().details["MetadataFile"])[SAML_CERTIFICATE]
        self.assertNotEqual(first, second)
        for certificate in (first, second):
            self.assertTrue(certificate.startswith("MII"), certificate)
            shown = subprocess.run(
                ["openssl", "x509", "-inform", "DER", "-noout", "-text", "-checkend", "0"],
                input=base64.b64decode(certificate, validate=True), capture_output=True)
            self.assertEqual(shown.returncode, 0, shown.stderr)
            self.assertIn(b"Public-Key: (2048 bit)", shown.stdout)

    def test_echoes_only_the_switches_that_are_sent(self):
        switches = {"IDPSignout": "true", "IDPInit": "false", "EncryptedResponses": "true",
                    "RequestSigningAlgorithm": "rsa-sha256"}
        text = saml().details["MetadataFile"]
        self.assertEqual(without_certificate(self.create_saml(text, **switches)), {**saml().echoed, **switches})

    def test_takes_switches_in_any_case_and_echoes_them_as_sent(self):
        switches = {"IDPSignout": "True", "IDPInit": "FALSE"}
        details = self.create_saml(saml().details["MetadataFile"], **switches)
        self.assertEqual({key: details[key] for key in switches}, switches)

    def test_ignores_redirect_locations_that_are_sent_back(self):
        details = self.create_saml(saml().details["MetadataFile"], SSORedirectBindingURI="https://made.up/in",
                                   SLORedirectBindingURI="https://made.up/out")
        self.assertEqual(without_certificate(details), saml().echoed)

    def test_does_not_count_an_empty_url_beside_the_file(self):
        details = self.create_saml(saml().details["MetadataFile"], MetadataURL="")
        self.assertEqual(without_certificate(details), saml().echoed)


class RefusedMetadata(SamlTestCase):
    def test_refuses_neither_file_nor_url(self):
        message = "At least one of the MetadataURL or MetadataFile should be provided."
        for details in ({}, {"IDPSignout": "true"}, {"MetadataFile": ""}, {"MetadataFile": "", "MetadataURL": ""}):
            with self.subTest(details):
                self.refuse_create(message, saml(), ProviderDetails=details)

    def test_refuses_file_and_url_together_before_it_reads_either(self):
        self.refuse_saml("Only one of the MetadataURL or MetadataFile should be provided.", "no metadata at all",
                         MetadataURL="https://idp.example.com/metadata")

    def test_refuses_text_that_is_no_metadata(self):
        texts = {
            "plain text": "no metadata at all",
            "cut off": saml_metadata.document(SSO_URL)[:-20],
            "another document": "<html><body>Sign in</body></html>",
            "another namespace": saml_metadata.document(SSO_URL).replace(saml_metadata.METADATA, "urn:example:other"),
        }
        for kind, text in texts.items():
            with self.subTest(kind):
                self.refuse_saml(UNREADABLE, text)

    def test_refuses_external_entities(self):
        text = saml_metadata.document(
            SSO_URL, document_type='<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>')
        self.refuse_saml(UNREADABLE, text.replace("<ds:X509Certificate>", "<ds:X509Certificate>&secret;"))

    def test_refuses_entities_that_multiply(self):
        entities = '<!ENTITY a0 "lol">' + "".join(
            f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
        text = saml_metadata.document(SSO_URL, document_type=f"<!DOCTYPE x [{entities}]>")
        self.refuse_saml(UNREADABLE, text.replace("<ds:X509Certificate>", "<ds:X509Certificate>&a11;"))

    def test_refuses_metadata_without_a_redirect_binding(self):
        self.refuse_saml("No SingleSignOn Http redirect binding location found in metadata.",
                         saml_metadata.document(sso_post="https://idp.example.com/saml/post"))

    def test_refuses_an_expired_signing_certificate(self):
        self.refuse_saml("Signing certificates are expired", saml_metadata.document(
            SSO_URL, signing_certificate=saml_metadata.certificate(expired=True)))

    def test_refuses_a_certificate_for_encryption_from_the_client(self):
        self.refuse_saml("ActiveEncryptionCertificate is not a valid key for SAML identity provider details.",
                         saml().details["MetadataFile"], ActiveEncryptionCertificate=saml_metadata.certificate())

    def test_refuses_switches_that_are_neither_true_nor_false(self):
        for switch in ("IDPSignout", "IDPInit", "EncryptedResponses"):
            with self.subTest(switch):
                self.refuse_saml(None, saml().details["MetadataFile"], **{switch: "yes"})

    def test_refuses_another_signing_algorithm(self):
        self.refuse_saml(None, saml().details["MetadataFile"], RequestSigningAlgorithm="rsa-sha1")
