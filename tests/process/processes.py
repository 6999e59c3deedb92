"""Owns rockpools that are not waited for as `server.Server` waits: they refuse to start, or are met before they are ready.

A process gets its arguments and environment as they are given; whatever it does, it is gone after LIMIT_SECONDS.
"""

import os
import signal
import socket
import subprocess
import tempfile
import threading
import unittest
from typing import NamedTuple

import server

LIMIT_SECONDS = 30


class Ended(NamedTuple):
    code: int
    output: str
    errors: str


class Process:
    """One rockpool in `folder`, where its standard error is kept too. `program` is a command that runs it in another way than by itself."""

    def __init__(self, folder, *arguments, program=None, environment=None, umask=-1):
        self._errors = tempfile.TemporaryFile("w+", dir=folder, encoding="utf-8", errors="replace")
        self._process = subprocess.Popen(
            [*(program or [server.binary_path()]), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._errors,
            cwd=folder, env={**server.clean_environment(), **(environment or {})}, umask=umask, text=True)
        self._limit = threading.Timer(LIMIT_SECONDS, self._process.kill)
        self._limit.daemon = True
        self._limit.start()

    def first_line(self):
        """Waits for it; empty if the process ends without one."""
        return self._process.stdout.readline()

    def read_endpoint(self):
        """Waits until it is ready; the URL is `endpoint` from then on too."""
        line = self.first_line()
        ready = server.READY_LINE.fullmatch(line.rstrip("\n"))
        if not ready:
            raise AssertionError(f"no READY line, but {line!r}; {self.wait()}")
        self.endpoint = ready.group(1)
        return self.endpoint

    def is_running(self):
        return self._process.poll() is None

    def send(self, sent=signal.SIGTERM):
        self._process.send_signal(sent)

    def wait(self):
        """Waits for the end. The exit code is that of Popen: -N after signal N."""
        output = self._process.stdout.read()
        code = self._process.wait()
        self._limit.cancel()
        self._errors.seek(0)
        return Ended(code, output, self._errors.read())

    def close(self):
        self._process.kill()
        self._process.wait()
        self._limit.cancel()
        self._process.stdout.close()
        self._errors.close()


class ProcessTestCase(unittest.TestCase):
    """Every test has a folder of its own, and no process outlives its test."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="rockpool-process-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.database = self.path("rockpool.db")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def begin(self, *arguments, **settings):
        """A process that is not waited for."""
        process = Process(self.folder, *arguments, **settings)
        self.addCleanup(process.close)
        return process

    def start(self, *options, **settings):
        """A server that is ready."""
        process = server.Server(*options, **settings)
        self.addCleanup(process.kill)
        return process

    def run_to_end(self, *arguments, **settings):
        """Runs what has to end by itself; a server that starts instead is a failure."""
        process = self.begin(*arguments, **settings)
        line = process.first_line()
        if line.startswith("READY"):
            process.close()
            self.fail(f"rockpool {' '.join(arguments)} started, but had to end by itself")
        ended = process.wait()
        return ended._replace(output=line + ended.output)

    def assert_refuses(self, code, *arguments, **settings):
        """Asserts the exit code and that one sentence, the last line of standard error, says why; returns the sentence."""
        ended = self.run_to_end(*arguments, **settings)
        self.assertEqual(ended.code, code, ended)
        self.assertEqual(ended.output, "")
        lines = ended.errors.splitlines()
        self.assertEqual([line for line in lines if line.startswith("rockpool: ")], lines[-1:], ended.errors)
        self.assertNotEqual(lines[-1:], [], "standard error is empty")
        return lines[-1]

    def taken_port(self):
        """A port of the loopback interface at which this test listens, so that nobody else can."""
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        return listener.getsockname()[1]
