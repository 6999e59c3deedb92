"""Queries and forms that no browser sends: repeated, overlong, broken, of the wrong kind, smuggled, and drawn by chance."""

import random
import time
import urllib.parse

from attack import SMUGGLED, smuggled_call
from oauth_browser import CALLBACK, query_of
from oauth_test_case import OAuthTestCase
from sign_in_client import PASSWORD
from wire import cpu_seconds, exchange, resident_kib

RANDOM_QUERIES = 10_000
AT_ONCE = 100
SEED = 20260103
MOST_GROWTH_KIB = 24 * 1024
MOST_CPU_SECONDS = 30  # for all random queries: 3 ms for each
LIMIT_SECONDS = 5      # for one attack, on a busy machine
FORM = "application/x-www-form-urlencoded"
LONG = 30_000
ONCE = ["client_id", "redirect_uri", "response_type", "state", "scope", "nonce", "code_challenge", "code_challenge_method", "identity_provider",
        "login_hint", "prompt", "lang"]
VALUES = ["", "code", "token", "code token", "none", "login", "openid", "aws.cognito.signin.user.admin", "*", "S256", "plain", "COGNITO", "Google",
          "\0", "\r\n", "\u00e4", "\U0001f600", "\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe", "a" * 5000, "-1", "99999999999999999999", "true",
          "[]", "{}", "null", "../../etc/passwd", "' OR 1=1 --", "<script>alert(1)</script>", "{{XSRF}}", "${x}", "%s%n", "us-east-1_none",
          CALLBACK, "https://evil.example", "//evil.example", " ", "+", "openid  email", " openid", "a&b=c", "#", "?"]
PATHS = ["/login", "/signup", "/confirm", "/resendcode", "/forgotPassword", "/confirmforgotPassword", "/changePassword", "/mfa", "/mfa/select",
         "/mfa/register/options", "/mfa/register/totp", "/mfa/register/email", "/oauth2/token", "/oauth2/revoke", "/oauth2/userInfo",
         "/oauth2/register"]


