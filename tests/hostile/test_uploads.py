"""The address that takes an import's file: what is too large, slow, not asked for, sent twice, late or broken off; and how much memory a
large file and a large import take."""

import http.client
import os
import tempfile
import threading
import time
import unittest
import urllib.parse

from imports import HEADER, Importing, csv_of
from process_layer import Client, Server
from wire import most_resident_kib, read_to_end, resident_kib

MEGABYTE = 1_000_000
LARGEST = 100 * MEGABYTE
ROWS = 100_000
IMPORT_LIMIT_SECONDS = 300
MORE_KIB = 60 * 1024  # than before, for an import and its upload: caches
OF_A_FILE_KIB = 20 * 1024  # of one of nearly 100 MB, whose rows cost little else


def code_in(text):
    return text.partition("<Code>")[2].partition("</Code>")[0]


class Uploads(unittest.TestCase):
    def start(self):
        self.folder = tempfile.TemporaryDirectory(prefix="rockpool-upload-")
        self.addCleanup(self.folder.cleanup)
        self.server = Server("--log-level", "warning", database=os.path.join(self.folder.name, "rockpool.db"))
        self.addCleanup(self.server.kill)
        self.importing = Importing(self.server.endpoint)
        self.addCleanup(self.importing.client.close)

    def files(self):
        return [name for name in os.listdir(self.folder.name) if "import" in name]

    def assert_refused(self, answer, status, code):
        self.assertEqual((answer[0], code_in(answer[1])), (status, code))

    def answer_on(self, connection):
        head, _, body = read_to_end(connection).decode().partition("\r\n\r\n")
        return int(head.split(" ", 2)[1]), body

    def test_one_that_is_too_large_is_refused_before_it_is_sent(self):
        self.start()
        with self.importing.begin_upload(LARGEST + 1) as connection:
            self.assert_refused(self.answer_on(connection), 400, "EntityTooLarge")
        self.assertEqual(self.files(), [])

    def test_one_that_nobody_asked_for_is_refused_unread(self):
        self.start()
        url = self.importing.url()
        other_digit = "0" if url[-1] != "0" else "1"
        for wrong in (url.partition("?")[0], url[:-1] + other_digit, url.replace(self.importing.job, "import-abcdefghij")):
            before = resident_kib(self.server.pid)
            with self.importing.begin_upload(LARGEST, wrong) as connection:
                self.assert_refused(self.answer_on(connection), 403, "SignatureDoesNotMatch")
            self.assertLess(resident_kib(self.server.pid) - before, 10 * 1024)
        self.assertEqual(self.files(), [])

    def test_a_file_is_taken_once(self):
        self.start()
        self.importing.upload(csv_of(1))
        self.assert_refused(self.importing.put(csv_of(2)), 403, "AccessDenied")
        self.importing.start()
        self.assertEqual(self.importing.wait(60)["ImportedUsers"], 1)
        self.assert_refused(self.importing.put(csv_of(2)), 403, "AccessDenied")

    def test_two_at_once_are_one(self):
        self.start()
        first = self.importing.begin_upload(MEGABYTE)
        self.addCleanup(first.close)
        first.sendall(b"x" * (MEGABYTE // 2))
        deadline = time.monotonic() + 10
        while not self.files():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)
        self.assert_refused(self.importing.put(csv_of(1)), 409, "OperationAborted")

    def test_a_file_is_taken_for_fifteen_minutes_of_the_domains_clock(self):
        self.start()
        address = urllib.parse.urlsplit(self.server.endpoint).netloc
        connection = http.client.HTTPConnection(address, timeout=10)
        connection.request("POST", "/_rockpool/clock/advance", '{"seconds":901}', {"Content-Type": "application/json"})
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()
        self.assert_refused(self.importing.put(csv_of(1)), 403, "AccessDenied")

    def test_one_that_breaks_off_leaves_nothing_and_can_be_sent_again(self):
        self.start()
        with self.importing.begin_upload(10 * MEGABYTE) as connection:
            connection.sendall(b"x" * (5 * MEGABYTE))
        deadline = time.monotonic() + 10
        while self.files():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)
        self.importing.upload(csv_of(1))

    # After the 30 s that any body may take.
    def test_one_that_stops_coming_is_given_up_and_stops_nobody(self):
        self.start()
        connections = [self.importing.begin_upload(MEGABYTE) for _ in range(50)]
        for connection in connections:
            connection.sendall(b"x" * 1000)
        client = Client(self.server.endpoint, 1)
        client.must("DescribeUserPool", UserPoolId=self.importing.pool)
        client.close()
        for connection in connections:
            self.assertEqual(self.answer_on(connection)[0], 408)
            connection.close()
        self.importing.upload(csv_of(1))

    def test_a_file_of_nearly_a_hundred_megabytes_is_held_whole_neither_as_it_comes_nor_as_it_is_read(self):
        self.start()
        row = b"user,user@example.com,true," + b"x" * 15_000 + b"\n"  # a value that is too long, in a row that is not
        begin = f"{HEADER},name\nada,ada@example.com,true,Ada\n".encode()
        rows = (LARGEST - len(begin)) // len(row)
        data = begin + row * rows
        self.assertGreater(len(data), LARGEST - 2 * len(row))
        before = most_resident_kib(self.server.pid)
        started = time.monotonic()
        self.importing.upload(data)
        uploaded = most_resident_kib(self.server.pid) - before
        self.importing.start()
        job = self.importing.wait(IMPORT_LIMIT_SECONDS)
        imported = most_resident_kib(self.server.pid) - before
        self.assertEqual((job["Status"], job["ImportedUsers"], job["FailedUsers"]), ("Succeeded", 1, rows))
        print(f"{len(data)} bytes in {time.monotonic() - started:.1f} s: {uploaded} KiB more than before once it had come, {imported} once it was read")
        self.assertLess(imported, OF_A_FILE_KIB)
        self.assertEqual(self.files(), [])

    def test_a_large_import_takes_little_memory_and_others_go_on(self):
        self.start()
        data = csv_of(ROWS)
        before = resident_kib(self.server.pid)
        largest = [before]
        over = threading.Event()

        def watch():
            while not over.wait(0.02):
                largest[0] = max(largest[0], resident_kib(self.server.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        self.addCleanup(lambda: (over.set(), watcher.join()))
        self.importing.upload(data)
        self.importing.start()
        client = Client(self.server.endpoint, 5)
        calls = 0
        started = time.monotonic()
        while self.importing.describe()["Status"] in ("Pending", "InProgress"):
            client.must("CreateGroup", UserPoolId=self.importing.pool, GroupName=f"group{calls}")
            calls += 1
            self.assertLess(time.monotonic() - started, IMPORT_LIMIT_SECONDS)
            time.sleep(0.05)
        seconds = time.monotonic() - started
        client.close()
        job = self.importing.describe()
        self.assertEqual((job["Status"], job["ImportedUsers"]), ("Succeeded", ROWS))
        more = largest[0] - before
        print(f"{ROWS} rows of {len(data)} bytes in {seconds:.1f} s, {more} KiB more than before; {calls} writes of others meanwhile")
        self.assertLess(more, MORE_KIB)
        self.assertGreater(calls, 3)
        self.assertEqual(self.files(), [])
