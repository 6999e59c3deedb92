"""What the return from a provider costs the server, up to the tokens, beside the signatures that have to be verified and made."""

import base64
import html
import http.server
import json
import re
import statistics
import sys
import threading
import urllib.parse
from pathlib import Path

import judge
import provider
import servers
import sign_in

sys.path.append(str(Path(__file__).parents[1] / "support"))
import burst  # noqa: E402
from oauth_browser import CALLBACK, Browser, authorize_query, code_in, make_app, query_of  # noqa: E402

RETURNS, QUICK_RETURNS = 200, 50
CONNECTIONS = 8
PROVIDERS, QUICK_PROVIDERS = 1000, 100
PROVIDERS_OF_A_POOL = 250
GOAL = 1.5
MANY_GOAL = 1.2  # of many providers' sign-ins in turn, to one's
MAPPING = {"email": "email"}
HTTP = "OIDC-over-HTTP"
# What has to be verified and signed for each. Of OIDC a stand-in in the same process answers, so that no network is counted; what it does itself
# counts, which the goal does not name, and of that its signature stands on both sides. Over HTTP the provider is in another process, and the
# three requests to it count.
NEEDED = {"SAML": lambda parts: parts["xml_verification"] + 2 * parts["signature"],
          "OIDC": lambda parts: parts["verification"] + 3 * parts["signature"],
          HTTP: lambda parts: parts["verification"] + 2 * parts["signature"]}
JUDGED = ("SAML", "OIDC")

DETAILS = {"SAML": {"MetadataURL": "https://idp.example.com/metadata"},
           "OIDC": {"client_id": "bench", "client_secret": "secret", "oidc_issuer": "https://oidc.example.com", "authorize_scopes": "openid email",
                    "attributes_request_method": "GET"}}


class RealOidc:
    """An OIDC provider in this process: it answers each code with the one ID token that a user of another pool was given before."""

    def __init__(self, server):
        client = sign_in.Client(server, provider.make_pool_with_provider(server))
        token = client.tokens["IdToken"]
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        browser = Browser(server.url)
        try:
            keys = browser.get(f"/{client.pool}/.well-known/jwks.json").text
        finally:
            browser.close()
        answers = {"/token": json.dumps({"access_token": "an-access-token", "token_type": "Bearer", "expires_in": 3600, "id_token": token}),
                   "/keys": keys, "/profile": json.dumps({"sub": claims["sub"], "email": "ann@example.com"})}
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(answers))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{self._server.server_port}"
        self.details = {"client_id": claims["aud"], "client_secret": "secret", "oidc_issuer": claims["iss"], "authorize_scopes": "openid email",
                        "attributes_request_method": "GET", "authorize_url": f"{url}/authorize", "token_url": f"{url}/token",
                        "jwks_uri": f"{url}/keys", "attributes_url": f"{url}/profile"}

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def _handler(answers):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one piece

        def do_GET(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = answers[self.path.partition("?")[0]].encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_):
            pass
    return Handler


