"""Takes a JSON Web Token apart and checks its RS256 signature with a key of a JWKS: RFC 7515, 7517 and RFC 8017, section 8.2.2."""
from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import Any, Mapping, NamedTuple, Sequence

# Base 64 for URLs, without padding.
TOKEN = re.compile(r"([\w-]+)\.([\w-]+)\.([\w-]+)", re.ASCII)
SHA256_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


class Token(NamedTuple):
    header: str
    claims: str
    signed: bytes
    signature: bytes


def take_apart(text: Any) -> Token:
    """Header and claims as JSON text. ValueError for what is no signed token."""
    found = TOKEN.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise ValueError("not three parts in base64url")
    header, claims, signature = (_bytes(part) for part in found.groups())
    return Token(header.decode("utf-8"), claims.decode("utf-8"), text.rpartition(".")[0].encode("ascii"), signature)


def signature_problem(token: Token, header: Mapping[str, Any], keys: Sequence[Any]) -> str:
    """Empty if the one key of the set that the header names has signed it."""
    if header.get("alg") != "RS256":
        return f"its alg is {header.get('alg')!r}, which is not RS256"
    named = [key for key in keys if isinstance(key, dict) and key.get("kid") == header.get("kid")]
    if len(named) != 1:
        return f"{len(named)} keys of the set have its kid {header.get('kid')!r}"
    key = named[0]
    if key.get("kty") != "RSA" or not all(isinstance(key.get(part), str) for part in ("n", "e")):
        return "the key that its kid names is no RSA key"
    n, e = (int.from_bytes(_bytes(key[part]), "big") for part in ("n", "e"))
    return "" if _is_signed(token, n, e) else "its signature is not by the key that its kid names"


def _is_signed(token: Token, n: int, e: int) -> bool:
    length = (n.bit_length() + 7) // 8
    number = int.from_bytes(token.signature, "big")
    if len(token.signature) != length or number >= n:
        return False
    tail = b"\x00" + SHA256_DIGEST_INFO + hashlib.sha256(token.signed).digest()
    wanted = b"\x00\x01" + b"\xff" * (length - 2 - len(tail)) + tail
    return hmac.compare_digest(pow(number, e, n).to_bytes(length, "big"), wanted)


def _bytes(part: str) -> bytes:
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
