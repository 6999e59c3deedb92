"""What the return from a provider costs the server, up to the tokens, beside the signatures that have to be verified and made."""

import concurrent.futures
import html
import json
import re
import statistics
import sys
import urllib.parse
from pathlib import Path

import judge
import servers
import sign_in

sys.path.append(str(Path(__file__).parents[1] / "support"))
from oauth_browser import Browser, authorize_query, code_in, make_app  # noqa: E402

RETURNS, QUICK_RETURNS = 200, 50  # the system counts CPU in hundredths of a second
BROWSERS = 8  # at a time
PROVIDERS, QUICK_PROVIDERS = 1000, 100
PROVIDERS_OF_A_POOL = 250
GOAL = 1.5
MANY_GOAL = 1.2  # of many providers' sign-ins in turn, to one's
MAPPING = {"email": "email"}
# What rockpool verifies and signs of each. Of OIDC the stand-in's ID token is signed by the same process.
NEEDED = {"SAML": lambda parts: parts["xml_verification"] + 2 * parts["signature"],
          "OIDC": lambda parts: parts["verification"] + 3 * parts["signature"]}


DETAILS = {"SAML": {"MetadataURL": "https://idp.example.com/metadata"},
           "OIDC": {"client_id": "bench", "client_secret": "secret", "oidc_issuer": "https://oidc.example.com", "authorize_scopes": "openid email",
                    "attributes_request_method": "GET"}}


class Providers:
    """A server's pool with providers, {name: protocol}, for which stand-ins answer without a page, and an application that has them all."""

    def __init__(self, server, protocols, domain="federated"):
        self.server, self.protocols = server, protocols
        self.pool = self.must("CreateUserPool", PoolName=domain)["UserPool"]["Id"]
        self.must("CreateUserPoolDomain", UserPoolId=self.pool, Domain=domain)
        for name, protocol in protocols.items():
            self._add(name, protocol)
        self.app = make_app(self, self.pool, SupportedIdentityProviders=list(protocols))["ClientId"]

    def must(self, operation, **request):
        return servers.call(self.server.url, operation, request)

    def _add(self, name, protocol):
        self.must("CreateIdentityProvider", UserPoolId=self.pool, ProviderName=name, ProviderType=protocol, ProviderDetails=DETAILS[protocol],
                  AttributeMapping=MAPPING)
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


def finish(browser, way):
    providers, browser.cookies, path, fields = way
    page = browser.get(path) if fields is None else browser.post(path, fields)
    code = code_in(page.location)
    tokens = browser.redeem(providers.app, code) if code else page
    if tokens.status != 200:
        raise RuntimeError(f"a return was answered with {page}, its code with {tokens}")


def finish_all(url, ways):
    browser = Browser(url)
    try:
        for way in ways:
            finish(browser, way)
    finally:
        browser.close()


def return_micros(server, sign_ins):
    """CPU of the server for each of many returns, of several browsers at a time: [(providers, name)] of sign-ins that had begun before."""
    browser = Browser(server.url)
    try:
        ways = [providers.way_back(browser, name) for providers, name in sign_ins]
    finally:
        browser.close()
    before = server.cpu_seconds()
    with concurrent.futures.ThreadPoolExecutor(BROWSERS) as browsers:
        list(browsers.map(lambda part: finish_all(server.url, part), [ways[part::BROWSERS] for part in range(BROWSERS)]))
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
    providers = Providers(server, {protocol: protocol for protocol in NEEDED})
    one_round(bench, providers, 10)
    server.wait_for_rest()
    times = QUICK_RETURNS if bench.quick else RETURNS - 20  # a stand-in remembers 200 sign-ins
    rounds = [one_round(bench, providers, times) for _ in range(bench.rounds)]
    for protocol in NEEDED:
        ratio = statistics.median(cost / least for cost, least in (one[protocol] for one in rounds))
        cost, least = (statistics.median(side) for side in zip(*(one[protocol] for one in rounds)))
        yield judge.at_most(f"return of {protocol} up to its tokens: CPU / that of its signatures", GOAL, ratio, detail=f"{cost:.0f} and {least:.0f} us")
    for protocol in NEEDED:
        yield many_check(bench, server, protocol, QUICK_PROVIDERS if bench.quick else PROVIDERS)
