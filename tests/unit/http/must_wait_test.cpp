// Work that finds on its way that it has to wait, wherever it was begun.
#include "server/http/must_wait.h"

#include <gtest/gtest.h>

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

TEST(MustWait, IsThrownWhereAThreadMayNotWaitAndNowhereElse) {
  EXPECT_NO_THROW(RequireMayWait());
  {
    const NoWaiting outer;
    {
      const NoWaiting inner;
      EXPECT_THROW(RequireMayWait(), MustWait);
      EXPECT_TRUE(inner.was_wanted());
    }
    EXPECT_FALSE(outer.was_wanted());
    EXPECT_THROW(RequireMayWait(), MustWait) << "the inner one takes nothing from the outer one";
    std::thread([] { EXPECT_NO_THROW(RequireMayWait()); }).join();
  }
  EXPECT_NO_THROW(RequireMayWait());
}

class WaitsAfterAll : public ::testing::Test {
 protected:
  struct Kind {
    Runs where = Runs::kHere;
    bool is_large = false;
    bool writes = false;
  };

  class Waiting final : public Work {
   public:
    Waiting(Kind kind, int& begun) : kind_(kind), begun_(begun) {}
    Runs Prepares() const override { return kind_.is_large ? Runs::kComputes : Runs::kHere; }
    Runs Where() const override { return kind_.where; }
    bool Writes() const override { return kind_.writes; }
    void Write() noexcept override {
      ++begun_;
      try {
        RequireMayWait();
        has_waited_ = true;
      } catch (const MustWait&) {
      }
    }
    Response Run() noexcept override {
      if (!has_waited_) {
        Write();
      }
      return Text(has_waited_ ? "waited" : "nothing");
    }

   private:
    const Kind kind_;
    int& begun_;
    bool has_waited_ = false;
  };

  class Opening final : public Endpoint {
   public:
    explicit Opening(Kind kind) : kind_(kind) {}
    std::unique_ptr<Work> Accept(Request) noexcept override { return std::make_unique<Waiting>(kind_, begun); }
    int begun = 0;

   private:
    const Kind kind_;
  };

  // What a client is answered. `gate` may be null.
  RawResponse Answer(Opening& endpoint, WriterGate* gate) {
    Router router{json};
    router.Mount("GET", "/", endpoint, Cors::kNone);
    const RunningServer server(TestSettings(), router, std::nullopt, gate);
    RawConnection client(server.port());
    client.Send("GET / HTTP/1.1\r\n\r\n");
    return client.ReadResponse();
  }

  CountingRandom random;
  protocol::JsonOwner json{random};
  FakeWriterGate gate;
};

TEST_F(WaitsAfterAll, WhereverItWasBegun) {
  const std::vector<Kind> kinds{{Runs::kHere, false, false},
                                {Runs::kHere, false, true},
                                {Runs::kComputes, false, true},
                                {Runs::kComputes, true, false},
                                {Runs::kWaits, false, true}};
  for (const Kind& kind : kinds) {
    for (WriterGate* asked : {static_cast<WriterGate*>(nullptr), static_cast<WriterGate*>(&gate)}) {
      Opening endpoint(kind);
      EXPECT_EQ(Answer(endpoint, asked).body, "waited");
      EXPECT_EQ(endpoint.begun > 1, kind.where != Runs::kWaits) << "where it may wait it runs once";
    }
  }
  EXPECT_TRUE(gate.TryTake()) << "the turn to write was given back";
  gate.Give();
}

TEST_F(WaitsAfterAll, WithoutTheTurnToWriteThatItWasQueuedFor) {
  Opening endpoint({Runs::kHere, false, true});
  Router router{json};
  router.Mount("GET", "/", endpoint, Cors::kNone);
  const RunningServer server(TestSettings(), router, std::nullopt, &gate);
  ASSERT_TRUE(gate.TryTake());
  RawConnection client(server.port());
  client.Send("GET / HTTP/1.1\r\n\r\n");
  gate.WaitUntilQueued(1);
  gate.Give();
  EXPECT_EQ(client.ReadResponse().body, "waited");
  EXPECT_EQ(endpoint.begun, 2);
}

TEST_F(WaitsAfterAll, OrIsRefusedWhereNoThreadIsLeftToWaitOn) {
  Opening endpoint({Runs::kHere, false, true});
  Router router{json};
  router.Mount("GET", "/", endpoint, Cors::kNone);
  const RunningServer server(TestSettingsWith(&Settings::max_waiting, 0), router, std::nullopt, &gate);
  RawConnection client(server.port());
  client.Send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().status(), 400);
}

}  // namespace
}  // namespace rockpool::http::beast
