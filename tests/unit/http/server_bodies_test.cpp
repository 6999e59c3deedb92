// What the server does with bodies: how large each may be, how much all of them together, and where large ones are read.
#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "server/http/beast/server.h"
#include "tests/support/raw_http.h"
#include "tests/unit/http/doubles.h"

namespace rockpool::http::beast {
namespace {

using support::RawConnection;
using support::RawResponse;

// Takes bodies of up to 10 bytes.
class SmallEndpoint final : public Endpoint {
 public:
  std::size_t BodyLimit(const Request& head) const noexcept override { return head.headers.Find("X-Large") ? 1000 : 10; }
  std::unique_ptr<Work> Accept(Request request) noexcept override { return std::make_unique<Answered>(Text(std::move(request.body))); }
};

// Notes on which thread its work is prepared and run.
class PreparingEndpoint final : public Endpoint {
 public:
  std::thread::id prepared_on, ran_on;
  Runs where = Runs::kComputes;

  std::unique_ptr<Work> Accept(Request) noexcept override { return std::make_unique<Preparing>(*this); }

 private:
  class Preparing final : public Work {
   public:
    explicit Preparing(PreparingEndpoint& endpoint) : endpoint_(endpoint) {}
    Runs Prepares() const override { return Runs::kComputes; }
    void Prepare() noexcept override { endpoint_.prepared_on = std::this_thread::get_id(); }
    Runs Where() const override { return endpoint_.where; }
    Response Run() noexcept override {
      endpoint_.ran_on = std::this_thread::get_id();
      return Text("done");
    }

   private:
    PreparingEndpoint& endpoint_;
  };
};

class ServerBodies : public ::testing::Test {
 protected:
  ServerBodies() {
    router.Mount("POST", "/", echo, Cors::kAnyOrigin);
    router.Mount("POST", "/small", small, Cors::kNone);
    router.Mount("POST", "/held", held, Cors::kNone);
    router.Mount("POST", "/prepared", prepared, Cors::kNone);
    router.Mount("GET", "/thread", thread, Cors::kNone);
  }

  static std::string Post(const std::string& path, std::size_t size, const std::string& more = "") {
    return "POST " + path + " HTTP/1.1\r\n" + more + "Content-Length: " + std::to_string(size) + "\r\n\r\n";
  }
  static RawResponse Ask(const RunningServer& server, const std::string& request) {
    RawConnection client(server.port());
    client.Send(request);
    return client.ReadResponse();
  }
  static RawResponse Send(const RunningServer& server, std::size_t size) { return Ask(server, Post("/", size) + std::string(size, 'x')); }

