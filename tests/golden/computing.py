"""The placeholders that compute: each is a function of its arguments, which are texts whose own placeholders are replaced already."""
from __future__ import annotations

import base64
import datetime
import hmac
from typing import Any, Callable, Dict, Mapping, Sequence

import srp

CLOCK = "@clock"  # the variable that holds a function: the server's domain clock in epoch seconds
TOTP_SECONDS = 30


class Wrong(Exception):
    """The arguments do not fit; the text says what is wanted."""


def secret_hash(arguments: Sequence[str], _variables: Mapping[str, Any]) -> str:
    user, client, secret = _exactly(arguments, "USER", "CLIENT", "SECRET")
    return base64.b64encode(hmac.digest(secret.encode("utf-8"), (user + client).encode("utf-8"), "sha256")).decode("ascii")


def totp(arguments: Sequence[str], variables: Mapping[str, Any]) -> str:
    """RFC 6238 as authenticator programs do it: SHA-1, 30 s, 6 digits, the secret in base 32."""
    secret, when = _exactly(arguments if len(arguments) != 1 else [*arguments, "+0"], "SECRET", "TIME")
    seconds = int(when)
    if when[:1] in ("+", "-"):
        if CLOCK not in variables:
            raise Wrong("no server's clock is known here")
        seconds += int(variables[CLOCK]())
    return one_time_password(secret, seconds // TOTP_SECONDS, 6)


def one_time_password(secret: str, step: int, digits: int) -> str:
    """RFC 4226, section 5.3. Base 32 comes without its padding, as in an otpauth URI."""
    padded = secret.upper() + "=" * (-len(secret) % 8)
    code = hmac.digest(base64.b32decode(padded), step.to_bytes(8, "big"), "sha1")
    at = code[-1] & 15
    return str((int.from_bytes(code[at:at + 4], "big") & 0x7FFFFFFF) % 10**digits).zfill(digits)


def srp_values(arguments: Sequence[str], variables: Mapping[str, Any]) -> str:
    kind, *rest = arguments
    if kind == "A":
        (secret_a,) = _exactly(rest, "a")
        return srp.public_value(secret_a)
    if kind == "signature":
        secret_a, challenge, pool, password, timestamp = _exactly(rest, "a", "CHALLENGE", "POOL", "PASSWORD", "TIMESTAMP")
        sent = variables.get(challenge)
        names = ("SRP_B", "SALT", "SECRET_BLOCK", "USER_ID_FOR_SRP")
        if not isinstance(sent, dict) or not all(isinstance(sent.get(name), str) for name in names):
            raise Wrong(f"{challenge!r} is no captured object with {', '.join(names)}")
        user = sent["USER_ID_FOR_SRP"]
        key = srp.client_key(secret_a, sent["SRP_B"], sent["SALT"], pool, user, password)
        return srp.claim_signature(key, pool, user, sent["SECRET_BLOCK"], timestamp)
    raise Wrong(f"srp knows A and signature, not {kind!r}")


def epoch_of(iso: str) -> int:
    """Whole seconds of a time like 2026-11-22T02:38:54.123Z."""
    return int(datetime.datetime.fromisoformat(iso.replace("Z", "+00:00")).timestamp())


def _exactly(arguments: Sequence[str], *names: str) -> Sequence[str]:
    if len(arguments) != len(names):
        raise Wrong(f"wanted are {', '.join(names)}; got {len(arguments)} arguments")
    return arguments


KINDS: Dict[str, Callable[[Sequence[str], Mapping[str, Any]], str]] = {"secret_hash": secret_hash, "srp": srp_values, "totp": totp}


def value(kind: str, arguments: Sequence[str], variables: Mapping[str, Any]) -> str:
    """Wrong if the arguments do not fit, whatever does not about them."""
    try:
        return KINDS[kind](arguments, variables)
    except Wrong as error:
        raise Wrong(f"{kind}: {error}") from None
    except ValueError as error:  # not a number, not base 64
        raise Wrong(f"{kind}: {error}") from None
