"""People who sign up, confirm, sign in, refresh with rotation, change passwords and sign out, and remember what the server acknowledged.

A crash leaves at most the last call of a person open: it may have been done or not, and nothing between. What a check finds of it then
holds from there on.
"""

import enum
import time
from typing import NamedTuple

MARGIN_SECONDS = 0.5


class App(NamedTuple):
    """An app client that rotates refresh tokens."""
    pool: str
    client: str
    grace_seconds: int


class End(enum.Enum):
    NONE = 0
    SENT = 1
    ACKNOWLEDGED = 2


class Session:
    """What one sign-in gave. `refresh` is None once its successor was lost on the way; `replaced` holds (refresh token, since when)."""

    def __init__(self, result):
        self.access, self.refresh = result["AccessToken"], result["RefreshToken"]
        self.replaced, self.end, self.is_rotating = [], End.NONE, False

    def rotate(self, client, app):
        self.is_rotating = True
        answer = client.call("GetTokensFromRefreshToken", ClientId=app.client, RefreshToken=self.refresh)
        if answer.status == 200:
            self.replaced.append((self.refresh, time.monotonic()))
            self.access, self.refresh = (answer.body["AuthenticationResult"][name] for name in ("AccessToken", "RefreshToken"))
        self.is_rotating = False
        return answer

    def check(self, client, app):
        """AssertionError where the server forgot an end, a rotation, or a token that it gave."""
        if self.end is End.ACKNOWLEDGED:
            self._must_be_over(client, app)
        elif self.refresh:
            self._check_refresh(client, app)
        for token, since in self.replaced:
            if app.grace_seconds == 0 or time.monotonic() - since > app.grace_seconds + MARGIN_SECONDS:
                _refused(client.call("GetTokensFromRefreshToken", ClientId=app.client, RefreshToken=token), "a rotated refresh token")

    def _check_refresh(self, client, app):
        was_rotating = self.is_rotating
        answer = self.rotate(client, app)
        if answer.status == 200:
            self.end = End.NONE
            good = client.call("GetUser", AccessToken=self.access)
            if good.status != 200:
                raise AssertionError(f"a new access token was answered with {good.status} {good.text[:300]}")
            return
        _refused(answer, "a refresh token")
        if self.end is End.SENT:
            self.end = End.ACKNOWLEDGED
            self._must_be_over(client, app)
        elif was_rotating and answer.error == "RefreshTokenReuseException":  # the successor went down with the server
            self.replaced.append((self.refresh, 0))
            self.refresh = None
        else:
            raise AssertionError(f"a refresh token was lost: {answer.status} {answer.text[:300]}")

    def _must_be_over(self, client, app):
        if self.refresh:
            _refused(client.call("GetTokensFromRefreshToken", ClientId=app.client, RefreshToken=self.refresh), "a revoked refresh token")
        _refused(client.call("GetUser", AccessToken=self.access), "a revoked access token")


