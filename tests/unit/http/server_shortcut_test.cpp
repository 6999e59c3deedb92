// Answers that a computing thread sends itself, while the connection's own thread reads on.
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "server/http/beast/server.h"
#include "server/http/must_wait.h"
#include "tests/support/raw_http.h"
#include "tests/unit/http/doubles.h"

namespace rockpool::http::beast {
namespace {

using std::chrono::milliseconds;
using support::RawConnection;
using support::RawResponse;

constexpr std::size_t kMoreThanTheKernelTakes = 32UL * 1024 * 1024;
constexpr std::string_view kCompute = "GET /computing HTTP/1.1\r\n\r\n";

class ServerShortcut : public ::testing::Test {
 protected:
  ServerShortcut() {
    router.Mount("GET", "/", quick, Cors::kNone);
    router.Mount("GET", "/computing", computing, Cors::kNone);
    router.Mount("GET", "/large", large, Cors::kNone);
    router.Mount("POST", "/counted", counted, Cors::kNone);
  }

  CountingRandom random;
  FunctionEndpoint quick{[](const Request&) { return Text("quick"); }};
  HeldEndpoint computing{Runs::kComputes};
  FunctionEndpoint large{[](const Request&) { return Text(std::string(kMoreThanTheKernelTakes, 'x')); }, Runs::kComputes};
  FunctionEndpoint counted{[](const Request& request) { return Text(std::to_string(request.body.size())); }, Runs::kComputes};
  protocol::JsonOwner json{random};
  Router router{json};
};

TEST_F(ServerShortcut, WaitsForNoThreadThatDoesSomethingElse) {
  HeldEndpoint here(Runs::kHere);
  router.Mount("GET", "/here", here, Cors::kNone);
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send(kCompute);
  computing.WaitUntilRunning();
  RawConnection other(server.port());
  other.Send("GET /here HTTP/1.1\r\n\r\n");
  here.WaitUntilRunning();
  computing.Release();
  EXPECT_EQ(client.ReadResponse().body, "done") << "while the one I/O thread is held";
  here.Release();
  EXPECT_EQ(other.ReadResponse().body, "done");
}

TEST_F(ServerShortcut, LeavesARequestThatComesMeanwhileToBeAnsweredNext) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send(kCompute);
  computing.WaitUntilRunning();
  client.Send("GET / HTTP/1.1\r\n");
  computing.Release();
  EXPECT_EQ(client.ReadResponse().body, "done");
  client.Send("\r\n");
  EXPECT_EQ(client.ReadResponse().body, "quick");
}

TEST_F(ServerShortcut, AnswersAClientThatWillSendNoMore) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send(kCompute);
  client.FinishSending();
  computing.WaitUntilRunning();
  computing.Release();
  EXPECT_EQ(client.ReadResponse().body, "done");
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(ServerShortcut, LeavesTheRestOfAnAnswerThatTheKernelDoesNotTakeToTheConnectionsThread) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("GET /large HTTP/1.1\r\n\r\n");
  const RawResponse response = client.ReadResponse();
  EXPECT_EQ(response.body.size(), kMoreThanTheKernelTakes);
  EXPECT_EQ(response.body.find_first_not_of('x'), std::string::npos);
  client.Send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().body, "quick");
}

TEST_F(ServerShortcut, IsNotTakenToBeIdleWhileItIsWorkedOut) {
  const RunningServer server(TestSettingsWith(&Settings::idle_timeout, milliseconds(300)), router);
  RawConnection client(server.port());
  client.Send(kCompute);
  computing.WaitUntilRunning();
  EXPECT_TRUE(RawConnection(server.port()).IsClosed()) << "300 ms later";
  computing.Release();
  EXPECT_EQ(client.ReadResponse().body, "done");
  EXPECT_TRUE(client.IsClosed()) << "it is idle since then";
}

TEST_F(ServerShortcut, GivesTheMemoryOfItsBodyBackThoughTheConnectionStays) {
  const RunningServer server(TestSettingsWith(&Settings::max_request_memory, 1000), router);
  const std::string post = "POST /counted HTTP/1.1\r\nContent-Length: 600\r\n\r\n" + std::string(600, 'x');
  RawConnection idle(server.port());
  idle.Send(post);
  EXPECT_EQ(idle.ReadResponse().body, "600");
  const auto stuck = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  RawResponse response;
  do {
    RawConnection next(server.port());
    next.Send(post);
    response = next.ReadResponse();
  } while (response.status() == 503 && std::chrono::steady_clock::now() < stuck);
  EXPECT_EQ(response.body, "600");
}

