"""SRP as a client of Python does it, which boto3 leaves to its users. The numbers are those of the golden cases, tests/golden/srp.py."""

import base64
import datetime
import hashlib
import hmac
import os
import secrets
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "golden"))
import computing  # noqa: E402
import srp  # noqa: E402


def secret_hash(username, client_id, secret):
    return base64.b64encode(hmac.digest(secret.encode(), (username + client_id).encode(), hashlib.sha256)).decode()


def authenticator_code(secret, steps_ahead=0):
    """What an authenticator program shows; wall time, as the server's clock has not been moved."""
    step = int(datetime.datetime.now(datetime.timezone.utc).timestamp()) // computing.TOTP_SECONDS
    return computing.one_time_password(secret, step + steps_ahead, 6)


class Srp:
    """One try. `begin` is what InitiateAuth wants, `prove` what answers its PASSWORD_VERIFIER."""

    def __init__(self, pool_id, password):
        self._pool_id, self._password = pool_id, password
        self._a = secrets.token_hex(128)

    def begin(self):
        return {"SRP_A": srp.public_value(self._a)}

    def prove(self, challenge):
        now = datetime.datetime.now(datetime.timezone.utc)
        timestamp = now.strftime(f"%a %b {now.day} %H:%M:%S UTC %Y")
        user = challenge["USER_ID_FOR_SRP"]
        key = srp.client_key(self._a, challenge["SRP_B"], challenge["SALT"], self._pool_id, user, self._password)
        block = challenge["SECRET_BLOCK"]
        return {"USERNAME": user, "PASSWORD_CLAIM_SECRET_BLOCK": block, "TIMESTAMP": timestamp,
                "PASSWORD_CLAIM_SIGNATURE": srp.claim_signature(key, self._pool_id, user, block, timestamp)}
