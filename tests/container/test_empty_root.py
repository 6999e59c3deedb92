"""The static program with an empty root, as the image's user and in the image's environment.

The host is the loopback address and the port a free one, in place of the image's: other machines have no business here.
"""

import json
import os
import signal
import ssl
import subprocess

import api
import saml_metadata
from empty_root import EmptyRoot
from image_files import Image
from local_idp import LocalIdp
from processes import ProcessTestCase

NEIGHBOUR = "keycloak"
HOSTS = f"127.0.0.1 localhost\n127.0.0.1 {NEIGHBOUR}\n"
EBCDIC = "cp037"
METADATA = saml_metadata.document("https://idp.example.com/sso")


class EmptyRootCase(ProcessTestCase):
    def setUp(self):
        super().setUp()
        self.image = Image()
        self.root = EmptyRoot(self.folder, self.image)
        self.addCleanup(self.root.close)

    def environment(self, port):
        return {**self.image.environment, "ROCKPOOL_HOST": "127.0.0.1", "ROCKPOOL_PORT": str(port)}

    def begin_in_root(self, *arguments, port=0):
        return self.begin(*arguments, program=self.root.command(), environment=self.environment(port))

    def start_in_root(self):
        process = self.begin_in_root()
        process.read_endpoint()
        return process

    def stop(self, process):
        process.send(signal.Signals[self.image.stop_signal])
        self.assertEqual(process.wait().code, 0)


class Running(EmptyRootCase):
    def test_is_well_while_it_runs_as_the_image_s_healthcheck_finds_and_unwell_afterwards(self):
        process = self.start_in_root()
        port = int(process.endpoint.rpartition(":")[2])
        arguments = self.image.healthcheck[len(self.image.entry_point):]
        self.assertEqual(self.begin_in_root(*arguments, port=port).wait().code, 0)
        self.stop(process)
        self.assertEqual(self.begin_in_root(*arguments, port=port).wait().code, 1)

    def test_keeps_what_was_written_in_the_volume_and_writes_nowhere_else(self):
        before = self.root.files()
        process = self.start_in_root()
        pool = api.call(process.endpoint, "CreateUserPool", PoolName="kept", UserPoolTags={"of": "the test"})["UserPool"]
        self.stop(process)
        self.assertEqual(sorted(os.listdir(self.root.path(self.image.volume))), ["rockpool.db", "rockpool.db-lock"])
        self.assertEqual(self.root.files(), before)
        process = self.start_in_root()
        self.assertEqual(api.call(process.endpoint, "DescribeUserPool", UserPoolId=pool["Id"])["UserPool"], pool)
        self.stop(process)

    def test_says_whose_the_volume_is_when_it_cannot_write_there(self):
        volume = self.root.path(self.image.volume)
        os.chown(volume, os.geteuid(), os.getegid())
        os.chmod(volume, 0o555)
        ended = self.begin_in_root().wait()
        self.assertEqual((ended.code, ended.output), (3, ""), ended)
        self.assertIn(f"'{self.image.volume}' cannot be written by user {self.image.user}", ended.errors)
        if os.geteuid() == 0:  # in a user namespace it is the image's user to whom the folder belongs
            self.assertIn("it belongs to user 0: hand it over with chown", ended.errors)


class Neighbours(EmptyRootCase):
    """What the server fetches from other containers of a compose file."""

    def setUp(self):
        super().setUp()
        self.root.write("/etc/hosts", HOSTS)

    def create_saml_provider(self, url):
        process = self.start_in_root()
        pool_id = api.call(process.endpoint, "CreateUserPool", PoolName="saml")["UserPool"]["Id"]
        answer = api.post(process.endpoint, "CreateIdentityProvider", json.dumps({
            "UserPoolId": pool_id, "ProviderName": "saml", "ProviderType": "SAML", "ProviderDetails": {"MetadataURL": url}}))
        self.stop(process)
        return answer

    def serve(self, document, tls_context=None):
        idp = LocalIdp(tls_context)
        self.addCleanup(idp.close)
        idp.serve("/metadata", document)
        return f"{'https' if tls_context else 'http'}://{NEIGHBOUR}:{idp.port}/metadata"

    def assert_refused(self, answer):
        self.assertEqual(answer.status, 400, answer)
        self.assertIn("InvalidParameterException", answer.text)

    def test_are_found_by_their_names(self):
        self.assertEqual(self.create_saml_provider(self.serve(METADATA)).status, 200)

    def test_that_have_no_address_are_an_error_of_the_request(self):
        self.assert_refused(self.create_saml_provider("http://nobody:8080/metadata"))

    def test_may_write_utf_16_which_needs_no_tables(self):
        document = METADATA.replace("UTF-8", "UTF-16")
        self.assertEqual(self.create_saml_provider(self.serve(document.encode("utf-16"))).status, 200)

    def test_that_write_what_would_need_tables_are_an_error_of_the_request(self):
        self.assert_refused(self.create_saml_provider(self.serve(METADATA.encode(EBCDIC))))

    def tls_context(self):
        """Of a server whose certificate nobody has signed but itself; returns it and the certificate."""
        key, certificate = self.path("key.pem"), self.path("certificate.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NEIGHBOUR}", "-addext",
                        f"subjectAltName=DNS:{NEIGHBOUR}", "-keyout", key, "-out", certificate], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        with open(certificate, encoding="utf-8") as file:
            return context, file.read()

    def test_are_trusted_if_the_image_s_certificates_hold_theirs(self):
        context, certificate = self.tls_context()
        self.root.write(self.image.environment["SSL_CERT_FILE"], certificate)
        self.assertEqual(self.create_saml_provider(self.serve(METADATA, context)).status, 200)

    def test_are_not_trusted_if_they_do_not(self):
        context, _ = self.tls_context()
        self.assert_refused(self.create_saml_provider(self.serve(METADATA, context)))
