"""A browser that keeps cookies, sends the forms of the sign-in pages, and remembers what it was given."""

import html.parser
import http.client
import urllib.parse

import api


class Browser:
    """`given` are the values of all cookies, and the fields of the addresses outside of the server to which it was led."""

    def __init__(self, endpoint):
        self._address = urllib.parse.urlsplit(endpoint)
        self._cookies = {}
        self.given = []

    def open(self, path, query):
        """The page at which the browser ends."""
        return self._go("GET", f"{path}?{urllib.parse.urlencode(query)}")

    def submit(self, page, fields):
        """The first form of the page, with its hidden fields."""
        return self._go("POST", page.action, urllib.parse.urlencode({**page.hidden, **fields}))

    def _go(self, method, path, form=None):
        status, location, text = self._send(method, path, form)
        while location and location.startswith("/"):
            status, location, text = self._send("GET", location)
        return Page(status, text, location)

    def _send(self, method, path, form=None):
        connection = http.client.HTTPConnection(self._address.hostname, self._address.port, timeout=api.LIMIT_SECONDS)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body=form, headers=headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
            self.given.append(value.strip('"'))
        return answer.status, self._own(answer.headers.get("Location")), text

    def _own(self, location):
        """The path of an address of the server; one that is elsewhere as it is, and its fields are remembered."""
        if not location:
            return None
        there = urllib.parse.urlsplit(location)
        if there.netloc == self._address.netloc:
            return f"{there.path}?{there.query}"
        self.given += [value for part in (there.query, there.fragment) for _, value in urllib.parse.parse_qsl(part)]
        return location


class Page(html.parser.HTMLParser):
    """`location` is where a redirect leads that leaves the server."""

    def __init__(self, status, text, location):
        super().__init__()
        self.status, self.text, self.location = status, text, location
        self.action, self.hidden, self._forms = None, {}, 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self._forms += 1
            self.action = self.action or attributes["action"]
        elif tag == "input" and self._forms == 1 and attributes.get("type") == "hidden":
            self.hidden[attributes["name"]] = attributes.get("value") or ""

    def landed(self, member):
        """The field of that name with which the application was reached."""
        there = urllib.parse.urlsplit(self.location or "")
        fields = dict(urllib.parse.parse_qsl(there.query) + urllib.parse.parse_qsl(there.fragment))
        if member not in fields:
            raise AssertionError(f"the browser is not at the application with a {member}: {self.status} {self.location} {self.text[:2000]}")
        return fields[member]
