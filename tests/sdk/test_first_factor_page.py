"""/login/continue of managed login from outside: the name alone, then what the person has; and the languages of pages."""

import os
import re
import sys
import urllib.parse

import newest
import support
from newest import PASSWORD

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support"))
import oauth_browser  # noqa: E402

CONTINUE = "/login/continue"
PHONE = "+15555550100"


def setUpModule():
    support.start_module_server()


class PageTestCase(newest.NewestTestCase):
    version = 2

    def setUp(self):
        super().setUp()
        self.make_pool(("PASSWORD", "EMAIL_OTP", "SMS_OTP"), **newest.FROM_OUR_OWN_ADDRESS, **newest.BY_SMS)
        self.cognito.create_user_pool_domain(UserPoolId=self.pool_id, Domain=self.pool_id.lower().replace("_", "-"),
                                             ManagedLoginVersion=self.version)
        self.app = self.make_app()
        self.query = oauth_browser.authorize_query(self.app, state="a b")
        self.browser = self.open_browser()

    def make_app(self):
        app = self.make_client(AllowedOAuthFlowsUserPoolClient=True, AllowedOAuthFlows=["code"], AllowedOAuthScopes=["openid"],
                               CallbackURLs=[oauth_browser.CALLBACK], SupportedIdentityProviders=["COGNITO"])
        if self.version == 2:
            self.cognito.create_managed_login_branding(UserPoolId=self.pool_id, ClientId=app, UseCognitoProvidedValues=True)
        return app

    def open_browser(self):
        browser = oauth_browser.Browser(support.endpoint())
        self.addCleanup(browser.close)
        return browser

    def send(self, path, **fields):
        return self.browser.post(path, {"csrf": self.browser.cookies[f"XSRF-TOKEN-{self.pool_id}"], **fields})

    def follow(self, page):
        self.assertEqual(page.status, 302, page)
        to = urllib.parse.urlsplit(page.location)
        return self.browser.get(f"{to.path}?{to.query}")

    def path_of(self, page):
        return urllib.parse.urlsplit(page.location).path


class FirstFactor(PageTestCase):
    def add_ada(self, **values):
        self.add_user(**{"email": "ada@example.com", "email_verified": "true", "phone_number": PHONE, "phone_number_verified": "true", **values})

    def say_name(self, name="ada"):
        page = self.browser.get(f"/login?{self.query}")
        self.assertIn('name="username"', page.text)
        self.assertNotIn('name="password"', page.text)
        left = self.send(f"/login?{self.query}", username=name)
        self.assertEqual(left.location, f"{support.endpoint()}{CONTINUE}?{self.query}", "with all that the application has asked")
        return self.follow(left)

    def offered(self, page):
        return re.findall(r'name="challenge" value="([A-Z_]+)"', page.text)

    def is_back(self, page):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page.location).query))
        return page.location.startswith(oauth_browser.CALLBACK + "?") and query.get("state") == "a b" and "code" in query

    def test_the_password_stands_first_and_the_ways_below_it(self):
        self.add_ada()
        page = self.say_name()
        self.assertIn('name="password"', page.text)
        self.assertEqual(self.offered(page), ["EMAIL_OTP", "SMS_OTP"])
        self.assertTrue(self.is_back(self.send(f"{CONTINUE}?{self.query}", password=PASSWORD)))

    def test_a_code_by_either_way_signs_in_after_a_wrong_one(self):
        self.add_ada()
        for challenge, to in (("EMAIL_OTP", "ada@example.com"), ("SMS_OTP", PHONE)):
            with self.subTest(challenge):
                self.browser = self.open_browser()
                self.say_name()
                page = self.follow(self.send(f"{CONTINUE}?{self.query}", challenge=challenge))
                action = re.search(r'<form method="post" action="([^"?]*)', page.text)[1]
                message = self.outbox.next()
                self.assertEqual(message["destination"], to)
                wrong = self.send(f"{action}?{self.query}", authentication_code=newest.other_than(message["code"]))
                self.assertEqual(wrong.status, 200, wrong)
                self.assertIn("Invalid code or auth state for the user.", wrong.text)
                self.assertTrue(self.is_back(self.send(f"{action}?{self.query}", authentication_code=message["code"])))

    def test_what_the_person_has_not_is_not_offered_nor_taken(self):
        self.add_ada(phone_number_verified="false")
        self.assertEqual(self.offered(self.say_name()), ["EMAIL_OTP"])
        again = self.send(f"{CONTINUE}?{self.query}", challenge="SMS_OTP")
        self.assertEqual(again.status, 200)
        self.assertIn("Selected challenge is not available.", again.text)
        self.assertEqual(self.outbox.all_new(), [])

    def test_a_wrong_password_begins_anew_with_the_name_kept(self):
        self.add_ada()
        self.say_name()
        again = self.send(f"{CONTINUE}?{self.query}", password="wr0ng-Horse")
        page = self.follow(again) if again.status == 302 else again
        self.assertIn("Incorrect username or password.", page.text)
        self.assertIn('value="ada"', page.text)
        self.say_name()
        self.assertTrue(self.is_back(self.send(f"{CONTINUE}?{self.query}", password=PASSWORD)))

    def test_who_has_said_no_name_is_led_to_where_it_is_asked(self):
        page = self.browser.get(f"{CONTINUE}?{self.query}")
        self.assertEqual(page.location, f"{support.endpoint()}/login?{self.query}")

    def test_the_name_that_one_application_was_told_is_none_of_anothers(self):
        self.add_ada()
        self.say_name()
        other = oauth_browser.authorize_query(self.make_app())
        self.assertEqual(self.path_of(self.browser.get(f"{CONTINUE}?{other}")), "/login")
        stolen = self.open_browser()
        self.assertEqual(self.path_of(stolen.get(f"{CONTINUE}?{self.query}")), "/login", "nor another browser's")

    def test_nobody_is_offered_what_nobody_has_where_the_client_hides_who_exists(self):
        self.cognito.update_user_pool_client(
            UserPoolId=self.pool_id, ClientId=self.app, PreventUserExistenceErrors="ENABLED", ExplicitAuthFlows=list(newest.BY_CHOICE),
            AllowedOAuthFlowsUserPoolClient=True, AllowedOAuthFlows=["code"], AllowedOAuthScopes=["openid"], CallbackURLs=[oauth_browser.CALLBACK],
            SupportedIdentityProviders=["COGNITO"])
        self.assertIn('name="password"', self.say_name("nobody").text)
        again = self.send(f"{CONTINUE}?{self.query}", password=PASSWORD)
        page = self.follow(again) if again.status == 302 else again
        self.assertIn("Incorrect username or password.", page.text)


