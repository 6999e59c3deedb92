// Who may use the workbench.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "server/workbench/workbench.h"
#include "tests/support/fake_random.h"

namespace rockpool::workbench {
namespace {

constexpr const char* kStrangeHost =
    "ForbiddenException: This host name is not trusted with /_rockpool; start rockpool with --allowed-hosts to name it.";
constexpr const char* kStrangeOrigin = "ForbiddenException: Web pages of other origins may not use /_rockpool.";
constexpr const char* kNotJson = "InvalidParameterException: The body must be declared as JSON: Content-Type: application/json.";

http::Request RequestTo(const std::string& host, const std::string& method = "GET") {
  http::Request request;
  request.method = method;
  request.headers.Add("Host", host);
  return request;
}

std::string Access(const http::Request& request, const http::Entrance* entrance = nullptr) {
  support::FakeRandom random;
  const auto refusal = Guard({"rockpool.test"}, random).Admit(request, entrance);
  if (!refusal) {
    return "accepted";
  }
  const protocol::RefusalWords words = protocol::WordsFor(refusal->reason);
  EXPECT_EQ(words.status, words.type == "ForbiddenException" ? 403 : 400);
  return std::string(words.type) + ": " + refusal->message;
}

std::string AccessFrom(const std::string& origin, const std::string& host) {
  http::Request request = RequestTo(host, "POST");
  request.headers.Add("Origin", origin);
  return Access(request);
}

std::string AccessWithBody(const std::string& method, const std::string& content_type) {
  http::Request request = RequestTo("localhost", method);
  request.body = "{}";
  if (!content_type.empty()) {
    request.headers.Add("Content-Type", content_type);
  }
  return Access(request);
}

TEST(AccessToTheWorkbench, IsByNamesThatNobodyElseCanPointHere) {
  for (const char* host : {"127.0.0.1", "127.0.0.1:9229", "localhost", "localhost:9229", "LOCALHOST", "app.localhost:9229", "[::1]:9229",
                           "0.0.0.0:9229", "192.168.1.5:9229", "203.0.113.7", "[2001:db8::1]", "rockpool:9229", "host.docker.internal:9229",
                           "rockpool.test", "Rockpool.Test:80", "rockpool.test.", "localhost.:9229"}) {
    EXPECT_EQ(Access(RequestTo(host)), "accepted") << host;
  }
}

TEST(AccessToTheWorkbench, IsByNoOtherName) {
  for (const char* host :
       {"evil.example", "evil.example:9229", "127.0.0.1.nip.io", "localhost.evil.example", "sub.rockpool.test",
        "rockpool.test.evil.example", "host.docker.internal.evil.example", "", ":9229", "evil.example/localhost", "localhost/",
        "localhost?", "localhost#", "a b", "[::1", "evil.example@localhost", "localhost:99999", "127.1", "xlocalhost.x"}) {
    EXPECT_EQ(Access(RequestTo(host)), kStrangeHost) << host;
  }
}

TEST(AccessToTheWorkbench, NeedsAHost) { EXPECT_EQ(Access(http::Request{}), kStrangeHost); }

TEST(AccessToTheWorkbench, IsForPagesOfItsOwnOrigin) {
  EXPECT_EQ(AccessFrom("http://localhost:9229", "localhost:9229"), "accepted");
  EXPECT_EQ(AccessFrom("https://localhost:9443", "localhost:9443"), "accepted");
  EXPECT_EQ(AccessFrom("http://rockpool", "rockpool:80"), "accepted");
  EXPECT_EQ(AccessFrom("https://rockpool", "rockpool:443"), "accepted");
  EXPECT_EQ(AccessFrom("https://rockpool", "rockpool"), "accepted");
  EXPECT_EQ(AccessFrom("http://[::1]:9229", "[::1]:9229"), "accepted");
  EXPECT_EQ(AccessFrom("http://Rockpool.test", "rockpool.test"), "accepted");
}

TEST(AccessToTheWorkbench, IsNotForPagesOfOtherOrigins) {
  for (const char* origin :
       {"http://evil.example", "https://evil.example:9229", "http://localhost", "http://localhost:3000", "http://127.0.0.1:9229",
        "http://localhost.evil.example:9229", "null", "", "file://", "localhost:9229", "chrome-extension://abcdefghijklmnop", "http://"}) {
    EXPECT_EQ(AccessFrom(origin, "localhost:9229"), kStrangeOrigin) << origin;
  }
}

TEST(AccessToTheWorkbench, IsNotForPagesOfAllowedHostsWhenTheyGoElsewhere) {
  EXPECT_EQ(AccessFrom("http://rockpool.test", "localhost"), kStrangeOrigin);
}

TEST(AccessToTheWorkbench, IsNotByAStrangeHostEvenForItsOwnPages) {
  EXPECT_EQ(AccessFrom("http://evil.example:9229", "evil.example:9229"), kStrangeHost);
}

TEST(AccessToTheWorkbench, IsWithBodiesThatAreDeclaredAsJson) {
  for (const char* method : {"PUT", "POST"}) {
    for (const char* type : {"application/json", "application/json; charset=utf-8", "Application/JSON", " application/json ;x"}) {
      EXPECT_EQ(AccessWithBody(method, type), "accepted") << method << type;
    }
    for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain;application/json",
                             "application/json text/plain", "application/jsonp", ";"}) {
      EXPECT_EQ(AccessWithBody(method, type), kNotJson) << method << type;
    }
    EXPECT_EQ(Access(RequestTo("localhost", method)), "accepted") << "there is no body";
  }
}

