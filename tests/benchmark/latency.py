"""Single calls, each timed by itself. One connection serves one thread."""

import http.client
import json
import statistics
import time
import urllib.parse

TARGET = "AWSCognitoIdentityProviderService."
PATIENCE_SECONDS = 60


def request_of(operation, body):
    """Method, path, headers and bytes of a call."""
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return "POST", "/", {"X-Amz-Target": TARGET + operation, "Content-Type": "application/x-amz-json-1.1"}, text


HEALTH = ("GET", "/health", {}, None)
RESET = ("POST", "/_rockpool/reset", {}, None)


class Connection:
    def __init__(self, server):
        self._connection = http.client.HTTPConnection(urllib.parse.urlsplit(server.url).netloc, timeout=PATIENCE_SECONDS)

    def __enter__(self):
        self._connection.connect()
        return self

    def __exit__(self, *_):
        self._connection.close()

    def ms(self, request, status=200):
        """How long the answer took, which has to have that status."""
        return self.timed(request, status)[0]

    def timed(self, request, status=200):
        """That, and the answer's body."""
        method, path, headers, body = request
        began = time.perf_counter()
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != status:
            raise RuntimeError(f"{method} {path} {headers.get('X-Amz-Target', '')}: {answer.status} {text[:200]!r}")
        return took, text


def each_ms(server, request, times, status=200):
    """That many in a row, each on a connection of its own, which is part of its time."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        with Connection(server) as connection:
            connection.ms(request, status)
            took.append((time.perf_counter() - began) * 1000)
    return took


def spread(values):
    return f"median {statistics.median(values):.1f}, p95 {p95(values):.1f}, worst {max(values):.1f} ms of {len(values)}"


def p95(values):
    return sorted(values)[min(len(values) - 1, len(values) * 95 // 100)]
