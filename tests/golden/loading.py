"""Reads the case files and refuses what is not a complete case, so that a misspelt member cannot make a test pass."""
from __future__ import annotations

import collections
import json
import pathlib
import re
from typing import Any, Dict, List, NamedTuple, Tuple

import functions
import matching
import web

CASES = pathlib.Path(__file__).resolve().parent / "cases"
PROVENANCES = ("recorded", "documented", "assumed")
CASE_MEMBERS = {"name", "provenance", "source", "server", "given", "functions", "steps"}
STEP_MEMBERS = {"method", "path", "headers", "operation", "body", "raw", "base64", "form", "query", "called", "repeat", "awaited", "capture", "expect"}
EXPECT_MEMBERS = {"status", "headers", "location", "body", "text", "order"}
JWT_MEMBERS = {"header", "claims", "keys"}
FUNCTIONS_OPTION = ("--lambda-endpoint", "{{functions}}")  # of the servers of all cases that have functions

# A source is public: notes in a *.md file and issues of a tracker that is not named cannot be looked up by a reader.
NOT_PUBLIC = re.compile(r"\.md\b|\b(?:issue|pull request|PR)s?\s+#?\d|[\w.-]*#\d+", re.IGNORECASE)
NAMED_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+#\d+(?: and #\d+)*")


class Case(NamedTuple):
    file: str
    name: str
    provenance: str
    source: str
    server: Tuple[str, ...]
    given: Dict[str, str]
    functions: Dict[str, List[Dict[str, Any]]]
    steps: List[Dict[str, Any]]


class Refused(Exception):
    """A case file that cannot be used; the text says where and why."""


def load(directory: pathlib.Path = CASES) -> Tuple[List[Case], List[str]]:
    """All cases in the order of their files, and what was refused."""
    cases: List[Case] = []
    refused: List[str] = []
    for path in sorted(directory.rglob("*.json")):
        file = path.relative_to(directory).as_posix()
        try:
            cases += _read_file(path, file, refused)
        except Refused as error:
            refused.append(str(error))
    return cases, refused + _moved_clocks_of_others(cases)


def _moved_clocks_of_others(cases: List[Case]) -> List[str]:
    """Cases of the same options run at once on one server: whoever moved its clock would let the others' codes and sessions expire."""
    users = collections.Counter(case.server for case in cases)

    def moves_clock(step: Dict[str, Any]) -> bool:
        return step.get("path", "").startswith("/_rockpool/clock") and step.get("method", "POST") != "GET"

    return [f"{case.file}: {case.name}: moves the clock, and so needs options that no other case has"
            for case in cases if users[case.server] > 1 and any(map(moves_clock, case.steps))]


def _read_file(path: pathlib.Path, file: str, refused: List[str]) -> List[Case]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_members)
    except ValueError as error:
        raise Refused(f"{file}: not readable: {error}") from None
    if not isinstance(entries, list):
        raise Refused(f"{file}: not a list of cases")
    cases: List[Case] = []
    for number, entry in enumerate(entries, 1):
        try:
            case = case_of(entry, file)
            if case.name in (other.name for other in cases):
                raise Refused("the name is taken by another case of the file")
            cases.append(case)
        except Refused as error:
            name = entry.get("name") if isinstance(entry, dict) else None
            refused.append(f"{file}: case {number} ({name}): {error}")
    return cases


