"""Applications of a pool with a domain, and browsers that go through its sign-in pages. Standard library only."""

import base64
import hashlib
import http.client
import json
import urllib.parse

CALLBACK = "https://app.example/cb"
LIMIT_SECONDS = 30
VERIFIER = "v" * 43


def challenge_of(verifier):
    """What code_challenge says of it, by S256."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def query_of(parameters):
    return urllib.parse.urlencode(parameters)


def make_app(client, pool, **settings):
    """The description of a new app client for the code grant, led back to CALLBACK unless the settings say otherwise."""
    return client.must("CreateUserPoolClient", **{
        "UserPoolId": pool, "ClientName": "web", "AllowedOAuthFlowsUserPoolClient": True, "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": ["openid", "email"], "CallbackURLs": [CALLBACK], "SupportedIdentityProviders": ["COGNITO"],
        "ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH"], **settings})["UserPoolClient"]


def authorize_query(client_id, /, **parameters):
    """Of a good request for a code; a parameter that is None is left out."""
    whole = {"client_id": client_id, "response_type": "code", "redirect_uri": CALLBACK, "scope": "openid", **parameters}
    return query_of({name: value for name, value in whole.items() if value is not None})


def code_in(location):
    """None where there is none."""
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query)).get("code")


class Page:
    """An answer; `location` is empty where it leads nowhere, `json` None where it holds none."""

    def __init__(self, response):
        self.status, self.headers, self.location = response.status, response.getheaders(), response.getheader("Location", "")
        self.text = response.read().decode("utf-8")
        self.json = json.loads(self.text) if "json" in response.getheader("Content-Type", "") and self.text else None

    def __repr__(self):
        return f"{self.status} {self.location or self.text[:200]}"

    @property
    def error(self):
        """That of a JSON answer, or of the error page that it leads to."""
        if self.json is not None:
            return self.json.get("error")
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.location).query)).get("error")


class Browser:
    """One kept connection, and cookies, which know no paths here. It follows no redirect. Not for several threads."""

    def __init__(self, endpoint):
        self._connection = http.client.HTTPConnection(urllib.parse.urlsplit(endpoint).netloc, timeout=LIMIT_SECONDS)
        self.cookies = {}

    def ask(self, method, path, body=None, headers=None):
        """Raises OSError or http.client.HTTPException where no answer comes."""
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        self._connection.request(method, path, body, {**cookies, **(headers or {})})
        response = self._connection.getresponse()
        page = Page(response)
        for name, value in page.headers:
            if name.lower() == "set-cookie":
                self._keep(value)
        return page

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, fields, **headers):
        """`fields` is a dictionary, or pairs."""
        return self.ask("POST", path, query_of(fields), {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def submit(self, pool, path, **fields):
        """The form of a page that was just shown."""
        return self.post(path, {"_csrf": self.cookies.get(f"XSRF-TOKEN-{pool}", ""), **fields})

    def sign_in(self, pool, query, username, password):
        """The answer to the form."""
        self.get(f"/login?{query}")
        return self.submit(pool, f"/login?{query}", username=username, password=password)

    def code(self, pool, query, username, password):
        """An authorization code, by a sign-in where the browser is not signed in yet."""
        page = self.get(f"/oauth2/authorize?{query}")
        found = code_in(page.location)
        if not found:
            page = self.sign_in(pool, query, username, password)
            found = code_in(page.location)
        if not found:
            raise AssertionError(f"no code came of {query}: {page}")
        return found

    def redeem(self, client_id, code, **fields):
        return self.post("/oauth2/token", {"grant_type": "authorization_code", "client_id": client_id, "code": code,
                                           "redirect_uri": CALLBACK, **fields})

    def close(self):
        self._connection.close()

    def _keep(self, header):
        pair, *attributes = header.split("; ")
        name, _, value = pair.partition("=")
        if "Max-Age=0" in attributes:
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value
