"""Functions of cases, called as a server calls them. No rockpool takes part: this is about the runner."""
from __future__ import annotations

import json
import unittest
import urllib.error
import urllib.request

import functions
import loading
import running
import templates

CASE = {"name": "n", "provenance": "assumed", "source": "s", "steps": [{"called": "pre"}]}
EVENT = {"version": "1", "response": {"a": None, "b": 1}}


class FunctionsTest(unittest.TestCase):
    def setUp(self):
        self.server = functions.FunctionServer()
        self.addCleanup(self.server.stop)

    def invoke(self, name, event=None):
        """(status, what the headers say of an error, JSON of the answer)."""
        url = f"{self.server.base}/2015-03-31/functions/{urllib.request.quote(name, safe='')}/invocations"
        request = urllib.request.Request(url, json.dumps(event or EVENT).encode(), method="POST")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request) as answer:
                return answer.status, answer.getheader("X-Amz-Function-Error"), json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers["x-amzn-ErrorType"], json.load(error)

    def test_answers_in_turn_and_the_last_one_stays(self):
        case = self.server.functions_of({"pre": [{"response": {"a": 2}}, {"error": "no"}, {"answer": [1]}]})
        arn = case.arn("pre")
        self.assertEqual(self.invoke(arn), (200, None, {"version": "1", "response": {"a": 2, "b": 1}}))
        self.assertEqual(self.invoke(arn), (200, "Unhandled", {"errorMessage": "no", "errorType": "Error", "trace": []}))
        self.assertEqual(self.invoke(arn)[2], [1])
        self.assertEqual(self.invoke(arn)[2], [1])

    def test_what_cannot_be_invoked_has_its_status(self):
        case = self.server.functions_of({"pre": [{"status": 403, "type": "AccessDeniedException"}]})
        self.assertEqual(self.invoke(case.arn("pre"))[:2], (403, "AccessDeniedException"))
        self.assertEqual(self.invoke(functions.Functions("case99", {"pre": [{}]}).arn("pre"))[:2], (404, "ResourceNotFoundException"))

    def test_cases_do_not_see_each_other(self):
        one, two = self.server.functions_of({"pre": [{}]}), self.server.functions_of({"pre": [{}]})
        self.invoke(one.arn("pre"))
        self.assertEqual((one.unseen(), two.unseen()), (["pre"], []))

    def run_case(self, expect, calls=1, **members):
        """What a case of one step tells after so many calls."""
        case = loading.case_of({**CASE, "functions": {"pre": {}}, "steps": [{"called": "pre", "expect": {"status": 200, **expect}}], **members}, "file")
        made = self.server.functions_of(case.functions)
        for _ in range(calls):
            self.invoke(made.arn("pre"))

        class Given:
            """Hands out the functions that were called already."""
            @staticmethod
            def functions_of(_turns):
                return made

        return running.run_case(case, 1, "", Given)

    def test_a_step_compares_the_event_and_its_order(self):
        self.assertEqual(self.run_case({"body": EVENT, "order": ["version", "response"]}), "")
        self.assertIn("version", self.run_case({"body": {**EVENT, "version": "2"}}))
        self.assertIn("order", self.run_case({"order": ["response", "version"]}))

    def test_a_call_too_many_is_told(self):
        self.assertIn("no step has looked at: pre", self.run_case({"body": EVENT}, calls=2))

    def test_a_call_that_does_not_come_is_told(self):
        before, functions.WAIT_SECONDS = functions.WAIT_SECONDS, 0.05
        try:
            self.assertIn("was not called", self.run_case({}, calls=0))
        finally:
            functions.WAIT_SECONDS = before

    def test_what_is_no_function_is_refused(self):
        for members in ({"functions": {}}, {"functions": {"pre": {"respond": {}}}}, {"functions": {"pre": []}}, {"functions": {"pre": [7]}},
                        {"functions": {"pre": {"status": 403}}}, {"functions": {"pre": {"error": "a", "text": "b"}}}, {"functions": []},
                        {"functions": {"pre": {}}, "steps": [{"called": "pre", "operation": "SignUp"}]}):
            with self.assertRaises(loading.Refused, msg=str(members)):
                loading.case_of({**CASE, **members}, "file")

    def test_an_arn_is_of_the_case_alone(self):
        case = self.server.functions_of({"pre": [{}]})
        self.assertRegex(templates.expand_text("{{arn:pre}}", {templates.ARN: case.arn}), r"^arn:aws:lambda:us-east-1:[0-9]{12}:function:case[0-9]+-pre$")
        with self.assertRaises(templates.UnknownPlaceholder):
            templates.expand_text("{{arn:post}}", {templates.ARN: case.arn})
