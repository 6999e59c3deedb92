#include "tests/oauth/support/federation_test.h"

#include <algorithm>

#include "server/http/form.h"

namespace rockpool::support {

FederationTest::FederationTest() : OAuthTest({.identity_providers = {.providers = identity_providers::Settings::Providers::kOnline}}) {
  oauth.service.network.on_get = [this] {
    const http::FetchRequest request = oauth.service.network.requests.back();
    const auto peer = std::ranges::find_if(peers, [&](const FakeProvider* each) { return each->Has(request); });
    if (peer == peers.end()) {
      throw http::FetchError("connection refused");
    }
    return (*peer)->Answer(request);
  };
  Create(pool, "Corp", corp);
  Offer(client, R"(["COGNITO","Corp"])");
}

void FederationTest::Create(std::string_view user_pool_id, std::string_view name, const FakeProvider& peer, std::string_view more) {
  const std::string& origin = peer.origin();
  const Answer answer = oauth.service.Call(
      "CreateIdentityProvider",
      R"({"UserPoolId":")" + std::string(user_pool_id) + R"(","ProviderName":")" + std::string(name) +
          R"(","ProviderType":"OIDC","ProviderDetails":{"client_id":")" + peer.client_id +
          R"(","client_secret":"b","attributes_request_method":"GET","authorize_scopes":"openid email","oidc_issuer":")" + origin +
          R"(","authorize_url":")" + origin + R"(/a","token_url":")" + origin + R"(/t","attributes_url":")" + origin +
          R"(/u","jwks_uri":")" + origin + R"(/k"},"AttributeMapping":{"email":"email","username":"sub"})" + std::string(more) + "}");
  EXPECT_EQ(answer.status, 200) << answer.body;
}

void FederationTest::Update(std::string_view name, std::string_view member) {
  Call("UpdateIdentityProvider", R"("ProviderName":")" + std::string(name) + R"(",)" + std::string(member));
}

void FederationTest::Call(std::string_view operation, const std::string& members) {
  const Answer answer = oauth.service.Call(operation, R"({"UserPoolId":")" + pool + R"(",)" + members + "}");
  EXPECT_EQ(answer.status, 200) << answer.body;
}

void FederationTest::Offer(std::string_view client_id, std::string_view providers) {
  Call("UpdateUserPoolClient", R"("ClientId":")" + std::string(client_id) +
                                   R"(","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code","implicit"],)"
                                   R"("AllowedOAuthScopes":["openid","email","phone","profile","aws.cognito.signin.user.admin"],)"
                                   R"("CallbackURLs":[")" +
                                   std::string(OAuthService::kCallback) + R"("],"LogoutURLs":[")" + std::string(OAuthService::kSignedOut) +
                                   R"("],"SupportedIdentityProviders":)" + std::string(providers));
}

http::NamedValues FederationTest::Named(const http::NamedValues& changes) {
  http::NamedValues named = changes;
  if (!changes.Find("identity_provider") && !changes.Find("idp_identifier")) {
    named.Add("identity_provider", "Corp");
  }
  return named;
}

std::string FederationTest::IdTokenFor(const Page& page, const std::string& client_id) {
  Browser program(oauth);
  const Page answer = program.Post("/oauth2/token", {{"grant_type", "authorization_code"},
                                                     {"client_id", client_id},
                                                     {"redirect_uri", std::string(OAuthService::kCallback)},
                                                     {"code", CodeOf(page)}});
  EXPECT_EQ(answer.status, 200) << answer.body;
  rapidjson::Document json;
  json.Parse(answer.body.data(), answer.body.size());
  return json.IsObject() && json.HasMember("id_token") ? json["id_token"].GetString() : "";
}

Answer FederationTest::UserNamed(std::string_view username) {
  return oauth.service.Call("AdminGetUser", R"({"UserPoolId":")" + pool + R"(","Username":")" + std::string(username) + R"("})");
}

}  // namespace rockpool::support