class Languages(PageTestCase):
    def shown(self, browser=None, **parameters):
        """(language, heading) of the sign-in page, which a browser asks for that would rather have it in French."""
        page = (browser or self.open_browser()).ask("GET", f"/login?{self.query}&{oauth_browser.query_of(parameters)}", headers={"Accept-Language": "fr"})
        return re.search(r'<html lang="([^"]*)"', page.text)[1], re.search(r"<h1>([^<]*)", page.text)[1]

    def test_are_asked_for_by_lang_alone_and_remembered(self):
        english = ("en", "Sign in")
        self.assertEqual(self.shown(), english)
        self.assertEqual(self.shown(ui_locales="de"), english)
        browser = self.open_browser()
        self.assertEqual(self.shown(browser, lang="de"), ("de", "Anmelden"))
        self.assertEqual(self.shown(browser), ("de", "Anmelden"))
        self.assertEqual(self.shown(browser, lang="es"), ("es", "Iniciar sesión"))
        self.assertEqual(self.shown(browser), ("es", "Iniciar sesión"))

    def test_that_have_no_texts_here_are_english_and_remembered(self):
        for absent in ("id", "nl", "it", "ko", "pt-BR", "zh-CN", "zh-TW"):
            with self.subTest(absent):
                browser = self.open_browser()
                self.shown(browser, lang="ja")
                self.assertEqual(self.shown(browser, lang=absent)[0], "en")
                self.assertEqual(self.shown(browser)[0], "en")

    def test_that_are_not_there_leave_the_one_that_was_chosen(self):
        browser = self.open_browser()
        self.shown(browser, lang="ja")
        for absent in ("xx", "<b>", "", "de" * 3000):
            with self.subTest(absent[:10]):
                self.assertEqual(self.shown(lang=absent)[0], "en")
                self.assertEqual(self.shown(browser)[0], "ja")


class LanguagesOfTheClassicPages(PageTestCase):
    version = 1

    def test_are_one(self):
        page = self.browser.get(f"/login?{self.query}&lang=de")
        self.assertIn('<html lang="en"', page.text)
        self.assertIn('value="Sign in"', page.text)
