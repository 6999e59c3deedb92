"""A web server on the loopback interface that answers only once the test says so: a request stays in flight for as long as it takes."""

import http.server
import threading

LIMIT_SECONDS = 30


class HeldDocument:
    """Serves one text at `url`. `wait_until_asked` returns when somebody waits for it, `release` lets everybody have it."""

    def __init__(self, text):
        self._asked = threading.Event()
        self._released = threading.Event()
        held, body = self, text.encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                held._asked.set()
                held._released.wait(LIMIT_SECONDS)
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/metadata"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def wait_until_asked(self):
        if not self._asked.wait(LIMIT_SECONDS):
            raise AssertionError(f"nobody asked for {self.url}")

    def release(self):
        self._released.set()

    def close(self):
        self.release()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
