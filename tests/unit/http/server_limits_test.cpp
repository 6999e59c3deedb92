// The server as a client sees it that sends too much, too slowly, or no HTTP at all.
#include <gtest/gtest.h>

#include <string>

#include "server/http/beast/server.h"
#include "tests/support/raw_http.h"
#include "tests/unit/http/doubles.h"

namespace rockpool::http::beast {
namespace {

using std::chrono::milliseconds;
using support::RawConnection;
using support::RawResponse;

class ServerLimitsTest : public ::testing::Test {
 protected:
  ServerLimitsTest() { router.Mount("POST", "/", echo, Cors::kAnyOrigin); }

  static void ExpectTypedError(const RawResponse& response, int status, const std::string& type) {
    EXPECT_EQ(response.status(), status);
    EXPECT_TRUE(response.body.starts_with(R"({"__type":")" + type + R"(","message":")")) << response.body;
    EXPECT_EQ(response.headers.at("content-type"), "application/x-amz-json-1.1");
    EXPECT_EQ(response.headers.at("x-amzn-errortype"), type + ":");
    EXPECT_EQ(response.headers.at("x-amzn-requestid").size(), 36U);
    EXPECT_EQ(response.headers.at("access-control-allow-origin"), "*");
    EXPECT_EQ(response.headers.at("connection"), "close");
  }

  CountingRandom random;
  FunctionEndpoint echo{[](const Request& request) { return Text(request.body); }};
  Router router{random};
};

TEST_F(ServerLimitsTest, LetsAClientReadWhyItsBodyIsRefusedWhileItStillSends) {
  Settings settings = TestSettings();
  settings.max_body_bytes = 1000;
  const RunningServer server(settings, router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n");
  client.Send(std::string(9000000, 'x'));
  const RawResponse response = client.ReadResponse();
  ExpectTypedError(response, 413, "RequestEntityTooLargeException");
  EXPECT_NE(response.body.find("1000 bytes"), std::string::npos);
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerLimitsTest, RefusesAChunkedBodyOverTheLimit) {
  Settings settings = TestSettings();
  settings.max_body_bytes = 3;
  const RunningServer server(settings, router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n");
  ExpectTypedError(client.ReadResponse(), 413, "RequestEntityTooLargeException");
}

TEST_F(ServerLimitsTest, RefusesABodyOverTheLimitInsteadOfAskingForIt) {
  Settings settings = TestSettings();
  settings.max_body_bytes = 3;
  const RunningServer server(settings, router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  ExpectTypedError(client.ReadResponse(), 413, "RequestEntityTooLargeException");
}

TEST_F(ServerLimitsTest, RefusesAHeaderOverTheLimit) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nX: " + std::string(100000, 'x') + "\r\n\r\n");
  ExpectTypedError(client.ReadResponse(), 431, "RequestHeaderFieldsTooLargeException");
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerLimitsTest, AnswersWhatIsNoHttp) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("\x16\x03\x01 nonsense\r\n\r\n");
  ExpectTypedError(client.ReadResponse(), 400, "BadRequestException");
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerLimitsTest, AnswersTheGoodRequestBeforeTheBadOne) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\ngood bad\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().body, "good");
  ExpectTypedError(client.ReadResponse(), 400, "BadRequestException");
}

TEST_F(ServerLimitsTest, GivesUpOnAHeaderThatDoesNotEnd) {
  Settings settings = TestSettings();
  settings.header_timeout = milliseconds(30);
  const RunningServer server(settings, router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nX: y\r\n");
  ExpectTypedError(client.ReadResponse(), 408, "RequestTimeoutException");
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerLimitsTest, GivesUpOnABodyThatDoesNotEnd) {
  Settings settings = TestSettings();
  settings.read_timeout = milliseconds(30);
  const RunningServer server(settings, router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf");
  ExpectTypedError(client.ReadResponse(), 408, "RequestTimeoutException");
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerLimitsTest, ClosesAnIdleConnectionWithoutAWord) {
  Settings settings = TestSettings();
  settings.idle_timeout = milliseconds(30);
  const RunningServer server(settings, router);
  RawConnection fresh(server.port());
  RawConnection used(server.port());
  used.Send("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
  used.ReadResponse();
  EXPECT_TRUE(fresh.IsClosed());
  EXPECT_TRUE(used.IsClosed());
}

TEST_F(ServerLimitsTest, GivesUpOnAClientThatDoesNotTakeItsAnswer) {
  FunctionEndpoint large([](const Request&) { return Text(std::string(64UL * 1024 * 1024, 'x')); });
  router.Mount("GET", "/large", large, Cors::kNone);
  Settings settings = TestSettings();
  settings.idle_timeout = milliseconds(30);
  settings.max_connections = 1;
  const RunningServer server(settings, router);
  RawConnection client(server.port());
  client.Send("GET /large HTTP/1.1\r\n\r\n");
  client.ReadUntil("\r\n");
  // Its place is free again once the server has given up.
  RawResponse response;
  do {
    RawConnection next(server.port());
    next.Send("POST / HTTP/1.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    response = next.ReadResponse();
  } while (response.status() == 503);
  EXPECT_EQ(response.status(), 200);
}

TEST_F(ServerLimitsTest, TellsAConnectionOverTheLimitSo) {
  Settings settings = TestSettings();
  settings.max_connections = 1;
  const RunningServer server(settings, router);
  RawConnection first(server.port());
  first.Send("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(first.ReadResponse().status(), 200);
  RawConnection second(server.port());
  second.Send("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
  ExpectTypedError(second.ReadResponse(), 503, "ServiceUnavailableException");
  EXPECT_TRUE(second.IsClosed());
  first.Send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nagain");
  EXPECT_EQ(first.ReadResponse().body, "again");
}

}  // namespace
}  // namespace rockpool::http::beast
