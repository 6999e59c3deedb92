"""POST /_rockpool/reset gives the seeded state back, whatever was done to it; and no web page of another origin can ask for it."""

import json
import os
import tempfile
import threading
import unittest

import support
import workbench
from provider_samples import GOOGLE, OIDC, saml
from server import Server

POOL = "us-east-1_seededPool"


def seed():
    def provider(sample):
        return {"operation": "CreateIdentityProvider", "request": {
            "UserPoolId": POOL, "ProviderName": sample.name, "ProviderType": sample.provider_type,
            "ProviderDetails": sample.details}}
    return [{"operation": "CreateUserPool", "request": {"PoolName": "seeded", "UserPoolTags": {"_custom_id_": POOL}}},
            provider(GOOGLE), provider(saml())]


class Reset(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="rockpool-sdk-")
        self.addCleanup(folder.cleanup)
        self.database = os.path.join(folder.name, "rockpool.db")
        self.seed = os.path.join(folder.name, "seed.json")
        with open(self.seed, "w", encoding="utf-8") as file:
            json.dump(seed(), file)

    def start(self, *options, **settings):
        self.process = Server(*options, **settings)
        self.addCleanup(lambda process=self.process: process.exit_code() is None and process.stop())
        self.cognito = support.client_for(self.process.endpoint)

    def everything(self):
        """All pools and providers, described."""
        pools = [pool["Id"] for pool in self.cognito.list_user_pools(MaxResults=60)["UserPools"]]
        return {pool: (self.cognito.describe_user_pool(UserPoolId=pool)["UserPool"], self.providers(pool)) for pool in pools}

    def providers(self, pool):
        listed = self.cognito.list_identity_providers(UserPoolId=pool, MaxResults=60)["Providers"]
        return [self.cognito.describe_identity_provider(
            UserPoolId=pool, ProviderName=provider["ProviderName"])["IdentityProvider"] for provider in listed]

    def spoil(self):
        self.cognito.update_identity_provider(UserPoolId=POOL, ProviderName="Google",
                                              ProviderDetails={"client_secret": "changed"}, IdpIdentifiers=["a"])
        self.cognito.delete_identity_provider(UserPoolId=POOL, ProviderName=saml().name)
        pool = self.cognito.create_user_pool(PoolName="extra")["UserPool"]["Id"]
        self.cognito.create_identity_provider(UserPoolId=pool, ProviderName=OIDC.name,
                                              ProviderType=OIDC.provider_type, ProviderDetails=OIDC.details)

    def test_gives_the_seeded_state_back_to_the_last_date_and_certificate(self):
        for database in (":memory:", self.database):
            with self.subTest(database):
                self.start(f"--seed={self.seed}", database=database)
                seeded = self.everything()
                self.assertEqual([provider["ProviderType"] for provider in seeded[POOL][1]], ["Google", "SAML"])
                for _ in range(2):
                    self.spoil()
                    self.assertNotEqual(self.everything(), seeded)
                    workbench.reset(self.process.endpoint)
                    self.assertEqual(self.everything(), seeded)

    def test_deletes_what_the_database_held_before_the_start(self):
        self.start(database=self.database)
        self.cognito.create_user_pool(PoolName="old")
        self.process.stop()
        self.start(f"--seed={self.seed}", database=self.database)
        self.assertEqual(len(self.everything()), 2)
        workbench.reset(self.process.endpoint)
        self.assertEqual(list(self.everything()), [POOL])
        self.assertEqual(len(self.providers(POOL)), 2)

    def test_survives_a_kill(self):
        self.start(f"--seed={self.seed}", database=self.database)
        seeded = self.everything()
        self.spoil()
        workbench.reset(self.process.endpoint)
        self.process.kill()
        self.start(database=self.database)
        self.assertEqual(self.everything(), seeded)

    def test_empties_a_server_without_a_seed(self):
        self.start()
        self.cognito.create_user_pool(PoolName="extra")
        workbench.reset(self.process.endpoint)
        self.assertEqual(self.everything(), {})

    def test_ends_faults(self):
        self.start()
        workbench.add_fault(self.process.endpoint, "ListUserPools", "InternalErrorException")
        with self.assertRaises(self.cognito.exceptions.InternalErrorException):
            self.cognito.list_user_pools(MaxResults=1)
        workbench.reset(self.process.endpoint)
        self.cognito.list_user_pools(MaxResults=1)

    def test_is_never_seen_half_done(self):
        self.start(f"--seed={self.seed}", database=self.database)
        stop, problems = threading.Event(), []

        def watch():
            client = support.client_for(self.process.endpoint)
            while not stop.is_set():
                names = [provider["ProviderName"] for provider in
                         client.list_identity_providers(UserPoolId=POOL, MaxResults=60)["Providers"]]
                if names not in (["Google", saml().name], ["Google"]):
                    problems.append(names)

        def spoil():
            client = support.client_for(self.process.endpoint)
            while not stop.is_set():
                try:
                    client.delete_identity_provider(UserPoolId=POOL, ProviderName=saml().name)
                except client.exceptions.ResourceNotFoundException:
                    pass  # the reset has not come yet

        def guarded(work):
            try:
                work()
            except Exception as error:  # the pool was away, if only for a moment
                problems.append(error)

        threads = [threading.Thread(target=guarded, args=(work,)) for work in (watch, watch, spoil)]
        for thread in threads:
            thread.start()
        for _ in range(200):
            workbench.reset(self.process.endpoint)
        stop.set()
        for thread in threads:
            thread.join()
        self.assertEqual(problems, [])

    def test_is_refused_to_pages_of_other_origins_and_by_names_that_anyone_can_point_here(self):
        self.start("--allowed-hosts=rockpool.test")
        self.cognito.create_user_pool(PoolName="kept")
        for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost:3000"},
                        {"Host": "evil.example"}, {"Host": "evil.example", "Origin": "http://evil.example"}):
            with self.subTest(headers):
                status, answer = workbench.call(self.process.endpoint, "POST", "/_rockpool/reset", **headers)
                self.assertEqual((status, answer["__type"]), (403, "ForbiddenException"))
        self.assertEqual(len(self.everything()), 1)
        for headers in ({"Origin": self.process.endpoint}, {"Host": "rockpool.test"}, {"Host": "host.docker.internal:9229"},
                        {"Host": "rockpool:9229"}):
            with self.subTest(headers):
                status, _ = workbench.call(self.process.endpoint, "POST", "/_rockpool/reset", **headers)
                self.assertEqual(status, 200)