http::Request FetchedFrom(const std::string& site, const std::string& mode, const std::string& destination) {
  http::Request request = RequestTo("localhost:9229");
  request.headers.Add("Sec-Fetch-Site", site);
  request.headers.Add("Sec-Fetch-Mode", mode);
  request.headers.Add("Sec-Fetch-Dest", destination);
  return request;
}

TEST(AccessToTheWorkbench, IsForWhatItsOwnPagesFetchAndForTypedAddresses) {
  EXPECT_EQ(Access(FetchedFrom("same-origin", "cors", "empty")), "accepted");
  EXPECT_EQ(Access(FetchedFrom("none", "navigate", "document")), "accepted");
}

TEST(AccessToTheWorkbench, IsNotForWhatPagesOfOtherOriginsFetchFrameOrEmbed) {
  for (const char* site : {"cross-site", "same-site", "", "Same-Origin", "none, cross-site"}) {
    for (const auto& [mode, destination] : {std::pair{"cors", "empty"},
                                            {"no-cors", "image"},
                                            {"no-cors", "script"},
                                            {"navigate", "iframe"},
                                            {"navigate", "document"},
                                            {"websocket", "websocket"}}) {
      EXPECT_EQ(Access(FetchedFrom(site, mode, destination)), kStrangeOrigin) << site << mode << destination;
    }
  }
}

TEST(AccessToTheWorkbench, IsForBrowsersThatAreLedToAPage) {
  const http::Entrance page{"GET", "", "/_rockpool/page", http::Cors::kNone, true};
  for (const char* site : {"cross-site", "same-site"}) {
    EXPECT_EQ(Access(FetchedFrom(site, "navigate", "document"), &page), "accepted");
    EXPECT_EQ(Access(FetchedFrom(site, "navigate", "iframe"), &page), kStrangeOrigin);
    EXPECT_EQ(Access(FetchedFrom(site, "navigate", "embed"), &page), kStrangeOrigin);
    EXPECT_EQ(Access(FetchedFrom(site, "cors", "document"), &page), kStrangeOrigin);
    EXPECT_EQ(Access(FetchedFrom(site, "no-cors", "image"), &page), kStrangeOrigin);
  }
  http::Request form = FetchedFrom("cross-site", "navigate", "document");
  form.method = "POST";
  EXPECT_EQ(Access(form, &page), kStrangeOrigin);
  http::Request with_origin = FetchedFrom("cross-site", "navigate", "document");
  with_origin.headers.Add("Origin", "http://evil.example");
  EXPECT_EQ(Access(with_origin, &page), kStrangeOrigin);
}

TEST(AccessToAStandIn, IsForServersAndForBrowsersThatAreLedThere) {
  const auto access = [](const char* part, const http::Request& request) {
    const std::string path = std::string("/_rockpool/providers/{pool}/{name}/") + part;
    const http::Entrance entrance{request.method, "", path, http::Cors::kNone, false};
    return Access(request, &entrance) == "accepted";
  };
  for (const char* part : {"authorize", "sso", "slo", "token", "userinfo", "jwks"}) {
    const std::string_view name = part;
    const bool is_for_browsers = name == "authorize" || name == "sso" || name == "slo";
    EXPECT_TRUE(access(part, RequestTo("localhost"))) << part;
    EXPECT_TRUE(access(part, FetchedFrom("same-origin", "cors", "empty"))) << part;
    for (const char* site : {"cross-site", "same-site"}) {
      EXPECT_EQ(access(part, FetchedFrom(site, "navigate", "document")), is_for_browsers) << part;
      EXPECT_FALSE(access(part, FetchedFrom(site, "no-cors", "image"))) << part;
      EXPECT_FALSE(access(part, FetchedFrom(site, "cors", "empty"))) << part;
      EXPECT_FALSE(access(part, FetchedFrom(site, "navigate", "iframe"))) << part;
    }
    http::Request of_a_page = RequestTo("localhost", "POST");
    of_a_page.headers.Add("Origin", "http://evil.example");
    EXPECT_EQ(access(part, of_a_page), is_for_browsers) << part << ": its forms have a value of their own page";
  }
}

TEST(AccessToTheWorkbench, GoesByTheHostOfAnAbsoluteTarget) {
  http::Request request = RequestTo("localhost");
  request.authority = "evil.example";
  EXPECT_EQ(Access(request), kStrangeHost);
  request.authority = "localhost:9229";
  EXPECT_EQ(Access(request), "accepted");
  request.authority = "evil@localhost";
  EXPECT_EQ(Access(request), kStrangeHost);
}

TEST(GuardedAnswer, IsKeptFromEverybodyElse) {
  support::FakeRandom random;
  const Guard guard({}, random);
  http::Response response;
  guard.Finish(response);
  EXPECT_EQ(response.headers.Find("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(response.headers.Find("Cross-Origin-Resource-Policy"), "same-origin");
  EXPECT_EQ(response.headers.Find("Cache-Control"), "no-store");
  EXPECT_EQ(response.headers.Find("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'");
  EXPECT_EQ(guard.cors(), http::Cors::kNone);
}

TEST(GuardedAnswer, KeepsThePolicyOfAPage) {
  support::FakeRandom random;
  http::Response response;
  response.headers.Add("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
  Guard({}, random).Finish(response);
  EXPECT_EQ(std::ranges::count(response.headers, "Content-Security-Policy", &http::Headers::Field::first), 1);
}

}  // namespace
}  // namespace rockpool::workbench
