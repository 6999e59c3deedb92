// How the server starts and how it ends.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <future>
#include <optional>
#include <string>
#include <thread>

#include "server/http/beast/server.h"
#include "tests/support/raw_http.h"
#include "tests/unit/http/doubles.h"

namespace rockpool::http::beast {
namespace {

using std::chrono::milliseconds;
using support::RawConnection;
using support::RawResponse;

std::string ListenErrorOf(const Settings& settings, const Router& router) {
  try {
    Server(settings, router).Listen();
  } catch (const ListenError& error) {
    return error.what();
  }
  return "";
}

class ServerLifetimeTest : public ::testing::Test {
 protected:
  ServerLifetimeTest() {
    router.Mount("GET", "/", quick, Cors::kNone);
    router.Mount("GET", "/working", working, Cors::kNone);
    router.Mount("GET", "/delayed", delayed, Cors::kNone);
  }

  CountingRandom random;
  FunctionEndpoint quick{[](const Request&) { return Text("quick"); }};
  HeldEndpoint working;
  FunctionEndpoint delayed{[](const Request&) { return Text("late"); }, Runs::kHere, std::chrono::hours(1)};
  protocol::JsonOwner json{random};
  Router router{json};
};

TEST_F(ServerLifetimeTest, TellsWhenThePortIsInUse) {
  const RunningServer server(TestSettings(), router);
  EXPECT_EQ(ListenErrorOf(TestSettingsWith(&Settings::port, server.port()), router),
            "Port " + std::to_string(server.port()) + " on 127.0.0.1 is in use by another program.");
}

TEST_F(ServerLifetimeTest, TellsWhenTheAddressIsNotOfThisMachine) {
  EXPECT_EQ(ListenErrorOf(TestSettingsWith(&Settings::host, "192.0.2.1"), router),
            "Cannot listen on 192.0.2.1: it is not an address of this machine.");
}

TEST_F(ServerLifetimeTest, ListensOnAName) { EXPECT_EQ(ListenErrorOf(TestSettingsWith(&Settings::host, "localhost"), router), ""); }

TEST_F(ServerLifetimeTest, SaysOnceThatItStopsBeforeItWaitsForWhatRuns) {
  Server server(TestSettings(), router);
  server.Listen();
  int said = 0;
  std::thread running([&] {
    server.Run(nullptr, [&] {
      ++said;
      working.Release();
    });
  });
  RawConnection client(server.port());
  client.Send("GET /working HTTP/1.1\r\n\r\n");
  working.WaitUntilRunning();
  server.Stop();
  server.Stop();
  EXPECT_EQ(client.ReadResponse().body, "done");
  running.join();
  EXPECT_EQ(said, 1);
}

TEST_F(ServerLifetimeTest, TakesTheConnectionsThatCameBeforeItRan) {
  Server server(TestSettings(), router);
  server.Listen();
  RawConnection client(server.port());
  client.Send("GET / HTTP/1.1\r\n\r\n");
  std::thread running([&server] { server.Run(); });
  EXPECT_EQ(client.ReadResponse().body, "quick");
  server.Stop();
  running.join();
}

TEST_F(ServerLifetimeTest, ReturnsAtOnceWhenItWasStoppedBeforeItRan) {
  Server server(TestSettings(), router);
  server.Listen();
  server.Stop();
  server.Stop();
  server.Run();
  EXPECT_THROW(RawConnection(server.port()), std::runtime_error);
}

TEST_F(ServerLifetimeTest, AnswersWhatRunsWhenItStops) {
  RunningServer server(TestSettings(), router);
  RawConnection idle(server.port());
  idle.Send("GET / HTTP/1.1\r\n\r\n");
  idle.ReadResponse();
  std::optional<RawConnection> busy(std::in_place, server.port());
  busy->Send("GET /working HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n");
  working.WaitUntilRunning();

  server.Stop();
  EXPECT_TRUE(idle.IsClosed());
  EXPECT_THROW(RawConnection(server.port()), std::runtime_error);
  working.Release();
  const RawResponse response = busy->ReadResponse();
  EXPECT_EQ(response.body, "done");
  EXPECT_EQ(response.headers.at("connection"), "close");
  EXPECT_TRUE(busy->IsClosed());
  busy.reset();
  server.Join();
}

TEST_F(ServerLifetimeTest, CutsWhatDoesNotEndByTheDeadline) {
  Settings settings = TestSettings();
  settings.drain_deadline = milliseconds(30);
  settings.threads = 2;
  RunningServer server(settings, router);
  RawConnection sending(server.port());
  sending.Send("GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nX:");
  RawConnection waiting(server.port());
  waiting.Send("GET / HTTP/1.1\r\n\r\nGET /delayed HTTP/1.1\r\n\r\n");
  EXPECT_EQ(sending.ReadResponse().body, "quick");
  EXPECT_EQ(waiting.ReadResponse().body, "quick");
  server.Stop();
  server.Join();
  EXPECT_TRUE(sending.IsClosed());
  EXPECT_TRUE(waiting.IsClosed());
}

TEST_F(ServerLifetimeTest, WaitsForWorkOnAnotherThreadEvenPastTheDeadline) {
  RunningServer server(TestSettingsWith(&Settings::drain_deadline, milliseconds(0)), router);
  RawConnection busy(server.port());
  busy.Send("GET /working HTTP/1.1\r\n\r\n");
  working.WaitUntilRunning();
  server.Stop();
  EXPECT_TRUE(busy.IsClosed());
  working.Release();
  server.Join();
}

TEST_F(ServerLifetimeTest, StopsOnASignalAndGivesTheSignalBack) {
  RunningServer server(TestSettingsWith(&Settings::stop_on_signals, true), router);
  RawConnection client(server.port());
  client.Send("GET / HTTP/1.1\r\n\r\n");
  client.ReadResponse();
  kill(getpid(), SIGTERM);
  server.Join();
  EXPECT_TRUE(client.IsClosed());
  struct sigaction action {};
  sigaction(SIGTERM, nullptr, &action);
  EXPECT_EQ(action.sa_handler, SIG_DFL);
}

}  // namespace
}  // namespace rockpool::http::beast
