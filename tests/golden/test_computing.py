"""The computing placeholders reproduce published vectors and a known SRP exchange, number by number."""
from __future__ import annotations

import base64
import hmac
import json
import unittest

import computing
import loading
import srp
import templates

VECTOR = json.loads((templates.DATA / "srp_vector.json").read_text(encoding="utf-8"))
RFC_6238_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # its 20 bytes in base 32
SIGNATURE = "{{srp:signature,{{a}},challenge,{{pool}},{{password}},{{timestamp}}}}"


def number(name):
    return int(VECTOR[name], 16)


def flow_variables(**changes):
    challenge = {"SRP_B": VECTOR["SRP_B"], "SALT": VECTOR["salt"], "SECRET_BLOCK": VECTOR["SECRET_BLOCK"],
                 "USER_ID_FOR_SRP": VECTOR["user"]}
    return {"a": VECTOR["a"], "challenge": challenge, "pool": VECTOR["poolId"], "password": VECTOR["password"],
            "timestamp": VECTOR["TIMESTAMP"], **changes}


class SrpNumbers(unittest.TestCase):
    def test_the_group_and_its_multiplier(self):
        self.assertEqual((srp.N, srp.G, srp.N.bit_length(), srp.K), (number("N_hex"), VECTOR["g"], VECTOR["N_bits"], number("k")))

    def test_the_verifier(self):
        x = srp.password_key(VECTOR["poolId"], VECTOR["user"], VECTOR["password"], number("salt"))
        self.assertEqual((x, pow(srp.G, x, srp.N)), (number("x"), number("verifier")))

    def test_both_public_values_and_the_scrambling(self):
        public_b = (srp.K * number("verifier") + pow(srp.G, number("b"), srp.N)) % srp.N
        self.assertEqual((int(srp.public_value(VECTOR["a"]), 16), public_b), (number("SRP_A"), number("SRP_B")))
        self.assertEqual(srp.scramble(number("SRP_A"), public_b), number("u"))

    def test_client_and_server_derive_the_key_of_the_vector(self):
        of_client = srp.client_key(VECTOR["a"], VECTOR["SRP_B"], VECTOR["salt"], VECTOR["poolId"], VECTOR["user"], VECTOR["password"])
        shared = pow(number("SRP_A") * pow(number("verifier"), number("u"), srp.N), number("b"), srp.N)
        self.assertEqual([of_client.hex(), srp.derived_key(number("u"), shared).hex()], [VECTOR["hkdf_key"]] * 2)

    def test_numbers_are_padded_as_java_pads_them(self):
        self.assertEqual([srp.pad(n).hex() for n in (0, 1, 0x7F, 0x80, 0x100, 0xFFFF)], ["00", "01", "7f", "0080", "0100", "00ffff"])

    def test_a_b_of_zero_in_the_group_is_refused(self):
        for b in (0, srp.N):
            self.assertRaises(ValueError, srp.client_key, "1", f"{b:x}", "1", "r_p", "u", "p")


