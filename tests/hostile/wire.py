"""Bytes out, answers in: what http.client would be too polite to send. Also what the system says of the server's memory."""

import json
import os
import socket
import struct

ANSWER_LIMIT_SECONDS = 10


class BrokenAnswer(AssertionError):
    """What came back is no whole HTTP answer."""


class WireAnswer:
    """`error` is the `__type` of the body, or None."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        is_json = body and "json" in headers.get("content-type", "")
        self.error = json.loads(body).get("__type") if is_json else None

    def __repr__(self):
        return f"{self.status} {self.error or ''}"


def connect(port, timeout=ANSWER_LIMIT_SECONDS):
    return socket.create_connection(("127.0.0.1", port), timeout=timeout)


def exchange(port, data):
    """Sends it all, says that no more comes, and returns every answer until the server closes the connection."""
    with connect(port) as connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it was refused before its end; the answer is still to be read
        return answers_in(read_to_end(connection))


def send_and_vanish(port, data):
    """Resets the connection without waiting for anything."""
    with connect(port) as connection:
        try:
            connection.sendall(data)
        except OSError:
            pass
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def read_to_end(connection):
    received = bytearray()
    while True:
        try:
            piece = connection.recv(65536)
        except ConnectionResetError:
            return bytes(received)
        except socket.timeout:
            raise BrokenAnswer(f"not closed within {connection.gettimeout()} s, after {bytes(received)!r:.300}") from None
        if not piece:
            return bytes(received)
        received += piece


def answers_in(data):
    answers = []
    while data:
        head, end, rest = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        words = lines[0].split(" ")
        if not end or words[0] != "HTTP/1.1" or not words[1].isdigit():
            raise BrokenAnswer(f"no head of an answer: {data!r:.300}")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        length = int(headers.get("content-length", "0"))
        if len(rest) < length:
            raise BrokenAnswer(f"an answer of {len(rest)} bytes that announces {length}")
        if words[1] != "100":
            answers.append(WireAnswer(int(words[1]), headers, rest[:length]))
        data = rest[length:]
    return answers


def resident_kib(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


def most_resident_kib(pid):
    """The most that it has had so far."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))


def cpu_seconds(pid):
    """What the process has used so far, of all cores together."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as status:
        user, system = status.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
