"""The process as every client meets it: how it starts, how it ends, what it keeps."""

import os
import signal
import stat
import tempfile
import unittest

import server
import support
from provider_samples import OIDC
from server import READY_LINE, Server, ServerError


class TheProcess(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="rockpool-sdk-")
        self.addCleanup(folder.cleanup)
        self.database = os.path.join(folder.name, "rockpool.db")

    def start(self, *options, **settings):
        process = Server(*options, **settings)
        self.addCleanup(process.kill)
        return process

    def test_prints_one_ready_line_and_nothing_else_on_standard_output(self):
        process = self.start()
        support.client_for(process.endpoint).list_user_pools(MaxResults=1)
        process.stop()
        self.assertEqual(len(process.output), 1, process.output)
        self.assertRegex(process.output[0], READY_LINE)

    def test_ends_with_exit_code_zero_on_sigint_too(self):
        process = self.start()
        process.stop(signal.SIGINT)
        self.assertEqual(process.exit_code(), 0)

    def test_two_servers_take_two_free_ports(self):
        first, second = self.start(), self.start()
        self.assertNotEqual(first.endpoint, second.endpoint)
        first.stop()
        second.stop()

    def test_keeps_pools_and_providers_over_a_restart(self):
        self.assert_kept_after(Server.stop)

    def test_keeps_an_answered_write_when_it_is_killed(self):
        self.assert_kept_after(Server.kill)

    def assert_kept_after(self, end):
        process = self.start(database=self.database)
        pool_id, before = create_provider(process)
        end(process)
        process = self.start(database=self.database)
        self.assertEqual(describe_provider(process, pool_id), before)
        process.stop()

    def test_forgets_everything_that_was_only_in_memory(self):
        process = self.start()
        create_provider(process)
        process.stop()
        process = self.start()
        self.assertEqual(support.client_for(process.endpoint).list_user_pools(MaxResults=60)["UserPools"], [])
        process.stop()

    def test_creates_a_database_that_only_its_owner_can_read(self):
        process = self.start(database=self.database)
        create_provider(process)
        modes = {name: stat.S_IMODE(os.stat(os.path.join(os.path.dirname(self.database), name)).st_mode)
                 for name in os.listdir(os.path.dirname(self.database)) if name.startswith("rockpool.db")}
        process.stop()
        self.assertIn("rockpool.db", modes)
        for name, mode in modes.items():
            self.assertEqual(mode & 0o077, 0, f"{name} has mode {mode:o}")

    def test_refuses_a_database_that_another_server_has_open(self):
        process = self.start(database=self.database)
        with self.assertRaisesRegex(ServerError, "ended with exit code [1-9]"):
            Server(database=self.database)
        process.stop()

    def test_never_writes_a_secret_into_its_log(self):
        process = self.start("--log-level=debug")
        create_provider(process)
        process.stop()
        _, log = server.ended_logs[-1]
        self.assertIn("CreateIdentityProvider", log)
        self.assertNotIn("oidc-secret", log)


def create_provider(process):
    client = support.client_for(process.endpoint)
    pool_id = client.create_user_pool(PoolName="kept")["UserPool"]["Id"]
    created = client.create_identity_provider(
        UserPoolId=pool_id, ProviderName=OIDC.name, ProviderType=OIDC.provider_type, ProviderDetails=OIDC.details,
        IdpIdentifiers=["example.com"])
    return pool_id, created["IdentityProvider"]


def describe_provider(process, pool_id):
    client = support.client_for(process.endpoint)
    return client.describe_identity_provider(UserPoolId=pool_id, ProviderName=OIDC.name)["IdentityProvider"]