  static void ExpectNoRoom(const RawResponse& response) {
    EXPECT_EQ(response.status(), 503);
    EXPECT_TRUE(response.body.starts_with(R"({"__type":"ServiceUnavailableException","message":")")) << response.body;
    EXPECT_EQ(response.headers.at("connection"), "close");
  }

  static Settings WithMemory(std::size_t bytes) { return TestSettingsWith(&Settings::max_request_memory, bytes); }

  CountingRandom random;
  FunctionEndpoint echo{[](const Request& request) { return Text(std::to_string(request.body.size())); }};
  SmallEndpoint small;
  HeldEndpoint held;
  PreparingEndpoint prepared;
  std::thread::id io_thread;
  FunctionEndpoint thread{[this](const Request&) {
    io_thread = std::this_thread::get_id();
    return Text("");
  }};
  protocol::JsonOwner json{random};
  Router router{json};
};

TEST_F(ServerBodies, AreLimitedByTheirEndpoint) {
  const RunningServer server(TestSettings(), router);
  EXPECT_EQ(Ask(server, Post("/small", 10) + "0123456789").body, "0123456789");
  const RawResponse refused = Ask(server, Post("/small", 11));
  EXPECT_EQ(refused.status(), 413);
  EXPECT_NE(refused.body.find(R"("RequestEntityTooLargeException","message":"The body is larger than the 10 bytes)"), std::string::npos);
  EXPECT_EQ(Ask(server, Post("/small", 11, "X-Large: yes\r\n") + "0123456789a").status(), 200);
  EXPECT_EQ(Ask(server, "POST /small HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n6\r\n012345\r\n").status(), 413);
}

TEST_F(ServerBodies, AreLimitedByTheServerWhateverTheirEndpointTakes) {
  const RunningServer server(TestSettingsWith(&Settings::max_body_bytes, 100), router);
  const RawResponse refused = Ask(server, Post("/small", 101, "X-Large: yes\r\n"));
  EXPECT_EQ(refused.status(), 413);
  EXPECT_NE(refused.body.find("larger than the 100 bytes"), std::string::npos);
}

TEST_F(ServerBodies, ThatNobodyAnswersAreLimitedToo) {
  const RunningServer server(TestSettings(), router);
  EXPECT_EQ(Ask(server, Post("/nowhere", kUsualBodyLimit + 1)).status(), 413);
  EXPECT_EQ(Ask(server, Post("/nowhere", 1) + "x").status(), 404);
}

TEST_F(ServerBodies, ForWhichThereIsNoMemoryAreRefusedBeforeTheyAreSent) {
  const RunningServer server(WithMemory(1000), router);
  ExpectNoRoom(Ask(server, Post("/", 1001, "Expect: 100-continue\r\n")));
  EXPECT_EQ(Send(server, 1000).status(), 200);
}

TEST_F(ServerBodies, ThatAnnounceNoSizeAreRefusedWhenTheMemoryIsUsedUp) {
  const RunningServer server(WithMemory(1000), router);
  RawConnection client(server.port());
  client.Send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 11; ++i) {
    client.Send("64\r\n" + std::string(100, 'x') + "\r\n");
  }
  ExpectNoRoom(client.ReadResponse());
  EXPECT_EQ(Send(server, 1000).status(), 200) << "what was refused holds nothing";
}

TEST_F(ServerBodies, HoldWhatHasComeOfThemAndNotWhatWasAnnounced) {
  const RunningServer server(WithMemory(1000), router);
  RawConnection slow(server.port());
  slow.Send(Post("/", 900, "Expect: 100-continue\r\n"));
  slow.ReadUntil("\r\n\r\n");
  EXPECT_EQ(Send(server, 1000).status(), 200) << "nothing of the other has come";
  slow.Send(std::string(100, 'x'));
  RawResponse response;
  do {
    response = Send(server, 950);
  } while (response.status() == 200);  // until the 100 bytes have been read
  ExpectNoRoom(response);
  EXPECT_EQ(Send(server, 900).status(), 200);
  slow.Send(std::string(800, 'x'));
  EXPECT_EQ(slow.ReadResponse().body, "900");
}

TEST_F(ServerBodies, HoldTheirMemoryUntilTheyAreAnswered) {
  const RunningServer server(WithMemory(1000), router);
  RawConnection waiting(server.port());
  waiting.Send(Post("/held", 600) + std::string(600, 'x'));
  held.WaitUntilRunning();
  ExpectNoRoom(Send(server, 600));
  held.Release();
  EXPECT_EQ(waiting.ReadResponse().body, "done");
  while (Send(server, 600).status() == 503) {
  }
}

TEST_F(ServerBodies, GiveTheirMemoryBackWhenTheirClientVanishes) {
  const RunningServer server(WithMemory(1000), router);
  {
    RawConnection client(server.port());
    client.Send(Post("/", 900) + std::string(800, 'x'));
  }
  while (Send(server, 1000).status() == 503) {
  }
}

TEST_F(ServerBodies, ThatAreLargeArePreparedAndRunOnOneOtherThread) {
  const RunningServer server(TestSettings(), router);
  EXPECT_EQ(Ask(server, Post("/prepared", 1) + "x").body, "done");
  Ask(server, "GET /thread HTTP/1.1\r\n\r\n");
  EXPECT_NE(prepared.prepared_on, io_thread);
  EXPECT_EQ(prepared.ran_on, prepared.prepared_on);
}

TEST_F(ServerBodies, ThatAreLargeAndWaitAreRunOnAThirdThread) {
  prepared.where = Runs::kWaits;
  const RunningServer server(TestSettings(), router);
  EXPECT_EQ(Ask(server, Post("/prepared", 1) + "x").body, "done");
  Ask(server, "GET /thread HTTP/1.1\r\n\r\n");
  EXPECT_NE(prepared.ran_on, prepared.prepared_on);
  EXPECT_NE(prepared.ran_on, io_thread);
}

}  // namespace
}  // namespace rockpool::http::beast
