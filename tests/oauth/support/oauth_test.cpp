#include "tests/oauth/support/oauth_test.h"

#include "tests/support/users.h"

namespace rockpool::support {

OAuthTest::OAuthTest(const Settings& settings)
    : oauth(settings),
      pool(oauth.CreatePool("shop", 1)),
      managed_pool(oauth.CreatePool("managed", 2)),
      client(oauth.CreateClient(pool)),
      managed_client(oauth.CreateClient(managed_pool)) {
  for (const std::string& id : {pool, managed_pool}) {
    CreateUser(oauth.service, id, kUser, {{"email", "ann@example.com"}, {"email_verified", "true"}});
  }
}

Page OAuthTest::Ask(const http::NamedValues& query) { return browser.Get("/oauth2/authorize?" + QueryOf(query)); }

http::NamedValues OAuthTest::RequestOf(std::string_view client_id, const http::NamedValues& changes) {
  http::NamedValues query;
  const http::NamedValues own{
      {"client_id", std::string(client_id)}, {"redirect_uri", std::string(OAuthService::kCallback)}, {"response_type", "code"}};
  for (const auto& [name, value] : own) {
    if (!changes.Find(name)) {
      query.Add(name, value);
    }
  }
  for (const auto& [name, value] : changes) {
    query.Add(name, value);
  }
  return query;
}

std::string OAuthTest::MachineClient() {
  const Answer server = oauth.service.Call("CreateResourceServer", R"({"UserPoolId":")" + pool +
                                                                       R"(","Identifier":"api","Name":"api","Scopes":[)"
                                                                       R"({"ScopeName":"read","ScopeDescription":"read"}]})");
  EXPECT_EQ(server.status, 200) << server.body;
  return oauth.CreateClient(pool, R"({"GenerateSecret":true,"AllowedOAuthFlows":["client_credentials"],"AllowedOAuthScopes":["api/read"],)"
                                  R"("CallbackURLs":null,"LogoutURLs":null,"SupportedIdentityProviders":null})");
}

void OAuthTest::CreateProvider(std::string_view user_pool_id, std::string_view name) {
  const Answer answer = oauth.service.Call(
      "CreateIdentityProvider",
      R"({"UserPoolId":")" + std::string(user_pool_id) + R"(","ProviderName":")" + std::string(name) +
          R"(","ProviderType":"OIDC","ProviderDetails":{"client_id":"a","client_secret":"b","attributes_request_method":"GET",)"
          R"("oidc_issuer":"https://idp.example.com","authorize_scopes":"openid","authorize_url":"https://idp.example.com/a",)"
          R"("token_url":"https://idp.example.com/t","attributes_url":"https://idp.example.com/u","jwks_uri":"https://idp.example.com/k"},)"
          R"("IdpIdentifiers":["corp-id"]})");
  EXPECT_EQ(answer.status, 200) << answer.body;
}

}  // namespace rockpool::support
