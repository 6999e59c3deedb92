// How the server asks for the turn to write: with a gate whose turn the test can hold.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/http/beast/server.h"
#include "tests/support/raw_http.h"
#include "tests/unit/http/doubles.h"
#include "tests/unit/http/fake_writer_gate.h"

namespace rockpool::http::beast {
namespace {

using support::RawConnection;
using support::RawResponse;

constexpr const char* kRead = "GET /read HTTP/1.1\r\n\r\n";
constexpr const char* kWrite = "GET /write HTTP/1.1\r\n\r\n";

class ServerWrites : public ::testing::Test {
 protected:
  ServerWrites() {
    router.Mount("GET", "/read", read, Cors::kNone);
    router.Mount("GET", "/write", write, Cors::kNone);
    router.Mount("GET", "/computes", computes, Cors::kNone);
    router.Mount("GET", "/waits", waits, Cors::kNone);
  }

  static RawResponse Ask(const RunningServer& server, const std::string& request) {
    RawConnection client(server.port());
    client.Send(request);
    return client.ReadResponse();
  }

  Response Note(const Request& request) {
    const std::lock_guard lock(mutex);
    ran.push_back(request.query);
    ran_on = std::this_thread::get_id();
    return Text("wrote");
  }

  std::mutex mutex;
  std::vector<std::string> ran;  // the queries of the writes
  std::thread::id ran_on;
  std::thread::id read_on;

  CountingRandom random;
  FunctionEndpoint read{[this](const Request&) {
    read_on = std::this_thread::get_id();
    return Text("read");
  }};
  FunctionEndpoint write{[this](const Request& request) { return Note(request); }, Runs::kHere, {}, true};
  FunctionEndpoint computes{[](const Request&) { return Text("computed"); }, Runs::kComputes, {}, true};
  FunctionEndpoint waits{[](const Request&) { return Text("waited"); }, Runs::kWaits, {}, true};
  protocol::JsonOwner json{random};
  Router router{json};
  FakeWriterGate gate;
};

TEST_F(ServerWrites, RunWhereTheyWereReadIfNobodyElseWrites) {
  const RunningServer server(TestSettings(), router, std::nullopt, &gate);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(Ask(server, kWrite).body, "wrote");
  }
  Ask(server, kRead);
  EXPECT_EQ(ran_on, read_on);
  EXPECT_EQ(gate.asked(), 3U);
  EXPECT_EQ(gate.queued(), 0U);
}

TEST_F(ServerWrites, RunOnTheWritingThreadIfSomebodyElseWritesAndKeepNoReaderWaiting) {
  const RunningServer server(TestSettings(), router, std::nullopt, &gate);
  ASSERT_TRUE(gate.TryTake());
  RawConnection writer(server.port());
  writer.Send(kWrite);
  gate.WaitUntilQueued(1);
  EXPECT_EQ(Ask(server, kRead).body, "read") << "the only I/O thread is free";
  {
    const std::lock_guard lock(mutex);
    EXPECT_TRUE(ran.empty()) << "nothing of the call has run";
  }
  gate.Give();
  EXPECT_EQ(writer.ReadResponse().body, "wrote");
  EXPECT_EQ(ran_on, gate.thread());
}

TEST_F(ServerWrites, AloneAskForTheTurn) {
  const RunningServer server(TestSettings(), router, std::nullopt, &gate);
  ASSERT_TRUE(gate.TryTake());
  EXPECT_EQ(Ask(server, kRead).body, "read");
  EXPECT_EQ(Ask(server, "GET /computes HTTP/1.1\r\n\r\n").body, "computed");
  EXPECT_EQ(Ask(server, "GET /waits HTTP/1.1\r\n\r\n").body, "waited");
  EXPECT_EQ(gate.asked(), 1U) << "that was the test";
  EXPECT_EQ(gate.queued(), 0U);
  gate.Give();
}

TEST_F(ServerWrites, RunInTheOrderInWhichTheyCame) {
  const RunningServer server(TestSettings(), router, std::nullopt, &gate);
  ASSERT_TRUE(gate.TryTake());
  std::vector<RawConnection> clients;
  for (const char* query : {"first", "second", "third"}) {
    clients.emplace_back(server.port());
    clients.back().Send(std::string("GET /write?") + query + " HTTP/1.1\r\n\r\n");
    gate.WaitUntilQueued(clients.size());
  }
  gate.Give();
  for (RawConnection& client : clients) {
    EXPECT_EQ(client.ReadResponse().body, "wrote");
  }
  EXPECT_EQ(ran, (std::vector<std::string>{"first", "second", "third"}));
}

TEST_F(ServerWrites, AreAnsweredOnlyWhenTheyAreDurable) {
  const RunningServer server(TestSettings(), router, std::nullopt, &gate);
  gate.HoldDurability();
  RawConnection writer(server.port());
  writer.Send(kWrite);
  gate.WaitUntilCommitted();
  EXPECT_EQ(Ask(server, kRead).body, "read") << "no I/O thread waits for a disk";
  EXPECT_FALSE(writer.HasBytes());
  gate.MakeDurable();
  EXPECT_EQ(writer.ReadResponse().body, "wrote");
}

TEST_F(ServerWrites, ThatWereQueuedAreAnsweredOnlyWhenTheyAreDurable) {
  const RunningServer server(TestSettings(), router, std::nullopt, &gate);
  gate.HoldDurability();
  ASSERT_TRUE(gate.TryTake());
  RawConnection writer(server.port());
  writer.Send(kWrite);
  gate.WaitUntilQueued(1);
  gate.Give();
  gate.WaitUntilCommitted();
  EXPECT_EQ(Ask(server, kRead).body, "read");
  EXPECT_FALSE(writer.HasBytes());
  gate.MakeDurable();
  EXPECT_EQ(writer.ReadResponse().body, "wrote");
}

TEST_F(ServerWrites, ThatTheDiskFailsToKeepAreNotCalledDone) {
  const RunningServer server(TestSettings(), router, std::nullopt, &gate);
  gate.HoldDurability();
  RawConnection here(server.port());
  here.Send(kWrite);
  gate.WaitUntilCommitted();
  gate.MakeDurable(false);
  EXPECT_EQ(here.ReadResponse().status(), 500);
  gate.HoldDurability();
  ASSERT_TRUE(gate.TryTake());
  RawConnection queued(server.port());
  queued.Send(kWrite);
  gate.WaitUntilQueued(1);
  gate.Give();
  gate.WaitUntilCommitted();
  gate.MakeDurable(false);
  const RawResponse response = queued.ReadResponse();
  EXPECT_EQ(response.status(), 500);
  EXPECT_TRUE(response.body.starts_with(R"({"__type":"InternalErrorException")")) << response.body;
}

TEST_F(ServerWrites, AreAllAnsweredThoughTwoThreadsNeverLeaveTheWriterIdle) {
  FunctionEndpoint slow(
      [](const Request&) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(200);
        while (std::chrono::steady_clock::now() < end) {
        }
        return Text("wrote");
      },
      Runs::kHere, {}, true);
  router.Mount("GET", "/slow", slow, Cors::kNone);
  constexpr std::size_t kClients = 8;
  constexpr int kCalls = 40;
  constexpr int kRounds = 50;  // on a busy machine the two threads may miss one another for a while
  for (int round = 0; round < kRounds && gate.queued() == 0; ++round) {
    std::atomic<int> answered = 0;
    const RunningServer server(TestSettingsWith(&Settings::threads, 2), router, std::nullopt, &gate);
    std::vector<std::jthread> clients;
    for (std::size_t i = 0; i < kClients; ++i) {
      clients.emplace_back([&] {
        RawConnection client(server.port());
        for (int call = 0; call < kCalls; ++call) {
          client.Send("GET /slow HTTP/1.1\r\n\r\n");
          answered += client.ReadResponse().body == "wrote" ? 1 : 0;
        }
      });
    }
    clients.clear();
    EXPECT_EQ(answered, kClients * kCalls);
  }
  EXPECT_GT(gate.queued(), 0U);
}

