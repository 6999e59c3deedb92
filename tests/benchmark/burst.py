"""Requests that are made before, over several kept connections, so that a server has the next one whenever it is done with one: what a client
in Python computes between two takes as long as they do, and the server would begin each with cold caches."""

import re
import selectors
import socket
import urllib.parse

from oauth_browser import query_of

LIMIT_SECONDS = 30
FORM = "Content-Type: application/x-www-form-urlencoded"


class Answer:
    def __init__(self, head, body):
        self.status = int(head.split(None, 2)[1])
        found = re.search(r"^location: (.*)$", head, re.IGNORECASE | re.MULTILINE)
        self.location, self.body = found.group(1).strip() if found else "", body

    def __repr__(self):
        return f"{self.status} {self.location or self.body[:200]}"


def request_of(url, path, fields=None, cookies=None):
    """The bytes: of a form where there are fields, which may be a dictionary, else of a GET."""
    body = query_of(fields) if fields else ""
    lines = [f"{'POST' if fields else 'GET'} {path} HTTP/1.1", f"Host: {urllib.parse.urlsplit(url).netloc}"]
    if cookies:
        lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()))
    if fields:
        lines += [FORM, f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", body]).encode()


def answers(url, requests, connections):
    """In the order of the requests."""
    place = urllib.parse.urlsplit(url)
    found, waiting = [None] * len(requests), iter(enumerate(requests))
    with selectors.DefaultSelector() as selector:
        for _ in range(min(connections, len(requests))):
            link = socket.create_connection((place.hostname, place.port), LIMIT_SECONDS)
            selector.register(link, selectors.EVENT_READ, _Exchange(link, waiting))
        while selector.get_map():
            ready = selector.select(LIMIT_SECONDS)
            if not ready:
                raise RuntimeError("a request was not answered")
            for key, _ in ready:
                if answer := key.data.read():
                    found[key.data.number] = answer
                    if not key.data.ask_next():
                        selector.unregister(key.fileobj)
                        key.fileobj.close()
    return found


class _Exchange:
    """One connection, with the request that is asked."""

    def __init__(self, link, waiting):
        self._link, self._waiting = link, waiting
        self.ask_next()

    def ask_next(self):
        """False if there is no further one."""
        self.number, request = next(self._waiting, (None, None))
        self._received = b""
        if request:
            self._link.sendall(request)
        return request is not None

    def read(self):
        """The answer; None before it is whole."""
        piece = self._link.recv(65536)
        if not piece:
            raise RuntimeError("the connection ended before the answer")
        self._received += piece
        head, end, body = self._received.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        return Answer(head.decode(), body.decode()) if end and len(body) >= int(length.group(1)) else None
