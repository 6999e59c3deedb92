"""What browsers and OAuth clients send and get back: forms, redirects, cookies and the fields of pages."""
from __future__ import annotations

import html.parser
import urllib.parse
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

import matching

FORM_TYPE = "application/x-www-form-urlencoded"
Fields = Mapping[str, Union[str, Sequence[str]]]
LOCATION_MEMBERS = {"to", "query", "fragment"}


def encode(fields: Fields) -> str:
    """As a query or the body of a form, in the order given; a list is a field that is said several times."""
    pairs = [(name, text) for name, value in fields.items() for text in ([value] if isinstance(value, str) else value)]
    return urllib.parse.urlencode(pairs)


def is_fields(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(text, str) or (isinstance(text, list) and all(isinstance(part, str) for part in text)) for text in value.values())


def parts(location: str) -> Dict[str, Any]:
    """Where a Location leads, and the decoded fields behind it. ValueError for a field that is said twice, or that is none."""
    rest, _, fragment = location.partition("#")
    target, _, query = rest.partition("?")
    return {"to": target, "query": _decoded(query), "fragment": _decoded(fragment)}


def location_problems(expected: Mapping[str, Any], location: Any, captured: Mapping[str, Any]) -> List[str]:
    """Members that `expected` leaves out have to be empty; fields have to stand in its order, unless it is partial."""
    if location is matching.ABSENT:
        return ["header Location: there is none"]
    found = parts(location)
    problems = []
    for member in sorted(LOCATION_MEMBERS):
        wanted = expected.get(member, "" if member == "to" else {})
        problems += matching.compare(wanted, found[member], captured, f"location {member}")
        if isinstance(wanted, dict) and member != "to" and "$partial" not in wanted and not problems:
            if list(wanted) != list(found[member]):
                problems.append(f"location {member}: the fields stand in the order {', '.join(found[member])}")
    return problems


def look_up(path: str, location: Any) -> Any:
    """A field of the Location: `?code` of its query, `#access_token` of its fragment."""
    if location is matching.ABSENT:
        return matching.ABSENT
    member = "query" if path[0] == "?" else "fragment"
    return parts(location)[member].get(path[1:], matching.ABSENT)


def cookie_value(name: str, lines: Sequence[str]) -> Any:
    """What the last of the Set-Cookie headers that sets the cookie gives it."""
    found = [line.split(";")[0].split("=", 1)[1] for line in lines if line.split("=")[0].strip() == name]
    return found[-1] if found else matching.ABSENT


def input_value(name: str, page: str) -> Any:
    """The value of the first input of that name in the page's HTML."""
    finder = _Inputs(name)
    finder.feed(page)
    return matching.ABSENT if finder.value is None else finder.value


def _decoded(text: str) -> Dict[str, str]:
    pairs: List[Tuple[str, str]] = urllib.parse.parse_qsl(text, keep_blank_values=True, strict_parsing=True) if text else []
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError(f"the location says a field twice: {text}")
    return fields


class _Inputs(html.parser.HTMLParser):
    def __init__(self, name: str):
        super().__init__()
        self.name = name
        self.value: Optional[str] = None

    def handle_starttag(self, tag: str, attrs: List[Tuple[str, Optional[str]]]) -> None:
        attributes = dict(attrs)
        if tag == "input" and attributes.get("name") == self.name and self.value is None:
            self.value = attributes.get("value") or ""
