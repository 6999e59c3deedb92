"""Many connections at once: those over the bound are told so, the others are served, and memory stays in proportion."""

import resource
import socket
import time
import unittest
import urllib.parse

from process_layer import Client, Server
from wire import answers_in, connect, read_to_end, resident_kib

BOUND = 64
SPARE = 64  # connections over the bound that are still answered before they are closed
MANY = 1500
MOST_KIB_PER_CONNECTION = 24
ANSWER_SECONDS = 1
LIMIT_SECONDS = 20
HEALTH = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
NOT_YET = b"POST / HTTP/1.1\r\nHost: loc"


def raise_open_file_limit(wanted):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, wanted), hard), hard))


class Connections(unittest.TestCase):
    def start(self, *options):
        raise_open_file_limit(MANY + 500)
        self.server = Server("--log-level", "warning", *options)
        self.addCleanup(self.server.kill)
        self.port = urllib.parse.urlsplit(self.server.endpoint).port
        self.held = []
        self.addCleanup(self.let_go)

    def hold(self, data=HEALTH):
        """A connection that the server has taken, since it has answered on it; or, with other data, that it will have taken."""
        connection = connect(self.port, LIMIT_SECONDS)
        self.held.append(connection)
        connection.sendall(data)
        if data is HEALTH:
            self.assertIn(b" 200 ", connection.recv(4096).split(b"\r\n")[0])
        return connection

    def let_go(self):
        for connection in self.held:
            connection.close()
        self.held.clear()

    def test_connections_over_the_bound_are_told_so_and_the_others_are_served(self):
        self.start("--max-connections", str(BOUND))
        kept = [self.hold() for _ in range(BOUND)]
        with connect(self.port) as one_more:
            answers = answers_in(read_until_half_closed(one_more))
        self.assertEqual([(answer.status, answer.error) for answer in answers], [(503, "ServiceUnavailableException")])
        kept[0].sendall(HEALTH)
        self.assertIn(b" 200 ", kept[0].recv(4096).split(b"\r\n")[0])

        # Those that do not go when they are told so take the spare places, and who comes then is not answered at all.
        for _ in range(SPARE + 20):
            self.hold(data=b"")
        kept[1].sendall(HEALTH)
        self.assertIn(b" 200 ", kept[1].recv(4096).split(b"\r\n")[0])
        self.let_go()
        self.check_that_it_answers_again()
        self.server.stop()

    def check_that_it_answers_again(self):
        deadline = time.monotonic() + LIMIT_SECONDS
        while True:
            client = Client(self.server.endpoint)
            try:
                if client.get("/health").status == 200:
                    return
            except OSError:
                pass
            finally:
                client.close()
            self.assertLess(time.monotonic(), deadline, "the places of closed connections are not free again")

    def test_many_connections_that_send_half_a_header_cost_little_and_stop_nobody(self):
        self.start()
        client = Client(self.server.endpoint, ANSWER_SECONDS)
        client.must("ListUserPools", MaxResults=1)
        before = resident_kib(self.server.pid)
        for number in range(MANY):
            self.hold(NOT_YET)
            if number % 50 == 0:
                client.must("ListUserPools", MaxResults=1)
        growth = resident_kib(self.server.pid) - before
        print(f"(memory: {growth:+} KiB for {MANY} connections) ", end="", flush=True)
        self.assertLess(growth, MANY * MOST_KIB_PER_CONNECTION)
        self.let_go()
        client.must("ListUserPools", MaxResults=1)
        client.close()
        self.server.stop()

    def test_connections_that_come_and_go_leave_nothing_behind(self):
        self.start()
        client = Client(self.server.endpoint, ANSWER_SECONDS)
        settled = 0
        for number in range(3000):
            with connect(self.port) as connection:
                if number % 3:
                    connection.sendall(NOT_YET if number % 3 == 1 else HEALTH)
            if number == 500:
                settled = resident_kib(self.server.pid)
        client.must("ListUserPools", MaxResults=1)
        client.close()
        self.assertLess(resident_kib(self.server.pid) - settled, 4096)
        self.server.stop()


def read_until_half_closed(connection):
    data = read_to_end(connection)
    connection.shutdown(socket.SHUT_WR)
    return data
