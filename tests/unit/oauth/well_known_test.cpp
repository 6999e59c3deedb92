// What verifiers of tokens read: the keys of a pool, and where they are.
#include "server/oauth/well_known.h"

#include <gtest/gtest.h>

#include "server/crypto/jws.h"
#include "server/http/router.h"
#include "server/pools/identifiers.h"
#include "server/protocol/json_owner.h"
#include "server/tokens/settings.h"
#include "tests/support/jwt.h"
#include "tests/support/test_service.h"

namespace rockpool::oauth {
namespace {

class WellKnownDocuments : public testing::Test {
 protected:
  WellKnownDocuments() { Mount(service); }

  void Mount(support::TestService& of) {
    jwks.emplace(of.world(), JwksDocument);
    discovery.emplace(of.world(), DiscoveryDocument);
    router.emplace(json);
    router->Define("pool", pools::IsPoolId);
    router->Mount("GET", "/{pool}/.well-known/jwks.json", *jwks, http::Cors::kAnyOrigin);
    router->Mount("GET", "/{pool}/.well-known/openid-configuration", *discovery, http::Cors::kAnyOrigin);
  }

  http::Response Get(const std::string& pool, const std::string& document, const std::string& host = "localhost:9229",
                     const std::string& origin = "") {
    http::Request request;
    request.method = "GET";
    request.path = "/" + pool + "/.well-known/" + document;
    request.headers.Add("Host", host);
    if (!origin.empty()) {
      request.headers.Add("Origin", origin);
    }
    return router->Route(std::move(request)).work->Run();
  }
  std::string Jwks(const std::string& pool) { return Get(pool, "jwks.json").body; }
  std::string Discovery(const std::string& pool, const std::string& host = "localhost:9229") {
    return Get(pool, "openid-configuration", host).body;
  }

  // Under which verifiers find AWS's own: there nothing follows the host.
  static constexpr const char* kAwsHost = "cognito-idp.us-east-1.amazonaws.com";

  support::TestService service;
  const protocol::JsonOwner json{service.random};
  std::optional<WellKnown> jwks;
  std::optional<WellKnown> discovery;
  std::optional<http::Router> router;
};

std::string KeyJson(const tokens::SigningKey& key) {
  return R"({"alg":"RS256","e":"AQAB","kid":")" + key.kid + R"(","kty":"RSA","n":")" + key.public_key.ModulusBase64Url() +
         R"(","use":"sig"})";
}

TEST_F(WellKnownDocuments, AreTheTwoPublicKeysOfAPoolThatOfIdTokensFirst) {
  const std::string pool = service.CreatePool();
  const std::string shown = Jwks(pool);
  const auto keys = support::KeysOf(service, pool);
  EXPECT_EQ(shown, R"({"keys":[)" + KeyJson(keys->id) + "," + KeyJson(keys->access) + "]}");
  EXPECT_NE(keys->id.kid, keys->access.kid);
  EXPECT_NE(keys->id.public_key.ToPem(), keys->access.public_key.ToPem());
  EXPECT_EQ(Jwks(pool), shown) << "keys that are drawn once stay";
}

TEST_F(WellKnownDocuments, HaveKeysOfOnesOwnForEachPool) {
  const std::string first = Jwks(service.CreatePool());
  const std::string second = Jwks(service.CreatePool());
  EXPECT_NE(first, second);
}

TEST_F(WellKnownDocuments, HaveIdsOfKeysInAwsForm) {
  const auto keys = support::KeysOf(service, service.CreatePool());
  EXPECT_EQ(keys->id.kid.size(), 44u);
  EXPECT_TRUE(keys->id.kid.ends_with("="));
}

TEST_F(WellKnownDocuments, AreJsonThatPagesOfAllOriginsMayRead) {
  const http::Response answer = Get(service.CreatePool(), "jwks.json", "localhost:9229", "https://app.example");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.Find("Content-Type"), "application/json");
}

