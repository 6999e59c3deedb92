"""Compares what a case expects with what the server answered.

Expected values are plain JSON. An object whose only member begins with `$` is a matcher (MATCHERS below); any other object must have exactly
the members of the answer, unless it carries "$partial": true. Every function returns the differences as lines, none if all is well.
"""
from __future__ import annotations

import decimal
import itertools
import json
import re
from typing import Any, Callable, Dict, List, Mapping

import jwt

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
EPOCH = re.compile(r"[1-9][0-9]{8,10}\.[0-9]{3}")


class Number:
    """A JSON number of the answer that keeps its spelling, which a float would lose."""

    def __init__(self, text: str):
        self.text = text
        self.value = decimal.Decimal(text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Number) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)

    def __str__(self) -> str:
        return self.text


class _Absent:
    def __repr__(self) -> str:
        return "(absent)"


ABSENT = _Absent()


def parse(text: str) -> Any:
    """The answer as Python values, numbers as Number. ValueError for what is not JSON, NaN and a member given twice included."""

    def members(pairs: List[tuple]) -> Dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            raise ValueError(f"a member twice among {[name for name, _ in pairs]}")
        return result

    def refuse(word: str) -> Any:
        raise ValueError(f"{word} is not JSON")

    return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=refuse, object_pairs_hook=members)


def json_text(value: Any) -> str:
    """A value of an answer as JSON again."""
    # json.dumps has no way to write a Number as it was spelt: mark it as a string, then take the quotes away.
    text = json.dumps(value, ensure_ascii=False, default=lambda number: f"\0{number}")
    return re.sub(r'"\\u0000([^"]*)"', r"\1", text)


def show(value: Any) -> str:
    return "nothing" if value is ABSENT else shorten(json_text(value))


def shorten(text: str) -> str:
    return text if len(text) <= 600 else text[:400] + f" ... ({len(text)} characters) ... " + text[-120:]


def matcher_of(expected: Any) -> str:
    """The matcher's name if this object is one, else an empty string."""
    if isinstance(expected, dict) and len(expected) == 1:
        name = next(iter(expected))
        if name in MATCHERS:
            return name
    return ""


def compare(expected: Any, actual: Any, captured: Mapping[str, Any], path: str = "$") -> List[str]:
    name = matcher_of(expected)
    if name:
        return MATCHERS[name](expected[name], actual, captured, path)
    if actual is ABSENT:
        return [f"{path}: expected {show(expected)}, got nothing"]
    if isinstance(expected, dict) and isinstance(actual, dict):
        return _compare_members(expected, actual, captured, path)
    if isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            return [f"{path}: expected {len(expected)} elements {show(expected)}, got {len(actual)} {show(actual)}"]
        return [line for i, item in enumerate(expected) for line in compare(item, actual[i], captured, f"{path}[{i}]")]
    if isinstance(expected, (int, float)) and not isinstance(expected, bool):
        same = isinstance(actual, Number) and actual.value == decimal.Decimal(str(expected))
    else:
        same = type(expected) is type(actual) and expected == actual
    return [] if same else [f"{path}: expected {show(expected)}, got {show(actual)}"]


def _compare_members(expected: dict, actual: dict, captured: Mapping[str, Any], path: str) -> List[str]:
    wanted = {name: value for name, value in expected.items() if name != "$partial"}
    problems = []
    for name, value in wanted.items():
        problems += compare(value, actual.get(name, ABSENT), captured, f"{path}.{name}")
    if not expected.get("$partial"):
        problems += [f"{path}.{name}: expected nothing, got {show(actual[name])}" for name in actual if name not in wanted]
    return problems


def order_problems(order: Any, body: Any) -> List[str]:
    """`order` lists member names as they must follow each other on the wire: of the top level, or {"path.to.object": [names]}."""
    problems = []
    for path, names in (order if isinstance(order, dict) else {"": order}).items():
        found = look_up(body, path) if path else body
        members = [name for name in found if name in names] if isinstance(found, dict) else []
        if members != names:
            problems.append(f"order of members at {path or 'the top'}: expected {names}, got {members}")
    return problems


def look_up(body: Any, path: str) -> Any:
    """The value at a dotted path, list positions as numbers; ABSENT if there is none. `$header` and `$claims` look into a token, and a
    lone `$` is the whole body."""
    if path == "$":
        return body
    for part in path.split("."):
        if part in ("$header", "$claims") and isinstance(body, str):
            body = parse(getattr(jwt.take_apart(body), part[1:]))
        elif isinstance(body, list) and part.isdigit() and int(part) < len(body):
            body = body[int(part)]
        elif isinstance(body, dict) and part in body:
            body = body[part]
        else:
            return ABSENT
    return body


