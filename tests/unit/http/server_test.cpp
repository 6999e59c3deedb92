// The server as a client sees it that behaves.
#include "server/http/beast/server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

#include "tests/support/raw_http.h"
#include "tests/unit/http/doubles.h"

namespace rockpool::http::beast {
namespace {

using support::RawConnection;
using support::RawResponse;

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    router.Mount("POST", "/", echo, Cors::kAnyOrigin);
    router.Mount("GET", "/plain", echo, Cors::kNone);
    router.Mount("GET", "/delayed", delayed, Cors::kNone);
    router.Mount("GET", "/computing", computing, Cors::kNone);
  }

  CountingRandom random;
  FunctionEndpoint echo{[](const Request& request) { return Text(request.method + " " + request.body); }};
  FunctionEndpoint delayed{[](const Request&) { return Text("late"); }, Runs::kHere, std::chrono::milliseconds(30)};
  FunctionEndpoint computing{[this](const Request& request) {
                               ran_on = std::this_thread::get_id();
                               return Text(request.peer);
                             },
                             Runs::kComputes};
  protocol::JsonOwner json{random};
  Router router{json};
  std::thread::id ran_on;
};

TEST_F(ServerTest, AnswersARequest) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
  const RawResponse response = client.ReadResponse();
  EXPECT_EQ(response.status_line, "HTTP/1.1 200 OK\r\n");
  EXPECT_EQ(response.body, "POST hello");
  EXPECT_EQ(response.headers.at("content-type"), "text/plain");
  EXPECT_EQ(response.headers.at("date").size(), 29U);
  EXPECT_FALSE(response.headers.contains("connection"));
}

TEST_F(ServerTest, AnswersSeveralRequestsOnOneConnection) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  for (const char* body : {"a", "b", "c"}) {
    client.Send(std::string("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n") + body);
    EXPECT_EQ(client.ReadResponse().body, std::string("POST ") + body);
  }
}

TEST_F(ServerTest, AnswersRequestsThatCameTogetherInTheirOrder) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send(
      "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n1"
      "GET /delayed HTTP/1.1\r\n\r\n"
      "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n3");
  EXPECT_EQ(client.ReadResponse().body, "POST 1");
  EXPECT_EQ(client.ReadResponse().body, "late");
  EXPECT_EQ(client.ReadResponse().body, "POST 3");
}

TEST_F(ServerTest, SpreadsConnectionsOverItsThreads) {
  const RunningServer server(TestSettingsWith(&Settings::threads, 3), router);
  std::vector<RawConnection> clients;
  for (int i = 0; i < 7; ++i) {
    clients.emplace_back(server.port());
  }
  for (RawConnection& client : clients) {
    client.Send("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx");
    EXPECT_EQ(client.ReadResponse().body, "POST x");
  }
}

TEST_F(ServerTest, ReadsAChunkedBody) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  client.Send("2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().body, "POST abcde");
}

TEST_F(ServerTest, ReadsABodyOfSeveralMegabytes) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  const std::string body(4UL * 1024 * 1024, 'x');
  client.Send("POST / HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_EQ(client.ReadResponse().body.size(), body.size() + 5);
}

TEST_F(ServerTest, TellsAClientThatWaitsToContinue) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.ReadUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.Send("ok");
  EXPECT_EQ(client.ReadResponse().body, "POST ok");
}

TEST_F(ServerTest, AnswersHeadWithoutABody) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("HEAD /plain HTTP/1.1\r\n\r\nGET /plain HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.ReadResponse(false).status(), 200);
  EXPECT_EQ(client.ReadResponse().body, "GET ");
}