TEST_F(WellKnownDocuments, SayTheRecordedMembersOfAPoolWithADomain) {
  const std::string pool = service.CreatePool();
  EXPECT_EQ(service.Call("CreateUserPoolDomain", R"({"UserPoolId":")" + pool + R"(","Domain":"my-domain"})").status, 200);
  EXPECT_EQ(Discovery(pool, kAwsHost),
            R"({"authorization_endpoint":"https://my-domain.auth.us-east-1.amazoncognito.com/oauth2/authorize",)"
            R"("end_session_endpoint":"https://my-domain.auth.us-east-1.amazoncognito.com/logout",)"
            R"("id_token_signing_alg_values_supported":["RS256"],"issuer":"https://cognito-idp.us-east-1.amazonaws.com/)" +
                pool + R"(","jwks_uri":"https://cognito-idp.us-east-1.amazonaws.com/)" + pool +
                R"(/.well-known/jwks.json","response_types_supported":["code","token"],)"
                R"("revocation_endpoint":"https://my-domain.auth.us-east-1.amazoncognito.com/oauth2/revoke",)"
                R"("scopes_supported":["openid","email","phone","profile"],"subject_types_supported":["public"],)"
                R"("token_endpoint":"https://my-domain.auth.us-east-1.amazoncognito.com/oauth2/token",)"
                R"("token_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post"],)"
                R"("userinfo_endpoint":"https://my-domain.auth.us-east-1.amazoncognito.com/oauth2/userInfo"})");
}

TEST_F(WellKnownDocuments, NameACustomDomainAloneWhereThereIsOne) {
  const std::string pool = service.CreatePool();
  const std::string begin = R"({"UserPoolId":")" + pool + R"(","Domain":")";
  EXPECT_EQ(service.Call("CreateUserPoolDomain", begin + R"(my-domain"})").status, 200);
  const auto custom = service.Call(
      "CreateUserPoolDomain",
      begin + R"(auth.example.com","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/x"}})");
  EXPECT_EQ(support::OutcomeOf(custom), support::kOk);
  const std::string shown = Discovery(pool, kAwsHost);
  EXPECT_NE(shown.find(R"("token_endpoint":"https://auth.example.com/oauth2/token")"), std::string::npos) << shown;
  EXPECT_EQ(shown.find("my-domain"), std::string::npos) << shown;
}

TEST_F(WellKnownDocuments, NameAddressesUnderTheIssuerOfAPoolWithoutADomain) {
  const std::string pool = service.CreatePool();
  const std::string shown = Discovery(pool);
  const std::string issuer = "https://cognito-idp.us-east-1.amazonaws.com/" + pool;
  EXPECT_NE(shown.find(R"("authorization_endpoint":")" + issuer + R"(/authorize")"), std::string::npos) << shown;
  EXPECT_NE(shown.find(R"("token_endpoint":")" + issuer + R"(/token")"), std::string::npos) << shown;
  EXPECT_EQ(shown.find("end_session_endpoint"), std::string::npos) << shown;
}

TEST_F(WellKnownDocuments, NameTheIssuerThatTokensOfTheSameHostHave) {
  support::TestService by_request({.tokens = {.issuer = std::string(tokens::kRequestIssuer), .trusted_hosts = {}}});
  Mount(by_request);
  const std::string pool = by_request.CreatePool();
  const std::string shown = Discovery(pool, "rockpool:9229");
  EXPECT_NE(shown.find(R"("issuer":"http://rockpool:9229/)" + pool + '"'), std::string::npos) << shown;
  EXPECT_NE(shown.find(R"("jwks_uri":"http://rockpool:9229/)" + pool + R"(/.well-known/jwks.json")"), std::string::npos) << shown;
}

TEST_F(WellKnownDocuments, NameNoAddressThatAStrangerMayHaveChosen) {
  const std::string pool = service.CreatePool();
  EXPECT_EQ(Discovery(pool, "evil.example").find("evil"), std::string::npos);
}

TEST_F(WellKnownDocuments, TellAnUnknownPool) {
  for (const char* document : {"jwks.json", "openid-configuration"}) {
    const http::Response answer = Get("us-east-1_nothing", document);
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.body, R"({"__type":"ResourceNotFoundException","message":"User pool us-east-1_nothing does not exist."})");
  }
}

TEST_F(WellKnownDocuments, ComputeSinceKeysMayHaveToBeDrawn) {
  const std::string pool = service.CreatePool();
  http::Request request;
  request.method = "GET";
  request.path = "/" + pool + "/.well-known/jwks.json";
  request.headers.Add("Host", "localhost");
  const auto routed = router->Route(std::move(request));
  EXPECT_EQ(routed.work->Where(), http::Runs::kComputes);
}

}  // namespace
}  // namespace rockpool::oauth
