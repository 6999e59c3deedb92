"""Starts the server under test and ends it by its own process id."""
from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import tempfile
import threading
from typing import Dict, Optional, Sequence

READY = re.compile(r"READY http://127\.0\.0\.1:([0-9]+)")
START_SECONDS = 30
STOP_SECONDS = 30


class ServerError(Exception):
    """The server did not start or did not stop as it should; the text says what it did."""


class Server:
    """One process on a free port with an in-memory store. It runs from construction to `stop`."""

    def __init__(self, binary: str, options: Sequence[str]):
        self.options = tuple(options)
        self._directory = tempfile.TemporaryDirectory(prefix="rockpool-golden-")
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [binary, "--port", "0", "--database", ":memory:", *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=self._directory.name,
            env=_clean_environment(),
        )
        self._port: "queue.Queue[Optional[int]]" = queue.Queue()
        # A pipe that nobody empties would block a server that prints more than the one line.
        self._reader = threading.Thread(target=self._read_output, daemon=True)
        self._reader.start()
        self.port = self._await_port()

    def stop(self) -> None:
        """SIGTERM, then exit code 0 within STOP_SECONDS. ServerError otherwise; the process is gone in any case."""
        try:
            if self._process.poll() is not None:
                raise ServerError(f"ended by itself with {self._process.returncode}{self._last_words()}")
            self._process.send_signal(signal.SIGTERM)
            try:
                code = self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                raise ServerError(f"still runs {STOP_SECONDS} s after SIGTERM{self._last_words()}") from None
            if code != 0:
                raise ServerError(f"exit code {code} after SIGTERM{self._last_words()}")
        finally:
            self._release()

    def _read_output(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            found = READY.fullmatch(line.decode("utf-8", errors="replace").rstrip("\r\n"))
            if found:
                self._port.put(int(found.group(1)))
        self._port.put(None)

    def _await_port(self) -> int:
        try:
            port = self._port.get(timeout=START_SECONDS)
        except queue.Empty:
            port = None
        if port is None:
            words = self._last_words()
            self._release()
            raise ServerError(f"no line READY http://127.0.0.1:PORT within {START_SECONDS} s{words}")
        return port

    def _last_words(self) -> str:
        self._errors.seek(0)
        text = self._errors.read().decode("utf-8", errors="replace")
        return f"; standard error ends with:\n{text[-2000:]}" if text else "; standard error is empty"

    def _release(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._errors.close()
        self._directory.cleanup()


def _clean_environment() -> Dict[str, str]:
    """Without what would configure the server or an AWS client behind the test's back."""
    return {name: value for name, value in os.environ.items() if name != "PORT" and not name.startswith(("ROCKPOOL_", "AWS_"))}
