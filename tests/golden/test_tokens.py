"""The matcher of tokens: what it must see is a claim that is wrong, and a signature that is another's."""
from __future__ import annotations

import unittest

import exchange
import jwt
import loading
import rsa_signer
from matching import ABSENT, Number, compare, look_up, parse

# RFC 7515, appendix A.2.
RFC_TOKEN = (
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4"
    "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqv"
    "hJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
)
RFC_KEY = {
    "kty": "RSA",
    "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRP"
    "EwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5Zw"
    "Kh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
    "e": "AQAB",
}
HEADER = {"kid": "one", "alg": "RS256"}
CLAIMS = {"iss": "https://idp.example", "aud": "client", "iat": 1000, "auth_time": 1000, "exp": 4600, "token_use": "id"}
TOKEN = rsa_signer.sign(HEADER, CLAIMS)
KEYS = {"keys": [rsa_signer.public_key("two"), rsa_signer.public_key("one")]}


class Signatures(unittest.TestCase):
    def test_the_token_of_rfc_7515_is_verified(self):
        token = jwt.take_apart(RFC_TOKEN)
        self.assertEqual(jwt.signature_problem(token, {"alg": "RS256"}, [RFC_KEY]), "")

    def test_a_changed_token_or_another_key_is_not(self):
        changed = [RFC_TOKEN[:at] + ("A" if RFC_TOKEN[at] != "A" else "B") + RFC_TOKEN[at + 1:] for at in (40, 130, -9)]
        for text in changed:
            self.assertTrue(jwt.signature_problem(jwt.take_apart(text), {"alg": "RS256"}, [RFC_KEY]), text)
        other = {**RFC_KEY, "n": RFC_KEY["n"].replace("CuLjy", "CuLky")}
        self.assertTrue(jwt.signature_problem(jwt.take_apart(RFC_TOKEN), {"alg": "RS256"}, [other]))

    def test_only_a_token_that_names_its_key_and_rs256_is_verified(self):
        for header in ({**HEADER, "alg": "none"}, {**HEADER, "alg": "HS256"}, {**HEADER, "kid": "three"}, {"alg": "RS256"}):
            self.assertTrue(compare({"$jwt": {"keys": "keys"}}, rsa_signer.sign(header, CLAIMS), KEYS), header)
        twice = {"keys": KEYS["keys"] + [rsa_signer.public_key("one")]}
        self.assertTrue(compare({"$jwt": {"keys": "keys"}}, TOKEN, twice))

    def test_keys_that_nothing_captured_are_a_difference(self):
        self.assertEqual(compare({"$jwt": {"keys": "keys"}}, TOKEN, KEYS), [])
        self.assertTrue(compare({"$jwt": {"keys": "keys"}}, TOKEN, {}))


class Claims(unittest.TestCase):
    def check(self, wanted, is_good, token=TOKEN):
        self.assertEqual(not compare({"$jwt": wanted}, token, {"client": "client", **KEYS}), is_good, wanted)

    def test_header_and_claims_are_compared_as_any_object(self):
        self.check({"header": HEADER, "claims": CLAIMS, "keys": "keys"}, True)
        self.check({"claims": {"$partial": True, "aud": {"$same": "client"}}}, True)
        self.check({"header": {**HEADER, "typ": "JWT"}}, False)
        self.check({"header": {"alg": "RS256"}}, False)
        self.check({"claims": {"$partial": True, "aud": "other"}}, False)
        self.check({"claims": {"aud": "client"}}, False)

    def test_claims_are_told_relative_to_each_other(self):
        self.check({"claims": {"$partial": True, "exp": {"$plus": ["claims.iat", 3600]}, "auth_time": {"$same": "claims.iat"}}}, True)
        self.check({"claims": {"$partial": True, "exp": {"$plus": ["claims.iat", 3599]}}}, False)
        self.check({"claims": {"$partial": True, "exp": {"$plus": ["claims.nbf", 3600]}}}, False)

    def test_what_is_no_token_is_a_difference(self):
        for text in ("", "a.b", "a.b.c", TOKEN + "=", TOKEN.replace(".", "..", 1), rsa_signer.sign([], CLAIMS), "e30.e30.", None, 1,
                     ABSENT):
            self.check({"claims": {"$any": True}}, False, text)

    def test_a_captured_number_and_seconds(self):
        captured = {"then": Number("10.500")}
        self.assertEqual(compare({"$plus": ["then", 0.25]}, Number("10.75"), captured), [])
        for actual in (Number("10.5"), "10.75", ABSENT):
            self.assertTrue(compare({"$plus": ["then", 0.25]}, actual, captured))


class Capturing(unittest.TestCase):
    def test_a_path_leads_into_a_token(self):
        answer = exchange.Answer(200, [], ('{"IdToken":"' + TOKEN + '"}').encode("ascii"))
        found = exchange.capture({"aud": "IdToken.$claims.aud", "kid": "IdToken.$header.kid", "all": "$"}, answer)
        self.assertEqual(found, {"aud": "client", "kid": "one", "all": {"IdToken": TOKEN}})
        self.assertIs(look_up(parse('{"a":{"b":1}}'), "a.$claims"), ABSENT)
        self.assertRaises(ValueError, exchange.capture, {"a": "a.$claims"}, exchange.Answer(200, [], b'{"a":"b"}'))

    def test_the_order_of_claims_is_seen(self):
        body = '{"IdToken":"' + TOKEN + '"}'
        for order, is_good in ((["iss", "aud"], True), (["aud", "iss"], False)):
            answer = exchange.Answer(200, [], body.encode("ascii"))
            problems = exchange.differences({"status": 200, "order": {"IdToken.$claims": order}}, answer, {})
            self.assertEqual(not problems, is_good, problems)


class Loading(unittest.TestCase):
    def test_a_misspelt_expectation_of_a_token_is_refused(self):
        case = {"name": "n", "provenance": "assumed", "source": "s"}
        for matcher in ({"$jwt": {}}, {"$jwt": {"claim": {}}}, {"$jwt": "keys"}, {"$plus": ["a"]}, {"$plus": ["a", "1"]},
                        {"$plus": ["a", True]}):
            with self.assertRaises(loading.Refused, msg=matcher):
                loading.case_of({**case, "steps": [{"expect": {"status": 200, "body": {"a": matcher}}}]}, "f")


if __name__ == "__main__":
    unittest.main()
