"""ListUserPools and DeleteUserPool."""

import zlib

import support
from provider_samples import OIDC


def setUpModule():
    support.start_module_server()


class ListUserPools(support.CognitoTestCase):
    def setUp(self):
        super().setUp()
        # An account of its own per test, so that tests do not see each other's pools.
        account = f"{zlib.crc32(self.id().encode()):012d}"
        self.cognito = support.client_for(support.endpoint(), account)
        self.created = [self.cognito.create_user_pool(PoolName=f"rock{number}")["UserPool"] for number in range(5)]

    def test_gives_five_members_for_each_pool(self):
        listed = self.cognito.list_user_pools(MaxResults=60)["UserPools"]
        by_id = {pool["Id"]: pool for pool in listed}
        self.assertEqual(by_id, {pool["Id"]: {name: pool[name] for name in (
            "Id", "Name", "LambdaConfig", "LastModifiedDate", "CreationDate")} for pool in self.created})

    def test_pages_through_every_pool_once(self):
        pages = list(self.cognito.get_paginator("list_user_pools").paginate(PaginationConfig={"PageSize": 2}))
        self.assertEqual([len(page["UserPools"]) for page in pages], [2, 2, 1])
        seen = [pool["Id"] for page in pages for pool in page["UserPools"]]
        self.assertEqual(sorted(seen), sorted(pool["Id"] for pool in self.created))
        self.assertNotIn("NextToken", pages[-1])

    def test_gives_no_token_when_the_last_page_is_exactly_full(self):
        self.assertNotIn("NextToken", self.cognito.list_user_pools(MaxResults=5))

    def test_refuses_more_than_sixty_a_page(self):
        self.assert_refused(
            "InvalidParameterException",
            "1 validation error detected: Value '61' at 'maxResults' failed to satisfy constraint: "
            "Member must have value less than or equal to 60", "list_user_pools", MaxResults=61)

    def test_refuses_a_request_without_a_page_size(self):
        self.assert_refused_unchecked(
            "InvalidParameterException",
            "1 validation error detected: Value null at 'maxResults' failed to satisfy constraint: "
            "Member must not be null", "list_user_pools")

    def test_refuses_a_token_that_it_did_not_give(self):
        self.assert_refused("InvalidParameterException", None, "list_user_pools", MaxResults=2, NextToken="made-up")


class DeleteUserPool(support.PoolTestCase):
    def test_makes_the_pool_unknown(self):
        self.cognito.delete_user_pool(UserPoolId=self.pool_id)
        message = f"User pool {self.pool_id} does not exist."
        self.assert_refused("ResourceNotFoundException", message, "describe_user_pool", UserPoolId=self.pool_id)
        self.assert_refused("ResourceNotFoundException", message, "delete_user_pool", UserPoolId=self.pool_id)
        self.assert_refused("ResourceNotFoundException", message,
                            "list_identity_providers", UserPoolId=self.pool_id)

    def test_answers_with_an_empty_body(self):
        answer = self.cognito.delete_user_pool(UserPoolId=self.pool_id)["ResponseMetadata"]
        self.assertEqual(answer["HTTPStatusCode"], 200)
        self.assertEqual(answer["HTTPHeaders"]["content-length"], "0")

    def test_deletes_the_providers_with_their_pool(self):
        self.pool_id = self.create_pool(UserPoolTags={"_custom_id_": "us-east-1_Reborn001"})
        self.create(OIDC, IdpIdentifiers=["example.com"])
        self.cognito.delete_user_pool(UserPoolId=self.pool_id)
        self.assertEqual(self.create_pool(UserPoolTags={"_custom_id_": "us-east-1_Reborn001"}), self.pool_id)
        self.assertEqual(self.names(), [])
        self.create(OIDC, IdpIdentifiers=["example.com"])
        self.assertEqual(self.names(), [OIDC.name])

    def test_is_stopped_by_deletion_protection(self):
        protected = self.create_pool(DeletionProtection="ACTIVE")
        self.assert_refused(
            "InvalidParameterException",
            "The user pool cannot be deleted because deletion protection is activated. "
            "Deletion protection must be inactivated first.", "delete_user_pool", UserPoolId=protected)
        self.assertEqual(self.cognito.describe_user_pool(UserPoolId=protected)["UserPool"]["Id"], protected)
