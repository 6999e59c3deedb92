"""Replaces {{...}} in the strings of a case.

{{name}}                    what an earlier step of the case captured
{{n}}                       the turn of a repeated step: 001, 002, ...
{{file:NAME}}               the text of data/NAME
{{port}}                    the server's, at 127.0.0.1
{{documents}}               address of the runner's document server on loopback
{{arn:NAME}}                of a function of the case
{{repeat:TEXT:COUNT}}       TEXT, COUNT times
{{altered:NAME:POSITION}}   a captured text with the character at that position changed, counted from the end if negative
{{element:NAME:ELEMENT}}    the text of the first element of that local name in a captured XML text
{{credential:KEY:REGION}}   an Authorization header of that access key and region

These compute. Between their commas stand texts or one more placeholder each, as in {{secret_hash:alice,{{client}},{{secret}}}}:

{{secret_hash:USER,CLIENT,SECRET}}                           SECRET_HASH: base64 of HMAC-SHA256 with the client's secret
{{totp:SECRET}}                                              the code of RFC 6238 at the server's domain clock
{{totp:SECRET,+30}}, {{totp:SECRET,59}}                      at so many seconds from there, with a sign; at that epoch second
{{srp:A,a}}                                                  SRP_A of the secret a, both in hexadecimal digits
{{srp:signature,a,CHALLENGE,POOL,PASSWORD,TIMESTAMP}}        PASSWORD_CLAIM_SIGNATURE; CHALLENGE is the name under which the
                                                             ChallengeParameters of PASSWORD_VERIFIER were captured
{{srp:verifier,GROUP,KEY,PASSWORD,SALT}}                     PasswordVerifier of a device, for ConfirmDevice; SALT is base64
{{srp:device,a,CHALLENGE,GROUP,PASSWORD,TIMESTAMP}}          PASSWORD_CLAIM_SIGNATURE of DEVICE_PASSWORD_VERIFIER
"""
from __future__ import annotations

import pathlib
import re
from typing import Any, Mapping

import computing
import matching

DATA = pathlib.Path(__file__).resolve().parent / "data"
INNER = r"\{\{[^{}]+\}\}"
ARN = "arn:"  # among the variables: from a function's name to its ARN
PLACEHOLDER = re.compile(r"\{\{((?:[^{}]|" + INNER + r")+)\}\}")
ARGUMENT = re.compile(r"(?:^|,)((?:[^,{}]|" + INNER + r")*)")


class UnknownPlaceholder(Exception):
    """A case names something that nothing captured, or computes with what does not fit."""


def credential(key: str, region: str) -> str:
    """A well-formed SigV4 header. Its signature is of the right length and proves nothing."""
    return (
        f"AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/cognito-idp/aws4_request, "
        "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=" + "0123456789abcdef" * 4
    )


def expand_text(text: str, variables: Mapping[str, Any]) -> str:
    return PLACEHOLDER.sub(lambda found: _value(found.group(1), variables), text)


def expand(value: Any, variables: Mapping[str, Any]) -> Any:
    """The same JSON value with every string, member names too, replaced."""
    if isinstance(value, str):
        return expand_text(value, variables)
    if isinstance(value, list):
        return [expand(item, variables) for item in value]
    if isinstance(value, dict):
        return {expand_text(name, variables): expand(item, variables) for name, item in value.items()}
    return value


def read_document(name: str, variables: Mapping[str, Any]) -> str:
    """The text of data/NAME. FileNotFoundError for what is not a file below data/."""
    path = (DATA / name).resolve()
    if DATA not in path.parents or not path.is_file():
        raise FileNotFoundError(name)
    return expand_text(path.read_text(encoding="utf-8"), variables)


def _value(name: str, variables: Mapping[str, Any]) -> str:
    kind, colon, rest = name.partition(":")
    if colon and kind in computing.KINDS:
        # Split first: a comma inside a value that a placeholder brings in does not count.
        arguments = [expand_text(text, variables) for text in ARGUMENT.findall(rest)]
        try:
            return computing.value(kind, arguments, variables)
        except computing.Wrong as error:
            raise UnknownPlaceholder(str(error)) from None
    rest = expand_text(rest, variables)
    if kind == "file":
        return read_document(rest, variables)
    if kind == "repeat":
        text, _, count = rest.rpartition(":")
        return text * int(count)
    if kind == "arn" and rest and ARN in variables:
        try:
            return variables[ARN](rest)
        except LookupError as error:
            raise UnknownPlaceholder(str(error)) from None
    if kind == "credential":
        key, _, region = rest.partition(":")
        return credential(key, region)
    if kind == "element":
        captured, _, element = rest.partition(":")
        found = re.search(rf"<(?:\w+:)?{re.escape(element)}(?:\s[^>]*)?>([^<]*)<", _value(captured, variables))
        if not found:
            raise UnknownPlaceholder(f"{captured!r} has no element {element} with text")
        return found.group(1)
    if kind == "altered":
        original, _, position = rest.rpartition(":")
        text, at = list(_value(original, variables)), int(position)
        text[at] = "B" if text[at] == "A" else "A"
        return "".join(text)
    if name not in variables:
        raise UnknownPlaceholder(f"nothing was captured as {name!r}")
    captured = variables[name]
    return matching.json_text(captured) if isinstance(captured, (dict, list)) else str(captured)
