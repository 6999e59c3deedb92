"""What anybody may send to the assertion consumer, and what anybody may open at a stand-in: it is refused in time, and leads nowhere."""

import base64
import random
import time
import zlib

from federation_test_case import FederationTestCase, form_in, values_in
from oauth_browser import CALLBACK, query_of
from saml_bombs import KINDS as BOMBS
from test_oauth_redirects import BREAKS, INJECTED, TRIES
from wire import exchange

UNSOLICITED = "Invalid relayState from identity provider"
LIMIT_SECONDS = 3
ANSWER = ('<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" '
          'Version="2.0" IssueInstant="2026-01-01T00:00:00Z"><samlp:Status>'
          '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{}'
          "</samlp:Response>")
SCRIPTS = ["<script>alert(1)</script>", "\"'><img/src=x/onerror=alert(1)>", "</title><script>", "{{ONCE}}{{/FIELDS}}", "javascript:alert(1)//"]


def encoded(text):
    return base64.b64encode(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")).decode()


def bombs():
    chance = random.Random(12)
    for kind in BOMBS:
        bomb = kind(chance)
        yield kind.__name__, encoded(bomb)
        yield f"{kind.__name__} within a response", encoded(ANSWER.format(bomb))
    for depth in (300, 20_000):
        yield f"an assertion {depth} deep", encoded(ANSWER.format("<saml:Assertion>" * depth + "</saml:Assertion>" * depth))
    yield "entities before a response", encoded('<!DOCTYPE a [<!ENTITY a "' + "a" * 1000 + '">]>' + ANSWER.format("&a;" * 1000))
    yield "100,001 characters", encoded(ANSWER.format(f'<saml:Assertion ID="_a">{"x" * 100_001}</saml:Assertion>'))
    yield "many assertions", encoded(ANSWER.format('<saml:Assertion ID="_a"/>' * 3000))
    yield "many signatures", encoded(ANSWER.format('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>' * 1500))
    yield "deflated zeros", encoded(zlib.compress(bytes(50_000_000))[2:-4])
    yield "blanks", " " * 200_000
    yield "a megabyte", "A" * 1_000_000
    for text in ("", "=", "AAA", "A===", "\0", "\U0001f600", encoded(b"\xff\xfe" * 1000), encoded(b"\0"), encoded("<"), encoded("\ud800")):
        yield repr(text[:20]), text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


class Responses(FederationTestCase):
    def in_time(self, act, tried):
        begun = time.monotonic()
        page = act()
        self.assertLess(time.monotonic() - begun, LIMIT_SECONDS, tried)
        self.assertLess(page.status, 500, (tried, page))
        return page

    def test_bombs_are_refused_in_time(self):
        for tried, text in bombs():
            _, state = self.depart("Ring")
            page = self.in_time(lambda: self.browser.post("/saml2/idpresponse", {"RelayState": state, "SAMLResponse": text}), tried)
            if page.location.startswith(CALLBACK):
                self.told_by_saml(page, tried)
            else:  # no form, or one that is too large
                self.assertTrue(page.status in (400, 413) or page.location.startswith(f"{self.server.endpoint}/error?"), (tried, page))

    def test_what_the_provider_signed_has_its_bounds_too(self):
        for claims, told in (({"email": "&" * 30_000}, "Assertion is too large"),
                             ({"email": "\U0001f600@ring.example"}, "Response has characters that are not supported")):
            self.be("Ring", "ann", **claims)
            location, _ = self.depart("Ring")
            fields = self.visit(location)
            self.assertEqual(self.told_by_saml(self.in_time(lambda: self.come_back(fields), told)), told)

    def test_the_redirect_binding_is_none_of_the_consumers(self):
        _, state = self.depart("Ring")
        deflated = encoded(zlib.compress(bytes(20_000_000))[2:-4])
        page = self.in_time(lambda: self.browser.get("/saml2/idpresponse?" + query_of({"RelayState": state, "SAMLResponse": deflated})), "deflate")
        self.assertNotIn("code=", page.location)
        self.assertTrue(page.status >= 400 or page.location.startswith(f"{self.server.endpoint}/error?"), page)

    def test_a_stand_in_inflates_no_bomb(self):
        for name in ("SAMLRequest", "RelayState"):
            for part in ("sso", "slo"):
                deflated = encoded(zlib.compress(bytes(20_000_000))[2:-4])
                path = f"/_rockpool/providers/{self.pool.id}/Ring/{part}?" + query_of({name: deflated})
                page = self.in_time(lambda: self.browser.get(path), part)
                self.assertTrue(page.status >= 400 or "Stand-in for Ring" in page.text or page.status == 200, page)
        page = self.browser.get(f"/_rockpool/providers/{self.pool.id}/Ring/sso?" + query_of({"SAMLRequest": deflated}))
        self.assertEqual(page.status, 400, page)


class Unsolicited(FederationTestCase):
    @classmethod
    def setUpClass(cls):
        """A client to which a provider may bring somebody unasked has providers of SAML alone."""
        super().setUpClass()
        made = cls.pool.client.must("CreateUserPoolClient", UserPoolId=cls.pool.id, ClientName="saml", AllowedOAuthFlowsUserPoolClient=True,
                                    AllowedOAuthFlows=["code"], AllowedOAuthScopes=["openid", "email"], CallbackURLs=[CALLBACK],
                                    SupportedIdentityProviders=["Ring"])
        cls.saml_app = made["UserPoolClient"]["ClientId"]

    def setUp(self):
        super().setUp()
        self.be("Ring", "ann", email="ann@ring.example")

    def begin(self, relay_state):
        """A good assertion that nobody asked for."""
        page = self.browser.get(f"/_rockpool/providers/{self.pool.id}/Ring/sso?" + query_of({"RelayState": "x"}))
        fields = {**form_in(page.text), "RelayState": relay_state}
        self.secrets.add(fields["SAMLResponse"])
        return fields

    def relay_state(self, **changed):
        return query_of({"identity_provider": "Ring", "client_id": self.saml_app, "redirect_uri": CALLBACK, "response_type": "code", "scope": "openid",
                         **changed})

    def test_a_good_one_signs_in(self):
        self.signed_in(self.browser.post("/saml2/idpresponse", self.begin(self.relay_state())))

    def test_a_redirect_uri_is_the_clients_own(self):
        for tried in TRIES:
            self.refused_by_page(self.browser.post("/saml2/idpresponse", self.begin(self.relay_state(redirect_uri=tried))), UNSOLICITED, tried)

    def test_the_rest_of_the_request_is_checked_too(self):
        for changed in ({"client_id": "x"}, {"client_id": ""}, {"response_type": "none"}, {"scope": "aws.cognito.signin.user.admin"},
                        {"client_id": self.saml_app + "\0"}, {"code_challenge": "x"}):
            self.refused_by_page(self.browser.post("/saml2/idpresponse", self.begin(self.relay_state(**changed))), UNSOLICITED, changed)
        for provider in ("Nobody", "ring", "<script>"):
            page = self.browser.post("/saml2/idpresponse", self.begin(self.relay_state(identity_provider=provider)))
            self.refused_by_page(page, "Invalid State/RelayState provided", provider)
        for provider in ("Corp", "Chain", "SignInWithApple"):
            page = self.browser.post("/saml2/idpresponse", self.begin(self.relay_state(identity_provider=provider)))
            self.assertNotIn("code=", page.location, provider)

    def test_no_relay_state_begins_a_header(self):
        fields = self.begin("x")
        for line_break in BREAKS:
            for relay_state in (f"state=x{line_break}{INJECTED}: yes{line_break}Set-Cookie:cognito=evil", f"{line_break}{INJECTED}: yes",
                                f"{self.relay_state()}&state=a{line_break}{INJECTED}: y"):
                body = query_of({**fields, "RelayState": relay_state}).encode()
                head = (f"POST /saml2/idpresponse HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        f"Content-Length: {len(body)}\r\n\r\n").encode()
                for answer in exchange(self.port, head + body):
                    self.assertLess(answer.status, 500, relay_state)
                    self.assertNotIn(INJECTED.lower(), answer.headers, relay_state)
                    self.assertNotIn("cognito=evil", answer.headers.get("set-cookie", ""), relay_state)

    def test_one_that_is_no_request_is_refused(self):
        for relay_state in ("", "x", "=", "&&&", "a=b", "%", "%zz=1", "x" * 20_000, "=" * 5000, "\U0001f600=1", f"?{self.relay_state()}",
                            f"https://evil.example/?{self.relay_state()}", self.relay_state() + "&client_id=x", self.relay_state() + "#"):
            page = self.browser.post("/saml2/idpresponse", self.begin(relay_state))
            self.assertEqual((page.status, "code=" in page.location), (302, False), (relay_state, page))
            self.assertTrue(page.location.startswith(f"{self.server.endpoint}/error?"), (relay_state, page))


class Pages(FederationTestCase):
    def test_a_form_counts_with_the_value_of_its_page_alone(self):
        for provider in ("Corp", "Ring", "SignInWithApple"):
            location, _ = self.depart(provider)
            path, form = self.path_of(location), {"subject": "eve", "sign_in": "1"}
            once = form_in(self.browser.get(path).text)["once"]
            for tried in (None, "", "x", once[:-1], once + "A", "A" * 5000):
                page = self.browser.post(path, form if tried is None else {**form, "once": tried})
                self.assertEqual((page.status, page.location), (403, ""), tried)
            for cancelled in ({"cancel": "1"}, {"pick": "eve"}):
                self.assertEqual(self.browser.post(path, cancelled).status, 403)
            self.assertIn(self.browser.post(path, {**form, "once": once}).status, (200, 302))
            self.assertEqual(self.browser.post(path, {**form, "once": once}).status, 403)

    def test_scripts_are_text(self):
        names = []
        for name in SCRIPTS[:2]:
            kind = "SAML" if names else "OIDC"
            details = {"MetadataURL": "https://x.example/"} if names else {
                "client_id": "<script>", "client_secret": "s" * 20, "authorize_scopes": "openid", "attributes_request_method": "GET",
                "oidc_issuer": "https://x.example"}
            answer = self.pool.client.call("CreateIdentityProvider", UserPoolId=self.pool.id, ProviderName=name[:32], ProviderType=kind,
                                           ProviderDetails=details)
            if answer.status == 200:
                names.append(name[:32])
        self.assertTrue(names, "no name of those is one")
        type(self).names += names
        self.add_provider("Scripts", "OIDC", {"client_id": "x", "client_secret": "s" * 20, "authorize_scopes": "openid",
                                              "attributes_request_method": "GET", "oidc_issuer": "https://x.example"})
        self.is_text(self.browser.get(f"/login?{self.query()}"))
        for provider in ["Corp", "Ring", *names]:
            for script in SCRIPTS:
                self.browser.cookies.clear()  # a session would do without the provider
                location, _ = self.depart(provider, login_hint=script)
                path = self.path_of(location)
                page = self.browser.get(path)
                self.is_text(page)
                answer = self.browser.post(path, {"once": form_in(page.text)["once"], "subject": script, "more": f'{{"email": "{script[:9]}"}}'})
                fields = values_in(answer.location) if answer.location else form_in(answer.text)
                self.assertLessEqual(answer.text.count("<script"), 1)
                self.assertNotIn("<img", answer.text)
                self.secrets.update(fields[name] for name in ("code", "SAMLResponse") if name in fields)
                self.come_back(fields)
                self.is_text(self.browser.get(path))
        shown = self.browser.ask("GET", f"/_rockpool/sign-ins?pool={self.pool.id}", headers={"Accept": "text/html"})
        self.is_text(shown)
        told = self.browser.get(f"/_rockpool/sign-ins?pool={self.pool.id}").json["sign_ins"]
        for sign_in in sorted({call["sign_in"] for call in told})[:40]:
            self.is_text(self.browser.ask("GET", f"/_rockpool/sign-ins/{sign_in}", headers={"Accept": "text/html"}))

    def is_text(self, page):
        self.assertEqual((page.status, "<!DOCTYPE html>" in page.text), (200, True), page)
        for markup in ("<script", "<img/", "onerror=alert(1)>"):
            self.assertNotIn(markup, page.text)
        policy = dict((name.lower(), value) for name, value in page.headers).get("content-security-policy", "")
        self.assertTrue(policy.startswith("default-src 'none'") and "unsafe" not in policy, policy)

    def test_the_workbench_is_closed_to_other_origins(self):
        provider = f"/_rockpool/providers/{self.pool.id}/Corp"
        sign_in = f'{{"UserPoolId": "{self.pool.id}", "ClientId": "{self.app}", "ProviderName": "Corp", "subject": "eve", "claims": {{}}}}'
        before = self.browser.get(provider).json
        for method, path, body in (("GET", provider, None), ("PUT", provider, '{"auto": true}'), ("PUT", provider + "/identities", "[]"),
                                   ("PUT", provider + "/faults", '{"wrong": "down"}'), ("DELETE", provider + "/faults", None),
                                   ("POST", "/_rockpool/sign-in", sign_in), ("GET", "/_rockpool/sign-ins", None),
                                   ("GET", "/_rockpool/sign-ins/x", None)):
            for foreign in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"},
                            {"Origin": "http://localhost.evil.example", "Host": "127.0.0.1.evil.example"}):
                page = self.browser.ask(method, path, body, {"Content-Type": "application/json", **foreign})
                self.assertEqual((page.status, page.json["__type"]), (403, "ForbiddenException"), (method, path, foreign))
                self.assertFalse([name for name, _ in page.headers if name.lower().startswith("access-control-")], path)
            if body:
                self.assertEqual(self.browser.ask(method, path, body, {"Content-Type": "text/plain"}).status, 400, path)
        self.assertEqual(self.browser.get(provider).json, before)
