"""A web server on the loopback interface that answers only once the test says so: a request stays in flight for as long as it takes."""

import threading

from loopback_server import LoopbackServer

LIMIT_SECONDS = 30


class HeldDocument(LoopbackServer):
    """Serves one text at `url`. `wait_until_asked` returns when somebody waits for it, `release` lets everybody have it."""

    def __init__(self, text):
        self._asked = threading.Event()
        self._released = threading.Event()
        self._body = text.encode()
        super().__init__()
        self.url = f"{self.origin}/metadata"

    def answer_to(self, _):
        self._asked.set()
        self._released.wait(LIMIT_SECONDS)
        return 200, "application/samlmetadata+xml", self._body

    def wait_until_asked(self):
        if not self._asked.wait(LIMIT_SECONDS):
            raise AssertionError(f"nobody asked for {self.url}")

    def release(self):
        self._released.set()

    def close(self):
        self.release()
        super().close()