// Finds on a computing thread that it has to wait.
class HeldThenWaiting final : public Work {
 public:
  explicit HeldThenWaiting(HeldEndpoint& held) : held_(held) {}
  Runs Where() const override { return Runs::kComputes; }
  Response Run() noexcept override {
    if (!std::exchange(has_run_, true)) {
      WorkOutHere(*held_.Accept({}));
    }
    try {
      RequireMayWait();
      return Text("waited");
    } catch (const MustWait&) {
      return Text("nothing");
    }
  }

 private:
  HeldEndpoint& held_;
  bool has_run_ = false;
};

TEST_F(ServerShortcut, KeepsWhatHasComeOfTheNextRequestWhereTheWorkRunsAnew) {
  class Opening final : public Endpoint {
   public:
    explicit Opening(HeldEndpoint& held) : held_(held) {}
    std::unique_ptr<Work> Accept(Request) noexcept override { return std::make_unique<HeldThenWaiting>(held_); }

   private:
    HeldEndpoint& held_;
  } opening(computing);
  router.Mount("GET", "/opening", opening, Cors::kNone);
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("GET /opening HTTP/1.1\r\n\r\n");
  computing.WaitUntilRunning();
  client.Send("GET / HTTP/1.1\r\nX: ");
  RawConnection other(server.port());
  other.Send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(other.ReadResponse().body, "quick") << "by the one I/O thread, which has what was sent before";
  computing.Release();
  EXPECT_EQ(client.ReadResponse().body, "waited");
  client.Send("y\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().body, "quick");
}

TEST_F(ServerShortcut, AnswersHeadWithoutABody) {
  router.Mount("HEAD", "/large", large, Cors::kNone);
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("HEAD /large HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.ReadResponse(false).headers.at("content-length"), std::to_string(kMoreThanTheKernelTakes));
  EXPECT_EQ(client.ReadResponse().body, "quick");
  client.Send("HEAD /large HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.ReadResponse(false).headers.at("content-length"), std::to_string(kMoreThanTheKernelTakes));
  client.Send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().body, "quick");
}

TEST_F(ServerShortcut, IsNotTakenByWhatBeginsOnceTheServerStops) {
  FunctionEndpoint late([](const Request&) { return Text("late"); }, Runs::kComputes, milliseconds(200));
  router.Mount("GET", "/late", late, Cors::kNone);
  Settings settings = TestSettings();
  settings.drain_deadline = std::chrono::hours(1);
  RunningServer server(settings, router);
  RawConnection idle(server.port());
  RawConnection client(server.port());
  client.Send("GET /late HTTP/1.1\r\n\r\n");
  idle.Send("GET / HTTP/1.1\r\n\r\n");
  idle.ReadResponse();
  server.Stop();
  const RawResponse response = client.ReadResponse();
  EXPECT_EQ(response.body, "late");
  EXPECT_EQ(response.headers.at("connection"), "close");
  EXPECT_TRUE(client.IsClosed());
  EXPECT_TRUE(idle.IsClosed());
}

TEST_F(ServerShortcut, SaysThatItClosesWhereTheServerStopsMeanwhile) {
  RunningServer server(TestSettings(), router);
  RawConnection idle(server.port());
  idle.Send("GET / HTTP/1.1\r\n\r\n");
  idle.ReadResponse();
  std::optional<RawConnection> client(std::in_place, server.port());
  client->Send(kCompute);
  computing.WaitUntilRunning();
  server.Stop();
  EXPECT_TRUE(idle.IsClosed()) << "so the one I/O thread knows";
  computing.Release();
  const RawResponse response = client->ReadResponse();
  EXPECT_EQ(response.body, "done");
  EXPECT_EQ(response.headers.at("connection"), "close");
  EXPECT_TRUE(client->IsClosed());
  client.reset();
  server.Join();
}

TEST_F(ServerShortcut, IsCutAtTheDeadlineThoughTheWorkGoesOn) {
  RunningServer server(TestSettingsWith(&Settings::drain_deadline, milliseconds(0)), router);
  RawConnection client(server.port());
  client.Send(kCompute);
  computing.WaitUntilRunning();
  server.Stop();
  EXPECT_TRUE(client.IsClosed());
  computing.Release();
  server.Join();
}

}  // namespace
}  // namespace rockpool::http::beast