class Requests(OAuthTestCase):
    def raw(self, method, target, *fields, body=b""):
        head = "\r\n".join([f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", *fields, "", ""])
        return exchange(self.port, head.encode("latin-1") + body)

    def timed_post(self, path, body, **fields):
        began = time.monotonic()
        page = self.new_browser().ask("POST", path, body, {"Content-Type": FORM, **fields})
        self.assertLess(time.monotonic() - began, LIMIT_SECONDS, f"{path}, {body[:100]}")
        return page


class Queries(Requests):
    def test_what_may_be_said_once_is_refused_twice_even_if_both_are_the_same(self):
        good = {"client_id": self.app, "response_type": "code", "redirect_uri": CALLBACK, "state": "s", "scope": "openid", "nonce": "n",
                "code_challenge": "a" * 43, "code_challenge_method": "S256", "identity_provider": "COGNITO", "login_hint": "a", "prompt": "login",
                "lang": "en"}
        self.assertTrue(self.browser.get(f"/oauth2/authorize?{query_of(good)}").location.startswith(f"{self.server.endpoint}/login?"))
        for name in ONCE:
            for second in (good[name], "other"):
                for pairs in ([*good.items(), (name, second)], [(name, second), *good.items()]):
                    page = self.browser.get(f"/oauth2/authorize?{query_of(pairs)}")
                    self.assertEqual((page.status, page.error), (302, "invalid_request"), f"{name} twice: {page}")
                    place = f"{self.server.endpoint}/error?" if name in ("client_id", "redirect_uri") else f"{CALLBACK}?"
                    self.assertTrue(page.location.startswith(place), f"{name} twice: {page}")

    def test_overlong_ones_are_refused_or_passed_over(self):
        for name in [*ONCE, "resource", "unknown", "max_age", "ui_locales", "idp_identifier"]:
            for size in (129, 2049, LONG):
                page = self.browser.get("/oauth2/authorize?" + self.query(**{name: "a" * size}))
                self.assertEqual(page.status, 302, f"{name} of {size}: {page}")
                self.assertTrue(page.location.startswith((f"{self.server.endpoint}/error?", f"{self.server.endpoint}/login?", f"{CALLBACK}?")), name)

    def test_too_much_of_a_query_is_refused_before_it_is_looked_at(self):
        for query in (self.query() + "&a=" + "b" * 33_000, self.query() + "&a" * 10_000, "%" * 30_000,
                      self.query() + "&" + "&".join(f"p{number}=1" for number in range(2000))):
            for path in ("/oauth2/authorize", "/login", "/logout", "/signup"):
                answers = self.raw("GET", f"{path}?{query}")
                self.assertEqual(len(answers), 1)
                self.assertIn(answers[0].status, (302, 400, 414, 431), f"{path}?{query[:200]}: {answers}")
                place = f"{self.server.endpoint}/error?"
                self.assertTrue(answers[0].headers.get("location", place).startswith(place), f"{path}?{query[:200]}: {answers[0].headers}")

    def random_query(self, chance):
        """A good one, bent a few times, a byte at a time or a parameter."""
        good = {"client_id": self.app, "response_type": "code", "redirect_uri": CALLBACK, "scope": "openid", "state": "s", "nonce": "n",
                "code_challenge": "a" * 43, "code_challenge_method": "S256", "prompt": "login", "lang": "de", "resource": "https://api.example"}
        pairs = [pair for pair in good.items() if pair[0] in ("client_id", "redirect_uri") or chance.random() < 0.6]
        for _ in range(chance.randrange(4)):
            name = chance.choice([*good, "login_hint", "identity_provider", "idp_identifier", "max_age", "x"])
            bent = chance.randrange(4)
            if bent == 0:
                pairs = [pair for pair in pairs if pair[0] != name]
            elif bent == 1:
                pairs.insert(chance.randrange(len(pairs) + 1), (name, chance.choice(VALUES)))
            elif bent == 2:
                pairs = [(one, chance.choice(VALUES) if one == name else value) for one, value in pairs]
            else:
                chance.shuffle(pairs)
        query = bytearray(query_of(pairs).encode())
        for _ in range(chance.choice([0, 0, 0, 1, 3, 20])):
            position = chance.randrange(len(query) + 1)
            # Blanks, line ends and other controls would end the request line: they are another test's.
            query[position:position + chance.randrange(2)] = bytes([chance.choice([chance.randrange(33, 127), chance.randrange(128, 256), 0x25, 0x26])])
        return bytes(query)

    def test_ten_thousand_random_ones_meet_no_fault_and_lead_nowhere_else(self):
        chance = random.Random(SEED)
        paths = [b"/oauth2/authorize"] * 8 + [b"/login", b"/signup", b"/logout", b"/error"]
        memory, cpu, statuses = resident_kib(self.server.pid), cpu_seconds(self.server.pid), {}
        leads = (f"{self.server.endpoint}/", f"{CALLBACK}?", f"{CALLBACK}#")
        for _ in range(RANDOM_QUERIES // AT_ONCE):
            targets = [chance.choice(paths) + b"?" + self.random_query(chance) for _ in range(AT_ONCE)]
            # A target that is no HTTP ends its connection, and those behind it are not answered.
            while targets:
                answers = exchange(self.port, b"".join(b"GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % (target, self.port) for target in targets))
                self.assertTrue(answers, targets[0])
                for target, answer in zip(targets, answers):
                    statuses[answer.status] = statuses.get(answer.status, 0) + 1
                    self.assertLess(answer.status, 500, target)
                    self.assertTrue(answer.headers.get("location", leads[0]).startswith(leads), f"{target} leads to {answer.headers}")
                targets = targets[len(answers):]
        used, growth = cpu_seconds(self.server.pid) - cpu, resident_kib(self.server.pid) - memory
        print(f"({RANDOM_QUERIES} for {used:.1f} s of the server's CPU, {growth:+} KiB; {statuses}) ", end="", flush=True)
        self.assertEqual(sum(statuses.values()), RANDOM_QUERIES)
        self.assertGreater(statuses[302], RANDOM_QUERIES / 2)
        self.assertLess(used, MOST_CPU_SECONDS)
        self.assertLess(growth, MOST_GROWTH_KIB)


class Forms(Requests):
    def sign_in_fields(self):
        self.browser.get(f"/login?{self.query()}")
        return {"_csrf": self.browser.cookies[f"XSRF-TOKEN-{self.pool.id}"], "username": "alice", "password": PASSWORD}

    def test_a_body_of_another_kind_signs_nobody_in(self):
        for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x", FORM + "2", "", "application/xml",
                     FORM + ", text/plain"):
            body = query_of(self.sign_in_fields())
            page = self.browser.ask("POST", f"/login?{self.query()}", body, {"Content-Type": kind})
            self.assertNotIn("code=", page.location, kind)
            self.assertNotIn(f"cognito-{self.pool.id}", self.browser.cookies, kind)
            page = self.browser.ask("POST", "/oauth2/token", query_of({"grant_type": "refresh_token", "client_id": self.app, "refresh_token": "x"}),
                                    {"Content-Type": kind})
            self.assertEqual((page.status, page.error), (400, "invalid_request"), kind)

    def test_a_form_without_the_cookies_word_signs_nobody_in(self):
        good = self.sign_in_fields()
        for word in (None, "", "x", good["_csrf"][:-1], good["_csrf"].upper(), good["_csrf"] + "a", "a" * LONG):
            fields = {name: value for name, value in {**good, "_csrf": word}.items() if value is not None}
            kept = dict(self.browser.cookies)
            page = self.browser.post(f"/login?{self.query()}", fields)
            self.assertEqual((page.status, page.location), (200, ""), f"{word!r:.80}: {page}")
            self.assertNotIn(f"cognito-{self.pool.id}", self.browser.cookies)
            self.browser.cookies = kept
        stranger = self.new_browser()
        for fields in (good, {**good, "_csrf": ""}):
            self.assertEqual(stranger.post(f"/login?{self.query()}", fields).status, 200, "a page elsewhere has no cookie")
            self.assertNotIn(f"cognito-{self.pool.id}", stranger.cookies)
            stranger.cookies = {}

    def gets_no_code(self, page, what):
        """A page without a flow shows or leads to what it may; none of it is a fault, or leads to an application with a code."""
        self.assertLess(page.status, 500, f"{what}: {page}")
        self.assertNotIn("code=", page.location, what)

    def test_too_large_ones_are_refused_at_once(self):
        mebibyte = "password=" + "a" * (1024 * 1024)
        many = "&".join(f"f{number}={number}" for number in range(10_000))
        for path in PATHS:
            for body in (mebibyte, many, "a" * 65_000, "&" * 60_000, "%61" * 20_000):
                self.gets_no_code(self.timed_post(f"{path}?{self.query()}", body), path)

    def test_a_mebibyte_is_too_large_whether_it_is_announced_or_comes_in_chunks(self):
        size = 1024 * 1024
        answers = self.raw("POST", "/oauth2/token", f"Content-Type: {FORM}", f"Content-Length: {size}")
        self.assertEqual([answer.status for answer in answers], [413])
        chunks = (b"10000\r\n" + b"a" * 0x10000 + b"\r\n") * 16 + b"0\r\n\r\n"
        answers = self.raw("POST", "/oauth2/token", f"Content-Type: {FORM}", "Transfer-Encoding: chunked", body=chunks)
        self.assertEqual([answer.status for answer in answers], [413])

    def test_ten_thousand_fields_of_a_form_that_fits_are_refused(self):
        body = "&".join(["grant_type=refresh_token", f"client_id={self.app}", "refresh_token=x", *["a"] * 10_000])
        page = self.timed_post("/oauth2/token", body)
        self.assertEqual((page.status, page.error), (400, "invalid_request"))

    def test_broken_escapes_and_what_is_no_text_are_no_fault(self):
        good = query_of({"grant_type": "refresh_token", "client_id": self.app, "refresh_token": "x"})
        for part in ("%", "%4", "%zz", "%%", "%u0041", "%00", "%ff", "%c0%af", "%ed%a0%80", "%f4%90%80%80", "+%+", "=", "==", "&&", ";", "a=%0d%0a",
                     "%E2%28%A1"):
            for body in (f"{good}&x={part}", f"{good}&{part}=x", f"{part}&{good}", good.replace("=x", f"={part}"), part, f"client_id={part}&grant_type={part}"):
                page = self.timed_post("/oauth2/token", body)
                self.assertEqual(page.status, 400, f"{body}: {page}")
                self.assertIn(page.error, ("invalid_request", "invalid_grant", "invalid_client", "unsupported_grant_type"), body)
            for path in PATHS:
                self.gets_no_code(self.timed_post(f"{path}?{self.query()}", f"username={part}&{part}={part}&password={part}&verification_code={part}"), path)

    def test_the_tokens_endpoint_takes_nothing_twice(self):
        good = {"grant_type": "authorization_code", "client_id": self.app, "code": "c", "redirect_uri": CALLBACK, "code_verifier": "v" * 43,
                "client_secret": "s", "scope": "openid", "refresh_token": "r"}
        for name, value in good.items():
            page = self.browser.post("/oauth2/token", [*good.items(), (name, value)])
            self.assertEqual((page.status, page.error), (400, "invalid_request"), name)

    def test_what_is_smuggled_behind_a_form_is_not_run(self):
        body = query_of({"grant_type": "client_credentials", "client_id": self.app}).encode()
        chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        for fields, sent in (
                ((f"Content-Length: {len(body)}", "Transfer-Encoding: chunked"), chunked), (("Transfer-Encoding: chunked", "Content-Length: 4"), chunked),
                (("Content-Length: 4", f"Content-Length: {len(body)}"), body), (("Transfer-Encoding: xchunked",), chunked),
                (("Transfer-Encoding : chunked", f"Content-Length: {len(body)}"), body), (("Transfer-Encoding: chunked, identity",), chunked),
                (("Transfer-Encoding: chunked",), b"%x\r\n%s0\r\n\r\n" % (len(body), body)),
                (("Transfer-Encoding: chunked",), b"%x;\n%s\r\n0\r\n\r\n" % (len(body), body))):
            for path in ("/oauth2/token", f"/login?{self.query()}", "/oauth2/revoke"):
                answers = self.raw("POST", path, f"Content-Type: {FORM}", *fields, body=sent + smuggled_call())
                self.assertEqual([answer.status for answer in answers], [400], f"{path}, {fields}")
        names = [pool["Name"] for pool in self.pool.client.must("ListUserPools", MaxResults=60)["UserPools"]]
        self.assertNotIn(SMUGGLED, names)

    def test_a_form_in_chunks_is_a_form_and_what_follows_is_a_request(self):
        body = query_of({"grant_type": "nonsense", "client_id": self.app}).encode()
        chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"
        get = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
        answers = self.raw("POST", "/oauth2/token", f"Content-Type: {FORM}", "Transfer-Encoding: chunked", body=chunks + get)
        self.assertEqual([answer.status for answer in answers], [400, 200])
        self.assertIn(b"unsupported_grant_type", answers[0].body)

    def test_fields_of_any_length_are_told_as_text_and_never_as_markup(self):
        payload = "\"><script>alert(1)</script>{{XSRF}}'&lt;"
        for path in ("/login", "/signup", "/forgotPassword"):
            for version in (payload, payload + "a" * 2000, payload * 500):
                self.browser.get(f"{path}?{self.query()}")
                page = self.browser.submit(self.pool.id, f"{path}?{self.query()}", username=version, password=version, **{"requiredAttributes[email]": version})
                self.assertLess(page.status, 500, path)
                self.assertNotIn("<script", page.text.lower(), path)
        page = self.browser.get("/error?" + query_of({"error": payload, "client_id": payload, "error_description": payload}))
        self.assertNotIn("<script", page.text.lower())
        for name in ("state", "nonce", "login_hint", "lang", "x"):
            self.assertNotIn("<script", self.browser.get("/login?" + self.query(**{name: payload})).text.lower(), name)