TEST_F(ServerWrites, OutliveTheirConnection) {
  const RunningServer server(TestSettings(), router, std::nullopt, &gate);
  ASSERT_TRUE(gate.TryTake());
  std::optional<RawConnection> gone(std::in_place, server.port());
  gone->Send(kWrite);
  gate.WaitUntilQueued(1);
  gone.reset();
  gate.Give();
  EXPECT_EQ(Ask(server, kWrite).body, "wrote");
  EXPECT_EQ(ran.size(), 2U);
}

TEST_F(ServerWrites, OutliveTheServersPatience) {
  RunningServer server(TestSettingsWith(&Settings::drain_deadline, std::chrono::milliseconds(0)), router, std::nullopt, &gate);
  ASSERT_TRUE(gate.TryTake());
  RawConnection writer(server.port());
  writer.Send(kWrite);
  gate.WaitUntilQueued(1);
  server.Stop();
  EXPECT_TRUE(writer.IsClosed());
  gate.Give();
  server.Join();
  EXPECT_EQ(ran.size(), 1U);
}

TEST_F(ServerWrites, ThatAreQueuedAreAnsweredWhenTheServerStops) {
  RunningServer server(TestSettings(), router, std::nullopt, &gate);
  RawConnection idle(server.port());
  idle.Send(kRead);
  idle.ReadResponse();
  ASSERT_TRUE(gate.TryTake());
  RawConnection writer(server.port());
  writer.Send(kWrite);
  gate.WaitUntilQueued(1);
  server.Stop();
  EXPECT_TRUE(idle.IsClosed()) << "the server has begun to stop";
  gate.Give();
  const RawResponse response = writer.ReadResponse();
  EXPECT_EQ(response.body, "wrote");
  EXPECT_EQ(response.headers.at("connection"), "close");
}

}  // namespace
}  // namespace rockpool::http::beast
