"""The tests of what the runner knows of forms, redirects, cookies and pages: a redirect that is read leniently would pass every case."""
from __future__ import annotations

import unittest

import exchange
import loading
import web
from matching import ABSENT

LOCATION = "https://app.example/cb?error_description=a+b%3Ac&state=%26&error=x"


class Forms(unittest.TestCase):
    def test_fields_are_escaped_and_keep_their_order(self):
        self.assertEqual(web.encode({"b": "a b&c=é", "a": ["1", "2"], "e": ""}), "b=a+b%26c%3D%C3%A9&a=1&a=2&e=")

    def test_a_step_with_a_form_is_no_call_of_the_api(self):
        step = {"path": "/oauth2/token", "form": {"code": "{{code}}"}}
        self.assertEqual(exchange.headers_of(step, {}), {"Content-Type": web.FORM_TYPE})
        self.assertEqual(exchange.body_of(step, {"code": "a&b"}), b"code=a%26b")

    def test_a_step_with_a_query_has_it_behind_its_path(self):
        step = {"method": "GET", "path": "/oauth2/authorize", "query": {"state": "{{state}}"}}
        self.assertEqual(exchange.target_of(step, {"state": "a b"}), "/oauth2/authorize?state=a+b")
        self.assertEqual(exchange.headers_of(step, {}), {})

    def test_what_are_no_fields_is_refused(self):
        for step in ({"form": []}, {"form": {"a": 1}}, {"query": "a=b"}, {"form": {"a": "b"}, "raw": "x"}):
            case = {"name": "n", "provenance": "assumed", "source": "s", "steps": [step]}
            self.assertRaises(loading.Refused, loading.case_of, case, "f")


class Locations(unittest.TestCase):
    def problems(self, expected, location=LOCATION, captured=None):
        return web.location_problems(expected, location, captured or {})

    def test_agree_with_what_they_are(self):
        self.assertEqual(
            self.problems({"to": "https://app.example/cb", "query": {"error_description": "a b:c", "state": "&", "error": "x"}}), [])
        self.assertEqual(self.problems({"to": "myapp://", "fragment": {"a": {"$match": "[0-9]"}}}, "myapp://#a=1"), [])
        self.assertEqual(self.problems({"to": "/login"}, "/login"), [])

    def test_differ_in_each_part(self):
        query = {"error_description": "a b:c", "state": "&", "error": "x"}
        for expected in ({"to": "https://app.example/cb/", "query": query}, {"to": "https://app.example/cb"},
                         {"to": "https://app.example/cb", "query": {**query, "more": ""}},
                         {"to": "https://app.example/cb", "query": {**query, "error": "y"}},
                         {"to": "https://app.example/cb", "fragment": query},
                         {"query": query},
                         {"to": "https://app.example/cb", "query": {"state": "&", "error": "x", "error_description": "a b:c"}}):
            self.assertTrue(self.problems(expected), expected)
        self.assertTrue(self.problems({"to": "/"}, ABSENT))

    def test_may_hold_more_where_the_expectation_is_partial(self):
        self.assertEqual(self.problems({"to": "https://app.example/cb", "query": {"$partial": True, "error": "x", "state": "&"}}), [])

    def test_with_a_field_twice_are_refused(self):
        self.assertRaises(ValueError, web.parts, "/?a=1&a=2")
        self.assertRaises(ValueError, web.parts, "/?a")

    def test_can_be_captured_from(self):
        answer = exchange.Answer(302, [("Location", "https://a.example/?code=1#access_token=2")], b"")
        self.assertEqual(exchange.capture({"code": "@Location?code", "token": "@Location#access_token"}, answer), {"code": "1", "token": "2"})
        self.assertRaises(LookupError, exchange.capture, {"code": "@Location?state"}, answer)
        self.assertRaises(LookupError, exchange.capture, {"code": "@Location?state"}, exchange.Answer(200, [], b""))

    def test_with_misspelt_members_are_refused(self):
        case = {"name": "n", "provenance": "assumed", "source": "s", "steps": [{"expect": {"status": 302, "location": {"querry": {}}}}]}
        self.assertRaises(loading.Refused, loading.case_of, case, "f")


class Pages(unittest.TestCase):
    ANSWER = exchange.Answer(200, [("Set-Cookie", "XSRF-TOKEN=old; Path=/"), ("Set-Cookie", "XSRF-TOKEN=ab=c; Path=/"), ("Set-Cookie", "X=1")],
                             b'<form><input name="a"><input type="hidden" value="1 &amp; 2" name="_csrf"/><input name="_csrf" value="3">')

    def test_give_cookies_and_the_values_of_inputs(self):
        wanted = {"xsrf": "@Set-Cookie/XSRF-TOKEN", "csrf": "input/_csrf", "a": "input/a"}
        self.assertEqual(exchange.capture(wanted, self.ANSWER), {"xsrf": "ab=c", "csrf": "1 & 2", "a": ""})

    def test_have_not_what_they_do_not_have(self):
        for path in ("@Set-Cookie/XSRF", "input/csrf"):
            self.assertRaises(LookupError, exchange.capture, {"x": path}, self.ANSWER)


if __name__ == "__main__":
    unittest.main()
