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
        return _proof(secret_a, _challenge(challenge, "USER_ID_FOR_SRP", variables), "USER_ID_FOR_SRP", pool, password, timestamp)
    if kind == "device":
        secret_a, challenge, group, password, timestamp = _exactly(rest, "a", "CHALLENGE", "GROUP", "PASSWORD", "TIMESTAMP")
        return _proof(secret_a, _challenge(challenge, "DEVICE_KEY", variables), "DEVICE_KEY", _pool_of(group), password, timestamp)
    if kind == "verifier":
        group, key, password, salt = _exactly(rest, "GROUP", "KEY", "PASSWORD", "SALT")
        x = srp.password_key(_pool_of(group), key, password, int.from_bytes(base64.b64decode(salt, validate=True), "big"))
        return base64.b64encode(srp.pad(pow(srp.G, x, srp.N))).decode("ascii")
    raise Wrong(f"srp knows A, signature, device and verifier, not {kind!r}")


def _pool_of(group: str) -> str:
    """A device is a user of its group, as a user is of his pool, whose name is what stands behind the underscore."""
    return "_" + group


def _challenge(name: str, user: str, variables: Mapping[str, Any]) -> Mapping[str, str]:
    sent = variables.get(name)
    names = ("SRP_B", "SALT", "SECRET_BLOCK", user)
    if not isinstance(sent, dict) or not all(isinstance(sent.get(member), str) for member in names):
        raise Wrong(f"{name!r} is no captured object with {', '.join(names)}")
    return sent


def _proof(secret_a: str, sent: Mapping[str, str], of: str, pool: str, password: str, timestamp: str) -> str:
    user = sent[of]
    key = srp.client_key(secret_a, sent["SRP_B"], sent["SALT"], pool, user, password)
    return srp.claim_signature(key, pool, user, sent["SECRET_BLOCK"], timestamp)


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
