"""Signs tokens for the runner's self-tests, with a key of 1,024 bits that exists for nothing else."""
from __future__ import annotations

import base64
import hashlib
import json
from typing import Any, Mapping

import jwt

N = int(
    "e1252103e43e097f2bae961da18746f828cfd6f41205dcc41f5bfc66a751aba0eaee249cc7f63bc14d5f301762dc20f930eaee9ae0672fb8446c6a9ce5ac54a8"
    "184016ca115919140fc87c2f0775a01c980b3e48efcf82e0f165530f57f5d72eebd0a5515ac85dc268888b5be40a689f9eac85176b09754fde2aebaf54764bed",
    16,
)
PRIVATE = int(
    "78084f7dbfa5c372655b82f4f1352a050bdd2300a4cb3353ec542250a84bc670d84f767d8fae1b55876684413397a08cba23c66a13d16f8392172b0fd2f2f97e"
    "547f662722408946e5c8971ecd610224c7d9b2e00a873383df4cd8388e321c96e258b25e73b74c70f990d0807ea77b28552a22bbd796eabd88e2fc98fa016201",
    16,
)
BYTES = 128


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def public_key(kid: str) -> Mapping[str, str]:
    return {"alg": "RS256", "e": "AQAB", "kid": kid, "kty": "RSA", "n": base64url(N.to_bytes(BYTES, "big")), "use": "sig"}


def sign(header: Any, claims: Any) -> str:
    signed = ".".join(base64url(json.dumps(part).encode("utf-8")) for part in (header, claims))
    tail = b"\x00" + jwt.SHA256_DIGEST_INFO + hashlib.sha256(signed.encode("ascii")).digest()
    padded = b"\x00\x01" + b"\xff" * (BYTES - 2 - len(tail)) + tail
    return signed + "." + base64url(pow(int.from_bytes(padded, "big"), PRIVATE, N).to_bytes(BYTES, "big"))
