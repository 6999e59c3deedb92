// The server as a client sees it that sends too much, too slowly, or no HTTP at all.
#include <gtest/gtest.h>

#include <ostream>
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
  protocol::JsonOwner json{random};
  Router router{json};
};

TEST_F(ServerLimitsTest, LetsAClientReadWhyItsBodyIsRefusedWhileItStillSends) {
  const RunningServer server(TestSettingsWith(&Settings::max_body_bytes, 1000), router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n");
  client.Send(std::string(9000000, 'x'));
  const RawResponse response = client.ReadResponse();
  ExpectTypedError(response, 413, "RequestEntityTooLargeException");
  EXPECT_NE(response.body.find("1000 bytes"), std::string::npos);
  EXPECT_TRUE(client.IsClosed());
}

// What the server answers with an error of its own, and then closes the connection.
struct Refused {
  std::string name;
  std::string sent;
  Settings settings;
  int status;
  std::string type;
};

void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.name; }

class RefusedBytes : public ServerLimitsTest, public ::testing::WithParamInterface<Refused> {};

INSTANTIATE_TEST_SUITE_P(
    Each, RefusedBytes,
    ::testing::Values(Refused{"AChunkedBodyOverTheLimit", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n",
                              TestSettingsWith(&Settings::max_body_bytes, 3), 413, "RequestEntityTooLargeException"},
                      Refused{"ABodyOverTheLimitInsteadOfAskingForIt",
                              "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n",
                              TestSettingsWith(&Settings::max_body_bytes, 3), 413, "RequestEntityTooLargeException"},
                      Refused{"AHeaderOverTheLimit", "POST / HTTP/1.1\r\nX: " + std::string(100000, 'x') + "\r\n\r\n", TestSettings(), 431,
                              "RequestHeaderFieldsTooLargeException"},
                      Refused{"WhatIsNoHttp", "\x16\x03\x01 nonsense\r\n\r\n", TestSettings(), 400, "BadRequestException"},
                      Refused{"AHeaderThatDoesNotEnd", "POST / HTTP/1.1\r\nX: y\r\n",
                              TestSettingsWith(&Settings::header_timeout, milliseconds(30)), 408, "RequestTimeoutException"},
                      Refused{"ABodyThatDoesNotEnd", "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf",
                              TestSettingsWith(&Settings::read_timeout, milliseconds(30)), 408, "RequestTimeoutException"}),
    [](const auto& info) { return info.param.name; });

TEST_P(RefusedBytes, AreAnsweredAndTheConnectionIsClosed) {
  const RunningServer server(GetParam().settings, router);
  RawConnection client(server.port());
  client.Send(GetParam().sent);
  ExpectTypedError(client.ReadResponse(), GetParam().status, GetParam().type);
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerLimitsTest, AnswersTheGoodRequestBeforeTheBadOne) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\ngood bad\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().body, "good");
  ExpectTypedError(client.ReadResponse(), 400, "BadRequestException");
}

TEST_F(ServerLimitsTest, ClosesAnIdleConnectionWithoutAWord) {
  const RunningServer server(TestSettingsWith(&Settings::idle_timeout, milliseconds(30)), router);
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
  const RunningServer server(TestSettingsWith(&Settings::max_connections, 1), router);
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
