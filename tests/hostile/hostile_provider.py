"""An OpenID Connect provider on loopback that answers as a test says, byte by byte if it likes."""

import json
import socket
import threading
import time

from forging import signed_hs256

PAUSE_SECONDS = 0.2


def answer(body, status=200, *fields):
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    head = [f"HTTP/1.1 {status} X", "Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close", *fields, "", ""]
    return "\r\n".join(head).encode() + body


def slow(seconds=12):
    """Never an answer, in pieces of one byte."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
    for _ in range(int(seconds / PAUSE_SECONDS)):
        time.sleep(PAUSE_SECONDS)
        yield b" "


def endless():
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    for _ in range(2000):
        yield b"10000\r\n" + b" " * 65536 + b"\r\n"


class HostileProvider:
    """`says` holds an answer, or what yields its pieces, for each of /token, /jwks and /userinfo; `asked` counts the requests by path."""

    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.issuer = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.says, self.asked = {}, []
        threading.Thread(target=self._serve, daemon=True).start()

    def details(self, secret):
        return {"client_id": "rockpool", "client_secret": secret, "authorize_scopes": "openid", "attributes_request_method": "GET",
                "oidc_issuer": self.issuer, "authorize_url": f"{self.issuer}/authorize", "token_url": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks", "attributes_url": f"{self.issuer}/userinfo"}

    def claims(self, **changed):
        whole = {"iss": self.issuer, "aud": "rockpool", "sub": "ann", "exp": int(time.time()) + 300, "email": "ann@hostile.example", **changed}
        return {name: value for name, value in whole.items() if value is not ...}

    def tokens(self, secret, **changed):
        """The token endpoint's answer, signed with the client secret."""
        token = signed_hs256({"typ": "JWT"}, self.claims(**changed), secret.encode())
        return answer({"access_token": "an-access-token-of-the-provider", "token_type": "Bearer", "id_token": token})

    def close(self):
        self._listener.close()

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        with connection:
            connection.settimeout(20)
            try:
                head = b""
                while b"\r\n\r\n" not in head:
                    piece = connection.recv(65536)
                    if not piece:
                        return
                    head += piece
                path = head.split(b" ", 2)[1].decode().partition("?")[0]
                self.asked.append(path)
                said = self.says.get(path, answer({}, 404))
                for piece in [said] if isinstance(said, bytes) else said():
                    connection.sendall(piece)
            except OSError:
                pass  # the other side has had enough
