"""The way back from a provider belongs to the browser that left, once, in time, and with what that provider said."""

import threading

from federation_test_case import FederationTestCase, values_in
from oauth_browser import query_of
from sign_in_client import Pool, workbench

THREADS = 20
# No states; the last are as long as ours, and of their alphabet.
JUNK = ["", " ", "x", "\0", "a\r\nSet-Cookie: a=b", "'; DROP TABLE federation_states; --", "<script>alert(1)</script>", "\u202e\U0001f600",
        "..", "." * 4096, "a" * 5000, "a.b.3", "A" * 128 + "." + "B" * 43 + ".3", "identity_provider=Corp"]


class Returns(FederationTestCase):
    def setUp(self):
        super().setUp()
        for provider in ("Corp", "Other", "Ring", "Chain", "SignInWithApple"):
            self.be(provider, "ann", email="ann@corp.example")

    def brought(self, provider, browser=None):
        location, _ = self.depart(provider, browser)
        return self.visit(location, browser)

    def test_one_is_good_once(self):
        for provider in ("Corp", "Ring"):
            fields = self.brought(provider)
            cookies = dict(self.browser.cookies)
            self.signed_in(self.come_back(fields))
            for _ in range(3):
                self.browser.cookies.update(cookies)
                self.refused_by_page(self.come_back(fields), tried=provider)

    def test_of_twenty_at_once_one_wins(self):
        for provider in ("Corp", "Ring"):
            fields, pages, gate = self.brought(provider), [], threading.Barrier(THREADS)

            def come(browser, fields=fields, pages=pages, gate=gate):
                gate.wait()
                pages.append(self.come_back(fields, browser))

            browsers = [self.new_browser() for _ in range(THREADS)]
            for browser in browsers:
                browser.cookies.update(self.browser.cookies)
            threads = [threading.Thread(target=come, args=(browser,)) for browser in browsers]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            won = [page for page in pages if "code" in values_in(page.location)]
            self.assertEqual((len(won), len(pages)), (1, THREADS), pages)
            self.signed_in(won[0])
            for page in pages:
                if page is not won[0]:
                    self.refused_by_page(page, tried=provider)

    def test_another_browsers_is_refused_and_not_spent(self):
        for provider in ("Corp", "Ring"):
            fields, stranger, other = self.brought(provider), self.new_browser(), self.new_browser()
            self.depart(provider, other)
            self.refused_by_page(self.come_back(fields, stranger), tried=provider)
            self.refused_by_page(self.come_back(fields, other), tried=provider)
            other.cookies.update({"csrf-state": "x", "csrf-state-legacy": ""})
            self.refused_by_page(self.come_back(fields, other), tried=provider)
            self.refused_by_page(self.come_back(fields, other, **{"Sec-Fetch-Site": "cross-site"}), tried=provider)
            self.signed_in(self.come_back(fields))

    def test_without_a_cookie_none_but_a_form_of_another_site_is_taken(self):
        for site in ("cross-site", "same-site", "same-origin", "none", ""):
            self.refused_by_page(self.come_back(self.brought("Corp"), self.new_browser(), **{"Sec-Fetch-Site": site}), tried=site)
        for site in ("same-site", "same-origin", "none", "", "cross-site, none"):
            fields = self.brought("SignInWithApple")
            self.refused_by_page(self.new_browser().post("/oauth2/idpresponse", fields, **{"Sec-Fetch-Site": site}), tried=site)
            self.refused_by_page(self.come_back(self.brought("Ring"), self.new_browser(), **{"Sec-Fetch-Site": site}), tried=site)
        site = {"Sec-Fetch-Site": "cross-site"}
        self.signed_in(self.new_browser().post("/oauth2/idpresponse", self.brought("SignInWithApple"), **site))
        fields = self.brought("Ring")
        self.signed_in(self.come_back(fields, self.new_browser(), **site))
        self.refused_by_page(self.come_back(fields, self.new_browser(), **site))

    def test_a_form_that_no_provider_of_that_protocol_posts_needs_the_cookie(self):
        fields = self.brought("Corp")
        self.refused_by_page(self.new_browser().post("/oauth2/idpresponse", fields, **{"Sec-Fetch-Site": "cross-site"}))

    def test_of_another_pool_it_is_unknown(self):
        elsewhere = Pool(self.server.endpoint)
        self.addCleanup(elsewhere.close)
        elsewhere.client.must("CreateUserPoolDomain", UserPoolId=elsewhere.id, Domain="elsewhere")
        for provider in ("Corp", "Ring"):
            fields = self.brought(provider)
            page = self.come_back(fields, Host=f"elsewhere.localhost:{self.port}")
            self.assertEqual((page.status, page.error), (302, "Invalid state"), page)
            self.signed_in(self.come_back(fields))

    def test_it_is_of_no_use_at_the_path_of_another_protocol(self):
        oidc, saml = self.brought("Corp"), self.brought("Ring")
        self.refused_by_page(self.browser.get("/oauth2/idpresponse?" + query_of({**oidc, "state": saml["RelayState"]})))
        self.refused_by_page(self.browser.post("/saml2/idpresponse", {**saml, "RelayState": oidc["state"]}))
        self.refused_by_page(self.browser.post("/saml2/logout", saml))

    def test_junk_is_none(self):
        for junk in JUNK:
            for page in (self.browser.get("/oauth2/idpresponse?" + query_of({"code": "x", "state": junk})),
                         self.browser.post("/oauth2/idpresponse", {"code": "x", "state": junk})):
                self.assertEqual(page.status, 302, (junk, page))
                self.assertTrue(page.location.startswith(f"{self.server.endpoint}/error?"), (junk, page))
        fields = self.brought("Corp")
        twice = query_of([*fields.items(), ("state", fields["state"])])
        self.refused_by_page(self.browser.get("/oauth2/idpresponse?" + twice))
        self.refused_by_page(self.browser.get("/oauth2/idpresponse?" + query_of({"code": fields["code"]})))
        self.signed_in(self.come_back(fields))

    def test_it_ends_after_five_minutes(self):
        for provider in ("Corp", "Ring"):
            fields = self.brought(provider)
            self.addCleanup(workbench, self.server.endpoint, "PUT", "/clock", {"offset_seconds": 0})
            workbench(self.server.endpoint, "PUT", "/clock", {"offset_seconds": 301})
            page = self.come_back(fields)
            self.assertEqual((page.status, page.location), (400, ""))
            self.assertIn("Your sign-in took too long or was interrupted.", page.text)
            workbench(self.server.endpoint, "PUT", "/clock", {"offset_seconds": 0})
            self.refused_by_page(self.come_back(fields), tried="it was spent by that")

    def test_an_answer_of_one_provider_is_none_to_the_request_to_another(self):
        fields = self.brought("Other")
        _, state = self.depart("Corp")
        self.refused_to_app(self.come_back({**fields, "state": state}), "invalid_request", "Corp Error - 400 invalid_grant "
                            "The code is unknown, expired or spent, or the redirect_uri is another one.")
        fields = self.brought("Chain")
        _, state = self.depart("Ring")
        self.assertTrue(self.told_by_saml(self.come_back({**fields, "RelayState": state})))

    def test_an_answer_to_another_request_of_the_same_provider_is_none(self):
        """Somebody else's assertion, injected into an own sign-in."""
        fields = self.brought("Ring", self.new_browser())
        _, state = self.depart("Ring")
        self.assertEqual(self.told_by_saml(self.come_back({**fields, "RelayState": state})), "InResponseTo does not match the request")

    def test_an_error_beside_a_code_is_an_error(self):
        fields = self.brought("Corp")
        self.refused_to_app(self.come_back({**fields, "error": "access_denied", "error_description": "no"}), "access_denied", "no")
        for told in ("x\r\nSet-Cookie: cognito=evil", "<script>alert(1)</script>", "&code=evil", "#code=evil", "\u202e\U0001f600", "a" * 3000):
            _, state = self.depart("Corp")
            page = self.come_back({"state": state, "error": told, "error_description": told, "code": "x"})
            self.refused_to_app(page, told, told, told)
            self.assertNotIn("cognito", " ".join(self.browser.cookies.values()))
