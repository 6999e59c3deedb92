"""What the OAuth endpoints and the sign-in page cost the server, beside what none of them can do without, and how much a page weighs."""

import html
import re
import statistics
import sys
import urllib.parse
from pathlib import Path

import judge
import load
import provider
import servers
import sign_in

sys.path.append(str(Path(__file__).parents[1] / "support"))
from oauth_browser import CALLBACK, Browser, authorize_query, code_in, make_app, query_of  # noqa: E402

FORM = "application/x-www-form-urlencoded"
CODES, QUICK_CODES = 400, 200
MOST_KB = 20
PAGES = ("/login", "/signup", "/forgotPassword")
VERSIONS = {1: "classic", 2: "managed login"}
XSRF = "0123456789abcdef"
SCOPE = "things/read"
DESCRIBE = "DescribeIdentityProvider"
MANAGED = "GET /login of managed login"

# What each may cost, in times of what is told by its name.
GOALS = {"GET /oauth2/authorize without a session": (2, "that of " + DESCRIBE), "GET /login": (2, "that of " + DESCRIBE),
         MANAGED: (2, "that of " + DESCRIBE), "POST of the sign-in form": (sign_in.GOAL, "that of its exponentiation"), "code exchange": (sign_in.GOAL, "that of its two signatures"),
         "client_credentials": (sign_in.GOAL, "that of its signature")}


class Applications:
    """A server's pool with a domain, whose pages are of that version, a provider, a user, and an application of people and one of machines."""

    def __init__(self, server, version=1):
        self.server, self.pool = server, provider.make_pool_with_provider(server)
        self.must("CreateUserPoolDomain", UserPoolId=self.pool, Domain=f"bench-{version}", ManagedLoginVersion=version)
        app = make_app(self, self.pool)["ClientId"]
        if version == 2:
            self.must("CreateManagedLoginBranding", UserPoolId=self.pool, ClientId=app, UseCognitoProvidedValues=True)
        self.must("AdminCreateUser", UserPoolId=self.pool, Username=sign_in.USER, MessageAction="SUPPRESS")
        self.must("AdminSetUserPassword", UserPoolId=self.pool, Username=sign_in.USER, Password=sign_in.PASSWORD, Permanent=True)
        self.app, self.query = app, authorize_query(app, state="0123456789", nonce="0123456789")
        self.machine = self._machine()

    def must(self, operation, **request):
        return servers.call(self.server.url, operation, request)

    def _machine(self):
        resource, _, name = SCOPE.partition("/")
        self.must("CreateResourceServer", UserPoolId=self.pool, Identifier=resource, Name=resource, Scopes=[{"ScopeName": name, "ScopeDescription": name}])
        return make_app(self, self.pool, GenerateSecret=True, AllowedOAuthFlows=["client_credentials"], AllowedOAuthScopes=[SCOPE], CallbackURLs=[])

    def requests(self):
        """Method, path, header fields and body by label; the form's answer is the word of its cookie, whatever that is."""
        sign_in_form = query_of({"_csrf": XSRF, "username": sign_in.USER, "password": sign_in.PASSWORD})
        grant = query_of({"grant_type": "client_credentials", "client_id": self.machine["ClientId"], "client_secret": self.machine["ClientSecret"],
                          "scope": SCOPE})
        return {"GET /oauth2/authorize without a session": ("GET", f"/oauth2/authorize?{self.query}", {}, ""),
                "GET /login": ("GET", f"/login?{self.query}", {}, ""),
                "POST of the sign-in form": ("POST", f"/login?{self.query}", {"Content-Type": FORM, "Cookie": f"XSRF-TOKEN-{self.pool}={XSRF}"}, sign_in_form),
                "client_credentials": ("POST", "/oauth2/token", {"Content-Type": FORM}, grant)}


def check_answers(server, requests):
    """wrk tells an error by its status, and a redirect to an error page has a good one."""
    def answer(label):
        browser = Browser(server.url)
        try:
            method, path, headers, body = requests[label]
            return browser.ask(method, path, body or None, headers)
        finally:
            browser.close()
    pages = {label: answer(label) for label in requests}
    if pages[MANAGED].status != 200 or 'name="csrf"' not in pages[MANAGED].text:
        raise RuntimeError(f"not managed login's page: {pages[MANAGED]}")
    good = (pages["GET /oauth2/authorize without a session"].location.startswith(f"{server.url}/login?"), pages["GET /login"].status == 200,
            code_in(pages["POST of the sign-in form"].location) is not None, "access_token" in (pages["client_credentials"].json or {}))
    if not all(good):
        raise RuntimeError(f"not what is to be measured: {pages}")


