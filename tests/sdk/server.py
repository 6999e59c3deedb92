"""Owns one rockpool process: starts the binary, waits until it is ready and ends it by its own pid.

It sends no requests; that is what the clients under test are for.
"""

import os
import queue
import re
import shutil
import signal
import subprocess
import tempfile
import threading

START_LIMIT_SECONDS = 30
STOP_LIMIT_SECONDS = 30
READY_LINE = re.compile(r"READY (http://127\.0\.0\.1:[1-9][0-9]*)")

# (command line, standard error) of every process that has ended; the runner prints them when a test has failed.
ended_logs = []


class ServerError(AssertionError):
    """The process did not start, did not stop or did not exit as promised."""


def binary_path():
    path = os.environ.get("TEST_ROCKPOOL_BINARY", "")
    if not path:
        raise ServerError("TEST_ROCKPOOL_BINARY is not set: it must be the path of the rockpool binary")
    path = os.path.abspath(path)
    if not os.access(path, os.X_OK):
        raise ServerError(f"TEST_ROCKPOOL_BINARY is no executable file: {path}")
    return path


def clean_environment():
    """The caller's environment without what rockpool would read as an option."""
    return {name: value for name, value in os.environ.items() if name != "PORT" and not name.startswith("ROCKPOOL_")}


class Server:
    """A running rockpool. `endpoint` is its URL, `pid` its process id."""

    def __init__(self, *options, database=":memory:"):
        # Its own folder: a rockpool.db or a configuration that lies about in the caller's folder plays no part.
        self._folder = tempfile.mkdtemp(prefix="rockpool-sdk-")
        self._log_path = os.path.join(self._folder, "standard-error.log")
        self._command = [binary_path(), "--port", "0", "--database", database, *options]
        self._lines = queue.Queue()
        self.output = []
        with open(self._log_path, "wb") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                cwd=self._folder, env=clean_environment(), text=True)
        self.pid = self._process.pid
        self._reader = threading.Thread(target=self._read_output, daemon=True)
        self._reader.start()
        try:
            self.endpoint = self._wait_until_ready()
        except BaseException:
            self.kill()
            raise

    def _read_output(self):
        for line in self._process.stdout:
            self.output.append(line.rstrip("\n"))
            self._lines.put(line)
        self._lines.put(None)

    def _wait_until_ready(self):
        try:
            line = self._lines.get(timeout=START_LIMIT_SECONDS)
        except queue.Empty:
            raise self._error(f"printed no READY line within {START_LIMIT_SECONDS} s") from None
        if line is None:
            raise self._error(f"ended with exit code {self._process.wait()} before it was ready")
        ready = READY_LINE.fullmatch(line.rstrip("\n"))
        if not ready:
            raise self._error(f"began its standard output with {line!r} instead of READY and a URL")
        return ready.group(1)

    def stop(self, sent=signal.SIGTERM):
        """Asks the process to end; fails unless it then exits with 0."""
        if self.exit_code() is not None:
            error = self._error(f"had already ended by itself, with exit code {self.exit_code()}")
            self._finish()
            raise error
        self._process.send_signal(sent)
        try:
            code = self._process.wait(timeout=STOP_LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            error = self._error(f"was still running {STOP_LIMIT_SECONDS} s after {signal.Signals(sent).name}")
            self.kill()
            raise error from None
        error = None if code == 0 else self._error(f"exited with {code} after {signal.Signals(sent).name}")
        self._finish()
        if error:
            raise error

    def kill(self):
        """Ends the process as a crash would, with no chance to tidy up. Nothing happens to one that has ended, so any test may clean up so."""
        self._process.kill()
        self._process.wait()
        self._finish()

    def exit_code(self):
        """None while it runs."""
        return self._process.poll()

    def log(self):
        with open(self._log_path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def _finish(self):
        self._reader.join(timeout=STOP_LIMIT_SECONDS)
        self._process.stdout.close()
        if os.path.isdir(self._folder):
            ended_logs.append((" ".join(self._command), self.log()))
            shutil.rmtree(self._folder)

    def _error(self, what):
        return ServerError(f"`{' '.join(self._command)}` {what}\n--- its standard error:\n{self.log()}")
