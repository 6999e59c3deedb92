"""Reads the log of a server that has ended, in either of its two forms."""

import json
import re

import server

VALUE = r'"(?:\\.|[^"\\])*"|[^ "]*'
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
TEXT_LINE = re.compile(rf"{TIME} (?P<level>[a-z]+) (?P<message>[^=]*?)(?P<fields>(?: \w+=(?:{VALUE}))*)")
FIELD = re.compile(rf" (\w+)=({VALUE})")


def log_of_the_last_ended():
    return server.ended_logs[-1][1]


def _of_text(line):
    parsed = TEXT_LINE.fullmatch(line)
    if not parsed:
        raise AssertionError(f"no line of the log: {line!r}")
    fields = {name: json.loads(value) if value.startswith('"') else value for name, value in FIELD.findall(parsed["fields"])}
    return {**fields, "level": parsed["level"], "message": parsed["message"]}


def _of_json(line):
    return {name: str(value) for name, value in json.loads(line).items()}


READERS = {"text": _of_text, "json": _of_json}


def requests(log, form="text"):
    """The lines about requests; each a dict of texts, `level` among them. Every line has to have the form."""
    return [line for line in map(READERS[form], log.splitlines()) if line["message"] == "request"]


def lines_with(log, secret):
    """The beginnings of the lines in which it stands. Six digits count where they stand alone: by chance they are a part of a number or an id."""
    alone = re.compile(rf"(?<![0-9A-Za-z-]){re.escape(secret)}(?![0-9A-Za-z-])" if len(secret) == 6 else re.escape(secret))
    return [line[:500] for line in log.splitlines() if alone.search(line)]