class Placeholders(unittest.TestCase):
    def test_srp_a_and_the_signature_are_those_of_the_vector(self):
        self.assertEqual(templates.expand("{{srp:A,{{a}}}}", flow_variables()), VECTOR["SRP_A"])
        self.assertEqual(templates.expand(SIGNATURE, flow_variables()), VECTOR["PASSWORD_CLAIM_SIGNATURE"])

    def test_a_device_proves_its_password_by_the_verifier_that_it_was_confirmed_with(self):
        salt, key, group, a, b = "AQIDBAUGBwgJCgsMDQ4PEA==", "us-east-1_key", "-Group", VECTOR["a"], number("b")
        made = templates.expand(f"{{{{srp:verifier,{group},{key},secret,{salt}}}}}", {})
        verifier = int.from_bytes(base64.b64decode(made), "big")
        public_b = (srp.K * verifier + pow(srp.G, b, srp.N)) % srp.N
        challenge = {"SRP_B": f"{public_b:x}", "SALT": base64.b64decode(salt).hex(), "SECRET_BLOCK": VECTOR["SECRET_BLOCK"], "DEVICE_KEY": key}
        public_a = int(srp.public_value(a), 16)
        u = srp.scramble(public_a, public_b)
        shared = srp.derived_key(u, pow(public_a * pow(verifier, u, srp.N), b, srp.N))
        message = (group + key).encode() + base64.b64decode(VECTOR["SECRET_BLOCK"]) + b"now"
        wanted = base64.b64encode(hmac.digest(shared, message, "sha256")).decode()
        self.assertEqual(templates.expand(f"{{{{srp:device,{a},challenge,{group},secret,now}}}}", {"challenge": challenge}), wanted)
        self.assertNotEqual(templates.expand(f"{{{{srp:device,{a},challenge,{group},other,now}}}}", {"challenge": challenge}), wanted)

    def test_every_part_of_the_signature_counts(self):
        challenge = flow_variables()["challenge"]
        changes = [{"a": "2"}, {"pool": "us-east-1_Abc123XYz"}, {"password": "P2$sword"}, {"timestamp": "Tue Sep 1 00:09:41 UTC 2026"}]
        changes += [{"challenge": {**challenge, name: value}} for name, value in
                    (("SRP_B", "3"), ("SALT", "9f"), ("SECRET_BLOCK", "AAAA"), ("USER_ID_FOR_SRP", "bob"))]
        for change in changes:
            self.assertNotEqual(templates.expand(SIGNATURE, flow_variables(**change)), VECTOR["PASSWORD_CLAIM_SIGNATURE"], change)

    def test_a_comma_in_a_captured_value_separates_nothing(self):
        with_comma = templates.expand(SIGNATURE, flow_variables(password="P2,Sword"))
        self.assertNotEqual(with_comma, VECTOR["PASSWORD_CLAIM_SIGNATURE"])
        self.assertEqual(templates.expand("{{secret_hash:{{u}},c,s}}", {"u": "a,b"}), computing.secret_hash(["a,b", "c", "s"], {}))

    def test_what_a_value_brings_in_is_not_replaced_again(self):
        self.assertEqual(templates.expand("{{repeat:{{u}}:1}}", {"u": "{{never}}"}), "{{never}}")

    def test_an_element_of_a_captured_text(self):
        xml = "<a:Outer><a:Other>no</a:Other><b:Inner at='x'>yes</b:Inner><Inner>later</Inner></a:Outer>"
        self.assertEqual(templates.expand("{{element:xml:Inner}}", {"xml": xml}), "yes")
        for element in ("In", "Outer2", "at"):
            with self.assertRaises(templates.UnknownPlaceholder):
                templates.expand(f"{{{{element:xml:{element}}}}}", {"xml": xml})

    def test_secret_hash_is_that_of_the_vector(self):
        known = VECTOR["secret_hash_example"]
        text = f"{{{{secret_hash:{known['username']},{known['clientId']},{{{{secret}}}}}}}}"
        self.assertEqual(templates.expand(text, {"secret": known["secret"]}), known["value"])

    def test_totp_agrees_with_rfc_6238_appendix_b(self):
        known = {59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037",
                 20000000000: "65353130"}
        for when, code in known.items():
            self.assertEqual(computing.one_time_password(RFC_6238_SECRET, when // 30, 8), code)
            self.assertEqual(templates.expand(f"{{{{totp:{RFC_6238_SECRET},{when}}}}}", {}), code[2:])

    def test_totp_without_a_time_follows_the_servers_clock(self):
        variables = {computing.CLOCK: lambda: 29, "secret": RFC_6238_SECRET.lower()}
        self.assertEqual(templates.expand("{{totp:{{secret}},+30}}", variables), "287082")
        self.assertEqual(templates.expand("{{totp:{{secret}}}}", variables), templates.expand("{{totp:{{secret}},0}}", {**variables}))
        self.assertRaises(templates.UnknownPlaceholder, templates.expand, "{{totp:GEZDGNBV}}", {})

    def test_the_clock_is_read_in_whole_seconds(self):
        self.assertEqual(computing.epoch_of("1970-01-01T00:00:59.999Z"), 59)

    def test_what_cannot_be_computed_is_an_error_of_the_case(self):
        for text in ("{{secret_hash:a,b}}", "{{srp:B,1}}", "{{srp:A}}", "{{srp:A,x}}", "{{srp:A,{{never}}}}", "{{totp:1,59}}",
                     "{{totp:A,B,C}}", "{{srp:signature,1,challenge,r_p,p,t}}"):
            with self.assertRaises(templates.UnknownPlaceholder, msg=text):
                templates.expand(text, {"challenge": {"SRP_B": "1"}})


class Given(unittest.TestCase):
    CASE = {"name": "n", "provenance": "assumed", "source": "s", "steps": [{"operation": "ListUserPools"}]}

    def test_stated_values_are_texts(self):
        self.assertEqual(loading.case_of({**self.CASE, "given": {"a": "11"}}, "f").given, {"a": "11"})
        for given in ({"a": 11}, ["a"], "a"):
            self.assertRaises(loading.Refused, loading.case_of, {**self.CASE, "given": given}, "f")


if __name__ == "__main__":
    unittest.main()
