// Whose page has sent a request, and where it goes to.
#include "server/http/origin.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::http {
namespace {

Request RequestTo(const std::string& host) {
  Request request;
  request.headers.Add("Host", host);
  return request;
}

bool IsForeign(const std::string& origin, const std::string& host = "127.0.0.1:9229") {
  Request request = RequestTo(host);
  request.headers.Add("Origin", origin);
  return IsOfForeignPage(request, {{"rockpool.example"}, {"https://app.example", "capacitor://app"}});
}

TEST(HostOfARequest, IsTheHeaderOrTheAbsoluteTarget) {
  EXPECT_EQ(HostOf(RequestTo("Shop.Localhost:81"))->host, "shop.localhost");
  EXPECT_EQ(HostOf(RequestTo("a"))->port, 80);
  EXPECT_EQ(HostOf(RequestTo("a"), true)->port, 443);
  EXPECT_EQ(HostOf(RequestTo("[::1]:9229"))->host, "::1");
  Request absolute = RequestTo("localhost");
  absolute.authority = "evil.example:8080";
  EXPECT_EQ(HostOf(absolute)->host, "evil.example");
  EXPECT_EQ(HostOf(absolute)->port, 8080);
}

TEST(HostOfARequest, IsNoneWhereSomethingElseStands) {
  EXPECT_FALSE(HostOf(Request{}));
  for (const char* host : {"", ":80", "a b", "user@a", "a/b", "a?b", "a#b", "[::1", "::1", "a:b", "a:99999", "a\r\nb", "\xc3\xa9"}) {
    EXPECT_FALSE(HostOf(RequestTo(host))) << host;
  }
}

TEST(ForeignPage, IsNoneWithoutABrowser) {
  EXPECT_FALSE(IsOfForeignPage(Request{}, {}));
  EXPECT_FALSE(IsOfForeignPage(RequestTo("evil.example"), {}));
}

TEST(ForeignPage, IsNoneOnLoopback) {
  for (const char* origin :
       {"http://localhost", "http://localhost:3000", "https://LOCALHOST:3000", "http://app.localhost", "http://127.0.0.1:5173",
        "http://127.9.9.9", "http://[::1]:3000", "http://[::ffff:127.0.0.1]", "http://localhost.:3000"}) {
    EXPECT_FALSE(IsForeign(origin)) << origin;
  }
}

TEST(ForeignPage, IsAnyOther) {
  for (const char* origin : {"http://evil.example", "https://evil.example:9229", "null", "", "file://", "http://",
                             "http://localhost.evil.example", "http://128.0.0.1", "http://192.168.1.5", "http://127.0.0.1.nip.io",
                             "http://xlocalhost", "http://rockpool:3000", "chrome-extension://abcdefgh", "capacitor://localhost",
                             "http://user@localhost", "localhost:3000", "http://localhost, http://evil.example", "*", "http://0.0.0.0"}) {
    EXPECT_TRUE(IsForeign(origin)) << origin;
  }
}

TEST(ForeignPage, IsNoneOfTheHostThatItCalls) {
  EXPECT_FALSE(IsForeign("http://rockpool:3000", "rockpool:9229"));
  EXPECT_FALSE(IsForeign("https://192.168.1.5", "192.168.1.5:9229"));
  EXPECT_FALSE(IsForeign("http://Rockpool.Example:81", "rockpool.example.:9229"));
  EXPECT_TRUE(IsForeign("http://rockpool", "other:9229"));
}

TEST(ForeignPage, MayNotPointItsOwnNameHere) { EXPECT_TRUE(IsForeign("http://evil.example:9229", "evil.example:9229")); }

TEST(ForeignPage, IsWelcomeByItsOrigin) {
  EXPECT_FALSE(IsForeign("https://app.example"));
  EXPECT_FALSE(IsForeign("https://App.Example:443"));
  EXPECT_FALSE(IsForeign("capacitor://App"));
  for (const char* origin : {"http://app.example", "https://app.example:444", "https://sub.app.example", "capacitor://app2"}) {
    EXPECT_TRUE(IsForeign(origin)) << origin;
  }
}

TEST(ForeignPage, IsToldByTheBrowserWhereThereIsNoOrigin) {
  for (const auto& [site, foreign] :
       {std::pair{"cross-site", true}, {"same-site", true}, {"same-origin", false}, {"none", false}, {"", true}}) {
    Request request = RequestTo("localhost");
    request.headers.Add("Sec-Fetch-Site", site);
    EXPECT_EQ(IsOfForeignPage(request, {}), foreign) << site;
  }
}

TEST(NormalOrigin, IsOneSpelling) {
  EXPECT_EQ(NormalOrigin("https://App.Example:443"), "https://app.example");
  EXPECT_EQ(NormalOrigin("http://app.example/"), "http://app.example");
  EXPECT_EQ(NormalOrigin("http://[::1]:3000"), "http://[::1]:3000");
  EXPECT_EQ(NormalOrigin("Capacitor://LocalHost"), "capacitor://localhost");
}

TEST(NormalOrigin, IsNothingElse) {
  for (const char* text :
       {"", "null", "*", "app.example", "http://", "https://a.example/path", "https://a.example?q", "https://user@a.example", "://a",
        "capacitor://", "capacitor://a/b", "capacitor://a b", "http://a_b c", "javascript:alert(1)"}) {
    EXPECT_EQ(NormalOrigin(text), std::nullopt) << text;
  }
}

}  // namespace

