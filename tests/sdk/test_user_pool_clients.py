"""The operations on app clients that boto3 knows. Those on secrets are in js/client_secrets.test.mjs."""

import support


def setUpModule():
    support.start_module_server()


class UserPoolClients(support.PoolTestCase):
    def create(self, **members):
        return self.cognito.create_user_pool_client(
            **{"UserPoolId": self.pool_id, "ClientName": "web", **members})["UserPoolClient"]

    def named(self, client):
        return {"UserPoolId": self.pool_id, "ClientId": client["ClientId"]}

    def describe(self, client):
        return self.cognito.describe_user_pool_client(**self.named(client))["UserPoolClient"]

    def test_a_client_lives_from_create_to_delete(self):
        client = self.create(GenerateSecret=True, ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])
        # The answer of a creation lists in the order of a hash set, a description in that of the alphabet.
        self.assertEqual(self.describe(client), {**client, "ExplicitAuthFlows": sorted(client["ExplicitAuthFlows"])})
        updated = self.cognito.update_user_pool_client(**self.named(client), AuthSessionValidity=10)["UserPoolClient"]
        self.assertEqual((updated["AuthSessionValidity"], updated["ClientSecret"]), (10, client["ClientSecret"]))
        self.assertNotIn("ExplicitAuthFlows", updated)
        self.cognito.delete_user_pool_client(**self.named(client))
        self.assert_refused("ResourceNotFoundException", f"User pool client {client['ClientId']} does not exist.",
                            "describe_user_pool_client", **self.named(client))

    def test_a_client_signs_people_in_by_oauth(self):
        client = self.create(AllowedOAuthFlowsUserPoolClient=True, AllowedOAuthFlows=["code"],
                             AllowedOAuthScopes=["openid", "email"], CallbackURLs=["http://localhost:3000/back"],
                             SupportedIdentityProviders=["COGNITO"])
        self.assertEqual(self.describe(client)["CallbackURLs"], ["http://localhost:3000/back"])
        self.assert_refused("InvalidOAuthFlowException",
                            "CallbackUrls can not be empty when code flow or implicit flow is selected",
                            "update_user_pool_client", **self.named(client), AllowedOAuthFlows=["code"])
        self.assert_refused("ScopeDoesNotExistException", "Invalid scope requested: orders/read",
                            "update_user_pool_client", **self.named(client), AllowedOAuthScopes=["orders/read"])

    def test_a_paginator_finds_all_clients(self):
        made = {self.create()["ClientId"] for _ in range(5)}
        pages = self.cognito.get_paginator("list_user_pool_clients").paginate(
            UserPoolId=self.pool_id, PaginationConfig={"PageSize": 2})
        self.assertEqual({client["ClientId"] for page in pages for client in page["UserPoolClients"]}, made)

    def test_a_fixed_id_is_found(self):
        self.create(ClientName="_custom_id_:rockClient")
        self.assertEqual(self.describe({"ClientId": "rockClient"})["ClientName"], "_custom_id_:rockClient")
