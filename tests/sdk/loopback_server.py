"""A web server on the loopback interface for as long as a test wants it."""

import http.server
import threading


class LoopbackServer:
    """Answers each GET with what `answer_to` says of its path. With a context it speaks TLS."""

    def __init__(self, tls_context=None):
        answer_to = self.answer_to

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                status, content_type, body = answer_to(self.path)
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self.origin = f"{'https' if tls_context else 'http'}://127.0.0.1:{self.port}"
        if tls_context:
            self._server.socket = tls_context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def answer_to(self, path):
        """(status, content type, bytes of the body). Called on a thread of the request's own."""
        raise NotImplementedError

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
