// Where a browser is sent, to the byte.
#include <gtest/gtest.h>

#include "tests/federation/oauth2/oauth_pool.h"

namespace rockpool::federation {
namespace {

using identity_providers::AcrMapping;

constexpr const char* kCallbackText = "redirect_uri=https%3A%2F%2Fpool.example%2Foauth2%2Fidpresponse";

TEST(AuthorizationRequest, IsTheRecordedOneForEachType) {
  const std::string callback = kCallbackText;
  struct Row {
    const identity_providers::ProviderType& type;
    std::string url;
  };
  const Row rows[] = {
      {identity_providers::kOidc,
       "https://idp.example/authorize?client_id=an+app&" + callback + "&scope=openid+email&response_type=code&state=the-state"},
      {identity_providers::kGoogle, "https://accounts.google.com/o/oauth2/v2/auth?client_id=g&" + callback +
                                        "&scope=profile+email+openid&response_type=code&state=the-state&access_type=offline"},
      {identity_providers::kFacebook, "https://www.facebook.com/v17.0/dialog/oauth?client_id=fb&" + callback +
                                          "&scope=public_profile%2C+email&response_type=code&state=the-state"},
      {identity_providers::kLoginWithAmazon,
       "https://www.amazon.com/ap/oa?client_id=lwa&" + callback + "&scope=profile+postal_code&response_type=code&state=the-state"},
      {identity_providers::kSignInWithApple, "https://appleid.apple.com/auth/authorize?client_id=com.example.app&" + callback +
                                                 "&scope=email+name&response_type=code&state=the-state&response_mode=form_post"},
  };
  for (const Row& row : rows) {
    OAuthPool pool(row.type);
    EXPECT_EQ(pool.UrlFor(OAuthPool::Request()), row.url);
    EXPECT_TRUE(pool.service.network.requests.empty()) << "nobody is asked";
  }
}

TEST(AuthorizationRequest, KeepsAScopeAsItIsStored) {
  OAuthPool pool(identity_providers::kFacebook);
  pool.Set("authorize_scopes", "public_profile,email");
  EXPECT_NE(pool.UrlFor(OAuthPool::Request()).find("&scope=public_profile%2Cemail&"), std::string::npos);
}

TEST(AuthorizationRequest, KeepsTheQueryOfTheAddress) {
  OAuthPool pool;
  pool.Set("authorize_url", "https://idp.example/authorize?tenant=a%20b");
  EXPECT_TRUE(pool.UrlFor(OAuthPool::Request()).starts_with("https://idp.example/authorize?tenant=a%20b&client_id=an+app&redirect_uri="));
}

TEST(AuthorizationRequest, EndsWithHintPromptAndLevels) {
  OAuthPool pool;
  pool.provider.settings.acr_mapping = AcrMapping{{"Level1", "urn:low"}, {"Level3", "urn:high"}};
  OAuthRequest request = OAuthPool::Request();
  request.login_hint = "ann@idp.example";
  request.prompts = {"login", "consent"};
  request.acr_levels = {"Level3", "Level2", "Level1"};
  const std::string url = pool.UrlFor(request);
  EXPECT_TRUE(url.ends_with("&state=the-state&login_hint=ann%40idp.example&prompt=login+consent&acr_values=urn%3Ahigh+urn%3Alow")) << url;
}

TEST(AuthorizationRequest, HasNoLevelsThatTheMappingDoesNotKnow) {
  OAuthPool pool;
  OAuthRequest request = OAuthPool::Request();
  request.acr_levels = {"Level1"};
  EXPECT_TRUE(pool.UrlFor(request).ends_with("&state=the-state"));
  pool.provider.settings.acr_mapping = AcrMapping{{"Level2", "urn:two"}};
  EXPECT_TRUE(pool.UrlFor(request).ends_with("&state=the-state"));
}

TEST(AuthorizationRequest, TellsPromptsToEveryProviderAndHintsToOpenIdAlone) {
  for (const auto* type : {&identity_providers::kGoogle, &identity_providers::kFacebook, &identity_providers::kLoginWithAmazon,
                           &identity_providers::kSignInWithApple}) {
    OAuthPool pool(*type);
    OAuthRequest request = OAuthPool::Request();
    request.login_hint = "ann@idp.example";
    request.prompts = {"select_account"};
    const std::string url = pool.UrlFor(request);
    EXPECT_TRUE(url.ends_with("&prompt=select_account")) << url;
    EXPECT_EQ(url.find("login_hint"), std::string::npos) << url;
  }
}

TEST(AuthorizationRequest, AsksDiscoveryForAnAddressThatTheDetailsLeaveOutEachTimeAnew) {
  OAuthPool pool;
  pool.Set("authorize_url", "");
  EXPECT_TRUE(pool.UrlFor(OAuthPool::Request()).starts_with("https://idp.example/authorize?client_id=an+app&"));
  pool.discovery.body = R"({"authorization_endpoint":"https://login.example/other?a=b"})";
  EXPECT_TRUE(pool.UrlFor(OAuthPool::Request()).starts_with("https://login.example/other?a=b&client_id=an+app&"));
  const auto asked = pool.RequestsTo(kDiscovery);
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_EQ(asked.front().headers.Find("User-Agent"), "Amazon/Cognito");
  EXPECT_EQ(asked.front().max_redirects, 20);
}

TEST(AuthorizationRequest, IsRefusedWhereDiscoveryTellsNoAddress) {
  const std::string refused = "server_error: Unable to contact well-known endpoint";
  const http::FetchResponse answers[] = {
      {500, R"({"authorization_endpoint":"https://idp.example/authorize"})"},
      {200, "nothing"},
      {200, "[]"},
      {200, "{}"},
      {200, R"({"authorization_endpoint":7})"},
      {200, R"({"authorization_endpoint":"javascript:void"})"},
  };
  for (const auto& answer : answers) {
    OAuthPool pool;
    pool.Set("authorize_url", "");
    pool.discovery = answer;
    EXPECT_EQ(pool.UrlFor(OAuthPool::Request()), refused) << answer.body;
  }
  OAuthPool pool;
  pool.Set("authorize_url", "");
  pool.failures.emplace(kDiscovery, http::FetchError("it is down"));
  EXPECT_EQ(pool.UrlFor(OAuthPool::Request()), refused);
  EXPECT_NE(pool.trace.find("discovery: refused (it is down)"), std::string::npos) << pool.trace;
}

TEST(AuthorizationRequest, StandsInTheReportWithoutItsState) {
  OAuthPool pool;
  OAuthRequest request = OAuthPool::Request();
  request.state = "a-state-that-is-one-use-and-secret";
  EXPECT_NE(pool.UrlFor(request).find(request.state), std::string::npos);
  EXPECT_NE(pool.trace.find("\"authorization request\""), std::string::npos) << pool.trace;
  EXPECT_EQ(pool.trace.find(request.state), std::string::npos) << pool.trace;
}

}  // namespace
}  // namespace rockpool::federation
