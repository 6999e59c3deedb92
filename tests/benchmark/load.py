"""Load with wrk, and what it tells; and load of requests that can be sent once alone."""

import contextlib
import socket
import statistics
import subprocess
import urllib.parse
from pathlib import Path
from typing import NamedTuple

PATIENCE_SECONDS = 60
CALLS = Path(__file__).with_name("post.lua")
ONE_REQUEST = Path(__file__).with_name("ask.lua")


class Sample(NamedTuple):
    per_second: float
    p50_us: int
    p99_us: int
    cpu_us: float


class Target(NamedTuple):
    label: str
    server: object
    operation: str
    body: Path
    refused: bool = False  # whether that is what is measured
    script: Path = CALLS   # which says what `body` holds


class Counts(NamedTuple):
    requests: int
    duration_us: int
    p50_us: int
    p99_us: int
    errors: int


def wrk(target, connections, seconds):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(target.script), target.server.url, "--", str(target.body), target.operation]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    fields = next(line for line in output.splitlines() if line.startswith("RESULT ")).split()[1:]
    return Counts(*(int(float(field)) for field in fields))


def run(target, connections, seconds):
    before = target.server.cpu_seconds()
    counts = wrk(target, connections, seconds)
    if counts.errors != (counts.requests if target.refused else 0) or not counts.requests:
        raise RuntimeError(f"{target.label}, {target.operation}: {counts.errors} errors in {counts.requests} requests")
    cpu = (target.server.cpu_seconds() - before) * 1e6 / counts.requests
    return Sample(counts.requests / (counts.duration_us / 1e6), counts.p50_us, counts.p99_us, cpu)


def _bytes_of(host, request):
    method, path, headers, body = request
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(body)}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _answer(connection):
    """Status and body of one that names its length."""
    received = b""
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += _more(connection)
    head = received[:end].decode("latin-1").lower().split("\r\n")
    length = next(int(line.partition(":")[2]) for line in head if line.startswith("content-length:"))
    while len(received) < end + 4 + length:
        received += _more(connection)
    return int(head[0].split()[1]), received[end + 4:]


def _more(connection):
    some = connection.recv(65536)
    if not some:
        raise RuntimeError("the server closed a connection")
    return some


def each_once(server, requests, connections):
    """CPU of the server for each in microseconds, and the bodies of the answers, which all have to be 200. Those of one connection are sent
    in turn, the n-th over the connection n modulo their number; and what this program does for each is little beside the server's work, so
    that both work at the same time, as with wrk."""
    host = urllib.parse.urlsplit(server.url)
    whole, bodies = [_bytes_of(host.netloc, request) for request in requests], []
    with contextlib.ExitStack() as stack:
        open_ones = [stack.enter_context(socket.create_connection((host.hostname, host.port), PATIENCE_SECONDS)) for _ in range(connections)]
        before = server.cpu_seconds()
        for begin in range(0, len(whole), connections):
            batch = list(zip(open_ones, whole[begin:begin + connections]))
            for connection, request in batch:
                connection.sendall(request)
            for connection, request in batch:
                status, body = _answer(connection)
                if status != 200:
                    raise RuntimeError(f"{request[:200]!r} was answered with {status} {body[:200]!r}")
                bodies.append(body)
        used = server.cpu_seconds() - before
    return used * 1e6 / len(requests), bodies


def median_of(samples):
    return Sample(*(statistics.median(column) for column in zip(*samples)))


def interleaved(targets, connections, rounds, seconds):
    """Every target once a round, so that a slow moment of the machine falls on all; the median of the rounds for each label."""
    samples = {target.label: [] for target in targets}
    for target in targets:
        run(target, connections, 1)
    for _ in range(rounds):
        for target in targets:
            samples[target.label].append(run(target, connections, seconds))
    return {label: median_of(rows) for label, rows in samples.items()}


def paired(first, second, connections, rounds, seconds):
    """A pair of samples for each round: both share the machine's mood, and take turns at going first."""
    for target in (first, second):
        run(target, connections, 1)
    pairs = []
    for number in range(rounds):
        taken = {target.label: run(target, connections, seconds) for target in ((first, second) if number % 2 == 0 else (second, first))}
        pairs.append((taken[first.label], taken[second.label]))
    return pairs


def median_ratio(pairs, field):
    """Of the first to the second."""
    return statistics.median(getattr(first, field) / getattr(second, field) for first, second in pairs)
