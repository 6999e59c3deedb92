"""The stock of RSA keys in the database: what is a spare is in nobody's use, whatever end the process takes."""

import contextlib
import sqlite3
import threading
import time

import api
import saml_metadata
from processes import ProcessTestCase

POOLS = 40
METADATA = saml_metadata.document("https://idp.example.com/sso")


class KeyStock(ProcessTestCase):
    def create_provider(self, endpoint):
        """Returns the certificate of a SAML provider in a pool of its own."""
        pool = api.call(endpoint, "CreateUserPool", PoolName="pool")["UserPool"]["Id"]
        provider = api.call(endpoint, "CreateIdentityProvider", UserPoolId=pool, ProviderName="corp", ProviderType="SAML",
                            ProviderDetails={"MetadataFile": METADATA})
        return provider["IdentityProvider"]["ProviderDetails"]["ActiveEncryptionCertificate"]

    def ask(self, query):
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()

    def assert_no_spare_is_in_use(self):
        self.assertEqual(self.ask("SELECT key_pairs.id FROM key_pairs JOIN identity_providers "
                                  "ON encryption_key = key_pairs.private_key WHERE uses = 0"), [])
        keys = [key for key, in self.ask("SELECT private_key FROM key_pairs")]
        self.assertEqual(len(keys), len(set(keys)))

    def test_gives_every_provider_a_certificate_of_its_own_however_many_there_are(self):
        server = self.start(database=self.database)
        certificates = {self.create_provider(server.endpoint) for _ in range(POOLS)}
        self.assertEqual(len(certificates), POOLS)
        server.stop()
        self.assert_no_spare_is_in_use()
        self.assertLessEqual(self.ask("SELECT count(*) FROM key_pairs WHERE uses > 0")[0][0], 16)

    def test_shares_no_key_where_that_is_not_wanted(self):
        server = self.start("--signing-keys=own", database=self.database)
        for _ in range(4):
            self.create_provider(server.endpoint)
        server.stop()
        self.assertEqual(self.ask("SELECT count(DISTINCT encryption_key) FROM identity_providers"), [(4,)])

    def test_hands_nothing_out_as_new_twice_after_a_kill(self):
        for _ in range(3):
            server = self.start(database=self.database)

            def create_until_it_is_gone(endpoint=server.endpoint):
                with contextlib.suppress(OSError, api.http.client.HTTPException):
                    while True:
                        self.create_provider(endpoint)

            threads = [threading.Thread(target=create_until_it_is_gone) for _ in range(3)]
            for thread in threads:
                thread.start()
            time.sleep(0.5)
            server.kill()
            for thread in threads:
                thread.join()
            self.assert_no_spare_is_in_use()

    def test_is_left_as_it_is_by_a_reset(self):
        server = self.start(database=self.database)
        first = self.create_provider(server.endpoint)
        self.assertEqual(api.send(server.endpoint, "POST", "/_rockpool/reset").status, 200)
        self.assertNotEqual(self.create_provider(server.endpoint), first)
        server.stop()
        self.assertGreaterEqual(self.ask("SELECT count(*) FROM key_pairs WHERE uses > 0")[0][0], 1)
        self.assert_no_spare_is_in_use()
