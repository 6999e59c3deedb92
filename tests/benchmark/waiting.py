"""Calls that wait for a server that never answers, and those beside them that need nothing of it."""

import contextlib
import selectors
import socket
import urllib.parse

import judge
import latency
import provider

WAITING = 64
TIMES = 20
GOAL_MS = 50


def bytes_of(request):
    _, path, headers, body = request
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def silent_issuer(stack):
    """A listener that takes connections and says nothing."""
    return stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=WAITING))


def ask(stack, server, pool, issuer):
    """WAITING calls that need the issuer's discovery document, each on its connection."""
    connections = []
    for number in range(WAITING):
        connection = stack.enter_context(socket.create_connection(("127.0.0.1", urllib.parse.urlsplit(server.url).port)))
        details = {"client_id": "id", "client_secret": "secret", "attributes_request_method": "GET", "authorize_scopes": "openid",
                   "oidc_issuer": f"http://127.0.0.1:{issuer.getsockname()[1]}/{number}"}
        connection.sendall(bytes_of(latency.request_of("CreateIdentityProvider", {
            "UserPoolId": pool, "ProviderName": f"silent{number}", "ProviderType": "OIDC", "ProviderDetails": details})))
        connections.append(connection)
    return connections


def answered(connections):
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection, selectors.EVENT_READ)
        return len(selector.select(0))


def take(stack, issuer, count):
    """Waits until the issuer has been asked that often."""
    issuer.settimeout(5)
    for _ in range(count):
        stack.enter_context(issuer.accept()[0])


def checks(bench):
    server = bench.rockpool("waiting.db")
    pool = provider.make_pool(server)
    certificate = latency.request_of("GetSigningCertificate", {"UserPoolId": pool})
    # The reset comes last: it takes the pool away.
    rows = [("GetSigningCertificate", certificate), ("GET /health", latency.HEALTH), ("POST /_rockpool/reset", latency.RESET)]
    latency.each_ms(server, certificate, 1)  # makes it
    with contextlib.ExitStack() as stack:
        issuer = silent_issuer(stack)
        connections = ask(stack, server, pool, issuer)
        take(stack, issuer, WAITING)
        measured = [(name, latency.each_ms(server, request, TIMES)) for name, request in rows]
        gone = answered(connections)
        stack.pop_all().close()
    for name, took in measured:
        yield judge.within(f"{name}, worst beside {WAITING} that wait", GOAL_MS, max(took), latency.spread(took))
    if gone:
        raise RuntimeError(f"{gone} of {WAITING} calls that should have waited all the while were answered before the end")