TEST_F(ServerTest, ClosesWhenTheClientAsksForIt) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("GET /plain HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().headers.at("connection"), "close");
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerTest, ClosesAfterHttp10UnlessAskedToStay) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("GET /plain HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().headers.at("connection"), "keep-alive");
  client.Send("GET /plain HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().headers.at("connection"), "close");
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerTest, LetsOtherOriginsReadTheAnswersOfAPathThatIsOpenToThem) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("OPTIONS / HTTP/1.1\r\nOrigin: http://a\r\nAccess-Control-Request-Headers: x-amz-target\r\n\r\n");
  const RawResponse preflight = client.ReadResponse();
  EXPECT_EQ(preflight.headers.at("access-control-allow-origin"), "*");
  EXPECT_EQ(preflight.headers.at("access-control-allow-headers"), "x-amz-target");
  EXPECT_EQ(preflight.headers.at("content-length"), "0");
  client.Send("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\nPUT / HTTP/1.1\r\n\r\nGET /plain HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().headers.at("access-control-allow-origin"), "*");
  EXPECT_EQ(client.ReadResponse().headers.at("access-control-allow-origin"), "*");
  EXPECT_FALSE(client.ReadResponse().headers.contains("access-control-allow-origin"));
}

TEST_F(ServerTest, RunsWorkThatComputesAwayFromTheThreadThatReads) {
  std::thread::id read_on;
  FunctionEndpoint quick([&read_on](const Request&) {
    read_on = std::this_thread::get_id();
    return Text("");
  });
  router.Mount("GET", "/quick", quick, Cors::kNone);
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("GET /quick HTTP/1.1\r\n\r\nGET /computing HTTP/1.1\r\n\r\n");
  client.ReadResponse();
  EXPECT_EQ(client.ReadResponse().body, "127.0.0.1");
  EXPECT_NE(ran_on, read_on);
}

// Finds on the I/O thread that it takes longer.
class HandedOver final : public Work {
 public:
  std::optional<Response> RunHere() noexcept override {
    began_on_ = std::this_thread::get_id();
    return std::nullopt;
  }
  Response Run() noexcept override { return Text(std::this_thread::get_id() == began_on_ ? "here" : "elsewhere"); }

 private:
  std::thread::id began_on_;
};

TEST_F(ServerTest, GoesOnAwayFromTheThreadThatReadsWithWhatTurnsOutToTakeLong) {
  class HandingOver final : public Endpoint {
   public:
    std::unique_ptr<Work> Accept(Request) noexcept override { return std::make_unique<HandedOver>(); }
  } handing_over;
  router.Mount("GET", "/handing-over", handing_over, Cors::kNone);
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("GET /handing-over HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().body, "elsewhere");
}

TEST_F(ServerTest, AnswersOthersWhileSomethingWaits) {
  HeldEndpoint stuck;
  router.Mount("GET", "/stuck", stuck, Cors::kNone);
  const RunningServer server(TestSettings(), router);
  RawConnection waiting(server.port());
  waiting.Send("GET /stuck HTTP/1.1\r\n\r\n");
  RawConnection other(server.port());
  other.Send("GET /plain HTTP/1.1\r\n\r\n");
  EXPECT_EQ(other.ReadResponse().body, "GET ");
  stuck.Release();
  EXPECT_EQ(waiting.ReadResponse().body, "done");
}

TEST_F(ServerTest, RefusesWhatWouldWaitWhereNoThreadIsLeftForIt) {
  HeldEndpoint stuck;
  FunctionEndpoint waiting([](const Request&) { return Text("waited"); }, Runs::kWaits);
  router.Mount("GET", "/stuck", stuck, Cors::kNone);
  router.Mount("GET", "/waiting", waiting, Cors::kNone);
  const RunningServer server(TestSettingsWith(&Settings::max_waiting, 1), router);
  RawConnection first(server.port());
  first.Send("GET /stuck HTTP/1.1\r\n\r\n");
  stuck.WaitUntilRunning();
  RawConnection second(server.port());
  second.Send("GET /waiting HTTP/1.1\r\n\r\nGET /computing HTTP/1.1\r\n\r\n");
  const RawResponse refused = second.ReadResponse();
  EXPECT_EQ(refused.status(), 400);
  EXPECT_TRUE(refused.body.starts_with(R"({"__type":"TooManyRequestsException","message":")")) << refused.body;
  EXPECT_EQ(second.ReadResponse().body, "127.0.0.1") << "the connection stays, and what computes is not held up";
  stuck.Release();
  EXPECT_EQ(first.ReadResponse().body, "done");
}

TEST_F(ServerTest, HoldsAnAnswerBackAsLongAsItsWorkAsks) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  const auto start = std::chrono::steady_clock::now();
  client.Send("GET /delayed HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().body, "late");
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(30));
}

}  // namespace
}  // namespace rockpool::http::beast
