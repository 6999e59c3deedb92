"""The client's side of SRP as Cognito has it, in numbers: RFC 5054's 3072-bit group, with SHA-256 and a derived key of 16 bytes.

Public source of the variant: aws-amplify/amplify-js, AuthenticationHelper. data/srp_vector.json is a known answer for all of it.
"""
from __future__ import annotations

import base64
import hashlib
import hmac

# The group is also RFC 3526's number 15.
N = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
    "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
    16,
)
G = 2


def pad(number: int) -> bytes:
    """Whole bytes, and a zero byte before a top bit, as Java's BigInteger writes a positive number."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def digest(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"".join(parts)).digest(), "big")


K = digest(pad(N), pad(G))


def pool_name(pool: str) -> str:
    """Of `us-east-1_Abc` the part behind the underscore."""
    return pool.partition("_")[2]


def password_key(pool: str, user: str, password: str, salt: int) -> int:
    """x, of which the verifier is g^x."""
    inner = hashlib.sha256(f"{pool_name(pool)}{user}:{password}".encode("utf-8")).digest()
    return digest(pad(salt), inner)


def scramble(public_a: int, public_b: int) -> int:
    return digest(pad(public_a), pad(public_b))


def derived_key(scrambling: int, shared: int) -> bytes:
    """HKDF of RFC 5869 with SHA-256, cut to 16 bytes."""
    extracted = hmac.digest(pad(scrambling), pad(shared), "sha256")
    return hmac.digest(extracted, b"Caldera Derived Key\x01", "sha256")[:16]


def claim_signature(key: bytes, pool: str, user: str, secret_block: str, timestamp: str) -> str:
    """PASSWORD_CLAIM_SIGNATURE: what both sides make of the key that they share."""
    block = base64.b64decode(secret_block, validate=True)
    message = (pool_name(pool) + user).encode("utf-8") + block + timestamp.encode("utf-8")
    return base64.b64encode(hmac.digest(key, message, "sha256")).decode("ascii")


def public_value(secret_a: str) -> str:
    """SRP_A in hexadecimal digits, of the secret in hexadecimal digits."""
    return f"{pow(G, int(secret_a, 16), N):x}"


def client_key(secret_a: str, srp_b: str, salt: str, pool: str, user: str, password: str) -> bytes:
    """The derived key from what the server has sent. ValueError for a B that RFC 5054 tells the client to refuse."""
    a, b = int(secret_a, 16), int(srp_b, 16)
    if b % N == 0:
        raise ValueError("SRP_B is zero in the group")
    u = scramble(pow(G, a, N), b)
    x = password_key(pool, user, password, int(salt, 16))
    return derived_key(u, pow(b - K * pow(G, x, N), a + u * x, N))