def _say(is_good: bool, path: str, wish: str, actual: Any) -> List[str]:
    return [] if is_good else [f"{path}: expected {wish}, got {show(actual)}"]


def _match(pattern, actual, _captured, path):
    good = isinstance(actual, str) and re.fullmatch(pattern, actual, re.DOTALL)
    return _say(bool(good), path, f"a match of /{pattern}/", actual)


def _epoch(_argument, actual, _captured, path):
    good = isinstance(actual, Number) and EPOCH.fullmatch(actual.text)
    return _say(bool(good), path, "epoch seconds with three decimals", actual)


def _any_of(options, actual, captured, path):
    good = any(not compare(option, actual, captured, path) for option in options)
    return _say(good, path, f"one of {show(options)}", actual)


def _later(name, actual, captured, path):
    before = captured.get(name)
    good = isinstance(actual, Number) and isinstance(before, Number) and actual.value > before.value
    return _say(good, path, f"a number above {name} = {before}", actual)


def _unordered(items, actual, captured, path):
    left = list(actual) if isinstance(actual, list) else []
    for item in items:
        hit = next((i for i, other in enumerate(left) if not compare(item, other, captured, path)), None)
        if hit is None:
            return [f"{path}: expected an element like {show(item)}, got {show(actual)}"]
        del left[hit]
    return _say(isinstance(actual, list) and not left, path, f"only {show(items)}", actual)


def _each(item, actual, captured, path):
    if not isinstance(actual, list):
        return [f"{path}: expected a list, got {show(actual)}"]
    return [line for i, other in enumerate(actual) for line in compare(item, other, captured, f"{path}[{i}]")]


def _plus(argument, actual, captured, path):
    name, seconds = argument
    before = captured.get(name)
    good = isinstance(actual, Number) and isinstance(before, Number) and actual.value == before.value + decimal.Decimal(str(seconds))
    return _say(good, path, f"{name} = {before} and {seconds} more", actual)


def _jwt(wanted, actual, captured, path):
    """Claims are there for `$plus`, `$same` and the like beside what was captured, as `claims.NAME`."""
    try:
        token = jwt.take_apart(actual)
        header, claims = parse(token.header), parse(token.claims)
    except ValueError as error:
        return _say(False, path, f"a JSON Web Token ({error})", actual)
    if not isinstance(header, dict) or not isinstance(claims, dict):
        return _say(False, path, "a JSON Web Token of two objects", actual)
    problems = compare(wanted["header"], header, captured, f"{path}.$header") if "header" in wanted else []
    if "claims" in wanted:
        known = {**captured, **{f"claims.{name}": value for name, value in claims.items()}}
        problems += compare(wanted["claims"], claims, known, f"{path}.$claims")
    if "keys" in wanted:
        keys = captured.get(wanted["keys"])
        problem = jwt.signature_problem(token, header, keys) if isinstance(keys, list) else f"no list was captured as {wanted['keys']!r}"
        problems += [f"{path}: {problem}"] if problem else []
    return problems


def _violations(items, actual, _captured, path):
    """AWS's list of everything that breaks the model. The order of the items is nobody's promise."""
    head = f"{len(items)} validation error{'' if len(items) == 1 else 's'} detected: "
    good = any(actual == head + "; ".join(order) for order in itertools.permutations(items))
    return _say(good, path, f"{head}(in any order) {show(items)}", actual)


MATCHERS: Dict[str, Callable[[Any, Any, Mapping[str, Any], str], List[str]]] = {
    "$any": lambda _a, actual, _c, path: _say(actual is not ABSENT, path, "something", actual),
    "$absent": lambda _a, actual, _c, path: _say(actual is ABSENT, path, "nothing", actual),
    "$uuid": lambda _a, actual, _c, path: _say(isinstance(actual, str) and bool(UUID.fullmatch(actual)), path, "a uuid", actual),
    "$epoch": _epoch,
    "$match": _match,
    "$length": lambda n, actual, _c, path: _say(isinstance(actual, list) and len(actual) == n, path, f"{n} elements", actual),
    "$each": _each,
    "$violations": _violations,
    "$unordered": _unordered,
    "$any_of": _any_of,
    "$all": lambda items, actual, captured, path: [line for item in items for line in compare(item, actual, captured, path)],
    "$same": lambda n, actual, c, path: _say(n in c and c[n] == actual, path, f"{n} = {show(c.get(n, ABSENT))}", actual),
    "$differs": lambda n, actual, c, path: _say(actual is not ABSENT and n in c and c[n] != actual, path, f"other than {n}", actual),
    "$later": _later,
    "$plus": _plus,
    "$jwt": _jwt,
}
