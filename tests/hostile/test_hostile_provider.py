"""A provider that means harm: whatever it answers, the person is told in time, and nothing of it gets further than it should."""

import hashlib
import hmac
import json
import threading
import time

from federation_test_case import CLIENT_SECRET, FederationTestCase, values_in
from forging import encode, part, rsa_signer
from hostile_provider import HostileProvider, answer, endless, slow
from oauth_browser import CALLBACK

FAILED = "Exception processing authorization code"
LIMIT_SECONDS = 3
SLOW_LIMIT_SECONDS = 9  # a request has five
METADATA_SERVICE = "http://169.254.169.254/latest/meta-data/"
DEEP = json.loads("[" * 50 + "]" * 50)


def signed_text(payload):
    """Of what json.dumps would not write."""
    text = f"{part({'alg': 'HS256'})}.{encode(payload.encode())}"
    return f"{text}.{encode(hmac.digest(CLIENT_SECRET.encode(), text.encode(), hashlib.sha256))}"


class Answers(FederationTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provider = cls.open_provider("Hostile")

    @classmethod
    def open_provider(cls, name):
        provider = HostileProvider()
        cls.addClassCleanup(provider.close)
        cls.add_provider(name, "OIDC", provider.details(CLIENT_SECRET), AttributeMapping={"email": "email", "name": "name"})
        return provider

    def setUp(self):
        super().setUp()
        self.provider.asked.clear()
        self.provider.says = {"/token": self.provider.tokens(CLIENT_SECRET), "/userinfo": answer({"sub": "ann"}), "/jwks": answer({"keys": []})}
        self.secrets.update({"an-access-token-of-the-provider", "a-code-of-the-provider"})

    def sign_in(self, name="Hostile", limit=LIMIT_SECONDS, tried=None):
        browser = self.new_browser()
        _, state = self.depart(name, browser)
        begun = time.monotonic()
        page = self.come_back({"code": "a-code-of-the-provider", "state": state}, browser)
        self.assertLess(time.monotonic() - begun, limit, tried)
        self.assertLess(page.status, 500, (tried, page))
        self.assertTrue(page.location.startswith(f"{CALLBACK}?"), (tried, page))
        self.assertFalse([c for c in page.location if not "!" <= c <= "~"], tried)
        return page

    def fails(self, error="server_error", text=FAILED, **options):
        self.refused_to_app(self.sign_in(**options), error, text, options.get("tried"))

    def says_tokens(self, **claims):
        self.provider.says["/token"] = self.provider.tokens(CLIENT_SECRET, **claims)

    def test_a_good_one_signs_in(self):
        self.signed_in(self.sign_in())
        self.assertEqual(self.provider.asked, ["/token", "/userinfo"])

    def test_answers_that_are_too_long_are_none(self):
        self.says_tokens(email="x" * 1_000_000)
        self.fails(tried="claims of a megabyte")
        for path in ("/token", "/jwks", "/userinfo"):
            self.setUp()
            self.provider.says[path] = endless
            if path == "/userinfo":
                self.signed_in(self.sign_in(tried=path))
            elif path == "/token":
                self.fails(tried=path)
        self.setUp()
        self.provider.says["/userinfo"] = answer({"sub": "ann", "name": "x" * 200_000})
        page = self.sign_in(tried="a long name")
        self.assertEqual(values_in(page.location)["error"], "invalid_request", page)

    def test_claims_of_odd_types_are_text_or_an_error(self):
        odd = ["", " ", "\0", "a\0b", "\u202eevil", "\u200b", "\ufeff", "\U0001f600", "a\r\nSet-Cookie: a=b", "<script>alert(1)</script>", "x" * 3000,
               0, -1, 1e300, 2**70, True, None, [], {}, [None, {}], {"a": {"b": [1]}}, DEEP, ["x"] * 5000]
        for name in ("email", "name", "sub", "iss", "aud", "exp", "email_verified", "nbf"):
            for value in odd:
                self.says_tokens(**{name: value})
                page = self.sign_in(tried=(name, str(value)[:40]))
                values = values_in(page.location)
                self.assertTrue("code" in values or values["error"] in ("invalid_request", "server_error"), page)
                is_nobody = name == "sub" and (value in ("", None, "\0", "a\0b") or isinstance(value, (bool, list, dict)))
                if name in ("iss", "aud") or (name == "exp" and value not in (1e300, 2**70)) or is_nobody:
                    self.assertNotIn("code", values, (name, value))
        for name in ("iss", "aud", "exp", "sub"):
            self.says_tokens(**{name: ...})
            self.fails(tried=f"no {name}")

    def test_names_that_stand_twice_or_are_deep_are_refused(self):
        claims = json.dumps(self.provider.claims())
        for payload in (claims[:-1] + ', "sub": "eve"}', claims[:-1] + ', "\\u0073ub": "eve"}',
                        claims[:-1] + ', "deep": ' + "[" * 20_000 + "]" * 20_000 + "}", claims + "{}", "[]", "null", "",
                        claims[:-1], claims[:-1] + ', "a\\u0000b": 1}'):
            self.provider.says["/token"] = answer(b'{"access_token": "x", "id_token": "' + signed_text(payload).encode() + b'"}')
            self.fails(tried=payload[-60:])

    def test_a_set_of_ten_thousand_keys_is_read_in_time(self):
        token = rsa_signer.sign({"alg": "RS256", "kid": "mine"}, self.provider.claims())
        for keys in ([{"kty": "RSA"}] * 10_000, [{"kid": "mine"}] * 10_000, [None] * 40_000,
                     [{"kty": "RSA", "kid": "mine", "n": "AQAB", "e": "AQAB"}] * 4000,
                     [{"kty": "RSA", "kid": "mine", "n": "A" * 200_000, "e": "A" * 20_000}],
                     [rsa_signer.public_key(f"k{i}") for i in range(10_000)], {}, "x"):
            self.provider.says.update({"/token": answer({"access_token": "x", "id_token": token}), "/jwks": answer({"keys": keys})})
            self.fails(tried=f"{str(keys)[:60]}")
        self.provider.says["/jwks"] = answer({"keys": [{"kty": "RSA"}] * 9000 + [rsa_signer.public_key("mine")]})
        self.signed_in(self.sign_in())

    def test_slow_answers_end_in_time(self):
        """Each kind at once: they wait for five seconds."""
        cases = {"/token": ("invalid_request", "Timeout occurred in calling IdP token endpoint"),
                 "/jwks": ("invalid_request", "Timeout in calling jwks uri"), "/userinfo": None}
        wrong = []

        def run(path, told, name, provider):
            try:
                token = rsa_signer.sign({"alg": "RS256", "kid": "mine"}, provider.claims())
                good = answer({"access_token": "x", "id_token": token}) if path == "/jwks" else provider.tokens(CLIENT_SECRET)
                provider.says = {"/token": good, "/userinfo": answer({"sub": "ann"}), path: slow}
                page = self.sign_in(name, SLOW_LIMIT_SECONDS, path)
                if told:
                    self.refused_to_app(page, *told, path)
                else:
                    self.signed_in(page)
            except BaseException as error:  # noqa: BLE001  (told by the test's own thread)
                wrong.append(error)

        threads = []
        for number, (path, told) in enumerate(cases.items()):
            name = f"Slow{number}"
            threads.append(threading.Thread(target=run, args=(path, told, name, self.open_provider(name))))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_redirects_lead_to_no_forbidden_place_and_carry_nothing(self):
        token = rsa_signer.sign({"alg": "RS256", "kid": "mine"}, self.provider.claims())
        for place in (METADATA_SERVICE, "http://[fe80::1]/", "http://0.0.0.0/", "file:///etc/passwd", "https://example.com/", "//169.254.169.254/",
                      "http://2852039166/", "http://[::ffff:169.254.169.254]/", "gopher://127.0.0.1/", f"{self.provider.issuer}/elsewhere"):
            moved = answer({}, 302, f"Location: {place}")
            self.setUp()
            self.provider.says.update({"/token": answer({"access_token": "x", "id_token": token}), "/jwks": moved})
            self.fails(tried=place)
            for status in (302, 307, 308):
                self.setUp()
                self.provider.says["/token"] = answer({}, status, f"Location: {place}")
                self.fails("invalid_request", f"Hostile Error - {status} error getting token", tried=place)
                self.assertEqual(self.provider.asked, ["/token"])
            self.setUp()
            self.provider.says["/userinfo"] = moved
            self.signed_in(self.sign_in(tried=place))
            self.assertEqual(self.provider.asked, ["/token", "/userinfo"])

    def test_a_circle_of_redirects_ends(self):
        token = rsa_signer.sign({"alg": "RS256", "kid": "mine"}, self.provider.claims())
        self.provider.says.update({"/token": answer({"access_token": "x", "id_token": token}), "/jwks": answer({}, 302, "Location: /jwks")})
        self.fails()
        self.assertLessEqual(self.provider.asked.count("/jwks"), 21)

    def test_errors_of_the_token_endpoint_are_text(self):
        for told in ("<script>alert(1)</script>", "a&code=evil#x", "\u202e\U0001f600"):
            self.provider.says["/token"] = answer({"error": "x", "error_description": told}, 400)
            self.fails("invalid_request", f"Hostile Error - 400 x {told}", tried=told)
        for body in (b"", b"{", b"\xff" * 1000, b"[" * 100_000, b'{"error": {}, "error_description": []}', b'{"error": "' + b"x" * 200_000 + b'"}',
                     b'{"error": "a\\r\\nSet-Cookie: a=b", "error_description": "\\u0000\\r\\n"}',
                     b'{"error": "x", "error_description": "' + b"y" * 200_000 + b'"}'):
            self.provider.says["/token"] = answer(body, 400)
            page = self.sign_in(tried=body[:40])
            self.assertEqual(values_in(page.location)["error"], "invalid_request", page)
            self.assertLess(len(page.location), 10_000, body[:40])

    def test_what_is_no_http_is_an_error(self):
        for said in (b"", b"\0" * 1000, b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 100_000, b"SSH-2.0-x\r\n",
                     b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", b"HTTP/1.1 999999 X\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
                     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"):
            self.provider.says["/token"] = said
            page = self.sign_in(tried=said[:40])
            self.assertIn("error", values_in(page.location), said[:40])
