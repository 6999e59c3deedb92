"""Signed-in browsers that register applications, get codes of another one and redeem them, and remember what the server acknowledged.

A code whose redemption was sent but not answered may be spent or not; what a check finds of it then holds from there on.
"""

import json

from oauth_browser import CALLBACK, Browser, authorize_query, code_in


class Code:
    """Of an application. `is_sent`: somebody tried to redeem it; `is_spent`: that was acknowledged, or found out."""

    def __init__(self, app, text):
        self.app, self.text, self.is_sent, self.is_spent = app, text, False, False

    def redeem(self, browser):
        self.is_sent = True
        page = browser.redeem(self.app, self.text)
        self.is_spent = page.status == 200
        return page

    def check(self, browser):
        was_sent, was_spent = self.is_sent, self.is_spent
        page = self.redeem(browser)
        if page.status != 200 and page.error != "invalid_grant":
            raise AssertionError(f"a code was answered with {page}")
        if was_spent and page.status == 200:
            raise AssertionError(f"a code of {self.app} that was redeemed is good again")
        if not was_sent and page.status != 200:
            raise AssertionError(f"a code of {self.app} was lost: {page}")
        self.is_spent = True
        if self.redeem(browser).error != "invalid_grant":
            raise AssertionError(f"a code of {self.app} was redeemed twice")
        self.is_spent = True


class Visitor:
    """One browser; its session lives through the crashes."""

    def __init__(self, pool, app, label):
        self.pool, self.app, self.label, self.browser, self.cookies = pool, app, label, None, {}
        self.apps, self.codes, self._steps, self._looked_at = [], [], iter(()), 0

    def __str__(self):
        return self.label

    def connect(self, endpoint):
        """To a server that has just been started."""
        if self.browser:
            self.cookies = self.browser.cookies
            self.browser.close()
        self.browser = Browser(endpoint)
        self.browser.cookies = self.cookies
        self._steps = iter(())  # whatever was in the midst

    def close(self):
        self.browser.close()

    def sign_in(self, username, password):
        self.browser.code(self.pool, authorize_query(self.app), username, password)

    def update(self, _client):
        step = next(self._steps, None)
        if not step:
            self._steps = iter([self._authorize, self._redeem, self._authorize, self._redeem])
            step = self._register
        return step()

    def check(self):
        """AssertionError where an application, a code or its end was forgotten. Of codes since this was asked last."""
        page = self.browser.get(f"/oauth2/authorize?{authorize_query(self.app)}")
        if not code_in(page.location):
            raise AssertionError(f"{self}: the session is lost: {page}")
        for app in self.apps:
            page = self.browser.get(f"/oauth2/authorize?{authorize_query(app)}")
            if "/login?" not in page.location:  # who registered itself gets no code unasked
                raise AssertionError(f"{self}: the application {app} is lost: {page}")
        for code in self.codes[self._looked_at:]:
            code.check(self.browser)
        self._looked_at = len(self.codes)

    def _register(self):
        body = json.dumps({"client_name": self.label, "redirect_uris": [CALLBACK], "token_endpoint_auth_method": "none"})
        page = self.browser.ask("POST", f"/oauth2/register/{self.pool}", body, {"Content-Type": "application/json"})
        if page.status == 201:
            self.apps.append(page.json["client_id"])
        return page

    def _authorize(self):
        page = self.browser.get(f"/oauth2/authorize?{authorize_query(self.app)}")
        code = code_in(page.location)
        if not code:
            raise AssertionError(f"{self}: no code, but {page}")
        self.codes.append(Code(self.app, code))
        return page

    def _redeem(self):
        return self.codes[-1].redeem(self.browser)
