// By which hosts the endpoints are reached, and what follows from it: whose pool it is, the names of cookies, the headers, own addresses.
#include <gtest/gtest.h>

#include <array>

#include "tests/oauth/support/oauth_test.h"
#include "tests/support/users.h"

namespace rockpool::oauth {
namespace {

using support::Browser;
using support::OAuthService;
using support::OAuthTest;
using support::Page;

class Hosts : public OAuthTest {
 protected:
  std::string AuthorizePath(const std::string& id, const http::NamedValues& changes = {}) {
    return "/oauth2/authorize?" + support::QueryOf(RequestOf(id, changes));
  }
  static constexpr const char* kAwsOrigin = "https://shop.auth.us-east-1.amazoncognito.com";
};

TEST_F(Hosts, OfADomainAreItsAwsNameItsCustomNameAndItsNameAtLocalhost) {
  oauth.CreateDomain(pool, "auth.shop.example");
  for (const std::string origin : {kAwsOrigin, "https://auth.shop.example", "http://shop.localhost:9229",
                                   "http://auth.shop.example.localhost:9229", "http://SHOP.localhost.:80"}) {
    Browser other(oauth, origin);
    const Page page = other.SignIn(kUser, Request());
    EXPECT_FALSE(other.Cookie("cognito").empty()) << origin;
    EXPECT_FALSE(other.Cookie("XSRF-TOKEN").empty()) << origin;
  }
}

TEST_F(Hosts, OfADomainServeTheClientsOfItsPoolAlone) {
  for (const std::string origin : {"https://shop.auth.us-east-1.amazoncognito.com", "http://shop.localhost:9229"}) {
    Browser other(oauth, origin);
    EXPECT_EQ(other.Get(AuthorizePath(managed_client)).location(), origin + "/error?error=invalid_request&client_id=" + managed_client);
    EXPECT_EQ(other.Get("/logout?client_id=" + managed_client + "&logout_uri=https%3A%2F%2Fapp.example%2Fbye").location(),
              origin + "/error?error=invalid_request&client_id=" + managed_client);
  }
}

TEST_F(Hosts, ThatAreNoDomainServeEveryClient) {
  for (const std::string origin : {"http://localhost:9229", "http://127.0.0.1:9229", "http://rockpool:9229", "http://shop:9229",
                                   "https://shop.auth.eu-west-1.amazoncognito.com", "http://nobody.localhost"}) {
    Browser other(oauth, origin);
    EXPECT_TRUE(other.Get(AuthorizePath(client)).location().starts_with(origin + "/login?")) << origin;
    EXPECT_TRUE(other.Get(AuthorizePath(managed_client)).location().starts_with(origin + "/login?")) << origin;
    EXPECT_EQ(other.Cookie("XSRF-TOKEN"), "") << origin;
    EXPECT_NE(other.Cookie("XSRF-TOKEN-" + pool), "") << origin;
  }
}

TEST_F(Hosts, OfTheDomainDecideWhichVersionOfThePagesItIs) {
  oauth.CreateDomain(pool, "new.shop.example", 2);
  Browser classic(oauth, kAwsOrigin);
  Browser managed(oauth, "https://new.shop.example");
  EXPECT_TRUE(classic.Get(AuthorizePath(client, {{"prompt", "none"}})).location().find("/login?") != std::string::npos);
  EXPECT_EQ(managed.Get(AuthorizePath(client, {{"prompt", "none"}})).location(), "https://app.example/cb?error=login_required");
  EXPECT_EQ(AskWith({{"prompt", "none"}}).location(), "https://app.example/cb?error=login_required") << "elsewhere the custom one counts";
}

TEST_F(Hosts, ThatAreNoDomainShowTheVersionThatTheDomainHasByThen) {
  const auto shows_login = [this] { return LeadsToSignIn(AskWith({{"prompt", "none"}})); };
  const auto change = [this](int version) {
    const auto answer =
        oauth.service.Call("UpdateUserPoolDomain",
                           R"({"UserPoolId":")" + pool + R"(","Domain":"shop","ManagedLoginVersion":)" + std::to_string(version) + "}");
    ASSERT_EQ(answer.status, 200) << answer.body;
  };
  EXPECT_TRUE(shows_login()) << "classic pages know no prompt";
  change(2);
  EXPECT_FALSE(shows_login());
  change(1);
  EXPECT_TRUE(shows_login());
}

TEST_F(Hosts, OfADomainHaveTheRecordedCookies) {
  Browser other(oauth, kAwsOrigin);
  const Page page = other.SignIn(kUser, Request());
  EXPECT_EQ(other.Cookie("cognito").size(), 45U) << "a browser keeps the quotes";
  EXPECT_EQ(page.SetCookie("cognito"), "cognito=" + other.Cookie("cognito") +
                                           "; Version=1; Domain=shop.auth.us-east-1.amazoncognito.com; Max-Age=3600; "
                                           "Expires=Tue, 14-Nov-2023 23:13:20 GMT; Path=/; Secure; HttpOnly; SameSite=Lax");
  EXPECT_EQ(page.SetCookie("XSRF-TOKEN"), "XSRF-TOKEN=" + other.Cookie("XSRF-TOKEN") + "; Path=/; Secure; HttpOnly; SameSite=Lax");
  EXPECT_EQ(other.Cookie("XSRF-TOKEN").size(), 36U);
}

TEST_F(Hosts, OnPlainHttpLeaveSecureOffCookies) {
  const Page page = AskWith({});
  EXPECT_EQ(page.SetCookie("XSRF-TOKEN-" + pool),
            "XSRF-TOKEN-" + pool + "=" + browser.Cookie("XSRF-TOKEN-" + pool) + "; Path=/; HttpOnly; SameSite=Lax");
}

TEST_F(Hosts, GetANewXsrfTokenWithEveryAnswer) {
  AskWith({});
  const std::string first = browser.Cookie("XSRF-TOKEN-" + pool);
  AskWith({});
  EXPECT_NE(browser.Cookie("XSRF-TOKEN-" + pool), first);
  browser.Get("/error?error=x&client_id=" + client);
  EXPECT_NE(browser.Cookie("XSRF-TOKEN-" + pool), first);
}

TEST_F(Hosts, OfADomainGiveAnXsrfTokenAndAskForHttpsWhateverTheAnswerIs) {
  Browser other(oauth, kAwsOrigin);
  const std::string form = "application/x-www-form-urlencoded";
  for (const Page& page :
       {other.Send("POST", "/oauth2/authorize"), other.Send("POST", "/oauth/token", "a=b", form), other.Get("/nothing"),
        other.Get("/oauth2/authorize?client_id=nobody"), other.Get("/error"), other.Send("POST", "/oauth2/token", "grant_type=x", form),
        other.Send("POST", "/oauth2/token", "{}", "application/json"), other.Get("/oauth2/userInfo"),
        other.Send("POST", "/oauth2/revoke", "", form), other.Get("/.well-known/jwks.json"),
        other.Get("/.well-known/openid-configuration")}) {
    EXPECT_EQ(page.SetCookies().size(), 1U) << page.status;
    EXPECT_EQ(page.SetCookie("XSRF-TOKEN").size(), std::string("XSRF-TOKEN=; Path=/; Secure; HttpOnly; SameSite=Lax").size() + 36);
    EXPECT_EQ(page.Header("Strict-Transport-Security"), "max-age=31536000 ; includeSubDomains");
    EXPECT_EQ(page.Header("x-amz-cognito-request-id").size(), 36U);
  }
}

// Each of these would spend the form of the page that has asked for it, or of the one that is open.
TEST_F(Hosts, GiveNoXsrfTokenWithTheFilesOfAPageNorWithWhatBrowsersAskForByThemselves) {
  Browser other(oauth, kAwsOrigin);
  const Page page = other.Get(AuthorizePath(client));
  const std::string xsrf = other.Cookie("XSRF-TOKEN");
  const std::string shown = other.Follow(page).body;
  const std::size_t at = shown.find("href=\"/assets/") + 6;
  const Page sheet = other.Get(shown.substr(at, shown.find('"', at) - at));
  EXPECT_EQ(sheet.status, 200);
  EXPECT_TRUE(sheet.SetCookies().empty());
  for (const char* path : {"/favicon.ico", "/apple-touch-icon.png", "/assets/missing", "/assets/missing.css", "/assets/a/b/c/d/e/f"}) {
    EXPECT_TRUE(other.Get(path).SetCookies().empty()) << path;
  }
}

TEST_F(Hosts, ThatAreNoDomainGiveNoXsrfTokenWhereNobodySaysWhosePagesTheyAre) {
  for (const Page& page : {browser.Send("POST", "/oauth2/authorize"), browser.Get("/oauth2/nothing"),
                           browser.Get("/oauth2/authorize?client_id=nobody"), browser.Get("/.well-known/jwks.json")}) {
    EXPECT_TRUE(page.SetCookies().empty()) << page.status;
  }
  EXPECT_TRUE(browser.Get("/" + pool + "/.well-known/jwks.json").SetCookies().empty()) << "an issuer is no domain";
}

TEST_F(Hosts, AnswerWithTheRecordedHeaders) {
  Browser other(oauth, kAwsOrigin);
  for (const Page& page : {other.Get(AuthorizePath(client)), other.Get("/error"), other.Get("/oauth2/nothing"), other.Get("/nothing"),
                           other.Send("POST", "/logout")}) {
    EXPECT_EQ(page.Header("x-amz-cognito-request-id").size(), 36U);
    EXPECT_EQ(page.Header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(page.Header("X-XSS-Protection"), "1; mode=block");
    EXPECT_EQ(page.Header("Cache-Control"), "no-cache, no-store, max-age=0, must-revalidate");
    EXPECT_EQ(page.Header("Pragma"), "no-cache");
    EXPECT_EQ(page.Header("Expires"), "0");
    EXPECT_EQ(page.Header("X-Frame-Options"), "DENY");
    EXPECT_EQ(page.Header("Server"), "Server");
    EXPECT_EQ(page.Header("X-Application-Context"), "application:prod:8443");
  }
}

TEST_F(Hosts, AskForHttpsForeverOnlyUnderANameOfTheInternet) {
  constexpr std::string_view kHsts = "Strict-Transport-Security";
  Browser aws(oauth, kAwsOrigin);
  EXPECT_EQ(aws.Get(AuthorizePath(client)).Header(kHsts), "max-age=31536000 ; includeSubDomains");
  for (const std::string origin :
       {"http://shop.auth.us-east-1.amazoncognito.com", "https://localhost:9230", "https://shop.localhost:9230"}) {
    Browser other(oauth, origin);
    EXPECT_EQ(other.Get(AuthorizePath(client)).Header(kHsts), "") << origin;
  }
}

TEST_F(Hosts, AnswerUnknownPathsAndMethodsWithAnEmpty405) {
  Browser other(oauth, kAwsOrigin);
  const auto expect = [](const Page& page, std::string_view allow) {
    EXPECT_EQ(page.status, 405);
    EXPECT_EQ(page.body, "");
    EXPECT_EQ(page.Header("Allow"), allow);
  };
  expect(other.Send("POST", "/oauth/token", "a=b", "application/x-www-form-urlencoded"), "GET");
  expect(other.Get("/oauth/token"), "POST");
  expect(other.Send("POST", "/oauth2/authorize"), "GET");
  expect(other.Send("PUT", "/logout"), "GET");
  expect(other.Get("/oauth2/token"), "POST");
  expect(other.Send("PUT", "/login"), "GET, POST");
  expect(browser.Get("/oauth2/device"), "POST");
  expect(browser.Send("POST", "/error/x"), "GET");
}

TEST_F(Hosts, AreNotOfOthersPagesToRead) {
  EXPECT_EQ(AskWith({}).Header("Access-Control-Allow-Origin"), "");
  EXPECT_EQ(browser.Get("/error").Header("Access-Control-Allow-Origin"), "");
}

TEST_F(Hosts, LeadToOwnPagesWithoutAHostWhereTheRequestNamesNone) {
  http::Request request;
  request.method = "GET";
  request.path = "/oauth2/authorize";
  request.query = support::QueryOf(Request());
  for (const std::string host : {"", "a b", "evil.example/x", "[::1"}) {
    http::Request with_host = request;
    with_host.headers.Add("Host", host);
    const auto response = oauth.Send(with_host);
    EXPECT_EQ(response.headers.Find("Location"), "/login?" + request.query) << host;
  }
}

TEST_F(Hosts, RefuseWhatIsNoQuery) {
  for (const std::string query : {"client_id=%zz", "client_id=%ff", "a=%00", "a=b\r\nX: y", "a=b c"}) {
    EXPECT_EQ(browser.Get("/oauth2/authorize?" + query).location(), "http://localhost:9229/error?error=invalid_request") << query;
  }
  std::string many;
  for (int i = 0; i < 201; ++i) {
    many += "a&";
  }
  EXPECT_EQ(browser.Get("/oauth2/authorize?" + many).location(), "http://localhost:9229/error?error=invalid_request");
}

TEST(PublicUrl, IsTheHostOfTheCookieWhereThatIsTheSitesOwn) {
  const auto cookie_of = [](const std::string& public_url) {
    OAuthService oauth({.oauth = {.public_url = public_url}});
    const std::string pool = oauth.CreatePool("shop");
    support::CreateUser(oauth.service, pool, "ann");
    const std::string client = oauth.CreateClient(pool);
    Browser browser(oauth, "http://shop.localhost:9229");
    const Page page =
        browser.SignIn("ann", {{"client_id", client}, {"redirect_uri", std::string(OAuthService::kCallback)}, {"response_type", "code"}});
    return page.SetCookie("cognito");
  };
  EXPECT_NE(cookie_of("").find("; Domain=shop.localhost"), std::string::npos);
  EXPECT_NE(cookie_of("https://shop.localhost:8443").find("; Domain=shop.localhost"), std::string::npos);
  const std::string elsewhere = cookie_of("https://auth.example:8443");
  EXPECT_TRUE(elsewhere.starts_with("cognito="));
  EXPECT_EQ(elsewhere.find("Domain="), std::string::npos) << "browsers refuse a cookie of another host";
}

TEST(PublicUrl, IsWhereBrowsersAreLedAndHowTheirCookiesAre) {
  OAuthService oauth({.oauth = {.public_url = "https://auth.example:8443"}});
  const std::string pool = oauth.CreatePool("shop");
  const std::string client = oauth.CreateClient(pool);
  Browser browser(oauth, "http://rockpool:9229");
  const Page page =
      browser.Get("/oauth2/authorize?client_id=" + client + "&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&response_type=code");
  EXPECT_TRUE(page.location().starts_with("https://auth.example:8443/login?client_id="));
  EXPECT_TRUE(page.SetCookie("XSRF-TOKEN-" + pool).find("; Secure") != std::string::npos);
  EXPECT_EQ(browser.Get("/logout").location(),
            "https://auth.example:8443/error?error=Required+String+parameter+%27client_id%27+is+not+present");
}

}  // namespace
}  // namespace rockpool::oauth
