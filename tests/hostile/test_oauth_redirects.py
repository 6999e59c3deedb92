"""Nobody is led where the app client does not say, and no parameter writes a header: raw requests over real sockets."""

import urllib.parse

from oauth_browser import CALLBACK, authorize_query, make_app, query_of
from oauth_test_case import SIGN_OUT, OAuthTestCase
from sign_in_client import PASSWORD
from wire import exchange

# What somewhere passes for https://app.example/cb, or for a URL of the server's own.
TRIES = [
    # the host and what stands before it
    "https://evil.example/cb", "https://app.example.evil.example/cb", "https://evil.app.example/cb", "https://app.example./cb",
    "https://APP.example/cb", "https://app.examplee/cb", "https://app%2Eexample/cb", "https://app\u3002example/cb", "https://\uff41pp.example/cb",
    "https://app.ex\u0430mple/cb", "https://[::1]/cb", "https://2130706433/cb", "https://0x7f.1/cb", "https://app.example@evil.example/cb",
    "https://app.example:443@evil.example/cb", "https://app.example%40evil.example/cb", "https://evil.example@app.example/cb",
    "https://:@app.example/cb", "https://@app.example/cb", "https://user:pass@app.example/cb",
    # the port and the scheme
    "https://app.example:443/cb", "https://app.example:/cb", "https://app.example:8443/cb", "https://app.example:443\\@evil.example/cb",
    "http://app.example/cb", "HTTPS://app.example/cb", "ftp://app.example/cb", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "javascript://app.example/cb%0aalert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd",
    "blob:https://app.example/cb", "view-source:https://app.example/cb", "https:app.example/cb", "https:/app.example/cb",
    "https:///app.example/cb", "https:\\\\app.example\\cb", "://app.example/cb", "about:blank",
    # no scheme
    "//app.example/cb", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/cb", "cb", "/login",
    "app.example/cb", "?code=1", "#", ".", "..", "%2F%2Fevil.example", "/%09/evil.example", "/%5cevil.example", "//evil.example/%2f..",
    # the path
    "https://app.example/cb/", "https://app.example//cb", "https://app.example/CB", "https://app.example/c", "https://app.example/cbx",
    "https://app.example/cb/x", "https://app.example/cb/..", "https://app.example/cb/../evil", "https://app.example/./cb",
    "https://app.example/x/../cb", "https://app.example/%63b", "https://app.example/cb%2F", "https://app.example/cb%00",
    "https://app.example/cb;x", "https://app.example\\cb", "https://app.example", "https://app.example/", "https://app.example/%2e%2e/cb",
    # query and fragment
    "https://app.example/cb?", "https://app.example/cb?x=1", "https://app.example/cb?next=https://evil.example", "https://app.example/cb#",
    "https://app.example/cb#x", "https://app.example/cb#@evil.example", "https://app.example/cb&x=1", "https://evil.example/?https://app.example/cb",
    "https://evil.example/#https://app.example/cb", "https://evil.example\\#@app.example/cb", "https://evil.example?@app.example/cb",
    # blanks, controls, and what nobody sees
    " https://app.example/cb", "https://app.example/cb ", "\thttps://app.example/cb", "https://app.example/cb\t", "https://app.example/cb\n",
    "https://app.example/cb\r\nSet-Cookie: x=y", "https://app.example/cb\r\n\r\n<script>", "\nhttps://app.example/cb", "https://app.example/c b",
    "ht\ntps://app.example/cb", "\x01https://app.example/cb", "https://app.example/cb\x00", "https://app.example/cb\x00.evil.example",
    "https://app.example/cb\x7f", "\ufeffhttps://app.example/cb", "https://app.example/cb\u2028", "\u200ehttps://app.example/cb",
    # two at once, patterns
    "https://app.example/cb,https://evil.example", "https://app.example/cb https://evil.example", "[https://app.example/cb]",
    '"https://app.example/cb"', "<https://app.example/cb>", "https://app.example/*", "https://*.example/cb", "*", "^https://app.example/cb$",
    # encoded once more than it should be
    "https%3A%2F%2Fapp.example%2Fcb", "https%3A%2F%2Fevil.example", "https%253A%252F%252Fapp.example%252Fcb", "https://app.example/cb%3F",
    # of other applications
    "http://localhost", "http://localhost:3000/cb", "myapp://cb", "urn:ietf:wg:oauth:2.0:oob", SIGN_OUT, "https://app.example/cb" + "a" * 20_000]

