"""A pool with two providers of each protocol, whose stand-ins answer at once, and what people do on the way there and back."""

import html
import re
import urllib.parse

from oauth_browser import CALLBACK, code_in, query_of
from oauth_test_case import OAuthTestCase
from sign_in_client import workbench
from wire import resident_kib

CLIENT_SECRET = "a-secret-of-the-provider"
PROVIDERS = [("Corp", "OIDC", "https://corp.example"), ("Other", "OIDC", "https://other.example"),
             ("Ring", "SAML", "https://ring.example/metadata"), ("Chain", "SAML", "https://chain.example/metadata"),
             ("SignInWithApple", "SignInWithApple", "")]
APPLE_KEY = ("MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgpOiN+slRdVqU/UEODDU1Rn39/loqLgDklg7b02pDKPuhRANCAATbr+UgBfu6NL907jZix352"
             "ozvRec4j/Q3AOc3StC5Lz9wUymP+o1Pho7yR7a1/yohLAsOFD4Z5TlK23XPCA07g")  # the demo's
MOST_KIB = 600 * 1024
SAML_ERROR = "Invalid SAML response received: "


def details_of(kind, address):
    return {"OIDC": {"client_id": "rockpool", "client_secret": CLIENT_SECRET, "authorize_scopes": "openid email", "attributes_request_method": "GET",
                     "oidc_issuer": address},
            "SAML": {"MetadataURL": address, "IDPInit": "true"},
            "SignInWithApple": {"client_id": "app", "team_id": "TEAM123456", "key_id": "KEY1234567", "private_key": APPLE_KEY,
                                "authorize_scopes": "email"}}[kind]


def values_in(location):
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query, keep_blank_values=True))


def form_in(text):
    return {name: html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', text)}


class FederationTestCase(OAuthTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.secrets.update({CLIENT_SECRET, APPLE_KEY})
        for name, kind, address in PROVIDERS:
            cls.add_provider(name, kind, details_of(kind, address))

    @classmethod
    def add_provider(cls, name, kind, details, **members):
        cls.pool.client.must("CreateIdentityProvider", UserPoolId=cls.pool.id, ProviderName=name, ProviderType=kind, ProviderDetails=details,
                             **{"AttributeMapping": {"email": "email"}, **members})
        cls.names = [*getattr(cls, "names", []), name] if "names" in cls.__dict__ else [name]
        cls.pool.client.must("UpdateUserPoolClient", UserPoolId=cls.pool.id, ClientId=cls.app, AllowedOAuthFlowsUserPoolClient=True,
                             AllowedOAuthFlows=["code"], AllowedOAuthScopes=["openid", "email"], CallbackURLs=[CALLBACK],
                             SupportedIdentityProviders=["COGNITO", *cls.names])

    @classmethod
    def end(cls):
        """Whatever was tried, the next person signs in, and the server has not grown without bounds."""
        told = workbench(cls.server.endpoint, "POST", "/sign-in", {"UserPoolId": cls.pool.id, "ClientId": cls.app, "ProviderName": "Corp",
                                                                   "subject": "the-next", "claims": {"email": "next@corp.example"}})
        cls.secrets.update(value for name, value in told.items() if name.endswith("_token"))
        grown = resident_kib(cls.server.pid)
        super().end()
        if grown > MOST_KIB:
            raise AssertionError(f"the server has {grown} KiB")

    def depart(self, provider, browser=None, **parameters):
        """Where the provider would be, and the state that it would get."""
        page = (browser or self.browser).get("/oauth2/authorize?" + self.query(identity_provider=provider, state="app", **parameters))
        values = values_in(page.location)
        state = values.get("state", values.get("RelayState"))
        self.assertTrue(state, page)
        self.secrets.add(state)
        return page.location, state

    def be(self, provider, subject, **claims):
        """Who is at the stand-in from now on, without a page."""
        self.workbench("PUT", f"/providers/{self.pool.id}/{provider}/identities",
                       {"auto": True, "identities": [{"subject": subject, "claims": claims}]})

    def workbench(self, method, path, body=None):
        return workbench(self.server.endpoint, method, path, body)

    def visit(self, location, browser=None):
        """What the stand-in sends back: the fields that the browser is to bring."""
        page = (browser or self.browser).get(self.path_of(location))
        fields = values_in(page.location) if page.location else form_in(page.text)
        self.secrets.update(fields[name] for name in ("code", "SAMLResponse") if name in fields)
        self.assertTrue({"code", "error", "SAMLResponse"} & set(fields), page)
        return fields

    def path_of(self, location):
        """Of an address of this server, whatever name it gives itself."""
        parts = urllib.parse.urlsplit(location)
        return f"{parts.path}?{parts.query}"

    def come_back(self, fields, browser=None, **headers):
        """With what the provider said, by a redirect; or by a form, if it is SAML's."""
        browser = browser or self.browser
        if "SAMLResponse" in fields:
            return browser.post("/saml2/idpresponse", fields, **headers)
        return browser.ask("GET", "/oauth2/idpresponse?" + query_of(fields), headers=headers)

    def signed_in(self, page):
        code = code_in(page.location)
        self.assertTrue(page.location.startswith(f"{CALLBACK}?") and code, page)
        self.secrets.add(code)

    def refused_by_page(self, page, text="Invalid state", tried=None):
        self.assertEqual((page.status, page.error), (302, text), (tried, page))
        self.assertTrue(page.location.startswith(f"{self.server.endpoint}/error?"), (tried, page))

    def refused_to_app(self, page, error, text, tried=None):
        self.assertEqual(page.status, 302, (tried, page))
        self.assertTrue(page.location.startswith(f"{CALLBACK}?"), (tried, page))
        self.assertFalse([c for c in page.location if not "!" <= c <= "~"], tried)
        self.assertEqual(values_in(page.location), {"error": error, "error_description": text, "state": "app"}, tried)

    def told_by_saml(self, page, tried=None):
        """Why the response was refused."""
        self.assertTrue(page.location.startswith(f"{CALLBACK}?"), (tried, page))
        values = values_in(page.location)
        self.assertEqual((values["error"], values["state"], "code" in values), ("server_error", "app", False), (tried, page))
        self.assertTrue(values["error_description"].startswith(SAML_ERROR), (tried, page))
        return values["error_description"].removeprefix(SAML_ERROR)

