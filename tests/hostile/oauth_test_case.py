"""A pool with a domain, an application and people, and what must hold of the server's log when a class of attacks is over."""

import unittest
import urllib.parse

from oauth_browser import Browser, authorize_query, make_app
from process_layer import Server, ended_logs
from sign_in_client import PASSWORD, Pool

SIGN_OUT = "https://app.example/bye"


class OAuthTestCase(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = Server("--log-level", "debug")
        cls.secrets = {PASSWORD}
        cls.addClassCleanup(cls.end)
        cls.port = urllib.parse.urlsplit(cls.server.endpoint).port
        cls.pool = Pool(cls.server.endpoint)
        cls.addClassCleanup(cls.pool.close)
        cls.pool.client.must("CreateUserPoolDomain", UserPoolId=cls.pool.id, Domain="hostile")
        cls.app = make_app(cls.pool.client, cls.pool.id, LogoutURLs=[SIGN_OUT])["ClientId"]
        cls.pool.add_user("alice")

    @classmethod
    def end(cls):
        """Nothing that is secret is in the log, which held a line for each request, and none of a fault."""
        cls.server.stop()
        _, log = ended_logs[-1]  # lines are written in batches: only now all are there
        if ' operation="GET /' not in log or " error " in log or " warning " in log:
            raise AssertionError(f"no log of requests that went well: {log[-4000:]}")
        leaked = sorted(secret for secret in cls.secrets if secret in log)
        if leaked:
            raise AssertionError(f"in the log: {leaked}")

    def setUp(self):
        self.browser = self.new_browser()

    def new_browser(self):
        browser = Browser(self.server.endpoint)
        self.addCleanup(browser.close)
        return browser

    def query(self, **parameters):
        return authorize_query(self.app, **parameters)

    def code(self, browser=None, **parameters):
        """Of alice, who signs in at the form unless the browser knows her."""
        browser = browser or self.browser
        code = browser.code(self.pool.id, self.query(**parameters), "alice", PASSWORD)
        self.secrets.update({code, *(value for name, value in browser.cookies.items() if len(value) > 20)})
        return code

    def redeem(self, code, browser=None, app=None, **fields):
        """The answer, whose tokens count as secrets."""
        page = (browser or self.browser).redeem(app or self.app, code, **fields)
        self.secrets.update(value for name, value in (page.json or {}).items() if name.endswith("_token"))
        return page
