"""Talks to a server without an SDK, so that the bytes of requests and answers are the test's own."""

import http.client
import json
import socket
import urllib.parse
from typing import NamedTuple

TARGET = "AWSCognitoIdentityProviderService"
LIMIT_SECONDS = 30


class Answer(NamedTuple):
    status: int
    text: str

    def json(self):
        return json.loads(self.text) if self.text else None


def send(endpoint, method, path, body=b"", headers=None):
    """One request on a connection of its own."""
    address = urllib.parse.urlsplit(endpoint)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=LIMIT_SECONDS)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        return Answer(answer.status, answer.read().decode())
    finally:
        connection.close()


def post(endpoint, operation, text, headers=None):
    """An API call whose body is the text, whatever that is."""
    return send(endpoint, "POST", "/", text.encode(), {
        "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"{TARGET}.{operation}", **(headers or {})})


def call(endpoint, operation, **request):
    """An API call that has to succeed; returns the answer's document."""
    answer = post(endpoint, operation, json.dumps(request))
    if answer.status != 200:
        raise AssertionError(f"{operation} was answered with {answer}")
    return answer.json()


def send_bytes(endpoint, sent):
    """Sends bytes that need not be HTTP and returns all that comes back until the server closes."""
    address = urllib.parse.urlsplit(endpoint)
    with socket.create_connection((address.hostname, address.port), timeout=LIMIT_SECONDS) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while part := connection.recv(65536):
            received += part
    return received.decode()
