"""Calls of /_rockpool, which no SDK knows."""

import json
import urllib.error
import urllib.request

LIMIT_SECONDS = 30
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def call(endpoint, method, path, body=None, **headers):
    """(status, JSON of the answer). `headers` have underscores for hyphens."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(endpoint + path, data=data, method=method)
    if data is not None:
        request.add_header("Content-Type", "application/json")
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    try:
        with _opener.open(request, timeout=LIMIT_SECONDS) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def add_fault(endpoint, operation, error=None, **members):
    """PUT /_rockpool/faults; returns the faults that are there then."""
    fault = {"operation": operation, **({"error": error} if error else {}), **members}
    status, faults = call(endpoint, "PUT", "/_rockpool/faults", fault)
    assert status == 200, faults
    return faults


def reset(endpoint):
    status, answer = call(endpoint, "POST", "/_rockpool/reset")
    assert status == 200, answer