namespace {

Response PreflightFor(const std::string& requested) {
  Headers headers;
  headers.Add("Access-Control-Request-Headers", requested);
  return PreflightResponse(headers, "POST");
}

TEST(Preflight, AllowsTheHeadersThatAreAskedFor) {
  const std::string asked = "content-type, x-amz-target,x-amz-user-agent";
  const Response response = PreflightFor(asked);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(response.headers.Find("Access-Control-Allow-Headers"), asked);
  EXPECT_EQ(response.headers.Find("Access-Control-Allow-Methods"), "POST");
  EXPECT_EQ(response.headers.Find("Access-Control-Max-Age"), "172800");
}

TEST(Preflight, AllowsNoHeaderWhenNoneIsAskedFor) {
  EXPECT_FALSE(PreflightResponse({}, "POST").headers.Find("Access-Control-Allow-Headers"));
}

TEST(Preflight, AllowsNoHeaderWhenWhatIsAskedForIsNoListOfNames) {
  for (const char* bad : {"a: b", "a\tb", "<script>", "a\r\nSet-Cookie: b", "\xc3\xa9", "a;b"}) {
    EXPECT_FALSE(PreflightFor(bad).headers.Find("Access-Control-Allow-Headers")) << bad;
  }
}

TEST(Preflight, BoundsWhatIsEchoed) {
  EXPECT_TRUE(PreflightFor(std::string(4096, 'a')).headers.Find("Access-Control-Allow-Headers"));
  EXPECT_FALSE(PreflightFor(std::string(4097, 'a')).headers.Find("Access-Control-Allow-Headers"));
}

TEST(AddCorsHeaders, LetsAnyPageReadTheAnswerAndTheHeadersOfTheList) {
  Response response;
  AddCorsHeaders(response, "X-Request,Date");
  EXPECT_EQ(response.headers.Find("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(response.headers.Find("Access-Control-Expose-Headers"), "X-Request,Date");
}

TEST(AddCorsHeaders, ListsNoHeaderWhereThereIsNone) {
  Response response;
  AddCorsHeaders(response, "");
  EXPECT_EQ(response.headers.Find("Access-Control-Allow-Origin"), "*");
  EXPECT_FALSE(response.headers.Find("Access-Control-Expose-Headers"));
}

}  // namespace

}  // namespace rockpool::http