def _members(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError(f"a member twice among {[name for name, _ in pairs]}")
    return result


def case_of(entry: Any, file: str) -> Case:
    if not isinstance(entry, dict):
        raise Refused("not an object")
    _only(entry, CASE_MEMBERS, "the case")
    for member in ("name", "provenance", "source"):
        if not isinstance(entry.get(member), str) or not entry[member].strip():
            raise Refused(f"no {member}")
    if entry["provenance"] not in PROVENANCES:
        raise Refused(f"provenance {entry['provenance']!r} is none of {', '.join(PROVENANCES)}")
    private = NOT_PUBLIC.search(NAMED_REPOSITORY.sub("", entry["source"]))
    if private:
        raise Refused(f"the source names {private.group()!r}, which nobody can look up; an issue is owner/repository#number")
    server = entry.get("server", [])
    if not isinstance(server, list) or not all(isinstance(option, str) for option in server):
        raise Refused("server is not a list of strings")
    given = entry.get("given", {})
    if not isinstance(given, dict) or not all(isinstance(text, str) for text in given.values()):
        raise Refused("given is not an object of strings")
    called = _functions_of(entry)
    steps = entry.get("steps")
    if not isinstance(steps, list) or not steps:
        raise Refused("no steps")
    for number, step in enumerate(steps, 1):
        _check_step(step, f"step {number}")
        if "called" in step and (step["called"] not in called or set(step) - {"called", "expect", "capture"}):
            raise Refused(f"step {number}: what looks at a call names one of the case's functions, and sends nothing")
    return Case(file, entry["name"], entry["provenance"], entry["source"], (*server, *(FUNCTIONS_OPTION if called else ())), given, called, steps)


def _functions_of(entry: Dict[str, Any]) -> Dict[str, List[Dict[str, Any]]]:
    """Each with the list of its answers."""
    found = entry.get("functions", {})
    if not isinstance(found, dict):
        raise Refused("functions is not an object")
    result = {}
    for name, said in found.items():
        result[name] = said if isinstance(said, list) else [said]
        for answer in result[name]:
            if not isinstance(answer, dict):
                raise Refused(f"the function {name} answers with what is no object")
            _only(answer, functions.ANSWER_MEMBERS, f"an answer of the function {name}")
            if len({"response", "error", "answer", "text", "status"} & set(answer)) > 1 or ("status" in answer) > ("type" in answer):
                raise Refused(f"the function {name} answers in two ways, or with a status and no type")
        if not result[name]:
            raise Refused(f"the function {name} has no answer")
    return result


def _check_step(step: Any, where: str) -> None:
    if not isinstance(step, dict):
        raise Refused(f"{where} is not an object")
    _only(step, STEP_MEMBERS, where)
    if len({"body", "raw", "base64", "form"} & set(step)) > 1:
        raise Refused(f"{where} has more than one body")
    for member in ("form", "query"):
        if member in step and not web.is_fields(step[member]):
            raise Refused(f"{where}: {member} is not an object of texts, or of lists of texts")
    if not isinstance(step.get("repeat", 1), int) or step.get("repeat", 1) < 1:
        raise Refused(f"{where}: repeat is not a count")
    if step.get("awaited", True) is not True:
        raise Refused(f"{where}: awaited is not true")
    expect = step.setdefault("expect", {"status": 200})
    _only(expect, EXPECT_MEMBERS, f"expect of {where}")
    if "status" not in expect:
        raise Refused(f"{where} expects no status")
    _only(expect.get("location", {}), web.LOCATION_MEMBERS, f"location of {where}")
    for member in ("status", "headers", "location", "body", "text"):
        _check_matchers(expect.get(member), where)


def _check_matchers(value: Any, where: str) -> None:
    for item in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        _check_matchers(item, where)
    if isinstance(value, dict):
        for name in value:
            if name.startswith("$") and name != "$partial" and not (name in matching.MATCHERS and len(value) == 1):
                raise Refused(f"{where}: {name} is no matcher, or not alone in its object")
        if "$jwt" in value:
            if not isinstance(value["$jwt"], dict) or not value["$jwt"]:
                raise Refused(f"{where}: $jwt is not an object of what it expects")
            _only(value["$jwt"], JWT_MEMBERS, f"$jwt of {where}")
        if "$plus" in value and [type(part) for part in value["$plus"]] not in ([str, int], [str, float]):
            raise Refused(f"{where}: $plus is not a captured name and a number")
        if "$match" in value:
            try:
                re.compile(value["$match"])
            except (re.error, TypeError) as error:
                raise Refused(f"{where}: pattern {value['$match']!r}: {error}") from None


def _only(found: Any, known: set, where: str) -> None:
    unknown = sorted(set(found) - known)
    if unknown:
        raise Refused(f"{where} has unknown members: {', '.join(unknown)}")
