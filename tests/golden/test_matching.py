"""The matcher's own tests. What matters most is that a difference is seen: a lenient matcher would pass every case."""
from __future__ import annotations

import json
import pathlib
import tempfile
import unittest

import exchange
import loading
import matching
import templates
from matching import ABSENT, Number, compare, parse

UUID = "0f0e0d0c-0b0a-4908-8706-050403020100"


class Values(unittest.TestCase):
    def test_a_value_of_an_answer_is_json_again(self):
        text = '{"a": [1.500, "x\\"y"], "b": null}'
        self.assertEqual(matching.json_text(matching.parse(text)), text)

    def test_equal_values_agree(self):
        for text in ('"a"', "1", "true", "null", "[]", "{}", '{"a":[1,{"b":null}]}'):
            self.assertEqual(compare(json.loads(text), parse(text), {}), [], text)

    def test_types_are_told_apart(self):
        for expected, text in ((1, "true"), (True, "1"), ("1", "1"), (1, '"1"'), ({}, "[]"), ([], "{}"), (None, "0"), ("", "null")):
            self.assertTrue(compare(expected, parse(text), {}), (expected, text))

    def test_a_missing_or_surplus_member_is_a_difference(self):
        self.assertEqual(compare({"a": 1}, parse("{}"), {}), ["$.a: expected 1, got nothing"])
        self.assertEqual(compare({}, parse('{"a":1}'), {}), ["$.a: expected nothing, got 1"])

    def test_partial_allows_surplus_members_at_its_own_level_only(self):
        expected = {"$partial": True, "a": {"b": 1}}
        self.assertEqual(compare(expected, parse('{"a":{"b":1},"z":0}'), {}), [])
        self.assertTrue(compare(expected, parse('{"a":{"b":1,"c":2}}'), {}))
        self.assertTrue(compare(expected, parse('{"z":0}'), {}))

    def test_lists_need_length_and_order(self):
        self.assertTrue(compare([1, 2], parse("[2,1]"), {}))
        self.assertTrue(compare([1], parse("[1,1]"), {}))

    def test_an_answer_with_a_member_twice_or_nan_is_refused(self):
        self.assertRaises(ValueError, parse, '{"a":1,"a":1}')
        self.assertRaises(ValueError, parse, '{"a":NaN}')


class Matchers(unittest.TestCase):
    def check(self, matcher, good, bad, captured=None):
        for value in good:
            self.assertEqual(compare(matcher, value, captured or {}), [], value)
        for value in bad:
            self.assertTrue(compare(matcher, value, captured or {}), value)

    def test_uuid(self):
        self.check({"$uuid": True}, [UUID], [UUID.upper(), UUID + "0", "", None, ABSENT])

    def test_epoch_needs_three_decimals_in_the_raw_text(self):
        good = [Number("1701129701.653"), Number("1701129701.000")]
        self.check({"$epoch": True}, good, [Number("1701129701.65"), Number("1701129701"), Number("1.701129701653E9"), "1701129701.653", ABSENT])

    def test_match_means_the_whole_text(self):
        self.check({"$match": "a.c"}, ["abc", "a\nc"], ["xabc", "abcx", None, Number("1"), ABSENT])
        self.check({"$match": "(?=.*one)(?=.*two).*"}, ["two one"], ["one"])

    def test_absent_and_any(self):
        self.check({"$absent": True}, [ABSENT], [None, "", {}])
        self.check({"$any": True}, [None, "", {}], [ABSENT])
        self.assertTrue(compare({"a": {"$any": True}}, {}, {}))
        self.assertEqual(compare({"a": {"$absent": True}}, {}, {}), [])

    def test_any_of(self):
        self.check({"$any_of": [{"$absent": True}, {}]}, [ABSENT, {}], [{"a": "b"}, None])

    def test_lists(self):
        self.check({"$length": 2}, [["a", "b"]], [["a"], {}, ABSENT])
        self.check({"$unordered": ["a", "b"]}, [["b", "a"]], [["a"], ["a", "a"], ["a", "b", "b"], ABSENT])
        self.check({"$unordered": []}, [[]], [["a"], {}, ABSENT])
        self.check({"$each": {"$match": "a+"}}, [[], ["a", "aa"]], [["a", "b"], ABSENT])

    def test_violations_come_in_any_order_and_in_full(self):
        one, two = "1 validation error detected: a", "2 validation errors detected: "
        self.check({"$violations": ["a"]}, [one], [one + "; b", "a", two + "a; a", "2 validation errors detected: a", ABSENT])
        self.check({"$violations": ["a", "b"]}, [two + "b; a", two + "a; b"], [two + "a", one, two + "a; a", two + "a, b"])

    def test_all_needs_every_one(self):
        self.check({"$all": [{"$match": "a.*"}, {"$match": ".*b"}]}, ["ab"], ["a", "b"])

    def test_captured_values(self):
        captured = {"then": Number("10.500"), "word": "a"}
        self.check({"$same": "then"}, [Number("10.500")], [Number("10.501"), "10.500", ABSENT], captured)
        self.check({"$differs": "word"}, ["b"], ["a", ABSENT], captured)
        self.check({"$later": "then"}, [Number("10.501")], [Number("10.500"), Number("10.499"), "11", ABSENT], captured)
        self.check({"$same": "never captured"}, [], ["a", None], captured)


