"""Several threads that call without a pause, and remember what the server acknowledged: here updates of providers, in people.py sign-ins.

Every update of a provider carries the next number, in two members, so that a value tells which update it came from and whether it came
whole. It starts and ends no servers.
"""

import http.client
import threading
import time

from process_layer import Client

PROVIDERS_PER_THREAD = 2
WAIT_LIMIT_SECONDS = 60


class Counter:
    """What is known of one provider. Its number goes up with every update."""

    def __init__(self, pool, provider):
        self.pool, self.provider = pool, provider
        self.sent = self.acknowledged = 0

    def __str__(self):
        return self.provider

    def create(self, client):
        client.must("CreateIdentityProvider", UserPoolId=self.pool, ProviderName=self.provider, ProviderType="OIDC", ProviderDetails={
            **self._details(), "authorize_scopes": "openid email", "attributes_request_method": "GET",
            "oidc_issuer": "https://idp.example.com"})

    def update(self, client):
        self.sent += 1
        answer = client.call("UpdateIdentityProvider", UserPoolId=self.pool, ProviderName=self.provider, ProviderDetails=self._details())
        if answer.status == 200:
            self.acknowledged = self.sent
        return answer

    def stored(self, client):
        """The number that the server has. AssertionError if two updates are mixed in one provider."""
        found = client.must("DescribeIdentityProvider", UserPoolId=self.pool, ProviderName=self.provider)
        details = found["IdentityProvider"]["ProviderDetails"]
        number = int(details["client_id"].rpartition("-")[2])
        if details["client_secret"] != _secret(number) or details["authorize_scopes"] != "openid email":
            raise AssertionError(f"{self.provider} is of no one update: {str(details)[:300]}")
        return number

    def _details(self):
        return {"client_id": f"client-{self.sent}", "client_secret": _secret(self.sent)}


def _secret(number):
    # Between a row inside its page and one that spills over several.
    return f"{number}-" * (1 + number % 7 * 300)


class Storm:
    """Blows from its construction until `join`. What it is given has `update(client)`, which makes one call and returns its answer; two of
    them share a thread, and no two threads one of them. `tolerates(answer)` says which refusals do not count as failures."""

    def __init__(self, endpoint, counters, tolerates=lambda answer: False):
        self._endpoint, self._tolerates = endpoint, tolerates
        self._changed = threading.Condition()
        self._stopping = False
        self._answered = 0
        self.failures = []
        groups = [counters[i:i + PROVIDERS_PER_THREAD] for i in range(0, len(counters), PROVIDERS_PER_THREAD)]
        self._threads = [threading.Thread(target=self._blow, args=(group,), daemon=True) for group in groups]
        for thread in self._threads:
            thread.start()

    def wait_for(self, answers):
        """Until that many updates were answered."""
        deadline = time.monotonic() + WAIT_LIMIT_SECONDS
        with self._changed:
            while self._answered < answers and not self.failures:
                if not self._changed.wait(max(0, deadline - time.monotonic())):
                    raise AssertionError(f"{self._answered} updates were answered in {WAIT_LIMIT_SECONDS} s, {answers} wanted")

    def stop(self):
        """Ends it between two updates; a server that dies ends it too."""
        self._stopping = True

    def join(self):
        for thread in self._threads:
            thread.join(WAIT_LIMIT_SECONDS)
            if thread.is_alive():
                self.failures.append("an update is not answered, and its connection not closed")
        if self.failures:
            raise AssertionError("\n".join(self.failures))

    def _blow(self, counters):
        client = Client(self._endpoint)
        try:
            while not self._stopping:
                for counter in counters:
                    self._note(counter, counter.update(client))
        except (OSError, http.client.HTTPException):
            pass  # the crash
        except Exception as error:  # pylint: disable=broad-except
            self._fail(f"{type(error).__name__}: {error}")
        finally:
            client.close()

    def _note(self, counter, answer):
        if answer.status != 200:
            if not self._tolerates(answer):
                self._fail(f"{counter} was answered with {answer.status} {answer.text[:300]}")
        with self._changed:
            self._answered += 1
            self._changed.notify_all()

    def _fail(self, what):
        with self._changed:
            self.failures.append(what)
            self._changed.notify_all()
        self._stopping = True
