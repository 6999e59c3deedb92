"""A sign-in of several steps against a server that is made for it: what the runner computes is verified by the other side's formulas.

No rockpool takes part: this is about the runner, whose flows would prove nothing if a wrong proof passed.
"""
from __future__ import annotations

import copy
import http.server
import json
import threading
import unittest
import unittest.mock

import computing
import loading
import rsa_signer
import running
import srp
import test_computing

VECTOR = test_computing.VECTOR
POOL, USER = VECTOR["poolId"], VECTOR["user"]
NOW = "1970-01-01T00:00:59.500Z"


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):  # the name that the base class calls
        if self.path == "/late":
            self.server.asked += 1
            self.answer(200 if self.server.asked == 3 else 404, {})
            return
        bodies = {"/_rockpool/clock": {"now": NOW}, f"/{POOL}/.well-known/jwks.json": {"keys": [rsa_signer.public_key("one")]}}
        self.answer(200 if self.path in bodies else 404, bodies.get(self.path, {}))

    def do_POST(self):  # the name that the base class calls
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["X-Amz-Target"].endswith(".InitiateAuth"):
            self.server.public_a = int(request["AuthParameters"]["SRP_A"], 16)
            wanted = computing.secret_hash([USER, "client", "secret"], {})
            if request["AuthParameters"]["SECRET_HASH"] != wanted:
                self.answer(400, {"message": "the hash is wrong"})
                return
            parameters = {"SRP_B": VECTOR["SRP_B"], "SALT": VECTOR["salt"], "SECRET_BLOCK": VECTOR["SECRET_BLOCK"], "USER_ID_FOR_SRP": USER}
            self.answer(200, {"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": parameters})
            return
        responses = request["ChallengeResponses"]
        verifier, b = int(VECTOR["verifier"], 16), int(VECTOR["b"], 16)
        u = srp.scramble(self.server.public_a, int(VECTOR["SRP_B"], 16))
        key = srp.derived_key(u, pow(self.server.public_a * pow(verifier, u, srp.N), b, srp.N))
        wanted = srp.claim_signature(key, POOL, USER, responses["PASSWORD_CLAIM_SECRET_BLOCK"], responses["TIMESTAMP"])
        if responses["PASSWORD_CLAIM_SIGNATURE"] != wanted or responses["CODE"] != "287082":
            self.answer(400, {"message": "the proof is wrong"})
            return
        token = rsa_signer.sign({"kid": "one", "alg": "RS256"}, {"iss": POOL, "aud": "client", "iat": 59, "exp": 3659})
        self.answer(200, {"AuthenticationResult": {"IdToken": token}})

    def answer(self, status, body):
        content = json.dumps(body).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments):
        """Silent: standard error belongs to the runner's report."""


CASE = {
    "name": "n", "provenance": "assumed", "source": "s",
    "given": {"a": VECTOR["a"], "password": VECTOR["password"], "timestamp": VECTOR["TIMESTAMP"], "totp": test_computing.RFC_6238_SECRET,
              "secret": "secret"},
    "steps": [
        {"method": "GET", "path": f"/{POOL}/.well-known/jwks.json", "capture": {"keys": "keys"}},
        {"operation": "InitiateAuth",
         "body": {"AuthParameters": {"SRP_A": "{{srp:A,{{a}}}}", "SECRET_HASH": "{{secret_hash:alice,client,{{secret}}}}"}},
         "capture": {"challenge": "ChallengeParameters", "block": "ChallengeParameters.SECRET_BLOCK"}},
        {"operation": "RespondToAuthChallenge",
         "body": {"ChallengeResponses": {
             "PASSWORD_CLAIM_SIGNATURE": f"{{{{srp:signature,{{{{a}}}},challenge,{POOL},{{{{password}}}},{{{{timestamp}}}}}}}}",
             "PASSWORD_CLAIM_SECRET_BLOCK": "{{block}}", "TIMESTAMP": "{{timestamp}}", "CODE": "{{totp:{{totp}}}}"}},
         "expect": {"status": 200, "body": {"AuthenticationResult": {"IdToken": {"$jwt": {
             "keys": "keys", "header": {"kid": "one", "alg": "RS256"},
             "claims": {"$partial": True, "iss": POOL, "exp": {"$plus": ["claims.iat", 3600]}}}}}}},
         "capture": {"aud": "AuthenticationResult.IdToken.$claims.aud"}},
        {"method": "GET", "path": "/{{aud}}", "expect": {"status": 404}},
    ],
}


class Flow(unittest.TestCase):
    def setUp(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.server.asked = 0
        thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)  # seconds between looks for an end
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def run_case(self, case):
        return running.run_case(loading.case_of(case, "f"), self.server.server_address[1], "http://127.0.0.1:0")

    def test_a_sign_in_is_run_from_the_first_step_to_the_last(self):
        self.assertEqual(self.run_case(copy.deepcopy(CASE)), "")

    def test_a_wrong_password_code_or_secret_is_refused_by_the_other_side(self):
        for name, value in (("password", "P2$sword"), ("totp", "GEZDGNBV"), ("secret", "other"), ("a", "2")):
            case = copy.deepcopy(CASE)
            case["given"][name] = value
            if name == "a":  # a proof with another secret than the one behind SRP_A
                case["steps"][1]["body"]["AuthParameters"]["SRP_A"] = "{{srp:A,3}}"
            self.assertIn("is wrong", self.run_case(case), name)

    def test_what_is_awaited_is_sent_until_it_is_answered_as_expected(self):
        late = {"method": "GET", "path": "/late"}
        case = {**CASE, "steps": [{**late, "awaited": True}, {**late, "expect": {"status": 404}}]}
        self.assertEqual(self.run_case(copy.deepcopy(case)), "")
        self.assertEqual(self.server.asked, 4)
        with unittest.mock.patch.object(running, "AWAITED_SECONDS", 0.1):
            self.assertIn("step 1 (GET /late)", self.run_case(copy.deepcopy(case)))

    def test_a_wrong_claim_is_seen(self):
        case = copy.deepcopy(CASE)
        case["steps"][2]["expect"]["body"]["AuthenticationResult"]["IdToken"]["$jwt"]["claims"]["exp"] = {"$plus": ["claims.iat", 60]}
        self.assertIn("$.AuthenticationResult.IdToken.$claims.exp", self.run_case(case))


if __name__ == "__main__":
    unittest.main()
