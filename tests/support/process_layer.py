"""What the layers share that drive the real binary over plain HTTP: the process (it is tests/sdk's), calls, and counting.

Standard library only. A layer's runner puts this folder on its path and calls `run`.
"""

import http.client
import json
import os
import sys
import time
import unittest
import urllib.parse

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "sdk"))
from server import Server, ServerError, binary_path, clean_environment, ended_logs  # noqa: E402,F401

TARGET = "AWSCognitoIdentityProviderService."
CALL_LIMIT_SECONDS = 30


class Answer:
    """`body` is what the JSON holds; `error` the type that the header names, without its colon, or None."""

    def __init__(self, response):
        self.status = response.status
        self.text = response.read().decode("utf-8")
        self.body = json.loads(self.text) if self.text else {}
        named = response.getheader("x-amzn-ErrorType")
        self.error = named.rstrip(":") if named else None


class Client:
    """One kept connection to a server. Not for several threads."""

    def __init__(self, endpoint, timeout=CALL_LIMIT_SECONDS):
        self._connection = http.client.HTTPConnection(urllib.parse.urlsplit(endpoint).netloc, timeout=timeout)

    def call(self, operation, **request):
        """The answer, whatever it is. Raises OSError or http.client.HTTPException where none comes."""
        headers = {"X-Amz-Target": TARGET + operation, "Content-Type": "application/x-amz-json-1.1"}
        self._connection.request("POST", "/", json.dumps(request), headers)
        return Answer(self._connection.getresponse())

    def get(self, path):
        self._connection.request("GET", path)
        return Answer(self._connection.getresponse())

    def post(self, path, **body):
        self._connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        return Answer(self._connection.getresponse())

    def must(self, operation, **request):
        """The body of an answer that has to be a good one."""
        answer = self.call(operation, **request)
        if answer.status != 200:
            raise AssertionError(f"{operation} was answered with {answer.status} {answer.text[:500]}")
        return answer.body

    def close(self):
        self._connection.close()


class _Result(unittest.TextTestResult):
    """Counts whole tests. A skipped test proves nothing: failed."""

    def failed_tests(self):
        reported = [test for test, _ in self.failures + self.errors + self.skipped] + self.unexpectedSuccesses
        return {getattr(test, "test_case", test).id() for test in reported}


def run(layer, modules):
    """Runs the test modules and prints `LAYER: N passed, N failed` as the last line. Returns the exit code."""
    binary_path()
    started = time.monotonic()
    suite = unittest.defaultTestLoader.loadTestsFromNames(modules)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=_Result).run(suite)
    failed = max(len(result.failed_tests()), 0 if result.testsRun else 1)
    if failed:
        for command, log in ended_logs[-3:]:
            print(f"--- the end of the log of {command}\n{log[-4000:]}")
    print(f"{time.monotonic() - started:.1f} s")
    print(f"{layer}: {max(result.testsRun - failed, 0)} passed, {failed} failed", flush=True)
    return 1 if failed else 0
