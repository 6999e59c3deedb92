"""What a database file keeps, and who can read it."""

import itertools
import os
import signal
import stat
import threading

import api
from processes import LIMIT_SECONDS, ProcessTestCase

GOOGLE = {"ProviderName": "Google", "ProviderType": "Google",
          "ProviderDetails": {"client_id": "id", "client_secret": "secret", "authorize_scopes": "openid"}}
WRITES_BEFORE_THE_KILL = 50


class DatabaseFile(ProcessTestCase):
    def contents(self, process, pool_id):
        return [api.call(process.endpoint, "DescribeUserPool", UserPoolId=pool_id),
                api.call(process.endpoint, "DescribeIdentityProvider", UserPoolId=pool_id, ProviderName="Google")]

    def create(self, process):
        pool_id = api.call(process.endpoint, "CreateUserPool", PoolName="kept")["UserPool"]["Id"]
        api.call(process.endpoint, "CreateIdentityProvider", UserPoolId=pool_id, **GOOGLE)
        return pool_id

    def test_can_be_read_by_its_owner_alone_even_where_the_umask_would_let_everybody(self):
        process = self.begin("--port", "0", "--database", self.database, umask=0)
        api.call(process.read_endpoint(), "CreateUserPool", PoolName="private")
        modes = {name: stat.S_IMODE(os.stat(self.path(name)).st_mode)
                 for name in os.listdir(self.folder) if name.startswith("rockpool.db")}
        process.send()
        self.assertEqual(process.wait().code, 0)
        self.assertIn("rockpool.db", modes)
        self.assertGreater(len(modes), 1, "a running server keeps a log and a lock beside the file")
        self.assertEqual({name: oct(mode) for name, mode in modes.items()}, dict.fromkeys(modes, oct(0o600)))

    def test_keeps_pools_providers_and_dates_over_restarts(self):
        process = self.start(database=self.database)
        pool_id = self.create(process)
        before = self.contents(process, pool_id)
        process.stop()
        for restart in range(2):
            with self.subTest(restart=restart):
                process = self.start(database=self.database)
                self.assertEqual(self.contents(process, pool_id), before)
                process.stop()

    def test_is_one_file_and_its_lock_after_a_clean_end(self):
        process = self.start(database=self.database)
        self.create(process)
        process.stop()
        self.assertEqual(sorted(os.listdir(self.folder)), ["rockpool.db", "rockpool.db-lock"])

    def test_keeps_every_answered_write_when_the_server_is_killed_while_it_writes(self):
        process = self.begin("--port", "0", "--database", self.database)
        endpoint = process.read_endpoint()
        answered, enough = [], threading.Event()

        def write():
            for number in itertools.count():
                try:
                    answered.append(api.call(endpoint, "CreateUserPool", PoolName=f"pool {number}", UserPoolTags={"of": "the test"})["UserPool"])
                except OSError:
                    return
                if len(answered) == WRITES_BEFORE_THE_KILL:
                    enough.set()

        writer = threading.Thread(target=write)
        writer.start()
        self.assertTrue(enough.wait(LIMIT_SECONDS))
        process.send(signal.SIGKILL)
        process.wait()
        writer.join(LIMIT_SECONDS)
        self.assertFalse(writer.is_alive())
        again = self.start("--max-user-pools", "1000000", database=self.database)
        kept = [api.call(again.endpoint, "DescribeUserPool", UserPoolId=pool["Id"])["UserPool"] for pool in answered]
        again.stop()
        self.assertEqual(kept, answered)

    def test_keeps_tokens_of_lists_good_over_a_restart(self):
        process = self.start(database=self.database)
        pool_ids = [self.create(process) for _ in range(3)]
        api.call(process.endpoint, "CreateIdentityProvider", UserPoolId=pool_ids[0], ProviderName="oidc", ProviderType="OIDC",
                 ProviderDetails={"client_id": "id", "client_secret": "secret", "attributes_request_method": "GET",
                                  "oidc_issuer": "https://idp.example.com", "authorize_scopes": "openid"})
        pools = api.call(process.endpoint, "ListUserPools", MaxResults=2)
        providers = api.call(process.endpoint, "ListIdentityProviders", UserPoolId=pool_ids[0], MaxResults=1)
        process.stop()
        process = self.start(database=self.database)
        more_pools = api.call(process.endpoint, "ListUserPools", MaxResults=2, NextToken=pools["NextToken"])
        more_providers = api.call(process.endpoint, "ListIdentityProviders", UserPoolId=pool_ids[0], MaxResults=1,
                                  NextToken=providers["NextToken"])
        process.stop()
        self.assertEqual(sorted(pool["Id"] for pool in pools["UserPools"] + more_pools["UserPools"]), sorted(pool_ids))
        self.assertEqual([provider["ProviderName"] for provider in providers["Providers"] + more_providers["Providers"]],
                         ["Google", "oidc"])
        self.assertNotIn("NextToken", more_pools)
        self.assertNotIn("NextToken", more_providers)
