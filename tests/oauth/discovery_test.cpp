// Discovery and keys on domains, and which addresses discovery names for whom.
#include <gtest/gtest.h>

#include "tests/oauth/support/token_test.h"

namespace rockpool::oauth {
namespace {

using support::OAuthService;
using support::Page;
using support::TokenTest;

class Discovery : public TokenTest {
 protected:
  Page Get(const std::string& origin, const std::string& path) { return Send("GET", path, "", {.origin = origin, .content_type = ""}); }
  static constexpr const char* kDocument = "/.well-known/openid-configuration";
  static constexpr const char* kAwsOrigin = "https://shop.auth.us-east-1.amazoncognito.com";
};

TEST_F(Discovery, IsServedOnEachDomainOfThePool) {
  oauth.CreateDomain(pool, "auth.shop.example");
  for (const std::string origin : {kAwsOrigin, "https://auth.shop.example", "http://shop.localhost:9229"}) {
    const Page page = Get(origin, kDocument);
    EXPECT_EQ(page.status, 200) << origin;
    EXPECT_EQ(page.Header("Access-Control-Allow-Origin"), "*");
    EXPECT_EQ(Member(page, "issuer"), "https://cognito-idp.us-east-1.amazonaws.com/" + pool);
    EXPECT_EQ(Member(page, "authorization_endpoint"), origin + "/oauth2/authorize");
    EXPECT_EQ(Member(page, "end_session_endpoint"), origin + "/logout");
    EXPECT_EQ(Member(page, "token_endpoint"), origin + "/oauth2/token");
    EXPECT_EQ(Member(page, "userinfo_endpoint"), origin + "/oauth2/userInfo");
    EXPECT_EQ(Member(page, "revocation_endpoint"), origin + "/oauth2/revoke");
    EXPECT_EQ(Member(page, "jwks_uri"), origin + "/" + pool + "/.well-known/jwks.json");
    EXPECT_EQ(Get(origin, "/.well-known/jwks.json").body, Get(origin, "/" + pool + "/.well-known/jwks.json").body);
  }
}

TEST_F(Discovery, WithoutThePoolInItsPathIsForDomainsAlone) {
  for (const char* path : {"/.well-known/jwks.json", kDocument}) {
    const Page page = Get("http://localhost:9229", path);
    EXPECT_EQ(page.status, 400);
    EXPECT_NE(page.body.find("the path begins with the pool's id"), std::string::npos) << page.body;
  }
}

TEST_F(Discovery, NamesTheHostOfTheRequest) {
  const Page page = Get("http://rockpool:9229", "/" + pool + kDocument);
  EXPECT_EQ(Member(page, "authorization_endpoint"), "http://rockpool:9229/oauth2/authorize");
  EXPECT_EQ(Member(page, "token_endpoint"), "http://rockpool:9229/oauth2/token");
}

TEST_F(Discovery, NamesAwsAddressesToWhoMayBeAStranger) {
  for (const std::string origin : {"https://cognito-idp.us-east-1.amazonaws.com", "http://evil.example", "http://managed.localhost:9229"}) {
    const Page page = Get(origin, "/" + pool + kDocument);
    EXPECT_EQ(Member(page, "authorization_endpoint"), std::string(kAwsOrigin) + "/oauth2/authorize") << origin;
    EXPECT_EQ(Member(page, "token_endpoint"), std::string(kAwsOrigin) + "/oauth2/token") << origin;
  }
}

TEST_F(Discovery, NamesWhereToRegisterWhereThatIsOn) {
  const std::string open = oauth.CreatePool("open", 1, R"(,"DcrConfiguration":{})");
  EXPECT_EQ(Member(Get("http://open.localhost:9229", kDocument), "registration_endpoint"), "http://open.localhost:9229/oauth2/register");
  EXPECT_EQ(Member(Get("http://localhost:9229", "/" + open + kDocument), "registration_endpoint"),
            "http://localhost:9229/oauth2/register/" + open);
  EXPECT_EQ(Member(Get("http://localhost:9229", "/" + pool + kDocument), "registration_endpoint"), "");
  const std::string off = oauth.CreatePool("off", 1, R"(,"DcrConfiguration":{"EnableStatus":"Disabled"})");
  EXPECT_EQ(Member(Get("http://localhost:9229", "/" + off + kDocument), "registration_endpoint"), "");
}

TEST(DiscoveryOfAPublicUrl, IsForBrowsersAlone) {
  OAuthService oauth({.oauth = {.public_url = "https://auth.example:8443"}});
  const std::string pool = oauth.CreatePool("shop");
  http::Request request;
  request.method = "GET";
  request.path = "/" + pool + "/.well-known/openid-configuration";
  request.headers.Add("Host", "rockpool:9229");
  const std::string body = oauth.Send(std::move(request)).body;
  for (const char* member :
       {R"("authorization_endpoint":"https://auth.example:8443/oauth2/authorize")",
        R"("end_session_endpoint":"https://auth.example:8443/logout")", R"("token_endpoint":"http://rockpool:9229/oauth2/token")",
        R"("userinfo_endpoint":"http://rockpool:9229/oauth2/userInfo")", R"("revocation_endpoint":"http://rockpool:9229/oauth2/revoke")"}) {
    EXPECT_NE(body.find(member), std::string::npos) << member << " in " << body;
  }
}

TEST(DiscoveryOfAPublicUrl, IsForServersToWhereTheyAskByItsHost) {
  OAuthService oauth({.oauth = {.public_url = "https://login.dev.test"}});
  const std::string pool = oauth.CreatePool("shop");
  const auto ask = [&](const std::string& host) {
    http::Request request;
    request.method = "GET";
    request.path = "/" + pool + "/.well-known/openid-configuration";
    request.headers.Add("Host", host);
    return oauth.Send(std::move(request)).body;
  };
  const std::string body = ask("login.dev.test");
  for (const std::string member :
       {R"("authorization_endpoint":"https://login.dev.test/oauth2/authorize")",
        R"("token_endpoint":"https://login.dev.test/oauth2/token")", R"("userinfo_endpoint":"https://login.dev.test/oauth2/userInfo")",
        R"("revocation_endpoint":"https://login.dev.test/oauth2/revoke")"}) {
    EXPECT_NE(body.find(member), std::string::npos) << member << " in " << body;
  }
  EXPECT_NE(body.find(R"("jwks_uri":"https://login.dev.test/)" + pool + R"(/.well-known/jwks.json")"), std::string::npos) << body;
  for (const char* stranger : {"evil.example", "login.dev.test:8443", "login.dev.test.evil.example"}) {
    EXPECT_NE(ask(stranger).find(R"("token_endpoint":"https://shop.auth.us-east-1.amazoncognito.com/oauth2/token")"), std::string::npos)
        << stranger;
  }
}

}  // namespace
}  // namespace rockpool::oauth
