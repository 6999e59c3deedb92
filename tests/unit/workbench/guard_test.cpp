// Who may use the workbench.
#include "server/workbench/guard.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "server/workbench/json_endpoint.h"
#include "tests/support/fake_random.h"
#include "tests/support/refusal.h"

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

std::string Access(const http::Request& request) {
  return support::RefusalOf([&] { CheckAccess(request, {"rockpool.test"}); });
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
                           "rockpool.test", "Rockpool.Test:80"}) {
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

class GuardTest : public ::testing::Test {
 protected:
  http::Response Answer(http::Request request) { return guard.Accept(std::move(request))->Run(); }

  int calls = 0;
  support::FakeRandom random;
  Guard guard{std::make_unique<JsonEndpoint>(
                  [this](const http::Request&) {
                    ++calls;
                    return std::string("{}");
                  },
                  http::Runs::kComputes, random),
              {"rockpool.test"},
              random};
};

TEST_F(GuardTest, LetsThroughWhatIsAllowed) {
  EXPECT_EQ(guard.Accept(RequestTo("localhost"))->Where(), http::Runs::kComputes);
  EXPECT_EQ(Answer(RequestTo("rockpool.test")).body, "{}");
  EXPECT_EQ(calls, 1);
}

TEST_F(GuardTest, AnswersATypedErrorInPlaceOfTheEndpoint) {
  const http::Response response = Answer(RequestTo("evil.example"));
  EXPECT_EQ(response.status, 403);
  EXPECT_TRUE(response.body.starts_with(R"({"__type":"ForbiddenException","message":")")) << response.body;
  EXPECT_EQ(response.headers.Find("x-amzn-ErrorType"), "ForbiddenException:");
  EXPECT_EQ(response.headers.Find("Access-Control-Allow-Origin"), std::nullopt);
  EXPECT_EQ(calls, 0);
}

}  // namespace
}  // namespace rockpool::workbench
