"""What the return from a provider costs the server, up to the tokens, beside the signatures that have to be verified and made."""

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
GOAL = 1.5
MAPPING = {"email": "email"}
# What rockpool verifies and signs of each. Of OIDC the stand-in's ID token is signed by the same process.
NEEDED = {"SAML": lambda parts: parts["xml_verification"] + 2 * parts["signature"],
          "OIDC": lambda parts: parts["verification"] + 3 * parts["signature"]}


class Providers:
    """A server's pool with a provider of each protocol, for which stand-ins answer without a page, and an application that has both."""

    def __init__(self, server):
        self.server = server
        self.pool = self.must("CreateUserPool", PoolName="federated")["UserPool"]["Id"]
        self.must("CreateUserPoolDomain", UserPoolId=self.pool, Domain="federated")
        self._add("SAML", {"MetadataURL": "https://idp.example.com/metadata"})
        self._add("OIDC", {"client_id": "bench", "client_secret": "secret", "oidc_issuer": "https://oidc.example.com", "authorize_scopes": "openid email",
                           "attributes_request_method": "GET"})
        self.app = make_app(self, self.pool, SupportedIdentityProviders=["SAMLProvider", "OIDCProvider"])["ClientId"]

    def must(self, operation, **request):
        return servers.call(self.server.url, operation, request)

    def _add(self, protocol, details):
        name = f"{protocol}Provider"
        self.must("CreateIdentityProvider", UserPoolId=self.pool, ProviderName=name, ProviderType=protocol, ProviderDetails=details,
                  AttributeMapping=MAPPING)
        body = {"identities": [{"subject": "ann", "claims": {"email": "ann@example.com"}}], "auto": True}
        browser = Browser(self.server.url)
        try:
            page = browser.ask("PUT", f"/_rockpool/providers/{self.pool}/{name}/identities", json.dumps(body), {"Content-Type": "application/json"})
            if page.status != 200:
                raise RuntimeError(f"the stand-in takes no identity: {page}")
        finally:
            browser.close()

    def way_back(self, browser, protocol):
        """What the provider makes a browser send back: the cookies of the sign-in, and a path with the fields of a form, which OIDC has none of."""
        browser.cookies = {}
        query = authorize_query(self.app, identity_provider=f"{protocol}Provider", scope="openid email")
        asked = browser.get(f"/oauth2/authorize?{query}")
        answer = browser.get(path_of(asked.location))
        if protocol == "OIDC":
            return dict(browser.cookies), path_of(answer.location), None
        fields = {name: html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', answer.text)}
        if "SAMLResponse" not in fields:
            raise RuntimeError(f"the stand-in posts no response: {answer}")
        return dict(browser.cookies), "/saml2/idpresponse", fields


def path_of(location):
    parts = urllib.parse.urlsplit(location)
    return f"{parts.path}?{parts.query}"


def finish(providers, browser, way):
    browser.cookies, path, fields = way
    page = browser.get(path) if fields is None else browser.post(path, fields)
    code = code_in(page.location)
    tokens = browser.redeem(providers.app, code) if code else page
    if tokens.status != 200:
        raise RuntimeError(f"a return was answered with {page}, its code with {tokens}")


def return_micros(providers, protocol, times):
    """CPU of the server for each of many returns in a row, of sign-ins that had begun before."""
    browser = Browser(providers.server.url)
    try:
        ways = [providers.way_back(browser, protocol) for _ in range(times)]
        before = providers.server.cpu_seconds()
        for way in ways:
            finish(providers, browser, way)
        return (providers.server.cpu_seconds() - before) * 1e6 / times
    finally:
        browser.close()


def one_round(bench, providers, times):
    parts = sign_in.primitives(bench)
    return {protocol: (return_micros(providers, protocol, times), needed(parts)) for protocol, needed in NEEDED.items()}


def checks(bench):
    providers = Providers(bench.rockpool("federation.db"))
    one_round(bench, providers, 5)
    providers.server.wait_for_rest()
    times = QUICK_RETURNS if bench.quick else RETURNS
    rounds = [one_round(bench, providers, times) for _ in range(bench.rounds)]
    for protocol in NEEDED:
        ratio = statistics.median(cost / least for cost, least in (one[protocol] for one in rounds))
        cost, least = (statistics.median(side) for side in zip(*(one[protocol] for one in rounds)))
        yield judge.at_most(f"return of {protocol} up to its tokens: CPU / that of its signatures", GOAL, ratio, detail=f"{cost:.0f} and {least:.0f} us")
