"""Sends one step of a case over HTTP and returns the raw answer."""
from __future__ import annotations

import base64
import http.client
import json
import time
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Tuple

import computing
import matching
import templates
import web

TARGET_PREFIX = "AWSCognitoIdentityProviderService."
DEFAULT_HEADERS = {
    "Content-Type": "application/x-amz-json-1.1",
    "X-Amz-Date": "20260101T000000Z",
    "Authorization": "{{credential:AKIAIOSFODNN7EXAMPLE:us-east-1}}",
}
TIMEOUT_SECONDS = 30


class Answer(NamedTuple):
    status: int
    headers: List[Tuple[str, str]]
    body: bytes

    def header(self, name: str) -> Any:
        """The header's value, several of one name joined as HTTP allows; ABSENT if there is none."""
        found = [value for other, value in self.headers if other.lower() == name.lower()]
        return ", ".join(found) if found else matching.ABSENT

    def text(self) -> str:
        return self.body.decode("utf-8", errors="backslashreplace")


class Client:
    """One keep-alive connection, opened at the first exchange and again if the server has closed it."""

    def __init__(self, host: str, port: int):
        self._connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)

    def send(self, step: Mapping[str, Any], variables: Mapping[str, Any]) -> Answer:
        method = step.get("method", "POST")
        body = body_of(step, variables)
        headers = headers_of(step, variables)
        connection = self._connection
        names_host = any(name.lower() == "host" for name in headers)
        connection.putrequest(method, target_of(step, variables), skip_host=names_host, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value.encode("utf-8"))
        if body is not None or method in ("POST", "PUT"):
            connection.putheader("Content-Length", str(len(body or b"")))
        try:
            connection.endheaders(body)
        except (BrokenPipeError, ConnectionResetError):
            # A server may refuse a body before it has read it; its answer is still to be had.
            pass
        response = connection.getresponse()
        answer = Answer(response.status, response.getheaders(), response.read())
        return answer

    def close(self) -> None:
        self._connection.close()


def domain_seconds(host: str, port: int) -> int:
    """What the server's domain clock shows, which `/_rockpool/clock` moves; wall time where the server has no such clock."""
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/_rockpool/clock")
        response = connection.getresponse()
        text = response.read().decode("utf-8")
    finally:
        connection.close()
    if response.status == 404:
        return int(time.time())
    return computing.epoch_of(json.loads(text)["now"])


def target_of(step: Mapping[str, Any], variables: Mapping[str, Any]) -> str:
    path = templates.expand_text(step.get("path", "/"), variables)
    return f"{path}?{web.encode(templates.expand(step['query'], variables))}" if "query" in step else path


def headers_of(step: Mapping[str, Any], variables: Mapping[str, Any]) -> Dict[str, str]:
    """The defaults, the target, and over them what the step says; null takes a default away."""
    headers: Dict[str, Optional[str]] = dict(DEFAULT_HEADERS)
    if "form" in step or "query" in step:
        headers = {"Content-Type": web.FORM_TYPE} if "form" in step else {}
    if "operation" in step:
        headers["X-Amz-Target"] = TARGET_PREFIX + step["operation"]
    for name, value in step.get("headers", {}).items():
        for default in [other for other in headers if other.lower() == name.lower()]:
            del headers[default]
        headers[name] = value
    return {name: templates.expand_text(value, variables) for name, value in headers.items() if value is not None}


def body_of(step: Mapping[str, Any], variables: Mapping[str, Any]) -> Optional[bytes]:
    if "form" in step:
        return web.encode(templates.expand(step["form"], variables)).encode("ascii")
    if "raw" in step:
        return templates.expand_text(step["raw"], variables).encode("utf-8")
    if "base64" in step:
        return base64.b64decode(step["base64"], validate=True)
    if "body" in step:
        return json.dumps(templates.expand(step["body"], variables), ensure_ascii=False).encode("utf-8")
    return None


def differences(expect: Mapping[str, Any], answer: Answer, captured: Mapping[str, Any]) -> List[str]:
    """What of the answer is not as expected. `expect` has its placeholders replaced already."""
    status: Any = matching.Number(str(answer.status)) if isinstance(expect["status"], int) else str(answer.status)
    problems = matching.compare(expect["status"], status, captured, "status")
    if problems:
        return problems  # an error's body and headers differ from a success in everything; the runner shows the answer
    for name, value in expect.get("headers", {}).items():
        problems += matching.compare(value, answer.header(name), captured, f"header {name}")
    if "location" in expect:
        problems += web.location_problems(expect["location"], answer.header("Location"), captured)
    if "text" in expect:
        problems += matching.compare(expect["text"], answer.text(), captured, "text")
    if "body" not in expect and "order" not in expect:
        return problems
    try:
        body = matching.parse(answer.body.decode("utf-8"))
    except ValueError as error:
        return problems + [f"body: not JSON: {error}"]
    if "body" in expect:
        problems += matching.compare(expect["body"], body, captured)
    if "order" in expect:
        problems += matching.order_problems(expect["order"], body)
    return problems


def capture(wanted: Mapping[str, str], answer: Answer) -> Dict[str, Any]:
    """The values at the given paths of the answer, as README.md lists them. LookupError if one is not there."""
    result = {}
    for name, path in wanted.items():
        if path.startswith(("@Location?", "@Location#")):
            value = web.look_up(path[len("@Location"):], answer.header("Location"))
        elif path.startswith("@Set-Cookie/"):
            lines = [line for other, line in answer.headers if other.lower() == "set-cookie"]
            value = web.cookie_value(path.partition("/")[2], lines)
        elif path.startswith("@"):
            value = answer.header(path[1:])
        elif path.startswith("input/"):
            value = web.input_value(path.partition("/")[2], answer.text())
        else:
            value = matching.look_up(matching.parse(answer.text()), path)
        if value is matching.ABSENT:
            raise LookupError(f"the answer has no {path} to capture as {name}")
        result[name] = value
    return result
