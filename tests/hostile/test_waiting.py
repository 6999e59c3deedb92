"""Calls that wait for a server that never answers keep nobody waiting who does not need it, and neither do large bodies."""

import contextlib
import http.client
import json
import os
import socket
import time
import unittest
import urllib.parse

from attack import call
from process_layer import TARGET, Client, Server
from wire import connect

WAITING = 64
ROUNDS = 10
# 50 ms are promised of a machine that has a core to spare. Where it has none, or a debugger sits on the server, this many times that.
FACTOR = float(os.environ.get("TEST_SLOWNESS", "10"))
GOAL_SECONDS = 0.050
ANSWER_SECONDS = 20


def median(values):
    return sorted(values)[len(values) // 2]


class Waiting(unittest.TestCase):
    def start(self, *options):
        self.server = Server("--log-level", "warning", *options)
        self.addCleanup(self.server.kill)
        self.port = urllib.parse.urlsplit(self.server.endpoint).port
        self.client = Client(self.server.endpoint, ANSWER_SECONDS)
        self.addCleanup(self.client.close)
        self.pool = self.client.must("CreateUserPool", PoolName="good")["UserPool"]["Id"]

    def wait_for_a_silent_server(self, stack, count):
        silent = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=count))
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/metadata/"
        waiting = []
        for number in range(count):
            connection = stack.enter_context(contextlib.closing(connect(self.port, ANSWER_SECONDS)))
            connection.sendall(call("CreateIdentityProvider", {
                "UserPoolId": self.pool, "ProviderName": f"silent-{number}", "ProviderType": "SAML", "ProviderDetails": {"MetadataURL": f"{url}{number}"}}))
            waiting.append(connection)
        return silent, waiting

    @staticmethod
    def take(stack, silent, count):
        """Waits until so many calls have reached the silent server, which is where they stay."""
        silent.settimeout(ANSWER_SECONDS)
        for _ in range(count):
            stack.enter_context(silent.accept()[0])

    def seconds_of(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        start = time.perf_counter()
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        response.read()
        took = time.perf_counter() - start
        connection.close()
        self.assertEqual(response.status, 200)
        return took

    def check_quick(self, what, seconds):
        middle = median(seconds)
        print(f"  {what} beside {WAITING} that wait: median {middle * 1000:.1f} ms, worst {max(seconds) * 1000:.1f} ms")
        self.assertLess(middle, GOAL_SECONDS * FACTOR, what)

    def test_a_silent_server_holds_up_neither_certificates_nor_resets_nor_health(self):
        self.start()
        self.client.must("GetSigningCertificate", UserPoolId=self.pool)
        with contextlib.ExitStack() as stack:
            silent, _ = self.wait_for_a_silent_server(stack, WAITING)
            self.take(stack, silent, WAITING)
            headers = {"X-Amz-Target": TARGET + "GetSigningCertificate", "Content-Type": "application/x-amz-json-1.1"}
            body = json.dumps({"UserPoolId": self.pool})
            self.check_quick("GetSigningCertificate", [self.seconds_of("POST", "/", body, headers) for _ in range(ROUNDS)])
            self.check_quick("GET /health", [self.seconds_of("GET", "/health") for _ in range(ROUNDS)])
            self.check_quick("POST /_rockpool/reset", [self.seconds_of("POST", "/_rockpool/reset") for _ in range(ROUNDS)])
        self.client.close()
        self.server.stop()

    def test_what_would_wait_is_refused_at_once_where_no_thread_is_left_for_it(self):
        self.start("--max-waiting", "1")
        with contextlib.ExitStack() as stack:
            silent, _ = self.wait_for_a_silent_server(stack, 1)
            self.take(stack, silent, 1)
            start = time.monotonic()
            answer = self.client.call("CreateIdentityProvider", UserPoolId=self.pool, ProviderName="late", ProviderType="SAML",
                                      ProviderDetails={"MetadataURL": f"http://127.0.0.1:{silent.getsockname()[1]}/"})
            self.assertEqual((answer.status, answer.error), (400, "TooManyRequestsException"))
            self.assertLess(time.monotonic() - start, 2, "it did not wait for the other, which takes five seconds")
            self.client.must("DescribeUserPool", UserPoolId=self.pool)
        self.client.close()
        self.server.stop()


class Bodies(unittest.TestCase):
    MEMORY = 8 * 1024 * 1024
    PIECE = 512 * 1024

    def test_bodies_that_never_end_take_no_more_memory_than_there_is_for_them(self):
        server = Server("--log-level", "off", "--max-request-memory", str(self.MEMORY))
        self.addCleanup(server.kill)
        port = urllib.parse.urlsplit(server.endpoint).port
        head = (f"POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: {TARGET}ListUserPools\r\nContent-Length: {1024 * 1024}\r\n\r\n").encode()
        with contextlib.ExitStack() as stack:
            held = []
            for _ in range(40):  # two and a half times what there is
                connection = stack.enter_context(contextlib.closing(connect(port)))
                try:
                    connection.sendall(head + b" " * self.PIECE)
                except OSError:
                    pass  # refused while it was sent
                held.append(connection)
            # Those that came too late are told so, and the others hold what they sent.
            refused, deadline = 0, time.monotonic() + 10
            while refused < 20:
                self.assertLess(time.monotonic(), deadline, f"{refused} refused")
                refused = sum(1 for connection in held if self.is_refused(connection))
            with contextlib.closing(connect(port)) as late:
                late.sendall(head)
                self.assertEqual(late.recv(12), b"HTTP/1.1 503")
            client = Client(server.endpoint, ANSWER_SECONDS)
            self.assertEqual(client.get("/health").status, 200, "what has no body is answered")
            client.close()
        deadline = time.monotonic() + 10
        while True:  # as soon as they are gone
            client = Client(server.endpoint, ANSWER_SECONDS)
            answer = client.call("ListUserPools", MaxResults=1)
            client.close()
            if answer.status == 200:
                break
            self.assertEqual((answer.status, answer.error), (503, "ServiceUnavailableException"))
            self.assertLess(time.monotonic(), deadline)
        server.stop()

    @staticmethod
    def is_refused(connection):
        connection.setblocking(False)
        try:
            return connection.recv(12, socket.MSG_PEEK) == b"HTTP/1.1 503"
        except BlockingIOError:
            return False
        except OSError:
            return True
