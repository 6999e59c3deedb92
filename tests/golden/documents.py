"""A document server on loopback for what a provider's configuration points at: SAML metadata and OIDC discovery under data/."""
from __future__ import annotations

import http.server
import re
import threading
from typing import Any

import templates


CERTIFIED = re.compile(r"/certified/(?P<certificate>[A-Za-z0-9+/=]+)/(?P<name>[\w.]+)")
BREAKS = "/breaks"


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the name that the base class calls
        certified = CERTIFIED.fullmatch(self.path)
        if certified:
            self._serve(certified["name"], certificate=certified["certificate"])
        else:
            self._serve(self.path.lstrip("/"))

    def do_POST(self) -> None:  # the name that the base class calls
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path != BREAKS:  # of which the connection ends without an answer
            self._serve("posted" + self.path)

    def _serve(self, name: str, **variables: str) -> None:
        base = f"http://127.0.0.1:{self.server.server_address[1]}"
        try:
            text = templates.read_document(name, {"documents": base, **variables})
            status, content = 200, text.encode("utf-8")
        except FileNotFoundError:
            status, content = 404, b"no such document"
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if content.startswith(b"{") else "application/xml")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: Any) -> None:
        """Silent: standard error belongs to the runner's report."""


class DocumentServer:
    """Serves from construction to `stop`."""

    def __init__(self) -> None:
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
