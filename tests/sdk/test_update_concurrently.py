"""Updates of different members that meet on the same provider: every one survives."""

from concurrent.futures import ThreadPoolExecutor

import support
from provider_samples import GOOGLE, OIDC

PARALLEL = 200


def setUpModule():
    support.start_module_server()


def oidc_members(value):
    """Ten requests for an update, each of another member or another key of the details."""
    details = {"client_id": value, "client_secret": value, "authorize_scopes": value,
               "oidc_issuer": f"https://{value}.example.com"}
    details |= {key: f"https://idp.example.com/{key}/{value}"
                for key in ("authorize_url", "token_url", "attributes_url", "jwks_uri")}
    requests = [{"ProviderDetails": {key: new}} for key, new in details.items()]
    return details, [*requests, {"AttributeMapping": {"email": value, "username": "sub"}}, {"IdpIdentifiers": [value]}]


class ParallelUpdates(support.PoolTestCase):
    def run_parallel(self, calls):
        with ThreadPoolExecutor(support.PARALLEL_CONNECTIONS) as pool:
            return [future.result() for future in [pool.submit(call) for call in calls]]

    def test_two_hundred_updates_of_different_members_all_survive(self):
        names = [f"idp{number}" for number in range(PARALLEL // 10)]
        calls = []
        for name in names:
            self.create(OIDC, ProviderName=name)
            calls += [lambda name=name, request=request: self.update(name, **request)
                      for request in oidc_members(f"new-{name}")[1]]
        self.assertEqual(len(calls), PARALLEL)
        self.run_parallel(calls)
        for name in names:
            with self.subTest(name):
                described = self.describe(name)
                self.assertEqual(described["ProviderDetails"], {**OIDC.echoed, **oidc_members(f"new-{name}")[0]})
                self.assertEqual(described["AttributeMapping"], {"email": f"new-{name}", "username": "sub"})
                self.assertEqual(described["IdpIdentifiers"], [f"new-{name}"])

    def test_ten_writers_with_a_member_each_do_not_undo_one_another(self):
        rounds = PARALLEL // 10
        self.create(OIDC)

        def write(member):
            for number in range(rounds):
                self.update(OIDC.name, **oidc_members(f"round-{number}")[1][member])

        self.run_parallel([lambda member=member: write(member) for member in range(10)])
        described = self.describe(OIDC.name)
        last = f"round-{rounds - 1}"
        self.assertEqual(described["ProviderDetails"], {**OIDC.echoed, **oidc_members(last)[0]})
        self.assertEqual(described["AttributeMapping"], {"email": last, "username": "sub"})
        self.assertEqual(described["IdpIdentifiers"], [last])

    def test_two_hundred_updates_of_one_provider_get_two_hundred_dates(self):
        created = self.create(GOOGLE)
        updated = self.run_parallel(
            [lambda number=number: self.update("Google", ProviderDetails={"client_id": f"client-{number}"})
             for number in range(PARALLEL)])
        dates = {provider["LastModifiedDate"] for provider in updated}
        self.assertEqual(len(dates), PARALLEL)
        self.assertGreater(min(dates), created["LastModifiedDate"])
        described = self.describe("Google")
        latest = max(updated, key=lambda provider: provider["LastModifiedDate"])
        self.assertEqual(described["LastModifiedDate"], latest["LastModifiedDate"])
        self.assertEqual(described["ProviderDetails"], latest["ProviderDetails"])

    def test_one_of_many_creations_with_the_same_name_wins(self):
        def create():
            try:
                return self.create(OIDC)
            except self.cognito.exceptions.DuplicateProviderException:
                return None

        winners = [provider for provider in self.run_parallel([create] * 50) if provider]
        self.assertEqual(len(winners), 1)
        self.assertEqual(self.names(), [OIDC.name])

    def test_one_of_many_providers_that_want_the_same_identifier_gets_it(self):
        names = [f"idp{number}" for number in range(30)]
        for name in names:
            self.create(OIDC, ProviderName=name)

        def claim(name):
            try:
                return self.update(name, IdpIdentifiers=["wanted"])["ProviderName"]
            except self.cognito.exceptions.InvalidParameterException:
                return None

        winners = [name for name in self.run_parallel([lambda name=name: claim(name) for name in names]) if name]
        self.assertEqual(len(winners), 1)
        found = self.cognito.get_identity_provider_by_identifier(UserPoolId=self.pool_id, IdpIdentifier="wanted")
        self.assertEqual(found["IdentityProvider"]["ProviderName"], winners[0])
