"""What an attack is, and the well-formed requests that attacks are bent from."""

import json

TARGET = "AWSCognitoIdentityProviderService."
SMUGGLED = "smuggled"


class Attack:
    """Bytes, and which answers are right. Several statuses may come in turn; with `silent` none has to come.

    `vanishes`: the client is gone before any answer. `error`: the type of all answers that are none of success.
    """

    def __init__(self, data, *statuses, error=None, silent=False, vanishes=False):
        self.data, self.statuses, self.error, self.silent, self.vanishes = data, set(statuses), error, silent, vanishes

    def problem(self, answers):
        """None, or what is wrong with the answers."""
        if not answers and not self.silent:
            return "no answer"
        for answer in answers:
            if answer.status not in self.statuses:
                return f"answered {answers}, expected {sorted(self.statuses)}"
            if answer.status >= 400 and self.error not in (None, answer.error):
                return f"answered {answers}, expected {self.error}"
            if answer.status >= 400 and not answer.error:
                return f"an error without a type: {answer.body!r:.200}"
        return None


def broken_http(data, **options):
    """No HTTP/1.1 request, as a whole or from some point on."""
    return Attack(data, 400, error="BadRequestException", **options)


def head(operation, *fields):
    lines = ["POST / HTTP/1.1", "Host: localhost", "Content-Type: application/x-amz-json-1.1", f"X-Amz-Target: {TARGET}{operation}"]
    return "\r\n".join([*lines, *fields, "", ""]).encode("utf-8", "surrogateescape")


def call(operation, body, *fields):
    """A well-framed request; `body` is bytes, text or what json.dumps takes."""
    if not isinstance(body, (bytes, str)):
        body = json.dumps(body)
    if isinstance(body, str):
        body = body.encode("utf-8")
    return head(operation, f"Content-Length: {len(body)}", *fields) + body


def smuggled_call():
    """What must never be taken for a request of its own: it would leave a pool behind."""
    return call("CreateUserPool", {"PoolName": SMUGGLED})