# Encoded and raw, alone and with a header behind it; what is raw is no HTTP, or a header's end.
BREAKS = ["%0d%0a", "%0D%0A", "%0a", "%0d", "%0d%0a%0d%0a", "%e5%98%8a%e5%98%8d", "%c4%8a", "%250d%250a", "%u000d%u000a", "%00", "%0b", "%0c",
          "%c2%85", "%e2%80%a8", "\\r\\n", "\r", "\n", "\0", "\x0b", "\x7f"]
PARAMETERS = ["state", "scope", "nonce", "prompt", "lang", "login_hint", "response_type", "client_id", "redirect_uri", "code_challenge",
              "code_challenge_method", "resource", "identity_provider", "unknown"]
INJECTED = "Injected-Header"


class OpenRedirects(OAuthTestCase):
    def leads_to_own_error_page(self, page, tried):
        self.assertEqual(page.status, 302, tried)
        self.assertTrue(page.location.startswith(f"{self.server.endpoint}/error?"), f"{tried!r} leads to {page.location!r:.300}")
        self.assertFalse([character for character in page.location if not "!" <= character <= "~"], tried)

    def test_more_than_a_hundred_are_tried(self):
        self.assertGreater(len(set(TRIES)), 110)

    def test_a_redirect_uri_is_the_clients_own_or_leads_nowhere_for_strangers_and_for_who_is_signed_in(self):
        for who in ("a stranger", "alice"):
            if who == "alice":
                self.code()
            for tried in TRIES:
                for path in ("/oauth2/authorize", "/login"):
                    self.leads_to_own_error_page(self.browser.get(f"{path}?{self.query(redirect_uri=tried)}"), tried)
                page = self.browser.get("/oauth2/authorize?" + self.query(redirect_uri=tried, response_type="token", scope="nonsense", prompt="none"))
                self.leads_to_own_error_page(page, tried)

    def test_it_is_compared_again_when_the_form_is_posted(self):
        self.browser.get(f"/login?{self.query()}")
        for tried in TRIES:
            page = self.browser.submit(self.pool.id, f"/login?{self.query(redirect_uri=tried)}", username="alice", password=PASSWORD)
            self.leads_to_own_error_page(page, tried)
            self.assertNotIn(f"cognito-{self.pool.id}", self.browser.cookies)

    def test_a_field_of_the_form_is_no_redirect_uri(self):
        self.browser.get(f"/login?{self.query()}")
        page = self.browser.submit(self.pool.id, f"/login?{self.query()}", username="alice", password=PASSWORD, redirect_uri="https://evil.example/cb",
                                   client_id="x", state="of the form")
        self.assertTrue(page.location.startswith(f"{CALLBACK}?code="), page)
        self.assertNotIn("state", page.location)

    def test_a_second_one_behind_the_right_one_leads_nowhere(self):
        for tried in ("https://evil.example/cb", CALLBACK, ""):
            twice = query_of({"redirect_uri": tried})
            for query in (f"{self.query()}&{twice}", f"{twice}&{self.query()}"):
                self.leads_to_own_error_page(self.browser.get(f"/oauth2/authorize?{query}"), query)

    def test_the_same_holds_of_signing_out(self):
        good = self.browser.get("/logout?" + query_of({"client_id": self.app, "logout_uri": SIGN_OUT}))
        self.assertEqual(good.location, SIGN_OUT)
        for tried in [*TRIES, CALLBACK]:
            if tried != SIGN_OUT:
                self.leads_to_own_error_page(self.browser.get("/logout?" + query_of({"client_id": self.app, "logout_uri": tried})), tried)

    def test_another_clients_are_of_no_use(self):
        other = make_app(self.pool.client, self.pool.id, CallbackURLs=["https://other.example/cb"])["ClientId"]
        self.leads_to_own_error_page(self.browser.get("/oauth2/authorize?" + self.query(redirect_uri="https://other.example/cb")), "another's")
        self.leads_to_own_error_page(self.browser.get("/oauth2/authorize?" + authorize_query(other)), "another's")

    def test_the_server_sends_nobody_to_a_host_that_is_none(self):
        """It may have any name; but a name with user information, a path or a blank would lead elsewhere than a browser's address says."""
        for host in ("localhost@evil.example", "evil.example/x", "evil.example#", "evil.example?", "a b", "[::1", "evil.example:1@x", "x\\y", "\u00e4"):
            head = f"GET /oauth2/authorize?{self.query()} HTTP/1.1\r\nHost: {host}\r\n\r\n"
            for answer in exchange(self.port, head.encode()):
                self.assertLess(answer.status, 500, host)
                authority = urllib.parse.urlsplit(answer.headers.get("location", "")).netloc
                self.assertNotIn("@", authority, host)
                self.assertFalse(authority and "evil.example" in authority, f"{host!r} leads to {answer.headers}")

    def test_no_field_of_a_proxy_says_where_the_server_is(self):
        fields = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example", "X-Original-URL": "/evil",
                  "X-Host": "evil.example", "X-Rewrite-URL": "/evil", "Referer": "https://evil.example/", "Origin": "https://evil.example"}
        page = self.browser.ask("GET", f"/oauth2/authorize?{self.query()}", headers=fields)
        self.assertTrue(page.location.startswith(f"{self.server.endpoint}/login?"), page)


