"""An identity provider's web server on the loopback interface, and a port on which nobody answers."""

import json
import socket

from loopback_server import LoopbackServer


class LocalIdp(LoopbackServer):
    """Serves what `serve` was given, 404 for the rest, and remembers the paths that were asked for. With a context it speaks TLS."""

    def __init__(self, tls_context=None):
        self.asked = []
        self._answers = {}
        super().__init__(tls_context)

    def answer_to(self, path):
        self.asked.append(path)
        return self._answers.get(path, (404, "text/plain", b"nothing here"))

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


class DeadPort:
    """A port that is taken but not listened on: every connection is refused for as long as this object is open."""

    def __init__(self):
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self):
        self._socket.close()
