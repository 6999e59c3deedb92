"""An identity provider's web server on the loopback interface, and a port on which nobody answers."""

import http.server
import json
import socket
import threading


class LocalIdp:
    """Serves what `serve` was given, 404 for the rest, and remembers the paths that were asked for. With a context it speaks TLS."""

    def __init__(self, tls_context=None):
        self.asked = []
        self._answers = {}
        idp = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                idp.asked.append(self.path)
                status, content_type, body = idp._answers.get(self.path, (404, "text/plain", b"nothing here"))
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

    def serve(self, path, text, content_type="application/samlmetadata+xml", status=200):
        self._answers[path] = (status, content_type, text if isinstance(text, bytes) else text.encode())
        return self.origin + path

    def serve_discovery(self, issuer_path=""):
        """An OpenID Connect discovery document; returns the issuer."""
        issuer = self.origin + issuer_path
        self.serve(issuer_path + "/.well-known/openid-configuration", json.dumps({
            "issuer": issuer,
            "authorization_endpoint": issuer + "/authorize",
            "token_endpoint": issuer + "/token",
            "userinfo_endpoint": issuer + "/userinfo",
            "jwks_uri": issuer + "/jwks",
        }), "application/json")
        return issuer

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class DeadPort:
    """A port that is taken but not listened on: every connection is refused for as long as this object is open."""

    def __init__(self):
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self):
        self._socket.close()