class Order(unittest.TestCase):
    def test_the_order_on_the_wire_is_seen(self):
        body = parse('{"b":{"y":1,"z":1},"a":1}')
        self.assertEqual(matching.order_problems(["b", "a"], body), [])
        self.assertTrue(matching.order_problems(["a", "b"], body))
        self.assertEqual(matching.order_problems({"b": ["y", "z"]}, body), [])
        self.assertTrue(matching.order_problems({"b": ["z", "y"]}, body))

    def test_a_name_that_is_not_there_is_a_difference(self):
        self.assertTrue(matching.order_problems(["a", "c"], parse('{"a":1}')))
        self.assertTrue(matching.order_problems({"a.b": ["c"]}, parse('{"a":1}')))


class Answers(unittest.TestCase):
    def test_status_headers_and_text_count(self):
        answer = exchange.Answer(400, [("X-Amzn-ErrorType", "E:")], b"{}")
        good = {"status": 400, "headers": {"x-amzn-errortype": "E:", "other": {"$absent": True}}, "text": "{}"}
        self.assertEqual(exchange.differences(good, answer, {}), [])
        for bad in ({"status": 200}, {"status": 400, "headers": {"other": "x"}}, {"status": 400, "text": "{} "}, {"status": {"$match": "5.."}}):
            self.assertTrue(exchange.differences(bad, answer, {}), bad)

    def test_a_body_that_is_no_json_is_a_difference(self):
        self.assertTrue(exchange.differences({"status": 200, "body": {"$any": True}}, exchange.Answer(200, [], b"<html>"), {}))


class Placeholders(unittest.TestCase):
    def test_names_files_and_repetition(self):
        self.assertEqual(templates.expand({"{{a}}": ["{{repeat:x:3}}"]}, {"a": "k"}), {"k": ["xxx"]})
        self.assertIn("EntityDescriptor", templates.expand("{{file:saml_redirect.xml}}", {}))

    def test_an_altered_text_differs_in_one_character(self):
        self.assertEqual(templates.expand(["{{altered:t:0}}", "{{altered:t:-1}}"], {"t": "Axy"}), ["Bxy", "AxA"])

    def test_what_nothing_captured_is_an_error(self):
        self.assertRaises(templates.UnknownPlaceholder, templates.expand, "{{never}}", {})


class Loading(unittest.TestCase):
    CASE = {"name": "n", "provenance": "assumed", "source": "s", "steps": [{"operation": "ListUserPools", "expect": {"status": 200}}]}

    def test_a_complete_case_is_taken(self):
        self.assertEqual(loading.case_of(dict(self.CASE), "f").name, "n")

    def test_an_incomplete_or_misspelt_case_is_refused(self):
        steps = [{"expect": {"status": 200, "boddy": {}}}, {"expect": {}}, {"expect": {"status": 200, "body": {"$uid": True}}}, {"body": 1, "raw": ""}]
        wrong = [{"provenance": None}, {"provenance": "guessed"}, {"source": " "}, {"name": ""}, {"steps": []}, {"extra": 1}]
        for change in wrong + [{"steps": [step]} for step in steps]:
            with self.assertRaises(loading.Refused, msg=change):
                loading.case_of({**self.CASE, **change}, "f")

    def test_a_source_that_nobody_can_look_up_is_refused(self):
        for source in ("notes.md 3.5", "issue 2, Pools", "Issues 2 and 3", "PR #36311", "aws-cdk#6953", "#6953", "aws/aws-cdk#1; issue 2"):
            with self.assertRaises(loading.Refused, msg=source):
                loading.case_of({**self.CASE, "source": source}, "f")

    def test_a_source_that_names_its_repository_is_taken(self):
        for source in ("aws/aws-cdk#6953", "aws-amplify/amplify-js#5165 and #13265: a text", "API reference, CreateGroup", "RFC 9110; 2 of 3"):
            self.assertEqual(loading.case_of({**self.CASE, "source": source}, "f").source, source)

    def test_a_case_that_moves_the_clock_of_others_is_refused(self):
        moving = {**self.CASE, "name": "m", "steps": [{"path": "/_rockpool/clock/advance", "body": {"seconds": 1}}]}
        reading = {**self.CASE, "name": "r", "steps": [{"method": "GET", "path": "/_rockpool/clock"}]}
        for cases, count in (([self.CASE, moving], 1), ([self.CASE, {**moving, "server": ["--account", "1"]}], 0), ([self.CASE, reading], 0), ([moving], 0)):
            with tempfile.TemporaryDirectory() as directory:
                pathlib.Path(directory, "cases.json").write_text(json.dumps(cases), encoding="utf-8")
                self.assertEqual(len(loading.load(pathlib.Path(directory))[1]), count)


if __name__ == "__main__":
    unittest.main()
