"""A passkey in Python (WebAuthn level 3), which answers as rockpool's own authenticator does, or as an attacker would who can sign.

It shares no code with the server, so what both understand of WebAuthn is tested against each other.
"""

import base64
import hashlib
import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

USER_PRESENT, USER_VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40
ES256 = -7


def to_text(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def to_octets(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    size = next(size for size in (1, 2, 4) if number < 1 << 8 * size)
    return bytes([major << 5 | {1: 24, 2: 25, 4: 26}[size]]) + number.to_bytes(size, "big")


def cbor(value):
    """RFC 8949, of what an attestation object has: whole numbers, octets, text and maps."""
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    return _head(5, len(value)) + b"".join(cbor(key) + cbor(item) for key, item in value.items())


class Passkey:
    """Of P-256. What it answers may be changed in any one respect before it is signed."""

    def __init__(self, rp_id="localhost", origin="http://localhost:3000"):
        self.rp_id, self.origin, self.counter = rp_id, origin, 0
        self.credential_id = secrets.token_bytes(32)
        self.key = ec.generate_private_key(ec.SECP256R1())

    def cose_key(self, algorithm=ES256):
        numbers = self.key.public_key().public_numbers()
        return cbor({1: 2, 3: algorithm, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})

    def _client_data(self, kind, challenge, origin, **others):
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin or self.origin, "crossOrigin": False,
                           **others}).encode()

    def _authenticator_data(self, flags, counter, rp_id, credential=b""):
        return hashlib.sha256((rp_id or self.rp_id).encode()).digest() + bytes([flags]) + counter.to_bytes(4, "big") + credential

    def create(self, options, kind="webauthn.create", challenge=None, origin=None, rp_id=None,
               flags=USER_PRESENT | USER_VERIFIED | HAS_CREDENTIAL, algorithm=ES256, credential_id=None, cut=None, form="none",
               client_data=None, **members):
        """RegistrationResponseJSON. `cut`: the octets of the attestation object that are left; `members` replace the answer's own."""
        id_ = credential_id or self.credential_id
        credential = bytes(16) + len(id_).to_bytes(2, "big") + id_ + self.cose_key(algorithm)
        data = self._authenticator_data(flags, 0, rp_id, credential)
        attestation = cbor({"fmt": form, "attStmt": {}, "authData": data})[:cut]
        said = self._client_data(kind, challenge or options["challenge"], origin, **(client_data or {}))
        return {"id": to_text(id_), "rawId": to_text(id_), "type": "public-key", "authenticatorAttachment": "platform",
                "clientExtensionResults": {"credProps": {"rk": True}},
                "response": {"clientDataJSON": to_text(said), "attestationObject": to_text(attestation), "transports": ["internal"]},
                **members}

    def get(self, options, kind="webauthn.get", challenge=None, origin=None, rp_id=None, flags=USER_PRESENT | USER_VERIFIED,
            counter=None, user_handle=None, cut=None, broken=False, client_data=None, **members):
        """AuthenticationResponseJSON, as the text that a challenge is answered with."""
        if counter is None:
            self.counter += 1
            counter = self.counter
        data = self._authenticator_data(flags, counter, rp_id)[:cut]
        said = self._client_data(kind, challenge or options["challenge"], origin, **(client_data or {}))
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        if broken:
            signature = signature[:-1] + bytes([signature[-1] ^ 1])
        response = {"clientDataJSON": to_text(said), "authenticatorData": to_text(data), "signature": to_text(signature)}
        if user_handle is not None:
            response["userHandle"] = user_handle
        return json.dumps({"id": to_text(self.credential_id), "rawId": to_text(self.credential_id), "type": "public-key",
                           "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": response, **members})
