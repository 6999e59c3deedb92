"""The five operations on resource servers, through boto3."""

import support

SCOPES = [{"ScopeName": "read", "ScopeDescription": "Look"}, {"ScopeName": "write", "ScopeDescription": "Change"}]


def setUpModule():
    support.start_module_server()


class ResourceServers(support.PoolTestCase):
    def create_server(self, identifier="https://api.example.com", **members):
        return self.cognito.create_resource_server(
            UserPoolId=self.pool_id, Identifier=identifier, Name="API", **members)["ResourceServer"]

    def test_live_from_create_to_delete(self):
        created = self.create_server(Scopes=SCOPES)
        self.assertEqual(created, {"UserPoolId": self.pool_id, "Identifier": "https://api.example.com", "Name": "API",
                                   "Scopes": SCOPES})
        named = {"UserPoolId": self.pool_id, "Identifier": "https://api.example.com"}
        self.assertEqual(self.cognito.describe_resource_server(**named)["ResourceServer"], created)
        updated = self.cognito.update_resource_server(**named, Name="New", Scopes=SCOPES[:1])["ResourceServer"]
        self.assertEqual(updated, {**created, "Name": "New", "Scopes": SCOPES[:1]})
        self.cognito.delete_resource_server(**named)
        self.assert_refused("ResourceNotFoundException", "Resource server https://api.example.com does not exist.",
                            "describe_resource_server", **named)

    def test_are_paged(self):
        for number in range(5):
            self.create_server(f"api{number}")
        self.assertEqual(self.pages_of("list_resource_servers", "ResourceServers", "Identifier"),
                         [["api0", "api1"], ["api2", "api3"], ["api4"]])

    def test_exist_once(self):
        self.create_server("api")
        self.assert_refused("InvalidParameterException", f"api already exists in user pool {self.pool_id}.",
                            "create_resource_server", UserPoolId=self.pool_id, Identifier="api", Name="API")
