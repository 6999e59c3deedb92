"""A code is good once, for the client and the redirect URI that it was given to, with the proof that was asked for; and no cookie can be made up."""

import threading

from oauth_browser import CALLBACK, VERIFIER, Browser, authorize_query, challenge_of, code_in, make_app
from oauth_test_case import OAuthTestCase
from sign_in_client import PASSWORD, Pool, workbench

THREADS = 20
STORMS = 5


def flipped(text, position):
    """Another character of the same alphabet there."""
    return text[:position] + ("A" if text[position] != "A" else "B") + text[position + 1:]


class Codes(OAuthTestCase):
    def refused(self, page, error="invalid_grant"):
        self.assertEqual((page.status, page.error), (400, error), page)

    def test_one_is_good_once(self):
        code = self.code()
        self.assertEqual(self.redeem(code).status, 200)
        for _ in range(3):
            self.refused(self.redeem(code))

    def test_of_twenty_at_once_one_wins(self):
        for _ in range(STORMS):
            code, pages, gate = self.code(), [], threading.Barrier(THREADS)

            def redeem(browser, code=code, pages=pages, gate=gate):
                gate.wait()
                pages.append(self.redeem(code, browser))

            threads = [threading.Thread(target=redeem, args=(self.new_browser(),)) for _ in range(THREADS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(sorted((page.status, page.error or "") for page in pages), [(200, "")] + [(400, "invalid_grant")] * (THREADS - 1))

    def test_it_is_of_no_use_to_another_client_or_at_another_redirect_uri(self):
        code = self.code()
        other = make_app(self.pool.client, self.pool.id)["ClientId"]
        confidential = make_app(self.pool.client, self.pool.id, GenerateSecret=True)
        elsewhere = Pool(self.server.endpoint)
        self.addCleanup(elsewhere.close)
        elsewhere.client.must("CreateUserPoolDomain", UserPoolId=elsewhere.id, Domain="elsewhere-" + elsewhere.id[-9:].lower())
        self.refused(self.redeem(code, app=other))
        self.refused(self.redeem(code, app=make_app(elsewhere.client, elsewhere.id)["ClientId"]))
        self.refused(self.redeem(code, app=confidential["ClientId"]), "invalid_client")
        self.refused(self.redeem(code, app=confidential["ClientId"], client_secret=confidential["ClientSecret"]))
        for uri in (CALLBACK + "/", "https://evil.example/cb", CALLBACK.upper(), CALLBACK + " "):
            self.refused(self.redeem(code, redirect_uri=uri), "unauthorized_client")
        self.refused(self.redeem(code, redirect_uri=""), "invalid_request")
        self.assertEqual(self.redeem(code).status, 200)

    def test_a_code_of_a_confidential_client_needs_its_secret(self):
        app = make_app(self.pool.client, self.pool.id, GenerateSecret=True)
        self.secrets.add(app["ClientSecret"])
        code = self.browser.code(self.pool.id, authorize_query(app["ClientId"]), "alice", PASSWORD)
        for secret in ("", "x", app["ClientSecret"][:-1], app["ClientSecret"] + "a", app["ClientSecret"].upper()):
            self.refused(self.redeem(code, app=app["ClientId"], client_secret=secret), "invalid_client")
        self.assertEqual(self.redeem(code, app=app["ClientId"], client_secret=app["ClientSecret"]).status, 200)

    def test_no_part_of_it_is_good(self):
        code = self.code()
        for guess in (code[:-1], code[1:], code + "0", code.upper(), flipped(code, 0), flipped(code, 20), " " + code,
                      code.replace("-", ""), "a" * 30_000):
            self.refused(self.redeem(guess))
        for guess in ("", code + "\0"):
            self.refused(self.redeem(guess), "invalid_request")
        self.assertEqual(self.redeem(code).status, 200)

    def test_it_ends_after_five_minutes(self):
        code = self.code()
        workbench(self.server.endpoint, "POST", "/clock/advance", {"duration": "PT5M1S"})
        self.refused(self.redeem(code))

    def test_it_ends_with_its_user_and_its_client(self):
        self.pool.add_user("leaver")
        app = make_app(self.pool.client, self.pool.id)["ClientId"]
        codes = [Browser.code(self.new_browser(), self.pool.id, authorize_query(app), name, PASSWORD) for name in ("leaver", "alice")]
        self.secrets.update(codes)
        self.pool.client.must("AdminDeleteUser", UserPoolId=self.pool.id, Username="leaver")
        self.refused(self.redeem(codes[0], app=app))
        self.pool.client.must("DeleteUserPoolClient", UserPoolId=self.pool.id, ClientId=app)
        self.refused(self.redeem(codes[1], app=app), "invalid_client")
        self.refused(self.redeem(codes[1]))


class Proofs(OAuthTestCase):
    def test_who_asked_with_a_challenge_must_prove_it(self):
        challenge = challenge_of(VERIFIER)
        for verifier in (None, "", "w" * 43, challenge, VERIFIER[:-1], VERIFIER + "v", VERIFIER.upper(), "v" * 20_000):
            fields = {} if verifier is None else {"code_verifier": verifier}
            code = self.code(code_challenge=challenge, code_challenge_method="S256")
            page = self.redeem(code, **fields)
            self.assertEqual((page.status, page.error), (400, "invalid_grant"), f"{verifier!r:.80}: {page}")
            # Who guesses has spent it.
            self.assertEqual(self.redeem(code, code_verifier=VERIFIER).status, 400)
        code = self.code(code_challenge=challenge, code_challenge_method="S256")
        self.assertEqual(self.redeem(code, code_verifier=VERIFIER).status, 200)

    def test_nobody_talks_the_server_out_of_it(self):
        self.code()
        for parameters in (
                {"code_challenge": VERIFIER, "code_challenge_method": "plain"}, {"code_challenge": VERIFIER}, {"code_challenge_method": "S256"},
                {"code_challenge": challenge_of(VERIFIER), "code_challenge_method": "s256"},
                {"code_challenge": challenge_of(VERIFIER) + "=", "code_challenge_method": "S256"},
                *({"code_challenge": text, "code_challenge_method": "S256"} for text in ("short", "~" * 43, "a" * 42, "a" * 44, "a" * 129)),
                {"code_challenge": challenge_of(VERIFIER), "code_challenge_method": "none"}, {"code_challenge": "\u00e4" * 43, "code_challenge_method": "S256"},
                {"code_challenge": challenge_of(VERIFIER), "code_challenge_method": "S256 plain"}):
            page = self.browser.get(f"/oauth2/authorize?{self.query(**parameters)}")
            self.assertEqual((page.status, page.error, code_in(page.location)), (302, "invalid_request", None), f"{parameters}: {page}")

    def test_what_is_no_digest_is_proved_by_nothing(self):
        for challenge in (VERIFIER, "a" * 43, "-" * 43):
            for fields in ({}, {"code_verifier": challenge}, {"code_verifier": VERIFIER}):
                self.assertEqual(self.redeem(self.code(code_challenge=challenge, code_challenge_method="S256"), **fields).error, "invalid_grant")

    def test_a_form_that_is_posted_with_another_challenge_gives_a_code_for_that_one(self):
        browser = self.new_browser()
        browser.get(f"/login?{self.query(code_challenge=challenge_of(VERIFIER), code_challenge_method='S256')}")
        query = self.query(code_challenge=challenge_of("w" * 43), code_challenge_method="S256")
        code = code_in(browser.submit(self.pool.id, f"/login?{query}", username="alice", password=PASSWORD).location)
        self.assertEqual(self.redeem(code, code_verifier=VERIFIER).error, "invalid_grant")


class Cookies(OAuthTestCase):
    def setUp(self):
        super().setUp()
        self.name = f"cognito-{self.pool.id}"

    def asks_to_sign_in(self, browser, query=None):
        page = browser.get(f"/oauth2/authorize?{query or self.query()}")
        self.assertTrue(page.location.startswith(f"{self.server.endpoint}/login?"), page)
        page = browser.get(f"/oauth2/authorize?{(query or self.query())}&prompt=none")
        self.assertIsNone(code_in(page.location), page)

    def test_no_other_session_than_the_one_that_was_given_is_good(self):
        self.code()
        good = self.browser.cookies[self.name]
        for value in (good[:-1], good[1:], good + "A", good.swapcase(), flipped(good, 0), flipped(good, 20), flipped(good, len(good) - 1), "", "A" * 43,
                      "A" * 7000, '"' + good + '"', good + "%00", "../" + good, "null", good.encode().hex()):
            stranger = self.new_browser()
            stranger.cookies[self.name] = value
            self.asks_to_sign_in(stranger)
        for name in ("cognito", f"Cognito-{self.pool.id}", f"{self.name}x", f"cognito-{self.pool.id.lower()}", "XSRF-TOKEN",
                     f"page-data-{self.app}-{self.pool.id}"):
            stranger = self.new_browser()
            stranger.cookies[name] = good
            self.asks_to_sign_in(stranger)
        self.assertIsNotNone(code_in(self.browser.get(f"/oauth2/authorize?{self.query()}").location))

    def test_a_session_of_another_pool_is_none(self):
        self.code()
        elsewhere = Pool(self.server.endpoint)
        self.addCleanup(elsewhere.close)
        elsewhere.client.must("CreateUserPoolDomain", UserPoolId=elsewhere.id, Domain="elsewhere-" + elsewhere.id[-9:].lower())
        elsewhere.add_user("alice")
        query = authorize_query(make_app(elsewhere.client, elsewhere.id)["ClientId"])
        self.asks_to_sign_in(self.browser, query)
        self.browser.cookies[f"cognito-{elsewhere.id}"] = self.browser.cookies[self.name]
        self.asks_to_sign_in(self.browser, query)
        self.assertIsNotNone(self.browser.code(elsewhere.id, query, "alice", PASSWORD))

    def test_a_session_that_was_set_before_the_sign_in_is_not_the_one_after_it(self):
        self.browser.cookies[self.name] = fixed = "F" * 43
        self.code()
        self.assertNotEqual(self.browser.cookies[self.name], fixed)
        stranger = self.new_browser()
        stranger.cookies[self.name] = fixed
        self.asks_to_sign_in(stranger)

    def test_signing_out_ends_it_for_who_copied_it(self):
        self.code()
        thief = self.new_browser()
        thief.cookies = dict(self.browser.cookies)
        self.assertIsNotNone(code_in(thief.get(f"/oauth2/authorize?{self.query()}").location))
        self.browser.get(f"/logout?client_id={self.app}&logout_uri=https%3A%2F%2Fapp.example%2Fbye")
        self.asks_to_sign_in(thief)


class PageFlows(OAuthTestCase):
    """What a browser is in the midst of: a first sign-in with a password that has to be set anew."""

    def setUp(self):
        super().setUp()
        self.name = f"page-data-{self.app}-{self.pool.id}"
        self.user = self.id().rpartition(".")[2][:100]
        self.begin(self.browser, self.pool, self.query())

    def begin(self, browser, pool, query):
        pool.client.must("AdminCreateUser", UserPoolId=pool.id, Username=self.user, MessageAction="SUPPRESS", TemporaryPassword=PASSWORD)
        page = browser.sign_in(pool.id, query, self.user, PASSWORD)
        self.assertTrue(page.location.startswith(f"{self.server.endpoint}/changePassword?"), page)
        self.secrets.add(browser.cookies[self.name])

    def set_password(self, browser, pool=None, query=None):
        """The answer to the form, whether or not it was ever shown to this browser."""
        query = query or self.query()
        browser.get(f"/login?{query}")
        return browser.submit((pool or self.pool).id, f"/changePassword?{query}", new_password="Batt3ry-staple", confirm_password="Batt3ry-staple")

    def gets_nothing(self, browser, **where):
        page = self.set_password(browser, **where)
        self.assertLess(page.status, 500)
        self.assertIsNone(code_in(page.location), page)
        self.assertNotIn(f"cognito-{self.pool.id}", browser.cookies)

    def test_no_other_cookie_leads_on(self):
        good = self.browser.cookies[self.name]
        for value in (good[:-1], good + "A", good.swapcase(), flipped(good, 0), flipped(good, 42), "", "A" * 43, "A" * 7000, None):
            stranger = self.new_browser()
            if value is not None:
                stranger.cookies[self.name] = value
            self.gets_nothing(stranger)
        self.assertIsNotNone(code_in(self.set_password(self.browser).location))

    def test_one_of_another_client_or_pool_does_not(self):
        copy = self.new_browser()
        other = make_app(self.pool.client, self.pool.id)["ClientId"]
        copy.cookies = self.browser.cookies | {f"page-data-{other}-{self.pool.id}": self.browser.cookies[self.name]}
        self.gets_nothing(copy, query=authorize_query(other))
        elsewhere = Pool(self.server.endpoint)
        self.addCleanup(elsewhere.close)
        elsewhere.client.must("CreateUserPoolDomain", UserPoolId=elsewhere.id, Domain="elsewhere-" + elsewhere.id[-9:].lower())
        other = make_app(elsewhere.client, elsewhere.id)["ClientId"]
        query = authorize_query(other)
        thief = self.new_browser()
        thief.cookies[f"page-data-{other}-{elsewhere.id}"] = self.browser.cookies[self.name]
        self.gets_nothing(thief, pool=elsewhere, query=query)
        self.assertIsNotNone(code_in(self.set_password(self.browser).location))

    def test_it_is_no_session_and_answers_once(self):
        thief = self.new_browser()
        thief.cookies = {f"cognito-{self.pool.id}": self.browser.cookies[self.name]}
        page = thief.get(f"/oauth2/authorize?{self.query()}")
        self.assertIsNone(code_in(page.location), page)
        copy = self.new_browser()
        copy.cookies = dict(self.browser.cookies)
        self.assertIsNotNone(code_in(self.set_password(self.browser).location))
        self.gets_nothing(copy)