class InjectedHeaders(OAuthTestCase):
    def answers_to(self, path, query):
        """The raw answers; `query` may hold what is no HTTP."""
        head = f"GET {path}?{query} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n"
        return exchange(self.port, head.encode("latin-1"))

    def test_no_parameter_begins_a_header_of_its_own(self):
        for path in ("/oauth2/authorize", "/login", "/logout", "/error", "/signup", "/forgotPassword", "/confirmUser"):
            for name in PARAMETERS:
                for line_break in BREAKS:
                    whole = self.query(**{name: None})
                    query = f"{whole}&{name}=x{line_break}{INJECTED}:%20yes{line_break}Set-Cookie:cognito=evil"
                    for answer in self.answers_to(path, query):
                        self.assertLess(answer.status, 500, f"{path}?{query}")
                        self.assertNotIn(INJECTED.lower(), answer.headers, f"{path}?{query}")
                        for header, value in answer.headers.items():
                            self.assertFalse([c for c in value if ord(c) < 32 or ord(c) == 127], f"{header} of {path}?{query}")
                        self.assertNotIn("cognito=evil", answer.headers.get("set-cookie", ""), f"{path}?{query}")

    def test_a_state_comes_back_as_it_was_and_in_the_query_alone(self):
        self.code()
        for state in ("x\r\nSet-Cookie: a=b", "&code=evil", "#code=evil", "?redirect_uri=https://evil.example", "\u00e4\u2028", "%0d%0a", "a+b c", "'\"<>"):
            location = self.browser.get("/oauth2/authorize?" + self.query(state=state)).location
            self.assertTrue(location.startswith(f"{CALLBACK}?code="), location)
            parsed = urllib.parse.parse_qs(urllib.parse.urlsplit(location).query, strict_parsing=True)
            self.assertEqual((sorted(parsed), parsed["state"], urllib.parse.urlsplit(location).fragment), (["code", "state"], [state], ""))
            self.secrets.update(parsed["code"])
