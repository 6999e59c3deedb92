"""Tokens that nobody has issued, bent from one that was. Each is (what was done, the token)."""

import base64
import hashlib
import hmac
import json
import os
import random
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "golden"))
import rsa_signer  # noqa: E402  (a key that anybody may have)

CUTS = 40
FLIPS = 60


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def part(value):
    return encode(json.dumps(value, separators=(",", ":")).encode())


def read(token, index):
    return json.loads(decode(token.split(".")[index]))


def _der(tag, content):
    size = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    length = bytes([len(content)]) if len(content) < 128 else bytes([128 + len(size)]) + size
    return bytes([tag]) + length + content


def _der_integer(number):
    return _der(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def public_key_pem(key):
    """SubjectPublicKeyInfo (RFC 5280) of an RSA key of a JWKS, as OpenSSL prints it."""
    numbers = _der(0x30, b"".join(_der_integer(int.from_bytes(decode(key[name]), "big")) for name in ("n", "e")))
    algorithm = _der(0x30, bytes.fromhex("06092a864886f70d0101010500"))
    text = base64.b64encode(_der(0x30, algorithm + _der(3, b"\x00" + numbers))).decode()
    lines = "\n".join(text[at:at + 64] for at in range(0, len(text), 64))
    return f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n"


def signed_hs256(header, claims, key):
    text = f"{part({**header, 'alg': 'HS256'})}.{part(claims)}"
    return f"{text}.{encode(hmac.digest(key, text.encode(), hashlib.sha256))}"


def unsigned(token):
    header, claims = read(token, 0), read(token, 1)
    payload, signature = token.split(".")[1:]
    for name in ("none", "None", "NONE", "nOnE", "", "RS512", "ES256", "PS256", "HS256", None, 0, ["RS256"], {"RS256": True}):
        yield f"alg {name!r}", f"{part({**header, 'alg': name})}.{payload}."
        yield f"alg {name!r} under the true signature", f"{part({**header, 'alg': name})}.{payload}.{signature}"
    yield "no alg", f"{part({'kid': header['kid']})}.{part(claims)}."


def signed_with_the_public_key(token, keys):
    header, claims = read(token, 0), read(token, 1)
    for key in keys:
        pem = public_key_pem(key)
        for what, secret in (("its PEM", pem.encode()), ("its PEM without the last line break", pem.rstrip().encode()), ("n", key["n"].encode()),
                             ("the bytes of n", decode(key["n"])), ("the JWK", json.dumps(key, separators=(",", ":")).encode()), ("nothing", b"")):
            yield f"HS256 with {what}", signed_hs256({**header, "kid": key["kid"]}, claims, secret)


def signed_with_an_own_key(token):
    header, claims = read(token, 0), read(token, 1)
    own = rsa_signer.public_key(header["kid"])
    for what, more in (("under the pool's kid", {}), ("that the header brings along", {"jwk": own}), ("at an address", {"jku": "http://127.0.0.1:1/"}),
                       ("as a certificate", {"x5c": ["MIIB"], "x5u": "http://127.0.0.1:1/"}), ("that is critical", {"crit": ["kid"]})):
        yield f"an own key {what}", rsa_signer.sign({**header, **more}, claims)
    for kid in ("", "../../etc/passwd", "' OR '1'='1", "\x00", "a" * 10_000, None, 1, [header["kid"]], {"kid": header["kid"]}):
        yield f"the kid {str(kid)[:30]!r}", rsa_signer.sign({**header, "kid": kid}, claims)


def cut(token):
    chance = random.Random(len(token))
    header, payload, signature = token.split(".")
    yield "no signature", f"{header}.{payload}."
    yield "two parts", f"{header}.{payload}"
    yield "one part", header
    yield "four parts", f"{token}.{signature}"
    yield "a signature of zeros", f"{header}.{payload}.{encode(bytes(256))}"
    yield "a signature of 255 bytes", f"{header}.{payload}.{encode(decode(signature)[1:])}"
    yield "a longer signature", f"{header}.{payload}.{encode(b'0' + decode(signature))}"
    for _ in range(CUTS):
        at = chance.randrange(1, len(token))
        yield f"cut at {at}", token[:at]
    for _ in range(FLIPS):
        at = chance.randrange(len(token) - 3)  # the last characters have bits that say nothing
        other = chance.choice([letter for letter in "ABCDEFGHabcdefgh0123" if letter != token[at]])
        yield f"another letter at {at}", token[:at] + other + token[at + 1:]


def told_otherwise(token, other):
    """The true signature under other claims; `other` is a token of the same server for somebody else."""
    header, payload, signature = token.split(".")
    claims = read(token, 1)
    for name, value in (("sub", read(other, 1)["sub"]), ("username", "eve"), ("exp", claims["exp"] + 10**6), ("token_use", "id"), ("scope", "openid"),
                        ("client_id", "other"), ("iss", read(other, 1)["iss"])):
        yield f"another {name}", f"{header}.{part({**claims, name: value})}.{signature}"
    yield "another's claims", f"{header}.{other.split('.')[1]}.{signature}"
    yield "another's header and signature", f"{other.split('.')[0]}.{payload}.{other.split('.')[2]}"
    yield "another's token under this kid", f"{header}.{other.split('.')[1]}.{other.split('.')[2]}"
    yield "another's token for this issuer", f"{header}.{part({**read(other, 1), 'iss': claims['iss']})}.{other.split('.')[2]}"
    deep = encode(b"[" * 50_000)
    for what, text in (("a header that is no object", part([1])), ("a header that is no JSON", encode(b"{")), ("a deep header", deep)):
        yield what, f"{text}.{payload}.{signature}"
    yield "claims that are no JSON", f"{header}.{encode(b'{')}.{signature}"
    yield "deep claims", f"{header}.{deep}.{signature}"


def all_of(token, others, keys):
    """`others` are tokens of other users and pools. What comes out as one of the true tokens is left out."""
    tried = [*unsigned(token), *signed_with_the_public_key(token, keys), *signed_with_an_own_key(token), *cut(token)]
    for other in others:
        tried += told_otherwise(token, other)
    return [(what, forged) for what, forged in tried if forged not in (token, *others)]
