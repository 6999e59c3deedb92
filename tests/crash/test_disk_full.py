"""A disk that fills up under a storm of updates: typed errors, no loss, reads go on, and writing resumes with room."""

import os
import unittest

from crash_test_case import check_integrity
from disks import FileSizeLimit, SmallDisk
from process_layer import Client, Server
from storm import Counter, Storm

PROVIDERS = 4
ROOM_BYTES = 1024 * 1024
LARGE_SECRET = "s" * 100_000
MOST_LARGE_PROVIDERS = 100  # together ten times the room


def is_full_disk(answer):
    return answer.status == 500 and answer.error == "InternalErrorException" and answer.body.get("__type") == "InternalErrorException"


class DiskFull(unittest.TestCase):
    def start(self, disk):
        return Server("--log-level", "warning", "--remote-documents", "never", database=os.path.join(disk.folder, "rockpool.db"))

    @staticmethod
    def create_large(client, pool, name):
        return client.call("CreateIdentityProvider", UserPoolId=pool, ProviderName=name, ProviderType="OIDC", ProviderDetails={
            "client_id": "a", "client_secret": LARGE_SECRET, "authorize_scopes": "openid", "attributes_request_method": "GET",
            "oidc_issuer": "https://idp.example.com"})

    def fill_up(self, client, pool):
        """Creates large providers until one is refused for want of room. Returns the names of those that were acknowledged."""
        created = []
        for number in range(MOST_LARGE_PROVIDERS):
            name = f"large-{number}"
            answer = self.create_large(client, pool, name)
            if answer.status != 200:
                self.assertTrue(is_full_disk(answer), f"{answer.status} {answer.text[:300]}")
                return created
            created.append(name)
        raise AssertionError("the disk did not fill up")

    def check_all_there(self, client, pool, counters, created):
        for counter in counters:
            # A refused update has changed nothing, and none was in flight: what is stored is what was acknowledged last.
            self.assertEqual(counter.stored(client), counter.acknowledged, counter.provider)
        for name in created:
            found = client.must("DescribeIdentityProvider", UserPoolId=pool, ProviderName=name)
            self.assertEqual(found["IdentityProvider"]["ProviderDetails"]["client_secret"], LARGE_SECRET)
        listed = client.must("ListIdentityProviders", UserPoolId=pool, MaxResults=60)["Providers"]
        self.assertEqual(len(listed), len(counters) + len(created))

    def fill_and_recover(self, disk, server):
        client = Client(server.endpoint)
        pool = client.must("CreateUserPool", PoolName="full")["UserPool"]["Id"]
        counters = [Counter(pool, f"provider-{i}") for i in range(PROVIDERS)]
        for counter in counters:
            counter.create(client)

        storm = Storm(server.endpoint, counters, tolerates=is_full_disk)
        storm.wait_for(100)
        disk.take_room(server.pid, ROOM_BYTES)
        created = self.fill_up(client, pool)
        storm.stop()
        storm.join()
        self.check_all_there(client, pool, counters, created)
        self.assertEqual(client.get("/health").status, 200)

        disk.give_room(server.pid)
        for counter in counters:
            self.assertEqual(counter.update(client).status, 200)
        self.assertEqual(self.create_large(client, pool, "after").status, 200)
        client.close()
        return pool, counters, [*created, "after"]

    def check_after_a_crash(self, disk, pool, counters, created):
        database = os.path.join(disk.folder, "rockpool.db")
        check_integrity(database)
        server = self.start(disk)
        try:
            client = Client(server.endpoint)
            self.check_all_there(client, pool, counters, created)
            client.close()
        finally:
            server.stop()
        check_integrity(database)

    def test_a_full_disk_loses_nothing_and_writing_resumes_with_room(self):
        # Who may not mount has the limit alone, which fails writes at the same places with another error number.
        for kind in [FileSizeLimit] + ([SmallDisk] if SmallDisk.is_permitted() else []):
            with self.subTest(kind.name), kind() as disk:
                server = self.start(disk)
                try:
                    left = self.fill_and_recover(disk, server)
                finally:
                    server.kill()
                self.check_after_a_crash(disk, *left)