def target(folder, server, label, request):
    method, path, headers, body = request
    file = folder / f"{label}.request".replace(" ", "-").replace("/", "-")
    file.write_text("\n".join([f"{method} {path}", *(f"{name}: {value}" for name, value in headers.items()), "", body]))
    return load.Target(label, server, f"{method} {path.partition('?')[0]}", file, script=load.ONE_REQUEST)


def exchange_micros(site, times):
    """CPU of the server for each of many codes that were drawn before."""
    browser = Browser(site.server.url)
    try:
        codes = [browser.code(site.pool, site.query, sign_in.USER, sign_in.PASSWORD) for _ in range(times)]
    finally:
        browser.close()
    grants = [query_of({"grant_type": "authorization_code", "client_id": site.app, "code": code, "redirect_uri": CALLBACK}) for code in codes]
    return load.each_once(site.server, [("POST", "/oauth2/token", {"Content-Type": FORM}, grant.encode()) for grant in grants],
                          sign_in.CONNECTIONS)[0]


def one_round(bench, site, targets, seconds):
    """What each cost, and what it may be measured by."""
    parts = sign_in.primitives(bench)
    cost = {one.label: load.run(one, sign_in.CONNECTIONS, seconds).cpu_us for one in targets}
    cost["code exchange"] = exchange_micros(site, QUICK_CODES if bench.quick else CODES)
    return cost, {"GET /oauth2/authorize without a session": cost[DESCRIBE], "GET /login": cost[DESCRIBE],
                  MANAGED: cost[DESCRIBE], "POST of the sign-in form": parts["exponentiation"], "code exchange": 2 * parts["signature"],
                  "client_credentials": parts["signature"]}


def weight_kb(browser, path):
    """Of a page and of all that a browser loads for it, which has to come from the same host."""
    page = browser.get(path)
    if page.status != 200:
        raise RuntimeError(f"{path} was answered with {page}")
    total = len(page.text.encode())
    for link in {html.unescape(found) for found in re.findall(r'<(?:link|img|script)\b[^>]*?\b(?:href|src)="([^"]*)"', page.text)}:
        if urllib.parse.urlsplit(link).netloc:
            raise RuntimeError(f"{path} makes a browser ask elsewhere: {link}")
        file = browser.ask("GET", link)
        if file.status != 200:
            raise RuntimeError(f"{link} of {path} was answered with {file.status}")
        total += len(file.text.encode())
    return total / 1000


def weights(bench):
    for version, name in VERSIONS.items():
        site = Applications(bench.rockpool(f"oauth-pages-{version}.db"), version)
        browser = Browser(site.server.url)
        try:
            each = {path: weight_kb(browser, f"{path}?{site.query}") for path in PAGES}
        finally:
            browser.close()
        detail = ", ".join(f"{path} {weight:.1f}" for path, weight in each.items())
        yield judge.at_most(f"heaviest page of {name} with its CSS", MOST_KB, max(each.values()), " KB", detail)


def checks(bench):
    site = Applications(bench.rockpool("oauth.db"))
    requests = {**site.requests(), MANAGED: Applications(site.server, 2).requests()["GET /login"]}
    check_answers(site.server, requests)
    site.server.wait_for_rest()
    targets = [target(bench.folder, site.server, label, request) for label, request in requests.items()]
    targets.append(provider.target(bench.folder, DESCRIBE, site.server, DESCRIBE, provider.describe(site.pool)))
    one_round(bench, site, targets, 1)
    rounds = [one_round(bench, site, targets, bench.seconds) for _ in range(bench.rounds)]
    for label, (goal, beside) in GOALS.items():
        ratio = statistics.median(cost[label] / least[label] for cost, least in rounds)
        cost, least = (statistics.median(side[label] for side in column) for column in zip(*rounds))
        yield judge.at_most(f"{label}: CPU / {beside}", goal, ratio, detail=f"{cost:.0f} and {least:.0f} us")
    yield from weights(bench)
