"""A shop's user pool and all that stands around it, as an infrastructure script makes, changes, reads and removes it."""

POOL_ARN = "arn:aws:cognito-idp:us-east-1:111122223333:userpool/"
READ_ONLY_OF_POOL = {
    "Id", "Name", "Arn", "CreationDate", "LastModifiedDate", "EstimatedNumberOfUsers", "SchemaAttributes", "UserPoolTags", "Domain",
    "CustomDomain", "UsernameAttributes", "AliasAttributes", "UsernameConfiguration", "Status", "SmsConfigurationFailure",
    "EmailConfigurationFailure",
}
READ_ONLY_OF_CLIENT = {"ClientSecret", "CreationDate", "LastModifiedDate"}
SCOPES = [{"ScopeName": "read", "ScopeDescription": "See orders"}, {"ScopeName": "write", "ScopeDescription": "Change orders"}]


def but_for(members, left_out):
    return {name: value for name, value in members.items() if name not in left_out}


class Stack:
    def __init__(self, aws):
        self.aws = aws
        self.pool = None
        self.web = None
        self.backend = None

    def set_up(self):
        """In the order in which one thing needs another."""
        aws = self.aws
        self.pool = aws(
            "create-user-pool", PoolName="shop", UsernameAttributes=["email"], AutoVerifiedAttributes=["email"],
            UsernameConfiguration={"CaseSensitive": False}, MfaConfiguration="OFF", DeletionProtection="ACTIVE",
            Policies={"PasswordPolicy": {"MinimumLength": 12, "RequireUppercase": True, "RequireLowercase": True, "RequireNumbers": True,
                                         "RequireSymbols": False, "TemporaryPasswordValidityDays": 3}},
            Schema=[{"Name": "tier", "AttributeDataType": "String", "Mutable": True,
                     "StringAttributeConstraints": {"MinLength": "1", "MaxLength": "16"}}],
            AccountRecoverySetting={"RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]},
            UserPoolTags={"team": "shop", "stage": "test"})["UserPool"]["Id"]
        of_pool = {"UserPoolId": self.pool}
        aws("set-user-pool-mfa-config", **of_pool, SoftwareTokenMfaConfiguration={"Enabled": True}, MfaConfiguration="OPTIONAL")
        aws("create-resource-server", **of_pool, Identifier="https://orders.example.com", Name="orders", Scopes=SCOPES)
        aws("create-identity-provider", **of_pool, ProviderName="Google", ProviderType="Google",
            ProviderDetails={"client_id": "shop.apps.example.com", "client_secret": "google-secret", "authorize_scopes": "openid email"},
            AttributeMapping={"email": "email"})
        self.web = aws(
            "create-user-pool-client", **of_pool, ClientName="web", ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            SupportedIdentityProviders=["COGNITO", "Google"], CallbackURLs=["https://shop.example.com/in", "http://localhost:3000/in"],
            LogoutURLs=["https://shop.example.com/out"], AllowedOAuthFlows=["code"], AllowedOAuthScopes=["openid", "email"],
            AllowedOAuthFlowsUserPoolClient=True, PreventUserExistenceErrors="ENABLED")["UserPoolClient"]["ClientId"]
        self.backend = aws(
            "create-user-pool-client", **of_pool, ClientName="backend", GenerateSecret=True, AllowedOAuthFlows=["client_credentials"],
            AllowedOAuthScopes=["https://orders.example.com/read"], AllowedOAuthFlowsUserPoolClient=True,
            AccessTokenValidity=30, TokenValidityUnits={"AccessToken": "minutes"})["UserPoolClient"]["ClientId"]
        aws("create-user-pool-domain", **of_pool, Domain="shop-of-the-example")
        aws("set-ui-customization", **of_pool, CSS=".banner-customizable { background: navy; }")
        for precedence, group in enumerate(("staff", "customers")):
            aws("create-group", **of_pool, GroupName=group, Precedence=precedence, Description=f"all {group}")

    def change(self):
        aws, of_pool = self.aws, {"UserPoolId": self.pool}
        aws("add-custom-attributes", **of_pool, CustomAttributes=[{"Name": "birth_year", "AttributeDataType": "Number"}])
        aws("update-identity-provider", **of_pool, ProviderName="Google", ProviderDetails={"client_secret": "rotated"})
        aws("update-resource-server", **of_pool, Identifier="https://orders.example.com", Name="orders", Scopes=SCOPES[:1])
        aws("update-group", **of_pool, GroupName="customers", Precedence=10, Description="everybody else")
        aws("update-user-pool-client", **{**self.settings_of_client(self.web), "AccessTokenValidity": 15,
                                          "TokenValidityUnits": {"AccessToken": "minutes"}})
        aws("tag-resource", ResourceArn=POOL_ARN + self.pool, Tags={"stage": "production"})
        aws("untag-resource", ResourceArn=POOL_ARN + self.pool, TagKeys=["team"])

    def apply_again(self):
        """Sends back what is read, as a plan that finds no difference would."""
        self.aws("update-user-pool", **self.settings_of_pool())
        for client in (self.web, self.backend):
            self.aws("update-user-pool-client", **self.settings_of_client(client))

    def settings_of_pool(self):
        pool = self.aws("describe-user-pool", "--user-pool-id", self.pool)["UserPool"]
        settings = but_for(pool, READ_ONLY_OF_POOL)
        settings["AdminCreateUserConfig"].pop("UnusedAccountValidityDays", None)  # AWS answers it and refuses to take it back
        return {**settings, "UserPoolId": self.pool, "UserPoolTags": pool["UserPoolTags"]}

    def settings_of_client(self, client):
        described = self.aws("describe-user-pool-client", "--user-pool-id", self.pool, "--client-id", client)["UserPoolClient"]
        return but_for(described, READ_ONLY_OF_CLIENT)

    def read_back(self):
        """All that a script can read of the stack, by what it was read from."""
        aws, of_pool = self.aws, ("--user-pool-id", self.pool)
        clients = {client: aws("describe-user-pool-client", *of_pool, "--client-id", client)["UserPoolClient"]
                   for client in (self.web, self.backend)}
        return {
            "pool": aws("describe-user-pool", *of_pool)["UserPool"],
            "mfa": aws("get-user-pool-mfa-config", *of_pool),
            "server": aws("describe-resource-server", *of_pool, "--identifier", "https://orders.example.com")["ResourceServer"],
            "provider": aws("describe-identity-provider", *of_pool, "--provider-name", "Google")["IdentityProvider"],
            "web": clients[self.web],
            "backend": clients[self.backend],
            "domain": aws("describe-user-pool-domain", "--domain", "shop-of-the-example")["DomainDescription"],
            "css": aws("get-ui-customization", *of_pool)["UICustomization"],
            "groups": aws("list-groups", *of_pool)["Groups"],
            "tags": aws("list-tags-for-resource", "--resource-arn", POOL_ARN + self.pool)["Tags"],
        }

    def tear_down(self):
        """In the reverse order; what AWS insists on comes first."""
        aws, of_pool = self.aws, ("--user-pool-id", self.pool)
        for group in ("staff", "customers"):
            aws("delete-group", *of_pool, "--group-name", group)
        aws("delete-user-pool-domain", *of_pool, "--domain", "shop-of-the-example")
        for client in (self.web, self.backend):
            aws("delete-user-pool-client", *of_pool, "--client-id", client)
        aws("delete-identity-provider", *of_pool, "--provider-name", "Google")
        aws("delete-resource-server", *of_pool, "--identifier", "https://orders.example.com")
        aws("update-user-pool", **{**self.settings_of_pool(), "DeletionProtection": "INACTIVE"})
        aws("delete-user-pool", *of_pool)
