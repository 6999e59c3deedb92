// What the server does with bodies that go to a sink: piece by piece, on another thread, beyond its own limits, and no further than wanted.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "server/http/beast/server.h"
#include "tests/support/raw_http.h"
#include "tests/unit/http/doubles.h"

namespace rockpool::http::beast {
namespace {

using support::RawConnection;
using support::RawResponse;

struct Seen {
  std::atomic<std::size_t> pieces = 0;
  std::atomic<std::size_t> largest = 0;
  std::atomic<int> living = 0;
  std::atomic<bool> on_another_thread = false;
};

// Takes up to so many bytes, and none of what says `X-No`.
class StreamedEndpoint final : public Endpoint {
 public:
  explicit StreamedEndpoint(Seen& seen) : seen_(seen) {}

  bool StreamsBody() const noexcept override { return true; }
  std::unique_ptr<BodySink> SinkFor(const Request& head) noexcept override {
    return std::make_unique<Sink>(seen_, head.headers.Find("X-No") ? 0 : kEnough, head.Captured("name"));
  }
  std::unique_ptr<Work> Accept(Request) noexcept override { return std::make_unique<Answered>(Text("not streamed")); }
  std::unique_ptr<Work> AcceptStreamed(Request request, std::unique_ptr<BodySink> sink) noexcept override {
    EXPECT_EQ(request.body, "");
    const auto& taken = static_cast<const Sink&>(*sink);
    return std::make_unique<Answered>(Text(taken.name + ":" + std::to_string(taken.bytes)));
  }

  static constexpr std::size_t kEnough = 20'000'000;

 private:
  struct Sink final : BodySink {
    Sink(Seen& of, std::size_t most, std::string_view of_name) : seen(of), enough(most), name(of_name) { ++seen.living; }
    ~Sink() override { --seen.living; }
    bool IsDone() const noexcept override { return bytes >= enough; }
    void Take(std::string_view piece) noexcept override {
      ++seen.pieces;
      seen.largest = std::max(seen.largest.load(), piece.size());
      seen.on_another_thread = std::this_thread::get_id() != made_on;
      bytes += piece.size();
    }
    Seen& seen;
    const std::size_t enough;
    const std::string name;
    const std::thread::id made_on = std::this_thread::get_id();
    std::size_t bytes = 0;
  };

  Seen& seen_;
};

class ServerStreams : public ::testing::Test {
 protected:
  ServerStreams() {
    router.Mount("PUT", "/to/{name}", streamed, Cors::kNone);
    router.Mount("POST", "/", echo, Cors::kNone);
  }

  static std::string Put(std::size_t size, const std::string& more = "") {
    return "PUT /to/a HTTP/1.1\r\n" + more + "Content-Length: " + std::to_string(size) + "\r\n\r\n";
  }

  CountingRandom random;
  Seen seen;
  StreamedEndpoint streamed{seen};
  FunctionEndpoint echo{[](const Request& request) { return Text(request.body); }};
  protocol::JsonOwner json{random};
  Router router{json};
};

TEST_F(ServerStreams, GoToTheSinkInPiecesBeyondTheServersLimits) {
  Settings settings = TestSettingsWith(&Settings::max_body_bytes, 1024);
  settings.max_request_memory = 1024UL * 1024;
  const RunningServer server(settings, router);
  RawConnection client(server.port());
  client.Send(Put(5'000'000) + std::string(5'000'000, 'x'));
  EXPECT_EQ(client.ReadResponse().body, "a:5000000");
  EXPECT_GT(seen.pieces, 10U);
  EXPECT_LT(seen.largest, 400'000U);
  EXPECT_TRUE(seen.on_another_thread);
  EXPECT_EQ(seen.living, 0);
}

TEST_F(ServerStreams, LeaveTheConnectionToTheNextRequest) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send(Put(3) + "abc" + Put(0) + "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello" + Put(2) + "ab");
  EXPECT_EQ(client.ReadResponse().body, "a:3");
  EXPECT_EQ(client.ReadResponse().body, "a:0");
  EXPECT_EQ(client.ReadResponse().body, "hello");
  EXPECT_EQ(client.ReadResponse().body, "a:2");
}

TEST_F(ServerStreams, MayComeInChunks) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send("PUT /to/b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().body, "b:5");
}

TEST_F(ServerStreams, AreNotAskedForWhereTheSinkWantsNothing) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send(Put(1'000'000'000, "X-No: 1\r\nExpect: 100-continue\r\n"));
  const RawResponse response = client.ReadResponse();
  EXPECT_EQ(response.body, "a:0") << "and no 100 before it";
  EXPECT_EQ(response.headers.at("connection"), "close");
  EXPECT_EQ(seen.pieces, 0U);
}

TEST_F(ServerStreams, AreReadNoFurtherThanTheSinkWants) {
  const RunningServer server(TestSettings(), router);
  RawConnection client(server.port());
  client.Send(Put(1'000'000'000) + std::string(StreamedEndpoint::kEnough + 1'000'000, 'x'));
  const RawResponse response = client.ReadResponse();
  EXPECT_EQ(response.headers.at("connection"), "close");
  EXPECT_EQ(response.body.substr(0, 4), "a:20");
}

TEST_F(ServerStreams, EndWithAClientThatVanishes) {
  const RunningServer server(TestSettings(), router);
  {
    RawConnection client(server.port());
    client.Send(Put(1'000'000) + std::string(500'000, 'x'));
    while (seen.pieces == 0) {
      std::this_thread::yield();
    }
  }
  while (seen.living != 0) {
    std::this_thread::yield();
  }
}

TEST_F(ServerStreams, AreRefusedThatStopComing) {
  const RunningServer server(TestSettingsWith(&Settings::read_timeout, std::chrono::milliseconds(50)), router);
  RawConnection client(server.port());
  client.Send(Put(1'000'000) + std::string(100'000, 'x'));
  EXPECT_EQ(client.ReadResponse().status(), 408);
  while (seen.living != 0) {
    std::this_thread::yield();
  }
}

}  // namespace
}  // namespace rockpool::http::beast