class Person:
    """The steps of one life, a call each."""

    def __init__(self, app, name, chance):
        self.app, self.name = app, name
        self.is_signed_up = self.is_confirmed = False
        self.password, self.next_password, self.old_password = "Passw0rd!0", None, None
        self.sessions = []
        ends = chance.choice([[self.revoke], [self.sign_out], [self.revoke, self.sign_in, self.rotate], []])
        self.steps = iter([self.sign_up, self.confirm, self.sign_in, self.rotate, self.rotate, self.change_password, self.sign_in,
                           self.rotate, *ends])

    def sign_up(self, client):
        answer = client.call("SignUp", ClientId=self.app.client, Username=self.name, Password=self.password,
                             UserAttributes=[{"Name": "email", "Value": f"{self.name}@example.com"}])
        self.is_signed_up = answer.status == 200
        return answer

    def confirm(self, client):
        messages = client.get(f"/_rockpool/messages?pool={self.app.pool}&user={self.name}").body["messages"]
        answer = client.call("ConfirmSignUp", ClientId=self.app.client, Username=self.name, ConfirmationCode=messages[-1]["code"])
        self.is_confirmed = answer.status == 200
        return answer

    def sign_in(self, client):
        answer = self._signed_in(client, self.password)
        if answer.status == 200:
            self.sessions.append(Session(answer.body["AuthenticationResult"]))
        return answer

    def rotate(self, client):
        return self.sessions[-1].rotate(client, self.app)

    def change_password(self, client):
        self.next_password = "Passw0rd!1"
        answer = client.call("ChangePassword", AccessToken=self.sessions[-1].access, PreviousPassword=self.password,
                             ProposedPassword=self.next_password)
        if answer.status == 200:
            self.old_password, self.password, self.next_password = self.password, self.next_password, None
        return answer

    def revoke(self, client):
        last = self.sessions[-1]
        return self._end([last], lambda: client.call("RevokeToken", ClientId=self.app.client, Token=last.refresh))

    def sign_out(self, client):
        return self._end(self.sessions, lambda: client.call("GlobalSignOut", AccessToken=self.sessions[-1].access))

    def check(self, client):
        """AssertionError where something that was acknowledged is not there, or something that ended is."""
        found = client.call("AdminGetUser", UserPoolId=self.app.pool, Username=self.name)
        if found.status != 200:
            self._assert(found.error == "UserNotFoundException" and not self.is_signed_up, f"is lost: {found.status} {found.text[:300]}")
            return
        self.is_signed_up = True
        is_confirmed = found.body["UserStatus"] == "CONFIRMED"
        self._assert(is_confirmed or not self.is_confirmed, f"was confirmed, and is {found.body['UserStatus']}")
        self.is_confirmed = is_confirmed
        if is_confirmed:
            self._check_password(client)
        for session in self.sessions:
            try:
                session.check(client, self.app)
            except AssertionError as error:
                raise AssertionError(f"{self.name}: {error}") from error

    def _check_password(self, client):
        if self.old_password:
            _refused(self._signed_in(client, self.old_password), "the old password")
            self.old_password = None
        if self.next_password and self._signed_in(client, self.next_password).status == 200:
            self.password = self.next_password
        self.next_password = None
        answer = self._signed_in(client, self.password)
        self._assert(answer.status == 200, f"cannot sign in: {answer.status} {answer.text[:300]}")

    def _signed_in(self, client, password):
        return client.call("InitiateAuth", ClientId=self.app.client, AuthFlow="USER_PASSWORD_AUTH",
                           AuthParameters={"USERNAME": self.name, "PASSWORD": password})

    @staticmethod
    def _end(sessions, call):
        going = [session for session in sessions if session.end is End.NONE]
        for session in going:
            session.end = End.SENT
        answer = call()
        for session in going:
            session.end = End.ACKNOWLEDGED if answer.status == 200 else End.NONE
        return answer

    def _assert(self, condition, what):
        if not condition:
            raise AssertionError(f"{self.name} {what}")


class Place:
    """Lives one person after another."""

    def __init__(self, apps, label, chance):
        self._apps, self._label, self._chance = apps, label, chance
        self.people, self._is_between_calls, self._looked_at = [], False, 0

    def people_of_this_round(self):
        """Those who did something since this was asked last, the first of whom may have lived before."""
        begin = max(0, self._looked_at - 1)
        self._looked_at = len(self.people)
        return self.people[begin:]

    def __str__(self):
        return str(self.people[-1].name)

    def update(self, client):
        step = next(self.people[-1].steps, None) if self._is_between_calls else None
        if not step:  # all is done, or the server died in the middle
            self.people.append(Person(self._chance.choice(self._apps), f"{self._label}-{len(self.people)}", self._chance))
            step = next(self.people[-1].steps)
        self._is_between_calls = False
        answer = step(client)
        self._is_between_calls = True
        return answer


def _refused(answer, what):
    if answer.error not in ("NotAuthorizedException", "RefreshTokenReuseException"):
        raise AssertionError(f"{what} was answered with {answer.status} {answer.text[:300]}")
