"""ListIdentityProviders: entries, pages and their tokens, and the quota of providers in a pool."""

from concurrent.futures import ThreadPoolExecutor

import support
from provider_samples import GOOGLE, OIDC

QUOTA = 300


def setUpModule():
    support.start_module_server()


class ListIdentityProviders(support.PoolTestCase):
    def create_named(self, *names):
        return [self.create(OIDC, ProviderName=name) for name in names]

    def list(self, **members):
        return self.cognito.list_identity_providers(UserPoolId=self.pool_id, **members)

    def page_names(self, page):
        return [provider["ProviderName"] for provider in page["Providers"]]

    def test_gives_name_type_and_dates_alone(self):
        created = [self.create(GOOGLE), self.create(OIDC)]
        self.assertEqual(self.list()["Providers"], [
            {member: provider[member]
             for member in ("ProviderName", "ProviderType", "LastModifiedDate", "CreationDate")}
            for provider in created])

    def test_gives_an_empty_list_and_no_token_for_a_pool_without_providers(self):
        listed = self.list()
        self.assertEqual(listed["Providers"], [])
        self.assertNotIn("NextToken", listed)

    def test_orders_providers_by_name(self):
        self.create_named("mmm", "zzz", "aaa", "Bbb")
        self.assertEqual(self.page_names(self.list()), ["Bbb", "aaa", "mmm", "zzz"])

    def test_pages_through_every_provider_once(self):
        self.create_named(*(f"idp{number}" for number in range(7)))
        paginator = self.cognito.get_paginator("list_identity_providers")
        pages = list(paginator.paginate(UserPoolId=self.pool_id, PaginationConfig={"PageSize": 3}))
        self.assertEqual([len(page["Providers"]) for page in pages], [3, 3, 1])
        self.assertEqual([name for page in pages for name in self.page_names(page)],
                         [f"idp{number}" for number in range(7)])

    def test_gives_no_token_when_the_last_page_is_exactly_full(self):
        self.create_named("aaa", "bbb", "ccc", "ddd")
        first = self.list(MaxResults=2)
        self.assertRegex(first["NextToken"], r"\A\S+\Z")
        second = self.list(MaxResults=2, NextToken=first["NextToken"])
        self.assertEqual(self.page_names(second), ["ccc", "ddd"])
        self.assertNotIn("NextToken", second)

    def test_survives_inserts_and_deletes_between_the_pages(self):
        self.create_named("bbb", "ccc", "ddd", "eee")
        first = self.list(MaxResults=2)
        for name in ("bbb", "ccc"):
            self.cognito.delete_identity_provider(UserPoolId=self.pool_id, ProviderName=name)
        self.create_named("aaa", "dd1")
        second = self.list(MaxResults=60, NextToken=first["NextToken"])
        self.assertEqual(self.page_names(second), ["dd1", "ddd", "eee"])

    def test_refuses_a_token_that_was_changed(self):
        self.create_named("aaa", "bbb", "ccc")
        token = self.list(MaxResults=1)["NextToken"]
        for position in range(len(token)):
            # Not the last characters: they may carry bits that an encoding throws away.
            if position % 5 or position > len(token) - 4:
                continue
            changed = token[:position] + ("A" if token[position] != "A" else "B") + token[position + 1:]
            with self.subTest(position):
                self.assert_refused("InvalidParameterException", None, "list_identity_providers",
                                    UserPoolId=self.pool_id, MaxResults=1, NextToken=changed)

    def test_refuses_a_token_that_it_did_not_give(self):
        self.assert_refused("InvalidParameterException", None, "list_identity_providers",
                            UserPoolId=self.pool_id, NextToken="made-up")

    def test_refuses_page_sizes_outside_zero_to_sixty(self):
        for size, limit in ((61, "less than or equal to 60"), (-1, "greater than or equal to 0")):
            with self.subTest(size):
                self.assert_refused_unchecked(
                    "InvalidParameterException",
                    f"1 validation error detected: Value '{size}' at 'maxResults' failed to satisfy constraint: "
                    f"Member must have value {limit}",
                    "list_identity_providers", UserPoolId=self.pool_id, MaxResults=size)

    def test_shows_the_date_of_an_update(self):
        self.create(OIDC)
        updated = self.update(OIDC.name, ProviderDetails={"client_id": "changed"})
        self.assertEqual(self.list()["Providers"][0]["LastModifiedDate"], updated["LastModifiedDate"])

    def test_refuses_an_unknown_pool(self):
        self.assert_refused("ResourceNotFoundException", "User pool us-east-1_Nowhere00 does not exist.",
                            "list_identity_providers", UserPoolId="us-east-1_Nowhere00")


class Quota(support.PoolTestCase):
    def test_stops_at_three_hundred_providers_and_lists_sixty_a_page_by_default(self):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda number: self.create(OIDC, ProviderName=f"idp{number:03}"), range(QUOTA)))
        self.refuse_create(None, OIDC, exception="LimitExceededException", ProviderName="one-too-many")
        for page_size in ({}, {"MaxResults": 0}):
            first = self.cognito.list_identity_providers(UserPoolId=self.pool_id, **page_size)
            self.assertEqual(len(first["Providers"]), 60)
        pages = self.cognito.get_paginator("list_identity_providers").paginate(UserPoolId=self.pool_id)
        listed = [provider["ProviderName"] for page in pages for provider in page["Providers"]]
        self.assertEqual(listed, [f"idp{number:03}" for number in range(QUOTA)])
        self.cognito.delete_identity_provider(UserPoolId=self.pool_id, ProviderName="idp000")
        self.assertEqual(self.create(OIDC, ProviderName="one-too-many")["ProviderName"], "one-too-many")
