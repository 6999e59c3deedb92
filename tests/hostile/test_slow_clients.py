"""Clients that take their time, in sending, in reading or in answering us, do not stop the others."""

import select
import socket
import threading
import time
import unittest
import urllib.parse

from attack import call, head
from process_layer import Client, Server
from wire import answers_in, connect, read_to_end, resident_kib

SLOW_CLIENTS = 300
BYTE_SECONDS = 1
ANSWER_SECONDS = 1
HEADER_TIMEOUT_SECONDS = 10  # after which the server gives up a header that does not end
WAITING = 8
LIMIT_SECONDS = 20


class Dripping:
    """Sends `at_once`, then one byte of `data` a second, on many connections, until it is closed."""

    def __init__(self, port, count, data, at_once=b""):
        self.connections = [connect(port, LIMIT_SECONDS) for _ in range(count)]
        for connection in self.connections:
            connection.sendall(at_once)
        self._data, self._over = data, threading.Event()
        self.bytes_sent = 0
        self._thread = threading.Thread(target=self._drip, daemon=True)
        self._thread.start()

    def _drip(self):
        for byte in self._data:
            for connection in self.connections:
                try:
                    connection.sendall(bytes([byte]))
                except OSError:
                    pass  # the server has given it up
            self.bytes_sent += 1
            if self._over.wait(BYTE_SECONDS):
                return

    def close(self):
        self._over.set()
        self._thread.join()
        for connection in self.connections:
            connection.close()


class SlowClients(unittest.TestCase):
    def start(self, *options):
        self.server = Server("--log-level", "warning", *options)
        self.addCleanup(self.server.kill)
        self.port = urllib.parse.urlsplit(self.server.endpoint).port
        # Its deadline is the assertion: an answer that takes longer raises.
        self.client = Client(self.server.endpoint, ANSWER_SECONDS)
        self.addCleanup(self.client.close)
        self.pool = self.client.must("CreateUserPool", PoolName="good")["UserPool"]["Id"]

    def check_others_while(self, condition, limit=LIMIT_SECONDS):
        """Sends reads and writes, on kept and on new connections, one after the other for as long as the condition holds."""
        deadline = time.monotonic() + limit
        count = 0
        while condition():
            self.assertLess(time.monotonic(), deadline)
            self.client.must("DescribeUserPool", UserPoolId=self.pool)
            other = Client(self.server.endpoint, ANSWER_SECONDS)
            other.must("CreateIdentityProvider", UserPoolId=self.pool, ProviderName="Google", ProviderType="Google",
                       ProviderDetails={"client_id": "a", "client_secret": "b", "authorize_scopes": "openid"})
            other.must("DeleteIdentityProvider", UserPoolId=self.pool, ProviderName="Google")
            other.close()
            count += 1
        return count

    def test_headers_that_come_byte_by_byte_stop_nobody_and_are_given_up(self):
        self.start()
        dripping = Dripping(self.port, SLOW_CLIENTS, head("ListUserPools"))
        self.addCleanup(dripping.close)
        self.assertGreater(self.check_others_while(lambda: dripping.bytes_sent < 5), 10)
        deadline = time.monotonic() + HEADER_TIMEOUT_SECONDS + LIMIT_SECONDS
        for connection in dripping.connections:
            answers = answers_in(read_to_end(connection))
            self.assertEqual([(answer.status, answer.error) for answer in answers], [(408, "RequestTimeoutException")])
            self.assertLess(time.monotonic(), deadline)
        self.check_others_while(iter([True, False]).__next__)

    def test_bodies_that_come_byte_by_byte_stop_nobody(self):
        self.start()
        dripping = Dripping(self.port, SLOW_CLIENTS, b"{" * 100, at_once=head("ListUserPools", "Content-Length: 1000000"))
        self.addCleanup(dripping.close)
        self.assertGreater(self.check_others_while(lambda: dripping.bytes_sent < 4), 10)
        answered, _, _ = select.select(dripping.connections, [], [], 0)
        self.assertEqual(answered, [], "slow as they are, they are in time")

    def test_clients_that_do_not_read_their_answers_stop_nobody_and_fill_no_memory(self):
        self.start()
        before = resident_kib(self.server.pid)
        request = call("DescribeUserPool", {"UserPoolId": self.pool})
        deaf = []
        for _ in range(20):
            connection = connect(self.port)
            self.addCleanup(connection.close)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.setblocking(False)
            deaf.append(connection)
        # Until the server takes no more, since nobody takes its answers.
        stuck = set()
        while len(stuck) < len(deaf):
            for connection in deaf:
                try:
                    connection.send(request * 50)
                except BlockingIOError:
                    stuck.add(connection)
            self.client.must("DescribeUserPool", UserPoolId=self.pool)
        self.check_others_while(iter([True] * 10 + [False]).__next__)
        self.assertLess(resident_kib(self.server.pid) - before, 16 * 1024)

    def test_a_remote_server_that_never_answers_stops_nobody_who_does_not_need_it(self):
        self.start()
        with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
            url = f"http://127.0.0.1:{silent.getsockname()[1]}/metadata"
            waiting = [connect(self.port, LIMIT_SECONDS) for _ in range(WAITING)]
            for number, connection in enumerate(waiting):
                self.addCleanup(connection.close)
                connection.sendall(call("CreateIdentityProvider", {
                    "UserPoolId": self.pool, "ProviderName": f"silent-{number}", "ProviderType": "SAML",
                    "ProviderDetails": {"MetadataURL": url}}))
            asked, _ = silent.accept()  # so something waits by now
            self.check_others_while(iter([True] * 20 + [False]).__next__)
            asked.close()
        # With the door shut those that wait are refused, and those behind them at once.
        for connection in waiting:
            self.assertEqual(connection.recv(12), b"HTTP/1.1 400")
        self.client.close()
        self.server.stop()