class Providers:
    """A server's pool with providers, {name: protocol}, for which stand-ins answer without a page, and an application that has them all. `real`
    has the details of those that are none of a stand-in, {name: details}."""

    def __init__(self, server, protocols, domain="federated", real=None):
        self.server, self.protocols, self.real = server, protocols, real or {}
        self.pool = self.must("CreateUserPool", PoolName=domain)["UserPool"]["Id"]
        self.must("CreateUserPoolDomain", UserPoolId=self.pool, Domain=domain)
        for name, protocol in protocols.items():
            self._add(name, protocol)
        self.app = make_app(self, self.pool, SupportedIdentityProviders=list(protocols))["ClientId"]

    def must(self, operation, **request):
        return servers.call(self.server.url, operation, request)

    def _add(self, name, protocol):
        self.must("CreateIdentityProvider", UserPoolId=self.pool, ProviderName=name, ProviderType=protocol, AttributeMapping=MAPPING,
                  ProviderDetails=self.real.get(name, DETAILS[protocol]))
        if name in self.real:
            return
        body = {"identities": [{"subject": "ann", "claims": {"email": "ann@example.com"}}], "auto": True}
        browser = Browser(self.server.url)
        try:
            page = browser.ask("PUT", f"/_rockpool/providers/{self.pool}/{name}/identities", json.dumps(body), {"Content-Type": "application/json"})
            if page.status != 200:
                raise RuntimeError(f"the stand-in takes no identity: {page}")
        finally:
            browser.close()

    def way_back(self, browser, name):
        """What the provider makes a browser send back: the cookies of the sign-in, and a path with the fields of a form, which OIDC has none of."""
        browser.cookies = {}
        query = authorize_query(self.app, identity_provider=name, scope="openid email")
        asked = browser.get(f"/oauth2/authorize?{query}")
        if name in self.real:
            state = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(asked.location).query))["state"]
            return self, dict(browser.cookies), "/oauth2/idpresponse?" + query_of({"code": "a-code", "state": state}), None
        answer = browser.get(path_of(asked.location))
        if self.protocols[name] == "OIDC":
            return self, dict(browser.cookies), path_of(answer.location), None
        fields = {name: html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', answer.text)}
        if "SAMLResponse" not in fields:
            raise RuntimeError(f"the stand-in posts no response: {answer}")
        return self, dict(browser.cookies), "/saml2/idpresponse", fields


def path_of(location):
    parts = urllib.parse.urlsplit(location)
    return f"{parts.path}?{parts.query}"


def return_micros(server, sign_ins):
    """CPU of the server for each of many returns, and then of their codes, over several connections: [(providers, name)] of sign-ins that had
    begun before."""
    browser = Browser(server.url)
    try:
        ways = [providers.way_back(browser, name) for providers, name in sign_ins]
    finally:
        browser.close()
    returns = [burst.request_of(server.url, path, fields, cookies) for _, cookies, path, fields in ways]
    before = server.cpu_seconds()
    answers = burst.answers(server.url, returns, CONNECTIONS)
    codes = [code_in(answer.location) for answer in answers]
    if not all(codes):
        raise RuntimeError(f"a return was answered with {answers[codes.index(None)]}")
    exchanges = [burst.request_of(server.url, "/oauth2/token", {"grant_type": "authorization_code", "client_id": way[0].app, "code": code,
                                                                "redirect_uri": CALLBACK}) for way, code in zip(ways, codes)]
    answers = burst.answers(server.url, exchanges, CONNECTIONS)
    if any(answer.status != 200 for answer in answers):
        raise RuntimeError(f"a code was answered with {next(answer for answer in answers if answer.status != 200)}")
    return (server.cpu_seconds() - before) * 1e6 / len(ways)


def one_round(bench, providers, times):
    parts = sign_in.primitives(bench)
    return {protocol: (return_micros(providers.server, [(providers, protocol)] * times), needed(parts)) for protocol, needed in NEEDED.items()}


def many_check(bench, server, protocol, count):
    """What a return costs where each is of another provider, beside that of one."""
    pools = [Providers(server, {f"{protocol}{i}": protocol for i in range(min(PROVIDERS_OF_A_POOL, count))}, f"many-{protocol.lower()}-{pool}")
             for pool in range(max(1, count // PROVIDERS_OF_A_POOL))]
    in_turn = [(pool, name) for pool in pools for name in pool.protocols]
    return_micros(server, in_turn)  # so that nobody signs in for the first time
    server.wait_for_rest()
    many = return_micros(server, in_turn)
    one = statistics.median(return_micros(server, in_turn[:1] * min(RETURNS - 20, len(in_turn))) for _ in range(bench.rounds))
    return judge.at_most(f"return of {protocol}: CPU, {len(in_turn):,} providers in turn / one", MANY_GOAL, many / one, detail=f"{many:.0f} and {one:.0f} us")


def checks(bench):
    server = bench.rockpool("federation.db")
    real = RealOidc(server)
    try:
        providers = Providers(server, {"SAML": "SAML", "OIDC": "OIDC", HTTP: "OIDC"}, real={HTTP: real.details})
        one_round(bench, providers, 10)
        server.wait_for_rest()
        times = QUICK_RETURNS if bench.quick else RETURNS - 20  # a stand-in remembers 200 sign-ins
        rounds = [one_round(bench, providers, times) for _ in range(bench.rounds)]
    finally:
        real.close()
    for name in NEEDED:
        ratio = statistics.median(cost / least for cost, least in (one[name] for one in rounds))
        cost, least = (statistics.median(side) for side in zip(*(one[name] for one in rounds)))
        label, detail = f"return of {name} up to its tokens: CPU / that of its signatures", f"{cost:.0f} and {least:.0f} us"
        if name in JUDGED:
            yield judge.at_most(label, GOAL, ratio, detail=detail)
        else:
            yield judge.shown(label, f"{ratio:.2f}, which {'meets' if ratio <= GOAL else 'misses'} {GOAL} ({detail})")
    for protocol in JUDGED:
        yield many_check(bench, server, protocol, QUICK_PROVIDERS if bench.quick else PROVIDERS)
